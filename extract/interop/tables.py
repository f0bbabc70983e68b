"""Tables, one claim a row: CSV and XLSX for spreadsheets, Parquet for programs. Written, never read again.

Amounts stay numbers. In a spreadsheet a text cell that could be taken for a formula begins with an apostrophe, as OWASP advises
against CSV injection. Offsets are code points.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, BinaryIO

from extract.errors import RecordError, UsageError
from extract.interop.sheet import FIELDS, RELATION_NAMES, said, spans_of, value_of
from extract.terminal import visible
from extract.view import claims

COLUMNS = {
    "document": "words", "outlet": "words", "published": "words", "start": "count", "end": "count", "text": "words", "kind": "words",
    "value": "amount", "low": "amount", "high": "amount", "relation": "words", "unit": "words", "unit_text": "words", "change": "words",
    "modality": "words", "entity": "words", "property": "words", "when": "words", "edtf": "words", "source": "words", "source_name": "words",
    "source_kind": "words", "cue": "words", "via": "words", "citation": "words", "optional": "flag", "confidence": "amount", "rule": "words",
}  # fmt: skip
"""The columns in their order, and what their cells are."""
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet may take for a formula, also in full width (OWASP, CSV Injection)."""
DIGITS = 15
"""What a number of a spreadsheet holds; amounts with more are written as text there."""
PLACES = 10
"""Decimal places of amounts in Parquet, of 38 digits in all."""
BATCH = 10_000
"""Rows of Parquet that are written together."""

Row = dict[str, Any]


def rows(record: Mapping[str, Any]) -> list[Row]:
    """The claims of a record of either form. Cells are strings, whole numbers, Decimal, true or false, or None."""
    meta = record.get("meta") or {}
    head = {"document": record["id"], **{name: str(meta[name]) for name in ("outlet", "published") if said(meta.get(name))}}
    return [dict.fromkeys(COLUMNS) | head | _cells(claim) for claim in claims(record)]


def _cells(claim: Mapping[str, Any]) -> Row:
    cells = {name: value_of(claim, name) for name in FIELDS} | {name: claim.get(name) for name in ("start", "end", "text", "confidence", "rule")}
    linked = {role: " … ".join(span["text"] for span in spans_of(claim, role)) for role in ("entity", "property", "when", "source", "cue", "via")}
    return cells | {role: words or None for role, words in linked.items()} | {"optional": bool(claim.get("optional"))}


def harmless(words: str) -> str:
    """A text cell that no spreadsheet runs: with an apostrophe before it where it could be a formula."""
    return f"'{words}" if words.lstrip(" \u00a0\u3000").startswith(FORMULA) or words.startswith(FORMULA) else words


def _for_spreadsheet(row: Row) -> list[Any]:
    """The cells in their order; ``relation`` by name, since its signs begin formulas."""
    named = row | {"relation": RELATION_NAMES.get(row["relation"], row["relation"])}
    return [named[name] for name in COLUMNS]


def write_csv(file: BinaryIO, table: Iterable[Row]) -> None:
    """CSV (RFC 4180) in UTF-8 with the mark by which spreadsheets know it."""
    out = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in table:
        writer.writerow(map(_plain, _for_spreadsheet(row)))
    out.detach()


def _plain(cell: Any) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, bool):
        return "true" if cell else ""
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def write_xlsx(file: BinaryIO, table: Iterable[Row]) -> None:
    """A workbook with one sheet. Raises UsageError without the package openpyxl, and for more rows than a sheet has."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise UsageError("xlsx needs the package openpyxl: pip install 'zhclaims[interop]'; or write csv") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("claims")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for number, row in enumerate(table, 2):
        if number > 1 << 20:
            raise UsageError("a sheet of a workbook has 1,048,576 rows, and there are more claims; write csv or parquet, or split the file")
        cells = []
        for value in map(_in_workbook, _for_spreadsheet(row)):
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    held = io.BytesIO()
    book.save(held)
    file.write(held.getbuffer())


def _in_workbook(cell: Any) -> Any:
    """A cell that XML can hold: control characters as visible signs; numbers of more than 15 digits as text."""
    if isinstance(cell, str):
        return visible(harmless(cell)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    if isinstance(cell, bool):
        return True if cell else None
    if isinstance(cell, int | Decimal) and sum(map(len, _digits(cell))) > DIGITS:
        return format(Decimal(cell), "f")
    return cell


def _digits(amount: Decimal | int) -> tuple[str, str]:
    """The digits before the point, and those after it without the noughts at their end."""
    whole, _, places = format(Decimal(amount), "f").lstrip("-").partition(".")
    return whole.lstrip("0"), places.rstrip("0")


def write_parquet(file: BinaryIO, table: Iterable[Row]) -> None:
    """Parquet with decimal amounts. Raises UsageError without the package pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError("parquet needs the package pyarrow: pip install 'zhclaims[interop]'; or write csv") from None
    types = {"words": pyarrow.string(), "count": pyarrow.int64(), "amount": pyarrow.decimal128(38, PLACES), "flag": pyarrow.bool_()}
    form = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(file, form) as writer:
        for batch in _batches(table):
            writer.write_table(pyarrow.Table.from_pylist(batch, form))


def fitting(record: Mapping[str, Any]) -> list[Row]:
    """The rows of a record with amounts as Parquet takes them. Raises RecordError for one of too many digits."""
    out = []
    for row in rows(record):
        for name in ("value", "low", "high", "confidence"):
            if row[name] is None:
                continue
            amount = Decimal(row[name])
            whole, places = _digits(amount)
            if len(whole) > 38 - PLACES or len(places) > PLACES:
                where = f"the claim {row['text']!r} at {row['start']}"
                raise RecordError(f"{where}: {name} {amount} has more than {38 - PLACES} digits or {PLACES} decimal places; write csv")
            row[name] = amount
        out.append(row)
    return out


def _batches(table: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in table:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch
