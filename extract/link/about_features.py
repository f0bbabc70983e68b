"""What is seen of a phrase that may be the entity or the property of a claim.

Each feature is a slot with the values of a few attributes: ``bbf`` with the letters of the words before and at the
beginning. A slot has one weight for each combination of values (``about_weights.tsv``); those of all slots lie in one
table, so that a phrase is a row of places in that table. Attributes of words are their letter (the part they play, see
``about_words``), jieba's tag, and the word itself or its first or last character where that has weights of its own. ``^``
and ``$`` stand for no word before and after. A ``side`` is ``0`` for words before the number in its clause, ``+`` for those
after it and ``-`` for any clause before; a ``zone`` tells these apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from extract.link.about_phrases import LONGEST_AFTER, Array, Phrases, Words, one_of
from extract.link.about_scenes import UNITS, ZONES, Scenes
from extract.link.about_words import FIRST_AT, LAST_AT, LETTERS_OF_PARTS, TAG_AT, TAGS, WORD_AT, WORDS

SIDES = "0+-"
CONTENTS = "mwv-"
"""The content before a number in its clause: a measure, other nouns, verbs, none of them."""
TOPICS = "^fvw"
"""What precedes a word in its zone, but for words that may precede a topic: nothing, at last a frame, a verb, other words."""
CREDITS = "aoi-"
"""How a phrase lies to the source of its claim: apart, overlapping, it is the source; there is none."""
CUES = "-boa1"
"""How it lies to the words that report the claim: none are there, before, among, after, or right after them."""
RELATIONS = "j1<>o-"
"""How an entity lies to the property: next before it, one character between, further before, after it, overlapping; none."""
LONGEST = 12
"""In characters: longer phrases are weighed alike."""
MOST_AFTER = 6
"""In words: more that follow are weighed alike."""
LEADING = "polTidqe"
"""Parts that may precede the topic of a clause."""

FIXED: dict[str, Sequence[object]] = {
    "side": SIDES, "zone": ZONES, "unit": UNITS, "content": CONTENTS, "topic": TOPICS, "own": ("-", "f", "N", "fN"),
    "words": range(1, LONGEST_AFTER + 1), "size": range(LONGEST + 1), "rest": range(MOST_AFTER + 1), "other": ZONES + "-",
    "relation": RELATIONS, "credit": CREDITS, "cue": CUES,
}  # fmt: skip
"""The values of attributes that are neither letters, nor tags, nor words."""

SLOTS = (
    "bb side before", "bf side first", "bbf before first", "el side last", "ea side after", "ela last after",
    "rf side after second", "rc side rest", "in side words", "s size",
    "zu zone unit", "zc zone content", "zl zone unit last", "zcu zone content unit", "ua side unit after", "to zone topic own",
    "tb side before.tag", "tf side first.tag", "tbf before.tag first.tag", "tl side last.tag", "ta side after.tag",
    "tla last.tag after.tag", "taa side after.tag second.tag",
    "wb side before.word", "wf first.word", "wl last.word", "wa side after.word",
    "sc zone credit", "sq zone cue", "scq credit cue", "pp zone prior earlier", "nt zone next.tag", "wp zone prior.word",
    "cb before.end", "cf first.begin", "cl side last.end", "ca after.begin",
)  # fmt: skip
"""Slots with their attributes: ``prior`` and ``earlier`` are the two words before the number, ``next`` that after it.
A word's attribute is its letter, ``tag``, ``word``, or first (``begin``) or last (``end``) character."""
INNER = "i side left right"
"""Two words side by side inside a phrase: as many places as there may be such pairs."""
MEASURE = "m zone other relation"
"""For an entity: the zone of the property and how they lie."""

PARTS_OF_CODE = {"tag": (TAG_AT, 63), "word": (WORD_AT, WORDS - 1), "begin": (FIRST_AT, WORDS - 1), "end": (LAST_AT, WORDS - 1)}


class Table(Struct, frozen=True):
    """Where the weights of the slots lie: the first place and the sizes of the attributes of each slot, and how many places
    there are. Place 0 has no weight: a word that is not listed, a pair that is not there."""

    first: dict[str, int]
    sizes: dict[str, tuple[int, ...]]
    size: int
    vocabulary: tuple[str, ...]


def table(vocabulary: tuple[str, ...]) -> Table:
    """The table for a list of words, of which the first, number 0, stands for all others."""
    first, sizes, size = {}, {}, 1
    for slot in (*SLOTS, INNER, MEASURE):
        name, *attributes = slot.split()
        first[name] = size
        sizes[name] = tuple(len(_values(attribute, vocabulary)) for attribute in attributes)
        size += int(np.prod(sizes[name]))
    return Table(first, sizes, size, vocabulary)


def _values(attribute: str, vocabulary: tuple[str, ...]) -> Sequence[object]:
    """The values of an attribute in the order of their numbers."""
    if attribute in FIXED:
        return FIXED[attribute]
    kind = attribute.partition(".")[2]
    return vocabulary if kind in ("word", "begin", "end") else TAGS if kind == "tag" else LETTERS_OF_PARTS


def places(of: Table, features: Iterable[str]) -> list[int]:
    """The places of features, given by name: slot and values, with blanks between."""
    attributes = {slot.split()[0]: slot.split()[1:] for slot in (*SLOTS, INNER, MEASURE)}
    number = {a: {str(v): n for n, v in enumerate(_values(a, of.vocabulary))} for a in {a for own in attributes.values() for a in own}}
    found = []
    for feature in features:
        name, *values = feature.split(" ")
        numbers = [number[attribute][value] for attribute, value in zip(attributes[name], values, strict=True)]
        found.append(of.first[name] + int(np.ravel_multi_index(numbers, of.sizes[name])))
    return found


def name_at(of: Table, place: int) -> str:
    """The name of the feature at a place."""
    slot = next(slot for slot in reversed((*SLOTS, INNER, MEASURE)) if of.first[slot.split()[0]] <= place)
    name, *attributes = slot.split()
    numbers = np.unravel_index(place - of.first[name], of.sizes[name])
    return " ".join([name, *(str(_values(a, of.vocabulary)[int(n)]) for a, n in zip(attributes, numbers, strict=True))])


def features(words: Words, found: Phrases, scenes: Scenes, of: Table, edges: tuple[int, int]) -> Array:
    """The places of each phrase in the table (phrases × slots), without ``MEASURE``; ``edges`` are the codes of ``^`` and ``$``."""
    seen = _attributes(words, found, scenes, edges)
    columns = []
    for slot in SLOTS:
        name, *attributes = slot.split()
        values = [seen[attribute] for attribute in attributes]
        columns.append(_place(of, name, values))
        if attributes[-1].partition(".")[2] in ("word", "begin", "end"):
            columns[-1][values[-1] == 0] = 0
    side = seen["side"]
    for at in range(LONGEST_AFTER - 1):
        left = np.minimum(found.first + at, len(words.letters) - 2)
        place = _place(of, "i", [side, words.letters[left], words.letters[left + 1]])
        columns.append(np.where(found.first + at < found.last, place, 0))
    return np.stack(columns).T


def relations(words: Words, found: Phrases, measures: Array, of: Table) -> Array:
    """The place of ``MEASURE`` of each phrase as entity, given the phrase that was chosen as property of each claim, or -1."""
    chosen = measures[words.claim[found.zone]]
    start, end = words.starts[found.first], words.ends[found.last]
    gap = start[chosen] - end
    relation = np.where(gap >= 0, np.minimum(gap, 2), np.where(start < end[chosen], 4, 3))
    relation[chosen < 0] = 5
    kind = words.kind[found.zone]
    return _place(of, "m", [kind, np.where(chosen < 0, len(ZONES), kind[chosen]), relation])


def _place(of: Table, name: str, values: list[Array]) -> Array:
    place = values[0]
    for value, size in zip(values[1:], of.sizes[name][1:], strict=True):
        place = place * size + value
    return place + of.first[name]


def _attributes(words: Words, found: Phrases, scenes: Scenes, edges: tuple[int, int]) -> dict[str, Array]:
    """All attributes of phrases by name."""
    zone, first, last, codes = found.zone, found.first, found.last, words.codes
    low, high, kind = words.low[zone], words.high[zone], words.kind[zone]
    end = len(codes) - 1
    around = {
        "before": np.where(first > low, codes[first - 1], edges[0]),
        "first": codes[first],
        "last": codes[last],
        "after": np.where(last + 1 < high, codes[np.minimum(last + 1, end)], edges[1]),
        "second": np.where(last + 2 < high, codes[np.minimum(last + 2, end)], edges[1]),
    }
    claim = words.claim[zone]
    around |= {name: beside[claim] for name, beside in _beside(words, len(scenes.units), edges).items()}
    seen = {name: code & 31 for name, code in around.items()}
    for attribute in {a for slot in SLOTS for a in slot.split()[1:] if "." in a}:
        name, _, kind_of = attribute.partition(".")
        shift, mask = PARTS_OF_CODE[kind_of]
        seen[attribute] = around[name] >> shift & mask
    topic, own, content = _zones(words)
    return seen | _credits(words, found, scenes) | {
        "side": np.minimum(kind, 2),
        "zone": kind,
        "unit": scenes.units[claim],
        "content": content[claim],
        "topic": topic[first],
        "own": own[zone],
        "words": last - first,
        "size": np.minimum(words.ends[last] - words.starts[first], LONGEST),
        "rest": np.minimum(high - 1 - last, MOST_AFTER),
    }


def _beside(words: Words, claims: int, edges: tuple[int, int]) -> dict[str, Array]:
    """The codes of the words next to the number of each claim, in its clause."""
    codes = np.append(words.codes, edges[1])
    zones = np.full((2, claims), -1)
    for kind in (0, 1):
        own = np.flatnonzero(words.kind == kind)
        zones[kind, words.claim[own]] = own
    before, after = words.high[zones[0]] - 1, words.low[zones[1]]
    return {
        "prior": np.where(before >= words.low[zones[0]], codes[before], edges[0]),
        "earlier": np.where(before > words.low[zones[0]], codes[before - 1], edges[0]),
        "next": np.where(after < words.high[zones[1]], codes[after], edges[1]),
    }


def _credits(words: Words, found: Phrases, scenes: Scenes) -> dict[str, Array]:
    """How phrases lie to the source of their claim and to its cues (``CREDITS``, ``CUES``)."""
    claim = words.claim[found.zone]
    start, end = words.starts[found.first], words.ends[found.last]
    low, high = scenes.sources[claim].T
    credit = np.where((start < high) & (low < end), 1 + ((start == low) & (end == high)), 0)
    first, last = scenes.cues[claim].T
    cue = np.where(end <= first, 1, np.where(start < last, 2, np.where(start > last + 1, 3, 4)))
    return {"credit": np.where(low < 0, 3, credit), "cue": np.where(first < 0, 0, cue)}


def _zones(words: Words) -> tuple[Array, Array, Array]:
    """The topic before each word, the marks in each zone (1 a frame, 2 a number), and the content of each claim."""
    letters, zone = words.letters, words.zone
    topical = ~one_of(LEADING)[letters]
    place = np.arange(len(letters))
    latest = np.concatenate([[-1], np.maximum.accumulate(np.where(topical, place, -1))])[:-1]  # before each word
    acting = np.concatenate([[0], np.cumsum(one_of("vc")[letters])])
    low = words.low[zone]
    inside = latest >= low
    frame = inside & (letters[latest] == LETTERS_OF_PARTS.index("f"))
    topic = np.where(inside, np.where(frame, 1, np.where(acting[place] > acting[low], 2, 3)), 0)
    own = _holds(words, "f") + 2 * _holds(words, "N")
    content = np.full(int(words.claim.max(initial=-1)) + 1, len(CONTENTS) - 1)
    before = words.kind == 0
    for number, parts in ((2, "vc"), (1, "wga"), (0, "hx")):
        content[words.claim[before & _holds(words, parts)]] = number
    return topic, own, content


def _holds(words: Words, parts: str) -> Array:
    """Whether each zone has a word of one of these parts."""
    count = np.concatenate([[0], np.cumsum(one_of(parts)[words.letters])])
    return count[words.high] > count[words.low]
