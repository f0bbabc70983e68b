"""Raw documents cut into shards: by number and size alone, so that a run cuts them as the one before it did."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from extract.errors import InputError
from extract.readers import Raw

RECORDS = 10_000
"""Documents in a shard at most, however small they are."""


class Fault(Struct, frozen=True, tag=True):
    """What could not be read or annotated, with its place: a line of the error file."""

    file: str
    line: int | None
    reason: str


class Shard(Struct, frozen=True):
    """Some documents of the inputs, in order, with the faults found between them. ``read``: bytes of input, for progress."""

    number: int
    items: list[Raw | Fault]
    checksum: str
    read: int = 0

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.number:06}"


Source = Callable[[Callable[[InputError], None]], Iterator[Raw]]
"""Reads documents and hands what it cannot read to the function that it is given."""


def cut(source: Source, size: int, position: Callable[[], int]) -> Iterator[Shard]:
    """Shards of ``size`` bytes and ``RECORDS`` documents at most, but for a document that is larger itself.

    ``position`` says how many bytes of input have been read.
    """
    items: list[Raw | Fault] = []
    number = held = before = 0
    for raw in source(lambda error: items.append(fault(error))):
        if items and (held + len(raw.data) > size or len(items) >= RECORDS):
            at = position()
            yield Shard(number, items.copy(), checksum(items), at - before)
            items.clear()
            number, held, before = number + 1, 0, at
        items.append(raw)
        held += len(raw.data)
    if items:
        yield Shard(number, items, checksum(items), position() - before)


def fault(error: InputError) -> Fault:
    """An error as a record."""
    return Fault(error.file, error.line, error.reason)


def checksum(items: list[Raw | Fault]) -> str:
    """The SHA-256 of all that the items hold."""
    whole = hashlib.sha256()
    for item in items:
        whole.update(msgspec.msgpack.encode(item))
    return whole.hexdigest()
