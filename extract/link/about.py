"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. A small network reads the
words and gives the chance of each that it is the one (``about_network``). So each word has a chance to belong to what is sought,
and that phrase is taken which can be expected to share the most characters with it, less a price for each. All offsets are code
points of the one normalised text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from extract.link.about_network import SCALE, network
from extract.link.about_phrases import Array, Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import Asked, Cut, Scenes, scenes
from extract.link.about_turns import in_turn
from extract.link.about_words import LETTERS_OF_PARTS, Codes, Place, Tags, Vocabulary

Pair = tuple[Place | None, Place | None]

OF = LETTERS_OF_PARTS.index("d")

Scored = tuple[float, Place]
"""A candidate with its score: the characters that it can be expected to share, less the price."""

NEVER = -10_000
"""The score of what cannot be taken."""

CHANCE = 1 << 20
"""Chances are kept in parts of this, so that their sums are exact too."""
PRICE = 0.65
"""The chance to belong to what is sought at which a character is worth taking is half of this. Of 0.45, 0.55 and 0.65 the best on
a held-out quarter of the corpora and of the marks on real news."""
LEAST = 70
"""A phrase is taken only if its own chance is at least this many hundredths of the highest: else pieces that two phrases share would
win though neither is one. Of 0, 10, 30, 60, 70, 80 and 100 the one that was exactly right most often without losing characters on
held-out quarters of train and dev, with the log-linear weights that the network took the place of."""


class Worth(Struct, frozen=True):
    """Of each phrase the characters that it can be expected to share with what is sought, less the price, and the chance that it is
    what is sought, both in parts of ``CHANCE``."""

    expected: Array
    chance: Array


class Linker:
    """The network with what is known of words."""

    def __init__(self, cut: Cut, tags: Tags) -> None:
        """Read the weights; ``cut`` gives the words of stretches of texts, ``tags`` jieba's tags of words. Raises ModelError."""
        self._words = cut, tags
        self.network = network()
        vocabulary = Vocabulary({word: number for number, word in enumerate(self.network.vocabulary) if number}, tags)
        self.number, self.time = vocabulary.mark("N"), vocabulary.mark("T")
        self.codes = Codes(vocabulary.codes)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a call: the other process reads the weights itself."""
        return type(self), self._words

    def entity_property(self, claims: Sequence[Asked]) -> list[Pair]:
        """The spans of entity and property of each claim, None where none is found."""
        around = scenes(claims, self.codes, self._words[0])
        words = lay_out(around)
        if not len(words.codes):
            return [(None, None)] * len(claims)
        found = phrases(words)
        measures, entities = self.choose(words, found, around)
        pairs = parted(words, found, entities, measures)
        return [(in_turn(claim, (self.number, self.time), whose, what), what) for claim, (whose, what) in zip(claims, pairs, strict=True)]

    def ranked(self, claim: Asked, most: int) -> tuple[list[Scored], list[Scored]]:
        """The ``most`` best candidates for the entity and for the property of a claim with their scores, best first; none scores 0."""
        around = scenes([claim], self.codes, self._words[0])
        words = lay_out(around)
        if not len(words.codes):
            return [], []
        found = phrases(words)
        measure_, entity_, able = self.scores(words, found, around)
        alone = np.zeros(len(able), dtype=np.int64)
        measures, entities = likely(measure_, able, alone, 1), likely(entity_, alone == 0, alone, 1)
        spans = _spans(words, found, np.arange(len(found.first)))
        entity, measure = (
            sorted(((score / CHANCE, span) for score, span in zip(scores.tolist(), spans, strict=True) if span), key=lambda scored: -scored[0])[:most]
            for scores in (entities, measures)
        )
        return entity, measure

    def choose(self, words: Words, found: Phrases, around: Scenes) -> tuple[Array, Array]:
        """The phrase chosen as property and as entity of each claim, -1 for none."""
        measure, entity, able = self.scores(words, found, around)
        return beside(words, found, measure, entity, able, len(around.units))

    def scores(self, words: Words, found: Phrases, around: Scenes) -> tuple[Worth, Worth, Array]:
        """What phrases are worth as property and as entity of their claim; which can be a property."""
        claims = len(around.units)
        entity, measure = self.network.scores(words, found, around).T
        able = may_measure(words, found)
        return worth(words, found, np.where(able, measure, NEVER), claims), worth(words, found, entity, claims), able


def worth(words: Words, found: Phrases, scores: Array, claims: int) -> Worth:
    """The characters that each phrase can be expected to share with the one that is sought, less the price, and its own chance.

    ``scores`` are those of the network, in hundredths above that of none.
    """
    claim = words.claim[found.zone]
    highest = np.zeros(claims, dtype=np.int64)
    np.maximum.at(highest, claim, scores)
    odds = np.exp((scores - highest[claim]) / SCALE)
    whole = np.bincount(claim, odds, claims) + np.exp(-highest / SCALE)
    chance = np.rint(odds / whole[claim] * CHANCE).astype(np.int64)
    size = len(words.codes) + 1
    change = np.bincount(found.first, chance, size) - np.bincount(found.last + 1, chance, size)  # exact: whole numbers
    of_word = 2 * np.cumsum(change.astype(np.int64))[:-1] - round(PRICE * CHANCE)
    gain = np.concatenate([[0], np.cumsum((words.ends - words.starts) * of_word)])
    return Worth(gain[found.last + 1] - gain[found.first], chance)


def likely(value: Worth, able: Array, claim: Array, claims: int) -> Array:
    """What the phrases are worth that are ``able``, ``NEVER`` for the others and for those that are too unlikely beside the likeliest."""
    highest = np.zeros(claims, dtype=np.int64)
    np.maximum.at(highest, claim[able], value.chance[able])
    return np.where(able & (value.chance * 100 >= LEAST * highest[claim]), value.expected, NEVER)


def beside(words: Words, found: Phrases, measure: Worth, entity: Worth, able: Array, claims: int) -> tuple[Array, Array]:
    """The phrases with the best scores as property and as entity of each claim, -1 for none.

    Where both are the same phrase, it is that one for which the best of the other phrases costs more; the other is taken among those
    that share no word with it.
    """
    claim = words.claim[found.zone]
    every = np.ones(len(claim), dtype=bool)
    scores = likely(measure, able, claim, claims), likely(entity, every, claim, claims)
    measures, entities = (best(of, claim, claims) for of in scores)
    same = np.flatnonzero((measures >= 0) & (measures == entities))
    if len(same):
        taken = np.full(claims, -1)
        taken[same] = measures[same]
        apart = _apart_from(words, found, taken[claim])
        own = likely(measure, able & apart, claim, claims), likely(entity, apart, claim, claims)
        other, another = (best(of, claim, claims)[same] for of in own)
        costs, costs_more = (
            of[taken[same]] - np.where(instead >= 0, left[instead], 0) for of, left, instead in zip(scores, own, (other, another), strict=True)
        )
        measures[same] = np.where(costs < costs_more, other, measures[same])
        entities[same] = np.where(costs < costs_more, entities[same], another)
    return measures, entities


def _apart_from(words: Words, found: Phrases, others: Array) -> Array:
    """Whether phrases share no character with others, one for each; none with -1."""
    starts, ends = words.starts[found.first], words.ends[found.last]
    there: Array = (others >= 0) & ((starts >= ends[others]) | (ends <= starts[others]))
    return there


def best(scores: Array, claim: Array, claims: int) -> Array:
    """The first of the phrases with the highest score above zero of each claim, -1 for none. Scores are whole numbers."""
    chosen = np.full(claims, -1)
    count = len(scores)
    if count:
        ranked = scores * count - np.arange(count)
        firsts = np.flatnonzero(np.diff(claim, prepend=-1))
        place = -np.maximum.reduceat(ranked, firsts) % count
        able = scores[place] > 0
        chosen[claim[place[able]]] = place[able]
    return chosen


def parted(words: Words, found: Phrases, entities: Array, measures: Array) -> list[Pair]:
    """The two spans of each claim, for its phrases (-1 for none).

    A property that begins with the entity is what follows that (会员|毛利率); an entity in which 的 stands before the property is
    what stands before 的 (买家|的|心理价位).
    """
    if not len(found.first):
        return [(None, None)] * len(entities)
    pairs = list(zip(_spans(words, found, entities), _spans(words, found, measures), strict=True))
    first, last, begin, end = found.first[entities], found.last[entities], found.first[measures], found.last[measures]
    there = (entities >= 0) & (measures >= 0)
    longer = there & (begin == first) & (end > last)
    of_it = there & (begin > first + 1) & (begin <= last) & (words.letters[begin - 1] == OF)
    for at in np.flatnonzero(longer | of_it).tolist():
        whose, what = pairs[at]
        assert whose and what
        if longer[at]:
            after = last[at] + 1 + (words.letters[last[at] + 1] == OF)
            pairs[at] = whose, (int(words.starts[after]), what[1])
        else:
            pairs[at] = (whose[0], int(words.ends[begin[at] - 2])), what
    return pairs


def _spans(words: Words, found: Phrases, chosen: Array) -> list[Place | None]:
    """The spans of phrases, None for -1."""
    starts, ends = words.starts[found.first[chosen]].tolist(), words.ends[found.last[chosen]].tolist()
    return [(start, end) if phrase >= 0 else None for phrase, start, end in zip(chosen.tolist(), starts, ends, strict=True)]
