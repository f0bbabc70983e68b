"""Reporting words that stand behind what they report: …，X表示。 and “…”一位官员称。

The clause is the last of its sentence and holds nothing but the speaker and the verb (guide, section 6). All offsets are code
points of the one normalised text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.link.mentions import kind_of
from extract.link.persons import spoken_of
from extract.link.rumours import is_rumour
from extract.link.scene import Frame, Setting, quote_before
from extract.link.subjects import clause_start, leading_mention
from extract.link.turns import roles

_ENDS = re.compile(r"[。；;]|\s*(?:\n|\Z)")
_SAYS = roles()["saying"]
_DENIES = roles()["denying"]
_VOICED_MOST, _TOLD_MOST = 30, 5
_NO_TELLING = ("的", "是", "和", "与", "也是", "不", "没", "等", "们")
_CLAUSE_MOST = 80
"""How many characters the clause has at most: the speaker with titles and a name in Latin script, and the verb."""
_LEAST = 6
"""How many characters what is reported has at least."""


def trailing_frame(s: Setting, start: int, end: int, begin: int, source: tuple[int, int] | None) -> Frame | None:
    """The frame of the verb ``start``–``end`` that ends its sentence, whose clause begins at ``begin`` behind a comma: all before it in
    the sentence is reported, also what another begins to tell there; None where the source is nobody who can speak."""
    if source is None or s.text[begin - 1 : begin] not in ("，", ",") or not _ENDS.match(s.text, end) or end - begin > _CLAUSE_MOST:
        return None
    low = s.sentences[max(0, bisect_right(s.sentences, (start, len(s.text))) - 1)][0]
    said = s.text.endswith(_SAYS, start, end) or (s.text.endswith(_DENIES, start, end) and is_rumour(s, low, begin))
    if not said or kind_of(s.text[slice(*source)]) not in ("person", "organisation", "unnamed"):
        return None
    return Frame(source[0], end, source, ((start, end),), "say", low, end) if begin - low > _LEAST else None


def voiced_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of the person who is all that a sentence behind a quotation names, with a word or two of how, whatever the verb (“…？”理事长何远问。)."""
    quote = quote_before(s, low) if s.quotes else None
    stop = _ENDS.search(s.text, low, high) if quote and high - low < _VOICED_MOST else None
    if quote is None or stop is None or stop.start() == low:
        return None
    if s.text[low] in "他她佢":
        who: tuple[int, int] | None = (low, low + 1)
    else:
        named = next(iter(spoken_of(s.text, low, stop.start())), None)
        head = leading_mention(s.text, low, stop.start(), [])
        who = (low, named[1]) if named and (named[0] == low or (head and head[0] == low)) else None
    told = s.text[who[1] : stop.start()] if who else ""
    if who is None or not 0 < len(told) <= _TOLD_MOST or told.startswith(_NO_TELLING) or not told.isalnum():
        return None
    return Frame(who[0], stop.start(), who, ((who[1], stop.start()),), "say", quote.start, stop.start())


def behind_quote(s: Setting, start: int, end: int, low: int) -> int:
    """Where the quotation begins that an unnamed source ``start``–``end`` speaks, standing right behind it (“…”一位官员称。); ``end`` if none."""
    quote = quote_before(s, clause_start(s.text, start, low)) if s.quotes and _ENDS.match(s.text, end) else None
    return quote.start if quote else end
