"""``zhclaims train``: gold in, a model out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import stopping_cleanly
from extract.errors import UsageError


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
