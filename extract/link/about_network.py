"""The network that tells how likely each phrase is the entity and the property of a claim, applied with numpy.

It reads the line of a claim (``about_lines``) word by word in both directions with a long short-term memory (Hochreiter and Schmidhuber 1997;
Graves and Schmidhuber 2005), and scores each phrase by what it holds at the first and the last word of the phrase and at the number.
``about.npz`` holds its weights as plain arrays, written by ``scripts/fit_about.py``:

| array | shape | what |
|---|---|---|
| ``vocabulary`` | words | words and characters with a number of their own; the first stands for all others |
| ``letters``, ``tags``, ``words``, ``begins``, ``ends`` | values × size | what is known of a word: its part, jieba's tag, itself, its first and last character |
| ``kinds`` | ``PLACES`` × size | what is known of a place in the line |
| ``word``, ``kind`` | 2 × size × 4 cells | from these to the gates of both directions; ``bias``, ``memory`` those of the cells |
| ``units`` | ``UNITS`` × size | what is known of the number |
| ``first``, ``last``, ``number``, ``width``, ``bend`` | … × 2 size | to what is held of a phrase, as entity and as property |
| ``score`` | 2 size × 2 | from that to its scores |
| ``none``, ``never`` | … × 2, 2 | to the score of there being none |

The gates are those for what comes in, stays and goes out, each halved, since a logistic function is a halved tanh; then the content.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from msgspec import Struct
from threadpoolctl import ThreadpoolController

from extract.errors import ModelError
from extract.link.about_lines import BREAK, DISTANCES, PLACES, Lines, lines
from extract.link.about_phrases import LONGEST_AFTER, Array, Phrases, Words
from extract.link.about_scenes import UNITS, Scenes
from extract.link.about_words import FIRST_AT, LAST_AT, LETTERS_OF_PARTS, TAG_AT, TAG_MASK, TAGS, WORD_AT, WORDS

FILE = Path(__file__).parent / "about.npz"
TOGETHER = 48
"""Claims that are read at once, those of like length."""
PHRASES_TOGETHER = 2048
"""Phrases that are scored at once: what is held of them stays in the processor's cache."""
NO_WORD = len(LETTERS_OF_PARTS), len(TAGS)
"""The letter and the tag of a break; those of a number are one more."""
SCALE = 100
"""Scores are given in hundredths, as whole numbers."""


class Network(Struct, frozen=True):
    """The weights: the arrays of ``about.npz``, and from them what each kind of place adds to the gates of both directions."""

    arrays: dict[str, Array]
    vocabulary: tuple[str, ...]
    places: Array

    def scores(self, words: Words, found: Phrases, scenes: Scenes) -> Array:
        """The scores of phrases as entity and as property (phrases × 2), in hundredths above that of none."""
        with _threads().limit(limits=1, user_api="blas"):
            return self._scores(words, found, scenes)

    def _scores(self, words: Words, found: Phrases, scenes: Scenes) -> Array:
        line = lines(words, scenes)
        states = self.states(words, line)
        a = self.arrays
        number = np.concatenate([states[line.numbers], a["units"][scenes.units]], axis=1)
        none = number @ a["none"] + a["never"]
        own, first, last = number @ a["number"] + a["bend"], states @ a["first"], states @ a["last"]
        claim = words.claim[found.zone]
        width = np.minimum(found.last - found.first, LONGEST_AFTER)
        begin, end = line.places[found.first], line.places[found.last]
        value = np.empty((len(claim), 2), dtype=np.float64)
        for low in range(0, len(claim), PHRASES_TOGETHER):
            some = slice(low, low + PHRASES_TOGETHER)
            inner = first.take(begin[some], axis=0)
            for more, at in ((last, end), (own, claim), (a["width"], width)):
                inner += more.take(at[some], axis=0)
            np.maximum(inner, 0, out=inner)
            value[some] = inner @ a["score"] - none.take(claim[some], axis=0)
        hundredths: Array = np.rint(SCALE * value).astype(np.int64)
        return hundredths

    def states(self, words: Words, line: Lines) -> Array:
        """What the network holds at each place of the lines (places × both directions)."""
        codes, number = np.unique(words.codes, return_inverse=True)
        of_words = self._words(codes)
        at = np.where(line.words >= 0, number[line.words] if len(number) else 0, len(codes) + (line.kinds // (4 * DISTANCES) - BREAK))
        size = self.arrays["memory"].shape[1]
        out = np.empty((len(line.words), 2 * size), dtype=np.float32)
        order = np.argsort(line.lengths, kind="stable")
        for low in range(0, len(order), TOGETHER):
            some = order[low : low + TOGETHER]
            lengths = line.lengths[some]
            steps = np.arange(int(lengths.max()))[:, None]
            inside = steps < lengths
            for side, p in enumerate((np.minimum(steps, lengths - 1), np.maximum(lengths - 1 - steps, 0))):
                p += line.begins[some]
                gates = of_words[side].take(at[p], axis=0)
                gates += self.places[side].take(line.kinds[p], axis=0)
                out[p[inside], side * size : (side + 1) * size] = self._read(gates, side)[inside]
        return out

    def _words(self, codes: Array) -> Array:
        """What each word adds to the gates of both directions (2 × words × gates), and behind them a break and a number."""
        letter, tag = np.append(codes & 31, [NO_WORD[0], NO_WORD[0] + 1]), np.append(codes >> TAG_AT & TAG_MASK, [NO_WORD[1], NO_WORD[1] + 1])
        a = self.arrays
        parts = [a["letters"][letter], a["tags"][tag]]
        for name, shift in (("words", WORD_AT), ("begins", FIRST_AT), ("ends", LAST_AT)):
            parts.append(a[name][np.append(codes >> shift & (WORDS - 1), [0, 0])])
        known: Array = np.matmul(np.concatenate(parts, axis=1), a["word"])
        return known

    def _read(self, gates: Array, side: int) -> Array:
        """The states of one direction (steps × claims × cells) for what comes in at each step, which is overwritten."""
        _, claims, whole = gates.shape
        size = whole // 4
        memory = self.arrays["memory"][side]
        state, cells = np.zeros((claims, size), dtype=np.float32), np.zeros((claims, size), dtype=np.float32)
        out = np.empty((len(gates), claims, size), dtype=np.float32)
        for step, gate in enumerate(gates):
            gate += state @ memory
            np.tanh(gate, out=gate)
            gate[:, : 3 * size] += 1  # twice how far the gates are open
            cells *= gate[:, size : 2 * size]
            gate[:, 3 * size :] *= gate[:, :size]
            cells += gate[:, 3 * size :]
            cells *= 0.5
            state = np.multiply(gate[:, 2 * size : 3 * size], np.tanh(cells), out=out[step])
            state *= 0.5
        return out


@cache
def _threads() -> ThreadpoolController:
    """What says how many threads work at a product of matrices: at such small ones several only wait for each other."""
    return ThreadpoolController()


@cache
def network() -> Network:
    """The network of ``about.npz``. Raises ModelError where the file is damaged or was made for another kind of lines."""
    try:
        with np.load(FILE, allow_pickle=False) as held:
            arrays = {name: held[name].astype(np.float32) if held[name].dtype.kind == "f" else held[name] for name in held.files}
        vocabulary = tuple(arrays.pop("vocabulary").tolist())
        if len(arrays["kinds"]) != PLACES or len(arrays["units"]) != len(UNITS) or len(arrays["words"]) != len(vocabulary):
            raise ModelError(f"{FILE.name}: made for other words or lines; fit it anew with scripts/fit_about.py")
        places = np.matmul(arrays["kinds"], arrays["kind"]) + arrays["bias"][:, None]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{FILE.name}: {error}; fit it anew with scripts/fit_about.py") from None
    return Network(arrays, vocabulary, places)
