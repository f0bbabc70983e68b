"""Phrases that may name the entity or the property of a claim, and what is seen of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.link.about_words import Cut, Place, Word, read, unit_class

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
LEADING = str.maketrans("", "", "polTidqe")
"""Parts that may precede the topic of a clause."""

View = tuple[str | int, ...]
"""One thing seen of a phrase: its name and what it is; ``features`` says which features it has."""


class Zone(NamedTuple):
    """A stretch in which phrases are looked for: its name (``0``, ``+``, ``1`` and so on), words and their letters."""

    name: str
    words: list[Word]
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
    seen: dict[int, list[Word]]

    def words(self, index: int) -> list[Word]:
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
    text, clauses = around.text, around.clauses
    index = max((i for i, clause in enumerate(clauses) if clause[0] <= start), default=0)
    own = around.words(index) if clauses else []
    found = [
        _zone("0", [word for word in own if word.end <= start][-WORDS_BACK:]),
        _zone("+", [word for word in own if end <= word.start < end + CHARACTERS_AFTER][:WORDS_AFTER]),
    ]
    for distance, i in enumerate(range(index - 1, max(-1, index - 1 - CLAUSES_BACK), -1), 1):
        found.append(_zone(str(distance), around.words(i)[:WORDS_BACK]))
    parts = set(found[0].parts)
    content = "m" if parts & set("hx") else "w" if parts & set("wga") else "v" if parts & set("vc") else "-"
    return Scene(unit_class(text[start:end]), content, found)


def _zone(name: str, words: list[Word]) -> Zone:
    return Zone(name, words, "".join([word.part for word in words]))


def candidates(around: Scene) -> list[Phrase]:
    """All phrases of the scene."""
    found = []
    for zone in around.zones:
        after, earlier = zone.name == "+", zone.name not in "0+"
        not_first, longest = (NOT_FIRST_AFTER, LONGEST_AFTER) if after else (NOT_FIRST, LONGEST)
        words, parts = zone.words, zone.parts
        size = len(words)
        for first in range(min(size, FIRST_AFTER) if after else size):
            if parts[first] in not_first or (earlier and first and parts[first - 1] in MIDWAY):
                continue
            for last in range(first, min(first + longest, size)):
                part = parts[last]
                if part in CLOSED:
                    break
                if part not in NOT_LAST:
                    found.append(Phrase(words[first].start, words[last].end, zone, first, last))
    return found


def may_measure(phrase: Phrase) -> bool:
    """Whether a phrase can be a property: before the number, one that 的 parts is entity and property together."""
    return phrase.zone.name == "+" or "d" not in phrase.zone.parts[phrase.first : phrase.last]


def views(phrase: Phrase, around: Scene) -> list[View]:
    """What is seen of any phrase: of its beginning, of its end, and of its words."""
    _, _, zone, first, last = phrase
    return [begin_view(zone, first), *end_views(zone, last, around), *span_views(phrase)]


def begin_view(zone: Zone, first: int) -> View:
    """What is seen where a phrase begins."""
    parts = zone.parts
    return ("begin", zone.name if zone.name in "0+" else "-", parts[first - 1] if first else "^", parts[first], min(first, 5))


def end_views(zone: Zone, last: int, around: Scene) -> list[View]:
    """What is seen where a phrase ends."""
    name, _, parts = zone
    z = name if name in "0+" else "-"
    after = parts[last + 1] if last + 1 < len(parts) else "$"
    return [
        ("zone", name, around.unit, around.content, parts[last]),
        ("end", z, parts[last], after),
        ("rest", z, parts[last + 1 : last + 4], min(len(parts) - last - 1, 6)),
    ]


def span_views(phrase: Phrase) -> list[View]:
    """What is seen of all the words of a phrase."""
    start, end, (name, _, parts), first, last = phrase
    return [("inside", name if name in "0+" else "-", parts[first : last + 1]), ("size", min(end - start, 12))]


def entity_views(phrase: Phrase, around: Scene, measure: Phrase | None) -> list[View]:
    """What is seen besides of a candidate for the entity, given the property that was chosen."""
    name, _, parts = phrase.zone
    first, last = phrase.first, phrase.last
    lead = parts[:first].translate(LEADING)
    topic = "^" if not lead else "f" if lead[-1] == "f" else "v" if set(lead) & set("vc") else "w"
    own = ("f" if "f" in parts else "") + ("N" if "N" in parts else "")
    after = parts[last + 1] if last + 1 < len(parts) else "$"
    relation = "-"
    if measure is not None:
        if phrase.start < measure.end and measure.start < phrase.end:
            relation = "o"
        elif phrase.end > measure.start:
            relation = ">"
        else:
            relation = "j1"[measure.start - phrase.end] if measure.start - phrase.end < 2 else "<"
    return [
        ("topic", name, topic, own, around.content, parts[:1] + ("f" if parts[-2:-1] == "f" else "")),
        ("topicend", name, topic, parts[last], after),
        ("measure", name, measure.zone.name if measure else "", relation),
    ]


def features(view: View) -> list[str]:
    """The names of the features of a view, by which ``about_weights.tsv`` weighs them."""
    kind, *what = view
    seen = [str(item) for item in what]
    if kind == "zone":
        zone, unit, content, last = seen
        return [f"zu{zone}{unit}", f"zc{zone}{content}", f"zl{zone}{unit}{last}", f"zcu{zone}{content}{unit}"]
    if kind == "begin":
        zone, before, first, place = seen
        return [f"bb{zone}{before}", f"bf{zone}{first}", f"bbf{before}{first}", f"bp{zone}{place}"]
    if kind == "end":
        zone, last, after = seen
        return [f"el{zone}{last}", f"ea{zone}{after}", f"ela{last}{after}"]
    if kind == "inside":
        zone, parts = seen
        whole = [f"ii{zone}{parts}"] if len(parts) < 5 else []
        return [f"in{zone}{len(parts)}", *whole, *(f"ip{zone}{part}" for part in sorted(set(parts[:-1])))]
    if kind == "rest":
        zone, follow, count = seen
        return [f"rf{zone}{follow}{'' if int(count) < 4 else '~'}", f"rc{zone}{count}"]
    if kind == "topic":
        zone, topic, own, content, opening = seen
        return [f"to{zone}{topic}{own}", f"tc{zone}{topic}{own}{content}", f"tl{zone}{opening}"]
    if kind == "topicend":
        zone, topic, last, after = seen
        return [f"ta{zone}{topic}{after}", f"te{zone}{topic}{last}{after}"]
    return [f"{kind[0]}{'/'.join(seen)}"]  # type: ignore[index]
