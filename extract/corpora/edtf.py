"""Whether a string is Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/), as far as gold uses it.

Dates to the day, decades and centuries (199X, 19XX), qualified dates (1986~), sub-year groupings (2025-33 is the first
quarter), date and time to the second, intervals, open ones too, and sets in brackets and braces. The rest of the standard
(long years, exponents, qualified parts) is refused: no news text needs it. ``tests/test_corpus_check.py`` compares it with the ``edtf`` package, which is slow.
"""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[?~%]?|\d{3}X|\d\dXX)(?![-\dX])")
_TIME = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
LAST_GROUPING, FIRST_GROUPING = 41, 21
"""Sub-year groupings: seasons 21 to 32, quarters 33 to 36, quadrimesters 37 to 39, semesters 40 and 41."""


def edtf_fault(text: str) -> str | None:
    """What is wrong with an EDTF string, and what is expected; None where it is valid."""
    if text[:1] + text[-1:] in ("[]", "{}"):
        return next(filter(None, map(_member_fault, text[1:-1].split(","))), None)
    if "/" not in text:
        return _date_fault(text, clock=True)
    ends = [end for end in text.split("/") if end not in ("", "..")]
    if text.count("/") > 1 or not ends:
        return f"met {text!r}; an interval is start/end, one of them may be .. (2020/2023, 2020/..)"
    if fault := next(filter(None, map(_member_fault, ends)), None):
        return fault
    if len(ends) == 2 and _later(ends[0].rstrip("?~%"), ends[1].rstrip("?~%")):
        return f"met {text!r}, which ends before it begins; put the earlier date first"
    return None


def _member_fault(text: str) -> str | None:
    """As for a date; what stands in an interval or a set is a calendar date."""
    if fault := _date_fault(text):
        return fault
    date = _DATE.fullmatch(text)
    if date is None or date["year"] is None or (date["month"] and int(date["month"]) > 12):
        return f"met {text!r} in an interval or a set; these hold years, months and days: a first quarter is 2025-01/2025-03"
    return None


def _later(start: str, end: str) -> bool:
    shared = min(len(start), len(end))
    return start[:shared] > end[:shared]


def _date_fault(text: str, clock: bool = False) -> str | None:
    date = _DATE.match(text)
    if week := _WEEK.fullmatch(text):
        return f"met {text!r}; EDTF has no weeks: write its days, as {_week(int(week[1]), int(week[2]))}"
    if not date or ((rest := text[date.end() :]) and not (rest.startswith("T") and date["day"])):
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


def _calendar_fault(text: str, year: str | None, month: str | None, day: str | None) -> str | None:
    """Months and days that no calendar has."""
    if year is None or month is None:
        return None
    number = int(month)
    if not 1 <= number <= 12:
        if FIRST_GROUPING <= number <= LAST_GROUPING and day is None and text[-1].isdigit():
            return None
        return f"met {text!r}; expected a month 01 to 12 or a part of the year 21 to 41 without a day"
    last = calendar.monthrange(max(1, int(year)), number)[1]
    if day is not None and not 1 <= int(day) <= last:
        return f"met {text!r}; that month has days 01 to {last:02}"
    return None
