"""Finding time expressions: dates, clock times, periods, frames and deictic words, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import regex

from extract.lexicon import rows, seek, seeker, words
from extract.quantity import times_patterns as part
from extract.schema import TimeMention

Engine = Callable[[str], Any]

# In the order in which they are tried at one place: the more specific first. Each with its engine (see times_patterns).
RULES: dict[str, tuple[str, Engine]] = {
    "stamp": (part.STAMP, regex.compile),
    "era": (part.ERA, regex.compile),
    "plan": (part.PLAN, regex.compile),
    "fiscal": (part.FISCAL, regex.compile),
    "date": (part.DATE, re.compile),
    "part": (part.PART, regex.compile),
    "frame": (part.FRAME, regex.compile),
    "offset": (part.OFFSET, regex.compile),
}
REMEMBERED = 1 << 12
"""How many expressions are remembered with their nature: texts repeat most."""
_WORD_RANK = len(RULES)
_NAMES = {"stamp": "time.date", "fiscal": "time.part", "plan": "time.period"}
SIGNS = {"plan": ("五",), "era": ("世纪", "年代"), "fiscal": ("Q", "H", "Y", "9M", "财年")}
"""Rules that need one of these: a text without any is not scanned for them."""


@cache
def pattern(rule: str) -> Any:
    """The compiled pattern (of ``re`` or ``regex``) of one rule, a key of ``RULES``."""
    source, engine = RULES[rule]
    return engine(source)


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a match of the date rule turns out to be, by its beginning."""
    clock = re.compile(part.CLOCK)
    weekday = re.compile(r"[上下本这]?个?(?:周|星期|礼拜)[一二三四五六日天]")
    return (("time.weekday", weekday), ("time.clock", clock))


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(words("times_words"))


@cache
def _periods() -> frozenset[str]:
    return frozenset(words("times_periods"))


@lru_cache(REMEMBERED)
def _nature(rule: str, found: str) -> tuple[str, bool]:
    """The full name of the rule for what it found, and whether a numeral is in it."""
    if rule == "plan" or (rule == "word" and found in _periods()):
        return "time.period", False  # its number is part of a name
    numeric = _expression(part.NUMERIC).search(found) is not None
    if rule == "date":
        if found in _plain_words():
            return "time.word", numeric
        for name, kind in _kinds():
            if kind.match(found):
                return name, numeric
    return _NAMES.get(rule, f"time.{rule}"), numeric


def _trim(text: str, start: int, end: int) -> int:
    """Take blanks off the end, and the closing half of 自…起, 从…开始: the opening half stands outside the span too."""
    while text[end - 1] in " \u3000":
        end -= 1
    if start and text[start - 1] in "自从":
        for close in ("起", "开始"):
            if text.endswith(close, start, end):
                return end - len(close)
    return end


def _counted(text: str, start: int) -> bool:
    """Is the word's first character the unit of a number before it: 三|年内, 10|年底, 两|周前?"""
    if start == 0 or text[start] not in "年月日周天季" or text.endswith("指数", 0, start):  # 股票指数|周二
        return False
    return text[start - 1].isdigit() or text[start - 1] in "一二三四五六七八九十百两几数半个多余"


@cache
def _not_after() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("times_notwords")}


@cache
def _not_before() -> dict[str, str]:
    return {row[0]: row[2] for row in rows("times_notwords") if row[2]}


def _within_word(text: str, start: int, found: str) -> bool:
    """Is the time word part of another word or phrase: 出|现在, 平|时下, 三年|过去, 至今|年?"""
    if start > 0 and text[start - 1] in _not_after().get(found, ""):
        return True
    return found in _not_before() and text[start + len(found) : start + len(found) + 1] in tuple(_not_before()[found])


@cache
def _starts(rule: str) -> re.Pattern[str]:
    return re.compile(part.STARTS[rule])


@cache
def _words() -> re.Pattern[str]:
    return seeker((*words("times_words"), *words("times_periods")))


def _matches(text: str) -> list[tuple[int, int, int, str]]:
    """Start, minus the end, rank and name of the rule of all that the rules match, in the order in which they are weighed."""
    found = [(start, -end, _WORD_RANK, "word") for start, end, _ in seek(_words(), text)]
    places: list[int] = []
    for rank, rule in enumerate(RULES):
        if rule in SIGNS and not any(map(text.__contains__, SIGNS[rule])):
            continue
        if rule != "offset":  # which is tried where a frame is
            places = [place.start() for place in _starts(rule).finditer(text)]
        match = pattern(rule).match
        reached = 0
        for at in places:
            if at >= reached and (m := match(text, at)):
                reached = m.end()
                found.append((at, -reached, rank, rule))
    found.sort()
    return found


def find_times(text: str) -> list[TimeMention]:
    """All time expressions of normalised ``text``, sorted and not overlapping; at one place the longest wins.

    Durations, ages and ordinals of days (3个月, 90天内, 第10天) are none. ``rule`` is one of time.date, time.part
    (quarters, halves, fiscal periods), time.era, time.weekday, time.clock, time.frame (过去15年), time.offset (两周后)
    time.period (改革开放以来) and time.word (去年, 目前); ``numeric`` tells whether the words hold a numeral.
    """
    out: list[TimeMention] = []
    reached = 0
    for start, end, _, rule in _matches(text):
        if start < reached or _counted(text, start):
            continue
        stop = _trim(text, start, -end)
        words_ = text[start:stop]
        if _within_word(text, start, words_):
            continue
        out.append(TimeMention(start, stop, words_, *_nature(rule, words_)))
        reached = -end
    return out
