"""The second part of an amount in two units: 三元五角, 一块二, 两小时三十分, 一米八 are one amount each."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import rows
from extract.quantity.numerals import NUMERAL, parse
from extract.quantity.units import Unit

_SECOND = regex.compile(rf"[零又]?(?P<number>{NUMERAL})(?P<unit>[^\d\W]{{1,2}})")
_DIGIT = regex.compile(r"(?P<digit>[一二三四五六七八九])(?![一二三四五六七八九十百千万亿个元块年月天点分米斤])")
_TENTH_FOLLOWS = ("块", "元", "米", "公尺", "斤", "块钱", "呎", "尺")
"""Units after which a lone digit is a tenth: 一块二 is 1.2."""


@cache
def _parts() -> dict[tuple[str, str], Decimal]:
    pairs = ((*pair.split("…"), count) for pair, count in rows("parts"))
    return {(first, second): Decimal(1) / Decimal(count) for first, second, count in pairs}


def second_part(text: str, pos: int, unit: Unit, value: Decimal) -> tuple[int, Decimal] | None:
    """Where the second part that begins at ``pos`` ends, and the whole amount in the first unit; None where none follows.

    Only what the first unit can state exactly is joined (2小时30分 is 2.5 h, 2小时16分 stays two amounts).
    """
    if "." in str(value):
        return None
    m = _DIGIT.match(text, pos) if unit.text in _TENTH_FOLLOWS else None
    if m:
        return m.end(), value + (parse(m["digit"]) or Decimal(0)) / 10
    m = _SECOND.match(text, pos)
    number = parse(m["number"]) if m else None
    if not m or number is None:
        return None
    for words in (m["unit"], m["unit"][:1]):
        share = _parts().get((unit.text, words))
        if share is not None:
            total = value + number * share
            return (m.start("unit") + len(words), total.normalize()) if len(total.normalize().as_tuple().digits) <= 8 else None
    return None
