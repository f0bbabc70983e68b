"""The folder of a run: files of shards, the record that says a shard is done, and the manifest over all.

    OUT/documents/000000.jsonl   claims/000000.jsonl   errors/000000.jsonl   shards/000000.json   (a shard, its record last)
    OUT/errors.jsonl   manifest.json                                                              (at the end)

A shard is done if its record is there, was made from the same documents with the same job, and its files have the
checksums that the record states. Everything is written under another name, synced and renamed.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from extract.batch.job import Format, Job, describe, differences
from extract.batch.shards import Shard
from extract.outputs import writing

FOLDERS = ("documents", "claims", "errors", "shards")
CHUNK = 1 << 20


class Done(Struct, frozen=True):
    """The record of a finished shard: the checksum of its documents, what was counted, its files with their checksums."""

    number: int
    checksum: str
    documents: int
    characters: int
    claims: int
    errors: int
    skipped: int
    kinds: dict[str, int]
    files: dict[str, str] = {}
    inputs: dict[str, int] = {}
    job: dict[str, object] = {}


class Paths(NamedTuple):
    """The files of a shard."""

    documents: Path
    claims: Path
    errors: Path
    record: Path


def paths(out: Path, shard: Shard, format: Format) -> Paths:
    """Where the files of a shard go."""
    name = shard.name
    return Paths(
        out / "documents" / f"{name}.{format}", out / "claims" / f"{name}.{format}", out / "errors" / f"{name}.jsonl", out / "shards" / f"{name}.json"
    )


def make_folders(out: Path) -> None:
    """Make what is missing of the folder of a run."""
    for name in FOLDERS:
        (out / name).mkdir(parents=True, exist_ok=True)


def commit(out: str, shard: Shard, job: Job, done: Done) -> Done:
    """Write the record of a shard, whose files must be complete: from now on it is done."""
    folder = Path(out)
    files = paths(folder, shard, job.format)
    written = [path for path in files[:3] if path.exists()]
    inputs: dict[str, int] = {}
    for item in shard.items:
        inputs[item.file] = inputs.get(item.file, 0) + 1
    sums = {path.relative_to(folder).as_posix(): digest(path) for path in written}
    done = structs.replace(done, files=sums, inputs=inputs, job=describe(job))
    with writing(str(files.record)) as file:
        file.write(msgspec.json.encode(done) + b"\n")
    return done


def digest(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            whole.update(piece)
    return whole.hexdigest()


def look_up(out: Path, shard: Shard, job: Job) -> tuple[Done | None, list[str]]:
    """The record of a shard that is done already; else why it is to be done again: nothing for one that never was."""
    record = paths(out, shard, job.format).record
    try:
        done = msgspec.json.decode(record.read_bytes(), type=Done)
    except FileNotFoundError:
        return None, []
    except (msgspec.MsgspecError, UnicodeError):
        return None, ["its record is damaged"]
    reasons = differences(done.job, job)
    if done.checksum != shard.checksum:
        reasons.append("its documents changed")
    for name, wanted in done.files.items():
        path = out / name
        if not path.is_file():
            reasons.append(f"a file is gone ({name.partition('/')[0]})")
        elif digest(path) != wanted:
            reasons.append(f"a file was damaged or altered ({name.partition('/')[0]})")
    return (None, reasons) if reasons else (done, [])


def inputs_of(out: Path) -> set[str]:
    """The inputs of all shards that are there."""
    found: set[str] = set()
    for record in (out / "shards").glob("*.json"):
        with suppress(msgspec.MsgspecError, UnicodeError):
            found.update(msgspec.json.decode(record.read_bytes(), type=Done).inputs)
    return found


def forget(out: Path, name: str) -> None:
    """Remove all files of a shard, its record first: from then on it is not done."""
    (out / "shards" / f"{name}.json").unlink(missing_ok=True)
    for folder in FOLDERS[:3]:
        for path in (out / folder).glob(f"{name}.*"):
            path.unlink(missing_ok=True)


def names(out: Path) -> list[str]:
    """The names of all shards that have a file there."""
    return sorted({path.name.partition(".")[0] for folder in FOLDERS for path in (out / folder).iterdir() if path.name[0] != "."})


def clear_up(out: Path) -> None:
    """Remove what a killed process left half-written."""
    for folder in (out, *(out / name for name in FOLDERS)):
        for path in folder.glob(".*.part"):
            path.unlink(missing_ok=True)
