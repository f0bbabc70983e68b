"""``zhclaims batch``: many files, on several processes or a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

from extract.cli.common import SOME_FAILED, date_of, stopping_cleanly

if TYPE_CHECKING:
    from extract.batch.job import Job
    from extract.batch.run import Way


def batch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, patterns in quotes, URLs, or - for stdin.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUTDIR", help="The folder of the results.")],
    format: Annotated[Literal["jsonl", "parquet"], typer.Option(help="The form of the results.")] = "jsonl",
    workers: Annotated[Optional[int], typer.Option(min=1, metavar="N", help="Processes at a time; else one a processor.")] = None,  # noqa: UP045
    ray: Annotated[
        Optional[str],  # noqa: UP045 (typer reads it at run time)
        typer.Option(metavar="ADDRESS", help="Run on the Ray cluster there; 'local' starts one here."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume/--no-resume", help="Keep what an earlier run has done, or do all again.")] = True,
    text_column: Annotated[str, typer.Option(metavar="NAME", help="Where Parquet files have the text.")] = "text",
    max_chars: Annotated[int, typer.Option(min=1, metavar="N", help="Refuse longer documents.")] = 500_000,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Computing time that a document may take.")] = 60,
    max_errors: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=0, metavar="N", help="Stop after more errors than that."),
    ] = None,
    shard_size: Annotated[float, typer.Option(min=0.001, metavar="MB", help="Input that is done, or done again, at once.")] = 2,
    report: Annotated[Optional[Path], typer.Option(metavar="OUT.html", help="Write a page about the run.")] = None,  # noqa: UP045
    mentions: Annotated[bool, typer.Option("--mentions", help="Write the other numeric mentions too, with label.")] = False,
    min_confidence: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(min=0, max=1, metavar="X", help="Keep claims of at least this confidence, 0 to 1; else as the model says."),
    ] = None,
    published: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="DATE", help="When texts without meta.published appeared, as 2026-03-02: it dates 'last year'."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="A model's name, or its folder.")] = "default",
) -> None:
    """Annotate many files on all processors of this machine, or on a Ray cluster; go on where a run was stopped.

    Reads what extract reads, and Parquet (a document a row), WARC and WET (.warc, .warc.gz, .wet.gz: Chinese pages, with
    url, date and language in meta). OUTDIR/documents has the records, OUTDIR/claims a flat table with a row for each claim,
    OUTDIR/errors.jsonl what could not be done, with file, line and reason; OUTDIR/manifest.json stands there when all is
    complete. The same inputs and options give the same files, however many workers there are and however often the run was
    stopped. Run the same command again to go on: what is done is checked and kept, and what is done again is named with the
    reason. The machines of a cluster must share OUTDIR.

    \b
    Examples:
      zhclaims batch news/ more.jsonl.zst -o claims
      zhclaims batch 'crawl/*.warc.gz' -o claims --format parquet --max-errors 1000 --report claims.html
      zhclaims batch s3://bucket/news.parquet --text-column body -o claims --ray 10.0.0.1:6379
    """
    with stopping_cleanly("what is done is kept; run the same command again to go on"):
        from extract.batch.job import Job
        from extract.batch.run import Way

        job = Job(
            model=model, published=date_of(published), threshold=min_confidence, mentions=mentions, format=format,
            max_chars=max_chars, timeout=timeout,
        )  # fmt: skip
        way = Way(
            workers=workers, ray=ray, column=text_column, shard_size=round(shard_size * 1e6), max_errors=max_errors, resume=resume,
        )  # fmt: skip
        failed = _batch(inputs, output, job, way, report)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _batch(inputs: list[str], output: Path, job: Job, way: Way, report: Path | None) -> bool:
    """Run, and show what came of it; whether some documents failed."""
    from extract.batch.progress import Watch
    from extract.batch.run import run
    from extract.outputs import writing
    from extract.terminal import say

    with Watch() as watch:
        done = run(inputs, str(output), job, way, watch)
    watch.summary()
    if report:
        from extract.batch.report import write_report

        with writing(str(report)) as file:
            write_report(file, output, job, done, watch.rows())
    failed = any(shard.errors for shard in done)
    if failed:
        say(f"zhclaims: the errors are listed in {output / 'errors.jsonl'}")
    return failed
