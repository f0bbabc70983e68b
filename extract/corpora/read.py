"""The gold records of corpus folders with the place each came from, and what is wrong with those that cannot be read."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from extract import jsonl
from extract.errors import RecordError, UsageError
from extract.gold import GoldDocument
from extract.validation import check_record, to_gold

SPLITS = ("train", "dev", "test")


class Fault(Struct, frozen=True):
    """One thing that is wrong: ``file`` and 1-based ``line``, document ``id``, ``field``, and what was met, expected, to do."""

    file: str
    line: int
    id: str
    field: str
    reason: str

    def __str__(self) -> str:
        """One line for the user."""
        parts = (self.id, f"field {self.field}" if self.field else "")
        return ": ".join((", ".join((f"{self.file}, line {self.line}", *filter(None, parts))), self.reason))


class Entry(Struct, frozen=True):
    """One gold document and where it stands; ``set`` is the folder (or file), ``split`` the name of the file."""

    file: str
    line: int
    set: str
    split: str
    gold: GoldDocument

    def fault(self, field: str, reason: str) -> Fault:
        """A fault of this document."""
        return Fault(self.file, self.line, self.gold.id, field, reason)


def each_corpus(paths: Iterable[Path]) -> list[Path]:
    """The same paths, but for a folder that holds corpora the corpora right inside it, by name."""
    return [inner for path in paths for inner in _inside(path) or [path]]


def _inside(folder: Path) -> list[Path]:
    """The corpora right inside a folder that is none itself; a folder with any split is meant as a corpus."""
    if not folder.is_dir() or _has_split(folder):
        return []
    return sorted(inner for inner in folder.iterdir() if inner.is_dir() and _has_split(inner))


def _has_split(folder: Path) -> bool:
    return any((folder / f"{split}.jsonl").is_file() for split in SPLITS)


def split_files(folder: Path) -> list[Path]:
    """The files of a corpus folder. Raises UsageError where there is no such folder or it lacks a split."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; a corpus is a folder with train.jsonl, dev.jsonl and test.jsonl")
    files = [folder / f"{split}.jsonl" for split in SPLITS]
    if missing := [path.name for path in files if not path.is_file()]:
        raise UsageError(f"{folder}: is no corpus, it has no {' and no '.join(missing)}; scripts/split_corpus.py makes them")
    return files


def read_set(path: Path, faults: list[Fault]) -> list[Entry]:
    """The gold of a corpus folder or of one file. Raises UsageError where there is neither."""
    if path.is_file():
        return list(read_file(path, str(path), faults))
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    return [entry for file in split_files(path) for entry in read_file(file, str(path), faults)]


def read_file(path: Path, of: str, faults: list[Fault]) -> Iterator[Entry]:
    """The gold documents of one file (also ``.gz``); each line that is none becomes one of ``faults``."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                entry = _entry(line, Fault(str(path), number, "", "", ""), of, path.name.partition(".")[0])
                if isinstance(entry, Fault):
                    faults.append(entry)
                else:
                    yield entry


def _entry(line: bytes, place: Fault, of: str, split: str) -> Entry | Fault:
    id = ""
    try:
        record: dict[str, Any] = jsonl.loads(line.decode("utf-8-sig"))
        id = str(record.get("id", ""))
        if "claims" in record:
            raise RecordError("field claims: a record of a run; gold has its claims under mentions, labelled claim")
        check_record(record)
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} of the line is not UTF-8; convert the file"
    except (ValueError, RecordError) as error:
        reason = str(error)
    else:
        return Entry(place.file, place.line, of, split, to_gold(record))
    field, colon, rest = reason.removeprefix("field ").partition(": ")
    named = reason.startswith("field ") and colon
    return Fault(place.file, place.line, id, field if named else "", rest if named else reason)
