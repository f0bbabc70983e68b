#!/usr/bin/env python3
"""Write what a corpus holds into its datasheet: the tables between the marks of DIR/README.md.

usage: describe_corpus.py DIR [--check]

Counts come from DIR/train.jsonl, dev.jsonl and test.jsonl, agreement from DIR/agreement.json, which scripts/agreement.py
writes with --json (without that file the table says so). With --check nothing is written; the exit status is 1 where the
datasheet does not say what the files hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.corpora.counts import OF, Counts, columns
from extract.corpora.read import Fault, read_set
from extract.errors import UsageError

TITLES = {
    "script": "script",
    "region": "region (wording, currency)",
    "genre": "genre",
    "label": "label",
    "kind": "kind",
    "relation": "relation",
    "change": "change",
    "modality": "modality",
    "source": "kind of source",
    "links": "links of the chain",
    "phenomenon": "phenomenon",
}
NAMES = {"cn": "mainland China", "hk": "Hong Kong", "my": "Malaysia", "sg": "Singapore", "tw": "Taiwan", "hans": "Simplified", "hant": "Traditional"}
FIGURES = {
    "documents": "documents marked twice",
    "claim_f1": "claims found by both (F1)",
    "span_accuracy": "the very same span",
    "value_accuracy": "value",
    "bounds_accuracy": "bounds and relation",
    "unit_accuracy": "unit",
    "kind_accuracy": "kind",
    "change_accuracy": "change",
    "modality_accuracy": "modality",
    "source_accuracy": "source",
    "entity_overlap_f1": "entity (F1 of characters)",
    "property_overlap_f1": "property (F1 of characters)",
    "time_overlap_f1": "time, words (F1 of characters)",
    "edtf_accuracy": "time, EDTF",
    "alpha_labels": "labels (Krippendorff's α)",
}
"""The rows of the agreement table; accuracies are over the claims that both found."""


def mark(name: str) -> tuple[str, str]:
    """The lines of the datasheet that a table stands between."""
    return f"<!-- {name}: scripts/describe_corpus.py -->\n", f"<!-- end of {name} -->\n"


def counts_tables(found: Mapping[str, Counts]) -> str:
    """The counts in Markdown, a column for each split and one for all."""
    names = [*list(found)[:-1], "all"]
    first = next(iter(found.values()))
    sizes = {name: [f"{counts.sizes[name]:,}" for counts in found.values()] for name in first.sizes}
    rates = {name: ["" if (rate := counts.rates[name]) is None else f"{rate:.2f}" for counts in found.values()] for name in first.rates}
    parts = [table("", names, sizes | rates)]
    for name, of in OF.items():
        rows = list(found.values())[-1].tables[name]
        cells = {shown(name, row): [f"{counts.tables[name].get(row, 0):,}" for counts in found.values()] for row in rows}
        parts.append(table(f"{TITLES[name]} ({of})", names, cells))
    return "\n".join(parts)


def shown(name: str, row: str) -> str:
    """A row's name: a code in backticks, with the place or script that it stands for."""
    if name in ("links", "genre", "phenomenon") or row == "citation only":
        return row
    return f"{NAMES[row]} (`{row}`)" if row in NAMES else f"`{row}`"


def table(title: str, names: list[str], rows: Mapping[str, list[str]]) -> str:
    """One table in Markdown."""
    head = [f"| {title} | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    return "\n".join([*head, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()), ""])


def agreement_table(path: Path) -> str:
    """The agreement figures in Markdown, or a line that there are none."""
    if not path.exists():
        return "No figures yet: `scripts/agreement.py FIRST.jsonl SECOND.jsonl --json` makes them.\n"
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    rows = {}
    for name, title in FIGURES.items():
        if (figure := figures.get(name)) is not None:
            rows[title] = [str(figure) if isinstance(figure, int) else f"{figure:.3f}"]
    return table("two annotators, before adjudication", ["agreement"], rows)


def fill(text: str, tables: Mapping[str, str]) -> str:
    """The datasheet with its tables. Raises UsageError where it lacks the marks of one."""
    for name, body in tables.items():
        begin, end = mark(name)
        if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
            raise UsageError(f"expected the lines {begin.strip()} and {end.strip()} once each, in this order, for the tables")
        text = text[: text.index(begin) + len(begin)] + body + text[text.index(end) :]
    return text


def main() -> int:
    """Write or compare the tables; 0 when the datasheet is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    sheet: Path = args.folder / "README.md"
    faults: list[Fault] = []
    try:
        entries = read_set(args.folder, faults)
        if faults:
            raise UsageError(f"{faults[0]}; zhclaims corpus check {args.folder} names all that is wrong")
        text = sheet.read_text(encoding="utf-8")
        tables = {"counts": counts_tables(columns([("all", entries)])), "agreement": agreement_table(args.folder / "agreement.json")}
        filled = fill(text, tables)
    except (UsageError, OSError, ValueError) as error:
        print(f"{sheet}: {error}", file=sys.stderr)
        return 1
    if args.check and filled != text:
        print(f"{sheet} does not say what the files hold: run python scripts/describe_corpus.py {args.folder}", file=sys.stderr)
        return 1
    if not args.check:
        sheet.write_text(filled, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
