"""``zhclaims extract``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from extract.cli.common import SOME_FAILED, date_of, stopping_cleanly
from extract.errors import UsageError


def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, patterns in quotes, or - for stdin.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the records go; - is stdout.")],
    mentions: Annotated[bool, typer.Option("--mentions", help="Write the other numeric mentions too, with label.")] = False,
    min_confidence: Annotated[
        Optional[float],  # noqa: UP045 (typer reads it at run time)
        typer.Option(min=0, max=1, metavar="X", help="Keep claims of at least this confidence, 0 to 1; else as the model says."),
    ] = None,
    precision: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(metavar="P", help="Keep the claims that are right with this precision, as 0.98; refuses what it cannot promise."),
    ] = None,
    usable_precision: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(metavar="P", help="The same of claims whose value, unit and source are right too."),
    ] = None,
    published: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="DATE", help="When texts without meta.published appeared, as 2026-03-02: it dates 'last year'."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="A model's name, or its folder.")] = "default",
) -> None:
    """Annotate texts: every numeric claim with value, unit, entity, time and source.

    Reads .txt (a document a file), .jsonl (a document a line: {"id": "a1", "text": "...", "meta": {...}}) and both as
    .gz and .zst, in UTF-8, UTF-16, GB18030 or Big5. The output appears when it is complete. What could not be read is listed in
    OUT.errors.jsonl, the rest is written, and the exit status is 1.

    \b
    Examples:
      zhclaims extract article.txt -o claims.jsonl
      zhclaims extract news/ more.jsonl.gz -o claims.jsonl --published 2026-03-02
      zhclaims extract news/ -o sure.jsonl --precision 0.98
      cat article.txt | zhclaims extract - -o - | zhclaims show -
    """
    with stopping_cleanly():
        thresholds = _thresholds(model, min_confidence, precision, usable_precision)
        failed = _extract(inputs, output, mentions, {"model": model, "published": date_of(published), **thresholds})
    if failed:
        raise typer.Exit(SOME_FAILED)


def _thresholds(model: str, least: float | None, precision: float | None, usable: float | None) -> dict[str, float | None]:
    """The thresholds of a run as options of ``extract.load``; what a precision asks for is said. Raises UsageError."""
    if least is not None and precision is not None:
        raise UsageError("--min-confidence and --precision both set the threshold: give one of them")
    found: dict[str, float | None] = {"threshold": least}
    if precision is None and usable is None:
        return found
    from extract.claim.promise import promise, said
    from extract.terminal import say

    if precision is not None:
        choice = promise(model, precision)
        say(said(choice))
        found["threshold"] = choice.threshold
    if usable is not None:
        choice = promise(model, usable, "usable")
        say(said(choice, "usable"))
        found["threshold_usable"] = choice.threshold
    return found


def _extract(inputs: list[str], output: str, mentions: bool, options: dict[str, Any]) -> bool:
    """Run the job with these options of ``extract.load``; whether some documents failed."""
    from extract.inputs import read_inputs
    from extract.job import annotate
    from extract.outputs import errors_path, write_errors, writing
    from extract.parallel import settle
    from extract.records import write_record
    from extract.terminal import Job, say

    errors = errors_path(output)
    with Job(output) as job:
        own = [path for path in (Path(output), errors) if path and output != "-"]
        texts = read_inputs(inputs, job.error, skip=own)
        with writing(output) as file:
            import extract as package

            pipeline = package.load(**options)
            settle()
            for document in annotate(pipeline, texts, mentions, job.error):
                write_record(file, document)
                job.document(document)
            if errors:
                write_errors(errors, job.errors)
    say(job.summary() + (f"; the errors are listed in {errors}" if job.errors and errors else ""))
    return bool(job.errors)
