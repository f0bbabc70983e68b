"""What a request of the page asks for, checked: numbers, words, filters, actions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request

from extract.errors import RecordError, UsageError
from extract.review.marks import Mark, document_faults, from_page
from extract.review.queue import Filter
from extract.review.store import Opened

ACTIONS = ("accept", "accept all", "add", "done", "edit", "flag", "label", "left", "own", "reject", "remove", "reopen", "right")
LONGEST = 200
"""Characters of a word or filter in an address."""
LARGEST = 1 << 40


class Write(Struct, frozen=True):
    """An action as it is to be done: the version that was seen, and the marks as they are to be."""

    base: int
    action: str
    marks: dict[str, Mark | None]


class _Change(Struct):
    mark: str
    after: dict[str, Any] | None


class _Body(Struct):
    base: int
    action: str = ""
    changes: list[_Change] = []


_BODY = msgspec.json.Decoder(_Body)


def number(request: Request, name: str, default: int) -> int:
    """A whole number of the query. Raises UsageError."""
    given = request.query_params.get(name, "")
    try:
        value = int(given[:20]) if given else default
    except ValueError:
        value = LARGEST
    if abs(value) >= LARGEST:
        raise UsageError(f"{name}: expected a whole number, met {given[:20]!r}")
    return value


def words(request: Request, name: str) -> str:
    """A short text of the query. Raises UsageError."""
    given = request.query_params.get(name, "")
    if len(given) > LONGEST:
        raise UsageError(f"{name}: longer than {LONGEST} characters")
    return given


def wanted(request: Request) -> Filter:
    """The filter that a query states. Raises UsageError."""
    return Filter(
        label=words(request, "label"), rule=words(request, "rule"), status=words(request, "status"),
        flag=bool(words(request, "flag")), above=_share(request, "above"), below=_share(request, "below"),
    )  # fmt: skip


def _share(request: Request, name: str) -> float | None:
    given = words(request, name)
    try:
        return float(given) if given else None
    except ValueError:
        raise UsageError(f"{name}: expected a number from 0 to 1, met {given[:20]!r}") from None


def read_write(body: bytes, opened: Opened) -> Write:
    """The action that a body states, its marks checked against the text. Raises RecordError naming what is wrong."""
    try:
        given = _BODY.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RecordError(f"the action cannot be read: {error}") from None
    if given.action and given.action not in ACTIONS:
        raise RecordError(f"field action: expected one of {', '.join(ACTIONS)}, met {given.action[:40]!r}")
    marks = {change.mark: from_page(change.after, opened.text) if change.after is not None else None for change in given.changes}
    if given.base == opened.version:
        _check(given.action, marks, opened)
    return Write(given.base, given.action, marks)


def _check(action: str, marks: dict[str, Mark | None], opened: Opened) -> None:
    """What an action must keep to, for a document that nobody has changed since."""
    if unknown := [name for name in marks if name != "new" and name not in opened.marks]:
        raise RecordError(f"mark {unknown[0][:40]}: this document has none of that name")
    _check_overlaps(marks, opened)
    if action == "done":
        _check_done(opened)


def _check_overlaps(marks: dict[str, Mark | None], opened: Opened) -> None:
    """Marks that are not rejected keep apart, as far as the action touches them."""
    after = {name: mark for name, mark in (opened.marks | marks).items() if mark and mark.status != "rejected"}
    placed = sorted(after.items(), key=lambda item: (item[1].mention.start, item[1].mention.end))
    for (name, one), (other, two) in pairwise(placed):
        if two.mention.start < one.mention.end and (name in marks or other in marks):
            raise RecordError(f"{one.mention.text!r} overlaps {two.mention.text!r}; reject one of them, or change its words")


def _check_done(opened: Opened) -> None:
    still = sum(mark.status == "open" for mark in opened.marks.values())
    if still:
        raise RecordError(f"{still} {'mark is' if still == 1 else 'marks are'} still open; accept or reject them first (Shift+A accepts all)")
    mentions = [mark.mention for mark in opened.marks.values() if mark.status == "accepted"]
    if wrong := document_faults(mentions, opened.text):
        raise RecordError(f"{len(wrong)} to correct before the document is done: {wrong[0]}")
