"""Records as the evaluation takes them: gold strictly by its contract, predictions also as other systems write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from extract.errors import RecordError
from extract.gold import GoldDocument, GoldMention
from extract.validation import check_mention, check_record, convert, to_gold


class Mention(GoldMention, frozen=True, kw_only=True):
    """One predicted mention: the fields of a gold one, with what a run adds. What a system does not say is null."""

    confidence: float | None = None
    confidence_usable: float | None = None
    rule: str | None = None

    @property
    def sureness(self) -> float:
        """The confidence; 1 where none is given."""
        return 1.0 if self.confidence is None else self.confidence


class Prediction(Struct, frozen=True):
    """What a system found in one document: its claims, the claims below its threshold, and all mentions with a label."""

    id: str
    text: str
    claims: tuple[Mention, ...]
    below: tuple[Mention, ...]
    labelled: tuple[Mention, ...]
    has_mentions: bool


def to_gold_document(record: Mapping[str, Any]) -> GoldDocument:
    """The typed form of a gold record. Raises RecordError."""
    if "mentions" not in record:
        raise RecordError("field mentions: expected the gold marks, met none; GOLD comes first, then PRED")
    if "claims" in record:
        raise RecordError("field claims: a record of a run; gold has its claims under mentions, labelled claim, and comes first")
    check_record(record)
    return to_gold(record)


def to_prediction(record: Mapping[str, Any]) -> Prediction:
    """The typed form of a record of either form, or of what another system wrote: id, text, and claims or mentions.

    A record that names its schema must keep to it. Raises RecordError.
    """
    if "schema" in record:
        check_record(record)
    id, text = (convert(record.get(name), str, name) for name in ("id", "text"))
    if "claims" not in record and "mentions" not in record:
        raise RecordError("field claims: expected a list, met none; annotate the text: zhclaims extract --mentions")
    others = _mentions(record, "mentions", text)
    if "claims" in record:
        claims = _mentions(record, "claims", text)
        below = tuple(m for m in others if m.label == "claim")
        labelled = claims + tuple(m for m in others if m.label != "claim")
        return Prediction(id, text, claims, below, labelled, "mentions" in record)
    return Prediction(id, text, tuple(m for m in others if m.label == "claim" and not m.optional), (), others, True)


def _mentions(record: Mapping[str, Any], group: str, text: str) -> tuple[Mention, ...]:
    """The mentions under ``group``: those under claims need no label."""
    given = convert(record.get(group, []), list[dict[str, Any]], group)
    named = [{"label": "claim"} | mention for mention in given] if group == "claims" else given
    mentions: tuple[Mention, ...] = convert(named, tuple[Mention, ...], group)
    for index, mention in enumerate(given):
        check_mention(mention, text, f"{group}[{index}]")
    return mentions
