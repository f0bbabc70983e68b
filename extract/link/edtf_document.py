"""The times of a whole document: its date of publication, and every time read against the one named before it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from extract.lexicon import words
from extract.link.edtf import Anchor, to_edtf
from extract.link.edtf_parts import deictics, fields, plain, present_words
from extract.schema import TimeMention

_SEASONS = frozenset({"本季", "上季", "下季"})
SPORT_REACH = 60  # characters around 本季 in which words of sport tell that it is a season
AHEAD_REACH = 8  # characters from a word that looks forward to the time that it governs
_UNTIL = re.compile("截[至止]")
_CLOSE_OF_MARKET = re.compile("收[盘市报]")
_STAMPED = re.compile(r"\d{4}[-/.]\d.*|\d{7,8}|\d\d?/.*|[A-Z].*", re.DOTALL)


@cache
def _looking_back() -> re.Pattern[str]:
    return re.compile("|".join(word for word, (_, shift) in deictics().items() if shift[0] in "=?"))


def nearest_earlier(text: str, times: Sequence[TimeMention], readings: Sequence[str | None], index: int) -> str | None:
    """The EDTF that ``times[index]`` may look back to: the last reading before it in its line.

    Words that look back by themselves (同年, 当月, 次日) reach over the line's end; those for days look for a day. Date stamps only
    say when something was printed and are never looked back to. ``readings`` holds the EDTF of at least all times before ``index``.
    """
    line, day = _looked_back_to(text, times[index])
    for at in range(index - 1, -1, -1):
        if times[at].start < line:
            return None
        if _is_told(text, times[at], readings[at]) and not (day and not fields(readings[at])[2]):
            return readings[at]
    return None


def _looked_back_to(text: str, mention: TimeMention) -> tuple[int, bool]:
    """From where on a time looks back to others, and whether it looks for a day."""
    back = _looking_back().search(mention.text)
    line = 0 if back else text.rfind("\n", 0, mention.start) + 1
    return line, back is not None and deictics()[back[0]][0] == "day"


def _is_told(text: str, mention: TimeMention, reading: str | None) -> bool:
    """Whether others can look back to a time: it is no date stamp, nor the base of a comparison, which is soon forgotten."""
    return bool(reading) and not _STAMPED.fullmatch(mention.text) and not text.endswith(_comparing(), 0, mention.start)


def read_times(
    text: str, times: Sequence[TimeMention], published: datetime.date | None, region: str | None = None
) -> list[str | None]:
    """The EDTF of every time of a document, in order, each read against the nearest earlier one (``nearest_earlier``)."""
    out: list[str | None] = []
    told: dict[bool, int] = {}  # the last time that others look back to, and the last that has a day
    for index, mention in enumerate(times):
        line, day = _looked_back_to(text, mention)
        previous = out[told[day]] if day in told and times[told[day]].start >= line else None
        reading = to_edtf(_in_sport(mention, text), _anchor(text, mention.start, published, previous, region), present=False)
        out.append(reading)
        if _is_told(text, mention, reading):
            told[False] = index
            if fields(reading)[2]:
                told[True] = index
    return out


def _anchor(text: str, start: int, published: datetime.date | None, previous: str | None, region: str | None) -> Anchor:
    """The anchor of a time that begins at ``start``, with what the words before it tell of its direction."""
    before = text[max(0, start - AHEAD_REACH) : start]
    return Anchor(published, previous, region, bool(_forward().search(before)), before.endswith(_comparing()))


@cache
def _sport() -> re.Pattern[str]:
    return re.compile("|".join(words("times_sport")))


def _in_sport(mention: TimeMention, text: str) -> str:
    """The words of a time, with 本季 as 本赛季 where the lines tell of sport: there it is a season, and no quarter."""
    if mention.text in _SEASONS and _sport().search(text, max(0, mention.start - SPORT_REACH), mention.end + SPORT_REACH):
        return mention.text.replace("季", "赛季")
    return mention.text


@cache
def _forward() -> re.Pattern[str]:
    """Words that look forward, in the clause of the time."""
    return re.compile(rf"(?:{'|'.join(words('times_ahead'))})[^，,。；;\n]*\Z")


@cache
def _comparing() -> tuple[str, ...]:
    return words("times_compare")


def read_chosen(
    chosen: TimeMention,
    text: str,
    times: Sequence[TimeMention],
    readings: Sequence[str | None],
    anchor: Anchor,
) -> str | None:
    """The EDTF of a time that ``when.choose_time`` gave, which may be wider than the one of ``times`` that it holds.

    ``readings``: what ``read_times`` gave for ``times``; of ``anchor`` the date and the region are used.
    """
    index = bisect_left(times, chosen.start, key=_start)
    held = times[index] if index < len(times) and times[index].end <= chosen.end else None
    until = _runs_up_to(chosen, text)
    if held and held.start == chosen.start and held.end == chosen.end and chosen.text not in present_words() and not until:
        return readings[index]
    previous = nearest_earlier(text, times, readings, index) if held else None
    around = _anchor(text, chosen.start, anchor.published, previous, anchor.region)
    words_ = _in_sport(chosen, text)
    reading = to_edtf(words_, around)
    return to_edtf(words_, around, total=True) if reading and until else reading


def _start(mention: TimeMention) -> int:
    return mention.start


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(rf"[^。；;\n]{{0,40}}?(?:{'|'.join(words('times_totals'))})")


def _runs_up_to(chosen: TimeMention, text: str) -> bool:
    """Whether 截至X gives a running total (截至2日18时已造成9人遇难) and no level (截至6月底保有量为…)."""
    if not _UNTIL.match(chosen.text) or _CLOSE_OF_MARKET.match(text, chosen.end):
        return False
    return bool(_totals().match(text, chosen.end))


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
