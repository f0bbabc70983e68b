"""Annotated JSONL in and out: the record of ``docs/record.md``, checked on reading, exact on writing.

A record is read as a plain ``dict``, so that unknown fields are kept on every level; numbers with a point are ``Decimal``.
``to_document`` and ``to_gold`` give the typed form.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec
from msgspec import UNSET

from extract import jsonl
from extract.errors import RecordError, UsageError
from extract.schema import RECORD_FIELDS, Claim, Document, Mention
from extract.validation import check_record, to_document, to_gold

__all__ = ["check_record", "encode_record", "read_records", "to_document", "to_gold", "write_record"]

_ITEM = msgspec.json.Encoder(decimal_format="number")
_NOT_PLAIN = (b"E+", b"E-", b"NaN", b"Infinity")
"""What ``str`` writes for a Decimal but plain digits."""
TOGETHER = 256
"""Claims that are encoded at a time."""


def read_records(path: str | Path) -> Iterator[dict[str, Any]]:
    """The records of a file (``.jsonl``, ``.jsonl.gz``, ``-`` for standard input), each checked by ``check_record``.

    Raises UsageError where there is no such file and RecordError, with file, line and field, at the first bad line.
    """
    name = str(path)
    try:
        with _open(name) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _read(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, f"{name}, line {number}")
    except FileNotFoundError:
        raise UsageError(f"{name}: no such file") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{name}: cannot be read: {error}") from None


def _open(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    return cast(BinaryIO, gzip.open(name)) if name.endswith(".gz") else Path(name).open("rb")


def _read(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = jsonl.loads(line.decode("utf-8"))
        check_record(record)
    except UnicodeDecodeError as error:
        raise RecordError(f"{where}: records are UTF-8, but byte {error.start} of the line is not; convert the file") from None
    except (ValueError, RecordError) as error:
        raise RecordError(f"{where}: {error}") from None
    return record


def encode_record(record: Document | Mapping[str, Any]) -> bytes:
    """One line, UTF-8 with line feed; amounts in plain digits. Raises RecordError for what JSON has no form for."""
    if isinstance(record, Document):
        return _joined(_line(record))
    try:
        return jsonl.dumps(record)
    except (ValueError, TypeError) as error:
        raise _cannot(record.get("id"), error) from None


def encoded_fields(document: Document) -> dict[str, bytes]:
    """The fields of a record in their order, then the ones that are not ours: each as its JSON.

    Raises RecordError for what JSON has no form for.
    """
    return {name: _joined(pieces) for name, pieces in _fields(document).items()}


def _line(document: Document) -> Iterator[bytes]:
    """The line of a record in pieces."""
    for number, (name, pieces) in enumerate(_fields(document).items()):
        yield b"%s%s:" % (b"," if number else b"{", jsonl.encode(name))
        yield from pieces
    yield b"}\n"


def _fields(document: Document) -> dict[str, Iterable[bytes]]:
    """The JSON of each field in pieces: claims and mentions some at a time, since all together would take many times their room."""
    names = [name for name in Document.__struct_fields__ if name != "extra" and getattr(document, name) is not UNSET]
    ours = {name: getattr(document, name) for name in names}
    theirs = {name: value for name, value in document.extra.items() if name not in RECORD_FIELDS}
    try:
        return {name: _items(document.id, value) if isinstance(value, tuple) else [_plain(value)] for name, value in (ours | theirs).items()}
    except (ValueError, TypeError) as error:
        raise _cannot(document.id, error) from None


def _plain(value: Any) -> bytes:
    return jsonl.encode(msgspec.to_builtins(value, builtin_types=(Decimal,)))


def _items(document: str, items: Sequence[Claim | Mention]) -> Iterator[bytes]:
    try:
        for at in range(0, len(items), TOGETHER):
            yield (b"," if at else b"[") + b",".join(map(_encoded_item, items[at : at + TOGETHER]))
    except (ValueError, TypeError) as error:
        raise _cannot(document, error) from None
    yield b"]" if items else b"[]"


def _joined(pieces: Iterable[bytes]) -> bytes:
    out = BytesIO()  # holds them once; a list and what is joined of it twice
    for piece in pieces:
        out.write(piece)
    return out.getvalue()


def _encoded_item(item: Claim | Mention) -> bytes:
    """A claim or mention: at once, and through plain values only where an amount has, or may have, an exponent or is no number."""
    line = _ITEM.encode(item)
    if any(sign in line for sign in _NOT_PLAIN):
        return jsonl.encode(msgspec.to_builtins(item, builtin_types=(Decimal,)))
    return line


def _cannot(id: object, error: Exception) -> RecordError:
    return RecordError(f"record {id!r} cannot be written: {error}")


def write_record(file: BinaryIO, record: Document | Mapping[str, Any]) -> None:
    """Write one line; as ``encode_record``, but that of a long document is never held as a whole."""
    for piece in _line(record) if isinstance(record, Document) else [encode_record(record)]:
        file.write(piece)
