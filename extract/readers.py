"""The documents that one file or standard input holds: text files, JSON lines, gzip, limits on size.

Documents come as ``(Text, place)``, the place in words for messages.
"""

from __future__ import annotations

import gzip
import io
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from extract import jsonl
from extract.encodings import BY_LINE, decode
from extract.errors import InputError
from extract.schema import RECORD_FIELDS, Text

TEXT, LINES = ".txt", ".jsonl"
ENDINGS = (TEXT, LINES, TEXT + ".gz", LINES + ".gz")
STDIN = "-"

OnError = Callable[[InputError], None]
Found = Iterator[tuple[Text, str]]


class Limits(NamedTuple):
    """Bytes that are read at most: of a text file or an unpacked .gz (archives that never end), and of one line."""

    file: int = 1 << 30
    line: int = 50_000_000


class Input(NamedTuple):
    """A file to read: its path as given or found, and the id of its document (.txt) or the stem of ids (.jsonl)."""

    path: str
    id: str


def read_file(item: Input, on_error: OnError, limits: Limits) -> Found:
    """The documents of one file or of standard input.

    A bad line goes to ``on_error``. Raises InputError, OSError, EOFError or zlib.error where the file cannot be read on.
    """
    if item.path == STDIN:
        yield from _stdin(item, sys.stdin.buffer, on_error, limits)
        return
    packed = item.path.lower().endswith(".gz")
    with _open(item.path, packed) as file:
        if is_text(item.path):
            yield from _text(item, file.read(limits.file + 1), limits)
        else:
            yield from _records(item, _lines(item, _pieces(item, b"", file, limits, packed), on_error, limits), on_error)


def read_lines(path: str, on_error: OnError, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of JSON lines, or of standard input, with their numbers from 1; blank ones are left out.

    An overlong line goes to ``on_error``. Raises InputError, OSError, EOFError or zlib.error as ``read_file``.
    """
    packed = path.lower().endswith(".gz")
    with nullcontext(sys.stdin.buffer) if path == STDIN else _open(path, packed) as file:
        item = Input(path, "")
        yield from _lines(item, _pieces(item, b"", file, limits, packed), on_error, limits)


def _open(path: str, packed: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if packed else Path(path).open("rb")


def is_text(path: str) -> bool:
    """Whether a file is one document, by its ending."""
    return path.lower().endswith((TEXT, TEXT + ".gz"))


def place(path: str) -> str:
    """A path as messages and the error file show it: always valid Unicode."""
    return os.fsencode(path).decode("utf-8", "replace")


def _stdin(item: Input, file: BinaryIO, on_error: OnError, limits: Limits) -> Found:
    """JSON lines if the first line that is not blank parses as an object, else one text."""
    head = b""
    while not head.strip() and (line := file.readline(limits.line + 1)):
        head += line
    if _wide(head):
        head += file.read(limits.file + 1)
    if _starts_with_object(head):
        yield from _records(item, _lines(item, _pieces(item, head, file, limits), on_error, limits), on_error)
    else:
        yield from _text(item, head + file.read(limits.file + 1), limits)


def _text(item: Input, data: bytes, limits: Limits) -> Found:
    where = place(item.path)
    if len(data) > limits.file:
        raise InputError(where, None, f"the text is larger than {_size(limits.file)}, the most that is read at once; split it")
    try:
        yield Text(id=item.id, text=decode(data)), where
    except UnicodeError as error:
        raise InputError(where, None, str(error)) from None


def _pieces(item: Input, head: bytes, file: BinaryIO, limits: Limits, packed: bool = False) -> Iterator[bytes]:
    """The lines of ``head`` and then of ``file``, an overlong one in several pieces, all but its last without line feed.

    UTF-16 has no line-feed byte, so such a file is read whole and goes on as UTF-8.
    """
    head = head or file.readline(limits.line + 1)
    if _wide(head):
        try:
            head = decode(head + file.read(limits.file + 1)).encode()
        except UnicodeError as error:
            raise InputError(place(item.path), None, str(error)) from None
    seen = 0
    for piece in itertools.chain(io.BytesIO(head), iter(lambda: file.readline(limits.line + 1), b"")):
        seen += len(piece)
        if packed and seen > limits.file:
            reason = f"more than {_size(limits.file)} unpacked, the most that is read of a .gz file; unpack it first"
            raise InputError(place(item.path), None, reason)
        yield piece


def _lines(item: Input, pieces: Iterator[bytes], on_error: OnError, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers from 1; blank ones are left out, overlong ones reported."""
    for number, line in enumerate(pieces, 1):
        if len(line) > limits.line:
            reason = f"the line is longer than {_size(limits.line)}, the most that is read; split the record"
            on_error(InputError(place(item.path), number, reason))
            while not line.endswith(b"\n") and (line := next(pieces, b"")):
                pass
        elif line.strip():
            yield number, line


def _records(item: Input, lines: Iterator[tuple[int, bytes]], on_error: OnError) -> Found:
    for number, line in lines:
        try:
            text = _record(jsonl.loads(decode(line, BY_LINE)), f"{item.id}:{number}")
        except ValueError as error:  # UnicodeError is one
            on_error(InputError(place(item.path), number, str(error)))
        else:
            yield text, f"{place(item.path)}, line {number}"


def _record(record: dict[str, Any], default_id: str) -> Text:
    """One input record. Raises ValueError naming the field, what was expected and what was met."""
    if not isinstance(text := record.get("text"), str):
        met = jsonl.kind(text) if "text" in record else "no such field"
        raise ValueError(f'field text: expected a string, met {met}; a line looks like {{"id": "a1", "text": "…"}}')
    id = record.get("id")
    if id is None:
        id = default_id
    elif isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    elif not isinstance(id, str) or not id:
        raise ValueError(f"field id: expected a string, met {'an empty one' if id == '' else jsonl.kind(id)}")
    meta = record.get("meta")
    if not isinstance(meta, dict | None):
        raise ValueError(f"field meta: expected an object, met {jsonl.kind(meta)}")
    extra = {key: value for key, value in record.items() if key not in RECORD_FIELDS}
    return Text(id=id, text=text, meta=meta or {}, extra=extra)


def _starts_with_object(head: bytes) -> bool:
    try:
        jsonl.loads(decode(head).lstrip().partition("\n")[0])
    except ValueError:
        return False
    return True


def _wide(head: bytes) -> bool:
    """Whether JSON lines are in UTF-16 or UTF-32, by the mark or by the NUL beside the first brace."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"{\x00", b"\x00{"))


def _size(count: int) -> str:
    """A number of bytes in words: 50 MB, 1 GiB."""
    for factor, unit in ((1 << 30, "GiB"), (1 << 20, "MiB"), (10**6, "MB"), (1 << 10, "KiB"), (10**3, "kB")):
        if count >= factor and count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count:,} bytes"
