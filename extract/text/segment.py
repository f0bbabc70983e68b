"""Words by jieba, cut only where they are asked for.

jieba parts a text into runs of the characters in its ``re_han_default`` (Han, ASCII letters, digits and a few signs)
and everything else, and cuts each run by itself. So a run cut alone gives just what it gives inside the whole text, and
a stretch can be cut without the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from extract.text.cutting import cut, dictionary

RUN_CACHE = 1 << 13
"""How many runs are remembered with their words: what several stages ask about one document, and the common ones."""

LONGEST_REMEMBERED = 64
"""Runs longer than this are not remembered: they would take much room."""

LONGEST_CUT = 2000
"""A longer run is cut in pieces of this length: the hidden Markov pass is quadratic, and no text has such runs."""

SINGLES = re.compile(r"\r\n|.", re.DOTALL)
"""What jieba makes of characters outside of runs: each by itself, but for the line end of two."""


class Segmenter:
    """Cuts texts into words as jieba does, apart from jieba's global tokenizer and its settings."""

    def __init__(self) -> None:
        """Read jieba's dictionary (half a second), without its cache in the shared temporary folder, which others may write."""
        import jieba

        with jieba.Tokenizer().get_dict_file() as file:
            self._dictionary = dictionary(file)
        self._run = re.compile(jieba.re_han_default.pattern)
        self._remembered = lru_cache(maxsize=RUN_CACHE)(self._cut_text)
        self._runs_of = lru_cache(maxsize=4)(self._find_runs)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a call: the other process reads the tables itself."""
        return type(self), ()

    def cut(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The words of ``text`` that have a character in ``[start, end)``, blanks and punctuation too, as half-open offsets.

        They are those that ``jieba.Tokenizer().tokenize(text)`` gives there (default mode, HMM on); ``end`` defaults to
        the length. A word that begins before ``start`` or ends after ``end`` is given whole.
        """
        end = len(text) if end is None else end
        spans: list[tuple[int, int]] = []
        if start >= end:
            return spans
        begins, ends = self._runs_of(text)
        position = start
        for index in range(bisect_right(ends, start), bisect_left(begins, end)):
            begin, stop = begins[index], ends[index]
            if position < begin:
                spans += _singles(text, position, begin)
            words = self._cut_run(text, begin, stop)
            spans += words if start <= begin and stop <= end else [word for word in words if word[1] > start and word[0] < end]
            position = stop
        if position < end:
            spans += _singles(text, position, end)
        return spans

    def tag(self, word: str) -> str:
        """The part of speech of a word in jieba's dictionary (``n``, ``vn``, ``nrt`` …), empty for what is no word there."""
        words = self._dictionary
        return words.tags.get(word) or ("n" if words.weights.get(word) else "")

    def _find_runs(self, text: str) -> tuple[list[int], list[int]]:
        """Where the runs of ``text`` begin and end."""
        spans = [run.span() for run in self._run.finditer(text)]
        return [begin for begin, _ in spans], [end for _, end in spans]

    def _cut_run(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The words of one run."""
        run = text[start:end]
        lengths = self._remembered(run) if len(run) <= LONGEST_REMEMBERED else self._cut_text(run)
        return list(pairwise(accumulate(lengths, initial=start)))

    def _cut_text(self, run: str) -> tuple[int, ...]:
        """The lengths of the words of ``run``."""
        pieces = (run[at : at + LONGEST_CUT] for at in range(0, len(run), LONGEST_CUT))
        return tuple(length for piece in pieces for length in cut(piece, self._dictionary))


def _singles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch between runs; a line end of two characters is one and is given whole."""
    if end - start == 1 and text[start] not in "\r\n":
        return [(start, end)]
    start -= text.startswith("\r\n", start - 1) and start > 0
    end += text.startswith("\r\n", end - 1)
    return [single.span() for single in SINGLES.finditer(text, start, end)]
