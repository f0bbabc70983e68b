"""``zhclaims show``, ``explain`` and ``schema``: look at records, at one derivation, at the form."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import date_of, stopping_cleanly
from extract.errors import UsageError


def show(
    file: Annotated[str, typer.Argument(metavar="FILE.jsonl", help="Annotated records, from a run or gold; - for stdin.")],
    html: Annotated[Optional[str], typer.Option(metavar="OUT.html", help="Write a page for the browser instead.")] = None,  # noqa: UP045
) -> None:
    """Look at records: the text with its claims marked, and a table of what was read.

    \b
    Examples:
      zhclaims show claims.jsonl | less -R
      zhclaims show claims.jsonl --html claims.html
    """
    with stopping_cleanly():
        from extract.records import read_records

        if html is None:
            from extract.show import show_records

            show_records(read_records(file))
        else:
            from extract.outputs import writing
            from extract.show_html import write_page

            with writing(html) as out:
                write_page(out, read_records(file), title=Path(file).name)


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text itself, in quotes, or - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    published: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="DATE", help="When the text appeared, as 2026-03-02: it dates 'last year'."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="A model's name, or its folder.")] = "default",
) -> None:
    """Explain every number of a text: the words it was read from, its value step by step, why it is a claim, who says so.

    \b
    Examples:
      zhclaims explain "据北港海关统计，一季度出口约十二万吨。"
      zhclaims explain - --json < article.txt
    """
    with stopping_cleanly():
        _explain(text, as_json, model, date_of(published))


def _explain(text: str, as_json: bool, model: str, published: str | None) -> None:
    """Explain a text and print it. Raises UsageError for bytes that are no text and for the name of a file."""
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError("TEXT holds bytes that are no UTF-8; give them on standard input, where they are recognised: zhclaims explain -")
    if text == "-":
        from extract.encodings import decode

        try:
            text = decode(sys.stdin.buffer.read())
        except UnicodeError as error:
            raise UsageError(f"standard input: {error}") from None
    elif _is_file(text):
        raise UsageError(f"{text}: explain takes the text itself; for a file: zhclaims explain - < {text}")
    import extract as package
    from extract.explain import explain as run

    pipeline = package.load(model=model, published=published)
    explanations = run(pipeline, text)
    if as_json:
        import msgspec

        from extract.jsonl import dumps

        mentions = msgspec.to_builtins(explanations, builtin_types=(Decimal,))
        whole = dumps({"text": text, "model": pipeline.model.name, "threshold": pipeline.threshold, "mentions": mentions})
        sys.stdout.write(msgspec.json.format(whole, indent=1).decode() + "\n")
    else:
        from extract.show_explain import show_explanations

        show_explanations(explanations)


def _is_file(text: str) -> bool:
    """Is it the name of a file that ``extract`` would read?"""
    from extract.readers import ENDINGS

    try:
        return text.lower().endswith(ENDINGS) and Path(text).is_file()
    except OSError:  # too long for a name
        return False


def schema() -> None:
    """Print the JSON Schema of a record, for validators and code generators.

    \b
    Example:
      zhclaims schema > record.schema.json
    """
    with stopping_cleanly():
        sys.stdout.write(Path(__file__).parents[1].joinpath("record.schema.json").read_text(encoding="utf-8"))
