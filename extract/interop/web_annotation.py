"""W3C Web Annotation: an annotation page for each document, as JSON-LD, one a line.

Form: Web Annotation Data Model, Recommendation of 23 February 2017. It counts code points ("MUST be in terms of unicode code
points, not in terms of code units", 4.2.5), and so do we. A mark is an annotation with a position and a quotation of its text, a
link one with the motivation ``linking``. Text and rest of the record are properties of the page in a namespace of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from extract.errors import RecordError
from extract.interop.offsets import Offsets
from extract.interop.shape import kept_of, listed, named, number, text_of, word
from extract.interop.sheet import FIELDS, Link, Mark, Sheet

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"@version": 1.1, "zhclaims": "urn:zhclaims:terms:", "zhclaims:record": {"@type": "@json"}},
]
AROUND = 16
"""Characters before and after a quotation that tell it from others of the same words."""


def page(sheet: Sheet) -> dict[str, Any]:
    """The annotation page of one document."""
    source = f"urn:zhclaims:{quote(sheet.id, safe='')}"
    items = [_mark(mark, sheet.text, source) for mark in sheet.marks]
    for index, link in enumerate(sheet.links or ()):
        body = {"type": "SpecificResource", "purpose": "linking", "source": f"{source}#{link.tail}", "zhclaims:role": link.role}
        items.append({"id": f"{source}#l{index}", "type": "Annotation", "motivation": "linking", "body": body, "target": f"{source}#{link.head}"})
    head = {"@context": CONTEXT, "id": f"{source}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return head | {"zhclaims:id": sheet.id, "zhclaims:text": sheet.text, "zhclaims:record": sheet.kept}


def _mark(mark: Mark, text: str, source: str) -> dict[str, Any]:
    body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "classifying", "value": mark.label}]
    if mark.fields:
        body.append({"type": "zhclaims:Fields", "purpose": "describing"} | {f"zhclaims:{name}": words for name, words in mark.fields.items()})
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    before, after = text[max(0, mark.start - AROUND) : mark.start], text[mark.end : mark.end + AROUND]
    quotation = {"type": "TextQuoteSelector", "exact": text[mark.start : mark.end], "prefix": before, "suffix": after}
    target = {"source": source, "selector": [position, quotation]}
    return {"id": f"{source}#{mark.id}", "type": "Annotation", "motivation": "classifying", "body": body, "target": target}


def sheet(page: Mapping[str, Any]) -> Sheet:
    """One annotation page. Raises RecordError naming the annotation that does not fit the text."""
    text = text_of(page, "zhclaims:text")
    kept = kept_of(page, "zhclaims:record")
    counted = Offsets(text, "codepoint")
    marks, links = [], []
    for item in listed(page, "items"):
        id = word(item, "id")
        try:
            if item.get("motivation") == "linking":
                links.append(_link(item))
            else:
                marks.append(_read(item, text, counted))
        except RecordError as error:
            raise RecordError(f"annotation {id}: {error}") from None
    id = (kept or {}).get("id") or page.get("zhclaims:id") or word(page, "id")
    return Sheet(id=str(id), text=text, marks=marks, links=links, kept=kept, holds=frozenset(FIELDS))


def _read(item: Mapping[str, Any], text: str, counted: Offsets) -> Mark:
    bodies = [item["body"]] if isinstance(item.get("body"), dict) else listed(item, "body")
    labels = [body["value"] for body in bodies if body.get("purpose") == "classifying" and isinstance(body.get("value"), str)]
    if len(labels) != 1:
        raise RecordError(f"expected one body with the purpose classifying, met {len(labels)}")
    said = {name: body[f"zhclaims:{name}"] for body in bodies for name in FIELDS if f"zhclaims:{name}" in body}
    fields = {name: words.strip() for name, words in said.items() if isinstance(words, str) and words.strip()}
    start, end = _place(named(item, "target", dict), text, counted)
    return Mark(_fragment(word(item, "id")), start, end, labels[0], fields)


def _place(target: Mapping[str, Any], text: str, counted: Offsets) -> tuple[int, int]:
    """Where the selectors lead: they must agree. A quotation alone must occur just once."""
    given = [target["selector"]] if isinstance(target.get("selector"), dict) else listed(target, "selector")
    by_type = {str(selector.get("type")): selector for selector in given}
    position, quotation = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    if quotation is None and position is None:
        raise RecordError("expected a TextPositionSelector or a TextQuoteSelector, met neither")
    exact = word(quotation, "exact") if quotation else None
    if position is not None:
        start, end = counted.back(number(position, "start"), number(position, "end"))
        if exact is not None and text[start:end] != exact:
            raise RecordError(f"the text at {start} to {end} is {text[start:end]!r}, but the quotation says {exact!r}; text or offsets were changed")
        return start, end
    before, after = (str(quotation.get(name) or "") for name in ("prefix", "suffix")) if quotation else ("", "")
    whole = f"{before}{exact}{after}"
    start = text.find(whole)
    if start < 0 or text.find(whole, start + 1) >= 0:
        raise RecordError(f"the quotation {exact!r} occurs {'not at all' if start < 0 else 'more than once'}; give a TextPositionSelector too")
    return start + len(before), start + len(before) + len(exact or "")


def _link(item: Mapping[str, Any]) -> Link:
    body = named(item, "body", dict)
    return Link(_fragment(word(item, "target")), _fragment(word(body, "source")), word(body, "zhclaims:role"))


def _fragment(iri: str) -> str:
    """The last part of an annotation's IRI: the id of its mark."""
    return iri.rpartition("#")[2]
