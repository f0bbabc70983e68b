"""What an annotation tool is shown of a record: marks on its text, links between them, and simple fields on claims.

Everything else of the record travels unseen as ``kept`` in the free place that the tool has, so that ``merge.py`` can make
the same record again. Offsets are code points, as in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from msgspec import Struct, field

from extract.schema import LABELS, Change, Kind, Modality, Relation, SourceKind

Role = Literal["entity", "property", "when", "source", "cue", "via", "reference"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a claim is linked to; also the labels of the marks it is linked to (``when`` is the field ``time``: a label is called so)."""
MARK_LABELS = (*LABELS, *ROLES)
LISTS = ("cue", "via")
"""The roles of which a claim may have several."""
AMOUNTS = ("value", "low", "high")
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "relation": get_args(Relation),
    "change": get_args(Change),
    "modality": get_args(Modality),
    "source_kind": get_args(SourceKind),
    "optional": ("yes",),
}
"""The fields of a mention that have a few values, and those."""
RELATION_NAMES = {"=": "exact", "~": "about", ">": "over", ">=": "at-least", "<": "under", "<=": "at-most", "..": "range"}
"""The values of ``relation`` where their signs would mean something else (spreadsheets, brat's configuration)."""
WORDS = (*AMOUNTS, "unit", "unit_text", "edtf", "source_name", "citation")
"""The fields that are written freely."""
FIELDS = (*CHOICES, *WORDS)
SIDE = {"edtf": ("time", "edtf"), "source_name": ("source", "name"), "source_kind": ("source", "kind"), "citation": ("source", "citation")}
"""Where a field stands in a mention that is not on its first level."""

Place = tuple[int, int]


class Mark(Struct, frozen=True):
    """A stretch of the text with a label, and for a mention its fields as words; ``id`` is unique in its sheet."""

    id: str
    start: int
    end: int
    label: str
    fields: dict[str, str] = {}


class Link(Struct, frozen=True):
    """A claim (``head``) and what belongs to it (``tail``), by the ids of the marks."""

    head: str
    tail: str
    role: str


class Sheet(Struct, frozen=True, kw_only=True):
    """One document as a tool has it.

    ``links`` is None where the tool has none, so that they stay as they were. ``kept`` is the record without its text, or
    None where the document did not come from a record; ``id`` is the document's. ``holds`` are the fields that the tool has
    of its own, so that what it says of them counts; ``remarks`` is what was written there that a record has no place for.
    """

    id: str
    text: str
    marks: list[Mark]
    links: list[Link] | None
    kept: dict[str, Any] | None = None
    holds: frozenset[str] = field(default_factory=frozenset)
    remarks: list[str] = []


def sheet_of(record: Mapping[str, Any]) -> Sheet:
    """The sheet of a checked record of either form. An empty span has no mark; it stays in ``kept``."""
    mentions = [(f"{group[0]}{index}", mention) for group in ("claims", "mentions") for index, mention in enumerate(record.get(group) or ())]
    marks = [Mark(id, m["start"], m["end"], m.get("label", "claim"), fields_of(m)) for id, m in mentions if m["start"] < m["end"]]
    linked: dict[tuple[str, Place], str] = {}
    links = []
    for id, mention in mentions:
        if mention["start"] == mention["end"]:
            continue
        for role in ROLES:
            for place in places_of(mention, role):
                tail = linked.setdefault((role, place), f"s{len(linked)}")
                links.append(Link(id, tail, role))
    marks += [Mark(tail, *place, role) for (role, place), tail in linked.items()]
    kept = {name: value for name, value in record.items() if name != "text"}
    return Sheet(id=record["id"], text=record["text"], marks=marks, links=links, kept=kept, holds=frozenset(FIELDS))


def fields_of(mention: Mapping[str, Any]) -> dict[str, str]:
    """The simple fields of a mention that say something, as words; amounts in plain digits."""
    found = {name: value_of(mention, name) for name in FIELDS}
    return {name: words for name, value in found.items() if (words := as_words(value))}


def value_of(mention: Mapping[str, Any], name: str) -> Any:
    """The value of one field of ``FIELDS``, wherever in the mention it stands; None where nothing does."""
    parent, inner = SIDE.get(name, (None, name))
    holder = mention if parent is None else mention.get(parent)
    return holder.get(inner) if holder else None


def as_words(value: Any) -> str:
    """A field as a tool shows it: digits, ``yes``, the words; empty for null and false."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def spans_of(mention: Mapping[str, Any], role: str) -> list[Mapping[str, Any]]:
    """The spans that a mention has in a role, in the record's order."""
    source = mention.get("source")
    if role in LISTS:
        return list((source or {}).get(role) or ())
    span = (source or {}).get(role) if role == "reference" else mention.get("time" if role == "when" else role)
    return [span] if span and span.get("start") is not None else []


def places_of(mention: Mapping[str, Any], role: str) -> list[Place]:
    """Where these spans lie, each once; empty ones are left out."""
    return list(dict.fromkeys((span["start"], span["end"]) for span in spans_of(mention, role) if span["start"] < span["end"]))


def paths(record: Mapping[str, Any]) -> Iterator[str]:
    """The names of all that a record says beside what a sheet shows: what is only kept. Once for each time it is said."""
    yield from (name for name, value in record.items() if name not in ("id", "text", "claims", "mentions", "sha256") and said(value))
    for mention in (*record.get("claims", ()), *(record.get("mentions") or ())):
        shown = {"start", "end", "text", "label", "time", "source", *(name for name in FIELDS if name not in SIDE), "entity", "property"}
        yield from (name for name, value in mention.items() if name not in shown and said(value))
        source = mention.get("source") or {}
        hidden = source.keys() - {"start", "end", "text", "name", "kind", "citation", "reference", "cue", "via"}
        yield from (f"source.{name}" for name in sorted(hidden) if said(source[name]))
        if source.get("via"):
            yield "source.via.name"


def said(value: Any) -> bool:
    """Whether a value says anything: not null, empty or false."""
    return value is not None and value is not False and value not in ("", [], {}, ())
