"""``zhclaims train``: gold in, a model out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import stopping_cleanly
from extract.errors import UsageError


def train(
    corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS", help="Gold records: .jsonl files or folders of a corpus.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the new model.")],
    calibrate: Annotated[
        Optional[list[Path]],  # noqa: UP045 (typer reads it at run time)
        typer.Option(metavar="GOLD.jsonl", help="Gold of real text: half of it calibrates, the other half shows the result. Repeatable."),
    ] = None,
) -> None:
    """Train a model from gold records; use it with: zhclaims extract --model DIR.

    A corpus is a folder with train.jsonl and dev.jsonl; a file of gold, such as what annotators corrected, is training data
    too. The folder holds a model card, README.md, with data, scores and limits; at the end the dev splits are evaluated.

    \b
    Examples:
      zhclaims train corpora/news corpora/finance -o models/mine
      zhclaims train corpora/news corrected.jsonl --calibrate articles.jsonl -o models/mine
    """
    with stopping_cleanly():
        for path in (*corpora, *(calibrate or ())):
            if not path.exists():
                raise UsageError(f"{path}: no such file or folder")
        from extract.evaluate.terminal import show
        from extract.terminal import say
        from extract.train import dev_report
        from extract.train import train as run

        run(corpora, output, calibrate or (), say)
        for report in dev_report(corpora, output):
            show(report, 0)
