"""What stands around numbers: zones of words in which the entity and the property of a claim are looked for.

The words of all claims of a batch lie in arrays, each clause once; a zone is a stretch of them. So the choice among the
phrases of many claims (``about_phrases``, ``about_network``) is a few operations on arrays. To tell the clauses of many texts
apart, each has a place on one line: they lie there one behind the other, with a gap between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from msgspec import Struct

from extract.link.about_words import Codes, Mark, Place, glued, unit_class

Array = np.ndarray[Any, Any]

CLAUSES_BACK = 4
"""How many clauses before the claim's own are searched."""
WORDS_BACK = 14
"""How many words before a number, and from the beginning of an earlier clause, are searched."""
WORDS_AFTER = 9
CHARACTERS_AFTER = 20
"""How many words after the number are searched, and in how many characters."""

ZONES = "0+1234b"
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
    after the last), and of each claim the class of its number by number in ``UNITS``, the code of the last character of its number, and
    the places of source and cues, -1 for none."""

    starts: Array
    ends: Array
    codes: Array
    zones: Array
    units: Array
    tails: Array
    sources: Array
    cues: Array


class Marks(Struct, frozen=True):
    """The marks of clauses: places on the line where they begin and end, and codes."""

    first: Array
    after: Array
    codes: Array


class Clauses(Struct, frozen=True):
    """The clauses that are searched: texts, where each begins and ends there, what is added for its place on the line, and the marks
    in them."""

    texts: list[str]
    low: Array
    high: Array
    shift: Array
    marks: Marks


class Parts(Struct, frozen=True):
    """The words of all clauses, clipped to them and parted by the marks, each of which is one word: the number of its clause, where on
    the line it begins and ends, and its number if it is a word as it was cut, the code if it is a mark; -1 for none."""

    clause: Array
    starts: Array
    ends: Array
    nodes: Array
    marks: Array


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
    tails = np.array(codes.spelt([claim.around.text[claim.end - 1] for claim in claims]), dtype=np.int64)
    credit = [np.array([claim[at] or (-1, -1) for claim in claims], dtype=np.int64).reshape(-1, 2) for at in (3, 4)]
    if not wanted:
        nothing = np.zeros(0, dtype=np.int64)
        return Scenes(nothing, nothing, nothing, np.zeros((0, 4), dtype=np.int64), units, tails, *credit)
    clauses = _clauses(wanted)
    parts = _parted(clauses, cut(list(zip(clauses.texts, clauses.low.tolist(), clauses.high.tolist(), strict=True))))
    zones = _zones(clauses, parts, searched, np.array([claim[1:3] for claim in claims], dtype=np.int64))
    shift = clauses.shift[parts.clause]
    starts, stops = parts.starts - shift, parts.ends - shift
    return Scenes(starts, stops, _codes(clauses.texts, parts, starts, stops, codes), zones, units, tails, *credit)


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
        at = bisect_left(found, (low,))
        at -= at > 0 and found[at - 1][1] > low
        while at < len(found) and found[at][0] < high:
            start, end, code = found[at]
            marks.append((number, max(start, low), min(end, high), code))
            at += 1
    lows, highs = np.array([place for _, place in wanted], dtype=np.int64).reshape(-1, 2).T
    sizes = highs - lows + 1
    shift = np.cumsum(sizes) - sizes - lows
    numbers, starts, ends, codes = np.array(marks, dtype=np.int64).reshape(-1, 4).T
    own = shift[numbers]
    return Clauses([around.text for around, _ in wanted], lows, highs, shift, Marks(starts + own, ends + own, codes))


def _parted(clauses: Clauses, words: CutWords) -> Parts:
    """The words of clauses, place by place on the line: words and marks begin and end there, and each clause ends in the gap behind it."""
    low, high, shift = (of_clause[words.stretch] for of_clause in (clauses.low, clauses.high, clauses.shift))
    starts, ends = np.maximum(words.starts, low) + shift, np.minimum(words.ends, high) + shift
    gaps = clauses.high + clauses.shift
    size = int(gaps[-1]) + 1
    end, node, mark = (np.full(size, -1) for _ in range(3))
    end[starts] = ends
    node[starts] = np.where(ends - starts == words.ends - words.starts, words.nodes, -1)
    mark[clauses.marks.first] = clauses.marks.codes
    begins = end >= 0
    begins[_glued(clauses, words)] = True
    begins[clauses.marks.after] = True
    begins &= np.cumsum(np.bincount(clauses.marks.first, minlength=size) - np.bincount(clauses.marks.after, minlength=size)) == 0
    begins[clauses.marks.first] = begins[gaps] = True
    places = np.flatnonzero(begins)
    after = places[1:]
    clause = np.searchsorted(gaps, places)
    inside = np.flatnonzero(places != gaps[clause])
    places, after = places[inside], after[inside]
    return Parts(clause[inside], places, after, np.where(end[places] == after, node[places], -1), mark[places])


def _glued(clauses: Clauses, words: CutWords) -> Array:
    """Where on the line words that are not in the dictionary are parted: after a first and before a last character that is none of
    theirs (``about_glued.tsv``)."""
    first, last = glued()
    unknown = np.flatnonzero(words.nodes < 0)
    cuts = []
    for number, start, end in zip(words.stretch[unknown].tolist(), words.starts[unknown].tolist(), words.ends[unknown].tolist(), strict=True):
        text = clauses.texts[number]
        if text[start] in first:
            cuts.append((number, start + 1))
        if text[end - 1] in last:
            cuts.append((number, end - 1))
    clause, place = np.array(cuts, dtype=np.int64).reshape(-1, 2).T
    inside = (clauses.low[clause] < place) & (place < clauses.high[clause])
    places: Array = (place + clauses.shift[clause])[inside]
    return places


def _codes(texts: Sequence[str], parts: Parts, starts: Array, stops: Array, known: Codes) -> Array:
    """The codes of words, of marks their own."""

    def spelt(at: Array) -> list[str]:
        at = other[at]
        return [texts[number][start:stop] for number, start, stop in zip(parts.clause[at].tolist(), starts[at].tolist(), stops[at].tolist(), strict=True)]

    codes = parts.marks.copy()
    other = np.flatnonzero(codes < 0)
    codes[other] = known.of(parts.nodes[other], spelt)
    return codes


def _zones(clauses: Clauses, parts: Parts, searched: Array, spans: Array) -> Array:
    """The rows of the zones, in the order of claims; ``searched`` are the clauses of each claim, its own first, -1 for none."""
    counts = np.bincount(parts.clause, minlength=len(clauses.texts))
    high = np.cumsum(counts)
    low = high - counts
    own = searched[:, 0]
    shift = clauses.shift[own]

    def word(offsets: Array) -> Array:
        found: Array = np.searchsorted(parts.starts, np.minimum(offsets, clauses.high[own]) + shift)
        return found

    before = np.clip(np.searchsorted(parts.ends, spans[:, 0] + shift, "right"), low[own], high[own])
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
