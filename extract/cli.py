"""The command line: ``zhclaims``. Each command imports what it needs, so that ``--help`` answers at once.

Exit status: 0 all done; 1 some documents failed and are listed in the error file; 2 the call itself was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.errors import UsageError, ZhclaimsError

SOME_FAILED, WRONG_CALL = 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
"""128 and the number of the signal, as shells count."""

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


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Turn what stops a command into a message and an exit status; nothing of a stack trace for a user's mistake."""
    try:
        yield
        sys.stdout.flush()
    except ZhclaimsError as error:
        _say(str(error))
        raise typer.Exit(WRONG_CALL) from None
    except KeyboardInterrupt:
        _say("interrupted; an output file that was not complete has not been written")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it flushes
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:
        _say(f"{error.filename or 'writing failed'}: {error.strerror or error}")
        raise typer.Exit(WRONG_CALL) from None


def _say(message: str) -> None:
    from extract.terminal import say

    say(f"zhclaims: {message}")


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


@app.command(short_help="Annotate texts: the main job.")
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
    .gz, in UTF-8, UTF-16, GB18030 or Big5. The output appears when it is complete. What could not be read is listed in
    OUT.errors.jsonl, the rest is written, and the exit status is 1.

    \b
    Examples:
      zhclaims extract article.txt -o claims.jsonl
      zhclaims extract news/ more.jsonl.gz -o claims.jsonl --published 2026-03-02
      cat article.txt | zhclaims extract - -o - | zhclaims show -
    """
    with stopping_cleanly():
        failed = _extract(inputs, output, mentions, model, _date(published), min_confidence)
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


def _date(text: str | None) -> str | None:
    """A calendar date in the form that records have. Raises UsageError."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(f"--published {text}: expected a date such as 2026-03-02") from None


@app.command(short_help="Look at annotated records, here or in a browser.")
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


@app.command(short_help="Explain how the numbers of a text were read.")
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
        _explain(text, as_json, model, _date(published))


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


@app.command(short_help="Print the JSON Schema of a record.")
def schema() -> None:
    """Print the JSON Schema of a record, for validators and code generators.

    \b
    Example:
      zhclaims schema > record.schema.json
    """
    with stopping_cleanly():
        sys.stdout.write(Path(__file__).with_name("record.schema.json").read_text(encoding="utf-8"))


@app.command(short_help="Train a model from gold records.")
def train(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS", help="Gold records: .jsonl files or folders of a corpus.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the new model.")],
) -> None:
    """Train a model from gold records; use it with: zhclaims extract --model DIR.

    \b
    Example:
      zhclaims train corpora/news corpora/finance -o models/mine
    """
    with stopping_cleanly():
        for path in corpora:
            if not path.exists():
                raise UsageError(f"{path}: no such file or folder")
        from extract.train import train as run

        run(corpora, output)


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
            _say(note)
        _say(f"{report.documents:,} documents, {report.claims:,} claims, {len(report.faults):,} faults")
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


app.add_typer(corpus_app, name="corpus", short_help="Check and count the gold of a corpus.")


if __name__ == "__main__":
    main()
