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

Code = Callable[[str], int]
"""``Vocabulary.code``."""
Cut = Callable[[Sequence[tuple[str, int, int]]], list[list[Place]]]
"""The words of stretches of texts."""


class Sentence(Struct, frozen=True):
    """A sentence for all its claims: text, clauses, and the marks in it."""

    text: str
    clauses: Sequence[Place]
    marks: list[Mark]


Claim = tuple[Sentence, int, int]
"""A sentence and the place of a number in it."""


class Scenes(Struct, frozen=True):
    """The scenes of several claims: all words, the zones as (claim, number in ``ZONES``, first word, word after the last), and
    of each claim the class of its number by number in ``UNITS``."""

    words: list[Word]
    zones: list[tuple[int, int, int, int]]
    units: list[int]


def sentence(text: str, clauses: Sequence[Place], numbers: Sequence[Mark], times: Sequence[Mark]) -> Sentence:
    """Prepare a sentence: its ``clauses``, and the numeric mentions and times in it, which part its words."""
    return Sentence(text, clauses, sorted([*times, *numbers]))


def scenes(claims: Sequence[Claim], code: Code, cut: Cut) -> Scenes:
    """The scenes of claims; those of one sentence share its words."""
    own = [bisect_right(around.clauses, (start, len(around.text))) - 1 for around, start, _ in claims]
    words, lying = _words(claims, own, code, cut)
    zones: list[tuple[int, int, int, int]] = []
    for number, ((around, start, end), index) in enumerate(zip(claims, own, strict=True)):
        if index < 0:
            continue
        low, high = lying[id(around), index]
        before = bisect_right(words, start, low, high, key=_end)
        after = bisect_left(words, end, low, high, key=_start)
        last = min(after + WORDS_AFTER, bisect_left(words, end + CHARACTERS_AFTER, low, high, key=_start))
        zones.append((number, 0, max(low, before - WORDS_BACK), before))
        zones.append((number, 1, after, max(after, last)))
        for distance in range(1, min(index, CLAUSES_BACK) + 1):
            low, high = lying[id(around), index - distance]
            zones.append((number, 1 + distance, low, min(high, low + WORDS_BACK)))
    return Scenes(words, zones, [UNITS.index(unit_class(around.text[start:end])) for around, start, end in claims])


def _words(claims: Sequence[Claim], own: Sequence[int], code: Code, cut: Cut) -> tuple[list[Word], dict[tuple[int, int], tuple[int, int]]]:
    """The words of all clauses that are searched, and where those of a clause lie, by the identity of its sentence and its number."""
    wanted = {
        (id(around), at): (around, *around.clauses[at])
        for (around, _, _), index in zip(claims, own, strict=True)
        for at in range(max(0, index - CLAUSES_BACK), index + 1)
    }
    words: list[Word] = []
    lying = {}
    found = cut([(around.text, low, high) for around, low, high in wanted.values()])
    for (key, (around, low, high)), in_clause in zip(wanted.items(), found, strict=True):
        first = len(words)
        words += read(around.text, low, high, around.marks, in_clause, code)
        lying[key] = (first, len(words))
    return words, lying


def _start(word: Word) -> int:
    return word[0]


def _end(word: Word) -> int:
    return word[1]
