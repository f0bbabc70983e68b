"""The work on one shard, the same in a local process and in a task of a cluster: documents in, complete files out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from extract.batch.job import Job, check
from extract.batch.limit import Limited
from extract.batch.shards import Fault, Shard, fault
from extract.batch.store import Done, commit, paths
from extract.batch.tables import tables
from extract.batch.warc import parse_page
from extract.errors import InputError, ZhclaimsError
from extract.job import Pipe, annotate
from extract.outputs import write_errors
from extract.parallel import settle
from extract.readers import parse
from extract.schema import Document, Text

TOGETHER, CHARACTERS = 500, 100_000
"""Documents that are written together: as many, or as many characters."""


class Task(Struct, frozen=True):
    """A shard, where its files go, and how."""

    shard: Shard
    out: str
    job: Job


class Stopped(NamedTuple):
    """What keeps the whole run from going on: no space, no model, other versions."""

    reason: str


def process_shard(task: Task) -> Done | Stopped:
    """Annotate a shard and write its files, the record of the shard last: with it the shard is done.

    The same shard and job give the same files, byte for byte. What cannot be annotated is listed in the error file.
    """
    try:
        return _process(task)
    except ZhclaimsError as error:
        return Stopped(str(error))
    except OSError as error:
        return Stopped(f"{error.filename or task.out}: {error.strerror or error}")


def _process(task: Task) -> Done:
    shard, job = task.shard, task.job
    pipeline = Limited(loaded(msgspec.json.encode(job)), job.timeout)
    files = paths(Path(task.out), shard, job.format)
    reading = _Reading(shard, job)
    counted = _Counted()
    with tables(files.documents, files.claims, job.format) as add:
        for batch in _batches(annotate(pipeline, reading.texts(), job.mentions, reading.failed)):
            counted.add(batch)
            add(batch)
    faults = reading.in_order()
    write_errors(files.errors, [InputError(at.file, at.line, at.reason) for at in faults])
    return commit(task.out, shard, job, counted.done(shard, len(faults), reading.skipped))


@lru_cache(maxsize=1)
def loaded(encoded: bytes) -> Pipe:
    """The pipeline of a job (as JSON), loaded once in a process. Raises ModelError and UsageError."""
    import extract

    job = msgspec.json.decode(encoded, type=Job)
    check(job)
    pipeline = extract.load(model=job.model, published=job.published, threshold=job.threshold)
    settle()
    return pipeline


class _Reading:
    """The documents of a shard, and the faults in their places."""

    def __init__(self, shard: Shard, job: Job) -> None:
        self._shard, self._job = shard, job
        self._faults: list[tuple[int, Fault]] = []
        self._places: dict[str, int] = {}
        self.skipped = 0

    def texts(self) -> Iterator[Text]:
        """The documents that can be read, as they come."""
        for number, item in enumerate(self._shard.items):
            if isinstance(item, Fault):
                self._faults.append((number, item))
                continue
            try:
                text = parse_page(item) if item.page else parse(item)
                if text is None:
                    self.skipped += 1
                    continue
                if len(text.text) > self._job.max_chars:
                    raise InputError(item.file, item.line, _too_long(text, self._job))
            except InputError as error:
                self._faults.append((number, fault(error)))
            else:
                self._places[text.id] = number
                yield text

    def failed(self, error: InputError) -> None:
        """Take a document that could not be annotated, given by its id."""
        number = self._places[error.file]
        item = self._shard.items[number]
        self._faults.append((number, Fault(item.file, item.line, error.reason)))

    def in_order(self) -> list[Fault]:
        """All faults in the order of the documents."""
        return [at for _, at in sorted(self._faults, key=lambda numbered: numbered[0])]


def _too_long(text: Text, job: Job) -> str:
    return (
        f"the document has {len(text.text):,} characters, more than --max-chars {job.max_chars}; "
        "split it, or raise --max-chars (a claim takes 5 kB of memory)"
    )


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    """Documents in batches whose sizes depend on nothing but them."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        del document  # whoever writes the batch may let go of it
        if len(batch) == TOGETHER or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Counted:
    """What was written, for the record of the shard."""

    def __init__(self) -> None:
        self.documents = self.characters = self.claims = 0
        self.kinds: Counter[str] = Counter()

    def add(self, batch: list[Document]) -> None:
        self.documents += len(batch)
        self.characters += sum(len(document.text) for document in batch)
        self.claims += sum(len(document.claims) for document in batch)
        self.kinds.update(claim.kind for document in batch for claim in document.claims)

    def done(self, shard: Shard, errors: int, skipped: int) -> Done:
        kinds = dict(sorted(self.kinds.items()))
        return Done(shard.number, shard.checksum, self.documents, self.characters, self.claims, errors, skipped, kinds)
