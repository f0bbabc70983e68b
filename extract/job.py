"""The work of ``zhclaims extract``: texts through the pipeline into records, a failing document set aside."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from extract.errors import InputError, LexiconError, ModelError, UsageError
from extract.schema import Document, Text

BATCH_CHARACTERS = 100_000
"""Characters that go through the pipeline together, unless one document has more: what is held with all its claims at a time, and what
is done again one by one where a document fails."""


class Pipe(Protocol):
    """What the job needs of a pipeline."""

    def pipe(self, texts: Iterable[Text], mentions: bool = False) -> Iterator[Document]:
        """The annotated documents in the order of the texts."""
        ...


def annotate(pipeline: Pipe, texts: Iterable[Text], mentions: bool, on_error: Callable[[InputError], None]) -> Iterator[Document]:
    """The annotated documents in order, streaming. A text on which the pipeline fails goes to ``on_error``.

    Raises what concerns the whole run (UsageError, ModelError, LexiconError) as it comes.
    """
    for batch in _batches(texts):
        try:
            documents = deque(pipeline.pipe(batch, mentions=mentions))
        except (UsageError, ModelError, LexiconError):
            raise
        except Exception as error:  # any failure of one document must not lose the others: they are tried one by one
            if len(batch) == 1:
                on_error(_failed(batch[0], error))
            else:
                yield from _one_by_one(pipeline, batch, mentions, on_error)
        else:
            while documents:  # each is held no longer than it is needed
                yield documents.popleft()


def _one_by_one(pipeline: Pipe, batch: list[Text], mentions: bool, on_error: Callable[[InputError], None]) -> Iterator[Document]:
    for text in batch:
        try:
            documents = list(pipeline.pipe([text], mentions=mentions))
        except Exception as error:
            on_error(_failed(text, error))
        else:
            yield from documents


def _failed(text: Text, error: Exception) -> InputError:
    cause = f"{type(error).__name__}: {error}"
    return InputError(text.id, None, f"the document of this id could not be annotated ({cause}); please report it")


def _batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    batch: list[Text] = []
    size = 0
    for text in texts:
        if batch and size + len(text.text) >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text.text) + 1
    if batch:
        yield batch
