"""Reporting cues and quotations of a text, found once for the whole document."""

from __future__ import annotations

import re
import sys
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, seeker, words


class Cue(Struct, frozen=True, gc=False):
    """A reporting cue: its place in the text and the frame it opens (see ``lexicon/cues.tsv``)."""

    start: int
    end: int
    word: str
    frame: str


class Quote(Struct, frozen=True, gc=False):
    """An outermost quotation, marks included."""

    start: int
    end: int


_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_TITLED = re.compile(r"[^《》\n]{0,30}》")
_SAYING = ("指", "称")
_REPORTS = ("道", "导")
_PAPER = ("该", "日", "晚", "早", "时", "商", "邮")
_MARKS = re.compile(r"[“”「」『』\"]")


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table: dict[str, tuple[str, ...]] = {}
    for word, frame in rows("cues"):
        table[word] = (*table.get(word, ()), frame)
    return seeker(words("cues")), {word: tuple(f for f in frames if f != "none") for word, frames in table.items()}


def find_cues(text: str, low: int = 0, high: int = sys.maxsize) -> list[Cue]:
    """All cues of normalised ``text[low:high]`` in order; at each place the longest, and none inside a word that only looks like one."""
    pattern, table = _cues()
    out: list[Cue] = []
    at = low
    titles = "》" in text
    for m in pattern.finditer(text, low, high):
        if m.start() < at:
            continue
        word, (start, at) = m[1], m.span(1)
        frames = table[word]
        if (word[-1] == "报" and text[at : at + 1] in _REPORTS) or (word == "报称" and text[start - 1 : start] in _PAPER):
            at = start + 1  # 2011年|报道, 该报|称
        elif not frames:
            if word[-1] in _SAYING and (cue := pattern.match(text, at - 1, high)) and len(cue[1]) > 1 and table[cue[1]]:
                at -= 1  # 美国指|出: not the index 国指
        elif not (titles and _TITLED.match(text, at) and text.rfind("《", 0, at) > text.rfind("》", 0, at)):  # 《北港|评论》
            for frame in frames:
                out.append(Cue(start, at, word, frame))
    return out


def find_quotes(text: str) -> list[Quote]:
    """Outermost quotations in “”, 「」, 『』 or straight marks; one that is never closed ends with its paragraph."""
    out: list[Quote] = []
    stack: list[tuple[str, int]] = []
    for m in _MARKS.finditer(text):
        mark, at = m[0], m.start()
        if stack and (line := text.find("\n", stack[0][1], at)) >= 0:
            out.append(Quote(stack[0][1], line))
            stack = []
        if stack and mark == stack[-1][0]:
            _, start = stack.pop()
            if not stack:
                out.append(Quote(start, at + 1))
        elif mark in _PAIRS:
            stack.append((_PAIRS[mark], at))
        elif mark == '"':
            stack.append(('"', at))
    if stack:
        line = text.find("\n", stack[0][1])
        out.append(Quote(stack[0][1], line if line >= 0 else len(text)))
    return out
