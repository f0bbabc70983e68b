"""The core of a quantity: amount and unit, with the parts and tenths that follow the unit. No bound words yet."""

from __future__ import annotations

import re
from decimal import Decimal

import regex
from msgspec import Struct
from msgspec.structs import replace

from extract.quantity.amounts import Amount, exact, read_amount, shorter
from extract.quantity.around_words import any_around
from extract.quantity.numerals import DIGITS, last_step, parse, plain
from extract.quantity.parts import divided, further_parts
from extract.quantity.units import LOCAL_MONEY, Unit, unit_at
from extract.schema import Relation

_TENTHS = regex.compile(rf"(?P<digit>[{''.join(DIGITS)}]|\d{{1,2}}(?![\d.])|半|\s[{''.join(DIGITS)}](?!\w))?(?P<more>[多余])?")
_HALF_MORE = re.compile(r"半(?![年天日个数导夜岛径决月])|(?P<more>[多余])(?![年个名家人位项次种元少样方数地国])")
_INTEREST = re.compile(r"(?P<half>半)|(?P<digit>[一二三四五六七八九])(?=[^\w]|\Z|的)|几(?![个家年天])")
"""What may follow 厘: 三厘半, 三厘几."""
_HALF_MORE_STARTS = frozenset("半多余")
_AND_HALF = regex.compile(r"个半个?(?P<unit>月|小时|钟头?|世纪|星期|礼拜|学期|分钟|秒钟?)|个半(?=[^\w]|\Z)|(?P<short>[分秒])半(?=钟)")
_FRACTION_UNITS = ("厘", "秒", "年", "吨", "米", "升", "磅", "杯", "大匙", "小匙", "茶匙", "汤匙", "大勺", "小勺", "匙")
"""Units of one character that a fraction may directly stand before (四分之一吨); longer ones always may."""
_TWO_DIGITS = regex.compile(r"(?P<tens>\d) (?P<ones>\d)(?=\s?折)")
_IMPLIED = regex.compile(
    r"(?<![\w半])(?:个(?P<half>半)(?=月|小时|钟|世纪|星期)|分(?P<half>半)(?=钟)|[个米块](?P<tenths>[一二三四五六七八九])(?!\w))"
    r"|(?<=[了近约过足长要有每])(?:个(?P<half>半)(?=月|小时|钟|世纪|星期)|分(?P<half>半)(?=钟))"
)
_IMPLIED_STARTS = frozenset("个分米块")
_SHOTS = ("投", "中")
_SHOT = re.compile(r"投(?=\d{1,2}中)|(?<=投\d)中|(?<=投\d\d)中")
"""12投5中: shots and hits."""
_TEN = Decimal(10)
_CENT = Decimal("0.01")
_SHARES = re.compile(
    rf"(?:每股(?:{any_around('per_share')})?|股息|派息)[^，,。；;]{{0,18}}\Z"
    r"|报[\d.]+元[，,]?\s?(?:全[日天]|一度|仅|微)?[起涨跌升降扬挫落]了?\Z"
    r"|每股[\d.一二三四五六七八九十两]{1,5}分半?[^，。；\d]{0,8}，[^，。；\d]{0,8}\Z"
)
"""Talk of shares, in which 分 is a hundredth of the currency (每股派息3分)."""


class Core(Struct, frozen=True, gc=False):
    """Amount and unit together. ``form`` says how the amount was written, ``unit`` is None for a bare number;
    ``signed``: the signs of both ends of a range have been read.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    form: str
    unit: Unit | None
    signed: bool = False


def scale(amount: Amount, unit: Unit | None, end: int) -> Core:
    """The amount in its unit's own terms: 成 and 折 are tens of per cent, 角 a tenth of 元, 打 twelve."""
    factor = _TEN if unit and unit.text in ("成", "折") else unit.scale if unit else Decimal(1)
    if unit and unit.text == "折" and amount.value is not None and amount.value >= 10:
        factor = Decimal(1)
    value, low, high = amount.value, amount.low, amount.high
    if factor != 1:
        value, low, high = (plain(x * factor) if x is not None else None for x in (value, low, high))
    return Core(amount.start, end, value, low, high, amount.relation, amount.form, unit)


def _with_tail(text: str, core: Core, region: str) -> Core:
    """What may follow a unit and still belong to the value: 九成五, 八成多, 两年半, 三年多, 十个多月, 三元五角."""
    unit, value = core.unit, core.value
    if unit is None or value is None or core.relation not in ("=", ">"):
        return core
    if unit.text == "成":
        return _tenths(text, core, value)
    if unit.text == "厘" and (tail := _INTEREST.match(text, core.end)):
        more = Decimal("0.5") if tail["half"] else Decimal(DIGITS[tail["digit"]]) / _TEN if tail["digit"] else Decimal(0)
        return _replace(core, tail.end(), value + more * unit.scale, value + (more or 1) * unit.scale)
    if "多" in unit.text and unit.kind != "money":  # 个多月, not 多米尼加比索
        step = Decimal("0.5") if core.form == "half" else min(last_step(value), Decimal(1))
        return _replace(core, core.end, value, value + step)
    parted = core.relation == "=" and (unit.text in divided() or unit.told)
    joined = further_parts(text, core.end, unit, value / unit.scale, region) if parted else None
    if joined:
        end, total, last = joined
        whole = plain(total * (last.scale if last is not unit else unit.scale))
        return Core(core.start, end, whole, whole, whole, "=", core.form, last)
    follows = text[core.end : core.end + 1] in _HALF_MORE_STARTS
    m = _HALF_MORE.match(text, core.end) if follows and (unit.told or unit.kind in ("duration", "measure", "ratio", "money")) else None
    if m and m["more"]:
        step = last_step(value)
        return _replace(core, m.end(), value, value + (min(step, Decimal(1)) if unit.kind == "duration" else step))
    if m:
        half = unit.scale / 2  # 两分半: 0.025 of the currency
        return _replace(core, m.end(), value + half, value + half)
    return core


def _named(text: str, core: Core, region: str) -> Core:
    """七块|美金, 三百多块|人民币: the money that 块 counts, where it is named behind."""
    if core.unit is None or core.unit.text != "块":
        return core
    money = unit_at(text, core.end, region)
    if money is None or money.family != "money" or money.text[0] in "元块" or money.scale != 1 or len(money.text) < 2:
        return core
    return replace(core, end=money.end, unit=money)


def _tenths(text: str, core: Core, value: Decimal) -> Core:
    """九成五, 七成半, 八成多."""
    m = _TENTHS.match(text, core.end)
    digit = m["digit"].strip() if m and m["digit"] else ""
    if digit:
        tenth = Decimal(5) if digit == "半" else parse(digit) or Decimal(0)
        value += tenth / 10 if len(digit) == 2 else tenth
    step = _TEN if value == core.value else Decimal(1)
    return _replace(core, m.end() if m else core.end, value, value + step if m and m["more"] else value)


def _replace(core: Core, end: int, value: Decimal, high: Decimal) -> Core:
    relation: Relation = ">" if high != value else "="
    return Core(core.start, end, plain(value), plain(value), plain(high), relation, core.form, core.unit)


def single(text: str, pos: int, region: str) -> Core | None:
    """One amount with its unit at ``pos``, no range."""
    amount = (_implied_one(text, pos) if text[pos] in _IMPLIED_STARTS else None) or read_amount(text, pos)
    if amount is None:
        return None
    if amount.percent:
        return _share(text, amount, region)
    if amount.form == "half" and text[pos] in _IMPLIED_STARTS:
        return _implied_unit(text, amount, region)
    digits = _TWO_DIGITS.match(text, pos) if text[amount.end : amount.end + 1] == " " else None
    if digits:
        amount = exact(pos, digits.end(), Decimal(digits["tens"] + digits["ones"]), "numeral")  # 7 2 折
    half = _and_half(text, amount, region) if text[amount.end : amount.end + 2] in ("个半", "分半", "秒半") else None
    if half:
        return half
    unit = unit_at(text, amount.end, region)
    if unit is None and text[amount.end : amount.end + 1] in _SHOTS and (shot := _SHOT.match(text, amount.end)):
        unit = Unit(amount.end + 1, shot.group(), f"{{{shot.group()}}}", "count", "count.classifier")
    if unit and unit.text == "分" and _SHARES.search(text, max(0, pos - 24), pos):
        unit = Unit(unit.end, unit.text, LOCAL_MONEY.get(region, "CNY"), "money", "money", _CENT)
    if amount.form == "level" and unit and unit.text == "级":
        unit = None  # 千亿级: it belongs to the bound
    if amount.form in ("numeral", "neighbours") and text[amount.end - 1] in "千百兆MK" and amount.end - pos > 1:
        # the last power may begin the unit: 10千米, 5兆瓦 (a longer unit wins over a shorter number)
        longer = unit_at(text, amount.end - 1, region)
        paid = unit is not None and unit.kind == "money" and longer is not None and longer.end < unit.end  # 七千|欧元
        less = shorter(text, amount) if longer and longer.text[0] == text[amount.end - 1] and not paid else None
        if less:
            amount, unit = less, longer
    outside = unit is not None and unit.family == "count.noun" and len(unit.text) > 1  # 100万|人口: the noun stays outside
    core = scale(amount, unit, unit.end if unit and not outside else amount.end)
    return _named(text, _with_tail(text, core, region), region)


def _implied_one(text: str, pos: int) -> Amount | None:
    """个半月, 分半钟, 米九: one and a half, one and nine tenths; the amount ends before the unit that is left."""
    m = _IMPLIED.match(text, pos)
    if m is None:
        return None
    share = Decimal("0.5") if m["half"] else (parse(m["tenths"]) or Decimal(0)) / 10
    return exact(pos, m.end(), 1 + share, "half")


def _and_half(text: str, amount: Amount, region: str) -> Core | None:
    """三个半小时, 一个半月, 五个半: half of the unit on top."""
    m = _AND_HALF.match(text, amount.end)
    if not m or amount.value is None or amount.form != "numeral":
        return None
    if m["short"]:
        unit = unit_at(m["short"] + "钟", 0, region)
        if unit:
            unit = Unit(m.end() + 1, unit.text, unit.code, unit.kind, unit.family)
            return scale(exact(amount.start, unit.end, amount.value + Decimal("0.5"), "half"), unit, unit.end)
    word = m["unit"] or "个"
    unit = unit_at(f"个{word}", 0, region) if m["unit"] else None
    unit = unit if unit and unit.end > len(word) else unit_at(word, 0, region)
    if not unit:
        return None
    unit = Unit(m.end(), word, unit.code, unit.kind, unit.family)
    return scale(exact(amount.start, m.end(), amount.value + Decimal("0.5"), "half"), unit, m.end())


def _implied_unit(text: str, amount: Amount, region: str) -> Core:
    """The unit of an amount with an implied one: after the half, or the character that it began with."""
    unit = unit_at(text[amount.start] + text[amount.end : amount.end + 4], 0, region)  # 个…月 is 个月
    if unit is None:
        return scale(amount, None, amount.end)
    end = amount.end + unit.end - 1
    return scale(amount, Unit(end, unit.text, unit.code, unit.kind, unit.family), end)


def _share(text: str, amount: Amount, region: str) -> Core:
    """A share in words; before a measure a part of one (四分之一公升 is 0.25 L)."""
    core = Core(amount.start, amount.end, amount.value, amount.low, amount.high, amount.relation, amount.form, None)
    if amount.form != "fraction":
        return core
    unit = unit_at(text, amount.end, region)
    if unit is None or (unit.kind not in ("measure", "duration") and unit.text not in _FRACTION_UNITS) or (len(unit.text) < 2 and unit.text not in _FRACTION_UNITS):
        return core
    value, low, high = (plain(x / 100) if x is not None else None for x in (amount.value, amount.low, amount.high))
    return Core(amount.start, unit.end, value, low, high, amount.relation, "half", unit)
