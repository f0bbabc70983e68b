"""One point of the calendar as words, read against an anchor: what ``edtf.py`` joins to ranges and open intervals."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from extract.lexicon import rows, words
from extract.link.edtf_numbers import small_int

ROC_EPOCH = 1911  # year 1 of the Republic of China calendar is 1912: for years with no word before them
OPEN_END = re.compile(r"(?:以来|起|开始|间)$|至|到|[-~—–～]")  # 从X以来, 从X到Y open no comparison
EVENT_SINCE = re.compile(r"[^，,。；;：:、\d]{2,12}以来")
"""自去年4月|新制实施以来: what has begun with the time."""
ENDING = re.compile(
    r"(?:(?:止?的|止)(?:[\d一二三四五六七八九十两]{1,3}(?:个月|个?季度|周|个?星期|年)|[上前]半财?年|(?:\d{4}年?)?(?:财政年度|会计年度|财年)(?:第[一二三四1-4]财?季度?)?|第[一二三四1-4]财?季度?|年度|全年|中期|半年|季度)"
    r"|[\d一二三四五六七八九十两]{1,3}个月)(?:内|里|期间)?"
)
"""截至6月30日|的三个月内: the length of what ends with the day."""
RECORDED = ("记录以来", "纪录以来")  # what a record reaches back to
FAR_MONTHS = 6  # a bare month or quarter further ahead than this belongs to the year before
JUST_OVER = 2  # of months: where the words look forward, a month or quarter that ended no longer ago is still meant (预计10月份增速将回升)
CACHE = 1 << 11  # readings that are remembered: the same words stand in most texts
JUST_NOW = 7  # days before publication
FAR_DAYS = 15  # a bare day further ahead than this belongs to the month before


class Anchor(Struct, frozen=True):
    """What relative words are read against: the date of publication, the time named before (as EDTF), and the region.

    ``ahead``: the words before look forward (拖到第四季度), so that a month or quarter gone by is next year's. ``compared``:
    they compare (比上月), so that 上月 is the month before the one that was named.
    """

    published: datetime.date | None = None
    previous: str | None = None
    region: str | None = None
    ahead: bool = False
    compared: bool = False


class Stretch(Struct, frozen=True):
    """A time as one EDTF code, with the plain dates that it begins and ends with (for intervals)."""

    code: str
    first: str
    last: str


def plain(year: int, month: int | None = None, day: int | None = None) -> Stretch | None:
    """A year, month or day; None where there is no such date."""
    if not 0 < year < 3000 or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and (month is None or not 1 <= day <= monthrange(year, month)[1]):
        return None
    code = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    return Stretch(code, code, code)


def of_date(date: datetime.date) -> Stretch:
    """A day."""
    return Stretch(date.isoformat(), date.isoformat(), date.isoformat())


def about(stretch: Stretch) -> Stretch:
    """The time taken as approximate (ISO 8601-2: ``~``), where it is one plain date."""
    return Stretch(f"{stretch.code}~", stretch.first, stretch.last) if _FIELDS.fullmatch(stretch.code) else stretch


def months(year: int, first: int, last: int, code: str = "") -> Stretch:
    """A run of months of one year; ``code`` is its sub-year grouping (ISO 8601-2) where it has one."""
    low, high = f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"
    single = f"{year:04d}-{code}" if code else low if first == last else f"{low}/{high}"
    return Stretch(single, low, high)


_FIELDS = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


@lru_cache(maxsize=CACHE)
def fields(edtf: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of an EDTF string, of the end of an interval where it has one; None where it has none."""
    found = _FIELDS.findall(edtf) if edtf else ()
    year, month, day = found[-1] if found else ("", "", "")
    return int(year) if year else None, int(month) if month else None, int(day) if day else None


QUARTER = re.compile(r"\d{4}-(3[3-6])")


_STRETCH = re.compile(r"\d{4}(?:-\d\d)?/\d{4}(?:-\d\d)?|\d{4}-(?:3[3-6]|4[01])")
"""Months, quarters, halves and years in a row: what 期内 means."""


def fixes(unit: str, edtf: str) -> bool:
    """Whether a reading is fixed to a calendar unit, so that words such as 次日, 季内 can be told from it."""
    _, month, day = fields(edtf)
    needed = {"day": day, "month": month, "quarter": month or QUARTER.fullmatch(edtf), "period": _STRETCH.fullmatch(edtf)}
    return unit not in needed or bool(needed[unit])


def shift_months(date: datetime.date, count: int) -> tuple[int, int]:
    """Year and month that lie ``count`` months from a date."""
    index = date.year * 12 + date.month - 1 + count
    return index // 12, index % 12 + 1


@cache
def deictics() -> dict[str, tuple[str, str]]:
    """Deictic words with their unit and shift, as in ``times_words.tsv``."""
    return {row[0]: (row[1], row[2]) for row in rows("times_words") if row[2]}


@cache
def present_words() -> frozenset[str]:
    """Words for the time of writing (目前, 如今)."""
    return frozenset(row[0] for row in rows("times_words") if row[1] == "now")


@cache
def unfixed_words() -> frozenset[str]:
    """Words that fix no date by themselves (近日, 此前), those for the time of writing among them; 同期 is the time named before."""
    return frozenset(row[0] for row in rows("times_words") if not row[2] and not row[0].endswith("同期"))


@cache
def year_parts() -> dict[str, tuple[str, str, str]]:
    """Parts of a year with first month, last month and code, as in ``times_parts.tsv``."""
    return {row[0]: (row[1], row[2], row[3]) for row in rows("times_parts")}


@cache
def reigns() -> dict[str, int]:
    """Eras with the year before their first, as in ``times_reigns.tsv``."""
    return {word: int(before) for word, before in rows("times_reigns")}


@cache
def feasts() -> dict[str, tuple[str, str]]:
    """Feasts with month and day, as in ``times_feasts.tsv``."""
    return {word: (month, day) for word, month, day, _ in rows("times_feasts")}


def _either(options: Iterable[str]) -> str:
    return "|".join(sorted(options, key=len, reverse=True))


@cache
def point_pattern() -> re.Pattern[str]:
    """Year, month, day, part of the year; the time of day at the end is allowed and ignored."""
    number = r"[\d一二三四五六七八九十廿元正]{1,3}"
    return re.compile(
        rf"(?:(?P<year>\d{{4}}|[一二][〇零○一二三四五六七八九]{{3}})(?:(?:会计|财政|财务)?年度|年|财年)|(?P<short>\d{{2,3}})(?:年度?|财年)"
        rf"|(?P<reign>{'|'.join(reigns())})(?P<count>{number})年度?"
        rf"|公元(?P<common>\d{{1,4}})年|(?P<word>{_either(deictics())}))?"
        rf"(?:(?P<month>{number})月份?)?(?:(?P<third>[上中]?[中下]旬|上旬|[初底末])|的?第?(?P<week>[首一二三四五1-5]|最后一)个?(?:周|星期)|(?P<day>{number})[日号])?"
        rf"(?:(?P<quarter>第?[一二三四1-4首]财?季度?|Q[1-4])(?P<end>[末底])?|[前首头](?P<first>{number}|两)(?P<unit>个?月份?|个?季度?)"
        rf"|(?P<part>{_either(year_parts())})|(?P<feast>{_either(feasts())})(?:小?长?假期?|黄金周|当[天日])?|(?P<same>同期))?"
        rf"(?P<hour>(?:{'|'.join(words('times_dayparts'))})?(?:[\d零一二三四五六七八九十两]{{1,3}}[时点:][^至到—–~]*)?)"
    )


def explicit_year(found: re.Match[str]) -> int | None:
    """The year that the words state, by the common era or that of the Republic of China."""
    for name in ("year", "common"):
        if found[name]:
            return small_int(found[name]) or None
    if found["reign"]:
        value = 1 if found["count"] == "元" else small_int(found["count"])
        return value + reigns()[found["reign"]] if value is not None else None
    if found["short"]:
        value = int(found["short"])
        return value + ROC_EPOCH if value >= 90 else 2000 + value
    return None


def near_year(month: int, anchor: Anchor, ahead: bool, last: int | None = None) -> int | None:
    """The year of a bare month: that of the time named before, else the nearest to the date of publication.

    ``ahead``: the words set a deadline, so that a month gone by is next year's. ``last``: the last month of a part of a year.
    """
    year, previous_month, _ = fields(anchor.previous)
    published = anchor.published
    if year and published and year > published.year and previous_month is None and last is None:
        year = None  # a year to come was named only in passing
    ahead = ahead or anchor.ahead
    if year is not None:
        far = published is not None and (year - published.year) * 12 + month - published.month > FAR_MONTHS
        over = year == published.year if published else False
        return year - 1 if far and (over or (previous_month and previous_month < month)) and not ahead else year
    if published is None:
        return None
    if ahead:
        return published.year + (published.month - (last or month) > JUST_OVER)
    return published.year - (month - published.month > FAR_MONTHS)


def near_day(day: int, anchor: Anchor) -> Stretch | None:
    """A bare day of the month: of the month named before, else the nearest to the date of publication.

    Where only a month was named, a day shortly before publication is that one: news tells of what has just come about.
    """
    year, month, named = fields(anchor.previous)
    just_now = anchor.published is not None and 0 <= anchor.published.day - day <= JUST_NOW
    if year and month and (named or not just_now):
        return plain(year, month, day)
    if anchor.published is None:
        return None
    year, month = anchor.published.year, anchor.published.month
    if day - anchor.published.day > FAR_DAYS:
        year, month = shift_months(anchor.published, -1)
    return plain(year, month, day)
