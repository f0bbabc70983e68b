"""What the features of mentions weigh together: most parts of a mention have stood in a text before, and are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from threading import Lock
from typing import Any

import numpy as np

from extract.claim.features import AROUND, Kind, Part, Seen, beginnings, names

REMEMBERED = 1 << 15
"""With more parts than these, all are forgotten before the next batch."""

Array = np.ndarray[Any, Any]


def weighed(vocabulary: dict[str, int], weights: Array, batch: Iterable[Iterable[str]]) -> Array:
    """The summed weights of lists of features (lists × classes); those not in ``vocabulary`` count nothing."""
    rows: list[int] = []
    counts: list[int] = []
    for features in batch:
        known = [row for row in map(vocabulary.get, features) if row is not None]
        rows += known
        counts.append(len(known))
    return _added(weights, rows, counts)


def _added(weights: Array, rows: Sequence[int], counts: Sequence[int]) -> Array:
    """Sums of ``rows`` of ``weights``: of the first ``counts[0]`` of them, of the next ``counts[1]``, and so on."""
    sums = np.zeros((len(counts), weights.shape[1]))
    filled = np.flatnonzero(counts)
    if filled.size:
        firsts = np.cumsum([0, *counts], dtype=np.intp)
        sums[filled] = np.add.reduceat(weights.take(np.array(rows, dtype=np.intp), axis=0), firsts[filled], axis=0)
    return sums


class _Places(dict[Part, int]):
    """The row of each part: one that is new gets the next, and waits among ``new`` to be filled in."""

    def __init__(self, used: int) -> None:
        """Nothing known, and so many rows ``used``."""
        self.next = used
        self.new: list[Part] = []

    def __missing__(self, part: Part) -> int:
        """A row for a new part."""
        place = self[part] = self.next
        self.new.append(part)
        self.next += 1
        return place


class _Ends(dict[Kind, tuple[dict[str, int], ...]]):
    """For each kind of mention the tables of the ends that its names may have: end → row of the feature."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        """The tables of a ``vocabulary``, none made yet."""
        self.tables: dict[str, dict[str, int]] = {}
        self.named: dict[str, list[str]] = {}
        self.vocabulary = vocabulary
        for name in vocabulary:
            self.named.setdefault(name.partition("=")[0], []).append(name)

    def __missing__(self, kind: Kind) -> tuple[dict[str, int], ...]:
        """The tables of a new kind."""
        found = self[kind] = tuple(map(self.table, beginnings(*kind)))
        return found

    def table(self, beginning: str) -> dict[str, int]:
        """The ends of all names that have this ``beginning``."""
        if beginning not in self.tables:
            alike = self.named.get(beginning.partition("=")[0], ())
            self.tables[beginning] = {name.removeprefix(beginning): self.vocabulary[name] for name in alike if name.startswith(beginning)}
        return self.tables[beginning]


class Sums:
    """The weights of a model, and what they add up to in each part of features that was seen before.

    ``table`` holds the weights by feature, a row of zeros for what the model does not know, and the sums of the parts that
    ``places`` knows; ``ends`` finds the rows of names in two halves.
    """

    def __init__(self, vocabulary: dict[str, int], weights: Array) -> None:
        """Nothing remembered yet. ``vocabulary``: feature → row of ``weights`` (features × classes)."""
        self.vocabulary = vocabulary
        self.weights = weights
        self.lock = Lock()
        self._forget()

    def __reduce__(self) -> tuple[type[Sums], tuple[dict[str, int], Array]]:
        """A copy in another process begins empty."""
        return Sums, (self.vocabulary, self.weights)

    def _forget(self) -> None:
        self.table = np.concatenate([self.weights, np.zeros((1, self.weights.shape[1]))])
        self.places = _Places(len(self.table))
        self.ends = _Ends(self.vocabulary)

    def of(self, batch: Iterable[Seen]) -> Array:
        """The summed weights of candidates (candidates × classes)."""
        with self.lock:
            if len(self.places) > REMEMBERED:
                self._forget()
            rows: list[int] = []
            counts: list[int] = []
            place, tables, unknown = self.places.__getitem__, self.ends.__getitem__, repeat(len(self.weights))
            around = self.ends.table(AROUND).get
            for parts, kind, ends, near, rare in batch:
                rows += map(place, parts)
                rows += map(dict.get, tables(kind), ends, unknown)
                rows += map(around, near, unknown)
                rows += map(self.vocabulary.get, rare, unknown)
                counts.append(len(parts) + len(ends) + len(near) + len(rare))
            self._weigh_new()
            return _added(self.table, rows, counts)

    def _weigh_new(self) -> None:
        """Fill in the sums of new parts."""
        places = self.places
        if places.next > len(self.table):
            self.table = np.concatenate([self.table, np.zeros((places.next, self.table.shape[1]))])  # and room for as many more
        first = places.next - len(places.new)
        self.table[first : places.next] = weighed(self.vocabulary, self.weights, map(names, places.new))
        places.new.clear()
