"""The words around a core that bend its bounds, name its money or put something below the line (guide, sections 2 and 3)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import regex
from msgspec import Struct

from extract.lexicon import rows, seeker, trie
from extract.quantity.numerals import DIGITS
from extract.quantity.units import denominator, money_before
from extract.schema import Relation

_WINDOW = 9  # the longest word before a number (新台币, 不得超过, 每平方公里) fits
_APART = r"(?:[有为是达占需要在了共合值重长高用]{1,2}|占[^\W\d]{1,6})"
_OF = r"(?:[为是占]|相当于)[^，,。；;]{1,12}的"
_WHOLE_BEFORE = re.compile(r"(?:保证|持续)\S{1,8}\Z")
_WHOLE_AFTER = re.compile(r"[持连]续|[，,]?(?:[均都也]?(?:不得|不准|不减持|不再|禁止|严禁))")
_PERIODS = ("a", "mo", "d", "wk", "{季度}", "{世纪}")
"""Periods of which 每X stays outside the span; 每小时, 每秒 belong to it (rulings)."""
_NOTHING = (None, "", None, None, Decimal(1), False)
_UNSIGNED = ("+", "±", "正负", "零上", "摄氏", "华氏")
"""Of plus or minus the size alone is stated; a scale of degrees is no sign."""
_OF_NAME = re.compile(r"[A-Za-z0-9)）\]]")
_PARTS = re.compile(r"\s[-−]\s")
"""A dash with a blank on either side parts two phrases."""
_GOES_ON = re.compile(rf"\s?[\d{''.join(DIGITS)}十百千万亿]")
_COMPARES = 12
"""Characters before a number in which 比 makes 还多 a comparison."""
_AFTER_GUO = re.compile(r"[百千万亿兆半]|十(?![一二三四五六七八九])|[一二两三四五六七八九]成")
"""过 bends a bound before a bare power or a share only (过百, 过万, 过七成): else it is an aspect (讨论过3元, 到过十五国)."""
_CLOSING = {"强": "percent", "弱": "percent", "附近": "", "一线": ""}
"""Words that bend a bound only where the phrase ends with them, with the only kind of amount that each stands after."""
_BEYOND = ("以外", "之外")
_BY_PRICES = ("附近", "一线")
"""After a price these bend a bound whatever follows (6元附近震荡)."""
_SINCE_THEN = re.compile(r"(?<![来出取源])[自从][^，,。；;\d]{0,4}[\d一二三四五六七八九十]{1,3}\w?\Z")
"""自他17|岁起: since then, no bound."""
_OF_GOAL = re.compile(rf"[\d.,{''.join(DIGITS)}十百千万亿]+[^，,。；;的\d]{{0,4}}的[^，,。；;的\d]{{0,4}}?(?:目标|预期|预测)")
"""没有达到|5%的增长目标: it is what was aimed at, exactly."""
_NORM_OF = re.compile(r"(?P<word>不低于|不少于|不高于|不多于)[^\W\d]{4,24}的\Z")
"""不低于所控股公司资本总和的|50%: the norm stands far before its share."""
_A_SHARE = re.compile(r"[\d.]+%")
_SHORT_OF = re.compile(r"(?P<word>不到|不足|未到)(?:[^\W\d]{0,2}\d{1,2}月|[^\W\d]{0,4}(?:年|月|周|日|季|同期|之前))[^\W\d]{0,4}的\Z")
_SHORT = 16
_A_PART = re.compile(rf"(?:一半|[{''.join(DIGITS)}\d十]+(?:分之|成|倍|%))")
"""不到10月的|一半, 不足去年同期的|三成: how little of what was then it is."""
_CLOSED = re.compile(r"[^\w]|\Z")
_FAR_AFTER = re.compile(
    r"[」”』]?(?:(?P<less>[都也](?:还?不到|唔够|未到|达不到)(?![场位齐])|(?P<even>[都也](?:[保守凑拿做卖赚]不[住到]|不[足够]|没有?[^\W\d]?到)))"
    r"|[是为](?P<most>上限)|[是为](?P<least>下限))"
)
_FAR_AFTER_STARTS = frozenset("都也是为」”』")
"""What says after a number, outside its span, that so much is not reached (连1%都不到) or is a limit (5000亿是上限)."""


class Around(Struct, frozen=True, gc=False):
    """What the context of a core says. ``start`` and ``end`` are the span with all words that belong to it."""

    start: int
    end: int
    relation: Relation | None = None
    bound: str = ""
    money: str | None = None
    per: str | None = None
    sign: Decimal = Decimal(1)
    apart: bool = False


@cache
def _before() -> dict[str, tuple[Relation, str]]:
    return {word: (relation, bound) for word, side, relation, bound in rows("bounds") if side in ("before", "both")}  # type: ignore[misc]


@cache
def _after() -> dict[str, tuple[Relation, str]]:
    return {word: (relation, bound) for word, side, relation, bound in rows("bounds") if side in ("after", "both")}  # type: ignore[misc]


@cache
def _loose() -> dict[str, tuple[Relation, str]]:
    return {word: (relation, bound) for word, relation, bound in rows("bounds_loose")}  # type: ignore[misc]


@cache
def _never() -> dict[str, tuple[Relation, str]]:
    return {word: (relation, bound) for word, side, relation, bound in rows("bounds") if side == "apart"}  # type: ignore[misc]


@cache
def _left() -> re.Pattern[str]:
    units = tuple(word for name in ("units", "counters") for word, *_ in rows(name))
    return re.compile(
        rf"(?:(?P<bound>{trie(tuple(_before()))})|(?P<money>{trie(tuple(money_before()))})"
        rf"|(?P<per>(?:每|单(?![场日周月年季届次局轮位元方]))(?P<below>{trie(units)}))|(?P<sign>(?<![A-Za-z0-9)）\]%年月日号])[-−+]|[±]|正负|负|零[上下]|摄氏|华氏))[^\S\n]?\Z"
    )


@cache
def _not_left() -> re.Pattern[str]:
    words = "|".join(f"(?<![{unless}]){word}" if unless else word for word, side, unless in rows("notbounds") if side == "before")
    return re.compile(rf"(?:{words})\s?\Z")


@cache
def _right() -> re.Pattern[str]:
    return re.compile(rf"[^\S\n]?(?:[（(]不?含本?数?[）)])?(?P<word>{trie(tuple(_after()))})")


@cache
def _right_heads() -> frozenset[str]:
    return frozenset(word[0] for word in _after())


@cache
def _not_right() -> re.Pattern[str]:
    words = sorted(((w, unless) for w, side, unless in rows("notbounds") if side == "after"), key=lambda row: -len(row[0]))
    return re.compile("|".join(f"{word}(?![{unless}])" if unless else word for word, unless in words))


@cache
def _apart() -> re.Pattern[str]:
    approximate = tuple(w for w, (relation, _) in _before().items() if relation == "~" and w != "近")
    nearly = tuple(w for w in approximate if _before()[w][1])  # 接近宣布89家: the verb is near, not the number
    rest = tuple(w for w in _before() if w not in approximate and w not in ("过", "不过"))
    never = tuple(_never())
    longer = tuple(w for w in rest if len(w) > 1 and w[-1] != "于")  # 高于共识的3.25元 compares: the number itself is exact
    return re.compile(
        rf"(?:(?P<about>{trie(approximate)})(?:{_APART}|{_OF}|达到|等于|占到|相当于|(?<!{')(?<!'.join(nearly)})[一-鿿]{{2,3}})|(?P<other>{trie(rest)})(?:{_APART}(?<!\w在))"
        rf"|(?P<over>{trie(longer)})[^\W\d年月季周日期前上昨此]{{1,6}}的|(?P<loose>{trie(tuple(_loose()))})(?![的时])(?:[^\W\d说称指从由]{{0,4}}|[^\W\d说称指从由]{{3,9}}的)"
        rf"|(?P<never>{trie(never)})(?:[^\W\d]{{1,6}}的)?)\Z"
    )


@cache
def _last_characters() -> frozenset[str]:
    """What a word before a number ends in: most numbers have no such character before them, and are done at once."""
    before = (*_before(), *money_before(), *(w for w, side, *_ in rows("bounds") if side == "apart"))
    return frozenset(word[-1] for word in before) | frozenset("-−+负上下氏± ")


@cache
def _last_of_units() -> frozenset[str]:
    """What the denominator of 每X and 单X ends in."""
    return frozenset(word[-1] for name in ("units", "counters") for word, *_ in rows(name))


def _may_end(text: str, floor: int, at: int) -> bool:
    """Can a word that belongs to a number end at ``at``? A cheap look at the character before."""
    if at <= floor:
        return False
    last = text[at - 1]
    if last in _last_characters() or last.isspace():
        return True
    return last in _last_of_units() and ("每" in text[max(floor, at - _WINDOW) : at] or "单" in text[max(floor, at - _WINDOW) : at])


def _stronger(old: tuple[Relation, str] | None, new: tuple[Relation, str]) -> tuple[Relation, str]:
    """A word that fixes a side (超过, 以上) wins over an approximator (约), but 接近 over what is not reached yet; else the nearer stays."""
    nearly = old is not None and old[0] in (">", ">=") and new == ("~", "high")  # 接近|突破3万点
    return new if old is None or nearly or (old[0] == "~" and new[0] != "~") else old


def look_left(text: str, start: int, floor: int) -> Around:
    """Collect adjacent words before ``start``, not further left than ``floor``: bounds, money, 每X, signs."""
    found: tuple[Relation, str] | None = None
    if not _may_end(text, floor, start):
        return Around(start, start, *_stands_apart(text, start, floor))
    money = per = None
    sign, at = Decimal(1), start
    for _ in range(5):
        if not _may_end(text, floor, at):
            break
        window = text[max(floor, at - _WINDOW) : at]
        m = _left().search(window)
        if not m or (m["money"] and money) or (m["per"] and per):
            break
        if m["bound"]:
            blocked = _not_left().search(window)
            if (blocked and blocked.start() < m.start()) or (m["bound"] == "过" and not _AFTER_GUO.match(text, start)):
                break
            found = _stronger(found, _before()[m["bound"]])
        elif m["money"]:
            if window[m.start() - 1 : m.start()] in ("兑", "对"):
                break  # 人民币兑|美元逼近7.01元: the other side of a rate
            money = money_before()[m["money"]]
        elif m["per"]:
            per = denominator(m["below"], money=False)
            if m["per"][0] == "每" and per in _PERIODS:
                break  # 每天, 每月 set the unit but stay outside the span
        elif m["sign"] in ("-", "−") and at - len(window) + m.start() and _OF_NAME.match(text, at - len(window) + m.start() - 1):
            break  # 737|-500
        elif m["sign"] in ("-", "−") and (not text[start].isascii() or _PARTS.fullmatch(text, at - len(window) + m.start() - 1, at)):
            break  # 25日 - 两名: a dash
        elif m["sign"] not in _UNSIGNED:
            sign = Decimal(-1)
        at -= len(window) - m.start()
    if found is None:
        relation, bound, _, _, _, apart = _stands_apart(text, at, floor)
        return Around(at, start, relation, bound, money, per, sign, apart)
    return Around(at, start, *found, money, per, sign)


def _stands_apart(text: str, at: int, floor: int) -> tuple[Relation | None, str, None, None, Decimal, bool]:
    """A bound word that a short verb parts from the number (约产生2000吨, 不到其3%的): outside the span, but it counts."""
    if at <= floor or not text[at - 1].isalnum():
        return _NOTHING
    low = max(floor, at - 2 * _WINDOW)
    m = _apart().search(text[low:at]) if _apart_words().search(text, low, at) else None
    if not m and text[at - 1] == "的" and (norm := _NORM_OF.search(text, max(floor, at - 3 * _WINDOW), at)) and _A_SHARE.match(text, at):
        return *_before()[norm["word"]], None, None, Decimal(1), True
    if not m and text[at - 1] == "的" and (short := _SHORT_OF.search(text, max(0, at - _SHORT), at)) and _A_PART.match(text, at):
        return *_before()[short["word"]], None, None, Decimal(1), True
    if not m:
        return _NOTHING
    named = "about" if m["about"] else "other"
    if m[named]:
        head = m.end(named)
        blocked = _not_left().search(m.string, 0, head)
        if blocked and blocked.end() == head:
            return _NOTHING
    word = m["about"] or m["other"] or m["over"] or m["loose"]
    if m["never"] and _OF_GOAL.match(text, at):
        return _NOTHING
    relation, bound = (_loose() if m["loose"] else _before())[word] if word else _never()[m["never"]]
    return relation, bound, None, None, Decimal(1), True


@cache
def _apart_words() -> re.Pattern[str]:
    """The bound words that may stand apart: cheaper to look for than all that may stand between them and the number."""
    return seeker((*(word for word, side, *_ in rows("bounds") if side != "after"), *_loose()))


_THAN = {"大": ">", "高": ">", "多": ">", "长": ">", "重": ">", "贵": ">", "快": ">", "小": "<", "低": "<", "少": "<", "短": "<", "轻": "<", "慢": "<"}
_THAN_AFTER = regex.compile(rf"\s?(?P<word>[{''.join(_THAN)}])(?:(?=一些|一点|了?些)|(?![出了过达约近逾超{''.join(DIGITS)}十百千万亿\d学家型]))")
_THAN_BEFORE = regex.compile(rf"(?<![{''.join(DIGITS)}\d])比\s?\Z")


def look_than(text: str, start: int, end: int) -> Around | None:
    """比三十大, 比 170 低: the number itself is what is compared with, and so a bound; None elsewhere (比五吨高两成)."""
    if "比" not in text[max(0, start - 2) : start]:
        return None
    before, after = _THAN_BEFORE.search(text, max(0, start - 3), start), _THAN_AFTER.match(text, end)
    if not before or not after:
        return None
    above = _THAN[after["word"]] == ">"
    return Around(before.start(), after.end(), ">" if above else "<", "low" if above else "high")


_STAGE_BEFORE = regex.compile(r"(?:迈|跨|跃|登|踏|站|冲)上[了新]?\Z")
_STAGE_AFTER = regex.compile(r"[^，,。；;\d]{0,6}(?:台阶|大关)")


def look_stage(text: str, start: int, end: int) -> bool:
    """迈上8万亿元台阶: at least so much, by words that stand apart."""
    return bool(
        _STAGE_BEFORE.search(text, max(0, start - 4), start) and _STAGE_AFTER.match(text, end)
    )


def _look_far(text: str, end: int) -> tuple[Relation, str] | None:
    """连1%都不到, 连10席都保不住, 5000亿是上限: the relation that words behind the number give it, outside its span."""
    m = _FAR_AFTER.match(text, end)
    if m is None or (m["even"] and "连" not in text[max(0, end - _COMPARES) : end]):
        return None
    return ("<", "high") if m["less"] else ("<=", "high") if m["most"] else (">=", "low")


def look_right(text: str, end: int, kind: str | None, is_range: bool) -> Around:
    """The bound word after ``end``: 以上, 左右, 以内, 起 …; 内 only after times, lengths and money, 之间 only after ranges."""
    after = text[end : end + 1]
    if after and after in _FAR_AFTER_STARTS and (far := _look_far(text, end)):
        return Around(end, end, *far)
    m = _right().match(text, end) if after in _right_heads() or after.isspace() or after in "（(" else None
    if not m or not m["word"] or _not_right().match(text, m.start("word")):
        return Around(end, end)
    word = m["word"]
    priced = word in _BY_PRICES and kind == "money"
    if word in _CLOSING and (not (priced or _CLOSED.match(text, m.end())) or _CLOSING[word] not in ("", kind)):
        return Around(end, end)
    if word == "+" and text[m.end() : m.end() + 1].isalnum():
        return Around(end, end)
    if word == "起" and _SINCE_THEN.search(text, max(0, end - _COMPARES), end):
        return Around(end, end)
    if (word in _before() and _GOES_ON.match(text, m.end())) or (word == "还多" and "比" in text[max(0, end - _COMPARES) : end]):
        return Around(end, end)  # 三个月|不到10人, 比去年的100人|还多2人
    if word in _BEYOND and (kind != "measure" or text.startswith("的", m.end())):
        return Around(end, end)  # 除三家|以外, 5公里|以外的村子
    if (word == "内" and kind not in ("duration", "measure", "money")) or (word == "之间" and not is_range):
        return Around(end, end)
    relation, bound = _after()[word]
    if word in ("内", "之内", "以内") and (_WHOLE_BEFORE.search(text, max(0, end - 14), end) or _WHOLE_AFTER.match(text, m.end())):
        return Around(end, m.end())  # 保证90天内, 10年内持续: the whole period
    return Around(end, m.end(), relation, bound)
