"""The lexicons: language knowledge as sorted TSV, and the one loader that reads them.

A file begins with comment lines (``#``) that say what belongs in it and where it comes from; the last comment line
names the columns, tab-separated. Entries are in Simplified characters, since matching is done on normalised text.
Rows are sorted by code point and unique in their first column (``tests/lexicon/test_lexicons.py`` proves it).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from extract.errors import LexiconError

FOLDER = Path(__file__).parent
_HEADS = 32


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """All rows of ``lexicon/NAME.tsv`` in file order, each padded to the number of columns in the header.

    Raises LexiconError naming file and line where a row has more fields than the header or an empty first field.
    """
    path = FOLDER / f"{name}.tsv"
    header: tuple[str, ...] = ()
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            header = tuple(line.removeprefix("#").strip().split("\t"))
            continue
        fields = line.split("\t")
        if not fields[0] or len(fields) > len(header):
            raise LexiconError(f"{path.name}, line {number}: {len(header)} tab-separated fields are expected ({', '.join(header)})")
        out.append(tuple(fields) + ("",) * (len(header) - len(fields)))
    return tuple(out)


@cache
def with_role(name: str, role: str) -> tuple[str, ...]:
    """The words of ``lexicon/NAME.tsv`` among whose roles, joined with ``+`` in the second column, ``role`` is."""
    return tuple(row[0] for row in rows(name) if role in row[1].split("+"))


def words(name: str) -> tuple[str, ...]:
    """The first column of ``lexicon/NAME.tsv``, longest first: ready for an alternation that prefers the longest."""
    return tuple(sorted((row[0] for row in rows(name)), key=len, reverse=True))


def trie(entries: tuple[str, ...]) -> str:
    """A regular expression that matches the longest entry at a place, in time linear in the entry's length.

    The alternatives are factored by their first characters, so that ``re`` never tries an entry that cannot match. A few
    of them begin with a plain character each, which lets a search pass over all places where none of these stands; where
    there are more, a class stands before every ``_HEADS`` of them, since ``re`` tries alternatives one after the other.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for entry in entries:
        node = root
        for char in entry:
            node = node.setdefault(char, {})
        node[""] = {}
    heads = [first for first in root if first]
    if len(heads) <= _HEADS:
        return _beginning(heads, root) if root else ""
    groups = [heads[at : at + _HEADS] for at in range(0, len(heads), _HEADS)]
    return f"(?={one_of(heads)})(?:{'|'.join(f'(?={one_of(group)}){_beginning(group, root)}' for group in groups)})"


def beginnings(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The entries by their first two characters, the longest first, and those of one character: what ``entry_at`` looks in."""
    table: dict[str, list[str]] = {}
    for entry in sorted(set(entries), key=len, reverse=True):
        table.setdefault(entry[:2], []).append(entry)
    return {start: tuple(found) for start, found in table.items()}


def entry_at(table: dict[str, tuple[str, ...]], text: str, at: int) -> str:
    """The longest entry of ``beginnings`` that stands at ``at``; empty where none does. Faster than a ``trie`` of many entries."""
    for entry in table.get(text[at : at + 2], ()):
        if text.startswith(entry, at):
            return entry
    single = table.get(text[at : at + 1])
    return single[0] if single else ""


def seeker(entries: tuple[str, ...]) -> re.Pattern[str]:
    """What ``seek`` runs over long texts: a class of first characters, a look at the second, then the ``trie``."""
    first = one_of(sorted({entry[0] for entry in entries}))
    second = one_of(sorted({entry[1] for entry in entries if len(entry) > 1}))
    alone = sorted(entry for entry in entries if len(entry) == 1)
    ahead = f"(?:(?={second})|(?<={one_of(alone)}))" if alone else f"(?={second})"
    return re.compile(f"{first}{ahead}(?<=(?=({trie(entries)})).)")


def seek(sought: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of the entries of a ``seeker`` in ``text[start:end]``, disjoint, the longest at each place."""
    reached = start
    for found in sought.finditer(text, start, end):
        if found.start() >= reached:
            reached = found.end(1)
            yield found.start(), reached, found[1]


def _beginning(heads: list[str], root: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """The expression for the entries that begin with one of ``heads``."""
    return f"(?:{'|'.join(re.escape(first) + _pattern(root[first]) for first in heads)})"


def one_of(characters: list[str]) -> str:
    """A class of characters for an expression."""
    return f"[{re.escape(''.join(characters))}]"


def _pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """The expression for all that may follow at one node of the trie; the empty key marks the end of an entry."""
    leaves = "".join(re.escape(c) for c, below in node.items() if c and set(below) == {""})
    branches = [re.escape(c) + _pattern(below) for c, below in node.items() if c and set(below) != {""}]
    if leaves:
        branches.append(f"[{leaves}]")
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
