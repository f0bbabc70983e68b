#!/usr/bin/env python3
"""Judge the changes of the working tree: the claims of every corpora/*/dev.jsonl as an earlier commit found them, and as they are found now.

usage: diff.py [REF] [--out DIR]

REF is a tag or commit; without it the last tag, or the last commit where there is none. Its rules and model are unpacked into a
temporary folder and run on the dev split of today. Prints `zhclaims evaluate … --against …` for each corpus, and keeps what
both found in DIR (out/diff).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """A program did not do its work; the message holds what it said."""


def run(call: list[str], folder: Path, **environment: str) -> bytes:
    """What a program prints. Raises Failed where it does not end well."""
    done = subprocess.run(call, cwd=folder, env=os.environ | environment, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(call)}: exit status {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def base(given: str | None) -> str:
    """The commit to compare with: the one given, the last tag, or the last commit. Raises Failed."""
    if given:
        return given
    try:
        return run(["git", "describe", "--tags", "--abbrev=0"], ROOT).decode().strip()
    except Failed:
        return "HEAD"


def unpack(ref: str, folder: Path) -> None:
    """The files of a commit into a folder. Raises Failed."""
    packed = run(["git", "archive", "--format=tar", ref], ROOT)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def extract(checkout: Path, gold: Path, target: Path) -> None:
    """The claims that a checkout finds in the texts of a gold file. Raises Failed."""
    call = [sys.executable, "-m", "extract.cli", "extract", str(gold), "-o", str(target), "--mentions"]
    run(call, checkout, PYTHONPATH=str(checkout))


def main() -> int:
    """Compare on each corpus; 0 when all could be compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ref", nargs="?", metavar="REF")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "diff", metavar="DIR")
    args = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        try:
            ref = base(args.ref)
            name = run(["git", "log", "-1", "--format=%h %s", ref], ROOT).decode().strip()
            unpack(ref, Path(folder))
            args.out.mkdir(parents=True, exist_ok=True)
            for gold in sorted(ROOT.glob("corpora/*/dev.jsonl")):
                before, now = (args.out.resolve() / f"{gold.parent.name}.{side}.jsonl" for side in ("before", "now"))
                extract(Path(folder), gold, before)
                extract(ROOT, gold, now)
                print(f"{gold.relative_to(ROOT)}: before is {name}, now the working tree", flush=True)
                call = [sys.executable, "-m", "extract.cli", "evaluate", str(gold), str(now), "--against", str(before)]
                status |= subprocess.run(call, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False).returncode
        except (Failed, OSError) as failure:
            print(f"diff: {failure}", file=sys.stderr)
            return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
