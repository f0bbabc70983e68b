#!/usr/bin/env python3
"""Run other tools on the gold beside ours, on this machine and by one scorer, and write docs/benchmarks.md.

usage: compare_peers.py [--data DIR] [-o docs/benchmarks.md] [--cache out/peers]

The tools are installed below the cache folder, each in an environment of its own, with pip and npm. The gold is corpora/first
test and, with DIR, DIR/seeds/gold.jsonl; each is run as it is and as its twin in the other script. Where conventions differ they
are read in the other tool's favour: the module ``peers.reading`` says how.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opencc import OpenCC
from peers.reading import claims_of

import extract
from extract.evaluate.read import read_inputs
from extract.evaluate.report import report
from extract.jsonl import dumps, loads
from extract.records import encode_record
from extract.schema import VERSION, Text
from extract.text.script import detect_script

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / "peers"
PIP = {
    "Recognizers-Text (Python)": ("recognizers", ("recognizers-text-suite==1.0.2a2", "emoji<2"), "recognizers.py"),
    "JioNLP": ("jio", ("jionlp==1.5.31",), "jio.py"),
}
NPM = "@microsoft/recognizers-text-suite@1.3.1"
NUMERALS = "cn2an==0.5.23"
FIELDS = ("precision", "recall", "f1", "value_accuracy", "bounds_accuracy", "unit_accuracy", "change_accuracy", "source_f1", "usable_f1")
GIVEN = {"precision", "recall", "f1", "value_accuracy", "unit_accuracy"}
"""What the other tools give at all; JioNLP also says whether an amount is about so much."""
HEAD = ("tool", "version", "precision", "recall", "F1", "value", "bounds", "unit", "change", "source F1", "usable F1", "characters/s")
TEXT = """# Benchmarks

Other tools beside zhclaims, measured on {date} on one machine ({machine}), one process each, by one scorer (`zhclaims evaluate`).
Written by `make peers`: it installs the tools, each into an environment of its own, and runs them.

The gold is that of numeric claims by the [guide](guide.md). Precision and recall are of claims, so a tool that cannot tell a claim
from another number pays with precision; the columns after F1 are accuracies over the claims that the tool found. A dash: the tool
does not have the field. Where conventions differ they are read in the tool's favour (`scripts/peers/reading.py`): the largest of
overlapping results stands, numbers within its dates are left out, a bare number before a word counts things, names of units become
our codes. Characters/s are of processor time in the tool's own functions after a first call; loading is left out.

{tables}
## Numerals alone

{numerals}

quantulum3 reads English only and has nothing to say of these texts.
"""


def main() -> None:
    """Install, run, score, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with seeds/gold.jsonl")
    parser.add_argument("--output", "-o", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--cache", type=Path, default=ROOT / "out" / "peers")
    call = parser.parse_args()
    tools = install(call.cache.resolve())
    sets = {"corpora/first test": ROOT / "corpora" / "first" / "test.jsonl"}
    if call.data:
        sets["Articles (five real ones, not in the repository)"] = call.data / "seeds" / "gold.jsonl"
    tables = []
    for name, path in sets.items():
        gold = [loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        for script, documents in (("as written", gold), ("in the other script", [d for d in map(twin, gold) if d])):
            say(f"{name}, {script}: {len(documents)} documents")
            rows = [measured(tool, version, command, documents) for tool, version, command in tools]
            tables.append(f"## {name}, {script}\n\n{len(documents)} documents.\n\n{table([ours(documents), *rows])}\n")
    numerals = numeral_scores(call.cache.resolve(), sets["corpora/first test"])
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    call.output.write_text(
        TEXT.format(date=datetime.date.today(), machine=machine, tables="\n".join(tables), numerals=numerals), encoding="utf-8"
    )
    say(f"wrote {call.output}")


def say(message: str) -> None:
    """A line on stderr."""
    print(message, file=sys.stderr, flush=True)


def install(cache: Path) -> list[tuple[str, str, list[str]]]:
    """Name, version and command of each tool, installed below ``cache``; what stands there already is taken as it is."""
    tools = []
    for name, (folder, needs, program) in PIP.items():
        python = environment(cache / folder, needs)
        tools.append((name, needs[0].partition("==")[2], [str(python), str(PEERS / program)]))
    if not shutil.which("npm"):
        say("npm and node are not installed: the JavaScript version is left out")
        return tools
    if not (cache / "npm" / "node_modules").is_dir():
        say(f"installing {NPM}")
        (cache / "npm").mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(cache / "npm"), NPM], check=True, stdout=subprocess.DEVNULL)
    tools.append(("Recognizers-Text (JavaScript)", NPM.rpartition("@")[2], ["node", str(PEERS / "recognizers.js"), str(cache / "npm")]))
    return tools


def environment(folder: Path, needs: Iterable[str]) -> Path:
    """The Python of a virtual environment that has these packages."""
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        say(f"installing {', '.join(needs)}")
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *needs], check=True)
        done.touch()
    return python


def twin(document: dict[str, Any]) -> dict[str, Any] | None:
    """A gold document in the other script, with the same offsets; None where the conversion changes the length."""
    convert = OpenCC("s2t" if detect_script(document["text"]) == "hans" else "t2s").convert
    text = convert(document["text"])
    if len(text) != len(document["text"]):
        return None
    out = {**converted(document, text, convert), "text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {**out, "id": document["id"]}


def converted(value: Any, text: str, convert: Any) -> Any:
    """A gold value in the other script: spans as they stand in ``text``, other words converted, codes left alone."""
    if isinstance(value, list):
        return [converted(item, text, convert) for item in value]
    if not isinstance(value, dict):
        return value
    out = {key: converted(item, text, convert) for key, item in value.items()}
    if isinstance(value.get("start"), int) and "text" in value:
        out["text"] = text[value["start"] : value["end"]]
    if isinstance(value.get("name"), str):
        out["name"] = convert(value["name"])
    if "accept" in value:
        out["accept"] = [item and convert(item) for item in value["accept"]]
    return out


def ours(documents: list[dict[str, Any]]) -> list[str]:
    """The row of zhclaims."""
    pipeline = extract.load()
    pipeline("三成")
    texts = [Text(id=d["id"], text=d["text"], meta=d.get("meta", {})) for d in documents]
    began = time.process_time()
    records = list(pipeline.pipe(texts))
    seconds = time.process_time() - began
    return row("zhclaims", VERSION, scores(documents, [encode_record(record) for record in records]), set(FIELDS), documents, seconds)


def measured(tool: str, version: str, command: list[str], documents: list[dict[str, Any]]) -> list[str]:
    """The row of another tool."""
    given = "".join(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n" for d in documents)
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=True)
    answers = [json.loads(line) for line in done.stdout.split("\n") if line.startswith("{")]
    pairs = zip(documents, answers, strict=True)
    records = [dumps({"id": d["id"], "text": d["text"], "claims": claims_of(d["text"], a["found"])}) for d, a in pairs]
    fields = GIVEN | ({"bounds_accuracy"} if tool == "JioNLP" else set())
    return row(tool, version, scores(documents, records), fields, documents, sum(a["seconds"] for a in answers))


def scores(documents: list[dict[str, Any]], records: list[bytes]) -> dict[str, float]:
    """What ``zhclaims evaluate`` says of predictions, as lines, for gold documents."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
        gold.write_bytes(b"".join(map(dumps, documents)))
        pred.write_bytes(b"".join(records))
        inputs = read_inputs(str(gold), str(pred))
    for fault in (fault for side in inputs for fault in side.faults):
        say(f"left out: {fault}")
    return report(inputs, ["gold", "tool"], 0.0).scores


def row(tool: str, version: str, found: dict[str, float], fields: set[str], documents: list[dict[str, Any]], seconds: float) -> list[str]:
    """The cells of a tool; a dash for what it does not have."""
    figures = [f"{found[name]:.3f}".lstrip("0") if name in fields else "–" for name in FIELDS]
    return [tool, version, *figures, f"{sum(len(d['text']) for d in documents) / seconds:,.0f}"]


def table(rows: Iterable[list[str]]) -> str:
    """A table in Markdown."""
    lines = [HEAD, ["---", "---", *["---:"] * (len(HEAD) - 2)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def numeral_scores(cache: Path, path: Path) -> str:
    """How many stated numbers cn2an reads from the numerals of the gold claims, and how many zhclaims does from the words."""
    python = environment(cache / "cn2an", (NUMERALS,))
    run = re.compile(r"[0-9０-９.,，〇零一二三四五六七八九十百千万亿两萬億兩]+")
    cases = []
    for document in (loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line):
        for m in document["mentions"]:
            runs = run.findall(m["text"])
            if m["label"] == "claim" and not m.get("optional") and m.get("relation") == "=" and len(runs) == 1 and m["kind"] in ("count", "measure"):
                cases.append((runs[0], m["text"], float(m["value"])))
    given = "".join(json.dumps(numeral) + "\n" for numeral, _, _ in cases)
    done = subprocess.run([str(python), str(PEERS / "numerals.py")], input=given, capture_output=True, text=True, check=True)
    theirs = [json.loads(line) for line in done.stdout.split()]
    mine = [next((float(q.value) for q in extract.find_quantities(words) if q.value is not None), None) for _, words, _ in cases]
    right = [sum(x is not None and abs(x - value) <= 1e-6 * abs(value) for x, (_, _, value) in zip(found, cases, strict=True)) for found in (mine, theirs)]
    return (
        f"Of {len(cases)} exact counts and measures in corpora/first test whose words hold one numeral, zhclaims {VERSION} reads {right[0]} right from "
        f"the words, cn2an {NUMERALS.partition('==')[2]} reads {right[1]} from the numeral cut out for it (it finds none by itself)."
    )


if __name__ == "__main__":
    main()
