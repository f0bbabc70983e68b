"""Words beside a mention by class (``lexicon/contexts.tsv``): what opens a span of time, counts, names, ranks."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import one_of, rows
from extract.schema import Quantity

BEFORE, AFTER = 8, 5
"""How many characters on each side are read, at most to the end of the clause."""
CLAUSE_MARKS = frozenset("，,。；;：:！？!?、\n（）()“”「」—")
STOPS = CLAUSE_MARKS | frozenset("《》〈〉『』")
NEAR = 2
"""A single character counts only next to the mention that follows it, or within this many characters of the one before it."""
_BEFORE, _AFTER = 1, 2
_STOP = re.compile(one_of(sorted(STOPS)))

Word = tuple[str, int, tuple[tuple[str, ...], ...]]
"""A word, its length, and its features: where it touches the number, and where one, two or more characters lie between."""


@cache
def _words(side: int) -> dict[str, list[Word]]:
    """First character → the words that stand before or after a number."""
    apart = ("before=", "before~") if side == _BEFORE else ("after=", *[f"after~{near}" for near in range(1, NEAR + 1)])
    found: dict[str, list[Word]] = {}
    for row in rows("contexts"):
        if row[side]:
            named = tuple(tuple(f"{prefix}{name}" for name in row[side].split(",")) for prefix in apart)
            found.setdefault(row[0][0], []).append((row[0], len(row[0]), named))
    return found


def context_features(text: str, q: Quantity) -> list[str]:
    """Features of the words in the clause around a mention of normalised ``text``: ``before=CLASS`` where one touches it,
    ``before~CLASS`` where it stands apart, and so after it; each by itself and with the kind of the mention.
    """
    low, high = _clause(text, q)
    start, end = q.start, q.end
    out: list[str] = []
    known = _words(_BEFORE)
    for at, char in enumerate(text[low:start], low):
        for word, length, (touching, apart) in known.get(char, ()):
            stop = at + length
            if stop == start and text.startswith(word, at):
                out += touching
            elif length > 1 and stop < start and text.startswith(word, at):
                out += apart
    known = _words(_AFTER)
    for between, char in enumerate(text[end:high]):
        for word, length, named in known.get(char, ()):
            if end + between + length <= high and (between <= NEAR or length > 1) and text.startswith(word, end + between):
                out += named[min(between, NEAR)]
    if not out:
        return out
    out = list(dict.fromkeys(out))
    place = "after=place" in out or "after~1place" in out
    out += [f"{name},{q.kind}" for name in out]
    if place:
        out.append(f"place,{q.unit}")
    return out


def _clause(text: str, q: Quantity) -> tuple[int, int]:
    """How far the words around a mention are read, to either side."""
    low, high = max(0, q.start - BEFORE), min(len(text), q.end + AFTER)
    for stop in _STOP.finditer(text, low, q.start):
        low = stop.end()
    after = _STOP.search(text, q.end, high)
    return low, after.start() if after else high
