"""What stands around numbers: zones of words in which the entity and the property of a claim are looked for.

The words of all claims of a batch lie in one list, each clause once; a zone is a stretch of it. So the choice among the
phrases of many claims (``about_phrases``, ``about_features``) is a few operations on arrays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from msgspec import Struct

from extract.link.about_words import Mark, Place, Word, read, unit_class

CLAUSES_BACK = 2
"""How many clauses before the claim's own are searched."""
WORDS_BACK = 12
"""How many words before a number, and from the beginning of an earlier clause, are searched."""
WORDS_AFTER = 9
CHARACTERS_AFTER = 20
"""How many words after the number are searched, and in how many characters."""

ZONES = "0+12"
"""Before the number in its clause, after it, and the clauses before by distance."""
UNITS = ("rank", "share", "money", "within", "span", "count", "other")

Cut = Callable[[int, int], Sequence[Place]]


class Sentence(Struct, frozen=True):
    """A sentence for all its claims: text, clauses, the marks in it, and the cutter."""

    text: str
    clauses: Sequence[Place]
    marks: list[Mark]
    cut: Cut


class Scenes(Struct, frozen=True):
    """The scenes of several claims: all words, the zones as (claim, number in ``ZONES``, first word, word after the last),
    of each claim the class of its number by number in ``UNITS``, and where the words of clauses read so far lie, by the identity
    of the sentence and the number of the clause."""

    words: list[Word]
    zones: list[tuple[int, int, int, int]]
    units: list[int]
    seen: dict[tuple[int, int], tuple[int, int]]


def empty() -> Scenes:
    """No scenes yet. The sentences that are added must outlive them."""
    return Scenes([], [], [], {})


def sentence(text: str, clauses: Sequence[Place], numbers: Sequence[Mark], times: Sequence[Mark], cut: Cut) -> Sentence:
    """Prepare a sentence: its ``clauses``, and the numeric mentions and times in it, which part its words."""
    return Sentence(text, clauses, sorted([*times, *numbers]), cut)


def add(scenes: Scenes, around: Sentence, start: int, end: int, code: Callable[[str], int]) -> None:
    """Add the scene of the number ``[start, end)`` of a sentence; ``code`` is ``Vocabulary.code``."""
    claim = len(scenes.units)
    scenes.units.append(UNITS.index(unit_class(around.text[start:end])))
    if not around.clauses:
        return
    index = max(0, bisect_right(around.clauses, (start, len(around.text))) - 1)
    low, high = _words(scenes, around, index, code)
    before = bisect_right(scenes.words, start, low, high, key=_end)
    after = bisect_left(scenes.words, end, low, high, key=_start)
    last = min(after + WORDS_AFTER, bisect_left(scenes.words, end + CHARACTERS_AFTER, low, high, key=_start))
    scenes.zones.append((claim, 0, max(low, before - WORDS_BACK), before))
    scenes.zones.append((claim, 1, after, max(after, last)))
    for distance in range(1, min(index, CLAUSES_BACK) + 1):
        low, high = _words(scenes, around, index - distance, code)
        scenes.zones.append((claim, 1 + distance, low, min(high, low + WORDS_BACK)))


def _words(scenes: Scenes, around: Sentence, index: int, code: Callable[[str], int]) -> tuple[int, int]:
    """Where the words of a clause lie, cut when they are first asked for."""
    key = id(around), index
    found = scenes.seen.get(key)
    if found is None:
        low, high = around.clauses[index]
        first = len(scenes.words)
        scenes.words.extend(read(around.text, low, high, around.marks, around.cut(low, high), code))
        found = scenes.seen[key] = (first, len(scenes.words))
    return found


def _start(word: Word) -> int:
    return word[0]


def _end(word: Word) -> int:
    return word[1]
