"""How far two annotations of the same texts agree: matched mentions, per-field scores, Krippendorff's alpha of labels.

The first stands for the gold, as in scoring, where answers are accepted. Mentions match one to one by overlap (intersection over
union of at least 0.4, the larger first); what touches only an optional mark of the other side counts neither way.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from extract.gold import GoldDocument, GoldMention, GoldSource
from extract.schema import LABELS, Span, TimeSpan

MIN_OVERLAP = Decimal("0.4")
TOLERANCE = Decimal("0.0001")
"""Relative difference up to which two amounts are the same: thirds are written to six digits."""
NO_MENTION = "none"
COUNTED_AS_OTHERS = frozenset({"{倍}", "{rank}"})
"""Codes in braces that are not counters."""
FIELDS = ("span", "value", "bounds", "relation", "unit", "kind", "change", "modality", "source", "edtf")
SPANS = ("entity", "property", "time")


class Placed(Protocol):
    """What has a place in the text."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


A = TypeVar("A", bound=Placed)
B = TypeVar("B", bound=Placed)


def overlap(a: Placed, b: Placed) -> Decimal:
    """Intersection over union of two spans, 0 to 1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return Decimal(shared) / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else Decimal(0)


def match(first: Sequence[A], second: Sequence[B]) -> tuple[list[tuple[A, B]], list[A], list[B]]:
    """One-to-one pairs by overlap, the larger first, and what is left over on either side."""
    found = [(overlap(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)]
    taken: dict[int, int] = {}
    for size, i, j in sorted(found, key=lambda pair: -pair[0]):
        if size >= MIN_OVERLAP and i not in taken and j not in taken.values():
            taken[i] = j
    pairs = [(first[i], second[j]) for i, j in sorted(taken.items())]
    used = set(taken.values())
    return pairs, [a for i, a in enumerate(first) if i not in taken], [b for j, b in enumerate(second) if j not in used]


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
    if not _named(b):
        return not _named(a) or (a is not None and None in a.accept)
    assert b is not None
    given = _plain(b.name or b.text or "")  # a resolved name stands for its mention
    accepted = (*a.accept, a.text, a.name) if a is not None and _named(a) else ()
    return any(_variant(_plain(answer), given) for answer in accepted if answer)


def _named(source: GoldSource | None) -> bool:
    return source is not None and bool(source.text or source.name)


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).replace(" ", "").lower().strip("《》「」『』“”\"'()")


def _variant(a: str, b: str) -> bool:
    """One is the other with a title or an abbreviation: not a single character, not a whole clause."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= 2 and short in long and len(long) <= 2 * len(short) + 6)


def compare(a: GoldMention, b: GoldMention) -> dict[str, bool]:
    """Which fields of two matched claims agree; ``edtf`` only where the first gives one."""
    same = {name: getattr(a, name) == getattr(b, name) for name in ("kind", "change", "modality")}
    ends = same_amount(a.low, b.low) and same_amount(a.high, b.high)
    same["span"] = (a.start, a.end) == (b.start, b.end)
    same["value"] = same_amount(a.value, b.value) and (a.value is not None or ends)
    same["bounds"] = ends and a.relation == b.relation
    same["relation"] = _family(a.relation) == _family(b.relation)
    same["unit"] = same_unit(a.unit, b.unit, a.accept_units)
    same["source"] = same_source(a.source, b.source)
    if a.time and a.time.edtf is not None:
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
