"""Quotations whose speaker no verb of saying tells: “…，”他摇摇头，“…”; a quotation by itself behind a sentence on somebody.

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extract.link.cues import Quote
from extract.link.mentions import is_stand_in, kind_of
from extract.link.persons import called_at_head, spoken_of, starting_name
from extract.link.scene import Frame, Setting, quote_around, quotes_in, sentence_end, times_in
from extract.link.subjects import after_lead, leading_mention, subject

_OPENING, _COMMAS = "“「『", ("，", ",")
_SPLIT = re.compile(r"(?P<comma>[，,]?)(?P<clause>[^，。；：,;:“”「」『』\n\d]{1,24})(?P<stop>[，,：:。])\s?(?P<next>[“「『])?")
_CLAUSE_END = re.compile(r"[，,。；]")
_WHOLE_LEAST = 8
"""How long a quotation is at least that is a sentence by itself."""
_AFTER = 16
"""How far behind such a quotation the words of who said it may stand."""


def split_frames(s: Setting, low: int, high: int, found: list[Frame]) -> list[Frame]:
    """“…，”X摇摇头，“…”: a quotation that ends with a comma is spoken by the person whose clause parts or follows it, whatever he does."""
    out: list[Frame] = []
    first = max(0, bisect_left(s.quote_starts, low) - 1)
    for quote in [q for q in s.quotes[first : bisect_left(s.quote_starts, high)] if low <= q.end < high]:
        m = _SPLIT.match(s.text, quote.end, high + 1)
        inner = s.text[quote.end - 2]
        if not m or not (inner in _COMMAS or (m["next"] and m["stop"] in _COMMAS and (m["comma"] or inner in "。？！?!"))):
            continue
        if any(f.source and f.low <= quote.start < f.high for f in found):
            continue
        source = _person(s, m.start("clause"), m.end("clause"))
        if source is None:
            continue
        second = sentence_end(s, m.end() - 1) if m["next"] else quote.end
        out.append(Frame(source[0], m.start("stop"), source, (m.span("stop"),), "say", quote.start, max(quote.end, second)))
    return out


def _person(s: Setting, low: int, high: int) -> tuple[int, int] | None:
    """The person with whom a clause begins, None where it begins with nobody."""
    source = subject(s.text, low, high, times_in(s, low, high))
    if source and is_stand_in(s.text[slice(*source)]) and s.text[source[0]] in "他她":
        return source
    begin = after_lead(s.text, low, high)
    named = next((p for p in spoken_of(s.text, begin, high) if s.text[p[1] : p[1] + 1] != "的"), None)
    if named and source and source[0] <= named[0]:
        return source[0], named[1]
    return starting_name(s.text, begin, high + 1)


def alone_frame(s: Setting, k: int) -> Frame | None:
    """A quotation that is a sentence by itself behind one that begins with a person, whom it names or calls 他 (何远摇摇头。“…。”)."""
    low = s.sentences[k][0]
    quote = quote_around(s, low) if s.text[low] in _OPENING else None
    if not k or quote is None or quote.start != low or quote.end - low < _WHOLE_LEAST or s.text[quote.end - 2] not in "。！？!?" or _told(s, quote):
        return None
    begin, end = s.sentences[k - 1]
    if "\n" in s.text[end - 1 : low + 1] or quotes_in(s, begin, end) or _cued(s, begin, end):
        return None
    who = _begins_with(s, begin, end)
    return Frame(low, low, who, ((low, low + 1),), "say", low, quote.end) if who else None


def _told(s: Setting, quote: Quote) -> bool:
    """Do words of saying follow a quotation, or a comma?"""
    stop = _CLAUSE_END.search(s.text, quote.end, quote.end + _AFTER)
    return s.text[quote.end : quote.end + 1] in _COMMAS or _cued(s, quote.end, stop.start() + 1 if stop else quote.end + _AFTER)


def _cued(s: Setting, low: int, high: int) -> bool:
    return bisect_right(s.cue_starts, low) < bisect_left(s.cue_starts, high)


def _begins_with(s: Setting, low: int, high: int) -> tuple[int, int] | None:
    """The person with whom a sentence begins."""
    begin = after_lead(s.text, low, high)
    if s.text[begin] in "他她" and s.text[begin + 1] not in "们的":
        return begin, begin + 1
    name = starting_name(s.text, begin, high) or called_at_head(s.text, begin, high)
    if name:
        return name
    found = leading_mention(s.text, begin, high, times_in(s, begin, begin + 1))
    return found if found and kind_of(s.text[slice(*found)]) == "person" and spoken_of(s.text, found[0], found[1] + 1) else None
