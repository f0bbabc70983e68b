"""``zhclaims export``: a file of records → the file or folder of a tool."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct, field

from extract import jsonl
from extract.errors import InputError, RecordError, UsageError
from extract.interop import brat, doccano, label_studio, prodigy, tables, web_annotation
from extract.interop.offsets import Unit
from extract.interop.reading import numbered_lines
from extract.interop.sheet import Sheet, fields_of, paths, sheet_of
from extract.outputs import writing
from extract.validation import check_record
from extract.view import claims

FORMATS = ("label-studio", "doccano", "brat", "web-annotation", "prodigy", "csv", "xlsx", "parquet")
FIELDLESS = ("doccano", "prodigy")
"""The tools that have no fields on marks."""
TABLES = ("csv", "xlsx", "parquet")
UNTOLD = ("schema", "offset_unit", "id", "confidence_usable")
"""What is not worth a word where a format leaves it out."""

OnError = Callable[[InputError], None]


class Tally(Struct):
    """What went out: documents, claims, documents that list claims alone, and how often each field is not to be seen in the tool."""

    documents: int = 0
    claims: int = 0
    bare: int = 0
    unseen: Counter[str] = field(default_factory=Counter)


def export(path: str, form: str, output: str, unit: Unit, on_error: OnError) -> Tally:
    """Write the records of ``path`` (a file of JSON lines, also .gz, or ``-``) in a form of ``FORMATS``.

    A record that cannot be written goes to ``on_error`` and the others follow. Raises UsageError for a call that is wrong.
    """
    tally = Tally()
    records = _records(path, form, tally, on_error)
    if form == "brat":
        _brat(records, output, on_error)
    elif form in TABLES:
        with writing(output) as file:
            _table(file, form, records, on_error)
    else:
        with writing(output) as file:
            _lines(file, form, records, unit, on_error)
        if form == "label-studio" and output != "-":
            with writing(config_path(output)) as file:
                file.write(label_studio.config().encode())
    return tally


def config_path(output: str) -> str:
    """Where the labelling configuration of Label Studio goes: tasks.config.xml for tasks.json."""
    path = Path(output)
    return str(path.with_name(path.name.removesuffix(".json") + ".config.xml"))


Place = tuple[str, int]


def _records(path: str, form: str, tally: Tally, on_error: OnError) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The records with file and line, each counted."""
    seen: dict[str, int] = {}
    for name, number, line in numbered_lines(path, on_error):
        try:
            record = jsonl.loads(line)
            check_record(record)
            if record["id"] in seen:
                raise RecordError(f"field id: {record['id']!r} is that of line {seen[record['id']]} too; ids must differ")
        except (ValueError, RecordError) as error:
            on_error(InputError(name, number, str(error)))
            continue
        seen[record["id"]] = number
        tally.documents += 1
        tally.claims += len(claims(record))
        tally.bare += "claims" in record and "mentions" not in record
        tally.unseen.update(name for name in unseen(record, form) if name not in UNTOLD)
        yield (name, number), record


def unseen(record: Mapping[str, Any], form: str) -> Iterator[str]:
    """The names of what a record says and the format does not show, once for each time."""
    mentions = [*record.get("claims", ()), *(record.get("mentions") or ())]
    if form in TABLES:
        yield "text"
        yield from ("mentions that are no claims" for m in mentions if m.get("label", "claim") != "claim")
        yield from (name for name in paths(record) if name not in ("optional", "confidence", "rule", "label"))
        return
    yield from paths(record)
    if form in FIELDLESS:
        yield from (name for mention in mentions for name in fields_of(mention))
    yield from ("empty spans" for m in mentions if m["start"] == m["end"])


def _lines(file: BinaryIO, form: str, records: Iterator[tuple[Place, Mapping[str, Any]]], unit: Unit, on_error: OnError) -> None:
    """Documents one a line; for Label Studio the lines are the items of one list."""
    between = b""
    file.write(b"[" if form == "label-studio" else b"")
    for place, record in records:
        try:
            line = jsonl.dumps(_document(form, sheet_of(record), unit))
        except (RecordError, ValueError) as error:
            on_error(InputError(*place, f"document {record['id']}: {error}"))
            continue
        file.write(between + (b"\n" + line.rstrip(b"\n") if form == "label-studio" else line))
        between = b"," if form == "label-studio" else b""
    file.write(b"\n]\n" if form == "label-studio" else b"")


def _document(form: str, sheet: Sheet, unit: Unit) -> dict[str, Any]:
    """One document in the form of a tool."""
    if form == "label-studio":
        return label_studio.task(sheet)
    if form == "doccano":
        return doccano.line(sheet, unit)
    return prodigy.task(sheet) if form == "prodigy" else web_annotation.page(sheet)


def _table(file: BinaryIO, form: str, records: Iterator[tuple[Place, Mapping[str, Any]]], on_error: OnError) -> None:
    def rows() -> Iterator[tables.Row]:
        for place, record in records:
            try:
                yield from (tables.fitting if form == "parquet" else tables.rows)(record)
            except RecordError as error:
                on_error(InputError(*place, f"document {record['id']}: {error}"))

    {"csv": tables.write_csv, "xlsx": tables.write_xlsx, "parquet": tables.write_parquet}[form](file, rows())


def _brat(records: Iterator[tuple[Place, Mapping[str, Any]]], output: str, on_error: OnError) -> None:
    """The files of all documents in a new folder, or in a .zip. Raises UsageError where the folder is there already."""
    if output.endswith(".zip"):
        with writing(output) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _brat_files(records, on_error):
                archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content.encode(), zipfile.ZIP_DEFLATED)
        return
    folder = Path(output)
    if output == "-" or folder.exists():
        raise UsageError(f"{output}: is there already; brat takes a new folder, or a file ending in .zip")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"{output}: the folder {folder.absolute().parent} does not exist; make it first")
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    part.mkdir()
    try:
        for name, content in _brat_files(records, on_error):
            (part / name).write_bytes(content.encode())
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _brat_files(records: Iterator[tuple[Place, Mapping[str, Any]]], on_error: OnError) -> Iterator[tuple[str, str]]:
    yield brat.CONF, brat.config()
    taken: set[str] = set()
    for place, record in records:
        try:
            made = brat.files(sheet_of(record))
        except (RecordError, ValueError) as error:
            on_error(InputError(*place, f"document {record['id']}: {error}"))
            continue
        name = brat.file_name(record["id"], taken)
        yield from ((name + ending, content) for ending, content in made.items())
