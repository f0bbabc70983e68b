"""Whole files or none: output under a temporary name, synced and renamed when complete; errors in a file beside it."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from extract import jsonl
from extract.errors import InputError, UsageError

STDOUT = "-"


@contextmanager
def writing(target: str) -> Iterator[BinaryIO]:
    """A binary file that becomes ``target`` when the block ends without an exception, and vanishes otherwise.

    ``-`` is standard output; a device or pipe is written directly; a name ending in .gz is compressed. Raises UsageError
    where the folder does not exist or cannot be written.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target).resolve()
    _check(path, target)
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as raw:
            if path.name.endswith(".gz"):
                with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield raw
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _check(path: Path, target: str) -> None:
    if path.is_dir():
        raise UsageError(f"{target}: is a folder; name a file, such as {target.rstrip('/')}/claims.jsonl")
    if not path.parent.is_dir():
        raise UsageError(f"{target}: the folder {path.parent} does not exist; make it first")
    if not os.access(path.parent, os.W_OK) and not path.exists():
        raise UsageError(f"{target}: the folder {path.parent} cannot be written to")


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def errors_path(target: str) -> Path | None:
    """Where the errors of a run into ``target`` are listed: OUT.errors.jsonl for OUT.jsonl; None for standard output."""
    if target == STDOUT:
        return None
    path = Path(target)
    if path.exists() and not path.is_file():
        return None
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".jsonl") + ".errors.jsonl")


def write_errors(path: Path, errors: list[InputError]) -> None:
    """List ``errors`` in ``path``, a line each: file, line, reason. Without any, the file of an earlier run is removed."""
    if not errors:
        path.unlink(missing_ok=True)
        return
    with writing(str(path)) as file:
        for error in errors:
            file.write(jsonl.dumps({"file": error.file, "line": error.line, "reason": error.reason}))
