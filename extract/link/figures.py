"""Whose figures or account a clause announces before it gives them, or with them: 铁路公司的说法不同：…, 林岚给出的数字是….

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.lexicon import trie
from extract.link.cues import Cue
from extract.link.mentions import NOBODY, can_speak, issuer
from extract.link.scene import Frame, Setting, times_in
from extract.link.subjects import subject
from extract.link.turns import roles, scope_end

_ACCOUNT, _GIVEN_OUT, _KEPT_BY = trie(roles()["account"]), trie(roles()["given"]), trie(roles()["kept"])
FIGURES = (
    rf"(?<!统计)的{_ACCOUNT}[则却是不更与也]|[给提喊]出的{_GIVEN_OUT}|公布的(?:数字|人数)[则却是为]"
    rf"|{_KEPT_BY}的[^，。；：\n]{{2,20}}?[为是报达]"
    r"|(?:预[期测估计料]|估计|公布)的?(?:[均中]值|平均值)?[约近]?[\d一二三四五六七八九十两]"
)
"""What stands in a sentence in which somebody's account may be announced so."""
CHANGED = r"(?:年[增减]|增[长加]|减少|下[降跌滑]|上[升涨]|回[升落]|[升降增减跌涨]至)(?:[了至到为约近逾]|达){0,2}\s?\d[\d.]*"
"""How much something has changed (增长了5, 升至71)."""
_TOLD = re.compile(rf"(?!的)[^，,。；;：:“「、\n]{{2,20}}?{CHANGED}(?!\d*的)")
ACCOUNTS = tuple(f"的{word}" for word in roles()["account"])
_GIVEN = re.compile(
    rf"(?P<words>(?<!统计)的{_ACCOUNT}|[给提喊]出的(?:最新)?{_GIVEN_OUT}|公布的(?:数字|人数))"
    r"(?:[则却也][^，。；：]{0,2})?(?:(?:完全|截然|大相)?(?:不同|相反|迥异|径庭)|[与和]此[^，。：]{2,4}|更[^，。；：\d]{1,4}|[是为]|仅有|只有)[：:，,]?"
)
_KEPT = re.compile(
    rf"(?P<words>{_KEPT_BY}的)[^，。；：“「\n]{{2,20}}?[为是报达](?=[约近逾]?(?:每.{{1,3}})?[\d一二三四五六七八九十两])"
)
"""Whose figure something is by the words before it (行业网站统计的|库存为12万吨)."""
COMPARING = roles()["comparing"]
_COMPARED = re.compile(
    rf"(?P<cue>{trie(COMPARING)})(?P<who>[^，。；：“「\n\d]{{2,20}}(?:\d+月(?:\d+日)?)?[^，。；：“「\n\d]{{0,4}}?)"
    r"(?P<verb>(?:预[期测估计料]|估计|公布)的?(?:[均中]值|平均值)?)(?=[约近]?[\d一二三四五六七八九十两])"
)
_NOBODY = ("市场", "外界")
_HOW = re.compile(rf"(?:{trie(roles()['how'])}|[上本]次|最新|所|的)+\Z")
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


def gives_change(s: Setting, cue: Cue, source: tuple[int, int]) -> bool:
    """Does a body make public in the same breath how much something has changed (统计局发布6月CPI年增2.5%)?"""
    return _TOLD.match(s.text, cue.end) is not None and issuer(s.text, *source) > 0
