"""The documents that one file or standard input holds: text files and JSON lines, packed or not, limits on size.

Reading has two halves: ``read_raw`` cuts a file into the bytes of its documents, ``parse`` makes a ``Text`` of each. A run
on several processes does the first in one and the second in the others.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct

from extract import jsonl
from extract.encodings import BY_LINE, SAMPLE, decode, encoding_of_lines
from extract.errors import InputError
from extract.files import PACKED, begun, opened, rejoined
from extract.schema import RECORD_FIELDS, Text

TEXT, LINES = ".txt", ".jsonl"
ENDINGS = (TEXT, LINES, *(kind + packed for packed in PACKED for kind in (TEXT, LINES)))
STDIN = "-"
SYSTEM = (OSError, EOFError, zlib.error)
"""What reading a file raises where it is gone, closed or damaged."""
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

_OBJECT = re.compile(r'\ufeff?\s*\{\s*["}]')

OnError = Callable[[InputError], None]


class Limits(NamedTuple):
    """Bytes that are read at most: of a text, of one line, and of an unpacked archive of lines (there are some that never end)."""

    file: int = 1 << 30
    line: int = 50_000_000
    unpacked: int = 1 << 30
    advice: str = "split it"


class Input(NamedTuple):
    """A file to read: its path as given or found, and the id of its document (.txt) or the stem of ids (.jsonl)."""

    path: str
    id: str


class Raw(Struct, frozen=True):
    """One document as it stands in a file, unread: ``id`` is what it is called if its bytes do not say.

    ``line`` is None for a whole file; ``encoding`` is what a line is read in if it is no UTF-8 (None: guess); ``page`` holds
    what an archive of the web says of a page: its URL, date, language and encoding.
    """

    file: str
    line: int | None
    id: str
    data: bytes
    encoding: str | None = None
    page: dict[str, str] | None = None

    def place(self) -> str:
        """Where it stands, in words."""
        return f"{self.file}, line {self.line}" if self.line else self.file


def read_raw(item: Input, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """The documents of one file or of standard input, unread.

    A line that is too long goes to ``on_error``. Raises InputError where the file cannot be read on.
    """
    try:
        if item.path == STDIN:
            yield from _stdin(item, sys.stdin.buffer, on_error, limits)
            return
        with opened(item.path) as (file, _):
            if is_text(item.path):
                yield _text(item, file.read(limits.file + 1), limits)
            else:
                yield from read_lines(item, file, on_error, limits)
    except SYSTEM as error:
        raise unreadable(item.path, error) from None


def unreadable(path: str, error: Exception) -> InputError:
    """What a failure of the system while a file is read says to the user."""
    return InputError(place(path), None, f"cannot be read: {getattr(error, 'strerror', None) or str(error) or type(error).__name__}")


def parse(raw: Raw) -> Text:
    """The document that the bytes hold. Raises InputError naming what was expected and what was met."""
    try:
        if raw.line is None:
            return Text(id=raw.id, text=decode(raw.data))
        return _record(jsonl.loads(_line(raw)), raw.id)
    except ValueError as error:  # UnicodeError is one
        raise InputError(raw.file, raw.line, str(error)) from None


def _line(raw: Raw) -> str:
    """The text of a line: UTF-8, or in the encoding of its file, or in whatever it looks like."""
    for encoding in ("utf-8", raw.encoding) if raw.encoding else ():
        with suppress(UnicodeDecodeError):
            return raw.data.decode(encoding)
    return decode(raw.data, BY_LINE)


def is_text(path: str) -> bool:
    """Whether a file is one document, by its ending."""
    return path.lower().endswith((TEXT, *(TEXT + packed for packed in PACKED)))


def place(path: str) -> str:
    """A path as messages and the error file show it: always valid Unicode."""
    return os.fsencode(path).decode("utf-8", "replace")


def _stdin(item: Input, file: BinaryIO, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """JSON lines if the first line that is not blank parses as an object, else one text."""
    head = b""
    while not head.strip() and (line := file.readline(limits.line + 1)):
        head += line
    whole = rejoined(head, file)
    if _wide(head) or _starts_with_object(head):
        yield from read_lines(item, whole, on_error, limits)
    else:
        yield _text(item, whole.read(limits.file + 1), limits)


def _text(item: Input, data: bytes, limits: Limits) -> Raw:
    if len(data) > limits.file:
        reason = f"the text is larger than {_size(limits.file)}, the most that is read at once; {limits.advice}"
        raise InputError(place(item.path), None, reason)
    return Raw(place(item.path), None, item.id, data)


def read_lines(item: Input, file: BinaryIO, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """The lines of a file that are not blank, overlong ones reported. Raises InputError where it cannot be read on."""
    head, whole = begun(file, SAMPLE)
    encoding = encoding_of_lines(head)
    wide = encoding in WIDE
    lines = _recoded(item, whole, str(encoding), limits) if wide else iter(lambda: whole.readline(limits.line + 1), b"")
    pieces = _counted(item, lines, limits)
    for number, line in enumerate(pieces, 1):
        if len(line) > limits.line:
            reason = f"the line is longer than {_size(limits.line)}, the most that is read; {limits.advice}"
            on_error(InputError(place(item.path), number, reason))
            while not line.endswith(b"\n") and (line := next(pieces, b"")):
                pass
        elif line.strip():
            yield Raw(place(item.path), number, f"{item.id}:{number}", line, None if wide else encoding)


def _counted(item: Input, lines: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """The lines as they come, until an archive has given more than it may."""
    packed = item.path.lower().endswith(PACKED)
    seen = 0
    for line in lines:
        seen += len(line)
        if packed and seen > limits.unpacked:
            reason = f"more than {_size(limits.unpacked)} unpacked, the most that is read of an archive; unpack it first"
            raise InputError(place(item.path), None, reason)
        yield line


def _recoded(item: Input, file: BinaryIO, encoding: str, limits: Limits) -> Iterator[bytes]:
    """The lines of a file in UTF-16 or UTF-32, where a line feed is no single byte, as UTF-8; an overlong one in pieces."""
    lines = io.TextIOWrapper(file, encoding=encoding, newline="\n")
    number = 0
    try:
        while line := lines.readline(limits.line + 1):
            yield (line if number else line.removeprefix("\ufeff")).encode()
            number += line.endswith("\n")
    except UnicodeError as error:
        raise InputError(place(item.path), number + 1, f"from here on it breaks as {encoding.upper()} ({error}); repair it") from None


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
    """Whether JSON lines in UTF-16 or UTF-32 begin here; their first line feed is not found by its byte."""
    encoding = encoding_of_lines(head)
    return encoding in WIDE and bool(_OBJECT.match(head.decode(str(encoding), "ignore")))


def _size(count: int) -> str:
    """A number of bytes in words: 50 MB, 1 GiB."""
    for factor, unit in ((1 << 30, "GiB"), (1 << 20, "MiB"), (10**6, "MB"), (1 << 10, "KiB"), (10**3, "kB")):
        if count >= factor and count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count:,} bytes"
