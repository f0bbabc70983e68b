"""Sources that stand in a line of their own: a speaker before a colon (林岚：…), 数据来源：X under a table or picture."""

from __future__ import annotations

import re

from extract.link.cues import Cue
from extract.link.mentions import NOBODY, can_speak, kind_of
from extract.link.scene import Frame, Setting, places

_LABEL = re.compile(r"(?P<name>[^\s：:，。“”「」（）()\d]{1,8})[：:]\s?(?=\S)")
_LABEL_MOST = 9
_CAPTION = re.compile(r"\s?[:：]\s?(?P<name>[^\n。；;）)，,]{2,60}?)(?=[\s\u3000]+[^\s：]{1,6}[:：]|[\n。；;）)，,]|\Z)")
_QUESTIONS = ("问", "记者", "Q", "主持人")
_ANSWERS = ("答", "A")


def caption_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """数据来源：X in a line: X is the source of the line, table or picture."""
    m = _CAPTION.match(s.text, cue.end)
    return Frame(cue.start, m.end(), m.span("name"), ((cue.start, cue.end),), "caption", low, high) if m else None


def _line_labels(text: str) -> list[re.Match[str]]:
    """What stands before a colon at the beginning of a line."""
    colons = sorted([at for mark in "：:" for at in places(text, mark)])
    starts = [text.rfind("\n", max(0, at - _LABEL_MOST), at) + 1 for at in colons]
    lines = dict.fromkeys(start for at, start in zip(colons, starts, strict=True) if start or at < _LABEL_MOST)
    return [m for start in lines if (m := _LABEL.match(text, start))]


_HEAD = re.compile(r"(?P<name>(?:[^，。；：“「《》\n]{0,6})《[^《》\n]{1,20}》(?:网站)?)[^，。；：:“「《》\n]{0,14}[：:]\s?(?=\S)")


def head_frames(s: Setting) -> list[Frame]:
    """Lines of a press review that begin with an outlet and a colon (《北港时报》3日：…): it carries what others say in them."""
    out = []
    colons = sorted([at for mark in ("》：", "》:", "日：", "站：") for at in places(s.text, mark)])
    for start in dict.fromkeys(s.text.rfind("\n", 0, at) + 1 for at in colons):
        m = _HEAD.match(s.text, start)
        if m and kind_of(m["name"]) == "publication":
            line = s.text.find("\n", m.end())
            out.append(Frame(m.start(), m.end(), m.span("name"), (), "say", m.end(), line if line >= 0 else len(s.text)))
    return out


def label_frames(s: Setting) -> list[Frame]:
    """Lines that begin with a speaker's name and a colon (林岚：…), in a text where that name does so more than once."""
    found = _line_labels(s.text)
    names = [m["name"] for m in found]
    out = []
    for i, m in enumerate(found):
        again = names.count(m["name"]) > 1 and can_speak(s.text, m.span("name"), NOBODY, True)
        if m["name"] not in _QUESTIONS and (again or (m["name"] in _ANSWERS and _QUESTIONS[0] in names)):
            line = s.text.find("\n", m.end())
            if m["name"] in _ANSWERS and i + 1 < len(found) and found[i + 1]["name"] in _QUESTIONS:
                line = found[i + 1].start() - 1  # an answer of several paragraphs
            out.append(Frame(m.start(), m.end(), m.span("name"), (), "say", m.end(), line if line >= 0 else len(s.text)))
    return out
