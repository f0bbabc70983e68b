"""Words beside a mention by class (``lexicon/contexts.tsv``): what opens a span of time, counts, names, ranks."""

from __future__ import annotations

from functools import cache

from extract.lexicon import rows
from extract.schema import Quantity

BEFORE, AFTER = 8, 5
"""How many characters on each side are read, at most to the end of the clause."""
CLAUSE_MARKS = frozenset("，,。；;：:！？!?、\n（）()“”「」—")
STOPS = CLAUSE_MARKS | frozenset("《》〈〉『』")
NEAR = 2
"""A single character counts only next to the mention that follows it, or within this many characters of the one before it."""
_BEFORE, _AFTER = 1, 2


@cache
def _classes(side: int) -> dict[str, dict[str, tuple[str, ...]]]:
    """First character → word → its classes, of the words that stand before or after a number."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("contexts"):
        if row[side]:
            found.setdefault(row[0][0], {})[row[0]] = tuple(row[side].split(","))
    return found


def context_features(text: str, q: Quantity) -> set[str]:
    """Features of the words in the clause around a mention of normalised ``text``: ``before=CLASS`` where one touches it,
    ``before~CLASS`` where it stands apart, and so after it; each by itself and with the kind of the mention.
    """
    low, high = _clause(text, q)
    out: set[str] = set()
    kind, table = q.kind, _classes(_BEFORE)
    for start in range(low, q.start):
        for word, classes in table[text[start]].items() if text[start] in table else ():
            end = start + len(word)
            if end <= q.start and (end == q.start or len(word) > 1) and text.startswith(word, start):
                out.update([f"before{'=' if end == q.start else '~'}{name}" for name in classes])
    table = _classes(_AFTER)
    for start in range(q.end, high):
        for word, classes in table[text[start]].items() if text[start] in table else ():
            apart = start - q.end
            if start + len(word) <= high and (apart <= NEAR or len(word) > 1) and text.startswith(word, start):
                out.update([f"after{f'~{min(apart, NEAR)}' if apart else '='}{name}" for name in classes])
    out.update([f"{name},{kind}" for name in out])
    if "after=place" in out or "after~1place" in out:
        out.add(f"place,{q.unit}")
    return out


def _clause(text: str, q: Quantity) -> tuple[int, int]:
    """How far the words around a mention are read, to either side."""
    low, high = q.start, q.end
    while low > 0 and q.start - low < BEFORE and text[low - 1] not in STOPS:
        low -= 1
    while high < len(text) and high - q.end < AFTER and text[high] not in STOPS:
        high += 1
    return low, high
