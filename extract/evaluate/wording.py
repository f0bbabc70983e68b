"""The words for scores, groups and fields that the terminal and the page share."""

from __future__ import annotations

from extract.evaluate.bootstrap import Interval
from extract.evaluate.report import Report
from extract.evaluate.scores import SOMETIMES
from extract.evaluate.versus import Change

GROUPS = {
    "claims": ("precision", "recall", "f1", "strict_f1", "usable_precision", "usable_recall", "usable_f1"),
    "fields of the claims that were found": (
        *(f"{name}_accuracy" for name in ("value", "bounds", "relation", "unit", "kind", "change", "modality", "source")),
        *("source_precision", "source_recall", "source_f1", "source_name_accuracy", "anaphor_accuracy", "via_accuracy"),
        *("entity_overlap_f1", "property_overlap_f1", "time_overlap_f1", "edtf_accuracy"),
    ),
    "labels of all numeric mentions": ("label_macro_f1",),
}
"""The scores by what they are of; the labels are added as the gold has them."""
TITLES = {
    "precision": "precision: claimed, and right to be",
    "recall": "recall: claims that were found",
    "f1": "F1 of both",
    "strict_f1": "F1, only the very same span",
    "usable_precision": "usable precision: value, unit, source right",
    "usable_recall": "usable recall",
    "usable_f1": "usable F1",
    "bounds_accuracy": "relation and bounds",
    "relation_accuracy": "relation, > as >=",
    "source_precision": "source precision",
    "source_recall": "source recall",
    "source_f1": "source F1",
    "source_name_accuracy": "full name of the source",
    "anaphor_accuracy": "source that is named elsewhere",
    "via_accuracy": "carriers between source and text",
    "edtf_accuracy": "time as EDTF",
    "entity_overlap_f1": "entity, F1 of characters",
    "property_overlap_f1": "property, F1 of characters",
    "time_overlap_f1": "time, F1 of characters",
    "label_macro_f1": "mean F1 of the labels",
}
FIELDS = {
    "bounds": "relation and bounds",
    "name": "full name of the source",
    "via": "carriers",
    "edtf": "time as EDTF",
    "span": "span",
    "found": "found at all",
    "extra": "false claims",
}
ERRORS = {
    "extra": "Claims that the gold does not have",
    "missed": "Claims that were not found",
    "not usable": "Found, but value, unit or source is wrong",
    "other fields": "Usable, but another field is wrong",
}
MAIN = ("precision", "recall", "f1", "value_accuracy", "unit_accuracy", "source_accuracy", "usable_precision", "usable_recall", "usable_f1")
"""The scores that a change is judged by first."""


def title(score: str) -> str:
    """A score in words."""
    return TITLES.get(score) or score.removeprefix("label_f1_").removesuffix("_accuracy")


def groups(report: Report) -> dict[str, tuple[str, ...]]:
    """The scores of a report by group, with its labels."""
    labels = tuple(name for name in report.scores if name.startswith("label_f1_"))
    return {group: names + (labels if "label_macro_f1" in names else ()) for group, names in GROUPS.items()}


def whole(report: Report, score: str) -> int | None:
    """How many a share is of; None for what is no share."""
    counts = report.counts
    if score in SOMETIMES:
        return counts[f"{SOMETIMES[score]}_compared"]
    if score.endswith("_accuracy"):
        return counts["found"]
    extra, missed = counts["found"] + counts["extra"], counts["found"] + counts["missed"]
    said = counts["source_found"] + counts["source_extra"]
    credited = counts["source_found"] + counts["source_missed"]
    shares = {"precision": extra, "usable_precision": extra, "recall": missed, "usable_recall": missed}
    return (shares | {"source_precision": said, "source_recall": credited}).get(score)


def number(value: float) -> str:
    """A score with three digits."""
    return f"{value:.3f}"


def spread(interval: Interval | None) -> str:
    """An interval, or a dash."""
    return f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "–"


def signed(value: float) -> str:
    """A difference with its sign; no sign for none."""
    return f"{value:+.3f}" if abs(value) >= 0.0005 else "0.000"


def moved(change: Change) -> str:
    """What became better and worse in one place."""
    known = {"lost": ("false claim, new", "claim lost", "now wrong: "), "gained": ("false claim gone", "claim gained", "now right: ")}
    parts = []
    for names, (extra, found, fields) in ((change.lost, known["lost"]), (change.gained, known["gained"])):
        whole_claim = {"extra": extra, "found": found}
        if names:
            parts.append(whole_claim.get(names[0]) or fields + ", ".join(map(field, names)))
    return "; ".join(parts)


def field(name: str) -> str:
    """A field in words."""
    return FIELDS.get(name, name)
