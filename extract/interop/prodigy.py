"""Prodigy: tasks for its interfaces ``spans_manual`` and ``relations``, JSON lines (https://prodigy.ai/docs/api-interfaces).

A token is a character, as in spaCy's own segmentation of Chinese, so that every span begins and ends with one. Offsets are
code points (Python strings); ``token_end`` is the last token of a span, and a relation names the last tokens of its spans.
"""

from __future__ import annotations

from typing import Any

from extract.interop.sheet import Mark, Sheet


def task(sheet: Sheet) -> dict[str, Any]:
    """One task. The rest of the record is ``zhclaims``, which Prodigy keeps and does not show."""
    text = sheet.text
    tokens = [{"text": char, "start": i, "end": i + 1, "id": i, "ws": False} for i, char in enumerate(text)]
    spans = {mark.id: _span(mark, text) for mark in sheet.marks}
    relations = []
    for link in sheet.links or ():
        head, child = spans[link.head], spans[link.tail]
        ends = {"head": head["token_end"], "child": child["token_end"], "head_span": head, "child_span": child}
        relations.append(ends | {"label": link.role})
    meta = {"id": sheet.id}
    return {"text": text, "tokens": tokens, "spans": list(spans.values()), "relations": relations, "meta": meta, "zhclaims": sheet.kept}


def _span(mark: Mark, text: str) -> dict[str, Any]:
    words = {"text": text[mark.start : mark.end], "start": mark.start, "end": mark.end}
    return words | {"token_start": mark.start, "token_end": mark.end - 1, "label": mark.label}
