"""What one quantity takes over from the one before it: the change of a coordinated pair, the money that a paragraph names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from extract.quantity.around_words import any_around
from extract.quantity.units import LOCAL_MONEY
from extract.schema import Quantity

_AND = re.compile(r"\s?(?:或|和|及|与|、|/|以及|或者|，?[涨跌升降增减]?幅|，|[（(])\s?")
_BESIDE = re.compile(r"(?:的?同时)?[，,]?\s{0,2}(?:的?同时|且|但|并且?|而|又|、)?\s?")
_EACH = re.compile(r"(?:分别|依次|各自?)[^，。；\n]{0,4}\Z")
_EACH_THAN = re.compile(r"(?:分别|依次|各自?)[^，。；\n\d]{0,14}\Z")
_BOTH = re.compile(r"\s?(?:和|及|与|、|以及)\s?")
_BOUNDS = (">", ">=", "<", "<=")
_TO = re.compile(r"\s?[至到~～—–-]{1,2}\s?")
_INSIDE = re.compile(r"(?:在|介于|介乎)\Z")
_BOUNDED_BY = ("之间", "不等")
_CHANGING = ("increase", "decrease")
_FROM = re.compile(r"[从由]\s?(?:约|近)?\Z")
_MOVED = re.compile(
    rf"\s?(?:{any_around('pace')})?(?:增[长加]?|扩大?|缩小?|减少?|上?涨|上?升|下?降|下?跌|{any_around('moves')}|限[速制]?)[至到]了?\s?"
)
_ENDS = "，,。；;、）)！？"
_FAR = 100
"""A move over more than this factor is no sign of one unit: 从3涨到5万元 says 3万 as often as 3."""


def coordinate(text: str, found: Iterable[Quantity]) -> list[Quantity]:
    """The same quantities, with shared readings filled in.

    涨77.70点或1.39%: the second is a change as the first. 人民币49亿元 … 27亿元: within a paragraph a bare 元 keeps the
    money that was named before it, unless that stands in brackets (a conversion). 从30万涨到50万韩币: the start of a move
    has the unit of its end, and the first of 分别为461万及836万人 that of the second.
    """
    out: list[Quantity] = []
    money: str | None = None
    previous: Quantity | None = None
    for quantity in found:
        if money and previous is not None and "\n" in text[previous.end : quantity.start]:
            money = None
        if quantity.kind == "money":
            bracketed = "（" in text[max(0, quantity.start - 2) : quantity.start] or "(" in text[max(0, quantity.start - 2) : quantity.start]
            local = quantity.unit in LOCAL_MONEY.values()
            if quantity.rule.startswith("money.prefix") and not bracketed:
                money = quantity.unit if local else None
            elif money and local and quantity.unit_text == "元" and quantity.rule == "money":
                quantity = replace(quantity, unit=money)
        if (
            previous is not None
            and quantity.label == "claim"
            and quantity.change is None
            and previous.change is not None
            and _shares_change(text, previous, quantity)
        ):
            quantity = replace(quantity, change=previous.change)
        if previous is not None and previous.unit and "/" in previous.unit and _keeps_rate(text, previous, quantity):
            quantity = replace(quantity, unit=previous.unit)
        bare = previous is not None and previous.unit == "1" and previous.unit_text is None and quantity.unit not in (None, "1")
        if previous is not None and bare and (_moved(text, previous, quantity) or _each(text, previous, quantity)):
            out[-1] = previous = replace(previous, label="claim", kind=quantity.kind, unit=quantity.unit)
        bounded = previous is not None and previous.relation in _BOUNDS and quantity.relation in _BOUNDS
        pair = _two_sided if bounded else _between
        joined = pair(text, previous, quantity) if previous is not None else None
        if joined:
            out[-1] = quantity = joined
        else:
            out.append(quantity)
        previous = quantity
    return out


def _shares_change(text: str, previous: Quantity, quantity: Quantity) -> bool:
    """Whether two amounts told side by side are those of one change: 涨77.70点或1.39%, 上涨188点，1.5%。, 少30人或2.5%."""
    between = _AND.fullmatch(text, previous.end, quantity.start)
    each = quantity.unit == previous.unit and _EACH_THAN.search(text, max(0, previous.start - 20), previous.start)
    if each and between and between[0].strip() in ("及", "和", "与"):
        return True  # 分别较去年多16%及22%
    if not between or (previous.change not in _CHANGING and between[0].strip() != "或"):
        return False
    if between[0].strip() != "，":
        return not ("，" in between[0] and quantity.unit == previous.unit)
    alone = not text[quantity.end : quantity.end + 1].strip() or text[quantity.end] in _ENDS
    return alone and quantity.kind == "percent" and quantity.unit != previous.unit


def _moved(text: str, first: Quantity, second: Quantity) -> bool:
    """Is ``first``, a bare number, that from which something moved to ``second``, whose unit it shares?"""
    if second.label != "claim" or not first.value or not second.value:
        return False
    if not _MOVED.fullmatch(text, first.end, second.start) or not _FROM.search(text, max(0, first.start - 3), first.start):
        return False
    return 1 / _FAR < abs(second.value / first.value) < _FAR


def _keeps_rate(text: str, first: Quantity, second: Quantity) -> bool:
    """每秒120立方米逐级提高到|260立方米: is the second what the first has become, said without its denominator?"""
    of = (first.unit or "").partition("/")
    return bool(of[1] and of[0] == second.unit and second.kind == first.kind == "measure" and _MOVED.fullmatch(text, first.end, second.start))


def _each(text: str, first: Quantity, second: Quantity) -> bool:
    """Is ``first``, a bare number, that of a pair, 分别为461万及836万人, whose unit stands once?"""
    if second.unit_text is None or second.label != "claim":
        return False
    if any((power in first.text) != (power in second.text) for power in "万亿"):
        return False  # 分别为3、5亿元 leaves open what the 3 counts
    return bool(_BOTH.fullmatch(text, first.end, second.start) and _EACH.search(text, max(0, first.start - 8), first.start))


def _between(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """在人民币19亿元至人民币20亿元之间: the unit is said twice, and still it is one range."""
    low, high = first.value, second.value
    if low is None or high is None or low >= high or first.unit != second.unit or first.kind != "money" or {first.relation, second.relation} != {"="}:
        return None
    around = _INSIDE.search(text, max(0, first.start - 2), first.start) or text.startswith(_BOUNDED_BY, second.end)
    if not around or not _TO.fullmatch(text, first.end, second.start):
        return None
    words = text[first.start : second.end]
    return replace(second, start=first.start, text=words, value=None, low=low, high=high, relation="..", rule=f"{second.rule}.sides")


def _two_sided(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """大于10小于20, 5人以上10人以下, 不大于50不小于20: a lower and an upper bound side by side are one range."""
    lower, upper = (first, second) if first.relation in (">", ">=") else (second, first)
    if lower.relation not in (">", ">=") or upper.relation not in ("<", "<=") or first.label != "claim":
        return None
    if not _BESIDE.fullmatch(text, first.end, second.start) or lower.low is None or upper.high is None or lower.low >= upper.high:
        return None
    if first.unit not in (second.unit, "1") or lower.high is not None:
        return None
    words = text[first.start : second.end]
    return replace(
        second, start=first.start, text=words, value=None, low=lower.low, high=upper.high, relation="..", rule=f"{second.rule}.sides"
    )
