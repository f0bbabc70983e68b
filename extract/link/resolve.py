"""Names for source mentions: pronouns and 该机构, 报告, 文章 to the source named before, short names to full ones."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, trie
from extract.lexicon import words as lexicon_words
from extract.link.mentions import kind_of
from extract.schema import SourceKind

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_NAME = re.compile(r"[\w·《》“”]{2,20}\Z")
_SHORT = re.compile(r"[A-Za-z][\w .&·-]*|以?下?简称[“「]?(?P<named>[\w·]+)[”」]?")
_TITLE = re.compile(r"《[^《》]{1,30}》")


class Named(Struct, frozen=True):
    """A source mention with the place of the fullest name that the document gives it, and its kind."""

    start: int
    end: int
    name: tuple[int, int]
    kind: SourceKind
    anaphor: bool


@cache
def _anaphors() -> dict[str, SourceKind]:
    return dict(rows("anaphors"))  # type: ignore[arg-type]


@cache
def _stands_in() -> re.Pattern[str]:
    return re.compile(trie(tuple(_anaphors())) + r"\Z")


def defining_mentions(text: str) -> dict[str, tuple[int, int]]:
    """X（Y） in normalised text: from the short form Y, and from X itself, to the place of the full words X（Y）."""
    out: dict[str, tuple[int, int]] = {}
    for m in _BRACKET.finditer(text):
        short = _SHORT.fullmatch(m["short"].strip())
        name = _NAME.search(text[max(0, m.start() - 20) : m.start()]) if short else None
        if short and name:
            out.setdefault(short["named"] or short.group(), (m.start() - len(name.group()), m.end()))
    return out


def resolve(text: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], Named]:
    """Name every source mention of a normalised text, in the order of the text.

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
            name, kind = _antecedent(text, span, wanted, seen)
            out[span] = Named(*span, name, kind, True)
        else:
            kind = kind_of(words)
            named = Named(*span, _full(text, span, kind, seen, brackets), kind, False)
            seen.append(named)
            out[span] = named
    return out


_LOOKS_FOR: dict[str, tuple[SourceKind, ...]] = {
    "person": ("person",),
    "organisation": ("organisation",),
    "publication": ("publication", "person"),
    "document": ("document",),
}


def _antecedent(
    text: str, span: tuple[int, int], wanted: SourceKind, seen: list[Named]
) -> tuple[tuple[int, int], SourceKind]:
    words = text[span[0] : span[1]]
    if words[0] in "该此" and len(words) > 2:
        for named in reversed(seen):
            full = _BRACKET.sub("", text[slice(*named.name)])
            if full.endswith(words[1:]) and full != words:
                return named.name, named.kind
    for kind in _LOOKS_FOR[wanted]:
        for named in reversed(seen):
            if named.kind == kind:
                return named.name, kind
    if wanted in ("publication", "document"):
        found = None
        for title in _TITLE.finditer(text, max(0, span[0] - 600), span[0]):
            if kind_of(title.group()) == wanted:
                found = title.span()
        if found:
            return found, wanted
    return span, wanted


@cache
def _generic_names() -> frozenset[str]:
    return frozenset(lexicon_words("sourcekinds"))


def _full(
    text: str, span: tuple[int, int], kind: SourceKind, seen: list[Named], brackets: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """The longest earlier name of the same kind that contains these words, or the bracketed form they abbreviate."""
    words = text[span[0] : span[1]]
    if words in brackets:
        return brackets[words]
    if words in _generic_names():
        return span  # 受访者, 官方: no longer name with the same words is meant
    best = span
    for named in seen:
        length = named.name[1] - named.name[0]
        if (
            named.kind == kind != "unnamed"
            and best[1] - best[0] < length <= 2 * len(words) + 6
            and words in text[named.name[0] : named.name[1]]
        ):
            best = named.name
    return best
