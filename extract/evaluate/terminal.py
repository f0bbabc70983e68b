"""The report on a terminal: tables that fit 80 columns, then the worst errors in their context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.evaluate.curves import Curves
from extract.evaluate.errors import Context, Error, summary, told
from extract.evaluate.muc import WAYS
from extract.evaluate.report import Report
from extract.evaluate.scores import ROWS
from extract.evaluate.slices import Slice, telling
from extract.evaluate.versus import Change, Versus, tally
from extract.evaluate.wording import ERRORS, MAIN, field, groups, moved, number, signed, spread, title, whole
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
    for part in (_scores(report), *_muc(report), _slices(report, console.width >= WIDE), *_curves(report.curves), _confusion(report)):
        console.print(part)
    _errors(report.errors, console, listed)


def _table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> Table:
    """A table whose first ``left`` columns are words, the others figures; a row with its first cell only is a heading."""
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for index, column in enumerate((name, *columns)):
        words = index < left
        table.add_column(Text(column), justify="left" if words else "right", overflow="fold", no_wrap=not words)
    for first, *rest in rows:
        table.add_row(Text(visible(first), style="" if rest else "bold"), *(Text(visible(cell)) for cell in rest))
    return table


def _scores(report: Report) -> Table:
    rows: list[Sequence[str]] = []
    for group, names in groups(report).items():
        rows.append([group])
        for name in names:
            of = whole(report, name)
            rows.append([f"  {title(name)}", number(report.scores[name], of), spread(report.intervals[name]), "" if of is None else f"{of:,}"])
    return _table("", ("score", "interval", "of"), rows)


def _muc(report: Report) -> Iterable[Table]:
    names = {"mentions": "MUC: labels", "claims": "MUC: kinds"}
    columns = ("right", "wrong", "part", "missed", "extra", "prec.", "recall", "F1")
    for part, ways in report.muc.items():
        rows = []
        for way in WAYS:
            one = ways[way]
            counts = (one.correct, one.incorrect, one.partial, one.missing, one.spurious)
            rows.append([way, *(f"{count:,}" for count in counts), *map(number, (one.precision, one.recall, one.f1))])
        yield _table(names[part], columns, rows)


def _slices(report: Report, wide: bool) -> Table:
    rows: list[Sequence[str]] = []
    for dimension, values in telling(report.slices).items():
        rows += [[dimension], *(_slice(f"  {value}", one)[: None if wide else -1] for value, one in values.items())]
    columns = ("docs", "gold", "prec.", "recall", "F1", "interval", "usable", "interval")
    return _table("slices", columns if wide else columns[:-1], rows)


def _slice(name: str, one: Slice) -> list[str]:
    scores = one.scores
    figures = [number(scores["precision"], one.predicted), number(scores["recall"], one.gold)]
    for score in ("f1", "usable_f1"):
        figures += [number(scores[score]), _short(one.intervals[score])]
    return [name, str(one.documents), str(one.gold), *figures]


def _short(interval: tuple[float, float] | None) -> str:
    return f"{interval[0]:.2f}–{interval[1]:.2f}" if interval else "–"


def _curves(curves: Curves | None) -> Iterable[Table]:
    if curves is None:
        return
    yield _table(
        "confidence from",
        ("claims", "kept", "precision", "interval", "recall", "usable"),
        (
            [f"{t.threshold:g}", f"{t.claims:,}", f"{t.coverage:.1%}", number(t.precision), spread(t.interval), number(t.recall), number(t.usable_precision)]
            for t in curves.thresholds
        ),
    )
    yield _table(
        "for a precision of",
        ("threshold", "claims kept", "observed", "90 % sure of"),
        (
            [f"{t.target:g}", "none" if t.threshold is None else f"{t.threshold:.4f}", f"{t.kept:.1%}", number(t.precision), number(t.bound)]
            for t in curves.targets
        ),
    )
    yield _table(
        "confidence of being",
        ("count", "Brier", "ECE", "ECE if perfect", "mean risk"),
        (
            [f"a {of}" if of == "claim" else of, f"{one.count:,}", number(one.brier), number(one.error), spread(one.band), number(curves.risk[of].area)]
            for of, one in curves.reliability.items()
        ),
    )


def _confusion(report: Report) -> Table:
    rows = ([gold, *(str(count or "") for count in row.values())] for gold, row in report.confusion.items())
    return _table("gold ↓ pred. →", [name[:LABEL_WIDTH] for name in ROWS], rows)


def _versus(found: Versus, console: Console) -> None:
    names = [*MAIN, *(name for name, one in found.differences.items() if name not in MAIN and one.verdict != "not told apart")]
    rows = []
    for name in names:
        one = found.differences[name]
        bounds = f"{signed(one.interval[0])} to {signed(one.interval[1])}" if one.interval else "–"
        rows.append([title(name).partition(":")[0], number(one.before), number(one.now), signed(one.difference), bounds, one.verdict])
    console.print(Text(visible(f"Compared with {found.before}"), style="bold"))
    console.print(_table("", ("before", "now", "difference", "interval", ""), rows))
    if not found.changes:
        console.print("No claim came out otherwise.\n")
        return
    counted = ([field(name), f"{gained}", f"{lost}"] for name, (gained, lost) in tally(found.changes).items())
    console.print(_table("claims", ("gained, better", "lost, worse"), counted))
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
