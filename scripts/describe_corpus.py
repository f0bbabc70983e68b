#!/usr/bin/env python3
"""Write what a corpus holds into its datasheet: the tables between the two count marks of DIR/README.md.

usage: describe_corpus.py DIR [--check]

With --check nothing is written; the exit status is 1 where the datasheet does not say what the files hold.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from extract import jsonl
from extract.schema import LABELS
from extract.text.script import detect_script

SPLITS = ("train", "dev", "test")
BEGIN, END = "<!-- counts: scripts/describe_corpus.py -->\n", "<!-- end of counts -->\n"
PLACES = {"cn": "mainland China", "hk": "Hong Kong", "my": "Malaysia", "sg": "Singapore", "tw": "Taiwan"}

Records = dict[str, list[dict[str, Any]]]


def rows(records: list[dict[str, Any]]) -> dict[str, int]:
    """The counts of one split by the name of their row."""
    mentions = [mention for record in records for mention in record["mentions"]]
    firm = [mention for mention in mentions if not mention["optional"]]
    claims = [mention for mention in firm if mention["label"] == "claim"]
    return {
        "documents": len(records),
        "characters": sum(len(record["text"]) for record in records),
        "claims": len(claims),
        "… credited to a source": sum(bool(claim["source"]) for claim in claims),
        **{f"`{label}`": sum(mention["label"] == label for mention in firm) for label in LABELS if label != "claim"},
        "`optional` (count neither way)": len(mentions) - len(firm),
    }


def tables(corpus: Records) -> str:
    """The tables in Markdown: marks by split, documents by region and script, documents by genre."""
    columns = [rows(corpus[split]) for split in SPLITS]
    lines = [f"| | {' | '.join(SPLITS)} | all |", "|---|" + "---:|" * (len(SPLITS) + 1)]
    for name in columns[0]:
        counts = [column[name] for column in columns]
        lines.append(f"| {name} | " + " | ".join(f"{count:,}" for count in (*counts, sum(counts))) + " |")
    everything = [record for split in SPLITS for record in corpus[split]]
    regions = Counter((record["meta"]["region"], detect_script(record["text"])) for record in everything)
    lines += ["", "| region (wording, currency) | script | documents |", "|---|---|---:|"]
    lines += [f"| {PLACES[region]} (`{region}`) | {script} | {count} |" for (region, script), count in sorted(regions.items())]
    genres = Counter(record["meta"]["genre"] for record in everything)
    ordered = sorted(genres.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join([*lines, "", "Genres: " + ", ".join(f"{genre} {count}" for genre, count in ordered) + ".", ""])


def main() -> int:
    """Write or compare the tables; 0 when the datasheet is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    files = {split: (args.folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines() for split in SPLITS}
    sheet = args.folder / "README.md"
    text = sheet.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        print(f"{sheet}: expected the lines {BEGIN.strip()} and {END.strip()} once each, for the tables", file=sys.stderr)
        return 1
    head, rest = text.split(BEGIN)
    current = head + BEGIN + tables({split: [jsonl.loads(line) for line in lines] for split, lines in files.items()})
    current += END + rest.split(END)[1]
    if args.check and current != text:
        print(f"{sheet} does not say what the files hold: run python scripts/describe_corpus.py {args.folder}", file=sys.stderr)
        return 1
    if not args.check:
        sheet.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
