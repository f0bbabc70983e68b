"""What all commands share: how they stop, what they say, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from extract.errors import UsageError, ZhclaimsError

SOME_FAILED, WRONG_CALL = 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
"""128 and the number of the signal, as shells count."""


@contextmanager
def stopping_cleanly(interrupted: str = "an output file that was not complete has not been written") -> Iterator[None]:
    """Turn what stops a command into a message and an exit status; nothing of a stack trace for a user's mistake.

    ``interrupted``: what Ctrl-C leaves behind, in words.
    """
    try:
        yield
        sys.stdout.flush()
    except ZhclaimsError as error:
        complain(str(error))
        raise typer.Exit(WRONG_CALL) from None
    except KeyboardInterrupt:
        complain(f"interrupted; {interrupted}")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it flushes
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:
        complain(f"{error.filename or 'writing failed'}: {error.strerror or error}")
        raise typer.Exit(WRONG_CALL) from None


def complain(message: str) -> None:
    """Say what is wrong, on standard error."""
    from extract.terminal import say

    say(f"zhclaims: {message}")


def date_of(text: str | None) -> str | None:
    """A calendar date in the form that records have. Raises UsageError."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(f"--published {text}: expected a date such as 2026-03-02") from None
