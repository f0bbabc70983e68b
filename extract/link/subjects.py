"""Where the name of a source begins and ends: before a reporting verb, behind a relative clause, at the head of a clause."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import one_of, rows, trie
from extract.link.mentions import (
    EDGE,
    NAMED,
    NAMELESS,
    SHARE,
    by_surname,
    closing_characters,
    ends_known,
    holds_clause,
    is_named_firm,
    is_no_source,
    is_stand_in,
    issuer,
    kind_of,
)
from extract.link.pending import unpublished
from extract.link.persons import is_name, named_with_that, personal_name, spoken_of, titles
from extract.link.relatives import before_aside, behind_aside, by_whom, makers, making
from extract.link.source_words import is_known, source_nouns, source_parts
from extract.link.turns import roles

_BREAK = re.compile(r"[【】，,。；;！!？?：:\n（）()”」』“「…—]|\s{2,}")
_CLAUSE_MARK = re.compile(r"[，。；：“「\n]")
_BREAKS = frozenset("【】，,。；;！!？?：:\n（）()”」』“「…—")
_LAST_STOP = re.compile(f"(?s:.*{one_of(sorted(_BREAKS | {'》', ' '}))})")
_BYLINE = re.compile(r"记者|[电讯][）)]|编辑|译者|报道[）)]")
_DATELINE = re.compile(
    r"[^\s，。；（）]{2,24}[电讯](?:[（(][^）)]*[）)])?[\s\u3000]+(?:[-–—]\s*)?|[（(][^（）()\n]{2,40}(?:电|讯|报[道导]|网)[）)]\s?"
    r"|[^\s，。；（）\d]{2,10}\d{1,2}月\d{1,2}日(?:[电讯]\s?)?\s?[-–—]\s?"
)
_DAY_NUMBER = re.compile(r"[今昨前明本上去][（(](?:\d{1,4}|[一二三四五六七八九十]{1,3})[）)][日天晚晨早月年](?:晚间?|上午|下午|晨|凌晨|中午|傍晚)?")
"""昨（13）日, as papers in Taiwan date."""
_ITS = re.compile(rf"其(?=[^，。；：的]{{0,6}}{trie(source_parts('its'))}.{{2}})")
_CREDIT = re.compile(r"©(?:[A-Z][A-Za-z]+ ?)+(?=.)")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_DATED = re.compile(r"\d|[今昨前近上本]|周|星期")
_COUNT_LAST = re.compile(r"(?<!第)[\d一两三四五六七八九十百千万几数多](?:处|所|家|间|台|部|社|行|队|网)\Z")
_COUNTS = re.compile(r"(?<![等\d])[\d一两三四五六七八九十百千万]+余?多?[家名个位]")
_PLACES, _IN_NAMES = "上中下内里后前时会", "中于之同正公继"
_MANNER = re.compile(r"(?<=..)[一-鿿]{2}地\Z|(?<=..)[一-鿿]{4}地\Z")
_SHE_OR_HE = ("他", "她", "佢")
_PRONOUN = re.compile(r"(?:他|她|佢)[们哋]?(?![的所嘅])")
_STUDY = re.compile(rf".*的(?P<study>[一另这该][项份篇个](?:最新|联合|相关)?{trie(source_nouns('one_of_many'))})[则也还亦却]?", re.DOTALL)
_NOTED = re.compile(r"(?:[①-⒛]|\[\d{1,3}\])+")
_LONG_BEFORE = re.compile(r"[\d、月日周]|星期|昨天|今天")
_ONE = re.compile(r"[一两数几\d]+[名位个]")
_LEAST_CALLED, _TELLING_MOST = 6, 2
_CALLED = re.compile(
    r"[^，。；：“「]{0,12}?(?:名[为叫]|(?<=[家个名位所间])(?:叫[做作]?|取名))[“「]?(?P<name>[^，。“”「」的]{2,15})[”」]?的[^的]{2,12}\Z"
)
_AS = r"以(?=[^，。；\n]{1,12}(?:方式|形式|身份|名义|为例))"
_ASKING = r"(?:访问|走访|采访|调查|询问)了?(?=[\d一二三四五六七八九十百千,]+[余多]?[名位人家])|[今昨明前]日?天?[（(]\d{1,2}日?[）)]"
_FIRMS = source_parts("group")  # 明天|控股 is no time
IN_REPORT = re.compile(rf"[则也还亦便]?在[^，。]{{0,16}}?{trie(source_nouns('spoken_in'))}[中里上]")
"""In what somebody says something (东岭期货|在10月的报告中|预测)."""
_EVENTS = ("大选", "选举", "改选", "补选")  # 国会|大选 is no body
_SURNAME = "曾"
_HAN_GAP = re.compile(r"[一-鿿] [一-鿿]")
_RECEIVED = re.compile(r"(?:在?接受|受访(?=时|后|中|期间|过程|\Z)|受访者(?!..?(?:先生|女士|小姐|太太|某))|出席|回应|回复|回覆)")
_RECEIVING = "在接受出回"
_PREDICATE = re.compile(r"[一-鿿]{2}是[一-鿿]?\Z")  # 焦点是|周五…, 看点是定|于…: what is said to be something speaks of nothing
_BEHIND = re.compile(r" ?[A-Za-z][A-Za-z .&'-]*[A-Za-z.]")
_OF_THOSE = re.compile(r"接受[^，。的]{2,12}(?:调查|访问|采访)的(?=..)|出席[^，。的]{2,12}的(?=..)")
LONGEST = 30  # so many characters are looked through for whom a clause begins with


def clause_start(text: str, pos: int, floor: int) -> int:
    """Where the clause that holds ``pos`` begins: after the last mark, but a bracket that closes before ``pos`` belongs to it."""
    at = pos
    while stop := _LAST_STOP.match(text, floor, at):
        at = stop.end()
        char = text[at - 1]
        if char == "," and text[at - 2].isdigit() and text[at : at + 1].isdigit():
            at -= 1  # 追踪2,140名患者
            continue
        if char in "）)":
            opening = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
            if opening > floor and at - opening < 60 and not _BYLINE.search(text, opening, at):
                at = opening
                continue
        if char == "》":
            opening = text.rfind("《", floor, at)
            if opening >= floor:
                at = opening
                continue
        if char in "”」" and text[at - 2 : at - 1] not in "。！？，,!?":
            opening = max(text.rfind("“", floor, at), text.rfind("「", floor, at))
            named = at < pos or (opening > floor and text[opening - 1].isalnum()) or _is_outlet(text[opening + 1 : at - 1])  # 环保团体「蓝岬守护者」估计
            if opening >= floor and at - opening < 20 and named:
                at = opening
                continue
        if char in _BREAKS or (char == " " and _HAN_GAP.match(text, at - 2)):
            return at
        at -= 1
    return min(floor, pos)


def _is_outlet(words: str) -> bool:
    """Is what stands in quotation marks an outlet (「北港邮报」)?"""
    return words.isalnum() and ends_known(words) and kind_of(words) == "publication"


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?!{trie(roles()['nolead'])})(?:{trie((*roles()['lead'], *roles()['turn']))})[、\s]?")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(roles()['tail'])})\Z")


@cache
def _cut() -> re.Pattern[str]:
    """An adverbial that cuts a mention off, as the group ``words``; a first character stands before all else, for speed."""
    words = roles()["cut"]
    named = "在野|对外|受访者..?(?:先生|女士|小姐|太太|某)|主持人|就业|向阳|于氏|在(?:线(?!上)|[岸地县任职])|跟踪(?:[服公机]|网站)"
    adverbial = rf"{_AS}|{_ASKING}|(?!{named}){trie(words)}"
    firsts = one_of(sorted({_AS[0], *"访走采调询今昨明前", *(word[0] for word in words)}))
    return re.compile(rf"{firsts}(?<=...)(?<!反.)(?<=(?=(?P<words>{adverbial})).)")


@cache
def _trailing() -> frozenset[str]:
    """With what the adverbs and marks end that lead over from a mention to its verb."""
    return frozenset(EDGE) | {"地"} | {word[-1] for word in roles()["tail"]}


def subject(text: str, start: int, end: int, times: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The source before a verb of saying, in ``text[start:end]``; None where only adverbs stand there (还表示, 并称).

    ``times`` are time mentions of the text: 汇丰银行周二称 names 汇丰银行.
    """
    if (start == 0 or text[start - 1] == "\n") and (dateline := _DATELINE.match(text, start, end)):
        start = dateline.end()
    if "）" in text[start:end] or ")" in text[start:end]:
        times = sorted([*times, *[m.span() for m in _DAY_NUMBER.finditer(text, start, end)]])
    start = _behind_leads(text, start, end, times)
    if start >= end:
        return None
    start = behind_aside(text, start, end)
    first, words = text[start], text[start:end]
    if first in _RECEIVING and _RECEIVED.match(text, start, end) and not _OF_THOSE.match(text, start, end):
        return None  # 接受访问时表示: the subject stands in a clause before
    if first in _SHE_OR_HE and (pronoun := _PRONOUN.match(text, start, end)):
        return pronoun.span()
    if "的" in words and _LONG_BEFORE.search(words) and (study := _STUDY.fullmatch(text, start, end)):
        high = issuer(text, start, study.start("study"))
        return (start, high) if high else study.span("study")  # 商会在7月完成的一份报告; 追踪11年的|一项研究
    if ("名" in words or "叫" in words) and (called := _CALLED.match(text, start, end)):
        return called.span("name")  # 这家名为青禾的公司
    if "的" in words:
        start = _after_relative(text, start, end, next((low for low, _ in times if start + 2 <= low < end), end))
    for low, high in times:
        if start + 2 <= low < end and not _in_title(text, start, low):
            aside = _BRACKETED.match(text, high, end)
            rest = aside.end() if aside else high
            if personal_name(text[rest:end]):
                start = rest  # 四营村昨天（22日）村民文女士
            else:
                end = low
            break
    behind = start
    if "（" in words or "(" in words:
        end, behind = before_aside(text, start, end)  # 「守望热线」（电话：2111 0456）: no end of a name within a bracket
    m = _cut_at(text, behind, end)
    if m and _ONE.fullmatch(text, start, m.start()) and text.find("的", m.end("words"), end) >= 0:
        m = None  # 一位曾在三家厂任职的|工程师
    if m:
        after = text.rfind("的", m.end("words"), end) + 1
        if after and not ends_known(text[start : m.start()]) and ends_known(_BRACKETED.sub("", text[after:end])):
            start = after  # 总部位于北港的南湾银行: the relative clause stands before the name
        else:
            end = m.start()
    end = _without_tail(text, start, end)
    end = _at_name(text, start, end)
    return (start, end) if start < end and not _PREDICATE.search(text, start, end) else None


def _at_name(text: str, start: int, end: int) -> int:
    """Where a mention ends at the name of a person whom a word or two of telling follow (处长陆则|解读称, 学者何远|做过)."""
    if end - start < _LEAST_CALLED or "的" in text[start:end] or ends_known(text[start:end]) or personal_name(text[start:end]):
        return end
    persons = spoken_of(text, start, end)
    return persons[-1][1] if persons and 0 < end - persons[-1][1] <= _TELLING_MOST and persons[-1][0] > start else end


def _behind_leads(text: str, start: int, end: int, times: list[tuple[int, int]]) -> int:
    """Where a mention begins behind footnote marks, times and the adverbs that lead up to it."""
    if start < end and (mark := _NOTED.match(text, start, end)):
        start = mark.end()
    lead = True
    while lead:
        lead = False
        if start < end and text[start] in "©（(" and (aside := _CREDIT.match(text, start, end) or _BRACKETED.match(text, start, end)):
            start = aside.end()
        for low, high in times:
            if low == start and high <= end and not (text[start].isdigit() and _numbered().match(text, start, end)) and not text.startswith(_FIRMS, high):
                start, lead = high + (text[high : high + 1] == "时" and high + 1 < end), True
        if start >= end or text[start] not in _leading():
            continue
        m = _lead().match(text, start, end)
        if m and m.group().strip() and not (m.group() == _SURNAME and _is_called(text, start, end)):
            start, lead = m.end(), True
        if start < end and text[start] in makers() and (made := making().match(text, start, end) or by_whom().match(text, start, end)):
            start, lead = made.end(), True  # 公布的|一份民调, 由|北港商会委托进行的调查
        if start < end and text[start] == "其" and (its := _ITS.match(text, start, end)):
            start, lead = its.end(), True  # 其|第一大股东岭湾控股
        while start < end and text[start] in EDGE:
            start, lead = start + 1, True
        if end - start > 2 and text[start] == "有" and text[start + 1] != "关":
            start, lead = start + 1, True
    return start


@cache
def _leading() -> frozenset[str]:
    """With what the words begin that stand before a mention and belong to none."""
    return makers() | frozenset(EDGE) | {"有", "其"} | {word[0] for word in (*roles()["lead"], *roles()["turn"])}


@cache
def _numbered() -> re.Pattern[str]:
    """A name that begins with a number (21世纪经济报道)."""
    return re.compile(trie(tuple(word for word, _ in rows("sourcekinds") if word[0].isdigit())))


def _is_called(text: str, start: int, end: int) -> bool:
    """Is 曾 a surname: do the words at ``start`` stand before in the text, and not as 曾 with an adverb (曾益新, but 曾公开)?"""
    return any(text.find(text[start : start + n], 0, start) >= 0 and not _lead_or_tail().fullmatch(text, start + 1, start + n) for n in (3, 2) if start + n <= end)


@cache
def _lead_or_tail() -> re.Pattern[str]:
    return re.compile(rf"{trie((*roles()['lead'], *roles()['tail'], *roles()['cut']))}.?")


def _without_tail(text: str, start: int, end: int) -> int:
    """Where a mention ends before the adverbs and marks that lead over to its verb (林岚|无奈地)."""
    while end > start and text[end - 1] in _trailing():
        if is_stand_in(text[start:end]):
            break
        m = _tail().search(text, start, end)
        if m and _in_name(text, start, m.start(), end):
            break
        if m and m.start() < m.end():
            end = m.start()
        elif text[end - 1] in EDGE and not named_with_that(text, start, end):
            end -= 1
        elif text[end - 1] == "地" and (m := _MANNER.search(text, start, end)) and not ends_known(text[start:end]):
            end = m.start()
        else:
            break
    return end


def adjoins(text: str, end: int, pos: int, times: list[tuple[int, int]]) -> bool:
    """Do no words but times, adverbs and adverbials follow the time that cuts off a mention at ``end``, up to its verb at ``pos``?"""
    at = end
    if not any(low == end for low, _ in times):
        return True
    while at < pos and (after := next((high for low, high in times if low <= at < high), 0)):
        at = after
    rest = text[at:pos].strip(EDGE + "（）()")
    return len(rest) < 2 or _cut().match(text, at, pos) is not None or _lead_or_tail().match(rest) is not None


def _cut_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where an adverbial begins in a mention; a character of a name (邱于庭) is none."""
    m = _cut().search(text, start, end)
    while m and (_in_name(text, start, m.start(), m.start() + 2) or _in_title(text, start, m.start()) or _names(text, start, m.start(), end)):
        m = _cut().search(text, m.end("words"), end)
    return m


def _in_title(text: str, start: int, pos: int) -> bool:
    """Does ``pos`` lie within 《…》, “…” or 「…」?"""
    return any(text.rfind(opening, start, pos) > text.rfind(closing, start, pos) for opening, closing in ("《》", "“”", "「」"))


def _names(text: str, start: int, pos: int, end: int) -> bool:
    """Is 于 the surname of who is named behind a title (分析师|于博)?"""
    name = text[pos:end].partition("的")[0]
    return name[0] == "于" and 2 <= len(name) <= 3 and name[-1] not in _PLACES and bool(_ends_with_title().search(text, start, pos))


def _in_name(text: str, start: int, pos: int, end: int) -> bool:
    """Does the one character at ``pos`` belong to a personal name that begins before it: after a title a surname (教授施慧|中)?"""
    if end - pos > 2 or text[pos] not in _IN_NAMES or _DATED.match(text, pos + 1):
        return False
    for length in (2, 1):
        first = pos - length
        if by_surname().fullmatch(text, first, pos + 1) and (first == start or _ends_with_title().search(text, start, first)):
            return True
    return False


@cache
def _ends_with_title() -> re.Pattern[str]:
    return re.compile(rf"{trie(titles())}\Z")


def _after_relative(text: str, start: int, end: int, stop: int) -> int:
    """Where the name begins behind a relative clause (在早市卖了二十年菜的|莎丽法, 刊登于…的|研究); a possessor (协会的|会长) stays.

    ``stop`` is where a time follows the name, else ``end``.
    """
    of = text.rfind("的", start, end)
    if of - start < 3 or end - of < 3:
        return start
    possessor = (ends_known(_BRACKETED.sub("", text[start:of])) or is_name(text[start:of])) and not is_no_source(text[start:of])
    if possessor or NAMELESS.search(text, start, end) or SHARE.match(text[start:of]) or (text[start:of].endswith("》") and text[start] == "《"):
        return start
    m = _cut_at(text, start, of)
    if m and (ends_known(text[start : m.start()]) or is_name(text[start : m.start()]) or personal_name(text[start : m.start()])):
        return start  # 外长德雷诺在会后的记者会上: the clause follows the name
    if text[of + 1 : end] in source_parts("said") or (start < (at := text.find("在", start, of)) and IN_REPORT.match(text, at, end)):
        return start  # 最高领导人的谈话; 东岭期货在10月的报告中
    m = _cut_at(text, of + 1, end)
    name = re.sub(r"[（(][^（）()]*[）)]\Z", "", text[of + 1 : m.start() if m else end])
    while name and (tail := _tail().search(name)) and tail.start() > 1:
        name = name[: tail.start()]
    kind = kind_of(name)
    if is_known(name):
        return of + 1
    if (is_name(name) or personal_name(name)) and (kind == "person" or not ends_known(name)):
        return of + 1
    if _COUNTS.search(text, start, of):
        body = _BRACKETED.sub("", text[of + 1 : stop])
        if len(body) > 3 and ends_known(body) and kind_of(body) == "organisation":
            return of + 1  # 约290家公司加盟的|北港航空协会
    if _ONE.match(text, start, of) and kind == "person":
        return start  # 一位当过船长的工程师
    if is_stand_in(name) and kind == "publication":
        return start  # 路透社发自北港的报道
    if kind == "document" and text[start:of].endswith(source_parts("seen")):
        return of + 1  # 路透社看到的|文件
    if not ends_known(name) or kind in ("organisation", "unnamed") or (kind != "person" and issuer(text, start, of)):
        return start  # 协会去年发布的报告: who issues it belongs to it; 北港的商会: a body's name may hold 的
    return of + 1


def after_lead(text: str, start: int, end: int) -> int:
    """Where a mention begins after the words that lead up to it: prepositions and adverbs (据, 不过)."""
    m = _leads().match(text, start, end)
    return m.end() if m else start


@cache
def _leads() -> re.Pattern[str]:
    prepositions = tuple(word for word, frame, _ in rows("cues") if frame == "prep" or (frame == "quote_prep" and len(word) > 1))
    return re.compile(rf"(?:{trie((*roles()['lead'], *prepositions))}|[、\s•●■◆▲])*")


def leading_mention(text: str, start: int, end: int, times: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Whom a clause without reporting words begins with: a stand-in, a person, or the longest words that end like a source."""
    if unpublished(text, start, end):
        return None
    if (start == 0 or text[start - 1] == "\n") and (dateline := _DATELINE.match(text, start, end)):
        start = dateline.end()
    begin = after_lead(text, start, end)
    while times and (at := next((high for low, high in times if low == begin and high <= end), 0)):
        begin = after_lead(text, at, end)
    begin = behind_aside(text, begin, end)
    if text.startswith(_SHE_OR_HE, begin):
        return begin, begin + 1
    of = text.find("的", begin, min(end, begin + LONGEST)) + 1
    if of and is_no_source(text[begin:of]):
        begin = of  # 由大学牵头的|团队
    clause = _CLAUSE_MARK.search(text, begin, min(end, begin + LONGEST))
    persons = spoken_of(text, begin, clause.end() if clause else min(end, begin + LONGEST))
    person = persons[0] if persons else None
    if person and not _BREAK.search(text, begin, person[0]) and (person[0] == begin or ends_known(text[begin : person[0]]) or text[person[0] - 1] == "的"):
        return begin if text[person[0] - 1] != "的" else person[0], person[1]
    stop = min(end, begin + LONGEST)
    for found in (_BREAK.search(text, begin, min(end, stop + LONGEST)), _cut_at(text, begin, min(end, stop + LONGEST))):
        stop = min(stop, found.start()) if found else stop
    until = min([at for at, _ in times if begin < at <= stop], default=stop)
    if until < end and is_named_firm(text[begin:until]):
        return begin, until
    closing = closing_characters()
    for high in range(stop, begin + 1, -1):
        if text[high - 1] not in closing or text.startswith(_EVENTS, high):
            continue
        words = text[begin:high]
        if is_stand_in(words) or (ends_known(words) and not (high - begin > 4 and _COUNTS.search(words, 2))):
            quoted = NAMED.match(text, high, end)
            latin = _BEHIND.match(text, high, end)
            whole = quoted or (None if latin and latin.end() == end and text[end : end + 1].isalnum() else latin)
            return None if is_no_source(words) or holds_clause(words) or _COUNT_LAST.search(words) else (begin, whole.end() if whole else high)
    return None
