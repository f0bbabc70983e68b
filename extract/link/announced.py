"""Whom a sentence begins with who tells all of it, without a verb: 教育部：…, 应急管理部消息，… .

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.link.cues import Cue
from extract.link.mentions import NOBODY, can_speak, ends_known, is_listed, is_stand_in, kind_of
from extract.link.persons import is_name, personal_name
from extract.link.scene import Frame, Setting, sentence_end, times_in
from extract.link.source_words import source_nouns
from extract.link.subjects import clause_start, subject
from extract.link.turns import scope_end

_NAME = r"[^\s，。；：:“「『《》、|｜（）()\d]{2,24}"
_COLON = r"[：:](?=[^\s“「『\"'\d]|\d{1,4}[年月])"
HEAD = rf"(?m:^)[【•·]?\s?{_NAME}{_COLON}"
"""What a line begins with that may be told by whom its colon follows."""
_HEAD = re.compile(rf"[【•·]?\s?(?P<name>{_NAME}){_COLON}")
_ONE_OF_THEM = re.compile(r"[一两几多\d][名位个].{2,}")
_TOLD_LEAST = 8
"""How many characters are told at least: lists of entries (承办单位：北港大学) are shorter."""
_OWN = ("本", "我", "最新", "刚刚", "重磅", "突发", "快讯", "市场")
_HEADLINE_MOST = 60
_NOUNS = ("tell", "give", "close")
"""Frames of cues that may as well be nouns in the name of a body (统计局)."""
_ANY = re.compile(r"[一某](?!.?级)")
"""Of what names no one of its kind (北港一法院：…)."""


def head_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of the body or person with whose name and a colon a line begins (教育部：今年高校毕业生…), to the end of the sentence."""
    m = _HEAD.match(s.text, low, high)
    if m is None or (low and s.text[low - 1] != "\n") or high - m.end() < _TOLD_LEAST:
        return None
    words = m["name"]
    if not (is_listed(words) or _is_headline(s.text, low)):
        return None
    cue = next((s.cues[k] for k in range(bisect_left(s.cue_starts, low), bisect_left(s.cue_starts, m.end()))), None)
    if cue and not (cue.frame in _NOUNS and kind_of(words) == "organisation"):
        return None  # 彭博社援引消息人士：…, but 国家统计局：…
    if is_stand_in(words) or words in source_nouns("entry") or not can_speak(s.text, m.span("name"), NOBODY, True) or not _tells(words):
        return None
    return Frame(m.start("name"), m.end(), m.span("name"), ((m.end() - 1, m.end()),), "say", m.end(), high)


def _is_headline(text: str, low: int) -> bool:
    """Is the line that begins at ``low`` a short one without a full stop?"""
    end = text.find("\n", low)
    line = text[low : end if end >= 0 else len(text)]
    return len(line) <= _HEADLINE_MOST and "。" not in line


def _tells(words: str) -> bool:
    """Is it somebody who tells things: a body, an outlet, a person by title and name; no document, no calling (作者：…)?"""
    kind = kind_of(words)
    if kind == "person":
        named = personal_name(words)
        return named is not None and named[0] > 0
    return kind != "document" and ends_known(words) and not _ANY.search(words)


def news_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """X消息，…, X快讯：…: what the body or outlet tells with whose name a sentence begins, and no time between."""
    if s.text[cue.end : cue.end + 1] not in ("，", ",", "：", ":"):
        return None
    begin = clause_start(s.text, cue.start, low)
    if begin > low + 1 or s.text.startswith(_OWN, begin):
        return None
    source = subject(s.text, begin, cue.start, [])
    if source is None or source != (begin, cue.start) or not can_speak(s.text, source, NOBODY, True):
        return None
    words = s.text[slice(*source)].strip("《》")
    if not ends_known(words) or kind_of(s.text[slice(*source)]) not in ("organisation", "publication"):
        return None
    end = cue.end + 1
    return Frame(source[0], end, source, ((cue.start, cue.end),), "say", end, max(scope_end(s.text, end, high), min(high, sentence_end(s, end))))


def heard_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """(记者)从X获悉, …: X is the source of the rest; without 从 only a body or outlet that hears (路透社获悉) is."""
    begin = clause_start(s.text, cue.start, low)
    at = s.text.rfind("从", begin, cue.start)
    source = subject(s.text, at + 1 if at >= 0 else begin, cue.start, times_in(s, max(at, begin), cue.start))
    if source is None or (at < 0 and not can_speak(s.text, source, NOBODY, True)):
        return None
    told = s.text[source[0] : source[1] - 1]
    if s.text[source[1] - 1] == "处" and (_ONE_OF_THEM.match(told) or personal_name(told) or is_name(told) or (len(told) > 2 and kind_of(told) == "person")):
        source = (source[0], source[1] - 1)  # 从一名供应商|处
    marks = ((at, at + 1), (cue.start, cue.end)) if at >= 0 else ((cue.start, cue.end),)
    return Frame(min(source[0], at if at >= 0 else source[0]), cue.end, source, marks, "say", cue.end, scope_end(s.text, cue.end, high))
