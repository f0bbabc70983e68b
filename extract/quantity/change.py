"""Is the quantity the amount of a change, of a difference, a factor, or a level? (guide, section 5)"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, trie, words
from extract.quantity.around_words import any_around
from extract.schema import Change, Kind

_TURNS = frozenset({"{次}", "{轮}", "{回}", "{度}"})
"""Units of how often: 降息一次 is one cut, not a cut by one."""

_OF_TIME: dict[str, Change] = {"快": "less", "慢": "more"}
"""Of a time itself: 比上届快0.2秒 took less of it."""

_MARK = re.compile(r"[，,。；;！？!?\n]")
RATIO_REACH = 24  # characters before a multiple in which the name of a ratio stands
_GOING_ON = frozenset("达高约为但也")
"""What begins a clause that gives the level of a rate named in the one before."""

_CLAUSE = re.compile(r"[，。；;！？!?\n：（(]|[,:](?!\d)|(?<!\d)[,:]")
_BETWEEN = "了|咗|返|约|近|快|逾|超|仅|只|达|多达|高达|为|是|出|有|共|再|各|至少|最少|最多|至多|接近|将近|超过|大约|整整|平均|幅|幅度|率"
_SPAN = any_around("length")
_GAP = rf"(?:{_BETWEEN})*"


@cache
def _frames() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {"before": {}, "compare": {}, "rate": {}}
    for word, frame, change in rows("changes"):
        out[frame][word] = change
    return out


@cache
def _before() -> re.Pattern[str]:
    frames = _frames()
    entries = tuple({**frames["before"], **frames["rate"]})
    return re.compile(rf"(?P<word>{trie(entries)}){_GAP}\Z")


@cache
def _last_characters() -> frozenset[str]:
    """What a clause ends in where a word of change, and nothing but what may stand between, leads to the number."""
    told = (word for words_ in _frames().values() for word in words_)
    return frozenset(word[-1] for word in (*told, "延长", "缩短", *_BETWEEN.split("|")))


@cache
def _lasting() -> re.Pattern[str]:
    """The changes that a length of time can be the amount of (延长两年)."""
    return re.compile(rf"(?P<word>延长|缩短|剪短)(?!为)了?{_GAP}\Z|{_SPAN}[^，,。；;\d]{{0,6}}?(?P<more>增加|减少|增长|上升|下降|提高)(?!为)了?{_GAP}\Z")


@cache
def _compare() -> re.Pattern[str]:
    word = trie(tuple(_frames()["compare"]))
    doing = r"(?:(?<=[多少])[^，,。；;\d]了?)?"  # 多降, 少飞了
    return re.compile(
        rf"(?:(?:(?<!占)(?<!百分)比(?![例重率赛分值如方]|对[了过后])|较|低过|高过)(?:[^，,。；;]|(?<=\d),(?=\d)){{1,30}}?|相比(?:之下)?)(?P<word>{word}){doing}{_GAP}\Z"
    )


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(trie(tuple(_frames()["before"])))


@cache
def _level() -> re.Pattern[str]:
    return re.compile(trie(tuple(w for w, change in _frames()["before"].items() if change == "level")))


_WAY = r"[^，,。；;（）()]{0,8}|[^，,。；;（）()]{0,6}(?:[从由自]|[上下调][调修高低])[^，,。；;（）()]{1,18}[至到为]"
"""Between a rate and its level: nothing much, or where it came from (增速由1.9%提高到|58.2%)."""


@cache
def _rate() -> re.Pattern[str]:
    names = trie(tuple(_frames()["rate"]))
    return re.compile(rf"(?<![涨升增](?=[跌降减]幅))(?P<word>{names})(?P<of>的)?(?:{_WAY})\Z")


@cache
def _rate_before() -> re.Pattern[str]:
    """A rate named in the clause before, whose level follows: 涨幅连续五个月扩大，达到|1.2%."""
    return re.compile(rf"(?P<word>{trie(tuple(_frames()['rate']))})[^，,。；;（）()的%]{{0,12}}[，,]但?(?:达到?|高达|约?为|也有){_GAP}\Z")


_MEAN = r"[^，,。；;\d的]{0,8}(?:均值|平均值?|平均水平|中位数|基准)\Z"
_EXCEEDS = re.compile(
    r"(?:(?:高出|多出|超出)[^，,。；;\d]{1,6}(?<![^来]的)|(?:领先|跑赢)[^，,。；;\d的]{1,6}"
    r"|超过?(?:警戒|保证|汛限|历史)[^，,。；;\d]{0,4}|超过(?:对手|次名|第二名))\Z"
)
_FALLS_SHORT = re.compile(r"(?:落后|跑输)[^，,。；;\d]{1,6}\Z")
_ABOVE_MEAN = re.compile(rf"(?:高于|超过){_MEAN}")
_BELOW_MEAN = re.compile(rf"(?:低于|不及){_MEAN}")
_BETTERS = frozenset({"提升", "改造提升", "优化提升"})
"""What makes better where things are counted (提升2000个机构)."""
_THAN = re.compile(r"(?:(?P<more>快于|高于|好于|优于)|慢于|低于|差于|逊于)[^，,。；;\d]{1,14}\Z")
"""Before percentage points: 快于全国|3.5个百分点."""
_THAN_THAT = re.compile(r"(?<!占)比(?![例重率赛分值如方])|较")
_HIGHER = re.compile(r"(?<![最极很较更新创走调提推拉升抬冲收增])[高贵](?:了|出)?(?:约|近|逾|超过)?\Z")
_LOWER = re.compile(r"(?<![最极很较更新走调压降拉推减])[低轻慢](?:了|出)?(?:约|近|逾|超过)?\Z")
"""Right before a share, without what it is compared to: 内存占用高了一成."""
_BECAME = re.compile(rf"(?:(?P<increase>贵)|(?<!比)[轻小])了{_GAP}\Z")
"""Right before a share or sum: so much more or less than before, where nothing is named that it is compared to."""
_INTERVAL = re.compile(
    r"(?P<amount>[\d.,]+\s*(?:[%％]|个?百分点|[^\s，,。；;（()\d]{1,4})?)\s*"
    r"[（(]9[059][%％]?的?(?:(?:信赖|置信|可信)区间|CI)[为是:：]?\s*\Z"
)
"""Before a number: the amount that it is the interval of (下降27%（95%置信区间|19%至34%）)."""
_LOSES = re.compile(rf"(?:失去|流失|[会将要已能]损失|损失[了将]){_GAP}\Z")
"""Before a share: so much of it is gone (失去三成的体积)."""
_COMPARES = re.compile(r"[出先于过后及省少减增超调高升大低缩约砍]")
"""A character of any word of the patterns above and below: a cheap look before them."""
_LESS_OF = re.compile(r"(?<![至不很多减缺最甚极稀])少\Z")
"""熟客少三成: before a share, without what it is compared to."""
_UP = re.compile(r"(?:^|[仅只微再])起\Z")
"""The press of Malaysia and Singapore of a share: 报0.915元，起4分."""
_MEASURES_OF = re.compile(
    r"(?:左右|以[上下])?(?:的[^，,。；;、的\d]{0,4}?|较快|高速|快速|稳步)?(?:(?P<increase>[涨升增]幅|(?:增[长速]|成长)(?![到至为了])率?|经济增长|加幅)|(?P<decrease>[跌降减]幅|跌势))"
    rf"|的(?P<raise>{any_around('raising')})(?![方人者])|的[^，,。；;、的\d]{{0,4}}?{any_around('shrinking')}"
)
"""After a share: the growth or fall that it measures (6%左右的增速, 一到两成的跌幅)."""
_PART_OF = re.compile(r"贡献|占|拉动")
_TO_PASS = frozenset("升涨跌贬冲")
"""What stands before 破 where a level is passed."""
_RATIO = re.compile(any_around("ratio"))
"""What is itself a multiple: 市盈率升至13倍 is a level."""
_GROWTH = re.compile(r"(?:(?:增长|成长)(?:率|目标)?(?:预[估测期计]值?)?(?:将|可|有望)?(?:达到|为|是|达|约|至)+)\Z")
"""增长达到 and 成长预估为 before a share name a rate of growth (guide, section 8)."""
_TIMES = re.compile(rf"次数[^，,。；;\d]{{0,4}}?(?:(?P<more>增加|上升|多)|减少|下降|少)了?{_GAP}\Z")
"""Before a number of times: how much oftener or less often (就诊次数少了2次)."""
_SHRINKS_TO = re.compile(rf"(?:降|减|跌|缩|压)[低少至到]+{_GAP}\Z")
"""Before a multiple: no factor of what it was, but a multiple itself (负债降到4倍以下)."""
_WARMS = re.compile(r"(?:升温|暖化)(?:幅度)?(?:能|可)?(?:控制|限制|维持|压)[在到于]\Z")
"""升温控制在|1.5度以内: by how much it gets warmer."""
_RATE_THEN = re.compile(
    r"(?:(?P<grew>增长|成长|增加|上升|上涨)|下降|下跌|减少|萎缩)了?约?[\d.]+%[，,](?:[^，,。；;]{1,14}的[\d.]+%[，,])?"
    rf"(?:略|稍|远|也|均)?{any_around('than')}[^，,。；;%]{{1,20}}的\Z"
)
"""同比增长3.8%，高于前一季的|2.9%: the rate of another time."""
_CHANGES_WHAT = re.compile(
    rf"(?:(?P<increase>{any_around('enlarging')})|{any_around('reducing')})(?![至到为了高低])[^，,。；;、\d的了至到为]{{1,5}}(?<![预目][测估期标])(?<!目标价)\Z"
)
"""Before a share: what is made more or less by so much (削减开支|10%)."""
_ALSO = re.compile(r"(?P<amount>[\d.,]+\s*[^\s，,。；;（()\d%％]{1,4})\s*(?:[，,]?(?:或|即)|[（(]或?)\s*\Z")
"""Before a share: the amount of change that it tells in another way (跌32美元，或|0.4%)."""
_ADDS = re.compile(rf"(?:增加(?!值)|{any_around('adds')})[^，,。；;、\d的了至到为]{{1,6}}\Z")
_SAVES = re.compile(rf"{any_around('saves')}(?![至到])[^，,。；;、\d]{{1,6}}\Z")


@cache
def _at_rate() -> re.Pattern[str]:
    """After a number: how fast something grows or shrinks (以每年6%的速度萎缩)."""
    frame = _frames()["before"]
    grows, shrinks = (trie(tuple(w for w, change in frame.items() if change == of and len(w) > 1)) for of in ("increase", "decrease"))
    return re.compile(rf"的?(?:速度|速率)[^，,。；;\d]{{0,4}}?(?:(?P<increase>{grows})|{shrinks})")


@cache
def _than_before() -> re.Pattern[str]:
    """是五年前的(3倍), 约为上月的(两倍): what it was is named by its time."""
    return re.compile(rf"(?:是|为|到|达|成|相当于|约)[^，,。；;]{{0,6}}(?:{'|'.join(words('times_bases'))})[^，,。；;]{{0,2}}的(?:约|近|将近|逾|超过)?\Z")


def _of_length(before: str) -> Change | None:
    """For a length of time: longer or shorter than it was (延长两年), or than another (比上次少了一周)."""
    frames = _frames()
    if m := _lasting().search(before):
        return frames["before"][m["word"] or m["more"]]  # type: ignore[return-value]
    if m := _compare().search(before):
        return _OF_TIME.get(m["word"]) or frames["compare"][m["word"]]  # type: ignore[return-value]
    m = _before().search(before)
    change = frames["before"].get(m["word"]) if m else None
    return change if change in ("more", "less") and m and m["word"].startswith(("多", "少")) else None  # type: ignore[return-value]


def clause_before(text: str, start: int, width: int = 40) -> str:
    """The clause up to ``start``, at most ``width`` characters of it."""
    before = text[max(0, start - width) : start]
    mark = _CLAUSE.search(before[::-1])
    return before[len(before) - mark.start() :] if mark else before


def _is_ratio(text: str, start: int) -> bool:
    """Whether the clause, brackets and all, names what is itself a multiple (市盈率（P/E）升至|13倍)."""
    return bool(_RATIO.search(_MARK.split(text[max(0, start - RATIO_REACH) : start])[-1]))


def _closes_bracket(text: str, start: int, end: int) -> bool:
    """Whether the quantity stands alone in brackets, so that it is the level of what these follow (增速（6.0%）)."""
    return text[start - 1 : start] in ("（", "(") and text[end : end + 1] in ("）", ")")


def _of_share(before: str, unit: str | None) -> Change | None:
    """What a number is that no word of change stands right before: above or below another, saved, lost, or higher or lower as a share."""
    if _COMPARES.search(before):
        of_mean = unit in ("%", "[pp]", "[bp]")
        if _EXCEEDS.search(before) or (of_mean and _ABOVE_MEAN.search(before)):
            return "more"
        if _FALLS_SHORT.search(before) or (of_mean and _BELOW_MEAN.search(before)):
            return "less"
        if _SAVES.search(before):
            return "less" if _THAN_THAT.search(before) else "decrease"
        if _ADDS.search(before):
            return "more" if _THAN_THAT.search(before) else "increase"
        if unit in ("%", "[pp]", "[bp]", "{倍}") and (changed := _CHANGES_WHAT.search(before)):
            return "increase" if changed["increase"] else "decrease"
        if unit == "%" and _LESS_OF.search(before):
            return "decrease"
    if unit not in ("%", "{倍}"):
        return None
    if unit == "%" and _LOSES.search(before):
        return "decrease"
    return "more" if _HIGHER.search(before) else "less" if _LOWER.search(before) else None


def change_of(text: str, start: int, end: int, kind: Kind | None, unit: str | None) -> Change | None:
    """The change that the words directly around a quantity make it the amount of; None for a level.

    ``text`` is normalised, ``[start, end)`` the quantity's span in it. Ranks, ages and durations have none.
    """
    if kind in ("rank", None):
        return None
    if interval := _INTERVAL.search(text, max(0, start - 2 * RATIO_REACH), start):
        return change_of(text, interval.start("amount"), interval.end("amount"), kind, unit)
    if unit == "%" and (also := _ALSO.search(text, max(0, start - RATIO_REACH), start)):
        return change_of(text, also.start("amount"), also.end("amount"), "money", None)
    before = clause_before(text, start).rstrip()
    if text[start] in "+-负":
        return None  # 自然增长率为-2.4‰: the sign says it
    if text[start] == "破" and before[-1:] in _TO_PASS:
        return None  # 升破5%: a level that is passed
    led = before[-1:] in _last_characters()
    frames = _frames()
    if kind == "duration":
        return _of_length(before) if led else None
    compared = _compare().search(before) if led else None
    if unit in _TURNS and not compared and (times := _TIMES.search(before)):
        return "increase" if times["more"] else "decrease"
    if unit in _TURNS:
        return frames["compare"][compared["word"]] if compared else None  # type: ignore[return-value]
    m = _before().search(before) if led else None
    word = m["word"] if m else None
    if compared and (word is None or word == "超出" or word.startswith(compared["word"]) or (m and m.start("word") == compared.end("word"))):
        return frames["compare"][compared["word"]]  # type: ignore[return-value]
    if unit in ("[pp]", "[bp]") and (than := _THAN.search(before)):
        return "more" if than["more"] else "less"
    if word in (None, "贵") and kind in ("percent", "money") and (became := _BECAME.search(before)) and not _THAN_THAT.search(before):
        return "increase" if became["increase"] else "decrease"
    if word and not (unit in ("[pp]", "[bp]") and word in frames["rate"]):
        change = frames["before"].get(word) or frames["rate"].get(word)
        if change != "level" and not (kind == "count" and word in _BETTERS):
            return change  # type: ignore[return-value]
    if word is None and (compared_with := _of_share(before, unit)):
        return compared_with
    if kind in ("percent", "measure") and (pace := _at_rate().match(text, end)):
        return "increase" if pace["increase"] else "decrease"
    if word is None and (kind == "money" or unit in ("{分}", "{点}", "1")) and _UP.search(before):
        return "increase"
    if word is None and unit in ("Cel", "deg") and _WARMS.search(before):
        return "increase"
    if word is None and unit == "%" and _GROWTH.search(before):
        return "increase"
    if word is None and unit == "%" and (rate := _RATE_THEN.search(text, max(0, start - 2 * RATIO_REACH), start)):
        return "increase" if rate["grew"] else "decrease"
    rate = _rate().search(before) if kind in ("percent", "measure") else None
    if rate is None and kind == "percent" and _closes_bracket(text, start, end):
        rate = _rate().search(clause_before(text, start - 1))
    if rate and rate["of"] and _PART_OF.search(before):
        return None
    if rate is None and kind == "percent" and before[:1] in _GOING_ON:
        rate = _rate_before().search(text, max(0, start - RATIO_REACH), start)
    if rate and (kind == "percent" or rate["word"].endswith("幅")):
        return frames["rate"][rate["word"]]  # type: ignore[return-value]
    if unit in ("%", "{倍}") and (of := _MEASURES_OF.match(text, end)) and not _PART_OF.search(before):
        return "increase" if of["increase"] or of["raise"] else "decrease"
    if unit == "{倍}" and not before.endswith("的") and (grown := _rate().search(before)) and grown["word"].endswith("幅"):
        return frames["rate"][grown["word"]]  # type: ignore[return-value]
    if unit == "{倍}" and not _is_ratio(text, start) and not _SHRINKS_TO.search(before) and (_level().search(before) or _than_before().search(before)):
        return "factor"
    if unit in ("[pp]", "[bp]"):
        changes = [frames["before"][w] for w in _anywhere().findall(before)]
        return next((c for c in changes if c != "level"), None)  # type: ignore[misc]
    return None
