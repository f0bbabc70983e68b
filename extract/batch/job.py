"""What is to be done with every shard, and what its result depends on: options, model, versions."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, structs

from extract.claim.model import digest, find
from extract.errors import UsageError
from extract.readers import Limits
from extract.schema import VERSION

Format = Literal["jsonl", "parquet"]
LIBRARIES = ("jieba", "msgspec", "numpy", "opencc-python-reimplemented", "regex")
"""Packages whose version may show in a result."""
PAGES, TABLES = ("fastwarc", "resiliparse"), ("pyarrow",)
ESCAPED, ROOM = 6, 1 << 20
"""Bytes of a character at most in a line (\\uXXXX), and room for the other fields."""


class Job(Struct, frozen=True, kw_only=True):
    """The options of a run that show in its results. ``timeout``: seconds of computing for one document."""

    model: str = "default"
    published: str | None = None
    threshold: float | None = None
    mentions: bool = False
    format: Format = "jsonl"
    max_chars: int = 500_000
    timeout: float = 60.0
    versions: dict[str, str] = {}

    def limits(self) -> Limits:
        """What is read at most of a text and of a line: enough for ``max_chars`` characters in any encoding."""
        longest = 4 * self.max_chars + 4
        return Limits(longest, ESCAPED * self.max_chars + ROOM, 1 << 40, "split it, or raise --max-chars")


def describe(job: Job) -> dict[str, Any]:
    """The job as shard records and the manifest state it."""
    return structs.asdict(job)


def with_versions(job: Job) -> Job:
    """The job with the versions of all that its results depend on. Raises ModelError where there is no such model."""
    return structs.replace(job, versions=versions(job))


def versions(job: Job) -> dict[str, str]:
    """The package with a checksum of its rules, the model's checksum, and the libraries of this process."""
    found = {"zhclaims": VERSION, "rules": rules(), "model": digest(find(job.model) / "meta.json")}
    for name in (*LIBRARIES, *PAGES, *(TABLES if job.format == "parquet" else ())):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def rules() -> str:
    """A checksum of the package: its code and its lexicons."""
    package = Path(__file__).parents[1]
    whole = hashlib.sha256()
    for path in sorted(path for ending in ("*.py", "*.tsv", "*.toml") for path in package.rglob(ending)):
        whole.update(f"{path.relative_to(package).as_posix()}\n".encode() + path.read_bytes())
    return whole.hexdigest()


def check(job: Job) -> None:
    """Raise UsageError where this process (of another machine, perhaps) would not give the results of the one that began."""
    here = versions(job)
    for name, wanted in job.versions.items():
        if here.get(name) != wanted:
            raise UsageError(f"{name} is {here.get(name)} on a machine of the cluster, and {wanted} where the run began; install the same")


def differences(old: Any, job: Job) -> list[str]:
    """How the job that a shard was made with differs from this one, in words."""
    new = describe(job)
    if not isinstance(old, dict):
        return ["its record is damaged"]
    was, now = old.get("versions"), new["versions"]
    out = [f"{name} was {old.get(name)}, is {new[name]}" for name in new if name != "versions" and old.get(name) != new[name]]
    if not isinstance(was, dict):
        return [*out, "its record is damaged"]
    return out + [f"{name} was {was.get(name, 'none')[:12]}, is {now[name][:12]}" for name in now if was.get(name) != now[name]]
