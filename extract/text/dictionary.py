"""jieba's dictionary as a trie in arrays: for all characters of many texts at once, the words that begin there.

A node is a beginning of words; its key is the number of the node above it with its last character. A step down the trie is
a look into a table by the hash of the key (open addressing: what does not find its slot free takes the next), for all at once.
The arrays take a fifth of the room of a table of strings and are built in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any, BinaryIO

import numpy as np
from msgspec import Struct

Array = np.ndarray[Any, Any]

CHARACTER_BITS = 21
"""A code point fits in so many bits."""
PLANE = 1 << 16
"""Code points of the basic plane, which nearly all characters are of."""
NO_WORD = -np.inf
"""The weight of what only begins words, or none."""

SLOT_BITS = 21
"""The table of hashes has two to the power of so many slots, four for each node: three looks in four find it at once."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Of Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): the highest bits of the product are the hash."""


class Dictionary(Struct, frozen=True):
    """The keys of the nodes; for each the logarithm of the word's share of all words (``NO_WORD`` where it only begins words) and
    the number of its part of speech; those parts (the first is none); the weight of an unknown character. ``first`` are the nodes
    of the characters below ``PLANE`` that begin words, and ``slots`` those of all hashes, -1 for none."""

    first: Array
    slots: Array
    keys: Array
    weights: Array
    tagged: Array
    tags: tuple[str, ...]
    single: float


def dictionary(lines: BinaryIO) -> Dictionary:
    """Read a dictionary file of jieba: one word a line, with its frequency and part of speech."""
    cells = lines.read().decode("utf-8").split()
    words, counts, speech = cells[::3], [int(cell) for cell in cells[1::3]], cells[2::3]
    total = log(sum(counts))
    logarithm = {count: log(count) - total if count else NO_WORD for count in set(counts)}
    tags = ("", *sorted(set(speech)))
    number = {tag: n for n, tag in enumerate(tags)}
    keys, nodes = _nodes(words)
    weights = np.full(len(keys), NO_WORD)
    weights[nodes] = [logarithm[count] for count in counts]
    tagged = np.zeros(len(keys), dtype=np.int16)
    tagged[nodes] = [number[tag] for tag in speech]
    first = np.full(PLANE, -1)
    begins = np.flatnonzero(keys < PLANE)
    first[keys[begins]] = begins
    return Dictionary(first, _slots(keys), keys, weights, tagged, tags, log(1) - total)


def _nodes(words: list[str]) -> tuple[Array, Array]:
    """The keys of all nodes, and the node of each word."""
    characters = points("".join(words))
    lengths = np.array([len(word) for word in words])
    first = np.cumsum(lengths) - lengths
    node = np.full(len(words), -1)
    levels: list[Array] = []
    count = 0
    for depth in range(int(lengths.max())):
        deeper = np.flatnonzero(lengths > depth)
        level, place = np.unique(key(node[deeper], characters[first[deeper] + depth]), return_inverse=True)
        node[deeper] = count + place
        levels.append(level)
        count += len(level)
    return np.concatenate(levels), node


def _slots(keys: Array) -> Array:
    """The node at each slot, -1 for none."""
    slots = np.full(1 << SLOT_BITS, -1, dtype=np.int32)
    waiting, slot = np.arange(len(keys)), _hash(keys)
    while len(waiting):
        free = slots[slot] < 0
        slots[slot[free]] = waiting[free]
        left = slots[slot] != waiting
        waiting, slot = waiting[left], _next(slot[left])
    return slots


def _hash(keys: Array) -> Array:
    """The slots at which keys are looked for first."""
    slot: Array = (keys.view(np.uint64) * MULTIPLIER >> np.uint64(64 - SLOT_BITS)).view(np.int64)
    return slot


def _next(slot: Array) -> Array:
    return slot + 1 & (1 << SLOT_BITS) - 1


def points(text: str) -> Array:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)


def text_of(points: Array) -> str:
    """The text of code points."""
    return points.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


def key(node: Array, character: Array) -> Array:
    """The key of the node below ``node`` (-1: none above) with ``character``."""
    below: Array = (node + 1 << CHARACTER_BITS) | character
    return below


def begin(words: Dictionary, characters: Array) -> tuple[Array, Array]:
    """The characters (by place) that are nodes by themselves, and the numbers of those."""
    node = words.first[np.minimum(characters, PLANE - 1)]
    rare = np.flatnonzero(characters >= PLANE - 1)
    if len(rare):
        node[rare] = -1
        known, found = find(words, characters[rare])
        node[rare[known]] = found
    place = np.flatnonzero(node >= 0)
    return place, node[place]


def find(words: Dictionary, keys: Array) -> tuple[Array, Array]:
    """The keys (by place) that are those of nodes, and the numbers of those."""
    slot = _hash(keys)
    node = words.slots[slot]
    missed = np.flatnonzero((words.keys[node] != keys) & (node >= 0))
    while len(missed):
        slot[missed] = following = _next(slot[missed])
        node[missed] = further = words.slots[following]
        missed = missed[(words.keys[further] != keys[missed]) & (further >= 0)]
    known = np.flatnonzero(node >= 0)
    return known, node[known].astype(np.int64)


def tags(words: Dictionary, asked: Sequence[str]) -> list[str]:
    """The part of speech of each word (``n``, ``vn``, ``nrt`` …), empty for what is no word of the dictionary."""
    characters = points("".join(asked))
    lengths = np.array([len(word) for word in asked], dtype=np.int64)
    first = np.cumsum(lengths) - lengths
    node = np.full(len(asked), -1)
    found = np.zeros(len(asked), dtype=np.int64)
    place = np.arange(len(asked))
    for depth in range(int(lengths.max(initial=0))):
        place = place[lengths[place] > depth]
        known, below = find(words, key(node[place], characters[first[place] + depth]))
        place = place[known]
        node[place] = below
        whole = lengths[place] == depth + 1
        found[place[whole]] = words.tagged[below[whole]]
    return [words.tags[number] for number in found.tolist()]
