"""What became of each claim: found, missed or extra, and what that adds to every count.

A prediction that stands for no gold claim but touches an optional mark counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from extract.evaluate.fields import SPANS, USABLE, compare, named, shared_characters
from extract.evaluate.match import match, overlap
from extract.evaluate.prediction import Mention
from extract.evaluate.read import Pair
from extract.gold import GoldMention

Problem = Literal["extra", "missed", "wrong"]
NO_MENTION = "none"
"""The label, in the confusion, of a mention that the other side does not have."""
MUCH = 0.5
"""A span field counts as wrong in the list of errors where less than this share (F1 of characters) is the same."""


class Outcome(Struct, frozen=True):
    """One gold claim, one predicted claim, or both as a pair. ``document``: index of the document in the evaluation.

    ``right`` says of every field that was compared whether it agrees, ``counts`` what the outcome adds to which count.
    """

    document: int
    gold: GoldMention | None
    pred: Mention | None
    right: Mapping[str, bool]
    counts: Mapping[str, int]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields that differ, the usable ones first."""
        return tuple(name for name, right in self.right.items() if not right)

    @property
    def usable(self) -> bool:
        """Found, with value, unit and source right."""
        return bool(self.counts.get("usable"))

    @property
    def found(self) -> bool:
        """A gold claim with a prediction that stands for it."""
        return self.gold is not None and self.pred is not None


class Compared(Struct, frozen=True):
    """One document: the outcome of its claims, those of candidates below the threshold, and labels as (gold, predicted)."""

    pair: Pair
    outcomes: tuple[Outcome, ...]
    below: tuple[Outcome, ...]
    labels: Mapping[tuple[str, str], int]


def compare_documents(pairs: Sequence[Pair], least: float = 0.0) -> list[Compared]:
    """Every document compared; only claims with a confidence of at least ``least`` are predicted."""
    return [_document(index, pair, least) for index, pair in enumerate(pairs)]


def _document(index: int, pair: Pair, least: float) -> Compared:
    claims = [m for m in pair.gold.mentions if m.label == "claim" and not m.optional]
    optional = [m for m in pair.gold.mentions if m.optional]
    sure = [m for m in pair.pred.claims if m.sureness >= least]
    unsure = [*pair.pred.below, *(m for m in pair.pred.claims if m.sureness < least)]
    pairs, missed, extra = match(claims, sure)
    outcomes = [_found(index, a, b) for a, b in pairs]
    outcomes += [_missed(index, m) for m in missed]
    outcomes += [_extra(index, m) for m in _counting(extra, optional)]
    pairs, _, extra = match(missed, unsure)
    below = [_found(index, a, b) for a, b in pairs] + [_extra(index, m) for m in _counting(extra, optional)]
    return Compared(pair, tuple(sorted(outcomes, key=place)), tuple(below), _labels(pair))


def place(outcome: Outcome) -> tuple[int, int]:
    """Where in the text an outcome stands: start and end over both spans."""
    spans = [span for span in (outcome.gold, outcome.pred) if span]
    return min(span.start for span in spans), max(span.end for span in spans)


def _counting(extra: Sequence[Mention], optional: Sequence[GoldMention]) -> list[Mention]:
    return [m for m in extra if not any(overlap(o, m) for o in optional)]


def _labels(pair: Pair) -> Counter[tuple[str, str]]:
    """The confusion of labels over all numeric mentions, optional gold marks left out."""
    firm = [m for m in pair.gold.mentions if not m.optional]
    pairs, missed, extra = match(firm, pair.pred.labelled)
    counts: Counter[tuple[str, str]] = Counter((g.label, p.label) for g, p in pairs)
    counts.update((g.label, NO_MENTION) for g in missed)
    counts.update((NO_MENTION, p.label) for p in _counting(extra, [m for m in pair.gold.mentions if m.optional]))
    return counts


def _missed(document: int, gold: GoldMention) -> Outcome:
    counts = {"missed": 1, "source_missed": int(named(gold.source))}
    for name in SPANS:
        counts[f"{name}_missed"] = shared_characters(getattr(gold, name), None)[2]
    return Outcome(document, gold, None, {}, counts)


def _extra(document: int, pred: Mention) -> Outcome:
    counts = {"extra": 1, "source_extra": int(named(pred.source))}
    for name in SPANS:
        counts[f"{name}_extra"] = shared_characters(None, getattr(pred, name))[1]
    return Outcome(document, None, pred, {}, counts)


def _found(document: int, gold: GoldMention, pred: Mention) -> Outcome:
    right = compare(gold, pred)
    counts = {"found": 1, "usable": int(all(right[name] for name in USABLE))}
    for name, same in right.items():
        counts[f"{name}_compared"] = 1
        counts[f"{name}_right"] = int(same)
    right.pop("anaphor", None)  # a part of source and name, not an error of its own
    credited, credits = named(gold.source), named(pred.source)
    counts["source_found"] = int(credited and credits and right["source"])
    counts["source_extra"] = int(credits and not counts["source_found"])
    counts["source_missed"] = int(credited and not right["source"])
    for name in SPANS:
        both, extra, missed = shared_characters(getattr(gold, name), getattr(pred, name))
        counts |= {f"{name}_found": both, f"{name}_extra": extra, f"{name}_missed": missed}
        if both or extra or missed:
            right[name] = 2 * both / (2 * both + extra + missed) >= MUCH
    order = (*USABLE, *(name for name in right if name not in USABLE))
    return Outcome(document, gold, pred, {name: right[name] for name in order}, counts)
