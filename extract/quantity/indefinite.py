"""几, 数, 多, 双 and rhetorical 一 before a counter: they announce without counting (guide, section 1)."""

from __future__ import annotations

import re
from functools import cache

import regex

from extract.lexicon import rows, trie
from extract.schema import Quantity

_NOT_MANY = regex.compile(r"[许很众最更大太颇这好更诸繁甚增许愈越偏差顶万亿千百十\d]\Z|(?<![甚乃])至\Z")


@cache
def _few() -> re.Pattern[str]:
    counted = [word for word, kind in rows("counters") if kind == "classifier" or len(word) == 1]
    counted += [word for word, _, kind in rows("units") if kind == "duration"]
    return re.compile(rf"(?P<word>[几数多])\s?(?P<counter>{trie(tuple(counted))}|(?<=数)月)")


def indefinite_at(text: str, pos: int) -> Quantity | None:
    """几年, 数家, 多名 at ``pos`` of normalised text, without a reading; None elsewhere (许多人, 数据)."""
    m = _few().match(text, pos)
    if not m or not m["counter"]:
        return None
    if m["word"] == "多" and _NOT_MANY.search(text[max(0, pos - 2) : pos]):
        return None
    return Quantity(pos, m.end(), m.group(), None, None, None, None, None, None, None, None, "indefinite.few", "indefinite")
