"""Sentences and clauses as half-open offsets, by punctuation. Works on the text as read and on its normalised form."""

from __future__ import annotations

import re

CLOSERS = "」』﹂﹄”’）)】］\\]》〉"
"""Closing quotation marks and brackets: they belong to the sentence or clause that ends before them."""

LONGEST = 1000
"""Characters of the longest sentence: what has no end for so long is a list, and its parts are read each by itself."""

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_SENTENCE_SIGN = rf"""
    [。！？｡；…⋯‥!?;.]
    (?: (?<= [。！？｡；…⋯‥] )
      | (?<= [!?;] ) (?! [A-Za-z0-9/=&_] )                    # not inside addresses
      | (?<= \. ) \.{{2,}} (?! \d )
      | (?: (?<= [a-z]{{4}} \. ) | (?<= [A-Za-z]{{5}} \. )    # a word too long for an abbreviation or an initial,
          | (?<= [\u3400-\u9fff%％{CLOSERS}] \. ) )           # a Chinese character, a per cent sign or a closing mark,
        (?= \s+ [A-Z\u3400-\u9fff“‘「『（(《] | \s*$ )        # and after it the next sentence or the end of the line
    ) [{CLOSERS}]*
"""
SENTENCE_END = re.compile(rf"{_SENTENCE_SIGN} (?: {_SENTENCE_SIGN} )* (?P<straight> \" [{CLOSERS}]* )?", re.VERBOSE)
"""It begins with the sign, and says what must stand before it after that: the engine passes over all other characters fast."""

_CLAUSE_SIGN = rf"""
    [；;,，:：—―─–-]
    (?: (?<= ， ) (?! (?<= \d ， ) \d{{3}} (?! \d ) )          # a number grouped with full-width commas stays whole
      | (?<= [；;] )
      | (?<= , ) (?: (?<! \d , ) | (?! \d ) )                 # so does 1,234
      | (?<= [:：] ) (?! // ) (?: (?<! \d [:：] ) | (?! \d ) )  # so do ratios, clock times and addresses
      | (?<= [—―─] ) [—―─]+ | (?<= - ) -+                     # GB/T 15834: a dash is double, a single line connects
      | (?<= [^\d%％] \s [—―–-] ) (?= \s )                   # but with blanks around it is a dash outside of 3 - 5
    ) [{CLOSERS}]*
"""
CLAUSE_END = re.compile(rf"{_CLAUSE_SIGN} (?: {_CLAUSE_SIGN} )*", re.VERBOSE)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` in order, without blanks at their ends; every non-blank character is in exactly one.

    A sentence ends at 。！？；…, their ASCII forms or the end of a line, with the closing marks that follow. An ASCII
    full stop ends one only where that is plain: not in 3.5 or U.S., nor after short words, which may be abbreviations.
    What goes on for more than ``LONGEST`` characters without an end is parted at the end of a clause.
    """
    return [span for line in LINE.finditer(text) for span in _in_line(text, line.start(), line.end())]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of the stretch ``[start, end)``, which they tile; each ends with its comma, colon, semicolon or dash.

    The enumeration comma 、 does not part clauses, nor does a comma or colon inside a number.
    """
    spans = []
    begin = start
    for mark in CLAUSE_END.finditer(text, start, end):
        stop = mark.end()
        spans.append((begin, stop))
        begin = stop
    if begin < end:
        spans.append((begin, end))
    return spans


def first_clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The first of the ``clauses`` of a stretch that is not empty."""
    mark = CLAUSE_END.search(text, start, end)
    return start, mark.end() if mark else end


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one line. A straight quotation mark closes where an odd number of them stands before it."""
    spans = []
    begin = counted = start
    quotes = 0
    for mark in SENTENCE_END.finditer(text, start, end):
        stop = mark.end()
        if mark["straight"] is not None:
            quotes += text.count('"', counted, mark.start("straight"))
            counted = mark.start("straight")
            if quotes % 2 == 0:
                stop = counted
        spans.append((begin, stop))
        begin = stop
    spans.append((begin, end))
    parts = [part for span in spans for part in (_in_parts(text, *span) if span[1] - span[0] > LONGEST else [span])]
    return [trimmed for span in parts if (trimmed := _trim(text, *span))]


def _in_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch that is too long for a sentence, in parts of at most ``LONGEST`` characters that end with a clause where one does."""
    spans = []
    begin = last = start
    for _, stop in clauses(text, start, end):
        while stop - begin > LONGEST:
            cut = last if last > begin else begin + LONGEST
            spans.append((begin, cut))
            begin = cut
        last = stop
    spans.append((begin, end))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends, None if nothing is left."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    return (first, last) if first < last else None
