"""Reporting frames, one function for each construction: source, cue and what is reported in the sentence of the cue.

X表示…, 据X报道…, “…”X说, 援引, 在X看来, 从X获悉, X…：“…”, 数据来源: lines, unnamed 据悉 (guide, section 6). How far they reach
beyond the sentence and how they stand inside one another is told in ``scopes``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import regex
from msgspec.structs import replace

from extract.lexicon import trie, with_role
from extract.link.announced import HEAD, heard_frame, news_frame
from extract.link.carriers import carrier, shown_to, told_to
from extract.link.cues import Cue, Quote, is_news, is_verb
from extract.link.figures import FIGURES, gives_change
from extract.link.inquiries import ASKING, inquiry_frame, latest_frame, survey_frame
from extract.link.labels import caption_frame
from extract.link.mentions import NOBODY, Speakers, can_speak, is_listed, is_named_firm, is_stand_in, kind_of
from extract.link.pending import unsaid
from extract.link.persons import personal_name, spoken_of
from extract.link.quoting import MAX_PREP, ONE_OF, PREP_END, SAYING, SOME, in_quoted_name, quoted_source
from extract.link.ratings import RATINGS
from extract.link.scene import DATA, RESULT, Frame, Setting, bracketed, inside, quote_at, quote_before, sentence_end, times_in
from extract.link.source_words import source_nouns, source_parts
from extract.link.subjects import IN_REPORT, adjoins, clause_start, leading_mention, subject
from extract.link.trailing import behind_quote, trailing_frame
from extract.link.turns import roles, scope_end
from extract.link.written import PUBLISHED, writes_for

_TO_QUOTE = re.compile(r"[^，。；“「\"]{0,6}?[：:，,]?\s?(?=[“「『\"])|[^，。；“「\"]{0,20}?[：:]\s?(?=[“「『\"])")
_TO_QUOTE_MOST = 22
_PARTED = re.compile(
    r"(?:到?\d{4}年[^，。；]{0,3})?[^，。；]{0,3}?(?:[，,：:“「『\"。]|\Z)|[^，。；“「]{0,20}?[：:]\s?[“「『\"]"
    rf"|[^，。；]{{0,14}}?(?:{trie(source_nouns('figures'))}|[财年季周月]报)[，,：:]"
)
_WILL = re.compile(rf"[将拟已再会其该正今去]|{trie(roles()['plan'])}")
"""What a firm whose name nobody knows announces to do (星河|宣布将…)."""
_FIGURES = re.compile(r"(?<=公布|披露)[^，。；：\n]{2,20}?\d")
_PLAINLY = ("宣布", "表示")
_TOLD = re.compile(r"[^，。；：]{0,12}[，,：:]")
_ONE_AT_END = re.compile(rf"(?:{ONE_OF.pattern})\Z")
_BOTH = re.compile(r"[和与及、]|以及")
_FOUND = ("发现", "检测", "证实")
_DOES = re.compile(r"[把将]")
_EXPECTING = "料预"
_CLAIMED = re.compile(r"[^，。；：\d]{2,10}的[^，。；：\d]")
_NEXT = roles()["next"]
ANNOUNCED = ("公告",)
"""What only companies do, whatever their name: behind a time it needs no body known as one."""
_GENERALLY = "普遍"
_FEW_OF = re.compile(r"(?<![第\d])[两二三四五六七八九十数多几\d]{1,3}[名位]\Z")
_FEW_MOST = 4
_PLEADING = ("承认", "否认")
_CHARGES = re.compile(r"其?中?(?:全部)?[一二两三四五六七八九十\d]+[项条宗](?:[^，。；\d]{0,10}(?:控|指|罪|状)|[，。；])")
_DENIED = ("没有", "未", "没", "不曾", "并非")
_DATED_MOST = 12
AUTHOR_ON = re.compile(r"[，,]\s?(?:我(?![国市省县区校院方们])|笔者|记者(?!会))")
"""Behind a quotation, where the author goes on (传单写着「…」，我去问过)."""
_SUM = re.compile(r"了?\d[^，。：:；]{0,30}[，。；]")
_RECORDS = ("记录", "纪录", "数据", "资料", "档案", "账目", "模型")
"""What something is recorded in, of which it is part of the name: 税务|记录."""
_ONE_MADE = re.compile(r"的(?:一[项份篇])?\Z")
_EXPECTED = "计料期"
_MOVES = re.compile(rf"[将会可也仍还全今明年]{{0,4}}[负正]?(?:{trie(roles()['growing'])}|达|超过|突破)")
_THEN = re.compile(r"(?<=...)(?:之[后际前]|(?<![延落])后|(?<![更小])时|以来|的同时)\Z")
_WANTED = ("要求", "建议", "呼吁")
_AT_WISH = re.compile(r"应[^，。]{1,12}\Z")
_OF_THINGS = ("报道", "报导", "公布", "统计")
_ASKED = re.compile(r"(?:对于?|针对|面对|就)[^，。]*\Z")
_MEANTIME = "后时着地中"
_MEANWHILE = re.compile(r"[^，。]{1,8}[后时着地中]\Z")
_VIEW = regex.compile(
    r"(?:(?<!\w)|(?<=[但而可]))(?:(?P<how>在)(?P<name>[^，,。；：]{1,15}?)(?P<cue>看来|眼里|眼中)|(?P<how>[依照])(?P<name>[^，,。；：]{2,15}?)(?P<cue>之见|看来?)|(?P<how>[用按])(?P<name>[^，,。；：]{1,15}?)(?P<cue>的话来?说)"
    r"|(?P<how>[正诚恰]?如同?)(?P<name>[^，,。；：]{2,15}?)(?P<cue>所(?:言|说|述|指出|指|称))"
    r"|(?P<how>从)(?P<name>[^，,。；：]{2,20}?数据)(?P<cue>来?看))[，,：:]"
)
VIEWS = re.compile(f"{HEAD}|{PUBLISHED}|看来|眼[里中]|之见|话来?说|所[言说述指称]|据来?看|{RATINGS}|{FIGURES}")
"""What stands in a sentence in which somebody's view may be told so, or in which somebody may rate something."""
_BY_LAW = re.compile(rf"[^，。；]{{0,10}}?(?:被?判|{trie(with_role('authors', 'charging'))})")
_BY_LAW_MOST = 16
_BEFORE_PREP = "，,；;：:“「（( 而但\n并另且也怕使便算"


def prep_frame(s: Setting, cue: Cue, high: int, cues: list[Cue]) -> Frame | None:
    """据X报道, 根据X的统计, 按X: a preposition, the source, often a closing noun or verb, then what is reported."""
    most = min(high, cue.end + MAX_PREP + bracketed(s.text, cue.end, min(high, cue.end + 3 * MAX_PREP)))
    stop = PREP_END.search(s.text, cue.end, most)
    end = stop.start() if stop else most
    closers = [c for c in cues if cue.end <= c.start < end and (c.frame in ("close", *SAYING) or _is_news(cue, c)) and not in_quoted_name(s, cue, c)]
    if not closers and (not stop or (stop.group() in "。；;\n" and cue.start > 0 and s.text[cue.start - 1] not in _BEFORE_PREP)):
        return None  # 对按协议取得的进展感到满意
    if not closers and s.text[end - 1] in _MEANTIME:
        return None  # 依据行政令将三家公司摘牌后，…
    first = next((c for c in closers if c.start - cue.end >= 2 or c.frame != "close"), None)
    name_end = first.start if first else end
    source = subject(s.text, cue.end, name_end, times_in(s, cue.end, name_end))
    if first and (is_stand_in(s.text[cue.end : first.end]) or (first.start > cue.end and is_listed(s.text[cue.end : first.end]))):
        source = (cue.end, first.end)  # 据该报道: the closing noun is the source
    elif first and source and first.frame == "close" and ONE_OF.fullmatch(s.text, *source):
        source = (source[0], first.end)  # 据一项|研究
    elif first and first.frame == "close" and source is None and (one := _ONE_AT_END.search(s.text, cue.end, first.start)):
        source = (one.start(), first.end)  # 根据发表在…上的一项|研究
    elif first and source and closers[-1].end == end and _BOTH.match(s.text, first.end, closers[-1].start):
        source = (source[0], end)  # 根据公司|公告和某某证券的|报告
    if source is None or (source[1] - source[0] < 2 and not is_stand_in(s.text[slice(*source)])):
        return None
    if _BY_LAW.match(s.text, source[1], min(high, source[1] + _BY_LAW_MOST)) and kind_of(s.text[slice(*source)]) == "document":
        return None  # 依刑法第十条判处…: what a court does
    strict = first is None or cue.word in ("按", "按照", "依照")
    shown = shown_to(s, cue.end, source[0])
    if not shown and not can_speak(s.text, source, NOBODY, strict):
        return None
    last = closers[-1].end if closers and closers[-1].frame != "show" else (closers[-1].end if closers else end)
    begin = max(last, stop.end() if stop and stop.group() in "，,：:" else last)
    marks = [(cue.start, cue.end)] + ([(first.start, last)] if first else [])
    return Frame(cue.start, begin, source, tuple(marks), "prep", begin, high, shown or _told(s, closers) or _reckoned(s, cue))


def _is_news(cue: Cue, later: Cue) -> bool:
    """Does a cue without a source close what a preposition opens (据南湾社|消息称, but not 据|消息称)?"""
    return later.frame == "unnamed" and later.word.startswith("消息") and later.start - cue.end >= 2


def _told(s: Setting, closers: list[Cue]) -> Frame | None:
    """The frame of the outlet that somebody told it (据一名官员告诉《北港晚报》)."""
    return next((told for cue in closers if cue.word.endswith("告诉") and (told := told_to(s, cue))), None)


def _reckoned(s: Setting, cue: Cue) -> Frame | None:
    """The frame of who stands before the preposition in its clause (路透社|根据海关数据计算)."""
    begin = clause_start(s.text, cue.start, max(0, cue.start - MAX_PREP))
    head = subject(s.text, begin, cue.start, times_in(s, begin, cue.start)) if begin < cue.start else None
    if not head or not can_speak(s.text, head, NOBODY, True):
        return None
    return Frame(head[0], cue.end, head, ((cue.start, cue.end),), "say", cue.end, cue.end)


def noun_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame | None:
    """X（日前）公告，…: a noun that closes a phrase elsewhere is the verb of the body or person next to it."""
    if cue.word in ASKING and (asked := survey_frame(s, cue, low, high) or inquiry_frame(s, cue, low, high) or latest_frame(s, cue, low, high)):
        return asked
    if is_news(cue.word):
        return news_frame(s, cue, low, high)
    if not is_verb(cue.word) or s.text[cue.end : cue.end + 1] not in ("，", ","):
        return None
    begin = clause_start(s.text, cue.start, low)
    times = times_in(s, begin, cue.start)
    source = subject(s.text, begin, cue.start, times)
    dated = source is not None and s.text[source[1] : cue.start].strip() in [*_NEXT, *[s.text[slice(*time)] for time in times]]
    if source is None or not can_speak(s.text, source, NOBODY, not (dated and cue.word in ANNOUNCED)) or ONE_OF.match(s.text, source[0]):
        return None
    if not (dated or (gap := s.text[source[1] : cue.start]) in roles()["tail"] or (not gap and is_verb(cue.word, dated=False))):
        return None  # 北港研究院发布年度|报告
    if not dated and cue.word in ANNOUNCED and kind_of(s.text[slice(*source)]) != "organisation":
        return None  # 发布付息|公告
    return _reported(s, cue, begin, source, high) if kind_of(s.text[slice(*source)]) in ("organisation", "person") else None


def say_frame(s: Setting, cue: Cue, low: int, high: int, known: Speakers) -> Frame | None:
    """X表示, … with the outlet or person through which X speaks, if the clause names one."""
    frame = _say_frame(s, cue, low, high, known)
    if frame is None or frame.source is None:
        return frame
    told_apart = max(s.text.rfind("的", *frame.source) + 1, frame.source[0])
    through = carrier(s, frame.source[1], frame.end) or shown_to(s, low, told_apart) or told_to(s, cue) or writes_for(s, frame.source, frame.end)
    return inside(frame, through) if through else frame


def _passing(s: Setting, cue: Cue, high: int) -> bool:
    """Does the clause of a cue only tell when (昨天通报首例后，…)?"""
    stop = PREP_END.search(s.text, cue.end, high)
    return stop is not None and s.text[stop.start() - 1] in ("后", "时", "前")


def _told_then(s: Setting, cue: Cue, high: int) -> int:
    """Where what a verb reports ends when its clause only tells when something else was so (宣布提价后，销量…), else ``high``."""
    if cue.frame == "think" or s.text[cue.end : cue.end + 1] in "，,：:“「" or not (stop := PREP_END.search(s.text, cue.end + 1, high)):
        return high
    then = stop.group() in "，," and _THEN.search(s.text, cue.end, stop.start())
    return stop.start() if then and then.start() - cue.end > 1 and not any(end == then.start() for _, end in times_in(s, cue.end, then.start())) else high


def _noun_of(s: Setting, cue: Cue) -> tuple[int, int] | None:
    """The noun of a cue that is all that is named: 数据显示, 调查发现, 最新数据显示, 报道称."""
    if cue.word.startswith(RESULT):
        return None  # whose result it is stands before
    if is_verb(cue.word[:2]) and any(high == cue.start for _, high in times_in(s, cue.start - _DATED_MOST, cue.start)):
        return None  # 16日公告称: a verb, whose subject stands before
    if cue.frame == "show":
        at = next((at for noun in DATA if (at := cue.word.find(noun)) >= 0), 0)
        return cue.start + at, cue.start + at + 2
    return (cue.start, cue.start + 2) if is_stand_in(cue.word[:2]) else None


def _say_frame(s: Setting, cue: Cue, low: int, high: int, known: Speakers) -> Frame | None:
    """X表示, …: the source is the subject of the cue's clause; no subject means that the speaker before goes on."""
    after = s.text[cue.end : cue.end + 1]
    if after in ("）", ")") or (after == "的" and cue.frame in ("say", "think")):
        return None  # 法院认定的金额
    begin = clause_start(s.text, cue.start, low)
    if after in ("，", "时", "后") and _ASKED.match(s.text, begin, cue.start):
        return None  # 对于外界质疑，…: what is answered
    if (cue.frame == "think" and after in ("了", "过") and cue.word not in _FOUND) or (cue.word in _WANTED and _AT_WISH.search(s.text, begin, cue.start)):
        return None  # 预测了走势, 应公司要求: told, but not as somebody's words
    if cue.word == "自称" and _CLAIMED.match(s.text, cue.end):
        return None  # 自称银行职员的电话
    if cue.word.endswith(_PLEADING) and _CHARGES.match(s.text, cue.end):
        return None  # 承认两项控罪
    if unsaid(s.text, begin, (cue.start, cue.end)):
        return None  # 决议将于周三|公布, 未作|回应
    if s.text[begin : cue.start].endswith((*_DENIED, "遭", "被")) or (s.text[cue.start - 1] == "每" and s.text[cue.start - 2] != "每"):
        return None  # 他还没有宣称; 资方去年遭|查出; 她每|判断一句
    if cue.word == "提出" and _SUM.match(s.text, cue.end):
        return None  # 他提出3亿元的报价: what he does
    times = times_in(s, begin, cue.start)
    source = named = subject(s.text, begin, cue.start, times)
    if source and s.text[source[0]] == "依" and kind_of(s.text[slice(*source)]) == "document":
        return None  # 依刑法第十条判处…: by what, not who
    if source and begin == low and s.text[begin] == "的" and cue.word[:2] in DATA and not can_speak(s.text, source, known, True):
        source = None  # X公布的|选前最后一份|民调显示: whose it is stands before
    elif source is None:
        source = _noun_of(s, cue) if len(cue.word) > 2 else None
    elif cue.word.startswith(RESULT) and not can_speak(s.text, source, known, True):
        of = s.text.rfind("的", source[0], cue.start) + 1
        source = (of or source[0], cue.start + len(RESULT))  # 这款疫苗的试验|结果
    elif cue.frame == "show" and cue.word[:2] in DATA and ONE_OF.fullmatch(s.text, *source):
        source = (source[0], cue.start + 2)  # 一项全国|调查
    elif cue.word[-1] in _EXPECTED and s.text[slice(*source)] in source_parts("place") and _MOVES.match(s.text, cue.end):
        return None  # 出口预计|下降: what is expected
    elif cue.word[0] in _EXPECTING and times and not adjoins(s.text, source[1], cue.start, times):
        return None  # 南湾2月的产量|预计: not who expects it
    elif cue.frame == "show" and cue.word[:2] in DATA and s.text[source[0] - 1 : source[0]] == "的" and begin < source[0] - 2:
        source = subject(s.text, begin, cue.start + 2, times) or source  # 商会公布的学生|统计
    elif cue.frame == "think" and _DOES.search(s.text, source[1], cue.start):
        return None  # 工会把加薪|要求提高了
    elif cue.frame == "show" and cue.word[:2] in DATA and s.text[cue.start - 1] == "的" and ONE_OF.match(s.text, *source):
        source = subject(s.text, begin, cue.start + 2, times) or source  # 一项追踪30名患者的|研究发现
    elif _introduced(s, cue, source, high, known):
        pass
    elif cue.frame == "show" and cue.word[:2] in (*DATA, *_RECORDS):
        source = subject(s.text, begin, cue.start + 2, times) or source  # 纳入六万人的研究|发现
        if not can_speak(s.text, source, known, False):
            return None
    else:
        source = leading_mention(s.text, begin, cue.start, times) if s.text[cue.start - 1] in _MEANTIME else None
        if not source or not _MEANWHILE.match(s.text, source[1], cue.start):
            return None  # but 消防队|到场后确认
    high = _told_then(s, cue, high)
    unparted = after == "了" or not (_parted(s, cue, named, high) or (named is None and _gives_figures(s, cue, begin)))
    given = source is not None and gives_change(s, cue, source)
    if (cue.frame == "give" and not given) or (cue.frame == "tell" and unparted and not given and not (source and _is_person(s, cue, source))):
        return None
    return _reported(s, cue, begin, source, high)


def _introduced(s: Setting, cue: Cue, source: tuple[int, int], high: int, known: Speakers) -> bool:
    """Can the words before a cue be a source: by themselves, or for the cue that introduces them as one?"""
    if can_speak(s.text, source, known, True):
        return True
    words = s.text[slice(*source)]
    made = cue.word[:2] in DATA and _ONE_MADE.sub("", words).endswith((*source_parts("fund"), *source_parts("issue")))
    if cue.frame == "show" and (made or (cue.word[:2] in _RECORDS and words not in source_parts("place"))):
        return False  # 税务|记录显示, 大学主导的|研究显示: no speaker, but what is recorded
    if cue.frame == "think":
        return IN_REPORT.match(s.text, source[1], cue.start) is not None and can_speak(s.text, source, known, False)
    return (cue.frame == "say" and is_named_firm(s.text[slice(*source)])) or (can_speak(s.text, source, known, False) and _parted(s, cue, source, high))


def _parted(s: Setting, cue: Cue, source: tuple[int, int] | None, high: int) -> bool:
    """Is a cue set apart from what it reports by a mark, or from its source by a time?"""
    if (_TOLD if cue.word.startswith("告诉") else _PARTED).match(s.text, cue.end) or (cue.word in _PLAINLY and _WILL.match(s.text, cue.end)):
        return True
    return bool(source and times_in(s, source[1], cue.start) and not _passing(s, cue, high))


def _gives_figures(s: Setting, cue: Cue, begin: int) -> bool:
    """Does a verb of making public begin its clause, with figures behind it (公司举行法说会，公布第二季营收47亿元)?"""
    return cue.start == begin and s.text[begin - 1] in "，," and _FIGURES.match(s.text, cue.end) is not None


def _is_person(s: Setting, cue: Cue, source: tuple[int, int]) -> bool:
    words = s.text[slice(*source)]
    return cue.word not in _OF_THINGS and (is_stand_in(words) or personal_name(words) is not None)


def _of_speaker_before(s: Setting, quote: Quote, begin: int, cue: Cue) -> bool:
    """Does a quotation that ended as a sentence behind a comma belong to who spoke before it (X说，…，“…。”另一位代表则称，…)?"""
    whole = s.text[quote.end - 2 : quote.end - 1] in "。！？" and begin == quote.end
    return whole and s.text[quote.start - 1 : quote.start] in ("，", ",") and s.text[cue.end : cue.end + 1] in ("，", ",", "：", ":")


def _reported(s: Setting, cue: Cue, begin: int, source: tuple[int, int] | None, high: int) -> Frame | None:
    """The frame of a verb of saying with what it reports: the quotation or clause behind it, or the quotation before its clause."""
    start = source[0] if source else cue.start
    marks = ((cue.start, cue.end),)
    k = bisect_left(s.quote_starts, cue.end)
    near = k < len(s.quotes) and s.quote_starts[k] <= cue.end + _TO_QUOTE_MOST
    quoted = _TO_QUOTE.match(s.text, cue.end) if near else None
    quote = quote_at(s, quoted.end()) if quoted else None
    before = quote_before(s, begin)
    before = None if before and source and _of_speaker_before(s, before, begin, cue) else before
    if quote:
        end = quote.end if AUTHOR_ON.match(s.text, quote.end) else max(quote.end, sentence_end(s, quote.end - 1))
        return Frame(start, cue.end, source, marks, "say", before.start if before else cue.end, end)
    rest = s.text[cue.end : high].strip(" 。；！？!?\n”」』，,：:了")
    if len(rest) > 3 or (len(rest) > 1 and any(c.isdigit() for c in rest)):
        return Frame(start, cue.end, source, marks, "say", before.start if before else cue.end, scope_end(s.text, cue.end, high))
    if before:
        return Frame(start, cue.end, source, marks, "say", before.start, high)
    if s.text[cue.end : cue.end + 1] in ("：", ":"):
        return Frame(start, cue.end, source, marks, "say", cue.end, high)
    return trailing_frame(s, cue.start, cue.end, begin, source)


def authored(s: Setting, cue: Cue, written: Frame, high: int) -> Frame | None:
    """The frame of what the author of an article says in it, whom an outlet prints (《北港时报》刊登学者何远的文章|说，…)."""
    frame = _reported(s, cue, cue.start, written.source, high)
    return inside(frame, written.outer) if frame and written.outer else frame


def colon_frames(s: Setting, low: int, high: int, found: list[Frame], known: Speakers) -> list[Frame]:
    """X …：“…”: who stands before the colon of a quotation speaks it, whatever the verb (梁乐儿一度哽咽：「…」)."""
    out: list[Frame] = []
    first = bisect_left(s.quote_starts, low)
    for quote in s.quotes[first : bisect_left(s.quote_starts, high, first)]:
        colon = len(s.text[low : quote.start].rstrip()) + low - 1
        if s.text[colon] not in "：:" or any(f.end == colon or (f.low <= quote.start < f.high and f.start >= clause_start(s.text, colon, low)) for f in found):
            continue
        begin = clause_start(s.text, colon, low)
        named = next(iter(spoken_of(s.text, begin, colon)), None)
        source = subject(s.text, begin, colon, times_in(s, begin, colon))
        if source and s.text[source[0]] in "他她" and is_stand_in(s.text[slice(*source)]):
            named = source
        elif named and source and source[0] <= named[0]:
            named = (source[0], named[1])
        elif not (source and can_speak(s.text, source, known, True)):
            continue
        else:
            named = source
        out.append(Frame(named[0], colon, named, ((colon, colon + 1),), "say", quote.start, max(quote.end, sentence_end(s, quote.end - 1))))
    return out


def view_frame(s: Setting, low: int, high: int) -> Frame | None:
    """在X看来, 用X的话说, 如X所言, 从X的数据看: X is the source of the rest of the sentence."""
    m = _VIEW.search(s.text, low, high)
    if not m:
        return None
    low_name, high_name = m.span("name")
    source = subject(s.text, low_name, high_name, times_in(s, low_name, high_name))
    if not source or (m["how"] != "在" and not can_speak(s.text, source, NOBODY, True)):
        return None
    return Frame(m.start(), m.end(), source, (m.span("how"), m.span("cue")), "say", m.end(), scope_end(s.text, m.end(), high))


def is_nobody(cue: Cue) -> bool:
    """Is an unnamed source not even one of a kind (据估计, 外传, but not 有分析称)?"""
    return not SOME.match(cue.word)


def unnamed_frame(s: Setting, cue: Cue, low: int, high: int) -> Frame:
    """据悉, 有分析称: a source that nobody names."""
    named = SOME.match(cue.word)
    if cue.word.startswith(_GENERALLY):
        begin = clause_start(s.text, cue.start, low)
        source = subject(s.text, begin, cue.start, times_in(s, begin, cue.start))
        if source and can_speak(s.text, source, NOBODY, True) and (said := _reported(s, cue, begin, source, high)):
            return replace(said, form="unnamed") if is_listed(s.text[slice(*source)]) else said  # 分析师|普遍预计
    at = (cue.start + named.start(1), cue.start + named.end(1)) if named else (cue.start, cue.end)
    if named and (few := _FEW_OF.search(s.text, max(low, at[0] - _FEW_MOST), at[0])):
        at = (few.start(), at[1])  # 两名|消息人士称
    return Frame(cue.start, cue.end, at, ((cue.start, cue.end),), "unnamed", behind_quote(s, cue.start, cue.end, low), high)


def cue_frame(s: Setting, cue: Cue, low: int, high: int, cues: list[Cue], known: Speakers) -> Frame | None:
    """The frame that a cue opens in ``text[low:high]``, what is left of its sentence; ``cues`` are those of the sentence."""
    if cue.frame == "close":
        return noun_frame(s, cue, low, high)
    if cue.frame == "give" or cue.frame in SAYING:
        return say_frame(s, cue, low, high, known)
    if cue.frame == "prep":
        if cue.start > low and len(cue.word) == 1 and s.text[cue.start - 1] not in _BEFORE_PREP:
            return None
        if s.text[cue.end : cue.end + 1] == "了" or (cue.start > low and s.text[cue.start - 1] == "在"):
            return None  # 在查阅了公报后: what somebody does
        quoting = next((c for c in cues if c.frame == "quote_prep" and cue.end + 1 < c.start < cue.end + MAX_PREP), None)
        within = quoting and not PREP_END.search(s.text, cue.end, quoting.start)
        return quoted_source(s, quoting, cue.end, high, cues) if quoting and within else prep_frame(s, cue, high, cues)
    if cue.frame == "quote_prep":
        return quoted_source(s, cue, low, high, cues)
    if cue.frame == "unnamed":
        return unnamed_frame(s, cue, low, high)
    if cue.frame == "get":
        return heard_frame(s, cue, low, high)
    return caption_frame(s, cue, low, high) if cue.frame == "caption" else None
