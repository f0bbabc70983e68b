"""Numbers that are told in turn: 甲、乙分别为3吨和5吨 gives the first to 甲, the second to 乙."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from extract.link.about_scenes import Asked
from extract.link.about_words import Place

RESPECTIVELY = "分别"
REACH = 48
"""In characters: how far before a number the word for "respectively" stands, and the things before that."""

AND = re.compile("、|以及|[和与及跟]")
"""What parts the things."""
BETWEEN = re.compile(r"[^，。；：、\d]{0,3}(?:[、，]|[和与及跟]|以及)[^，。；：、\d]{0,3}")
"""What stands between two of the numbers."""
THINGS = re.compile(r"(?:^|[，,。；;：:\n」”])(?P<things>[^，,。；;：:\n]*[、和与及跟][^，,。；;：:\n]*)，?(?:料|将|已|则|也|还)?$")
"""The clause with the things before the word, or before a comma and the word."""
LEAD = re.compile(".*(?:[是有在由]|其中|除了|而)")
TAIL = re.compile("(?:[的等两对]|[一二三四五六七八九十]+[种类国地者家人项个]|同比|环比).*|[则更也均]$")
"""What leads to the first of the things, and what follows the last."""


def in_turn(claim: Asked, codes: tuple[int, int], span: Place | None, what: Place | None) -> Place | None:
    """The one of several things in ``span`` that belongs to the number of a claim; ``span`` itself where they are not told in turn.

    ``codes`` are those of the marks that are numbers and times, ``what`` is the property, which is no part of a thing.
    """
    text, start = claim.around.text, claim.start
    at = text.rfind(RESPECTIVELY, max(0, start - REACH), start)
    if span is None or at < 0 or span[1] > at:
        return span
    found = THINGS.search(text, max(0, at - REACH), at)
    if not found or span[0] < found.start("things"):
        return span
    number, time = codes
    marks = claim.around.marks
    told = _told(text, [mark[:2] for mark in marks if mark[2] == number and mark[0] > at])
    things = _things(text, *found.span("things"), what)
    if not things or len(told) != len(things) or start not in told or (span[0] <= things[0][0] and span[1] < things[0][1]):
        return span
    timed = any(mark[2] == time and mark[0] < things[-1][1] and mark[1] > things[0][0] for mark in marks)
    return span if timed else things[told.index(start)]


def _told(text: str, numbers: Sequence[Place]) -> list[int]:
    """Where the first of the numbers starts and those that follow it, with nothing but what joins them between."""
    pairs = pairwise(numbers)
    joined = takewhile(lambda pair: BETWEEN.fullmatch(text, pair[0][1], pair[1][0]), pairs)
    return [start for start, _ in numbers[:1]] + [later for _, (later, _) in joined]


def _things(text: str, start: int, end: int, what: Place | None) -> list[Place]:
    """The parts of a list, without what leads to the first and what follows the last."""
    lead = LEAD.match(text, start, end)
    start = lead.end() if lead else start
    edges = [start, *(edge for mark in AND.finditer(text, start, end) for edge in mark.span()), end]
    things = list(zip(edges[::2], edges[1::2], strict=True))
    low, high = things[-1]
    if what and low < what[0] < high:
        high = what[0]
    tail = TAIL.search(text, low + 1, high)
    things[-1] = (low, tail.start() if tail else high)
    return things if all(first < last for first, last in things) else []
