"""Who stands behind data: X公布的数据 and X调查结果 are X's (guide, section 8)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import seeker, trie
from extract.link.mentions import (
    BRACKETS,
    EDGE,
    FOREIGN,
    NAMELESS,
    ONE,
    OPEN,
    bare_words,
    ending_of,
    ends_known,
    issuer,
    kind_of,
    names_nobody,
    title_in,
)
from extract.link.persons import is_name, is_title, personal_name
from extract.link.source_words import source_parts

_COUNTED_OUT = re.compile(r"(?:[\d一两三四五六七八九十几数多这该某]|上述)\d*[,\d]*[项份种篇个组批则次]")
_A_KIND = re.compile(r"[一这][份项篇](?=[^的]*\Z)")
_AREAS = ("州", "省", "市", "县", "区", "国")
_FIGURES = ("数据", "统计", "资料")
_TELLING = ("报道", "报导", "消息")
_WHEN = r"(?:陆续|相继|先后|[今昨前]天|[近日]日|\d{1,2}日|周[一二三四五六日]|[上本这]个?[周月]|[今去前]年(?:\d{1,2}月)?|\d{1,2}月(?:\d{1,2}日)?)?"


@cache
def _owned() -> tuple[re.Pattern[str], ...]:
    """X公布的…数据, X的调查结果, and X的最新 before a noun of the cue: expressions whose first group is X."""
    word = trie(source_parts("quality"))
    issued = rf"(.{{2,30}}?){_WHEN}(?:{word})*所?(?:{trie(source_parts('issue'))})+的?.{{0,24}}\Z"
    owned = rf"(.{{2,60}}?)的?(?:{word})*的?{trie(source_parts('data'))}\Z"
    return re.compile(issued), re.compile(owned), re.compile(rf"(.{{2,30}}?)(?:的(?:{word})+|的?一[项份篇])\Z")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"(.{{2,}})的(?:{'|'.join(_TELLING)})")


@cache
def _issue() -> re.Pattern[str]:
    return seeker(source_parts("issue"))


def _is_somebody(words: str) -> bool:
    """May the words before 数据 be whose data they are, and not what they are of (工业生产数据)?"""
    bare = BRACKETS.sub("", words := words.rstrip(" ”」》的"))
    return (FOREIGN.search(words) is not None and "的" not in words) or ends_known(bare) or "《" in words or "“" in words or "「" in words or is_name(bare)


def owner(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Who stands behind data: X公布的数据 and X调查结果 are X's (guide, section 8)."""
    start, end = span
    low, high = _owner(text[start:end])
    return (start + low, start + high) if high - low < end - start else span


@lru_cache(maxsize=1 << 14)
def _owner(words: str) -> tuple[int, int]:
    """Where in a mention its owner stands."""
    issuing, *patterns = _owned()
    issued = issuing.match(words) if _issue().search(words) and ("的" in words or personal_name(words) is None) else None  # 研究|主持人沃夫
    owned, cut = [pattern.match(words) for pattern in patterns] if words.endswith((*source_parts("data"), *source_parts("quality"))) else (None, None)
    issued, owned, cut = [m if m and not m[1].endswith(source_parts("fund")) else None for m in (issued, owned, cut)]  # 大学支持的研究: not the university's
    told = _telling().fullmatch(words) if words.endswith(_TELLING) else None
    body = issuer(words, 0, owned.end(1)) if owned and not issued and "的" not in words and words.endswith(_FIGURES) else 0
    if body and words[:body].isalnum() and (words[body - 1] in "部局署厅" or len(ending_of(words[:body])) > 1):
        return 0, body  # 国家统计局|人口数据
    newest = words.find("最新")
    if newest > 2 and issuer(words, 0, newest) == newest and "的" not in words:
        return 0, newest  # 农业厅|最新墒情通报
    if told:
        for high in range(told.end(1), 1, -1):
            if ends_known(words[:high]) or words[high - 1] == "》":
                return 0, high  # 路透社发自北港的报道
    if m := (issued if issued and "是" not in issued[1] and not OPEN.search(issued[1]) else None) or (owned if owned and _is_somebody(owned[1]) else cut):
        low, high = m.span(1)
        high += words[high : high + 1] == "所" and len(ending_of(words[low : high + 1])) > 1  # 交易所|公布的数据
        while high > low and words[high - 1] in EDGE:
            high -= 1
        nobody = _A_KIND.match(words) or (names_nobody().match(words) and high - low < 4) or _COUNTED_OUT.match(words[low:high])
        if high - low >= 2 and words[low] not in "（(" and not nobody:
            return low, high
    head, of, tail = words.rpartition("的")
    clause = of and len(tail) >= 2 and len(head) >= 4 and title_in().search(tail) and not NAMELESS.search(words)
    if clause and not (_has_people(head, tail) or _is_one_of(words, tail)):
        return len(words) - len(tail), len(words)  # 做了十年生意的范女士: the relative clause is no part of the name
    return 0, len(words)


def _is_one_of(words: str, tail: str) -> bool:
    """Is it somebody told apart by what he does, and not by a name (一名当过船长的|工程师)?"""
    return (bool(ONE.match(words)) or is_title(tail)) and personal_name(tail) is None


def _has_people(head: str, tail: str) -> bool:
    """Are they a body and those of its people who are only called by what they are (研究所|的官员)?"""
    body = bare_words(head)
    placed = ends_known(body) or body.endswith(_AREAS)
    return is_title(tail) and placed and kind_of(body) == "organisation" and not body.endswith(source_parts("data"))
