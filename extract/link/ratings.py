"""Who rates: X将Y的目标价由41元上调至48元 is X's, though no verb of saying stands there."""

from __future__ import annotations

import re

import regex

from extract.lexicon import trie
from extract.link.mentions import NOBODY, can_speak
from extract.link.scene import Frame, Setting, times_in
from extract.link.source_words import source_nouns
from extract.link.subjects import clause_start, subject
from extract.link.turns import roles, scope_end

_OUTLOOK = trie(source_nouns("outlook"))
_RATED = re.compile(
    rf"[将把][^，。；：\n]{{0,30}}?{trie(source_nouns('rated'))}[^，。；：\n]{{0,24}}?(?P<cue>[上下]调|调[高低升降]|[提升降]至|提高|下修|上修)"
)
_KEPT = regex.compile(
    rf"(?P<cue>{trie(roles()['rating'])}|[上下]调|调[高低升降]|[上下]修)"
    r"(?P<rest>[^，。；：\n]{0,20}(?:评级|评等|[，]|[^，。；：\n]{0,8}目标价)[^。；\n]{0,14}目标价|[^，。；：\n]{0,16}目标价)(?=[^，。；\n]{0,16}\d)"
    rf"|(?P<cue>维持|重申|坚持)(?P<rest>(?=[^，。；：\n]{{0,20}}\d)[^，。；：\n]{{2,30}}的?{_OUTLOOK})(?=不变|[，。；])"
)
_WHY = re.compile(rf"(?P<cue>{trie(roles()['rating'])})[^，。；：\n]{{1,16}}评[级等]，(?P<why>{trie(roles()['reason'])})")
"""Behind a rating why it is given, which is the words of who gives it."""
RATINGS = (
    "评[级等]，|目标价|[预展].[^，。；：\n]{0,24}?[上下]|[预展].[^，。；：\n]{0,24}?调[高低升降]"
    rf"|(?:维持|重申|坚持)[^，。；：\n]{{2,30}}{_OUTLOOK}"
)
"""What stands in a sentence in which somebody may rate something."""


def rating_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of who moves a forecast or a price target, for all figures behind 将 or 把."""
    m = _RATED.search(s.text, low, high)
    if not m:
        return _kept(s, low, high)
    begin = clause_start(s.text, m.start(), low)
    source = subject(s.text, begin, m.start(), times_in(s, begin, m.start()))
    if not source or not can_speak(s.text, source, NOBODY, False):
        return None
    end = m.start() + 1
    return Frame(source[0], end, source, ((m.start(), end), m.span("cue")), "say", end, scope_end(s.text, end, high))


def _kept(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of who gives or keeps a rating with a price target (南湾证券维持“买入”评级，目标价25元), or why."""
    m = _KEPT.search(s.text, low, high) or _WHY.search(s.text, low, high)
    if not m:
        return None
    begin = clause_start(s.text, m.start(), low)
    source = subject(s.text, begin, m.start(), times_in(s, begin, m.start()))
    if not source or not can_speak(s.text, source, NOBODY, True):
        return None
    begins = m.start("rest") if m.re is _KEPT else m.end()
    return Frame(source[0], begins, source, (m.span("cue"),), "say", begins, scope_end(s.text, m.end(), high))
