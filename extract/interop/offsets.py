"""The one converter between the offsets of records (Unicode code points) and those of a tool."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal

import regex

from extract.errors import RecordError

Unit = Literal["codepoint", "utf16", "grapheme"]

NAMES: dict[Unit, str] = {
    "codepoint": "Unicode code points",
    "utf16": "UTF-16 code units",  # as JavaScript counts
    "grapheme": "extended grapheme clusters",  # Unicode Standard Annex #29
}


def unit_of(form: str, graphemes: bool) -> Unit:
    """What a format counts in; ``graphemes``: a project of doccano that counts grapheme clusters."""
    if form == "doccano":
        return "grapheme" if graphemes else "utf16"
    return "codepoint"


class Offsets:
    """The places of one text in code points and in the unit of a tool, exact in both directions."""

    def __init__(self, text: str, unit: Unit) -> None:
        """Count the places of ``text`` in ``unit``."""
        self._unit = unit
        self._size = len(text)
        places = _places(text, unit)
        self._theirs = dict(places)
        self._ours = {theirs: ours for ours, theirs in places}

    def out(self, start: int, end: int) -> tuple[int, int]:
        """A span in code points as one in the unit of the tool. Raises RecordError where that has no such place."""
        return self._theirs_of(start), self._theirs_of(end)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span in the unit of the tool as one in code points. Raises RecordError for a place that the text has not."""
        return self._ours_of(start), self._ours_of(end)

    def _theirs_of(self, offset: int) -> int:
        if not self._theirs:
            return offset
        if offset not in self._theirs:
            raise RecordError(f"place {offset} lies within what is one character in {NAMES[self._unit]}")
        return self._theirs[offset]

    def _ours_of(self, offset: int) -> int:
        if not self._theirs and 0 <= offset <= self._size:
            return offset
        if offset not in self._ours:
            last = max(self._ours, default=self._size)
            why = f"is outside the text (0 to {last})" if not 0 <= offset <= last else "lies within a character"
            raise RecordError(f"place {offset} {why}, counted in {NAMES[self._unit]}; were the offsets counted otherwise?")
        return self._ours[offset]


def _places(text: str, unit: Unit) -> list[tuple[int, int]]:
    """The places that both counts have, as (code points, theirs); empty where they are the same."""
    if unit == "grapheme":
        sizes = [len(cluster) for cluster in regex.findall(r"\X", text)]
        return [(ours, theirs) for theirs, ours in enumerate(accumulate(sizes, initial=0))]
    if unit == "utf16" and any(char > "\uffff" for char in text):
        widths = (2 if char > "\uffff" else 1 for char in text)
        return list(enumerate(accumulate(widths, initial=0)))
    return []
