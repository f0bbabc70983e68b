"""Records on a terminal: the text with its claims marked, then a table of what was read.

With colour a claim has the colour of its kind and a source is underlined; without (a pipe, NO_COLOR) a claim stands in
brackets, ⟦like this⟧.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract import view
from extract.terminal import visible

STYLES = {
    "money": "black on green",
    "percent": "black on cyan",
    "ratio": "black on bright_cyan",
    "count": "black on yellow",
    "measure": "black on magenta",
    "duration": "white on blue",
    "rank": "black on bright_red",
    "source": "underline",
}
OPENING, CLOSING = "⟦", "⟧"
COLUMNS = {"quantity": 4, "value": 5, "unit": 3, "about": 6, "source": 5}
"""Columns that share the width, in this ratio; the confidence takes what it needs."""
MIN_WIDTH = 40


class Output(Console):
    """Standard output, which may be a pipe that is closed early."""

    def on_broken_pipe(self) -> None:
        """Leave it to the caller: rich would end the process with status 1."""
        raise BrokenPipeError


def show_records(records: Iterable[Mapping[str, Any]], console: Console | None = None) -> None:
    """Print every record on ``console``, by default standard output. Raises RecordError as the records do."""
    console = console or Output(highlight=False, markup=False, emoji=False)
    if console.width < MIN_WIDTH:
        console.width = MIN_WIDTH
    shown = False
    for record in records:
        if shown:
            console.print()
        show_record(record, console)
        shown = True
    if not shown:
        console.print("The file holds no record.")


def show_record(record: Mapping[str, Any], console: Console) -> None:
    """Print one record."""
    console.rule(Text(view.heading(record)), align="left")
    console.print(marked_text(record, coloured(console)), overflow="fold")
    console.print()
    rows = view.rows(record)
    if rows:
        console.print(_table(rows, coloured(console)))
    else:
        console.print("No claims.")
    if others := view.others(record):
        console.print(Text(others, style="dim"))


def coloured(console: Console) -> bool:
    """Whether marks can be shown by style alone."""
    return console.color_system is not None and not console.no_color


def marked_text(record: Mapping[str, Any], colour: bool) -> Text:
    """The text of a record with its claims and sources styled, or with brackets around its claims."""
    text, marks = visible(record["text"]), view.marks(record)
    if colour:
        styled = Text(text)
        for mark in marks:
            styled.stylize(STYLES.get(mark.kind, "reverse"), mark.start, mark.end)
        return styled
    out = []
    for start, end, covering in view.pieces(text, [mark for mark in marks if mark.row is not None]):
        out += [OPENING for mark in covering if mark.start == start]
        out.append(text[start:end])
        out += [CLOSING for mark in covering if mark.end == end]
    return Text("".join(out))


def _table(rows: list[view.Row], colour: bool) -> Table:
    table = Table(expand=True, header_style="bold", pad_edge=False, box=box.SIMPLE_HEAD)
    for name in view.HEADINGS:
        if name in COLUMNS:
            table.add_column(name, ratio=COLUMNS[name], overflow="fold")
        else:
            table.add_column(name[:5] + ".", justify="right", no_wrap=True)
    for row in rows:
        quantity, *rest = (Text(cell) for cell in row.cells())
        if colour:
            quantity.stylize(STYLES.get(row.kind, "reverse"))
        table.add_row(quantity, *rest)
    return table
