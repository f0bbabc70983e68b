"""Phrases that may name the entity or the property of a claim, and the features by which they are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.link.about_words import Cut, Place, Word, read, unit_class

CLAUSES_BACK = 4
"""How many clauses before the claim's own are searched."""
WORDS_BACK = 16
"""How many words before a number, and from the beginning of an earlier clause, are searched."""
WORDS_AFTER = 9
"""How many words after the number are searched."""
CHARACTERS_AFTER = 20
LONGEST = 6
"""The most words of a phrase."""
LONGEST_AFTER = 8
"""The most words of a phrase after the number, which may be a predicate."""

CLOSED = frozenset("pTN")
"""Parts that no phrase contains."""
NOT_FIRST = frozenset("pTNdlqoi")
"""Parts with which no phrase begins."""
NOT_FIRST_AFTER = frozenset("pTNd")
NOT_LAST = frozenset("pTNdlqo")
"""Parts with which no phrase ends."""


class Phrase(Struct, frozen=True, gc=False):
    """A candidate: its span, the zone it stands in, and the indices of its words in that zone's words."""

    start: int
    end: int
    zone: str
    first: int
    last: int
    words: Sequence[Word]


class Scene(Struct, frozen=True, gc=False):
    """What the features read: the words before and after the number, and those of earlier clauses, nearest first."""

    text: str
    unit: str
    before: list[Word]
    after: list[Word]
    earlier: list[list[Word]]
    content: str


def scene(
    text: str, start: int, end: int, clauses: Sequence[Place], others: Sequence[Place], times: Sequence[Place], cut: Cut
) -> Scene:
    """The words around the number ``[start, end)``: see ``entity_property`` for the parameters."""
    marks = sorted([(a, b, "T") for a, b in times] + [(a, b, "N") for a, b in others])
    index = max((i for i, clause in enumerate(clauses) if clause[0] <= start), default=0)
    clause = clauses[index]
    before = read(text, clause[0], start, marks, cut)[-WORDS_BACK:]
    after = read(text, end, min(clause[1], end + CHARACTERS_AFTER), marks, cut)[:WORDS_AFTER]
    earlier = [read(text, *c, marks, cut)[:WORDS_BACK] for c in reversed(clauses[max(0, index - CLAUSES_BACK) : index])]
    parts = {word.part for word in before}
    content = "m" if parts & {"h", "x"} else "w" if parts & {"w", "g", "a"} else "v" if parts & {"v", "c"} else "-"
    return Scene(text, unit_class(text[start:end]), before, after, earlier, content)


def entities(around: Scene) -> list[Phrase]:
    """The candidates for the entity."""
    found = _phrases(around.before, "0", LONGEST, NOT_FIRST) + _phrases(around.after, "+", LONGEST, NOT_FIRST, begin=3)
    for distance, words in enumerate(around.earlier, 1):
        found += _phrases(words, str(distance), LONGEST, NOT_FIRST)
    return found


def properties(around: Scene) -> list[Phrase]:
    """The candidates for the property."""
    found = _phrases(around.before, "0", LONGEST, NOT_FIRST)
    found += _phrases(around.after, "+", LONGEST_AFTER, NOT_FIRST_AFTER, begin=4)
    for distance, words in enumerate(around.earlier, 1):
        found += _phrases(words, str(distance), LONGEST, NOT_FIRST)
    return found


def _phrases(words: list[Word], zone: str, longest: int, not_first: frozenset[str], begin: int = 99) -> list[Phrase]:
    """All phrases of up to ``longest`` words that begin among the first ``begin``."""
    found = []
    for first in range(min(len(words), begin)):
        if words[first].part in not_first:
            continue
        for last in range(first, min(first + longest, len(words))):
            part = words[last].part
            if part in CLOSED:
                break
            if part not in NOT_LAST:
                found.append(Phrase(words[first].start, words[last].end, zone, first, last, words))
    return found


def _shape(phrase: Phrase) -> tuple[str, str, str, str, str, int]:
    """The parts before, first, last and after a phrase, all parts inside, and how many words follow in its zone."""
    words, first, last = phrase.words, phrase.first, phrase.last
    before = words[first - 1].part if first else "^"
    after = words[last + 1].part if last + 1 < len(words) else "$"
    inside = "".join([word.part for word in words[first : last + 1]])
    return before, inside[0], inside[-1], after, inside, len(words) - last - 1


def _common(phrase: Phrase, around: Scene) -> list[str]:
    """Features of both kinds of phrases."""
    zone = phrase.zone
    before, head, tail, after, inside, rest = _shape(phrase)
    size = phrase.end - phrase.start
    follow = "".join([word.part for word in phrase.words[phrase.last + 1 : phrase.last + 4]])
    z = zone if zone in "0+" else "-"
    return [
        "z" + zone + around.unit,
        "c" + zone + around.content,
        "b" + z + before,
        "h" + z + head,
        "t" + z + tail,
        "a" + z + after,
        "ba" + before + head,
        "ta" + tail + after,
        "i" + z + (inside if len(inside) < 5 else "*"),
        "n" + z + str(len(inside)),
        "s" + str(size if size < 12 else 12),
        "r" + z + str(rest if rest < 6 else 6),
        "p" + z + str(phrase.first if phrase.first < 5 else 5),
        "f" + z + (follow if rest < 4 else follow + "~"),
        *["w" + z + letter for letter in set(inside[:-1])],
        "e" + z + str(len(around.earlier)),
        *_neighbours(phrase, around),
        *_place(phrase, around),
    ]


def _neighbours(phrase: Phrase, around: Scene) -> list[str]:
    w, a, b, t = phrase.words, phrase.first, phrase.last, around.text
    z = phrase.zone if phrase.zone in "0+" else "-"
    prev = t[w[a - 1].start : w[a - 1].end] if a else "^"
    nxt = t[w[b + 1].start : w[b + 1].end] if b + 1 < len(w) else "$"
    return ["P" + z + prev, "N" + z + nxt, "L" + z + t[w[b].start : w[b].end], "l" + z + t[w[b].end - 1], "F" + z + t[w[a].start : w[a].end]]


def _place(phrase: Phrase, around: Scene) -> list[str]:
    """Where the phrase stands in its clause: first topic or not, and what the clause is like."""
    words = phrase.words
    parts = "".join([word.part for word in words])
    lead = "".join([c for c in parts[: phrase.first] if c not in "polTidqe"])
    lead = "^" if not lead else "f" if lead[-1] == "f" else "v" if set(lead) & set("vc") else "w"
    own = ("f" if "f" in parts else "") + ("N" if "N" in parts else "")
    after = words[phrase.last + 1].part if phrase.last + 1 < len(words) else "$"
    return ["k" + phrase.zone + lead + own, "kk" + phrase.zone + lead + after, "ko" + phrase.zone + around.content + lead + own,
        "kc" + phrase.zone + around.content + around.unit, "kt" + phrase.zone + lead + words[phrase.last].part + after,
        "kl" + phrase.zone + parts[:1] + ("f" if parts[-2:-1] == "f" else "")]


def property_features(phrase: Phrase, around: Scene) -> list[str]:
    """The features of a candidate for the property."""
    out = _common(phrase, around)
    out.append("ut" + phrase.zone + around.unit + phrase.words[phrase.last].part)
    return out


def entity_features(phrase: Phrase, around: Scene, measure: Phrase | None) -> list[str]:
    """The features of a candidate for the entity, given the property that was chosen."""
    out = _common(phrase, around)
    if measure is None:
        out.append("m-" + phrase.zone)
        return out
    if phrase.start < measure.end and measure.start < phrase.end:
        relation = "o"
    elif phrase.end == measure.start:
        relation = "j"
    elif phrase.end < measure.start:
        between = measure.start - phrase.end
        relation = "1" if between == 1 else "<" if phrase.zone == measure.zone else "<<"
    else:
        relation = ">"
    out.append("m" + relation + (phrase.zone if phrase.zone in "0+" else "-") + (measure.zone if measure.zone in "0+" else "-"))
    out.append("mz" + phrase.zone + measure.zone)
    return out

