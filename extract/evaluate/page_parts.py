"""Tables and lists of the page. Cells and captions come as safe HTML; what a text says goes through ``safe``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat

from extract.evaluate import rows
from extract.evaluate.errors import GROUPS, Context, Error, summary, told
from extract.evaluate.outcomes import NO_MENTION
from extract.evaluate.report import Report
from extract.evaluate.slices import Slice, Slices, telling
from extract.evaluate.versus import Change, Versus
from extract.evaluate.wording import ERRORS, field, groups, moved, number, spread
from extract.gold import GoldMention
from extract.html import safe

LISTED = 1000
"""Errors, and changes, that a page holds: more would make it slow to open; --json has all."""


def figure(svg: str, caption: str) -> str:
    """A plot with what it shows."""
    return f"<figure>{svg}<figcaption>{safe(caption)}</figcaption></figure>\n"


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words, the others figures."""
    titles = _cells("th", map(safe, head))
    body = "\n".join(f"<tr>{_cells('td', line)}</tr>" for line in lines)
    return f'<div class="wide"><table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n'


def _cells(tag: str, cells: Iterable[str]) -> str:
    kinds = chain([""], repeat(' class="n"'))
    return "".join(f"<{tag}{kind}>{cell}</{tag}>" for kind, cell in zip(kinds, cells, strict=False))


def scores(report: Report) -> str:
    """Every score with its interval and what it is of."""
    return "".join(table([group, *rows.SCORES], safe_rows(rows.scores(report, names))) for group, names in groups(report).items())


def muc(report: Report) -> str:
    """The counts and scores of each way of counting."""
    names = {"mentions": "all mentions, type: label", "claims": "claims, type: kind"}
    return "".join(table([names[part], *rows.MUC], safe_rows(rows.muc(ways))) for part, ways in report.muc.items())


def safe_rows(lines: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Rows of words as rows of HTML."""
    return (list(map(safe, line)) for line in lines)


def slices(found: Slices) -> str:
    """A table for each dimension, with bars."""
    words = "<p>The same scores for parts of the claims. Where few documents stand behind a row there is no interval: do not read much into it.</p>"
    head = ("documents", "claims", "precision", "recall", "F1", "interval", "value", "unit", "source", "usable F1", "interval")
    parts = [
        f"<h3>{safe(dimension)}</h3>" + table(["", *head], ([safe(value), *_slice(one)] for value, one in values.items()))
        for dimension, values in telling(found).items()
    ]
    return words + "".join(parts)


def _slice(one: Slice) -> list[str]:
    first, last = ([_bar(one.scores[name]), spread(one.intervals[name])] for name in ("f1", "usable_f1"))
    return [str(one.documents), str(one.gold), *rows.found(one), *first, *rows.fields(one), *last]


def _bar(value: float) -> str:
    return f'<div class="bar" style="--share: {100 * value:.1f}%">{number(value)}</div>'


def confusion(found: Mapping[str, Mapping[str, int]]) -> str:
    """Gold labels down, predicted labels across."""
    lines = []
    for gold, row in found.items():
        cells = []
        for pred, count in row.items():
            kind = "diagonal" if gold == pred != NO_MENTION else "off" if count else ""
            cells.append(f'<div class="{kind}">{count or ""}</div>')
        lines.append([f"<b>{safe(gold)}</b>", *cells])
    return table(["", *found], lines)


def error_list(errors: Sequence[Error]) -> str:
    """Every disagreement, the worst first, in groups."""
    if not errors:
        return "<p>There is none.</p>"
    parts = [f"<p>{len(errors):,} disagreements, the worst first; in each group the claims that it was surest of come first.</p>", _too_many(len(errors))]
    number = 0
    for group in GROUPS:
        inside = [error for error in errors[:LISTED] if error.group == group]
        cards = []
        for error in inside:
            number += 1
            cards.append(_error(error, number))
        if cards:
            head = f"<h3>{ERRORS[group]} ({len(inside):,})</h3>"
            parts.append(f"<details{'' if group == GROUPS[-1] else ' open'}><summary>{head}</summary>{''.join(cards)}</details>")
    return "".join(parts)


def _too_many(count: int) -> str:
    return f"<p>Only the first {LISTED:,} are listed; --json has all.</p>" if count > LISTED else ""


def _error(error: Error, number: int) -> str:
    sure = f", confidence {error.pred.confidence:.2f}" if error.pred and error.pred.confidence is not None else ""
    lines = [(field(name), told(error.gold, name), told(error.pred, name)) for name in error.fields]
    if not lines:
        gold, pred = (summary(claim) if claim else error.instead or "nothing here" for claim in (error.gold, error.pred))
        lines = [("reading", gold, pred)]
    where = f"{error.context.document} {error.context.start}–{error.context.end}"
    return _card(f"{number}. {where}{sure}", error.context, ("", "gold", "predicted"), lines)


def _card(head: str, context: Context, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    around = f"…{safe(context.before)}<mark>{safe(context.words)}</mark>{safe(context.after)}…"
    titles = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<article><h4>{safe(head)}</h4><p lang='zh'>{around}</p><table lang='zh'><tr>{titles}</tr>{body}</table></article>\n"


def changes(against: Versus) -> str:
    """Claims gained and lost, counted and then one by one."""
    found = against.changes
    if not found:
        return "<p>No claim came out otherwise.</p>"
    counts = table(["claims", *rows.TALLY], safe_rows(rows.gained(against)))
    cards = "".join(_change(change) for change in found[:LISTED])
    return f"<h3>Claims gained and lost</h3>{counts}{_too_many(len(found))}<details open><summary>One by one, losses first</summary>{cards}</details>"


def _change(change: Change) -> str:
    head = f"{change.context.document} {change.context.start}–{change.context.end}: {moved(change)}"
    names = [name for name in (*change.lost, *change.gained) if name not in ("found", "extra")]
    sides = (change.gold, change.before, change.now)
    lines = [(field(name), *(told(claim, name) for claim in sides)) for name in names] or [("reading", *map(_read, sides))]
    return _card(head, change.context, ("", "gold", "before", "now"), lines)


def _read(claim: GoldMention | None) -> str:
    return summary(claim) if claim else "no claim"
