"""START HERE: a run, from inputs to a folder of results that is complete, or goes on where it stopped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from extract.batch.cluster import Cluster
from extract.batch.job import Job, with_versions
from extract.batch.local import Executor, Processes
from extract.batch.manifest import MANIFEST, join_errors, locked, write_manifest
from extract.batch.progress import Watch
from extract.batch.retry import Retries
from extract.batch.shards import Shard, cut
from extract.batch.sources import ALL, Reader
from extract.batch.store import Done, clear_up, forget, inputs_of, look_up, make_folders, names
from extract.batch.work import Stopped, Task
from extract.errors import UsageError
from extract.files import size_of
from extract.inputs import plan
from extract.parallel import Outcome
from extract.readers import Input, place


class Way(Struct, frozen=True, kw_only=True):
    """The options of a run that do not show in what a document's record holds."""

    workers: int | None = None
    ray: str | None = None
    column: str = "text"
    shard_size: int = 2_000_000
    max_errors: int | None = None
    resume: bool = True


def run(inputs: Sequence[str], out: str, job: Job, way: Way, watch: Watch) -> list[Done]:
    """Annotate ``inputs`` into the folder ``out``; the records of all shards, in order.

    Raises UsageError, ModelError and OSError for what stops the run, and KeyboardInterrupt; what is done is kept.
    """
    folder = Path(out)
    items = plan(inputs, skip=[folder], endings=ALL)
    job = with_versions(job)
    make_folders(folder)
    with locked(folder):
        clear_up(folder)
        _same_work(folder, items)
        (folder / MANIFEST).unlink(missing_ok=True)
        watch.began([size_of(item.path) for item in items], out)
        try:
            done = _shards(items, folder, job, way, watch)
        except BaseException:
            with suppress(OSError):
                clear_up(folder)
                join_errors(folder)
            raise
        clear_up(folder)
        for name in set(names(folder)) - {f"{shard.number:06}" for shard in done}:
            forget(folder, name)
        join_errors(folder)
        write_manifest(folder, job, done)
    return done


def _same_work(out: Path, items: list[Input]) -> None:
    """Raise UsageError where the folder holds the results of other inputs, which this run would take away."""
    before, now = inputs_of(out), {place(item.path) for item in items}
    if before and not before & now:
        raise UsageError(f"{out}: holds the results of other inputs ({min(before)}); name another folder, or remove this one first")


def _shards(items: list[Input], out: Path, job: Job, way: Way, watch: Watch) -> list[Done]:
    """All shards done, one way or the other: in order."""
    reader = Reader(items, job.limits(), way.column)
    shards = cut(reader, way.shard_size, reader.position)
    done: dict[int, Done] = {}
    executor = _executor(way)
    with executor:
        retries = Retries(executor, str(out))
        for shard in _to_do(shards, out, job, way, watch, done):
            while not executor.free:
                _settle(executor, retries, watch, done, way)
            executor.submit(Task(shard, str(out), job))
        while executor.busy:
            _settle(executor, retries, watch, done, way)
    return [done[number] for number in sorted(done)]


def _executor(way: Way) -> Executor:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Cluster(way.ray, way.workers) if way.ray else Processes(way.workers or processors)


def _to_do(shards: Iterator[Shard], out: Path, job: Job, way: Way, watch: Watch, done: dict[int, Done]) -> Iterator[Shard]:
    """The shards that are not done yet; those that are go to ``done``."""
    for shard in shards:
        found, reasons = look_up(out, shard, job)
        if found and way.resume:
            done[shard.number] = found
            watch.kept(shard, found)
        else:
            watch.again(shard, reasons)
            forget(out, shard.name)
            yield shard
        _stop_for_errors(done, way)


def _settle(executor: Executor, retries: Retries, watch: Watch, done: dict[int, Done], way: Way) -> None:
    """Wait for a shard and take note of it. Raises UsageError for what stops the run."""
    outcome: Outcome = executor.next()
    if isinstance(outcome.result, Done):
        done[outcome.result.number] = outcome.result
        watch.finished(outcome.task.shard, outcome.result)
        _stop_for_errors(done, way)
    elif isinstance(outcome.result, Stopped):
        raise UsageError(f"{outcome.result.reason}; what is done is kept, and the same command goes on from there")
    else:
        watch.failed(outcome.task.shard, outcome.error)
        executor.submit(retries.after(outcome))


def _stop_for_errors(done: dict[int, Done], way: Way) -> None:
    errors = sum(shard.errors for shard in done.values()) if way.max_errors is not None else 0
    if way.max_errors is not None and errors > way.max_errors:
        raise UsageError(f"{errors} errors, more than --max-errors {way.max_errors}: they are listed in errors.jsonl; what is done is kept")
