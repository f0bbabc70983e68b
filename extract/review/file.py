"""The file under review: indexed once, then each document read by its place, so that a file of any length opens at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from extract import jsonl
from extract.errors import RecordError, UsageError
from extract.review.marks import Proposal, proposals
from extract.validation import check_record

TITLE = 40
"""Characters of a title in lists."""


class Indexed(Struct, frozen=True):
    """One document of the file: ``offset`` and ``length`` of its line in bytes, its number of ``characters``."""

    id: str
    title: str
    offset: int
    length: int
    characters: int
    proposals: tuple[Proposal, ...]


class _Head(Struct):
    id: str
    text: str


_HEAD = msgspec.json.Decoder(_Head)


def check_path(path: Path) -> None:
    """Raise UsageError for what cannot be read in place."""
    if str(path) == "-" or path.name.endswith(".gz"):
        raise UsageError(f"{path}: review reads single documents from a plain file; unpack or save it first, as claims.jsonl")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the file to review, such as {path}/claims.jsonl")
    if not path.is_file():
        raise UsageError(f"{path}: no such file")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_index(path: Path) -> Iterator[Indexed]:
    """Every document of the file, each record checked. Raises RecordError with file, line and field at the first bad one."""
    seen: dict[str, int] = {}
    offset = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                where = f"{path}, line {number}"
                entry = _indexed(line, offset, where)
                if entry.id in seen:
                    raise UsageError(f"{where}: a second document with the id {entry.id!r}, first in line {seen[entry.id]}; rename one")
                seen[entry.id] = number
                yield entry
            offset += len(line)


def _indexed(line: bytes, offset: int, where: str) -> Indexed:
    try:
        record = _loads(line)
        check_record(record)
    except UnicodeDecodeError as error:
        raise RecordError(f"{where}: records are UTF-8, but byte {error.start} of the line is not; convert the file") from None
    except (ValueError, RecordError) as error:
        raise RecordError(f"{where}: {error}") from None
    return Indexed(record["id"], _title(record), offset, len(line), len(record["text"]), tuple(proposals(record)))


def _loads(line: bytes) -> dict[str, Any]:
    return jsonl.loads(line.decode("utf-8-sig"))


def _title(record: dict[str, Any]) -> str:
    given = (record.get("meta") or {}).get("title")
    words = given if isinstance(given, str) and given.strip() else record["text"].strip()
    return " ".join(words[: 2 * TITLE].split())[:TITLE]


def read_record(path: Path, offset: int, length: int) -> dict[str, Any]:
    """The record whose line stands there."""
    with path.open("rb") as file:
        return _loads(os.pread(file.fileno(), length, offset))


def search(path: Path, words: str) -> Iterator[tuple[int, int]]:
    """Where ``words`` stand in the texts of the file: index of the document from 0, offset; the first of each document."""
    position = 0
    with path.open("rb") as file:
        for line in file:
            if not line.strip():
                continue
            head = _HEAD.decode(line.removeprefix(b"\xef\xbb\xbf"))
            if (at := head.text.find(words)) >= 0:
                yield position, at
            position += 1
