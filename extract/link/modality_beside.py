"""What the words right beside a quantity make of it, and what denies it: part of ``modality.py``.

Offsets are code points of the normalised text.
"""

from __future__ import annotations

from functools import lru_cache

from extract.link import modality_cues as words
from extract.link import modality_patterns as patterns
from extract.schema import Modality

_LOOK_BACK = 6
"""Characters before a place that the expressions which end there need to see."""

_OFFER = 18
"""Characters before a number in which it is told who offers it."""

_RATE = 14
"""Characters before a number in which a rate of exchange begins."""

_REFUTED = 12
"""Characters after 这一数字 in which the word that denies it ends."""


def beside(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Modality | None:
    """What the words right before or after the number make of it, whatever else is said; None where they say nothing."""
    if patterns.NONE.search(text, max(sentence[0], start - _LOOK_BACK), start):
        return "denied"
    if patterns.MEAN_WITH.search(text, clause[0], start) and patterns.NOT_EVEN.match(text, end, sentence[1]):
        return "denied"
    before = text[clause[0] : start]
    if patterns.IN_CASE.match(text, end, sentence[1]) and not patterns.WORDS_OF.search(before):
        return "hypothetical"
    if patterns.MAY_DENY.search(before) and _is_set_against(text, before, end, clause, sentence):
        return "denied"
    if patterns.CLAIMED.match(text, end, sentence[1]) or (patterns.SAID_NO.match(text, end, sentence[1]) and patterns.ASKED_IF.search(before)):
        return "denied"
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


def _is_set_against(text: str, before: str, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the clause up to the number, ``before``, and what follows that say that so much is not so, but only said to be."""
    if patterns.NOT_AS_SAID.search(before) or patterns.INSTEAD_OF.search(before) or patterns.CLEARED.search(before):
        return True
    if patterns.NEVER_DID.search(before) and patterns.CLEARING.search(text, sentence[0], clause[0]):
        return True
    if (heard := patterns.HEARSAY.search(before)) and (heard["far"] or patterns.FAR_OFF.match(text, end, clause[1])):
        return True
    if patterns.SO_MUCH.match(text, end, clause[1]) and patterns.NOT_SO.search(before):
        return True
    if patterns.IS_NOT.match(text, end, sentence[1]) and patterns.SO_CALLED.search(before):
        return True
    return bool(patterns.DISPUTED.search(before) and patterns.THE_CLAIM.match(text, end, clause[1]))


def _told_of(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int], before: str) -> Modality | None:
    """What the words right before the number make of it: offered, once expected, once planned, or part of what once happened."""
    if patterns.PROPOSED.search(text, clause[0], start) and patterns.SUM.search(text, start, end):
        return "target"
    if patterns.AIMED.search(before[-_LOOK_BACK:]) and patterns.GOODS.search(text, end - 1, end):
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


def is_denied(text: str, end: int, sentence: tuple[int, int]) -> bool:
    """Whether words of denial after the number reach back to it: not over the head of another's words (…，“所谓1万人的数字纯属捏造”)."""
    denial = words.denials()[0].search(text, end, sentence[1])
    if not denial:
        return False
    return not (patterns.ALLEGED.search(text, end, denial.start()) or patterns.THAT_CLAIM.search(text, end, denial.start()))


@lru_cache(maxsize=2)
def is_refuted(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells what is rumoured, and the next denies it."""
    asked = text[sentence[1] - 1] in "？?" or patterns.QUERIED.search(text, sentence[0], sentence[1])
    if not (asked or patterns.RUMOUR.match(text, sentence[0], sentence[1])):
        return False
    if patterns.ANSWER_NO.match(text, sentence[1]) or (not asked and patterns.SET_RIGHT.match(text, sentence[1])):
        return True
    named = patterns.REFUTED.match(text, sentence[1])
    return bool(named) and bool(words.denials()[0].search(text, named.end(), named.end() + _REFUTED))  # type: ignore[union-attr]
