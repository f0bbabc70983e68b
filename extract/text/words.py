"""jieba's accurate mode with HMM for one run of characters: the same words from the same tables, in linear time.

The most probable path through the words of the dictionary, then a hidden Markov model (states B, M, E, S: begin,
middle, end of a word, single) over what it left as single characters. Sums are made in jieba's order, so that ties
and roundings fall alike; ``tests/text/test_segment.py`` compares the two. jieba's own HMM copies the path at every
character, and its tokenizer leaves a cache file in the common temporary folder and trusts any that it finds there.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import log

from msgspec import Struct

HAN = re.compile("([\u4e00-\u9fd5]+)")
"""What the hidden Markov model cuts."""

OTHER = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|[^a-zA-Z0-9]+")
"""What lies between: numbers and Latin words, and the signs around them."""

Four = tuple[float, float, float, float]


class Tables(Struct, frozen=True):
    """jieba's tables. ``weights``: log probability of a word, 0 for what only begins one; ``single`` that of a character
    without an entry. ``start`` and ``emissions`` (by character; ``unseen`` for others) are in the order B, M, E, S;
    ``steps`` in the order EB, SB, BM, MM, BE, ME, ES, SS.
    """

    weights: dict[str, float]
    single: float
    start: Four
    emissions: dict[str, Four]
    unseen: Four
    steps: tuple[float, ...]


@cache
def tables() -> Tables:
    """The tables of the installed jieba, read from its package (a third of a second); nothing is written or logged."""
    from jieba import finalseg

    weights, single = _weights()
    lowest = finalseg.MIN_FLOAT
    emit = [finalseg.emit_P[state] for state in "BMES"]
    characters = set().union(*emit)
    first, second, third, fourth = (finalseg.start_P[state] for state in "BMES")
    return Tables(
        weights,
        single,
        (first, second, third, fourth),
        {char: (emit[0].get(char, lowest), emit[1].get(char, lowest), emit[2].get(char, lowest), emit[3].get(char, lowest))
         for char in characters},
        (lowest, lowest, lowest, lowest),
        tuple(finalseg.trans_P[step[0]][step[1]] for step in ("EB", "SB", "BM", "MM", "BE", "ME", "ES", "SS")),
    )  # fmt: skip


def cut(run: str, data: Tables) -> list[int]:
    """The lengths of the words of ``run``, which holds only characters of jieba's ``re_han_default``."""
    after = _best_path(run, data)
    lengths: list[int] = []
    position = left = 0
    while position < len(run):
        end = after[position]
        if end - position > 1:
            _cut_singles(run[left:position], data, lengths)
            lengths.append(end - position)
            left = end
        position = end
    _cut_singles(run[left:], data, lengths)
    return lengths


def _weights() -> tuple[dict[str, float], float]:
    """The log probabilities of jieba's dictionary, with the beginnings of its words, and that of an unknown character."""
    fields = (files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    words = fields[0::3]
    counts = [int(field) for field in fields[1::3]]
    total = log(sum(counts))
    by_count = {count: log(count) - total if count else 0.0 for count in set(counts)}
    weights = {word: by_count[count] for word, count in zip(words, counts, strict=True)}
    for word in words:
        for end in range(1, len(word)):
            weights.setdefault(word[:end], 0.0)
    return weights, log(1) - total


def _best_path(run: str, data: Tables) -> list[int]:
    """For each place in ``run`` where the word that begins there ends, on the best path from there; longer wins a tie."""
    size = len(run)
    find = data.weights.get
    scores = [0.0] * (size + 1)
    after = [0] * size
    for start in range(size - 1, -1, -1):
        best, best_end = 0.0, 0
        for end in range(start + 1, size + 1):
            weight = find(run[start:end])
            if weight is None:
                break
            if weight:
                score = weight + scores[end]
                if score >= best or not best_end:
                    best, best_end = score, end
        if not best_end:
            best, best_end = data.single + scores[start + 1], start + 1
        scores[start], after[start] = best, best_end
    return after


def _cut_singles(stretch: str, data: Tables, lengths: list[int]) -> None:
    """Append the lengths of the words of a stretch of single characters; one that is in the dictionary stays single."""
    if len(stretch) < 2 or data.weights.get(stretch):
        lengths += [1] * len(stretch)
        return
    for index, block in enumerate(HAN.split(stretch)):
        if index % 2:
            lengths += _hidden_words(block, data)
        else:
            lengths += map(len, OTHER.findall(block))


def _hidden_words(block: str, data: Tables) -> list[int]:
    """The lengths of the words that the hidden Markov model sees in ``block``. In a tie the later letter wins."""
    eb, sb, bm, mm, be, me, es, ss = data.steps
    emissions, unseen = data.emissions, data.unseen
    b, m, e, s = map(sum, zip(data.start, emissions.get(block[0], unseen), strict=True))
    before = []
    for char in block[1:]:
        to_b, to_m, to_e, to_s = emissions.get(char, unseen)
        b1, b2 = e + eb + to_b, s + sb + to_b
        m1, m2 = b + bm + to_m, m + mm + to_m
        e1, e2 = b + be + to_e, m + me + to_e
        s1, s2 = e + es + to_s, s + ss + to_s
        before.append(("S" if b2 >= b1 else "E", "M" if m2 >= m1 else "B", "M" if e2 >= e1 else "B", "S" if s2 >= s1 else "E"))
        b, m, e, s = max(b1, b2), max(m1, m2), max(e1, e2), max(s1, s2)
    state = "S" if s >= e else "E"
    lengths = [1]
    for options in reversed(before):
        state = options["BMES".index(state)]
        if state in "ES":
            lengths.append(1)
        else:
            lengths[-1] += 1
    return lengths[::-1]
