"""Every error that the package raises on purpose. Messages say which file, line and field, what was expected, what to do."""

from __future__ import annotations


class ZhclaimsError(Exception):
    """Base of all errors below: the command line prints the message and no stack trace."""


class UsageError(ZhclaimsError):
    """The call itself is wrong: no such file, two documents with one id, an option out of range (exit status 2)."""


class InputError(ZhclaimsError):
    """One input cannot be read: bad encoding, a line that is not a record. Listed in the error file; the run goes on.

    Parameters: ``file`` the path as given, ``line`` the 1-based line or None, ``reason`` what was expected and met.
    """

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        """Keep the place and the reason, and put both into the message."""
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}{f', line {line}' if line else ''}: {reason}")


class RecordError(ZhclaimsError):
    """A record breaks ``docs/record.md``: the message names the field."""


class UnitError(ZhclaimsError, ValueError):
    """An amount cannot be had in the unit asked for: unknown code, another dimension, money. The message says what can be done."""


class ModelError(ZhclaimsError):
    """A model directory is missing, damaged or made by another version (exit status 2)."""


class LexiconError(ZhclaimsError):
    """A line of a lexicon file is malformed: the message names file and line."""


class AlignmentError(ZhclaimsError):
    """A conversion changed the length of a text where it must not."""
