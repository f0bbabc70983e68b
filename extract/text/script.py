"""Which script a text is in, by the characters that only one of them has."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

import numpy as np

from extract.schema import Script
from extract.text.normalize import entries, values

STRAY_SHARE = 0.1
"""Up to this share of the telling characters may belong to the other script (names, quotations) in a text of one."""

_HANT, _HANS = 1, 2


def detect_script(text: str) -> Script:
    """``hant``, ``hans``, ``mixed``, or ``none`` where no character tells.

    Different characters are counted, not occurrences, so that one repeated name does not tip the scale.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    sides = _sides()[codes]
    if not (sides == _HANT).any():
        return "hans" if sides.any() else "none"
    hant, hans = (np.unique(codes[sides == side]).size for side in (_HANT, _HANS))
    share = hant / (hant + hans)
    if share <= STRAY_SHARE:
        return "hans"
    return "hant" if share >= 1 - STRAY_SHARE else "mixed"


@cache
def _sides() -> np.ndarray[Any, Any]:
    """Which script each code point tells of: _HANT, _HANS, or 0."""
    sides = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for side, characters in zip((_HANT, _HANS), telling_characters(), strict=True):
        sides[list(map(ord, characters))] = side
    return sides


@cache
def telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only Traditional and only Simplified text has, from the dictionaries of the opencc package.

    A character tells if it never stays as it is in the conversion to the other script. Not counted as Traditional are
    characters that a phrase keeps in Simplified text, nor as Simplified those that Taiwan or Hong Kong prefer (群, 峰).
    """
    to_simplified, to_traditional = values("TSCharacters"), values("STCharacters")
    traditional = {character for character, options in to_simplified.items() if character not in options}
    simplified = {character for character, options in to_traditional.items() if character not in options}
    kept = set("".join(entries("TSPhrases").values()))
    regional = {option for name in ("HKVariants", "TWVariants") for options in values(name).values() for option in options}
    return frozenset(traditional - set(to_traditional) - kept), frozenset(simplified - set(to_simplified) - regional)
