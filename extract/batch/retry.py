"""What is done when a process dies on a shard: try again, then split the shard to find the documents that kill it."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from msgspec import structs

from extract.batch.local import Executor
from extract.batch.shards import Fault, Shard
from extract.batch.store import make_folders
from extract.batch.work import Task
from extract.errors import UsageError
from extract.parallel import Outcome, WorkerDied
from extract.readers import Raw

TIMES = 4
"""How often a shard may fail before the run stops; after the second time its documents are tried by themselves."""
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
        if self._failed[number] > TIMES:
            raise UsageError(_hopeless(task.shard, outcome.error))
        if self._failed[number] != 2:
            return task
        killers = self._search(task, task.shard.items, str(outcome.error))
        shutil.rmtree(Path(self._out) / TRIALS, ignore_errors=True)
        items = [_fault(item, killers[n]) if isinstance(item, Raw) and n in killers else item for n, item in enumerate(task.shard.items)]
        return structs.replace(task, shard=structs.replace(task.shard, items=items))

    def _search(self, task: Task, items: list[Raw | Fault], how: str) -> dict[int, str]:
        """The indexes of the items that a process dies on, with how it died, among items on which one did (``how``)."""
        if len(items) == 1:
            return {0: how} if self._trial(task, items) else {}
        half = len(items) // 2
        found: dict[int, str] = {}
        for start, part in ((0, items[:half]), (half, items[half:])):
            failed = self._trial(task, part)
            if failed:
                found |= {start + n: why for n, why in self._search(task, part, str(failed)).items()}
        return found

    def _trial(self, task: Task, items: list[Raw | Fault]) -> Exception | None:
        """Work on some items by themselves, in a folder of their own: how that failed, if it did."""
        self._trials += 1
        if self._trials > TRIALS_AT_MOST:
            raise UsageError(_hopeless(task.shard, None))
        out = Path(self._out) / TRIALS
        make_folders(out)
        return self._executor.alone(Task(structs.replace(task.shard, items=items), str(out), task.job)).error


def _fault(item: Raw, how: str) -> Fault:
    return Fault(item.file, item.line, f"the process ends when it works on this document ({how}); please report it")


def _hopeless(shard: Shard, error: Exception | None) -> str:
    first, last = shard.items[0], shard.items[-1]
    where = f"{first.file}{f', line {first.line}' if first.line else ''} to {last.file}{f', line {last.line}' if last.line else ''}"
    return (
        f"shard {shard.name} ({where}) failed again and again ({error or 'in parts'}), and it is no single document that does it: "
        "there may be too little memory; "
        "give fewer --workers or a smaller --shard-size; what is done is kept, and the same command goes on from there"
    )
