"""Whose figures or account a clause announces before it gives them: 铁路公司的说法不同：…, 林岚给出的数字是….

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.link.mentions import NOBODY, can_speak
from extract.link.scene import Frame, Setting, times_in
from extract.link.subjects import subject
from extract.link.turns import scope_end

FIGURES = "的说法[则却是不更与也]|[给提]出的(?:数字|数据|说法|估计|答案|报价)|公布的(?:数字|人数)[则却是为]"
"""What stands in a sentence in which somebody's account may be announced so."""
ACCOUNT = "的说法"
_GIVEN = re.compile(
    r"(?P<words>的说法|[给提]出的(?:最新)?(?:数字|数据|说法|估计|答案|报价)|公布的(?:数字|人数))"
    r"(?:[则却也][^，。；：]{0,2})?(?:(?:完全|截然|大相)?(?:不同|相反|迥异|径庭)|[与和]此[^，。：]{2,4}|更[^，。；：\d]{1,4}|[是为])[：:，,]?"
)
_CLAUSE = re.compile(r"(?s:.*[，。；：\n])")


def figures_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of whose account follows in a sentence, None where nobody's does."""
    m = _GIVEN.search(s.text, low, high)
    if m is None or high - m.end() < 3:
        return None
    before = _CLAUSE.match(s.text, low, m.start())
    begin = before.end() if before else low
    source = subject(s.text, begin, m.start(), times_in(s, begin, m.start()))
    if source is None or not can_speak(s.text, source, NOBODY, True):
        return None
    semicolon = s.text.find("；", m.end(), high)
    end = semicolon if semicolon >= 0 else high
    return Frame(source[0], m.end(), source, (m.span("words"),), "say", m.end(), scope_end(s.text, m.end(), end))
