"""Amounts in several units: 三元五角八分, 一块二, 两小时三十分, 36天5小时, 一米八, 8' 5" are one amount each."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extract.lexicon import rows, with_role
from extract.quantity.around_words import any_around
from extract.quantity.numerals import BEGINS, DIGITS, numeral_at, parse
from extract.quantity.units import Unit, unit_at

_LINK = re.compile(r"\s?[零又]?\s?")
_YEARS_BEFORE = re.compile(r"(?<![\d.一二三四五六七八九十])(?P<years>[1-9]\d?|[一二三四五六七八九十]{1,3})年\Z")
_SENTENCED = re.compile(rf"[判处刑囚监禁押]|{any_around('term')}")
_SENTENCE_AFTER = re.compile(r"月[^，。；]{0,8}(?:徒刑|监禁|不等)")
_ERA_ENDS = frozenset("隆光治熙正绪启历德丰统庆元平和")
_END = r"(?=[^\w]|\Z|[的左以多钱高长宽深起到至了吧呢跌涨升降加减]|一(?:[瓶斤个只包盒袋杯碗条张份把根支串枚颗块度吨升次天顿本位亩]|公[斤里升]|小时))"
_TENTH = re.compile(rf"(?P<digit>[一二三四五六七八九]|(?<=[块度尺呎斤分])[1-9]){_END}")
_HUNDREDTH = re.compile(rf"零(?P<digit>[一二三四五六七八九]){_END}")
_DECIMALS = re.compile(r"(?P<digits>[0-9]{1,2}|[一二三四五六七八九零][一二三四五六七八九])(?![\d.,:%％/~～—–\-至到、十百千万亿年月日号点时])")
_DECIMALS_FOLLOW = ("秒", "米", "公尺")
"""Units after which the decimals stand without a point: 10秒16, 1米87, 一米八七."""
_TENTH_FOLLOWS = ("块", "元", "圆", "米", "公尺", "斤", "块钱", "尺", "毛", "角", "度")
"""Units after which a lone digit is a tenth: 一块二 is 1.2, and so is 1块2."""
_HUNDREDTH_FOLLOWS = ("块", "元", "圆")
"""Units after which 零 and a digit are hundredths: 三块零四 is 3.04."""
_MAX_PARTS = 4
_PLACES = re.compile(r"[经纬]")
_PLACE_REACH = 10
"""Talk of longitudes and latitudes, whose degrees have minutes."""
_TERM_REACH = 24
"""Characters before a term in which its sentence says what it is."""


@cache
def parts() -> dict[tuple[str, str], Decimal]:
    """How many of the second unit make one of the first, by the words of both."""
    pairs = ((*pair.split("…"), count) for pair, count in rows("parts"))
    return {(first, second): Decimal(count) for first, second, count in pairs}


@cache
def divided() -> frozenset[str]:
    """The words of units that parts may follow."""
    return frozenset(first for first, _ in parts()) | frozenset((*_TENTH_FOLLOWS, *_DECIMALS_FOLLOW))


def factor(first: Unit | None, second: Unit | None) -> Decimal | None:
    """How many of the second unit make one of the first; None where no pair says so."""
    return parts().get((first.text, second.text)) if first and second else None


def is_term(text: str, at: int) -> bool:
    """Are the months that begin at ``at`` part of a term (判刑8年6月, 三年六月徒刑), and no month of a year (光绪三年六月)?"""
    m = _YEARS_BEFORE.search(text, max(0, at - 4), at)
    if m is None:
        return False
    if len(m["years"]) == 1 and m["years"].isascii() and text[m.start() - 1] not in _ERA_ENDS:
        return True
    return bool(_SENTENCED.search(text, max(0, at - _TERM_REACH), at) or _SENTENCE_AFTER.search(text, at, at + 14))


def further_parts(text: str, pos: int, unit: Unit, value: Decimal, region: str) -> tuple[int, Decimal, Unit] | None:
    """Where the parts that begin at ``pos`` end, the whole amount and its unit; None where none follows.

    A duration is in the smallest unit named (2小时16分 is 136 min, 2分30秒 150 s, 六年九个月 81 mo), anything else in the first.
    What 一天 or 一周 holds is no part beside it (一天8小时, 一周五天).
    """
    if value != int(value) or (value == 1 and _is_each(text, pos, unit)):
        return None
    total, last, end, counts = value, unit, pos, Decimal(1)
    for _ in range(_MAX_PARTS):
        step = _next_part(text, end, last, region)
        if not step:
            break
        number, share, last, end = step
        counts *= share
        total += number / counts
        if number != int(number):
            break
    if end == pos:
        return _lone_digit(text, pos, unit, value) or _decimals(text, pos, unit, value, region)
    tail = _lone_digit(text, end, last, Decimal(0)) if last.text in ("角", "毛") else _decimals(text, end, last, Decimal(0), region)
    if tail:
        end, total = tail[0], total + tail[1] / counts
    total = total.normalize()
    if tail and last.text in _DECIMALS_FOLLOW:
        return end, round(total * counts, 6), last
    if unit.text == "度":
        return end, round(total, 6), unit
    if "duration" not in (unit.kind, last.kind) and len(total.as_tuple().digits) <= 12:
        return end, total, unit
    return end, round(total * counts, 6), last


def _is_each(text: str, pos: int, unit: Unit) -> bool:
    """Is it 一天 or 一周, in which what follows recurs (1天 is a length)?"""
    return unit.text in with_role("numbers_around", "recurring") and text.startswith("一", pos - len(unit.text) - 1)


def _next_part(text: str, pos: int, unit: Unit, region: str) -> tuple[Decimal, Decimal, Unit, int] | None:
    """The next smaller part: its number, how many make one of ``unit``, its unit and its end."""
    link = _LINK.match(text, pos)
    at = link.end() if link else pos
    number = numeral_at(text, at) if text[at : at + 1] in BEGINS else None
    if number is None:
        return None
    second = unit_at(text, number[0], region)
    for word in (second.text if second else "", text[number[0] : number[0] + 1]):
        share = parts().get((unit.text, word))
        if unit.text == "度" and not _PLACES.search(text, max(0, pos - _PLACE_REACH), pos):
            return None
        if word == "月" and not is_term(text, at):
            return None
        if share is not None and number[1] < (share if unit.kind == "duration" else share * 10):
            end = number[0] + len(word) if second is None or second.text != word else second.end
            end += text[end : end + 1] == "钱"
            found = second if second and second.text == word and second.kind in (unit.kind, "duration") else _minute(unit, word, end)
            return number[1], share, found, end
    return None


def _minute(unit: Unit, word: str, end: int) -> Unit:
    """分 after hours is a minute, 月 after years a month; any other part that is no unit by itself is money."""
    code = {"月": "mo"}.get(word, "min") if unit.kind == "duration" else unit.code
    return Unit(end, word, code, unit.kind, unit.family)


def _lone_digit(text: str, pos: int, unit: Unit, value: Decimal) -> tuple[int, Decimal, Unit] | None:
    """一块二, 一米八, 两毛五: a digit without a unit states tenths; 三块零四 hundredths."""
    for pattern, units, share in ((_TENTH, _TENTH_FOLLOWS, 10), (_TENTH, ("呎",), 12), (_HUNDREDTH, _HUNDREDTH_FOLLOWS, 100)):
        m = pattern.match(text, pos) if unit.text in units or (unit.told and share == 10) else None
        if m:
            return m.end(), value + (parse(m["digit"]) or Decimal(0)) / share, unit
    return None


def _decimals(text: str, pos: int, unit: Unit, value: Decimal, region: str) -> tuple[int, Decimal, Unit] | None:
    """10秒16, 1米87: the figures after the unit are its decimals, unless they count something else (10秒16人)."""
    m = _DECIMALS.match(text, pos) if unit.text in _DECIMALS_FOLLOW else None
    if m is None or unit_at(text, m.end(), region):
        return None
    figures = m["digits"] if m["digits"].isascii() else "".join(str(DIGITS[c]) for c in m["digits"])
    return m.end(), value + Decimal(f"0.{figures}"), unit
