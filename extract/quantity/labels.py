"""Which label the rules propose for a reading that has the form of a quantity: most claim an amount, some only look like it.

The name of the rule tells the case, so that the classifier can weigh it.
"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie, words
from extract.quantity.bounds import Around
from extract.quantity.change import clause_before
from extract.quantity.core import Core
from extract.quantity.numerals import DIGITS
from extract.schema import Kind, Label

MOST_KNOWN = 20
"""A count that points back to things already named is no larger."""

_BARE_OK = re.compile(r"[百千万亿兆.,点又]")
_WRITTEN_OUT = ("numeral", "half", "mixed", "fraction", "words", "percent.words", "score")
"""Forms of amounts that need no mention in the name of the rule."""
_SESSION = re.compile(r"届(?:议会|大会|国会|会议)?\s?\Z")
_GENERATION = re.compile(r"(?![人同单以内之传后前的都来际左右及与和或共一皆为是从在有没住])[一-鿿]")
_FAMILY = re.compile(r"[祖孙家历共近约整满余过传隔前后]\Z")
_SYSTEM = re.compile(r"制(?![造定度成裁约片作药品服订剂])")
_INNING = re.compile(r"[上下](?!来|去)")
_STRESS = re.compile(r"(?:(?<!不)[只仅](?![是要为因能])[一-鿿]{0,3}|就有|[唯惟]有)\Z")
_ADDRESS = re.compile(r"\s?(?:\d{1,3}[楼层]|[A-Za-z]\s?[室座])")
_CODED = re.compile(r"0\d")
_NEXT = re.compile(r"(?<![以之留剩])[下上]\Z")
_AVERAGE = re.compile(r"(?:均线|线(?![路索段程条性]|上(?![方升])|下(?![方跌])))")
_CLOCKS = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,3})点[半整]?\s?[至到~—–-]\s?(\d{1,2}|[一二两三四五六七八九十]{1,3})点[半整]?")
_VALUED = re.compile(r"(?:[数率值价额量龄]|[得评]分)[为是达仅共约至到]{0,2}\s?\Z")
_ANY_OF = re.compile(r"[一-鿿]{0,6}[也都][^，。；！？\n]{0,4}[不没无]")
_ROUND = ("十个", "百个", "千个", "万个", "一百个", "一千个", "一万个", "八百个", "十万个")
_PLACE = re.compile(r"[岭坡村镇乡桥寨湾屯堡坊铺庄井圩滩峪坝沟弄巷亭街邨埔溪站](?![一-鿿]?[内里外]?有)")
_USUAL = frozenset("座条个处片段家间栋幢道所口块户名位级层排行列些里种期次点")
"""Counters that commonly stand before nouns of places: 三座桥 counts, 九曲桥 is a name."""
_MASS = frozenset("批片股阵番")
_KIND_OF = re.compile(r"制(?![造定度成裁约片作药品服订剂])|游(?![客行泳戏览历玩])")
_PACES = re.compile(r"一[一-鿿]")
_PARTS_OF_TEN = re.compile(r"[一二三四五六七八九]分")
_PAST = re.compile(r"[之以]?前(?![往景锋所])|里(?![面程])")
_AHEAD = re.compile(r"(?:(?<![提目当眼])前|(?<![年开日里])头|最初的?|起初)\s?\Z")
_COINS = ("分钱", "毛钱", "块钱", "角钱", "分", "毛")
_NONE = re.compile(r"[没無无][有一]?\Z")
"""几乎没有|一个: none at all."""
_THEN = re.compile(r"(?:[之此随]后|截[至止][^，。；]{1,12})的\Z")
"""That after which, or up to which, a stretch of time lies (之后的|十年, 截至6月的|12个月): it says when."""
_COMING = re.compile(r"(?<![以之留剩])[下上]一?个\Z")
"""下一个|50年: a period to come."""
_FRAMED = re.compile(r"[^，,。；;\d]{0,4}?(?:新增|[测录][得到]|记录[到了]|降下)")
"""24小时内|新增30例: the length only frames what is counted."""
_NTH_OF = re.compile(r"第[\d一二三四五六七八九十]{1,3}个\Z")
"""第十四个|五年: one of a row of plans."""
_TRIAL = re.compile(r"(?:临床|试验)[^，。；\d]{0,4}\Z")
_SECTION = 100
"""From here on a number before 条款 names it (232条款)."""
_MODEL_NUMBER = 50
"""From here on a number before 系列 names it (1000系列)."""
_QUOTED = re.compile(r"[“「][^”」]{1,6}\Z")
_NTH_AND = re.compile(r"第[\d一二三四五六七八九十百]{1,5}(?P<unit>[^\W\d一二三四五六七八九十百]?)[、和及至到]\Z")
"""第五、|六名, 第五颗、|六颗: each says which one."""
_FIRST_ROUTE = 5
_LAST_HOUR = 24
_INDEX = re.compile(r"指数?|[涨跌升降报收盘]|股|点[^，。]{0,4}[观建意看]|[观建意看第共有]")
"""Talk in which 点 is no hour: of an index, of points that are made."""
_YEAR_MADE = re.compile(r"(?:19|20)\d\d")
_PLAN = re.compile(r"[规计]划")
_BORN = re.compile(r"[红富官军星学农拆穷][“\"「『‘]?\Z")
_DENIED = re.compile(r"[不没未无别休]")
_EVEN = re.compile(r"[也都](?![是要])")
_DAY = re.compile(r"一(?:年|天|日|周|个?月|刻|分钟|秒)\Z")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(f"{trie(words('demonstratives'))}\\Z")


@cache
def _named_by(lexicon: str) -> re.Pattern[str]:
    return re.compile(trie(words(lexicon)))


@cache
def _items() -> re.Pattern[str]:
    return re.compile(rf"{trie(words('items'))}|[，。、）]|\Z")


def propose(text: str, core: Core, around: Around, family: str, kind: Kind) -> tuple[str, Label]:
    """The rule's full name and the label it proposes for the core at its place in normalised ``text``."""
    surface = text[core.start : core.end]
    rule = family if core.form in _WRITTEN_OUT else f"{family}.{core.form}"
    if kind == "duration" and core.unit is not None and core.unit.text == "周年":
        return f"{rule}.anniversary", "ordinal"
    if kind == "duration" and ((surface[-1] in "天日" and _AVERAGE.match(text, core.end)) or _KIND_OF.match(text, core.end)):
        return f"{rule}.named", "identifier"
    if kind == "measure" and core.unit is not None and core.unit.text == "点" and _is_hour(text, core, around):
        return f"{rule}.clock", "time"
    if core.form == "fraction" and text[core.end : core.end + 1] == "期":
        return f"{rule}.named", "identifier"  # 1/2期临床试验
    if core.form == "range" and kind == "measure" and _CLOCKS.fullmatch(surface):
        return f"{rule}.clock", "time"
    if text[around.start - 1 : around.start] == "《" and kind != "money" and (kind == "duration" or text[around.end : around.end + 1] != "》"):
        return f"{rule}.named", "identifier"
    if core.value == 1 and surface[0] == "一" and kind == "count" and _NONE.search(text, max(0, core.start - 4), core.start):
        return f"{rule}.one", "indefinite"
    if kind == "duration" and text[around.end - 1] == "内" and core.unit and core.unit.code in ("h", "d") and _FRAMED.match(text, around.end):
        return f"{rule}.when", "time"
    if around.start < core.start or around.relation is not None or core.form != "numeral":
        return rule, "claim"
    if _CODED.match(surface):
        return f"{rule}.coded", "identifier"
    if family == "number":
        return (rule, "claim") if _BARE_OK.search(surface) else _plain(text, core, rule)
    if core.unit is not None and core.unit.text == "星" and not surface[0].isdigit():
        return f"{rule}.named", "identifier"
    if kind == "count":
        return _counted(text, core, surface, rule)
    if kind == "duration":
        return _lasting(text, core, surface, rule)
    if kind == "money" and surface[0] == "一" and core.unit and core.unit.text in _COINS and _not_a_coin(text, core):
        return f"{rule}.figurative", "idiom"
    return rule, "claim"


def _is_hour(text: str, core: Core, around: Around) -> bool:
    """五点, 13点起: an hour of the day, where nothing in its line speaks of an index."""
    whole = core.value is not None and core.value == int(core.value) and 0 <= core.value <= _LAST_HOUR
    plain = around.relation is None or (around.relation == ">=" and text[core.end : around.end] == "起")
    low, high = max(0, core.start - 24), min(len(text), core.end + 8)
    low, closing = text.rfind("\n", low, core.start) + 1 or low, text.find("\n", core.end, high)
    return whole and plain and not _INDEX.search(text, low, closing if closing >= 0 else high)


def _plain(text: str, core: Core, rule: str) -> tuple[str, Label]:
    """A number without a unit is a name, unless it is the amount of what stands before it (票数306, 增长为零)."""
    before = text[max(0, core.start - 4) : core.start]
    after = text[core.end : core.end + 1]
    if after == "版" and "." in text[core.start : core.end]:
        return f"{rule}.plain", "identifier"
    if _VALUED.search(before) or (core.value == 0 and before[-1:] in ("为", "是", "至", "到") and not after.isalnum()):
        return f"{rule}.valued", "claim"
    return f"{rule}.plain", "identifier"


def _counted(text: str, core: Core, surface: str, rule: str) -> tuple[str, Label]:
    """一个问题 and 两国 count nothing, but 只有一个 does; 三次会议 behind 十四届, 三期临床 and 10局下 say which one;
    四胜制, 四级响应 and 2座8楼 are names, 这两项 points back, 三步一岗 is a saying."""
    if core.value == 1 and surface[0] == "一":
        stressed = surface[-1] not in _MASS and _STRESS.search(text, max(0, core.start - 6), core.start)
        return (f"{rule}.stressed", "claim") if stressed else (f"{rule}.one", "indefinite")
    if rule == "count.noun" and surface[0] in "两三" and len(surface) == 2:
        return f"{rule}.group", "indefinite"
    if core.value is not None and core.value <= MOST_KNOWN and _known().search(text, max(0, core.start - 2), core.start):
        return f"{rule}.known", "indefinite"
    if _SYSTEM.match(text, core.end):
        return f"{rule}.system", "identifier"
    unit = core.unit.text if core.unit else ""
    if _which_one(text, core, surface, unit):
        return f"{rule}.nth", "ordinal"
    if _is_name(text, core, surface, unit):
        return f"{rule}.named", "identifier"
    if _is_saying(text, core, surface, unit):
        return f"{rule}.figurative", "idiom"
    return rule, "claim"


def _which_one(text: str, core: Core, surface: str, unit: str) -> bool:
    """Does the number say which one: a session, a phase, an inning, a generation?"""
    single = len(surface) == 2 and surface[0] != "两"
    if unit == "期" and single and (_named_by("phases").match(text, core.end) or _TRIAL.search(text, max(0, core.start - 8), core.start)):
        return True
    if unit == "届" and _named_by("assemblies").match(text, core.end):
        return True
    nth = _NTH_AND.search(text, max(0, core.start - 8), core.start)
    if nth and (nth["unit"] == unit or (not nth["unit"] and unit in ("名", "位"))):
        return True
    if surface in ("二次", "二度", "二期") or (unit == "次" and _SESSION.search(text, max(0, core.start - 4), core.start)):
        return True
    if unit == "局" and _INNING.match(text, core.end):
        return True
    generation = unit == "代" and single and _GENERATION.match(text, core.end)
    return bool(generation and not _FAMILY.search(text, max(0, core.start - 1), core.start))


def _is_name(text: str, core: Core, surface: str, unit: str) -> bool:
    """A version, a route, a grade, a series, rules in quotation marks, heirs, a block, a place: 4.0版, 88路, 四级响应, 富二代, 九曲岭."""
    if unit == "级" and _named_by("grades").match(text, core.end):
        return True
    if unit == "则" and not _items().match(text, core.end):
        return True
    if (unit == "版" and "." in surface) or (unit in ("款", "版", "级", "届") and _YEAR_MADE.match(surface)):
        return True
    if unit == "路" and surface[0].isdigit() and core.value is not None and core.value >= _FIRST_ROUTE:
        return True
    if unit == "条款" and surface[0].isdigit() and core.value is not None and core.value >= _SECTION:
        return True
    if unit == "系列" and core.value is not None and core.value >= _MODEL_NUMBER:
        return True
    if unit == "条" and len(surface) == 2 and text[core.end : core.end + 1] in ("”", "」") and _QUOTED.search(text, max(0, core.start - 8), core.start):
        return True
    if unit == "代" and len(surface) == 2 and _BORN.search(text, max(0, core.start - 2), core.start):
        return True
    if unit in ("座", "栋", "幢") and _ADDRESS.match(text, core.end):
        return True
    return len(surface) == 2 and not surface[0].isdigit() and surface[1] not in _USUAL and _PLACE.match(text, core.end) is not None


def _is_saying(text: str, core: Core, surface: str, unit: str) -> bool:
    """十个专家也看不准, 三步一岗, 三分靠天，七分靠人."""
    if surface in _ROUND and _ANY_OF.match(text, core.end):
        return True
    return (unit == "步" and _PACES.match(text, core.end) is not None) or (unit == "分" and _of_ten(text, core, surface))


def _of_ten(text: str, core: Core, surface: str) -> bool:
    """三分靠天，七分靠人: shares in a saying, which make ten together."""
    if not _PARTS_OF_TEN.fullmatch(surface):
        return False
    low = max(0, core.start - 8)
    low = max(low, text.rfind("\n", low, core.start) + 1)
    high = text.find("\n", core.end, core.end + 8)
    high = core.end + 8 if high < 0 else high
    others = (m.group() for m in _PARTS_OF_TEN.finditer(text, low, high) if m.start() != core.start)
    return any(DIGITS[other[0]] + DIGITS[surface[0]] == 10 for other in others)


def _lasting(text: str, core: Core, surface: str, rule: str) -> tuple[str, Label]:
    """10万年前, 任内4年里, 前3.7秒 and 下一季度 say when, 50天线 is a name; 难忘的一年 is any year."""
    if _THEN.search(text, max(0, core.start - 16), core.start):
        return f"{rule}.when", "time"
    if text[core.start - 1 : core.start] == "个" and _COMING.search(text, max(0, core.start - 4), core.start):
        return f"{rule}.when", "time"
    if text[core.start - 1 : core.start] == "个" and (_PLAN.match(text, core.end) or _NTH_OF.search(text, max(0, core.start - 6), core.start)):
        return f"{rule}.named", "identifier"
    if _PAST.match(text, core.end) or _AHEAD.search(text, max(0, core.start - 3), core.start):
        return f"{rule}.when", "time"
    if core.value == 1 and surface[0] == "一" and _NEXT.search(text, max(0, core.start - 2), core.start):
        return f"{rule}.when", "time"
    after = text[core.end : core.end + 1]
    if _DAY.fullmatch(surface) and text[core.start - 1 : core.start] == "的" and not after.isalnum():
        return f"{rule}.one", "indefinite"
    return rule, "claim"


def _not_a_coin(text: str, core: Core) -> bool:
    """没花一分钱, 一分钱也不要, 一分钱没捞着, 每一分钱: no price."""
    denied = _DENIED.match(text, core.end) or _DENIED.search(clause_before(text, core.start))
    return bool(denied or _EVEN.match(text, core.end)) or text[core.start - 1 : core.start] == "每"
