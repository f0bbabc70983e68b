"""Is the quantity the amount of a change, of a difference, a factor, or a level? (guide, section 5)"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, trie
from extract.schema import Change, Kind

_CLAUSE = re.compile(r"[，,。；;！？!?\n：:（(]")
_GAP = r"(?:了|的|约|近|逾|超|仅|只|达|多达|高达|为|是|出|有|共|再|各|至少|接近|超过|大约|幅度?|率)*"


@cache
def _frames() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {"before": {}, "compare": {}, "rate": {}}
    for word, frame, change in rows("changes"):
        out[frame][word] = change
    return out


@cache
def _before() -> re.Pattern[str]:
    frames = _frames()
    entries = tuple({**frames["before"], **frames["rate"]})
    return re.compile(rf"(?P<word>{trie(entries)}){_GAP}\Z")


@cache
def _lasting() -> re.Pattern[str]:
    """The changes that a length of time can be the amount of (延长两年)."""
    return re.compile(rf"(?P<word>延长|缩短)了?{_GAP}\Z")


@cache
def _compare() -> re.Pattern[str]:
    return re.compile(rf"(?:比|较)[^，,。；;]{{1,30}}?(?P<word>{trie(tuple(_frames()['compare']))}){_GAP}\Z")


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(trie(tuple(_frames()["before"])))


@cache
def _level() -> re.Pattern[str]:
    return re.compile(trie(tuple(w for w, change in _frames()["before"].items() if change == "level")))


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{trie(tuple(_frames()['rate']))})[^，,。；;（）()]{{0,8}}\Z")


_EXCEEDS = re.compile(r"(?:高出|多出|超出|领先)[^，,。；;\d]{1,6}\Z")


def clause_before(text: str, start: int, width: int = 40) -> str:
    """The clause up to ``start``, at most ``width`` characters of it."""
    window = text[max(0, start - width) : start]
    cut = 0
    for m in _CLAUSE.finditer(window):
        cut = m.end()
    return window[cut:]


def change_of(text: str, start: int, kind: Kind | None, unit: str | None) -> Change | None:
    """The change that the words directly before a quantity make it the amount of; None for a level.

    ``text`` is normalised, ``start`` the start of the quantity's span in it. Ranks, ages and durations have none.
    """
    if kind in ("rank", None):
        return None
    before = clause_before(text, start)
    if kind == "duration":
        m = _lasting().search(before)
        return _frames()["before"][m["word"]] if m else None  # type: ignore[return-value]
    compared = _compare().search(before)
    m = _before().search(before)
    word = m["word"] if m else None
    frames = _frames()
    if compared and (word is None or word in ("超出",)):
        return frames["compare"][compared["word"]]  # type: ignore[return-value]
    if word and not (unit in ("[pp]", "[bp]") and word in frames["rate"]):
        change = frames["before"].get(word) or frames["rate"].get(word)
        if change != "level":
            return change  # type: ignore[return-value]
    if word is None and _EXCEEDS.search(before):
        return "more"
    rate = _rate().search(before) if kind == "percent" else None
    if rate:
        return frames["rate"][rate["word"]]  # type: ignore[return-value]
    if unit == "{倍}" and _level().search(before):
        return "factor"
    if unit in ("[pp]", "[bp]"):
        changes = [frames["before"][w] for w in _anywhere().findall(before)]
        return next((c for c in changes if c != "level"), None)  # type: ignore[misc]
    return None
