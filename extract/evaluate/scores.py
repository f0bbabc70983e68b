"""Scores as functions of counts: for a whole evaluation, a slice of it, or a thousand resamples of either at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.evaluate.fields import SPANS
from extract.evaluate.outcomes import NO_MENTION, Compared, Outcome
from extract.schema import LABELS

Array = NDArray[np.float64]
FIELDS = ("value", "relation", "bounds", "unit", "kind", "change", "modality", "source")
"""Fields with an accuracy over the claims that were found."""
SOMETIMES = {"source_name_accuracy": "name", "anaphor_accuracy": "anaphor", "via_accuracy": "via", "edtf_accuracy": "edtf"}
"""Accuracies over the found claims for which the field was compared at all."""
ROWS = (*LABELS, NO_MENTION)
"""Rows (gold) and columns (predicted) of the confusion."""
NAMES = (
    *("found", "missed", "extra", "usable", "source_found", "source_extra", "source_missed"),
    *(f"{name}_{part}" for name in ("span", *FIELDS, *SOMETIMES.values()) for part in ("compared", "right")),
    *(f"{name}_{part}" for name in SPANS for part in ("found", "extra", "missed")),
)
"""Every count that an outcome can add to."""
PLACES = {name: index for index, name in enumerate(NAMES)}

Counts = Callable[[str], Array]
"""A count by name: one number for each evaluation or resample."""


def table(outcomes: Sequence[Outcome], documents: int) -> Array:
    """Documents × ``NAMES``: what the outcomes of each document add up to."""
    sums: Array = np.zeros((documents, len(NAMES)))
    for outcome in outcomes:
        for name, number in outcome.counts.items():
            sums[outcome.document, PLACES[name]] += number
    return sums


def label_table(compared: Sequence[Compared]) -> Array:
    """Documents × gold label × predicted label."""
    sums: Array = np.zeros((len(compared), len(ROWS), len(ROWS)))
    for index, document in enumerate(compared):
        for (gold, pred), number in document.labels.items():
            sums[index, ROWS.index(gold), ROWS.index(pred)] += number
    return sums


def counts_of(sums: Array) -> Counts:
    """Counts by name from sums whose last axis is ``NAMES``."""
    def count(name: str) -> Array:
        found: Array = sums[..., PLACES[name]]
        return found

    return count


def ratio(part: Array, whole: Array) -> Array:
    """Part over whole; not a number where the whole is nothing."""
    shares: Array = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return shares


def f1(found: Array, extra: Array, missed: Array) -> Array:
    """The harmonic mean of precision and recall."""
    return ratio(2 * found, 2 * found + extra + missed)


def claim_scores(count: Counts) -> dict[str, Array]:
    """The scores of claims and their fields, by the names that the report gives them; not a number: nothing to score."""
    found, extra, missed, usable = (count(name) for name in ("found", "extra", "missed", "usable"))
    predicted, gold, exact = found + extra, found + missed, count("span_right")
    said, unsaid, dropped = (count(f"source_{part}") for part in ("found", "extra", "missed"))
    scores = {
        "precision": ratio(found, predicted),
        "recall": ratio(found, gold),
        "f1": f1(found, extra, missed),
        "strict_f1": ratio(2 * exact, predicted + gold),
        **{f"{name}_accuracy": ratio(count(f"{name}_right"), found) for name in FIELDS},
        "source_precision": ratio(said, said + unsaid),
        "source_recall": ratio(said, said + dropped),
        "source_f1": f1(said, unsaid, dropped),
        **{score: ratio(count(f"{name}_right"), count(f"{name}_compared")) for score, name in SOMETIMES.items()},
    }
    for name in SPANS:
        scores[f"{name}_overlap_f1"] = f1(*(count(f"{name}_{part}") for part in ("found", "extra", "missed")))
    usable_scores = {"usable_precision": ratio(usable, predicted), "usable_recall": ratio(usable, gold)}
    return scores | usable_scores | {"usable_f1": ratio(2 * usable, predicted + gold)}


def label_scores(labels: Array, present: Sequence[str]) -> dict[str, Array]:
    """F1 of each label in ``present`` and their mean, from sums whose last axes are gold and predicted label."""
    right = np.diagonal(labels, axis1=-2, axis2=-1)
    missed, extra = labels.sum(-1) - right, labels.sum(-2) - right
    each = f1(right, extra, missed)
    stated = (right + missed)[..., : len(LABELS)] > 0
    each_stated = np.where(stated, each[..., : len(LABELS)], 0.0)
    macro = ratio(each_stated.sum(-1), stated.sum(-1).astype(float))
    return {"label_macro_f1": macro} | {f"label_f1_{name}": each[..., ROWS.index(name)] for name in present}


def all_scores(sums: Array, labels: Array, present: Sequence[str]) -> dict[str, Array]:
    """Scores of claims and of labels."""
    return claim_scores(counts_of(sums)) | label_scores(labels, present)


def present_labels(labels: Array) -> list[str]:
    """The labels that the gold has at all; sums over documents of gold × predicted."""
    return [name for name in LABELS if labels[ROWS.index(name)].sum() > 0]


def plain(scores: Mapping[str, Any]) -> dict[str, float]:
    """Scores as numbers; 0 where there was nothing to score."""
    return {name: float(np.nan_to_num(value)) for name, value in scores.items()}
