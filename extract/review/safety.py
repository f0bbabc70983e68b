"""Who may speak to the page: known hosts, a token of this run, same origin and a header of ours on writes, small requests.

The token stands in the address that is printed; the first visit turns it into a cookie that other sites' requests never carry.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HEADER = "x-zhclaims"
"""Scripts of other sites cannot send a header of their own without being allowed to, and they are not."""
MAX_BODY = 1_000_000
"""Bytes of a request: the largest action (accepting all marks of a long document) needs a fraction of it."""
SAFE = ("GET", "HEAD")
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
Sends = Callable[[Message], Awaitable[None]]


class Guard(Struct, frozen=True):
    """What is let in: hosts as ``Host`` names them (with the port), the token, and the name of the cookie that holds it."""

    hosts: frozenset[str]
    token: str
    cookie: str


def make_guard(host: str, port: int) -> Guard:
    """The guard of a server at that address, with a token of its own."""
    names = {f"[{host}]" if ":" in host else host.lower()}
    if host in ("127.0.0.1", "localhost", "::1"):
        names = {"127.0.0.1", "localhost", "[::1]"}
    return Guard(frozenset(f"{name}:{port}" for name in names), secrets.token_urlsafe(24), f"zhclaims_review_{port}")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Gate:
    """ASGI middleware that refuses whatever ``Guard`` does not let in, and puts ``HEADERS`` on every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """Stand before ``app``."""
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        request = Request(scope)
        refused = refusal(request, self.guard)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        await self.app(scope, _limited(receive), _with_headers(send))


def refusal(request: Request, guard: Guard) -> Response | None:
    """The answer to a request that is not let in, or to the first visit with the token; None for one that is let in."""
    if request.headers.get("host", "").lower() not in guard.hosts:
        return PlainTextResponse("this host is not served here\n", 421)
    given = request.query_params.get("token", "")
    if request.url.path == "/" and _same(given, guard.token):
        welcome = RedirectResponse("/", 303)
        welcome.set_cookie(guard.cookie, guard.token, httponly=True, samesite="strict", path="/")
        return welcome
    if not _same(request.cookies.get(guard.cookie, ""), guard.token):
        return PlainTextResponse("open the address that zhclaims review has printed: it holds the token of this run\n", 403)
    if request.method not in SAFE:
        return _write_refusal(request)
    return None


def _write_refusal(request: Request) -> Response | None:
    origin = urlsplit(request.headers.get("origin", ""))
    if origin.scheme != "http" or origin.netloc.lower() != request.headers["host"].lower():
        return _refuse("writes are taken from the page itself only", 403)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _refuse("writes are taken from the page itself only", 403)
    if request.headers.get(OWN_HEADER) != "1":
        return _refuse(f"writes need the header {OWN_HEADER}", 403)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _refuse("writes are JSON", 415)
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return _refuse("writes say how long they are", 411)
    return _refuse(f"the request is longer than {MAX_BODY:,} bytes", 413) if int(length) > MAX_BODY else None


def _refuse(reason: str, status: int) -> Response:
    return JSONResponse({"error": reason}, status)


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode(), wanted.encode())


def _limited(receive: Receive) -> Receive:
    """The body up to the limit; the server itself holds a body to the length that it states."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            return {"type": "http.disconnect"}
        return message

    return limited


def _with_headers(send: Send) -> Sends:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *extra]
        await send(message)

    return sending
