#!/usr/bin/env python3
"""Split gold records by document into train, dev and test, alike in genre, script and region.

usage: split_corpus.py GOLD.jsonl [GOLD.jsonl …] -o DIR

Writes DIR/train.jsonl, dev.jsonl and test.jsonl, sorted by id. A document that DIR holds already stays in its split (what
was test never becomes training data) and is replaced by the new record of that id; the others go, in the order of a hash
of their ids, where their genre, their script, their region and the whole fall short of 60, 15 and 25 percent. The same
documents give the same splits. `zhclaims corpus check DIR` then says whether the splits keep apart.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from extract import jsonl
from extract.errors import RecordError
from extract.text.script import detect_script
from extract.validation import check_record

SHARES = {"train": 0.60, "dev": 0.15, "test": 0.25}

Record = dict[str, Any]


def read(path: Path) -> dict[str, Record]:
    """The records of a gold file by id. Raises RecordError naming file and line for a bad record or a second one of an id."""
    records: dict[str, Record] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}, line {number}"
        try:
            record = jsonl.loads(line)
            check_record(record)
        except (ValueError, RecordError) as error:
            raise RecordError(f"{where}: {error}") from None
        if "claims" in record:
            raise RecordError(f"{where}: a record of a run; gold has its claims under mentions, labelled claim")
        if record["id"] in records:
            raise RecordError(f"{where}: a second record with the id {record['id']!r}; give each document an id of its own")
        records[record["id"]] = record
    return records


def strata(record: Record) -> tuple[str, ...]:
    """The groups that a document counts in: the whole, its script, its region, its genre, and the genre within the script."""
    script, genre = detect_script(record["text"]), str(record["meta"].get("genre"))
    return ("all", f"script {script}", f"region {record['meta'].get('region')}", f"genre {genre}", f"{script} {genre}")


def split(records: dict[str, Record], kept: dict[str, str]) -> dict[str, str]:
    """The split of every document, by id; ``kept`` are the splits that stand already."""
    counts: Counter[tuple[str, str]] = Counter()
    chosen: dict[str, str] = {}

    def place(key: str, name: str) -> None:
        chosen[key] = name
        counts.update((group, name) for group in strata(records[key]))

    def lack(key: str, name: str) -> float:
        groups = strata(records[key])
        sizes = [sum(counts[group, other] for other in SHARES) + 1 for group in groups]
        return sum(SHARES[name] * size - counts[group, name] for group, size in zip(groups, sizes, strict=True))

    for key in sorted(kept):
        place(key, kept[key])
    for key in sorted(records.keys() - kept.keys(), key=lambda key: hashlib.sha256(key.encode()).digest()):
        place(key, max(SHARES, key=lambda name: lack(key, name)))
    return chosen


def merge(paths: list[Path], folder: Path) -> tuple[dict[str, Record], dict[str, str]]:
    """All records, new ones before those that ``folder`` has, and the splits of the latter."""
    records: dict[str, Record] = {}
    kept: dict[str, str] = {}
    for name in SHARES:
        path = folder / f"{name}.jsonl"
        if path.exists():
            old = read(path)
            records |= old
            kept |= dict.fromkeys(old, name)
    new: dict[str, Record] = {}
    for path in paths:
        found = read(path)
        if again := sorted(new.keys() & found.keys()):
            raise RecordError(f"{path}: another file has a record with the id {again[0]!r}; give each document an id of its own")
        new |= found
    return records | new, kept


def main() -> int:
    """Split the files named; 0 when all is written, 1 where a record is refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    args = parser.parse_args()
    try:
        records, kept = merge(args.gold, args.output)
    except (RecordError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    chosen = split(records, kept)
    args.output.mkdir(parents=True, exist_ok=True)
    for name in SHARES:
        mine = [records[key] for key in sorted(records) if chosen[key] == name]
        (args.output / f"{name}.jsonl").write_bytes(b"".join(map(jsonl.dumps, mine)))
        claims = sum(mention["label"] == "claim" for record in mine for mention in record["mentions"])
        print(f"{name:6}{len(mine):5} documents{claims:7} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())
