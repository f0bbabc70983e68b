"""The scores of parts of an evaluation: by script, region and genre of the document, by what the claim is and who says it.

A claim belongs to the slice that the gold puts it into, an extra claim to the one of its own reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extract.evaluate.bootstrap import Interval, interval, resample
from extract.evaluate.fields import named
from extract.evaluate.outcomes import Compared, Outcome
from extract.evaluate.scores import claim_scores, counts_of, plain, table

SHOWN = ("precision", "recall", "f1", "value_accuracy", "unit_accuracy", "source_accuracy", "usable_f1")
UNITS = 12
"""Units with a slice of their own, the most frequent in the gold; the rest are one slice."""
OTHER_UNITS = "other units"


class Slice(Struct, frozen=True):
    """One slice: ``documents`` with a claim in it, claims in the gold and predicted, scores and their intervals by name."""

    documents: int
    gold: int
    predicted: int
    scores: dict[str, float]
    intervals: dict[str, Interval | None]


Slices = dict[str, dict[str, Slice]]
"""Dimension → value → slice, the values with most claims first."""


def slices(compared: Sequence[Compared], outcomes: Sequence[Outcome], drawn: NDArray[np.int64]) -> Slices:
    """Every slice of every dimension."""
    found: Slices = {}
    for dimension, value_of in _dimensions(compared, outcomes).items():
        groups: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            groups.setdefault(value_of(outcome), []).append(outcome)
        largest = sorted(groups.items(), key=lambda group: (group[0] == OTHER_UNITS, -len(group[1]), group[0]))
        found[dimension] = {value: _slice(group, len(compared), drawn) for value, group in largest}
    return found


def _slice(outcomes: Sequence[Outcome], documents: int, drawn: NDArray[np.int64]) -> Slice:
    sums = table(outcomes, documents)
    count = counts_of(sums.sum(0))
    resampled = claim_scores(counts_of(resample(drawn, sums)))
    inside = len({outcome.document for outcome in outcomes})
    scores = plain({name: score for name, score in claim_scores(count).items() if name in SHOWN})
    intervals = {name: interval(resampled[name], inside) for name in SHOWN}
    gold, predicted = (int(count("found") + count(name)) for name in ("missed", "extra"))
    return Slice(inside, gold, predicted, {name: scores[name] for name in SHOWN}, intervals)


def _dimensions(compared: Sequence[Compared], outcomes: Sequence[Outcome]) -> dict[str, Callable[[Outcome], str]]:
    """How to tell the value of an outcome in each dimension."""
    units = Counter(outcome.gold.unit or "none" for outcome in outcomes if outcome.gold)
    common = {unit for unit, _ in sorted(units.items(), key=lambda item: (-item[1], item[0]))[:UNITS]}

    def unit(outcome: Outcome) -> str:
        code = _claim(outcome).unit or "none"
        return code if code in common else OTHER_UNITS

    def of_document(name: str) -> Callable[[Outcome], str]:
        return lambda outcome: str(getattr(compared[outcome.document].pair, name))

    def of_claim(name: str) -> Callable[[Outcome], str]:
        return lambda outcome: str(getattr(_claim(outcome), name) or "none")

    return {
        **{name: of_document(name) for name in ("script", "region", "genre")},
        "kind": of_claim("kind"),
        "unit": unit,
        "relation": of_claim("relation"),
        "modality": of_claim("modality"),
        "source": lambda outcome: "credited" if named(_claim(outcome).source) else "no source",
        "source kind": lambda outcome: source_kind(_claim(outcome)),
    }


def _claim(outcome: Outcome) -> Any:
    return outcome.gold or outcome.pred


def source_kind(claim: Any) -> str:
    """The kind of a claim's source; a footnote mark alone is a citation."""
    if not named(claim.source):
        return "citation only" if claim.source else "no source"
    return claim.source.kind or "not given"


def telling(found: Slices) -> Mapping[str, Mapping[str, Slice]]:
    """The dimensions with more than one value."""
    return {dimension: values for dimension, values in found.items() if len(values) > 1}
