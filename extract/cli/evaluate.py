"""``zhclaims evaluate``: predictions against gold."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from extract.cli.common import SOME_FAILED, complain, stopping_cleanly
from extract.errors import UsageError


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD.jsonl", help="Gold records: every numeric mention marked.")],
    pred: Annotated[str, typer.Argument(metavar="PRED.jsonl", help="What was predicted for the same texts; - for stdin.")],
    against: Annotated[Optional[str], typer.Option(metavar="OTHER.jsonl", help="Show instead how PRED differs from these predictions.")] = None,  # noqa: UP045
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, metavar="C", help="Score only claims of this confidence or more.")] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    html: Annotated[Optional[str], typer.Option(metavar="OUT.html", help="Write a page with plots for the browser, too.")] = None,  # noqa: UP045
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="How many errors the tables list.")] = 10,
) -> None:
    """Evaluate predictions against gold: scores with intervals, by slice; what confidences are worth; every error in context.

    Predictions are what extract --mentions wrote, other gold of the same texts, or what another system says in JSON lines:
    id, text, and claims with the fields of the record. With --against the tables show the differences of the scores and each
    claim gained or lost; --json and --html have that and all the rest.

    \b
    Examples:
      zhclaims extract corpora/first/dev.jsonl -o dev.jsonl --mentions
      zhclaims evaluate corpora/first/dev.jsonl dev.jsonl --html dev.html
      zhclaims evaluate corpora/first/dev.jsonl dev.jsonl --against before.jsonl
    """
    with stopping_cleanly():
        failed = _evaluate([gold, pred, *([against] if against else [])], min_confidence, as_json, html, errors)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _evaluate(paths: list[str], least: float, as_json: bool, html: str | None, listed: int) -> bool:
    """Evaluate and print; whether some documents could not be compared."""
    if html == "-":
        raise UsageError("--html -: standard output has the tables or the JSON; name a file, such as report.html")
    from extract.evaluate.read import read_inputs
    from extract.evaluate.report import report, to_json
    from extract.readers import place

    found = report(read_inputs(*paths), [place(path) for path in paths], least)
    for message in (*found.faults, *found.notes):
        complain(message)
    if html:
        from extract.evaluate.page import write_page
        from extract.outputs import writing

        with writing(html) as file:
            write_page(file, found)
    if as_json:
        sys.stdout.buffer.write(to_json(found))
    else:
        from extract.evaluate.terminal import show

        show(found, listed)
    return bool(found.faults)
