"""The patterns of times that events, terms and seasons name, composed from named parts. ``when_events.py`` runs them.

Input is normalised text. Words come from the lexicons ``times_*.tsv``. Groups (``term``, ``due``, ``roc``) are the time where words around it are matched too.
"""

from __future__ import annotations

from functools import cache

from extract.lexicon import rows, trie, with_role, words


def _any(role: str) -> str:
    """An expression for the words of ``lexicon/times_around.tsv`` with that role."""
    return trie(with_role("times_around", role))


_HEAD = r"(?:(?<=[，,。；;：:“「｜|\n])|(?<=[，,。：:“「\n]在)|(?<![\s\S]))"
_JOINED = r"(?<=[，,。；;：:“「\n][而且并但惟])"
_NAME = r"[^，,。；;：:、\d“”「」（）()｜|\s年月日在了由被对从们]"
_NO_BASE = "(?![比较占与和跟])"
_NUMBER = r"\d一二三四五六七八九十百两"
_COUNT = r"[一两二三四五六七八九十\d]{1,2}"
_ANY_COUNT = rf"(?:\d{{1,3}}|[{_NUMBER}几]{{1,3}})"
_UNIT = "(?:个?月|个?季度|个?小时|个?星期|周|天|日|年)"
_LENGTH = rf"{_COUNT}{_UNIT}"
_INSIDE = "(?:之?内|里|间)"
_SOME = rf"(?=[^，,。；;的]{{0,7}}?(?<![\d唯])(?!\d{{2,4}}年|\d\d?月)[{_NUMBER}])"
_AMOUNT = rf"(?:约|近|逾|超过?|不到|不足|将近|多达)?[{_NUMBER}]"


@cache
def event() -> str:
    """The expression for all of them."""
    happening = trie(words("times_happenings"))
    whole = trie(tuple(word for word in words("times_happenings") if len(word) > 1))
    quiet = rf"(?:(?!{'|'.join(words('times_speech'))}|发现|否认|受访|曾|[低高多少]于){_NAME})"
    lead = trie((*words("times_ahead"), *with_role("times_around", "pledge")))
    return "|".join(
        (
            rf"(?<!个)(?<!每天){trie(tuple(word for word, _, place in rows('times_events') if not place))}(?![茶饭场餐]|好[，！!]|[{_NUMBER}]{{1,3}}[点时:])",
            rf"(?:{_HEAD}|(?<=在)){trie(tuple(word for word, _, place in rows('times_events') if place == 'head'))}(?!的?[人家时们段])",
            rf"(?<=[望在于划拟料计会将若判须要]){trie(tuple(row[0] for row in rows('times_events') if row[2] == 'mid'))}(?!的)",
            _NOW,
            _OF_THE_REPUBLIC,
            *_of_stretches(quiet),
            *_of_terms(lead),
            rf"{_HEAD}截至(?:期末|期内|{happening})(?![日月者])",
            rf"(?<=[由从自较比于])(?:{trie(tuple(row[0] for row in rows('times_events') if row[2] == 'base'))}|{happening}(?:前|时|后))"
            rf"(?=的[^，。]{{0,3}}[{_NUMBER}])",
            rf"{_HEAD}{_NO_BASE}{quiet}{{2,10}}?(?:的?那(?:一?天|一?晚|一?年|个?晚上|段时间)(?!的)|之初|伊始|初期)",
            rf"(?:(?:{_HEAD}|{_JOINED}){_NO_BASE}(?:{happening}|{quiet}{{1,12}}?(?:{whole}))|(?:(?<=早在)|(?<![未不没比较占其在]))(?:{whole})){_TURN}",
        )
    )


_NOW = (
    rf"(?<![出实表发呈体兑变展涌浮重再闪以对在把为让令将使])现(?:(?=[有存已共仅约只尚为设聘管持占报]{_SOME})|(?=[有存]的{_AMOUNT}))"
    rf"|{_HEAD}现(?={_any('present')}{_SOME})"
    r"|(?<=[^\d如忆似])昨(?=[^天日晚夜早晨年今是])"
    rf"|(?<=[^至如迄古当现而于从距是为到\d昨])今(?={_any('today')}|在{_any('venue')})"
)
"""现 before what there is and its amount, and 昨 and 今 of the papers of Hong Kong and Taiwan."""

_OF_THE_REPUBLIC = (
    r"(?<=[从由到至较比把在自诺标])(?P<roc>1[0-3]\d年(?:[春夏秋冬]季)?(?=的?[^\d，,。；;前后以之内间来历多期度的]{1,14}?[\d一二三四五六七八九十]|的[\d一二三四五六七八九十]))"
)
"""Years of the Republic of China, which are none in a text that has no other."""

_TURN = (
    r"(?:(?:之?前(?![往景期提线述方总首所])|[之以]?后(?![来续果期者备卫台方市代])|(?<!战)时(?![速间刻段期代薪长任程]))"
    rf"(?:的?(?:最后|第|首|头)?{_ANY_COUNT}{_UNIT}{_INSIDE}?|的几个?小时里?|的第一个?{_any('spell')}|(?!的|统计|数据))"
    rf"|{_ANY_COUNT}{_UNIT}之?内|[首头前]{_COUNT}{_UNIT}里?)"
)
"""What makes a time of a happening: 前, 后 or 时, with a length behind it or not (事发后两小时内)."""


def _of_stretches(quiet: str) -> tuple[str, ...]:
    """While or since something goes on (演习期间, 罢工以来), and stretches of a season, a fair or a life."""
    return (
        rf"(?:{_HEAD}(?!各|存续|有效)|在){_NAME}{{2,12}}?期间|[“「][^“”「」，。\d]{{2,8}}[”」]期间|[本此这][轮次波]{_NAME}{{2,10}}?以来",
        rf"{_HEAD}(?!{_any('always')}|是|包括|为){quiet}{{2,14}}?(?<!有史)(?<!记录)(?<!纪录)以来(?!的?[第最首新])",
        rf"在{_NAME}{{0,10}}?任期内|(?:{_HEAD}|在){_NAME}{{0,6}}任内(?:的?[头前首]{_COUNT}年)?",
        rf"(?<![提目以])[首头]{_COUNT}年|(?<!入伍)第[一1]年(?!级)",
        rf"[前首近](?!一[轮场战仗站]){_COUNT}(?:轮|场|战|仗|站)(?![次馆地所外融投谈招制磋会改调补])",
        rf"(?<!第){_COUNT}(?:轮|场|战|个比赛日){_any('over')}|{_HEAD}{_COUNT}个比赛日",
        rf"近{_LENGTH}(?=的(?!{_any('work')}))",
        rf"再过{_LENGTH}|{_any('gathering')}{_COUNT}天",
        rf"在?[其此]后的{_ANY_COUNT}{_UNIT}{_INSIDE}?",
    )


def _of_terms(lead: str) -> tuple[str, ...]:
    """The years within which something is to come about (拟三年内, 五年内可能)."""
    term = rf"(?<![\d第近])(?:\d{{1,3}}|[{_NUMBER}]{{1,3}})年(?:之?内|里)"
    return (
        rf"(?:(?:{lead}|拟|将|会|要|须|必须)[要会是可]?[，,]?在?)(?P<term>{term})",
        rf"(?P<due>{term})(?=[^，,。；;]{{0,10}}?(?:将|[可只才都便就]?会(?!议)|可能|可望|有望|拟|预计|料))",
    )
