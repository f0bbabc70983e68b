"""Run the page: bind the address, say where it is, serve until interrupted."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

from extract.errors import UsageError
from extract.review.app import make_app
from extract.review.safety import Guard, is_loopback, make_guard
from extract.review.store import ENDING, Store
from extract.terminal import say


def serve(path: Path, annotator: str, host: str, port: int, adjudicating: bool) -> None:
    """Serve the page for one file and one annotator until interrupted.

    Raises UsageError where the file, the database or the address cannot be used, RecordError for a bad record.
    """
    import uvicorn

    store = Store(path, annotator)
    try:
        with bound(host, port) as listening:
            port = listening.getsockname()[1]
            guard = make_guard(host, port)
            app = make_app(store, guard, adjudicating)
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off")
            with suppress(KeyboardInterrupt):
                announce(store, guard, host, port)
                uvicorn.Server(config).run(sockets=[listening])
            say(f"ended; every action is kept in {path.name}{ENDING}")
    finally:
        store.close()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where it cannot, and for an address that stands for all of them."""
    if host in ("0.0.0.0", "::", ""):
        raise UsageError(f"--host {host}: name the one address of this machine that others use; the page answers to that name only")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle's delay on: 40 ms an answer
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()  # whoever reads the address can connect at once
    except OSError as error:
        listening.close()
        advice = "name another --port, or none" if port else "name an address of this machine"
        raise UsageError(f"--host {host}, port {port}: cannot be served on: {error.strerror or error}; {advice}") from None
    return listening


def announce(store: Store, guard: Guard, host: str, port: int) -> None:
    """Say what is reviewed and where; warn where others can reach it."""
    documents, marks = (store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("documents", "proposals"))
    say(f"{store.path}: {documents:,} documents, {marks:,} mentions; every action is kept in {store.path.name}{ENDING}")
    if not store.db.execute("SELECT 1 FROM proposals WHERE label != 'claim' LIMIT 1").fetchone():
        say("the file holds claims only; gold has every numeric mention: write them with zhclaims extract --mentions")
    if not is_loopback(host):
        say(f"warning: {host} can be reached from other machines, and nothing is encrypted; whoever has the address below can read and write")
    name = f"[{host}]" if ":" in host else host
    say(f"open this address, as {store.annotator}; Ctrl+C ends it:")
    print(f"http://{name}:{port}/?token={guard.token}", flush=True)
