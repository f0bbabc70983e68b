"""How far two annotations of the same texts agree: matched mentions, per-field scores, Krippendorff's alpha of labels.

The first stands for the gold, as in scoring, where answers are accepted. Mentions match one to one by overlap
(``extract.evaluate.match``); what touches only an optional mark of the other side counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.evaluate.fields import SPANS, compare, shared_characters
from extract.evaluate.match import match, overlap
from extract.gold import GoldDocument, GoldMention
from extract.schema import LABELS

NO_MENTION = "none"
FIELDS = ("span", "value", "bounds", "relation", "unit", "kind", "change", "modality", "source", "edtf")


def agreement(first: Mapping[str, GoldDocument], second: Mapping[str, GoldDocument]) -> dict[str, Any]:
    """The figures over the documents that both have, by id. Raises ValueError where their texts differ or none is shared."""
    shared = sorted(first.keys() & second.keys())
    if not shared:
        raise ValueError("the two files have no document id in common; annotate the same texts")
    counts: Counter[str] = Counter()
    units: list[tuple[str, str]] = []
    for id in shared:
        if first[id].text != second[id].text:
            raise ValueError(f"{id}: the texts differ, so offsets cannot be compared; annotate the same text")
        _count(first[id], second[id], counts, units)
    labels = {label: _f1(_label_counts(units, label)) for label in LABELS}
    return {
        "documents": len(shared),
        "claims": {"first": counts["matched"] + counts["first only"], "second": counts["matched"] + counts["second only"]},
        "claim_f1": _f1((counts["matched"], counts["second only"], counts["first only"])),
        **{f"{name}_accuracy": _share(counts[name], counts[f"{name} compared"]) for name in FIELDS},
        **{f"{name}_overlap_f1": _f1((counts[name], counts[f"{name} second"], counts[f"{name} first"])) for name in SPANS},
        "alpha_labels": krippendorff_alpha(units),
        "mentions_compared": len(units),
        "label_f1": {label: score for label, score in labels.items() if score is not None},
        "confusions": {f"{a} / {b}": n for (a, b), n in Counter(tuple(sorted(u)) for u in units if u[0] != u[1]).most_common()},
    }


def _count(one: GoldDocument, two: GoldDocument, counts: Counter[str], units: list[tuple[str, str]]) -> None:
    """Add one document: pairs of labels over all mentions, and fields over the claims that both have."""
    pairs, left, right = _firm(one.mentions, two.mentions)
    units += [(a.label, b.label) for a, b in pairs] + [(a.label, NO_MENTION) for a in left] + [(NO_MENTION, b.label) for b in right]
    claims = [[m for m in side.mentions if m.label == "claim"] for side in (one, two)]
    pairs, left, right = _firm(claims[0], claims[1], one.mentions, two.mentions)
    counts.update({"matched": len(pairs), "first only": len(left), "second only": len(right)})
    for a, b in pairs:
        for name, same in compare(a, b).items():
            counts[f"{name} compared"] += 1
            counts[name] += same
    for one_claim, other in (*pairs, *((a, None) for a in left), *((None, b) for b in right)):
        for name in SPANS:
            found = shared_characters(getattr(one_claim, name, None), getattr(other, name, None))
            counts.update(dict(zip((name, f"{name} second", f"{name} first"), found, strict=True)))


def _firm(
    one: Sequence[GoldMention],
    two: Sequence[GoldMention],
    all_one: Sequence[GoldMention] = (),
    all_two: Sequence[GoldMention] = (),
) -> tuple[list[tuple[GoldMention, GoldMention]], list[GoldMention], list[GoldMention]]:
    """Match what neither side holds optional; what only touches an optional mark of the other side is left out."""
    pairs, left, right = match([m for m in one if not m.optional], [m for m in two if not m.optional])
    free_one = [m for m in (all_one or one) if m.optional]
    free_two = [m for m in (all_two or two) if m.optional]
    left = [m for m in left if not any(overlap(m, o) for o in free_two)]
    return pairs, left, [m for m in right if not any(overlap(m, o) for o in free_one)]


def _label_counts(units: Sequence[tuple[str, str]], label: str) -> tuple[int, int, int]:
    both = sum(a == b == label for a, b in units)
    return both, sum(b == label for _, b in units) - both, sum(a == label for a, _ in units) - both


def _f1(counts: tuple[int, int, int]) -> float | None:
    both, extra, missed = counts
    return _share(2 * both, 2 * both + extra + missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values: each unit holds the values that its annotators gave (missing ones left out).

    1 − observed / expected disagreement, from the coincidence matrix (Krippendorff, Content Analysis, chapter 11). None
    where no unit has two values; 1.0 where all values are the same.
    """
    totals: Counter[str] = Counter()
    weights: list[tuple[Counter[str], int]] = [(Counter(unit), len(unit)) for unit in units if len(unit) > 1]
    observed = 0.0
    for values, size in weights:
        totals.update(values)
        observed += (size * size - sum(n * n for n in values.values())) / (size - 1)
    n = totals.total()
    if not n:
        return None
    expected = (n * n - sum(count * count for count in totals.values())) / (n - 1)
    return 1 - observed / expected if expected else 1.0
