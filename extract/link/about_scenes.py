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

from extract.link.about_words import Codes, Mark, Place, unit_class

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
    """A sentence for all its claims: text, clauses, and the marks in it, disjoint and in order; its first clause follows those of
    the sentence before."""

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


class Marks(Struct, frozen=True):
    """The marks of clauses: places on the line where they begin and end, and codes."""

    first: Array
    after: Array
    codes: Array

    def at(self, places: Array) -> Array:
        """For each place on the line the number of the last mark that begins there or before, -1 for none."""
        found: Array = np.searchsorted(self.first, places, "right") - 1
        return found


class Clauses(Struct, frozen=True):
    """The clauses that are searched: texts, where each begins and ends there, where it begins on the line, and the marks in them."""

    texts: list[str]
    low: Array
    high: Array
    line: Array
    marks: Marks


def sentence(text: str, clauses: Sequence[Place], numbers: Sequence[Mark], times: Sequence[Mark], first: int = 0) -> Sentence:
    """Prepare a sentence: its ``clauses``, and the numeric mentions and times in it, which part its words; of those that overlap
    the first goes first. ``first``: how many of the clauses are those of the sentence before."""
    marks: list[Mark] = []
    reached = 0
    for start, end, code in sorted([*times, *numbers]):
        if end > reached:
            marks.append((max(start, reached), end, code))
            reached = end
    return Sentence(text, clauses, marks, first)


def scenes(claims: Sequence[Asked], codes: Codes, cut: Cut) -> Scenes:
    """The scenes of claims; those of one sentence share its words."""
    wanted, searched = _searched(claims)
    units = np.array([UNITS.index(unit_class(claim.around.text[claim.start : claim.end])) for claim in claims], dtype=np.int64)
    credit = [np.array([claim[at] or (-1, -1) for claim in claims], dtype=np.int64).reshape(-1, 2) for at in (3, 4)]
    if not wanted:
        nothing = np.zeros(0, dtype=np.int64)
        return Scenes(nothing, nothing, nothing, np.zeros((0, 4), dtype=np.int64), units, *credit)
    clauses = _clauses(wanted)
    clause, places, ends = _parted(clauses, cutting := cut(list(zip(clauses.texts, clauses.low.tolist(), clauses.high.tolist(), strict=True))))
    starts = places - clauses.line[clause] + clauses.low[clause]
    stops = ends - clauses.line[clause] + clauses.low[clause]
    zones = _zones(clauses, clause, places, ends, searched, np.array([claim[1:3] for claim in claims], dtype=np.int64))
    return Scenes(starts, stops, _codes(clauses, clause, places, ends, starts, stops, cutting, codes), zones, units, *credit)


def _searched(claims: Sequence[Asked]) -> tuple[list[tuple[Sentence, Place]], Array]:
    """The clauses that are searched, and for each claim the numbers of its own, of those before it in its sentence, and of the first
    of the sentence before where that is near, -1 for none.

    Claims of one sentence that follow each other share its clauses.
    """
    wanted: list[tuple[Sentence, Place]] = []
    numbers: list[tuple[int, int, int]] = []  # of a claim's clause among those wanted, and in its sentence; of the sentence before
    here: Sentence | None = None
    first = reached = shift = opening = 0
    for around, start, *_ in claims:
        index = bisect_right(around.clauses, (start, len(around.text))) - 1
        low = max(around.first, index - CLAUSES_BACK)
        if around is not here or not first <= low <= reached:
            opening = len(wanted) if around.first else -1
            wanted += [(around, around.clauses[0])] if around.first else []
            here, first, reached, shift = around, low, low, len(wanted) - low
        wanted += [(around, clause) for clause in around.clauses[reached : index + 1]]
        reached = max(reached, index + 1)
        ahead = index - around.first
        numbers.append((shift + index, ahead, opening if ahead < CLAUSES_BACK else -1))
    number, ahead_, openings = np.array(numbers, dtype=np.int64).reshape(-1, 3).T[:, :, None]
    back = np.arange(CLAUSES_BACK + 1)
    return wanted, np.hstack([np.where(back <= ahead_, number - back, -1), openings])


def _clauses(wanted: Sequence[tuple[Sentence, Place]]) -> Clauses:
    """The clauses with the marks in them, clipped to them."""
    marks: list[tuple[int, int, int, int]] = []
    for number, (around, (low, high)) in enumerate(wanted):
        found = around.marks
        at = bisect_right(found, low, key=_end)
        while at < len(found) and found[at][0] < high:
            start, end, code = found[at]
            marks.append((number, max(start, low), min(end, high), code))
            at += 1
    lows, highs = np.array([place for _, place in wanted], dtype=np.int64).reshape(-1, 2).T
    sizes = highs - lows + 1
    line = np.cumsum(sizes) - sizes
    numbers, starts, ends, codes = np.array(marks, dtype=np.int64).reshape(-1, 4).T
    shift = (line - lows)[numbers]
    return Clauses([around.text for around, _ in wanted], lows, highs, line, Marks(starts + shift, ends + shift, codes))


def _end(mark: Mark) -> int:
    return mark[1]


def _parted(clauses: Clauses, words: CutWords) -> tuple[Array, Array, Array]:
    """The words of all clauses, clipped to them and parted by the marks, each of which is one word: the number of its clause, and
    where on the line each begins and ends."""
    shift = clauses.line - clauses.low
    begins = np.maximum(words.starts, clauses.low[words.stretch]) + shift[words.stretch]
    marks = clauses.marks
    places = np.unique(np.concatenate([begins, marks.first, marks.after]))
    clause = np.searchsorted(clauses.line, places, "right") - 1
    closes = (clauses.high + shift)[clause]
    inside = np.zeros(len(places), dtype=bool)
    if len(marks.first):
        mark = marks.at(places)
        inside = (mark >= 0) & (marks.first[mark] < places) & (places < marks.after[mark])
    kept = ~inside & (places < closes)
    places, clause, closes = places[kept], clause[kept], closes[kept]
    return clause, places, np.minimum(np.append(places[1:], closes[-1:]), closes)


def _codes(
    clauses: Clauses, clause: Array, places: Array, ends: Array, starts: Array, stops: Array, words: CutWords, known: Codes
) -> Array:
    """The codes of words, of marks their own."""
    shift = (clauses.line - clauses.low)[words.stretch]
    at = np.searchsorted(words.starts + shift, places)
    at[at == len(words.starts)] = 0
    whole = (words.starts[at] + shift[at] == places) & (words.ends[at] + shift[at] == ends)
    node = np.where(whole, words.nodes[at], -1)
    codes = np.zeros(len(places), dtype=np.int64)
    marks = clauses.marks
    is_mark = np.zeros(len(places), dtype=bool)
    if len(marks.first):
        mark = marks.at(places)
        is_mark = (mark >= 0) & (marks.first[mark] == places)
        codes[is_mark] = marks.codes[mark[is_mark]]
    other = np.flatnonzero(~is_mark)
    number, start, stop = clause[other].tolist(), starts[other].tolist(), stops[other].tolist()
    codes[other] = known.of(node[other], lambda place: clauses.texts[number[place]][start[place] : stop[place]])
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
