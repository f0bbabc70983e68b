"""What the page is told: documents, marks, events, conflicts as plain JSON. Amounts are strings; offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extract.review import queue
from extract.review.marks import Mark, Proposal, faults, to_page, verdict
from extract.review.store import Event, Opened, Store


def document(store: Store, opened: Opened) -> dict[str, Any]:
    """A whole document with its text, its marks and where the neighbours are."""
    row = store.db.execute("SELECT id, title, characters FROM documents WHERE position = ?", (opened.position,)).fetchone()
    return {
        "position": opened.position,
        "id": row[0],
        "title": row[1],
        "meta": {name: said for name, said in (opened.record.get("meta") or {}).items() if isinstance(said, str)},
        "text": opened.text,
        "layer": opened.layer,
        "previous": queue.neighbour(store, opened.position, -1),
        "next": queue.neighbour(store, opened.position, 1),
        "marks": marks(opened, opened.marks),
        **state(store, opened),
    }


def state(store: Store, opened: Opened) -> dict[str, Any]:
    """What changes with every action: version, done, what undo and redo would do, progress."""
    back, forth = store.undoable(opened.position, opened.layer)
    return {
        "version": opened.version,
        "done": opened.done,
        "undo": back and back.action,
        "redo": forth and forth.action,
        "progress": queue.progress(store),
    }


def marks(opened: Opened, names: Iterable[str]) -> list[dict[str, Any]]:
    """Marks of a document for the page, in the order given; ``proposed`` is true where it is what the mark still says."""
    return [_mark(name, opened.marks[name], opened.proposals.get(name), opened.text) for name in names]


def _mark(name: str, mark: Mark, proposal: Proposal | None, text: str) -> dict[str, Any]:
    found = faults(mark.mention, text) if mark.status != "rejected" else ()
    proposed = to_page(Mark(mention=proposal.mention))["mention"] if proposal and proposal.mention != mark.mention else proposal is not None
    return {
        "id": name,
        **to_page(mark),
        "verdict": verdict(mark, proposal),
        "proposed": proposed,
        "score": proposal.score() if proposal else None,
        "faults": found,
    }


def saved(store: Store, event: Event) -> dict[str, Any]:
    """The answer to an action: what it made of the marks; sent when the action is on disk."""
    opened = store.open(event.document, event.layer)
    names = [change.mark for change in event.changes]
    return {
        "event": {"id": event.id, "at": event.at, "action": event.action},
        "marks": marks(opened, [name for name in names if name in opened.marks]),
        "gone": [name for name in names if name not in opened.marks],
        **state(store, opened),
    }


def conflict(store: Store, opened: Opened, since: list[Event]) -> dict[str, Any]:
    """The answer to the second writer: what others did since, and the document as it stands."""
    return {
        "error": "somebody has changed this document since you read it",
        "since": [
            {
                "annotator": event.annotator,
                "at": event.at,
                "action": event.action,
                "changes": [{"mark": c.mark, "before": to_page(c.before), "after": to_page(c.after)} for c in event.changes],
            }
            for event in since
        ],
        "marks": marks(opened, opened.marks),
        **state(store, opened),
    }
