"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. Each is scored
by the parts that the words in and around it play, and the best is taken if it scores above none: first the property,
then the entity. The weights stand in ``about_weights.tsv``. All offsets are code points of the one normalised text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from extract.lexicon import rows
from extract.link.about_phrases import (
    Phrase,
    Reading,
    Scene,
    View,
    begin_view,
    candidates,
    end_views,
    entity_views,
    features,
    may_measure,
    scene,
    span_views,
)
from extract.link.about_words import Place

Pair = tuple[Place | None, Place | None]

ENTITY, PROPERTY = 0, 1
"""Columns of the weights."""

NAMES = frozenset("wgaumhx")
"""Parts of words that continue a name up to 的."""

MOST = 5.0
"""A candidate this far behind before the views that depend on the property are weighed is not looked at again."""

VIEW_CACHE = 1 << 15
"""How many views are remembered with their weight."""


def entity_property(sentence: Reading, start: int, end: int) -> Pair:
    """The spans of the entity and of the property of the claim ``[start, end)``, each None where none is found.

    ``sentence`` is what ``about_phrases.reading`` prepared of the sentence that holds the claim.
    """
    around = scene(sentence, start, end)
    seen = scored(around)
    measure = best_property(seen)
    entity = best_entity(seen, around, measure)
    return _apart(entity, measure)


def _apart(entity: Phrase | None, measure: Phrase | None) -> Pair:
    """The two spans; where the entity runs up to or into the property, 的 parts them (该机的设计|寿命).

    An entity that stops within the name before 的 and the property is led on to 的.
    """
    if entity and measure and entity.zone is measure.zone and entity.end < measure.start:
        at = entity.zone.parts.find("d", entity.last + 1, measure.first)
        if at == measure.first - 1 and NAMES.issuperset(entity.zone.parts[entity.last + 1 : at]):
            return (entity.start, entity.zone.words[at - 1].end), (measure.start, measure.end)
    if entity is None or measure is None or not entity.start < measure.start <= entity.end:
        return entity and (entity.start, entity.end), measure and (measure.start, measure.end)
    words, parts = entity.zone.words, entity.zone.parts
    at = parts.rfind("d", entity.first + 1, entity.last)
    if at < 0 or words[at].start >= measure.start:
        return (entity.start, entity.end), (measure.start, measure.end)
    return (entity.start, words[at - 1].end), (words[at + 1].start, measure.end)


Scored = Sequence[tuple[Phrase, float, float]]
"""Candidates with the part of their score as entity and as property that does not depend on one another."""


def best_property(seen: Scored) -> Phrase | None:
    """The phrase that names the measure, None where none scores above zero."""
    best, highest = None, 0.0
    for phrase, _, score in seen:
        if score > highest and may_measure(phrase):
            best, highest = phrase, score
    return best


def best_entity(seen: Scored, around: Scene, measure: Phrase | None) -> Phrase | None:
    """The phrase that names what has the quantity, given that of the measure; None where none scores above zero."""
    best, highest = None, 0.0
    for phrase, base, _ in seen:
        if base + MOST < highest:
            continue
        score = base + _sum(entity_views(phrase, around, measure))[ENTITY]
        if score > highest:
            best, highest = phrase, score
    return best


def scored(around: Scene) -> Scored:
    """All candidates with their scores; what depends on one end alone is weighed once for all that share the end."""
    out = []
    begins: dict[tuple[str, int], tuple[float, float]] = {}
    ends: dict[tuple[str, int], tuple[float, float]] = {}
    for phrase in candidates(around):
        zone = phrase.zone
        begin = begins.get((zone.name, phrase.first))
        if begin is None:
            begin = begins[zone.name, phrase.first] = _weight(begin_view(zone, phrase.first))
        end = ends.get((zone.name, phrase.last))
        if end is None:
            end = ends[zone.name, phrase.last] = _sum(end_views(zone, phrase.last, around))
        inside = _sum(span_views(phrase))
        out.append((phrase, begin[0] + end[0] + inside[0], begin[1] + end[1] + inside[1]))
    return out


def _sum(seen: Sequence[View]) -> tuple[float, float]:
    """The summed weights of views, as entity and as property."""
    entity = measure = 0.0
    for view in seen:
        pair = _weight(view)
        entity += pair[ENTITY]
        measure += pair[PROPERTY]
    return entity, measure


@lru_cache(maxsize=VIEW_CACHE)
def _weight(view: View) -> tuple[float, float]:
    """The sums of the weights of the features of a view, as entity and as property."""
    names = features(view)
    entities, measures = _weights()
    return sum(entities.get(name, 0.0) for name in names), sum(measures.get(name, 0.0) for name in names)


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the features of entities and of properties."""
    table = rows("about_weights")
    return {row[0]: float(row[1]) for row in table if row[1]}, {row[0]: float(row[2]) for row in table if row[2]}
