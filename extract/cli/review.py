"""``zhclaims review``: the page to correct claims, and the work of a team around it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperGroup

from extract.cli.common import stopping_cleanly
from extract.errors import UsageError

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
