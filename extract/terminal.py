"""What a user sees while a job runs: a progress line on a terminal, the first errors, a summary; all on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from extract.errors import InputError
from extract.schema import Document

if TYPE_CHECKING:
    from rich.progress import Progress

SHOWN = 20
"""Errors that are shown as they come; all of them are in the error file."""

_VISIBLE = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_VISIBLE |= {0x7F: "\u2421"} | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


def visible(text: str) -> str:
    """``text`` with control characters and bidirectional overrides as visible signs, one for one: offsets stay.

    What a text says must not move the cursor, change colours or hide other text. Tab and line feed are kept.
    """
    return text.translate(_VISIBLE)


def say(message: str) -> None:
    """A line on stderr."""
    print(visible(message), file=sys.stderr, flush=True)


class Job:
    """The counts of a running job, shown on a terminal as it goes on. To be used in a ``with`` block."""

    def __init__(self, target: str) -> None:
        """Count for a job that writes ``target``."""
        self.documents = self.characters = self.claims = 0
        self.errors: list[InputError] = []
        self._target = target
        self._started = time.monotonic()
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        """Show the progress line if stderr is a terminal."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.add_task("loading the model")
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the progress line away."""
        if self._progress:
            self._progress.stop()

    def document(self, document: Document) -> None:
        """Count one finished document."""
        self.documents += 1
        self.characters += len(document.text)
        self.claims += len(document.claims)
        if self._progress:
            self._progress.update(self._progress.task_ids[0], description=self.counts())

    def error(self, error: InputError) -> None:
        """Count an input that cannot be read, and show it if it is among the first."""
        self.errors.append(error)
        if len(self.errors) <= SHOWN:
            self._say(f"zhclaims: {error}")
        elif len(self.errors) == SHOWN + 1:
            self._say("zhclaims: more errors follow, " + ("only counted" if self._target == "-" else "listed in the error file"))

    def _say(self, message: str) -> None:
        if self._progress:
            self._progress.console.print(visible(message), markup=False, highlight=False, soft_wrap=True)
        else:
            say(message)

    def counts(self) -> str:
        """Documents, characters, claims and errors so far, in words."""
        sizes = (self.documents, self.characters, self.claims, len(self.errors))
        counted = zip(sizes, ("document", "character", "claim", "error"), strict=True)
        return ", ".join(f"{number:,} {name}{'' if number == 1 else 's'}" for number, name in counted)

    def summary(self) -> str:
        """The counts and the time since the job was made."""
        return f"{self.counts()}, {time.monotonic() - self._started:.1f} seconds"
