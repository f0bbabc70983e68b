#!/usr/bin/env python3
"""Measure speed, memory, starts and cost by length, in one run on the same texts, against other tools.

usage: bench.py [NEWS.jsonl] [--characters N] [--rounds N] [--job N] [--json] [--write docs/performance.md]

NEWS.jsonl holds one document a line with a "text" field; without it the articles in corpora/ are taken. Stages take turns on
the same documents, and every round runs over other ones, so that nothing that a stage remembers helps it and a slow moment
of the machine strikes all of them; printed are medians over the rounds of CPU time and of the ratio to raw jieba in the
same round. Half of the documents are taken in Simplified and half in Traditional. Loading and a first round are not measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import bench_report
import bench_runs
import bench_stages

CORPORA = Path(__file__).parent.parent / "corpora"


def main() -> int:
    """Read the call, measure, print or write; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path, help="a .jsonl file with one document a line (default: corpora/)")
    parser.add_argument("--characters", type=int, default=100_000, help="text in one round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default: %(default)s)")
    parser.add_argument("--job", type=int, default=20_000_000, help="characters of the job for processes and Ray (default: %(default)s)")
    parser.add_argument("--patience", type=float, default=60, help="seconds that a measurement by length may take (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the tables")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="put the tables between the marks of this document, and a plot beside it")
    arguments = parser.parse_args()
    texts = read([arguments.news] if arguments.news else sorted(CORPORA.glob("*/*.jsonl")))
    if not texts:
        print(f"bench: no text in {arguments.news or CORPORA}: give a .jsonl file with a text field", file=sys.stderr)
        return 2
    found = measure(texts, arguments)
    print(json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else bench_report.tables(found))
    if arguments.write:
        bench_report.write(arguments.write, found)
    return 0


def read(files: list[Path]) -> list[str]:
    """The texts of all documents in ``files``, in order, without empty ones."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line)
    return [text for line in lines if (text := json.loads(line)["text"])]


def measure(texts: list[str], arguments: argparse.Namespace) -> dict[str, Any]:
    """All measurements; what is said on the way goes to stderr."""
    found: dict[str, Any] = {"documents": len(texts), "characters": sum(map(len, texts)), "rounds": arguments.rounds, "stages": {}}
    contenders = bench_stages.stages()
    for number, (script, twin) in enumerate(bench_stages.twins(texts).items()):
        say(f"stages, {script}")
        parts = bench_stages.shares(twin[number::2], arguments.characters, arguments.rounds + 1)  # no document in both: stages remember words
        speeds = bench_stages.measure(contenders, parts)
        speeds["JioNLP money and time"], found["jionlp"] = bench_stages.jionlp(parts)
        rates = {name: median(values) if values else None for name, values in speeds.items()}
        ratios = bench_stages.times_jieba({name: values for name, values in speeds.items() if values})
        found["stages"][script] = {name: {"characters_per_second": rate, "times_jieba": ratios.get(name)} for name, rate in rates.items()}
    say("profile")
    found["profile"] = bench_stages.profile(texts[:300])
    found["labelling"] = bench_stages.labelling(texts)
    with tempfile.TemporaryDirectory() as folder:
        say("starts")
        found["starts"] = {name: run._asdict() for name, run in bench_runs.starts(texts, Path(folder)).items()}
        say("jobs")
        found["job"], runs = bench_runs.jobs(texts, arguments.job, Path(folder))
        found["jobs"] = {name: run._asdict() if run else None for name, run in runs.items()}
    say("by length")
    found["patience"] = arguments.patience
    found["by_length"] = bench_runs.by_length(texts, arguments.patience)
    return found


def say(what: str) -> None:
    """What is being measured."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
