"""A sheet as a tool gives it back → a record: what was not touched is as it was, what was is taken over, or refused by name."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from extract.errors import RecordError
from extract.interop.change import Linked, Reader, changed, new
from extract.interop.sheet import MARK_LABELS, ROLES, Mark, Place, Sheet
from extract.schema import SCHEMA, Quantity
from extract.validation import check_record

GROUPS = {"c": "claims", "m": "mentions"}
"""The lists of a record by the first letter of the ids that ``sheet_of`` gives."""
CERTAIN, RULE = 1, "import"
"""Confidence and rule of a claim that was marked in a tool, in a record of a run."""


Where = tuple[str, int]
"""A mention of a record: the list it stands in, and its index."""


def record_of(sheet: Sheet) -> dict[str, Any]:
    """The record of a sheet, in the form that it was exported from; gold where it came from no record.

    Raises RecordError naming the mark: text that was changed, an offset outside it, links and fields that do not fit.
    """
    record = _base(sheet)
    links = _linked(sheet)
    marks = [mark for mark in sheet.marks if mark.label not in ROLES]
    pairs = _pairs(marks, record)
    read = _reader(sheet.text)
    given: dict[Where, dict[str, Any]] = {}
    added: list[dict[str, Any]] = []
    for mark in marks:
        where = pairs.get(mark.id)
        was = record[where[0]][where[1]] if where else None
        try:
            mention = changed(was, mark, links[mark.id], sheet, read) if was else new(mark, links[mark.id], sheet, read)
        except RecordError as error:
            raise RecordError(f"{_name(mark, sheet.text)} {error}") from None
        if where and was and ("claims" not in record or was.get("label", "claim") == mark.label):
            given[where] = mention
        else:
            added.append(mention)
    _fill(record, given, added)
    check_record(record)
    return record


def _fill(record: dict[str, Any], given: Mapping[Where, dict[str, Any]], added: list[dict[str, Any]]) -> None:
    """Put the mentions into their lists: in the order they had, or by place where any is new or was moved."""
    run = "claims" in record
    for group in GROUPS.values():
        old = [(given.get((group, i)), was) for i, was in enumerate(record.get(group) or ())]
        stay = [(now or was, was) for now, was in old if now or was["start"] == was["end"]]
        here = [m for m in added if (m["label"] == "claim") == (group == "claims")] if run else added if group == "mentions" else []
        fresh = [_as_run(m, record) for m in here] if run else here
        mentions = [now for now, _ in stay] + fresh
        if fresh or any(_place(now) != _place(was) for now, was in stay):
            mentions.sort(key=_place)
        if group in record or mentions:
            record[group] = mentions


def _place(mention: Mapping[str, Any]) -> Place:
    return mention["start"], mention["end"]


def _as_run(mention: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """A mention that was marked or labelled in a tool, as it stands in a record of a run."""
    plain = {name: value for name, value in mention.items() if name not in ("label", "optional", "confidence")}
    if mention["label"] != "claim":
        return {**{name: mention[name] for name in ("start", "end", "text", "label")}, "confidence": CERTAIN}
    from extract.text.sentences import sentences

    start, end = mention["start"], mention["end"]
    around = next(((s, e) for s, e in sentences(record["text"]) if s <= start < e), (start, end))
    head = {"id": f"{record['id']}#{start}-{end}", "start": start, "end": end, "text": mention["text"]}
    return {**head, "sentence": {"start": around[0], "end": around[1]}, **plain, "confidence": CERTAIN, "rule": RULE}


def left_out(sheet: Sheet) -> list[str]:
    """What a record has no place for, in words: marks that belong to no claim, remarks of annotators."""
    linked = {link.tail for link in sheet.links or ()}
    alone = [mark for mark in sheet.marks if mark.label in ROLES and mark.id not in linked] if sheet.links is not None else []
    return [f"{_name(mark, sheet.text)} belongs to no claim" for mark in alone] + sheet.remarks


def gold_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a run as gold: every mention under ``mentions``, without what only a run can know."""
    if "claims" not in record:
        return dict(record)
    gold = {name: value for name, value in record.items() if name not in ("producer", "script", "claims", "mentions")}
    mentions = [_as_gold(mention) for mention in (*record["claims"], *record.get("mentions", ()))]
    return gold | {"mentions": sorted(mentions, key=_place)}


def _as_gold(mention: Mapping[str, Any]) -> dict[str, Any]:
    only_run = ("id", "confidence", "confidence_usable", "rule", "label", "start", "end", "text", "optional")
    head = {"start": mention["start"], "end": mention["end"], "text": mention["text"], "label": mention.get("label", "claim")}
    gold = head | {"optional": mention.get("optional", False)} | {k: v for k, v in mention.items() if k not in only_run}
    if source := gold.get("source"):
        answers = dict.fromkeys(answer for answer in (source["text"], source["name"]) if answer)
        gold["source"] = {k: v for k, v in source.items() if k != "confidence"} | {"accept": source.get("accept", list(answers))}
    return gold


def _base(sheet: Sheet) -> dict[str, Any]:
    """The record that the sheet was made from, or an empty one. Raises RecordError where its text is another."""
    try:
        digest = hashlib.sha256(sheet.text.encode()).hexdigest()
    except UnicodeEncodeError:
        raise RecordError("the text holds half of a surrogate pair; it was cut or decoded wrongly") from None
    head = {"schema": SCHEMA, "offset_unit": "codepoint", "id": sheet.id, "sha256": digest, "text": sheet.text}
    if sheet.kept is None:
        return head | {"meta": {}, "mentions": []}
    if sheet.kept.get("sha256") != digest:
        raise RecordError("the text is not the one that was exported, so its offsets are void; import it with the text as it was")
    record = {name: value for name, value in sheet.kept.items() if name != "text"}
    if not isinstance(record.get("claims", []), list) or not isinstance(record.get("mentions", []), list):
        raise RecordError("what was kept of the record is damaged: claims and mentions must be lists")
    whole = {}
    for name, value in record.items():
        whole[name] = value
        if name == "sha256":
            whole["text"] = sheet.text
    check_record(whole)
    return whole


def _linked(sheet: Sheet) -> Mapping[str, Linked]:
    """Where the links of each mark lead, by role. Raises RecordError for a link, a label or a place that cannot be."""
    marks: dict[str, Mark] = {}
    for mark in sheet.marks:
        if mark.id in marks:
            raise RecordError(f"{_name(mark, sheet.text)} has the id of another; ids must differ")
        if mark.label not in MARK_LABELS:
            raise RecordError(f"{_name(mark, sheet.text)} has the label {mark.label!r}, expected one of {', '.join(MARK_LABELS)}")
        if not 0 <= mark.start < mark.end <= len(sheet.text):
            raise RecordError(f"{_name(mark, sheet.text)} is not within the text (0 to {len(sheet.text)})")
        marks[mark.id] = mark
    linked: dict[str, dict[str, list[Place]]] = defaultdict(lambda: {role: [] for role in ROLES})
    for link in sheet.links or ():
        for end in (link.head, link.tail):
            if end not in marks:
                raise RecordError(f"a link ({link.role}) from {link.head} to {link.tail}: there is no mark {end}")
        if link.role not in ROLES:
            raise RecordError(f"a link from {link.head} to {link.tail} is called {link.role!r}, expected one of {', '.join(ROLES)}")
        if marks[link.head].label in ROLES:
            raise RecordError(f"a link ({link.role}) begins at {_name(marks[link.head], sheet.text)}; draw it from the claim")
        place = (marks[link.tail].start, marks[link.tail].end)
        if place not in linked[link.head][link.role]:
            linked[link.head][link.role].append(place)
    return linked


def _pairs(marks: list[Mark], record: Mapping[str, Any]) -> dict[str, Where]:
    """Which mention of the record each mark is: by id and place, by place, or by id where it was moved a little."""
    free = {f"{letter}{i}": (group, i) for letter, group in GROUPS.items() for i, m in enumerate(record.get(group) or ()) if m["start"] < m["end"]}
    at: dict[Place, list[str]] = defaultdict(list)
    for id, (group, i) in free.items():
        at[_place(record[group][i])].append(id)
    pairs: dict[str, Where] = {}
    for fits in (_same, _alike, _there, _moved):
        for mark in marks:
            if mark.id not in pairs:
                ids = (id for id in (mark.id, *at[mark.start, mark.end]) if id in free)
                found = next((id for id in ids if fits(mark, id, record[free[id][0]][free[id][1]])), None)
                if found:
                    pairs[mark.id] = free.pop(found)
    return pairs


def _same(mark: Mark, id: str, mention: Mapping[str, Any]) -> bool:
    return mark.id == id and _there(mark, id, mention)


def _alike(mark: Mark, id: str, mention: Mapping[str, Any]) -> bool:
    return mark.label == mention.get("label", "claim") and _there(mark, id, mention)


def _there(mark: Mark, _id: str, mention: Mapping[str, Any]) -> bool:
    return (mark.start, mark.end) == _place(mention)


def _moved(mark: Mark, id: str, mention: Mapping[str, Any]) -> bool:
    return bool(mark.id == id and mark.start < mention["end"] and mention["start"] < mark.end)


def _reader(text: str) -> Reader:
    """A function: mark → the number parser's reading of just these words, for what becomes a claim. The text is read when first asked."""

    @cache
    def all_readings() -> dict[Place, Quantity]:
        from extract import find_quantities

        return {(q.start, q.end): q for q in find_quantities(text) if q.relation is not None}

    return lambda mark: all_readings().get((mark.start, mark.end))


def _name(mark: Mark, text: str) -> str:
    """A mark in words, for messages."""
    return f"mark {mark.id} ({mark.label}, {mark.start} to {mark.end}, {text[mark.start : mark.end][:40]!r})"
