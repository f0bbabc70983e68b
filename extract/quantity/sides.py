"""Numbers that are measured like the next one: the sides of 4.8×1.9×1.5米, both pressures of 138/86毫米汞柱."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extract.schema import Quantity

_TIMES = re.compile(r"\s?[×✕xX*]\s?")
_OVER = re.compile(r"\s?/\s?")
_LENGTHS = ("m", "cm", "mm", "km", "um", "[in_i]", "[ft_i]", "{尺}", "{寸}")
_PRESSURES = ("mm[Hg]",)
_RACE = re.compile(r"[^，。；\d]{0,6}(?:接力|混合|往返|间歇|[来往]回)")
"""After 4×100米: laps, not sides."""


def sides(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The mentions of normalised ``text``, in order, bare numbers that × or / joins to a measure with its unit."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        first, second = out[i], out[i + 1]
        if first.unit != "1" or first.unit_text is not None or second.kind != "measure" or not first.rule.startswith("number"):
            continue
        sign = _TIMES if second.unit in _LENGTHS else _OVER if second.unit in _PRESSURES else None
        if sign and sign.fullmatch(text, first.end, second.start) and not _RACE.match(text, second.end):
            out[i] = replace(first, unit=second.unit, kind="measure", rule="measure.side", label="claim")
    return out
