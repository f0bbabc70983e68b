"""The times of a whole document: its date of publication, and every time read against the one named before it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from extract.link.edtf import Anchor, to_edtf
from extract.link.edtf_parts import deictics, fields, plain
from extract.schema import TimeMention

_STAMPED = re.compile(r"\d{4}[-/.]\d.*|\d{7,8}|\d\d?/.*|[A-Z].*", re.DOTALL)


@cache
def _looking_back() -> re.Pattern[str]:
    return re.compile("|".join(word for word, (_, shift) in deictics().items() if shift.startswith("=")))


def nearest_earlier(text: str, times: Sequence[TimeMention], readings: Sequence[str | None], index: int) -> str | None:
    """The EDTF that ``times[index]`` may look back to: the last reading before it in its line.

    Words that look back by themselves (同年, 当月, 次日) reach over the line's end. Date stamps only say when something was
    printed and are never looked back to. ``readings`` holds the EDTF of at least all times before ``index``.
    """
    line = 0 if _looking_back().search(times[index].text) else text.rfind("\n", 0, times[index].start) + 1
    for mention, reading in zip(reversed(times[:index]), reversed(readings[:index]), strict=True):
        if mention.start < line:
            return None
        if reading and not _STAMPED.fullmatch(mention.text):
            return reading
    return None


def read_times(
    text: str, times: Sequence[TimeMention], published: datetime.date | None, region: str | None = None
) -> list[str | None]:
    """The EDTF of every time of a document, in order, each read against the nearest earlier one (``nearest_earlier``)."""
    out: list[str | None] = []
    for index, mention in enumerate(times):
        out.append(to_edtf(mention.text, Anchor(published, nearest_earlier(text, times, out, index), region)))
    return out


def read_chosen(
    chosen: TimeMention,
    text: str,
    times: Sequence[TimeMention],
    readings: Sequence[str | None],
    anchor: Anchor,
    total: bool = False,
    present: bool = False,
) -> str | None:
    """The EDTF of a time that ``when.choose_time`` gave, which may be wider than the one of ``times`` that it holds.

    ``readings``: what ``read_times`` gave for ``times``; ``anchor.previous`` is not used. ``total`` and ``present`` are as
    in ``to_edtf``.
    """
    index = next((i for i, mention in enumerate(times) if chosen.start <= mention.start and mention.end <= chosen.end), None)
    previous = nearest_earlier(text, times, readings, index) if index is not None else None
    return to_edtf(chosen.text, Anchor(anchor.published, previous, anchor.region), total, present)


_HEAD_LINES = 5  # a date line stands among the first lines
_DATE_LINE_LENGTH = 40  # and is a line by itself, at most with a place or an outlet
_DATE_LINE = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}"
    r"|(?:\d{4}|1\d\d|9\d)年\d{1,2}月\d{1,2}日)"
)
_FOOT_STAMP = re.compile(r"(?<=[)）\]】])\d{7}(?=\s|$)")


def document_date(text: str, meta: Mapping[str, Any]) -> datetime.date | None:
    """The date of publication: ``meta["published"]`` (any usual form; a month counts as its last day), else a date line at
    the head of the normalised ``text``, else the date stamp that closes an agency report. None where there is none.
    """
    given = re.sub(r"\s", "", str(meta.get("published") or "")) and str(meta["published"]).strip()
    candidates = [given] if given else []
    lines = [line for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES] if len(line.strip()) <= _DATE_LINE_LENGTH]
    candidates += [head[0] for line in lines if (head := _DATE_LINE.search(line))]
    if foot := _FOOT_STAMP.search(text):
        candidates.append(foot[0])
    for words_ in candidates:
        year, month, day = fields(_iso(words_))
        if year and month:
            last = plain(year, month, day) if day else None
            return datetime.date(year, month, day) if last and day else _last_day(year, month)
    return None


def _iso(words_: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d.*)?", words_):
        return words_[:10]
    return to_edtf(re.sub(r"^(\d{4})[/.](\d{1,2})$", r"\1年\2月", words_), Anchor())


def _last_day(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(1)
