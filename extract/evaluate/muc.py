"""Exact, partial and type scores after MUC: what is nearly right counts as such.

Every pair of overlapping mentions is correct, incorrect or partial, what is left over missing or spurious (MUC-5: Chinchor &
Sundheim 1993; the four ways of counting are those of SemEval 2013 task 9: Segura-Bedmar et al. 2013). Pairs are one to one
and optimal, any overlap will do; optional marks count neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from extract.evaluate.match import match, overlap
from extract.evaluate.read import Pair

Way = Literal["strict", "exact", "partial", "type"]
WAYS: tuple[Way, ...] = ("strict", "exact", "partial", "type")
"""Span and type the same; the span the same; the span overlaps (counts half); the type the same where spans overlap."""


class Muc(Struct, frozen=True):
    """The counts of one way and its scores, 0 to 1."""

    correct: int
    incorrect: int
    partial: int
    missing: int
    spurious: int
    precision: float
    recall: float
    f1: float


def of_mentions(pairs: Iterable[Pair]) -> dict[Way, Muc]:
    """Over all numeric mentions; the type is the label."""
    return _count(((pair, [m for m in pair.gold.mentions if not m.optional], pair.pred.labelled) for pair in pairs), lambda m: m.label)


def of_claims(pairs: Iterable[Pair], least: float = 0.0) -> dict[Way, Muc]:
    """Over the claims of at least this confidence; the type is the kind."""
    sides = (
        (
            pair,
            [m for m in pair.gold.mentions if m.label == "claim" and not m.optional],
            [m for m in pair.pred.claims if m.sureness >= least],
        )
        for pair in pairs
    )
    return _count(sides, lambda m: m.kind)


def _count(sides: Iterable[tuple[Pair, Sequence[Any], Sequence[Any]]], type_of: Callable[[Any], object]) -> dict[Way, Muc]:
    counts: dict[Way, Counter[str]] = {way: Counter() for way in WAYS}
    for pair, gold, pred in sides:
        optional = [m for m in pair.gold.mentions if m.optional]
        matched, missed, extra = match(gold, pred, least=0)
        spurious = sum(not any(overlap(o, m) for o in optional) for m in extra)
        for a, b in matched:
            same_span, same_type = (a.start, a.end) == (b.start, b.end), type_of(a) == type_of(b)
            counts["strict"]["correct" if same_span and same_type else "incorrect"] += 1
            counts["exact"]["correct" if same_span else "incorrect"] += 1
            counts["partial"]["correct" if same_span else "partial"] += 1
            counts["type"]["correct" if same_type else "incorrect"] += 1
        for counter in counts.values():
            counter.update({"missing": len(missed), "spurious": spurious})
    return {way: _muc(counter) for way, counter in counts.items()}


def _muc(counts: Counter[str]) -> Muc:
    right = counts["correct"] + counts["partial"] / 2
    met = counts["correct"] + counts["incorrect"] + counts["partial"]
    actual, possible = met + counts["spurious"], met + counts["missing"]
    scores = (right / whole if whole else 0.0 for whole in (actual, possible, (actual + possible) / 2))
    return Muc(*(counts[name] for name in ("correct", "incorrect", "partial", "missing", "spurious")), *scores)
