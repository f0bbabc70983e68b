"""``zhclaims review``: the page to correct claims, and the work of a team around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from typer.core import TyperGroup

from extract.cli.common import SOME_FAILED, complain, stopping_cleanly
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.review.store import Store

File = Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Annotated records, from a run or gold.")]


class FileFirst(TyperGroup):
    """A group whose first word may be a file: ``review FILE.jsonl`` is ``review open FILE.jsonl``."""

    default = "open"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default command before words that begin with no command."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


review_app = typer.Typer(cls=FileFirst, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


@review_app.callback()
def review() -> None:
    """Correct claims by hand in the browser, alone or as a team, and make gold of them.

    `zhclaims review FILE.jsonl` opens the page (it is short for `zhclaims review open FILE.jsonl`). Every action is kept
    in FILE.jsonl.review.sqlite beside the file, which itself is never changed.

    \b
    Alone:
      zhclaims extract news/ -o claims.jsonl --mentions
      zhclaims review claims.jsonl
      zhclaims review finish claims.jsonl -o gold.jsonl
    A team:
      zhclaims review assign claims.jsonl --to anna --to ben --both 20
      zhclaims review claims.jsonl --annotator anna
      zhclaims review agreement claims.jsonl
      zhclaims review claims.jsonl --annotator chen --adjudicate
    """


@review_app.command(name="open", short_help="Open the page: the same as review FILE.jsonl.")
def open_page(
    file: File,
    annotator: Annotated[Optional[str], typer.Option(metavar="NAME", help="Who is at work; else the name of the login.")] = None,  # noqa: UP045
    adjudicate: Annotated[bool, typer.Option("--adjudicate", help="Decide where two who read blind differ.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="A port of your choice; else a free one.")] = 0,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Another address to serve on: others can then reach the page.")] = "127.0.0.1",
) -> None:
    """Open the page on which the claims of a file are corrected: text on the left, the claim on the right, all by keyboard.

    The address that is printed holds a token of this run; the page shows its keys with ? and the guide with g. Nothing is
    fetched from elsewhere. Several annotators may work on one file, each with a command of their own.

    \b
    Examples:
      zhclaims review claims.jsonl
      zhclaims review open claims.jsonl --annotator anna --port 8000
    """
    with stopping_cleanly():
        _needs_extra()
        from extract.review.serve import serve

        serve(file, _name(annotator), host, port, adjudicate)


def _needs_extra() -> None:
    from importlib.util import find_spec

    if missing := [name for name in ("starlette", "uvicorn", "markdown_it") if find_spec(name) is None]:
        raise UsageError(f"the page needs {', '.join(missing)}: pip install 'zhclaims[review]'")


def _name(given: str | None) -> str:
    """The annotator's name. Raises UsageError for one that cannot be shown on a line."""
    import getpass

    try:
        name = getpass.getuser() if given is None else given.strip()
    except (OSError, KeyError):
        name = ""
    if not name or len(name) > 60 or not name.isprintable():
        raise UsageError(f"--annotator {given or ''}: expected a name of at most 60 characters, such as anna")
    return name


@review_app.command(short_help="Share a file out among annotators, part of it to be read twice.")
def assign(
    file: File,
    to: Annotated[list[str], typer.Option("--to", metavar="NAME", help="An annotator; once for each.")],
    both: Annotated[int, typer.Option(min=0, metavar="N", help="So many documents, drawn at random, go to every annotator, blind.")] = 0,
    seed: Annotated[int, typer.Option(metavar="N", help="Another seed draws another sample.")] = 0,
) -> None:
    """Share the documents of a file out: a sample that all read blind, each for himself, and the rest dealt out in turn.

    Nobody sees what others made of the blind sample until it is adjudicated. A document that has been assigned stays where
    it is; run the command before the pages are opened.

    \b
    Example:
      zhclaims review assign claims.jsonl --to anna --to ben --both 20
    """
    with stopping_cleanly(), _store(file) as store:
        from extract.review.assign import assign as run

        for name, counts in run(store, [_name(one) for one in to], both, seed).items():
            typer.echo(f"{name}: {counts['blind']:,} documents blind, {counts['alone']:,} alone")


@review_app.command(short_help="How far two who read the same documents blind agree.")
def agreement(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Say how far annotators agree on the documents that two have read blind and are done with.

    F1 of claims, a figure for each field over the claims that both marked, and Krippendorff's alpha: of the labels, and of
    each field (alpha.value, alpha.source …).

    \b
    Example:
      zhclaims review agreement claims.jsonl
    """
    with stopping_cleanly(), _store(file) as store:
        from extract.review.figures import figures

        found = figures(store)
        if not found:
            raise UsageError(f"{file}: no document has been read blind by two who are done with it (zhclaims review assign)")
        _print(found, as_json)


def _print(found: dict[str, dict[str, Any]], as_json: bool) -> None:
    import json

    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for pair, figures in found.items():
        typer.echo(pair)
        for name, value in _flat(figures):
            typer.echo(f"  {name:32}" + (f"{value:8.3f}" if isinstance(value, float) else f"{value:>8}"))


def _flat(figures: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Figures by their full names, without those that there are none of."""
    nested = ((f"{before}{name}", value) for name, value in figures.items() if value is not None)
    return [row for name, value in nested for row in (_flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)])]


@review_app.command(short_help="Write what is done as gold, and what annotators changed.")
def finish(
    file: File,
    output: Annotated[str, typer.Option("--output", "-o", metavar="GOLD.jsonl", help="Where the gold goes; - is stdout.")],
) -> None:
    """Write the documents that are done as gold, and say what annotators changed, by rule and by field: what to mend next.

    The summary goes to stdout (with -o - to stderr). Documents that are not done, or not adjudicated, are left out and
    counted; one that breaks the guide is left out and named, and the exit status is 1.

    \b
    Example:
      zhclaims review finish claims.jsonl -o gold.jsonl
    """
    with stopping_cleanly(), _store(file) as store:
        failed = _finish(store, output)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _finish(store: Store, output: str) -> bool:
    """Write and say what was written; whether a document is faulty."""
    from extract.outputs import writing
    from extract.review.finish import finish as run
    from extract.review.summary import lines
    from extract.terminal import visible

    with writing(output) as out:
        done = run(store, out)
    for line in lines(done.summary):
        typer.echo(visible(line), err=output == "-")
    for id, reasons in done.faulty.items():
        complain(f"{id}: left out: {'; '.join(reasons)}")
    complain(f"{done.written:,} documents written, {len(done.open):,} not done, {len(done.to_adjudicate):,} to adjudicate, {len(done.faulty):,} faulty")
    return bool(done.faulty)


@contextmanager
def _store(file: Path) -> Iterator[Store]:
    from extract.review.store import Store

    store = Store(file, "")
    try:
        yield store
    finally:
        store.close()
