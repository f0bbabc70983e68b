"""Amounts in other units: tables of conversions and of what is refused, round trips, and that the table of units is whole."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract
from extract.convert import convert, measure
from extract.corpora.units import parts
from extract.errors import UnitError, ZhclaimsError
from extract.lexicon import rows

TABLE = [
    # value, code, target, result: exact
    ("3", "kg", "g", "3000"),
    ("1.5", "t", "kg", "1500"),
    ("3", "{斤}", "kg", "1.5"),
    ("3", "{台斤}", "kg", "1.8"),
    ("2", "{司马斤}", "g", "1209.57964"),
    ("2", "{两}", "g", "100"),
    ("1", "{担}", "{斤}", "100"),
    ("1", "{里}", "km", "0.5"),
    ("3", "{丈}", "m", "10"),
    ("3", "{尺}", "m", "1"),
    ("15", "{亩}", "har", "1"),
    ("121", "{坪}", "m2", "400"),
    ("1", "{甲}", "{坪}", "2934"),
    ("1", "[mi_i]", "km", "1.609344"),
    ("1", "[lb_av]", "kg", "0.45359237"),
    ("1", "[oz_tr]", "g", "31.1034768"),
    ("1", "[bbl_us]", "[gal_us]", "42"),
    ("1", "km2", "har", "100"),
    ("2", "[ft_i]2", "[in_i]2", "288"),
    ("1", "[cft_i]", "[in_i]3", "1728"),
    ("36", "km/h", "m/s", "10"),
    ("1", "kW.h", "MJ", "3.6"),
    ("2", "GW.h", "kW.h", "2000000"),
    ("1000", "mbar", "hPa", "1000"),
    ("35", "ug/m3", "mg/m3", "0.035"),
    ("1", "Gbit/s", "MBy/s", "125"),
    ("90", "min", "h", "1.5"),
    ("2", "a", "mo", "24"),
    ("1", "{世纪}", "{季度}", "400"),
    ("12", "%", "[ppth]", "120"),
    ("50", "%", "1", "0.5"),
    ("0.25", "[pp]", "[bp]", "25"),
    # temperatures have a zero of their own
    ("37", "Cel", "[degF]", "98.6"),
    ("98.6", "[degF]", "Cel", "37"),
    ("-40", "Cel", "[degF]", "-40"),
    ("0", "K", "Cel", "-273.15"),
    # compounds: only the measures change
    ("110", "USD/kg", "USD/t", "110000"),
    ("6", "CNY/{斤}", "CNY/kg", "12"),
    ("30", "TWD/{坪}", "TWD/m2", "9.075"),
    ("0.5", "CNY/kW.h", "CNY/MW.h", "500"),
    ("730.5", "t/a", "t/d", "2"),
    ("300", "{人}/km2", "{人}/har", "3"),
    ("1461", "{台}/a", "{台}/d", "4"),
    # nothing to do
    ("7", "USD", "USD", "7"),
    ("7", "{人}", "{人}", "7"),
    # no finite decimal: fifteen digits
    ("1", "{尺}", "m", "0.333333333333333"),
    ("1", "{亩}", "m2", "666.666666666667"),
    ("1", "{坪}", "m2", "3.30578512396694"),
    ("1", "{甲}", "m2", "9699.17355371901"),
    ("1", "km", "[mi_i]", "0.621371192237334"),
]


@pytest.mark.parametrize(("value", "code", "target", "result"), TABLE)
def test_conversions(value, code, target, result):
    got = convert(Decimal(value), code, target)
    assert (got, str(got)) == (Decimal(result), result)


REFUSED = [
    ("kg", "km", "do not measure the same; units for kg are"),
    ("Cel", "m", "units for Cel are Cel, K, [degF]"),
    ("deg", "%", "do not measure the same"),
    ("[pp]", "%", "do not measure the same"),
    ("GBy", "1", "do not measure the same"),
    ("USD", "CNY", "money is never converted"),
    ("USD/kg", "CNY/kg", "money is never converted"),
    ("USD/kg", "kg", "money is never converted"),
    ("kg", "USD/kg", "money is never converted"),
    ("{人}", "{家}", "{人} is a count"),
    ("{倍}", "%", "{倍} is no measure: a multiple of something else"),
    ("dB", "1", "dB is no measure"),
    ("kg", "公斤", "'公斤' is a word: give its code, which is kg"),
    ("kg", "nonsense", "'nonsense' is no unit code: expected UCUM such as kg"),
    ("kg", "", "'' is no unit code"),
    ("kg", "/kg", "'/kg' is no unit code"),
    ("kg", "kg/", "'kg/' is no unit code"),
    ("kg", "k g", "'k g' is no unit code"),
]


@pytest.mark.parametrize(("code", "target", "message"), REFUSED)
def test_what_is_refused_and_why(code, target, message):
    with pytest.raises(UnitError) as error:
        convert(Decimal(1), code, target)
    assert message in str(error.value)
    assert isinstance(error.value, ZhclaimsError)


PAIRS = [(code, target) for _, code, target, _ in TABLE]
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)


@given(AMOUNTS, st.sampled_from(PAIRS))
@settings(max_examples=500, deadline=None)
def test_there_and_back(value, pair):
    back = convert(convert(value, *pair), *reversed(pair))
    assert abs(back - value) <= max(abs(value), 1) * Decimal("1e-12")


@given(AMOUNTS, AMOUNTS, st.sampled_from(PAIRS))
@settings(max_examples=300, deadline=None)
def test_order_is_kept(one, other, pair):
    low, high = sorted((one, other))
    assert convert(low, *pair) <= convert(high, *pair)


CODES = sorted({code for _, code, _ in rows("units")})
MEASURES = {code for code, expression, _, _ in rows("ucum") if expression}
NO_MEASURES = {code for code, expression, _, _ in rows("ucum") if not expression}


@pytest.mark.parametrize("code", CODES)
def test_every_unit_is_a_measure_or_said_to_be_none(code):
    assert measure(code) != any(part in NO_MEASURES or (part[0] == "{" and part not in MEASURES) for part in parts(code))
    if measure(code):
        product = f"{code}.m"
        assert convert(Decimal(3), product, f"{code}.km") == Decimal("0.003")


def test_the_table_says_why_what_is_no_measure_is_none():
    assert [code for code, expression, _, note in rows("ucum") if not expression and not note] == []


@pytest.mark.parametrize("code", [code for code, expression, _, _ in rows("ucum") if expression])
def test_every_expression_is_one_of_pint(code):
    assert convert(Decimal(1), f"{code}.m", f"{code}.cm") == 100


# On records


def first(text):
    return extract.find_quantities(text)[0]


def test_a_quantity_in_another_unit_keeps_what_it_states():
    stated = first("2000多公斤")
    converted = stated.to("t")
    assert (converted.value, converted.low, converted.high, converted.unit) == (2, 2, 3, "t")
    assert converted.stated is stated
    assert (stated.value, stated.unit) == (2000, "kg")
    with pytest.raises(AttributeError):
        converted.value = Decimal(1)


@pytest.mark.parametrize(
    ("text", "unit", "value", "low", "high"),
    [
        ("三到五斤", "kg", None, "1.5", "2.5"),
        ("近90公里", "m", "90000", None, "90000"),
        ("110美元/公斤", "USD/t", "110000", "110000", "110000"),
        ("气温零下40度", "[degF]", "-40", "-40", "-40"),
        ("气温20摄氏度", "[degF]", "68", "68", "68"),
        ("气温上升10摄氏度", "[degF]", "18", "18", "18"),
    ],
)
def test_readings_in_other_units(text, unit, value, low, high):
    converted = first(text).to(unit)
    assert (converted.value, converted.low, converted.high) == tuple(x and Decimal(x) for x in (value, low, high))


def test_a_claim_too():
    (claim,) = extract.extract("据县统计局公布，去年全县生产苹果3万吨。").claims
    assert claim.to("kg").value == 30_000_000
    assert claim.to("kg").stated is claim


def test_what_states_no_amount_has_nothing_to_convert():
    with pytest.raises(UnitError, match=r"states no amount \(its label is time"):
        first("2024年").to("d")


def test_pint_is_loaded_with_the_first_conversion_only():
    code = "import sys, extract; q = extract.find_quantities('3吨')[0]; a = 'pint' in sys.modules; q.to('kg'); print(a, 'pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False True\n"
