"""The command line: ``zhclaims``. Each command imports what it needs, so that ``--help`` answers at once.

Exit status: 0 all done; 1 some documents failed and are listed in the error file; 2 the call itself was wrong.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from extract.cli.annotate import extract
from extract.cli.batch import batch
from extract.cli.corpus import corpus_app
from extract.cli.evaluate import evaluate
from extract.cli.interop import export, import_
from extract.cli.look import explain, schema, show
from extract.cli.review import review_app
from extract.cli.training import train

app = typer.Typer(
    name="zhclaims",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app(prog_name="zhclaims")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"zhclaims {version('zhclaims')}")
        except PackageNotFoundError:
            typer.echo("zhclaims (run from its source, not installed)")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Find the numeric claims of Chinese text: how much, of what, and who says so.

    Text goes in as files, folders or JSON lines; annotated JSON lines come out, one document a line.

    \b
    A first run:
      zhclaims extract news/ -o claims.jsonl
      zhclaims show claims.jsonl
    """


app.command(short_help="Annotate texts: the main job.")(extract)
app.command(short_help="Annotate many files on all processors or a cluster, resumable.")(batch)
app.command(short_help="Look at annotated records, here or in a browser.")(show)
app.command(short_help="Explain how the numbers of a text were read.")(explain)
app.command(short_help="Score predictions against gold.")(evaluate)
app.command(short_help="Train a model from gold records.")(train)
app.add_typer(corpus_app, name="corpus", short_help="Check and count the gold of a corpus.")
app.command(short_help="Write records for annotation tools and as tables.")(export)
app.command(name="import", short_help="Read back what was annotated in a tool.")(import_)
app.add_typer(review_app, name="review", short_help="Correct claims in the browser and make gold of them.")
app.command(short_help="Print the JSON Schema of a record.")(schema)
