"""Points of the calendar: dates, quarters, decades, weekdays and deictic words to a ``Stretch``."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache

from extract.lexicon import rows
from extract.link.edtf_numbers import small_int
from extract.link.edtf_parts import (
    CACHE,
    QUARTER,
    ROC_EPOCH,
    Anchor,
    Stretch,
    deictics,
    explicit_year,
    feasts,
    fields,
    months,
    near_day,
    near_year,
    of_date,
    plain,
    point_pattern,
    shift_months,
    year_parts,
)
from extract.link.edtf_years import pair, year_of_work

_SATURDAY = 5
REVIEW_MONTHS = 2  # in the first months 全年 is the year that is over
THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}
HALVES = {1: "40", 2: "41"}
QUARTERS = {1: "33", 2: "34", 3: "35", 4: "36"}  # ISO 8601-2, sub-year groupings


_STAMPS = tuple(
    (re.compile(pattern), order)
    for pattern, order in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d).*", (0, 1, 2)),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d).*", (2, 1, 0)),
        (r"(\d{4})(\d\d)(\d\d)", (0, 1, 2)),
        (r"(\d{3})(\d\d)(\d\d)", (0, 1, 2)),
    )
)
_LATIN_MONTH = re.compile(r"[A-Z][a-z]{2}")


def _stamp(words: str, _: Anchor) -> Stretch | None:
    """2020-11-24T…, 24/11/2020 - 14:14, 20201124, 1091103, Mon, 16 Nov 2020 …"""
    for pattern, order in _STAMPS:
        if found := pattern.fullmatch(words):
            year, month, day = (int(found[i + 1]) for i in order)
            return plain(year + ROC_EPOCH if year < 1000 else year, month, day)
    if _LATIN_MONTH.search(words):
        names = {row[0]: int(row[1]) for row in rows("times_months")}
        month_name = re.search(r"[A-Z][a-z]+(?=\s?\d)", re.sub(r"^[A-Z][a-z]{2},", "", words))
        numbers = re.findall(r"\d+", words)
        if month_name and month_name[0] in names and len(numbers) > 1:
            return plain(int(numbers[1]), names[month_name[0]], int(numbers[0]))
    return None


_ERA = re.compile(
    r"(?:(公元前?)?([\d一二三四五六七八九十]+|[上本]个?)世纪)?(?:(\d{4}|[一二][〇零○一二三四五六七八九]{3}|\d0|[一二三四五六七八九]十)年代)?"
    r"(?:[初末]期?|中叶|[中后早晚]期)?"
)


def _era(words: str, anchor: Anchor) -> Stretch | None:
    """20世纪 → 19XX, 上世纪90年代, 90年代, 1990年代 → 199X. A bare decade below the thirties is not fixed."""
    found = _ERA.fullmatch(words) if "世纪" in words or "年代" in words else None
    if not found or not (found[2] or found[3]) or found[1] == "公元前":
        return None
    century = None
    if found[2]:
        if found[2][0] in "上本":
            if anchor.published is None:
                return None
            century = anchor.published.year // 100 - (found[2][0] == "上")
        else:
            number = small_int(found[2])
            century = number - 1 if number and number <= 30 else None
    if not found[3]:
        return Stretch(f"{century:02d}XX", f"{century:02d}00", f"{century:02d}99") if century else None
    decade = small_int(found[3])
    if decade is None:
        return None
    if decade >= 1000:
        century, decade = decade // 100, decade % 100
    elif century is None:
        if decade < 30:
            return None
        century = 19
    start = f"{century:02d}{decade // 10}"
    return Stretch(f"{start}X", f"{start}0", f"{start}9")


_PERIOD = re.compile("[YQHMFEA]")


def _fiscal(words: str, _: Anchor) -> Stretch | None:
    """FY24, 3Q19, 1H19, 2020Q3."""
    if not _PERIOD.search(words):
        return None
    if found := re.fullmatch(r"[FC]Y(\d{2,4})[FEA]?", words):
        return plain(int(found[1]) % 100 + 2000 if len(found[1]) == 2 else int(found[1]))
    if found := re.fullmatch(r"(\d{4})[FEA]|([1-9])M(\d\d)[FEA]?", words):
        return plain(int(found[1])) if found[1] else months(2000 + int(found[3]), 1, int(found[2]))
    found = re.fullmatch(r"([1-4])([QH])(\d{2,4})[FEA]?", words)
    number, kind, year = (found[1], found[2], found[3]) if found else ("", "", "")
    if found := re.fullmatch(r"(\d{4})([QH])([1-4])[FEA]?|([QH])([1-4])(\d{4})[FEA]?", words):
        number, kind, year = found[3] or found[5], found[2] or found[4], found[1] or found[6]
    if not kind:
        return None
    value = int(year) + (2000 if len(year) == 2 else 0)
    if value < 1000:
        return None
    return quarter(value, int(number)) if kind == "Q" else months(value, 6 * int(number) - 5, 6 * int(number), HALVES[int(number)])


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a year."""
    return months(year, 3 * number - 2, 3 * number, QUARTERS[number])


_DAY_OF_WEEK = re.compile(r"([上下本这]?)个?(?:周|星期|礼拜)([一二三四五六日天])")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_OF_WORK = re.compile(r"\d[/—–-]\d|学年|跨年赛季|财政年度|十.五|两[年天日]")
_WEEK_OF_YEAR = re.compile(r"第(\d\d)周")


def _weekday(words: str, anchor: Anchor) -> Stretch | None:
    """周五: the most recent one not after publication, or the next where words look forward; 上周五, 下周一: of the week before, after."""
    found = _DAY_OF_WEEK.match(words)
    if not found or anchor.published is None:
        return None
    day = "一二三四五六日".find("日" if found[2] == "天" else found[2])
    published = anchor.published
    if not found[1] and anchor.ahead:
        return of_date(published + datetime.timedelta((day - published.weekday()) % 7))
    if not found[1]:
        return of_date(published - datetime.timedelta((published.weekday() - day) % 7))
    weeks = {"上": -1, "下": 1}.get(found[1], 0)
    return of_date(published + datetime.timedelta(day - published.weekday() + 7 * weeks))


def _base(word: str, anchor: Anchor) -> tuple[datetime.date, str] | None:
    """The date that a deictic word counts from, already shifted, and the unit; None without the anchor it needs."""
    unit, shift = deictics()[word]
    steps = int(shift.lstrip("=?"))
    date = anchor.published
    if shift.startswith("="):
        date = _named_before(unit, anchor)
    elif (shift[0] == "?" and not anchor.ahead) or (anchor.compared and shift == "-1"):
        date = _named_before(unit, anchor) or date
        if date and unit == "year" and anchor.published and date.year > anchor.published.year:
            date = anchor.published  # a year to come was named only in passing
    if date is None:
        return None
    if shift == "?0" and unit == "year" and date.month <= REVIEW_MONTHS and date is anchor.published and not anchor.ahead:
        steps -= 1
    if unit == "weekend" and shift == "?0":
        if anchor.published is None or 0 < anchor.published.weekday() < _SATURDAY:
            return None  # on other days it is any weekend
        date, steps = anchor.published, -1 if anchor.published.weekday() == 0 else 0
    if unit in {"day", "week", "weekend"}:
        return date + datetime.timedelta(steps * (1 if unit == "day" else 7)), unit
    year, month = shift_months(date, steps * {"year": 12, "quarter": 3, "month": 1}[unit])
    return datetime.date(year, month, 1), unit


def _today(anchor: Anchor) -> Stretch | None:
    """The day of a bare time of day: that named before, else that of publication."""
    year, month, day = fields(anchor.previous)
    return plain(year, month, day) if year and day else of_date(anchor.published) if anchor.published else None


def _week(words: str, anchor: Anchor) -> Stretch | None:
    """第47周 of the year of publication, as its seven days."""
    found = _WEEK_OF_YEAR.fullmatch(words)
    if not found or anchor.published is None or not 1 <= int(found[1]) <= 52:
        return None
    return _of_word(datetime.date.fromisocalendar(anchor.published.year, int(found[1]), 1), "week")


def _named_before(unit: str, anchor: Anchor) -> datetime.date | None:
    """The date that the time named before begins with, where it is fixed to that unit."""
    year, month, day = fields(anchor.previous)
    if anchor.previous and month is None and (found := QUARTER.fullmatch(anchor.previous)):
        month = 3 * int(found[1]) - 98
    needed = {"year": year, "quarter": month, "month": month, "week": day, "weekend": day, "day": day}[unit]
    return datetime.date(year, month or 1, day or 1) if year is not None and needed is not None else None


def _of_word(base: datetime.date, unit: str) -> Stretch | None:
    if unit in {"week", "weekend"}:
        monday = base - datetime.timedelta(base.weekday())
        first, last = ((monday + datetime.timedelta(days)).isoformat() for days in ((0, 6) if unit == "week" else (5, 6)))
        return Stretch(f"{first}/{last}", first, last)
    if unit == "quarter":
        return quarter(base.year, (base.month + 2) // 3)
    return plain(base.year, *{"year": (), "month": (base.month,), "day": (base.month, base.day)}[unit])


def _of_year(year: int | None, found: re.Match[str], part: str, anchor: Anchor, ahead: bool) -> Stretch | None:
    """Quarter, part or counted months of a year, the year inferred where it is None."""
    if found["quarter"]:
        number = small_int(re.sub(r"[第财季度Q]", "", found["quarter"])) or 1
        year = year or near_year(3 * number - 2, anchor, ahead, 3 * number)
        if year and found["end"]:
            return plain(year, 3 * number)
        return quarter(year, number) if year else None
    if found["first"]:
        count = (small_int(found["first"]) or 0) * (3 if "季" in found["unit"] else 1)
        year = year or near_year(min(count, 12), anchor, ahead)
        return months(year, 1, count) if year and 1 <= count <= 12 else None
    first, last, code = year_parts()[part]
    year = year or near_year(int(first or 1), anchor, ahead, int(last or 12))
    if not year:
        return None
    if code == "year":
        return Stretch(f"{year:04d}", f"{year:04d}-{int(first):02d}", f"{year:04d}-{int(last):02d}")
    return months(year, int(first), int(last), code) if first else plain(year)


@lru_cache(maxsize=CACHE)
def _parsed(words: str) -> tuple[bool, re.Match[str] | None]:
    """What words tell without an anchor: whether they may have a form of their own (a stamp, an era …), and the parts of a date."""
    forms = (_LATIN_MONTH, _PERIOD, _DAY_OF_WEEK, _OF_WORK, _WEEK_OF_YEAR, *[pattern for pattern, _ in _STAMPS])
    singular = "世纪" in words or "年代" in words or any(form.search(words) for form in forms)
    return singular, point_pattern().fullmatch(words)


def point(words: str, anchor: Anchor, ahead: bool = False) -> Stretch | None:
    """One point of the calendar, without spaces and closing words; None where words or anchor do not fix it."""
    singular, found = _parsed(words)
    for form in (_stamp, _era, _fiscal, _weekday, year_of_work, pair, _week) if singular else ():
        if known := form(words, anchor):
            return known
    if _YEAR.fullmatch(words):
        return plain(int(words))
    if not found or found["same"] or not words:
        return None
    if words == found["hour"]:
        return _today(anchor)
    year = explicit_year(found)
    month = small_int(found["month"]) if found["month"] else None
    day = small_int(found["day"]) if found["day"] else None
    part = found["part"] or found["third"]
    if found["word"]:
        base = _base(found["word"], anchor)
        if base is None:
            return None
        if not (month or day or part or found["quarter"] or found["first"] or found["feast"]):
            return _of_word(*base)
        year = base[0].year
        month = month or (base[0].month if base[1] == "month" else None)
    if month is None and (found["quarter"] or found["first"] or part):
        return _of_year(year, found, part, anchor, ahead)
    if found["feast"] and year:
        month_and_day = [int(number) for number in feasts()[found["feast"]] if number]
        return plain(year, *month_and_day[: 1 if "假期" in words else 2])
    if month is None:
        return near_day(day, anchor) if day and year is None else plain(year) if year else None
    year = year or near_year(month, anchor, ahead)
    if year and day is None and part in THIRDS:
        return _third(year, month, part)
    if year and found["week"]:
        return _week_of_month(year, month, found["week"])
    return plain(year, month, day) if year else None


def _week_of_month(year: int, month: int, count: str) -> Stretch | None:
    """A week of a month, Monday to Sunday; the first is that with most of its days in it. 最后一周 are the last seven days."""
    if count == "最后一":
        last = datetime.date(year, month, monthrange(year, month)[1])
        return _days(last - datetime.timedelta(6), last)
    first = datetime.date(year, month, 4)  # which lies in the first week
    monday = first - datetime.timedelta(first.weekday() - 7 * ((small_int(count) or 1) - 1))
    return _days(monday, monday + datetime.timedelta(6))


def _days(first: datetime.date, last: datetime.date) -> Stretch:
    return Stretch(f"{first}/{last}", f"{first}", f"{last}")


def _third(year: int, month: int, part: str) -> Stretch | None:
    """Ten days of a month as an interval of days; an interval that they begin or end is one of months."""
    first, last = THIRDS[part]
    whole, end = plain(year, month), plain(year, month, last or monthrange(year, month)[1])
    return Stretch(f"{whole.code}-{first:02d}/{end.code}", whole.code, whole.code) if whole and end else None
