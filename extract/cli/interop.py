"""``zhclaims export`` and ``import``: to and from annotation tools and tables."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from extract.cli.common import SOME_FAILED, complain, stopping_cleanly
from extract.errors import InputError, UsageError

TOOLS = ("label-studio", "doccano", "brat", "web-annotation")
FORMATS = (*TOOLS, "prodigy", "csv", "xlsx", "parquet")

Graphemes = Annotated[bool, typer.Option("--graphemes", help="doccano: the project counts grapheme clusters as one character.")]


def export(
    file: Annotated[str, typer.Argument(metavar="FILE.jsonl", help="Annotated records, from a run or gold; - for stdin.")],
    form: Annotated[str, typer.Option("--format", metavar="F", help=f"One of {', '.join(FORMATS)}.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="A file, - for stdout; for brat a new folder or a .zip.")],
    graphemes: Graphemes = False,
) -> None:
    """Write records in the form of an annotation tool, or as a table with one claim a row.

    What the format has no place for is said once, by field. Annotation tools carry it along unseen, so that an import makes the
    same record again; tables and prodigy go one way. label-studio writes OUT.config.xml too, the labelling configuration.

    \b
    Examples:
      zhclaims export claims.jsonl --format label-studio -o tasks.json
      zhclaims export claims.jsonl --format brat -o brat.zip
      zhclaims export claims.jsonl --format csv -o claims.csv
    """
    with stopping_cleanly():
        _check(form, FORMATS, graphemes)
        failed = _export(file, form, output, graphemes)
    if failed:
        raise typer.Exit(SOME_FAILED)


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What the tool exported; for brat a folder or a .zip.")],
    form: Annotated[str, typer.Option("--format", metavar="F", help=f"One of {', '.join(TOOLS)}.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the records go; - is stdout.")],
    gold: Annotated[bool, typer.Option("--gold", help="Write gold, to train or evaluate with: what a person has looked at.")] = False,
    graphemes: Graphemes = False,
) -> None:
    """Read back what was annotated in a tool: labels, spans, links and fields, checked against the text.

    A document that does not fit is refused by name (task, mark, field) and listed in OUT.errors.jsonl; the others are written, and
    the exit status is 1. A new claim that says no amount is read by the number parser.

    \b
    Examples:
      zhclaims import tasks.json --format label-studio -o corrected.jsonl --gold
      zhclaims import brat.zip --format brat -o corrected.jsonl
      zhclaims train corpora/first corrected.jsonl -o models/mine
    """
    with stopping_cleanly():
        _check(form, TOOLS, graphemes)
        failed = _import(file, form, output, gold, graphemes)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _check(form: str, forms: tuple[str, ...], graphemes: bool) -> None:
    if form not in forms:
        way = "; it is written, never read" if form in FORMATS else ""
        raise UsageError(f"--format {form}: expected one of {', '.join(forms)}{way}")
    if graphemes and form != "doccano":
        raise UsageError(f"--graphemes is for doccano; {form} always counts code points")


def _export(file: str, form: str, output: str, graphemes: bool) -> bool:
    """Run the export; whether some records failed."""
    from extract.interop.exporting import config_path, export
    from extract.interop.offsets import NAMES, unit_of

    errors: list[InputError] = []
    unit = unit_of(form, graphemes)
    tally = export(file, form, output, unit, _collect(errors))
    _list(errors, output)
    if tally.unseen:
        fields = ", ".join(f"{name} ({count:,})" for name, count in tally.unseen.most_common())
        where = "they are kept beside the marks, and come back with an import" if form in TOOLS else "an import cannot bring them back"
        complain(f"{form} does not show: {fields}; {where}")
    if tally.bare and form in TOOLS:
        complain(f"{tally.bare:,} documents list claims alone; to train with what is corrected, show all numbers: zhclaims extract --mentions")
    also = f" and {config_path(output)}" if form == "label-studio" and output != "-" else ""
    complain(f"{tally.documents:,} documents, {tally.claims:,} claims to {output}{also}, offsets in {NAMES[unit]}, {len(errors):,} errors")
    return bool(errors)


def _import(file: str, form: str, output: str, gold: bool, graphemes: bool) -> bool:
    """Run the import; whether some documents failed."""
    from extract.interop.importing import imported
    from extract.interop.offsets import unit_of
    from extract.outputs import writing
    from extract.records import write_record

    errors: list[InputError] = []
    count = runs = 0
    with writing(output) as out:
        for record in imported(file, form, unit_of(form, graphemes), gold, _collect(errors), complain):
            write_record(out, record)
            count += 1
            runs += "claims" in record
    _list(errors, output)
    hint = " (in the form of a run; to train or score with them: --gold)" if runs else ""
    complain(f"{count:,} documents to {output}{hint}, {len(errors):,} errors")
    return bool(errors)


def _collect(errors: list[InputError]) -> Any:
    """A function that takes an error down, and shows it if it is among the first."""
    from extract.terminal import SHOWN

    def on_error(error: InputError) -> None:
        errors.append(error)
        if len(errors) <= SHOWN:
            complain(str(error))

    return on_error


def _list(errors: list[InputError], output: str) -> None:
    """List all errors beside the output."""
    from extract.outputs import errors_path, write_errors

    if path := errors_path(output):
        write_errors(path, errors)
