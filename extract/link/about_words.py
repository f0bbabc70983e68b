"""The words of a clause and the part that each plays around a quantity, as one letter.

The parts come from ``about.tsv`` and ``about_verbs.tsv``, classifiers and currencies from their own lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract.lexicon import rows, trie, words

Place = tuple[int, int]
Cut = Callable[[int, int], Sequence[Place]]

WORD_CACHE = 1 << 14
"""How many words are remembered with their part."""

LETTERS = (("frame", "f"), ("head", "h"), ("modifier", "m"), ("change", "c"), ("opener", "o"), ("link", "l"), ("edge", "e"))
"""The parts of ``about.tsv`` by letter; of several the first counts."""

LETTERS_OF_PARTS = "acdefghilmNopqsTuvwx"
"""All letters that a word may have."""

PUNCTUATION = re.compile(r"[^\w%·.&/-]+")
INNER = "、·“”「」《》"
"""Marks that may stand inside a name."""


class Words(NamedTuple):
    """The words of a stretch: where they start and end, and the letters of their parts in one string (``w`` for any word
    that plays none, ``T`` and ``N`` for a time and a number)."""

    starts: list[int]
    ends: list[int]
    parts: str


@cache
def _lexicon() -> dict[str, str]:
    """Every listed word with its letter."""
    letters = {word: "v" if kind == "verb" else "e" for word, kind in rows("about_verbs")}
    for word, roles in rows("about"):
        own = roles.split(",")
        letters[word] = next(letter for role, letter in LETTERS if role in own)
    return letters | {"的": "d", "占": "s", "占到": "s", "其中": "q", "当中": "q"}


@cache
def _suffixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Endings of words that name a measure, and of words that name a place."""
    return words("about_suffixes"), words("about_places")


@lru_cache(maxsize=WORD_CACHE)
def part(word: str) -> str:
    """The letter of the part that ``word`` plays."""
    letter = _lexicon().get(word)
    if letter:
        return letter
    if PUNCTUATION.fullmatch(word):
        return "i" if word in INNER else "p"
    measures, places = _suffixes()
    if word.endswith(measures):
        return "h" if len(word) > 1 else "x"
    if word.endswith(places):
        return "g"
    if word.isascii():
        return "N" if word[0].isdigit() else "a"
    return "w" if len(word) > 1 else "u"


@cache
def _unit_classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Expressions for the classes of quantities, tried in order on the quantity's own words."""
    classifiers = trie(tuple(word for word, kind in rows("counters") if kind == "classifier"))
    bound = "(?:以上|以下|以内|左右|上下|多|余|内|出头)?$"
    return (
        ("rank", re.compile("^第|前.$")),
        ("share", re.compile(r"(?:[%％成半]|分之.{1,3}|百分点)(?:以上|以下|左右|上下)?$|^百分")),
        ("money", re.compile(trie(words("currencies")))),
        ("within", re.compile("(?:之|以)?内$")),
        ("span", re.compile(rf"(?:年|月|天|日|周|时|分钟|秒|岁|星期|礼拜|钟){bound}")),
        ("count", re.compile(classifiers + bound)),
    )


def unit_class(text: str) -> str:
    """The class of a quantity by its words: rank, share, money, within (a time), span (of time), count or other."""
    return next((name for name, pattern in _unit_classes() if pattern.search(text)), "other")


def read(text: str, low: int, high: int, marks: Sequence[tuple[int, int, str]], cut: Cut) -> Words:
    """The words of ``[low, high)``, clipped to it; ``marks`` are spans that each make one word of the given part."""
    starts: list[int] = []
    ends: list[int] = []
    parts: list[str] = []
    position = low
    words = cut(low, high)
    index = 0
    for mark_start, mark_end, letter in [*(mark for mark in marks if mark[1] > low and mark[0] < high), (high, high, "")]:
        if mark_end <= position and letter:
            continue
        while index < len(words) and words[index][0] < mark_start:
            start, stop = words[index]
            end = min(stop, mark_start)
            start = max(start, position)
            if start < end:
                starts.append(start)
                ends.append(end)
                parts.append(part(text[start:end]))
            if stop > mark_start:
                break  # it goes on after the mark
            index += 1
        if letter:
            starts.append(max(mark_start, low))
            ends.append(min(mark_end, high))
            parts.append(letter)
            position = mark_end
    return Words(starts, ends, "".join(parts))
