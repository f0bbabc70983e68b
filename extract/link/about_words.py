"""The words of a clause and the part that each plays around a quantity, as one letter.

The parts come from ``about.tsv`` and ``about_verbs.tsv``, classifiers and currencies from their own lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from msgspec import Struct

from extract.lexicon import rows, trie, words

Array = np.ndarray[Any, Any]

Place = tuple[int, int]
Tags = Callable[[Sequence[str]], list[str]]
"""Gives jieba's tag of each word, empty for none."""
Mark = tuple[int, int, int]
"""A span that makes one word, with its code."""

WORD_CACHE = 1 << 14
"""How many words and quantities are remembered with their codes and classes."""

LETTERS = (("frame", "f"), ("head", "h"), ("modifier", "m"), ("change", "c"), ("opener", "o"), ("link", "l"), ("edge", "e"))
"""The parts of ``about.tsv`` by letter; of several the first counts."""

LETTERS_OF_PARTS = "abcdefghiklmNopqsTuvwx"
"""All letters that a word may have."""

MARKS = frozenset("NTp")
"""Letters whose capital is their own tag: a number, a time, a mark of punctuation."""
TAGS = "nRgZzvVaAdprcmqftujliIbsyxE123NTP"
TAG_LETTERS = {"nr": "R", "ns": "g", "nt": "Z", "nz": "z", "vn": "V", "an": "A", "ad": "A", "i": "I"} | {tag: tag for tag in "nvadrcmqftujlbsyxp"}
"""jieba's tags that are told apart, one letter each; any other is a noun."""

TAG_AT, WORD_AT, FIRST_AT, LAST_AT = 5, 11, 26, 41
"""The bits at which the parts of a word's code begin: letter, tag, word, first and last character."""
TAG_MASK = 63
LETTER_BITS = {letter: number for number, letter in enumerate(LETTERS_OF_PARTS)}
TAG_BITS = {tag: number << TAG_AT for number, tag in enumerate(TAGS)}
WORDS = 1 << 15
"""More words than that cannot have weights of their own."""

PUNCTUATION = re.compile(r"[^\w%·.&/-]+")
OPENING, CLOSING = "“‘「『《〈（(", "”’」』》〉）)"
INNER = "、· "
"""Marks that may stand inside a name, those that open and close included; a blank parts the words of a foreign one."""


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


@cache
def glued() -> tuple[frozenset[str], frozenset[str]]:
    """The characters with which no unknown word begins, and with which none ends."""
    listed = rows("about_glued")
    first, last = (frozenset(character for character, side in listed if side in (own, "both")) for own in ("first", "last"))
    return first, last


def part(word: str) -> str:
    """The letter of the part that ``word`` plays."""
    letter = _lexicon().get(word)
    if letter:
        return letter
    if PUNCTUATION.fullmatch(word):
        return "i" if word in INNER else "b" if word in OPENING else "k" if word in CLOSING else "p"
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


@lru_cache(maxsize=WORD_CACHE)
def unit_class(text: str) -> str:
    """The class of a quantity by its words: rank, share, money, within (a time), span (of time), count or other."""
    return next((name for name, pattern in _unit_classes() if pattern.search(text)), "other")


class Vocabulary(Struct, frozen=True):
    """What is known of words: those with a weight of their own by number (0 is any other), and jieba's tags of words."""

    numbers: dict[str, int]
    tags: Tags

    def codes(self, words: Sequence[str]) -> list[int]:
        """All that features need of each word in one number: letter, tag, and the numbers of word, first and last character."""
        letters = [part(word) for word in words]
        tags = [letter.upper() if letter in MARKS else tag_of(word, tag) for word, tag, letter in zip(words, self.tags(words), letters, strict=True)]
        return [self._packed(*of_word) for of_word in zip(letters, tags, words, strict=True)]

    def mark(self, letter: str) -> int:
        """The code of a word that is a mark: a number ``N`` or a time ``T``."""
        return self._packed(letter, letter, letter)

    def _packed(self, letter: str, tag: str, word: str) -> int:
        number = self.numbers.get
        low = LETTER_BITS[letter] | TAG_BITS[tag] | number(word, 0) << WORD_AT
        return low | number(word[0], 0) << FIRST_AT | number(word[-1], 0) << LAST_AT


class Codes:
    """The codes of words, each found once: by a number that equal words share, or by its characters."""

    def __init__(self, codes: Callable[[Sequence[str]], list[int]]) -> None:
        """``codes``: ``Vocabulary.codes``."""
        self._codes = codes
        self._known: dict[str, int] = {}
        self._listed = np.zeros(0, dtype=np.int64)  # by number, and one more, so that 0 is unknown

    def of(self, numbers: Array, spelt: Callable[[Array], list[str]]) -> Array:
        """The codes of words by their numbers, -1 for none; ``spelt`` gives the words at those places that are not known by number."""
        more = int(numbers.max(initial=0)) + 1 - len(self._listed)
        if more > 0:
            self._listed = np.concatenate([self._listed, np.zeros(more, dtype=np.int64)])
        codes: Array = np.where(numbers < 0, 0, self._listed[numbers]) - 1
        unknown = np.flatnonzero(codes < 0)
        codes[unknown] = self.spelt(spelt(unknown))
        learnt = unknown[numbers[unknown] >= 0]
        self._listed[numbers[learnt]] = codes[learnt] + 1
        return codes

    def spelt(self, words: Sequence[str]) -> list[int]:
        """The codes of words by their characters."""
        if len(self._known) > WORD_CACHE:
            self._known.clear()
        known = self._known
        new = list({word for word in words if word not in known})
        known.update(zip(new, self._codes(new), strict=True))
        return [known[word] for word in words]


def tag_of(word: str, tag: str) -> str:
    """One letter for jieba's tag of a word (``n``, ``vn``, ``nrt`` …), for a word without one by its characters."""
    if tag:
        return TAG_LETTERS.get(tag[:2]) or TAG_LETTERS.get(tag[0], "n")
    return "E" if word.isascii() else "123"[min(len(word), 3) - 1]
