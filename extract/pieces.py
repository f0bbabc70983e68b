"""The pieces of a numeric mention: which of its words are numeral, unit, bound, currency, denominator or sign.

Told after the fact: the core is read again as the rules read it, the words around it are looked up in the lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, trie
from extract.quantity.bounds import look_left
from extract.quantity.core import Core
from extract.quantity.numerals import numeral_at, parse
from extract.quantity.spans import core_at
from extract.schema import Quantity

_BELOW = re.compile(r"\s?(?:/\s?每?|每)")


class Piece(Struct, frozen=True):
    """A stretch of the text and its part in the reading: numeral, unit, bound, currency, denominator, sign, tail or words."""

    start: int
    end: int
    text: str
    role: str
    reads: str


def number(value: Decimal | None) -> str:
    """A number for readers: 120,000; … where it is open."""
    return "…" if value is None else f"{value:,f}"


def core_of(text: str, q: Quantity, floor: int, region: str) -> Core | None:
    """The amount and unit inside the span: the longest whose words on the left begin where the span does."""
    if q.kind is None or q.rule.endswith(".sides"):
        return None
    cores = (core_at(text, pos, region) for pos in range(q.start, q.end))
    fitting = [core for core in cores if core is not None and core.end <= q.end]
    reaching = [core for core in fitting if look_left(text, core.start, floor).start <= q.start]
    return max(reaching or fitting, key=lambda core: (core.end, -core.start), default=None)


@cache
def _left() -> re.Pattern[str]:
    bounds = tuple(word for word, side, *_ in rows("bounds") if side in ("before", "both"))
    money = tuple(word for word, _, side, _ in rows("currencies") if side != "after")
    units = tuple(word for name in ("units", "counters") for word, *_ in rows(name))
    return re.compile(
        rf"(?P<denominator>[每单]{trie(units)})|(?P<bound>{trie(bounds)})|(?P<currency>{trie(money)})"
        r"|(?P<sign>零下|正负|[-−+负±])|(?P<words>\S)"
    )


@cache
def _right() -> re.Pattern[str]:
    bounds = tuple(word for word, side, *_ in rows("bounds") if side in ("after", "both"))
    return re.compile(rf"(?P<bound>{trie(bounds)})|(?P<words>\S)")


@cache
def readings() -> dict[tuple[str, str], str]:
    """(word, role) → what the lexicons say of it."""
    out = {(word, "bound"): relation for word, side, relation, _ in rows("bounds") if side != "apart"}
    out |= {(word, "currency"): code for word, code, _, _ in rows("currencies")}
    out |= {(word, "unit"): f"{{{word}}}" for word, _ in rows("counters")}
    return out | {(word, "unit"): code for word, code, _ in rows("units")}


def _lookup(word: str, role: str) -> str:
    if role == "sign":
        return "+" if word in "+±正负" and word != "负" else "-"
    if role == "denominator":
        return "/" + readings().get((word[1:], "unit"), f"{{{word[1:]}}}")
    return readings().get((word, role), "")


def _words(pattern: re.Pattern[str], text: str, low: int, high: int) -> Iterator[Piece]:
    """The words between ``low`` and ``high``, each by the first group that matches; others are run together."""
    run = low
    for m in pattern.finditer(text, low, high):
        role = m.lastgroup or "words"
        if role == "words" or not m.group():
            continue
        if text[run : m.start()].strip():
            yield Piece(run, m.start(), text[run : m.start()], "words", "")
        yield Piece(m.start(), m.end(), m.group(), role, _lookup(m.group(), role))
        run = m.end()
    if text[run:high].strip():
        yield Piece(run, high, text[run:high], "words", "")


def before(text: str, low: int, high: int) -> Iterator[Piece]:
    """The words of a stretch that ends before a number: denominators, bounds, money, signs, and others run together."""
    return _words(_left(), text, low, high)


def after(text: str, low: int, high: int) -> Iterator[Piece]:
    """The words of a stretch that begins after a number: bounds, and others run together."""
    return _words(_right(), text, low, high)


def loose_pieces(text: str, low: int, high: int) -> Iterator[Piece]:
    """Numerals and the words between them, where a rule reads its words as a whole."""
    run = pos = low
    while pos < high:
        found = numeral_at(text, pos)
        if found and found[0] <= high:
            yield from before(text, run, pos)
            yield Piece(pos, found[0], text[pos : found[0]], "numeral", number(found[1]))
            run = found[0]
        pos = max(pos + 1, found[0] if found else 0)
    yield from after(text, run, high)


def inside(text: str, core: Core, q: Quantity) -> Iterator[Piece]:
    """Numeral, unit with its denominator, and what follows the unit and still belongs to the amount (九成|五, 三年|多)."""
    unit = core.unit
    at = unit.end - len(unit.text) if unit else core.end
    if unit is None or text[at : unit.end] != unit.text or at < core.start or unit.end > core.end:
        yield Piece(core.start, core.end, text[core.start : core.end], "numeral", range_of(core))
        return
    written = text[core.start : at].rstrip()
    value = parse(written)
    yield Piece(core.start, core.start + len(written), written, "numeral", number(value) if value is not None and core.form == "numeral" else range_of(core))
    below = _BELOW.search(unit.text) if "/" in unit.code else None
    end = at + below.start() if below else unit.end
    yield Piece(at, end, text[at:end], "unit", (q.unit or "").partition("/")[0] if below or "/" not in unit.code else unit.code)
    if below:
        yield Piece(end, unit.end, text[end : unit.end], "denominator", "/" + unit.code.partition("/")[2])
    if core.end > unit.end:
        yield Piece(unit.end, core.end, text[unit.end : core.end], "tail", "")


def range_of(core: Core) -> str:
    """The number of a core for readers, or its two ends."""
    if core.value is None:
        return f"{number(core.low)} to {number(core.high)}"
    return number(core.value)
