"""Words by jieba, cut only where they are asked for.

jieba parts a text into runs of the characters in its ``re_han_default`` (Han, ASCII letters, digits and a few signs)
and everything else, and cuts each run by itself. So a run cut alone gives just what it gives inside the whole text, and
a stretch can be cut without the rest; and many runs are cut together faster than one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from extract.text.dictionary import dictionary, tag
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
        return self.cut_all([(text, start, len(text) if end is None else end)])[0]

    def cut_all(self, stretches: Sequence[Stretch]) -> list[list[Place]]:
        """``cut`` for several stretches, of one or several texts: faster together."""
        asked = [self._runs_in(*stretch) for stretch in stretches]
        words = self._cut_runs({text[begin:stop] for (text, _, _), runs in zip(stretches, asked, strict=True) for begin, stop in runs})
        return [_words(*stretch, runs, words) for stretch, runs in zip(stretches, asked, strict=True)]

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

    def _cut_runs(self, runs: Iterable[str]) -> dict[str, list[int]]:
        """The places in each run at which words begin."""
        found: dict[str, list[int]] = {run: [] for run in runs}
        waiting: list[tuple[str, int]] = []
        size = 0
        for run in found:
            for at in range(0, len(run), LONGEST_CUT):
                waiting.append((run, at))
                size += min(LONGEST_CUT, len(run) - at)
                if size > TOGETHER:
                    self._cut_waiting(waiting, found)
                    waiting, size = [], 0
        self._cut_waiting(waiting, found)
        return found

    def _cut_waiting(self, waiting: list[tuple[str, int]], found: dict[str, list[int]]) -> None:
        """Cut pieces of runs, and put where their words begin to ``found``."""
        cut = cut_runs([run[at : at + LONGEST_CUT] for run, at in waiting], self._dictionary) if waiting else []
        for (run, at), begins in zip(waiting, cut, strict=True):
            found[run] += [at + begin for begin in begins] if at else begins


def _words(text: str, start: int, end: int, runs: list[Place], words: dict[str, list[int]]) -> list[Place]:
    """The words of a stretch by those of its runs; what stands between runs is cut into single characters."""
    spans: list[Place] = []
    position = start
    for begin, stop in runs:
        if position < begin:
            spans += _singles(text, position, begin)
        starts = [begin + at for at in words[text[begin:stop]]]
        found = zip(starts, [*starts[1:], stop], strict=True)
        spans += found if start <= begin and stop <= end else [word for word in found if word[1] > start and word[0] < end]
        position = stop
    if position < end:
        spans += _singles(text, position, end)
    return spans


def _singles(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch between runs; a line end of two characters is one and is given whole."""
    if end - start == 1 and text[start] not in "\r\n":
        return [(start, end)]
    start -= text.startswith("\r\n", start - 1) and start > 0
    end += text.startswith("\r\n", end - 1)
    return [single.span() for single in SINGLES.finditer(text, start, end)]
