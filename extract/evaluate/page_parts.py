"""Tables and lists of the page. Cells and captions come as safe HTML; what a text says goes through ``safe``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import chain, repeat

from extract.evaluate.errors import GROUPS, Context, Error, summary, told
from extract.evaluate.muc import WAYS
from extract.evaluate.outcomes import NO_MENTION
from extract.evaluate.report import Report
from extract.evaluate.slices import Slice, Slices, telling
from extract.evaluate.versus import Change, tally
from extract.evaluate.wording import ERRORS, field, groups, moved, number, spread, title, whole
from extract.gold import GoldMention
from extract.terminal import visible

LISTED = 1000
"""Errors, and changes, that a page holds: more would make it slow to open; --json has all."""


def safe(text: str) -> str:
    """``text`` as HTML that shows it and does nothing else."""
    return escape(visible(text), quote=True)


def figure(svg: str, caption: str) -> str:
    """A plot with what it shows."""
    return f"<figure>{svg}<figcaption>{safe(caption)}</figcaption></figure>\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words, the others figures."""
    titles = _cells("th", map(safe, head))
    body = "\n".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    return f'<div class="wide"><table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n'


def _cells(tag: str, cells: Iterable[str]) -> str:
    kinds = chain([""], repeat(' class="n"'))
    return "".join(f"<{tag}{kind}>{cell}</{tag}>" for kind, cell in zip(kinds, cells, strict=False))


def scores(report: Report) -> str:
    """Every score with its interval and what it is of."""
    parts = []
    for group, names in groups(report).items():
        rows = []
        for name in names:
            of = whole(report, name)
            rows.append([safe(title(name)), number(report.scores[name], of), spread(report.intervals[name]), "" if of is None else f"{of:,}"])
        parts.append(table([group, "score", "interval", "of"], rows))
    return "".join(parts)


def muc(report: Report) -> str:
    """The counts and scores of each way of counting."""
    names = {"mentions": "all mentions, type: label", "claims": "claims, type: kind"}
    head = ("right", "wrong", "partial", "missed", "extra", "precision", "recall", "F1")
    parts = []
    for part, ways in report.muc.items():
        rows = []
        for way in WAYS:
            one = ways[way]
            counts = (one.correct, one.incorrect, one.partial, one.missing, one.spurious)
            rows.append([way, *(f"{count:,}" for count in counts), *map(number, (one.precision, one.recall, one.f1))])
        parts.append(table([names[part], *head], rows))
    return "".join(parts)


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
    found = one.scores
    each = [number(found[f"{name}_accuracy"]) for name in ("value", "unit", "source")]
    claims = [number(found["precision"], one.predicted), number(found["recall"], one.gold), _bar(found["f1"]), spread(one.intervals["f1"])]
    return [str(one.documents), str(one.gold), *claims, *each, _bar(found["usable_f1"]), spread(one.intervals["usable_f1"])]


def _bar(value: float) -> str:
    return f'<div class="bar" style="--share: {100 * value:.1f}%">{number(value)}</div>'


def confusion(found: Mapping[str, Mapping[str, int]]) -> str:
    """Gold labels down, predicted labels across."""
    rows = []
    for gold, row in found.items():
        cells = []
        for pred, count in row.items():
            kind = "diagonal" if gold == pred != NO_MENTION else "off" if count else ""
            cells.append(f'<div class="{kind}">{count or ""}</div>')
        rows.append([f"<b>{safe(gold)}</b>", *cells])
    return table(["", *found], rows)


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
    rows = [(field(name), told(error.gold, name), told(error.pred, name)) for name in error.fields]
    if not rows:
        sides = [summary(claim) if claim else error.instead or "nothing here" for claim in (error.gold, error.pred)]
        rows = [("reading", sides[0], sides[1])]
    return _card(f"{number}. {error.context.document} {error.context.start}–{error.context.end}{sure}", error.context, ("", "gold", "predicted"), rows)


def _card(head: str, context: Context, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    around = f"…{safe(context.before)}<mark>{safe(context.words)}</mark>{safe(context.after)}…"
    titles = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<article><h4>{safe(head)}</h4><p lang='zh'>{around}</p><table lang='zh'><tr>{titles}</tr>{body}</table></article>\n"


def changes(found: Sequence[Change]) -> str:
    """Claims gained and lost, counted and then one by one."""
    if not found:
        return "<p>No claim came out otherwise.</p>"
    counts = table(["claims", "gained, better", "lost, worse"], ([safe(field(name)), f"{gained}", f"{lost}"] for name, (gained, lost) in tally(found).items()))
    cards = "".join(_change(change) for change in found[:LISTED])
    return f"<h3>Claims gained and lost</h3>{counts}{_too_many(len(found))}<details open><summary>One by one, losses first</summary>{cards}</details>"


def _change(change: Change) -> str:
    head = f"{change.context.document} {change.context.start}–{change.context.end}: {moved(change)}"
    names = [name for name in (*change.lost, *change.gained) if name not in ("found", "extra")]
    if names:
        rows = [(field(name), *(told(claim, name) for claim in (change.gold, change.before, change.now))) for name in names]
    else:
        rows = [("reading", *(_read(claim) for claim in (change.gold, change.before, change.now)))]
    return _card(head, change.context, ("", "gold", "before", "now"), rows)


def _read(claim: GoldMention | None) -> str:
    return summary(claim) if claim else "no claim"
