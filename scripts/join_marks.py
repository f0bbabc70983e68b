#!/usr/bin/env python3
"""Join the marks of corpora/news with the articles that they are of, for the scripts that fit weights.

usage: join_marks.py ARTICLES.jsonl -o JOINED.jsonl [--marks corpora/news/marks.tsv]

ARTICLES.jsonl holds one document a line with id and text, as the marks know them: a document whose text is another (by its
SHA-256) is left out and named. Claims, times and sources are those that the extractor finds; entity, property and time of a
marked claim are those of the marks, and claims without a mark are optional, which is what the fits leave out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from extract import jsonl, load
from extract.records import encode_record
from extract.schema import Text

MARKS = Path(__file__).parent.parent / "corpora" / "news" / "marks.tsv"
DIGITS = 16
"""How much of a text's SHA-256 the marks hold, in hexadecimal digits."""

Place = tuple[int, int]


class Mark(Struct, frozen=True):
    """One marked claim: its place, and those of entity, property and time, None where it has none; the EDTF of the time."""

    place: Place
    entity: Place | None
    property: Place | None
    time: Place | None
    edtf: str | None


class MarksError(Exception):
    """A line of the marks that is none; the message names file and line."""


def read(path: Path) -> dict[str, tuple[str, list[Mark]]]:
    """The marks of each document by its id, with the digits of its text. Raises MarksError."""
    documents: dict[str, tuple[str, list[Mark]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            document, digits, at, entity, measure, time, edtf = line.split("\t")
            whole = place(at)
            if whole is None:
                raise ValueError
            documents.setdefault(document, (digits, []))[1].append(Mark(whole, place(entity), place(measure), place(time), edtf or None))
        except ValueError:
            raise MarksError(f"{path}, line {number}: document, digits, places as 12-15 and an EDTF are expected in seven columns: {line!r}") from None
    return documents


def place(cell: str) -> Place | None:
    """A cell as a place, None where it is empty. Raises ValueError."""
    if not cell:
        return None
    start, end = map(int, cell.split("-"))
    if not 0 <= start < end:
        raise ValueError
    return start, end


def join(articles: Path, documents: dict[str, tuple[str, list[Mark]]]) -> Iterator[dict[str, Any] | str]:
    """The joined records in the order of the articles; in place of one whose text is another, its id."""
    texts = []
    for line in articles.read_text(encoding="utf-8").splitlines():
        record = jsonl.loads(line)
        if record["id"] not in documents:
            continue
        if hashlib.sha256(record["text"].encode()).hexdigest().startswith(documents[record["id"]][0]):
            texts.append(Text(id=record["id"], text=record["text"], meta=record.get("meta") or {}))
        else:
            yield record["id"]
    for found in load().pipe(texts, mentions=True):
        record = json.loads(encode_record(found))
        yield joined(record, documents[record["id"]][1])


def joined(record: dict[str, Any], marks: list[Mark]) -> dict[str, Any]:
    """A record of a run as gold: its claims with the fields of the marks, those without a mark optional."""
    at = {mark.place: mark for mark in marks}
    mentions = [{**mention, "optional": mention["label"] == "claim"} for mention in record["mentions"]]
    for claim in record["claims"]:
        mark = at.get((claim["start"], claim["end"]))
        fields = {key: span(record["text"], getattr(mark, key)) for key in ("entity", "property", "time")} if mark else {}
        if fields and fields["time"]:
            fields["time"]["edtf"] = mark.edtf if mark else None
        mentions.append({**claim, **fields, "label": "claim", "optional": mark is None})
    return {"id": record["id"], "text": record["text"], "meta": record["meta"], "mentions": sorted(mentions, key=lambda mention: mention["start"])}


def span(text: str, at: Place | None) -> dict[str, Any] | None:
    """A place with its words."""
    return {"start": at[0], "end": at[1], "text": text[at[0] : at[1]]} if at else None


def main() -> int:
    """Read the call, join, write; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--marks", type=Path, default=MARKS, help="default: corpora/news/marks.tsv")
    arguments = parser.parse_args()
    try:
        found = list(join(arguments.articles, read(arguments.marks)))
    except (OSError, MarksError) as error:
        print(f"join_marks: {error}", file=sys.stderr)
        return 2
    records = [record for record in found if isinstance(record, dict)]
    others = [record for record in found if isinstance(record, str)]
    arguments.output.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    claims = sum(mention["label"] == "claim" and not mention["optional"] for record in records for mention in record["mentions"])
    print(f"{len(records)} documents, {claims} marked claims")
    if others:
        print(f"join_marks: {len(others)} documents have another text than the marks: {', '.join(others[:5])} …", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
