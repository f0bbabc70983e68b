"""Names for source mentions: pronouns and 该机构, 报告, 文章 to the source named before, short names to full ones."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, trie
from extract.link.mentions import kind_of
from extract.schema import SourceKind

_BRACKET = re.compile(r"(?P<name>[\w·《》“”]{2,20})[（(](?P<short>[^（）()]{2,40})[）)]")
_TITLE = re.compile(r"《[^《》]{1,30}》")


class Named(Struct, frozen=True):
    """A source mention with the name that the document gives it and its kind. ``anaphor`` where it was a stand-in."""

    start: int
    end: int
    name: str
    kind: SourceKind
    anaphor: bool


@cache
def _anaphors() -> dict[str, SourceKind]:
    return dict(rows("anaphors"))  # type: ignore[arg-type]


@cache
def _stands_in() -> re.Pattern[str]:
    return re.compile(trie(tuple(_anaphors())) + r"\Z")


def defining_mentions(text: str) -> dict[str, str]:
    """X（Y） in the text: from the short form Y and from X itself to the full words X（Y）."""
    out: dict[str, str] = {}
    for m in _BRACKET.finditer(text):
        short = m["short"].strip()
        if re.fullmatch(r"[A-Za-z][\w .&·-]*|以?下?简称[“「]?[\w·]+[”」]?", short):
            out.setdefault(re.sub(r"^以?下?简称|[“”「」]", "", short), m.group())
    return out


def resolve(text: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], Named]:
    """Name every source mention of a document, in the order of the text.

    A stand-in takes the nearest source before it whose kind fits (他: person, 该机构: organisation, 文章: publication, then
    person); with none before it, it names itself. A short name takes the longest name before it that holds it.
    """
    brackets = defining_mentions(text)
    seen: list[Named] = []
    out: dict[tuple[int, int], Named] = {}
    for span in sorted(set(spans)):
        words = text[span[0] : span[1]].strip()
        wanted = _anaphors().get(words)
        if wanted:
            named = Named(*span, *_antecedent(text, span[0], wanted, seen, words), True)
        else:
            kind = kind_of(words)
            named = Named(*span, _full(words, kind, seen, brackets), kind, False)
            seen.append(named)
        out[span] = named
    return out


def _antecedent(text: str, pos: int, wanted: SourceKind, seen: list[Named], words: str) -> tuple[str, SourceKind]:
    order: dict[str, tuple[str, ...]] = {
        "person": ("person",),
        "organisation": ("organisation",),
        "publication": ("publication", "person"),
        "document": ("document",),
    }
    for kind in order.get(wanted, ()):
        for named in reversed(seen):
            if named.kind == kind:
                return named.name, kind  # type: ignore[return-value]
    if wanted == "publication":
        titles = _TITLE.findall(text, 0, pos)
        if titles:
            return titles[0], "publication"
    return words, wanted


def _full(words: str, kind: SourceKind, seen: list[Named], brackets: dict[str, str]) -> str:
    """The longest earlier name of the same kind that contains these words, or the bracketed form they abbreviate."""
    if words in brackets:
        return brackets[words]
    best = words
    for named in seen:
        if named.kind == kind and len(best) < len(named.name) <= 2 * len(words) + 6 and words in named.name and kind != "unnamed":
            best = named.name
    return best
