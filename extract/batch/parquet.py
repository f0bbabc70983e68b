"""Rows of a Parquet file as JSON lines, so that they are read as those are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from extract.errors import InputError, UsageError
from extract.files import needed
from extract.readers import Input, Limits, OnError, Raw, place

ROWS, BYTES = 256, 4 << 20
"""Rows that are held at a time: as many, or fewer where the rows of the file are long on average."""


def read_rows(item: Input, file: BinaryIO, column: str, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """The rows, each as the bytes of a JSON object with the text in ``text``; ``line`` is the number of the row from 1.

    Raises UsageError where there is no such column and InputError where the file is damaged.
    """
    parquet = needed("pyarrow.parquet", f"{place(item.path)}: reading Parquet")
    damaged: Any = needed("pyarrow", "reading Parquet").ArrowException
    try:
        table = parquet.ParquetFile(file)
        names = table.schema_arrow.names
        if column not in names:
            raise UsageError(f"{place(item.path)}: has no column {column!r}; name the one with the text, --text-column {'|'.join(names)}")
        number = 0
        for batch in table.iter_batches(batch_size=rows_at_a_time(table.metadata)):
            for row in batch.to_pylist():
                number += 1
                yield from _raw(item, number, row, column, on_error, limits)
    except damaged as error:
        raise InputError(place(item.path), None, f"is no sound Parquet file: {error}") from None


def rows_at_a_time(metadata: Any) -> int:
    """How many rows of the file have about ``BYTES`` together, in the group where they are longest."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    longest = max((group.total_byte_size // max(1, group.num_rows) for group in groups), default=0)
    return max(1, min(ROWS, BYTES // max(1, longest)))


def _raw(item: Input, number: int, row: dict[str, Any], column: str, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    text = row.pop(column)
    try:
        data = msgspec.json.encode({**row, "text": text})
    except (TypeError, ValueError) as error:
        on_error(InputError(place(item.path), number, f"the row has a value that JSON has no form for: {error}"))
        return
    if len(data) > limits.line:
        on_error(InputError(place(item.path), number, f"the row is longer than {limits.line:,} bytes, the most that is read; {limits.advice}"))
    else:
        yield Raw(place(item.path), number, f"{item.id}:{number}", data)
