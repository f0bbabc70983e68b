"""Where reporting ends: at the words that turn away from a source (但, 事实上), and above the headlines of other texts.

The words are those of ``lexicon/frames.tsv``, by their role.
"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, trie

_CLAUSES = re.compile(r"[，,；;。]\s?")


@cache
def roles() -> dict[str, tuple[str, ...]]:
    """The words around reporting cues (``lexicon/frames.tsv``) by their role."""
    out: dict[str, tuple[str, ...]] = {}
    for word, named in rows("frames"):
        for role in named.split("+"):
            out[role] = (*out.get(role, ()), word)
    return out


@cache
def _turn() -> re.Pattern[str]:
    return re.compile(trie(roles()["turn"]))


@cache
def _hard_turn() -> re.Pattern[str]:
    return re.compile(rf"[，,；;]\s?(?P<word>{trie(roles()['hard'])})(?!显示|表明|发现|证实|证明|称|指|是|的|中)")


def is_turn(text: str, start: int) -> bool:
    """Does a sentence that begins at ``start`` turn away from the source before it (但, 然而, 事实上)?"""
    return bool(_turn().match(text, start))


def turn_between(text: str, start: int, end: int) -> bool:
    """Does a clause in ``text[start:end]`` begin with a turn (，但…)?"""
    return any(_turn().match(text, m.end(), end) for m in _CLAUSES.finditer(text, start, end))


def scope_end(text: str, start: int, end: int) -> int:
    """Where indirect speech that begins at ``start`` ends: at a turn to the author's own voice (但现实是), else at ``end``."""
    m = _hard_turn().search(text, start, end)
    while m and text[start : start + 1] in ("，", ",") and m["word"] in roles()["told"]:
        m = _hard_turn().search(text, m.end(), end)  # 他质疑，…，结果只拨了六成
    return m.start() if m else end


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"\n(?:{trie(roles()['links'])})[:：]?\s*\n")


def links_below(text: str) -> int:
    """Where the headlines of other texts begin that close a text (延伸阅读), else its end."""
    m = _links().search(text) if "阅读" in text or "报道\n" in text else None
    return m.start() + 1 if m else len(text)
