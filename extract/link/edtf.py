"""Time expressions to EDTF (Extended Date/Time Format, ISO 8601-2), read against an anchor.

Half years, quarters and seasons are sub-year groupings (2020-40, 2020-34, 2020-21); several months are an interval. The time of
day is dropped. 目前 and the like are the month of publication; words that fix no date (近日, 几年前) have no reading.
"""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache

from msgspec.structs import replace

from extract.lexicon import rows, words
from extract.link.edtf_brackets import unbracketed
from extract.link.edtf_feasts import feast
from extract.link.edtf_numbers import small_int
from extract.link.edtf_parts import (
    CACHE,
    Anchor,
    Stretch,
    about,
    deictics,
    fields,
    plain,
    present_words,
    shift_months,
    unfixed_words,
)
from extract.link.edtf_points import point
from extract.link.edtf_years import spelt

__all__ = ["Anchor", "to_edtf"]

_OPENING = re.compile(r"(?:((?:累计|截)[至止]|[到至])|自从?|从|由|于|在)(?:当地时间|北京时间)?")
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
"""A year, month or day, as an interval may begin with."""
_EVENT_SINCE = re.compile(r"(?:自从?|从)?(?P<core>.+?[年月日号季旬底初天周])(?![年月日号季旬底初])[^，,\d]{2,12}?以来")
"""自去年4月新制实施以来: since the time, whatever began then."""
_CLOSING = re.compile(
    r"(?P<since>(?:有[记纪]录)?以来|开始|起|之后|以后|(?<!午)后|(?:[至迄]今|到现在|到目前)(?:为止)?)$|(?P<around>前后|左右)$"
    r"|(?P<until>(?:结束)?之前|以前|结束前|前)$|(?:期间|之间|间|份|内)$"
)
_CLOCK = re.compile(r"[时点分刻半]\Z|:\d\d\Z")
"""An hour, which the reading leaves out: what is said of it bends no date (5日下午3时左右)."""
_YEAR_SO_FAR = re.compile("(?P<year>[今去]年)(?:以来)?截[至止](?P<until>.+)")
_RANGE = re.compile(r"(.+?)起?(?:[-—–~～]|至|到|与|和|及|、(?:.+[和与及、])?)(.+?)止?")
_ENDING = re.compile(
    r"截[至止](?P<until>.+?[年月日号底末])(?:止?的|止|(?=\S{1,3}个月))(?:(?P<named>\d{4})年?)?(?:(?:(?:会计|财政)?年度|财年)(?=第))?(?P<span>(?P<count>[\d一二三四五六七八九十两]{1,3})(?P<unit>个月|个?季度|周|个?星期|年)"
    r"|本?(?:[上前]半财?|财政|会计|财)?年(?:度|全年)?|全年|中期|半年|季度|第[一二三四1-4]财?季度?)(?:内|里|期间|间)?"
)
"""截至6月30日的三个月内: what ends with the day, and how long it is."""
_SPAN_MONTHS = {"上": 6, "前": 6, "半": 6, "中": 6, "季": 3, "第": 3}
_BLANKS = re.compile(r"(?<=\D) | (?=\D)|\u3000")
_SHORT = {"现": "目前", "昨": "昨天", "今起": "今天起", "明起": "明天起", "即日": "今天", "即日起": "今天起"}
_SAME = "同期"
_UP_TO_NOW = ("迄今", "至今", "迄今为止", "至今为止", "目前为止")
_YEAR = re.compile(r"(?<![\d-])\d{4}")
_NUMERAL = "[〇零一二三四五六七八九十\\d]"
_CALENDAR = {"year", "month", "day", "hour"}


@cache
def _counted() -> re.Pattern[str]:
    leads, units = "|".join(words("times_leads")), "|".join(words("times_units"))
    count = r"(?:\d{1,3}|[一二三四五六七八九十百两半]+)"
    close = "以?来|之?内|里|间|[之以]?前|[之以]?后"
    return re.compile(rf"(?P<lead>{leads}|[这那])?(?P<count>{count})[多余]?(?P<unit>{units})(?P<more>半)?(?P<close>{close})?")


@cache
def _periods() -> dict[str, str]:
    """Periods with a name, with their EDTF."""
    return dict(rows("times_periods"))  # type: ignore[arg-type]


@cache
def event_readings() -> dict[str, str]:
    """Seasons from which on something counts (入夏以来), with the month in which they begin, and other events with their reading."""
    return {word: reading for word, reading, _ in rows("times_events") if reading}


def _of_event(reading: str, anchor: Anchor, total: bool) -> str | None:
    """A season from its month on, what is told of a day as that day (截至收盘), 同一时期 as the time named before, else the reading itself."""
    if reading == "day":
        day = point("今天", replace(anchor, published=_here(anchor)))
        if not day:
            return None
        return f"../{day.code}" if total else day.code
    if reading == "same":
        return anchor.previous
    if len(reading) > 2:
        return reading
    if reading == "-" or not anchor.published:
        return None
    return f"{anchor.published.year - (anchor.published.month < int(reading)):04d}-{reading}/.."


_Found = re.Match[str] | None


@lru_cache(maxsize=CACHE)
def _apart(text: str) -> tuple[_Found, str, _Found, _Found]:
    """What opens a time, the rest, that as a counted stretch (过去20年) if it is one, and what closes it."""
    opening = _OPENING.match(text)
    core = text[opening.end() :] if opening else text
    found = _counted().fullmatch(core)
    counted = found if found and (found["lead"] or found["close"]) and not re.fullmatch(r"\d+日[^来内]+", core) else None
    return opening, core, counted, None if core in deictics() else _CLOSING.search(core)


@lru_cache(maxsize=CACHE)
def to_edtf(words_: str, anchor: Anchor, total: bool = False, present: bool = True) -> str | None:
    """The EDTF string of a time expression of normalised text, or None where words and anchor do not fix one.

    ``total``: the claim is a running total, so that 截至2019年 is the open interval ``../2019`` and not its end.
    ``present``: give words for the time of writing (目前) the month of publication; they have no reading otherwise.
    """
    if period := _periods().get(words_):
        return period
    words_ = unbracketed(_SHORT.get(words_, words_)) if "）" in words_ or ")" in words_ else _SHORT.get(words_, words_)
    if holiday := feast(words_, anchor):
        return holiday
    if known := event_readings().get(words_):
        return _of_event(known, anchor, total)
    if words_ in _UP_TO_NOW:
        return f"../{anchor.published}" if anchor.published else None
    if words_ in unfixed_words():
        return _now(anchor.published, total) if present and anchor.published and words_ in present_words() else None
    text = spelt(_BLANKS.sub("", words_), anchor)
    if deictics().get(text, ("",))[0] == "period":
        return anchor.previous
    if text.endswith(_SAME):
        return _same_period(text[: -len(_SAME)], anchor)
    if found := _YEAR_SO_FAR.fullmatch(text):
        last = to_edtf(found["year"] + found["until"], anchor) or to_edtf(found["until"], anchor)
        return f"{last[:4]}-01-01/{last}" if last and "/" not in last else None
    if text.startswith("截") and (ending := _ENDING.fullmatch(text)):
        return _ending(ending, anchor)
    opening, core, counted, closing = _apart(text)
    if counted:
        return _stretch_of_time(counted, anchor)
    if core in _periods():
        return f"../{_periods()[core]}" if total and opening else _periods()[core]
    since, until = (bool(closing["since"]), bool(closing["until"])) if closing else (False, False)
    stretch = _range(core, anchor, until) or (_range(core[: closing.start()], anchor, until) if closing else None)
    if stretch is None:
        event = _EVENT_SINCE.fullmatch(text) if text.endswith("以来") else None
        begun = to_edtf(event["core"], anchor) if event else None
        return f"{begun}/.." if begun and _PLAIN.fullmatch(begun) else None
    if closing and since:
        return _until_now(core[: closing.start()], stretch.first, anchor) if closing["since"][0] in "至迄到" else f"{stretch.first}/.."
    if closing and closing["around"] and not _CLOCK.search(core[: closing.start()]):
        return about(stretch).code
    if (closing and until) or (opening and (opening[1] == "累计至" or (total and opening[1]))):
        decades = closing is not None and core[: closing.start()].endswith(("年代", "世纪"))
        return f"../{_year_before(stretch) if decades else stretch.last}"
    return stretch.code


def _year_before(stretch: Stretch) -> str:
    """1980年代以前 ends with 1979: of a decade or century what lies before its first year is meant."""
    return f"{int(stretch.first) - 1:04d}"


def _now(published: datetime.date, total: bool) -> str:
    """目前: the month of publication; as the end of a running total, all up to its day."""
    return f"../{published}" if total else f"{published:%Y-%m}"


def _until_now(words_: str, first: str, anchor: Anchor) -> str:
    """去年9月至今 → 2025-09/ the day of publication; 今年至今 from the first of January."""
    day = f"{first[:4]}-01-01" if words_ in {"今年", "年初", "今年初", "今年年初"} else first
    return f"{day}/{anchor.published}" if anchor.published else f"{day}/.."


def _ending(found: re.Match[str], anchor: Anchor) -> str | None:
    """截至6月30日的三个月 → 2026-04/2026-06, the months (or, of weeks, the days) that end with that date."""
    named = f"{found['named']}年" if found["named"] and "年" not in found["until"] else ""
    until = point(named + found["until"], anchor)
    year, month, day = fields(until.last) if until else (None, None, None)
    if year is None or month is None:
        return None
    count = small_int(found["count"]) if found["count"] else None
    unit = (found["unit"] or "").removeprefix("个")
    if unit in {"周", "星期"}:
        last = datetime.date(year, month, day) if day else None
        return f"{last - datetime.timedelta(7 * count - 1)}/{last}" if last and count else None
    length = (count or 1) * {"月": 1, "季度": 3}.get(unit, 12) if unit else _SPAN_MONTHS.get(found["span"][0], 12)
    if found["span"].startswith("上半") and month == 6:
        return f"{year:04d}-40"
    if found["span"][0] == "第" and month % 3 == 0:
        return f"{year:04d}-{32 + month // 3}"
    first = plain(*shift_months(datetime.date(year, month, 1), 1 - length))
    return f"{first.code}/{year:04d}-{month:02d}" if first and length > 1 else None


def _same_period(year: str, anchor: Anchor) -> str | None:
    """去年同期: the time named before, moved to that year; 同期 alone is that time itself."""
    if not year or not anchor.previous:
        return anchor.previous
    moved, named = fields(to_edtf(year, replace(anchor, previous=None)) or to_edtf(year, anchor))[0], fields(anchor.previous)[0]
    if moved is None or named is None:
        return None
    if min(int(year_) for year_ in _YEAR.findall(anchor.previous)) + moved - named < 1:
        return None
    shifted = _YEAR.sub(lambda found: f"{int(found[0]) + moved - named:04d}", anchor.previous)
    return shifted.replace("-02-29", "-02-28")


def _range(core: str, anchor: Anchor, ahead: bool) -> Stretch | None:
    """One point, or two joined: the right one lends its unit and the left one its year and month."""
    if whole := point(core, anchor, ahead):
        return whole
    found = _RANGE.fullmatch(core)
    if not found:
        return None
    left, right = found[1], found[2]
    unit = re.match(rf"{_NUMERAL}+(学年度?|[年月日号])", right)
    if unit and re.search(rf"{_NUMERAL}$", left):
        left += unit[1]
    if re.match(r"\d\d年", right) and re.match(r"\d{4}年", left):
        right = left[:2] + right
    if "月" in left and re.fullmatch(rf"{_NUMERAL}+[日号].*", right):
        right = left[: left.rfind("月") + 1] + right
    low = point(left, anchor, ahead)
    if low is None:
        return None
    year = fields(low.last)[0]
    for previous in (low.last, f"{year + 1}" if year else low.last):  # 12月27日至1月10日 ends in the year after
        high = point(right, replace(anchor, previous=previous, ahead=True), ahead)
        if high and high.last[: len(low.first)] >= low.first[: len(high.last)]:
            break
    else:
        return None
    return Stretch(low.first if low.first == high.last else f"{low.first}/{high.last}", low.first, high.last)


def _stretch_of_time(found: re.Match[str], anchor: Anchor) -> str | None:
    """过去20年 → 2005/2025, 未来三年, 两年前 → the year, 三个月后 → the month, 10天前 → the day."""
    unit = {row[0]: row[1] for row in rows("times_units")}[found["unit"]]
    sides = {row[0]: row[1] for row in rows("times_leads")}
    close = found["close"] or ""
    half = found["count"] == "半"
    count: int | None
    if unit == "century":
        count, unit, half = 50 if half else 100 * (small_int(found["count"]) or 0), "year", False
    else:
        count = 6 if half and unit == "year" else small_int(found["count"])
        unit = "month" if half and unit == "year" else unit
    here = _here(anchor) if unit == "hour" else anchor.published
    if found["more"] and unit == "year" and count is not None:
        count, unit = 12 * count + 6, "month"  # 两年半前
    if here is None or count is None or (half and unit != "month") or unit not in _CALENDAR | {"week", "quarter"}:
        return None
    if close.endswith(("前", "后")):
        ago = close.endswith("前")
        moved = _moved(here if ago or found["lead"] else _told(anchor) or here, unit, -count if ago else count)
        return moved.code if moved and (unit != "hour" and (ago or unit != "week")) else None
    if sides.get(found["lead"] or "", "past") == "":  # 此后二十年: from the time named before
        start = fields(anchor.previous)[0]
        return f"{start:04d}/{start + count:04d}" if start and unit == "year" else None
    forward = sides.get(found["lead"] or "", "past") == "future"
    there, now = _moved(here, unit, count if forward else -count), _moved(here, unit, 0)
    if unit == "week" and not forward:
        now = _moved(here, "day", -1)  # 过去一周 is seven days, up to yesterday
    if there is None or now is None:
        return None
    return f"{now.code}/{there.code}" if forward else f"{there.code}/{now.code}"


def _here(anchor: Anchor) -> datetime.date | None:
    """The day that hours are counted from: the one named before, else that of publication."""
    year, month, day = fields(anchor.previous)
    return datetime.date(year, month, day) if year and month and day else anchor.published


def _told(anchor: Anchor) -> datetime.date | None:
    """The date that a later one is told from: that named before, where it lies before the year of publication."""
    year, month, day = fields(anchor.previous)
    known = year and anchor.published and year < anchor.published.year
    return datetime.date(year, month or 1, day or 1) if year and known else None


def _moved(date: datetime.date, unit: str, count: int) -> Stretch | None:
    """The year, month or day that lies ``count`` units from a date."""
    if unit == "year":
        return plain(date.year + count)
    if unit in {"month", "quarter"}:
        return plain(*shift_months(date, count * (3 if unit == "quarter" else 1)))
    days = {"week": 7 * count, "day": count, "hour": -(-abs(count) // 24) * (1 if count > 0 else -1)}[unit]
    if abs(days) > 10**5:
        return None
    moved = date + datetime.timedelta(days)
    return plain(moved.year, moved.month, moved.day)
