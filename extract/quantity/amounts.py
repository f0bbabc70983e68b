"""One amount: the number part of a quantity, with the bounds that its own form gives (guide, sections 3 and 8).

Forms: plain numerals, numerals with 多 or 余, fractions (see ``fractions``), vague magnitudes (数百万, 几十, 上万, 十几),
two neighbouring digits (七八年, 三四十), and words for halves. Input is normalised text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import regex
from msgspec import Struct

from extract.lexicon import rows, trie
from extract.quantity.numerals import DIGITS, MAX_LENGTH, NUMERAL, POWERS, last_step, numeral_at, parse, plain, power_of
from extract.quantity.told import told
from extract.schema import Relation

_POWER = "".join(POWERS)
_SIZES = rf"(?=[{_POWER}])[十百千拾佰仟]*+[万亿兆]*+"
_ONE_TO_NINE = "一二两三四五六七八九"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟参"
"""Formal digits stand alone in no amount, but often in other words (大陆, 收拾)."""
_VAGUE = regex.compile(
    rf"(?P<lead>好?[数几])(?P<power>{_SIZES})(?!分之)"
    rf"|(?P<head>[一二三四五六七八九十百千零{_FORMAL}]{{0,8}}[十百千零拾佰仟])几(?P<tail>[{_POWER}]*+)"
)
_AT_LEAST = regex.compile(rf"(?:成百)?上(?P<power>{_SIZES})(?!分之|[一二三四五六七八九])")
_LEVEL = regex.compile(rf"(?P<power>[{_POWER}]+?)(?=(?:[美欧日港澳韩]?元?|[千兆吉]瓦|瓩|公?吨|[人户]次?)级)")
_BY = regex.compile(rf"(?P<power>[{_POWER}]++)(?=[^，,。；;\n]{{0,4}}计(?![划时]))")
"""以|万亿|美元计算: no number, a magnitude."""
_BY_COUNT = regex.compile(rf"数以(?P<power>[{_POWER}]++)(?:计(?![划时]))?")
_NEIGHBOURS = regex.compile(
    rf"(?P<head>[一二三四五六七八九十百千]{{0,8}}[十百千]|)(?P<a>[{_ONE_TO_NINE}])(?P<list>、)?(?P<b>[{_ONE_TO_NINE}])"
    rf"(?P<tail>[{_POWER}]*+)(?![{''.join(DIGITS)}点])"
)
_DIGITS_LISTED = re.compile(
    rf"(?<![、第])(?P<a>[1-8])、(?P<b>[2-9])(?:(?P<tail>[{_POWER}]+)|(?=[成倍折天年周](?![级初末底一三四五六日])|个[月小星]|小时|分钟|岁|公里))"
)
_TENS_LISTED = re.compile(r"(?P<a>[1-9])0、(?P<b>[1-9])0(?=%|％|多?岁)")
_SOME_OR_TENS = regex.compile(r"(?P<a>[二三四五六七八]?)十几、?(?P<b>[二三四五六七八九])十(?=[岁年天个名人万])")
_LISTED = regex.compile(r"[年天日周倍成折]|个[月星小半]|小时|分钟|公里")
_FRACTION = regex.compile(
    rf"(?:(?P<whole>{NUMERAL}) ?又 ?)?(?P<below>{NUMERAL}) {{0,2}}分 {{0,2}}之 {{0,2}}(?P<sign>负)?(?P<above>{NUMERAL})"
    r"(?P<edge>[强弱](?=的|[^\w]|\Z))?"
)
_SHORT = re.compile(r"(?<![得投])(?P<below>[三四五])分(?P<above>[一二三四])(?![零一二三四五六七八九十百千万亿点半刻分秒钟毛厘次个名件条项路边度层场局])")
"""三分一, 四分三: as in Hong Kong, without 之."""
_SLASH = regex.compile(r"(?<![\d/.])(?<!\d,)(?:(?P<whole>\d{1,2})[ 又])?(?P<above>\d{1,3})/(?P<below>\d{1,3})(?![\d/.])")
_FRACTION_AHEAD = re.compile(r"\s{0,2}[分又/]| \d{1,3}/\d")
_HALF_WORD = regex.compile(
    r"一半(?:多(?![数是为少个元]))?|半数|百分百|[过逾超](?:半数|半(?![百年天小个月公吨斤里米亩升]))|泰半"
    r"|[近约](?:半数|半(?![百年天小月径价]|个(?:世纪|多?月|多?小时|百分|学期)))|大半(?![年天个夜])|对折"
)
_HALF_OF = r"(?P<most>大)?半(?=[年天日]|个?多?(?:[月小钟世星学]|时辰)|个百分|小时|分钟|秒|吨|公[里斤吨顷]|[杯碗瓶盒箱勺]|厘(?!米)|米|亩|斤|里|成|辈子|{units})"
_NO_UNIT = r"(?![千兆][瓦克米伏卡帕焦赫字比])"
_COUNTED = "个名人年天家万岁公吨里米斤块元亩条座栋幢间辆台艘架部张只件匹棵株层款场份页桌盏枚颗瓶箱袋桶户碗杯盘碟盒种本支所处次趟步套口门分小"
"""Units and counters before which 来 is about: 40来栋 (but not 10来自)."""
_MORE = regex.compile(
    rf" ?(?P<word>多(?![米明]尼加)|余|来(?=[{_POWER}{_COUNTED}])|(?<=[百千万])几(?=[元块蚊圆]))"
    rf"(?P<power>(?: ?{_NO_UNIT}[十百千拾佰仟])*+(?: ?{_NO_UNIT}[万亿兆])*+)"
)
_CLIMB = "冲站攻爬涨升登返重用等"
"""Verbs that take 上 (冲上百元大关): there it is no bound."""
_HUNDRED = Decimal(100)
_WINDOW = 3 * MAX_LENGTH
_HALF = Decimal("0.5")


class Amount(Struct, frozen=True, gc=False):
    """``start`` and ``end`` in the normalised text; ``percent`` where the words already fix the unit %."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    form: str
    percent: bool = False


def exact(start: int, end: int, value: Decimal, form: str, percent: bool = False) -> Amount:
    """An amount that is stated exactly."""
    return Amount(start, end, value, value, value, "=", form, percent)


def _size(powers: str) -> int:
    size = 1
    for c in powers.replace(" ", ""):
        size *= POWERS[c]
    return size


def _significant(power: str) -> Decimal:
    """The upper end of 几/数 before a power, to three significant digits: 十 99, 百 999, 千 9990, 百万 9990000."""
    size = _size(power)
    digits = {10: 99, 100: 999, 1000: 9990}.get(size)
    if digits:
        return Decimal(digits)
    first = POWERS[power[0]]
    return Decimal(99 if first == 10 else 999) * (size // first if first <= 100 else size // 100)


def vague(text: str, pos: int) -> Amount | None:
    """数百万, 几十, 十几, 上千: an interval instead of a number."""
    if text.startswith("数以", pos):
        m = _BY_COUNT.match(text, pos)
        size = _size(m["power"]) if m else 0
        return Amount(pos, m.end(), None, Decimal(size), Decimal(999) * (size // 100), "..", "vague") if m and size >= 100 else None
    m = _SOME_OR_TENS.match(text, pos)
    if m and DIGITS[m["b"]] == DIGITS.get(m["a"], 1) + 1:
        return Amount(pos, m.end(), None, Decimal(10 * DIGITS.get(m["a"], 1) + 1), Decimal(10 * DIGITS[m["b"]]), "..", "vague")
    m = _VAGUE.match(text, pos)
    if m and m["lead"]:
        size = _size(m["power"])
        return Amount(pos, m.end(), None, Decimal(2 * size), _significant(m["power"]), "..", "vague")
    if m:
        return _some_more(pos, m)
    if text[pos] in "上成":
        m = None if text[pos - 1 : pos] in tuple(_CLIMB) and pos else _AT_LEAST.match(text, pos)
        size_ = Decimal(_size(m["power"])) if m else None
        return Amount(pos, m.end(), size_, size_, None, ">=", "vague") if m else None
    m = _LEVEL.match(text, pos) or (_BY.match(text, pos) if text[pos - 1 : pos] == "以" and pos else None)
    size = _size(m["power"]) if m else 0
    if m and size >= 100:
        return Amount(pos, m.end(), None, Decimal(size), Decimal(999) * (size // 100), "..", "level")
    return None


def _some_more(pos: int, m: regex.Match[str]) -> Amount | None:
    """十几, 二十几万, 一百几十: one to nine more of what 几 counts; after 百 and larger 几 is as 多 (四百几, 一百零几万)."""
    written = parse(m["head"].rstrip("零") + m["tail"])
    if written is not None and m["head"][-1] not in "十拾" and m["tail"][:1] not in ("十", "百", "千"):
        step = 10 * _size(m["tail"]) if m["head"][-1] == "零" else last_step(written)
        return Amount(pos, m.end(), written, written, plain(written + step), ">", "numeral")
    small = "".join(c for c in m["tail"] if c in "十百千")
    big = _size(m["tail"][len(small) :])
    low, high = (parse(f"{m['head']}{digit}{small}") for digit in ("二" if small else "一", "九"))
    if low is None or high is None or not m["tail"].startswith(small):
        return None
    high += _size(small) - 1
    return Amount(pos, m.end(), None, low * big, high * big, "..", "vague")


def neighbours(text: str, pos: int) -> Amount | None:
    """七八年, 三四十, 十七八, 三五百: two neighbouring digits are an interval, never one number."""
    m = _NEIGHBOURS.match(text, pos)
    if not m:
        return None
    a, b = DIGITS[m["a"]], DIGITS[m["b"]]
    if not (b == a + 1 or (a, b) == (3, 5)) or (m["list"] and not m["tail"] and not _LISTED.match(text, m.end())):
        return None
    return neighbours_of(pos, m["head"], m["a"], m["b"], m["tail"], m.end())


def digits_listed(text: str, pos: int) -> Amount | None:
    """1、2万: two neighbouring digits before the power that both have; 60、70%: two neighbouring tens."""
    tens = _TENS_LISTED.match(text, pos)
    if tens and int(tens["b"]) == int(tens["a"]) + 1:
        return Amount(pos, tens.end(), None, Decimal(10 * int(tens["a"])), Decimal(10 * int(tens["b"])), "..", "neighbours")
    m = _DIGITS_LISTED.match(text, pos)
    if not m or int(m["b"]) != int(m["a"]) + 1:
        return None
    return neighbours_of(pos, "", m["a"], m["b"], m["tail"] or "", m.end())


def neighbours_of(pos: int, head: str, a: str, b: str, tail: str, end: int) -> Amount | None:
    """The interval from ``head a tail`` to ``head b tail``; None where the powers of ``tail`` make no sense."""
    small = "".join(c for c in tail if c in "十百千")
    big = _size(tail[len(small) :])
    low, high = (parse(f"{head}{digit}{small}") for digit in (a, b))
    if low is None or high is None or not tail.startswith(small):
        return None
    return Amount(pos, end, None, low * big, high * big, "..", "neighbours")


def shorter(text: str, amount: Amount) -> Amount | None:
    """The same amount without its last character, which turns out to begin the unit (十五六|千瓦时, 10|千米)."""
    if amount.form == "neighbours":
        m = _NEIGHBOURS.match(text, amount.start)
        return neighbours_of(amount.start, m["head"], m["a"], m["b"], m["tail"][:-1], amount.end - 1) if m else None
    value = parse(text[amount.start : amount.end - 1])
    return None if value is None else exact(amount.start, amount.end - 1, value, "numeral")


def fraction(text: str, pos: int) -> Amount | None:
    """三分之一, 百分之三点五, 2/3: in percent, thirds and the like to six significant digits; 一又二分之一 a plain number."""
    m = _FRACTION.match(text, pos, pos + _WINDOW)  # with an end: the engine looks ahead for 分 to the end of its text
    parts = [parse(m[g]) if m and m[g] else None for g in ("above", "below", "whole")]
    if not m:
        short = _SHORT.match(text, pos)
        if short and DIGITS[short["above"]] < DIGITS[short["below"]]:
            share = Decimal(DIGITS[short["above"]] * 100) / DIGITS[short["below"]]
            return exact(pos, short.end(), plain(Decimal(f"{share:.6g}")) or share, "fraction", percent=True)
        m = _SLASH.match(text, pos)
        if not m:
            return None
        parts = [Decimal(m[g]) if m[g] else None for g in ("above", "below", "whole")]
    above, below, whole = parts
    if above is None or not below or (m["whole"] and whole is None):
        return None
    slash = m.re is _SLASH
    if slash and whole is None and (above >= below or below > 200):
        return None
    if not slash and m["sign"]:
        above = -above
    if whole is not None:
        mixed = plain(Decimal(f"{whole + above / below:.15g}"))
        return exact(pos, m.end(), mixed, "mixed") if mixed is not None else None
    share = above * _HUNDRED / below
    rounded = plain(share if share.adjusted() < 20 and share == share.quantize(Decimal("1e-6")) else Decimal(f"{share:.6g}"))
    form = "fraction" if slash or below not in (100, 1000, 10000) else "percent.words"
    if rounded is None:
        return None
    either = neighbours(text, m.start("above")) if not slash and not m["sign"] and below == _HUNDRED and whole is None else None
    if either and either.end >= m.end():
        return Amount(pos, either.end, None, either.low, either.high, "..", form, True)
    if not slash and m["edge"]:
        low, high = (rounded, None) if m["edge"] == "强" else (None, rounded)
        return Amount(pos, m.end(), rounded, low, high, ">" if low is not None else "<", form, True)
    return exact(pos, m.end(), rounded, form, percent=True)


@cache
def _half() -> regex.Pattern[str]:
    units = tuple(word for word, _, kind in rows("units") if kind in ("measure", "duration") and len(word) > 1 and not word.isascii())
    return regex.compile(_HALF_OF.format(units=trie(tuple(u for u in units if u[0] not in "个年天日"))))


def half(text: str, pos: int) -> Amount | None:
    """一半, 过半, 百分百, 半 before a unit, 大半年, 半百."""
    m = _half().match(text, pos)
    if not m and text[pos] == "半" and told(text, pos + 1, ""):
        return exact(pos, pos + 1, _HALF, "half")  # 半码
    if m:
        relation: Relation = ">" if m["most"] else "="
        return Amount(pos, m.end(), _HALF, _HALF, None if m["most"] else _HALF, relation, "half")
    if text.startswith("半百", pos):
        return exact(pos, pos + 2, Decimal(50), "half")
    m = _HALF_WORD.match(text, pos)
    if not m:
        return None
    word, fifty = m.group(), Decimal(50)
    if word == "百分百":
        return exact(pos, m.end(), _HUNDRED, "words", percent=True)
    if word[0] in "过大泰逾超" or word[-1] == "多":
        return Amount(pos, m.end(), fifty, fifty, None, ">", "words", True)
    if word[0] in "近约":
        return Amount(pos, m.end(), fifty, None, fifty if word[0] == "近" else None, "~", "words", True)
    return exact(pos, m.end(), fifty, "words", percent=True)


def numeral(text: str, pos: int, found: tuple[int, Decimal] | None) -> Amount | None:
    """A plain numeral (``found``: its end and number), with 多 or 余 after it or inside it (2000多万, 15万多, 十余, 120余)."""
    if found is None:
        return None
    end, value = found
    if end - pos == 1 and text[pos] in _FORMAL and not _formal_alone(text, pos, end):
        return None
    more = _MORE.match(text, end) if text[end : end + 1] in _MORE_NEXT else None
    if not more or (more["word"] == "来" and value > 1000):
        return exact(pos, end, value, "numeral")
    whole = parse(text[pos:end] + more["power"]) if more["power"] else value
    value = whole if whole is not None else plain(value * _size(more["power"])) or Decimal(0)
    if more["word"] == "来":
        return Amount(pos, more.end(), value, None, None, "~", "numeral")
    power = power_of(text[pos:end])
    whole_powers = value % power == 0 if power > 1 else False
    after_power = power >= 10**4 and not more["power"] and whole_powers
    step = Decimal(power) if after_power else last_step(value)
    return Amount(pos, more.end(), value, value, plain(value + step), ">", "numeral")


def _formal_alone(text: str, pos: int, end: int) -> bool:
    """May a single formal digit be a number here: at the end of a clause, or before money (叁元)?"""
    before, after = text[max(0, pos - 1) : pos], text[end : end + 1]
    if text[pos] in _FORMAL_SAFE and after and after in "元圆角打":
        return True
    return not after.isalnum() and (not before.isalnum() or before in "是为")


_FORMAL_SAFE = "壹贰叁肆柒捌玖"
_HALF_STARTS = frozenset("一半百过逾超泰近约大对")
_HALF_NEXT = frozenset("半分折")
_NO_INTERVAL = frozenset("零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖")
"""Digits that begin neither a vague magnitude nor two neighbouring digits where the numeral ends with them."""
_INTERVAL_NEXT = frozenset(f"{_ONE_TO_NINE}、几")
_MORE_NEXT = frozenset(" 多余来几")


def read_amount(text: str, pos: int) -> Amount | None:
    """The amount that begins at ``pos``: the first form that fits, the most specific form first."""
    first = text[pos]
    found = half(text, pos) if first in _HALF_STARTS and (first == "半" or text[pos + 1 : pos + 2] in _HALF_NEXT) else None
    if found:
        return found
    plain_number = numeral_at(text, pos)
    if plain_number is None or _divided(text, plain_number[0]):
        found = fraction(text, pos)
        if found:
            return found
    if first.isascii():
        found = digits_listed(text, pos) if "、" in text[pos + 1 : pos + 3] else None
    elif not _plain_digit(text, pos, plain_number):
        found = vague(text, pos) or neighbours(text, pos)
    return found or numeral(text, pos, plain_number)


def _divided(text: str, end: int) -> bool:
    """Does the numeral that ends at ``end`` look like the part of a fraction?"""
    after = text[end : end + 1]
    return (after in "分又/" or after.isspace()) and _FRACTION_AHEAD.match(text, end) is not None


def _plain_digit(text: str, pos: int, number: tuple[int, Decimal] | None) -> bool:
    """Is the numeral one digit, and nothing after it that makes an interval of it?"""
    return number is not None and number[0] == pos + 1 and text[pos] in _NO_INTERVAL and text[pos + 1 : pos + 2] not in _INTERVAL_NEXT
