"""Features of a numeric mention: named strings, readable in a model's list of weights.

They come from the rule that proposed the mention, its reading, its characters and those around it, and its place in the
line. All text is normalised, so that a document and its Simplified twin have the same features.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.schema import Quantity

VERSION = 1
"""Raised with any change here: a model is only used with the features it was trained on."""

CACHE = 1 << 12
"""How many readings and shapes are remembered with their features."""

_CLAUSE_MARKS = frozenset("，,。；;：:！？!?、\n（）()“”「」—")


def _size(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return "none"
    if 0 <= value <= 3 and value == int(value):
        return str(int(value))
    return "small" if -10 < value < 10 else "middle" if -1000 < value < 1000 else "large"


@lru_cache(maxsize=CACHE)
def _shape(words: str) -> str:
    """Digits, Han and Latin characters of a mention as runs: 3.7万吨 → 9.9中."""
    out = ""
    for char in words:
        kind = "9" if char.isdigit() and char.isascii() else "a" if char.isascii() and char.isalpha() else "中" if "一" <= char <= "鿿" else char
        if not out.endswith(kind):
            out += kind
    return out


def features(text: str, mentions: Sequence[Quantity], i: int) -> list[str]:
    """The features of ``mentions[i]`` in normalised ``text``; ``mentions`` are all of the document, in order."""
    q = mentions[i]
    start, end, kind = q.start, q.end, q.kind
    left, right = text[max(0, start - 10) : start], text[end : end + 6]
    words = text[start:end]
    first, last, before, after = words[0], words[-1:], left[-1:], right[:1]
    return [
        *_reading(q.rule, q.label, q.unit or "", kind, q.relation, q.change, _size(q)),
        f"shape={_shape(words)}",
        f"first={first}",
        f"last={last}",
        f"first,last={first},{last}",
        f"l1={before}",
        f"l2={left[-2:]}",
        f"l3={left[-3:]}",
        f"r1={after}",
        f"r2={right[:2]}",
        f"r3={right[:3]}",
        f"kind,l1={kind},{before}",
        f"kind,r1={kind},{after}",
        f"kind,l2={kind},{left[-2:]}",
        f"family,r2={q.rule.partition('.')[0]},{right[:2]}",
        f"first,r1={first},{after}",
        *[f"before={char}" for char in set(left) - _CLAUSE_MARKS],
        *[f"after={char}" for char in set(right) - _CLAUSE_MARKS],
        *_place(text, mentions, i),
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
    if left and left in _CLAUSE_MARKS:
        out.append("clause-start")
    if right in ("", "\n"):
        out.append("line-end")
    if right and right in _CLAUSE_MARKS:
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
