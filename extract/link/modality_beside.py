"""What the words right beside a quantity make of it: part of ``modality.py``.

Offsets are code points of the normalised text.
"""

from __future__ import annotations

from extract.link import modality_cues as words
from extract.link import modality_patterns as patterns
from extract.schema import Modality

_WIDE = 60
"""Characters before a number in which a court is told of."""

_PLANNED = 28
"""Characters before a number in which stands what was once planned."""


def beside(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Modality | None:
    """What the words right before or after the number make of it, whatever else is said; None where they say nothing."""
    before = text[clause[0] : start]
    if _ordered(text, start, end, clause, sentence):
        return "target"
    if text.endswith("周年", start, end) and patterns.FEAST.match(text, end, clause[1]):
        return "fact"
    if before.endswith("现有的"):
        return "fact"  # so many there are now, whatever is planned of them
    if patterns.RANKED.match(text, start) and not patterns.RISEN.search(before):
        return "fact"
    if patterns.GOAL_AHEAD.search(before) and patterns.NOT_THERE.match(text, end, clause[1]):
        return "target"
    if patterns.BY_HOW_MUCH.search(before) and patterns.APPLIED.search(text, sentence[0], start) and "批" not in before:
        return "target"
    if told := _told_of(text, start, end, clause, before):
        return told
    nouns, of_noun = words.nouns()
    if named := nouns.match(text, end, sentence[1]):
        return of_noun[named["noun"] or named["near"]]
    return None


def _ordered(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a court orders the quantity, a length of time, a sum or what it takes off that, rather than the law allows it."""
    if patterns.BY_LAW.search(text, clause[0], end):
        return False
    if patterns.SENTENCED.match(text, end, clause[1]) and not patterns.PEOPLE.search(text, start, end):
        return True
    return bool(patterns.ORDERED.search(text, start, end)) and bool(patterns.JUDGED.search(text, max(sentence[0], start - _WIDE), start))


def _told_of(text: str, start: int, end: int, clause: tuple[int, int], before: str) -> Modality | None:
    """What the words right before the number make of it: offered, once expected or once planned."""
    if (patterns.PROPOSED.search(before) and patterns.SUM.search(text, start, end)) or patterns.ASKED.search(before):
        return "target"
    if "预" in before and patterns.MOVED_TO.search(before):
        return "forecast"
    of = text[start - 1] == "的"
    if patterns.EXPECTED.search(text, clause[0], start):
        of_it = patterns.SHARE.search(text, start, end) and patterns.OF_EXPECTED.search(text, clause[0], start)
        return "fact" if of_it else "forecast"
    if "原" not in text[max(clause[0], start - _PLANNED) : start] or (of and patterns.SHARE.search(text, start, end)):
        return None
    return "target" if patterns.ORIGINAL.search(text, clause[0], start) else None
