"""What the rules of reporting look at (``Setting``) and what they find (``Frame``)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from extract.link.cues import Cue, Quote, find_cues, find_quotes

_CLOSED = re.compile(r"[”」』\"] ?[，,]? ?\Z")
_LATIN_BRACKET = re.compile(r"[（(][A-Za-z][^（）()，。；]{6,100}[）)]")
CLOSED_MOST = 4
"""How many characters the end of a quotation, a comma and blanks are at most, before the words of who said it."""
_BEHIND_QUOTES = frozenset("”」』\" ，,")
DATA = ("数据", "研究", "调查", "统计", "资料", "民调", "问卷", "监测", "检测", "评估")
RESULT = "结果"
_FIRST_PERSON = ("我", "咱", "笔者")
_NO_PERSON = frozenset("国市省县区校院方")
PERSONAL = 2
"""How often an author must say 我 for a text to be one of the first person."""


class Frame(Struct, frozen=True, gc=False):
    """``start``–``end`` the reporting words, ``low``–``high`` what they report; ``outer`` the frame they stand inside."""

    start: int
    end: int
    source: tuple[int, int] | None
    cues: tuple[tuple[int, int], ...]
    form: str
    low: int
    high: int
    outer: Frame | None = None
    carried: int = 0


class Setting(Struct, frozen=True):
    """What the frame rules look at: the text with its sentences, times, cues and quotations, all found before.

    ``personal``: an author says 我 in it, time and again and outside quotations. The starts of times, cues and quotations are to find
    them by, ``events`` are both and ``views``, where somebody's view may stand (在…看来); ``openings`` keeps how sentences begin, once that is asked for.
    """

    text: str
    sentences: list[tuple[int, int]]
    times: list[tuple[int, int]]
    time_starts: list[int]
    cues: list[Cue]
    cue_starts: list[int]
    quotes: list[Quote]
    quote_starts: list[int]
    events: list[int]
    openings: dict[int, list[str]]
    views: list[int]
    personal: bool = False


def setting(
    text: str, sentences: list[tuple[int, int]], times: list[tuple[int, int]], lines: list[tuple[int, int]], views: re.Pattern[str]
) -> Setting:
    """Gather the quotations of normalised text and the cues of the ``lines`` that are read, once; ``views`` tell where one may stand."""
    quotes = find_quotes(text)
    cues = [cue for low, high in lines for cue in find_cues(text, low, high)]
    cue_starts, quote_starts = [c.start for c in cues], [q.start for q in quotes]
    told = [m.start() for m in views.finditer(text)]
    events = sorted(cue_starts + quote_starts + told)
    found = Setting(text, sentences, times, [start for start, _ in times], cues, cue_starts, quotes, quote_starts, events, {}, told)
    first = (at for word in _FIRST_PERSON for at in places(text, word) if not (word == "我" and text[at + 1 : at + 2] in _NO_PERSON))
    said = islice((at for at in first if not quote_around(found, at)), PERSONAL)
    return replace(found, personal=True) if len(list(said)) == PERSONAL else found


def places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text: faster than an expression for words that are rare."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def bracketed(text: str, start: int, end: int) -> int:
    """How many characters stand in brackets in ``text[start:end]``, such as foreign names, which make no phrase too long."""
    return sum(m.end() - m.start() for m in _LATIN_BRACKET.finditer(text, start, end))


def quote_around(s: Setting, pos: int) -> Quote | None:
    """The outermost quotation around ``pos``."""
    i = bisect_right(s.quote_starts, pos) - 1
    return s.quotes[i] if i >= 0 and pos < s.quotes[i].end else None


def quote_ended(s: Setting, pos: int) -> Quote | None:
    """The last quotation that has ended at ``pos``."""
    i = bisect_left(s.quote_starts, pos) - 1
    if i >= 0 and s.quotes[i].end > pos:
        i -= 1
    return s.quotes[i] if i >= 0 else None


def quotes_in(s: Setting, low: int, high: int) -> bool:
    """Does a quotation stand in or reach into ``text[low:high]``?"""
    i = bisect_left(s.quote_starts, high) - 1
    return i >= 0 and low < s.quotes[i].end


def times_in(s: Setting, start: int, end: int) -> list[tuple[int, int]]:
    """The time mentions that begin in ``text[start:end]``."""
    i = bisect_left(s.time_starts, start)
    return s.times[i : bisect_left(s.time_starts, end, i)] if i < len(s.times) and s.time_starts[i] < end else []


def quote_at(s: Setting, pos: int) -> Quote | None:
    """The quotation that begins at ``pos``."""
    i = bisect_left(s.quote_starts, pos)
    return s.quotes[i] if i < len(s.quotes) and s.quote_starts[i] == pos else None


def quote_before(s: Setting, pos: int) -> Quote | None:
    """The quotation that ends directly before ``pos`` (a comma or blank may stand between)."""
    if s.text[pos - 1 : pos] not in _BEHIND_QUOTES or not (m := _CLOSED.search(s.text, max(0, pos - CLOSED_MOST), pos)):
        return None
    quote = quote_around(s, m.start())
    introduced = quote is not None and s.text[quote.start - 1 : quote.start] in ("：", ":")
    return quote if quote and quote.end == m.start() + 1 and not introduced else None


def sentence_end(s: Setting, pos: int) -> int:
    """The end of the sentence that holds ``pos``."""
    i = bisect_left(s.sentences, (pos + 1, 0)) - 1
    return s.sentences[i][1] if i >= 0 and s.sentences[i][1] > pos else pos


def inside(frame: Frame, outer: Frame | None) -> Frame:
    """A frame with the chain of its carriers led on to ``outer``."""
    return replace(frame, outer=inside(frame.outer, outer) if frame.outer else outer)


def is_bare(s: Setting, frame: Frame) -> bool:
    """Is the source but the noun of its cue (数据|显示), which names nobody?"""
    return frame.source is not None and bool(frame.cues) and frame.source[0] == frame.cues[0][0] and s.text[slice(*frame.source)] in DATA
