"""Units that a text names once for many numbers: the line （单位：万元） over a table, 以港元计 before the amounts of a sentence,
（港元，下同） behind the first of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from extract.lexicon import rows, trie
from extract.quantity.numerals import parse, plain
from extract.quantity.units import LOCAL_MONEY, Unit, unit_at
from extract.schema import Quantity

_DECLARED = re.compile(r"单位\s?(?:[:：为]|均为)\s?(?P<power>[十百千万亿]{0,2})")
_LINE_END = re.compile(r"[ \t]*[)）\]】]?[ \t]*(?=\n|\Z)")
_NO_ROW = re.compile(r"\s*(?:注[:：]|[一-鿿]{0,2}来源|制[图表])|[^\n]*[。！？]")
_YEARS = range(1900, 2101)
_REACH = 100
"""Characters over which the money of a sentence is looked for."""
_HEADERS = 3
"""Lines without a number that may stand between the unit and the first row."""


def declared(text: str, found: list[Quantity], region: str) -> list[Quantity]:
    """The mentions of normalised ``text``, the bare numbers of tables and the bare 元 of sentences with the unit declared for them."""
    if "单位" in text:
        found = _tables(text, found, region)
    if "元" not in text:
        return found
    later = _said_of_all(text) if "下同" in text else []
    return [_in_terms(text, q, later) if q.kind == "money" else q for q in found]


def _tables(text: str, found: list[Quantity], region: str) -> list[Quantity]:
    """Every row under a declaration: as far as the lines hold numbers and no sentence."""
    out = list(found)
    starts = [q.start for q in found]
    reached = 0
    for declaration in _DECLARED.finditer(text):
        power = parse(declaration["power"]) if declaration["power"] else Decimal(1)
        unit = unit_at(text, declaration.end(), region)
        end = _LINE_END.match(text, unit.end) if unit else None
        if unit and end and power and end.end() >= reached:
            reached = _last_row(text, end.end(), starts)
            for i in range(bisect_left(starts, end.end()), bisect_left(starts, reached)):
                out[i] = _row(out[i], text, unit, power)
    return out


def _last_row(text: str, start: int, starts: list[int]) -> int:
    """Where the table ends whose first line begins after ``start``."""
    headers = rows_ = 0
    while start < len(text):
        end = text.find("\n", start + 1)
        end = len(text) if end < 0 else end
        numbers = bisect_left(starts, start) < bisect_left(starts, end)
        if _NO_ROW.match(text, start + 1, end) or (not numbers and (rows_ or headers == _HEADERS)):
            break
        rows_ += numbers
        headers += not numbers
        start = end
    return start


def _row(q: Quantity, text: str, unit: Unit, power: Decimal) -> Quantity:
    """The number of a cell with the declared unit; what has a unit of its own and the year of a row stay."""
    if q.unit != "1" or q.unit_text is not None or not q.rule.startswith("number"):
        return q
    first = not text[text.rfind("\n", 0, q.start) + 1 : q.start].strip()
    if first and q.value in _YEARS:
        return q
    size = power * unit.scale
    value, low, high = (plain(x * size) if x is not None else None for x in (q.value, q.low, q.high))
    return replace(q, value=value, low=low, high=high, unit=unit.code, kind=unit.kind, rule=f"{unit.family}.table", label="claim")


@cache
def _terms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of 以港元计 before amounts, （港元 behind one, and （港元，下同 for all later ones; the codes of their money."""
    codes = {word: code for word, code, _, size in rows("currencies") if code != "local" and not size and not word.isascii() and len(word) > 1}
    money = f"(?P<money>{trie(tuple(codes))})"
    terms, behind = rf"[以按用]{money}(?:计|结算|为单位)", rf"[(（]\s?{money}(?=[)）,，;；])"
    return re.compile(terms), re.compile(behind), re.compile(rf"[(（]\s?(?:以下)?(?:均为|单位为?|皆为)?{money}[,，;；]\s?下同"), codes


def _said_of_all(text: str) -> list[tuple[int, str]]:
    """Where the text says of which money all later 元 are, and its code."""
    _, _, later, codes = _terms()
    return [(said.start(), codes[said["money"]]) for said in later.finditer(text)]


def _in_terms(text: str, q: Quantity, later: list[tuple[int, str]]) -> Quantity:
    """A bare 元 is the money in brackets behind it, the one that its sentence names before it (以港元计), or that of all (下同)."""
    if q.unit_text != "元" or q.rule.partition(".")[0] != "money" or q.unit not in LOCAL_MONEY.values():
        return q
    terms, behind, _, codes = _terms()
    own = behind.match(text, q.end)
    if own:
        return replace(q, unit=codes[own["money"]])
    low = max(0, q.start - _REACH)
    start = max(low, text.rfind("。", low, q.start) + 1, text.rfind("\n", low, q.start) + 1)
    named = terms.findall(text, start, q.start) or [code for at, code in later if at < q.start]
    return replace(q, unit=codes.get(named[-1], named[-1])) if named else q
