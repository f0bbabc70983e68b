"""The cues of modality and what is looked up with them, as expressions made of the lexicons, each compiled once."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, seeker, trie, words
from extract.schema import Modality


@cache
def cues() -> tuple[re.Pattern[str], dict[str, tuple[Modality, str]]]:
    """The expression that finds cues, longest first, and their modality and scope."""
    table: dict[str, tuple[Modality, str]] = {word: (modality, scope) for word, modality, scope in rows("modality")}  # type: ignore[misc]
    return re.compile(trie(tuple(table))), table


@cache
def any_cue() -> re.Pattern[str]:
    """The expression that finds whether any cue may stand in a text, faster than that which finds the cues and what masks them."""
    return seeker(tuple(word for word, (_, scope) in cues()[1].items() if scope not in ("mask", "after")))


@cache
def denials() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The expression that finds the words that deny what stands before them in the sentence, and one that passes over other text
    far faster, but also finds those words where they are denied themselves (没|失实)."""
    found = tuple(word for word, _, scope in rows("modality") if scope == "after")
    return re.compile("(?<![不没非])" + trie(found) + "(?![现施行际])"), seeker(found)


@cache
def surnames() -> frozenset[str]:
    """The surnames of one character."""
    return frozenset(word for word in words("surnames") if len(word) == 1)


@cache
def plans() -> re.Pattern[str]:
    """The expression for a plan that ends in what the number counts or measures (采购66架|新机的计划)."""
    nouns = trie(("计划", "规划", *(word for word, modality in rows("modality_nouns") if modality == "target")))
    return re.compile(rf"(?<![年月天日周岁位名家国])[^，,。；;、的\d]{{0,6}}的{nouns}(?![中里书])")


@cache
def nouns() -> tuple[re.Pattern[str], dict[str, Modality]]:
    """The expression that finds, right after a number, the noun that it is the measure of (40%的|目标), and what that makes it."""
    table: dict[str, Modality] = {row[0]: row[1] for row in rows("modality_nouns")}  # type: ignore[misc]
    of_noun = rf"(?:的[^，,。；;、的\d]{{0,4}}?(?P<noun>{trie(tuple(table))})|(?<![个处])(?P<near>目标))"
    return re.compile(rf"\s*(?:左右)?\s*{of_noun}"), table
