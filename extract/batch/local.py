"""Shards on processes of this machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Self

from extract.batch.work import Task, process_shard
from extract.parallel import Outcome, Pool


class Executor(Protocol):
    """Where shards are processed: some at a time, each ending in an ``Outcome``. To be used in a ``with`` block."""

    @property
    def free(self) -> bool:
        """Whether another task can be submitted."""
        ...

    @property
    def busy(self) -> bool:
        """Whether a task is still under way."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(self, *about: Any) -> None:
        """End, whatever is under way."""
        ...

    def submit(self, task: Task) -> None:
        """Begin a task; the executor must be ``free``."""
        ...

    def next(self) -> Outcome:
        """Wait for the next task that ends."""
        ...

    def alone(self, task: Task) -> Outcome:
        """Run one task in a process of its own, and wait for it."""
        ...


class Processes(Pool):
    """Processes of this machine."""

    def __init__(self, size: int) -> None:
        """``size`` of them at a time."""
        super().__init__(_prepare, size)

    def alone(self, task: Task) -> Outcome:
        """Run one task in a process of its own, and wait for it."""
        with Pool(_prepare, 1) as pool:
            pool.submit(task)
            return pool.next()


def _prepare() -> Callable[[Task], Any]:
    return process_shard
