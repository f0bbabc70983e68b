"""The page's server: a few addresses that answer in JSON, and the files of the page, read once. No path comes from a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Thread
from typing import Any, get_args

import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from extract import schema
from extract.errors import UsageError, ZhclaimsError
from extract.review import adjudicate, answers, file, queue
from extract.review.guide import guide
from extract.review.reading import Reader, known_units, time_at
from extract.review.requests import number, read_write, wanted, words
from extract.review.safety import Gate, Guard
from extract.review.store import Conflict, Opened, Store

STATIC = Path(__file__).with_name("static")
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
FOUND = 100
"""Documents that a search names."""
CHOICES = {
    "labels": schema.LABELS,
    "kinds": get_args(schema.Kind),
    "relations": get_args(schema.Relation),
    "changes": get_args(schema.Change),
    "modalities": get_args(schema.Modality),
    "source_kinds": get_args(schema.SourceKind),
}

Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(store: Store, guard: Guard, adjudicating: bool = False) -> Starlette:
    """The application for one file and one annotator; ``adjudicating``: over the documents that two have read blind."""
    queue.prepare(store, adjudicating)
    desk = Desk(store, adjudicating)
    pages = {path.name: (path.read_bytes(), TYPES[path.suffix]) for path in STATIC.iterdir() if path.suffix in TYPES}
    routes = [Route("/" if name == "index.html" else f"/static/{name}", _page(*page)) for name, page in pages.items()]
    reads = {
        "file": desk.file, "documents": desk.documents, "documents/{at:int}": desk.document, "documents/{at:int}/reading": desk.reading,
        "documents/{at:int}/time": desk.time, "next": desk.next, "search": desk.search, "guide": desk.guide,
    }  # fmt: skip
    routes += [Route(f"/api/{path}", _answering(endpoint, store)) for path, endpoint in reads.items()]
    writes = {"begin": desk.begin, "act": desk.act, "undo": desk.undo, "redo": desk.redo}
    routes += [Route(f"/api/documents/{{at:int}}/{path}", _answering(endpoint, store), methods=["POST"]) for path, endpoint in writes.items()]
    return Starlette(routes=routes, middleware=[Middleware(Gate, guard=guard)])


def _page(content: bytes, kind: str) -> Endpoint:
    async def page(_: Request) -> Response:
        return Response(content, media_type=kind)

    return page


def _answering(endpoint: Callable[[Request], Awaitable[Any]], store: Store) -> Endpoint:
    """The endpoint with its answer as JSON, and with what goes wrong as an answer too."""

    async def answer(request: Request) -> Response:
        try:
            return _json(await endpoint(request))
        except Conflict as error:
            return _json(answers.conflict(store, error.opened, error.since), 409)
        except ClientDisconnect:
            return JSONResponse({"error": "the request is longer than it says, or was broken off"}, 413)
        except ZhclaimsError as error:
            return JSONResponse({"error": str(error)}, 400 if isinstance(error, UsageError) else 422)

    return answer


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


class Desk:
    """The addresses, each a method: the request → what it is answered. The database is asked on the server's own thread."""

    def __init__(self, store: Store, adjudicating: bool) -> None:
        """Answer from ``store``."""
        self.store, self.adjudicating, self.reader = store, adjudicating, Reader()

    def _place(self, request: Request) -> tuple[int, str]:
        """The document that an address names, and the layer of this annotator."""
        position = int(request.path_params["at"])
        layer = queue.layer(self.store, position)
        if layer is None:
            raise UsageError(f"document {position} is not among those of {self.store.annotator}")
        return position, layer

    def _open(self, request: Request) -> Opened:
        return self.store.open(*self._place(request))

    async def file(self, _: Request) -> dict[str, Any]:
        """What the page must know at its start."""
        queue.prepare(self.store, self.adjudicating)
        Thread(target=self.reader.warm, daemon=True).start()
        return {
            "file": self.store.path.name,
            "annotator": self.store.annotator,
            "started": self.store.started,
            "adjudicating": self.adjudicating,
            "choices": CHOICES,
            "units": known_units(),
            "rules": queue.rules(self.store),
            "first": queue.first(self.store),
            "progress": queue.progress(self.store),
        }

    async def documents(self, request: Request) -> list[dict[str, Any]]:
        """A stretch of the list of documents."""
        return queue.documents(self.store, number(request, "after", -1), words(request, "words"))

    async def document(self, request: Request) -> dict[str, Any]:
        """One document; in adjudication with the two readings."""
        position, layer = self._place(request)
        answer = answers.document(self.store, self.store.open(position, layer))
        return answer | {"compared": adjudicate.comparison(self.store, position)} if self.adjudicating else answer

    async def begin(self, request: Request) -> dict[str, Any]:
        """Begin the adjudication of a document, if nobody has."""
        position, layer = self._place(request)
        if not self.adjudicating:
            raise UsageError("only zhclaims review --adjudicate adjudicates")
        adjudicate.begin(self.store, position)
        return {"version": self.store.state(position, layer)[0]}

    async def reading(self, request: Request) -> list[dict[str, Any]]:
        """What the parser reads in a stretch of the text."""
        opened = self._open(request)
        start, end = number(request, "start", 0), number(request, "end", 0)
        return await anyio.to_thread.run_sync(self.reader.at, opened.record, start, end)

    async def time(self, request: Request) -> dict[str, str | None]:
        """The date that the parser reads in a stretch of the text."""
        opened = self._open(request)
        start, end = number(request, "start", 0), number(request, "end", 0)
        return {"edtf": await anyio.to_thread.run_sync(time_at, opened.record, start, end)}

    async def next(self, request: Request) -> dict[str, Any] | None:
        """The next mark of the file that passes the filter, or the least confident one."""
        place, filtered = number(request, "document", 0), wanted(request)
        if request.query_params.get("order") == "confidence":
            found = queue.least_confident(self.store, filtered, (place, words(request, "mark")))
        else:
            step = -1 if number(request, "step", 1) < 0 else 1
            found = queue.neighbouring(self.store, place, number(request, "start", -1), step, filtered)
        return {"document": found[0], "mark": found[1]} if found else None

    async def search(self, request: Request) -> list[dict[str, Any]]:
        """The documents of the queue whose text holds the words, with the place of the first."""
        asked = words(request, "words")
        found = await anyio.to_thread.run_sync(lambda: list(file.search(self.store.path, asked))) if asked else []
        return queue.titled(self.store, found, FOUND)

    async def guide(self, _: Request) -> list[dict[str, Any]]:
        """The annotation guide."""
        return list(guide())

    async def act(self, request: Request) -> dict[str, Any]:
        """An action on marks: appended and synced, or refused with the reason."""
        position, layer = self._place(request)
        opened = self.store.open(position, layer)
        write = read_write(await request.body(), opened)
        return answers.saved(self.store, self.store.act(position, layer, write.base, write.action, write.marks))

    async def undo(self, request: Request) -> dict[str, Any]:
        """Take back the last action in this document."""
        position, layer = self._place(request)
        write = read_write(await request.body(), self.store.open(position, layer))
        return answers.saved(self.store, self.store.undo(position, layer, write.base))

    async def redo(self, request: Request) -> dict[str, Any]:
        """Bring back what was undone last in this document."""
        position, layer = self._place(request)
        write = read_write(await request.body(), self.store.open(position, layer))
        return answers.saved(self.store, self.store.redo(position, layer, write.base))
