"""One amount: the number part of a quantity, with the bounds that its own form gives (guide, sections 3 and 8).

Forms: plain numerals, fractions (三分之一, 2/3), vague magnitudes (数百万, 几十, 上万, 十几), two neighbouring digits
(七八年, 三四十), numerals with 多 or 余, and words for halves. Input is normalised text.
"""

from __future__ import annotations

from decimal import Decimal

import regex
from msgspec import Struct

from extract.quantity.numerals import DIGITS, NUMERAL, POWERS, last_step, parse, plain, power_of
from extract.schema import Relation

_POWER = "".join(POWERS)
_ONE_TO_NINE = "一二两三四五六七八九"
_VAGUE = regex.compile(rf"(?P<lead>好?[数几])(?P<power>[{_POWER}]++)(?!分之)|(?P<head>[一二三四五六七八九十百千零]{{0,8}}[十百千零])几(?P<tail>[{_POWER}]*+)")
_AT_LEAST = regex.compile(rf"(?:成百)?上(?P<power>[{_POWER}]++)(?![一二三四五六七八九])")
_LEVEL = regex.compile(rf"(?P<power>[{_POWER}]++)(?=[美欧日港澳韩]?元?级)")
_NEIGHBOURS = regex.compile(
    rf"(?P<head>[一二三四五六七八九十百千]{{0,8}}[十百千]|)(?P<a>[{_ONE_TO_NINE}])(?P<list>、)?(?P<b>[{_ONE_TO_NINE}])"
    rf"(?P<tail>[{_POWER}]*+)(?![{''.join(DIGITS)}点])"
)
_LISTED = regex.compile(r"[年天日周倍成折]|个[月星小半]|小时|分钟|公里")
_FRACTION = regex.compile(rf"(?P<below>{NUMERAL})分之(?P<above>{NUMERAL})")
_SLASH = regex.compile(r"(?<![\d/.,])(?P<above>\d{1,3})/(?P<below>\d{1,3})(?![\d/.])")
_HALF = regex.compile(r"一半|半数|百分百|过半数?|泰半|[近约]半数?(?![年天小月径价])|大半(?![年天个夜])|半(?=[年天日]|个?多?[月小钟世星学百]|小时|分钟|秒|吨|公[里斤吨顷]|千米|米|英里|亩|斤|里|成|辈子)")
_NUMERAL = regex.compile(NUMERAL)
_MORE = regex.compile(rf"\s?(?P<word>[多余]|来(?=[{_POWER}个名人年天家万岁]))(?P<power>[{_POWER}]*+)")
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""Formal digits stand alone in no amount, but often in other words (大陆, 收拾)."""
_HUNDRED = Decimal(100)


class Amount(Struct, frozen=True):
    """``start`` and ``end`` in the normalised text; ``percent`` where the words already fix the unit %."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    form: str
    percent: bool = False


def exact(start: int, end: int, value: Decimal, form: str, percent: bool = False) -> Amount:
    """An amount that is stated exactly."""
    return Amount(start, end, value, value, value, "=", form, percent)


def _size(powers: str) -> int:
    size = 1
    for c in powers:
        size *= POWERS[c]
    return size


def _significant(power: str) -> Decimal:
    """The upper end of 几/数 before a power, to three significant digits: 十 99, 百 999, 千 9990, 百万 9990000."""
    size = _size(power)
    digits = {10: 99, 100: 999, 1000: 9990}.get(size)
    if digits:
        return Decimal(digits)
    first = POWERS[power[0]]
    return Decimal(99 if first == 10 else 999) * (size // first if first <= 100 else size // 100)


def vague(text: str, pos: int) -> Amount | None:
    """数百万, 几十, 十几, 上千: an interval instead of a number."""
    m = _VAGUE.match(text, pos)
    if m and m["lead"]:
        size = _size(m["power"])
        return Amount(pos, m.end(), None, Decimal(2 * size), _significant(m["power"]), "..", "vague")
    if m:
        return _some_more(pos, m)
    m = _AT_LEAST.match(text, pos)
    if m:
        size = Decimal(_size(m["power"]))
        return Amount(pos, m.end(), size, size, None, ">=", "vague")
    m = _LEVEL.match(text, pos)
    if m:
        size = _size(m["power"])
        return Amount(pos, m.end(), None, Decimal(size), Decimal(999) * (size // 100), "..", "level")
    return None


def _some_more(pos: int, m: regex.Match[str]) -> Amount | None:
    """十几, 一百几十, 一百零几万: one to nine more of the power that follows 几."""
    small = "".join(c for c in m["tail"] if c in "十百千")
    big = _size(m["tail"][len(small) :])
    low, high = (parse(f"{m['head']}{digit}{small}") for digit in ("二" if small else "一", "九"))
    if low is None or high is None or not m["tail"].startswith(small):
        return None
    high += _size(small) - 1
    return Amount(pos, m.end(), None, low * big, high * big, "..", "vague")


def neighbours(text: str, pos: int) -> Amount | None:
    """七八年, 三四十, 十七八, 三五百: two neighbouring digits are an interval, never one number."""
    m = _NEIGHBOURS.match(text, pos)
    if not m:
        return None
    a, b = DIGITS[m["a"]], DIGITS[m["b"]]
    if not (b == a + 1 or (a, b) == (3, 5)) or (m["list"] and not m["tail"] and not _LISTED.match(text, m.end())):
        return None
    small = "".join(c for c in m["tail"] if c in "十百千")
    big = _size(m["tail"][len(small) :])
    low, high = (parse(f"{m['head']}{m[digit]}{small}") for digit in ("a", "b"))
    if low is None or high is None or not m["tail"].startswith(small):
        return None
    return Amount(pos, m.end(), None, low * big, high * big, "..", "neighbours")


def fraction(text: str, pos: int) -> Amount | None:
    """三分之一, 百分之三点五, 2/3: in percent, thirds and the like to six significant digits."""
    m = _FRACTION.match(text, pos)
    above, below = (parse(m["above"]), parse(m["below"])) if m else (None, None)
    if not m:
        m = _SLASH.match(text, pos)
        if not m:
            return None
        above, below = Decimal(m["above"]), Decimal(m["below"])
        if above >= below or below > 200:
            return None
    if above is None or not below:
        return None
    share = above * _HUNDRED / below
    rounded = plain(share if share == share.quantize(Decimal("1e-6")) else Decimal(f"{share:.6g}"))
    assert rounded is not None
    form = "fraction" if m.re is _SLASH or below not in (100, 1000, 10000) else "percent.words"
    return exact(pos, m.end(), rounded, form, percent=True)


def half(text: str, pos: int) -> Amount | None:
    """一半, 过半, 百分百, and 半 before a unit of time."""
    m = _HALF.match(text, pos)
    if not m:
        return None
    word, fifty = m.group(), Decimal(50)
    if word == "半":
        return exact(pos, m.end(), Decimal("0.5"), "half")
    if word == "百分百":
        return exact(pos, m.end(), _HUNDRED, "words", percent=True)
    if word[0] in "过大泰":
        return Amount(pos, m.end(), fifty, fifty, None, ">", "words", True)
    if word[0] in "近约":
        return Amount(pos, m.end(), fifty, None, fifty if word[0] == "近" else None, "~", "words", True)
    return exact(pos, m.end(), fifty, "words", percent=True)


def numeral(text: str, pos: int) -> Amount | None:
    """A plain numeral, with 多 or 余 after it or inside it (2000多万, 15万多, 十余, 120余)."""
    m = _NUMERAL.match(text, pos)
    value = parse(m.group()) if m else None
    if not m or value is None or (len(m.group()) == 1 and m.group() in _FORMAL):
        return None
    more = _MORE.match(text, m.end())
    if not more or (more["word"] == "来" and value > 1000):
        return exact(pos, m.end(), value, "numeral")
    size = _size(more["power"])
    value = plain(value * size) or Decimal(0)
    if more["word"] == "来":
        return Amount(pos, more.end(), value, None, None, "~", "numeral")
    power = power_of(m.group())
    whole_powers = value % power == 0 if power > 1 else False
    after_power = power >= 10**4 and not more["power"] and whole_powers
    step = Decimal(power) if after_power else last_step(value)
    return Amount(pos, more.end(), value, value, plain(value + step), ">", "numeral")


def read_amount(text: str, pos: int) -> Amount | None:
    """The amount that begins at ``pos``: the first form that fits, the most specific form first."""
    for form in (half, fraction, vague, neighbours, numeral):
        found = form(text, pos)
        if found:
            return found
    return None
