"""Which script a text is in, by the characters that only one of them has."""

from __future__ import annotations

from functools import cache

from extract.schema import Script
from extract.text.normalize import entries, values

STRAY_SHARE = 0.1
"""Up to this share of the telling characters may belong to the other script (names, quotations) in a text of one."""


def detect_script(text: str) -> Script:
    """``hant``, ``hans``, ``mixed``, or ``none`` where no character tells.

    Different characters are counted, not occurrences, so that one repeated name does not tip the scale.
    """
    traditional, simplified = telling_characters()
    if traditional.isdisjoint(text):
        return "none" if simplified.isdisjoint(text) else "hans"
    characters = set(text)
    hant, hans = len(characters & traditional), len(characters & simplified)
    if not hant and not hans:
        return "none"
    share = hant / (hant + hans)
    if share <= STRAY_SHARE:
        return "hans"
    return "hant" if share >= 1 - STRAY_SHARE else "mixed"


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
