"""Two cores that make one quantity: ranges (三到五年, 10k~15k, 20和30之间, 零下5到3度) and scores (3比2)."""

from __future__ import annotations

import re
from decimal import Decimal

import regex
from msgspec.structs import replace

from extract.quantity.core import Core, single
from extract.quantity.numerals import BIG, NUMERAL, numeral_at, parse, plain, power_of
from extract.quantity.parts import factor

_SEPARATOR = regex.compile(r"(?:\s?[（(]不?含[）)])?\s?(?:--|——|[-~–—]|至|到|乃至|甚至)\s?(?:[A-Z]{0,3}\$|[€£¥₩₹฿](?=\d))?(?P<sign>零下|负|[-−](?=[\d.]))?")
_BETWEEN = regex.compile(r"\s?(?:与|和|跟|及|同|以及)\s?(?P<sign>零下|负|[-−](?=[\d.]))?")
_BETWEEN_END = regex.compile(r"\s?(?:之间|中间|间(?![接谍隔歇断距或的谐奏]))")
_MINUS = re.compile(r"(?:零下|负|(?<![A-Za-z0-9）)\]%年月日号])[-−])\Z")
_SCORE = regex.compile(rf"\s?(?:比|:|：|∶)\s?(?P<other>{NUMERAL})(?![\d%]|分(?![担摊成]))")
_CHANGED = regex.compile(r"[涨跌升降增减加少][了约近]?\Z")
_SEPARATES = frozenset("-~–—−至到乃甚（( ")
_LINKS = frozenset("与和跟及同以 ")
_OR = regex.compile(r"\s?(?:或者?|及)\s?")
_SOME_TIME = re.compile(r"[数几](?:个?(?:月|星期|小时|世纪)|[年周天日]|分钟)")
"""The open end of 两周到|数月."""
_GOALS = re.compile(r"比分[^，,。；;\d]{0,6}\Z")
_LEVEL = 5
"""The factor beyond which 增加N至M, with a unit at each, is no range."""
_NEAR = 2
"""How far apart alternatives of one unit may be that make a range (两次或三次)."""
_SCORES = frozenset("比:：∶ ")
_TEN = Decimal(10)


def core_at(text: str, pos: int, region: str) -> Core | None:
    """Amount, unit and range at ``pos`` of normalised text; None where no amount begins there.

    A range needs a larger second end and the same unit (or one that divides the other), or a unit at its second end only;
    else the first stands alone.
    """
    first = single(text, pos, region)
    if first is None:
        return None
    after = text[first.end : first.end + 1]
    found = None
    if after in _SEPARATES and after:
        found = _joined(text, first, region)
    if after and after in "或及" and first.form == "numeral":
        found = _either(text, first, region)
    if not found and after in _LINKS and after:
        found = _between(text, first, region)
    if not found and after in _SCORES and after and first.unit is None and first.form == "numeral":
        found = _score(text, first)
    return found or first


def _joined(text: str, first: Core, region: str) -> Core | None:
    """三到五年, 3至5万, 零下5到零下3度, 两周到数月."""
    m = _SEPARATOR.match(text, first.end)
    second = single(text, m.end(), region) if m and m.end() < len(text) else None
    if m and not second and first.unit and first.unit.kind == "duration" and (some := _SOME_TIME.match(text, m.end())):
        return Core(first.start, some.end(), None, first.value, None, "..", "range", first.unit)
    if not m or not second:
        return None
    if m.group() == "-" and first.unit is None and second.unit is None and _GOALS.search(text, max(0, first.start - 10), first.start):
        return _quotient(first, second)
    lasts = first.unit is not None and first.unit.kind == "duration"
    if m.group().strip() in ("乃至", "甚至") and first.form not in ("fraction", "words") and not lasts:
        return None
    if first.unit and second.unit and _moved_to(text, first, second):
        return None  # 增加2.3万吨至21.86万吨: by so much, to so much
    if m["sign"]:
        return _signed(text, first, replace(second, **_negative(second)))
    if text[first.start - 1 : first.start] in ("-", "−") and "-" not in m.group() and _MINUS.search(text, max(0, first.start - 3), first.start):
        return _signed(text, first, second)
    if first.unit is None and second.unit is None and m.group() in ("至", "到") and _CHANGED.search(text, max(0, first.start - 3), first.start):
        return None  # 上涨0.42至99.87: by so much, to so much
    return _range(text, first, second)


def _moved_to(text: str, first: Core, second: Core) -> bool:
    """Does a verb of change stand before the first amount, and is the second so much larger that it is the new level?"""
    if first.value is None or second.value is None or not _CHANGED.search(text, max(0, first.start - 3), first.start):
        return False
    return second.value > _LEVEL * first.value and not text.startswith(("不等", "之间"), second.end)


def _quotient(first: Core, second: Core) -> Core | None:
    """总比分2-3: a score."""
    if first.value is None or not second.value or max(first.value, second.value) >= 1000:
        return None
    ratio = plain(Decimal(f"{first.value / second.value:.6g}"))
    return Core(first.start, second.end, ratio, ratio, ratio, "=", "score", None)


def _between(text: str, first: Core, region: str) -> Core | None:
    """20和30之间, -10000与20000间: 和 joins the ends of a range only where 之间 follows."""
    m = _BETWEEN.match(text, first.end)
    second = single(text, m.end(), region) if m and m.end() < len(text) else None
    if not m or not second:
        return None
    if second.unit and second.unit.text == "间" and first.unit is None:
        number = numeral_at(text, second.start)
        if number is None:
            return None
        second = Core(second.start, number[0], number[1], number[1], number[1], "=", "numeral", None)
    end = _BETWEEN_END.match(text, second.end)
    if not end:
        return None
    if m["sign"]:
        second = replace(second, **_negative(second))
    joined = _signed(text, first, second) if m["sign"] or _MINUS.search(text, max(0, first.start - 3), first.start) else None
    joined = joined or _range(text, first, second)
    return replace(joined, end=end.end()) if joined else None


def _either(text: str, first: Core, region: str) -> Core | None:
    """14或28天, 两次或三次: alternatives with their unit at the second, or two that follow each other; 两个或两个以上 is the first."""
    m = _OR.match(text, first.end)
    second = single(text, m.end(), region) if m and m.end() < len(text) else None
    if not second or second.form != "numeral" or second.value is None or first.value is None:
        return None
    if second.value == first.value and text[second.start : second.end] == text[first.start : first.end]:
        return replace(first, end=second.end) if text.startswith(("以上", "以下", "以内"), second.end) else None
    if text.startswith("及", first.end):
        return None
    same = first.unit and second.unit and first.unit.code == second.unit.code and second.value - first.value <= _NEAR and first.unit.kind != "percent"
    return _range(text, first, second) if second.unit and (same or first.unit is None) else None


def _negative(core: Core) -> dict[str, Decimal | None]:
    value, low, high = (-x if x is not None else None for x in (core.value, core.high, core.low))
    return {"value": value, "low": low, "high": high}


def _signed(text: str, first: Core, second: Core) -> Core | None:
    """A range with a sign of its own at each end; the sign of the first stands before it."""
    minus = _MINUS.search(text, max(0, first.start - 3), first.start) is not None
    low = -first.value if minus and first.value is not None else first.value
    high = second.value
    if low is None or high is None or low == high or (first.unit and first.unit.code != (second.unit and second.unit.code)):
        return None
    low, high = sorted((low, high))
    return Core(first.start, second.end, None, plain(low), plain(high), "..", "range", second.unit, signed=True)


def _score(text: str, first: Core) -> Core | None:
    """3比2, 3:1: the quotient."""
    m = _SCORE.match(text, first.end)
    other = parse(m["other"]) if m else None
    if not m or not other or first.value is None or first.value >= 1000:
        return None
    if text[first.start].isascii() != m["other"][0].isascii():
        return None
    ratio = plain(Decimal(f"{first.value / other:.6g}"))
    return Core(first.start, m.end(), ratio, ratio, ratio, "=", "score", None)


def _range(text: str, first: Core, second: Core) -> Core | None:
    same = first.unit is None or (second.unit is not None and first.unit.code == second.unit.code)
    percent = first.form == "percent.words" and second.unit is None and second.form in ("numeral", "percent.words")
    if not same and not percent:
        return _in_smaller(first, second)
    if first.form == "fraction" or second.form in ("fraction", "words"):
        if second.unit is not None and second.form not in ("fraction", "words"):
            return None  # 骤降三分之一至103亿欧元: by so much, to so much
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


def _in_smaller(first: Core, second: Core) -> Core | None:
    """13天至8周, 30分钟到2小时: ends in units of which one divides the other, in the smaller of them."""
    ends = first.value, second.value
    if ends[0] is None or ends[1] is None or first.unit is None or second.unit is None:
        return None
    larger, smaller = factor(second.unit, first.unit), factor(first.unit, second.unit)
    low, high = ends[0] * (smaller or 1), ends[1] * (larger or 1)
    if not (larger or smaller) or low >= high:
        return None
    return Core(first.start, second.end, None, plain(low), plain(high), "..", "range", first.unit if larger else second.unit)


def _shared(text: str, first: Core, second: Core) -> Decimal | None:
    """The lower end of a range, with the power it shares with the upper one (3至5万, 16至18亿, 10~15k)."""
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
