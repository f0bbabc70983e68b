"""Words by jieba, cut only where they are asked for.

jieba parts a text into runs of the characters in its ``re_han_default`` (Han, ASCII letters, digits and a few signs)
and everything else, and cuts each run by itself. So a run cut alone gives just what it gives inside the whole text, and
a stretch can be cut without the rest; and many runs are cut together faster than one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct

from extract.text.dictionary import PLANE, Array, dictionary, points, tags
from extract.text.routes import END, cut_runs

LONGEST_CUT = 2000
"""A longer run is cut in pieces of this length: the hidden Markov pass is quadratic, and no text has such runs."""

TOGETHER = 100_000
"""How many characters are cut at once: their tables take some ten megabytes."""

PUNCTUATION = (*range(0x100), *range(0x2000, 0x2070), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0))
"""Blocks with nearly all signs at which stretches begin and end."""

RETURN, LINE_FEED = 13, 10
"""The line end of two characters, one word to jieba; other characters outside of runs are each one."""

Place = tuple[int, int]
Stretch = tuple[str, int, int]
"""A text and the part of it to be cut, half-open."""


class Cut(Struct, frozen=True):
    """The words of stretches in order, as arrays: the number of its stretch, the offsets, and a number that equal words share: of
    those in jieba's dictionary and of single characters; -1 for others."""

    stretch: Array
    starts: Array
    ends: Array
    nodes: Array


class Segmenter:
    """Cuts texts into words as jieba does, apart from jieba's global tokenizer and its settings."""

    def __init__(self) -> None:
        """Read jieba's dictionary, without its cache in the shared temporary folder, which others may write."""
        import jieba

        with jieba.Tokenizer().get_dict_file() as file:
            self._dictionary = dictionary(file)
        self._run = re.compile(jieba.re_han_default.pattern)
        self._in_run = np.zeros(PLANE, dtype=bool)
        for run in self._run.finditer("".join(map(chr, range(PLANE)))):
            self._in_run[slice(*run.span())] = True
        self._apart = frozenset(chr(point) for point in PUNCTUATION if not self._in_run[point] and point != RETURN)
        self._runs_of = lru_cache(maxsize=4)(self._find_runs)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a call: the other process reads the tables itself."""
        return type(self), ()

    def tags(self, words: Sequence[str]) -> list[str]:
        """The part of speech of each word in jieba's dictionary (``n``, ``vn``, ``nrt`` …), empty for what is no word there."""
        return tags(self._dictionary, words)

    def cut(self, text: str, start: int = 0, end: int | None = None) -> list[Place]:
        """The words of ``text`` that have a character in ``[start, end)``, blanks and punctuation too, as half-open offsets.

        They are those that ``jieba.Tokenizer().tokenize(text)`` gives there (default mode, HMM on); ``end`` defaults to
        the length. A word that begins before ``start`` or ends after ``end`` is given whole.
        """
        words = self.cut_all([(text, start, len(text) if end is None else end)])
        return list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))

    def cut_all(self, stretches: Sequence[Stretch]) -> Cut:
        """``cut`` for several stretches, of one or several texts: faster together."""
        apart = self._apart
        wide = [
            (start, end) if start < end and text[end - 1] in apart and (not start or text[start - 1] in apart) else self._widened(text, start, end)
            for text, start, end in stretches
        ]
        characters = points("".join([asked[0][low:high] + chr(END) for asked, (low, high) in zip(stretches, wide, strict=True)]))
        starting, nodes = self._words(characters)
        begins, ends = np.array(wide, dtype=np.int64).reshape(-1, 2).T
        stops = np.cumsum(ends - begins + 1)
        places = np.flatnonzero(starting)
        stretch = np.searchsorted(stops, places, "right")
        offset = places - (stops - 1 - ends)[stretch]
        after = np.append(offset[1:], 0)
        low, high = (np.array([asked[i] for asked in stretches], dtype=np.int64)[stretch] for i in (1, 2))
        inside = (places + 1 < stops[stretch]) & (after > low) & (offset < high)
        return Cut(stretch[inside], offset[inside], after[inside], nodes[places[inside]])

    def _words(self, characters: Array) -> tuple[Array, Array]:
        """Where words begin among the characters of all stretches, and there the number of each; each character between runs is one."""
        in_run = self._in_run[np.minimum(characters, PLANE - 1)]
        starting = ~in_run
        nodes = np.where(characters < PLANE, len(self._dictionary.keys) + characters, -1)
        paired = np.flatnonzero((characters[1:] == LINE_FEED) & (characters[:-1] == RETURN))
        starting[paired + 1] = False
        nodes[paired] = -1
        edges = np.flatnonzero(np.diff(np.concatenate([[False], in_run, [False]])))
        first, sizes = _pieces(edges[::2], edges[1::2] - edges[::2])
        portion = np.cumsum(sizes) // TOGETHER
        for number in range(int(portion[-1]) + 1 if len(portion) else 0):
            some = slice(*np.searchsorted(portion, [number, number + 1]))
            places, found = cut_runs(characters, first[some], sizes[some], self._dictionary)
            starting[places] = True
            nodes[places] = found
        return starting, nodes

    def _widened(self, text: str, start: int, end: int) -> Place:
        """The stretch with the words whole that go over its edges. Only where a run does are all runs of the text looked for."""
        if start >= end:
            return start, start
        match = self._run.match
        if (start and match(text, start - 1) and match(text, start)) or (match(text, end - 1) and match(text, end)):
            begins, ends = self._runs_of(text)
            low, high = bisect_right(ends, start), bisect_left(begins, end) - 1
            first, last = begins[low], begins[high]
            start = min(start, first + max(0, start - first) // LONGEST_CUT * LONGEST_CUT)  # of a very long run its pieces will do
            end = max(end, min(ends[high], last - (last - end) // LONGEST_CUT * LONGEST_CUT))
        start -= text.startswith("\r\n", start - 1) and start > 0
        return start, end + text.startswith("\r\n", end - 1)

    def _find_runs(self, text: str) -> tuple[list[int], list[int]]:
        """Where the runs of ``text`` begin and end."""
        spans = [run.span() for run in self._run.finditer(text)]
        return [begin for begin, _ in spans], [end for _, end in spans]


def _pieces(first: Array, sizes: Array) -> tuple[Array, Array]:
    """The runs, those that are too long in pieces."""
    counts = -(-sizes // LONGEST_CUT)
    if not len(sizes) or counts.max() == 1:
        return first, sizes
    run = np.repeat(np.arange(len(sizes)), counts)
    skipped = LONGEST_CUT * (np.arange(len(run)) - (np.cumsum(counts) - counts)[run])
    return first[run] + skipped, np.minimum(sizes[run] - skipped, LONGEST_CUT)
