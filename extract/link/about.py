"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. Each is scored
by the parts that the words in and around it play, and the best is taken if it scores above none: first the property,
then the entity. The weights stand in ``about_weights.tsv``. All offsets are code points of the one normalised text.

Most of what is seen of a phrase depends on the letters of its zone alone and is weighed once for them (``_weighed``);
only its length in characters, the claim's number and the property's place are added claim by claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from extract.lexicon import rows
from extract.link import about_features as seen
from extract.link.about_phrases import LONGEST as LONGEST_PHRASE
from extract.link.about_phrases import (
    LONGEST_AFTER,
    Phrase,
    Reading,
    Scene,
    may_measure,
    own_marks,
    phrases,
    relation,
    scene,
    topics,
)
from extract.link.about_words import LETTERS_OF_PARTS, Place

Pair = tuple[Place | None, Place | None]

NAMES = frozenset("wgaumhx")
"""Parts of words that continue a name up to 的."""

ZONE_CACHE = 1 << 13
"""How many zones are remembered by their letters, with the weights of their phrases."""

RELATIONS = "<1j>o-"
LONGEST = 12
"""In characters: longer phrases are weighed alike."""

Weights = tuple[int, int]
"""As entity and as property, in hundredths: sums are exact, so that of equals the first is taken on any machine."""

NONE = (0, 0)
NEVER = -(10**9)
"""The weight of a phrase that cannot be taken."""


Weighed = tuple[int, int, str, str, int, int]
"""A phrase of a zone by the indices of its first and last word: the letters of the last and of the word after it, and the
weights, as entity and as property, of all that the zone's letters tell."""


def entity_property(sentence: Reading, start: int, end: int) -> Pair:
    """The spans of the entity and of the property of the claim ``[start, end)``, each None where none is found.

    ``sentence`` is what ``about_phrases.reading`` prepared of the sentence that holds the claim.
    """
    around = scene(sentence, start, end)
    measure = best_property(around)
    return _apart(best_entity(around, measure), measure)


def _apart(entity: Phrase | None, measure: Phrase | None) -> Pair:
    """The two spans; where the entity runs up to or into the property, 的 parts them (该机的设计|寿命).

    An entity that stops within the name before 的 and the property is led on to 的.
    """
    if entity and measure and entity.zone is measure.zone and entity.end < measure.start:
        at = entity.zone.parts.find("d", entity.last + 1, measure.first)
        if at == measure.first - 1 and NAMES.issuperset(entity.zone.parts[entity.last + 1 : at]):
            return (entity.start, entity.zone.ends[at - 1]), (measure.start, measure.end)
    if entity is None or measure is None or not entity.start < measure.start <= entity.end:
        return entity and (entity.start, entity.end), measure and (measure.start, measure.end)
    _, starts, ends, parts = entity.zone
    at = parts.rfind("d", entity.first + 1, entity.last)
    if at < 0 or starts[at] >= measure.start:
        return (entity.start, entity.end), (measure.start, measure.end)
    return (entity.start, ends[at - 1]), (starts[at + 1], measure.end)


def best_property(around: Scene) -> Phrase | None:
    """The phrase that names the measure, None where none scores above zero."""
    best, highest = None, 0
    sizes = _sizes(1)
    for zone in around.zones:
        name, starts, ends, parts = zone
        by_part, by_after = _by_part(name, around.unit, around.content, 1), _by_after(name, around.unit, 1)
        for first, last, part, after, _, base in _weighed(name, parts):
            size = ends[last] - starts[first]
            score = base + by_part[part] + by_after[after] + sizes[size if size < LONGEST else LONGEST]
            if score > highest:
                best, highest = Phrase(starts[first], ends[last], zone, first, last), score
    return best


def best_entity(around: Scene, measure: Phrase | None) -> Phrase | None:
    """The phrase that names what has the quantity, given that of the measure; None where none scores above zero."""
    best, highest = None, 0
    sizes = _sizes(0)
    other, place = (measure.zone.name, measure[:2]) if measure else ("", None)
    for zone in around.zones:
        name, starts, ends, parts = zone
        by_part, by_after = _by_part(name, around.unit, around.content, 0), _by_after(name, around.unit, 0)
        by_relation = _by_relation(name, other)
        for first, last, part, after, base, _ in _weighed(name, parts):
            start, end = starts[first], ends[last]
            score = base + by_part[part] + by_after[after] + sizes[end - start if end - start < LONGEST else LONGEST]
            score += by_relation[relation((start, end), place)]
            if score > highest:
                best, highest = Phrase(start, end, zone, first, last), score
    return best


@lru_cache(maxsize=ZONE_CACHE)
def _weighed(name: str, parts: str) -> tuple[Weighed, ...]:
    """The phrases of a zone with the weights of all that its letters tell.

    All of it adds up from what is seen at each word, so that a phrase takes two sums: to begin at its first word and to
    end at its last. Words inside count by their running total, taken off at the first and put on at the last.
    """
    side, own, size = seen.side_of(name), own_marks(parts), len(parts)
    bounded = f"^{parts}$$"
    edges = [_edge(side + bounded[i : i + 2]) for i in range(size + 1)]
    begins: list[Weights] = []
    ends: list[Weights] = []
    entity = measure = 0
    for i, before in enumerate(topics(parts)):
        begin, _, inside = edges[i]
        _, end, _ = edges[i + 1]
        follow = _follow(f"{side}{bounded[i + 2 : i + 4]}{min(size - i - 1, 6)}")
        if i:
            entity += inside[0]
            measure += inside[1]
        begins.append((begin[0] - entity + _topic(name + before + own), begin[1] - measure))
        ends.append((end[0] + follow[0] + entity, end[1] + follow[1] + measure))
    lengths = _lengths(side)
    parted = "d" in parts
    found = []
    for first, last in phrases(name, parts):
        begin, end, long = begins[first], ends[last], lengths[last - first]
        score = begin[1] + end[1] + long[1]
        if parted and not may_measure(name, parts[first : last + 1]):
            score = NEVER
        found.append((first, last, parts[last], bounded[last + 2], begin[0] + end[0] + long[0], score))
    return tuple(found)


@cache
def _edge(at: str) -> tuple[Weights, Weights, Weights]:
    """The weights, between two letters on a side (``at``: the side and they), of a phrase that begins, ends or goes on there."""
    side, left, right = at[0], at[1], at[2]
    return _sum(seen.begin(side, left, right)), _sum(seen.end(side, left, right)), _sum(seen.pair(side, left + right))


@cache
def _follow(at: str) -> Weights:
    """The weights of what follows a phrase: ``at`` is the side, two letters and how many words."""
    return _sum(seen.follow(at[0], at[1:3], int(at[3])))


@cache
def _topic(at: str) -> int:
    """The weight of what stands before an entity: ``at`` is the zone, its letter and the marks in the zone."""
    return _sum(seen.topic(at[0], at[1], at[2:]))[0]


@cache
def _lengths(side: str) -> tuple[Weights, ...]:
    """The weights of lengths in words, from one word on."""
    return tuple(_sum(seen.length(side, words)) for words in range(1, max(LONGEST_PHRASE, LONGEST_AFTER) + 1))


@cache
def _sizes(column: int) -> tuple[int, ...]:
    """The weights of lengths in characters."""
    return tuple(_sum(seen.size(size))[column] for size in range(LONGEST + 1))


@cache
def _by_part(zone: str, unit: str, content: str, column: int) -> dict[str, int]:
    """The weights of last letters in a zone for a class of number and a content before it."""
    return {part: _sum(seen.number(zone, unit, content, part))[column] for part in LETTERS_OF_PARTS}


@cache
def _by_after(zone: str, unit: str, column: int) -> dict[str, int]:
    """The weights of letters after a phrase in a zone for a class of number."""
    return {part: _sum(seen.number_after(seen.side_of(zone), unit, part))[column] for part in LETTERS_OF_PARTS + "$"}


@cache
def _by_relation(zone: str, other: str) -> dict[str, int]:
    return {kind: _sum(seen.measure(zone, other, kind))[0] for kind in RELATIONS}


def _sum(names: Sequence[str]) -> Weights:
    """The sums of the weights of features."""
    weight = _weights().get
    entity = measure = 0
    for name in names:
        pair = weight(name, NONE)
        entity += pair[0]
        measure += pair[1]
    return entity, measure


@cache
def _weights() -> dict[str, Weights]:
    """The weights of the features."""
    return {name: (round(float(entity or 0) * 100), round(float(measure or 0) * 100)) for name, entity, measure in rows("about_weights")}
