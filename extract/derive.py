"""How a numeric mention was read: the pieces of its words, and the steps from them to its value.

Taken apart after the fact: the core is read again as the rules read it, the words around it are looked up in the lexicons.
The reading itself is never changed here; where pieces cannot be told, the mention is one piece.
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
from extract.quantity.numerals import BIG, numeral_at, parse, plain, power_of
from extract.quantity.spans import core_at
from extract.schema import Quantity

_FAMILIES = {
    "time": "an expression of time, not an amount",
    "fixed": "a fixed word of the lexicon, not a number of its own",
    "shape": "a shape of letters and figures: a code, a citation, a mark of a list",
    "indefinite": "a word that announces without counting",
    "ordinal": "第 and a numeral: a place in a series",
    "rank": "第 and a numeral where something is said to rank",
    "fold": "words for a multiple: 翻倍 is 2, every 番 doubles, 减半 is 0.5",
    "zero": "零 before a noun of growth, tax or the like states an amount of nothing",
    "age.decade": "旬: ten years of age each, roughly",
}
"""Rules that read their words as a whole, by the name of the rule or what it begins with."""
_FORMS = {
    "fraction": "a fraction, as a share in per cent",
    "percent.words": "parts of a hundred, thousand or ten thousand, in per cent",
    "words": "words for a half or a whole",
    "half": "with a half or a part of one",
    "mixed": "a whole number and a fraction",
    "vague": "names a size only: all numbers of this size",
    "neighbours": "two neighbouring figures: from the one to the other",
    "range": "a range",
    "level": "the size of a level: all numbers of this size",
    "score": "one number against another: their quotient",
}
"""How an amount was written, by the form of its core; a plain numeral needs no words."""
_RELATIONS = {
    "=": "exactly so much", "~": "about so much", ">": "more than that", ">=": "that or more", "<": "less than that",
    "<=": "that or less", "..": "between two bounds",
}  # fmt: skip
_MORE = re.compile(r"[多余来几]")
_BELOW = re.compile(r"\s?(?:/\s?每?|每)")
_REACH = 24
"""Characters before a number in which a bound word may stand apart from it."""


class Piece(Struct, frozen=True):
    """A stretch of the text and its part in the reading: numeral, unit, bound, currency, denominator, sign, tail or words."""

    start: int
    end: int
    text: str
    role: str
    reads: str


def derive(text: str, original: str, q: Quantity, floor: int, region: str) -> tuple[list[Piece], list[str]]:
    """The pieces of a mention, in order, and the steps of its reading in English.

    ``text`` is normalised, ``original`` as read (of equal length): its characters are shown. ``q`` is a mention of ``text``,
    ``floor`` the end of the mention before it, ``region`` the place of the text. Offsets are code points.
    """
    whole = next((says for name, says in _FAMILIES.items() if q.rule == name or q.rule.startswith(f"{name}.")), None)
    core = _core(text, q, floor, region) if whole is None else None
    if core is None:
        pieces = list(_loose(text, q.start, q.end))
        steps = [f"{original[q.start : q.end]}: {whole}"] if whole else []
        steps += [f"{original[p.start : p.end]} = {p.reads}" for p in pieces if p.role == "numeral"]
    else:
        pieces = [*_before(text, q.start, core.start), *_inside(text, core), *_after(text, core.end, q.end)]
        steps = [*_amount(text, core), *_unit(core, pieces, region), *_tail(core, pieces), *_around(text, q, core, pieces, floor)]
        steps = [_shown(step, pieces, original) for step in steps]
    return [Piece(p.start, p.end, original[p.start : p.end], p.role, p.reads) for p in pieces], steps


def number(value: Decimal | None) -> str:
    """A number for readers: 120,000; … where it is open."""
    return "…" if value is None else f"{value:,f}"


def _shown(step: str, pieces: list[Piece], original: str) -> str:
    """A step with the first words as the original writes them."""
    for piece in pieces:
        if piece.text and step.startswith(piece.text + " "):
            return original[piece.start : piece.end] + step[len(piece.text) :]
    return step


def _core(text: str, q: Quantity, floor: int, region: str) -> Core | None:
    """The amount and unit inside the span: the first whose words on the left begin where the span does."""
    if q.kind is None or q.rule.endswith(".sides"):
        return None
    loose = None
    for pos in range(q.start, q.end):
        core = core_at(text, pos, region)
        if core is None or core.end > q.end:
            continue
        if look_left(text, core.start, floor).start <= q.start:
            return core
        loose = loose or core
    return loose


@cache
def _left() -> re.Pattern[str]:
    bounds = tuple(word for word, side, *_ in rows("bounds") if side == "before")
    money = tuple(word for word, _, side, _ in rows("currencies") if side != "after")
    units = tuple(word for name in ("units", "counters") for word, *_ in rows(name))
    return re.compile(
        rf"(?P<denominator>[每单]{trie(units)})|(?P<bound>{trie(bounds)})|(?P<currency>{trie(money)})"
        r"|(?P<sign>零下|正负|[-−+负±])|(?P<words>\S)"
    )


@cache
def _right() -> re.Pattern[str]:
    bounds = tuple(word for word, side, *_ in rows("bounds") if side == "after")
    return re.compile(rf"(?P<bound>{trie(bounds)})|(?P<words>\S)")


@cache
def _readings() -> dict[tuple[str, str], str]:
    """(word, role) → what the lexicons say of it."""
    out = {(word, "bound"): relation for word, side, relation, _ in rows("bounds") if side in ("before", "after")}
    out |= {(word, "currency"): code for word, code, _, _ in rows("currencies")}
    out |= {(word, "unit"): f"{{{word}}}" for word, _ in rows("counters")}
    return out | {(word, "unit"): code for word, code, _ in rows("units")}


def _lookup(word: str, role: str) -> str:
    if role == "sign":
        return "+" if word in "+±正负" and word != "负" else "-"
    if role == "denominator":
        return "/" + _readings().get((word[1:], "unit"), f"{{{word[1:]}}}")
    return _readings().get((word, role), "")


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


def _before(text: str, low: int, high: int) -> Iterator[Piece]:
    return _words(_left(), text, low, high)


def _after(text: str, low: int, high: int) -> Iterator[Piece]:
    return _words(_right(), text, low, high)


def _loose(text: str, low: int, high: int) -> Iterator[Piece]:
    """Numerals and the words between them, where a rule reads its words as a whole."""
    run = pos = low
    while pos < high:
        found = numeral_at(text, pos)
        if found and found[0] <= high:
            yield from _before(text, run, pos)
            yield Piece(pos, found[0], text[pos : found[0]], "numeral", number(found[1]))
            run = found[0]
        pos = max(pos + 1, found[0] if found else 0)
    yield from _after(text, run, high)


def _inside(text: str, core: Core) -> Iterator[Piece]:
    """Numeral, unit with its denominator, and what follows the unit and still belongs to the amount (九成|五, 三年|多)."""
    unit = core.unit
    at = unit.end - len(unit.text) if unit else core.end
    if unit is None or text[at : unit.end] != unit.text or at < core.start:
        yield Piece(core.start, core.end, text[core.start : core.end], "numeral", _range(core))
        return
    written = text[core.start : at].rstrip()
    value = parse(written)
    yield Piece(core.start, core.start + len(written), written, "numeral", _range(core) if value is None else number(value))
    below = _BELOW.search(unit.text) if "/" in unit.code else None
    end = at + below.start() if below else unit.end
    code, _, denominator = unit.code.partition("/")
    yield Piece(at, end, text[at:end], "unit", code if below else unit.code)
    if below:
        yield Piece(end, unit.end, text[end : unit.end], "denominator", f"/{denominator}")
    if core.end > unit.end:
        yield Piece(unit.end, core.end, text[unit.end : core.end], "tail", "")


def _range(core: Core) -> str:
    if core.value is None:
        return f"{number(core.low)} to {number(core.high)}"
    return number(core.value)


def _amount(text: str, core: Core) -> Iterator[str]:
    """From the characters of the numeral to its number."""
    numeral = next(piece for piece in _inside(text, core) if piece.role == "numeral")
    written, value = numeral.text, parse(numeral.text)
    if core.form in _FORMS:
        yield f"{written} = {_range(core)}: {_FORMS[core.form]}"
    elif value is not None:
        size = power_of(written, BIG)
        head = parse(written.rstrip("".join(BIG) + " ")) if size > 1 else None
        factors = f"{number(head)} × {number(Decimal(size))} = " if head is not None and head * size == value else ""
        yield f"{written} = {factors}{number(value)}"
    elif _MORE.search(written) and core.relation in (">", "~"):
        said = f"more, up to the next step {number(core.high)}" if core.relation == ">" else "a few more or less"
        yield f"{written} = {number(core.value)} and {said}"
    else:
        yield f"{written} = {_range(core)}"


def _unit(core: Core, pieces: list[Piece], region: str) -> Iterator[str]:
    """What the unit is, and its scale (成 is ten per cent, 角 a tenth)."""
    unit = next((piece for piece in pieces if piece.role == "unit"), None)
    if unit is None or core.unit is None:
        if core.unit is not None:
            yield f"{core.unit.text} after it is what is counted ({core.unit.code}), outside the span"
        return
    numeral = next(piece for piece in pieces if piece.role == "numeral")
    plain_value, value = parse(numeral.text), core.value
    factor = next((f for f in (core.unit.scale, Decimal(10)) if f != 1 and plain_value and _fits(plain_value, f, value)), None)
    local = _readings().get((unit.text, "currency")) == "local"
    place = f", bare {unit.text} by the place of the text ({region or 'unknown: cn'})" if local else ""
    yield f"{unit.text} = {unit.reads} ({core.unit.kind}){place}"
    if factor is not None and plain_value is not None:
        yield f"{unit.text} × {number(factor)}: {number(plain_value)} × {number(factor)} = {number(plain(plain_value * factor))}"


def _fits(written: Decimal, factor: Decimal, value: Decimal | None) -> bool:
    return value is not None and written * factor <= value < (written + 1) * factor


def _tail(core: Core, pieces: list[Piece]) -> Iterator[str]:
    tail = next((piece for piece in pieces if piece.role == "tail"), None)
    if tail and core.relation == ">":
        yield f"{tail.text} after the unit: {number(core.low)} and more, up to the next step {number(core.high)}"
    elif tail:
        yield f"{tail.text} after the unit: with it {_range(core)}"


def _around(text: str, q: Quantity, core: Core, pieces: list[Piece], floor: int) -> Iterator[str]:
    """What sign, bounds, money and denominators around the core make of it."""
    for piece in pieces:
        if piece.role == "sign":
            yield f"{piece.text} before it: {'below zero' if piece.reads == '-' else 'the size alone counts'}"
        elif piece.role == "currency":
            yield f"{piece.text} before it = {piece.reads}: the money that is meant"
        elif piece.role == "denominator":
            yield f"{piece.text} = {piece.reads}: for one of these"
    bounds = [piece for piece in pieces if piece.role == "bound"]
    for piece in bounds:
        yield f"{piece.text} = {piece.reads} ({_RELATIONS.get(piece.reads, piece.reads)})"
    if (q.relation, q.low, q.high) != (core.relation, core.low, core.high) and not bounds and not any(p.role == "sign" for p in pieces):
        word = _apart(text, q, floor)
        yield f"{word or 'words'} {'stands apart before it' if word else 'around it'}: {q.relation} ({_RELATIONS.get(q.relation or '', '')})"
    stated = "".join(piece.reads for piece in pieces if piece.role in ("unit", "denominator"))
    if q.unit and "/" in q.unit and "/" not in stated:
        yield f"/{q.unit.partition('/')[2]}: from the words around it (每, 年产, 月薪)"


def _apart(text: str, q: Quantity, floor: int) -> str:
    """The bound word with the reading's relation that stands nearest before the span."""
    low = max(floor, q.start - _REACH)
    relations = {">": ">", "<": "<"}
    found = [p for p in _before(text, low, q.start) if p.role == "bound" and p.reads[:1] == relations.get((q.relation or "")[:1], q.relation)]
    return found[-1].text if found else ""
