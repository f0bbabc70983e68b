"""What is done when a process dies on a shard: try again, then split the shard to find the documents that kill it."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from msgspec import structs

from extract.batch.local import Executor
from extract.batch.shards import Fault, Shard
from extract.batch.work import Task
from extract.errors import UsageError
from extract.parallel import Outcome, WorkerDied
from extract.readers import Raw

TRIALS_AT_MOST = 200
"""Of a whole run: then the fault is not in the documents."""
TRIALS = ".trials"
"""A folder in that of the run for the files of the search; it is removed."""


class Retries:
    """Counts how often each shard has failed, and says what to do next."""

    def __init__(self, executor: Executor, out: str) -> None:
        """``executor`` runs the trials, in the folder ``out``."""
        self._executor, self._out = executor, out
        self._failed: Counter[int] = Counter()
        self._trials = 0

    def after(self, outcome: Outcome) -> Task:
        """The task to be tried after one that failed; raises UsageError where trying on is no use."""
        if not isinstance(outcome.error, WorkerDied):
            raise outcome.error or RuntimeError("a task ended without a result")
        task: Task = outcome.task
        number = task.shard.number
        self._failed[number] += 1
        if self._failed[number] == 1:
            return task
        if self._failed[number] > 2:
            raise UsageError(_hopeless(task.shard, outcome.error))
        killers = self._search(task, task.shard.items)
        shutil.rmtree(Path(self._out) / TRIALS, ignore_errors=True)
        items = [_fault(item, killers[n]) if isinstance(item, Raw) and n in killers else item for n, item in enumerate(task.shard.items)]
        return structs.replace(task, shard=structs.replace(task.shard, items=items))

    def _search(self, task: Task, items: list[Raw | Fault]) -> dict[int, str]:
        """The indexes of the items that a process dies on, with how it died: by halves, each tried by itself."""
        trial = structs.replace(task, shard=structs.replace(task.shard, items=items), out=str(Path(self._out) / TRIALS))
        for name in ("documents", "claims", "errors", "shards"):
            Path(trial.out, name).mkdir(parents=True, exist_ok=True)
        self._trials += 1
        failed = self._executor.alone(trial).error
        if failed is None:
            return {}
        if self._trials > TRIALS_AT_MOST:
            raise UsageError(_hopeless(task.shard, failed))
        if len(items) == 1:
            return {0: str(failed)}
        half = len(items) // 2
        later = self._search(task, items[half:])
        return self._search(task, items[:half]) | {half + n: how for n, how in later.items()}


def _fault(item: Raw, how: str) -> Fault:
    return Fault(item.file, item.line, f"the process ends when it works on this document ({how}); please report it")


def _hopeless(shard: Shard, error: Exception | None) -> str:
    first, last = shard.items[0], shard.items[-1]
    where = f"{first.file}{f', line {first.line}' if first.line else ''} to {last.file}{f', line {last.line}' if last.line else ''}"
    return (
        f"shard {shard.name} ({where}) failed three times ({error}), and it is no single document that does it: there may be too little memory; "
        "give fewer --workers or a smaller --shard-size; what is done is kept, and the same command goes on from there"
    )
