"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. Each is scored
by the words in and around it and the parts that they play, and the best is taken if it scores above none: first the
property, then the entity. The weights stand in ``about_weights.tsv``. All offsets are code points of the one normalised text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from extract.lexicon import rows
from extract.link.about_features import Table, features, places, relations, table
from extract.link.about_phrases import Array, Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import Claim, Cut, scenes
from extract.link.about_words import LETTERS_OF_PARTS, Codes, Place, Vocabulary

Pair = tuple[Place | None, Place | None]

NAMES = frozenset(LETTERS_OF_PARTS.index(letter) for letter in "wgaumhx")
"""Parts of words that continue a name up to 的."""
OF = LETTERS_OF_PARTS.index("d")

Scored = tuple[float, Place]
"""A candidate with its score."""

NEVER = -10_000
"""The score of what cannot be taken."""

SCALE = 100
"""Weights are kept in hundredths: their sums are exact, so that of equals the first is taken on any machine."""


class Weights(Struct, frozen=True):
    """The weights by place in the table (see ``about_features``), for entities and for properties."""

    table: Table
    entity: Array
    measure: Array


class Linker:
    """The weights with what is known of words."""

    def __init__(self, cut: Cut, tag: Callable[[str], str]) -> None:
        """Read the weights; ``cut`` gives the words of stretches of texts, ``tag`` jieba's tag of a word, empty for none."""
        self._words = cut, tag
        self.weights = read_weights()
        vocabulary = Vocabulary({word: number for number, word in enumerate(self.weights.table.vocabulary) if number}, tag)
        self.edges = vocabulary.mark("^"), vocabulary.mark("$")
        self.number, self.time = vocabulary.mark("N"), vocabulary.mark("T")
        self.codes = Codes(vocabulary.code)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a call: the other process reads the weights itself."""
        return type(self), self._words

    def entity_property(self, claims: Sequence[Claim]) -> list[Pair]:
        """The spans of entity and property of each claim, a sentence and the place of the number, None where none is found."""
        around = scenes(claims, self.codes, self._words[0])
        if not len(around.codes):
            return [(None, None)] * len(claims)
        words = lay_out(around)
        found = phrases(words)
        measures, entities = self.choose(words, found, around.units)
        return [_apart(words, found, entity, measure) for entity, measure in zip(entities.tolist(), measures.tolist(), strict=True)]

    def ranked(self, claim: Claim, most: int) -> tuple[list[Scored], list[Scored]]:
        """The ``most`` best candidates for the entity and for the property of a claim with their scores, best first; none scores 0."""
        around = scenes([claim], self.codes, self._words[0])
        if not len(around.codes):
            return [], []
        words = lay_out(around)
        found = phrases(words)
        measures, entities = self.scores(words, found, around.units)
        spans = [_span(words, found, at) for at in range(len(found.first))]
        entity, measure = (
            sorted(((score / SCALE, span) for score, span in zip(scores.tolist(), spans, strict=True) if span), key=lambda scored: -scored[0])[:most]
            for scores in (entities, measures)
        )
        return entity, measure

    def choose(self, words: Words, found: Phrases, units: Array) -> tuple[Array, Array]:
        """The phrase chosen as property and as entity of each claim, -1 for none."""
        claim = words.claim[found.zone]
        measure, entity = self.scores(words, found, units)
        return best(measure, claim, len(units)), best(entity, claim, len(units))

    def scores(self, words: Words, found: Phrases, units: Array) -> tuple[Array, Array]:
        """The scores of phrases as property, and as entity beside the best property of their claim."""
        of = self.weights.table
        seen = features(words, found, units, of, self.edges)
        measure = np.where(may_measure(words, found), self.weights.measure[seen].sum(axis=1), NEVER)
        measures = best(measure, words.claim[found.zone], len(units))
        entity = self.weights.entity[seen].sum(axis=1) + self.weights.entity[relations(words, found, measures, of)]
        return measure, entity


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


def _apart(words: Words, found: Phrases, entity: int, measure: int) -> Pair:
    """The two spans; where the entity runs up to or into the property, 的 parts them (该机的设计|寿命).

    An entity that stops within the name before 的 and the property is led on to 的.
    """
    whose, what = _span(words, found, entity), _span(words, found, measure)
    if whose is None or what is None or found.zone[entity] != found.zone[measure]:
        return whose, what
    first, last, begin = int(found.first[entity]), int(found.last[entity]), int(found.first[measure])
    if last < begin - 1 and words.letters[begin - 1] == OF:
        if NAMES.issuperset(words.letters[last + 1 : begin - 1].tolist()):
            return (whose[0], int(words.ends[begin - 2])), what
    elif whose[0] < what[0] <= whose[1]:
        parted = [at for at in range(first + 1, last) if words.letters[at] == OF and words.starts[at] < what[0]]
        if parted:
            return (whose[0], int(words.ends[parted[-1] - 1])), (int(words.starts[parted[-1] + 1]), what[1])
    return whose, what


def _span(words: Words, found: Phrases, phrase: int) -> Place | None:
    return (int(words.starts[found.first[phrase]]), int(words.ends[found.last[phrase]])) if phrase >= 0 else None


def read_weights() -> Weights:
    """The weights of the lexicon. A word, or first or last character, has a number if it is in the name of a feature."""
    listed = rows("about_weights")
    lexical = {name.split(" ")[-1] for name, *_ in listed if name[0] in "wc"}
    of = table(("", *sorted(lexical)))
    entity, measure = np.zeros(of.size, dtype=np.int64), np.zeros(of.size, dtype=np.int64)
    for place, (_, *cells) in zip(places(of, (name for name, *_ in listed)), listed, strict=True):
        entity[place], measure[place] = (round(float(cell or 0) * SCALE) for cell in cells)
    return Weights(of, entity, measure)
