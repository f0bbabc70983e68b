"""Phrases that may name the entity or the property of a claim: where they are looked for, and which there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extract.link.about_words import Cut, Place, Words, read, unit_class

CLAUSES_BACK = 2
"""How many clauses before the claim's own are searched."""
WORDS_BACK = 12
"""How many words before a number, and from the beginning of an earlier clause, are searched."""
WORDS_AFTER = 9
CHARACTERS_AFTER = 20
"""How many words after the number are searched, and in how many characters."""
FIRST_AFTER = 4
"""Among how many words after the number a phrase begins."""
LONGEST = 5
LONGEST_AFTER = 8
"""The most words of a phrase before and after the number, where it may be a predicate."""

CLOSED = frozenset("pTN")
"""Parts that no phrase contains (for the letters see ``about_words``)."""
NOT_FIRST = frozenset("pTNdlqoi")
NOT_FIRST_AFTER = frozenset("pTNd")
NOT_LAST = frozenset("pTNdlqo")
"""Parts with which no phrase begins, none after the number begins, and none ends."""
MIDWAY = frozenset("wgaum")
"""Parts after which no phrase of an earlier clause begins: those before it belong to the same name."""
LEADING = frozenset("polTidqe")
"""Parts that may precede the topic of a clause."""


class Zone(NamedTuple):
    """A stretch in which phrases are looked for: its name (``0``, ``+``, ``1`` and so on), and its words."""

    name: str
    starts: Sequence[int]
    ends: Sequence[int]
    parts: str


class Phrase(NamedTuple):
    """A candidate: its span, its zone, and the indices of its first and last word there."""

    start: int
    end: int
    zone: Zone
    first: int
    last: int


class Scene(NamedTuple):
    """What stands around a number: its class, the kind of content before it in the clause, and the zones."""

    unit: str
    content: str
    zones: list[Zone]


class Reading(NamedTuple):
    """A sentence for all its claims: text, clauses, the marks in it, the cutter, and the words of clauses read so far."""

    text: str
    clauses: Sequence[Place]
    marks: list[tuple[int, int, str]]
    cut: Cut
    seen: dict[int, Words]

    def words(self, index: int) -> Words:
        """The words of a clause, cut when they are first asked for."""
        found = self.seen.get(index)
        if found is None:
            found = self.seen[index] = read(self.text, *self.clauses[index], self.marks, self.cut)
        return found


def reading(text: str, clauses: Sequence[Place], numbers: Sequence[Place], times: Sequence[Place], cut: Cut) -> Reading:
    """Prepare a sentence: its ``clauses``, and the spans of the numeric mentions and times in it, which part its words."""
    marks = sorted([(a, b, "T") for a, b in times] + [(a, b, "N") for a, b in numbers])
    return Reading(text, clauses, marks, cut, {})


def scene(around: Reading, start: int, end: int) -> Scene:
    """The words around the number ``[start, end)`` of a sentence."""
    index = max(0, bisect_right(around.clauses, (start, len(around.text))) - 1)
    starts, ends, parts = around.words(index) if around.clauses else Words([], [], "")
    before = bisect_right(ends, start)
    after = bisect_left(starts, end)
    zones = [
        _zone("0", starts, ends, parts, max(0, before - WORDS_BACK), before),
        _zone("+", starts, ends, parts, after, min(after + WORDS_AFTER, bisect_left(starts, end + CHARACTERS_AFTER))),
    ]
    for distance in range(1, min(index, CLAUSES_BACK) + 1):
        zones.append(_zone(str(distance), *around.words(index - distance), 0, WORDS_BACK))
    own = zones[0].parts
    content = next((kind for kind, letters in (("m", "hx"), ("w", "wga"), ("v", "vc")) if any(c in own for c in letters)), "-")
    return Scene(unit_class(around.text[start:end]), content, zones)


def _zone(name: str, starts: list[int], ends: list[int], parts: str, low: int, high: int) -> Zone:
    return Zone(name, starts[low:high], ends[low:high], parts[low:high])


def phrases(zone: str, parts: str) -> list[tuple[int, int]]:
    """The first and last word of all phrases of a zone, by its name and the letters of its words."""
    found = []
    after, earlier = zone == "+", zone not in "0+"
    not_first, longest = (NOT_FIRST_AFTER, LONGEST_AFTER) if after else (NOT_FIRST, LONGEST)
    size = len(parts)
    for first in range(min(size, FIRST_AFTER) if after else size):
        if parts[first] in not_first or (earlier and first and parts[first - 1] in MIDWAY):
            continue
        for last in range(first, min(first + longest, size)):
            part = parts[last]
            if part in CLOSED:
                break
            if part not in NOT_LAST:
                found.append((first, last))
    return found


def candidates(around: Scene) -> list[Phrase]:
    """All phrases of a scene."""
    return [
        Phrase(zone.starts[first], zone.ends[last], zone, first, last) for zone in around.zones for first, last in phrases(zone.name, zone.parts)
    ]


def may_measure(zone: str, parts: str) -> bool:
    """Whether a phrase of these letters can be a property: before the number, what 的 parts is entity and property together."""
    return zone == "+" or "d" not in parts


def topics(parts: str) -> str:
    """For each word of a zone what precedes it there, but for words that may precede a topic: ``^`` nothing, ``f`` at last
    a frame, ``v`` a verb or change, ``w`` other words."""
    found = ""
    topic = "^"
    acted = False
    for part in parts:
        found += topic
        if part not in LEADING:
            acted = acted or part in "vc"
            topic = "f" if part == "f" else "v" if acted else "w"
    return found


def own_marks(parts: str) -> str:
    """Whether a zone holds a frame or a number."""
    return ("f" if "f" in parts else "") + ("N" if "N" in parts else "")


def relation(entity: Place, measure: Place | None) -> str:
    """How an entity lies to the property (see ``about_features.measure``)."""
    if measure is None:
        return "-"
    gap = measure[0] - entity[1]
    if gap >= 0:
        return "j1<"[min(gap, 2)]
    return "o" if entity[0] < measure[1] else ">"
