"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. Each is scored
by the parts that the words in and around it play, and the best is taken if it scores above none: first the property,
then the entity. The weights stand in ``about_weights.tsv``. All offsets are code points of the one normalised text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from extract.lexicon import rows
from extract.link.about_phrases import Phrase, Scene, View, candidates, entity_views, features, may_measure, scene, views
from extract.link.about_words import Cut, Place

Pair = tuple[Place | None, Place | None]

ENTITY, PROPERTY = 0, 1
"""Columns of the weights."""

NAMES = frozenset("wgaumhx")
"""Parts of words that continue a name up to 的."""

VIEW_CACHE = 1 << 15
"""How many views are remembered with their weight."""


def entity_property(
    text: str,
    start: int,
    end: int,
    sentence: Place,
    clauses: Sequence[Place],
    others: Sequence[Place],
    times: Sequence[Place],
    cut: Cut,
) -> Pair:
    """The spans of the entity and of the property of the claim ``[start, end)``, each None where none is found.

    ``text`` is normalised; ``sentence`` is the sentence that holds the claim and ``clauses`` are its clauses. ``others``
    are the spans of the other numeric mentions of the sentence and ``times`` those of its times. ``cut(a, b)`` gives
    the words of a stretch as spans.
    """
    inside = [clause for clause in clauses if sentence[0] <= clause[0] < sentence[1]]
    around = scene(text, start, end, inside, others, times, cut)
    seen = [(phrase, views(phrase, around)) for phrase in candidates(around)]
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


def best_property(seen: Sequence[tuple[Phrase, list[View]]]) -> Phrase | None:
    """The phrase that names the measure, None where none scores above zero."""
    best, highest = None, 0.0
    for phrase, base in seen:
        if not may_measure(phrase):
            continue
        score = sum([_weight(PROPERTY, view) for view in base])
        if score > highest:
            best, highest = phrase, score
    return best


def best_entity(seen: Sequence[tuple[Phrase, list[View]]], around: Scene, measure: Phrase | None) -> Phrase | None:
    """The phrase that names what has the quantity, given that of the measure; None where none scores above zero."""
    best, highest = None, 0.0
    for phrase, base in seen:
        score = sum([_weight(ENTITY, view) for view in base]) + sum(
            [_weight(ENTITY, view) for view in entity_views(phrase, around, measure)]
        )
        if score > highest:
            best, highest = phrase, score
    return best


@lru_cache(maxsize=VIEW_CACHE)
def _weight(column: int, view: View) -> float:
    """The sum of the weights of the features of a view."""
    weights = _weights()[column]
    return sum(weights.get(feature, 0.0) for feature in features(view))


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the features of entities and of properties."""
    table = rows("about_weights")
    return {row[0]: float(row[1]) for row in table if row[1]}, {row[0]: float(row[2]) for row in table if row[2]}
