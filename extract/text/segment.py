"""Words by jieba, cut only where they are asked for.

jieba parts a text into runs of the characters in its ``re_han_default`` (Han, ASCII letters, digits and a few signs)
and everything else, and cuts each run by itself. So a run cut alone gives just what it gives inside the whole text, and
a stretch can be cut without the rest; and many runs are cut together faster than one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct

from extract.text.dictionary import Array, dictionary, tag
from extract.text.routes import cut_runs

LONGEST_CUT = 2000
"""A longer run is cut in pieces of this length: the hidden Markov pass is quadratic, and no text has such runs."""

TOGETHER = 100_000
"""How many characters are cut at once: their tables take some ten megabytes."""

SINGLES = re.compile(r"\r\n|.", re.DOTALL)
"""What jieba makes of characters outside of runs: each by itself, but for the line end of two."""

Place = tuple[int, int]
Stretch = tuple[str, int, int]
"""A text and the part of it to be cut, half-open."""
Piece = tuple[str, int, int]
"""A run or part of one, the number of its stretch, and where in the text it begins."""


class Cut(Struct, frozen=True):
    """The words of stretches in order, as arrays: the number of its stretch, the offsets, and a number that equal words of jieba's
    dictionary share, -1 for others."""

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
        self._runs_of = lru_cache(maxsize=4)(self._find_runs)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a call: the other process reads the tables itself."""
        return type(self), ()

    def tag(self, word: str) -> str:
        """The part of speech of a word in jieba's dictionary (``n``, ``vn``, ``nrt`` …), empty for what is no word there."""
        return tag(self._dictionary, word)

    def cut(self, text: str, start: int = 0, end: int | None = None) -> list[Place]:
        """The words of ``text`` that have a character in ``[start, end)``, blanks and punctuation too, as half-open offsets.

        They are those that ``jieba.Tokenizer().tokenize(text)`` gives there (default mode, HMM on); ``end`` defaults to
        the length. A word that begins before ``start`` or ends after ``end`` is given whole.
        """
        words = self.cut_all([(text, start, len(text) if end is None else end)])
        return list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))

    def cut_all(self, stretches: Sequence[Stretch]) -> Cut:
        """``cut`` for several stretches, of one or several texts: faster together."""
        pieces, lone = self._pieces(stretches)
        found = [self._cut_pieces(together) for together in _portions(pieces)]
        singles = np.array(lone, dtype=np.int64).reshape(-1, 3)
        stretch, starts, ends = (np.concatenate([*(cut[i] for cut in found), singles[:, i]]) for i in range(3))
        nodes = np.concatenate([*(cut[3] for cut in found), np.full(len(singles), -1)])
        low, high = (np.array([asked[i] for asked in stretches], dtype=np.int64) for i in (1, 2))
        inside = np.flatnonzero((ends > low[stretch]) & (starts < high[stretch]))
        order = inside[np.lexsort((starts[inside], stretch[inside]))]
        return Cut(stretch[order], starts[order], ends[order], nodes[order])

    def _pieces(self, stretches: Sequence[Stretch]) -> tuple[list[Piece], list[tuple[int, int, int]]]:
        """The runs of all stretches, long ones in pieces, and what stands between them: as number of the stretch, start and end."""
        pieces: list[Piece] = []
        lone: list[tuple[int, int, int]] = []
        for number, (text, start, end) in enumerate(stretches):
            position = start
            for begin, stop in self._runs_in(text, start, end):
                if position < begin:
                    lone += [(number, *single) for single in _singles(text, position, begin)]
                pieces += [(text[at : min(stop, at + LONGEST_CUT)], number, at) for at in range(begin, stop, LONGEST_CUT)]
                position = stop
            if position < end:
                lone += [(number, *single) for single in _singles(text, position, end)]
        return pieces, lone

    def _cut_pieces(self, pieces: Sequence[Piece]) -> tuple[Array, Array, Array, Array]:
        """The words of pieces: number of the stretch, start, end, node."""
        piece, begin, length, node = cut_runs([run for run, _, _ in pieces], self._dictionary)
        numbers, offsets = (np.array([p[i] for p in pieces], dtype=np.int64) for i in (1, 2))
        starts = offsets[piece] + begin
        return numbers[piece], starts, starts + length, node

    def _runs_in(self, text: str, start: int, end: int) -> list[Place]:
        """The runs that have a character in a stretch. Only where one goes over the stretch's edge are all runs of the text looked for."""
        if start >= end:
            return []
        match = self._run.match
        if not (start and match(text, start) and match(text, start - 1)) and not (match(text, end - 1) and match(text, end)):
            return [run.span() for run in self._run.finditer(text, start, end)]
        begins, ends = self._runs_of(text)
        return [(begins[i], ends[i]) for i in range(bisect_right(ends, start), bisect_left(begins, end))]

    def _find_runs(self, text: str) -> tuple[list[int], list[int]]:
        """Where the runs of ``text`` begin and end."""
        spans = [run.span() for run in self._run.finditer(text)]
        return [begin for begin, _ in spans], [end for _, end in spans]


def _portions(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces in portions of about ``TOGETHER`` characters."""
    portion: list[Piece] = []
    size = 0
    for piece in pieces:
        portion.append(piece)
        size += len(piece[0])
        if size > TOGETHER:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _singles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch between runs; a line end of two characters is one and is given whole."""
    if end - start == 1 and text[start] not in "\r\n":
        return [(start, end)]
    start -= text.startswith("\r\n", start - 1) and start > 0
    end += text.startswith("\r\n", end - 1)
    return [single.span() for single in SINGLES.finditer(text, start, end)]
