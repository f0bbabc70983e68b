"""Parts of a tool's JSON by name and type. All raise RecordError: the field, what was expected, what was met."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extract import jsonl
from extract.errors import RecordError

KINDS: dict[type, str] = {dict: "an object", list: "a list", str: "a string", int: "a whole number"}


def named(holder: Mapping[str, Any], name: str, type: type) -> Any:
    """A field of that type."""
    value = holder.get(name)
    if not isinstance(value, type) or isinstance(value, bool):
        met = jsonl.kind(value) if name in holder else "no such field"
        raise RecordError(f"field {name}: expected {KINDS[type]}, met {met}")
    return value


def text_of(holder: Mapping[str, Any], path: str) -> str:
    """The text of a document; ``path`` names it in messages, its last part is the field."""
    value = holder.get(path.rpartition(".")[2])
    if not isinstance(value, str):
        raise RecordError(f"field {path}: expected the text of the document, met {jsonl.kind(value)}")
    return value


def kept_of(holder: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """What was kept of the record; None where the document was not exported by us."""
    return named(holder, name, dict) if holder.get(name) is not None else None


def number(holder: Mapping[str, Any], name: str) -> int:
    """A whole number, also where a tool writes it as a string or as 3.0."""
    value = holder.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and -(1 << 53) < value < 1 << 53 and int(value) == value:
        return int(value)
    raise RecordError(f"field {name}: expected a whole number, met {str(value)[:40]!r}")


def word(holder: Mapping[str, Any], name: str) -> str:
    """A string that is not empty; a number becomes one."""
    value = holder.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise RecordError(f"field {name}: expected a string, met {jsonl.kind(value)}")
    return value


def listed(holder: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects; an absent one is empty."""
    value = holder.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RecordError(f"field {name}: expected a list of objects, met {jsonl.kind(value)}")
    return value
