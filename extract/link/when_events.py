"""Times that an event or a season names, without a date (入夏以来, 建成后, 任内头三年): found in a sentence that holds a claim.

Their patterns are those of ``when_patterns.py``; most have no EDTF. All offsets are code points of the one normalised text that is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extract.lexicon import rows
from extract.link.when_holds import EVENT
from extract.link.when_patterns import event
from extract.schema import TimeMention

_WHOLE_DAY = re.compile("[日天号]\\Z|(?:周|星期|礼拜)[一二三四五六]\\Z")
_ROC = re.compile(r"民国|(?<!\d)1[0-3]\d年(?:度|第[一二三四1-4]|[上下]半年|[初底末]|\d{1,2}月)|新台币|台中|台北|高雄")
_RECORD = re.compile("[第最首]|新[高低]")
_CLAUSE_MARK = re.compile("[，,。；;：:、\\n]")


@cache
def _event() -> re.Pattern[str]:
    return re.compile(event())


@lru_cache(maxsize=2)
def events(text: str, low: int, high: int) -> tuple[TimeMention, ...]:
    """The times of that kind in a stretch of the text; not the reach of a record (入夏以来最高)."""
    return tuple(
        TimeMention(*found.span(found.lastgroup or 0), found[found.lastgroup or 0], EVENT, False)
        for found in _event().finditer(text, low, high)
        if not _RECORD.match(text, found.end()) and (found.lastgroup != "roc" or _of_the_republic(text))
    )


@lru_cache(maxsize=2)
def _of_the_republic(text: str) -> bool:
    """Whether a text plainly counts its years from 1912."""
    return bool(_ROC.search(text))


def with_events(times: Sequence[TimeMention], text: str, low: int, high: int) -> Sequence[TimeMention]:
    """The times together with those that events name, in order, but those in a clause with a time before them."""
    found = [named for named in events(text, low, high) if not any(_rules(time, named, text) for time in times)]
    if any(named.text in _of_day() for named in found):
        days = [time.start for time in times if _WHOLE_DAY.search(time.text) and low <= time.start]
        found = [named for named in found if named.text not in _of_day() or not any(day < named.start for day in days)]
    return sorted([*times, *found], key=_start) if found else times


@cache
def _of_day() -> frozenset[str]:
    """Parts of a day and of its trading, which a day in the sentence before them tells better (周二走高，午后涨3%)."""
    return frozenset(word for word, reading, _ in rows("times_events") if reading == "day")


def _rules(time: TimeMention, named: TimeMention, text: str) -> bool:
    if time.end <= named.start:
        return not _CLAUSE_MARK.search(text, time.end, named.start)
    return time.start < named.end


def _start(mention: TimeMention) -> int:
    return mention.start
