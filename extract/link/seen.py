"""The source mentions of a text that have been named, to be found again by their words: no search goes through all of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from extract.link.persons import is_name
from extract.link.scene import places
from extract.schema import SourceKind

_DOTS = "·・"
_BARE = 4
"""Characters of the longest name that stands bare."""
_FEW = 50
"""As long as people have fewer names each is looked for, then the pairs of characters among all."""


class Named(Struct, frozen=True, gc=False):
    """A source mention with the place of the fullest name that the document gives it, and its kind."""

    start: int
    end: int
    name: tuple[int, int]
    kind: SourceKind
    anaphor: bool


class Alike(NamedTuple):
    """What the words of a mention tell: of mentions alike in it one stands for all, so that what names repeat costs nothing."""

    words: str
    name: str
    kind: SourceKind
    anaphor: bool
    name_at: int
    """Where the name begins in the mention, -1 where it stands before it."""


class Endings:
    """Words found again by how they end, those put in last first; of mentions that are alike the last."""

    def __init__(self) -> None:
        """None yet."""
        self._by_end: dict[str, dict[tuple[str, Alike], Named]] = {}

    def add(self, words: str, alike: Alike, named: Named) -> None:
        """Put words last."""
        for end in {words[-1:], words[-2:]}:
            _put_last(self._by_end.setdefault(end, {}), (words, alike), named)

    def ending(self, words: str) -> Iterator[Named]:
        """Whose words end with ``words``, which are not empty, last to first."""
        for (whole, _), named in reversed(self._by_end.get(words[-2:], {}).items()):
            if whole.endswith(words):
                yield named


class Holders:
    """Names found again by what they hold, those put in first first; of equal names the first."""

    def __init__(self) -> None:
        """None yet."""
        self._names: set[str] = set()
        self._by_part: dict[str, list[tuple[str, Named]]] = {}  # by one and by two characters

    def add(self, name: str, named: Named) -> None:
        """Put a name last."""
        if name not in self._names:
            self._names.add(name)
            for part in {*name, *_pairs(name)}:
                self._by_part.setdefault(part, []).append((name, named))

    def holding(self, words: str) -> Iterator[Named]:
        """Whose names hold ``words``, first to last."""
        fewest = min((self._by_part.get(part, []) for part in _pairs(words) or [words]), key=len)
        return (named for name, named in fewest if words in name)


def _pairs(words: str) -> list[str]:
    return [words[at : at + 2] for at in range(len(words) - 1)]


def _put_last(table: dict[Any, Named], key: Any, named: Named) -> None:
    """Set an entry so that it stands behind all others."""
    table.pop(key, None)
    table[key] = named


class Seen:
    """The named mentions of a text in order, with its dotted names (布伦特·哈洛)."""

    def __init__(self, text: str) -> None:
        """None yet."""
        self.text = text
        self.all: list[Named] = []
        self.names: dict[SourceKind, Holders] = {}
        self.mentions = Endings()
        self.written: dict[str, tuple[int, tuple[int, int] | None]] = {}  # by short name: from where on to look for it written out; where it is
        self._distinct: dict[SourceKind | None, dict[Alike, Named]] = {}  # of all kinds under None
        self._people: dict[str, Named] = {}  # by name, the last: persons, and who may be one: a foreign name that no title tells from a firm's (哈德森)
        self._persons: dict[str, dict[str, Named]] = {}  # by the first character of the name, then by name
        self._person_ends = Endings()
        self._again: dict[str, set[str]] = {}  # names of people by their first two characters
        self._bare = Endings()
        self._unbared: list[tuple[Alike, Named]] = []
        self._dots: dict[str, list[int]] = {}  # places of dots by the character behind them
        for at in sorted(at for dot in _DOTS for at in places(text, dot)):
            self._dots.setdefault(text[at + 1 : at + 2], []).append(at)

    def add(self, named: Named) -> None:
        """Put a mention last."""
        name, words = self.text[slice(*named.name)], self.text[named.start : named.end]
        alike = Alike(words, name, named.kind, named.anaphor, max(-1, named.name[0] - named.start))
        self.all.append(named)
        for kind in (None, named.kind):
            _put_last(self._distinct.setdefault(kind, {}), alike, named)
        self.names.setdefault(named.kind, Holders()).add(name, named)
        self.mentions.add(words, alike, named)
        self._unbared.append((alike, named))
        if named.kind == "person":
            self._persons.setdefault(name[:1], {})[name] = named
            self._person_ends.add(name, alike, named)
        if named.kind == "person" or (named.kind == "organisation" and not named.anaphor and is_name(name)):
            _put_last(self._people, name, named)
            self._again.setdefault(name[:2], set()).add(name)

    def latest(self, kind: SourceKind | None = None) -> Iterator[Named]:
        """Those of a kind, or all, last to first; of those that are alike the last."""
        return reversed(self._distinct.get(kind, {}).values())

    def people(self) -> Iterator[Named]:
        """Persons, and who may be one, last to first; of those of one name the last."""
        return reversed(self._people.values())

    def holding(self, words: str, kind: SourceKind) -> Iterator[Named]:
        """Those of a kind whose names hold ``words``, first to last; of one name the first."""
        return self.names[kind].holding(words) if kind in self.names else iter(())

    def namesakes(self, words: str) -> Iterator[Named]:
        """Persons whose names begin like ``words`` or end with them; of one name the last."""
        yield from self._persons.get(words[:1], {}).values()
        yield from self._person_ends.ending(words)

    def named_in(self, start: int, end: int) -> Iterator[str]:
        """Names of people that begin with two characters that stand side by side in ``text[start:end]``."""
        if self._again:
            window = self.text[start:end]
            few = len(self._again) < _FEW
            pairs = [p for p in self._again if len(p) == 2 and p in window] if few else {self.text[at : at + 2] for at in range(start, end - 1)}
            for pair in pairs:
                yield from self._again.get(pair, ())

    def bare(self, words: str, brackets: re.Pattern[str]) -> Iterator[Named]:
        """Those whose names, words, or words before 的 or before the name end with ``words``, without brackets, last to first."""
        for alike, named in self._unbared:
            self._bare.add(brackets.sub("", alike.name), alike, named)
            self._bare.add(brackets.sub("", alike.words), alike, named)
            self._bare.add(alike.words.partition("的")[0], alike, named)  # 审计署|的报告
            self._bare.add(alike.words[: max(0, alike.name_at)], alike, named)  # 分析师|何远
        self._unbared.clear()
        return self._bare.ending(words)

    def called(self, words: str, brackets: re.Pattern[str]) -> bool:
        """Are they the bare name of somebody whose full mention ended with it (首席执行官|撒林（Ugo Salin）)?"""
        return 2 <= len(words) <= _BARE and any(named.kind == "person" for named in self.bare(words, brackets))

    def dotted(self, words: str, end: int) -> int:
        """Where the last dot before ``end`` stands that ``words`` follow, -1 for none."""
        dots = self._dots.get(words[:1], ())
        for at in reversed(dots[: bisect_left(dots, end - len(words))]):
            if self.text.startswith(words, at + 1):
                return at
        return -1
