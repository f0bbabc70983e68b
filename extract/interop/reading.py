"""What the files of tools hold, within limits of size: lines, lists, folders and archives, always in memory."""

from __future__ import annotations

import gzip
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from extract import jsonl
from extract.errors import InputError, UsageError
from extract.readers import Limits

LIMITS = Limits()
MAX_FILES = 300_000
"""Files in an archive: three for each document of a large collection."""

OnError = Callable[[InputError], None]


def numbered_lines(path: str, on_error: OnError) -> Iterator[tuple[str, int, str]]:
    """The lines of a file of JSON lines (also .gz, ``-`` for standard input) with its name and their numbers; none is blank.

    A line that is too long or no UTF-8 goes to ``on_error``. Raises UsageError for a file that cannot be read.
    """
    try:
        with _open(path) as file:
            number, seen = 0, 0
            while line := file.readline(LIMITS.line + 1):
                number, seen = number + 1, seen + len(line)
                if path.endswith(".gz") and seen > LIMITS.file:
                    raise UsageError(f"{path}: more than 1 GiB unpacked, the most that is read of a .gz file; unpack it first")
                if len(line) > LIMITS.line:
                    on_error(InputError(path, number, "the line is longer than 50 MB, the most that is read; split the record"))
                    while line and not line.endswith(b"\n"):
                        line = file.readline(LIMITS.line + 1)
                elif line.strip():
                    try:
                        yield path, number, line.decode("utf-8-sig" if number == 1 else "utf-8")
                    except UnicodeDecodeError as error:
                        on_error(InputError(path, number, f"byte {error.start} of the line is not UTF-8; convert the file"))
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _open(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    return cast(BinaryIO, gzip.open(path)) if path.endswith(".gz") else Path(path).open("rb")


def json_list(path: str) -> list[Any]:
    """The list that a JSON file holds. Raises UsageError where it holds none or is larger than 1 GiB."""
    try:
        with _open(path) as file:
            data = file.read(LIMITS.file + 1)
        if len(data) > LIMITS.file:
            raise UsageError(f"{path}: is larger than 1 GiB, the most that is read at once; export fewer tasks to a file")
        found = jsonl.loads('{"list":' + data.decode("utf-8-sig") + "}")["list"]
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8; convert the file") from None
    except (ValueError, KeyError) as error:
        raise UsageError(f"{path}: expected a JSON list of tasks: {error}") from None
    if not isinstance(found, list):
        raise UsageError(f"{path}: expected a JSON list of tasks, met {jsonl.kind(found)}; export the project as JSON")
    return found


class Files:
    """The files of a folder or a .zip by name, read one at a time; nothing is unpacked to the disk."""

    def __init__(self, path: str) -> None:
        """Look what is there. Raises UsageError for neither a folder nor a .zip, or an archive beyond the limits."""
        self._path = Path(path)
        self._archive: zipfile.ZipFile | None = None
        if self._path.is_dir():
            self.names = sorted(file.relative_to(self._path).as_posix() for file in self._path.rglob("*") if file.is_file())
            return
        try:
            self._archive = zipfile.ZipFile(self._path)
        except FileNotFoundError:
            raise UsageError(f"{path}: no such file or folder") from None
        except (OSError, zipfile.BadZipFile) as error:
            raise UsageError(f"{path}: expected a folder or a .zip of brat's files: {getattr(error, 'strerror', None) or error}") from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > LIMITS.file:
            raise UsageError(f"{path}: more than {MAX_FILES:,} files or 1 GiB unpacked, the most that is read of an archive; unpack it first")
        self.names = sorted(entry.filename for entry in entries)

    def read(self, name: str) -> str:
        """The text of a file as it stands. Raises InputError where it cannot be read, is no UTF-8 or too large."""
        where = f"{self._path}/{name}"
        try:
            if self._archive:
                data = self._archive.read(name)
            else:
                with (self._path / name).open("rb") as file:
                    data = file.read(LIMITS.file + 1)
            if len(data) > LIMITS.file:
                raise InputError(where, None, "is larger than 1 GiB, the most that is read at once")
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(where, None, f"byte {error.start} is not UTF-8; convert the file") from None
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
            raise InputError(where, None, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
