"""The core of a quantity: amount, unit and, where one follows, the other end of a range. No bound words yet."""

from __future__ import annotations

from decimal import Decimal

import regex
from msgspec import Struct

from extract.quantity.amounts import Amount, exact, read_amount
from extract.quantity.numerals import BIG, DIGITS, NUMERAL, last_step, parse, plain, power_of
from extract.quantity.parts import second_part
from extract.quantity.units import Unit, unit_at
from extract.schema import Relation

_TENTHS = regex.compile(rf"(?P<digit>[{''.join(DIGITS)}\d]|半)?(?P<more>[多余])?")
_HALF_MORE = regex.compile(r"半(?![年天日个数导夜岛径决月])|(?P<more>[多余])(?![年个名家人位项次种元少样方数地国])")
_AND_HALF = regex.compile(r"个半个?(?P<unit>月|小时|钟头?|世纪|星期|礼拜|学期)")
_SEPARATOR = regex.compile(r"\s?(?:--|——|[-~–—]|至|到|乃至|甚至)\s?")
_SCORE = regex.compile(rf"\s?(?:比|:|：|∶)\s?(?P<other>{NUMERAL})(?![\d分%])")
_TEN = Decimal(10)


class Core(Struct, frozen=True):
    """Amount and unit together. ``form`` says how the amount was written, ``unit`` is None for a bare number."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    form: str
    unit: Unit | None


def scale(amount: Amount, unit: Unit | None, end: int) -> Core:
    """The amount in its unit's own terms: 成 and 折 are tens of per cent."""
    factor = _TEN if unit and unit.text in ("成", "折") else unit.scale if unit else Decimal(1)
    if unit and unit.text == "折" and amount.value is not None and amount.value >= 10:
        factor = Decimal(1)
    value, low, high = (plain(x * factor) if x is not None else None for x in (amount.value, amount.low, amount.high))
    return Core(amount.start, end, value, low, high, amount.relation, amount.form, unit)


def _with_tail(text: str, core: Core) -> Core:
    """What may follow a unit and still belong to the value: 九成五, 八成多, 两年半, 三年多, 两个多月."""
    unit, value = core.unit, core.value
    if unit is None or value is None or core.relation not in ("=", ">"):
        return core
    if unit.text == "成":
        m = _TENTHS.match(text, core.end)
        if m and m["digit"]:
            value += Decimal(5) if m["digit"] == "半" else parse(m["digit"]) or Decimal(0)
        step = _TEN if value == core.value else Decimal(1)
        high = value + step if m and m["more"] else value
        return _replace(core, m.end() if m else core.end, value, high)
    if "多" in unit.text:
        return _replace(core, core.end, value, value + last_step(value))
    second = second_part(text, core.end, unit, value)
    if second:
        return _replace(core, *second, second[1])
    m = _HALF_MORE.match(text, core.end) if unit.kind in ("duration", "measure", "ratio") else None
    if m and m["more"]:
        return _replace(core, m.end(), value, value + last_step(value))
    if m:
        return _replace(core, m.end(), value + Decimal("0.5"), value + Decimal("0.5"))
    return core


def _replace(core: Core, end: int, value: Decimal, high: Decimal) -> Core:
    relation: Relation = ">" if high != value else "="
    return Core(core.start, end, plain(value), plain(value), plain(high), relation, core.form, core.unit)


def single(text: str, pos: int, region: str) -> Core | None:
    """One amount with its unit at ``pos``, no range."""
    amount = read_amount(text, pos)
    if amount is None:
        return None
    if amount.percent:
        return Core(pos, amount.end, amount.value, amount.low, amount.high, amount.relation, amount.form, None)
    m = _AND_HALF.match(text, amount.end)
    if m and amount.value is not None:
        unit = unit_at(f"个{m['unit']}", 0, region) or unit_at(m["unit"], 0, region)
        if unit:
            unit = Unit(m.end(), m["unit"], unit.code, unit.kind, unit.family)
            return scale(exact(pos, m.end(), amount.value + Decimal("0.5"), "half"), unit, m.end())
    unit = unit_at(text, amount.end, region)
    if amount.form == "numeral" and text[amount.end - 1] in "千百兆万" and amount.end - pos > 1:
        # the last power may begin the unit: 10千米, 5兆瓦 (a longer unit wins over a shorter number)
        longer = unit_at(text, amount.end - 1, region)
        if longer and longer.text[0] == text[amount.end - 1] and text[amount.end - 1] in "千百兆":
            value = parse(text[pos : amount.end - 1])
            if value is not None:
                amount, unit = exact(pos, amount.end - 1, value, "numeral"), longer
    outside = unit is not None and unit.family == "count.noun" and len(unit.text) > 1  # 100万|人口: the noun stays outside
    core = scale(amount, unit, unit.end if unit and not outside else amount.end)
    return _with_tail(text, core)


def _shared(text: str, first: Core, second: Core) -> Decimal | None:
    """The lower end of a range, with the power it shares with the upper one (3至5万, 16至18亿)."""
    low = first.value if first.value is not None else first.low
    top = second.value if second.value is not None else second.low
    if low is None or top is None:
        return None
    number = text[second.start : second.unit.end - len(second.unit.text) if second.unit else second.end]
    power = power_of(number.strip().rstrip("多余"))
    written = text[first.start : first.end]
    if first.unit is None and power_of(written) == 1 and power >= 100 and low < 1000 and low * power < top * 2:
        return low * power
    shared = power_of(number.strip().rstrip("多余"), BIG)
    bare = first.unit is None and not any(c in written for c in BIG)
    return low * shared if bare and low * shared < top else low


def core_at(text: str, pos: int, region: str) -> Core | None:
    """Amount, unit and range at ``pos`` of normalised text; None where no amount begins there.

    A range needs a larger second end and the same unit, or a unit at its second end only; else the first stands alone.
    """
    first = single(text, pos, region)
    if first is None:
        return None
    m = _SEPARATOR.match(text, first.end)
    second = single(text, m.end(), region) if m else None
    if m and second and (m.group().strip() not in ("乃至", "甚至") or first.form in ("fraction", "words")):
        joined = _range(text, first, second)
        if joined:
            return joined
    score = _SCORE.match(text, first.end) if first.unit is None and first.form == "numeral" and first.value is not None else None
    if score and first.value is not None and first.value < 1000:
        other = parse(score["other"])
        if other:
            ratio = plain(Decimal(f"{first.value / other:.6g}"))
            return Core(pos, score.end(), ratio, ratio, ratio, "=", "score", None)
    return first


def _range(text: str, first: Core, second: Core) -> Core | None:
    same = first.unit is None or (second.unit is not None and first.unit.code == second.unit.code)
    percent = first.form == "percent.words" and second.unit is None and second.form in ("numeral", "percent.words")
    if not same and not percent:
        return None
    if first.form == "fraction" or second.form in ("fraction", "words"):
        ends = sorted(x for x in (first.value, second.value) if x is not None)
        if len(ends) < 2 or (first.form not in ("fraction", "words", "percent.words")):
            return None
        return Core(first.start, second.end, None, ends[0], ends[1], "..", "fraction", None)
    low = _shared(text, first, second)
    high = second.high if second.high is not None else second.value
    if low is None or high is None or low >= high or (first.unit and first.unit.text == "个" and not second.unit):
        return None
    unit = second.unit or first.unit
    if unit and unit.text in ("成", "折") and first.unit is None:
        low *= _TEN
    if low >= high:
        return None
    return Core(first.start, second.end, None, plain(low), plain(high), "..", first.form if percent else "range", unit)
