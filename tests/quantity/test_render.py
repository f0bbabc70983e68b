"""Numbers to numerals: the forms by table, and that every numeral is read as the number it was made from."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quantity.find import find
from extract.quantity.numerals import parse
from extract.quantity.render import LIMIT, Style, render

STYLES = get_args(Style)
TABLE = [
    # number, chinese, formal, mixed, arabic
    ("0", "零", "零", "0", "0"),
    ("7", "七", "柒", "7", "7"),
    ("10", "十", "拾", "10", "10"),
    ("15", "十五", "拾伍", "15", "15"),
    ("20", "二十", "贰拾", "20", "20"),
    ("105", "一百零五", "壹佰零伍", "105", "105"),
    ("110", "一百一十", "壹佰壹拾", "110", "110"),
    ("1000", "一千", "壹仟", "1000", "1,000"),
    ("1010", "一千零一十", "壹仟零壹拾", "1010", "1,010"),
    ("12000", "一万二千", "壹万贰仟", "1.2万", "12,000"),
    ("10005", "一万零五", "壹万零伍", "1.0005万", "10,005"),
    ("120000", "十二万", "拾贰万", "12万", "120,000"),
    ("100100000", "一亿零一十万", "壹亿零壹拾万", "1.001亿", "100,100,000"),
    ("1200000000000", "一万二千亿", "壹万贰仟亿", "1.2万亿", "1,200,000,000,000"),
    ("1000000000000000", "一千万亿", "壹仟万亿", "1000万亿", "1,000,000,000,000,000"),
    ("0.5", "零点五", "零点伍", "0.5", "0.5"),
    ("3.1400", "三点一四", "叁点壹肆", "3.14", "3.14"),
    ("10200.05", "一万零二百点零五", "壹万零贰佰点零伍", "1.020005万", "10,200.05"),
    ("1E+4", "一万", "壹万", "1万", "10,000"),
]


@pytest.mark.parametrize(("number", "written"), [(row[0], row[1:]) for row in TABLE])
def test_the_four_styles(number, written):
    assert tuple(render(Decimal(number), style) for style in STYLES) == written


INTEGERS = st.one_of(st.integers(0, 10**15), st.integers(0, 10**5), st.integers(0, 15).map(lambda zeros: 10**zeros))
SPARSE = st.lists(st.sampled_from("000000123459"), min_size=1, max_size=15).map("".join).map(int)
NUMBERS = st.one_of(
    INTEGERS.map(Decimal), SPARSE.map(Decimal), st.decimals(0, 10**11, places=4), st.decimals(0, 100, places=2), st.decimals(0, 1, places=4)
)


@given(NUMBERS, st.sampled_from(STYLES))
@settings(max_examples=2000, deadline=None)
def test_a_numeral_is_read_as_its_number(number, style):
    assert parse(render(number, style)) == number


@given(NUMBERS.filter(lambda number: number >= 20), st.sampled_from(STYLES))
@settings(max_examples=300, deadline=None)
def test_a_numeral_is_whole_in_a_text(number, style):
    written = render(number, style)
    assert [(q.text, q.value) for q in find(f"合计{written}美元。", "cn", []) if q.label == "claim"] == [(f"{written}美元", number)]


@pytest.mark.parametrize("value", ["-1", "-0.5", "NaN", "Infinity", str(LIMIT), "1E+30"])
@pytest.mark.parametrize("style", STYLES)
def test_what_no_numeral_is_written_for(value, style):
    with pytest.raises(ValueError, match=r"from 0 to below 10\^16"):
        render(Decimal(value), style)


@pytest.mark.parametrize("value", ["1." + "1" * 30, "0." + "0" * 40 + "1", "999999999999999." + "9" * 13])
def test_more_figures_than_are_read(value):
    with pytest.raises(ValueError, match="round the number"):
        render(Decimal(value))


def test_an_unknown_style_names_the_known():
    with pytest.raises(ValueError, match="chinese, formal, mixed, arabic"):
        render(Decimal(1), "roman")
