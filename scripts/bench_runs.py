"""The command as its user meets it: how soon it answers, how long a job takes on one, two processes and Ray, how much memory."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

import extract

COMMAND = [sys.executable, "-m", "extract.cli"]
STARTS = 5
MB = 1 << 20 if sys.platform == "darwin" else 1 << 10


class Run(NamedTuple):
    """One run of the command: seconds on the clock and of all processors, and the memory of its largest process."""

    clock: float
    processor: float
    megabytes: float


LAUNCH = """
import json, os, subprocess, sys, time
began = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Started in a small process of its own: the peak of a child counts from the memory of the process that starts it."""


def run(*arguments: object) -> Run:
    """Run the command. Raises RuntimeError where it fails."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    call = [sys.executable, "-c", LAUNCH, *COMMAND, *map(str, arguments)]
    status, clock, processor, peak = json.loads(subprocess.run(call, env=environment, check=True, capture_output=True).stdout)
    if status:
        raise RuntimeError(f"zhclaims {' '.join(map(str, arguments))}: exit status {status}")
    return Run(clock, processor, peak / MB)


def starts(texts: Sequence[str], folder: Path) -> dict[str, Run]:
    """Medians of short runs: the help, and one article of 2,000 characters."""
    article = folder / "article.txt"
    article.write_text("\n".join(texts)[:2000], encoding="utf-8")
    calls: dict[str, tuple[object, ...]] = {"--help": ("--help",), "one article of 2,000 characters": ("extract", article, "-o", folder / "article.jsonl")}
    found = {}
    for name, call in calls.items():
        runs = [run(*call) for _ in range(STARTS)]
        found[name] = Run(*(median(values) for values in zip(*runs, strict=True)))
    return found


def write_lines(texts: Sequence[str], characters: int, path: Path) -> int:
    """A file of records with at least that many characters; how many it has."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(cycle(texts)):
            if written >= characters:
                return written
            file.write(json.dumps({"id": f"d{number}", "text": text}, ensure_ascii=False) + "\n")
            written += len(text)
    return written


def jobs(texts: Sequence[str], characters: int, folder: Path) -> tuple[int, dict[str, Run | None]]:
    """One job with ``zhclaims extract`` and as a batch on one and two processes and on Ray (None where it is not installed)."""
    source = folder / "job.jsonl"
    size = write_lines(texts, characters, source)
    ways: dict[str, list[object]] = {
        "zhclaims extract": ["extract", source, "-o", folder / "job-out.jsonl"],
        "batch --workers 1": ["batch", source, "-o", folder / "one", "--workers", 1],
        "batch --workers 2": ["batch", source, "-o", folder / "two", "--workers", 2],
        "batch --ray local --workers 2": ["batch", source, "-o", folder / "ray", "--ray", "local", "--workers", 2],
    }
    has_ray = importlib.util.find_spec("ray") is not None
    return size, {name: run(*call) if has_ray or "--ray" not in call else None for name, call in ways.items()}


def by_length(texts: Sequence[str], patience: float) -> dict[str, list[tuple[int, float]]]:
    """CPU seconds of one document by its characters, and of documents of 100 characters by their number.

    A series ends where the next measurement would take more than ``patience`` seconds, if the cost grows on as it did.
    """
    pipeline = extract.load()
    list(pipeline.pipe(texts[:50]))
    whole = "\n".join(texts)
    series: dict[str, list[tuple[int, float]]] = {"one document, by characters": [], "documents of 100 characters, by number": []}
    one, many = series.values()
    for power in range(3, 8):
        size = 10**power
        text = (whole * (size // len(whole) + 1))[:size]
        began = time.process_time()
        pipeline(text)
        one.append((size, time.process_time() - began))
        if _next(one) > patience:
            break
    for power in range(6):
        starts_at = (at % max(1, len(whole) - 100) for at in range(0, 10**power * 100, 100))
        pieces = (whole[at : at + 100] for at in starts_at)
        began = time.process_time()
        for _ in pipeline.pipe(pieces):
            pass
        many.append((10**power, time.process_time() - began))
        if _next(many) > patience:
            break
    return series


def _next(points: list[tuple[int, float]]) -> float:
    """What the next measurement will take."""
    last = points[-1][1]
    return last * (last / points[-2][1] if len(points) > 1 else 10)
