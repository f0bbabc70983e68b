"""Who quotes another: X援引Y(的话)称, 据X引述Y的报道. Y is the source and X carries it (guide, section 6: ``via``).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from extract.lexicon import trie
from extract.link.carriers import carrier as carried_by
from extract.link.cues import Cue
from extract.link.mentions import NOBODY, can_speak, ends_known, kind_of
from extract.link.persons import personal_name
from extract.link.scene import DATA, Frame, Setting, quote_around, times_in
from extract.link.source_words import source_parts
from extract.link.subjects import clause_start, subject
from extract.link.turns import roles
from extract.link.written import writes_for

MAX_PREP = 70
SAYING = ("say", "tell", "think", "show")
PREP_END = re.compile(r"[，,：:。；;\n]")
SOME = re.compile(rf"(?!据)有?(.{{2,}}?)(?:普遍)?(?:{trie(roles()['told_of'])}|[称指说])\Z")
ONE_OF = re.compile(r"(?:另外?|又)?(?:[一两三四五六多]|数)[项份篇][^的]{0,4}")
CITING = "引"
_BEFORE_CITING = re.compile(r"(?:[报社台网刊》」文书][中内上里]?|报道|报导|社评|评论|专栏|[他她]|作者|公司|[大投]行)[又还并也则亦再]?\Z")
"""Who cites in one character (社评|引运输署数字指)."""
_ONE_TOLD_APART = re.compile(r"[一两][项份篇][^的，。]{2,12}的[^的，。]{2,8}")
_RETOLD = re.compile(r"(?P<who>[^，。的]{2,16})(?:转述|引述|援引|转引)的")
"""Whom who is quoted quotes in turn (引述立委何远转述的|经济部简报)."""
_PART = re.compile(r"(?P<whose>[^的]{3,}?)(?:的[^的一]{2,4}|[一两这][份项篇][^的]{0,4})")
"""Whose data they are, before what they are of or like (北岭研究所|的家庭|调查, 北岭气象厅|一份未|公开分析)."""
_WROTE = re.compile(r"(?:[撰发刊著]文|撰稿|撰写[^，。]{0,6}|受访)[，,]\Z")
_QUOTED_MOST, _LEAST = 14, 3
_ONE_AT_START = re.compile(r"[一另这][项份篇][^，。]{2,}\Z")


def quoted_source(s: Setting, cue: Cue, low: int, high: int, cues: list[Cue]) -> Frame | None:
    """X援引Y(的话)称: Y is the source and X carries it."""
    ending = ("close", *SAYING, "unnamed")
    behind = cue.end + 1 if s.text[cue.end : cue.end + 1] in ("”", "」") else cue.end  # “引用”了一位专家
    behind += s.text[behind : behind + 1] in ("了", "过")
    low_end = cue.end if any(c.frame == "unnamed" and c.start == cue.end for c in cues) else cue.end + 2
    if cue.word == CITING and not _BEFORE_CITING.search(s.text, low, cue.start):
        return None
    closers = [c for c in cues if c.frame in ending and low_end <= c.start < min(high, cue.end + MAX_PREP) and not in_quoted_name(s, cue, c)]
    stop = PREP_END.search(s.text, cue.end, high)
    if closers and closers[0].frame == "close" and s.text.startswith("的", closers[0].end) and any(c.frame in SAYING for c in closers[1:]):
        closers = [c for c in closers if c.frame in SAYING]  # 没有参与|研究|的学者指
    first = closers[0] if closers and (not stop or closers[0].start <= stop.start() + 1) else None
    outlet = stop is not None and kind_of(s.text[cue.end : stop.start()]) == "publication"
    if first is None and stop and (stop.group() in "：:" or outlet or _said().search(s.text, cue.end, stop.start())):
        first = Cue(stop.start(), stop.end(), stop.group(), "close")  # 援引消息人士：…
    if first is None:
        return None
    named = SOME.match(first.word) if first.frame == "unnamed" else None
    whole = named and (first.start == cue.end or named[1] not in (*source_parts("said"), *source_parts("data")))
    name_end = first.start + named.end(1) if named and whole else min(first.start, stop.start() if stop else high)  # 援引熟悉情况的|消息人士称
    source = subject(s.text, behind, name_end, times_in(s, behind, name_end))
    begin = clause_start(s.text, cue.start, low)
    told = subject(s.text, begin, cue.start, times_in(s, begin, cue.start))
    if source is None:
        return None
    marks = ((cue.start, cue.end),)
    through = carried_by(s, told[1], cue.start) or writes_for(s, told, cue.start, True) if told else None
    outer = Frame(told[0], cue.end, told, marks, "say", cue.end, high, through) if told else _writing(s, cue, low, begin, high)
    if (retold := _RETOLD.match(s.text, behind, source[1])) and source[0] >= retold.end():
        outer = Frame(behind, cue.end, retold.span("who"), marks, "say", cue.end, high, outer)
    while first.frame == "close" and s.text[slice(*source)].endswith(source_parts("quality")) and source[1] - source[0] > 4:
        source = (source[0], source[1] - 2)  # 国防部|内部|报告
    while s.text[source[1] - 1] == "的" and source[1] - source[0] > _LEAST:
        source = (source[0], source[1] - 1)
    if first.frame == "close" and (ONE_OF.fullmatch(s.text, *source) or _ONE_TOLD_APART.fullmatch(s.text, *source)):
        source = (source[0], first.end)  # 引用一项|研究, 一份未公开的联合审计|报告
    elif first.word[:2] in DATA and _ONE_AT_START.match(s.text, source[0], source[1]):
        source = (source[0], first.start + 2)  # 引述一份机密|评估说
    elif first.frame == "close" and _ONE_AT_START.match(s.text, source[0], source[1]) and "的" in s.text[source[1] : first.start]:
        source = (source[0], first.end)  # 援引一份泄露的|文件
    words = _whose_words().fullmatch(s.text, *source)
    if words and (words[1] or personal_name(words[2]) or ends_known(words[2])):
        source = words.span(1 if words[1] else 2)
    if (first.frame == "close" or first.word[:2] in (*DATA, "分析")) and (part := _PART.fullmatch(s.text, *source)) and ends_known(part["whose"]):
        source = part.span("whose")
    last = next((c for c in reversed(closers) if c.end - first.end <= 6 and not _parts(s, first.end, c.start)), first)
    return Frame(cue.start, last.end, source, ((cue.start, cue.end), (first.start, last.end)), "prep", last.end, high, outer)


def _writing(s: Setting, cue: Cue, low: int, begin: int, high: int) -> Frame | None:
    """The frame of who writes something in the clause right before that of a quoting verb (学者何远在《北港周刊》撰文，引述…)."""
    wrote = _WROTE.search(s.text, low, begin)
    if wrote is None:
        return None
    start = clause_start(s.text, wrote.start(), low)
    who = subject(s.text, start, wrote.start(), times_in(s, start, wrote.start()))
    if who is None or not can_speak(s.text, who, NOBODY, True):
        return None
    return Frame(who[0], cue.end, who, ((cue.start, cue.end),), "say", cue.end, high, carried_by(s, who[1], wrote.end() - 1))


def in_quoted_name(s: Setting, cue: Cue, closer: Cue) -> bool:
    """Does a cue stand in the name of who is quoted (转引顾问公司「正道|测量」说)?"""
    quote = quote_around(s, closer.start) if s.quotes else None
    return quote is not None and cue.end < quote.start and quote.end - quote.start <= _QUOTED_MOST and s.text[quote.start - 1].isalnum()


def _parts(s: Setting, start: int, end: int) -> bool:
    """Does a mark or another source part two verbs (援引路透社|指|消息人士|透露)?"""
    return PREP_END.search(s.text, start, end) is not None or (
        end - start > 1 and s.text[start:end] not in source_parts("data") and can_speak(s.text, (start, end), NOBODY, True)
    )


@cache
def _whose_words() -> regex.Pattern[str]:
    """X的话, X的说法, X赛后谈话: the words that X speaks."""
    return regex.compile(rf"(.{{2,}})的(?:{trie(source_parts('said'))})|(.{{2,}}?)(?:[赛会事战课]后的?|受访的?)?{trie(source_parts('spoken'))}")


@cache
def _said() -> regex.Pattern[str]:
    """Words that end with a noun of what somebody says (X的说法, X的数据)."""
    return regex.compile(rf".{{2,}}(?:{trie((*source_parts('said'), *source_parts('data')))})\Z")
