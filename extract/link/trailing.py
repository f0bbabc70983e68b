"""Reporting words that stand behind what they report: …，X表示。 and “…”一位官员称。

The clause is the last of its sentence and holds nothing but the speaker and the verb (guide, section 6). All offsets are code
points of the one normalised text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.link.mentions import kind_of
from extract.link.rumours import is_rumour
from extract.link.scene import Frame, Setting, quote_before
from extract.link.subjects import clause_start

_ENDS = re.compile(r"[。；;]|\s*(?:\n|\Z)")
_SAYS = ("表示", "说", "称", "指出", "认为", "透露", "坦言", "写道", "补充道")
_DENIES = ("否认", "驳斥", "澄清", "反驳", "辟谣")
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


def behind_quote(s: Setting, start: int, end: int, low: int) -> int:
    """Where the quotation begins that an unnamed source ``start``–``end`` speaks, standing right behind it (“…”一位官员称。); ``end`` if none."""
    quote = quote_before(s, clause_start(s.text, start, low)) if s.quotes and _ENDS.match(s.text, end) else None
    return quote.start if quote else end
