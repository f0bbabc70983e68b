"""The report on a terminal: tables that fit 80 columns, then the worst errors in their context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.evaluate import rows
from extract.evaluate.curves import Curves
from extract.evaluate.errors import Context, Error, summary, told
from extract.evaluate.report import Report
from extract.evaluate.scores import ROWS
from extract.evaluate.slices import Slice, telling
from extract.evaluate.versus import Change, Versus
from extract.evaluate.wording import ERRORS, field, groups, moved, number
from extract.terminal import visible

PIPE_WIDTH = 100
"""Columns where the output is no terminal."""
WIDE = 92
"""Columns from which the slices have the interval of the usable F1, too."""
LABEL_WIDTH = 5
"""Characters of a label as the head of a column."""


def show(report: Report, listed: int, console: Console | None = None) -> None:
    """Print the report with its first ``listed`` errors on ``console``, by default standard output.

    With other predictions to compare with it is the comparison that is printed, with every claim gained or lost.
    """
    if console is None:
        console = Console(highlight=False, markup=False, emoji=False)
        if not console.is_terminal:
            console.width = PIPE_WIDTH
    console.print(Text(visible(f"{report.pred} against the gold of {report.gold}")))
    sizes = f"{report.documents:,} documents, {report.gold_claims:,} claims in the gold, {report.predicted_claims:,} predicted"
    least = f", confidence {report.min_confidence:g} and more" if report.min_confidence else ""
    console.print(f"{sizes}{least}; {report.method}")
    if report.against:
        _versus(report.against, console)
        return
    muc = [_table(f"MUC: {'labels' if part == 'mentions' else 'kinds'}", rows.MUC, rows.muc(ways)) for part, ways in report.muc.items()]
    for part in (_scores(report), *muc, _slices(report, console.width >= WIDE), *_curves(report.curves), _confusion(report)):
        console.print(part)
    _errors(report.errors, console, listed)


def _table(name: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> Table:
    """A table whose first column is words, the others figures; a row with its first cell only is a heading."""
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for index, column in enumerate((name, *columns)):
        table.add_column(Text(column), justify="right" if index else "left", overflow="fold", no_wrap=bool(index))
    for first, *rest in lines:
        table.add_row(Text(visible(first), style="" if rest else "bold"), *(Text(visible(cell)) for cell in rest))
    return table


def _scores(report: Report) -> Table:
    lines: list[Sequence[str]] = []
    for group, names in groups(report).items():
        lines += [[group], *([f"  {name}", *cells] for name, *cells in rows.scores(report, names))]
    return _table("", rows.SCORES, lines)


def _slices(report: Report, wide: bool) -> Table:
    lines: list[Sequence[str]] = []
    for dimension, values in telling(report.slices).items():
        lines += [[dimension], *(_slice(f"  {value}", one)[: None if wide else -1] for value, one in values.items())]
    columns = ("docs", "gold", "prec.", "recall", "F1", "interval", "usable", "interval")
    return _table("slices", columns if wide else columns[:-1], lines)


def _slice(name: str, one: Slice) -> list[str]:
    cells = [name, str(one.documents), str(one.gold), *rows.found(one)]
    for score in ("f1", "usable_f1"):
        bounds = one.intervals[score]
        cells += [number(one.scores[score]), f"{bounds[0]:.2f}–{bounds[1]:.2f}" if bounds else "–"]
    return cells


def _curves(curves: Curves | None) -> list[Table]:
    if curves is None:
        return []
    return [
        _table("confidence from", rows.THRESHOLDS, rows.thresholds(curves)),
        _table("for a precision of", rows.TARGETS, rows.targets(curves)),
        _table("confidence of being", rows.TRUST, rows.trust(curves)),
    ]


def _confusion(report: Report) -> Table:
    lines = ([gold, *(str(count or "") for count in row.values())] for gold, row in report.confusion.items())
    return _table("gold ↓ pred. →", [name[:LABEL_WIDTH] for name in ROWS], lines)


def _versus(found: Versus, console: Console) -> None:
    lines = [rows.difference(name, found.differences[name]) for name in rows.telling(found)]
    console.print(Text(visible(f"Compared with {found.before}"), style="bold"))
    console.print(_table("", rows.DIFFERENCES, lines))
    if not found.changes:
        console.print("No claim came out otherwise.\n")
        return
    console.print(_table("claims", rows.TALLY, rows.gained(found)))
    for change in found.changes:
        _change(change, console)


def _change(change: Change, console: Console) -> None:
    _head(moved(change), change.context, console)
    for name, claim in (("gold", change.gold), ("before", change.before), ("now", change.now)):
        console.print(Text(visible(f"    {name:<7}{summary(claim) if claim else 'no claim'}")))
    console.print()


def _errors(errors: Sequence[Error], console: Console, listed: int) -> None:
    if not errors:
        console.print("No disagreement.")
        return
    console.print(Text(f"{len(errors):,} disagreements, the worst first", style="bold"))
    for error in errors[:listed]:
        _error(error, console)
    if len(errors) > listed:
        console.print(f"{len(errors) - listed:,} more: --errors N lists more of them, --json and --html all")


def _error(error: Error, console: Console) -> None:
    sure = f", confidence {error.pred.confidence:.2f}" if error.pred and error.pred.confidence is not None else ""
    _head(f"{ERRORS[error.group].lower()}{sure}", error.context, console)
    for name in error.fields:
        said = f"    {field(name)}: gold {told(error.gold, name)} | predicted {told(error.pred, name)}"
        console.print(Text(visible(said)))
    if not error.fields:
        claim = error.gold or error.pred
        side = "gold" if error.gold else "predicted"
        console.print(Text(visible(f"    {side}: {summary(claim) if claim else ''}; the other side: {error.instead or 'nothing'}")))
    console.print()


def _head(what: str, context: Context, console: Console) -> None:
    console.print(Text(visible(f"{context.document} {context.start}–{context.end}: {what}"), style="bold"))
    around = [visible(part.replace("\n", " ")) for part in (context.before, context.words, context.after)]
    console.print(Text(f"    …{around[0]}⟦{around[1]}⟧{around[2]}…"), overflow="fold")
