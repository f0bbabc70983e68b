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
from extract.quantity.shared import CONVERTED
from extract.quantity.units import LOCAL_MONEY, Unit, unit_at
from extract.schema import Quantity

_DECLARED = re.compile(r"单位\s?(?:[:：为]|均为)\s?(?P<power>[十百千万亿]{0,2})")
_LINE_END = re.compile(r"[ \t]*[)）\]】]?[ \t]*(?=\n|\Z)")
_NO_ROW = re.compile(r"\s*(?:注[:：]|[一-鿿]{0,2}来源|制[图表])|[^\n]*[。！？]")
_YEARS = range(1900, 2101)
_REACH = 100
"""Characters over which the money of a sentence is looked for."""
_ABROAD = ("sg", "my")
"""Where papers call their own money by its full name, so that a bare 元 is the money last named anywhere before."""
_HEADERS = 3
"""Lines without a number that may stand between the unit and the first row."""


def declared(text: str, found: list[Quantity], region: str) -> list[Quantity]:
    """The mentions of normalised ``text``, the bare numbers of tables and the bare 元 of sentences with the unit declared for them."""
    if "单位" in text:
        found = _tables(text, found, region)
    if "元" not in text:
        return found
    later = _said_of_all(text) if "下同" in text else []
    out: list[Quantity] = []
    named: tuple[str, int] | None = None
    for q in found:
        if q.kind == "money":
            code = _names_money(text, q)
            named = (code, q.end) if code else named
            reaches = named is not None and (region in _ABROAD or "\n" not in text[named[1] : q.start])
            q = _in_terms(text, q, later, named[0] if named and reaches else None)
        out.append(q)
    return out


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
                out[i] = row(out[i], text, unit, power)
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


def row(q: Quantity, text: str, unit: Unit, power: Decimal = Decimal(1)) -> Quantity:
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
    of_all = (
        rf"[(（]\s?(?:以下)?(?:均为|单位为?|皆为)?{money}[,，;；]\s?下同|(?P<whole>{trie(tuple(codes))})[（(]\s?下同"
    )
    return re.compile(terms), re.compile(behind), re.compile(of_all), codes


def _said_of_all(text: str) -> list[tuple[int, str]]:
    """Where the text says of which money all later 元 are, and its code."""
    _, _, later, codes = _terms()
    return [(said.start(), codes[said["money"] or said["whole"]]) for said in later.finditer(text)]


def _names_money(text: str, q: Quantity) -> str | None:
    """The code of a money whose 元 is bare once it has been named (人民币35万元, 2亿元人民币); None in brackets: a conversion."""
    prefixed = q.unit_text == "元" and q.rule.startswith("money.prefix")
    if (not prefixed and not (q.unit_text or "").startswith("元")) or CONVERTED.search(text, max(0, q.start - 6), q.start):
        return None
    code = (q.unit or "").partition("/")[0]
    return code if code in LOCAL_MONEY.values() and (prefixed or q.unit_text != "元") else None


def _in_terms(text: str, q: Quantity, later: list[tuple[int, str]], last: str | None) -> Quantity:
    """A bare 元 is the money in brackets behind it, the one that its sentence names before it (以港元计), that of all (下同), or
    the one that its paragraph named ``last`` (人民币35万元, then 5万元).
    """
    code, below, rest = (q.unit or "").partition("/")
    bare = (q.unit_text or "").partition("/")[0] in ("元", "块", "块钱") and not q.rule.startswith("money.prefix")
    if not bare or q.rule.partition(".")[0] != "money" or code not in LOCAL_MONEY.values():
        return q
    terms, behind, _, codes = _terms()
    own = behind.match(text, q.end)
    if own:
        return replace(q, unit=f"{codes[own['money']]}{below}{rest}")
    low = max(0, q.start - _REACH)
    start = max(low, text.rfind("。", low, q.start) + 1, text.rfind("\n", low, q.start) + 1)
    of_all = [said for at, said in later if at < q.start] or [said for _, said in later[:1]]
    named = terms.findall(text, start, q.start) or of_all or [last or code]
    return replace(q, unit=f"{codes.get(named[-1], named[-1])}{below}{rest}")
