"""jieba's dictionary as a trie in arrays: for all characters of many texts at once, the words that begin there.

A node is a beginning of words, numbered level by level and within a level in the order of its key: the number of the node
above it and its last character. So the keys of all nodes are sorted, and a step down the trie is a search among them. The
arrays take a tenth of the room of a table of strings and are built in half the time.
"""

from __future__ import annotations

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


class Dictionary(Struct, frozen=True):
    """The keys of the nodes, in order; for each the logarithm of the word's share of all words (``NO_WORD`` where it only begins
    words) and the number of its part of speech; those parts (the first is none); the weight of an unknown character. ``first`` are
    the nodes of the characters below ``PLANE`` that begin words, -1 for others."""

    first: Array
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
    return Dictionary(first, keys, weights, tagged, tags, log(1) - total)


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
    place = np.searchsorted(words.keys, keys)
    place[place == len(words.keys)] = 0
    known = np.flatnonzero(words.keys[place] == keys)
    return known, place[known]


def lookup(words: Dictionary, word: str) -> int:
    """The node of a word, -1 for none; no word of jieba's begins with a character beyond the basic plane."""
    node = int(words.first[ord(word[0])]) if word and ord(word[0]) < PLANE else -1
    if node < 0:
        return -1
    for character in word[1:]:
        below = (node + 1 << CHARACTER_BITS) | ord(character)
        node = int(words.keys.searchsorted(below))
        if node == len(words.keys) or words.keys[node] != below:
            return -1
    return node


def tag(words: Dictionary, word: str) -> str:
    """The part of speech of a word (``n``, ``vn``, ``nrt`` …), empty for what is no word of the dictionary."""
    node = lookup(words, word)
    return words.tags[words.tagged[node]] if node >= 0 else ""
