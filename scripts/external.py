#!/usr/bin/env python3
"""Run the installed command over real text that is not part of the repository, and print scores, speed and memory.

usage: external.py DATA

DATA holds score.py, seeds/gold.jsonl, news/gold.jsonl, news/news.jsonl and suites/score_suites.py; what is not there is
named and left out, but there must be something. Exit status 1 where a score is below its floor, an offset is not exact, a
run fails, or memory goes over its limit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("zhclaims")
FLOORS = {"f1": 0.85, "recall": 0.88, "usable_f1": 0.50}
COLUMNS = {
    "claims F1": "f1",
    "precision": "precision",
    "recall": "recall",
    "usable F1": "usable_f1",
    "value": "value_accuracy",
    "unit": "unit_accuracy",
    "source": "source_accuracy",
}
MEMORY_LIMIT = 400
"""Megabytes that one run over all articles may take at its peak."""


class Run(NamedTuple):
    """One run of the command: its records, wall-clock seconds with the start, and peak memory in megabytes."""

    records: list[dict[str, Any]]
    seconds: float
    megabytes: float


class Failed(Exception):
    """A program did not do its work; the message holds what it said."""


def extract(source: Path, folder: Path) -> Run:
    """Annotate one file with ``zhclaims extract --mentions``. Raises Failed where the command does."""
    target = folder / f"{source.parent.name}-{source.name}"
    call = [str(COMMAND), "extract", str(source), "-o", str(target), "--mentions"]
    began = time.monotonic()
    with (folder / "messages").open("w+", encoding="utf-8") as messages:
        process = subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=messages, stderr=messages)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        messages.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(call)}: exit status {process.returncode}\n{messages.read()}")
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    records = [json.loads(line) for line in target.read_bytes().split(b"\n") if line]
    return Run(records, seconds, peak)


def python(script: Path, *arguments: str) -> Any:
    """What a script prints as JSON, run from the root of the project. Raises Failed where it does not end well."""
    call = [sys.executable, str(script), *arguments, "--json"]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Failed(f"{script} {' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def score(data: Path, folder: Path) -> list[str]:
    """Print the scores over each gold file; what is below its floor, in words."""
    faults = []
    print(f"{'gold':<12}{'documents':>10}{'claims':>8}" + "".join(f"{name:>11}" for name in COLUMNS))
    for name in ("seeds", "news"):
        gold = data / name / "gold.jsonl"
        if not (gold.exists() and (data / "score.py").exists()):
            print(f"{name:<12}not there: {gold if not gold.exists() else data / 'score.py'}")
            continue
        extract(gold, folder)
        found = python(data / "score.py", str(gold.resolve()), str(folder / f"{name}-gold.jsonl"))
        numbers = "".join(f"{found[key]:>11.3f}" for key in COLUMNS.values())
        print(f"{name:<12}{found['documents']:>10}{found['gold']:>8}{numbers}")
        low = {key: floor for key, floor in FLOORS.items() if found[key] < floor}
        faults += [f"{name}: {key} is {found[key]:.3f}, at least {floor:.2f} is asked" for key, floor in low.items()]
    return faults


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object at any depth that has a start, an end and words."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def articles(data: Path, folder: Path) -> list[str]:
    """Run over all articles; print size, speed and memory; what is wrong with offsets, number or memory, in words."""
    news = data / "news" / "news.jsonl"
    if not news.exists():
        print(f"all news    not there: {news}")
        return []
    given = {record["id"]: record["text"] for record in map(json.loads, filter(None, news.read_bytes().split(b"\n")))}
    run = extract(news, folder)
    faults = []
    if {record["id"]: record["text"] for record in run.records} != given:
        faults.append(f"all news: {len(run.records)} records for {len(given)} documents, or a text is not as it was read")
    for record in run.records:
        marks = [record["claims"], record["mentions"]]
        inexact = [span for span in spans(marks) if record["text"][span["start"] : span["end"]] != span["text"]]
        faults += [f"all news, {record['id']}: {span['text']!r} does not stand at {span['start']}" for span in inexact]
    if run.megabytes > MEMORY_LIMIT:
        faults.append(f"all news: {run.megabytes:.0f} MB of memory, {MEMORY_LIMIT} are allowed")
    characters, claims = sum(map(len, given.values())), sum(len(record["claims"]) for record in run.records)
    print(f"all news    {len(run.records)} documents, {characters:,} characters, {claims:,} claims")
    print(f"            {characters / run.seconds:,.0f} characters/s with the start, {run.megabytes:.0f} MB at the peak")
    return faults


def suites(data: Path) -> None:
    """Print the totals of the published test suites in both scripts; they have no floor."""
    script = data / "suites" / "score_suites.py"
    if not script.exists():
        print(f"suites      not there: {script}")
        return
    for name, options in (("as given", []), ("Traditional", ["--hant"])):
        found = python(script.resolve(), *options)
        share = found["found"] / max(1, found["total"])
        right = f"{found['found']:>4} of {found['total']} right ({share:.3f})"
        print(f"suites      {name:<12}{right}, {found['silent']} of {found['quiet']} texts without a quantity left alone")


def main() -> int:
    """Run all that DATA has; 0 when everything holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with score.py, seeds, news and suites")
    data = parser.parse_args().data
    if not any((data / name).exists() for name in ("seeds", "news", "suites")):
        print(f"external: {data} has no seeds, news or suites; name the folder that has them", file=sys.stderr)
        return 1
    if not COMMAND.exists():
        print(f"external: {COMMAND} is not there; install the package into this environment (make test does)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        try:
            faults = score(data, Path(folder)) + articles(data, Path(folder))
            suites(data)
        except Failed as failure:
            faults = [str(failure)]
    print(*(f"FAILED {fault}" for fault in faults), sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
