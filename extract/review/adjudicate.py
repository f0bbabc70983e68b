"""Two blind readings of a document side by side: what both agree on is settled at once, the rest waits for an adjudicator."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from extract.errors import UsageError
from extract.evaluate.match import match
from extract.gold import GoldMention
from extract.review.marks import Mark, to_page
from extract.review.store import COMMON, Conflict, Event, Opened, Store

FIELDS = tuple(name for name in GoldMention.__struct_fields__ if name not in ("text", "end", "sentence"))
"""What may differ; ``start`` stands for the span."""

Pairs = dict[str, tuple[Mark | None, Mark | None]]


def readers(store: Store, position: int) -> list[str]:
    """The blind annotators of a document who are done with it, by name."""
    query = """
    SELECT a.annotator FROM assignments a JOIN states s ON s.document = a.document AND s.layer = a.annotator AND s.done
    WHERE a.blind AND a.document = ? ORDER BY a.annotator
    """
    return [name for (name,) in store.db.execute(query, (position,))]


def pairs(store: Store, position: int) -> tuple[str, str, Pairs]:
    """The first two readers and their marks in pairs: of one proposal by its name, added ones by overlap (p0, p1, …).

    Raises UsageError where fewer than two are done.
    """
    names = readers(store, position)
    if len(names) < 2:
        raise UsageError("fewer than two annotators are done with this document; there is nothing to adjudicate yet")
    left, right = (store.open(position, name) for name in names[:2])
    found: Pairs = {name: (left.marks[name], right.marks[name]) for name in left.proposals}
    both, only_left, only_right = match(_added(left), _added(right))
    added: list[tuple[GoldMention | None, GoldMention | None]] = [*both, *((a, None) for a in only_left), *((None, b) for b in only_right)]
    added.sort(key=lambda pair: min(mention.start for mention in pair if mention))
    for number, (a, b) in enumerate(added):
        found[f"p{number}"] = (_accepted(a), _accepted(b))
    return names[0], names[1], found


def _added(opened: Opened) -> list[GoldMention]:
    return [mark.mention for name, mark in opened.marks.items() if name not in opened.proposals and mark.status == "accepted"]


def _accepted(mention: GoldMention | None) -> Mark | None:
    return Mark(status="accepted", mention=mention) if mention else None


def agreed(left: Mark | None, right: Mark | None) -> bool:
    """Whether both decided alike: rejected alike, or accepted with all fields alike."""
    if left is None or right is None or left.status != right.status:
        return False
    return left.status == "rejected" or not differing(left.mention, right.mention)


def differing(a: GoldMention, b: GoldMention) -> list[str]:
    """The fields in which two mentions differ; ``start`` for their ends."""
    return [name for name in FIELDS if getattr(a, name) != getattr(b, name) or (name == "start" and a.end != b.end)]


def begin(store: Store, position: int) -> Event | None:
    """Settle what both agree on and open the rest, once: from then on the blind readings stay as they are.

    Raises UsageError where fewer than two are done. None where it has been done before.
    """
    if store.state(position, COMMON)[0]:
        return None
    _, _, found = pairs(store, position)
    with suppress(Conflict):  # another adjudicator was faster
        return store.act(position, COMMON, 0, "begin", {name: _settled(*pair) for name, pair in found.items()})
    return None


def _settled(left: Mark | None, right: Mark | None) -> Mark:
    """The mark to begin with: what both have, or an open one with what stands to choose, the left first."""
    chosen = left if left and (left.status == "accepted" or right is None) else right or left
    assert chosen is not None
    return replace(chosen, status=chosen.status if agreed(left, right) else "open", flag=bool((left and left.flag) or (right and right.flag)))


def comparison(store: Store, position: int, names: Iterable[str] = ()) -> dict[str, Any]:
    """The two readings for the page: who, and for each mark the left one, the right one and where they differ."""
    left, right, found = pairs(store, position)
    return {"left": left, "right": right, "pairs": {name: _pair(*pair) for name, pair in found.items() if not names or name in names}}


def _pair(left: Mark | None, right: Mark | None) -> dict[str, Any]:
    both = left is not None and right is not None and left.status == right.status == "accepted"
    fields = differing(left.mention, right.mention) if both and left and right else []
    return {"left": to_page(left), "right": to_page(right), "agreed": agreed(left, right), "fields": fields}
