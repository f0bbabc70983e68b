"""Features of a numeric mention: named strings, readable in a model's list of weights.

They come from the rule that proposed the mention, its reading, its characters and those around it, and its place in the
line. All text is normalised, so that a document and its Simplified twin have the same features.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.schema import Quantity

VERSION = 1
"""Raised with any change here: a model is only used with the features it was trained on."""

_CLAUSE_MARKS = "，,。；;：:！？!?、\n（）()“”「」—"


def _size(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return "none"
    if value == int(value) and 0 <= value <= 3:
        return str(int(value))
    return "small" if abs(value) < 10 else "middle" if abs(value) < 1000 else "large"


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
    start, end = q.start, q.end
    left, right = text[max(0, start - 4) : start], text[end : end + 4]
    unit = q.unit or ""
    size, words = _size(q), text[start:end]
    out = [
        "bias",
        f"rule={q.rule}",
        f"family={q.rule.split('.')[0]}",
        f"label={q.label}",
        f"unit={unit}",
        f"kind={q.kind}",
        f"relation={q.relation}",
        f"size={size}",
        f"change={q.change}",
        f"kind,size={q.kind},{size}",
        f"kind,relation={q.kind},{q.relation}",
        f"rule,unit={q.rule},{unit}",
        f"shape={_shape(words)}",
        f"first={words[0]}",
        f"last={words[-1:]}",
        f"first,last={words[0]},{words[-1:]}",
        f"l1={left[-1:]}",
        f"l2={left[-2:]}",
        f"l3={left[-3:]}",
        f"r1={right[:1]}",
        f"r2={right[:2]}",
        f"r3={right[:3]}",
        f"kind,l1={q.kind},{left[-1:]}",
        f"kind,r1={q.kind},{right[:1]}",
        f"kind,l2={q.kind},{left[-2:]}",
        f"family,r2={q.rule.split('.')[0]},{right[:2]}",
        f"first,r1={words[0]},{right[:1]}",
    ]
    for char in set(text[max(0, start - 10) : start]):
        if char not in _CLAUSE_MARKS:
            out.append(f"before={char}")
    for char in set(text[end : end + 6]):
        if char not in _CLAUSE_MARKS:
            out.append(f"after={char}")
    out.extend(_place(text, mentions, i))
    return out


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
