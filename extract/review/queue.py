"""Which mark comes next: the documents of an annotator, filters over the whole file, progress. All of it asked of the database."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from msgspec import Struct

from extract.review.store import Store

LIMIT = 200
"""Documents of one answer."""

_QUEUE = """
CREATE TEMP TABLE IF NOT EXISTS queue (document INTEGER PRIMARY KEY, layer TEXT NOT NULL, marks INTEGER NOT NULL DEFAULT 0)
"""
_ALL = """
INSERT INTO queue (document, layer) SELECT position, '' FROM documents WHERE position NOT IN (SELECT document FROM assignments WHERE blind)
"""
_ASSIGNED = """
INSERT INTO queue (document, layer) SELECT document, CASE WHEN blind THEN annotator ELSE '' END FROM assignments WHERE annotator = ?
"""
_TWICE = """
INSERT INTO queue (document, layer) SELECT a.document, '' FROM assignments a JOIN states s ON s.document = a.document AND s.layer = a.annotator AND s.done
WHERE a.blind GROUP BY a.document HAVING count(*) > 1
"""
_MARKS = """
SELECT q.document, q.layer, p.mark, coalesce(c.start, p.start) AS start, coalesce(c.label, p.label) AS label, p.confidence, p.rule,
  coalesce(c.status, 'open') AS status, coalesce(c.flag, 0) AS flag
FROM queue q JOIN proposals p ON p.document = q.document
LEFT JOIN current c ON c.document = q.document AND c.layer = q.layer AND c.mark = p.mark
UNION ALL
SELECT q.document, q.layer, c.mark, c.start, c.label, NULL, NULL, c.status, c.flag
FROM queue q JOIN current c ON c.document = q.document AND c.layer = q.layer
WHERE NOT EXISTS (SELECT 1 FROM proposals p WHERE p.document = c.document AND p.mark = c.mark)
"""


class Filter(Struct, frozen=True, kw_only=True):
    """Which marks are wanted; an empty field is no condition. ``above`` and ``below`` are confidences."""

    label: str = ""
    rule: str = ""
    status: str = ""
    flag: bool = False
    above: float | None = None
    below: float | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition as SQL with its values."""
        parts: list[tuple[str, list[Any]]] = [
            (f"{name} = ?", [value]) for name in ("label", "status") if (value := getattr(self, name))
        ]
        if self.rule:
            parts.append(("(rule = ? OR substr(rule, 1, ?) = ?)", [self.rule, len(self.rule) + 1, self.rule + "."]))
        if self.flag:
            parts.append(("flag", []))
        if self.above is not None:
            parts.append(("confidence >= ?", [self.above]))
        if self.below is not None:
            parts.append(("confidence < ?", [self.below]))
        return " AND ".join(["1", *(sql for sql, _ in parts)]), [value for _, values in parts for value in values]


def prepare(store: Store, adjudicating: bool = False) -> None:
    """Work out which documents this annotator sees, and in which layer: those assigned, or all that nobody reads blind."""
    with store.writing():
        store.db.execute(_QUEUE)
        store.db.execute("DELETE FROM queue")
        if adjudicating:
            store.db.execute(_TWICE)
        elif store.db.execute("SELECT 1 FROM assignments WHERE annotator = ? LIMIT 1", (store.annotator,)).fetchone():
            store.db.execute(_ASSIGNED, (store.annotator,))
        else:
            store.db.execute(_ALL)
        store.db.execute("UPDATE queue SET marks = (SELECT count(*) FROM proposals WHERE proposals.document = queue.document)")


def layer(store: Store, position: int) -> str | None:
    """In which layer a document of the queue is worked on; None for one that is not in it."""
    found = store.db.execute("SELECT layer FROM queue WHERE document = ?", (position,)).fetchone()
    return None if found is None else found[0]


def documents(store: Store, after: int = -1, words: str = "") -> list[dict[str, Any]]:
    """A stretch of the queue after a position: those whose id or title holds ``words``, with their counts."""
    chosen = """
    SELECT q.document, q.layer, d.id, d.title, d.characters, coalesce(s.done, 0) AS done FROM queue q
    JOIN documents d ON d.position = q.document LEFT JOIN states s ON s.document = q.document AND s.layer = q.layer
    WHERE q.document > ? AND (instr(lower(d.id), lower(?)) OR instr(lower(d.title), lower(?))) ORDER BY q.document LIMIT ?
    """
    columns = ("position", "layer", "id", "title", "characters", "done")
    rows = store.db.execute(chosen, (after, words, words, LIMIT))
    return [dict(zip(columns, row, strict=True)) | _counts(store, row[0]) for row in rows.fetchall()]


def _counts(store: Store, document: int) -> dict[str, int]:
    query = f"SELECT count(*), coalesce(sum(status = 'open'), 0) FROM ({_MARKS}) WHERE document = ?"
    marks, still = store.db.execute(query, (document,)).fetchone()
    return {"marks": marks, "open": still}


def first(store: Store) -> int | None:
    """The document to begin with: the first that is not done, or the first."""
    query = "SELECT min(q.document) FROM queue q LEFT JOIN states s USING (document, layer) WHERE coalesce(s.done, 0) = 0"
    found: int | None = store.db.execute(query).fetchone()[0]
    return neighbour(store, -1, 1) if found is None else found


def titled(store: Store, found: Iterable[tuple[int, int]], limit: int) -> list[dict[str, Any]]:
    """Places (document, offset) with id and title, those in the queue only."""
    query = "SELECT id, title FROM documents d JOIN queue q ON q.document = d.position WHERE d.position = ?"
    named = ((position, at, store.db.execute(query, (position,)).fetchone()) for position, at in found)
    inside = ({"position": position, "start": at, "id": row[0], "title": row[1]} for position, at, row in named if row)
    return list(islice(inside, limit))


def neighbour(store: Store, position: int, step: int) -> int | None:
    """The document before (-1) or after (1) a position in the queue."""
    query = "SELECT min(document) FROM queue WHERE document > ?" if step > 0 else "SELECT max(document) FROM queue WHERE document < ?"
    found: int | None = store.db.execute(query, (position,)).fetchone()[0]
    return found


def neighbouring(store: Store, position: int, start: int, step: int, wanted: Filter) -> tuple[int, str] | None:
    """The mark that passes the filter next to a place, forward (1) or back (-1) through the file: document and mark."""
    sign, order = (">", "ASC") if step > 0 else ("<", "DESC")
    condition, values = wanted.where()
    query = f"""
    SELECT document, mark FROM ({_MARKS}) WHERE {condition} AND (document {sign} ? OR (document = ? AND start {sign} ?))
    ORDER BY document {order}, start {order} LIMIT 1
    """
    found: tuple[int, str] | None = store.db.execute(query, (*values, position, position, start)).fetchone()
    return found


def least_confident(store: Store, wanted: Filter, passing: tuple[int, str]) -> tuple[int, str] | None:
    """The open mark of the least confidence that passes the filter, but for the one that is at hand."""
    condition, values = wanted.where()
    query = f"""
    SELECT document, mark FROM ({_MARKS}) WHERE {condition} AND status = 'open' AND confidence IS NOT NULL
    AND NOT (document = ? AND mark = ?) ORDER BY confidence, document, start LIMIT 1
    """
    found: tuple[int, str] | None = store.db.execute(query, (*values, *passing)).fetchone()
    return found


def rules(store: Store) -> list[tuple[str, int]]:
    """The rules that found something in the queue, with how often."""
    query = "SELECT rule, count(*) FROM proposals JOIN queue USING (document) WHERE rule IS NOT NULL GROUP BY rule ORDER BY rule"
    return store.db.execute(query).fetchall()


def progress(store: Store) -> dict[str, int]:
    """How far the queue is: documents, done; marks, decided; and the marks that this session decided."""
    documents = store.db.execute("SELECT count(*), coalesce(sum(s.done), 0) FROM queue q LEFT JOIN states s USING (document, layer)").fetchone()
    proposed = store.db.execute("SELECT coalesce(sum(marks), 0) FROM queue").fetchone()[0]
    touched = """
    SELECT coalesce(sum(c.status != 'open'), 0), coalesce(sum(p.mark IS NULL), 0) FROM current c JOIN queue q USING (document, layer)
    LEFT JOIN proposals p ON p.document = c.document AND p.mark = c.mark
    """
    decided, added = store.db.execute(touched).fetchone()
    return {"documents": documents[0], "done": documents[1], "marks": proposed + added, "decided": decided, "session": len(store.decided)}
