"""doccano: JSON lines of its form "JSONL(Relation)", spans and the relations between them.

Form: doccano 1.8 (sequence labelling with "Use relations" and overlapping spans allowed). Its editor counts UTF-16 code
units, or grapheme clusters where the project says "Count grapheme clusters as one character". doccano has no fields on spans;
whatever else stands in a line comes back in its export, so the rest of the record travels as ``zhclaims``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.errors import RecordError
from extract.interop.offsets import Offsets, Unit
from extract.interop.shape import kept_of, listed, number, text_of, word
from extract.interop.sheet import Link, Mark, Sheet


def line(sheet: Sheet, unit: Unit) -> dict[str, Any]:
    """One line of the import file. Raises RecordError naming the mark that begins within a grapheme cluster."""
    counted = Offsets(sheet.text, unit)
    numbers = {mark.id: number for number, mark in enumerate(sheet.marks)}
    entities = []
    for mark in sheet.marks:
        try:
            start, end = counted.out(mark.start, mark.end)
        except RecordError as error:
            raise RecordError(f"mark {mark.start} to {mark.end} ({sheet.text[mark.start : mark.end]!r}): {error}") from None
        entities.append({"id": numbers[mark.id], "label": mark.label, "start_offset": start, "end_offset": end})
    pairs = [{"from_id": numbers[link.head], "to_id": numbers[link.tail], "type": link.role} for link in sheet.links or ()]
    relations = [{"id": number} | pair for number, pair in enumerate(pairs)]
    return {"text": sheet.text, "entities": entities, "relations": relations, "zhclaims": sheet.kept}


def sheet(line: Mapping[str, Any], unit: Unit) -> Sheet:
    """One line of an export. Raises RecordError naming the span where it does not fit the text."""
    text = text_of(line, "text")
    kept = kept_of(line, "zhclaims")
    counted = Offsets(text, unit)
    marks = [_mark(*spot, counted) for spot in _entities(line)]
    links = None
    if "relations" in line:
        links = [Link(word(r, "from_id"), word(r, "to_id"), word(r, "type")) for r in listed(line, "relations")]
    id = (kept or {}).get("id") or line.get("id") or ""
    remarks = [f"the comment {comment}" for comment in line.get("Comments") or ()] if isinstance(line.get("Comments"), list) else []
    return Sheet(id=str(id), text=text, marks=marks, links=links, kept=kept, remarks=remarks)


def _entities(line: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The spans with their ids, from a project with relations (``entities``) or without (``label``: start, end, label)."""
    if "entities" in line:
        return [(word(entity, "id"), entity) for entity in listed(line, "entities")]
    triples = line.get("label")
    if not isinstance(triples, list) or not all(isinstance(t, list) and len(t) == 3 for t in triples):
        raise RecordError("expected the field entities or label with spans, met neither; export the project as JSONL")
    return [(f"#{i}", dict(zip(("start_offset", "end_offset", "label"), t, strict=True))) for i, t in enumerate(triples)]


def _mark(id: str, entity: Mapping[str, Any], counted: Offsets) -> Mark:
    try:
        start, end = counted.back(number(entity, "start_offset"), number(entity, "end_offset"))
        return Mark(id, start, end, word(entity, "label"))
    except RecordError as error:
        raise RecordError(f"entity {id}: {error}") from None
