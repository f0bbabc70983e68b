"""What carries a report on into the next paragraph: lists, surveys, quotations, and 其中 at its head."""

from __future__ import annotations

import re

from extract.lexicon import trie
from extract.link.mentions import is_stand_in, kind_of
from extract.link.owners import owner
from extract.link.scene import Frame, Setting, inside, quote_around, quote_at, quote_ended
from extract.link.turns import roles
from extract.link.written import may_be_outlet

_AMONG = ("其中，", "其中,")
_ITEM = re.compile(r"[一二三四五六七八]是(?!否|不是|不能)|(?P<plain>第[一二三四五六七八](?:是|[，,])|(?:首先|其次|再次|最后)[，,])")
_ANNOUNCED = re.compile(r"[两二三四五六七八几](?:大|个|项)?(?:点|方面|种|项|条|要求|建议|措施|原因|任务)|以下|如下")
_FROM_SIDE = re.compile(r"[从分](?![这此该表图上])[^，。\n]{1,8}看[，,][^\n]*。\s*(?:\n|\Z)")
"""A paragraph on one side of figures (从工业看，…)."""
_ANNOUNCING = re.compile(rf"数据|统计(?![局处署厅])|{trie(roles()['announcing'])}")
_SURVEY = re.compile(r"调查|民调|问卷")
ANSWERED = re.compile(r"[^。\n“「]{0,40}?(?:受访者|被访者|被调查者|受访的|受访[^时，。]{2,6}[中里]|受调查者|[此本这该][次项](?:调查|民调)[中里])|[比例]如，")
_THIS_SURVEY = re.compile(r"[^。\n“「]{0,20}?[此本这该][次项](?:调查|民调)[中里]")
_REPORTING = ("报道", "报导", "引述", "援引")
_ANSWERING = re.compile("受访|澄清|驳斥|否认|回[复覆应]|见记者|备询|查询")
_OPENS_MOST = 6
"""How many characters from the start of a paragraph its outlet is named at the latest."""
_CALLED = re.compile(r"[“「][^“”「」]{2,12}[”」]\Z|(?<!本[报刊台])(?<=...)(?:驻[^，。]{2,8})?(?:特派)?记者\Z")
_QUOTED_LEAST, _SURVEYED_MOST, _FEW = 20, 600, 12
_OPENING, _CLOSING = "“「『\"", "”」』\""


def is_outlet(text: str, frame: Frame) -> bool:
    """Is the source of a frame an outlet, which carries what others say?"""
    words = _CALLED.sub("", text[slice(*owner(text, frame.source))]) if frame.source else ""
    return kind_of(words) == "publication" or words.endswith(("媒体", "媒"))


def carries(text: str, frame: Frame) -> bool:
    """Is it an outlet, or one by its last words or by what it does (环海社报道)?"""
    reports = bool(frame.cues) and text.startswith(_REPORTING[:2], frame.cues[-1][0])
    return is_outlet(text, frame) or reports or (frame.source is not None and may_be_outlet(text[slice(*owner(text, frame.source))]))


def goes_on(s: Setting, frame: Frame, low: int) -> bool:
    """Does a paragraph carry on the one before: with 其中, a list, further figures, or with a quotation after one that ended there?"""
    if s.text.startswith(_AMONG, low) or _lists(s, frame, low) or _all_quoted(s, frame, low) or _more_figures(s, frame, low):
        return True
    if frame.form != "say" or s.text[low] not in _OPENING:
        return False
    before = quote_ended(s, low)
    unclosed = before is not None and s.text[before.end - 1] not in _CLOSING and not s.text[before.end : low].strip()
    return unclosed or s.text[max(0, low - 9) : low].rstrip()[-1:] in _CLOSING


def _lists(s: Setting, frame: Frame, low: int) -> bool:
    """Does a paragraph go on with a list that a speaker began (一是…⏎二是…), or of what one announced (三点: 第一，…)?"""
    if frame.form != "say" or is_outlet(s.text, frame) or not (item := _ITEM.match(s.text, low)):
        return False
    return item["plain"] is None or _ANNOUNCED.search(s.text, frame.end, low) is not None


def _more_figures(s: Setting, frame: Frame, low: int) -> bool:
    """Does a paragraph go on with the figures that a body or its data announced (统计局数据显示，…⏎从工业看，…)? A headline does not."""
    if frame.source is None or not frame.cues or frame.form == "caption" or is_outlet(s.text, frame) or not _FROM_SIDE.match(s.text, low):
        return False
    words = s.text[min(frame.source[0], frame.cues[0][0]) : frame.cues[-1][1]]
    return _ANNOUNCING.search(words) is not None and "报告" not in words


def _all_quoted(s: Setting, frame: Frame, low: int) -> bool:
    """Is a paragraph one whole quotation, which is that of the person who spoke last?"""
    quote = quote_at(s, low) if frame.form == "say" and s.text[low] in _OPENING else None
    if quote is None or quote.end - low < _QUOTED_LEAST or s.text[quote.end - 2] not in "。！？" or s.text[quote.end : quote.end + 1].strip():
        return False
    return frame.source is not None and (kind_of(s.text[slice(*frame.source)]) == "person" or s.text[frame.source[0]] in "他她")


def surveyed(s: Setting, out: list[Frame], low: int) -> list[int]:
    """The survey shortly before that a paragraph about those who answered goes on with, where others have spoken since."""
    if not ANSWERED.match(s.text, low):
        return []
    most = 2 * _SURVEYED_MOST if _THIS_SURVEY.match(s.text, low) else _SURVEYED_MOST
    near = [i for i in range(max(0, len(out) - _FEW), len(out)) if low - out[i].start < most and is_survey(s, out[i])]
    return near[-1:]


def is_survey(s: Setting, frame: Frame) -> bool:
    """Is who reports one that many were asked for (X的调查发现, 一项民调)?"""
    return any(_SURVEY.search(s.text, *span) for span in (*frame.cues, *([frame.source] if frame.source else [])))


def carried(s: Setting, spoken: list[Frame], carrier: Frame | None) -> list[Frame]:
    """The frames of a sentence, inside the outlet whose report the paragraph began with (据北港时报报道，…。警方说…)."""
    if carrier is None:
        return spoken
    return [f if f.outer or f.form == "unnamed" or is_outlet(s.text, f) or _speaks_apart(s, f) else inside(f, carrier) for f in spoken]


def _speaks_apart(s: Setting, frame: Frame) -> bool:
    """Does somebody speak for himself, whom no outlet carries: 另…, who answers what it reports, and 他, whoever carried him before?"""
    if s.text[frame.start - 1] == "另" or (frame.source and s.text[frame.source[0]] in "他她" and is_stand_in(s.text[slice(*frame.source)])):
        return True
    return frame.source is not None and (_ANSWERING.search(s.text, frame.source[1], frame.end) is not None)


def paragraph_carrier(s: Setting, spoken: list[Frame], low: int, carrier: Frame | None) -> Frame | None:
    """The outlet that carries the rest of a paragraph: the one it begins with, until another is named."""
    opens = bool(spoken) and spoken[0].start - low <= _OPENS_MOST and (low == 0 or s.text[low - 1].isspace())
    if carrier is None:
        return spoken[0] if opens and _reports(s, spoken[0]) and is_outlet(s.text, spoken[0]) else None
    first = next((f for f in spoken if is_outlet(s.text, f)), None)
    if first is None:
        return carrier
    return first if opens and first is spoken[0] and _reports(s, first) else None


def _reports(s: Setting, frame: Frame) -> bool:
    """Are its reporting words those of an outlet's report (据…, …报道)?"""
    return frame.form == "prep" or s.text[slice(*frame.cues[0])].startswith(_REPORTING)


def over_break(s: Setting, frames: list[Frame], active: list[int], low: int) -> list[int]:
    """The frame that goes on in a new paragraph: that of who speaks, not of whom a quotation quotes."""
    spoken = [i for i in active if not (s.quotes and quote_around(s, frames[i].start))]
    if not spoken:
        return []
    if ANSWERED.match(s.text, low) and (asked := [i for i in spoken if is_survey(s, frames[i])]):
        return asked[-1:]
    return spoken[-1:] if goes_on(s, frames[spoken[-1]], low) else []
