"""Texts of our own, the real command as a subprocess, and what a folder of results holds."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "extract.cli", "batch"]
SENTENCES = (
    "河口市统计局周三公布，今年前八个月全市完成工业增加值四百一十二亿元，比去年同期增长6.3%。",
    "据北港海关统计，一季度出口约{}万吨，同比增长三成多。",
    "一位车间主任告诉记者，夜班工人从八十名增加到{}名，仍然赶不上交货的日期。",
    "協會估計，明年的產能將超過{}萬片，佔全球近兩成。",
    "“价格涨了{}%。”老城区的商户李明远说。",
    "路透社援引北港研究院的報告稱，南灣的分離產能佔比去年底已近九成。",
)


def text(number, sentences=3):
    """An article like no other, of some sentences."""
    return "".join(SENTENCES[(number + k) % len(SENTENCES)].format(number * 7 + k + 2) for k in range(sentences))


def records(count, sentences=3):
    return [{"id": f"d{n}", "text": text(n, sentences), "meta": {"published": "2026-03-02"}} for n in range(count)]


def lines(items):
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def environment(*paths):
    return os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, paths), str(ROOT)])}


def batch(*arguments, paths=(), **options):
    """Run the command; what it said and its exit status."""
    given = {"capture_output": True, "text": True, "env": environment(*paths), "timeout": 500, "check": False} | options
    done = subprocess.run([*COMMAND, *map(str, arguments)], **given)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def tree(folder):
    """Every file below a folder, by name, but the lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def documents(folder):
    """All records of a run, in order."""
    return [json.loads(line) for path in sorted(folder.joinpath("documents").glob("*.jsonl")) for line in path.read_bytes().splitlines()]


def errors(folder):
    path = folder / "errors.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
