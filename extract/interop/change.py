"""One mention as a tool gives it back: as it was, but for what was changed there; or a new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from extract.errors import RecordError
from extract.interop.sheet import (
    AMOUNTS,
    CHOICES,
    FIELDS,
    LISTS,
    ROLES,
    SIDE,
    Mark,
    Place,
    Sheet,
    fields_of,
    places_of,
    said,
)
from extract.jsonl import MAX_EXPONENT
from extract.schema import Quantity

Linked = Mapping[str, list[Place]]
"""Where a mention's links lead, by role."""
Reader = Callable[[Mark], Quantity | None]
"""The number parser's reading of the words of a mark, if they are just one amount."""

STATED = ("kind", "relation", "unit", "modality")
"""What a claim must say unless it is optional (``docs/record.md``)."""
COMMON = ("start", "end", "text", "label", "optional", "confidence")
"""The fields that a mention may keep when it becomes one of another label."""
AMOUNT = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)


def changed(was: Mapping[str, Any], mark: Mark, linked: Linked, sheet: Sheet, read: Reader) -> dict[str, Any]:
    """The mention ``was`` with the place, label, links and fields that the tool now has; the very same if all agree.

    ``read`` gives the number parser's reading, for what becomes a claim. Raises RecordError for what does not fit.
    """
    mention, before = dict(was), fields_of(was)
    if (was["start"], was["end"]) != (mark.start, mark.end):
        mention |= _span((mark.start, mark.end), sheet.text)
        if "id" in was:
            mention["id"] = f"{sheet.id}#{mark.start}-{mark.end}"
    if was.get("label", "claim") != mark.label:
        mention = {name: mention[name] for name in COMMON if name in mention} | {"label": mark.label}
        if mark.label != "claim":  # fields and links that it had as a claim go with that
            return mention
        mention |= _template(read(mark))
        before = fields_of(mention)
    for role in ROLES:
        if sheet.links is not None and set(linked[role]) != set(places_of(mention, role)):
            _link(mention, role, linked[role], sheet)
    for name in FIELDS:
        now, then = mark.fields.get(name, "").strip(), before.get(name, "").strip()
        if name in sheet.holds and now != then and (now or mark.label == was.get("label", "claim")):
            _write(mention, name, now)
    return _checked(mention)


def new(mark: Mark, linked: Linked, sheet: Sheet, read: Reader) -> dict[str, Any]:
    """A mention that was marked in the tool. A claim has the parser's reading where the tool says nothing else of it."""
    mention: dict[str, Any] = _span((mark.start, mark.end), sheet.text) | {"label": mark.label, "optional": False}
    if mark.label == "claim":
        mention |= _template(read(mark))
    for role in ROLES:
        if linked[role]:
            _link(mention, role, linked[role], sheet)
    for name, words in mark.fields.items():
        _write(mention, name, words)
    return _checked(mention)


def _template(read: Quantity | None) -> dict[str, Any]:
    """The fields of a claim, with the amount as the parser reads it."""
    names = ("kind", "value", "low", "high", "relation", "unit", "unit_text", "change")
    fields = {name: getattr(read, name) if read else None for name in names}
    if read and read.relation and not read.unit:
        fields["unit"] = "1"
    return fields | {"modality": "fact", "entity": None, "property": None, "time": None, "source": None}


def _span(place: Place, text: str) -> dict[str, Any]:
    start, end = place
    return {"start": start, "end": end, "text": text[start:end]}


def _link(mention: dict[str, Any], role: str, places: list[Place], sheet: Sheet) -> None:
    """Set what a claim is linked to in one role."""
    if mention.get("label", "claim") != "claim":
        raise RecordError(f"has the label {mention['label']} and a link ({role}); only claims have links")
    if len(places) > 1 and role not in LISTS:
        raise RecordError(f"has {len(places)} links ({role}), and a claim has one; keep the right one")
    spans = [_span(place, sheet.text) for place in places]
    span = spans[0] if spans else None
    if role in ("entity", "property"):
        mention[role] = span
    elif role == "when":
        was = mention.get("time")
        mention["time"] = span | {"edtf": was["edtf"] if was and _overlap(was, span) else None} if span else None
    elif role == "source":
        mention["source"] = _source(mention.get("source"), span, gold="claims" not in (sheet.kept or ()))
    elif mention.get("source"):
        old = {(via["start"], via["end"]): via for via in mention["source"].get("via") or ()}
        carriers = [old.get((s["start"], s["end"]), s | {"name": s["text"], "kind": None}) for s in spans]
        mention["source"] = mention["source"] | {role: {"via": carriers, "cue": spans}.get(role, span)}
    elif spans:
        raise RecordError(f"has a link ({role}) and none to a source; link the source, or take this away")


def _source(was: Mapping[str, Any] | None, span: dict[str, Any] | None, gold: bool) -> dict[str, Any] | None:
    """Another source: its cues and carriers are links of their own; name and kind stay with one that was only moved a little."""
    stays: dict[str, Any] = {"cue": [], "via": [], "citation": None} | dict(was or {})
    if span is None and not stays["citation"]:
        return None
    stays.pop("confidence", None)
    words = span["text"] if span else None
    if not (was and span and _overlap(was, span)):
        stays |= {"name": words, "kind": None} | ({"accept": [words] if words else []} if gold else {})
    elif gold:
        stays["accept"] = list(dict.fromkeys([*stays.get("accept", ()), words]))
    return stays | (span or {"start": None, "end": None, "text": None})


def _overlap(was: Mapping[str, Any], span: Mapping[str, Any]) -> bool:
    return was.get("start") is not None and bool(was["start"] < span["end"] and span["start"] < was["end"])


def _write(mention: dict[str, Any], name: str, words: str) -> None:
    """Set one field to what the tool says. Raises RecordError where the claim has nothing that the field could be of."""
    value = _value(name, words)
    if name in AMOUNTS and value is not None and value == mention.get(name):
        return  # 3.0 for 3: the same amount
    parent, inner = SIDE.get(name, (None, name))
    if parent is None:
        mention[name] = value
        return
    holder = mention.get(parent)
    if holder is None and name == "citation":
        holder = {"text": None, "start": None, "end": None, "name": None, "kind": None, "cue": [], "via": []}
    if holder is not None:
        mention[parent] = dict(holder) | {inner: value}
    elif words:
        raise RecordError(f"has the field {name} ({words}) and no link ({'when' if parent == 'time' else parent}); link one")


def _value(name: str, words: str) -> Any:
    """A field's value from the words of a tool. Raises RecordError naming the field."""
    if name == "optional":
        return words == "yes"
    if not words:
        return None
    if name in CHOICES and words not in CHOICES[name]:
        raise RecordError(f"field {name}: expected one of {', '.join(CHOICES[name])}, met {words!r}")
    return _amount(name, words) if name in AMOUNTS else words


def _amount(name: str, words: str) -> Decimal | int:
    if not AMOUNT.fullmatch(words) or len(words) > MAX_EXPONENT:
        raise RecordError(f"field {name}: expected an amount in plain digits such as 12.5, met {words[:40]!r}")
    return Decimal(words) if "." in words else int(words)


def _checked(mention: dict[str, Any]) -> dict[str, Any]:
    """The same. Raises RecordError for a claim that does not say what it must."""
    missing = [name for name in STATED if not said(mention.get(name))]
    if mention.get("label", "claim") == "claim" and not mention.get("optional") and missing:
        advice = "mark the whole amount so that it can be read, or label it otherwise"
        raise RecordError(f"is a claim, but its {missing[0]} is not stated and cannot be read from the words; {advice}")
    return mention
