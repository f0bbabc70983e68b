"""The page in Debian's Chromium, driven as a user does: a server of its own and an empty profile for each test."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import extract
from extract.records import encode_record

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def pipeline():
    return extract.load(published="2026-06-10")


@pytest.fixture
def claims(tmp_path, pipeline):
    """A function: texts → a file of records with all mentions, as extract writes it."""

    def write(*texts):
        path = tmp_path / "claims.jsonl"
        documents = [extract.Text(id=f"d{number}", text=text) for number, text in enumerate(texts)]
        path.write_bytes(b"".join(encode_record(record) for record in pipeline.pipe(documents, mentions=True)))
        return path

    return write


SETTLED = """(before) => {
  const now = document.getElementById("saved").textContent;
  return now !== before && /^(saved|NOT)/.test(now);
}"""
SELECT = """([words, occurrence]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const all = nodes.map((node) => node.data).join("");
  let at = -1;
  for (let n = 0; n <= occurrence; n++) at = all.indexOf(words, at + 1);
  const find = (unit, last) => {
    for (const node of nodes) {
      if (unit < node.length || (last && unit === node.length)) return [node, unit];
      unit -= node.length;
    }
  };
  document.getSelection().setBaseAndExtent(...find(at, false), ...find(at + words.length, true));
}"""


class Server:
    """The real command in a process of its own."""

    def __init__(self, path, annotator, *options):
        line = [sys.executable, "-m", "extract.cli", "review", str(path), "--annotator", annotator, *options]
        self.process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url, self.process.stderr.read()

    def stop(self, kill=False):
        (self.process.kill if kill else self.process.terminate)()
        self.process.communicate(timeout=10)


@pytest.fixture
def serve(claims):
    """A function: file and annotator → a running server."""
    running = []

    def start(path, annotator="anna", *options):
        running.append(Server(path, annotator, *options))
        return running[-1]

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """A function: server → a page on its address; what the page complains about fails the test."""
    contexts, complaints = [], []

    def go(server, **options):
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 720}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
        page.goto(server.url)
        page.wait_for_selector(".line")
        page.wait_for_selector("#card h2")
        return Page(page)

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


class Page:
    """A page with what tests do on it; every key that writes waits until the page says saved."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def save(self, *keys):
        """Press keys that write, each waited for."""
        for key in keys:
            before = self.page.inner_text("#saved")
            self.page.keyboard.press(key)
            self.page.wait_for_function(SETTLED, arg=before)

    def settle(self, condition):
        self.page.wait_for_function(f"() => {condition}")

    def at_hand(self):
        return self.page.inner_text("#card h2")

    def go_to(self, words):
        """Press j or k until the mark with these words is at hand."""
        script = """(words) => {
          const nodes = [...document.querySelectorAll(".mark.first")];
          const target = nodes.findIndex((node) => node.textContent === words);
          return target < 0 ? null : target - nodes.findIndex((node) => node.matches(".focus"));
        }"""
        steps = self.page.evaluate(script, words)
        assert steps is not None, f"no mark {words}"
        self.press(*["j" if steps > 0 else "k"] * abs(steps))
        self.settle(f"document.querySelector('#card h2').textContent === {json.dumps(words)}")

    def select(self, words, occurrence=0):
        """Select words of the text, as the mouse would."""
        self.page.evaluate(SELECT, [words, occurrence])
        self.page.wait_for_timeout(30)

    def mark(self, words):
        return self.page.locator(f".mark:text-is('{words}')").first.get_attribute("class").split()

    def notice(self):
        return self.page.inner_text("#notice")


@pytest.fixture
def events():
    """A function: file → the actions that its database holds, with their changes."""

    def read(path):
        db = sqlite3.connect(f"{path}.review.sqlite")
        try:
            rows = db.execute("SELECT action, annotator, document, version, changes FROM events ORDER BY id").fetchall()
        finally:
            db.close()
        return [(*row[:-1], json.loads(row[-1])["changes"]) for row in rows]

    return read


@pytest.fixture
def finished(tmp_path):
    """A function: file → the gold that review finish writes, by id, and what it says."""

    def finish(path):
        gold = tmp_path / "gold.jsonl"
        line = [sys.executable, "-m", "extract.cli", "review", "finish", str(path), "-o", str(gold)]
        run = subprocess.run(line, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60)
        assert run.returncode == 0, run.stderr
        records = [json.loads(one) for one in gold.read_text(encoding="utf-8").splitlines()]
        return {record["id"]: record for record in records}, run.stdout

    return finish
