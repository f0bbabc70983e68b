"""Features of a numeric mention: named strings, readable in a model's list of weights.

They come from the rule that proposed the mention, its reading, its characters, the words and characters around it, and its
place in the line. All text is normalised, so that a document and its Simplified twin have the same features.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.claim.contexts import CLAUSE_MARKS, context_features
from extract.schema import Quantity

VERSION = 3
"""Raised with any change here: a model is only used with the features it was trained on."""

CACHE = 1 << 12
"""How many readings and shapes are remembered with their features."""

WIDE = ("l2=", "r2=", "around=", "kind,l2=", "family,r2=", "first,r1=", "first,last=", "between=", "previous=", "next=", "value=", "counted=", "opens=")
"""Features with many values, each rare: in training they are held back more than the others (``train.methods``)."""

_NUMERAL = re.compile(r"[0-9][0-9,.]*|[〇零一二三四五六七八九十百千万亿两几数半廿]+")
_NUMERALS = (
    ("year", re.compile(r"(?:19|20)[0-9]{2}")),
    ("minguo", re.compile(r"1[01][0-9]")),
    ("code", re.compile(r"0[0-9]+")),
    ("version", re.compile(r"[0-9]\.[0-9]")),
    ("generation", re.compile(r"[1-9]\.0")),
)
_OPENING, _CLOSING = "“「『《", "”」』》"


def _size(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return "none"
    if 0 <= value <= 3 and value == int(value):
        return str(int(value))
    return "small" if -10 < value < 10 else "middle" if -1000 < value < 1000 else "large"


@lru_cache(maxsize=CACHE)
def _form(words: str, kind: str | None, unit: str | None) -> tuple[str, ...]:
    """The characters of a mention: their runs (3.7万吨 → 9.9中), their ends, and the form of the numeral."""
    shape = ""
    for char in words:
        sort = "9" if char.isdigit() and char.isascii() else "a" if char.isascii() and char.isalpha() else "中" if "一" <= char <= "鿿" else char
        if not shape.endswith(sort):
            shape += sort
    found = _NUMERAL.search(words)
    numeral = found[0] if found else ""
    han = not any("0" <= char <= "9" for char in words)
    first, last = words[0], words[-1:]
    ends = (f"shape={shape}", f"first={first}", f"last={last}", f"first,last={first},{last}", f"han={han},{kind}", f"digits={len(numeral)},{han}")
    forms = [f"numeral={name}" for name, pattern in _NUMERALS if pattern.fullmatch(numeral)]
    return (*ends, *forms, *[f"{form},{kind},{unit}" for form in forms])


DIGITS = "0123456789"

LINE_REACH = 300
"""How many characters of its line are looked at on either side of a mention."""


def features(text: str, mentions: Sequence[Quantity], i: int) -> list[str]:
    """The features of ``mentions[i]`` in normalised ``text``, each once; ``mentions`` are all of the document, in order."""
    q = mentions[i]
    start, end, kind = q.start, q.end, q.kind
    left, right = text[max(0, start - 10) : start], text[end : end + 2]
    before, after = left[-1:], right[:1]
    return [
        *_reading(q.rule, q.label, q.unit or "", kind, q.relation, q.change, _size(q)),
        *_form(text[start:end], kind, q.unit),
        f"value={q.value},{q.unit}",
        f"l1={before}",
        f"l2={left[-2:]}",
        f"r1={after}",
        f"r2={right}",
        f"kind,l1={kind},{before}",
        f"kind,r1={kind},{after}",
        f"kind,l2={kind},{left[-2:]}",
        f"family,r2={q.rule.partition('.')[0]},{right}",
        f"first,r1={text[start]},{after}",
        *[f"around={char}" for char in set(left) - CLAUSE_MARKS],
        *context_features(text, q),
        *_place(text, mentions, i),
        *_clause(text, mentions, i),
        *_line(text, q),
    ]


@lru_cache(maxsize=CACHE)
def _reading(rule: str, label: str, unit: str, kind: str | None, relation: str | None, change: str | None, size: str) -> tuple[str, ...]:
    """What the rule and the reading of a mention tell."""
    return (
        "bias",
        f"rule={rule}",
        f"family={rule.partition('.')[0]}",
        f"label={label}",
        f"unit={unit}",
        f"kind={kind}",
        f"relation={relation}",
        f"size={size}",
        f"change={change}",
        f"kind,size={kind},{size}",
        f"kind,relation={kind},{relation}",
        f"rule,unit={rule},{unit}",
    )


def _place(text: str, mentions: Sequence[Quantity], i: int) -> list[str]:
    """Where the mention stands: at the start of a line or clause, in brackets, beside which other mentions."""
    q = mentions[i]
    left, right = text[max(0, q.start - 1) : q.start], text[q.end : q.end + 1]
    out = []
    if left in ("", "\n"):
        out.append("line-start")
    if left and left in CLAUSE_MARKS:
        out.append("clause-start")
    if right in ("", "\n"):
        out.append("line-end")
    if right and right in CLAUSE_MARKS:
        out.append(f"clause-end,kind={q.kind}")
    if left in ("（", "(") and right in ("）", ")"):
        out.append("bracketed")
    before = mentions[i - 1] if i else None
    after = mentions[i + 1] if i + 1 < len(mentions) else None
    if before and q.start - before.end < 16 and "\n" not in text[before.end : q.start]:
        out.append(f"previous={before.rule},{q.kind}")
        out.append(f"between={text[before.end : q.start]}" if q.start - before.end < 3 else "between=far")
    if after and after.start - q.end < 16 and "\n" not in text[q.end : after.start]:
        out.append(f"next={after.rule},{q.kind}")
    return out


def _clause(text: str, mentions: Sequence[Quantity], i: int) -> list[str]:
    """What else the clause says: the amount after a length of time, a count that opens it, quotation marks around the number."""
    q = mentions[i]
    left, right = text[max(0, q.start - 1) : q.start], text[q.end : q.end + 4]
    out = []
    if q.kind == "duration":
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        between = text[q.end : after.start] if after and after.start - q.end < 20 else "，"
        then = f"{after.kind}" if after and CLAUSE_MARKS.isdisjoint(between) else "none"
        out = [f"then={then}", f"then={then},{text[q.end - 1]}", f"then={then},{right[:1]}", f"then={then},{left}"]
        if not left or left in CLAUSE_MARKS:
            out.append(f"then={then},start")
    elif q.kind == "count" and q.end - q.start < 4:
        words = text[q.start : q.end]
        out = [f"counted={words}", f"counted={words},{right[:1]}"]
        if not left or left in CLAUSE_MARKS:
            out += [f"opens={words}", f"opens={q.rule},{_size(q)}"]
    if left and left in _OPENING:
        closed = next((n for n, char in enumerate(right) if char in _CLOSING), None)
        out += [f"marked={closed}", f"marked={closed},{q.kind}"]
    near = text[max(0, q.start - 3) : q.start]
    if any(char.isascii() and char.isalpha() for char in near):
        out += ["latin-left", f"latin-left,{q.unit}"]
    if (right[:1].isascii() and right[:1].isalpha()) or right[:1] in ("/", "-", "_"):
        out.append("latin-right")
    return out


def _line(text: str, q: Quantity) -> list[str]:
    """What line the mention stands in: prose or not, how much of it is figures, inside a quotation or a title."""
    low, high = text.rfind("\n", max(0, q.start - LINE_REACH), q.start) + 1, text.find("\n", q.end, q.end + LINE_REACH)
    low = low or max(0, q.start - LINE_REACH)
    line = text[low : high if high >= 0 else q.end + LINE_REACH]
    out = [f"prose={'。' in line}", _figures(line)]
    before = text[low : q.start]
    if any(mark in before for mark in _OPENING):
        if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
            out.append("quoted")
        if before.count("《") > before.count("》"):
            out.append("in-title")
    return out


@lru_cache(maxsize=CACHE)
def _figures(line: str) -> str:
    """The share of digits in a line, in tenths."""
    return f"figures={10 * sum(map(line.count, DIGITS)) // len(line)}"
