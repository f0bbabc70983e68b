"""The fullest name that a text gives a source: 布伦特·哈洛 for 哈洛, 世界银行 for 世银."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.lexicon import words as lexicon_words
from extract.link.bodies import firm_of, is_fuller
from extract.link.mentions import ends_known, is_article, kind_of
from extract.link.persons import foreign_run, is_short, is_title, personal_name, same_person, spoken_of
from extract.link.seen import Named, Seen
from extract.link.source_words import source_parts
from extract.schema import SourceKind

_FEW = re.compile(r"(?:[一两三四五六几数\d]|多)(?![项份篇次批])(?:名|位|个|家)?")
_LATIN = re.compile(r"[（(][A-Z][^（）()\n]{2,40}[）)]")
_SURNAME = re.compile(r"[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?")
_FOREIGN_NAME = re.compile(r"[\w·・•‧.]+\Z")
_CALLED = re.compile("名[为叫]|[的是叫为]")
_FAR = 600
"""How far before a stand-in its source is looked for where no reporting words name it, in characters."""
_LAW_FAR = 1000
"""The same for the law that an article is one of."""
_MOST = 100
"""How many mentions before a bare 警方 are asked whether they all are of one body."""
_CLAUSE_LEAST = 12
"""How many characters a mention has at least that holds a clause."""
_NAMELESS = ("消息人士", "知情人士")
_SPREAD = 8
"""A name written out lies within as many characters for each of its short form."""


@cache
def _generic_names() -> frozenset[str]:
    return frozenset(lexicon_words("sourcekinds"))


def longest(text: str, name: tuple[int, int], seen: Seen) -> tuple[int, int]:
    """The fullest name of the person whose name stands at ``name``."""
    words = text[slice(*name)]
    return _fuller(text, words, seen) or name


def _fuller(text: str, words: str, seen: Seen) -> tuple[int, int] | None:
    """The last name of a person before that ``words`` may be short for."""
    key = words[1:] if words[0] in "老小" and len(words) == 2 else words
    found = [n for n in seen.namesakes(key) if same_person(words, text[slice(*n.name)])]
    return max(found, key=_place).name if found else None


def _place(named: Named) -> tuple[int, int]:
    return named.start, named.end


def dotted(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """The full foreign name before that ends with these words (布伦特·哈洛 for 哈洛)."""
    words = text[slice(*span)]
    at = seen.dotted(words, span[0]) if 2 <= len(words) <= 6 else -1
    begin = _FOREIGN_NAME.search(text, max(0, at - 12), at) if at >= 0 else None
    if not begin:
        return None
    low, high = begin.start(), at + 1 + len(words)
    inner = personal_name(text[low:high])
    own = foreign_run(text, low, at)
    named = low + inner[0] if inner else own
    before = _CALLED.match(text, named, high)
    return (before.end() if before else named, high)


def _written_out(text: str, short: str, end: int, seen: Seen) -> tuple[int, int] | None:
    """The name before ``end`` of which ``short`` holds the first characters of its parts (世银 for 世界银行).

    A short name that ends in a whole noun is none (北港当局), nor does it mean a body behind a body (港府 is no 港政府|统计处).
    """
    if not short.isalnum() or short[-1] in "方界国" or (len(short) > 2 and short[-2:] in _generic_names()):
        return None
    after, found = seen.written.get(short, (0, None))
    if found:
        return found
    at = text.find(short[0], after, end)
    while at >= 0:
        if at + _SPREAD * len(short) < end:  # what stands there does not change as the text goes on
            seen.written[short] = at, None
        second = text.find(short[1], at + 1, end) if len(short) > 1 else at
        if second < 0:
            return None
        if second > at + 4:
            at = text.find(short[0], max(at + 1, second - 4), end)
            continue
        tail = stop = _spread(text, short, at, end)
        while stop and tail < min(stop + 4, end) and _in_word(text[tail]):
            tail += 1
        for high in range(at + len(short) + 2, tail + 1):
            words = text[at:high]
            if ends_known(words) and short not in text[at:tail] and kind_of(words) in ("organisation", "publication"):
                if _is_one(words, len(short)):
                    seen.written[short] = at, (at, high) if at + _SPREAD * len(short) < end else None
                    return at, high
                break
        at = text.find(short[0], max(at + 1, tail), end)
    return None


def _spread(text: str, short: str, at: int, end: int) -> int:
    """Where the characters of ``short`` end that stand from ``at`` on in one word, at most three others between any two; else 0."""
    if len(short) == 1:
        return at + 1
    for pos in range(at + 1, min(at + 5, end)):
        if text[pos] == short[1] and (stop := _spread(text, short[1:], pos, end)):
            return stop
        if not _in_word(text[pos]):
            break
    return 0


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _is_one(name: str, least: int) -> bool:
    """Is a name of one body that names it, neither a body behind another (港政府|统计处) nor one of those concerned (有关当局)?"""
    body = name.removesuffix("证券交易所")  # one body, though 证券 ends the name of another
    inner = body == name and any(name[high - 2 : high] in _generic_names() and ends_known(name[high:]) for high in range(least, len(name) - 2))
    return not inner and not any(word in name for word in source_parts("generic") if len(word) > 1)


def _law(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The law named last before one of its articles (《…条例》, then 第三十五条)."""
    end = text.rfind("》", max(0, span[0] - _LAW_FAR), span[0])
    while end >= 0:
        start = text.rfind("《", max(0, end - _LAW_FAR), end)
        if start >= 0 and kind_of(text[start : end + 1]) == "document":
            return start, end + 1
        end = text.rfind("》", max(0, span[0] - _LAW_FAR), end)
    return None


def _body_of(text: str, words: str, pos: int, seen: Seen) -> tuple[int, int] | None:
    """The body that is called so, of which the last person to speak is one (研究所 after 北岭研究所主任何远)."""
    last = next(reversed(seen.kind("person")), None)
    firm = firm_of(text, last) if last and pos - last.end < _FAR else None
    return firm if firm and text.endswith(words, *firm) and firm[1] - firm[0] > len(words) else None


def latin_person(text: str, word: str, seen: Seen) -> tuple[int, int] | None:
    """The last person of whose Latin name ``word`` is the first or last (Hollis after Dan Hollis)."""
    if not _SURNAME.fullmatch(word):
        return None
    names = (n.name for n in islice(reversed(seen.kind("person")), _MOST))
    return next((name for name in names if word in text[slice(*name)].split(" ") and len(word) < name[1] - name[0]), None)


def full_name(
    text: str, span: tuple[int, int], kind: SourceKind, seen: Seen, brackets: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """The longest earlier name of the same kind that contains these words, or the bracketed form they abbreviate."""
    words = text[span[0] : span[1]]
    if words in brackets:
        return brackets[words]
    if kind == "document" and is_article(words):
        return _law(text, span) or span
    if kind == "person":
        aside = _LATIN.match(text, span[1]) if text[span[1] : span[1] + 1] in ("(", "（") else None
        inner = personal_name(words + aside.group()) if aside else personal_name(words)
        told = spoken_of(text, *span) if inner is None and len(words) > _CLAUSE_LEAST else []
        if told and (text[told[-1][1]] in "(（" or "·" in text[slice(*told[-1])]):
            inner = (told[-1][0] - span[0], told[-1][1] - span[0])  # 导演布伦特·哈洛看完片后
        if inner:
            span = (span[0] + inner[0], span[0] + inner[1])
            words = text[slice(*span)]
        fuller = _fuller(text, words, seen)
        if fuller:
            return fuller
        spoken = [p for p in spoken_of(text, max(0, span[0] - _FAR), span[0]) if same_person(words, text[slice(*p)])] if is_short(words) else []
        if spoken:
            return spoken[-1]
        earlier = next(seen.mentions.ending(words), None) if is_title(words) else None
        if earlier:
            return earlier.name  # 发言人 after 环境局发言人
        foreign = dotted(text, span, seen)
        if foreign:
            return foreign
    if kind == "unnamed":
        ended = (n for n in seen.mentions.ending(words) if n.kind == "unnamed" and (_FEW.match(text, n.start) or words in _NAMELESS))
        return next((n.name for n in ended), span)
    if 2 <= len(words) <= 4 and kind in ("organisation", "publication"):
        written = _written_out(text, words, span[0], seen)
        if written:
            return written
    side = words.removesuffix("方面")
    if side != words and len(side) > 1 and side in _generic_names():
        whose = next((n for n in islice(seen.mentions.ending(side), _MOST) if n.kind == kind and n.end - n.start > len(side)), None)
        return whose.name if whose else _body_of(text, side, span[0], seen) or span  # 海关方面 after 北港海关
    if words in _generic_names():
        ending = (n for n in islice(seen.mentions.ending(words), _MOST) if n.kind == kind and n.end - n.start > len(words))
        last = next(ending, None)
        only = last is not None and all(text[slice(*n.name)] == text[slice(*last.name)] for n in ending)
        if last and only and span[0] - last.name[1] < 2 * _FAR:
            return last.name  # 警方 where 当地警方 has spoken, and no other
        if last is None and kind == "organisation" and len(words) > 1 and (body := _body_of(text, words, span[0], seen)):
            return body
        return span  # 受访者, 官方: no longer name with the same words is meant
    best = span
    for named in seen.holding(words, kind):
        length = named.name[1] - named.name[0]
        if best[1] - best[0] < length <= 2 * len(words) + 6:
            best = named.name if is_fuller(words, text[slice(*named.name)]) else best
    return best
