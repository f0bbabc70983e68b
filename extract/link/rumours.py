"""Rumours and who refutes them in the same sentence: 外传裁员300人，发言人何远否认 is what he speaks of (guide, section 6).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.lexicon import trie
from extract.link.mentions import is_stand_in, kind_of
from extract.link.scene import Frame, Setting
from extract.link.turns import roles

_TOLD = rf"(?:(?:外[界间]?|市场?|[网坊]间|网[上络民]?|社会|近日|日前|有|上|广泛|一度|早前)*(?:{trie(roles()['rumoured'])}|传))"
_ANSWERED = re.compile(rf"(?:不过|但|另外|此外|而)?[，,]?(?:针对|对于?|就|面对|至于){_TOLD}")
_RUMOUR = re.compile(rf"(?:不过|但|另外|此外|而)?[，,]?{_TOLD}(?=.{{3,}})")
_REFUTED = re.compile(trie(roles()["refuted"]))
_NOBODY = re.compile(r"市场|外[界间]?|[网坊]间|网[上络民]?|社会|有")
_HEAD_MOST = 24
"""Within how many characters of a sentence its rumour is called one."""
_FROM_WHERE = re.compile(r"传(?:统|真|染|播|媒|奇|承|递|感|达|教|授|输|导|记|票|唤|销|单|令|说中|热|动|神)")


def is_rumour(s: Setting, low: int, high: int) -> bool:
    """Does a sentence begin with a rumour (网传…, 对于外界传闻…)?"""
    if s.text.find("传", low, low + _HEAD_MOST) < 0:
        return False
    head = _ANSWERED.match(s.text, low, high) or _RUMOUR.match(s.text, low, high)
    return head is not None and not _FROM_WHERE.match(s.text, head.end() - 1)


def refuted(s: Setting, low: int, high: int, found: list[Frame]) -> list[Frame]:
    """The frames of a sentence that begins with a rumour, which who answers it behind the first clause now reports as well."""
    if not is_rumour(s, low, high):
        return found
    told = _ANSWERED.match(s.text, low, high)
    head = told or _RUMOUR.match(s.text, low, high)
    behind = head.end() if head else low
    by = next((f for f in found if f.form == "say" and f.source and f.start > behind and not _NOBODY.fullmatch(s.text, *f.source)), None)
    if by is None or by.source is None or s.text[by.start - 1] not in "，," or not _answers(s, by):
        return found
    if told is None and not _REFUTED.search(s.text, by.source[1], high):
        return found
    return [replace(f, low=low) if f is by else f for f in found if f is by or f.start > by.start]


def _answers(s: Setting, frame: Frame) -> bool:
    """Is it a person or body who speaks?"""
    words = s.text[slice(*frame.source)] if frame.source else ""
    return kind_of(words) in ("person", "organisation") or is_stand_in(words)
