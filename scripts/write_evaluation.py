#!/usr/bin/env python3
"""Write the figures of docs/evaluation.md: extract and evaluate the test split and two sets of real articles.

usage: write_evaluation.py DATA

DATA holds seeds/gold.jsonl and news/gold.jsonl, which are not in the repository. The tables stand between marks in the document;
what is around them stays.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from extract.errors import UsageError
from extract.evaluate.outcomes import NO_MENTION
from extract.evaluate.read import read_inputs
from extract.evaluate.report import Report, report
from extract.evaluate.rows import score
from extract.evaluate.wording import groups, number, spread, title

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "evaluation.md"


def evaluated(gold: Path, folder: Path) -> Report:
    """What the shipped model and rules find in the texts of a gold file, evaluated. Raises UsageError, CalledProcessError."""
    pred = folder / f"{gold.parent.name}.jsonl"
    subprocess.run([sys.executable, "-m", "extract.cli", "extract", str(gold), "-o", str(pred), "--mentions"], cwd=ROOT, check=True)
    found = report(read_inputs(str(gold), str(pred)), [str(gold), str(pred)])
    if found.faults:
        raise UsageError(f"{found.faults[0]}; zhclaims evaluate names all that is wrong")
    return found


def figures(sets: dict[str, Report]) -> str:
    """The scores with their intervals in Markdown, a column for each set."""
    rows = [["", *sets], ["---", *["---:" for _ in sets]]]
    rows.append(["documents", *(f"{one.documents:,}" for one in sets.values())])
    rows.append(["gold claims", *(f"{one.gold_claims:,}" for one in sets.values())])
    for group, names in groups(next(iter(sets.values()))).items():
        rows.append([f"**{group}**", *["" for _ in sets]])
        rows += [[title(name), *(_cell(one, name) for one in sets.values())] for name in names]
    for name in ("brier", "error"):
        rows.append([{"brier": "Brier score", "error": "calibration error (if perfect)"}[name], *(_trust(one, name) for one in sets.values())])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(one: Report, name: str) -> str:
    if name not in one.scores:
        return ""
    return f"{score(one, name)} ({spread(one.intervals[name])})"


def _trust(one: Report, name: str) -> str:
    if one.curves is None:
        return ""
    trusted = one.curves.reliability["claim"]
    return number(trusted.brier) if name == "brier" else f"{number(trusted.error)} ({spread(trusted.band)})"


def confusion(sets: dict[str, Report]) -> str:
    """The confusion of labels in Markdown, a table for each set."""
    parts = []
    for name, one in sets.items():
        head = f"| {name}: gold \\ given | {' | '.join(one.confusion)} |\n|---|{'---:|' * len(one.confusion)}\n"
        body = "".join(f"| {gold} | {' | '.join(str(n or '') for n in row.values())} |\n" for gold, row in one.confusion.items())
        parts.append(head + body)
    return f'"{NO_MENTION}" is a mention that the other side does not have.\n\n' + "\n".join(parts)


def fill(text: str, tables: dict[str, str]) -> str:
    """The document with its tables. Raises UsageError where it lacks the marks of one."""
    for name, body in tables.items():
        begin, end = f"<!-- {name}: scripts/write_evaluation.py -->\n", f"<!-- end of {name} -->\n"
        if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
            raise UsageError(f"{DOCUMENT}: expected the lines {begin.strip()} and {end.strip()} once each, in this order")
        text = text[: text.index(begin) + len(begin)] + body + text[text.index(end) :]
    return text


def main() -> int:
    """Evaluate and write; 0 when the document has its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    data = parser.parse_args().data.resolve()
    files = {"test": ROOT / "corpora" / "first" / "test.jsonl", "articles": data / "seeds" / "gold.jsonl", "news": data / "news" / "gold.jsonl"}
    with tempfile.TemporaryDirectory() as folder:
        try:
            sets = {name: evaluated(gold, Path(folder)) for name, gold in files.items()}
            filled = fill(DOCUMENT.read_text(encoding="utf-8"), {"figures": figures(sets), "confusion": confusion(sets)})
        except (UsageError, OSError, subprocess.CalledProcessError) as error:
            print(f"write_evaluation: {error}", file=sys.stderr)
            return 1
    DOCUMENT.write_text(filled, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
