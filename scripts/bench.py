#!/usr/bin/env python3
"""Measure the speed of the stages against raw jieba on the same text, in one process.

usage: bench.py [NEWS.jsonl] [--characters N] [--rounds N] [--json]

NEWS.jsonl holds one document a line with a "text" field; without it the articles in corpora/ are taken. Every round
runs over other documents, so that nothing that a stage remembers helps it (if there is too little text it is repeated,
and the head of the table says so); within a round the stages take turns on the same documents, so that a slow moment of
the machine strikes all of them. Printed are medians over the rounds of CPU time (this process, one core) and of the
ratio to raw jieba in the same round. Loading and a first round are not measured. Peak memory is that of the whole
process after a stage's first round, in order of the table: it can only grow.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import regex

import extract
from extract.text.normalize import normalize

CORPORA = Path(__file__).parent.parent / "corpora"

NUMERIC = regex.compile(r"[\d一二三四五六七八九十百千万亿兆萬億零〇两兩]+(?:[.,點点][\d一二三四五六七八九零〇]+)*")
"""A scan for anything that looks like a number: what the mere walk over the text costs."""

Stage = Callable[[list[str]], object]


def main() -> int:
    """Read the call, measure, print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path, help="a .jsonl file with one document a line (default: corpora/)")
    parser.add_argument("--characters", type=int, default=150_000, help="text in one round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    arguments = parser.parse_args()
    texts = read([arguments.news] if arguments.news else sorted(CORPORA.glob("*/*.jsonl")))
    if not texts:
        print(f"bench: no text in {arguments.news or CORPORA}: give a .jsonl file with a text field", file=sys.stderr)
        return 2
    parts = shares(texts, arguments.characters, arguments.rounds + 1)
    speeds, memory = measure(stages(), parts)
    report = {
        "documents": sum(map(len, parts[1:])),
        "characters": sum(len(text) for part in parts[1:] for text in part),
        "rounds": arguments.rounds,
        "repeated": round(sum(map(len, parts)) / len(texts), 1) if sum(map(len, parts)) > len(texts) else 1,
        "characters_per_second": {name: round(median(rates)) for name, rates in speeds.items()},
        "ratio_to_jieba": {name: round(median(ratios(rates, speeds["jieba"])), 2) for name, rates in speeds.items()},
        "peak_rss_mb": {name: round(peak, 1) for name, peak in memory.items()},
    }
    print(json.dumps(report, ensure_ascii=False) if arguments.json else table(report))
    return 0


def read(files: list[Path]) -> list[str]:
    """The texts of all documents in ``files``, in order, without empty ones."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line)
    return [text for line in lines if (text := json.loads(line)["text"])]


def shares(texts: list[str], characters: int, count: int) -> list[list[str]]:
    """``count`` shares of about ``characters`` each, taken from ``texts`` in turn, from the start again where they end."""
    mean = sum(map(len, texts)) / len(texts)
    size = max(1, round(characters / mean))
    dealt = list(islice(cycle(texts), size * count))
    return [dealt[first::count] for first in range(count)]


def stages() -> dict[str, Stage]:
    """The contenders by name, each loaded and ready to take texts; ``extraction`` is all that `zhclaims extract` does to them."""
    import logging

    import jieba
    from opencc import OpenCC

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    pipeline = extract.load()
    return {
        "jieba": lambda texts: [list(tokenizer.cut(text)) for text in texts],
        "opencc t2s": one_by_one(OpenCC("t2s").convert),
        "normalize": one_by_one(normalize),
        "regex scan": one_by_one(NUMERIC.findall),
        "find_quantities": one_by_one(extract.find_quantities),
        "extraction": lambda texts: list(pipeline.pipe(texts)),
    }


def one_by_one(stage: Callable[[str], object]) -> Stage:
    """A stage that takes one text, for several."""
    return lambda texts: [stage(text) for text in texts]


def measure(contenders: dict[str, Stage], parts: list[list[str]]) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Characters per second of CPU time in each part but the first, and peak memory in MB after the first, by name."""
    memory = {}
    for name, stage in contenders.items():
        seconds(stage, parts[0])
        memory[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    speeds: dict[str, list[float]] = {name: [] for name in contenders}
    for part in parts[1:]:
        for name, stage in contenders.items():
            speeds[name].append(sum(map(len, part)) / seconds(stage, part))
    return speeds, memory


def seconds(stage: Stage, texts: list[str]) -> float:
    """CPU time of one stage over all texts."""
    began = time.process_time()
    stage(texts)
    return time.process_time() - began


def ratios(rates: list[float], base: list[float]) -> list[float]:
    """Round by round how many times as fast as ``base``."""
    return [rate / reference for rate, reference in zip(rates, base, strict=True)]


def table(report: dict[str, object]) -> str:
    """The report as aligned lines."""
    columns = [report["characters_per_second"], report["ratio_to_jieba"], report["peak_rss_mb"]]
    speeds, times, peaks = (column for column in columns if isinstance(column, dict))
    head = "{documents} documents, {characters} characters, {rounds} rounds, each text {repeated} times, CPU time"
    rows = [f"{name:<16}{speeds[name]:>14,}{times[name]:>10.2f}{peaks[name]:>12.1f}" for name in speeds]
    last = f"full extraction: {times['extraction']:.2f} times the speed of raw jieba, peak memory {peaks['extraction']:.0f} MB"
    return "\n".join([head.format_map(report), f"{'stage':<16}{'characters/s':>14}{'x jieba':>10}{'peak MB':>12}", *rows, last])


if __name__ == "__main__":
    sys.exit(main())
