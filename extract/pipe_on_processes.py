"""``Pipeline.pipe`` on several processes: batches out, annotated documents back, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count, islice
from typing import Protocol

from extract.parallel import settle, stream
from extract.schema import Document, Text


class Pipe(Protocol):
    """What is needed of a pipeline; it must be picklable."""

    def pipe(self, texts: Iterable[str | Text], mentions: bool = False, batch_size: int = ...) -> Iterator[Document]:
        """The annotated documents in the order of the texts."""
        ...


def pipe_on_processes(
    pipeline: Pipe, texts: Iterable[str | Text], mentions: bool, batch_size: int, n_process: int
) -> Iterator[Document]:
    """As ``pipeline.pipe``, the batches shared among ``n_process`` processes; about two a process are held at any time."""
    for documents in stream(partial(_prepare, pipeline, mentions), _batches(texts, batch_size), n_process):
        yield from documents


def _batches(texts: Iterable[str | Text], size: int) -> Iterator[list[Text]]:
    """Batches of texts; bare strings are numbered through all of them."""
    numbered = zip(count(1), texts)
    named = (item if isinstance(item, Text) else Text(id=f"text-{number}", text=item) for number, item in numbered)
    while batch := list(islice(named, size)):
        yield batch


def _prepare(pipeline: Pipe, mentions: bool) -> Callable[[list[Text]], list[Document]]:
    """What a process does with a batch."""
    settle()
    return lambda batch: list(pipeline.pipe(batch, mentions=mentions, batch_size=len(batch)))
