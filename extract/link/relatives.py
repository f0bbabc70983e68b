"""Relative clauses before a source, which tell it apart and are none of its name (她所在的|中心, 该报获得的|一份文件)."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie
from extract.link.source_words import source_nouns, source_parts

_HERS = re.compile(
    rf"[他她其]们?{trie(source_parts('serving'))}的(?=..)"
    r"|(?:曾经?|现|时)?(?:任|担任)[^，。；]{3,24}?的(?=..)|总部[设位][^，。；]{2,12}的(?=..)"
    r"|受[^，。；“「\n]{2,16}?委托的?(?:(?:进行|开展|展开)[^，。；的]{2,8}的)?(?=[^，。；]{3})"
    r"|[^，。；“「\n]{2,16}委托(?=[^，。；]{2,20}(?:进行|开展|展开|完成)的)"
    rf"|{trie(source_parts('leading'))}[^，。；的]{{2,16}}的(?=..)"
    r"|[^，。；的]{2,8}出身的(?=..)"
    r"|包括[^，。；]{2,16}(?:在内)?的(?=..)"
)
"""What tells apart whom or what follows it (她所在的|中心, 曾任大使的|某某, 总部设在北港的|公司)."""


_AMONG = re.compile(rf"一[家名位间]{trie(source_nouns('house'))}(?=[^，。；的]{{4,}}\Z)")
"""One of those spoken of, before its name (其中|一家公司|云河集团)."""


def behind_aside(text: str, start: int, end: int) -> int:
    """Where the mention begins behind such a clause at ``start`` of the normalised text, else ``start``."""
    if text.startswith("其中", start - 2) and (among := _AMONG.match(text, start, end)):
        return among.end()
    if "的" not in text[start:end]:
        return start
    m = _HERS.match(text, start, end) or _shown().match(text, start, end)
    return m.end() if m else start


@cache
def _shown() -> re.Pattern[str]:
    """By whom a document was got that is told apart so (该报从卫生部获得的|一份文件)."""
    return re.compile(rf"[^，。；：“「\n]{{2,30}}?(?:{trie(source_parts('seen'))})到?的(?=[一这两三][份项封篇张][^，。；的]{{2,}})")


@cache
def making() -> re.Pattern[str]:
    """公布的 before what is made public."""
    return re.compile(rf"(?:部分)?(?:{trie(source_parts('issue'))})的(?=..)")


@cache
def makers() -> frozenset[str]:
    """With what 公布的… and 由…公布的… begin."""
    return frozenset("部由" + "".join(word[0] for word in source_parts("issue")))


@cache
def by_whom() -> re.Pattern[str]:
    """由 before who makes something public (由|北港商会公布的调查)."""
    verbs = {word.removesuffix("的") for word in (*source_parts("issue"), *source_parts("fund")) if not word.startswith("的")}
    return re.compile(rf"由(?=[^，。的]{{2,24}}(?:的[^，。的]{{2,12}})?{trie(tuple(sorted(verbs)))}的)")


def makers_before(text: str, start: int, end: int) -> bool:
    """Does a clause up to a mention hold no more than when it was made public (上周发布的|报告)?"""
    return _made_then().fullmatch(text, start, end) is not None


@cache
def _made_then() -> re.Pattern[str]:
    return re.compile(rf"[^，。；的]{{0,8}}?(?:{trie(source_parts('issue'))})的(?:最新|一[份项篇])?")


_ASIDE = re.compile(r"[（(][^（）()\n]{0,30}?(?:总部|位于|设[在于]|成立于|创[立办]于|隶属|前身|[，,])[^（）()\n]{0,30}[）)]")
"""A bracket that tells where or what somebody is (南湾银行（总部位于北港）)."""


def before_aside(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a mention in ``text[start:end]`` ends before a bracket that is open, or closes it and tells what somebody is; and from where on
    it may be cut: behind such a bracket (南湾银行（总部位于北港）|行长何远)."""
    opening = max(text.rfind(mark, start, end) for mark in "（(")
    if opening <= start:
        return end, start
    if max(text.find(mark, opening, end) for mark in "）)") < 0:
        return opening, start
    aside = _ASIDE.match(text, opening, end)
    if aside is None:
        return end, start
    return (opening, start) if aside.end() == end else (end, aside.end())
