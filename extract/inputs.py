"""Files, folders, globs and standard input → a stream of ``Text``, one document at a time.

``.txt`` is one document a file, ``.jsonl`` one a line, both also as ``.gz`` and ``.zst``; a path may be a URL. What cannot be read is reported and passed
over; what makes the call itself wrong (no such file, two documents with one id) is a ``UsageError``.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from extract.errors import InputError, UsageError
from extract.files import expand_url, is_url
from extract.readers import ENDINGS, STDIN, Input, Limits, OnError, is_text, parse, place, read_raw
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
    return _read(plan(paths, skip=skip), on_error, limits)


def _read(items: list[Input], on_error: OnError, limits: Limits) -> Iterator[Text]:
    places: dict[str, str] = {}
    for item in items:
        try:
            for raw in read_raw(item, on_error, limits):
                try:
                    text = parse(raw)
                except InputError as error:
                    on_error(error)
                    continue
                if text.id in places:
                    raise UsageError(_twice(text.id, places[text.id], raw.place()))
                places[text.id] = raw.place()
                yield text
        except InputError as error:
            on_error(error)


def _twice(id: str, first: str, second: str) -> str:
    return f"two documents have the id {id!r}: {first} and {second}; rename one of them, or read them in two runs"


def plan(paths: Sequence[str | Path], *, skip: Collection[Path] = (), endings: Sequence[str] = ENDINGS) -> list[Input]:
    """The files that ``paths`` stand for, by name within folders, globs and URLs; what does not end in ``endings`` is left out.

    Raises UsageError for a path with nothing to read and for text files with one id, before any is read.
    """
    left_out = {path.resolve() for path in skip}
    items = [item for path in paths for item in _expand(os.fspath(path), left_out, tuple(endings))]
    texts: dict[str, str] = {}
    for item in items:
        if is_text(item.path):
            if item.id in texts:
                raise UsageError(_twice(item.id, texts[item.id], place(item.path)))
            texts[item.id] = place(item.path)
    if sum(item.path == STDIN for item in items) > 1:
        raise UsageError("standard input (-) can be read only once; give it once")
    return items


def _expand(path: str, skip: set[Path], endings: tuple[str, ...]) -> Iterator[Input]:
    """The files of one path as given. Raises UsageError where there is none."""
    known = ", ".join(endings)
    if path == STDIN:
        yield Input(STDIN, "stdin")
    elif is_url(path):
        yield from _url(path, endings)
    elif Path(path).is_dir():
        yield from _folder(path, skip, endings)
    elif os.path.lexists(path):
        if Path(path).resolve() in skip:
            raise UsageError(f"{place(path)}: is the output of this run too; write the output to another file")
        if not path.lower().endswith(endings):
            raise UsageError(f"{place(path)}: expected a file ending in {known}, a folder, or - for standard input")
        yield Input(path, _id(os.path.basename(path), endings))  # noqa: PTH119 (paths may not be valid Unicode)
    elif glob.has_magic(path):
        found = [name for name in sorted(glob.glob(path, recursive=True)) if _wanted(name, skip, endings)]  # noqa: PTH207
        if not found:
            raise UsageError(f"{place(path)}: no file ending in {known} matches this pattern")
        yield from (Input(name, _id(Path(name).name, endings)) for name in found)
    else:
        raise UsageError(f"{place(path)}: no such file or folder")


def _url(url: str, endings: tuple[str, ...]) -> Iterator[Input]:
    """The files of a URL. Raises UsageError where there is none."""
    found = [(path, below) for path, below in expand_url(url) if path.lower().endswith(endings)]
    if not found:
        raise UsageError(f"{place(url)}: no file ending in {', '.join(endings)} is there")
    yield from (Input(path, _id(below, endings)) for path, below in found)


def _folder(folder: str, skip: set[Path], endings: tuple[str, ...]) -> Iterator[Input]:
    """The files below a folder, hidden ones left out. Raises UsageError where there is none or a folder is closed."""
    found = False
    for parent, children, names in os.walk(folder, onerror=_closed):
        shown = (name for name in children if not name.startswith("."))
        children[:] = sorted(name for name in shown if Path(parent, name).resolve() not in skip)
        for path in (os.path.join(parent, name) for name in sorted(names)):  # noqa: PTH118
            if _wanted(path, skip, endings):
                found = True
                yield Input(path, _id(Path(path).relative_to(folder).as_posix(), endings))
    if not found:
        raise UsageError(f"{place(folder)}: the folder holds no file ending in {', '.join(endings)}")


def _closed(error: OSError) -> None:
    raise UsageError(f"{place(str(error.filename))}: the folder cannot be opened: {error.strerror}")


def _wanted(path: str, skip: set[Path], endings: tuple[str, ...]) -> bool:
    """Whether a file found in a folder or by a pattern is read: broken links are, so that they are reported."""
    file = Path(path)
    regular = file.is_file() or (file.is_symlink() and not file.exists())
    below = skip and skip & {file.resolve(), *file.resolve().parents}
    return regular and path.lower().endswith(endings) and not file.name.startswith(".") and not below


def _id(name: str, endings: tuple[str, ...]) -> str:
    """The name without its ending, as valid Unicode."""
    ending = max((ending for ending in endings if name.lower().endswith(ending)), key=len)
    return place(name[: -len(ending)])
