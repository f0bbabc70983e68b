"""What stands around numbers: zones of words in which the entity and the property of a claim are looked for.

The words of all claims of a batch lie in arrays, each clause once; a zone is a stretch of them. So the choice among the
phrases of many claims (``about_phrases``, ``about_features``) is a few operations on arrays. To tell the clauses of many texts
apart, each has a place on one line: they lie there one behind the other, with a gap between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from msgspec import Struct

from extract.link.about_words import Mark, Place, unit_class

Array = np.ndarray[Any, Any]

CLAUSES_BACK = 2
"""How many clauses before the claim's own are searched."""
WORDS_BACK = 12
"""How many words before a number, and from the beginning of an earlier clause, are searched."""
WORDS_AFTER = 9
CHARACTERS_AFTER = 20
"""How many words after the number are searched, and in how many characters."""

ZONES = "0+12b"
"""Before the number in its clause, after it, the clauses before by distance, and the first of the sentence before."""
UNITS = ("rank", "share", "money", "within", "span", "count", "other")

Code = Callable[[str], int]
"""``Vocabulary.code``."""


class CutWords(Protocol):
    """The words of stretches of texts, in order: the number of its stretch, the offsets, and a number that equal words share or -1."""

    @property
    def stretch(self) -> Array:
        """For each word the number of its stretch."""

    @property
    def starts(self) -> Array:
        """Where it starts in its text."""

    @property
    def ends(self) -> Array:
        """Where it ends."""

    @property
    def nodes(self) -> Array:
        """Its number in the dictionary."""


Cut = Callable[[Sequence[tuple[str, int, int]]], CutWords]


class Sentence(Struct, frozen=True):
    """A sentence for all its claims: text, clauses, and the marks in it; its first clause follows those of the sentence before."""

    text: str
    clauses: Sequence[Place]
    marks: list[Mark]
    first: int = 0



class Asked(NamedTuple):
    """A number: its sentence and place, whom the text credits for it, and from the first to the last word that reports it."""

    around: Sentence
    start: int
    end: int
    source: Place | None = None
    cues: Place | None = None


class Scenes(Struct, frozen=True):
    """The scenes of several claims: offsets and codes of all words, the zones as rows (claim, number in ``ZONES``, first word, word
    after the last), and of each claim the class of its number by number in ``UNITS``, and the places of source and cues, -1 for none."""

    starts: Array
    ends: Array
    codes: Array
    zones: Array
    units: Array
    sources: Array
    cues: Array


class Clauses(Struct, frozen=True):
    """The clauses that are searched: texts, where each begins and ends there, where it begins on the line, and the marks in it."""

    texts: list[str]
    low: Array
    high: Array
    line: Array
    marks: list[list[Mark]]


def sentence(text: str, clauses: Sequence[Place], numbers: Sequence[Mark], times: Sequence[Mark], first: int = 0) -> Sentence:
    """Prepare a sentence: its ``clauses``, and the numeric mentions and times in it, which part its words."""
    return Sentence(text, clauses, sorted([*times, *numbers]), first)


def scenes(claims: Sequence[Asked], code: Code, cut: Cut) -> Scenes:
    """The scenes of claims; those of one sentence share its words."""
    own = [bisect_right(claim.around.clauses, (claim.start, len(claim.around.text))) - 1 for claim in claims]
    number: dict[tuple[int, int], int] = {}  # of a clause, by the identity of its sentence and its place there
    wanted: list[tuple[Sentence, Place]] = []
    searched = np.full((len(claims), len(ZONES) - 1), -1)
    for claim, ((around, *_), index) in enumerate(zip(claims, own, strict=True)):
        for zone, place in _searched(around, index):
            key = id(around), place
            if key not in number:
                number[key] = len(wanted)
                wanted.append((around, around.clauses[place]))
            searched[claim, zone] = number[key]
    units = np.array([UNITS.index(unit_class(claim.around.text[claim.start : claim.end])) for claim in claims], dtype=np.int64)
    credit = [np.array([claim[at] or (-1, -1) for claim in claims], dtype=np.int64).reshape(-1, 2) for at in (3, 4)]
    if not wanted:
        nothing = np.zeros(0, dtype=np.int64)
        return Scenes(nothing, nothing, nothing, np.zeros((0, 4), dtype=np.int64), units, *credit)
    clauses = _clauses(wanted)
    clause, places, ends = _parted(clauses, cutting := cut(list(zip(clauses.texts, clauses.low.tolist(), clauses.high.tolist(), strict=True))))
    starts = places - clauses.line[clause] + clauses.low[clause]
    stops = ends - clauses.line[clause] + clauses.low[clause]
    codes = _codes(clauses, clause, places, ends, starts, stops, cutting, code)
    zones = _zones(clauses, clause, places, ends, searched, np.array([claim[1:3] for claim in claims], dtype=np.int64))
    return Scenes(starts, stops, codes, zones, units, *credit)


def _searched(around: Sentence, index: int) -> list[tuple[int, int]]:
    """The clauses that are searched for the claim in the ``index``-th: the column of ``searched``, and the number of the clause."""
    ahead = index - around.first
    found = [(back, index - back) for back in range(min(ahead, CLAUSES_BACK) + 1)]
    return [*found, (CLAUSES_BACK + 1, 0)] if around.first and ahead < CLAUSES_BACK else found


def _clauses(wanted: Sequence[tuple[Sentence, Place]]) -> Clauses:
    """The clauses with the marks in them, clipped to them; of marks that overlap the first goes first."""
    marks: list[list[Mark]] = []
    for around, (low, high) in wanted:
        found: list[Mark] = []
        position = low
        for start, end, letter in around.marks:
            if start >= high:
                break
            if end > position:
                found.append((max(start, position), min(end, high), letter))
                position = min(end, high)
        marks.append(found)
    low, high = np.array([place for _, place in wanted], dtype=np.int64).T
    sizes = high - low + 1
    return Clauses([around.text for around, _ in wanted], low, high, np.cumsum(sizes) - sizes, marks)


def _marked(clauses: Clauses) -> tuple[Array, Array, Array]:
    """The marks of all clauses: places on the line where they begin and end, and codes."""
    flat = [(number, *mark) for number, marks in enumerate(clauses.marks) for mark in marks]
    number, start, end, letter = np.array(flat, dtype=np.int64).reshape(-1, 4).T
    shift = clauses.line[number] - clauses.low[number]
    return start + shift, end + shift, letter


def _parted(clauses: Clauses, words: CutWords) -> tuple[Array, Array, Array]:
    """The words of all clauses, clipped to them and parted by the marks, each of which is one word: the number of its clause, and
    where on the line each begins and ends."""
    shift = clauses.line - clauses.low
    begins = np.maximum(words.starts, clauses.low[words.stretch]) + shift[words.stretch]
    first, after, _ = _marked(clauses)
    places = np.unique(np.concatenate([begins, first, after]))
    clause = np.searchsorted(clauses.line, places, "right") - 1
    closes = (clauses.high + shift)[clause]
    mark = np.searchsorted(first, places, "right") - 1
    inside = np.zeros(len(places), dtype=bool)
    if len(first):
        inside = (mark >= 0) & (first[mark] < places) & (places < after[mark])
    kept = ~inside & (places < closes)
    places, clause, closes = places[kept], clause[kept], closes[kept]
    return clause, places, np.minimum(np.append(places[1:], closes[-1:]), closes)


def _codes(
    clauses: Clauses, clause: Array, places: Array, ends: Array, starts: Array, stops: Array, words: CutWords, code: Code
) -> Array:
    """The codes of words: of marks their own, of each word of the dictionary once, of the others one by one."""
    shift = (clauses.line - clauses.low)[words.stretch]
    at = np.searchsorted(words.starts + shift, places)
    at[at == len(words.starts)] = 0
    whole = (words.starts[at] + shift[at] == places) & (words.ends[at] + shift[at] == ends)
    node = np.where(whole, words.nodes[at], -1)
    codes = np.zeros(len(places), dtype=np.int64)
    first, _, letters = _marked(clauses)
    mark = np.searchsorted(first, places, "right") - 1
    is_mark = np.zeros(len(places), dtype=bool)
    if len(first):
        is_mark = (mark >= 0) & (first[mark] == places)
        codes[is_mark] = letters[mark[is_mark]]
    listed, other = np.flatnonzero((node >= 0) & ~is_mark), np.flatnonzero((node < 0) & ~is_mark)
    _, example, which = np.unique(node[listed], return_index=True, return_inverse=True)

    def coded(some: Array) -> list[int]:
        spans = zip(clause[some].tolist(), starts[some].tolist(), stops[some].tolist(), strict=True)
        return [code(clauses.texts[number][start:stop]) for number, start, stop in spans]

    codes[listed] = np.array(coded(listed[example]), dtype=np.int64)[which]
    codes[other] = coded(other)
    return codes


def _zones(clauses: Clauses, clause: Array, places: Array, ends: Array, searched: Array, spans: Array) -> Array:
    """The rows of the zones, in the order of claims; ``searched`` are the clauses of each claim, its own first, -1 for none."""
    count = len(clauses.texts)
    low, high = np.searchsorted(clause, np.arange(count)), np.searchsorted(clause, np.arange(count), "right")
    own = searched[:, 0]
    shift = (clauses.line - clauses.low)[own]

    def word(offsets: Array) -> Array:
        found: Array = np.searchsorted(places, np.minimum(offsets, clauses.high[own]) + shift)
        return found

    before = np.clip(np.searchsorted(ends, spans[:, 0] + shift, "right"), low[own], high[own])
    after = word(spans[:, 1])
    last = np.minimum(after + WORDS_AFTER, word(spans[:, 1] + CHARACTERS_AFTER))
    rows = np.empty((len(own), len(ZONES), 4), dtype=np.int64)
    rows[:, :, 0] = np.arange(len(own))[:, None]
    rows[:, :, 1] = np.arange(len(ZONES))
    rows[:, 0, 2:] = np.stack([np.maximum(low[own], before - WORDS_BACK), before], axis=1)
    rows[:, 1, 2:] = np.stack([after, np.maximum(after, last)], axis=1)
    for back in range(1, len(ZONES) - 1):
        earlier = searched[:, back]
        rows[:, 1 + back, 2:] = np.stack([low[earlier], np.minimum(high[earlier], low[earlier] + WORDS_BACK)], axis=1)
    there = np.column_stack([own >= 0, own >= 0, searched[:, 1:] >= 0])
    found: Array = rows[there]
    return found
