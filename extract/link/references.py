"""Footnotes and reference marks: the mark that a claim bears, and the entry of the reference list that it points to."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from msgspec import Struct

from extract.lexicon import trie, words
from extract.link.turns import turn_between

_MARK = re.compile(
    r"[\[［〔](?P<plain>\d{1,3})(?:[,，、–-]\d{1,3})*[\]］〕]|[（(]注释?\s?(?P<note>\d{1,3})[）)]|(?P<circled>[①-⑳])|(?P<raised>[¹²³⁰⁴-⁹]+)"
)
_SIGNS = re.compile(r"[\[［〔①-⑳¹²³⁰⁴-⁹]")
_BLANKS = re.compile(r"\s*")
_NOTES = ("（注", "(注")
_CLOSING = "。！？!?；;，,）)”」』、 "
_NOTE = re.compile(r"(?m)^[ \t\u3000]*注释?[ \t]?(?P<number>\d{1,3})[ \t]?[:：.．、]")
_NUMBERED = re.compile(r"(?m)^[ \t\u3000]*(?:注释?[ \t]?)?(?P<number>\d{1,3})(?:[.．、:：)）]|[ \t\u3000]+)[ \t\u3000]*(?=\S)")
_SUPERSCRIPTS = {ord(char): digit for char, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)}
NEAR = 4
"""How far after the end of its sentence a mark may stand: behind the full stop and the closing quotation mark."""


class Mark(Struct, frozen=True):
    """A reference mark: its place, its number, and whether it begins a line or follows a mark's entry (so that it opens an entry)."""

    start: int
    end: int
    number: int
    opens: bool


@cache
def _heading() -> re.Pattern[str]:
    """A line that is the heading of a reference list (``lexicon/references.tsv``)."""
    return re.compile(rf"(?m)^[ \t\u3000]*[【〔\[]?{trie(words('references'))}[】〕\]]?[ \t\u3000]*[:：]?[ \t\u3000]*(?:$|(?=[①\[［]))")


def find_marks(text: str) -> list[Mark]:
    """All reference marks of a normalised text, in order."""
    if not (_SIGNS.search(text) or any(words in text for words in _NOTES)):
        return []
    out = []
    for m in _MARK.finditer(text):
        raised = m["raised"].translate(_SUPERSCRIPTS) if m["raised"] else None
        number = ord(m["circled"]) - 0x245F if m["circled"] else int(m["plain"] or m["note"] or raised or 0)
        line = text.rfind("\n", 0, m.start()) + 1
        out.append(Mark(m.start(), m.end(), number, _opens(text, line, m.start())))
    return out


def _opens(text: str, line: int, at: int) -> bool:
    """Does a mark at ``at`` begin an entry: at the start of its line, or in a line of notes behind 注：or the ； of the note before?"""
    begun = _BLANKS.match(text, line, at)
    low = begun.end() if begun else line
    if low == at:
        return True
    if text[low] != "注":
        return False
    high = at
    while text[high - 1].isspace():
        high -= 1
    return text[high - 1] in "；;。" or (high - low < 3 and text[low:high] in ("注：", "注:", "注"))


def cited(text: str, marks: list[Mark], end: int, sentence: tuple[int, int]) -> Mark | None:
    """The mark of the claim that ends at ``end``: the first behind it in its sentence, which holds the clauses back to the mark before.

    A mark behind a turn (但, 然而) or behind another statement of the sentence that is its own is not the claim's.
    """
    i = bisect_right(marks, end - 1, key=_start)
    mark = marks[i] if i < len(marks) else None
    if mark is None or mark.opens or mark.start > sentence[1] + NEAR:
        return None
    between = text[end : mark.start]
    after = between[max(0, sentence[1] - end) :] if sentence[1] > end else between
    if after.strip(_CLOSING) or "\n" in between or turn_between(text, end, mark.start):
        return None
    return mark


def _start(mark: Mark) -> int:
    return mark.start


def entries(text: str, marks: list[Mark]) -> dict[int, tuple[int, int]]:
    """Number → the span of its entry in the text's reference list: marks that begin lines, or numbered lines below a heading."""
    out: dict[int, tuple[int, int]] = {}
    for k, mark in enumerate(marks):
        if mark.opens:
            line = text.find("\n", mark.end)
            following = next((m.start for m in marks[k + 1 : k + 2] if m.opens), len(text))
            _enter(out, text, mark.number, mark.end, min(following, line if line >= 0 else len(text)))
    heading = _heading().search(text)
    numbered = _NUMBERED.finditer(text, heading.end()) if heading else ()
    for m in (*_NOTE.finditer(text), *numbered):
        line = text.find("\n", m.end())
        _enter(out, text, int(m["number"]), m.end(), line if line >= 0 else len(text))
    return out


def _enter(out: dict[int, tuple[int, int]], text: str, number: int, start: int, end: int) -> None:
    piece = text[start:end]
    low, high = start + len(piece) - len(piece.lstrip(" \t\u3000.．、:：")), start + len(piece.rstrip(" \t\u3000；;"))
    if low < high:
        out.setdefault(number, (low, high))
