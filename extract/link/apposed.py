"""Bodies that a stand-in means because they were told with what they are (外资行|云岭: 该行; 环保团体「青岬」: 该团体)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import trie
from extract.link.mentions import ends_known
from extract.link.persons import personal_name, titles
from extract.link.reach import FAR, NEAR
from extract.link.seen import Seen
from extract.link.source_words import source_parts

_QUOTED = r"[“「](?P<name>[^“”「」\n，。]{2,12})[”」]"
_ADVISERS = re.compile(rf"(?!{trie(source_parts('adviser'))})[一-鿿]{{2,3}}顾问")
"""Firms that are called advisers, as no person is."""
_VIEW = r"(?=看[法好淡]|[仍则也亦]?[料估指称]|预[计期测料估]|认为|表示|指出|报告|研报|发表|[上下]调|维持|重申|将[其目]|把[其目]|最新|[今昨前]|较|[，,（(])"


@lru_cache(maxsize=256)
def _so_called(noun: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(noun)}{_QUOTED}")


@cache
def _banks() -> re.Pattern[str]:
    """The name of a bank or broker behind what it is, at the head of a clause (外资行|云岭|看法…)."""
    what = tuple(word for word in source_parts("what") if word.endswith("行")) + ("大行", "投行", "券商", "证券行")
    return re.compile(rf"(?:{trie(what)})(?P<name>(?!的|{trie(what)})[一-鿿]{{2,5}}?){_VIEW}")


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：《》（）的]{{0,12}}?(?:{trie(source_parts('what'))})(?:{_QUOTED}|(?P<bare>[一-鿿]{{2,5}}|[A-Z][\w .&'-]*))")


def is_told(words: str) -> bool:
    """Is it a body by what it is and its name, which ends like no source (顾问公司|云岭, 民调机构「岭下」)?"""
    m = _told().fullmatch(words)
    if m is None or m["bare"] is None or _ADVISERS.fullmatch(m["bare"]):
        return m is not None
    return not (m["bare"].endswith(titles()) or ends_known(m["bare"]) or personal_name(words))


def apposed(text: str, span: tuple[int, int], noun: str, seen: Seen) -> tuple[int, int] | None:
    """The body that was told last as a ``noun`` with a name behind it, in the paragraph or shortly before."""
    quoted = list(_so_called(noun).finditer(text, max(0, span[0] - NEAR), span[0])) if len(noun) > 1 else []
    if quoted:
        return quoted[-1].span("name")
    floor = max(text.rfind("\n", 0, span[0]) + 1, span[0] - FAR)
    if noun in ("行", "大行", "投行", "券商"):
        last = seen.all[-1].start if seen.all else 0
        banks = list(_banks().finditer(text, max(floor, last), span[0]))
        return banks[-1].span("name") if banks else None
    for named in reversed(seen.all):
        if named.end < floor:
            return None
        if named.kind == "organisation" and not named.anaphor:
            words = text[slice(*named.name)]
            kinds = tuple(word for word in source_parts("what") if word.endswith(noun))
            at = max((words.rfind(kind) + len(kind) for kind in kinds if kind in words), default=0)
            return named.name if 0 < at < len(words) else None
    return None
