"""How a numeric mention was read: the pieces of its words, and the steps from them to its value.

The reading itself is never changed here; where pieces cannot be told, the mention is one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.lexicon import rows
from extract.pieces import Piece, after, before, core_of, inside, loose_pieces, number, range_of, readings
from extract.quantity.core import Core
from extract.quantity.numerals import BIG, parse, plain, power_of
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
_SILENT = ("time", "fixed", "shape")
"""Of these even the numerals are not read."""
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
_REACH = 24
"""Characters before a number in which a bound word may stand apart from it."""


def derive(text: str, original: str, q: Quantity, floor: int, region: str) -> tuple[list[Piece], list[str]]:
    """The pieces of a mention, in order, and the steps of its reading in English.

    ``text`` is normalised, ``original`` as read (of equal length): its characters are shown. ``q`` is a mention of ``text``,
    ``floor`` the end of the mention before it, ``region`` the place of the text. Offsets are code points.
    """
    whole = next((says for name, says in _FAMILIES.items() if q.rule == name or q.rule.startswith(f"{name}.")), None)
    core = core_of(text, q, floor, region) if whole is None else None
    if core is None:
        silent = q.rule.partition(".")[0] in _SILENT
        pieces = [Piece(q.start, q.end, q.text, "words", "")] if silent else list(loose_pieces(text, q.start, q.end))
        steps = [f"{q.text} is {whole}"] if whole else []
        steps += [f"{piece.text} = {_said(piece)}" for piece in pieces if piece.reads]
        steps += [f"{q.text} = two bounds side by side: one range"] if q.rule.endswith(".sides") else []
    else:
        pieces = [*before(text, q.start, core.start), *inside(text, core, q), *after(text, core.end, q.end)]
        steps = [*_amount(pieces, core), *_unit(q, core, pieces, region), *_tail(core, pieces), *_around(text, q, core, pieces, floor)]
    near = before(text, max(floor, q.start - _REACH), q.start)
    places = {piece.text: piece for piece in (*near, Piece(q.start, q.end, q.text, "words", ""), *pieces)}
    steps = [_shown(step, places, original) for step in steps]
    return [Piece(p.start, p.end, original[p.start : p.end], p.role, p.reads) for p in pieces], steps


def _shown(step: str, places: dict[str, Piece], original: str) -> str:
    """A step with its first words as the original writes them."""
    word = next((word for word in sorted(places, key=len, reverse=True) if step.startswith(f"{word} ")), None)
    return step if word is None else original[places[word].start : places[word].end] + step[len(word) :]


def _said(piece: Piece) -> str:
    return f"{piece.reads} ({_RELATIONS.get(piece.reads, piece.reads)})" if piece.role == "bound" else piece.reads


def _amount(pieces: list[Piece], core: Core) -> Iterator[str]:
    """From the characters of the numeral to its number."""
    written = next(piece.text for piece in pieces if piece.role == "numeral")
    value = parse(written)
    if core.form in _FORMS:
        yield f"{written} = {range_of(core)}: {_FORMS[core.form]}"
    elif value is not None:
        size = power_of(written, BIG)
        head = parse(written.rstrip("".join(BIG) + " ")) if size > 1 else None
        factors = f"{number(head)} × {number(Decimal(size))} = " if head is not None and head * size == value else ""
        if factors or written != number(value):
            yield f"{written} = {factors}{number(value)}"
    elif _MORE.search(written) and core.relation in (">", "~"):
        said = f"more, up to the next step {number(core.high)}" if core.relation == ">" else "a few more or less"
        yield f"{written} = {number(core.value)} and {said}"
    else:
        yield f"{written} = {range_of(core)}"


def _unit(q: Quantity, core: Core, pieces: list[Piece], region: str) -> Iterator[str]:
    """What the unit is, and its scale (成 is ten per cent, 角 a tenth)."""
    unit = next((piece for piece in pieces if piece.role == "unit"), None)
    if unit is None or core.unit is None:
        if not any(piece.role == "currency" for piece in pieces):
            yield from _no_unit(q, core)
        return
    own, why = core.unit.code.partition("/")[0], ""
    if any(piece.role == "currency" for piece in pieces):
        why = ", by the money before the number"
    elif unit.reads != own:
        why = f", by the words before it; alone it would be {own}"
    elif readings().get((unit.text, "currency")) == "local":
        why = f", bare {unit.text} by the place of the text ({region or 'not known'})"
    yield f"{unit.text} = {unit.reads} ({q.kind}){why}"
    numeral = next(piece for piece in pieces if piece.role == "numeral")
    written = parse(numeral.text)
    factor = next((f for f in (core.unit.scale, Decimal(10)) if f != 1 and written and _fits(written, f, core.value)), None)
    if factor is not None and written is not None:
        yield f"{unit.text} counts {number(factor)}: {number(written)} × {number(factor)} = {number(plain(written * factor))}"


def _no_unit(q: Quantity, core: Core) -> Iterator[str]:
    """Where the span has no unit of its own: outside it, implied, or none."""
    if core.unit is not None and core.unit.end > core.end:
        yield f"{core.unit.text} after it is what is counted: {q.unit}"
    elif core.unit is not None:
        yield f"{core.unit.text} is its unit: {q.unit}"
    elif q.unit == "1":
        yield "no unit: a bare number (1)"
    elif core.form not in ("fraction", "percent.words", "words"):
        yield f"no unit of its own: {q.unit}, by the words around it"


def _fits(written: Decimal, factor: Decimal, value: Decimal | None) -> bool:
    return value is not None and written * factor <= value < (written + 1) * factor


def _tail(core: Core, pieces: list[Piece]) -> Iterator[str]:
    tail = next((piece for piece in pieces if piece.role == "tail"), None)
    if tail and core.relation == ">":
        yield f"{tail.text} after the unit: {number(core.low)} and more, up to the next step {number(core.high)}"
    elif tail:
        yield f"{tail.text} after the unit: with it {range_of(core)}"


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
        yield f"{piece.text} = {_said(piece)}"
    if (q.relation, q.low, q.high) != (core.relation, core.low, core.high) and not bounds and not any(p.role == "sign" for p in pieces):
        word = _apart(text, q, floor)
        said = f"{q.relation} ({_RELATIONS.get(q.relation or '', '')})"
        yield f"{word} stands apart before it: {said}" if word else f"the words around it: {said}"
    stated = "".join(piece.reads for piece in pieces if piece.role in ("unit", "denominator"))
    if q.unit and "/" in q.unit and "/" not in stated:
        yield f"/{q.unit.partition('/')[2]}: from the words around it (每, 年产, 月薪)"


def _apart(text: str, q: Quantity, floor: int) -> str:
    """The bound word with the reading's relation that stands nearest before the span."""
    low = max(floor, q.start - _REACH)
    wanted = (q.relation or "")[:1]
    found = [(p.end, p.text) for p in before(text, low, q.start) if p.role == "bound" and p.reads[:1] == wanted]
    apart = [word for word, side, relation, _ in rows("bounds") if side == "apart" and relation[:1] in ("", wanted)]
    found += [(text.rfind(word, low, q.start) + len(word), word) for word in apart if word in text[low : q.start]]
    return max(found, default=(0, ""))[1]
