"""Words beside a mention by class (``lexicon/contexts.tsv``): what opens a span of time, counts, names, ranks."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, seeker

BEFORE, AFTER = 8, 5
"""How many characters on each side are read, at most to the end of the clause."""
CLAUSE_MARKS = frozenset("，,。；;：:！？!?、\n（）()“”「」—")
STOPS = CLAUSE_MARKS | frozenset("《》〈〉『』")
NEAR = 2
"""A single character counts only next to the mention that follows it, or within this many characters of the one before it."""
_BEFORE, _AFTER = 1, 2

Word = tuple[str, int, tuple[tuple[str, ...], ...]]
"""A word, its length, and its classes: where it touches the number, and where one, two or more characters lie between."""


@cache
def _words(side: int) -> dict[str, list[Word]]:
    """First character → the words that stand before a number, if longer than that, or after one; a mark that ends the clause begins none."""
    apart = ("before=", "before~") if side == _BEFORE else ("after=", *[f"after~{near}" for near in range(1, NEAR + 1)])
    found: dict[str, list[Word]] = {stop: [] for stop in STOPS}
    for row in rows("contexts"):
        if row[side] and (side == _AFTER or len(row[0]) > 1):
            named = tuple(tuple(f"{prefix}{name}" for name in row[side].split(",")) for prefix in apart)
            found.setdefault(row[0][0], []).append((row[0], len(row[0]), named))
    return found


@cache
def _any(side: int) -> re.Pattern[str]:
    """Finds any of those words: most mentions have none."""
    return seeker(tuple(word for words in _words(side).values() for word, *_ in words))


@cache
def _single() -> dict[str, tuple[str, ...]]:
    """The characters that are words by themselves before a number, with their classes: they touch it or do not count."""
    return {row[0]: tuple(f"before={name}" for name in row[_BEFORE].split(",")) for row in rows("contexts") if len(row[0]) == 1 and row[_BEFORE]}


def context_classes(text: str, start: int, end: int) -> tuple[str, ...]:
    """The classes of the words in the clause around ``text[start:end]`` of a normalised text, each once: ``before=CLASS`` where
    one touches it, ``before~CLASS`` where it stands apart, and so after it.
    """
    out: list[str] = [*_single().get(text[start - 1], ())] if start else []
    if first := _any(_BEFORE).search(text, max(0, start - BEFORE), start):
        _before(text, first.start(), start, out)
    if _any(_AFTER).search(text, end, end + AFTER):
        _after(text, end, out)
    return tuple(dict.fromkeys(out)) if len(out) > 1 else tuple(out)


def _before(text: str, low: int, start: int, out: list[str]) -> None:
    """Add the classes of the words in ``text[low:start]``, from the last mark on."""
    known = _words(_BEFORE).get
    for at in range(start - 1, low - 1, -1):
        words = known(text[at])
        if words is None:
            continue
        if not words:
            break
        for word, length, (touching, apart) in words:
            stop = at + length
            if stop <= start and text.startswith(word, at):
                out += touching if stop == start else apart


def _after(text: str, end: int, out: list[str]) -> None:
    """Add the classes of the words behind ``end``, up to the first mark."""
    known = _words(_AFTER).get
    for between, char in enumerate(text[end : end + AFTER]):
        words = known(char)
        if words is None:
            continue
        if not words:
            break
        for word, length, named in words:
            if between + length <= AFTER and (between <= NEAR or length > 1) and text.startswith(word, end + between):
                out += named[min(between, NEAR)]
