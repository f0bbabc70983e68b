"""Who does something in a clause by the words of reporting of which the next clause tells what he says (商会批评政府拖延，指…).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

from bisect import bisect_left

from extract.link.mentions import NOBODY, can_speak
from extract.link.scene import Setting, times_in
from extract.link.subjects import subject

_BLAMING = ("批评", "指责", "炮轰")


def acting(s: Setting, low: int, high: int) -> tuple[int, int] | None:
    """Who stands before a verb in ``text[low:high]`` that tells what he does (商会|批评政府拖延，指…)."""
    i = bisect_left(s.cue_starts, low)
    cue = next((c for c in s.cues[i : bisect_left(s.cue_starts, high, i)] if c.word in _BLAMING), None)
    head = subject(s.text, low, cue.start, times_in(s, low, cue.start)) if cue else None
    return head if head and can_speak(s.text, head, NOBODY, True) else None


