"""Inputs of all kinds → raw documents: text and JSON lines, Parquet, archives of the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from extract.batch.parquet import read_rows
from extract.batch.warc import read_pages
from extract.errors import InputError
from extract.files import PACKED, opened, size_of
from extract.readers import ENDINGS, STDIN, SYSTEM, Input, Limits, OnError, Raw, is_text, read_lines, read_raw, unreadable

PARQUET = (".parquet", ".pq")
PAGES = tuple(kind + packed for packed in ("", *PACKED) for kind in (".warc", ".wet"))
ALL = (*ENDINGS, *PARQUET, *PAGES)


class Reader:
    """Reads inputs one after the other and knows how much of them it has read."""

    def __init__(self, inputs: Sequence[Input], limits: Limits, column: str) -> None:
        """``column``: where Parquet files have the text."""
        self._inputs, self._limits, self._column = inputs, limits, column
        self._before = 0
        self._file: BinaryIO | None = None

    def __call__(self, on_error: OnError) -> Iterator[Raw]:
        """The documents of all inputs in order; what cannot be read goes to ``on_error``."""
        for item in self._inputs:
            try:
                yield from self._read(item, on_error)
            except InputError as error:
                on_error(error)
            self._before += size_of(item.path) or 0 if item.path != STDIN else 0
            self._file = None

    def _read(self, item: Input, on_error: OnError) -> Iterator[Raw]:
        name = item.path.lower()
        if item.path == STDIN or is_text(item.path):
            yield from read_raw(item, on_error, self._limits)
            return
        try:
            with opened(item.path, unpack=not name.endswith(PAGES)) as (file, self._file):
                if name.endswith(PARQUET):
                    yield from read_rows(item, file, self._column, on_error, self._limits)
                elif name.endswith(PAGES):
                    yield from read_pages(item, file, on_error, self._limits)
                else:
                    yield from read_lines(item, file, on_error, self._limits)
        except SYSTEM as error:
            raise unreadable(item.path, error) from None

    def position(self) -> int:
        """Bytes of all inputs that have been read."""
        if self._file is None or self._file.closed:
            return self._before
        return self._before + self._file.tell()
