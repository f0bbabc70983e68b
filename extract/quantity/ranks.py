"""第N: a rank where something is said to rank (全球第三, 第二大), else an ordinal (第三章, 第10天)."""

from __future__ import annotations

import re
from functools import cache

import regex

from extract.lexicon import rows, trie, words
from extract.quantity.numerals import NUMERAL, parse
from extract.schema import Quantity

_NTH = regex.compile(rf"(?P<last>倒数)?第\s?(?P<number>{NUMERAL})")
_DEGREE = regex.compile(r"\s?[大高多长快低小强好差重富贵深](?![学会批家胆力])|\s?[位名](?![于置为])")
_RANKED = regex.compile(
    r"(?:排名?|位居|位列|名列|位|居|列|世界|全球|全国|亚洲|欧洲|国内|全台|全港|东盟|跃居|稳居|高居|升至|升到|跌至|降至|退居|潜在全球"
    r"|行业|积分榜|榜上?|占|夺得?|获得?|拿下)(?:世界|全球|全国|亚洲)?(?:排名?|的)?\Z"
)
_MARKED = regex.compile(rf"(?:排名|排在?|位居|位列|名列|居|列)第?(?P<number>{NUMERAL})(?![%\d年月日倍元个])")


_TO = regex.compile(rf"\s?(?:[-—~–]|至|到)第?(?:{NUMERAL})")


def _durations() -> tuple[str, ...]:
    return tuple(word for word, _, kind in rows("units") if kind == "duration")


@cache
def _not_units() -> re.Pattern[str]:
    return re.compile(trie(words("notunits")))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s?{trie((*words('ordinals'), *(w for w, t in rows('counters') if t == 'classifier'), *_durations()))}")


def rank_at(text: str, pos: int, floor: int) -> Quantity | None:
    """A rank or an ordinal that begins with 第 (or 倒数第) at ``pos`` of normalised text; None elsewhere."""
    m = _NTH.match(text, pos)
    number = parse(m["number"]) if m else None
    if not m or number is None or number != int(number):
        return None
    degree = _DEGREE.match(text, m.end())
    ranked = _RANKED.search(text[max(floor, pos - 8) : pos])
    if degree or ranked or m["last"]:
        end = degree.end() if degree else m.end()
        rule = "rank.degree" if degree else "rank.place"
        words_ = text[pos:end]
        return Quantity(pos, end, words_, number, number, number, "=", "{rank}", words_, "rank", None, rule, "claim")
    to = None if degree or ranked else _TO.match(text, m.end())
    if to:
        last = _counted().match(text, to.end())
        end = last.end() if last else to.end()
        return Quantity(pos, end, text[pos:end], number, number, number, "=", "{rank}", text[pos:end], "rank", None, "ordinal.nth", "ordinal")
    counted = None if _not_units().match(text, m.end()) else _counted().match(text, m.end())
    end = counted.end() if counted else m.end()
    return Quantity(pos, end, text[pos:end], number, number, number, "=", "{rank}", text[pos:end], "rank", None, "ordinal.nth", "ordinal")
