"""A reviewed document as a gold record: the form of ``docs/record.md`` with every numeric mention under ``mentions``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from extract.corpora.marks import CLAIM_FIELDS
from extract.errors import RecordError
from extract.gold import GoldDocument, GoldMention
from extract.review.marks import completed, document_faults
from extract.review.store import Opened
from extract.schema import RECORD_FIELDS
from extract.validation import check_record, to_gold

HEAD = ("schema", "offset_unit", "id", "sha256", "text", "meta")
OF_CLAIMS = (*CLAIM_FIELDS, "sentence", "unit_text", "accept_units")
OF_RUNS = ("id", "rule", "confidence", "confidence_usable")
"""What only a run can know of a mention."""


def gold(opened: Opened) -> GoldDocument:
    """The typed gold of a document as it stands: what was accepted."""
    return to_gold(record(opened))


def record(opened: Opened) -> dict[str, Any]:
    """The gold record of a document as it stands; fields that are not ours are kept, of the record and of its mentions."""
    given = opened.record
    foreign = _foreign(given)
    found = [
        foreign.get((mark.mention.start, mark.mention.end), {}) | _plain(completed(mark.mention))
        for mark in opened.marks.values()
        if mark.status == "accepted"
    ]
    found.sort(key=lambda mention: (mention["start"], mention["end"]))
    extra = {name: value for name, value in given.items() if name not in RECORD_FIELDS}
    return {**{name: given[name] for name in HEAD if name in given}, "mentions": found, **extra}


def _foreign(given: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    """The fields of mentions that are neither gold's nor a run's, by place."""
    ours = {*GoldMention.__struct_fields__, *OF_RUNS}
    mentions = [*given.get("claims", ()), *given.get("mentions", ())]
    return {(m["start"], m["end"]): {name: value for name, value in m.items() if name not in ours} for m in mentions}


def _plain(mention: GoldMention) -> dict[str, Any]:
    """A mention as gold files have it: claim fields for claims only, nothing for what is empty by nature."""
    fields: dict[str, Any] = msgspec.to_builtins(mention, builtin_types=(Decimal,))
    if mention.label != "claim":
        return {name: value for name, value in fields.items() if name not in OF_CLAIMS}
    empty = [name for name in ("accept_units", "sentence", "unit_text") if not fields[name]]
    return {name: value for name, value in fields.items() if name not in empty}


def faults(opened: Opened) -> list[str]:
    """What keeps a document from being gold, in words: what the record, and what the guide does not allow."""
    try:
        check_record(record(opened))
    except RecordError as error:
        return [str(error)]
    return document_faults([mark.mention for mark in opened.marks.values() if mark.status == "accepted"], opened.text)
