"""A run as one self-contained page: no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from extract import jsonl
from extract.batch.job import Job, describe
from extract.batch.manifest import ERRORS
from extract.batch.store import Done
from extract.html import head, safe

ERRORS_SHOWN, REASONS_SHOWN = 100, 20
STYLE = """body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
table { border-collapse: collapse; margin: 0 0 1.5rem; }
td, th { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.bar { background: #4878a8; height: .8rem; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } td, th { border-color: #444; } }
"""

Rows = Iterable[tuple[str, ...]]


def write_report(file: BinaryIO, out: Path, job: Job, shards: list[Done], summary: Rows) -> None:
    """Write the page of the run into ``out``; ``summary`` are names and values as the terminal shows them."""
    kinds: Counter[str] = Counter()
    inputs: Counter[str] = Counter()
    for done in shards:
        kinds.update(done.kinds)
        inputs.update(done.inputs)
    reasons, errors = _errors(out)
    options = {**describe(job), **job.versions}
    del options["versions"]
    title = f"Claims in {out.name}"
    parts = [
        head(title, STYLE, "en"),
        f"<h1>{safe(title)}</h1>\n",
        _table("Summary", summary),
        _bars("Claims by kind", kinds),
        _table("Errors by reason", ((reason, f"{number:,}") for reason, number in reasons.most_common(REASONS_SHOWN))),
        _table(f"The first {ERRORS_SHOWN} errors", errors),
        _table("Inputs", ((name, f"{number:,} documents") for name, number in inputs.items())),
        _table("Made with", ((name, str(value)) for name, value in options.items())),
        "</body>\n</html>\n",
    ]
    file.write("".join(parts).encode())


def _errors(out: Path) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """How often each reason occurs, by its words before the first detail, and the first errors."""
    reasons: Counter[str] = Counter()
    first: list[tuple[str, str, str]] = []
    if (out / ERRORS).exists():
        with (out / ERRORS).open(encoding="utf-8") as lines:
            for error in map(jsonl.loads, lines):
                reasons[_kind(error)] += 1
                if len(first) < ERRORS_SHOWN:
                    first.append((str(error["file"]), str(error["line"] or ""), str(error["reason"])))
    return reasons, first


def _kind(error: dict[str, Any]) -> str:
    """The words of a reason that it shares with others of its kind: without numbers and what follows a bracket."""
    words = str(error["reason"]).partition("(")[0]
    return "".join("#" if char.isdigit() else char for char in words).replace("##", "#").strip()


def _table(title: str, rows: Rows) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<h2>{safe(title)}</h2>\n<table>\n{lines}</table>\n" if lines else ""


def _bars(title: str, counts: Counter[str]) -> str:
    lines = "".join(_bar(name, number, max(counts.values())) for name, number in counts.most_common())
    return f"<h2>{safe(title)}</h2>\n<table>\n{lines}</table>\n" if lines else ""


def _bar(name: str, number: int, most: int) -> str:
    width = f"{15 * number / most:.2f}rem"
    return f'<tr><td>{safe(name)}</td><td class="number">{number:,}</td><td><div class="bar" style="width:{width}"></div></td></tr>\n'
