"""Core and context become one quantity: span, bounds, unit, kind, change and the name of the rule."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import regex

from extract.lexicon import rows, trie, words
from extract.quantity.around_words import any_around
from extract.quantity.bounds import Around, look_left, look_right, look_stage, look_than
from extract.quantity.change import change_of, clause_before
from extract.quantity.core import Core
from extract.quantity.labels import propose
from extract.quantity.numerals import BIG, last_step, parse, plain, power_of, sizeable
from extract.quantity.spans import core_at
from extract.quantity.told import in_talk
from extract.quantity.units import LOCAL_MONEY
from extract.schema import Kind, Quantity, Relation

_YEARLY = re.compile(r"(?P<period>(?<!半)年|[月日时])(?:产能?|产量|薪|租金?|处理能力|分离能力|发电量?|输送?能力|吞吐量|均)(?:\S{0,2}[达为仅约超逾近至])?\Z")
_COLD = re.compile(rf"[水室土地海低]温|零[上下]|{any_around('cold')}")
_KEPT_COLD = re.compile(rf"冷[冻藏却链]|冰[柜箱]|[高发退低]烧|零[上下]|{any_around('chilled')}")
"""Talk in which 度 is a temperature anywhere in the sentence."""
_HOT_AFTER = re.compile(rf"的?{any_around('warmth')}")
_POWER_TALK = re.compile(r"电|光伏|弃[光风]")
_ACT = re.compile(r"(?![以左上的电角高低内之至到或和与后])[一-鿿]")
_WARMTH = re.compile(r"[气水海体室低高升降]温|温度")
_ANGLES = re.compile(r"[转倾斜弯仰经纬角偏旋]")
_ANGLE = re.compile("|".join((_ANGLES.pattern, _COLD.pattern, _POWER_TALK.pattern)))
"""Talk in which a digit before 度 is no number of times."""
_NEARLY_OF = re.compile(r"(?:(?P<about>大约|约)[为是占]?|接近|将近|几乎(?:[是为占]|相当于)|差不多[是为占]?)(?:\d{4}年|[^，,。；;：:、\d]){1,18}?的\Z")
_SOON_AGED = re.compile(r"(?<![加最较更飞赶尽轻凉痛愉增变放提早])快\Z")
"""快 before an age: almost (快20岁, but 加快, 较快)."""
_LINKS = frozenset("快进的")
"""What stands directly before a number that a word further off bends."""
_RACED = ("跑进", "游进", "滑进", "骑进")
"""跑进|10秒10: in no more than so much time."""
_SPEED_OF = re.compile(r"(?P<per>[时秒])速(?:仅有?|只有|约|[达为是]|高达|超过|近|不到|至少|最高|可达|从|由){0,2}\Z")
_OIL = re.compile(rf"油|[Oo][Pp][Ee][Cc]|[日减增]产|/[日天]|每[日天]|{any_around('oil')}")
_SENTENCE = 60
"""Characters before a number in which its sentence is searched."""
_SCREEN = re.compile(rf"[^，。；\d]{{0,6}}(?:屏|{any_around('screen')})")
_OR_MORE = ("以上", "以下", "之内", "以内", "左右", "上下")
_HURDLE = re.compile(r"大关|关[卡口]|整数")
_AREA = re.compile(rf"[楼房屋铺厅室租]|{any_around('home')}")
_SPEED = re.compile(r"速|风|航行")
_SPEED_AFTER = re.compile(r"(?:或更高|以上|左右)?的?(?:航速|时速|速度|航行)")
_OF_A_WHOLE = re.compile(r"其中的\Z|(?:[全总]|所有)[^，,。；;的]{0,8}的\Z")
_OF_THEN = re.compile(
    r"(?:相当于|只[有及是剩]|仅[有为及是]?|不[到足及够]|未到|达不到|恢复[到至]|[是为])[^，,。；;的于]{0,16}(?:同期|年前|[疫战]前|高峰期?|鼎盛时?期?|当时|去年|前年|往年|上年|平[日时])的\Z"
)
"""What stands before a share of what was at another time: 仅为五年前的|六成."""
_FORCE = re.compile(rf"震[级度]|[阵大强东西南北]风|风[力速]|[浪海]况|{any_around('shaken')}")
_FORCE_AFTER = re.compile(r"[^，,。；;\d]{0,3}(?:[风震浪]|海况)")
_RATED = re.compile(rf"评[分价测]|{any_around('rated')}|考[试生]|[打给](?:自己|他|她|它)?[^，,。；;\d]{{0,4}}\Z")
_PASSED = re.compile(r"[^，,。；;\d]{0,3}(?:及格|满分)|[（(]满分")
_PLAYED = re.compile(rf"[球赛队局]|{any_around('played')}")
_PRECIOUS = re.compile(r"[金银铂钯]")
_BARE_OK = regex.compile(r"[百千万亿兆.,点又]")
_FIGURES = regex.compile(r"[零〇一二两三四五六七八九幺]{4,}")
"""Figures read out one by one: a telephone number, a code."""
_LARGE = ("百", "千", "万", "亿", "兆", "佰", "仟", "拾")
"""Powers that, alone, count only beside a bound word (近千) or 多, 余, 级."""
_PERIODS = {"年": "a", "月": "mo", "日": "d", "时": "h", "秒": "s"}
_A_BIT_MORE = ("出头", "有余", "有多")
_LEVELS = ("不及", "不够")
"""Words that compare with a level as well as with a share: only 成, 倍 and fractions are shares behind them."""
_MIRRORED: dict[Relation, Relation] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
"""Below zero the bounds change sides."""
_YEARS = range(1900, 2101)
_MADE = ("工", "造")
"""What follows 人 where people have only made the thing."""
_AGED = re.compile(rf"(?:享[年寿]|{any_around('aged')}|年龄[为是])\Z")
_OLDEST = 130
_DATED = re.compile(
    r"(?:到|至|截至|在)?[\d一二三四五六七八九十去今明前年月日底末初]{2,12}[，,]?"
    r"(?:预计|将|会|可能|已|仅|又|再|则|约)*(?:[升降增减跌涨]|下降|下跌|上升|增加|减少|回升|达|突破|超过)[到至]?了?"
)
"""A clause that has only a time before its verb: its subject is that of the clause before."""
_MOST_PEOPLE = 20_000_000_000
_RANKED = re.compile(rf"{any_around('placed')}(?:世界|全[球国市省])?\Z")
_ACID = re.compile(r"pH值?[^，,。；;\d]{0,8}\Z|酸碱[度值][^，,。；;\d]{0,6}\Z")
_INDEX = re.compile(rf"[美沪深恒成综]指|{any_around('gauge')}")


@cache
def _money_nouns() -> re.Pattern[str]:
    """The nouns with what may stand between them and the number."""
    between = r"(?:[约为达至到的了仅近逾超高增减涨跌加升降最多可以处看上共大幅缩再已系开]|已经|每个?[月年]|超过|至少|首[次度]|超越|突破|累计|合计|即将){0,4}"
    return re.compile(rf"{trie(words('money_nouns'))}{between}\Z")


@cache
def _people() -> re.Pattern[str]:
    return re.compile(trie(words("people")))


@cache
def _counted_by() -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile(trie(words("counted_by"))), dict(rows("counted_by"))  # type: ignore[arg-type]


def _people_at(text: str, pos: int) -> bool:
    """Does a noun of people begin at ``pos``: 人口, 患者, 人 itself but for 人工?"""
    m = _people().match(text, pos)
    return m is not None and (len(m.group()) > 1 or text[pos + 1 : pos + 2] not in _MADE)


def _bounded(core: Core, around: Around) -> tuple[Decimal | None, Decimal | None, Decimal | None, Relation]:
    """Value, low, high and relation after the bound words have had their say (guide, section 3)."""
    value, low, high, relation = core.value, core.low, core.high, core.relation
    if relation == ".." and low is not None and low == high:
        value, relation = low, "="  # 三分之一至三分之一
    if around.sign < 0 and not core.signed:
        value, low, high = (-x if x is not None else None for x in (value, high, low))
        relation = _MIRRORED.get(relation, relation) if low is None or high is None else relation
    if around.relation is None or relation == "..":
        return value, low, high, relation
    if around.relation == "~" and relation in (">", ">=", "~"):
        return value, low, high, relation
    if around.relation == ".." or (around.apart and relation in (">", ">=", "<", "<=")):
        return value, low, high, relation
    low = value if around.bound == "low" else None
    high = value if around.bound == "high" else None
    return value, low, high, around.relation


def _unit(text: str, core: Core, around: Around) -> tuple[str, str | None, Kind, str]:
    """Code, words, kind and rule family of the unit, from the core's own unit, the money before it, or the context."""
    if core.unit is None and core.form in ("fraction", "percent.words", "words"):
        kind: Kind = "ratio" if _of_another(text, core, around) else "percent"
        return "%", text[core.start : core.end], kind, core.form
    if core.form == "score":
        return "1", text[core.start : core.end], "ratio", "score"
    if core.unit is not None:
        unit = core.unit
        code, family = unit.code, unit.family
        kind = unit.kind
        if around.money and kind in ("money",):
            code, family = around.money, "money.prefix"
        if unit.told:
            return code, unit.text, kind, family
        if unit.text == "度":
            code = _degree(text, core, around)
            kind, family = ("count", "count.classifier") if code == "{次}" else (kind, family)
        if unit.text == "寸" and _SCREEN.match(text, core.end):
            code = "[in_i]"
        if unit.text == "节" and "车" in text[core.end : core.end + 2]:
            return "{节}", unit.text, "count", "count.classifier"
        if unit.text == "桶" and "一" <= text[core.end : core.end + 1] <= "鿿" and not _OIL.search(text, max(0, around.start - _SENTENCE), core.end + 20):
            code, kind, family = "{桶}", "count", "count.classifier"
        if unit.text == "节" and not (_SPEED.search(text, max(0, around.start - 16), around.start) or _SPEED_AFTER.match(text, core.end)):
            code, kind, family = "{节}", "count", "count.classifier"
        if unit.text == "呎" and core.end == unit.end and (_AREA.search(clause_before(text, around.start)) or _AREA.search(text, core.end, core.end + 4)):
            code = f"{code}2"
        if unit.text in ("岁", "周岁", "虚岁"):
            family = "age"
        if unit.text == "成" and _OF_THEN.search(clause_before(text, around.start)):
            kind = "ratio"
        if (unit.text == "级" and _is_force(text, core, around)) or (unit.text == "分" and code == "{分}" and _is_mark(text, core, around)):
            kind = "measure"
        return code, unit.text, kind, family
    if around.money:
        return around.money, None, "money", "money.prefix"
    return _bare(text, core, around)


def _of_another(text: str, core: Core, around: Around) -> bool:
    """Is it a share of another amount (只有去年的|一半), and no part of a whole (其中的|一半, 全国人口的|三分之一, 完好的|不足一半)?"""
    if text[around.start - 1 : around.start] != "的" or text[core.end : core.end + 1] == "的" or "占" in (clause := clause_before(text, around.start)):
        return False
    return not _OF_A_WHOLE.search(clause) and (around.start == core.start or around.relation == "~")


def _is_force(text: str, core: Core, around: Around) -> bool:
    """Is it the 级 of an earthquake, of wind or of waves?"""
    return bool(_FORCE_AFTER.match(text, around.end) or _FORCE.search(text, max(0, text.rfind("\n", 0, core.start) + 1, core.start - _SENTENCE), core.start))


def _is_mark(text: str, core: Core, around: Around) -> bool:
    """Is it a point of a rating or a test, and none that is scored in a match?"""
    before = text[max(0, text.rfind("\n", 0, core.start) + 1, core.start - _SENTENCE) : core.start]
    if _PLAYED.search(before) or _PLAYED.search(text, core.end, core.end + 10):
        return False
    return bool((core.value is not None and core.value != int(core.value)) or _RATED.search(before[-24:]) or _PASSED.match(text, around.end))


def _degree(text: str, core: Core, around: Around) -> str:
    """度 is a temperature in talk of heat and cold, a kilowatt-hour in talk of electricity, else an angle."""
    before = text[max(0, around.start - 24) : core.start]
    after = text[core.end : core.end + 6]
    if "华氏" in text[max(0, core.start - 4) : core.start]:
        return "[degF]"
    if text.startswith(("零", "摄氏"), around.start):
        return "Cel"
    surface = text[core.start : core.end - 1].strip()
    turned = surface.isdigit() and _ANGLE.search(clause_before(text, around.start, 24) + after)
    if len(surface) == 1 and _ACT.match(text, core.end) and around.sign > 0 and not turned:
        return "{次}"  # 两度落后, 三度召集: times, not degrees
    if around.sign < 0 or _COLD.search(clause_before(text, around.start, 24)):
        return "Cel"
    if _HOT_AFTER.match(text, core.end):
        return "Cel"
    if _POWER_TALK.search(before + after):
        return "kW.h"
    low = text.rfind("。", 0, core.start) + 1
    kept = _KEPT_COLD.search(text, max(low, core.start - _SENTENCE), core.end + 10) or _WARMTH.search(text, max(low, core.start - _SENTENCE), core.start)
    return "Cel" if kept and not _ANGLES.search(before + after) else "deg"


def _bare(text: str, core: Core, around: Around) -> tuple[str, str | None, Kind, str]:
    """A number without a unit: persons where its noun is one of people, else ``1``."""
    noun = around.end + text.startswith("的", around.end)  # 14亿左右的人口
    if _people_at(text, core.end) or _people_at(text, core.end + 1) or (noun > core.end and _people_at(text, noun)):
        return "{人}", None, "count", "number.people"
    size = core.value if core.value is not None else core.low
    if _AGED.search(text, max(0, around.start - 4), around.start) and core.value is not None and core.value < _OLDEST:
        return "a", None, "duration", "age"
    if text.startswith("数以", core.start):
        return "1", None, "count", "number"  # its noun follows
    large = core.form == "vague" or (size is not None and abs(size) >= 1000)
    if large and core.value not in _YEARS and _money_nouns().search(clause_before(text, around.start, 16)):
        return "local", None, "money", "money.bare"
    clause = clause_before(text, around.start)
    if large and _DATED.fullmatch(clause):
        clause = clause_before(text, around.start - len(clause) - 1)  # 出生人口下滑，到2030年将降至|1100万
    if large and (counted := _counted_by()[0].search(clause)):
        return _counted_by()[1][counted.group()], None, "count", "number.people"
    if large and size is not None and size < _MOST_PEOPLE and _people().search(clause):
        return "{人}", None, "count", "number.people"
    if _ACID.search(clause):
        return "[pH]", None, "measure", "number"
    index = _INDEX.search(clause) or (core.value is not None and core.value != int(core.value))
    return "1", None, "measure" if index else "count", "number"


def _sold(text: str, around: Around, region: str) -> str:
    """What is paid for by the 度 of 每度: electricity, but water in talk of it."""
    told = in_talk(text, around.start, around.start, "度", region)
    return "m3" if told and told.code == "m3" else "kW.h"


def _rate(text: str, around: Around, unit: str, kind: Kind, region: str) -> str:
    """Put 每X or the period of 年产, 月薪 below the line, where the unit has no denominator yet."""
    if "/" in unit or kind in ("percent", "rank", "ratio"):
        return unit
    if around.per and around.per != unit:
        return f"{unit}/{_sold(text, around, region) if kind == 'money' and around.per == 'deg' else around.per}"
    if kind in ("money", "measure"):
        speed = _SPEED_OF.search(text, max(0, around.start - 8), around.start) if unit in ("m", "km", "[mi_i]") else None
        if speed:
            return f"{unit}/{_PERIODS[speed['per']]}"
        m = _YEARLY.search(clause_before(text, around.start, 12))
        if m and not (kind == "money" and m["period"] == "日"):
            return f"{unit}/{_PERIODS[m['period']]}"
    return unit


def compose(text: str, pos: int, floor: int, region: str) -> Quantity | None:
    """The quantity whose amount begins at ``pos``; None where there is none or only a lone Chinese digit without a unit.

    ``floor`` is the end of the mention before: the span never reaches across it.
    """
    core = core_at(text, pos, region)
    if core is None:
        return None
    left = look_left(text, core.start, floor)
    kind_hint = core.unit.kind if core.unit else None
    if core.unit is None and core.form in ("numeral", "neighbours", "range", "mixed") and not _stands_alone(text, core, left):
        return None
    alone = core.unit is not None and text[core.start] in _LARGE and text[core.start : core.unit.end - len(core.unit.text)].strip() in _LARGE
    if alone and core.form != "level" and not left.relation and not _HURDLE.match(text, core.end) and not text.startswith(_OR_MORE, core.end):
        return None  # 千人, 百分: a power alone before a unit counts nothing
    end = core.end + (core.form == "level" and text[core.end : core.end + 1] == "级")
    right = look_right(text, end, kind_hint, core.relation == "..")
    around = look_than(text, core.start, end) or _joined(left, right)
    if around.relation is None and core.relation == "=" and text[core.start - 1] in "上了新" and look_stage(text, core.start, end):
        around = Around(around.start, around.end, ">=", "low", around.money, around.per, around.sign, True)
    if around.sign < 0 and left.start < core.start and text[left.start] in "-−" and core.relation == ".." and not core.signed:
        around = Around(core.start, right.end, around.relation, around.bound, around.money, around.per)
    if _lately(text, core, left):
        around = Around(core.start, right.end)
    if core.unit is not None and core.unit.text in ("位", "名") and around.start == core.start and _RANKED.search(text, max(0, core.start - 6), core.start):
        words_ = text[core.start : core.end]  # 排名66位
        return Quantity(core.start, core.end, words_, core.value, core.low, core.high, "=", "{rank}", words_, "rank", None, "rank.place", "claim")
    if around.relation is None and core.relation == "=" and text[around.start - 1] in _LINKS:
        around = _from_afar(text, core, around)
    value, low, high, relation = _bounded(core, around)
    if relation == ">" and high is None and value is not None and text.endswith(_A_BIT_MORE, end, right.end):
        high = _next_step(text, core, value)
    if not (sizeable(value) and (low is value or sizeable(low)) and (high is value or sizeable(high))):
        return None
    code, unit_text, kind, family = _unit(text, core, around)
    code = _rate(text, around, LOCAL_MONEY.get(region, "CNY") if code == "local" else code, kind, region)
    if "[oz_av]" in code and _PRECIOUS.search(text, max(0, around.start - 60), around.start):
        code = code.replace("[oz_av]", "[oz_tr]")
    rule, label = propose(text, core, around, family, kind)
    start, stop = around.start, max(end, around.end)
    change = change_of(text, start, stop, kind, code)
    return Quantity(start, stop, text[start:stop], value, low, high, relation, code, unit_text, kind, change, rule, label)


def _from_afar(text: str, core: Core, around: Around) -> Around:
    """接近普通价格的|三倍, 不及去年同期的|一半: what is near to, or below, so much of something; 快|20岁, almost."""
    before = text[around.start - 1 : around.start]
    if before == "快" and core.unit is not None and core.unit.text == "岁" and _SOON_AGED.search(text, max(0, around.start - 2), around.start):
        return Around(around.start - 1, around.end, "~", "high", around.money, around.per, around.sign)
    if before == "进" and core.unit is not None and core.unit.kind == "duration" and text[around.start - 2 : around.start] in _RACED:
        return Around(around.start, around.end, "<=", "high", around.money, around.per, around.sign, True)
    part = core.form in ("fraction", "words", "percent.words") or (core.unit is not None and core.unit.code in ("%", "{倍}"))
    if before != "的" or not part:
        return around
    low = max(0, around.start - 24)
    near = _NEARLY_OF.search(text, low, around.start)
    if near:
        bound = "" if near["about"] or near.group().startswith("差") else "high"
        return Around(around.start, around.end, "~", bound, around.money, around.per, around.sign, True)
    below, relations = _below_share()
    under = below.search(text, low, around.start)
    if under is None or (under["word"] in _LEVELS and core.form not in ("fraction", "words") and text[core.end - 1] not in "成倍"):
        return around  # 不及上届的71.2%: a level of its own
    return Around(around.start, around.end, relations[under["word"]], "high", around.money, around.per, around.sign, True)


@cache
def _below_share() -> tuple[re.Pattern[str], dict[str, Relation]]:
    """Words that say of a share of something, however it is called, that it is not reached (不到去年同期的|四成), with their relations."""
    relations: dict[str, Relation] = {w: r for w, side, r, _ in rows("bounds") if r in ("<", "<=") and side != "after" and w[0] in "不未没"}  # type: ignore[misc]
    return re.compile(rf"(?P<word>{trie(tuple(relations))})(?:（[^（）]{{1,12}}）|\d{{4}}年(?:\d{{1,2}}月)?|[^，,。；;：:、\d（）]){{2,22}}?的\Z"), relations


def _next_step(text: str, core: Core, value: Decimal) -> Decimal | None:
    """What 出头 and 有余 stay below, as 多 does: 三成出头 40, 8万元出头 90,000, 八十万出头 810,000."""
    written = text[core.start : core.unit.end - len(core.unit.text) if core.unit else core.end].strip()
    number = parse(written)
    if not number:
        return None
    power = power_of(written, BIG)
    step = Decimal(power) if power >= 10**4 and number % power == 0 else last_step(number)
    return plain(value + step * (value / number))


def _lately(text: str, core: Core, left: Around) -> bool:
    """近一段时间, 近一次: the last one, not almost one; 不及一座城市, 不够一家用: one of them, whichever."""
    one = core.value == 1 and core.unit is not None and core.unit.kind == "count" and text[core.start] == "一"
    return one and left.relation is not None and text[left.start : core.start] in ("近", *_LEVELS)


def _joined(left: Around, right: Around) -> Around:
    """Words before and after together: the side that fixes a bound wins over an approximator."""
    relation, bound, apart = left.relation, left.bound, left.apart
    if right.relation and (relation in (None, "~") or (apart and right.relation != "~")) and not (relation == "~" and right.relation == "~"):
        relation, bound = right.relation, right.bound
    return Around(left.start, right.end, relation, bound, left.money, left.per, left.sign, left.apart)


def _bounded_by(text: str, core: Core) -> bool:
    """Does a bound of its own (三十以上, 比三十大) make a number of the numeral?"""
    right = look_right(text, core.end, None, False)
    return right.end > core.end + 1 or look_than(text, core.start, core.end) is not None


def _stands_alone(text: str, core: Core, left: Around) -> bool:
    """A number without a unit counts when it is written in digits, has a power, a decimal, money or a bound word."""
    surface = text[core.start : core.end]
    if surface[0].isascii() or left.money:
        return True
    if left.sign < 0 and text[left.start] in "负-" and (len(surface) > 1 or not text[core.end : core.end + 1].isalpha()):
        return True
    if surface in _LARGE and surface != "拾":
        return left.relation is not None and not left.apart
    before, after = text[max(0, core.start - 1) : core.start], text[core.end : core.end + 1]
    if not before.isalnum() and (not after.isalnum() or after == "的") and "、" not in (before, after):
        return True
    if before and before in "是为" and not after.isalnum() and after != "、":
        return True
    if _FIGURES.fullmatch(surface) or _bounded_by(text, core):
        return True
    if left.relation and not left.apart and (len(surface) > 1 or text[left.start : core.start].rstrip().endswith("于")):
        return True
    return len(surface) > 1 and bool(_BARE_OK.search(surface)) and surface[0] not in "百千万亿兆"
