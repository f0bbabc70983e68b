"""Copies of documents in which some words are others: text for the network to learn on, of which its teacher says what it reads there.

A word is changed only for one of the same part of speech and length, so that all offsets stay: after the augmentation of Jiao
et al. 2020, "TinyBERT", with words of the same documents in place of those that a language model finds likely.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter, defaultdict
from itertools import accumulate
from typing import Any

from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.segment import Segmenter

OPEN = frozenset(("n", "nr", "nrt", "nrfg", "ns", "nt", "nz", "v", "vn", "a", "ad", "an", "b", "d", "i", "j", "l"))
"""The tags of jieba's dictionary whose words may be changed."""
NAMES = frozenset(("nr", "ns", "nt", "nz"))
SHARE, OF_NAMES = 0.2, 0.36
"""How many words are changed, and how many of those that name somebody or something."""
FEWEST = 8
"""How many words there must be to choose from."""

Kind = tuple[str, int]


class Stock:
    """The words of documents by part of speech and length, and how often each is drawn: by the root of how often it stands there."""

    def __init__(self, documents: list[dict[str, Any]], segmenter: Segmenter) -> None:
        """Count them; those that stand there once are left out."""
        count: Counter[str] = Counter()
        for doc in documents:
            text = normalize(doc["text"]).text
            count.update(text[start:end] for start, end in segmenter.cut(text))
        words = sorted(word for word, n in count.items() if n > 1 and is_chinese(word))
        self.kinds = {word: (tag, len(word)) for word, tag in zip(words, segmenter.tags(words), strict=True) if tag in OPEN}
        self.words: dict[Kind, list[str]] = defaultdict(list)
        for word, kind in self.kinds.items():
            self.words[kind].append(word)
        self.sums = {kind: list(accumulate(count[word] ** 0.5 for word in of_kind)) for kind, of_kind in self.words.items()}

    def another(self, word: str, chance: random.Random) -> str:
        """A word in the place of this one, mostly itself."""
        kind = self.kinds.get(word)
        if not kind or len(self.words[kind]) < FEWEST or chance.random() >= (OF_NAMES if kind[0] in NAMES else SHARE):
            return word
        sums = self.sums[kind]
        return self.words[kind][bisect(sums, chance.random() * sums[-1])]


def is_chinese(word: str) -> bool:
    """Whether all its characters are Chinese ones."""
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def varied(doc: dict[str, Any], stock: Stock, segmenter: Segmenter, chance: random.Random) -> dict[str, Any]:
    """The document with some words changed, each for the same one wherever it stands; none in or beside a number or a time."""
    text = normalize(doc["text"]).text
    fixed = [False] * (len(text) + 1)
    for start, end in [*((m["start"], m["end"]) for m in doc["mentions"]), *((t.start, t.end) for t in find_times(text))]:
        fixed[start : end + 1] = [True] * (end + 1 - start)
    instead: dict[str, str] = {}
    out = list(text)
    for start, end in segmenter.cut(text):
        word = text[start:end]
        if is_chinese(word) and not any(fixed[start:end]):
            if word not in instead:
                instead[word] = stock.another(word, chance)
            out[start:end] = instead[word]
    return {**doc, "text": "".join(out)}
