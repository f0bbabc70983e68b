"""jieba's way to cut runs of characters into words (default mode, HMM on), for many runs at once.

A run is parted so that the product of its words' frequencies is highest, found from its end to its beginning; where that
leaves single characters side by side, a model joins them anew (``states``). The sums are formed in jieba's order and ties
broken as there (the longer word), so that the words are the same.
"""

from __future__ import annotations

import numpy as np

from extract.text.dictionary import NO_WORD, Array, Dictionary, begin, find, key, text_of
from extract.text.states import FIRST, LAST, begins, parts

LINE_FEED = 10
END = 0
"""The code point of a character between runs, which no word contains."""


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
    weights = np.full((len(packed), len(levels)), NO_WORD)
    for less, (place, node) in enumerate(reversed(levels)):
        weights[place, less] = words.weights[node]
    lengths = _lengths(weights, words.single, stops, sizes)
    starting = _walk(lengths, stops - sizes, stops)
    joined = _join(packed, weights, lengths, starting)
    places = np.flatnonzero(starting)
    made = joined[places] & ~np.append(starting, True)[places + 1] & (packed[places + 1] != END)
    nodes = np.full(len(packed), -1)
    for length, (place, node) in enumerate(levels, 1):
        whole = lengths[place] == length
        nodes[place[whole]] = node[whole]
    return source[places], np.where(made, -1, nodes[places])


def _lengths(weights: Array, single: float, stops: Array, sizes: Array) -> Array:
    """For each character the length of the word that begins there if the rest of its run is parted best.

    ``weights`` are those of the words that begin at each character (characters × lengths, the longest first), ``stops`` and
    ``sizes`` the ends and lengths of runs, ``single`` is the weight of an unknown character.
    """
    order = np.argsort(-sizes, kind="stable")
    stops = stops[order]
    counts = len(sizes) - np.searchsorted(np.sort(sizes), np.arange(1, sizes.max(initial=0) + 1))
    count, longest = weights.shape
    scores = np.zeros(count + longest)  # from the last character to the first, so that those after each lie as its words do
    after = np.lib.stride_tricks.sliding_window_view(scores, longest)
    lengths = np.ones(count, dtype=np.int64)
    for back, going in enumerate(counts.tolist(), 1):
        at = stops[:going] - back
        mirrored = count - 1 - at
        options = weights[at] + after[mirrored]
        chosen = options.argmax(axis=1)
        best = options[np.arange(going), chosen]
        lone = best == NO_WORD
        lengths[at] = np.where(lone, 1, longest - chosen)
        scores[mirrored + longest] = np.where(lone, single + scores[mirrored + longest - 1], best)
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
    low, high = np.array(parts(text_of(packed)), dtype=np.int64).reshape(-1, 2).T
    return low + shift[stretch[low]], high - low


def _within(first: Array, sizes: Array, count: int) -> Array:
    """Of so many characters, those that lie within stretches, which do not overlap."""
    inside = np.zeros(count + 1, dtype=np.int64)
    inside[first] += 1
    inside[first + sizes] -= 1
    within: Array = np.cumsum(inside[:-1]) > 0
    return within


def _levels(characters: Array, words: Dictionary) -> list[tuple[Array, Array]]:
    """The beginnings of words at each character: for each length the places where one of that length begins, and their nodes."""
    place, node = begin(words, characters)
    levels = [(place, node)]
    while True:
        inside = place + len(levels) < len(characters)
        place, node = place[inside], node[inside]
        known, deeper = find(words, key(node, characters[place + len(levels)]))
        if not len(known):
            return levels
        place, node = place[known], deeper
        levels.append((place, node))
