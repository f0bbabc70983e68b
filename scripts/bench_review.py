#!/usr/bin/env python3
"""Measure the page of ``zhclaims review`` in Chromium: how fast it draws and answers, on long documents and on long files.

usage: bench_review.py [--json]

Three files are made from the articles in corpora/: one document with 300 mentions, one of 50,000 characters, and 5,000 documents.
Printed are seconds for indexing (once for each file), for starting again, for drawing a document (from the request to the first
frame with all marks), for the answer to a key that moves (to the next frame) and to one that writes (to "saved"), medians of
20 each, and for a jump through the whole file. Needs Debian's Chromium and the dev extra.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
KEYS = 20
TIMED = """async ([key, writes]) => {
  const saved = document.getElementById("saved");
  const before = saved.textContent;
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const late = () => performance.now() - start > 10000;
  if (writes) while (!late() && (saved.textContent === before || !saved.textContent.startsWith("saved "))) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
DRAWN = """async (position) => {
  const { openDocument } = await import("/static/actions.js");
  const start = performance.now();
  await openDocument(position);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [performance.now() - start, document.querySelectorAll(".mark.first").length];
}"""


def texts() -> list[str]:
    """The articles of the corpus."""
    lines = [line for path in sorted((ROOT / "corpora" / "first").glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [json.loads(line)["text"] for line in lines]


def make(path: Path, documents: list[str]) -> None:
    """Annotate documents into a file, each text read once."""
    import extract
    from extract.records import encode_record

    pipeline = extract.load(published="2026-03-02")
    known: dict[str, Any] = {}
    with path.open("wb") as file:
        for number, text in enumerate(documents):
            if text not in known:
                known[text] = json.loads(encode_record(next(iter(pipeline.pipe([extract.Text(id="x", text=text)], mentions=True)))))
            file.write(json.dumps(known[text] | {"id": f"n{number}"}, ensure_ascii=False).encode() + b"\n")


def files(folder: Path) -> dict[str, Path]:
    """The three files."""
    articles = texts()
    long = "\n".join(articles * 3)
    short = "\n".join(articles[:13])
    made = {"300 mentions": [short], "50,000 characters": [long[:50_000]], "5,000 documents": [articles[n % len(articles)] for n in range(5000)]}
    for name, documents in made.items():
        make(folder / f"{name}.jsonl", documents)
    return {name: folder / f"{name}.jsonl" for name in made}


class Server:
    """The command in a process; ``seconds`` until it said its address."""

    def __init__(self, path: Path) -> None:
        """Start it."""
        start = time.perf_counter()
        line = [sys.executable, "-m", "extract.cli", "review", str(path), "--annotator", "bench"]
        self.process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        self.seconds = time.perf_counter() - start

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.communicate(timeout=20)


def measure(path: Path, browser: Any) -> dict[str, float]:
    """The figures of one file, in seconds; ``marks`` is a count."""
    first = Server(path)
    first.stop()
    server = Server(path)
    try:
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(server.url)
        page.wait_for_selector("#card h2")
        page.wait_for_timeout(2000)
        drawn = [page.evaluate(DRAWN, 0) for _ in range(5)]
        moves = [page.evaluate(TIMED, ["j", False]) for _ in range(KEYS)]
        writes = [page.evaluate(TIMED, ["q", True]) for _ in range(KEYS)]
        jump = [page.evaluate(TIMED, ["l", False]) for _ in range(3)]
        far = page.evaluate("async () => { const s = performance.now(); await (await fetch('/api/next?order=confidence')).json(); return performance.now() - s }")
        return {
            "index": first.seconds, "start again": server.seconds, "marks": drawn[0][1], "draw": statistics.median(ms for ms, _ in drawn) / 1000,
            "key that moves": statistics.median(moves) / 1000, "key that writes": statistics.median(writes) / 1000,
            "slowest key": max(*moves, *writes, *jump) / 1000, "search the file for the least confident": far / 1000,
        }  # fmt: skip
    finally:
        server.stop()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = {name: measure(path, browser) for name, path in files(Path(folder)).items()}
        browser.close()
    if args.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, figures in found.items():
        print(name)
        for figure, value in figures.items():
            print(f"  {figure:40}" + (f"{value:8}" if figure == "marks" else f"{value:8.3f} s"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
