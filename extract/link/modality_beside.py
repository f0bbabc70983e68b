"""What the words right beside a quantity make of it: part of ``modality.py``.

Offsets are code points of the normalised text.
"""

from __future__ import annotations

from extract.link import modality_cues as words
from extract.link import modality_patterns as patterns
from extract.schema import Modality

_LOOK_BACK = 6
"""Characters before a place that the expressions which end there need to see."""

_OFFER = 18
"""Characters before a number in which it is told who offers it."""

_RATE = 14
"""Characters before a number in which a rate of exchange begins."""


def beside(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Modality | None:
    """What the words right before or after the number make of it, whatever else is said; None where they say nothing."""
    before = text[clause[0] : start]
    if patterns.IN_CASE.match(text, end, sentence[1]) and not patterns.WORDS_OF.search(before):
        return "hypothetical"
    if patterns.SENTENCED.match(text, end, clause[1]) and not patterns.BY_LAW.search(text, clause[0], end):
        return "target"
    if text.endswith("周年", start, end) and patterns.FEAST.match(text, end, clause[1]):
        return "fact"
    if text[end - 1] == "岁" and patterns.AGED.search(text, clause[0], start):
        return "fact"
    if patterns.EXCHANGED.search(text, max(sentence[0], start - _RATE), start):
        return "fact"
    if told := _told_of(text, start, end, clause, sentence, before):
        return told
    if patterns.OF_THEM.match(text, end, clause[1]) and text[start - 1] != "每":
        return "fact"
    nouns, of_noun = words.nouns()
    bracket = patterns.BRACKETED.match(text, end, sentence[1])
    if named := nouns.match(text, bracket.end() if bracket else end, sentence[1]):
        return of_noun[named["noun"] or named["near"]]
    return None


def _told_of(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int], before: str) -> Modality | None:
    """What the words right before the number make of it: offered, once expected, once planned, or part of what once happened."""
    if patterns.PROPOSED.search(text, clause[0], start) and patterns.SUM.search(text, start, end):
        return "target"
    if patterns.AIMED.search(before[-_LOOK_BACK:]) and patterns.GOODS.search(text, end - 1, end):
        return "target"
    if "目标" in before and patterns.AIM_MOVED.search(before) and patterns.REVISING.match(text, end, clause[1]):
        return "target"
    if "预" in before and (patterns.MOVED_TO.search(before) or patterns.EXPECTED_MOVE.search(before)):
        return "forecast"
    if "的" in before and patterns.PROPOSAL.search(before[-_OFFER:]):
        return "target"
    if patterns.THAT_ONE.search(text, max(clause[0], start - _RATE), start) and patterns.RELATED.match(text, end, clause[1]):
        return "fact"
    of = text[start - 1] == "的"
    if of and patterns.REVISED.match(text, end, clause[1]) and patterns.REVISED_FROM.search(text, clause[0], start) and "预" in text[sentence[0] : start]:
        return "forecast"
    if of and patterns.EXPECTED.search(text, clause[0], start):
        of_it = patterns.SHARE.search(text, start, end) and patterns.OF_EXPECTED.search(text, clause[0], start)
        return "fact" if of_it else "forecast"
    if "原" not in text[max(clause[0], start - 2 * _RATE) : start] or (of and patterns.SHARE.search(text, start, end)):
        return None
    return "target" if patterns.ORIGINAL.search(text, clause[0], start) else None
