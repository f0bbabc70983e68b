"""第N, 前N and 首N: a rank where something is said to rank (全球第三, 第二大, 跻身前五), else an ordinal (第三章, 第10天, 前五名选手)."""

from __future__ import annotations

import re
from functools import cache

import regex

from extract.lexicon import rows, trie, words
from extract.quantity.around_words import any_around
from extract.quantity.numerals import NUMERAL, parse
from extract.schema import Quantity

_NTH = regex.compile(rf"(?P<last>倒数)?第\s?(?P<number>{NUMERAL})")
_DEGREE = re.compile(r"\s?(?:[大高多长快低小强好差重富贵深](?![学会批家胆力])|少(?![将年女儿]))|\s?[位名](?![于置为])|号(?=市场|贸易伙伴|经济体|[出进]口国)")
_RANKED = re.compile(
    rf"(?:排[名行在到至进]?|位[居列于处]|名列|[位居列]|滑落至|攀升[至到]|{any_around('among')}|{any_around('ranked')}"
    r"|榜上?|占|夺得?|获得?|拿下)(?:世界|全球|全国|亚洲|全?联盟|联赛|全[省市校队])?(?:排名?|的)?\Z"
)
_MOVES = re.compile(rf"[位名]?(?:[攀跃上]?升|跃居|推进|[下滚]?[跌降滑]|滑落|退)[至到]第|\s?{any_around('ordered')}")
_MOVED = re.compile(r"第\s?\d+[位名]?(?:[攀跃上]升|推进|[下滚][跌降滑]|滑落|退)[至到]\Z")
"""由第41位攀升至|第33位: from one rank to another; 第三|便宜: by what it ranks."""
_WHO = re.compile(r"(?![的是为与和及者至到并且而但以在由后前])[一-鿿]")
"""第三位|证人: the third one of a row, in no order of size."""


_TOP = regex.compile(rf"[前首]\s?(?P<number>{NUMERAL})(?:\s?(?P<degree>[名位强大甲]))?(?P<within>[以之]?内(?![容部地存阁需涵外]))?")
_OPEN = re.compile(r"(?:[^\w]|[全国界球省市县区校班的绩榜])\Z")


_TO = regex.compile(rf"\s?(?:[-—~–]|至|到)第?(?:{NUMERAL})")


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"{trie(words('rank_verbs'))}(?:了|到|于)?[^\W\d之以此目提]{{0,6}}\Z")


def _durations() -> tuple[str, ...]:
    return tuple(word for word, _, kind in rows("units") if kind == "duration")


@cache
def _not_units() -> re.Pattern[str]:
    return re.compile(trie(words("notunits")))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s?{trie((*words('ordinals'), *(w for w, t in rows('counters') if t == 'classifier'), *_durations()))}")


def top_at(text: str, pos: int, floor: int) -> Quantity | None:
    """跻身前五, 排在前5名内, 前十大股东 at ``pos`` of normalised text: a rank up to the number; None elsewhere (目前5名, 前5个月)."""
    m = _TOP.match(text, pos)
    number = parse(m["number"]) if m else None
    if not m or number is None or number != int(number) or number < 2:
        return None
    reached = _reached().search(text[max(floor, pos - 10) : pos])
    if not m["degree"] and (not reached or (text[m.end() : m.end() + 1].isalnum() and text[m.end()] != "的")):
        return None
    if not reached and (text[pos] == "首" or (pos and not _OPEN.match(text, pos - 1, pos))):
        return None
    rule, label = ("rank.top", "claim") if reached else ("rank.top.class", "ordinal")
    words_ = m.group()
    return Quantity(pos, m.end(), words_, number, None, number, "<=", "{rank}", words_, "rank", None, rule, label)  # type: ignore[arg-type]


def _moves(text: str, pos: int, end: int) -> bool:
    """Is it the rank from which, or to which, something moved, or does a longer adjective of rank follow?"""
    if _MOVES.match(text, end):
        return True
    return _MOVED.search(text, max(0, pos - 12), pos) is not None and not _counted().match(text, end)


def rank_at(text: str, pos: int, floor: int) -> Quantity | None:
    """A rank or an ordinal that begins with 第 (or 倒数第) at ``pos`` of normalised text; None elsewhere."""
    m = _NTH.match(text, pos)
    number = parse(m["number"]) if m else None
    if not m or number is None or number != int(number):
        return None
    degree = _DEGREE.match(text, m.end())
    counted = None if degree or _not_units().match(text, m.end()) else _counted().match(text, m.end())
    ranked = (not counted and _RANKED.search(text[max(floor, pos - 8) : pos]) is not None) or _moves(text, pos, m.end())
    if degree or ranked or m["last"]:
        end = degree.end() if degree else m.end()
        rule = "rank.degree" if degree else "rank.place"
        words_ = text[pos:end]
        if degree and not ranked and not m["last"] and words_[-1] in "位名" and _WHO.match(text, end):
            return Quantity(pos, end, words_, number, number, number, "=", "{rank}", words_, "rank", None, "ordinal.nth", "ordinal")
        return Quantity(pos, end, words_, number, number, number, "=", "{rank}", words_, "rank", None, rule, "claim")
    to = None if degree or ranked else _TO.match(text, m.end())
    if to:
        last = _counted().match(text, to.end())
        end = last.end() if last else to.end()
        return Quantity(pos, end, text[pos:end], number, number, number, "=", "{rank}", text[pos:end], "rank", None, "ordinal.nth", "ordinal")
    end = counted.end() if counted else m.end()
    return Quantity(pos, end, text[pos:end], number, number, number, "=", "{rank}", text[pos:end], "rank", None, "ordinal.nth", "ordinal")
