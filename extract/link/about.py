"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Phrases of the claim's clause, of the words after its number and of the clauses before it are candidates. Each is scored
by the parts that the words in and around it play; the best is taken if it scores above none. The weights of
these features stand in ``about_weights.tsv``. All offsets are code points of the one normalised text that is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from extract.lexicon import rows
from extract.link.about_phrases import Phrase, Scene, entities, entity_features, properties, property_features, scene

Place = tuple[int, int]
Pair = tuple[Place | None, Place | None]
Cut = Callable[[int, int], Sequence[Place]]


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
    measure = _best(properties(around), around, 1, None)
    entity = _best(entities(around), around, 0, measure)
    return entity and (entity.start, entity.end), measure and (measure.start, measure.end)


def _best(phrases: Sequence[Phrase], around: Scene, column: int, measure: Phrase | None) -> Phrase | None:
    """The phrase with the highest score above zero, None if there is none."""
    weights = _weights()[column]
    best, highest = None, 0.0
    for phrase in phrases:
        features = property_features(phrase, around) if column else entity_features(phrase, around, measure)
        score = 0.0
        for feature in features:
            score += weights.get(feature, 0.0)
        if score > highest:
            best, highest = phrase, score
    return best


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weights of features for entities and for properties."""
    table = rows("about_weights")
    return {row[0]: float(row[1]) for row in table if row[1]}, {row[0]: float(row[2]) for row in table if row[2]}
