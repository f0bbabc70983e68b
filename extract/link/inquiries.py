"""Who asks many people or looks into a case is the source of what comes out (商会调查1083名会员，…; 警方调查，…).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.link.cues import Cue
from extract.link.mentions import NOBODY, can_speak, kind_of
from extract.link.scene import Frame, Setting, times_in
from extract.link.source_words import source_parts
from extract.link.subjects import clause_start, subject
from extract.link.turns import scope_end

ASKING = ("调查", "民调")
"""Verbs of asking many people, which close a phrase as well."""
_ASKED_MANY = re.compile(r"了?(?:全[国市省港]|当地)?[\d,.]+[千万]?[余多]?[名位人家户个所间][^，。；：的]{1,20}[，,](?=[^，。]*[\d一两三四五六七八九半])")
_FOUND_OUT = re.compile(r"后?[，,](?![^，。]{0,4}(?:并|也|已|将|目前|仍|以|至今|预计))")
"""Behind an inquiry whose findings follow (警方调查，…), and not what is done about it (…，并通缉三人)."""

_LATEST = "最新"
_UNDER = re.compile("[遭被由受让请待]|配合|协助")
"""Of what stands before an authority that is not who speaks (公司遭警方调查，…)."""


def survey_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """X调查1083名学生，…: who asked so many people is the source of what they answered."""
    asked = _ASKED_MANY.match(s.text, cue.end, high)
    if not asked:
        return None
    begin = clause_start(s.text, cue.start, low)
    source = subject(s.text, begin, cue.start, times_in(s, begin, cue.start))
    if source is None or not can_speak(s.text, source, NOBODY, True):
        return None
    return Frame(source[0], asked.end(), source, ((cue.start, cue.end),), "say", asked.end(), scope_end(s.text, asked.end(), high))


def inquiry_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """警方调查，…, 经警方初步调查，…: an authority that inquires is the source of what it has found."""
    if not _FOUND_OUT.match(s.text, cue.end, high):
        return None
    begin = clause_start(s.text, cue.start, low)
    begin += s.text.startswith("经", begin)
    source = subject(s.text, begin, cue.start, times_in(s, begin, cue.start))
    if source is None or not s.text.endswith(source_parts("inquirer"), *source) or _UNDER.search(s.text, *source) or not can_speak(s.text, source, NOBODY, True):
        return None
    return Frame(source[0], cue.end, source, ((cue.start, cue.end),), "say", cue.end, scope_end(s.text, cue.end, high))


def latest_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """X最新调查，…: the body whose latest survey it is, with which the clause begins."""
    at = cue.start - len(_LATEST)
    if not s.text.startswith(_LATEST, max(at, 0)) or s.text[cue.end : cue.end + 1] not in ("，", ","):
        return None
    begin = clause_start(s.text, cue.start, low)
    source = subject(s.text, begin, at, times_in(s, begin, at)) if begin < at else None
    if source is None or source[1] != at or kind_of(s.text[slice(*source)]) == "person" or not can_speak(s.text, source, NOBODY, True):
        return None
    return Frame(source[0], cue.end, source, ((at, cue.end),), "say", cue.end, scope_end(s.text, cue.end, high))
