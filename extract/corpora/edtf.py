"""Whether a string is Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/), as far as gold uses it.

Dates to the day with unspecified digits (199X), qualifiers (1986~) and sub-year groupings (2025-33 is the first quarter);
date and time to the second; intervals, open ones too; sets in brackets and braces. Exponents and long years are left out:
no news text needs them. ``tests/test_corpus_commands.py`` compares it with the ``edtf`` package, which is slow.
"""

from __future__ import annotations

import calendar
import re

_Q = "[?~%]?"
_DATE = re.compile(rf"{_Q}(?P<year>-?[\dX]{{4}}){_Q}(?:-{_Q}(?P<month>[\dX]{{2}}){_Q}(?:-{_Q}(?P<day>[\dX]{{2}}){_Q})?)?")
_TIME = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
LAST_GROUPING, FIRST_GROUPING = 41, 21
"""Sub-year groupings: seasons 21 to 32, quarters 33 to 36, quadrimesters 37 to 39, semesters 40 and 41."""
DAYS_OF_UNKNOWN = 31
LEAP = 2000


def edtf_fault(text: str) -> str | None:
    """What is wrong with an EDTF string, and what is expected; None where it is valid."""
    if text[:1] + text[-1:] in ("[]", "{}"):
        members = [member.strip() for part in text[1:-1].split(",") for member in part.split("..") if member.strip()]
        return next(filter(None, map(_date_fault, members)), None) if members else f"met {text!r}; a set has members"
    if "/" not in text:
        return _date_fault(text, clock=True)
    start, *rest = text.split("/")
    if len(rest) != 1 or (start in ("", "..") and rest[0] in ("", "..")):
        return f"met {text!r}; an interval is start/end, one of them may be .. (2020/2023, 2020/..)"
    ends = [end for end in (start, rest[0]) if end not in ("", "..")]
    if fault := next(filter(None, map(_date_fault, ends)), None):
        return fault
    if len(ends) == 2 and all(re.fullmatch(r"\d{4}(-[01]\d(-\d\d)?)?", end) for end in ends) and _later(*ends):
        return f"met {text!r}, which ends before it begins; put the earlier date first"
    return None


def _later(start: str, end: str) -> bool:
    shared = min(len(start), len(end))
    return start[:shared] > end[:shared]


def _date_fault(text: str, clock: bool = False) -> str | None:
    date = _DATE.match(text)
    if week := _WEEK.fullmatch(text):
        return f"met {text!r}; EDTF has no weeks: write its days, as {_week(int(week[1]), int(week[2]))}"
    if not date or (rest := text[date.end() :]) and not (rest.startswith("T") and date["day"]):
        return f"met {text!r}; expected EDTF such as 2025, 2025-07, 2025-07-03, 2025-33 (first quarter), 199X, 2020/2023, 2020/.."
    if rest and not (clock and _TIME.fullmatch(rest)):
        return f"met {text!r}; a time of day has seconds and stands in no interval: leave it out ({date[0]})"
    return _calendar_fault(text, date["year"], date["month"], date["day"])


def _week(year: int, week: int) -> str:
    import datetime

    try:
        monday = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return "2025-07-07/2025-07-13"
    return f"{monday}/{monday + datetime.timedelta(days=6)}"


def _calendar_fault(text: str, year: str, month: str | None, day: str | None) -> str | None:
    """Months and days that no calendar has, where their digits are known."""
    if month is None or "X" in month:
        return None if day is None or "X" in day or 1 <= int(day) <= DAYS_OF_UNKNOWN else f"met {text!r}; no month has a day {day}"
    number = int(month)
    if not 1 <= number <= 12:
        if FIRST_GROUPING <= number <= LAST_GROUPING and day is None:
            return None
        return f"met {text!r}; expected a month 01 to 12 or a part of the year 21 to 41 without a day"
    if day is not None and "X" not in day:
        last = calendar.monthrange(LEAP if "X" in year or year.startswith("-") else max(1, int(year)), number)[1]
        if not 1 <= int(day) <= last:
            return f"met {text!r}; that month has days 01 to {last:02}"
    return None
