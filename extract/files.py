"""Bytes of a path or URL, unpacked by its ending (.gz, .zst), and which files a URL stands for.

URLs go through fsspec, which is loaded with the first of them; what it and ``.zst`` need comes with the extra ``batch``.
"""

from __future__ import annotations

import gzip
import importlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from extract.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PACKED = (".gz", ".zst")
CHUNK = 1 << 20


def needed(module: str, purpose: str, extra: str = "batch") -> Any:
    """The module of that name, imported. Raises UsageError naming the extra that has it where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise UsageError(f"{purpose} needs {package}, which is not installed: pip install 'zhclaims[{extra}]'") from None


def is_url(path: str) -> bool:
    """Whether a path is a URL for fsspec (s3://…, hdfs://…, file://…)."""
    return "://" in path


@contextmanager
def opened(path: str, unpack: bool = True) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The bytes of a path or URL, unpacked, and the file below them, whose position says how much of it is read."""
    with _open(path) as raw:
        ending = path.lower().rpartition(".")[2] if unpack else ""
        if ending == "gz":
            with gzip.open(raw) as file:
                yield cast(BinaryIO, file), raw
        elif ending == "zst":
            unpacked = Stream(_unpack_zst(raw, needed("zstandard", f"{path}: reading .zst")))
            yield cast(BinaryIO, io.BufferedReader(unpacked, CHUNK)), raw
        else:
            yield raw, raw


def _open(path: str) -> BinaryIO:
    if not is_url(path):
        return Path(path).open("rb")
    fs, inner = _filesystem(path)
    return cast(BinaryIO, fs.open(inner, "rb"))


def _filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path there. Raises UsageError for a kind that is unknown or not installed."""
    fsspec = needed("fsspec", f"{url}: reading a URL")
    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from None


def expand_url(url: str) -> list[tuple[str, str]]:
    """The files that a URL stands for, by name: itself, those below it, or those that match it; each with its name below.

    Raises UsageError where there is none.
    """
    fs, inner = _filesystem(url)
    try:
        if any(sign in inner for sign in "*?["):
            found = [(name, name.rpartition("/")[2]) for name in fs.glob(inner) if not fs.isdir(name)]
        elif fs.isdir(inner):
            found = [(name, name.removeprefix(inner.rstrip("/") + "/")) for name in fs.find(inner)]
        elif fs.exists(inner):
            found = [(inner, inner.rpartition("/")[2])]
        else:
            found = []
    except OSError as error:
        raise UsageError(f"{url}: cannot be looked up: {error}") from None
    if not found:
        raise UsageError(f"{url}: no such file or folder")
    return sorted((fs.unstrip_protocol(name), below) for name, below in found)


def size_of(path: str) -> int | None:
    """The size of a file in bytes; None where it is not known."""
    try:
        if is_url(path):
            fs, inner = _filesystem(path)
            return cast("int | None", fs.size(inner))
        return Path(path).stat().st_size
    except OSError:
        return None


class Stream(io.RawIOBase):
    """Pieces of bytes as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """``pieces`` in order; an empty one is passed over."""
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """The next bytes, as many as the piece at hand has."""
        while not self._rest:
            try:
                self._rest = memoryview(next(self._pieces))
            except StopIteration:
                return 0
        view = memoryview(buffer).cast("B")
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _unpack_zst(raw: BinaryIO, zstandard: Any) -> Iterator[bytes]:
    """The bytes of all frames. Raises EOFError and OSError where one is torn or damaged, after all that can be read."""
    unpacker, fresh = None, zstandard.ZstdDecompressor(max_window_size=1 << 27)
    while data := raw.read(1 << 10):  # a kilobyte can unpack to 30 MB
        while data:
            unpacker = unpacker or fresh.decompressobj()
            try:
                yield unpacker.decompress(data)
            except zstandard.ZstdError as error:
                raise OSError(f"damaged .zst ({error})") from None
            data, unpacker = (unpacker.unused_data, None) if unpacker.eof else (b"", unpacker)
    if unpacker:
        raise EOFError("the .zst file ends in the middle of a frame")


def begun(file: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first ``size`` bytes of a file, to look at, and the whole file again; where it breaks, that shows when it is read."""
    head = b""
    with suppress(OSError, EOFError, zlib.error):
        while len(head) < size and (more := _some(file, size - len(head))):
            head += more
    return head, rejoined(head, file)


def rejoined(head: bytes, file: BinaryIO) -> BinaryIO:
    """``head`` and then what ``file`` has left as one file with lines."""
    return cast(BinaryIO, io.BufferedReader(Stream(chain([head], iter(lambda: _some(file, CHUNK), b""))), CHUNK))


def _some(file: BinaryIO, size: int) -> bytes:
    """What can be read at once: all that stands before a break in a damaged archive."""
    return file.read1(size) if isinstance(file, io.BufferedIOBase) else file.read(size)
