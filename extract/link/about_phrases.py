"""Phrases that may name the entity or the property of a claim: which there are among the words around it."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct

from extract.link.about_scenes import Scenes
from extract.link.about_words import LETTERS_OF_PARTS, TAG_AT, TAG_MASK, TAGS

Array = np.ndarray[Any, Any]

AFTER = 1
"""The zone after the number (see ``about_scenes.ZONES``)."""
FIRST_AFTER = 6
"""Among how many words after the number a phrase begins."""
LONGEST = 9
LONGEST_AFTER = 9
"""The most words of a phrase before and after the number, where it may be a predicate."""

CLOSED = "pT"
"""Parts that no phrase contains (for the letters see ``about_words``)."""
NOT_FIRST = "pTdlqoik"
NOT_FIRST_AFTER = "pTNdik"
NOT_LAST = "pTNdlqobi"
"""Parts with which no phrase begins, none after the number begins, and none ends."""
NOT_FIRST_EARLIER = "fc"
NOT_LAST_EARLIER = "fce"
"""Parts with which besides no phrase of an earlier clause begins, and none ends: adverbs, changes, words that report."""
MIDWAY = "wgaum"
"""Parts after which no phrase of an earlier clause begins, unless with one of those below: words before it belong to the same name."""
AFRESH = "hxmvc"
"""Measures and what belongs to them, verbs and changes: they may name the property behind a name (全球|出货量)."""

OPENS = np.array([(letter == "b") - (letter == "k") for letter in LETTERS_OF_PARTS])
"""For each letter of a part 1 if it is an opening quotation mark, -1 if a closing one."""


class Words(Struct, frozen=True):
    """The words of all zones in their order, as arrays: spans, codes and letters; for each the number of its zone, and of each
    zone its claim, its number in ``ZONES``, and where its words begin and end here."""

    starts: Array
    ends: Array
    codes: Array
    letters: Array
    zone: Array
    claim: Array
    kind: Array
    low: Array
    high: Array


class Phrases(Struct, frozen=True):
    """Candidates in the order of claims, zones and words, as arrays: zone, and first and last word (as in ``Words``)."""

    zone: Array
    first: Array
    last: Array


def one_of(letters: str) -> Array:
    """For each letter of a part whether it is one of ``letters``."""
    return np.array([letter in letters for letter in LETTERS_OF_PARTS])


def lay_out(scenes: Scenes) -> Words:
    """The words of all zones side by side."""
    claim, kind, first, after = scenes.zones.T
    sizes = after - first
    high = np.cumsum(sizes)
    low = high - sizes
    zone = np.repeat(np.arange(len(sizes)), sizes)
    word = np.arange(len(zone)) + (first - low)[zone]
    codes = scenes.codes[word]
    return Words(scenes.starts[word], scenes.ends[word], codes, codes & 31, zone, claim, kind, low, high)


def phrases(words: Words) -> Phrases:
    """All phrases of all zones."""
    letters, zone = words.letters, words.zone
    after = (words.kind == AFTER)[zone]
    place = np.arange(len(letters))
    begins = ~np.where(after, one_of(NOT_FIRST_AFTER)[letters], one_of(NOT_FIRST)[letters])
    begins &= ~after | (place - words.low[zone] < FIRST_AFTER)
    earlier = (words.kind > AFTER)[zone]
    begins &= ~(earlier & one_of(NOT_FIRST_EARLIER)[letters])
    begins &= ~(earlier & (place > words.low[zone]) & one_of(MIDWAY)[np.roll(letters, 1)] & ~one_of(AFRESH)[letters])
    linking = _linking(words)
    begins |= linking
    closed, ending = one_of(CLOSED)[letters], ~one_of(NOT_LAST)[letters]
    ending &= ~(earlier & one_of(NOT_LAST_EARLIER)[letters])
    ending |= linking
    longest = np.where(after, LONGEST_AFTER, LONGEST)
    firsts, lasts = [], []
    first = place[begins]
    for more in range(LONGEST_AFTER):
        first = first[(first + more < words.high[zone[first]]) & (longest[first] > more)]
        first = first[~closed[first + more]]
        whole = first[ending[first + more]]
        firsts.append(whole)
        lasts.append(whole + more)
    return _in_order(words, np.concatenate(firsts), np.concatenate(lasts))


def _linking(words: Words) -> Array:
    """Whether each word is a verb that links the number behind it to its subject: it may be all that says what is measured (拥有3家)."""
    verb = (words.letters == LETTERS_OF_PARTS.index("l")) & ((words.codes >> TAG_AT & TAG_MASK) == TAGS.index("v"))
    last = np.arange(len(words.zone)) == words.high[words.zone] - 1
    there: Array = verb & last & (words.kind == 0)[words.zone]
    return there


def _in_order(words: Words, first: Array, last: Array) -> Phrases:
    """The phrases from first to last words, by these, without those in which quotation marks open or close alone."""
    depth = np.concatenate([[0], np.cumsum(OPENS[words.letters])])
    whole = np.flatnonzero(depth[first] == depth[last + 1])
    order = whole[np.argsort(first[whole] * LONGEST_AFTER + last[whole] - first[whole], kind="stable")]
    return Phrases(words.zone[first[order]], first[order], last[order])


def may_measure(words: Words, found: Phrases) -> Array:
    """Whether each phrase can be a property: none holds a number."""
    counted = np.concatenate([[0], np.cumsum(words.letters == LETTERS_OF_PARTS.index("N"))])
    able: Array = counted[found.last + 1] == counted[found.first]
    return able
