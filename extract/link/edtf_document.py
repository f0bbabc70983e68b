"""The times of a whole document: its date of publication, and every time read against the one named before it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from msgspec.structs import replace

from extract.lexicon import rows, words
from extract.link.edtf import Anchor, event_readings, to_edtf
from extract.link.edtf_parts import CACHE, ENDING, EVENT_SINCE, OPEN_END, RECORDED, deictics, fields, fixes, plain, present_words
from extract.link.when_holds import EVENT
from extract.schema import Kind, TimeMention

_SEASONS = frozenset({"本季", "上季", "下季", "今季", "本赛季", "上赛季", "下赛季"})
SPORT_REACH = 60  # characters around 本季 in which words of sport tell that it is a season
AHEAD_REACH = 8  # characters from a word that looks forward to the time that it governs, or from the time to one behind it
_UNTIL = re.compile("截[至止]|[到至]")
_CLOSE_OF_MARKET = re.compile("收[盘市报]")
_STAMPED = re.compile(r"\d{4}[-/.]\d.*|\d{7,8}|\d\d?/.*|[A-Z][a-z].*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)\d{4}年(?!同期)")
_NUMERALS = "0123456789一二三四五六七八九十两百"
_FIRST_YEAR = re.compile(r"(?:\.\./)?\d{4}")
_CLAUSE = re.compile("[^，,。；;\n]+")
_CLAUSE_END = re.compile("[，,。；;、\n]")
_STATES = ("percent", "ratio", "duration", "rank")
"""Kinds of amounts that run to no total: they say how things stand (截至6月底累计售出320套，占比|四成)."""
_SO_FAR = re.compile("截|到(?:目前|现在)|至")
_DONE = re.compile(r"已经?(?![经达超近突增占升降跌至成])|[\d一二三四五六七八九十]死")
"""What has been done so far adds up (已恢复通车406处), and so do the dead; what has come to an amount is a level (已达406处)."""
TOTAL_REACH = 40  # characters from 截至X, or from the amount, in which the words for a running total stand
_SAME = "同期"
_JOINED = re.compile(r"[月日号][和与]\Z")  # 3月和|4月 are two times, of which none is compared
_IN_LINE = "line"  # what a time without a word such as 同年 looks back to: any in its line but the open ones
_NEEDS = ("", "day", "month", "quarter", "period")


@cache
def _parts_alone() -> tuple[str, ...]:
    """Parts of a year that may stand without it (年底): of the year of their own sentence, else of that of publication."""
    return tuple(row[0] for row in rows("times_parts") if row[4] == "yes" and row[0].startswith("年"))


@cache
def _looking_back() -> re.Pattern[str]:
    return re.compile("|".join(word for word, (_, shift) in deictics().items() if shift[0] in "=?"))


def nearest_earlier(text: str, times: Sequence[TimeMention], readings: Sequence[str | None], index: int) -> str | None:
    """The EDTF that ``times[index]`` may look back to: the last reading before it in its line; times with their year need none.

    Words that look back by themselves (同年, 当月, 次日) reach over the line's end; those for days look for a day, those for
    months and quarters for one that is fixed so far. Date stamps only say when something was printed and are never looked
    back to. ``readings`` holds the EDTF of at least all times before ``index``.
    """
    line, need = _looked_back_to(text, times[index])
    for at in range(index - 1, -1, -1):
        if times[at].start < line:
            return None
        if need in _answers(text, times[at], readings[at]):
            return readings[at]
    return None


def _looked_back_to(text: str, mention: TimeMention) -> tuple[int, str]:
    """From where on a time looks back to others, and what it looks for: one of ``_NEEDS`` or ``_IN_LINE``."""
    if _YEAR.search(mention.text):
        return len(text), _IN_LINE
    if back := _looking_back().search(mention.text):
        unit = deictics()[back[0]][0]
        return 0, unit if unit in _NEEDS else ""
    low = text.rfind("\n", 0, mention.start) + 1
    if mention.text.startswith(_parts_alone()):
        low = max(low, *(text.rfind(mark, low, mention.start) for mark in "。；;"))
    return low, "" if mention.text.endswith(_SAME) else _IN_LINE


def _answers(text: str, mention: TimeMention, reading: str | None) -> tuple[str, ...]:
    """What a time is to others that look back: no date stamp tells them anything, nor the base of a comparison, soon forgotten."""
    if not reading or mention.text.endswith(_SAME) or _STAMPED.fullmatch(mention.text):
        return ()
    if mention.rule == "time.period" or "学年" in mention.text or mention.text.endswith(RECORDED) or EVENT_SINCE.match(text, mention.end):
        return ()  # 1961年有完整记录以来
    joined = _JOINED.search(text, max(0, mention.start - 2), mention.start)
    if not joined and text.endswith(_comparing(), 0, mention.start) and not OPEN_END.search(mention.text):
        return ()
    return _fixed(reading)


@lru_cache(maxsize=CACHE)
def _fixed(reading: str) -> tuple[str, ...]:
    """What can be told from a reading: the open ones tell nothing of a time in their line."""
    fixed = tuple(need for need in _NEEDS if fixes(need, reading))
    return fixed if reading.endswith("/..") else (*fixed, _IN_LINE)


def read_times(
    text: str, times: Sequence[TimeMention], published: datetime.date | None, region: str | None = None
) -> list[str | None]:
    """The EDTF of every time of a document, in order, each read against the nearest earlier one (``nearest_earlier``)."""
    out: list[str | None] = []
    told: dict[str, int] = {}  # the last time that answers each need
    for index, mention in enumerate(times):
        line, need = _looked_back_to(text, mention)
        previous = out[told[need]] if need in told and times[told[need]].start >= line else None
        words_ = _in_sport(mention, text, region)
        if words_[0] == "截" and (ending := ENDING.match(text, mention.end)):
            words_ += ending[0]
        reading = to_edtf(words_, _anchor(text, mention, published, previous, region), present=False)
        out.append(reading)
        told.update(dict.fromkeys(_answers(text, mention, reading), index))
    return out


def _anchor(text: str, mention: TimeMention, published: datetime.date | None, previous: str | None, region: str | None) -> Anchor:
    """The anchor of a time, with what the words around it tell of its direction: of what is to come no year gone by is told."""
    before = text[max(0, mention.start - AHEAD_REACH) : mention.start]
    ahead = bool(_forward().search(before) or _to_be().match(text, mention.end, mention.end + AHEAD_REACH))
    year = fields(previous)[0] if ahead else None
    if year and published and year < published.year:
        previous = None
    return Anchor(published, previous, region, ahead, before.endswith(_comparing()))


@cache
def _sport() -> re.Pattern[str]:
    return re.compile("|".join(words("times_sport")))


@cache
def _sport_over_years() -> re.Pattern[str]:
    return re.compile("|".join(word for word, over in rows("times_sport") if over))


def _in_sport(mention: TimeMention, text: str, region: str | None) -> str:
    """The words of a time, with 本季 as 本赛季 where the lines tell of sport: there it is a season, and no quarter.

    Where the sport is one whose season goes over the turn of the year, it is 本跨年赛季; Hong Kong's seasons do.
    """
    season = mention.text.removesuffix("起")
    if season not in _SEASONS:
        return mention.text
    low, high = max(0, mention.start - SPORT_REACH), mention.end + SPORT_REACH
    sport = season.endswith("赛季") or bool(_sport().search(text, low, high))
    if not sport:
        return mention.text
    over = region == "hk" or bool(_sport_over_years().search(text, 0, high))
    return season[0] + ("跨年赛季" if over else "赛季") + mention.text[len(season) :]


@cache
def _forward() -> re.Pattern[str]:
    """Words that look forward, in the clause of the time, and those that do so over the comma behind them."""
    over = "|".join(word for word, yes in rows("times_ahead") if yes)
    return re.compile(rf"(?:(?:{over})[，,]|{'|'.join(words('times_ahead'))})[^，,。；;\n]*\Z")


@cache
def _to_be() -> re.Pattern[str]:
    """What is said to come about at the time before it: (四季度)出口或增长, (年底前)将增至."""
    return re.compile(rf"[，,]?[^，,。；;\n]*?(?:{'|'.join(words('times_tobe'))})")


@cache
def _comparing() -> tuple[str, ...]:
    return words("times_compare")


def read_chosen(
    chosen: TimeMention,
    text: str,
    times: Sequence[TimeMention],
    readings: Sequence[str | None],
    anchor: Anchor,
    start: int | None = None,
    kind: Kind | None = None,
) -> str | None:
    """The EDTF of a time that ``when.choose_time`` gave, which may be wider than the one of ``times`` that it holds.

    ``readings``: what ``read_times`` gave for ``times``; of ``anchor`` the date and the region are used; ``start``: where the
    amount of the claim begins, None for the end of the sentence; ``kind``: what kind of amount it is.
    """
    index = bisect_left(times, chosen.start, key=_start)
    held = times[index] if index < len(times) and times[index].end <= chosen.end else None
    until = kind not in _STATES and _runs_up_to(chosen, text, start)
    if held and held.start == chosen.start and held.end == chosen.end and chosen.text not in present_words() and not until:
        return readings[index]
    previous = nearest_earlier(text, times, readings, index) if held else _told_before(chosen, text, times, readings, index)
    around = _anchor(text, chosen, anchor.published, previous, anchor.region)
    words_ = _counted(chosen.text) if chosen.rule == EVENT else _in_sport(chosen, text, anchor.region)
    reading = to_edtf(words_, around)
    runs = until and not (chosen.text[0] in "到至" and to_come(reading, anchor))  # 到2030年 is a term
    return to_edtf(words_, around, total=True) if reading and runs else reading


def _counted(words_: str) -> str:
    """What counts from now as an event, as a stretch with its side ((拟)三年内, 再过十年); a word that is read as another (单季)."""
    if (reading := event_readings().get(words_, "")).startswith("="):
        return reading[1:]
    if words_.endswith(("内", "里")) and words_[0] in _NUMERALS:
        return "未来" + words_
    if words_.startswith("再过"):
        return words_[2:] + "后"
    return words_


def _told_before(chosen: TimeMention, text: str, times: Sequence[TimeMention], readings: Sequence[str | None], index: int) -> str | None:
    """What an event looks back to, where ``times[index]`` is the first behind it: the day that its line told of last, or any but a day (同一时期)."""
    reading = event_readings().get(chosen.text, "-")
    low = text.rfind("\n", 0, chosen.start) + 1
    need = {"day": "day", "same": ""}.get(reading)
    if reading[0] == "=":
        low, need = _looked_back_to(text, replace(chosen, text=reading[1:]))
    for k in range(index - 1 if need is not None else -1, -1, -1):
        if times[k].start < low:
            break
        told = _answers(text, times[k], readings[k])
        if need in told and (reading != "same" or "day" not in told):
            return readings[k]
    return None


def to_come(reading: str | None, anchor: Anchor) -> bool:
    """Whether a reading begins in a year after that of publication."""
    year = _FIRST_YEAR.match(reading) if reading and anchor.published else None
    return bool(year and anchor.published and int(year[0][-4:]) > anchor.published.year)


def _start(mention: TimeMention) -> int:
    return mention.start


@cache
def _amassed(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(word for word, of in rows("times_totals") if of == kind))


def _runs_up_to(chosen: TimeMention, text: str, start: int | None) -> bool:
    """Whether 截至X gives a running total (截至2日18时已造成9人遇难，另有3人失踪) and no level (截至6月底保有量为…).

    The words for it stand in the clause of the amount, or in one before that this one adds to.
    """
    if not _UNTIL.match(chosen.text) or _CLOSE_OF_MARKET.match(text, chosen.end):
        return False
    if start is None or start < chosen.end:
        return bool(_amassed("total").search(text, chosen.end, chosen.end + TOTAL_REACH))
    done = _SO_FAR.match(chosen.text)
    ended = _CLAUSE_END.search(text, start)
    clauses = _CLAUSE.findall(text, chosen.end, min(ended.start() if ended else len(text), start + TOTAL_REACH))
    for clause in reversed(clauses):
        if _amassed("level").search(clause):
            return False
        if _amassed("total").search(clause) or (done and _DONE.search(clause)):
            return True
    return False


_HEAD_LINES = 5  # a date line stands among the first lines
_DATE_LINE_LENGTH = 40  # and is a line by itself, at most with a place or an outlet
_DATE_LINE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}"
    r"|(?:\d{4}|1\d\d|9\d)年\d{1,2}月\d{1,2}日)"
)
_DATELINE = re.compile(r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:[^\d。，\n]{0,8}电|讯)")
_HEAD = 200  # characters in which the dateline of a report stands
_LAG = 3  # days from the dateline to the publication, at most
_FOOT_STAMP = re.compile(r"(?<=[)）\]】])\d{7}(?=\s|$)")


def document_date(text: str, meta: Mapping[str, Any]) -> datetime.date | None:
    """The date that 今天 is: the day of the dateline (临州11月22日电) where it stands shortly before the date of publication.

    The date of publication: ``meta["published"]`` (any usual form; a month counts as its last day), else a date line at
    the head of the normalised ``text``, else the date stamp that closes an agency report. None where there is none.
    """
    given = re.sub(r"\s", "", str(meta.get("published") or "")) and str(meta["published"]).strip()
    for words_ in chain((given,) if given else (), _dates_within(text)):
        year, month, day = fields(_iso(words_))
        if year and month:
            last = plain(year, month, day) if day else None
            return _written(text, datetime.date(year, month, day)) if last and day else _last_day(year, month)
    return None


def _dates_within(text: str) -> Iterator[str]:
    """The date lines at the head of a text, and the stamp that closes it."""
    for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if len(line.strip()) <= _DATE_LINE_LENGTH and (head := _DATE_LINE.search(line)):
            yield head[0]
    if foot := _FOOT_STAMP.search(text):
        yield foot[0]


def _written(text: str, published: datetime.date) -> datetime.date:
    """The day of the dateline, else that of publication."""
    found = _DATELINE.search(text, 0, _HEAD)
    for lag in range(1, _LAG + 1 if found else 0):
        day = published - datetime.timedelta(lag)
        if found and day.day == int(found["day"]) and int(found["month"] or day.month) == day.month:
            return day
    return published


def _iso(words_: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d.*)?", words_):
        return words_[:10]
    return to_edtf(re.sub(r"^(\d{4})[/.](\d{1,2})$", r"\1年\2月", words_), Anchor())


def _last_day(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(1)
