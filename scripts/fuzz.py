#!/usr/bin/env python3
"""Random and mutated documents through the pipeline for some time: no crash, no hang, exact offsets, no growth of memory.

usage: fuzz.py [NEWS.jsonl] [--minutes N] [--seed N]

NEWS.jsonl holds one document a line with a "text" field; without it the articles in corpora/ are mutated. Every document
that fails is printed as a Python string with its seed, in a form that can go into a test; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bench
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

import extract
from extract import jsonl
from extract.batch.limit import limited
from extract.lexicon import rows
from extract.pipeline import Pipeline
from extract.records import check_record, encode_record

LIMIT = 20.0
"""Seconds of computing that a document may take; none has many more than ``LONGEST`` characters."""
GROWTH_MB = 60
"""What memory may grow after the first minute, in which caches fill."""
ROUND = 50
FAILURES = 10
LONGEST = 20_000
NUMERALS = "零一二三四五六七八九十百千万亿"
LEXICONS = ("units", "counters", "bounds", "currencies", "cues", "changes", "fixed", "anaphors")
SIGNS = (
    "0123456789０９一二三四五六七八九十百千万萬亿億兆两兩半几幾多余成点點分之%％‰°℃～~-—–−/／.,，。、"
    "：；！？“”「」『』（）()[]【】年月日号號时時 \n\t\u3000\0\u200b\ufeff\U00020000😀"
)


def main() -> int:
    """Read the call, go on until the time is over; 1 where a document failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path, help="a .jsonl file with one document a line (default: corpora/)")
    parser.add_argument("--minutes", type=float, default=10, help="how long to go on (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="begin with this seed instead of the clock")
    arguments = parser.parse_args()
    texts = bench.read([arguments.news] if arguments.news else sorted(bench.CORPORA.glob("*/*.jsonl")))
    first = int(time.time()) if arguments.seed is None else arguments.seed
    return fuzz(extract.load(), documents(texts), time.monotonic() + 60 * arguments.minutes, first)


def fuzz(pipeline: Pipeline, strategy: st.SearchStrategy[str], until: float, seed: int) -> int:
    """Rounds of documents until the time is over; 1 where one failed or memory grew."""
    began = told = time.monotonic()
    warm: float | None = None
    failures = count = 0
    while time.monotonic() < until and failures < FAILURES:
        done, failure = one_round(pipeline, strategy, seed)
        count += done
        if failure:
            failures += 1
            print(f"seed {seed}: {failure}", flush=True)
        seed += 1
        if warm is None and time.monotonic() - began > min(60.0, 0.3 * (until - began)):
            warm = peak()
        if time.monotonic() - told > 10:
            told = time.monotonic()
            print(f"fuzz: {count:,} documents, {failures} failures, {peak():.0f} MB, {until - told:.0f} seconds left", file=sys.stderr, flush=True)
    grown = peak() - warm if warm is not None else 0.0
    print(f"{count:,} documents in {time.monotonic() - began:.0f} seconds, {failures} failures, peak memory {peak():.0f} MB, {grown:.0f} MB of it after the start")
    return int(failures > 0 or grown > GROWTH_MB)


def one_round(pipeline: Pipeline, strategy: st.SearchStrategy[str], seed: int) -> tuple[int, str]:
    """Some documents from one seed: how many, and what failed, made as small as it gets."""
    count = 0

    @seeded(seed)
    @settings(max_examples=ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])
    @given(strategy)
    def every(text: str) -> None:
        nonlocal count
        count += 1
        check(pipeline, text)

    try:
        every()
    except Exception as error:  # whatever it is, it is what we look for
        notes = " ".join(getattr(error, "__notes__", ()))
        return count, f"{type(error).__name__}: {error} {notes}"
    return count, ""


def check(pipeline: Pipeline, text: str) -> None:
    """One document through the pipeline. Raises AssertionError and whatever the pipeline raises."""
    with limited(LIMIT):
        document = pipeline(text, mentions=True)
        extract.find_quantities(text)
    assert document.text == text, f"the text was altered: {text!r}"
    line = encode_record(document)
    check_record(jsonl.loads(line.decode()))


def documents(texts: list[str]) -> st.SearchStrategy[str]:
    """Texts of random characters, of words of the lexicons, of numbers, real ones mutated, and very long repetitions."""
    known = sorted({row[0] for name in LEXICONS for row in rows(name)})
    character = st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"]))
    numeral = st.one_of(st.integers(0, 10**12).map(str), st.text(st.sampled_from(NUMERALS), max_size=8))
    word = st.one_of(st.sampled_from(known), st.sampled_from(SIGNS), numeral)
    piece = st.one_of(word, st.text(character, min_size=1, max_size=4))
    repeated = st.builds(lambda piece, times: (piece * times)[:LONGEST], piece, st.integers(100, LONGEST))
    mutated = st.builds(mutate, st.sampled_from(texts), st.integers(0, 2**32))
    return st.one_of(
        st.text(character, max_size=300),
        st.lists(word, max_size=80).map("".join),
        mutated, mutated,
        st.tuples(repeated, st.text(character, max_size=20)).map("".join),
    )  # fmt: skip


def mutate(text: str, number: int) -> str:
    """A text of which pieces were left out, doubled, swapped, or broken by signs: the same for the same number."""
    chance = random.Random(number)
    text = text[:LONGEST]
    changes: list[Callable[[str, int, int], str]] = [
        lambda t, a, b: t[:a] + t[b:],
        lambda t, a, b: t[:b] + t[a:b] * chance.randint(1, 20) + t[b:],
        lambda t, a, b: t[b:] + t[a:b] + t[:a],
        lambda t, a, b: t[:a] + "".join(chance.choices(SIGNS, k=chance.randint(1, 5))) + t[b:],
        lambda t, a, b: t[:a] + t[a:b][::-1] + t[b:],
    ]
    for _ in range(chance.randint(1, 12)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 2, 5, 30, 300)))
        text = chance.choice(changes)(text, start, end)[:LONGEST]
    return text


def peak() -> float:
    """The peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    sys.exit(main())
