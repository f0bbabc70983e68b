"""Units after and before a number: longest match in the lexicons, compound rates joined with ``/``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, trie, words
from extract.schema import Kind

LOCAL_MONEY = {"cn": "CNY", "tw": "TWD", "hk": "HKD", "sg": "SGD", "my": "MYR", "mo": "MOP"}
"""Bare 元 by the place of the text (guide, section 4)."""


class Unit(Struct, frozen=True):
    """A unit as found: its end in the text, its code, its kind, the rule family that reads it, and its scale (角 is 0.1)."""

    end: int
    text: str
    code: str
    kind: Kind
    family: str
    scale: Decimal = Decimal(1)


@cache
def _entries() -> dict[str, tuple[str, Kind, str, Decimal]]:
    """Word → (code, kind, family, scale) of everything that may stand after a number."""
    table: dict[str, tuple[str, Kind, str, Decimal]] = {}
    people = frozenset(words("people"))
    for word, kind in rows("counters"):
        code = "人" if word in people else word.removeprefix("个") or "个"
        table[word] = (f"{{{code}}}", "count", f"count.{kind}", Decimal(1))
    for word, code, kind in rows("units"):
        family = {"%": "percent", "[pp]": "percent.points", "{倍}": "multiple"}.get(code, kind)
        table[word] = (code, kind, family, Decimal(1))  # type: ignore[assignment]
    for word, code, side, scale in rows("currencies"):
        if side != "before":
            table[word] = (code, "money", "money", Decimal(scale or 1))
    return table


@cache
def _after() -> re.Pattern[str]:
    return re.compile(trie(tuple(_entries())))


@cache
def _per() -> re.Pattern[str]:
    """A denominator: 元/度, 美元/每公斤, 元每平方米; what follows the slash or 每 must be a unit or a counter."""
    return re.compile(rf"\s?(?:/\s?每?|每)(?P<word>{trie(tuple(_entries()))})")


@cache
def money_before() -> dict[str, str]:
    """Words and symbols of money that stand before the number, with their codes."""
    return {word: code for word, code, side, _ in rows("currencies") if side != "after"}


def denominator(word: str, money: bool = True) -> str:
    """The code of a unit word below the line: 度 is electricity where it is paid for, 日 a day, a counter itself."""
    if word == "度" and money:
        return "kW.h"
    entry = _entries().get(word)
    return entry[0] if entry else f"{{{word}}}"


@cache
def _not_units() -> re.Pattern[str]:
    return re.compile(trie(words("notunits")))


def unit_at(text: str, pos: int, region: str) -> Unit | None:
    """The longest unit at ``pos`` (one space may stand before it), with its denominator; None where there is none.

    ``text`` is normalised; offsets are code points into it. ``region`` resolves bare 元.
    """
    skip = 1 if text[pos : pos + 1] == " " else 0
    m = _after().match(text, pos + skip)
    if not m or not m.group():
        return None
    word = m.group()
    if word[-1:].isascii() and word[-1:].isalpha() and text[m.end() : m.end() + 1].isascii() and text[m.end() : m.end() + 1].isalpha():
        return None
    code, kind, family, size = _entries()[word]
    if len(word) == 1 and _not_units().match(text, m.start()):
        return None
    if code == "local":
        code = LOCAL_MONEY.get(region, "CNY")
    per = _per().match(text, m.end())
    if per and (kind in ("money", "measure", "count")):
        code = f"{code}/{denominator(per['word'], kind == 'money')}"
        return Unit(per.end(), text[m.start() : per.end()], code, kind, f"{family}.rate", size)
    return Unit(m.end(), word, code, kind, family, size)
