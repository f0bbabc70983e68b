"""A limit on the computing time of documents: an exception where the code can be interrupted, the end of the process else."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from extract.job import Pipe
from extract.schema import Document, Text

AGAIN = 1.0
"""Seconds between further signals, should the first have been swallowed."""
PATIENCE, LEAST = 10, 60.0
"""How many times the limit may pass on the clock (the machine may be busy), and seconds at least, before the process is ended."""


class TookTooLong(Exception):
    """A document needs more computing time than it may have."""


class Limited:
    """A pipeline whose ``pipe`` takes ``seconds`` of computing at most for what it is given."""

    def __init__(self, pipeline: Pipe, seconds: float) -> None:
        """``pipeline`` does the work."""
        self._pipeline, self._seconds = pipeline, seconds

    def pipe(self, texts: Iterable[Text], mentions: bool = False) -> Iterator[Document]:
        """All documents at once. Raises TookTooLong."""
        with limited(self._seconds):
            documents = list(self._pipeline.pipe(texts, mentions=mentions))
        yield from documents


@contextmanager
def limited(seconds: float, clock: float | None = None) -> Iterator[None]:
    """Raise TookTooLong after ``seconds`` of computing time of this process.

    Works in the main thread of systems with interval timers; patterns of ``re`` and ``regex`` are interrupted, other
    compiled code is not: if it goes on, the process ends after ``clock`` seconds (``PATIENCE`` times as long, ``LEAST`` at least).
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"more than {seconds:g} seconds of computing; --timeout sets the limit")

    before = signal.signal(signal.SIGVTALRM, stop)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(clock or max(LEAST, PATIENCE * seconds), exit=True, file=nowhere)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGVTALRM, before)
