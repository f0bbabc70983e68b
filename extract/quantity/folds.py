"""Multiples in words: 翻一番 (2), 翻两番 (4), 翻倍, 翻了3倍, 减半 and 腰斩 (0.5), with change ``factor`` (guide, section 5)."""

from __future__ import annotations

from decimal import Decimal

import regex

from extract.quantity.numerals import NUMERAL, parse
from extract.schema import Quantity

_FOLD = regex.compile(
    rf"翻(?:了|上)?(?:近|逾|超|约)?(?:(?P<folds>{NUMERAL}|半)?(?P<far>番)|(?P<times>{NUMERAL})?(?P<by>倍)|(?=[，。；,;了]|\Z))|(?P<half>减半|腰斩)|(?P<double>倍增)"
)


def fold_at(text: str, pos: int) -> Quantity | None:
    """翻番, 翻倍, 减半 at ``pos`` of normalised text, as a factor; None elsewhere."""
    m = _FOLD.match(text, pos)
    if not m or not (m["far"] or m["by"] or m["half"]):
        return None
    if m["half"]:
        value = Decimal("0.5")
    elif m["by"]:
        value = (parse(m["times"]) if m["times"] and m["times"] not in ("一",) else Decimal(2)) or Decimal(2)
    else:
        folds = parse(m["folds"]) if m["folds"] and m["folds"] != "半" else Decimal(1)
        value = Decimal(2) ** min(int(folds or 1), 20)
    end = m.end()
    return Quantity(pos, end, text[pos:end], value, value, value, "=", "{倍}", text[pos:end], "ratio", "factor", "fold", "claim")
