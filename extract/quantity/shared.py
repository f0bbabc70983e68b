"""The unit that a bare number (9.9万, 5000亿, 上万, a price) shares with what stands near it: a noun of people or of funds behind it,
the next member of a list, the money of its sentence, the other side of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from extract.lexicon import trie, words
from extract.quantity.units import LOCAL_MONEY
from extract.schema import Quantity

_POWER = re.compile(r"[万亿兆]")
_JOINED = re.compile(r"\s?(?:、(?:甚至|乃至|或)?|[,，](?:甚至|乃至)|和|及|与|或|以及|乃至|甚至|或者|[至到]多?)(?:上|是)?\s?")
_NEXT = re.compile(r"\s?(?:[、和及与]\s?)?")
_MONEY_SIZE = re.compile(r"万亿|兆\Z")
"""A power in which hardly anything but money is told where the text leaves the unit out."""
_NUMBER_OF = re.compile(r"[数量次]")
_EACH = re.compile(r"(?:分别|依次)[^，,。；;\n]*\Z")
_COORDINATED = re.compile(r"(?:、|和|及|与|以及|或)\Z")
_GIVEN = r"(?![给为用由让向供对被买捐送投付赔罚借是在元块])"
"""No verb that gives the number away may begin the description."""
_MAN = r"人(?!民币|[工均力道造文为行机体类生权格情气物事选])"
CONVERTED = re.compile(r"\s?[（(]\s?(?:大?约合?|折合|合|相当于|等于|即|折算?)?\s?\Z")
"""What stands before an amount that only converts the one before it: 35万元（约150万元台币）."""
_ENDS = re.compile(r"[」”』]?\s?(?:大关|关[口卡]|以上|以下|之[多巨]|左右|上下|的?规模|的?水平)?(?=[，,。；;：:！!？?）)、…\n]|\Z)")
_STOP = re.compile(r"[。！？!?\n](?!\s?其中)")
_COMPARED = re.compile(
    r"(?P<clause>[，,；;]\s?)?[而且但却]?(?:明显|远|仍|也|又)?"
    r"(?:(?:[高低多少大]于|超过|不及|好于|逊于|比)[^，,。；;\n\d]{0,10}?(?:(?:19|20)\d\d(?:[至到-](?:19|20)\d\d)?年?[^，,。；;\n\d]{0,6}?)?"
    r"|[大猛急略]?(?:[增涨升扩飙]|攀升|上[升涨]|提[高升]|增[加长]|减少?|下?[降跌]|下[降跌滑]|回[升落])[至到]了?"
    r"|(?:[去上前今明]年|此前|之前|当时|(?:19|20)\d\d年)(?:同期)?[^，,。；;\n\d]{0,4}?(?:只有|仅有?|为|是|约|达到?|的))的?\s?"
)
"""What may stand between the two sides of a comparison: 18亿人次，低于去年的|45亿; 1200万，去年只有|650万."""
_PART_OF = re.compile(r"[^，,。；;\n]{0,6}[，,]\s?其中的?(?:大?约|近|有|就?有)?|(?:里[面头]?|[当其]?中)[，,]?(?:只|仅|就|还|约)?有")
"""What leads from a sum to a part of it: 870万元，其中|410万; 一千万元里，有|九百万."""
_PRICED = re.compile(r"(?:最新|现|收|盘中|一度)?报|(?:触及|升至|跌至|涨至)[^，,。；;\d]{0,10}(?:低点|高点|低位|高位)?\Z")
"""What leads from one price to the next of the same thing."""
_LEAST = Decimal("0.8")
"""How near the two lie."""
_BACK = 60
"""Characters over which money reaches to the bare number of the same sentence (5012亿美元，正式突破5000亿)."""
_MUCH = 100_000
"""From here on two equal numbers of a text are hardly two things."""
_FAR = 1000
"""A factor beyond which two numbers are no two amounts of one thing."""


@cache
def _persons() -> re.Pattern[str]:
    """A noun of people with what describes it before it: 21万|美国|人, 上万|非法|移民."""
    nouns = trie(tuple(w for w in words("people") if len(w) > 1))
    near = rf"[A-Za-z一-鿿·]{{0,6}}?(?:{nouns}(?!的?(?:资金|存款|数据|账[户号]|信息))|(?<=[一-鿿]){_MAN})"
    far = rf"{trie(words('living'))}[^，,。；;\n]{{1,20}}?的[“\"「]?[一-鿿·]{{0,6}}?{nouns}"
    return re.compile(rf"\s?[名位]?的?{_GIVEN}(?:{near}|{far})")


@cache
def _funds() -> re.Pattern[str]:
    """A noun of money with what describes it before it: 1万亿|国债, 两万亿|空前|纾困计划."""
    return re.compile(rf"\s?的?{_GIVEN}[一-鿿]{{0,4}}?{trie(words('fund_nouns'))}")


def shared(text: str, found: Sequence[Quantity], region: str) -> list[Quantity]:
    """The mentions of normalised ``text``, in order, those that are bare large numbers with the unit of what stands near them.

    Only claims without a unit change that have a power (万, 亿, 兆), or are prices told after others, and only in unit, kind, label and
    rule; ``region`` decides of which money a noun of funds speaks where the text names none.
    """
    out = list(found)
    for i in range(len(out) - 1, -1, -1):
        if _bare(out[i]):
            out[i] = _by_what_follows(text, out, i, region)
        elif i + 1 < len(out) and _listed(text, out[i], out[i + 1]):
            out[i] = replace(out[i], unit=out[i + 1].unit, kind=out[i + 1].kind, label="claim")
    for i in range(1, len(out)):
        if _bare(out[i]):
            out[i] = _by_what_precedes(text, out, i)
            out[i] = (_bare(out[i]) and _said_again(out, i)) or out[i]
        elif out[i].rule == "number" and out[i].unit == "1" and out[i].unit_text is None:
            out[i] = _quoted_on(text, out, i)
        elif out[i].rule == "money.bare" and _plain_money(out[i]):
            out[i] = _in_its_money(text, out, i)
    return out


def _bare(q: Quantity) -> bool:
    return q.unit == "1" and q.unit_text is None and q.label == "claim" and q.rule.startswith("number") and _is_large(q)


def _is_large(q: Quantity) -> bool:
    return _POWER.search(q.text) is not None or q.text.startswith("数以")


def _listed(text: str, first: Quantity, second: Quantity) -> bool:
    """Is ``first`` a bare number of a list whose unit stands at its end: 分别为11.5、|12.4和13.1倍, 十几、|二十岁?"""
    aged = first.rule == "number.people.vague" and second.kind == "duration"  # 看上去有十几、二十岁
    if (first.unit != "1" and not aged) or first.unit_text is not None or not first.rule.startswith("number") or _POWER.search(first.text + second.text):
        return False
    if second.unit in (None, "1") or second.label != "claim" or not _NEXT.fullmatch(text, first.end, second.start):
        return False
    return aged or first.rule == "number.vague" or _EACH.search(text, max(0, first.start - 40), first.start) is not None


def _by_what_follows(text: str, found: list[Quantity], i: int, region: str) -> Quantity:
    """With the unit of the list's next member (9.9万和|5万个), {人} before a noun of people, money before one of funds."""
    q = found[i]
    after = found[i + 1] if i + 1 < len(found) else None
    if after and after.label == "claim" and _alike(q, after) and _JOINED.fullmatch(text, q.end, after.start):
        return replace(q, unit=after.unit, kind=after.kind)
    if "万亿" not in q.text and _persons().match(text, q.end):
        return replace(q, unit="{人}", rule=q.rule.replace("number", "number.people", 1))
    if after and _plain_money(after) and CONVERTED.fullmatch(text, q.end, after.start):
        return replace(q, unit=_other_money(found, i, after.unit) or LOCAL_MONEY.get(region, "CNY"), kind="money", rule="money.bare")
    if _funds().match(text, q.end) or _is_money_size(text, q):
        return replace(q, unit=_money(found, i) or LOCAL_MONEY.get(region, "CNY"), kind="money", rule="money.bare")
    return q


def _is_money_size(text: str, q: Quantity) -> bool:
    """Is it so large an amount, at the end of a clause, that it can only be money (增加近十万亿，), unless things are counted?"""
    ends = _MONEY_SIZE.search(q.text) and _ENDS.match(text, q.end)
    return bool(ends) and not _NUMBER_OF.search(text, max(0, q.start - 12), q.start)


def _money(found: list[Quantity], i: int) -> str | None:
    """The money of a mention of the same value anywhere, else of the nearest one before or, where none is, behind."""
    units = [(other.value == found[i].value, j < i, -abs(j - i), other.unit) for j, other in enumerate(found) if _plain_money(other)]
    return max(units)[3] if units else None


def _other_money(found: list[Quantity], i: int, unit: str | None) -> str | None:
    """The nearest money named before the mention that is not the one into which it is converted."""
    return next((q.unit for q in reversed(found[:i]) if _plain_money(q) and q.unit != unit), None)


def _plain_money(q: Quantity) -> bool:
    return q.kind == "money" and q.unit is not None and "/" not in q.unit


def _by_what_precedes(text: str, found: list[Quantity], i: int) -> Quantity:
    """With the money that its sentence named before, or the unit of the other side of its comparison."""
    q = found[i]
    before = next((p for p in reversed(found[max(0, i - 3) : i]) if p.kind in ("money", "count") and _POWER.search(p.text)), None)
    if before is None or not _alike(before, q) or _STOP.search(text, before.end, q.start):
        return q
    coordinated = _COORDINATED.search(text, max(0, q.start - 2), q.start)
    ends = _ENDS.match(text, q.end)
    compared = ends and _COMPARED.fullmatch(text, before.end, q.start)
    part = _plain_money(before) and before.value and q.value and q.value < before.value and _PART_OF.fullmatch(text, before.end, q.start)
    if compared or part or (_plain_money(before) and q.start - before.end < _BACK and (ends or (coordinated and text.startswith("的", q.end)))):
        return replace(q, unit=before.unit, kind=before.kind)
    return q


def _said_again(found: list[Quantity], i: int) -> Quantity | None:
    """With the unit that the same large number had before (5000亿美元 …, 这5000亿); None where it had none, or several."""
    q = found[i]
    if q.value is None or q.value < _MUCH:
        return None
    same = {(p.unit, p.kind) for p in found[:i] if p.value == q.value and p.label == "claim" and p.unit != "1"}
    unit, kind = same.pop() if len(same) == 1 else (None, None)
    return replace(q, unit=unit, kind=kind) if kind in ("money", "count") else None


def _quoted_on(text: str, found: list[Quantity], i: int) -> Quantity:
    """A price told after another of its sentence without its money: 触及每盎司2,075.2美元，最新报|2,064."""
    q, before = found[i], next((p for p in reversed(found[max(0, i - 3) : i]) if p.label == "claim"), None)
    if before is None or before.kind != "money" or not _PRICED.search(text, before.end, q.start) or _STOP.search(text, before.end, q.start):
        return q
    near = q.value and before.value and _LEAST <= q.value / before.value <= 1 / _LEAST
    return replace(q, unit=before.unit, kind="money", label="claim") if near and _ENDS.match(text, q.end) else q


def _in_its_money(text: str, found: list[Quantity], i: int) -> Quantity:
    """An amount of which only a noun says that it is money, in the money that its paragraph named last."""
    q = found[i]
    before = next((p for p in reversed(found[:i]) if _plain_money(p) and p.rule != "money.bare"), None)
    return replace(q, unit=before.unit) if before and "\n" not in text[before.end : q.start] else q


def _alike(first: Quantity, second: Quantity) -> bool:
    """Does one of the two have a unit to share, and can both be amounts of one thing?"""
    a, b = (next((x for x in (q.value, q.low, q.high) if x), None) for q in (first, second))
    if not a or not b or not 1 / _FAR < abs(a / b) < _FAR:
        return False
    unit = first.unit if first.unit != "1" else second.unit
    return unit not in (None, "1", "%") and bool(_POWER.search(first.text)) and bool(_POWER.search(second.text))
