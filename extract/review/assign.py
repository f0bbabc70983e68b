"""Who reads what: a sample that several annotators read blind, the rest dealt out in turn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from extract.errors import UsageError
from extract.review.store import COMMON, Store


def assign(store: Store, annotators: Sequence[str], both: int, seed: int) -> dict[str, Counter[str]]:
    """Assign the documents that nobody has yet: ``both`` of them, drawn by ``seed``, to all annotators blind, the rest in turn.

    Documents that were assigned or worked on before stay as they are, so that a second run deals out what is new only.
    Returns the number of documents for each annotator, ``blind`` and ``alone``. Raises UsageError for a sample that cannot be.
    """
    _check(annotators, both)
    query = "SELECT position FROM documents WHERE position NOT IN (SELECT document FROM assignments) ORDER BY position"
    free = [position for (position,) in store.db.execute(query)]
    untouched = [position for position in free if store.state(position, COMMON)[0] == 0]
    if both > len(untouched):
        raise UsageError(f"--both {both}: only {len(untouched):,} documents have neither been assigned nor worked on; ask for fewer")
    blind = set(random.Random(seed).sample(untouched, both))
    rows = [(position, name, 1) for position in sorted(blind) for name in annotators]
    alone = [position for position in free if position not in blind]
    rows += [(position, annotators[number % len(annotators)], 0) for number, position in enumerate(alone)]
    with store.writing():
        store.db.executemany("INSERT INTO assignments VALUES (?, ?, ?)", rows)
    counts: dict[str, Counter[str]] = {name: Counter() for name in annotators}
    for _, name, is_blind in rows:
        counts[name]["blind" if is_blind else "alone"] += 1
    return counts


def _check(annotators: Sequence[str], both: int) -> None:
    if len(set(annotators)) != len(annotators):
        raise UsageError("--to: the same name twice; name each annotator once")
    if both and len(annotators) < 2:
        raise UsageError(f"--both {both}: reading twice takes two annotators; name another one with --to")
