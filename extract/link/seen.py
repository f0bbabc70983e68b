"""The source mentions of a text that have been named, to be found again by their words: no search goes through all of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from extract.link.persons import is_name
from extract.link.scene import places
from extract.link.source_words import source_parts
from extract.schema import SourceKind

_DOTS = "·・•‧."
_BARE = 4
"""Characters of the longest name that stands bare."""
_LONG = 2000
"""Characters from which on words begin a new string: one that grows without end is copied time and again."""
_FEW = 50
"""As long as people have fewer names each is looked for, then the pairs of characters among all."""


class Named(Struct, frozen=True, gc=False):
    """A source mention with the place of the fullest name that the document gives it, and its kind.

    ``rest`` are words of the mention that belong to the name (该行|行长: the name of the bank, and 行长).
    """

    start: int
    end: int
    name: tuple[int, int]
    kind: SourceKind
    anaphor: bool
    rest: tuple[int, int] = (0, 0)


class Joined:
    """Words one behind the other in a few long strings: those that hold or end with others are found by a search in these."""

    def __init__(self) -> None:
        """None yet."""
        self._blocks: list[_Block] = []

    def add(self, words: str, named: Named) -> None:
        """Put words last."""
        if not self._blocks or len(self._blocks[-1].text) > _LONG:
            self._blocks.append(_Block("\n", [], []))
        block = self._blocks[-1]
        block.starts.append(len(block.text))
        block.named.append(named)
        block.text += words + "\n"

    def holding(self, words: str) -> Iterator[Named]:
        """Whose words hold ``words``, first to last, maybe several times."""
        for block in self._blocks:
            at = block.text.find(words)
            while at >= 0:
                yield block.at(at)
                at = block.text.find(words, at + 1)

    def ending(self, words: str) -> Iterator[Named]:
        """Whose words end with ``words``, last to first."""
        sought = words + "\n"
        for block in reversed(self._blocks):
            at = block.text.rfind(sought, 1)
            while at >= 0:
                yield block.at(at)
                at = block.text.rfind(sought, 1, at + len(words))


class _Block(Struct):
    """Some of the words, where each begins, and whose they are."""

    text: str
    starts: list[int]
    named: list[Named]

    def at(self, pos: int) -> Named:
        """Whose words stand at ``pos``."""
        return self.named[max(0, bisect_right(self.starts, pos) - 1)]


class Seen:
    """The named mentions of a text in order, with its dotted names (布伦特·哈洛)."""

    def __init__(self, text: str) -> None:
        """None yet."""
        self.text = text
        self.all: list[Named] = []
        self.of_kind: dict[SourceKind, list[Named]] = defaultdict(list)
        self.names: dict[SourceKind, Joined] = defaultdict(Joined)
        self.mentions = Joined()
        self.written: dict[str, tuple[int, tuple[int, int] | None]] = {}  # by short name: from where on to look for it written out; where it is
        self.people: list[Named] = []  # persons, and who may be one: a foreign name that no title tells from a firm's (哈德森)
        self._persons: dict[str, dict[str, Named]] = defaultdict(dict)  # the last of each name, by the first character
        self._named: set[tuple[SourceKind, str]] = set()
        self._again: dict[str, list[Named]] = defaultdict(list)  # by the first two
        self._bare = Joined()
        self._bared = 0
        self._endings: set[str] = set()  # of what persons are called
        self._called = 0
        self._dots: dict[str, list[int]] = {}  # places of dots by the character behind them
        for at in sorted(at for dot in _DOTS for at in places(text, dot)):
            self._dots.setdefault(text[at + 1 : at + 2], []).append(at)

    def add(self, named: Named) -> None:
        """Put a mention last."""
        name = self.text[slice(*named.name)]
        self.all.append(named)
        self.of_kind[named.kind].append(named)
        if (named.kind, name) not in self._named:
            self._named.add((named.kind, name))
            self.names[named.kind].add(name, named)
        self.mentions.add(self.text[named.start : named.end], named)
        if named.kind == "person":
            self._persons[name[:1]][name] = named
        if named.kind == "person" or (named.kind == "organisation" and not named.anaphor and is_name(name) and not name.endswith(source_parts("outlet"))):
            self.people.append(named)
            self._again[name[:2]].append(named)

    def kind(self, kind: SourceKind) -> list[Named]:
        """Those of a kind."""
        return self.of_kind.get(kind, [])

    def holding(self, words: str, kind: SourceKind) -> Iterator[Named]:
        """Those of a kind whose names hold ``words``, first to last, of each name the first."""
        return self.names[kind].holding(words) if kind in self.names else iter(())

    def namesakes(self, words: str) -> Iterator[Named]:
        """Persons whose names begin like ``words`` or end with them, of each name the last."""
        yield from self._persons.get(words[:1], {}).values()
        if "person" in self.names:
            for named in self.names["person"].ending(words):
                name = self.text[slice(*named.name)]
                yield self._persons[name[:1]][name]

    def named_in(self, start: int, end: int) -> Iterator[Named]:
        """People whose names begin with two characters that stand side by side in ``text[start:end]``."""
        if self._again:
            window = self.text[start:end]
            few = len(self._again) < _FEW
            pairs = [p for p in self._again if len(p) == 2 and p in window] if few else {self.text[at : at + 2] for at in range(start, end - 1)}
            for pair in pairs:
                yield from self._again.get(pair, ())

    def bare(self, words: str, brackets: re.Pattern[str]) -> Iterator[Named]:
        """Those whose names, words, or words before 的 or before the name end with ``words``, without brackets, last to first."""
        for named in self.all[self._bared :]:
            self._bare.add("\n".join(self._forms(named, brackets)), named)
        self._bared = len(self.all)
        return self._bare.ending(words)

    def _forms(self, named: Named, brackets: re.Pattern[str]) -> tuple[str, ...]:
        """Name, words, words before 的 (审计署|的报告) and before the name (分析师|何远) of a mention."""
        name, mention = self.text[slice(*named.name)], self.text[named.start : named.end]
        if "（" in mention or "(" in mention or "（" in name or "(" in name:
            return brackets.sub("", name), brackets.sub("", mention), mention.partition("的")[0], self.text[named.start : named.name[0]]
        return name, mention, mention.partition("的")[0], self.text[named.start : named.name[0]]

    def called(self, words: str, brackets: re.Pattern[str]) -> bool:
        """Are they the bare name of somebody whose full mention ended with it (首席执行官|撒林（Ugo Salin）)?"""
        persons = self.kind("person")
        for named in persons[self._called :]:
            for form in self._forms(named, brackets):
                self._endings.update([form[-length:] for length in range(2, _BARE + 1)])
        self._called = len(persons)
        return 2 <= len(words) <= _BARE and words in self._endings

    def dotted(self, words: str, end: int) -> int:
        """Where the last dot before ``end`` stands that ``words`` follow, -1 for none."""
        dots = self._dots.get(words[:1], ())
        for at in reversed(dots[: bisect_left(dots, end - len(words))]):
            if self.text.startswith(words, at + 1):
                return at
        return -1
