"""jieba's way to cut a run of characters into words (default mode, HMM on), from jieba's own tables.

A run is parted so that the product of its words' frequencies is highest; where that leaves single characters side by
side, a hidden Markov model over the positions in a word (begin, middle, end, single) joins them anew. The sums are
formed in jieba's order and ties broken as there, so that the words are the same; the logarithms are taken once when the
dictionary is read, and the model's four states are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from math import inf, log
from sys import intern
from typing import BinaryIO

from msgspec import Struct

PREFIX = 0.0
"""The weight of what only begins words: a logarithm of a share is never zero."""

Emissions = dict[str, tuple[float, float, float, float]]


class Dictionary(Struct, frozen=True, gc=False):
    """Words with the logarithm of their share of all words, prefixes of words with ``PREFIX``; ``single`` is the weight
    of an unknown character; ``tags`` are the parts of speech of words that are no plain nouns (``n``)."""

    weights: dict[str, float]
    single: float
    tags: dict[str, str]


class Model(Struct, frozen=True, gc=False):
    """The hidden Markov model: logarithms for each character in the states B, M, E and S, of the first state, of steps."""

    emissions: Emissions
    start: dict[str, float]
    steps: dict[str, dict[str, float]]
    least: float


def dictionary(lines: BinaryIO) -> Dictionary:
    """Read a dictionary file of jieba: one word a line, with its frequency and part of speech."""
    known: dict[bytes, int] = {}
    tags: dict[str, str] = {}
    for line in lines:
        entry, number, tag = line.split(b" ", 2)
        known[entry] = int(number)
        if tag != b"n\n":
            tags[entry.decode("utf-8")] = intern(tag.decode("ascii").strip())
    whole = log(sum(known.values()))
    logarithms = {count: log(count) - whole if count else PREFIX for count in set(known.values())}
    weights: dict[str, float] = {}
    for entry, count in known.items():
        word = entry.decode("utf-8")
        weights[word] = logarithms[count]
        for length in range(len(word) - 1, 0, -1):
            if word[:length] in weights:
                break  # and so are its own beginnings
            weights[word[:length]] = PREFIX
    return Dictionary(weights, log(1) - whole, tags)


@cache
def model() -> Model:
    """The model that jieba carries."""
    from jieba import finalseg

    emit, least = finalseg.emit_P, finalseg.MIN_FLOAT
    characters = {character for table in emit.values() for character in table}
    emissions = {c: (emit["B"].get(c, least), emit["M"].get(c, least), emit["E"].get(c, least), emit["S"].get(c, least)) for c in characters}
    return Model(emissions, finalseg.start_P, finalseg.trans_P, least)


def cut(run: str, words: Dictionary) -> list[int]:
    """The lengths of the words of a run, in order."""
    lengths: list[int] = []
    at = alone = 0
    size = len(run)
    ends = _route(run, words)
    while at < size:
        end = ends[at]
        if end - at == 1:
            alone += 1
        else:
            if alone:
                lengths += _joined(run[at - alone : at], words)
                alone = 0
            lengths.append(end - at)
        at = end
    if alone:
        lengths += _joined(run[at - alone :], words)
    return lengths


def _route(run: str, words: Dictionary) -> list[int]:
    """For each character of a run where the word that begins there ends, if the run's rest is parted best."""
    weigh, single = words.weights.get, words.single
    size = len(run)
    run += "\n"  # no word goes over it
    scores = [0.0] * (size + 1)
    ends = list(range(1, size + 1))
    best = 0.0
    for at in range(size - 1, -1, -1):
        weight = weigh(run[at])
        if weight is None:
            best += single
        else:
            alone = best
            best = weight + alone if weight else -inf
            end = at + 2
            while (weight := weigh(run[at:end])) is not None:
                if weight and (score := weight + scores[end]) >= best:
                    best, ends[at] = score, end
                end += 1
            if best == -inf:
                best = single + alone
        scores[at] = best
    return ends


SIGNS = re.compile("([\u4e00-\u9fd5]+)|([a-zA-Z0-9]+(?:\\.\\d+)?%?)")
"""Han characters, which the model joins, and Latin words and numbers, which stay whole."""


def _joined(singles: str, words: Dictionary) -> Iterable[int]:
    """The lengths of the words that the model makes of single characters side by side; a listed word is left apart."""
    if len(singles) == 1:
        return (1,)
    return (1,) * len(singles) if words.weights.get(singles) else _recognized(singles)


def _recognized(singles: str) -> Iterator[int]:
    """Han characters by the model; of the rest, words and numbers, and what stands between them, are words."""
    position = 0
    for found in SIGNS.finditer(singles):
        start, end = found.span()
        if start > position:
            yield start - position
        if found[1]:
            yield from _by_model(found[1])
        else:
            yield end - start
        position = end
    if position < len(singles):
        yield len(singles) - position


def _by_model(characters: str) -> Iterator[int]:
    """The lengths of words of Han characters, by the likeliest states."""
    begin = 0
    for at, state in enumerate(_states(characters), 1):
        if state in "ES":
            yield at - begin
            begin = at
    if begin < len(characters):
        yield len(characters) - begin


def _states(characters: str) -> str:
    """The likeliest states (Viterbi), of equals the later in the alphabet, as jieba has it."""
    known = model()
    emissions, steps = known.emissions, known.steps
    be, bm, eb, es = steps["B"]["E"], steps["B"]["M"], steps["E"]["B"], steps["E"]["S"]
    me, mm, sb, ss = steps["M"]["E"], steps["M"]["M"], steps["S"]["B"], steps["S"]["S"]
    unknown = (known.least,) * 4
    b, m, e, s = (known.start[state] + chance for state, chance in zip("BMES", emissions.get(characters[0], unknown), strict=True))
    pb, pm, pe, ps = "B", "M", "E", "S"
    for character in characters[1:]:
        in_b, in_m, in_e, in_s = emissions.get(character, unknown)
        e_b, s_b = e + eb + in_b, s + sb + in_b
        b_m, m_m = b + bm + in_m, m + mm + in_m
        b_e, m_e = b + be + in_e, m + me + in_e
        e_s, s_s = e + es + in_s, s + ss + in_s
        pb, pm, pe, ps = (
            (ps if s_b >= e_b else pe) + "B",
            (pm if m_m >= b_m else pb) + "M",
            (pm if m_e >= b_e else pb) + "E",
            (ps if s_s >= e_s else pe) + "S",
        )
        b, m, e, s = max(e_b, s_b), max(b_m, m_m), max(b_e, m_e), max(e_s, s_s)
    return ps if s >= e else pe
