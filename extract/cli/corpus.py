"""``zhclaims corpus``: check and count gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import SOME_FAILED, complain, stopping_cleanly

corpus_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


@corpus_app.callback()
def corpus() -> None:
    """Keep a corpus of gold records: a folder with train.jsonl, dev.jsonl and test.jsonl.

    \b
    Examples:
      zhclaims corpus check corpora
      zhclaims corpus stats corpora/first
    """


@corpus_app.command(short_help="Check the gold of a corpus.")
def check(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders with train.jsonl, dev.jsonl and test.jsonl, or a folder of such.")],
) -> None:
    """Check the gold: records, amounts, units, dates and sources against the guide, and that splits keep apart.

    Claims that the number parser reads otherwise must be corrected, or be listed in FOLDER/reviewed.tsv with the reason why
    the gold is right. What is wrong is printed, a line each; the exit status is 1 where anything is.

    \b
    Example:
      zhclaims corpus check corpora/first
    """
    with stopping_cleanly():
        from extract.corpora.check import check as run
        from extract.terminal import visible

        report = run(folders)
        for fault in report.faults:
            typer.echo(visible(str(fault)))
        for note in report.notes:
            complain(note)
        complain(f"{report.documents:,} documents, {report.claims:,} claims, {len(report.faults):,} faults")
    if report.faults:
        raise typer.Exit(SOME_FAILED)


@corpus_app.command(short_help="Count what a corpus is made of.")
def stats(
    sets: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders of corpora, or files of gold to compare with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    plot: Annotated[Optional[str], typer.Option(metavar="OUT.svg", help="Draw the shares as bars, too.")] = None,  # noqa: UP045
) -> None:
    """Count what a corpus is made of, split by split, side by side with other gold.

    Documents by script, region and genre; claims by kind, relation, change, modality, source and links of the chain;
    mentions by label; and how many documents have each of the hard cases.

    \b
    Examples:
      zhclaims corpus stats corpora/first
      zhclaims corpus stats corpora/first news.jsonl --plot counts.svg
    """
    with stopping_cleanly():
        failed = _stats(sets, as_json, plot)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _stats(sets: list[Path], as_json: bool, plot: str | None) -> bool:
    """Count and print; whether some records could not be read."""
    from extract.corpora.counts import columns
    from extract.corpora.read import Fault, each_corpus, read_set
    from extract.outputs import writing
    from extract.terminal import say

    faults: list[Fault] = []
    counted = columns([(str(path), read_set(path, faults)) for path in each_corpus(sets)])
    for fault in faults:
        say(str(fault))
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.format(msgspec.json.encode(counted), indent=1).decode() + "\n")
    else:
        from extract.corpora.tables import show as show_tables

        show_tables(counted)
    if plot:
        from extract.corpora.plot import write_plot

        with writing(plot) as file:
            write_plot(file, counted)
    return bool(faults)
