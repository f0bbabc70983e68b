"""What an annotator works on: a mark, the proposal that it may come from, and whether it keeps to the guide.

A mark is a gold mention with what has been decided about it. Offsets are code points into the text of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import msgspec
from msgspec import Struct

from extract import jsonl
from extract.corpora.marks import CLAIM_FIELDS, mark_faults
from extract.corpora.read import Entry
from extract.errors import RecordError
from extract.gold import GoldDocument, GoldMention, GoldSource
from extract.validation import convert

Status = Literal["open", "accepted", "rejected"]
Verdict = Literal["open", "accepted", "corrected", "rejected", "added"]
AMOUNTS = ("value", "low", "high")
STATED = ("kind", "relation", "unit", "modality")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_LENGTHS = frozenset({"text"})
"""Fields that a corpus limits for reasons of its own (the length of a text)."""


class Mark(Struct, frozen=True, kw_only=True):
    """A mention and what was decided: ``open`` until an annotator accepts or rejects it; ``flag``: to be talked about."""

    status: Status = "open"
    flag: bool = False
    mention: GoldMention


class Proposal(Struct, frozen=True):
    """What the record said before anybody looked: the mention, and with which rule and confidence a run found it."""

    mark: str
    mention: GoldMention
    rule: str | None
    confidence: float | None
    confidence_usable: float | None
    source_confidence: float | None

    def score(self) -> dict[str, Any]:
        """What the system thought of it: kept with every action."""
        return {"rule": self.rule, "confidence": self.confidence, "usable": self.confidence_usable, "source": self.source_confidence}


def proposals(record: Mapping[str, Any]) -> list[Proposal]:
    """The mentions of a checked record of either form as proposals, in the order of the text: m0, m1, …"""
    given = [{**claim, "label": "claim"} for claim in record.get("claims", ())] + list(record.get("mentions", ()))
    given.sort(key=lambda mention: (mention["start"], mention["end"]))
    return [_proposal(f"m{index}", mention) for index, mention in enumerate(given)]


def _proposal(mark: str, given: Mapping[str, Any]) -> Proposal:
    mention = convert(given, GoldMention, "mentions")
    usable = given.get("confidence_usable")
    source = (given.get("source") or {}).get("confidence")
    return Proposal(mark, mention, given.get("rule"), _number(given.get("confidence")), _number(usable), _number(source))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def verdict(mark: Mark, proposal: Proposal | None) -> Verdict:
    """What has become of a proposal, or that the mark is an annotator's own."""
    if mark.status != "accepted":
        return mark.status
    if proposal is None:
        return "added"
    return "accepted" if mark.mention == proposal.mention else "corrected"


# In and out


def dump(mark: Mark | None) -> Any:
    """A mark as plain values; amounts are ``Decimal``."""
    return None if mark is None else msgspec.to_builtins(mark, builtin_types=(Decimal,))


def load(value: Any) -> Mark:
    """The mark of plain values as ``dump`` made them."""
    mark: Mark = convert(value, Mark, "mark")
    return mark


def pack(mark: Mark) -> str:
    """A mark as one line of JSON, amounts in plain digits."""
    return jsonl.dumps(dump(mark)).decode().rstrip("\n")


def unpack(line: str) -> Mark:
    """The mark of such a line."""
    return load(jsonl.loads(line))


def to_page(mark: Mark | None) -> Any:
    """A mark for the page: amounts as strings of digits, since numbers of JavaScript are floats."""
    value = dump(mark)
    for name in AMOUNTS if value else ():
        amount = value["mention"][name]
        value["mention"][name] = None if amount is None else format(amount, "f")
    return value


def from_page(value: Any, text: str) -> Mark:
    """A mark as the page sends it, with the words of its spans taken from the text; other labels than claim lose claim fields.

    Raises RecordError naming the field for whatever is no mark of this text.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("mention"), Mapping):
        raise RecordError("field mark: expected an object with status and mention")
    mention = dict(value["mention"])
    for name in AMOUNTS:
        mention[name] = _amount(mention.get(name), name)
    if mention.get("label") != "claim":
        mention = {name: given for name, given in mention.items() if name not in (*CLAIM_FIELDS, "unit_text", "accept_units")}
    _place(mention, text, "mention")
    for name in ("entity", "property", "time"):
        if mention.get(name) is not None:
            mention[name] = _placed(mention[name], text, name)
    if mention.get("source") is not None:
        mention["source"] = _source(mention["source"], text)
    mark: Mark = convert({**value, "mention": mention}, Mark, "mark")
    _check_stated(mark)
    return mark


def _check_stated(mark: Mark) -> None:
    """A claim that is accepted says what a claim must say."""
    mention = mark.mention
    missing = [name for name in STATED if not getattr(mention, name)]
    if mark.status == "accepted" and mention.label == "claim" and not mention.optional and missing:
        raise RecordError(f"field {missing[0]}: a claim must state it; fill it in, or give the mention another label")


def _amount(value: Any, name: str) -> Decimal | None:
    if value is None or value == "":
        return None
    digits = value.replace(",", "").replace("，", "").strip() if isinstance(value, str) else ""
    if not _AMOUNT.fullmatch(digits):
        raise RecordError(f"field {name}: expected plain digits such as 1200000 or 0.5, met {str(value)[:40]!r}")
    return Decimal(digits)


def _source(value: Any, text: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise RecordError("field source: expected an object or null")
    source = dict(value)
    if source.get("start") is not None:
        _place(source, text, "source")
    for name in ("cue", "via"):
        spans = source.get(name) or []
        if not isinstance(spans, list | tuple):
            raise RecordError(f"field source.{name}: expected a list of spans")
        source[name] = [_placed(span, text, f"source.{name}[{index}]") for index, span in enumerate(spans)]
    if source.get("reference") is not None:
        source["reference"] = _placed(source["reference"], text, "source.reference")
    return source


def _placed(value: Any, text: str, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise RecordError(f"field {path}: expected a span with start and end")
    span = dict(value)
    _place(span, text, path)
    return span


def _place(span: dict[str, Any], text: str, path: str) -> None:
    """Check the ends of a span and fill in its words."""
    start, end = span.get("start"), span.get("end")
    whole = all(isinstance(at, int) and not isinstance(at, bool) for at in (start, end))
    if not whole or not 0 <= start < end <= len(text):  # type: ignore[operator]
        raise RecordError(f"field {path}: {start} to {end} is no stretch of the text (0 to {len(text)})")
    span["text"] = text[start:end]


# What is wrong with them


@lru_cache(8192)
def faults(mention: GoldMention, text: str) -> tuple[tuple[str, str], ...]:
    """Field and reason of whatever breaks the guide in one mention, as ``zhclaims corpus check`` would say."""
    return tuple((field.partition(".")[2] or "span", reason) for field, reason in _faults(text, [mention]))


def document_faults(mentions: Sequence[GoldMention], text: str) -> list[str]:
    """The same for all mentions of a document, with overlaps, in words."""
    return [f"{field}: {reason}" for field, reason in _faults(text, mentions)]


def _faults(text: str, mentions: Sequence[GoldMention]) -> Iterator[tuple[str, str]]:
    gold = GoldDocument(id="", sha256="", text=text, mentions=tuple(completed(mention) for mention in mentions))
    for fault in mark_faults(Entry("", 0, "", "", gold)):
        if fault.field not in _LENGTHS:
            yield fault.field, fault.reason.partition(": ")[2] if fault.field.count(".") else fault.reason


def completed(mention: GoldMention) -> GoldMention:
    """The mention with the answers that its source accepts, where nobody has listed any: mention, name and carriers."""
    source = mention.source
    if source is None or source.accept or not (source.text or source.name):
        return mention
    answers = [source.text, source.name, *(via.text for via in source.via), *(via.name for via in source.via)]
    accept = tuple(dict.fromkeys(answer for answer in answers if answer))
    return msgspec.structs.replace(mention, source=_with(source, accept))


def _with(source: GoldSource, accept: tuple[str | None, ...]) -> GoldSource:
    return msgspec.structs.replace(source, accept=accept)
