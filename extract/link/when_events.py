"""Times that an event or a season names, without a date (入夏以来, 罢工期间, 任内头三年): found in a sentence that holds a claim.

Words stand in ``times_events.tsv``; most have no EDTF. All offsets are code points of the one normalised text that is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extract.lexicon import rows, trie, words
from extract.link.when_holds import EVENT
from extract.schema import TimeMention

_WHOLE_DAY = re.compile("[日天号]\\Z|(?:周|星期|礼拜)[一二三四五六]\\Z")
_CLAUSE_MARK = re.compile("[，,。；;：:、\\n]")


@cache
def _event() -> re.Pattern[str]:
    head = r"(?:(?<=[，,。；;：:“「\n])|(?<=[，,。：:“「\n]在)|(?<![\s\S]))"
    name = r"[^，,。；;：:、\d“”「」（）()｜|\s年月日在了由被对从们]"
    some = r"(?=[^，,。；;的]{0,7}?[\d一二三四五六七八九十百])"
    count = r"[一两二三四五六七八九十\d]{1,2}"
    happening = trie(words("times_happenings"))
    whole = trie(tuple(word for word in words("times_happenings") if len(word) > 1))
    length = rf"{count}(?:个月|个?小时|天|日|周|年)"
    turn = (
        rf"(?:之?前(?![往景期提线述方总首所])|[之以]?后(?![来续果期者备卫台方市代])|(?<!战)时(?![速间刻段期代薪长任程]))"
        rf"(?:的?(?:最后|第|首|头)?{length}(?:之?内|里|间)?|(?!的|统计|数据))"
    )
    quiet = rf"(?:(?!{'|'.join(words('times_speech'))}|发现|否认|受访|[低高多少]于){name})"
    game = (
        rf"[前首近](?!一[轮场战仗站]){count}(?:轮|场|战|仗|站)(?![次馆地所外融投谈招制磋会改调补])"
        rf"|(?<!第){count}(?:轮|场|战|个比赛日)(?:过后|战罢|赛后|过去|下来)"
    )
    term = r"(?<![\d第近])(?:\d{1,3}|[一二三四五六七八九十两百]{1,3})年(?:之?内|里)"
    return re.compile(
        rf"(?<!个)(?<!每天){trie(tuple(word for word, _, place in rows('times_events') if not place))}(?![茶饭场餐好新])"
        rf"|{head}{trie(tuple(row[0] for row in rows('times_events') if row[2]))}(?![的]?[人家时们])"
        rf"|(?<![出实表发呈体兑变展涌浮重再闪以对在把为])现(?=[有存已共仅约只尚]{some})"
        r"|(?<=[^\d如忆似])昨(?=[^天日晚夜早晨年今是])"
        rf"|(?:{head}(?!各|存续|有效)|在){name}{{2,12}}?期间|[本此这][轮次波]{name}{{2,10}}?以来"
        rf"|(?:{head}|在){name}{{0,6}}任内(?:的?[头前首]{count}年)?"
        rf"|(?<![提目以])[首头]{count}年|(?<!入伍)第[一1]年(?!级)"
        rf"|{game}|{head}(?![比较占与和跟]){quiet}{{2,10}}?(?:那(?:一?天|一?晚|一?年|个?晚上|段时间)(?!的)|之初|伊始|初期)"
        rf"|(?:(?:{'|'.join(words('times_ahead'))}|拟|将|承诺|目标|目标为|希望|打算|矢言|会|要|须|必须)[要会是可]?[，,]?在?)(?P<term>{term})"
        rf"|(?P<due>{term})(?=[^，,。；;]{{0,10}}?(?:将|[可只才都便就]?会(?!议)|可能|可望|有望|拟|预计|料))"
        rf"|近{length}(?=的(?!历史|时间|经验|努力|建设|发展|研究|谈判|等待|准备|调查|审理|沟通))"
        rf"|再过{length}|假期{count}天|(?<=[由从自较比])(?:高峰|低谷|顶峰|起初)(?=的[^，。]{{0,3}}[\d一二三四五六七八九十])"
        rf"|(?:(?:{head}|(?<=[，,。；;：:“「\n][而且并但惟]))(?![比较占与和跟]){quiet}{{0,12}}?(?:{happening})|(?<![未不没比较占其在])(?:{whole})){turn}"
    )


@lru_cache(maxsize=2)
def events(text: str, low: int, high: int) -> tuple[TimeMention, ...]:
    """The times of that kind in a stretch of the text; not the reach of a record (入夏以来最高)."""
    return tuple(
        TimeMention(*found.span(found.lastgroup or 0), found[found.lastgroup or 0], EVENT, False)
        for found in _event().finditer(text, low, high)
        if text[found.end() : found.end() + 1] not in {"第", "最", "首", "新"}
    )


def with_events(times: Sequence[TimeMention], text: str, low: int, high: int) -> Sequence[TimeMention]:
    """The times together with those that events name, in order, but those in a clause with a time before them."""
    found = [event for event in events(text, low, high) if not any(_rules(time, event, text) for time in times)]
    if any(event.text in _of_day() for event in found):
        days = [time.start for time in times if _WHOLE_DAY.search(time.text) and low <= time.start]
        found = [event for event in found if event.text not in _of_day() or not any(day < event.start for day in days)]
    return sorted([*times, *found], key=_start) if found else times


@cache
def _of_day() -> frozenset[str]:
    """Parts of a day and of its trading, which a day in the sentence before them tells better (周二走高，午后涨3%)."""
    return frozenset(word for word, reading, _ in rows("times_events") if reading == "day")


def _rules(time: TimeMention, event: TimeMention, text: str) -> bool:
    if time.end <= event.start:
        return not _CLAUSE_MARK.search(text, time.end, event.start)
    return time.start < event.end


def _start(mention: TimeMention) -> int:
    return mention.start
