"""The gold or corrected form of a record: every numeric mention under ``mentions``, claims among them.

Same names and offsets as ``extract.schema``, without what only a run can know (``producer``, ``rule``, ``confidence``) and
with what only a reader can: ``optional`` marks, and the other answers that are right too (``accept``, ``accept_units``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field

from extract.schema import SCHEMA, Carrier, Change, Extent, Kind, Label, Modality, Relation, SourceKind, Span, TimeSpan


class GoldSource(Struct, frozen=True, kw_only=True):
    """Whom the text credits. ``accept`` holds every string a reasonable reader could give; null: no source is right too."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    kind: SourceKind | None = None
    cue: tuple[Span, ...] = ()
    via: tuple[Carrier, ...] = ()
    citation: str | None = None
    reference: Span | None = None
    accept: tuple[str | None, ...] = ()


class GoldMention(Struct, frozen=True, kw_only=True):
    """One marked mention. From ``kind`` on the fields are for claims; an ``optional`` claim may leave them out."""

    start: int
    end: int
    text: str
    label: Label
    optional: bool = False
    sentence: Extent | None = None
    kind: Kind | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    relation: Relation | None = None
    unit: str | None = None
    unit_text: str | None = None
    accept_units: tuple[str, ...] = ()
    change: Change | None = None
    modality: Modality | None = None
    entity: Span | None = None
    property: Span | None = None
    time: TimeSpan | None = None
    source: GoldSource | None = None


class GoldDocument(Struct, frozen=True, kw_only=True):
    """One document with every numeric mention marked."""

    schema: str = SCHEMA
    offset_unit: Literal["codepoint"] = "codepoint"
    id: str
    sha256: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    mentions: tuple[GoldMention, ...] = ()
