"""The counts of corpora on a terminal: one table for the sizes, and one for each thing that is counted."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.corpora.counts import OF, Counts
from extract.terminal import visible

WHOLE = {"documents": "documents", "mentions": "mentions", "claims": "claims", "credited claims": "claims credited to a source"}
"""What the shares of a table are shares of, by what it counts: a size."""
MIN_WIDTH, HEADING_WIDTH, CELL_WIDTH = 100, 66, 18
"""Columns of the terminal: where the output is a file, it is as wide as it must be."""


def show(columns: Mapping[str, Counts], console: Console | None = None) -> None:
    """Print the tables on ``console``, by default standard output."""
    console = console or Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = max(console.width, MIN_WIDTH, HEADING_WIDTH + sum(max(CELL_WIDTH, len(name) + 3) for name in columns))
    first = next(iter(columns.values()))
    sizes = {name: [f"{counts.sizes[name]:,}" for counts in columns.values()] for name in first.sizes}
    rates = {name: ["–" if (rate := counts.rates[name]) is None else f"{rate:,.2f}" for counts in columns.values()] for name in first.rates}
    console.print(_table("", columns, sizes | rates))
    for name, of in OF.items():
        rows = dict.fromkeys(row for counts in columns.values() for row in counts.tables[name])
        cells = {row: [_cell(counts, name, row) for counts in columns.values()] for row in rows}
        console.print(_table(f"{name} ({of})", columns, cells))


def _cell(counts: Counts, name: str, row: str) -> str:
    number, whole = counts.tables[name].get(row, 0), counts.sizes[WHOLE[OF[name]]]
    return f"{number:,} {100 * number / whole:5.1f} %" if number else "–"


def _table(title: str, columns: Mapping[str, Counts], rows: Mapping[str, list[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    table.add_column(Text(title), overflow="fold")
    for name in columns:
        table.add_column(Text(visible(name)), justify="right", overflow="fold")
    for name, cells in rows.items():
        table.add_row(Text(visible(name)), *map(Text, cells))
    return table
