"""Reporting cues and quotations of a text, found once for the whole document."""

from __future__ import annotations

import re
import sys
from functools import cache

from msgspec import Struct

from extract.lexicon import beginnings, entry_at, rows, seeker, with_role, words


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
_ABOUT = with_role("frames", "by_body")
_BUREAUS = ("局", "处", "署", "厅", "司", "部门", "中心", "总队", "机构", "员", "组", "所", "院", "公司")
_NAMES = {"据悉": ("尼",), "据传": ("媒",), "据报": ("纸", "社", "业"), "据分析": ("师", "员", "人士", "机构"), "据消息": ("人士", "灵通")}
"""What only looks like an unnamed source before the rest of a name."""
_PAPER = ("该", "日", "晚", "早", "时", "商", "邮", "研", "财", "年", "季", "月", "周", "公", "简", "快")
_MARKS = re.compile(r"“[^“”「」『』\"\n]*”|「[^“”「」『』\"\n]*」|[“”「」『』\"]")


@cache
def _frames() -> dict[str, tuple[str, ...]]:
    """The words of the lexicon with the frames they open: none for those that only look like cues."""
    table: dict[str, tuple[str, ...]] = {}
    for word, frame, _ in rows("cues"):
        table[word] = (*table.get(word, ()), *((frame,) if frame != "none" else ()))
    return table


@cache
def _hows() -> dict[str, str]:
    return {word: how for word, _, how in rows("cues") if how}


def is_verb(word: str, dated: bool = True) -> bool:
    """Is a noun that closes a phrase a verb as well, some only behind a time (据X公告, but X7月31日公告，…)?"""
    return _hows().get(word) in (("verb", "dated") if dated else ("verb",))


def is_news(word: str) -> bool:
    """Is it a noun for the news of whom a sentence begins with (应急管理部消息，…)?"""
    return _hows().get(word) == "news"


def one_sentence(word: str, studied: bool) -> bool:
    """Does a cue credit nobody for more than its own sentence (X要求…)? What a study finds (``studied``) may go on."""
    how = _hows().get(word)
    return how in ("sentence", "deed") or (how == "study" and not studied)


def is_deed(word: str) -> bool:
    """Does a cue tell what somebody does or wants, which whoever tells it is credited for (他说，工会要求…)?"""
    return _hows().get(word) == "deed"


@cache
def _cues() -> re.Pattern[str]:
    """Cues, and what begins with one but is none (指数)."""
    cues = tuple(word for word, frames in _frames().items() if frames)
    return seeker(tuple(word for word in words("cues") if word.startswith(cues)))


@cache
def _alike() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """What only looks like a cue further on (名称), and its pairs of characters: rare before a cue, where alone it matters."""
    cues = tuple(word for word, frames in _frames().items() if frames)
    alike = [word for word in _frames() if not word.startswith(cues)]
    return beginnings(alike), frozenset(word[at : at + 2] for word in alike for at in range(len(word) - 1))


@cache
def _bodies() -> frozenset[str]:
    """The last three characters of the bodies that end with 所 (研究所)."""
    return frozenset(word[-3:] for word in words("sourcekinds") if word[-1] == "所" and len(word) > 2)


def find_cues(text: str, low: int = 0, high: int = sys.maxsize) -> list[Cue]:
    """All cues of normalised ``text[low:high]`` in order; at each place the longest, and none inside a word that only looks like one."""
    table, (_, pairs) = _frames(), _alike()
    out: list[Cue] = []
    at = low
    titles = "》" in text
    for m in _cues().finditer(text, low, high):
        start = m.start()
        if start >= at and text[start - 1 : start + 1] in pairs:
            at = _behind_alike(text, at, start, high)
        if start < at:
            continue
        word = m[1]
        frames, at = table[word], start + len(word)
        if not frames or (word[-1] == "报" and text[at : at + 1] in _REPORTS):
            at = _passed(text, start, word, high)
        elif word[0] == "所" and word[1:] in table and text[start - 2 : start + 1] in _bodies():
            at = start + 1  # 研究所|称
        elif (word in _ABOUT and text.startswith(_BUREAUS, at)) or text.startswith(_NAMES.get(word, ()) or "\0", at):
            at = start + 1
            out.append(Cue(start, at, word[0], "prep"))  # 据|统计局, 据|悉尼
        elif word == "报称" and text[start - 1 : start] in _PAPER:
            at = start + 1  # 该报|称
        elif not (titles and _TITLED.match(text, at) and text.rfind("《", 0, at) > text.rfind("》", 0, at)):  # 《北港|评论》
            for frame in frames:
                out.append(Cue(start, at, word, frame))
    return out


def _behind_alike(text: str, low: int, start: int, high: int) -> int:
    """Where words end that begin before a cue at ``start``, not before ``low``, and only look like cues (名|称)."""
    alike, pairs = _alike()
    at = start
    while at > low and text[at - 1 : at + 1] in pairs:
        at -= 1
    while at < start:
        word = entry_at(alike, text, at)
        at = _passed(text, at, word, high) if word else at + 1
    return at


def _passed(text: str, start: int, word: str, high: int) -> int:
    """Where to look for cues again after a word at ``start`` that is none."""
    end = start + len(word)
    if word[-1] == "报" and text[end : end + 1] in _REPORTS:
        return start + 1  # 2011年|报道
    cue = _cues().match(text, end - 1, high) if word[-1] in _SAYING else None
    return end - 1 if cue and len(cue[1]) > 1 and _frames()[cue[1]] else end  # 美国指|出: not the index 国指


def find_quotes(text: str) -> list[Quote]:
    """Outermost quotations in “”, 「」, 『』 or straight marks; one that is never closed ends with its paragraph."""
    out: list[Quote] = []
    stack: list[tuple[str, int]] = []
    for m in _MARKS.finditer(text):
        mark, (at, end) = m[0], m.span()
        if stack and (line := text.find("\n", stack[0][1], at)) >= 0:
            out.append(Quote(stack[0][1], line))
            stack = []
        if end - at > 1:
            if not stack:
                out.append(Quote(at, end))
        elif stack and mark == stack[-1][0]:
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
