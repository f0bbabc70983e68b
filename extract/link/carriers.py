"""Through whom a source speaks: the outlet that it tells something, writes in, or lets see a document; a lawyer."""

from __future__ import annotations

import re
from functools import cache

import regex

from extract.lexicon import rows, trie
from extract.link.cues import Cue
from extract.link.mentions import kind_of, stand_ins
from extract.link.scene import Frame, Setting
from extract.link.source_words import source_nouns, source_parts
from extract.link.subjects import clause_start
from extract.link.turns import roles
from extract.link.written import may_be_outlet

_TO_OUTLET = re.compile(r"(?P<name>《[^》\n]{1,20}》|[「“]?[\w·]{2,10}[」”]?)(?:记者)?[，,：:]")
_HEAD, _BYLINE_MOST = 60, 600
_DATED = re.compile(r"[一-鿿]{0,6}\d{1,2}[月日]")
_THROUGH_WHOM = re.compile("[在于接对向透通委回答]")
_THROUGH = ("透过", "通过", "委托")


@cache
def _carried_by() -> regex.Pattern[str]:
    """Through whom somebody speaks: 在《…》撰文, 接受《…》访问, 对该报, 对北港通讯社说, 透过律师."""
    stand_ins = "|".join(word for word, kind in rows("anaphors") if kind == "publication" and word[0] in "该这")
    outlet = trie((*[word for word, kind in (*rows("sourcekinds"), *rows("sourcenames")) if kind == "publication"], *source_parts("outlet")))
    how, asking = trie((*roles()["means"], "的")), trie((*roles()["interviewing"], *roles()["querying"]))
    asked = rf"(?P<name>[^，。《》\n]{{0,6}}《[^》\n]+》|[^，。《》\n]{{2,12}}?)(?:[（(][^（）()\n]{{2,30}}[）)])?(?:{how})*{asking}"
    return regex.compile(
        rf"[在于](?P<name>《[^》\n]+》)上?(?:\w{{0,4}}[撰刊发]文|撰写|发表)|{trie(roles()['answering'])}{asked}"
        rf"|在(?P<name>《[^》\n]+》|[\w·]{{0,8}}?{outlet})的?{trie(source_nouns('in_print'))}[中里上]"
        rf"|[对向](?P<name>{stand_ins}|《[^》\n]+》|[\w·]{{0,8}}?{outlet}(?=\w{{0,2}}\Z|\w{{0,2}}[说称指表透证]|(?:大|泼|大泼)[一-鿿]{{1,3}}说))|(?:透过|通过|委托)(?P<name>(?:\w{{2}})?律师)"
    )


def carrier(s: Setting, start: int, end: int) -> Frame | None:
    """The frame of the outlet or person through which the words of a reporting clause say that its source speaks."""
    m = _carried_by().search(s.text, start, end) if end - start > 2 and _THROUGH_WHOM.search(s.text, start, end) else None
    if m and "《" not in m["name"] and not m.group().startswith(_THROUGH) and (not _is_outlet(m["name"]) or s.text.startswith("记者", m.end("name"))):
        return None  # 接受媒体访问, 接受本报访问, 对商会说
    return Frame(m.start(), m.end(), m.span("name"), (), "say", end, end) if m and not _is_own(s.text, m["name"]) else None


def _is_outlet(words: str) -> bool:
    """Is it another outlet than this one, or does it stand for one?"""
    kind = stand_ins().get(words) or kind_of(words)
    return (kind == "publication" or may_be_outlet(words)) and words[0] != "本" and words not in source_nouns("outlets")


def _is_own(text: str, words: str) -> bool:
    """Is it the outlet whose dateline the text begins with (路透香港11月25日), or stands in brackets further on (（中央社记者…电）)?"""
    at = text.find(words, 0, _HEAD)
    return (at >= 0 and _DATED.match(text, at + len(words)) is not None) or any(text.find(mark + words, 0, _BYLINE_MOST) >= 0 for mark in "（(【")


def told_to(s: Setting, cue: Cue) -> Frame | None:
    """The frame of the outlet that somebody tells something (何远告诉《北港晚报》，…)."""
    m = _TO_OUTLET.match(s.text, cue.end) if cue.word.endswith("告诉") else None
    name = m["name"] if m else ""
    told = m and (name[0] == "《" or (_is_outlet(name) and not _is_own(s.text, name)))
    return Frame(cue.end, cue.end, m.span("name"), (), "say", cue.end, cue.end) if m and told else None


@cache
def _seen() -> regex.Pattern[str]:
    seen = rf"(?:从[^，。；：\n]{{2,12}})?(?:{trie(source_parts('seen'))})到?"
    return regex.compile(rf"(?:接受)?([^，。；：\n]{{2,12}}?)(?:记者)?(?:{seen}|(?:采访|专访|访问|调查|访查)(?:到|过)?)的\Z")


def shown_to(s: Setting, low: int, end: int) -> Frame | None:
    """The frame of the outlet that got to see a document (路透社看到的|备忘录显示), or asked somebody (接受该报采访的|何远说)."""
    if s.text[end - 1 : end] != "的":
        return None
    begin = clause_start(s.text, end, low)
    m = _seen().match(s.text, begin, end)
    return Frame(begin, end, m.span(1), (), "say", end, end) if m and kind_of(m[1]) == "publication" else None
