"""What is seen of a phrase that may be the entity or the property of a claim, as the names of features.

``about_weights.tsv`` weighs them. The letters are the parts of words (see ``about_words``); ``^`` and ``$`` stand for no
word before and after. A ``side`` is ``0`` for words before the number in its clause, ``+`` for those after it and ``-``
for any clause before, a ``zone`` tells these apart: ``1``, ``2``.
"""

from __future__ import annotations


def begin(side: str, before: str, first: str, place: int) -> list[str]:
    """Where a phrase begins: the letters before and at its first word, and how many words precede it in its zone."""
    return [f"bb{side}{before}", f"bf{side}{first}", f"bbf{before}{first}", f"bp{side}{min(place, 5)}"]


def end(side: str, last: str, rest: str, count: int) -> list[str]:
    """Where a phrase ends: the letter of its last word, up to three after it, and how many words follow in its zone."""
    after = rest[:1] or "$"
    far = "" if count < 4 else "~"
    return [f"el{side}{last}", f"ea{side}{after}", f"ela{last}{after}", f"rf{side}{rest}{far}", f"rc{side}{min(count, 6)}"]


def inside(side: str, parts: str) -> list[str]:
    """The letters of a phrase."""
    whole = [f"ii{side}{parts}"] if len(parts) < 5 else []
    return [f"in{side}{len(parts)}", *whole, *(f"ip{side}{part}" for part in sorted(set(parts[:-1])))]


def size(characters: int) -> list[str]:
    """How many characters a phrase has."""
    return [f"s{min(characters, 12)}"]


def number(zone: str, unit: str, content: str, last: str) -> list[str]:
    """The class of the number and the content before it in its clause, with where the phrase is and its last letter."""
    return [f"zu{zone}{unit}", f"zc{zone}{content}", f"zl{zone}{unit}{last}", f"zcu{zone}{content}{unit}"]


def topic(zone: str, opened: str, own: str, opening: str) -> list[str]:
    """For an entity: what stands before it in its zone (see ``about_phrases.topics``), how the zone opens, what is in it."""
    return [f"to{zone}{opened}{own}", f"tl{zone}{opening}"]


def topic_end(zone: str, opened: str, last: str, after: str) -> list[str]:
    """For an entity: what stands before it in its zone, and where it ends."""
    return [f"ta{zone}{opened}{after}", f"te{zone}{opened}{last}{after}"]


def topic_content(zone: str, opened: str, own: str, content: str) -> list[str]:
    """For an entity: what stands before it in its zone, with the content before the number."""
    return [f"tc{zone}{opened}{own}{content}"]


def measure(zone: str, other: str, relation: str) -> list[str]:
    """For an entity: the zone of the property and how they lie: ``j`` and ``1`` (next to it, one character between), ``<``,
    ``>``, ``o`` (overlapping), ``-`` (there is no property)."""
    return [f"m{zone}/{other}/{relation}"]
