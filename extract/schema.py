"""The records that travel through the pipeline, the JSONL files and the Python API.

All are frozen msgspec structs. Offsets are Unicode code points into the original text, half-open:
``text[start:end] == span.text`` holds for every span of every record (see ``docs/record.md``).
Amounts are ``Decimal`` from the characters to the JSON number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

SCHEMA = "zhclaims/1"
VERSION = "0.1.0"
"""The version of the package, written into every record."""

Label = Literal["claim", "time", "ordinal", "identifier", "idiom", "indefinite", "citation"]
Kind = Literal["money", "percent", "ratio", "count", "measure", "duration", "rank"]
Relation = Literal["=", "~", ">", ">=", "<", "<=", ".."]
Change = Literal["increase", "decrease", "more", "less", "factor"]
Modality = Literal["fact", "forecast", "target", "hypothetical", "denied"]
SourceKind = Literal["person", "organisation", "publication", "document", "unnamed"]
Script = Literal["hant", "hans", "mixed", "none"]

LABELS: tuple[Label, ...] = ("claim", "time", "ordinal", "identifier", "idiom", "indefinite", "citation")


class Span(Struct, frozen=True, gc=False):
    """A stretch of the text, with the characters it holds."""

    start: int
    end: int
    text: str


class TimeSpan(Struct, frozen=True, gc=False):
    """When a claim holds: the words, and their reading as Extended Date/Time Format (ISO 8601-2) or null."""

    start: int
    end: int
    text: str
    edtf: str | None = None


class TimeMention(Struct, frozen=True, gc=False):
    """One expression of time as found. ``rule`` is time.date, time.part, time.era, time.weekday, time.clock, time.frame,
    time.offset, time.period or time.word; ``numeric``: it holds a numeral, so that it is a numeric mention with the label ``time``.
    """

    start: int
    end: int
    text: str
    rule: str
    numeric: bool


class Extent(Struct, frozen=True, gc=False):
    """A stretch of the text without its characters (a sentence)."""

    start: int
    end: int


class Carrier(Struct, frozen=True, gc=False):
    """One link of a chain of reports, between the source and this text."""

    start: int
    end: int
    text: str
    name: str
    kind: SourceKind | None = None


class Source(Struct, frozen=True, gc=False):
    """Whom the text credits for a claim. ``text``, ``start`` and ``end`` are null for a bare citation."""

    text: str | None
    start: int | None
    end: int | None
    name: str | None
    kind: SourceKind | None
    cue: tuple[Span, ...] = ()
    via: tuple[Carrier, ...] = ()
    citation: str | None = None
    reference: Span | None = None
    confidence: float | None = None


class Quantity(Struct, frozen=True, gc=False):
    """One numeric mention with its reading, claim or not: what ``extract.find_quantities`` returns.

    ``value``, ``low`` and ``high`` are as in the guide; all three are null for a mention that states no amount
    (a date, an identifier). ``unit`` is a code (UCUM, ISO 4217, ``{counter}``…) or null, ``rule`` names the rule that
    read it, and ``label`` is the label that this rule proposes.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation | None
    unit: str | None
    unit_text: str | None
    kind: Kind | None
    change: Change | None
    rule: str
    label: Label

    def to(self, unit: str) -> Converted:
        """The amount in another unit, by its code (kg, km/h, CNY/kg); what is stated stays. Raises UnitError."""
        from extract.convert import to

        return to(self, unit)


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """One numeric claim with all its fields; ``label`` is written only where a claim stands among mentions."""

    id: str
    start: int
    end: int
    text: str
    label: Literal["claim"] | UnsetType = UNSET
    sentence: Extent
    kind: Kind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation
    unit: str
    unit_text: str | None
    change: Change | None
    modality: Modality
    entity: Span | None
    property: Span | None
    time: TimeSpan | None
    source: Source | None
    confidence: float
    confidence_usable: float | UnsetType = UNSET
    rule: str

    def to(self, unit: str) -> Converted:
        """The amount in another unit, by its code (kg, km/h, CNY/kg); what is stated stays. Raises UnitError."""
        from extract.convert import to

        return to(self, unit)


class Converted(Struct, frozen=True, gc=False):
    """An amount in another unit: value and bounds there, the unit's code, and the record that states it, unaltered."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    stated: Quantity | Claim


class Mention(Struct, frozen=True, gc=False):
    """A numeric mention that is no claim."""

    start: int
    end: int
    text: str
    label: Label
    confidence: float


class Producer(Struct, frozen=True):
    """What made a record."""

    zhclaims: str
    model: str
    threshold: float
    threshold_usable: float | UnsetType = UNSET


class Document(Struct, frozen=True, kw_only=True):
    """One annotated document: the record of ``docs/record.md``.

    ``extra`` holds the fields that are not ours (``Text.extra``): they stand at the top level of the record.
    """

    schema: str = SCHEMA
    offset_unit: Literal["codepoint"] = "codepoint"
    producer: Producer
    id: str
    sha256: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    script: Script
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Claim | Mention, ...] | UnsetType = UNSET
    extra: dict[str, Any] = field(default_factory=dict)


RECORD_FIELDS = frozenset(Document.__struct_fields__) - {"extra"}
"""The fields of a record that a run writes itself; whatever else an input has is kept as ``extra``."""


class Text(Struct, frozen=True, kw_only=True):
    """One input document: what a reader yields and the pipeline takes.

    ``extra`` holds the fields of the input record that are not ours: they are kept and written again.
    """

    id: str
    text: str
    meta: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
