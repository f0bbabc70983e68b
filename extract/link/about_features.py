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
from extract.link.about_words import FIRST_AT, LAST_AT, LETTERS_OF_PARTS, TAG_AT, TAG_MASK, TAGS, WORD_AT, WORDS

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
PREDICATES = "vcsl"
GOVERNORS = "vcsleof"
"""Parts that may be the predicate of a number, and that may govern a phrase: these, prepositions and frames."""
LEADING = "polTidqe"
"""Parts that may precede the topic of a clause."""

FIXED: dict[str, Sequence[object]] = {
    "side": SIDES, "zone": ZONES, "unit": UNITS, "content": CONTENTS, "topic": TOPICS, "own": ("-", "f", "N", "fN"),
    "words": range(1, LONGEST_AFTER + 1), "size": range(LONGEST + 1), "rest": range(MOST_AFTER + 1), "other": ZONES + "-",
    "relation": RELATIONS, "credit": CREDITS, "cue": CUES,
}  # fmt: skip
"""The values of attributes that are neither letters, nor tags, nor words."""

OF_ZONE = (
    "zu zone unit", "zc zone content", "zcu zone content unit", "pp zone prior earlier", "nt zone next.tag", "wp zone prior.word",
    "wm zone main.word", "cz zone tail.end",
)  # fmt: skip
OF_FIRST = (
    "bb side before", "bf side first", "bbf before first", "to zone topic own", "tb side before.tag", "tf side first.tag",
    "wb side before.word", "wf first.word", "cb before.end", "cf first.begin", "gt side governor.tag before", "wg side governor.word",
)  # fmt: skip
OF_LAST = (
    "el side last", "ea side after", "ela last after", "rf side after second", "rc side rest", "zl zone unit last", "ua side unit after",
    "tl side last.tag", "ta side after.tag", "taa side after.tag second.tag", "wl last.word",
    "wa side after.word", "cl side last.end", "ca after.begin",
    "qt side coming.tag after", "wq side coming.word",
)  # fmt: skip
OF_PHRASE = (
    "in side words", "s size", "sc zone credit", "sq zone cue", "scq credit cue", "ba side before after",
    "fl first.tag last.tag", "gq side governor.tag coming.tag",
)  # fmt: skip
OF_BEGIN = ("before", "first.tag", "governor.tag")
OF_END = ("after", "last.tag", "coming.tag")
"""Attributes of the first and of the last word of a phrase that are weighed together."""
SLOTS = (*OF_ZONE, *OF_FIRST, *OF_LAST, *OF_PHRASE)
"""Slots with their attributes, by what they look at: the zone, the first word of a phrase, its last, both. ``prior`` and ``earlier``
are the two words before the number, ``next`` that after it, ``main`` the last predicate before it in its clause, ``tail`` its last
character as a word; ``governor`` is the last word before a phrase that may govern it, ``coming`` the first such word after it.
A word's attribute is its letter, ``tag``, ``word``, or first (``begin``) or last (``end``) character."""
INNER = "i side left right"
"""Two words side by side inside a phrase."""
MEASURE = "m zone other relation"
"""For an entity: the zone of the property and how they lie."""

PARTS_OF_CODE = {"tag": (TAG_AT, TAG_MASK), "word": (WORD_AT, WORDS - 1), "begin": (FIRST_AT, WORDS - 1), "end": (LAST_AT, WORDS - 1)}


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
    """The places of each phrase in the table (phrases × slots), without ``MEASURE``; ``edges`` are the codes of ``^`` and ``$``.

    ``INNER`` has as many columns as a phrase may have pairs of words.
    """
    columns = [places[:, own] for places, own in _groups(words, found, scenes, of, edges)]
    pairs = _pairs(words, of)
    for at in range(LONGEST_AFTER - 1):
        columns.append(np.where(found.first + at < found.last, pairs[np.minimum(found.first + at, len(pairs) - 1)], 0)[None])
    return np.concatenate(columns).T


def sums(weights: Array, words: Words, found: Phrases, scenes: Scenes, of: Table, edges: tuple[int, int]) -> Array:
    """The sum of the weights (places × columns) of the ``features`` of each phrase: what phrases share is summed up once."""
    until = np.zeros((len(words.codes) + 1, weights.shape[1]), dtype=np.int64)
    np.cumsum(weights.take(_pairs(words, of), axis=0), axis=0, out=until[1:])
    total: Array = until.take(found.last, axis=0) - until.take(found.first, axis=0)
    for places, own in _groups(words, found, scenes, of, edges):
        total += weights.take(places, axis=0).sum(axis=0).take(own, axis=0)
    return total


def _groups(words: Words, found: Phrases, scenes: Scenes, of: Table, edges: tuple[int, int]) -> list[tuple[Array, Array]]:
    """The places of slots for what each group looks at (slots × zones, first words, last words, phrases), and which is each phrase's."""
    firsts, first = _distinct(found.first, len(words.codes))
    lasts, last = _distinct(found.last, len(words.codes))
    zones = _of_zones(words, scenes, edges)
    begin, end = _of_firsts(words, firsts, zones, edges), _of_lasts(words, lasts, zones, edges)
    both = {name: begin[name][first] for name in OF_BEGIN} | {name: end[name][last] for name in OF_END}
    return [
        (_places(of, OF_ZONE, zones), found.zone),
        (_places(of, OF_FIRST, begin), first),
        (_places(of, OF_LAST, end), last),
        (_places(of, OF_PHRASE, both | _of_phrases(words, found, scenes, zones)), np.arange(len(found.first))),
    ]


def _distinct(values: Array, count: int) -> tuple[Array, Array]:
    """The values below ``count`` that occur, and for each of ``values`` its number among those."""
    there = np.zeros(count, dtype=bool)
    there[values] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[values]


def _places(of: Table, slots: Sequence[str], seen: dict[str, Array]) -> Array:
    """The places for attributes, slot by slot."""
    columns = []
    for slot in slots:
        name, *attributes = slot.split()
        values = [seen[attribute] for attribute in attributes]
        columns.append(_place(of, name, values))
        if attributes[-1].partition(".")[2] in ("word", "begin", "end"):
            columns[-1][values[-1] == 0] = 0
    return np.stack(columns)


def _pairs(words: Words, of: Table) -> Array:
    """The place of ``INNER`` for each word with the next."""
    side = np.minimum(words.kind, 2)[words.zone[:-1]]
    return np.append(_place(of, "i", [side, words.letters[:-1], words.letters[1:]]), 0)


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


def _of_zones(words: Words, scenes: Scenes, edges: tuple[int, int]) -> dict[str, Array]:
    """The attributes that all phrases of a zone share."""
    own, content = _zones(words)
    around = _beside(words, len(scenes.units), edges) | {"tail": scenes.tails}
    around = {name: beside[words.claim] for name, beside in around.items()}
    fixed = {"zone": words.kind, "side": np.minimum(words.kind, 2), "unit": scenes.units[words.claim]}
    return fixed | {"content": content[words.claim], "own": own} | _coded(around, OF_ZONE)


def _of_firsts(words: Words, first: Array, zones: dict[str, Array], edges: tuple[int, int]) -> dict[str, Array]:
    """The attributes of words with which phrases begin, and those of their zones."""
    zone = words.zone[first]
    before = np.where(first > words.low[zone], words.codes[first - 1], edges[0])
    shared = {name: zones[name][zone] for name in ("zone", "side", "own")}
    latest = _latest(words, GOVERNORS)[first]
    governor = np.where(latest >= words.low[zone], words.codes[latest], edges[0])
    return shared | {"topic": _topics(words)[first]} | _coded({"before": before, "first": words.codes[first], "governor": governor}, OF_FIRST)


def _of_lasts(words: Words, last: Array, zones: dict[str, Array], edges: tuple[int, int]) -> dict[str, Array]:
    """The attributes of words with which phrases end, and those of their zones."""
    zone = words.zone[last]
    high, end = words.high[zone], len(words.codes) - 1
    coming = _coming(words, GOVERNORS)[last]
    around = {
        "last": words.codes[last],
        "after": np.where(last + 1 < high, words.codes[np.minimum(last + 1, end)], edges[1]),
        "coming": np.where(coming < high, words.codes[np.minimum(coming, end)], edges[1]),
        "second": np.where(last + 2 < high, words.codes[np.minimum(last + 2, end)], edges[1]),
    }
    shared = {name: zones[name][zone] for name in ("zone", "side", "unit")}
    return shared | {"rest": np.minimum(high - 1 - last, MOST_AFTER)} | _coded(around, OF_LAST)


def _of_phrases(words: Words, found: Phrases, scenes: Scenes, zones: dict[str, Array]) -> dict[str, Array]:
    """The attributes of whole phrases, and those of their zones."""
    shared = {name: zones[name][found.zone] for name in ("zone", "side")}
    size = np.minimum(words.ends[found.last] - words.starts[found.first], LONGEST)
    return shared | {"words": found.last - found.first, "size": size} | _credits(words, found, scenes)


def _coded(around: dict[str, Array], slots: Sequence[str]) -> dict[str, Array]:
    """The attributes of words by their codes: letters, and what else the slots look at."""
    seen = {name: code & 31 for name, code in around.items()}
    for attribute in {a for slot in slots for a in slot.split()[1:] if "." in a}:
        name, _, kind_of = attribute.partition(".")
        shift, mask = PARTS_OF_CODE[kind_of]
        seen[attribute] = around[name] >> shift & mask
    return seen


def _beside(words: Words, claims: int, edges: tuple[int, int]) -> dict[str, Array]:
    """The codes of the words next to the number of each claim, in its clause."""
    codes = np.append(words.codes, edges[1])
    zones = np.full((2, claims), -1)
    for kind in (0, 1):
        own = np.flatnonzero(words.kind == kind)
        zones[kind, words.claim[own]] = own
    before, after = words.high[zones[0]] - 1, words.low[zones[1]]
    main = _latest(words, PREDICATES)[words.high[zones[0]]]
    return {
        "main": np.where(main >= words.low[zones[0]], codes[main], edges[0]),
        "prior": np.where(before >= words.low[zones[0]], codes[before], edges[0]),
        "earlier": np.where(before > words.low[zones[0]], codes[before - 1], edges[0]),
        "next": np.where(after < words.high[zones[1]], codes[after], edges[1]),
    }


def _credits(words: Words, found: Phrases, scenes: Scenes) -> dict[str, Array]:
    """How phrases lie to the source of their claim and to its cues (``CREDITS``, ``CUES``)."""
    claim = words.claim[found.zone]
    start, end = words.starts[found.first], words.ends[found.last]
    low, high = scenes.sources.take(claim, axis=0).T
    credit = np.where((start < high) & (low < end), 1 + ((start == low) & (end == high)), 0)
    first, last = scenes.cues.take(claim, axis=0).T
    cue = np.where(end <= first, 1, np.where(start < last, 2, np.where(start > last + 1, 3, 4)))
    return {"credit": np.where(low < 0, 3, credit), "cue": np.where(first < 0, 0, cue)}


def _latest(words: Words, parts: str) -> Array:
    """The last word of these parts before each word and after all, -1 for none."""
    place = np.arange(len(words.letters))
    found: Array = np.concatenate([[-1], np.maximum.accumulate(np.where(one_of(parts)[words.letters], place, -1))])
    return found


def _coming(words: Words, parts: str) -> Array:
    """The first word of these parts after each word, or the number of words."""
    size = len(words.letters)
    there = np.where(one_of(parts)[words.letters], np.arange(size), size)
    found: Array = np.append(np.minimum.accumulate(there[::-1])[::-1], size)[1:]
    return found


def _topics(words: Words) -> Array:
    """The topic before each word, by number in ``TOPICS``."""
    letters = words.letters
    topical = ~one_of(LEADING)[letters]
    place = np.arange(len(letters))
    latest = np.concatenate([[-1], np.maximum.accumulate(np.where(topical, place, -1))])[:-1]  # before each word
    acting = np.concatenate([[0], np.cumsum(one_of("vc")[letters])])
    low = words.low[words.zone]
    frame = letters[latest] == LETTERS_OF_PARTS.index("f")
    topic: Array = np.where(latest >= low, np.where(frame, 1, np.where(acting[place] > acting[low], 2, 3)), 0)
    return topic


def _zones(words: Words) -> tuple[Array, Array]:
    """The marks in each zone (1 a frame, 2 a number), and the content of each claim."""
    own = _holds(words, "f") + 2 * _holds(words, "N")
    content = np.full(int(words.claim.max(initial=-1)) + 1, len(CONTENTS) - 1)
    before = words.kind == 0
    for number, parts in ((2, "vc"), (1, "wga"), (0, "hx")):
        content[words.claim[before & _holds(words, parts)]] = number
    return own, content


def _holds(words: Words, parts: str) -> Array:
    """Whether each zone has a word of one of these parts."""
    count = np.concatenate([[0], np.cumsum(one_of(parts)[words.letters])])
    return count[words.high] > count[words.low]
