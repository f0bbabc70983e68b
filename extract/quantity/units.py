"""Units after and before a number: longest match in the lexicons, compound rates joined with ``/``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from extract.lexicon import beginnings, entry_at, rows, words
from extract.quantity.told import heads, told
from extract.schema import Kind

LOCAL_MONEY = {"cn": "CNY", "tw": "TWD", "hk": "HKD", "sg": "SGD", "my": "MYR", "mo": "MOP"}
"""Bare 元 by the place of the text (guide, section 4)."""


_MAX_SPACES = 4
_LIANG = "两"
_AFTER_TWO = "国会岸党者极"
_SPACED_POINTS = re.compile(r"(?:个\s?)?百\s?分\s?[点比](?![\w])")
_SIGNS = {"'": "[ft_i]", "′": "[ft_i]", '"': "[in_i]", "″": "[in_i]"}
_MORE = "多余"
"""After these 年 is a unit, whatever follows (40多年中)."""
_QUOTE = 30
_LONGEST_TOLD = 3
_PER_STARTS = " /每"
_LINE = re.compile(r"\s?(?:/\s?每?|每)")
_LETTERS = re.compile("[A-Za-z]{2}")
_BELOW = {"月": "mo", "时": "h", "s": "s", "h": "h", "d": "d", "min": "min", "微升": "uL"}
"""Words that are surely units below the line only."""
_MAX_BELOW = 2
_LATER = frozenset("后内来多半间期前里之以比又")
"""What makes a time or another number of 一年, 一斤 behind an amount of money (付五百元一年后)."""
_PRICED = re.compile(r"\s?(?:[，,。；;：:！!？?、）)」”』\n]|的|起|不等|左右|计|\Z)")
"""What follows a price for a time: 十元一小时, 五千元一个月的."""


class Unit(Struct, frozen=True, gc=False):
    """A unit as found: its end in the text, its code, its kind, the rule family that reads it, its scale (角 is 0.1, 刻钟 15), and
    whether a word near it told what it is."""

    end: int
    text: str
    code: str
    kind: Kind
    family: str
    scale: Decimal = Decimal(1)
    told: bool = False


@cache
def _entries() -> dict[str, tuple[str, Kind, str, Decimal]]:
    """Word → (code, kind, family, scale) of everything that may stand after a number."""
    table: dict[str, tuple[str, Kind, str, Decimal]] = {}
    people = frozenset(words("people"))
    singles = {pair.removesuffix("…个"): Decimal(count) for pair, count in rows("parts") if pair.endswith("…个")}
    for word, kind in rows("counters"):
        code = "人" if word in people else "个" if word in singles else word.removeprefix("个") or "个"
        table[word] = (f"{{{code}}}", "count", f"count.{kind}", singles.get(word, Decimal(1)))  # 打: twelve 个
    codes = {word: code for word, code, _ in rows("units")}
    sizes = {first: Decimal(count) for pair, count in rows("parts") for first, second in [pair.split("…")] if first in codes and codes[first] == codes.get(second)}
    for word, code, kind in rows("units"):
        family = {"%": "percent", "[pp]": "percent.points", "{倍}": "multiple"}.get(code, kind)
        table[word] = (code, kind, family, sizes.get(word, Decimal(1)))  # type: ignore[assignment]
    for word, code, side, scale in rows("currencies"):
        if side != "before":
            table[word] = (code, "money", "money", Decimal(scale or 1))
    return table


@cache
def _after() -> dict[str, tuple[str, ...]]:
    return beginnings(_entries())


@cache
def _below() -> dict[str, tuple[str, ...]]:
    return beginnings((*_entries(), *_BELOW))


def _per(text: str, pos: int) -> tuple[int, str] | None:
    """The end and the word of a denominator: 元/度, 美元/每公斤, 元每平方米; what follows the slash or 每 must be a unit or a counter."""
    line = _LINE.match(text, pos)
    word = entry_at(_below(), text, line.end()) if line else ""
    if not line or not word:
        return None
    end = line.end() + len(word)
    return None if _LETTERS.match(text, end - 1) else (end, word)


@cache
def money_before() -> dict[str, str]:
    """Words and symbols of money that stand before the number, with their codes."""
    return {word: code for word, code, side, _ in rows("currencies") if side != "after"}


def denominator(word: str, money: bool = True) -> str:
    """The code of a unit word below the line: 度 is electricity where it is paid for, 日 a day, a counter itself."""
    if word == "度" and money:
        return "kW.h"
    if word == "分" and not money:
        return "min"
    if word in _BELOW:
        return _BELOW[word]
    entry = _entries().get(word)
    return entry[0] if entry else f"{{{word}}}"


@cache
def _not_units() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    return beginnings(words("notunits")), {word: unless for word, unless in rows("notunits") if unless}


def _no_unit(text: str, at: int) -> str:
    """The word at ``at`` that only looks like a unit (成功, 人选, but not 人选|择); empty where none stands."""
    table, unless = _not_units()
    word = entry_at(table, text, at)
    return "" if word in unless and text[at + len(word) : at + len(word) + 1] in tuple(unless[word]) else word


def unit_at(text: str, pos: int, region: str) -> Unit | None:
    """The longest unit at ``pos`` (spaces may stand before it), with its denominator; None where there is none.

    ``text`` is normalised; offsets are code points into it. ``region`` resolves bare 元.
    """
    at = pos
    if text[pos : pos + 1] == " ":
        while at < pos + _MAX_SPACES and text[at : at + 1] == " ":
            at += 1
    word = entry_at(_after(), text, at)
    near = told(text, at, region) if text[at : at + 1] in heads() and len(word) <= _LONGEST_TOLD else None
    if near and len(word) <= len(near.word) and not _no_unit(text, at):
        code = LOCAL_MONEY.get(region, "CNY") if near.code == "local" else near.code
        family = {"%": "percent", "[bp]": "percent"}.get(code, "count.classifier" if near.kind == "count" else near.kind)
        return _rated(text, Unit(at + len(near.word), near.word, code, near.kind, family, near.scale, True))
    if not word:
        return _sign_or_spaced(text, pos, at)
    shortened = len(word) > 1 and word[0] in _entries() and len(_no_unit(text, at)) > len(word)
    word = word[0] if shortened else word  # 数百个|点赞
    end = at + len(word)
    following = text[end : end + 1]
    if word == "个" and following in (" ", "百"):
        spaced = _SPACED_POINTS.match(text, at)
        if spaced:
            return Unit(spaced.end(), spaced.group(), "[pp]", "percent", "percent.points")
    if at - pos > 1 and len(word) < 2:
        return None
    if word[-1:].isascii() and word[-1:].isalpha() and following.isascii() and following.isalpha():
        return None
    code, kind, family, size = _entries()[word]
    if len(word) == 1 and not shortened and ((_no_unit(text, at) and not (word == "年" and text[pos - 1] in _MORE)) or (word == _LIANG and _counted(text, end))):
        return None
    if code == "local":
        code = _coins().get((word, region)) or LOCAL_MONEY.get(region, "CNY")
    return _rated(text, Unit(end, word, code, kind, family, size))


def _rated(text: str, unit: Unit) -> Unit:
    """The unit with what stands below the line: 元/度, 毫克每升, 毫克/公斤/天."""
    code, end = unit.code, unit.end
    if unit.kind not in ("money", "measure", "count"):
        return unit
    for _ in range(_MAX_BELOW):
        per = _per(text, end) if text[end : end + 1] in _PER_STARTS and end < len(text) else None
        if per is None or (unit.family == "count.noun" and text[end] == "每") or (end > unit.end and text[end] == " "):
            break
        code, end = f"{code}/{denominator(per[1], unit.kind == 'money')}", per[0]
    if end == unit.end and unit.kind == "money" and (one := _for_one(text, end)):
        code, end = f"{code}/{denominator(text[end + 1 : one])}", one
    return unit if end == unit.end else replace(unit, end=end, text=text[unit.end - len(unit.text) : end], code=code, family=f"{unit.family}.rate")


def _for_one(text: str, pos: int) -> int:
    """The end of what is paid for in a price (三十五元|一斤, 十元|一小时); 0 where no measure follows 一 at ``pos``."""
    word = entry_at(_after(), text, pos + 1) if text[pos : pos + 1] == "一" else ""
    end, kind = pos + 1 + len(word), _entries()[word][1] if word else None
    if kind not in ("measure", "duration") or text[end : end + 1] in _LATER or (kind == "duration" and not _PRICED.match(text, end)):
        return 0
    return end


@cache
def _coins() -> dict[tuple[str, str], str]:
    """The currency of a word for a coin in a region."""
    regions = ("cn", "tw", "hk", "mo", "sg", "my")
    return {(word, region): code for word, *codes in rows("coins") for region, code in zip(regions, codes, strict=True)}


def _counted(text: str, pos: int) -> bool:
    """Does something that is counted follow, so that 两 before it is two (一百 两个) and no weight?"""
    return bool(entry_at(_after(), text, pos)) or (pos < len(text) and text[pos] in _AFTER_TWO)


def _sign_or_spaced(text: str, pos: int, at: int) -> Unit | None:
    """8' and 5": feet and inches, unless the sign is a quotation mark; 百 分 点 with spaces between its characters."""
    sign = text[pos : pos + 1]
    code = _SIGNS.get(sign)
    if code and pos and text[pos - 1].isdecimal():
        quoted = sign in "'\"" and (text.count(sign, max(0, pos - _QUOTE), pos) % 2 or _opens(text, pos, sign))
        return None if quoted else Unit(pos + 1, sign, code, "measure", "measure")
    spaced = _SPACED_POINTS.match(text, at)
    return Unit(spaced.end(), spaced.group(), "[pp]", "percent", "percent.points") if spaced else None


def _opens(text: str, pos: int, sign: str) -> bool:
    """Does the sign open a quotation: directly before a word, closed by the same sign soon after?"""
    return text[pos + 1 : pos + 2].isalpha() and sign in text[pos + 1 : pos + _QUOTE]
