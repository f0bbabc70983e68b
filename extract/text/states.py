"""jieba's hidden Markov model: words that its dictionary does not have, made of single characters side by side.

The model is over the positions in a word (begin, middle, end, single). The sums are formed in jieba's order and ties
broken as there, so that the words are the same; many stretches are parted together, step by step.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from msgspec import Struct

from extract.text.dictionary import Array, text_of

FIRST, LAST = 0x4E00, 0x9FD5
"""The characters that the model joins."""
STATES = "BMES"
BEGIN, MIDDLE, END, SINGLE = range(4)

LINE_FEED, PERCENT = 10, 37
LATIN = np.array([chr(point).isalnum() for point in range(128)] + [False])
"""By code point, all from 128 on in one: which belong to Latin words and numbers; a per cent sign may end those."""
DECIMALS = re.compile(r"(?<=[a-zA-Z0-9])\.\d+%?")
"""They belong to the number before."""


class Model(Struct, frozen=True):
    """Logarithms: of each character from ``FIRST`` to ``LAST`` in each state, of the first state, of steps from state to state."""

    emissions: Array
    start: tuple[float, ...]
    steps: dict[str, dict[str, float]]


@cache
def model() -> Model:
    """The model that jieba carries."""
    from jieba import finalseg

    emissions = np.full((LAST - FIRST + 1, len(STATES)), finalseg.MIN_FLOAT)
    for column, state in enumerate(STATES):
        for character, chance in finalseg.emit_P[state].items():
            if FIRST <= ord(character) <= LAST:
                emissions[ord(character) - FIRST, column] = chance
    return Model(emissions, tuple(finalseg.start_P[state] for state in STATES), finalseg.trans_P)


def begins(characters: Array, first: Array, sizes: Array) -> Array:
    """Where words begin in stretches of Han characters (``characters`` are code points; the stretches by place and size): for each
    character whether one does."""
    order = np.argsort(-sizes, kind="stable")
    first, sizes = first[order], sizes[order]
    counts = len(sizes) - np.searchsorted(np.sort(sizes), np.arange(1, sizes.max(initial=0) + 1))
    scores, choices = _forward(model(), characters, first, counts.tolist())
    found = np.zeros(len(characters), dtype=bool)
    states = np.where(scores[SINGLE] >= scores[END], SINGLE, END)
    for at in range(len(counts) - 1, -1, -1):
        now = states[: counts[at]]
        found[first[: counts[at]] + at] = (now == BEGIN) | (now == SINGLE)
        if at:
            states[: counts[at]] = choices[at - 1][now, np.arange(counts[at])]
    return found


def _forward(known: Model, characters: Array, first: Array, counts: list[int]) -> tuple[Array, list[Array]]:
    """The best scores of each stretch in each state at its end, and at each step but the first the state before each state.

    Of equals the later in the alphabet is taken, as jieba has it.
    """
    steps = known.steps
    be, bm, eb, es = steps["B"]["E"], steps["B"]["M"], steps["E"]["B"], steps["E"]["S"]
    me, mm, sb, ss = steps["M"]["E"], steps["M"]["M"], steps["S"]["B"], steps["S"]["S"]
    scores = (known.emissions.take(characters[first] - FIRST, axis=0) + known.start).T.copy()
    choices = []
    for at, count in enumerate(counts[1:], 1):
        b, m, e, s = scores[:, :count]
        in_b, in_m, in_e, in_s = known.emissions.take(characters[first[:count] + at] - FIRST, axis=0).T
        e_b, s_b = e + eb + in_b, s + sb + in_b
        b_m, m_m = b + bm + in_m, m + mm + in_m
        b_e, m_e = b + be + in_e, m + me + in_e
        e_s, s_s = e + es + in_s, s + ss + in_s
        before = (np.where(s_b >= e_b, SINGLE, END), np.where(m_m >= b_m, MIDDLE, BEGIN), np.where(m_e >= b_e, MIDDLE, BEGIN))
        choices.append(np.stack([*before, np.where(s_s >= e_s, SINGLE, END)]))
        scores[:, :count] = np.maximum(e_b, s_b), np.maximum(b_m, m_m), np.maximum(b_e, m_e), np.maximum(e_s, s_s)
    return scores, choices


def parts(singles: Array) -> tuple[Array, Array]:
    """Stretches of single characters (code points), a line feed behind each, by kind: where the parts begin and end.

    Parts are Han characters, which the model parts further, Latin words and numbers, and what is neither.
    """
    han = (singles >= FIRST) & (singles <= LAST)
    latin = LATIN[np.minimum(singles, len(LATIN) - 1)]
    kind = np.where(han, 0, np.where(latin, 1, np.where(singles == LINE_FEED, 2, 3)))
    begins = np.diff(kind, prepend=2) != 0
    percent = np.flatnonzero((singles[1:] == PERCENT) & latin[:-1]) + 1
    begins[percent] = False
    begins[percent + 1] = True
    reached = -1
    for decimals in DECIMALS.finditer(text_of(singles)):
        start, end = decimals.span()
        if start == reached:  # 1.2.3 is 1.2 and what follows
            reached = -1
            continue
        begins[start] = begins[start + 1] = False
        begins[end] = True
        reached = end
    places = np.flatnonzero(begins)
    inside = np.flatnonzero(kind[places] != 2)
    return places[inside], np.append(places[1:], len(singles))[inside]
