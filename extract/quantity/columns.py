"""Units that the head of a table names for its columns: 外销量（公吨） over 8,420, (同比,%) over all cells."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.quantity.declared import row
from extract.quantity.units import Unit, unit_at
from extract.schema import Quantity

_HEAD_END = re.compile(r"[)）](?:[ \t|][^\n。]{0,80})?\n(?=[^\n。]{0,60}\d)")
"""The end of a line that may be the head of a table: a closed bracket in it, a line with digits under it."""
_CELL = re.compile(r"[^ \t|\n]+")
_UNIT = re.compile(r"[（(](?:[^（）()\n]{1,6}[,，])?")
_BRACKETS = re.compile(r"[)）]\Z")
_MOST_ROWS = 200


def columns(text: str, found: list[Quantity], region: str) -> list[Quantity]:
    """The mentions of normalised ``text``, those that fill cells of a table with the units that stand in its head.

    A head has at least two cells, parted by blanks, and a unit in brackets at the end of some; the rows are the lines under it
    with as many cells. A unit in a bracket of its own, behind a comma (同比,%), is that of all cells with a decimal point.
    """
    out, starts = found, [q.start for q in found]
    for end in _HEAD_END.finditer(text):
        start = text.rfind("\n", 0, end.start()) + 1
        cells = list(_CELL.finditer(text, start, end.end() - 1))
        units = [_unit(text, cell, region) for cell in cells]
        if len(cells) < 2 or not any(units):
            continue
        out = list(out) if out is found else out
        whole = next((unit for cell, unit in zip(cells, units, strict=True) if unit and cell.group()[0] in "（("), None)
        at = end.end()
        for _ in range(_MOST_ROWS):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = list(_CELL.finditer(text, at, stop))
            if len(line) < 2 or (not whole and len(line) != len(cells)):
                break
            for k, cell in enumerate(line):
                i = bisect_left(starts, cell.start())
                unit = units[k] if not whole else whole if "." in cell.group() else None
                if unit and i < len(out) and out[i].start == cell.start() and out[i].end == cell.end():
                    out[i] = row(out[i], text, unit)
            at = stop + 1
    return out


def _unit(text: str, cell: re.Match[str], region: str) -> Unit | None:
    """The unit in brackets that ends the cell of a head."""
    opened = max(text.rfind("（", cell.start(), cell.end()), text.rfind("(", cell.start(), cell.end()))
    inner = _UNIT.match(text, opened) if opened >= 0 and _BRACKETS.search(cell.group()) else None
    unit = unit_at(text, inner.end(), region) if inner else None
    return unit if unit and unit.end == cell.end() - 1 else None
