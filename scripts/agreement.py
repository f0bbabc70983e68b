#!/usr/bin/env python3
"""How far two annotations of the same texts agree: F1 of claims, a figure for each field, Krippendorff's alpha of labels.

usage: agreement.py FIRST.jsonl SECOND.jsonl [--json]

Both are gold files; documents are paired by id, and what only one file has is left out (and said). Claims are matched one
to one by overlap (intersection over union of at least 0.4); accuracies are over the matched claims; alpha is over all
numeric mentions, where one that only one annotator marked counts as a label of its own, `none`. Marks that either
annotator holds optional count neither way.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from extract.corpora.agreement import agreement
from extract.corpora.read import Fault, read_set
from extract.errors import ZhclaimsError
from extract.gold import GoldDocument


def read(path: Path) -> dict[str, GoldDocument]:
    """The documents of a gold file by id. Raises ValueError where a line is none, or an id stands twice."""
    faults: list[Fault] = []
    documents: dict[str, GoldDocument] = {}
    for entry in read_set(path, faults):
        if entry.gold.id in documents:
            faults.append(entry.fault("id", "met a second time; give each document an id of its own"))
        documents[entry.gold.id] = entry.gold
    if faults:
        raise ValueError(str(faults[0]))
    return documents


def show(figures: dict[str, object]) -> None:
    """Print the figures, a line each."""
    for name, figure in figures.items():
        if isinstance(figure, dict):
            print(f"{name}:")
            for row, value in figure.items():
                print(f"  {row:24}" + (f"{value:7.3f}" if isinstance(value, float) else f"{value:7}"))
        elif figure is not None:
            print(f"{name:26}" + (f"{figure:7.3f}" if isinstance(figure, float) else f"{figure!s:>7}"))


def main() -> int:
    """Compare two files; 0 when they could be compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path, metavar="FIRST.jsonl")
    parser.add_argument("second", type=Path, metavar="SECOND.jsonl")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    try:
        first, second = read(args.first), read(args.second)
        figures = agreement(first, second)
    except (ZhclaimsError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if alone := sorted(first.keys() ^ second.keys()):
        print(f"{len(alone)} documents are in one file only, as {alone[0]}", file=sys.stderr)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        show(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
