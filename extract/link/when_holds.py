"""What a time holds for: whether it can be that of a claim at all, of an amount after it, and of the clauses that follow.

All offsets are code points of the one normalised text that is passed in. Words come from ``times_*.tsv``.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache

from extract.lexicon import rows, trie, words
from extract.link.edtf_parts import OPEN_END, present_words
from extract.schema import TimeMention

CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")
_DATELINE = re.compile(r"[^（）()\n。，]{0,10}(?:电|电讯|报导|报道|讯)[)）]|\s*(?:(?:电|讯|消息)[\s，,：:]|[-—–]{1,2}\s)")
_CREDIT = re.compile(r"(?:摄|传真|提供|照片|社|图)[)）]?\s*$")
DAY = re.compile(r"[日号天晚夜晨]|周|星期|礼拜|[-/]\d")
_STAMP = re.compile(r"\d{4}[-/.]\d[^年季]*|\d{7,8}|\d\d?/.*|[A-Z][a-z].*|\d{4}", re.DOTALL)
EVENT = "time.event"  # the rule of times that events and seasons name
OPEN = re.compile(r"\s?(?:起|开始|以来)")
_SINCE = re.compile("以?来")
_SAME_PERIOD = "同期"
_YEAR_NUMBER = re.compile(r"\d年")
_QUOTE = re.compile("[“「『]|(?P<closing>[”」』])")
_WHILE = re.compile("[，,]而[^，,。；;]{0,10}已")
_OF_WHOM = re.compile("(?:即将|曾|刚刚?)[^，,。；;]{1,12}的[^，,。；;的]{1,8}[，,]")
_AS_BASE = re.compile("的*(?:水平|水准|基础)")
_LENGTH = re.compile(r"(?<!\d\d)(?:\d{1,2}|[一二三四五六七八九十])年\Z")
_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})个?月")
_FROM = re.compile("[由从][^，,。；;到至的]{0,4}\\Z")
_TURN = re.compile(r"(?<!午)[前后时]\Z|(?<![任期])内\Z")
_MINUTES = re.compile("分钟|秒|小时|钟头")
FROM_REACH = 5  # characters from 由 to the amount that something changes from
DUE_REACH = 24  # characters from the word for a date or term to the time that gives it
VAGUE_CLAUSES = 2  # marks between clauses over which 目前 and 上月 go on to hold (as on train)
SPEECH_REACH = 16  # characters from a day to the verb of saying that it belongs to


@cache
def speech() -> re.Pattern[str]:
    """Verbs of saying and publishing."""
    return re.compile("|".join(words("times_speech")))


@cache
def _report() -> re.Pattern[str]:
    """What follows the date of a report, which is not that of what it tells: (上月)的一份调查, (去年)发表的研究."""
    return re.compile(rf"(?:发[表布]|公布|出炉|刊[登发出])?的?(?:[一这那]?[份项个篇][^，。；\d]{{0,4}})?(?:{'|'.join(words('times_reports'))})(?!了|\d|新增)")


@cache
def _record() -> re.Pattern[str]:
    return re.compile(rf"(?:以?来)?的?(?:{'|'.join(words('times_records'))})")


@cache
def _compare() -> tuple[tuple[str, int, str], ...]:
    known = ((word, int(reach), closing) for word, reach, closing in rows("times_compare"))
    return tuple(sorted(known, key=lambda row: -len(row[0])))


@cache
def _comparing() -> tuple[str, ...]:
    """The words alone: most times have none of them before."""
    return words("times_compare")


@cache
def _closing(word: str) -> re.Pattern[str]:
    """The word that closes a comparison, as no part of words that begin or end as it does (同比, 比赛)."""
    return re.compile(rf"(?<![同环占]){word}(?![赛重例率])")


def clause_of(text: str, start: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two commas, or the like, that holds ``start``, inside the sentence."""
    marks = _clause_marks(text, *sentence)
    k = bisect_left(marks, start)
    return marks[k - 1] + 1 if k else sentence[0], marks[k] if k < len(marks) else sentence[1]


@lru_cache(maxsize=8)
def _clause_marks(text: str, low: int, high: int) -> array[int]:
    """Where the marks stand between which clauses lie; those of a sentence are asked for again and again."""
    return array("q", (mark.start() for mark in CLAUSE_END.finditer(text, low, high) if not _in_number(text, mark.start())))


def _in_number(text: str, at: int) -> bool:
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def eligible(mention: TimeMention, text: str) -> bool:
    """Whether a time can be that of any claim: no dateline, photo credit, date stamp, clock time, name or reach of a record."""
    if _STAMP.fullmatch(mention.text) or _name().match(text, mention.end) or _of_length(mention, text):
        return False
    if mention.rule == "time.clock" and "时" not in mention.text:
        return False
    if mention.rule == "time.date" and _DATELINE.match(text, mention.end):
        return False
    line_end = text[mention.end : mention.end + 1] in {"", "\n"}
    if line_end and _CREDIT.search(text[max(0, mention.start - 12) : mention.start]):
        return False
    reaches_back = mention.rule == "time.frame" or _SINCE.search(text, mention.start, mention.end + 2)
    return not (reaches_back and _record().match(text, mention.end))


def _of_length(mention: TimeMention, text: str) -> bool:
    """Whether it is the end of a length (8年|6月徒刑) or minutes and hours counted from something (19分钟后)."""
    if text.endswith("年", 0, mention.start) and _MONTH.fullmatch(mention.text):
        return _LENGTH.search(text, max(0, mention.start - 3), mention.start) is not None
    return mention.rule == "time.offset" and _MINUTES.search(mention.text) is not None


def holds(mention: TimeMention, start: int, text: str, clause_end: int) -> bool:
    """Whether a time that stands before an amount can hold for it: not the base of a comparison, not the day of a report.

    ``start`` is where the amount begins, ``clause_end`` where the clause of the time ends.
    """
    gap = text[mention.end : start]
    for word, reach, closing in _compare() if text.endswith(_comparing(), 0, mention.start) else ():
        if text.endswith(word, 0, mention.start) and (not closing or (closed := _closed(closing, text, mention.end, clause_end))):
            if closing and closed <= start:
                return False
            if OPEN.match(text, mention.end) or (mention.rule != "time.period" and OPEN_END.search(mention.text)):
                break
            return len(gap) <= reach and (reach > 1 or gap in {"", "的"}) and not (gap and gap[0] in "，,")
    if mention.text.endswith(_SAME_PERIOD) and gap.endswith("的"):
        return False
    if _AS_BASE.match(text, mention.end, start) or (mention.rule == EVENT and _changed(mention, start, text)):
        return False
    return not (_of_report(mention, start, text) or _of_speech(mention, start, text, clause_end))


def _changed(mention: TimeMention, start: int, text: str) -> bool:
    """Whether the amount is what something comes from after the event (通车后车程由|3小时缩短到1小时): it held before."""
    return "后" in mention.text and bool(_FROM.search(text, max(mention.end, start - FROM_REACH), start))


def of_another_year(mention: TimeMention) -> bool:
    """Whether it is 去年同期 or the like, which are there to compare; 同期 alone is the time named before."""
    return mention.text.endswith(_SAME_PERIOD) and mention.text != _SAME_PERIOD


def _closed(closing: str, text: str, low: int, high: int) -> int:
    """Where the word that closes a comparison ends in the stretch, 0 where there is none."""
    found = _closing(closing).search(text, low, high)
    return found.end() if found else 0


def _of_report(mention: TimeMention, start: int, text: str) -> bool:
    """Whether it is the day or month of a report, survey or article, and not that of what this tells."""
    return not _YEAR_NUMBER.search(mention.text) and bool(_report().match(text, mention.end, start))


def _of_speech(mention: TimeMention, start: int, text: str, clause_end: int) -> bool:
    """Whether it is the day on which something was said or published, in a clause before that of the amount."""
    if start <= clause_end or (mention.rule != EVENT and ("年" in mention.text or not DAY.search(mention.text))):
        return False
    verb = speech().search(text, mention.end, min(mention.end + SPEECH_REACH, clause_end))
    return bool(verb and verb.end() <= start)


@cache
def stay(place: str) -> tuple[str, ...]:
    """The words of ``times_stay.tsv`` with that place."""
    return tuple(word for word, places in rows("times_stay") if place in places.split())


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(stay('after'))})(?!之?后)")


@cache
def _due() -> re.Pattern[str]:
    return re.compile(rf"(?<!北京)(?<!当地)(?:{'|'.join(stay('due'))})[^，,。；;]{{0,14}}(?:是|为|至|到|在|于|或者)\Z")


@cache
def _name() -> re.Pattern[str]:
    return re.compile("|".join(stay("name")))


@cache
def parting() -> re.Pattern[str]:
    """Words that part a time from the amounts after them."""
    return re.compile(trie(stay("between")))


def carries(mention: TimeMention, start: int, text: str) -> bool:
    """Whether a time goes on to hold in the clauses after its own, up to ``start``.

    Words for now and for no date do not over more than ``VAGUE_CLAUSES`` commas, nor does a time that goes with a noun or with
    an event that is over, nor one that a quotation, a condition or a later time parts from the amount.
    """
    if of_another_year(mention):
        return False
    if text.endswith(stay("before"), 0, mention.start) or _over().match(text, mention.end):
        return False
    gap = text[mention.end : start]
    if mention.rule == EVENT and _TURN.search(mention.text) and gap[:1] not in "，,":
        return False
    vaguely = mention.text in present_words() or mention.text in vague()
    if gap[:1] not in "，," and vaguely and len(CLAUSE_END.findall(gap)) > VAGUE_CLAUSES:
        return False
    first = _QUOTE.search(gap)
    if (first and first["closing"]) or _WHILE.search(gap) or _OF_WHOM.match(gap) or _is_due(mention, text):
        return False
    opened, closed = max(map(gap.rfind, "“「『")), max(map(gap.rfind, "”」』"))
    return opened <= closed and not parting().search(gap)


def _is_due(mention: TimeMention, text: str) -> bool:
    """Whether its clause does no more than give a date for something, and ends with it (效期至年底，)."""
    return text[mention.end : mention.end + 1] in "，," and bool(_due().search(text, max(0, mention.start - DUE_REACH), mention.start))


@cache
def vague() -> frozenset[str]:
    """Words that fix no date (近日, 此前)."""
    return frozenset(row[0] for row in rows("times_words") if not row[2])
