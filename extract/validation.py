"""Whether a record keeps to ``docs/record.md``, and its typed form: errors name the field, the expected and the met.

Offsets are code points into ``text``, half-open: ``text[start:end] == span.text`` for every span.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from extract import jsonl, schema
from extract.errors import RecordError
from extract.gold import GoldDocument, GoldMention
from extract.schema import RECORD_FIELDS, SCHEMA, Claim, Document, Mention

HEAD = ("schema", "offset_unit", "id", "sha256", "text")
STATED = ("kind", "relation", "unit", "modality")
"""What a gold claim must say unless it is optional."""
CHOICES = {
    "label": get_args(schema.Label),
    "kind": get_args(schema.Kind),
    "source.kind": get_args(schema.SourceKind),
    "relation": get_args(schema.Relation),
    "change": get_args(schema.Change),
    "modality": get_args(schema.Modality),
    "script": get_args(schema.Script),
    "offset_unit": ("codepoint",),
}
"""The values of each enumerated field, for messages."""


def check_record(record: Mapping[str, Any]) -> None:
    """Raise RecordError, naming the field, where a record of either form breaks ``docs/record.md``."""
    met = record.get("schema")
    if met != SCHEMA:
        raise RecordError(_wrong_version(met))
    if "claims" in record:
        to_document(record)
    elif "mentions" in record:
        _check_stated(to_gold(record))
    else:
        raise RecordError("field claims: expected (or, in gold, mentions), met neither; annotate the text: zhclaims extract")
    if hashlib.sha256(record["text"].encode()).hexdigest() != record["sha256"]:
        raise RecordError("field sha256: is not that of text, so the text was changed and offsets are void; annotate it again")
    for group in ("claims", "mentions"):
        for index, mention in enumerate(record.get(group, ())):
            check_mention(mention, record["text"], f"{group}[{index}]")


def _wrong_version(met: object) -> str:
    if met is None:
        return f'field schema: expected "{SCHEMA}", met none; this is no annotated record: make one with zhclaims extract'
    advice = "read it with the version of zhclaims that wrote it, or annotate the text again"
    return f'field schema: this version reads "{SCHEMA}", the record says "{met}"; {advice}'


def _check_stated(gold: GoldDocument) -> None:
    for index, mention in enumerate(gold.mentions):
        missing = [name for name in STATED if getattr(mention, name) is None]
        if mention.label == "claim" and not mention.optional and missing:
            raise RecordError(f"field mentions[{index}].{missing[0]}: a claim that is not optional must state it")


def check_mention(mention: Mapping[str, Any], text: str, path: str) -> None:
    """Spans against the text, amounts against the JSON types. Raises RecordError naming the field below ``path``."""
    for name in ("value", "low", "high"):
        amount = mention.get(name)
        if isinstance(amount, str):
            raise RecordError(f"field {path}.{name}: expected a number or null, met the string {amount!r}; drop the quotes")
        if isinstance(amount, Decimal) and abs(amount.adjusted()) > jsonl.MAX_EXPONENT:
            raise RecordError(f"field {path}.{name}: expected an amount, met {amount}")
    for span, where in _spans(mention, path):
        _check_span(span, text, where)
    sentence = mention.get("sentence")
    if sentence and not 0 <= sentence["start"] <= sentence["end"] <= len(text):
        extent = f"{sentence['start']} to {sentence['end']}"
        raise RecordError(f"field {path}.sentence: {extent} is not within the text (0 to {len(text)})")


def _spans(mention: Mapping[str, Any], path: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every span of a mention with its path."""
    yield mention, path
    source = mention.get("source") or {}
    parts = [(mention.get(name), f"{path}.{name}") for name in ("entity", "property", "time", "source")]
    parts.append((source.get("reference"), f"{path}.source.reference"))
    for name in ("cue", "via"):
        parts += [(span, f"{path}.source.{name}[{index}]") for index, span in enumerate(source.get(name, ()))]
    yield from ((span, where) for span, where in parts if span is not None)


def _check_span(span: Mapping[str, Any], text: str, path: str) -> None:
    start, end, words = span.get("start"), span.get("end"), span.get("text")
    if start is None or end is None or words is None:
        if start is None and end is None and words is None:
            return
        raise RecordError(f"field {path}: start, end and text must be given all three, or be null all three")
    if not 0 <= start <= end <= len(text):
        raise RecordError(f"field {path}: {start} to {end} is not within the text (0 to {len(text)})")
    if text[start:end] != words:
        raise RecordError(
            f"field {path}: text[{start}:{end}] is {text[start:end]!r}, but the span says {words!r}; "
            "offsets count Unicode code points of text as it stands (not bytes, not UTF-16 units)"
        )


# The typed form


def to_document(record: Mapping[str, Any]) -> Document:
    """The typed form of a record that a run has made. Raises RecordError naming the field that is not as it must be."""
    known = {name: _field(record, name) for name in (*HEAD, "producer", "script", "claims")}
    for name in ("meta", "mentions"):
        if name in record:
            known[name] = _field(record, name)
    return Document(**known, extra={name: value for name, value in record.items() if name not in RECORD_FIELDS})


def to_gold(record: Mapping[str, Any]) -> GoldDocument:
    """The typed form of a gold or corrected record. Raises RecordError naming the field that is not as it must be."""
    known = {name: _field(record, name) for name in (*HEAD, "meta") if name in record or name != "meta"}
    return GoldDocument(**known, mentions=convert(record.get("mentions"), tuple[GoldMention, ...], "mentions"))


@cache
def _types() -> dict[str, Any]:
    return get_type_hints(Document)


def _field(record: Mapping[str, Any], name: str) -> Any:
    if name not in record:
        raise RecordError(f"field {name}: expected, but the record has none")
    if name == "mentions":  # a union of two records, told apart by the label
        mentions = convert(record[name], list[dict[str, Any]], name)
        types = (Claim if mention.get("label") == "claim" else Mention for mention in mentions)
        return tuple(convert(*pair, f"{name}[{index}]") for index, pair in enumerate(zip(mentions, types, strict=True)))
    return convert(record[name], _types()[name], name)


def convert(value: Any, type: Any, path: str) -> Any:
    """``value`` as ``type``. Raises RecordError: ``path``, what was expected, what was met."""
    try:
        return msgspec.convert(value, type)
    except msgspec.ValidationError as error:
        message, _, inner = str(error).partition(" - at `$")
        path += inner.rstrip("`")
        if missing := re.fullmatch("Object missing required field `(.*)`", message):
            message = f"expected the field {missing[1]}, met none"
        elif message.startswith("Invalid enum value"):
            message = f"expected one of {_choices(path)}, met{message.removeprefix('Invalid enum value')}"
        raise RecordError(f"field {path}: {message[0].lower()}{message[1:]}".replace("`", "")) from None


def _choices(path: str) -> str:
    name = path.rpartition(".")[2]
    if name == "kind" and ".source" in path:
        name = "source.kind"
    return ", ".join(CHOICES.get(name, ("another value",)))
