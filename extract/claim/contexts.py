"""Words beside a mention by class (``lexicon/contexts.tsv``): what opens a span of time, counts, names, ranks."""

from __future__ import annotations

from functools import cache

from extract.lexicon import rows

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
    """First character → the words that stand before or after a number; a mark that ends the clause begins none."""
    apart = ("before=", "before~") if side == _BEFORE else ("after=", *[f"after~{near}" for near in range(1, NEAR + 1)])
    found: dict[str, list[Word]] = {stop: [] for stop in STOPS}
    for row in rows("contexts"):
        if row[side]:
            named = tuple(tuple(f"{prefix}{name}" for name in row[side].split(",")) for prefix in apart)
            found.setdefault(row[0][0], []).append((row[0], len(row[0]), named))
    return found


def context_classes(text: str, start: int, end: int) -> tuple[str, ...]:
    """The classes of the words in the clause around ``text[start:end]`` of a normalised text, each once: ``before=CLASS`` where
    one touches it, ``before~CLASS`` where it stands apart, and so after it.
    """
    out: list[str] = []
    known = _words(_BEFORE).get
    for at in range(start - 1, max(0, start - BEFORE) - 1, -1):
        words = known(text[at])
        if words is None:
            continue
        if not words:
            break
        for word, length, (touching, apart) in words:
            stop = at + length
            if stop == start and text.startswith(word, at):
                out += touching
            elif length > 1 and stop < start and text.startswith(word, at):
                out += apart
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
    return tuple(dict.fromkeys(out))
