"""Files, folders, globs and standard input → a stream of ``Text``, one document at a time.

``.txt`` is one document a file, ``.jsonl`` one a line, both also as ``.gz``. What cannot be read is reported and passed
over; what makes the call itself wrong (no such file, two documents with one id) is a ``UsageError``.
"""

from __future__ import annotations

import glob
import os
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from extract.errors import InputError, UsageError
from extract.readers import ENDINGS, STDIN, Input, Limits, OnError, is_text, place, read_file
from extract.schema import Text

NO_LIMITS_GIVEN = Limits()


def read_inputs(
    paths: Sequence[str | Path], on_error: OnError, *, skip: Collection[Path] = (), limits: Limits = NO_LIMITS_GIVEN
) -> Iterator[Text]:
    """All documents of ``paths`` (files, folders, globs, ``-``) in the order given, within folders by name.

    ``on_error`` takes an InputError for every input that cannot be read, and reading goes on after it. ``skip`` are
    files left out where a folder or glob holds them (the output of the run). The files are looked up at the call, the
    documents read one by one. Raises UsageError for a path with nothing to read and for two documents with one id.
    """
    items = _plan([os.fspath(path) for path in paths], {path.resolve() for path in skip})
    return _read(items, on_error, limits)


def _read(items: list[Input], on_error: OnError, limits: Limits) -> Iterator[Text]:
    places: dict[str, str] = {}
    for item in items:
        try:
            for text, where in read_file(item, on_error, limits):
                if text.id in places:
                    raise UsageError(_twice(text.id, places[text.id], where))
                places[text.id] = where
                yield text
        except InputError as error:
            on_error(error)
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            on_error(InputError(place(item.path), None, f"cannot be read: {reason}"))


def _twice(id: str, first: str, second: str) -> str:
    return f"two documents have the id {id!r}: {first} and {second}; rename one of them, or read them in two runs"


def _plan(paths: list[str], skip: set[Path]) -> list[Input]:
    """The files that ``paths`` stand for. Raises UsageError, for text files with one id before any is read."""
    items = [item for path in paths for item in _expand(path, skip)]
    texts: dict[str, str] = {}
    for item in items:
        if is_text(item.path):
            if item.id in texts:
                raise UsageError(_twice(item.id, texts[item.id], place(item.path)))
            texts[item.id] = place(item.path)
    if sum(item.path == STDIN for item in items) > 1:
        raise UsageError("standard input (-) can be read only once; give it once")
    return items


def _expand(path: str, skip: set[Path]) -> Iterator[Input]:
    """The files of one path as given. Raises UsageError where there is none."""
    known = ", ".join(ENDINGS)
    if path == STDIN:
        yield Input(STDIN, "stdin")
    elif Path(path).is_dir():
        yield from _folder(path, skip)
    elif os.path.lexists(path):
        if Path(path).resolve() in skip:
            raise UsageError(f"{place(path)}: is the output of this run too; write the output to another file")
        if not path.lower().endswith(ENDINGS):
            raise UsageError(f"{place(path)}: expected a file ending in {known}, a folder, or - for standard input")
        yield Input(path, _id(os.path.basename(path)))  # noqa: PTH119 (paths may not be valid Unicode)
    elif glob.has_magic(path):
        found = [name for name in sorted(glob.glob(path, recursive=True)) if _wanted(name, skip)]  # noqa: PTH207
        if not found:
            raise UsageError(f"{place(path)}: no file ending in {known} matches this pattern")
        yield from (Input(name, _id(Path(name).name)) for name in found)
    else:
        raise UsageError(f"{place(path)}: no such file or folder")


def _folder(folder: str, skip: set[Path]) -> Iterator[Input]:
    """The files below a folder, hidden ones left out. Raises UsageError where there is none or a folder is closed."""
    found = False
    for parent, children, names in os.walk(folder, onerror=_closed):
        children[:] = sorted(name for name in children if not name.startswith("."))
        for path in (os.path.join(parent, name) for name in sorted(names)):  # noqa: PTH118
            if _wanted(path, skip):
                found = True
                yield Input(path, _id(Path(path).relative_to(folder).as_posix()))
    if not found:
        raise UsageError(f"{place(folder)}: the folder holds no file ending in {', '.join(ENDINGS)}")


def _closed(error: OSError) -> None:
    raise UsageError(f"{place(str(error.filename))}: the folder cannot be opened: {error.strerror}")


def _wanted(path: str, skip: set[Path]) -> bool:
    """Whether a file found in a folder or by a pattern is read: broken links are, so that they are reported."""
    file = Path(path)
    regular = file.is_file() or (file.is_symlink() and not file.exists())
    return regular and path.lower().endswith(ENDINGS) and not file.name.startswith(".") and file.resolve() not in skip


def _id(name: str) -> str:
    """The name without its ending, as valid Unicode."""
    ending = max((ending for ending in ENDINGS if name.lower().endswith(ending)), key=len)
    return place(name[: -len(ending)])
