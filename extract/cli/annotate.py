"""``zhclaims extract``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import SOME_FAILED, date_of, stopping_cleanly


def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, patterns in quotes, or - for stdin.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the records go; - is stdout.")],
    mentions: Annotated[bool, typer.Option("--mentions", help="Write the other numeric mentions too, with label.")] = False,
    min_confidence: Annotated[
        Optional[float],  # noqa: UP045 (typer reads it at run time)
        typer.Option(min=0, max=1, metavar="X", help="Keep claims of at least this confidence, 0 to 1; else as the model says."),
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
      cat article.txt | zhclaims extract - -o - | zhclaims show -
    """
    with stopping_cleanly():
        failed = _extract(inputs, output, mentions, model, date_of(published), min_confidence)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _extract(inputs: list[str], output: str, mentions: bool, model: str, published: str | None, threshold: float | None) -> bool:
    """Run the job; whether some documents failed."""
    from extract.inputs import read_inputs
    from extract.job import annotate
    from extract.outputs import errors_path, write_errors, writing
    from extract.records import write_record
    from extract.terminal import Job, say

    errors = errors_path(output)
    with Job(output) as job:
        own = [path for path in (Path(output), errors) if path and output != "-"]
        texts = read_inputs(inputs, job.error, skip=own)
        with writing(output) as file:
            import extract as package

            pipeline = package.load(model=model, published=published, threshold=threshold)
            for document in annotate(pipeline, texts, mentions, job.error):
                write_record(file, document)
                job.document(document)
            if errors:
                write_errors(errors, job.errors)
    say(job.summary() + (f"; the errors are listed in {errors}" if job.errors and errors else ""))
    return bool(job.errors)
