"""Amounts in words: 翻一番 (2), 翻两番 (4), 翻倍, 减半 and 腰斩 (0.5), 零增长 (0 %), 八旬 (about 80) (guide, sections 5 and 8)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import trie, words
from extract.quantity.around_words import any_around
from extract.quantity.bounds import look_left
from extract.quantity.numerals import DIGITS, NUMERAL, parse
from extract.schema import Quantity, Relation

_FOLD = regex.compile(
    rf"翻(?:了|上)?(?P<bound>近|逾|超|约)?(?:(?P<folds>{NUMERAL}|半)?(?P<far>番)|(?P<times>{NUMERAL})?(?P<by>倍))|(?P<half>减半|腰斩)|(?P<double>(?<!成)倍增)"
)
_BOUNDS: dict[str, Relation] = {"近": "~", "约": "~", "逾": ">", "超": ">"}
_MORE = re.compile(r"还要?多|有余|多(?![少个数年月])")
_DECADE = regex.compile(r"(?P<digit>[五六七八九])旬")
_LEFT_AT = re.compile(rf"{any_around('rate')}[^，。；]{{0,4}}[为是到至归]\Z")


_FALLEN = re.compile(r"(?:(?:[降减归清压跌缩]|减少|缩减|下降)低?[到至为]|[数量额值][都均皆仍]?[为是])\Z")
"""What says that something is down to nothing, or that a number of something is none: 人数为|零."""


@cache
def _zero() -> re.Pattern[str]:
    return re.compile(rf"零(?={trie(words('zero'))})")


def fold_at(text: str, pos: int, floor: int) -> Quantity | None:
    """A multiple, a zero or a decade of life in words at ``pos`` of normalised text; None elsewhere."""
    m = _DECADE.match(text, pos)
    if m:
        years = Decimal(DIGITS[m["digit"]] * 10)
        return Quantity(pos, m.end(), m.group(), years, None, None, "~", "a", m.group(), "duration", None, "age.decade", "claim")
    if text[pos] == "零":
        return _nothing(text, pos)
    m = _FOLD.match(text, pos)
    if not m:
        return None
    if m["half"]:
        value = Decimal("0.5")
    elif m["far"]:
        folds = parse(m["folds"]) if m["folds"] and m["folds"] != "半" else Decimal(1)
        value = Decimal(2) ** min(int(folds or 1), 20)
    else:
        value = (parse(m["times"]) if m["times"] and m["times"] != "一" else None) or Decimal(2)
    bound = m["bound"] or ""
    left = look_left(text, pos, floor)
    start = left.start if left.relation and not left.apart and not bound else pos
    relation = left.relation if start < pos and left.relation else _BOUNDS.get(bound, "=")
    more = _MORE.match(text, m.end()) if relation == "=" and m["far"] else None
    relation, end = (">", more.end()) if more else (relation, m.end())
    low = value if relation in ("=", ">", ">=") else None
    high = value if relation in ("=", "<", "<=") or bound == "近" or (relation == "~" and left.bound == "high") else None
    words_ = text[start:end]
    return Quantity(start, end, words_, value, low, high, relation, "{倍}", words_, "ratio", "factor", "fold", "claim")


def _nothing(text: str, pos: int) -> Quantity | None:
    """零 as a stated amount: 零关税, 增长为零."""
    nil = Decimal(0)
    if _zero().match(text, pos):
        return Quantity(pos, pos + 1, "零", nil, nil, nil, "=", "%", "零", "percent", None, "zero", "claim")
    after = text[pos + 1 : pos + 2]
    if (not after or after in "，。；！？,;!?\n、）)") and _LEFT_AT.search(text, max(0, pos - 12), pos):
        return Quantity(pos, pos + 1, "零", nil, nil, nil, "=", "%", "零", "percent", None, "zero", "claim")
    if (not after or after in "的，。；！？,;!?\n、）)」”") and _FALLEN.search(text, max(0, pos - 4), pos):
        return Quantity(pos, pos + 1, "零", nil, nil, nil, "=", "1", "零", "count", None, "zero", "claim")
    return None
