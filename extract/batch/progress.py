"""What a user sees of a run: a bar on a terminal, a line now and then in a log, and a table at the end; all on stderr."""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extract.batch.manifest import totals
from extract.batch.shards import Shard
from extract.batch.store import Done
from extract.terminal import say, visible

if TYPE_CHECKING:
    from rich.progress import Progress

EVERY = 10.0
"""Seconds between two lines in a log."""
SHOWN = 5
"""Reasons why shards are done again that are named."""


class Watch:
    """Follows a run: documents, characters a second, claims, errors, time left. To be used in a ``with`` block."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self.new: list[Done] = []
        self.old: list[Done] = []
        self.started = self._told = time.monotonic()
        self._reasons: Counter[str] = Counter()
        self._whole = self._read = self._passed = 0
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        """Show a bar if stderr is a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            columns = BarColumn(20), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.add_task("starting", total=None)
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        if self._progress:
            self._progress.stop()

    def began(self, sizes: list[int | None], out: str) -> None:
        """``sizes`` of the inputs in bytes, None where one is not known."""
        self._whole = 0 if None in sizes else sum(size or 0 for size in sizes)
        self._say(f"{counted(len(sizes), 'inputs')}, {self._whole / 1e6:,.1f} MB, into {out}" if self._whole else f"into {out}")

    def kept(self, shard: Shard, done: Done) -> None:
        """A shard was done by an earlier run."""
        self.old.append(done)
        self._passed += shard.read

    def again(self, shard: Shard, reasons: list[str]) -> None:
        """A shard is to be done; again, if there are reasons."""
        for reason in reasons:
            self._reasons[reason] += 1
            if self._reasons[reason] == 1 and len(self._reasons) <= SHOWN:
                self._say(f"shard {shard.name} is done again: {reason}")

    def failed(self, shard: Shard, error: Exception | None) -> None:
        """A process died on a shard."""
        self._say(f"shard {shard.name}: {error}; it is tried again")

    def finished(self, shard: Shard, done: Done) -> None:
        """A shard is done."""
        self.new.append(done)
        self._read += shard.read
        if self._progress:
            self._progress.update(self._progress.task_ids[0], description=self.line(), total=self._whole or None, completed=self._passed + self._read)
        elif time.monotonic() - self._told > EVERY:
            self._told = time.monotonic()
            self._say(self.line())

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    def speed(self) -> float:
        """Characters a second that this run has annotated."""
        return sum(done.characters for done in self.new) / max(self.seconds, 1e-3)

    def line(self) -> str:
        """How far it is, in words."""
        sums = totals([*self.old, *self.new])
        words = [counted(sums[name], name) for name in ("documents", "characters", "claims", "errors")]
        left = self._whole - self._passed - self._read
        more = f", {timedelta(seconds=round(self.seconds * left / self._read))} left" if self._whole and self._read and left > 0 else ""
        return f"{', '.join(words)}; {self.speed():,.0f} characters/s{more}"

    def rows(self) -> list[tuple[str, str]]:
        """The summary: what and how much."""
        sums = totals([*self.old, *self.new])
        rows = [(name, f"{sums[name]:,}") for name in ("documents", "characters", "claims", "errors")]
        rows += [("pages not in Chinese", f"{sums['skipped']:,}")] if sums["skipped"] else []
        rows += [(f"claims: {kind}", f"{number:,}") for kind, number in sums["kinds"].items()]
        rows.append(("shards", f"{sums['shards']:,}, of which {len(self.old):,} were done before"))
        rows += [(f"done again: {reason}", f"{number:,}") for reason, number in self._reasons.items()]
        return [*rows, ("time", str(timedelta(seconds=round(self.seconds)))), ("characters/s", f"{self.speed():,.0f}")]

    def summary(self) -> None:
        """Show the summary."""
        if not sys.stderr.isatty():
            width = max(len(name) for name, _ in self.rows())
            for name, value in self.rows():
                say(f"  {name:<{width}}  {value}")
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table: Any = Table(show_header=False)
        for row in self.rows():
            table.add_row(*(Text(visible(cell)) for cell in row))
        Console(stderr=True).print(table)

    def _say(self, message: str) -> None:
        if self._progress:
            self._progress.console.print(f"zhclaims: {visible(message)}", markup=False, highlight=False, soft_wrap=True)
        else:
            say(f"zhclaims: {message}")


def counted(number: int, name: str) -> str:
    """1 document, 2 documents."""
    return f"{number:,} {name.removesuffix('s') if number == 1 else name}"
