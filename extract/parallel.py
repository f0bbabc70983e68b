"""Processes that work on one task at a time, and a stream through them in order, with bounded memory.

A process that dies takes only its task with it: the pool says which, and starts another. Processes are started afresh
(``spawn``), so a script that uses them needs ``if __name__ == "__main__":``, as always with multiprocessing.
"""

from __future__ import annotations

import gc
import multiprocessing as mp
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, NamedTuple, Self

from extract.errors import LexiconError, ModelError, UsageError

Work = Callable[[Any], Any]


class WorkerDied(RuntimeError):
    """A process ended in the middle of its task: killed from outside, for its memory, or by a fault in compiled code."""


class Outcome(NamedTuple):
    """What became of a task: its result, or the error that it raised, or WorkerDied."""

    task: Any
    result: Any = None
    error: Exception | None = None


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


class Pool:
    """``size`` processes; each calls ``prepare`` once and its result with every task. To be used in a ``with`` block."""

    def __init__(self, prepare: Callable[[], Work], size: int) -> None:
        """``prepare`` and all tasks must be picklable; a process is started when there is a task for it."""
        self._prepare, self._size = prepare, size
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, Any] = {}

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes, in the middle of their tasks where there are any."""
        for worker in (*self._idle, *self._busy):
            worker.pipe.close()
            worker.process.terminate()
        for worker in (*self._idle, *self._busy):
            worker.process.join()

    @property
    def free(self) -> bool:
        """Whether a process has nothing to do."""
        return len(self._busy) < self._size

    @property
    def busy(self) -> bool:
        """Whether a task is still under way."""
        return bool(self._busy)

    def submit(self, task: Any) -> None:
        """Hand a task to a process that has nothing to do: one must be ``free``."""
        worker = self._idle.pop() if self._idle else self._start()
        self._busy[worker] = task
        try:
            worker.pipe.send(task)
        except OSError:  # it died while it was idle; ``next`` will say so
            worker.process.join()

    def next(self) -> Outcome:
        """Wait for the next task that ends, one way or the other."""
        pipes = {worker.pipe: worker for worker in self._busy}
        worker = pipes[next(pipe for pipe in wait(list(pipes)) if isinstance(pipe, Connection))]
        task = self._busy.pop(worker)
        try:
            result, told = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            worker.pipe.close()
            return Outcome(task, error=WorkerDied(_ending(worker.process.exitcode)))
        self._idle.append(worker)
        return Outcome(task, result, _known(*told) if told else None)

    def _start(self) -> _Worker:
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(self._prepare, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _ending(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        return f"killed by signal {-code} ({signal.strsignal(-code)})"
    return f"exit status {code}"


def _serve(prepare: Callable[[], Work], pipe: Connection) -> None:
    """What a process does: tasks as they come, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them; the first process decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work = None
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            work = work or prepare()
            answer: tuple[Any, Any] = work(task), None
        except Exception as error:  # the other side decides what it means
            answer = None, (type(error).__name__, str(error))
        pipe.send(answer)


def _end_with_parent() -> None:
    """End at once when the process that gives the tasks has gone: nobody would wait for the result."""
    parent = mp.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _known(name: str, message: str) -> Exception:
    """An error again from its name and words: what concerns the whole run by its class, the rest as RuntimeError."""
    if name == "MemoryError":
        return WorkerDied("out of memory")
    kind = next((kind for kind in (UsageError, ModelError, LexiconError) if kind.__name__ == name), None)
    return kind(message) if kind else RuntimeError(f"{name}: {message}")


def settle() -> None:
    """Leave what this process has loaded out of garbage collection for good, and look for garbage less often: a twentieth of computing time and more.

    To be called by a process of the command line, or a worker, that has loaded all it needs; not by a library.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def stream(prepare: Callable[[], Work], tasks: Iterable[Any], size: int) -> Iterator[Any]:
    """The results of ``work(task)`` in the order of the tasks, from ``size`` processes; few are held at any time.

    Raises what the work raised, and WorkerDied where a process ended before its task did.
    """
    done: dict[int, Any] = {}
    numbered = enumerate(tasks)
    first, more = 0, True
    with Pool(partial(_numbered, prepare), size) as pool:
        while more or pool.busy or done:
            while first in done:
                yield done.pop(first)
                first += 1
            if more and pool.free and len(done) < 2 * size:
                task = next(numbered, None)
                more = task is not None
                if task is not None:
                    pool.submit(task)
            elif pool.busy:
                outcome = pool.next()
                if outcome.error:
                    raise outcome.error
                done[outcome.task[0]] = outcome.result


def _numbered(prepare: Callable[[], Work]) -> Work:
    """The work on a task that has its number with it."""
    work = prepare()
    return lambda task: work(task[1])
