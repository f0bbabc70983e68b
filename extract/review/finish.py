"""``zhclaims review finish``: the documents that are done as gold, and what annotators changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from extract.records import write_record
from extract.review.golden import faults, record
from extract.review.store import COMMON, Opened, Store
from extract.review.summary import Summary, summarise


class Finished(Struct, frozen=True):
    """What was written and what was not: ids of documents not done, of documents to adjudicate, and faults by id in words."""

    written: int
    open: tuple[str, ...]
    to_adjudicate: tuple[str, ...]
    faulty: dict[str, tuple[str, ...]]
    summary: Summary


def finish(store: Store, file: BinaryIO) -> Finished:
    """Write every document that is done, in the order of the file; one with faults is left out and named."""
    documents = store.db.execute("SELECT position, id FROM documents ORDER BY position").fetchall()
    blind = {position for (position,) in store.db.execute("SELECT DISTINCT document FROM assignments WHERE blind")}
    faulty: dict[str, tuple[str, ...]] = {}
    undone = [(position, id) for position, id in documents if not store.state(position, COMMON)[1]]
    waiting = {position for position, _ in undone}
    written = 0

    def good() -> Iterator[Opened]:
        nonlocal written
        for position, id in documents:
            if position in waiting:
                continue
            opened = store.open(position, COMMON)
            if wrong := faults(opened):
                faulty[id] = tuple(wrong)
                continue
            write_record(file, record(opened) | {"review": _origin(store, opened)})
            written += 1
            yield opened

    summary = summarise(good())
    adjudicate = tuple(id for position, id in undone if position in blind)
    return Finished(written, tuple(id for position, id in undone if position not in blind), adjudicate, faulty, summary)


def _origin(store: Store, opened: Opened) -> dict[str, object]:
    """Who reviewed a document and when it was done: kept in the record."""
    query = "SELECT DISTINCT annotator FROM events WHERE document = ? ORDER BY annotator"
    names = [name for (name,) in store.db.execute(query, (opened.position,))]
    last = store.events(opened.position, opened.layer)[-1]
    return {"annotators": names, "done": last.at}
