"""Every action as an event in SQLite beside the file: appended and synced before anybody says saved, never altered.

``current`` and ``states`` are what follows from the events, kept for speed. A document has a version for each layer; whoever
writes names the version that was read, and gets a ``Conflict`` where another has written since.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from extract import jsonl
from extract.errors import RecordError, UsageError
from extract.review.file import check_path, digest, read_index, read_record
from extract.review.marks import Mark, Proposal, dump, load, pack, proposals, unpack
from extract.terminal import say

COMMON = ""
"""The layer that all annotators share, and that becomes gold."""
FORM = "1"
ENDING = ".review.sqlite"
BUSY_SECONDS = 15
PASSED_OVER = ("begin",)
"""Actions that are nobody's to undo."""


class Change(Struct, frozen=True):
    """What an action did to one mark; ``score`` is what the system had thought of it."""

    mark: str
    before: Mark | None
    after: Mark | None
    score: dict[str, Any] | None = None


class Event(Struct, frozen=True):
    """Who did what when: ``base`` is the version that was seen, ``version`` the one that it made; ``target`` what was undone."""

    id: int
    document: int
    layer: str
    base: int
    version: int
    annotator: str
    at: str
    action: str
    target: int | None
    changes: tuple[Change, ...]


class Opened(Struct, frozen=True):
    """A document as it stands in one layer."""

    position: int
    layer: str
    version: int
    done: bool
    record: dict[str, Any]
    proposals: dict[str, Proposal]
    marks: dict[str, Mark]

    @property
    def text(self) -> str:
        """The text, exactly as in the file."""
        return str(self.record["text"])


class Conflict(Exception):
    """Another has written since ``base``: the events since then, and the document as it stands now."""

    def __init__(self, opened: Opened, since: list[Event]) -> None:
        """Keep what the second writer must be shown."""
        super().__init__(f"version {opened.version} of the document is newer than the one that was changed")
        self.opened, self.since = opened, since


class Store:
    """The file and its database, for one annotator. To be closed."""

    def __init__(self, path: Path, annotator: str) -> None:
        """Open, and index the file if it has not been. Raises UsageError and RecordError as ``file`` does.

        ``decided`` are the marks (document, layer, name) that this session has accepted or rejected, and not taken back.
        """
        check_path(path)
        self.path, self.annotator = path, annotator
        self.started = now()
        self.decided: set[tuple[int, str, str]] = set()
        self._last: tuple[int, dict[str, Any], dict[str, Proposal]] | None = None
        self.db = _connect(path.with_name(path.name + ENDING))
        self._index()

    def close(self) -> None:
        """Let the database go."""
        self.db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, alone; on disk when the block ends."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _index(self) -> None:
        stat = self.path.stat()
        place = f"{stat.st_size} {stat.st_mtime_ns}"
        known: dict[str, str] = dict(self.db.execute("SELECT name, value FROM meta"))
        if known.get("form", FORM) != FORM:
            raise UsageError(f"{self.path}{ENDING}: made by another version of zhclaims; finish the review with that one")
        if known.get("place") == place:
            return
        if not known:
            say(f"{self.path}: read for the first time; long files take a few seconds")
        sha256 = digest(self.path)
        if known.get("sha256") not in (sha256, None) and self.db.execute("SELECT 1 FROM events LIMIT 1").fetchone():
            reason = "has changed since its review began, so the work no longer fits it"
            raise UsageError(f"{self.path}: {reason}; bring the file back, or move {self.path.name}{ENDING} away to begin anew")
        with self.writing():
            if known.get("sha256") != sha256:
                self._fill()
            meta = {"form": FORM, "sha256": sha256, "place": place}
            self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def _fill(self) -> None:
        for table in ("documents", "proposals", "assignments"):
            self.db.execute(f"DELETE FROM {table}")
        for position, entry in enumerate(read_index(self.path)):
            row = (position, entry.id, entry.title, entry.offset, entry.length, entry.characters)
            self.db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", row)
            found = [(position, p.mark, p.mention.start, p.mention.label, p.confidence, p.rule) for p in entry.proposals]
            self.db.executemany("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?)", found)

    # Reading

    def layer(self, position: int) -> str:
        """In whose layer this annotator works on a document: the common one, or an own one where the reading is blind."""
        query = "SELECT 1 FROM assignments WHERE document = ? AND annotator = ? AND blind"
        return self.annotator if self.db.execute(query, (position, self.annotator)).fetchone() else COMMON

    def open(self, position: int, layer: str) -> Opened:
        """A document with its marks in ``layer``. Raises UsageError where there is no such document."""
        place = self.db.execute("SELECT offset, length FROM documents WHERE position = ?", (position,)).fetchone()
        if place is None:
            raise UsageError(f"no document {position} in {self.path.name}")
        record, found = self._read(*place)
        marks = {name: Mark(mention=p.mention) for name, p in found.items()}
        query = "SELECT mark, json FROM current WHERE document = ? AND layer = ?"
        marks |= {name: unpack(line) for name, line in self.db.execute(query, (position, layer))}
        version, done = self.state(position, layer)
        return Opened(position, layer, version, done, record, found, dict(sorted(marks.items(), key=_by_place)))

    def _read(self, offset: int, length: int) -> tuple[dict[str, Any], dict[str, Proposal]]:
        """The record that stands there and its proposals; the last one is remembered, since the file does not change."""
        if self._last is None or self._last[0] != offset:
            record = read_record(self.path, offset, length)
            self._last = (offset, record, {p.mark: p for p in proposals(record)})
        return self._last[1:]

    def state(self, position: int, layer: str) -> tuple[int, bool]:
        """The version of a document in a layer, from 0, and whether it is done."""
        query = "SELECT version, done FROM states WHERE document = ? AND layer = ?"
        version, done = self.db.execute(query, (position, layer)).fetchone() or (0, 0)
        return version, bool(done)

    def events(self, position: int, layer: str, after: int = 0, limit: int = -1) -> list[Event]:
        """The events of a document in a layer, from the version after ``after`` on, at most ``limit`` if that is not negative."""
        columns = ", ".join(Event.__struct_fields__)
        query = f"SELECT {columns} FROM events WHERE document = ? AND layer = ? AND version > ? ORDER BY version LIMIT ?"
        return [_event(row) for row in self.db.execute(query, (position, layer, after, limit))]

    def undoable(self, position: int, layer: str) -> tuple[Event | None, Event | None]:
        """This annotator's action that undo takes back, and the one that redo brings back."""
        done: list[int] = []
        taken: list[int] = []
        query = "SELECT version, action FROM events WHERE document = ? AND layer = ? AND annotator = ? ORDER BY version"
        for version, action in self.db.execute(query, (position, layer, self.annotator)):
            if action == "undo":
                taken.append(done.pop())
            elif action == "redo":
                done.append(taken.pop())
            elif action not in PASSED_OVER:
                done.append(version)
                taken.clear()
        return self._event(position, layer, done), self._event(position, layer, taken)

    def _event(self, position: int, layer: str, versions: list[int]) -> Event | None:
        """The event that made the last of the versions."""
        return self.events(position, layer, versions[-1] - 1, 1)[0] if versions else None

    # Writing

    def act(self, position: int, layer: str, base: int, action: str, after: Mapping[str, Mark | None]) -> Event:
        """Append an action: the marks by name as they are to be, a name of ``new`` for an added one.

        Raises Conflict where the document has another version than ``base``.
        """
        with self.writing():
            opened = self._unchanged(position, layer, base)
            named = {f"a{opened.version + 1}" if name == "new" else name: mark for name, mark in after.items()}
            return self._append(opened, action, None, named)

    def undo(self, position: int, layer: str, base: int) -> Event:
        """Take back this annotator's last action. Raises UsageError where there is none, Conflict where it is built upon."""
        return self._turn(position, layer, base, "undo")

    def redo(self, position: int, layer: str, base: int) -> Event:
        """Bring back what was undone last. Raises as ``undo``."""
        return self._turn(position, layer, base, "redo")

    def _turn(self, position: int, layer: str, base: int, action: str) -> Event:
        with self.writing():
            opened = self._unchanged(position, layer, base)
            back, forth = self.undoable(position, layer)
            target = back if action == "undo" else forth
            if target is None:
                raise UsageError(f"nothing to {action} in this document")
            changes = [(c.mark, c.after, c.before) if action == "undo" else (c.mark, c.before, c.after) for c in target.changes]
            if any(opened.marks.get(mark) != met for mark, met, _ in changes):
                raise Conflict(opened, self.events(position, layer, target.version))
            return self._append(opened, action, target, {mark: wanted for mark, _, wanted in changes})

    def _unchanged(self, position: int, layer: str, base: int) -> Opened:
        opened = self.open(position, layer)
        if opened.version != base:
            raise Conflict(opened, self.events(position, layer, base))
        if layer != COMMON and self.state(position, COMMON)[0]:
            raise UsageError("the adjudication of this document has begun, so the blind readings stay as they are")
        return opened

    def _append(self, opened: Opened, action: str, target: Event | None, after: Mapping[str, Mark | None]) -> Event:
        """Write one event and what follows from it, within a transaction."""
        changes = []
        for name, mark in after.items():
            proposal = opened.proposals.get(name)
            if mark is None and (proposal is not None or name not in opened.marks):
                raise RecordError(f"mark {name}: only a mark that an annotator added can be taken away; reject it instead")
            changes.append(Change(name, opened.marks.get(name), mark, proposal.score() if proposal else None))
        version, at = opened.version + 1, now()
        packed = jsonl.dumps({"changes": [_pack(change) for change in changes]}).decode().rstrip("\n")
        row = (opened.position, opened.layer, opened.version, version, self.annotator, at, action, target.id if target else None, packed)
        columns = "document, layer, base, version, annotator, at, action, target, changes"
        id = self.db.execute(f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        for change in changes:
            self._put(opened, change)
            if action not in PASSED_OVER:
                settled = change.after is not None and change.after.status != "open"
                (self.decided.add if settled else self.decided.discard)((opened.position, opened.layer, change.mark))
        done = action == "done" or (action == "redo" and target is not None and target.action == "done")
        self.db.execute("INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?)", (opened.position, opened.layer, version, done))
        return Event(
            id=id or 0, document=opened.position, layer=opened.layer, base=opened.version, version=version, annotator=self.annotator,
            at=at, action=action, target=target.id if target else None, changes=tuple(changes),
        )  # fmt: skip

    def _put(self, opened: Opened, change: Change) -> None:
        key = (opened.position, opened.layer, change.mark)
        if (mark := change.after) is None:
            self.db.execute("DELETE FROM current WHERE document = ? AND layer = ? AND mark = ?", key)
            return
        row = (*key, mark.mention.start, mark.mention.label, mark.status, mark.flag, pack(mark))
        self.db.execute("INSERT OR REPLACE INTO current VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def now() -> str:
    """The time, as events state it: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.executescript(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"))
    except sqlite3.Error as error:
        raise UsageError(f"{path}: cannot be used as the database of the review: {error}") from None
    return db


def _by_place(item: tuple[str, Mark]) -> tuple[int, int, str]:
    return item[1].mention.start, item[1].mention.end, item[0]


def _pack(change: Change) -> dict[str, Any]:
    return {"mark": change.mark, "before": dump(change.before), "after": dump(change.after), "score": change.score}


def _event(row: tuple[Any, ...]) -> Event:
    fields = dict(zip(Event.__struct_fields__, row, strict=True))
    return Event(**fields | {"changes": tuple(_unpack(change) for change in jsonl.loads(row[-1])["changes"])})


def _unpack(change: dict[str, Any]) -> Change:
    before, after = (load(change[name]) if change[name] else None for name in ("before", "after"))
    return Change(change["mark"], before, after, change["score"] and {name: _plain(value) for name, value in change["score"].items()})


def _plain(value: Any) -> Any:
    """A rule as it is, a confidence as the float that it was."""
    return value if value is None or isinstance(value, str) else float(value)
