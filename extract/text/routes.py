"""jieba's way to cut runs of characters into words (default mode, HMM on), for many runs at once.

A run is parted so that the product of its words' frequencies is highest, found from its end to its beginning; where that
leaves single characters side by side, a model joins them anew (``states``). The sums are formed in jieba's order and ties
broken as there (the longer word), so that the words are the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.text.dictionary import NO_WORD, Array, Dictionary, begin, find, key
from extract.text.states import FIRST, LAST, LINE_FEED, begins, parts

END = 0
"""The code point of a character between runs, which no word contains."""
STEPS = 32
"""After so many steps the scores that no word reaches any more are dropped."""

Level = tuple[Array, Array]
"""Characters, by place, with the node of the beginning of a word that begins there."""


def cut_runs(characters: Array, first: Array, sizes: Array, words: Dictionary) -> tuple[Array, Array]:
    """The words of runs of characters (code points), given by place and size, in order: where each word begins, and its node in the
    dictionary (-1 for what the model made)."""
    stops = np.cumsum(sizes + 1) - 1
    run = np.repeat(np.arange(len(sizes)), sizes + 1)
    source = np.arange(len(run)) + (first - (stops - sizes))[run]
    source[stops] = 0
    packed = characters[source]
    packed[stops] = END
    levels = _levels(packed, words)
    weights = _weights(levels, len(packed), words)
    lengths = _lengths(weights, stops, sizes)
    starting = _walk(lengths, stops - sizes, stops)
    joined = _join(packed, weights, lengths, starting)
    places = np.flatnonzero(starting)
    made = joined[places] & ~np.append(starting, True)[places + 1] & (packed[places + 1] != END)
    nodes = np.full(len(packed), -1)
    for length, (place, node) in enumerate(levels, 1):
        whole = lengths[place] == length
        nodes[place[whole]] = node[whole]
    return source[places], np.where(made, -1, nodes[places])


def _weights(levels: Sequence[Level], count: int, words: Dictionary) -> Array:
    """The weights of the words that begin at each character (characters × lengths, the longest first, ``NO_WORD`` for none). Where none
    begins, the character is one with the weight of what is unknown."""
    weights = np.full((count, len(levels)), NO_WORD)
    lone = np.ones(count, dtype=bool)
    for less, (place, node) in enumerate(reversed(levels)):
        weights[place, less] = own = words.weights[node]
        lone[place[own > NO_WORD]] = False
    weights[lone, -1] = words.single
    return weights


def _lengths(weights: Array, stops: Array, sizes: Array) -> Array:
    """For each character the length of the word that begins there if the rest of its run is parted best.

    ``stops`` and ``sizes`` are the ends and lengths of runs. All runs are gone through at once, the longest first, from their ends:
    in each step they lie side by side, and ``scores`` holds those of the characters after, as many as the longest word has.
    """
    order = np.argsort(-sizes, kind="stable")
    counts = (len(sizes) - np.searchsorted(np.sort(sizes), np.arange(1, sizes.max(initial=0) + 1))).tolist()
    stops = stops[order]
    at = np.concatenate([stops[:0], *(stops[:count] - back for back, count in enumerate(counts, 1))])
    weights, longest = weights.take(at, axis=0), weights.shape[1]
    chosen = np.empty(len(at), dtype=np.intp)
    scores = np.zeros((len(sizes), longest + STEPS))
    row = np.arange(len(sizes))
    done = 0
    for back, count in enumerate(counts):
        step = back % STEPS
        if back and not step:
            scores[:count, :longest] = scores[:count, STEPS:].copy()
        options = weights[done : done + count] + scores[:count, step : step + longest]
        best = chosen[done : done + count]
        options.argmax(axis=1, out=best)
        scores[:count, step + longest] = options[row[:count], best]
        done += count
    lengths = np.ones(len(weights) + len(sizes), dtype=np.int64)
    lengths[at] = longest - chosen
    return lengths


def _walk(lengths: Array, at: Array, stops: Array) -> Array:
    """For each character whether a word begins there, on the way from the first of each run (``at``)."""
    starting = np.zeros(len(lengths), dtype=bool)
    going = at < stops
    at, stops = at[going], stops[going]
    while len(at):
        starting[at] = True
        at = at + lengths[at]
        going = at < stops
        at, stops = at[going], stops[going]
    return starting


def _join(characters: Array, weights: Array, lengths: Array, starting: Array) -> Array:
    """Part single characters side by side anew, in ``starting``; those that are, as a mask. What they make together is left apart
    if it is a listed word."""
    single = np.concatenate([[0], starting & (lengths == 1), [0]])
    edges = np.flatnonzero(np.diff(single))
    first, sizes = edges[::2], edges[1::2] - edges[::2]
    longest = weights.shape[1]
    listed = np.zeros(len(first), dtype=bool)
    short = sizes <= longest
    listed[short] = weights[first[short], longest - sizes[short]] > NO_WORD
    wanted = (sizes > 1) & ~listed
    first, sizes = first[wanted], sizes[wanted]
    joined = _within(first, sizes, len(characters))
    foreign: Array = np.concatenate([[0], np.cumsum((characters < FIRST) | (characters > LAST))])
    mixed: Array = np.greater(foreign[first + sizes], foreign[first])
    whole_first, whole_sizes = _parts(characters, first[mixed], sizes[mixed])
    han: Array = (characters[whole_first] >= FIRST) & (characters[whole_first] <= LAST)
    starting[_within(whole_first + 1, whole_sizes - 1, len(characters))] = False
    first, sizes = np.append(first[~mixed], whole_first[han]), np.append(sizes[~mixed], whole_sizes[han])
    if len(first):
        inside = _within(first, sizes, len(characters))
        starting[inside] = begins(characters, first, sizes)[inside]
    return joined


def _parts(characters: Array, first: Array, sizes: Array) -> tuple[Array, Array]:
    """The parts by kind of stretches of single characters, by place and size, as are the stretches."""
    stops = np.cumsum(sizes + 1) - 1
    stretch = np.repeat(np.arange(len(sizes)), sizes + 1)
    shift = first - (stops - sizes)
    packed = characters[np.arange(len(stretch)) + shift[stretch]]
    packed[stops] = LINE_FEED
    low, high = parts(packed)
    return low + shift[stretch[low]], high - low


def _within(first: Array, sizes: Array, count: int) -> Array:
    """Of so many characters, those that lie within stretches, which do not overlap."""
    inside = np.zeros(count + 1, dtype=np.int64)
    inside[first] += 1
    inside[first + sizes] -= 1
    within: Array = np.cumsum(inside[:-1]) > 0
    return within


def _levels(characters: Array, words: Dictionary) -> list[Level]:
    """For each length the beginnings of words of that length. The last character is ``END``, which follows no beginning."""
    place, node = begin(words, characters)
    levels = [(place, node)]
    while True:
        known, deeper = find(words, key(node, characters[place + len(levels)]))
        if not len(known):
            return levels
        place, node = place[known], deeper
        levels.append((place, node))
