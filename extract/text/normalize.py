"""Traditional to Simplified and full to half width, keeping every character in its place.

The conversion equals ``OpenCC("t2s").convert`` of opencc-python-reimplemented and is made from that library's own
dictionary files. Most of its phrases convert as their characters do one by one, so a table of characters does the
work; only where a phrase converts differently (乾坤 keeps its 乾) are phrases looked for, and only in the run of
characters around it that occur in phrases at all.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from msgspec import Struct

from extract.errors import AlignmentError
from extract.text.alignment import Alignment

FULL_WIDTH_OFFSET = 0xFEE0
"""From an ASCII character to its full-width form (Unicode block Halfwidth and Fullwidth Forms)."""

SIGNS_IN_NUMBERS = "#$%&*+-./<=>~"
"""ASCII signs whose full-width forms are narrowed; comma (but in thousands), colon, brackets, ! and ? stay, being Chinese punctuation."""

OTHER_WIDTHS = {
    "￠": "¢", "￡": "£", "￥": "¥", "￦": "₩",  # full-width currency signs
    "﹒": ".", "﹟": "#", "﹠": "&", "﹢": "+", "﹣": "-", "﹩": "$", "﹪": "%",  # small form variants
    "‐": "-", "‑": "-", "−": "-", "〜": "~", "∼": "~",  # hyphens, the minus sign, wave dashes
    "\u3000": " ", "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",  # spaces, also those inside numbers
}  # fmt: skip
"""Further characters of Unicode that differ from an ordinary one in width or form alone, one to one."""


_THOUSANDS = re.compile("，(?=[０-９]{3}(?![０-９]))(?<=[０-９]，)")
_FIGURES = re.compile("(?<![０-９，])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９，])")
"""Full-width figures in groups of three: their commas are signs inside a number (１，２００万), as nothing else between them is. The first
of these, which begins with a comma, finds out quickly that a text has none."""


class Normalized(Struct, frozen=True):
    """A normalised text and the way back: ``alignment`` maps its offsets to those of the text as read."""

    text: str
    alignment: Alignment


class Conversion(Struct, frozen=True):
    """The tables of the conversion to Simplified, as the library has them."""

    characters: dict[int, str]
    phrases: dict[str, str]
    lengths: tuple[int, ...]
    triggers: re.Pattern[str]
    in_phrases: frozenset[str]


def normalize(text: str) -> Normalized:
    """``text`` in Simplified characters and ordinary widths, of the same length, with its alignment.

    Raises AlignmentError should the conversion have changed the length, which the tables do not allow.
    """
    if _THOUSANDS.search(text):
        text = _FIGURES.sub(lambda figures: figures.group().replace("，", ","), text)
    normalised = _convert(text, _table(with_widths=True))
    if len(normalised) != len(text):
        raise AlignmentError(f"normalising changed the length from {len(text)} to {len(normalised)} characters")
    return Normalized(normalised, Alignment(len(text)))


def simplify(text: str) -> str:
    """``text`` in Simplified characters, widths unchanged: exactly what the OpenCC library makes of it."""
    return _convert(text, _table(with_widths=False))


@cache
def widths() -> dict[int, str]:
    """The 1:1 table from full-width digits, letters, signs and spaces to ordinary ones, for ``str.translate``."""
    ascii_characters = [chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()] + list(SIGNS_IN_NUMBERS)
    table = {ord(character) + FULL_WIDTH_OFFSET: character for character in ascii_characters}
    return table | {ord(wide): ordinary for wide, ordinary in OTHER_WIDTHS.items()}


@cache
def conversion() -> Conversion:
    """The conversion tables, read from the dictionary files of the installed opencc package.

    An entry that would change the length is left out, so that its characters are converted one by one.
    """
    characters = {ord(key): value for key, value in entries("TSCharacters").items()}
    phrases = entries("TSPhrases")
    triggers = {
        character
        for phrase, value in phrases.items()
        for character, kept, single in zip(phrase, value, phrase.translate(characters), strict=True)
        if kept != single
    }
    return Conversion(
        characters,
        phrases,
        tuple(sorted({len(phrase) for phrase in phrases}, reverse=True)),
        re.compile(_one_of(triggers)),
        frozenset("".join(phrases)),
    )


def entries(dictionary: str) -> dict[str, str]:
    """The entries of a dictionary of the opencc package with their first conversion, where that keeps the length."""
    return {key: options[0] for key, options in values(dictionary).items() if len(options[0]) == len(key)}


@cache
def values(dictionary: str) -> dict[str, list[str]]:
    """All entries of a dictionary file of the opencc package (``TSCharacters``…) with their conversions in its order."""
    text = (files("opencc") / "dictionary" / f"{dictionary}.txt").read_text(encoding="utf-8")
    pairs = (line.strip().split("\t") for line in text.split("\n") if line)
    return {key: options.split(" ") for key, options in pairs}


@cache
def _table(with_widths: bool) -> np.ndarray[Any, Any]:
    """What every code point becomes: the characters of the conversion, and those of ``widths``, which are others."""
    table = np.arange(sys.maxunicode + 1, dtype="<u4")
    for code, value in (conversion().characters | (widths() if with_widths else {})).items():
        table[code] = ord(value)
    return table


def _translate(text: str, table: np.ndarray[Any, Any]) -> str:
    """As ``str.translate``, several times as fast."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    converted: bytes = table[codes].tobytes()
    return converted.decode("utf-32-le", "surrogatepass")


def _one_of(characters: set[str]) -> str:
    """A regular expression class; the empty set gives one that never matches."""
    return f"[{re.escape(''.join(sorted(characters)))}]" if characters else "[^\\s\\S]"


def _convert(text: str, table: np.ndarray[Any, Any]) -> str:
    """``text`` through the table of characters, and phrases that convert differently as phrases."""
    tables = conversion()
    converted = _translate(text, table)
    if not tables.triggers.search(text):
        return converted
    pieces = []
    done = 0
    reached = 0
    for trigger in tables.triggers.finditer(text):
        if trigger.start() < reached:
            continue
        start, reached = _run(text, trigger.start(), tables.in_phrases)
        for at, value in _phrases(text[start:reached], tables):
            pieces += [converted[done : start + at], value]
            done = start + at + len(value)
    return "".join(pieces) + converted[done:]


def _run(text: str, at: int, characters: frozenset[str]) -> tuple[int, int]:
    """Start and end of the run of ``characters`` around ``at``."""
    start, end = at, at + 1
    while start and text[start - 1] in characters:
        start -= 1
    while end < len(text) and text[end] in characters:
        end += 1
    return start, end


def _phrases(run: str, tables: Conversion) -> list[tuple[int, str]]:
    """Where phrases begin in ``run`` and what they become, in order: longest first, among equals leftmost.

    This is the order in which the library takes them from a text; phrases that do not overlap cannot affect each other.
    """
    taken = bytearray(len(run))
    chosen = []
    for length in tables.lengths:
        for start in range(len(run) - length + 1):
            value = tables.phrases.get(run[start : start + length])
            if value is not None and not any(taken[start : start + length]):
                taken[start : start + length] = b"\1" * length
                chosen.append((start, value))
    return sorted(chosen)
