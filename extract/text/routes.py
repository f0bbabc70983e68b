"""jieba's way to cut runs of characters into words (default mode, HMM on), for many runs at once.

A run is parted so that the product of its words' frequencies is highest, found from its end to its beginning; where that
leaves single characters side by side, a model joins them anew (``states``). The sums are formed in jieba's order and ties
broken as there (the longer word), so that the words are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.text.dictionary import NO_WORD, Array, Dictionary, begin, find, key, points
from extract.text.states import FIRST, LAST, begins, parts

END = "\0"
"""A character between runs, which no word contains."""


def cut_runs(runs: Sequence[str], words: Dictionary) -> list[list[int]]:
    """For each run the places in it at which words begin."""
    text = END.join(runs) + END
    characters = points(text)
    sizes = np.array([len(run) for run in runs], dtype=np.int64)
    stops = np.cumsum(sizes + 1) - 1
    weights = _weights(characters, words)
    lengths = _lengths(weights, words.single, stops, sizes)
    starting = _walk(lengths, stops - sizes, stops)
    _join(text, characters, weights, lengths, starting)
    places = np.flatnonzero(starting)
    run = np.searchsorted(stops, places)
    local = (places - (stops - sizes)[run]).tolist()
    bounds = np.searchsorted(run, np.arange(len(runs) + 1)).tolist()
    return [local[low:high] for low, high in pairwise(bounds)]


def _lengths(weights: Array, single: float, stops: Array, sizes: Array) -> Array:
    """For each character the length of the word that begins there if the rest of its run is parted best.

    ``stops`` and ``sizes`` are the ends and lengths of runs, ``single`` the weight of an unknown character.
    """
    order = np.argsort(-sizes, kind="stable")
    stops = stops[order]
    counts = len(sizes) - np.searchsorted(np.sort(sizes), np.arange(1, sizes.max(initial=0) + 1))
    longest, count = weights.shape
    scores = np.zeros(count + longest)
    lengths = np.ones(count, dtype=np.int64)
    beyond = np.arange(longest, 0, -1)[:, None]
    for back, count in enumerate(counts.tolist(), 1):
        at = stops[:count] - back
        options = weights[:, at] + scores[at + beyond]
        chosen = options.argmax(axis=0)
        best = options[chosen, np.arange(count)]
        lone = best == NO_WORD
        lengths[at] = np.where(lone, 1, longest - chosen)
        scores[at] = np.where(lone, single + scores[at + 1], best)
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


def _join(text: str, characters: Array, weights: Array, lengths: Array, starting: Array) -> None:
    """Part single characters side by side anew, in ``starting``. What they make together is left apart if it is a listed word."""
    single = np.concatenate([[0], starting & (lengths == 1), [0]])
    edges = np.flatnonzero(np.diff(single))
    first, sizes = edges[::2], edges[1::2] - edges[::2]
    longest = len(weights)
    listed = np.zeros(len(first), dtype=bool)
    short = sizes <= longest
    listed[short] = weights[longest - sizes[short], first[short]] > NO_WORD
    wanted = (sizes > 1) & ~listed
    first, sizes = first[wanted], sizes[wanted]
    foreign = np.concatenate([[0], np.cumsum((characters < FIRST) | (characters > LAST))])
    mixed = foreign[first + sizes] > foreign[first]
    joined_first, joined_sizes = [first[~mixed]], [sizes[~mixed]]
    for at, size in zip(first[mixed].tolist(), sizes[mixed].tolist(), strict=True):
        for start, length, han in parts(text[at : at + size]):
            starting[at + start + 1 : at + start + length] = False
            if han:
                joined_first.append(np.array([at + start]))
                joined_sizes.append(np.array([length]))
    first, sizes = np.concatenate(joined_first), np.concatenate(joined_sizes)
    if len(first):
        found = begins(characters, first, sizes)
        inside = np.zeros(len(characters) + 1, dtype=np.int64)
        inside[first] += 1
        inside[first + sizes] -= 1
        joined: Array = np.cumsum(inside[:-1]) > 0
        starting[joined] = found[joined]


def _weights(characters: Array, words: Dictionary) -> Array:
    """The weight of each word that begins at each character: row by row from the longest words that occur to single characters."""
    rows: list[Array] = []
    place, node = begin(words, characters)
    while len(place) or not rows:
        row = np.full(len(characters), NO_WORD)
        row[place] = words.weights[node]
        rows.append(row)
        inside = place + len(rows) < len(characters)
        place, node = place[inside], node[inside]
        known, deeper = find(words, key(node, characters[place + len(rows)]))
        place, node = place[known], deeper
    return np.stack(rows[::-1])
