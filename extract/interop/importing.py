"""``zhclaims import``: what was annotated in a tool → records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from extract import jsonl
from extract.errors import InputError, RecordError
from extract.interop import brat, doccano, label_studio, web_annotation
from extract.interop.merge import gold_of, left_out, record_of
from extract.interop.offsets import Unit
from extract.interop.reading import Files, OnError, json_list, numbered_lines
from extract.interop.sheet import Sheet

FORMATS = ("label-studio", "doccano", "brat", "web-annotation")

NOT_TO_TRAIN = "as gold they can be scored with, but training would take every other number for none"

Made = tuple[str, int | None, str, Callable[[], Sheet]]
"""File, line, the document in words, and a function that reads it and may raise RecordError."""


def imported(path: str, form: str, unit: Unit, gold: bool, on_error: OnError, on_note: Callable[[str], None]) -> Iterator[dict[str, Any]]:
    """The records of a tool's file or folder, checked; ``gold``: in the gold form.

    A document that does not fit goes to ``on_error`` by name and the others follow; ``on_note`` hears of what a record
    has no place for, and of gold that is not to train with. Raises UsageError where nothing can be read.
    """
    seen: dict[str, str] = {}
    bare = 0
    for file, line, name, read in _found(path, form, unit, on_error):
        try:
            sheet = read()
            record = record_of(sheet)
            if record["id"] in seen:
                raise RecordError(f"has the id {record['id']!r}, as {seen[record['id']]} has; ids must differ")
        except RecordError as error:
            on_error(InputError(file, line, f"{name}: {error}"))
            continue
        seen[record["id"]] = name
        for words in left_out(sheet):
            on_note(f"{file}, {name}: {words}: left out")
        bare += gold and "claims" in record and "mentions" not in (sheet.kept or {})
        yield gold_of(record) if gold else record
    if bare:
        on_note(f"{bare:,} documents came from records without their other mentions (zhclaims extract without --mentions): {NOT_TO_TRAIN}")


def _found(path: str, form: str, unit: Unit, on_error: OnError) -> Iterator[Made]:
    if form == "brat":
        yield from _brat(path, on_error)
    elif form == "label-studio":
        for number, task in enumerate(json_list(path), 1):
            id = task.get("id") if isinstance(task, dict) else None
            yield path, None, f"task {number}" + (f" (id {id})" if id is not None else ""), partial(_task, task)
    else:
        for file, number, line in numbered_lines(path, on_error):
            yield file, number, "the document", partial(_line, line, form, unit)


def _task(task: Any) -> Sheet:
    if not isinstance(task, dict):
        raise RecordError(f"expected an object, met {jsonl.kind(task)}")
    return label_studio.sheet(task)


def _line(line: str, form: str, unit: Unit) -> Sheet:
    try:
        document = jsonl.loads(line)
    except ValueError as error:
        raise RecordError(str(error)) from None
    return doccano.sheet(document, unit) if form == "doccano" else web_annotation.sheet(document)


def _brat(path: str, on_error: OnError) -> Iterator[Made]:
    files = Files(path)
    names = set(files.names)
    stems = [name.removesuffix(".ann") for name in files.names if name.endswith(".ann") and not name.rpartition("/")[2].startswith(".")]
    if not stems:
        on_error(InputError(path, None, "expected files ending in .ann and .txt, met none"))
    for stem in stems:
        try:
            if f"{stem}.txt" not in names:
                raise InputError(f"{path}/{stem}.ann", None, f"there is no {stem}.txt beside it")
            text, ann = files.read(f"{stem}.txt"), files.read(f"{stem}.ann")
            rest = files.read(stem + brat.REST) if stem + brat.REST in names else None
        except InputError as error:
            on_error(error)
            continue
        yield f"{path}/{stem}.ann", None, "the document", partial(brat.sheet, stem, text, ann, rest)
