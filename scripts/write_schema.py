"""Write extract/record.schema.json, the JSON Schema of a record, from the record types: run it after changing them.

usage: python scripts/write_schema.py [--check]

With --check nothing is written; the exit status is 1 where the file is not what the types say.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from extract.gold import GoldDocument, GoldMention
from extract.schema import SCHEMA, Claim, Document, Mention
from extract.validation import HEAD, STATED

TARGET = Path(__file__).parent.parent / "extract" / "record.schema.json"
RUN = ("producer", "script", "claims")
FIELDS = {
    "schema": {"const": SCHEMA},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Of text in UTF-8."},
}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12): a record of a run if it has claims, else a gold record; further fields are allowed."""
    hints = {name: hint for name, hint in get_type_hints(Document).items() if name not in ("extra", "mentions")}
    gold = get_type_hints(GoldDocument)["mentions"]
    types = [*hints.values(), Claim, Mention, gold, GoldMention]
    parts, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    mention = {"if": _labelled_claim(), "then": {"$ref": "#/$defs/Claim"}, "else": {"$ref": "#/$defs/Mention"}}
    properties = dict(zip(hints, parts, strict=False)) | FIELDS
    claims = properties.pop("claims")
    components["GoldMention"] |= {"if": _labelled_claim(optional=False), "then": _stated()}
    whole: dict[str, Any] = _tidy(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:zhclaims:record:1",
            "title": SCHEMA,
            "description": "One line of annotated JSONL. Offsets count Unicode code points of text and are half-open.",
            "type": "object",
            "properties": properties,
            "required": list(HEAD),
            "if": {"required": ["claims"]},
            "then": {
                "required": list(RUN),
                "properties": {"claims": claims, "mentions": {"type": "array", "items": mention}},
            },
            "else": {"required": ["mentions"], "properties": {"mentions": parts[-2]}},
            "$defs": components,
        }
    )
    return whole


def _labelled_claim(**more: Any) -> dict[str, Any]:
    wanted: dict[str, Any] = {"label": {"const": "claim"}} | {name: {"const": value} for name, value in more.items()}
    return {"required": ["label"], "properties": wanted}


def _stated() -> dict[str, Any]:
    return {"required": list(STATED), "properties": {name: {"not": {"type": "null"}} for name in STATED}}


def _tidy(value: Any) -> Any:
    """Amounts are numbers in the record; defaults of the Python types say nothing to a validator."""
    if isinstance(value, dict):
        if value.get("format") == "decimal":
            return {"type": "number"}
        return {name: _tidy(item) for name, item in value.items() if name != "default"}
    return [_tidy(item) for item in value] if isinstance(value, list) else value


def text() -> str:
    """The file as it must be."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file or, with --check, compare it."""
    if arguments == ["--check"]:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text()
        if not current:
            print(f"{TARGET.name} is not current: run python scripts/write_schema.py", file=sys.stderr)
        return 0 if current else 1
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
