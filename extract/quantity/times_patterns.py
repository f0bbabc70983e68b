"""The patterns of time expressions, composed from named parts. ``times.py`` runs them.

Input is normalised text (Simplified characters, half-width digits and signs). Every part that begins with a digit is
barred by a lookbehind from starting inside a number, and every repetition is bounded or possessive, so that the scan
stays linear on any text. The pattern of the date and all starts keep to what the standard ``re`` knows too: it runs them
six times as fast as ``regex`` does, which is the faster one for the others. Words come from the lexicons ``times_*.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.lexicon import rows, with_role, words

_ = r"[ \u3000]?"
START = r"(?<!\d)(?<!\d[.,])"
SEP = rf"{_}(?:[-—–~～]|至|到){_}"


def either(options: Iterable[str]) -> str:
    """A non-capturing alternation of plain words, longest first, those with one first character together (faster)."""
    by_head: dict[str, list[str]] = {}
    for word in sorted(options, key=len, reverse=True):
        by_head.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(f"{head}(?:{'|'.join(tails)})" if any(tails) else head for head, tails in by_head.items()) + ")"


def _heads(options: Iterable[str]) -> str:
    """The first characters of words, for a class."""
    return "".join(sorted({word[0] for word in options}))


def _seconds(options: Iterable[str]) -> str:
    """The second characters of words, for a class."""
    return "".join(sorted({word[1] for word in options if len(word) > 1}))


def _deictic(unit: str) -> str:
    return either(row[0] for row in rows("times_words") if row[1] == unit)


_YEAR_WORD, _QUARTER_WORD, _MONTH_WORD, _WEEK_WORD, _DAY_WORD = map(_deictic, ("year", "quarter", "month", "week", "day"))
DAYPART = either(words("times_dayparts"))
_PART = either(row[0] for row in rows("times_parts"))
_PART_ALONE = either(row[0] for row in rows("times_parts") if row[4] == "yes")
_UNIT = either(words("times_units"))
_LEAD = either(row[0] for row in rows("times_leads") if row[2])
_NEARLY = either(row[0] for row in rows("times_leads") if not row[2])
_RECORD = either(words("times_records"))
_MONTH_NAME = either(words("times_months"))
_REIGN = either(words("times_reigns"))
_FEAST = either(words("times_feasts"))

_PAIRS = ("今明", "去今", "明后", "昨今")
_PAIR = either(_PAIRS)

# Numerals of calendar size. 两 counts, and 〇, 零 and ○ stand in years only.
_C = "一二三四五六七八九"
_SMALL = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_C}])"
_DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_C}]?|廿[{_C}]?|[{_C}])"
_HOUR_NUMBER = rf"(?:2[0-4]|1\d|0?\d|二?十[{_C}]?|[{_C}两零])"
_MINUTE_NUMBER = rf"(?:[0-5]?\d|[二三四五]?十[{_C}]?|零?[{_C}])"
_COUNT = rf"(?:(?:{START}\d{{1,3}}(?:\.\d)?|[{_C}两十百][{_C}两十百几]{{0,4}}+|[几数][十百千]|半){_}[多余]?)"
_SPAN = rf"(?:{_COUNT}(?:{SEP}{_COUNT})?{_UNIT}[多余半]?)"

# Closing words, each barred from the words that begin with the same character.
_BEFORE = rf"(?:(?:结束)?之前|结束前|以前|前(?!{_}[三两几十四五六七八九百\d]|[往夕景首任总面述瞻锋途线沿卫端来后所苏]))"
_AFTER = r"(?:之后|以后|后(?![勤来续期者果代悔市备卫方端台面几两排]))"
_SINCE = r"(?:(?:有[记纪]录)?以来|起(?![来诉初因步源义点草码重飞伏火航价跌止家])|开始(?=[，,。；;：:、\s\d至到]|$))"
_AROUND = r"(?:前后|左右)"
_WITHIN = r"(?:期间|之间|间(?![谍接隔距歇断]))"
_CLOSE = rf"(?:{_}(?:{_AROUND}|{_BEFORE}|{_AFTER}|{_SINCE}|{_WITHIN}))?"

# Years: 2024年, 二〇二五年, 1995-2023年, 1970-90年, 公元前221年, 民国110年, 109年9月, 05年, 去年.
_YEAR4 = rf"{START}(?:(?<=[下抵传转送直]达)|(?<![达历]))(?<![达历] )(?:(?<!接近)(?<!超过)(?<!将近)(?<!达到)(?<!逾)1[0-8]|19|2[01])\d\d"
_FISCAL = either(with_role("times_around", "fiscal"))
_YEARS = (
    rf"(?:{_YEAR4}/(?:(?:1\d|2[01])\d\d|\d\d){_}(?:(?:学|{_FISCAL})?年度|学年|财年|[产榨赛]季|年(?=[^\W\d]))|{_YEAR4}[-—–](?:(?:1\d|2[01])\d\d|\d\d){_}[产榨赛]季"
    rf"|{_YEAR4}(?:{SEP}(?:(?:1\d|2[01])\d\d|\d\d))?{_}(?:年(?!历史|之久|时间)度?|财年|(?:学|会计|财政|财务)年度?)|[一二][〇零○{_C}]{{3}}年度?"
    rf"|{_YEAR4}{_}[、和与及]{_}(?:1\d|2[01])\d\d{_}年(?!历史|之久|时间|[^，,。；;]{{0,16}}分别)|公元(?:前{_})?\d{{1,4}}{_}年|{_REIGN}{_}(?:\d{{1,3}}|[{_C}十百元]{{1,5}}){_}年度?|{START}0\d年(?!代)|{_YEAR_WORD}"
    rf"|{START}(?:9\d|1[0-3]\d){_}(?:(?:{SEP}(?:9\d|1[0-3]\d){_})?学年度?|年(?:度|(?={_}\d{{1,2}}{_}月|[初底末]|第|上半年|下半年|起(?!来)|以来)))|(?:(?<=[，。；：（\n署局处院会在从至到自于较比「])|(?<=预[计估])|(?<![\s\S])){START}1[0-3]\d{_}年(?![来前后历多之的时间内以过间久期,，。；;、])|(?<=1[0-3]\d年[至到]){START}1[0-3]\d{_}年(?![以之]内))"
)
# Quarters and counted parts of a year: 第三季度, 三季度, 第2季, Q3, 前10月, 前三季.
_QUARTER = (
    rf"(?:第{_}[一二三四1-4]{_}季度?|(?<![上下这那连])[一二三四1-4]季度|首季度?|第[一二三四1-4]财季"
    r"|(?<![A-Za-z\d])Q[1-4](?![A-Za-z\d]))"
)
_QUARTERS = rf"(?:{_QUARTER}(?:{SEP}{_QUARTER}|[末底](?![尾部]))?)"
_FIRST = rf"(?:[前首头]{_}(?:(?:{_SMALL}|两){_}个?月份?|[两二三23]{_}个?季度?))"
_PARTS = rf"(?:{_QUARTERS}|[一二三四1-4]季|{_FIRST}|{_PART}|同期)"
# Months and days: 9月, 9至10月, 1~6月, 12月中旬, 14日, 3-5日.
_MONTHS = rf"(?:(?:(?:{_SMALL}{SEP})?{_SMALL}{_}|(?<![\d万亿千百十多余几两半])元)月(?!龄|期(?!间)|租|薪|刊|饼|均|息|球|台|湾){_}份?)"
_MONTH_PART = r"(?:[上中]?[中下]旬|上旬|的?第[一二三四五1-5]个?(?:周|星期)|首个?周|最后一个?(?:周|星期)|[底末]|初(?![次步级期]))"
_DAYS = rf"(?:(?:{_DAY_NUMBER}{_}[日号]?{SEP})?{_DAY_NUMBER}{_}[日号](?!楼|机|线|店|院|房))"
_DAY_ALONE = (
    r"(?<![\d第近前后每续共满逾超需历过这那两几十持])(?<!\d[.,])"
    rf"(?:(?:3[01]|[12]\d|0?[1-9]){_}日?{SEP})?(?:3[01]|[12]\d|0?[1-9]){_}日(?![内间游均线元薪龄无行左]|以[上下内外]|之内|期(?!限|间))"
)
_MONTH_ALONE = rf"(?<![\d第每近连逾十{_C}])(?<!\d[.,]){_MONTHS}"
# Clock times: 9时30分, 凌晨3点半, 晚间10点, 8:30; 7：30 alone may as well be a ratio.
_FRACTION = rf"(?:{_}{_MINUTE_NUMBER}分(?:{_}{_MINUTE_NUMBER}秒)?|半|整|钟|[一三]刻)"
_COLON = r"(?<![\d:.])(?:2[0-3]|[01]?\d):[0-5]\d(?::[0-5]\d(?:\.\d++)?)?(?![\d:])"
_WIDE_COLON = r"(?<![\d:.：])(?:2[0-3]|[01]?\d)：[0-5]\d(?![\d:：])"
_CLOCK_AFTER = rf"(?:{_COLON}|{_WIDE_COLON}分?|{_HOUR_NUMBER}{_}[时点]{_FRACTION}?许?)"
CLOCK = (
    rf"(?:{DAYPART}{_}{_CLOCK_AFTER}|{START}(?:2[0-4]|1\d|0?\d){_}时{_FRACTION}?许?(?![间代候期刻差])"
    rf"|(?<![\d{_C}十百])(?<!\d[.,]){_HOUR_NUMBER}{_}点{_FRACTION}|{_COLON}|{_WIDE_COLON}分)"
)
_OF_DAY = rf"(?:{_}(?:{DAYPART}{_}{_CLOCK_AFTER}|{DAYPART}(?![些已就盘市报会])|{START}{_CLOCK_AFTER}))?"

_WEEKDAY = (
    rf"(?<![{_C}两十每\d])(?:[上下本这]个?)?(?:周|星期|礼拜)(?:[一二三四五六日](?![次年篇期款]|带一路)|(?<=期|拜)天){_OF_DAY}"
)
# One point on the calendar; two of them joined make a range.
_MONTH_TAIL = rf"(?:{_}(?:{_DAYS}{_OF_DAY}|{_MONTH_PART}))?"
_POINT = (
    rf"(?:{_PAIR}两[年天日]|{_YEARS}(?:{_}(?:{_MONTHS}{_MONTH_TAIL}|{_FEAST}(?:小?长?假期?|黄金周|当[天日])?(?:{_}{DAYPART})?|{_PARTS}))?|{_MONTH_WORD}{_MONTH_TAIL}"
    rf"|{_MONTH_ALONE}{_MONTH_TAIL}|{_QUARTER_WORD}|{_WEEKDAY}|{_WEEK_WORD}|{_DAY_ALONE}{_OF_DAY}|{_DAY_WORD}{_OF_DAY}|{CLOCK})"
)
_TO_NOW = rf"{_}(?:[至迄]今|到现在|到目前)(?:为止)?"
_RANGE = (
    rf"(?:{_POINT}(?:起?{SEP}{_POINT}止?|{_TO_NOW}|{_}[与和及]{_}{_POINT}(?=之间))?"
    rf"|(?=1[6-9]|2){_YEAR4}{SEP}(?=1[6-9]|2){_YEAR4}(?![\d.,-])(?=[^\w]|$|[财年度间]))"
)
_UNTIL = rf"(?:(?:截[至止]|(?<=[，,。；;\n])至)(?:当地时间|北京时间)?{_})"
DATE = rf"(?:[今去]年(?:以来)?{_UNTIL}{_RANGE}{_CLOSE}|{_UNTIL}?{_RANGE}{_CLOSE}|{_UNTIL}{DAYPART}(?![\d一二三四五六七八九十]))"
_WEEK_OF_YEAR = rf"(?:第{_}[1-5]\d{_}周(?![年岁]))"
PART = rf"{_UNTIL}?(?:{_QUARTERS}|{_WEEK_OF_YEAR}|(?<![提之以目年日月天向]){_FIRST}|{_PART_ALONE}){_CLOSE}"

_TAIL = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d++)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_MMDD = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
STAMP = (
    rf"(?:(?<![\w.-])(?:(?:1\d|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?!\d){_TAIL}"
    r"|(?:3[01]|[12]\d|0?[1-9])/(?:1[0-2]|0?[1-9])/(?:19|20)\d\d(?: - \d{1,2}:\d\d)?(?!\d)"
    rf"|(?:[A-Z][a-z]{{2}}, )?\d{{1,2}} {_MONTH_NAME} (?:19|20)\d\d(?: \d\d:\d\d:\d\d(?: GMT| UTC| [+-]\d{{4}})?)?"
    rf"|{_MONTH_NAME} \d{{1,2}}, (?:19|20)\d\d"
    rf"|(?:19|20)\d\d{_MMDD}(?![\w.%-]))"
    rf"|(?:(?<=[)\]）】〕])|(?m:^))(?:0[5-9]\d|1[0-3]\d){_MMDD}(?=\s|$)"
    r"|(?<=[©Ⓒ] |©️ |[Rr]ight )(?:19|20)\d\d(?!\d|[ -]*\d)(?!\s?年))"
)
_YY = r"(?:\d{4}|\d\d)"
FISCAL = (
    rf"(?<![A-Za-z\d.])(?:[FC]Y{_}{_YY}|[1-4]Q{_}{_YY}|[12]H{_}{_YY}|(?:19|20)\d\d{_}(?:Q[1-4]|H[12])"
    rf"|(?:Q[1-4]|H[12]){_}(?:19|20)\d\d|[369]M\d\d|(?:19|20)\d\d(?=[FEA]))[FEA]?(?![A-Za-z\d])|{START}\d\d(?:/\d\d)?财年"
)
PLAN = (  # “十四五”期间, “十五五”末
    r"(?<!《)[“「\"]?十[一二三四五六七]五[”」\"]?(?:规划)?"
    r"(?:时期[末初]?期?|期[间末]|末期?|以来|开局之?年|收官之?年|首年|(?:[头首前][一二两三四]|后[二两三四])年)"
)
_DECADE = rf"(?:\d0|[{_C}]十)年代"
_DECADE_IN_WORDS = rf"[一二][〇零○{_C}]{{2}}[〇零○]年代"
ERA = (
    rf"(?<!《){_UNTIL}?(?:(?:公元前?)?(?:{START}(?:1\d|2[01]|\d)|二?十[{_C}]?|[{_C}]){_}世纪(?:{_}{_DECADE})?|[上本]个?世纪(?:{_}{_DECADE})?"
    rf"|{START}(?:1\d|20)\d0年代|{_DECADE_IN_WORDS}|{START}{_DECADE})(?:[初末]期?|中叶|中期|后期|早期|晚期)?{_CLOSE}"
)
_SPENT = r"(?<![用耗花达长约历经满时])"
_INSIDE = r"(?:以来|来(?!自)|之?内|里|间)"
FRAME = (
    rf"(?:{_SPENT}(?:(?:{_LEAD}|(?<=[这那])){_}{_SPAN}(?!时间|之久|历史|经验|半){_INSIDE}?"
    rf"|{_NEARLY}{_}{_SPAN}(?!时间|之久|历史|经验|半){_INSIDE}|(?<!将){_NEARLY}{_}{_SPAN}(?!时间|之久|历史|经验|半)(?=[^\W的]))"
    rf"|(?<![用耗花达长历经满近分]){_SPAN}以?来(?![自说访看回走])|{_SPAN}(?=(?:以?来)?的?{_RECORD}))"
)
OFFSET = rf"(?<![第提])(?!{_COUNT}个多){_SPAN}(?:[之以]?前(?![往夕景面所])|(?:之|以)?后(?![勤续期者果卫]))(?:的今天)?|(?<![提之以目])前[两三]天"
NUMERIC = rf"[\d〇零{_C}两十百半廿]"

# Where each can begin: a character of a class, which the engine finds fast, then a cheap look at what stands around it.
# Nothing is found elsewhere: a new form of a rule must begin at one of its places (a test tries all forms).
_PART_WORDS = tuple(row[0] for row in rows("times_parts") if row[4] == "yes")
_PART_HEADS, _PART_SECONDS = _heads(_PART_WORDS), _seconds(_PART_WORDS)
_LEAD_HEADS = _heads(row[0] for row in rows("times_leads"))
_RECORD_HEADS, _UNIT_HEADS = _heads(words("times_records")), _heads(words("times_units"))
_OPENINGS = (*(row[0] for row in rows("times_words") if row[2]), *words("times_dayparts"), *_PAIRS, "截至", "截止", "至", "公元", *words("times_reigns"))
_WEEK_DAY = rf"[上下本这]?个?(?:周|星期|礼拜)[{_C}日天]"
_DATE_HEADS, _DATE_SECONDS = _heads((*_OPENINGS, *"上下本这个周星礼")), _seconds((*_OPENINGS, *(f"周{c}" for c in f"个周星期礼拜日天{_C}")))
_DATE_WORD = rf"(?=[{_DATE_SECONDS}])(?<=(?={either(_OPENINGS)}|{_WEEK_DAY}).)|(?<=[{''.join(word for word in _OPENINGS if len(word) == 1)}])"
_DATE_NUMBER = rf"(?<=[\d{_C}十廿两零])(?<!\d\d)(?=[\d{_C}〇零○十]{{0,3}}+(?:{_}(?:[年月日号时点:：]|[、和与及]{_}\d{{4}}|/\d|{SEP}[\d{_C}十])|学年|财|会计))"
STARTS = {  # an offset begins where a frame does
    "stamp": (
        r"[\dA-Z](?<![\w.-].)"
        r"(?:(?=\d{3}[-/.]|\d?/|\d? [A-Z]|\d{6}|[a-z]{2}(?:,|[a-z]* \d))|(?<=[©Ⓒ] .)|(?<=©️ .)|(?<=[Rr]ight .))"
    ),
    "era": rf"[截公上本\d十二{_C}](?=.{{0,15}}(?:世纪|年代))",
    "plan": "[“「\"十](?=.{1,2}五)",
    "fiscal": r"[\dFCQH](?<!\d.)(?=[YQHM1-4]|\d{3}[QHFEA \u3000]|\d(?:/\d\d)?财)",
    "date": rf"[\d{_C}十廿两零元{_DATE_HEADS}](?:{_DATE_WORD}|{_DATE_NUMBER}|(?<=元)(?=月))",
    "part": (
        rf"[截第一二三四1-4Q前首头{_PART_HEADS}](?:(?<=[截第前首头Q])(?=[至止季 \u3000\d{_C}十两])|(?<=[一二三四1-4])(?=季)"
        rf"|(?<=[{_PART_HEADS}])(?=[{_PART_SECONDS}]))"
    ),
    "frame": (
        rf"[\d{_C}两十百几数半前{_LEAD_HEADS}](?<!\d\d)(?:(?<=[前{_LEAD_HEADS}])(?<=(?=(?:{_LEAD}|{_NEARLY}){_}{_SPAN}|前[两三]天).)"
        rf"|(?=[\d{_C}两十百千几数半.多余 至到~～—–-]{{0,20}}+[{_UNIT_HEADS}])(?<=(?={_SPAN}[以来的之前后{_RECORD_HEADS}]).)|(?<=[这那].))"
    ),
}
