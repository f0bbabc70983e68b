#!/usr/bin/env python3
"""Compile an annotator's marks into gold records.

usage: compile_marks.py MARKS.json [MARKS.json …] -o GOLD.jsonl      (without -o: check only)

A marks file is one JSON object or a list of them, one for each document. A mark points at the text by quotation and
occurrence, so that nobody counts characters; this script finds the offsets and checks what was written:

    {"id": "…", "meta": {"outlet": …, "published": "2026-03-02", "region": "cn", "genre": "wire"}, "text": "…",
     "sources": {"A": {"text": "報告", "n": 2, "name": "北港研究院的報告", "kind": "document", "cue": ["稱"],
                       "via": [{"text": "路透社", "kind": "publication"}], "accept": ["報告", "北港研究院"]}},
     "mentions": [{"q": "近九成", "label": "claim", "kind": "percent", "value": 90, "high": 90, "relation": "~",
                   "unit": "%", "unit_text": "成", "entity": "南灣", "property": "分離產能佔比",
                   "time": ["去年底", "2025-12"], "source": "A"},
                  {"q": "週一", "label": "time"}]}

"n" (default 1) is the occurrence of the quotation; a quotation that stands more than once needs it. Entity, property,
cue and time words may be a string, ["words", n], or {"text": …, "n": …}; where no n is given and the words stand more
than once, the occurrence nearest before the mark is taken. Defaults: relation "=" with low = high = value, modality
"fact", change null, source null.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import pathlib
import sys
from typing import Any

LABELS = {"claim", "time", "ordinal", "identifier", "idiom", "indefinite", "citation"}
ENUMS: dict[str, set[Any]] = {
    "kind": {"money", "percent", "ratio", "count", "measure", "duration", "rank"},
    "relation": {"=", "~", ">", ">=", "<", "<=", ".."},
    "change": {None, "increase", "decrease", "more", "less", "factor"},
    "modality": {"fact", "forecast", "target", "hypothetical", "denied"},
}
SOURCE_KINDS = {"person", "organisation", "publication", "document", "unnamed"}
CLAIM_KEYS = {"q", "n", "label", "optional", "kind", "value", "low", "high", "relation", "unit", "accept_units", "unit_text"}
CLAIM_KEYS |= {"change", "modality", "entity", "property", "time", "source", "citation", "note"}


class MarkError(Exception):
    """A mark does not fit its text; the message names document, mark and field."""


def occurrences(text: str, words: str) -> list[int]:
    """All start offsets of ``words`` in ``text``."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def locate(text: str, spec: Any, where: str, near: int | None = None) -> dict[str, Any]:
    """Resolve a quotation (string, [words, n] or {"text", "n"}) to a span; ``near`` picks the nearest before it."""
    if isinstance(spec, dict):
        words, n = spec["text"], spec.get("n")
    else:
        words, n = (spec, None) if isinstance(spec, str) else (spec[0], spec[1])
    at = occurrences(text, words) if words else []
    if not at:
        raise MarkError(f"{where}: {words!r} does not stand in the text; copy the very characters")
    if n is not None:
        if not 1 <= n <= len(at):
            raise MarkError(f"{where}: {words!r} stands {len(at)} times, n is {n}")
        start = at[n - 1]
    elif len(at) == 1:
        start = at[0]
    elif near is None:
        raise MarkError(f"{where}: {words!r} stands {len(at)} times; give n")
    else:
        start = max((a for a in at if a < near), default=min(at, key=lambda a: abs(a - near)))
    return {"start": start, "end": start + len(words), "text": words}


def compile_source(text: str, spec: dict[str, Any], where: str, near: int) -> dict[str, Any]:
    """A source object in record form; ``name`` defaults to the mention, ``accept`` to mention, name and carriers."""
    unknown = set(spec) - {"text", "n", "name", "kind", "cue", "via", "citation", "accept"}
    if unknown:
        raise MarkError(f"{where}: unknown keys {sorted(unknown)}")
    if spec.get("kind") not in SOURCE_KINDS and spec.get("text"):
        raise MarkError(f"{where}: kind is {spec.get('kind')!r}, one of {sorted(SOURCE_KINDS)} is expected")
    out: dict[str, Any] = {"text": None, "start": None, "end": None}
    if spec.get("text"):
        out = locate(text, {"text": spec["text"], "n": spec.get("n")}, where, near)
    out["name"] = spec.get("name") or spec.get("text")
    out["kind"] = spec.get("kind")
    out["cue"] = [locate(text, c, f"{where} cue", near) for c in spec.get("cue", [])]
    out["via"] = []
    for v in spec.get("via", []):
        span = locate(text, v, f"{where} via", near)
        out["via"].append({**span, "name": v.get("name") or v["text"], "kind": v.get("kind")})
    out["citation"] = spec.get("citation")
    names = [out["text"], out["name"], *(v["text"] for v in out["via"]), *(v["name"] for v in out["via"])]
    out["accept"] = spec.get("accept") or list(dict.fromkeys(x for x in names if x))
    return out


def compile_claim(text: str, mark: dict[str, Any], out: dict[str, Any], sources: dict[str, Any], where: str) -> None:
    """Fill the claim fields of ``out`` from a mark."""
    relation = mark.get("relation", "=")
    value = mark.get("value")
    out.update(kind=mark.get("kind"), value=value, low=mark.get("low"), high=mark.get("high"), relation=relation)
    if relation == "=" and value is not None:
        out["low"] = out["high"] = value
    if relation == ".." and (value is not None or None in (out["low"], out["high"])):
        raise MarkError(f"{where}: a range has low and high and no value")
    if relation != ".." and value is None:
        raise MarkError(f"{where}: relation {relation!r} needs a value")
    out.update(unit=mark.get("unit"), unit_text=mark.get("unit_text"))
    if not out["unit"]:
        raise MarkError(f"{where}: unit is missing ('1' for a bare number)")
    if mark.get("accept_units"):
        out["accept_units"] = mark["accept_units"]
    out.update(change=mark.get("change"), modality=mark.get("modality", "fact"))
    for key in ("entity", "property"):
        out[key] = locate(text, mark[key], f"{where} {key}", out["start"]) if mark.get(key) else None
    out["time"] = None
    if mark.get("time"):
        words, *rest = mark["time"] if isinstance(mark["time"], list) else [mark["time"]]
        out["time"] = {**locate(text, words, f"{where} time", out["start"]), "edtf": rest[0] if rest else None}
    source = mark.get("source")
    spec = sources[source] if isinstance(source, str) else source
    if mark.get("citation"):
        spec = {**(spec or {}), "citation": mark["citation"]}
    out["source"] = compile_source(text, spec, f"{where} source", out["start"]) if spec else None
    for key, allowed in ENUMS.items():
        if out[key] not in allowed:
            raise MarkError(f"{where}: {key} is {out[key]!r}, one of {sorted(map(str, allowed))} is expected")


def compile_document(doc: dict[str, Any]) -> dict[str, Any]:
    """A gold record in the form of docs/record.md from one document of marks."""
    text, mentions = doc["text"], []
    for i, mark in enumerate(doc["mentions"]):
        where = f"{doc['id']}, mark {i + 1} ({mark.get('q')!r})"
        if mark.get("label") not in LABELS or set(mark) - CLAIM_KEYS:
            raise MarkError(f"{where}: label {mark.get('label')!r}, unknown keys {sorted(set(mark) - CLAIM_KEYS)}")
        span = locate(text, {"text": mark["q"], "n": mark.get("n")}, where)
        out = {**span, "label": mark["label"], "optional": bool(mark.get("optional"))}
        if mark["label"] == "claim":
            try:
                compile_claim(text, mark, out, doc.get("sources", {}), where)
            except KeyError as err:
                raise MarkError(f"{where}: no source {err} in the document's sources") from None
        mentions.append(out)
    mentions.sort(key=lambda m: (m["start"], m["end"]))
    for a, b in itertools.pairwise(mentions):
        if b["start"] < a["end"]:
            both = f"{a['text']!r} at {a['start']} and {b['text']!r} at {b['start']}"
            raise MarkError(f"{doc['id']}: {both} overlap; one mark each")
    sha = hashlib.sha256(text.encode()).hexdigest()
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": doc["id"], "sha256": sha}
    return {**head, "text": text, "meta": doc.get("meta", {}), "mentions": mentions}


def main() -> int:
    """Compile all files named; print every error; 0 when all documents compiled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marks", nargs="+", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path)
    args = parser.parse_args()
    records, errors = [], []
    for path in args.marks:
        try:
            loaded = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as err:
            errors.append(f"{path}: not JSON: {err}")
            continue
        for doc in loaded if isinstance(loaded, list) else [loaded]:
            try:
                records.append(compile_document(doc))
            except MarkError as err:
                errors.append(f"{path}: {err}")
    print(*errors, sep="\n", file=sys.stderr)
    claims = [m for r in records for m in r["mentions"] if m["label"] == "claim" and not m["optional"]]
    credited = sum(bool(claim["source"]) for claim in claims)
    print(f"{len(records)} documents, {len(claims)} claims, {credited} with a source", file=sys.stderr)
    if args.output and not errors:
        args.output.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
