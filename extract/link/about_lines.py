"""The words around each claim as one line: what the network that chooses entity and property reads (``about_network``).

A line holds the words of the claim's zones in the order of the text, a break behind each earlier clause, and the number itself.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from extract.link.about_phrases import AFTER, Array, Words
from extract.link.about_scenes import ZONES, Scenes

IN_TEXT = np.array([5, 7, 4, 3, 2, 1, 0])
"""The place of each of ``ZONES`` in the order of the text."""
FARTHEST_BEFORE, FARTHEST_AFTER = 30, 12
"""Words farther from the number are as far as these."""
BREAK, NUMBER = len(ZONES), len(ZONES) + 1
"""What stands at a place of a line that holds no word."""
DISTANCES = FARTHEST_BEFORE + FARTHEST_AFTER + 1
PLACES = (NUMBER + 1) * 4 * DISTANCES
"""How many kinds of places there are: zone, or break, or number; whether it is in the source or among the words that report; distance."""


class Lines(Struct, frozen=True):
    """The lines of all claims, one behind the other: for each place the number of its word (as in ``Words``) or -1, and its kind below
    ``PLACES``; for each claim where its line begins, how long it is and where its number stands; for each word its place."""

    words: Array
    kinds: Array
    begins: Array
    lengths: Array
    numbers: Array
    places: Array


def lines(words: Words, scenes: Scenes) -> Lines:
    """The lines of claims with their words."""
    claims = len(scenes.units)
    sizes = words.high - words.low
    tails = np.where(words.kind == 0, 1, (words.kind != AFTER) & (sizes > 0))  # a number or a break
    order = np.lexsort((IN_TEXT[words.kind], words.claim))
    reached = np.cumsum((sizes + tails)[order])
    first = np.empty(len(sizes), dtype=np.int64)
    first[order] = reached - (sizes + tails)[order]
    lengths = np.bincount(words.claim, sizes + tails, claims).astype(np.int64)
    places = first[words.zone] + np.arange(len(words.zone)) - words.low[words.zone]
    total = int(lengths.sum())
    at = np.full(total, -1)
    at[places] = np.arange(len(words.zone))
    zone = np.full(total, BREAK)
    zone[places] = words.kind[words.zone]
    own = np.flatnonzero(words.kind == 0)
    numbers = np.empty(claims, dtype=np.int64)
    numbers[words.claim[own]] = (first + sizes)[own]
    zone[numbers] = NUMBER
    claim = np.repeat(np.arange(claims), lengths)
    distance = np.clip(np.arange(total) - numbers[claim], -FARTHEST_BEFORE, FARTHEST_AFTER) + FARTHEST_BEFORE
    start = np.where(at < 0, -1, words.starts[at])
    within = [(low <= start) & (start < high) for low, high in (span[claim].T for span in (scenes.sources, scenes.cues))]
    kinds = ((zone * 2 + within[0]) * 2 + within[1]) * DISTANCES + distance
    return Lines(at, kinds, np.cumsum(lengths) - lengths, lengths, numbers, places)
