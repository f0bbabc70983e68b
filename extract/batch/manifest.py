"""What stands over the shards of a run: the manifest, the errors of all, and the lock that keeps two runs apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from extract.batch.job import Job, describe
from extract.batch.store import Done
from extract.errors import UsageError
from extract.outputs import writing

SCHEMA = "zhclaims-batch/1"
MANIFEST, ERRORS, LOCK = "manifest.json", "errors.jsonl", ".lock"


def totals(shards: Iterable[Done]) -> dict[str, Any]:
    """The sums over all shards."""
    sums: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for done in shards:
        sums.update({"shards": 1} | {name: getattr(done, name) for name in ("documents", "characters", "claims", "errors", "skipped")})
        kinds.update(done.kinds)
    names = ("shards", "documents", "characters", "claims", "errors", "skipped")
    return {name: sums[name] for name in names} | {"kinds": dict(sorted(kinds.items()))}


def write_manifest(out: Path, job: Job, shards: list[Done]) -> None:
    """State what the folder holds: job and versions, inputs with their documents, totals, all files with their checksums."""
    inputs: Counter[str] = Counter()
    for done in shards:
        inputs.update(done.inputs)
    files = {name: checksum for done in shards for name, checksum in done.files.items()}
    whole = {"schema": SCHEMA, "job": describe(job), "inputs": dict(inputs), **totals(shards), "files": files}
    with writing(str(out / MANIFEST)) as file:
        file.write(msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def join_errors(out: Path) -> None:
    """One list of the errors of all shards, in their order; none where there is no error."""
    lists = sorted((out / "errors").glob("[0-9]*.jsonl"), key=lambda path: int(path.stem))
    if not lists:
        (out / ERRORS).unlink(missing_ok=True)
        return
    with writing(str(out / ERRORS)) as file:
        for path in lists:
            file.write(path.read_bytes())


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder, where the system can. Raises UsageError where one is in it."""
    with (out / LOCK).open("w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except BlockingIOError:
            raise UsageError(f"{out}: another run is writing to this folder; wait for it, or name another folder") from None
        yield
