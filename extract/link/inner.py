"""Frames of one sentence side by side: which stands inside the one before, and which is none of its own.

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.lexicon import trie
from extract.link.cues import Cue, is_deed
from extract.link.mentions import ends_known, is_stand_in, issuer, kind_of
from extract.link.paragraphs import is_outlet
from extract.link.scene import DATA, RESULT, Frame, Setting, inside, is_bare
from extract.link.source_words import source_nouns
from extract.link.turns import roles

_ISSUED_MOST = 14
"""How many characters are at most between a verb of making public and the verb of what is made public (公布的选前最后一份|民调显示)."""
_ACCORDING = ("据", "根据", "按", "按照", "依")
_ASKS = roles()["asking"]  # who asks carries no answer
_PUBLISHING = roles()["publishing"]
_INQUIRY = re.compile(
    rf"(?:[^，。]{{0,6}}《[^《》]{{1,12}}》(?:记者)?|[^，。]{{0,8}}{trie(source_nouns('asker'))})"
    rf"的?(?:电邮|书面)?(?:{trie(roles()['querying'])}|质询|质疑)[时后]?[^，。]{{0,2}}"
)
"""Between the verb of answering and that of saying: who asked (回复《北港时报》查询时|否认)."""
_LAWS = source_nouns("binding")
_SHOWING = ("显示", "表明")
_ONE = re.compile(r"[一两另][项份篇]")
_MADE = roles()["made"]
_ONE_PIECE = re.compile(r"[一这两][份项篇][^，。；的]{0,8}\Z")
_CLAUSE_END = re.compile(r"[，,：:。；;\n]")


def is_told_deed(s: Setting, out: list[Frame], frame: Frame) -> bool:
    """Is it what somebody does or wants, as the one before tells in words of his own, who is no outlet (他说，工会要求加薪两成)?"""
    last = out[-1] if out else None
    if last is None or last.source is None or frame.source is None or not last.cues or frame.form != "say" or not last.low <= frame.start < last.high:
        return False
    if not frame.cues or not all(is_deed(s.text[slice(*cue)]) for cue in frame.cues) or s.text[slice(*last.cues[0])] in _ACCORDING:
        return False
    return frame.low >= frame.end and not is_outlet(s.text, last) and not is_stand_in(s.text[slice(*frame.source)])


def same_breath(s: Setting, out: list[Frame], frame: Frame, cue: Cue) -> bool:
    """Two verbs of one source (回覆查询时指出, 受访表示): no mark between them, and hardly a word."""
    if not out:
        return False
    last, gap = out[-1], s.text[out[-1].end : cue.start]
    if last.form == "prep" and frame.form == "say" and frame.source is None and gap in ("，", ","):
        return True  # 转引《北港时报》的报道，指…
    near = len(gap) <= (_ISSUED_MOST if gap[:1] == "的" else 6) or _INQUIRY.fullmatch(gap) is not None
    return last.form == "say" and frame.form == "say" and near and not _CLAUSE_END.search(gap)


def its_own(s: Setting, out: list[Frame], frame: Frame) -> bool:
    """Is a source but the document that the one before it makes public (基金公布世界展望报告|预估)?"""
    last = out[-1] if out else None
    if last is None or last.form != "say" or frame.form != "say" or frame.source is None or frame.source[0] != last.end:
        return False
    return s.text[slice(*last.cues[-1])].startswith(_PUBLISHING) and kind_of(s.text[slice(*frame.source)]) == "document"


def is_by_law(s: Setting, out: list[Frame], frame: Frame) -> bool:
    """Is it the order, law or agreement by which somebody says that things are done, and no source of his (局长宣布，依据…条例列入…)?"""
    last = out[-1] if out else None
    if last is None or last.source is None or frame.source is None or frame.form != "prep" or last.form != "say" or is_outlet(s.text, last):
        return False
    return last.low <= frame.start < last.high and s.text.endswith(_LAWS, *frame.source) and s.text[slice(*frame.cues[0])] != "据"


def is_its_data(s: Setting, out: list[Frame], frame: Frame) -> bool:
    """Are they data that name nobody, shown in what a speaker tells: his own (研究所宣布，试验|结果显示; 协会发布公报，数据显示)?"""
    last = out[-1] if out else None
    if last is None or last.source is None or frame.source is None or not last.low <= frame.start < last.high:
        return False
    if is_bare(s, frame):
        return True
    start, end = frame.source
    if frame.form != "say" or is_outlet(s.text, last) or s.text.endswith(_SHOWING, 0, last.end) or _ONE.match(s.text, start):
        return False
    named = end - len(RESULT) if s.text.endswith((*DATA, RESULT), start, end) else end
    return (named < end or s.text.startswith((*DATA, RESULT), frame.cues[0][0])) and not issuer(s.text, start, named)


def append(s: Setting, out: list[Frame], frame: Frame) -> None:
    """Add a frame: inside the one before it when that only introduces it, else as a new speaker who ends the other."""
    last = out[-1] if out else None
    if last and frame.source is not None and frame.low < last.high:
        begin = frame
        while begin.outer:
            begin = begin.outer
        if _introduces(s, last, s.text[last.end : min(begin.start, frame.start)]):
            frame = inside(frame, last)
        elif frame.outer is None:
            out[-1] = replace(last, high=max(last.low, frame.start)) if last.low < frame.start else last
    out.append(frame)


def _introduces(s: Setting, last: Frame, gap: str) -> bool:
    """Do the words of a frame only introduce the next one, ``gap`` characters on: an outlet's report or a verb right before, but no question?"""
    if last.form == "prep" and (is_outlet(s.text, last) or s.text[slice(*last.cues[0])] in _ACCORDING):
        return _carries(s, last)
    return _at_once(gap) and not s.text.endswith(_ASKS, 0, last.end)


def _carries(s: Setting, frame: Frame) -> bool:
    """Does a phrase such as 据X报道 carry what others say behind it? A law, a treaty or figures do not (根据协议，政府承诺…)."""
    words = s.text[slice(*frame.source)] if frame.source else ""
    return kind_of(words) != "document" or "《" in words or words.endswith(source_nouns("carrying"))


def _at_once(gap: str) -> bool:
    """Does a new source follow on the words of reporting before it with no more than a relative clause between?"""
    if len(gap) <= 3:
        return len(gap.strip("，,：: 据")) < 2
    return gap.endswith("的") and not _CLAUSE_END.search(gap, 1)


def is_made(s: Setting, out: list[Frame], cue: Cue) -> bool:
    """Is what could be a verb what the one before makes public (促进会公布去年道路事故|分析，…)?"""
    last = out[-1] if out else None
    if last is None or last.form != "say" or not last.cues or not s.text[slice(*last.cues[-1])].startswith(_PUBLISHING):
        return False
    return cue.word in _MADE and not _CLAUSE_END.search(s.text, last.end, cue.start) and bool(_CLAUSE_END.match(s.text, cue.end))


def is_noun(s: Setting, cue: Cue, low: int, cues: list[Cue]) -> bool:
    """Is what could be a verb the noun of the verb right behind it (交叉|分析|显示), with no person before it?"""
    follows = next((c.frame for c in cues if c.start == cue.end), "")
    if cue.word not in _MADE or follows not in ("show", "say"):
        return False
    if follows == "say":
        return _ONE_PIECE.search(s.text, low, cue.start) is not None  # 一份内部|评估|指出
    words = s.text[max(low, s.text.rfind("，", low, cue.start) + 1) : cue.start]
    return bool(words) and kind_of(words) != "person" and not ends_known(words)
