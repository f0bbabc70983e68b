"""Whose figures or account a clause announces before it gives them: 铁路公司的说法不同：…, 林岚给出的数字是….

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.link.mentions import NOBODY, can_speak
from extract.link.scene import Frame, Setting, times_in
from extract.link.subjects import subject
from extract.link.turns import scope_end

FIGURES = (
    "(?<!统计)的(?:说法|数字|回应|反应|答复|解释)[则却是不更与也]|[给提喊]出的(?:目标|数字|数据|说法|估计|答案|报价)|公布的(?:数字|人数)[则却是为]"
    r"|(?:统计|监测|跟踪|追踪|编制|公布|发布)的[^，。；：\n]{2,20}?[为是报达]"
    r"|(?:预[期测估计料]|估计|公布)的?(?:[均中]值|平均值)?[约近]?[\d一二三四五六七八九十两]"
)
"""What stands in a sentence in which somebody's account may be announced so."""
ACCOUNTS = ("的说法", "的数字", "的回应", "的反应", "的答复", "的解释")
_GIVEN = re.compile(
    r"(?P<words>(?<!统计)的(?:说法|数字|回应|反应|答复|解释)|[给提喊]出的(?:最新)?(?:目标|数字|数据|说法|估计|答案|报价)|公布的(?:数字|人数))"
    r"(?:[则却也][^，。；：]{0,2})?(?:(?:完全|截然|大相)?(?:不同|相反|迥异|径庭)|[与和]此[^，。：]{2,4}|更[^，。；：\d]{1,4}|[是为]|仅有|只有)[：:，,]?"
)
_KEPT = re.compile(
    r"(?P<words>(?:统计|监测|跟踪|追踪|编制|公布|发布)的)[^，。；：“「\n]{2,20}?[为是报达](?=[约近逾]?(?:每.{1,3})?[\d一二三四五六七八九十两])"
)
"""Whose figure something is by the words before it (行业网站统计的|库存为12万吨)."""
COMPARING = ("高于", "低于", "超过", "超出", "多于", "少于", "大于", "小于", "优于", "好于", "胜过", "逊于", "差于", "强于", "弱于", "快于", "慢于", "不及", "不如")
_COMPARED = re.compile(
    rf"(?P<cue>{'|'.join(COMPARING)})(?P<who>[^，。；：“「\n\d]{{2,20}}(?:\d+月(?:\d+日)?)?[^，。；：“「\n\d]{{0,4}}?)"
    r"(?P<verb>(?:预[期测估计料]|估计|公布)的?(?:[均中]值|平均值)?)(?=[约近]?[\d一二三四五六七八九十两])"
)
_NOBODY = ("市场", "外界")
_HOW = re.compile(r"(?:平均|普遍|一致|原先|先前|此前|早前|原来|[上本]次|最新|所|的)+\Z")
_CLAUSE = re.compile(r"(?s:.*[，。；：\n])")
_STOP = re.compile(r"[，。；\n]")


def is_compared(s: Setting, frame: Frame) -> bool:
    """Is it the frame of a number that another is compared with, which carries nothing on?"""
    return bool(frame.cues) and s.text[slice(*frame.cues[0])] in COMPARING


def is_kept(s: Setting, frame: Frame) -> bool:
    """Does it only tell whose a figure is, which who speaks of it may use (何远提到，统计局公布的失业率是4%)?"""
    return s.text[frame.cues[0][1] - 1] == "的"


def compared_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of who foresaw or published the number with which another is compared (高于央行9月预测的6.7%)."""
    m = _COMPARED.search(s.text, low, high)
    if m is None:
        return None
    begin, end = m.span("who")
    how = _HOW.search(s.text, begin, end)
    end = how.start() if how else end
    source = subject(s.text, begin, end, times_in(s, begin, end)) if begin < end else None
    if source is None or s.text.endswith(_NOBODY, *source) or not can_speak(s.text, source, NOBODY, True):
        return None
    stop = _STOP.search(s.text, m.end(), high)
    return Frame(m.start(), m.end(), source, (m.span("cue"), m.span("verb")), "say", m.end(), stop.start() if stop else high)


def figures_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of whose account follows in a sentence, None where nobody's does."""
    m = _GIVEN.search(s.text, low, high) or _KEPT.search(s.text, low, high)
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
