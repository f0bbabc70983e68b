"""Which fields of two matched claims agree: the definitions of every score, used for predictions and for annotators alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from extract.gold import GoldMention, GoldSource
from extract.schema import Span, TimeSpan

TOLERANCE = Decimal("0.0001")
"""Relative difference up to which two amounts are the same: thirds are written to six digits."""
COUNTED_AS_OTHERS = frozenset({"{倍}", "{rank}"})
"""Codes in braces that are not counters."""
SPANS = ("entity", "property", "time")
"""The fields that are scored by the characters that both have."""
USABLE = ("value", "unit", "source")
"""What must be right for a claim to be usable."""


def same_amount(a: Decimal | None, b: Decimal | None) -> bool:
    """Both null, or equal to one in ten thousand."""
    return a is b if a is None or b is None else abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def same_unit(a: str | None, b: str | None, accepted: Iterable[str] = ()) -> bool:
    """The same code, an accepted one, or both counters: which counter word was written is no disagreement."""
    codes = {a, *accepted}
    return b in codes or (_counter(b) and any(map(_counter, codes)))


def _counter(code: str | None) -> bool:
    return bool(code) and str(code).startswith("{") and code not in COUNTED_AS_OTHERS


def same_source(a: GoldSource | None, b: GoldSource | None) -> bool:
    """The answer of ``b`` is one that ``a`` accepts; no source is an answer too, accepted where ``a`` has none or lists null."""
    if not named(b):
        return not named(a) or (a is not None and None in a.accept)
    accepted = (*a.accept, a.text, a.name) if a is not None and named(a) else ()
    return any(same_name(_plain(answer), called(b)) for answer in accepted if answer)


def named(source: GoldSource | None) -> bool:
    """Whether anybody is credited: a bare citation names nobody."""
    return source is not None and bool(source.text or source.name)


def called(source: GoldSource | None) -> str:
    """The name of a source, plain; a resolved name stands for its mention: 她 resolved to the wrong person is wrong."""
    return _plain(source.name or source.text or "") if source else ""


def _renamed(source: GoldSource | None) -> bool:
    """Whether a source is mentioned by other words than its name."""
    return source is not None and bool(source.text and source.name) and _plain(str(source.text)) != _plain(str(source.name))


def carriers(source: GoldSource | None) -> set[str]:
    """The plain names of the carriers between a source and the text."""
    return {_plain(carrier.name or carrier.text) for carrier in source.via} if source else set()


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).replace(" ", "").lower().strip("《》「」『』“”\"'()")


def same_name(a: str, b: str) -> bool:
    """Equal, or one is the other with a title or an abbreviation: not a single character, not a whole clause."""
    if not a or not b or a == b:
        return bool(a) and a == b
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long and len(long) <= 2 * len(short) + 6


def compare(a: GoldMention, b: GoldMention) -> dict[str, bool]:
    """Which fields of two matched claims agree.

    ``edtf`` is there only where the first gives one, ``name`` where both credit somebody, ``via`` where the first has carriers,
    ``anaphor`` where the first names its source otherwise than it is mentioned (她, 该机构), unless it accepts none and gets none.
    """
    same = {name: getattr(a, name) == getattr(b, name) for name in ("kind", "change", "modality")}
    ends = same_amount(a.low, b.low) and same_amount(a.high, b.high)
    same["span"] = (a.start, a.end) == (b.start, b.end)
    same["value"] = same_amount(a.value, b.value) and (a.value is not None or ends)
    same["bounds"] = ends and a.relation == b.relation
    same["relation"] = _family(a.relation) == _family(b.relation)
    same["unit"] = same_unit(a.unit, b.unit, a.accept_units)
    same["source"] = same_source(a.source, b.source)
    if named(a.source) and named(b.source):
        same["name"] = same_name(called(a.source), called(b.source))
    if _renamed(a.source) and (named(b.source) or same["source"] is False):
        same["anaphor"] = same_name(called(a.source), called(b.source))
    if named(a.source) and carriers(a.source):
        same["via"] = all(any(same_name(x, y) for y in carriers(b.source)) for x in carriers(a.source))
    if a.time and a.time.edtf:
        same["edtf"] = b.time is not None and a.time.edtf == b.time.edtf
    return same


def _family(relation: str | None) -> str | None:
    """A relation without the difference of > and >=, < and <=."""
    return relation if relation in (None, "=") else relation.rstrip("=")


def shared_characters(a: Span | TimeSpan | None, b: Span | TimeSpan | None) -> tuple[int, int, int]:
    """Characters of two spans that both have, that only ``b`` has, that only ``a`` has; the same words elsewhere are shared."""
    one, two = (span.end - span.start if span else 0 for span in (a, b))
    both = max(0, min(a.end, b.end) - max(a.start, b.start)) if a and b else 0
    if a and b and not both and _plain(a.text) == _plain(b.text):
        both = min(one, two)
    return both, two - both, one - both
