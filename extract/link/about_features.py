"""What is seen of a phrase that may be the entity or the property of a claim, as the names of features.

``about_weights.tsv`` weighs them. The letters are the parts of words (see ``about_words``); ``^`` and ``$`` stand for no
word before and after. A ``side`` is ``0`` for words before the number in its clause, ``+`` for those after it and ``-``
for any clause before, a ``zone`` tells these apart: ``1``, ``2``.
"""

from __future__ import annotations

from extract.link.about_phrases import Phrase, Scene, own_marks, relation, topics


def begin(side: str, before: str, first: str) -> list[str]:
    """Where a phrase begins: the letters before and at its first word."""
    return [f"bb{side}{before}", f"bf{side}{first}", f"bbf{before}{first}"]


def end(side: str, last: str, after: str) -> list[str]:
    """Where a phrase ends: the letters of its last word and of the one after it."""
    return [f"el{side}{last}", f"ea{side}{after}", f"ela{last}{after}"]


def follow(side: str, parts: str, count: int) -> list[str]:
    """What follows a phrase in its zone: the letters of two words, and how many there are."""
    return [f"rf{side}{parts}", f"rc{side}{min(count, 6)}"]


def pair(side: str, parts: str) -> list[str]:
    """Two words side by side inside a phrase."""
    return [f"i{side}{parts}"]


def length(side: str, words: int) -> list[str]:
    """How many words a phrase has."""
    return [f"in{side}{words}"]


def size(characters: int) -> list[str]:
    """How many characters a phrase has."""
    return [f"s{min(characters, 12)}"]


def number(zone: str, unit: str, content: str, last: str) -> list[str]:
    """The class of the number and the content before it in its clause, with where the phrase is and its last letter."""
    return [f"zu{zone}{unit}", f"zc{zone}{content}", f"zl{zone}{unit}{last}", f"zcu{zone}{content}{unit}"]


def number_after(side: str, unit: str, after: str) -> list[str]:
    """The class of the number with the letter after a phrase."""
    return [f"ua{side}{unit}{after}"]


def topic(zone: str, before: str, own: str) -> list[str]:
    """For an entity: what stands before it in its zone (see ``about_phrases.topics``), and what marks the zone holds."""
    return [f"to{zone}{before}{own}"]


def measure(zone: str, other: str, relation: str) -> list[str]:
    """For an entity: the zone of the property and how they lie: ``j`` and ``1`` (next to it, one character between), ``<``,
    ``>``, ``o`` (overlapping), ``-`` (there is no property)."""
    return [f"m{zone}/{other}/{relation}"]


def phrase_features(phrase: Phrase, around: Scene) -> list[str]:
    """All that is seen of a phrase, whether it may be entity or property."""
    zone, _, _, parts = phrase.zone
    side, first, last = side_of(zone), phrase.first, phrase.last
    bounded = f"^{parts}$$"
    return [
        *begin(side, bounded[first], parts[first]),
        *end(side, parts[last], bounded[last + 2]),
        *follow(side, bounded[last + 2 : last + 4], len(parts) - last - 1),
        *(name for i in range(first, last) for name in pair(side, parts[i : i + 2])),
        *length(side, last + 1 - first),
        *size(phrase.end - phrase.start),
        *number(zone, around.unit, around.content, parts[last]),
        *number_after(side, around.unit, bounded[last + 2]),
    ]


def entity_features(phrase: Phrase, property: Phrase | None) -> list[str]:
    """What is seen besides of a candidate for the entity, given the property that was chosen."""
    zone, _, _, parts = phrase.zone
    return [
        *topic(zone, topics(parts)[phrase.first], own_marks(parts)),
        *measure(zone, property.zone.name if property else "", relation(phrase[:2], property and property[:2])),
    ]


def side_of(zone: str) -> str:
    """The side of a zone."""
    return zone if zone in "0+" else "-"
