"""Feasts and the holidays around them: 春节假期, “五一”期间, 农历年前, 去年国庆黄金周."""

from __future__ import annotations

import datetime
import re
from functools import cache

from extract.lexicon import rows, words
from extract.link.edtf_parts import Anchor

_MAINLAND = {None, "", "cn"}
_COLUMNS = {
    "times_lunar": ("spring", "lantern", "dragonboat", "autumn", "ninth", "qingming"),
    "times_holidays": ("newyear", "spring", "qingming", "labour", "dragonboat", "autumn", "national"),
}


@cache
def _table(name: str) -> dict[tuple[str, int], str]:
    """What ``times_lunar`` or ``times_holidays`` gives for a feast and a year."""
    return {(feast, int(row[0])): day for row in rows(name) for feast, day in zip(_COLUMNS[name], row[1:], strict=True)}


@cache
def _feasts() -> dict[str, tuple[str, str, str]]:
    return {row[0]: (row[1], row[2], row[3]) for row in rows("times_feasts") if row[3]}


@cache
def _pattern() -> re.Pattern[str]:
    hours = "|".join(words("times_dayparts"))
    feast = "|".join(word for word in words("times_feasts") if word in _feasts())
    return re.compile(
        rf"(?:截[至止]|自|从|在)?(?P<year>\d{{4}}年|[去今明前]年)?[“「]?(?P<feast>{feast})(?:、?(?:{feast}))?(?:[”」])?"
        rf"(?P<off>[“「]?(?:小?长?假期?|黄金周)[”」]?)?(?P<while>假?期间)?(?P<close>[之以]?[前后]|前后|过后|前夕|当[天日]|起)?(?P<hour>{hours})?"
    )


def feast(words_: str, anchor: Anchor) -> str | None:
    """The EDTF of a feast with a word for its holiday (假期, 期间) or for what lies before or after it; None for other words.

    The days off are those of mainland China; where they are not known, it is the month of the feast.
    """
    found = _pattern().fullmatch(words_)
    if not found or not (found["off"] or found["while"] or found["close"]):
        return None
    day = _day(found, anchor)
    if day is None:
        return None
    close = found["close"] or ""
    if found["off"] or found["while"]:
        name = _feasts()[found["feast"]][2]
        off = _table("times_holidays").get((name, day.year)) if anchor.region in _MAINLAND else None
        first, last = off.split("/") if off else (day.isoformat()[:7],) * 2
    else:
        first = last = f"{day}"
    if close == "前后":
        return f"{day}~"
    if close.endswith(("前", "前夕")):
        return f"../{first}"
    if close.endswith(("后", "起")):
        return f"{last if close.endswith('后') else first}/.."
    return first if first == last else f"{first}/{last}"


def _day(found: re.Match[str], anchor: Anchor) -> datetime.date | None:
    """The day of the feast, in the year that the words give, else that nearest to the date of publication."""
    published = anchor.published
    if found["year"] and found["year"][0].isdigit():
        return _of(found["feast"], int(found["year"][:4]))
    if published is None:
        return None
    if found["year"]:
        return _of(found["feast"], published.year + {"前": -2, "去": -1, "今": 0, "明": 1}[found["year"][0]])
    days = [day for year in range(published.year - 1, published.year + 2) if (day := _of(found["feast"], year))]
    ahead = anchor.ahead or (found["close"] or "").endswith(("前", "前夕"))
    known = [day for day in days if day >= published] if ahead else days
    return min(known, key=lambda day: abs(day - published), default=None)


def _of(word: str, year: int) -> datetime.date | None:
    month, day, name = _feasts()[word]
    known = f"{year:04d}-{int(month):02d}-{int(day):02d}" if month else f"{year:04d}-{_table('times_lunar').get((name, year), '')}"
    return datetime.date.fromisoformat(known) if len(known) == 10 and 0 < year < 3000 else None
