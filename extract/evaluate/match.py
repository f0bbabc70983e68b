"""Which predicted span stands for which gold span: one to one, and optimal.

Of all one-to-one pairings of spans that overlap enough it is the one with the most pairs, and among those the one with the
most overlap in sum. Pairing the larger overlap first, as a simple scorer does, can leave two spans unpaired where the optimum
pairs both; on text whose marks do not nest the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

MIN_OVERLAP = 0.4
"""Least intersection over union of a pair: 九成 for 将近九成 is the same mention, a whole clause is not."""


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


def overlap(a: Placed, b: Placed) -> float:
    """Intersection over union of two spans, 0 to 1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def match(first: Sequence[A], second: Sequence[B], least: float = MIN_OVERLAP) -> tuple[list[tuple[A, B]], list[A], list[B]]:
    """The pairs by place, and what is left over on either side. ``least`` 0: any overlap will do."""
    taken: dict[int, int] = {}
    for left, right in _groups(first, second):
        if len(left) == len(right) == 1:
            paired = [(0, 0)] if _enough(overlap(first[left[0]], second[right[0]]), least) else []
        else:
            paired = _assign([[overlap(first[i], second[j]) for j in right] for i in left], least)
        taken.update((left[i], right[j]) for i, j in paired)
    used = set(taken.values())
    pairs = [(first[i], second[taken[i]]) for i in sorted(taken)]
    return pairs, [a for i, a in enumerate(first) if i not in taken], [b for j, b in enumerate(second) if j not in used]


def _enough(size: float, least: float) -> bool:
    return size > 0 and size >= least


def _groups(first: Sequence[Placed], second: Sequence[Placed]) -> Iterator[tuple[list[int], list[int]]]:
    """Indices of spans that overlap, directly or through others: a group with spans of both sides can be paired by itself."""
    spans = sorted([(a.start, a.end, 0, i) for i, a in enumerate(first)] + [(b.start, b.end, 1, j) for j, b in enumerate(second)])
    group: tuple[list[int], list[int]] = ([], [])
    reach = -1
    for start, end, side, index in spans:
        if start >= reach:
            if all(group):
                yield group
            group = ([], [])
        group[side].append(index)
        reach = max(reach, end)
    if all(group):
        yield group


def _assign(sizes: list[list[float]], least: float) -> list[tuple[int, int]]:
    """The optimum within a group: a pair is worth more than all overlap there can be, so that their number comes first."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    overlaps = np.array(sizes)
    allowed = (overlaps > 0) & (overlaps >= least)
    rows, columns = linear_sum_assignment(np.where(allowed, overlaps + min(overlaps.shape), 0.0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if allowed[i, j]]
