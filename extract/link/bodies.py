"""Names of bodies: where one begins, which of two is the fuller, which are no companies, which name two."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.lexicon import trie
from extract.link.mentions import ends_known, is_no_source, issuer, kind_of
from extract.link.persons import personal_name, titles
from extract.link.scene import places
from extract.link.seen import Named, Seen
from extract.link.source_words import is_known, known_names, source_parts

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_NAME = re.compile(r"(?s:.*[^\w·《》“”])?(?P<name>[\w·《》“”]{2,20})\Z")
_SHORT_FIRST = re.compile(r"[A-Za-z以下简\s]")
_SHORT = re.compile(r"[A-Za-z][\w .&·-]*|以?下?简?称[“「]?(?P<named>[\w·]+)[”」]?")
_BEFORE_NAME = re.compile(r"[的由与被对向]|[援转]引|引[述用]|转述")
_JOINED = re.compile(r"[和与及、了]|以及|包括")
_ANALYSTS = "(?:分析[师员]|经济学家|经济师|策略师)"
_ANALYST = re.compile(rf"(?P<house>[一-鿿]{{2,6}}?)(?:的|{trie(source_parts('desk'))}|一名|一位)*(?:[一-鿿]{{0,4}}){_ANALYSTS}")
_AT_HOUSE = re.compile(rf"(?P<house>[一-鿿]{{3,8}}?)(?:资深|首席|高级)[一-鿿]{{0,8}}{_ANALYSTS}")
_FEW = 5
_OFFICE_MOST = 10
_COMPANY = ("公司", "集团", "银行", "证券")
_BOTH = re.compile(r".[和与及、].|两家|两大")
_THOSE = re.compile(r"[员者]|人士|专家")


def own_words(words: str) -> int:
    """Where a body's name begins in the words before its bracket: behind a relative clause or a preposition (代表航空业的|协会, 这款由|公司)."""
    at = max((m.end() for m in _BEFORE_NAME.finditer(words)), default=0)
    return at if len(words) - at >= 4 and ends_known(words) else 0


def is_public(name: str) -> bool:
    """Is it a body that is no company (统计局, 法院)?"""
    words = _BRACKET.sub("", name)
    return ends_known(words) and not words.endswith((*source_parts("firm"), *known_names()))


def names_two(name: str) -> bool:
    """Does a name name two bodies, and no people (南湾制药和北港生物)?"""
    return bool(_BOTH.search(name)) and not _THOSE.search(name)


def is_fuller(words: str, name: str) -> bool:
    """Is a name that holds ``words`` the fuller one of the same body: not two bodies, nor one that belongs to it (北港政府|统计处)?"""
    before, _, rest = name.partition(words)
    if "的" in before and is_known(words):
        return False  # “北港”的母公司|字节跳动
    if _JOINED.search(before) or _JOINED.search(rest) or (len(before) > 1 and is_no_source(before)):
        return False
    company = rest.endswith(_COMPANY) or rest[:1] in ("（", "(")
    return not rest or company or (kind_of(words) == "publication" and not ends_known(rest)) or not (before or len(rest) > 1)


def defining_mentions(text: str) -> dict[str, tuple[int, int]]:
    """X（Y） in normalised text: from the short form Y, and from X itself, to the place of the full words X（Y）."""
    out: dict[str, tuple[int, int]] = {}
    openings = sorted([at for mark in "（(" for at in places(text, mark) if _SHORT_FIRST.match(text, at + 1)])
    for m in (m for at in openings if (m := _BRACKET.match(text, at))):
        short = _SHORT.fullmatch(m["short"].strip())
        name = _NAME.match(text, max(0, m.start() - 20), m.start()) if short else None
        if short and name:
            out.setdefault(short["named"] or short.group(), (name.start("name") + own_words(name["name"]), m.end()))
    return out


def body(text: str, named: Named) -> int:
    """Where the body ends that a mention begins with (审计署|的报告); 0 where what follows is part of its name or of a title."""
    high = issuer(text, named.start, named.end)
    return high if high and (high == named.end or text.startswith(tuple("的公发数统报"), high)) else 0


def bank(text: str, seen: Seen, like: str = "行") -> tuple[int, int] | None:
    """The bank, or who is called so (``like``), that spoke last, or that of the person who did (南湾银行经济学家某某); with no bank, the last firm."""
    firms = (n.name if n.kind == "organisation" and not is_public(text[slice(*n.name)]) else firm_of(text, n) for n in reversed(seen.all))
    found = [firm for firm in firms if firm and not is_public(text[slice(*firm)])]
    last = found[0] if found else _broker(text, seen)
    return next((firm for firm in found if like in text[slice(*firm)]), last)


def _broker(text: str, seen: Seen) -> tuple[int, int] | None:
    """The house of the analyst who spoke last, by no more than its name (高盛分析师)."""
    for named in islice(reversed(seen.kind("person")), _FEW):
        if m := _ANALYST.match(text, named.start, named.end):
            return m.span("house")
    return None


def house(text: str, named: Named) -> tuple[int, int] | None:
    """The house of an analyst that ends like no body, where what he is tells where its name ends (凯岳宏观|资深分析师某某)."""
    m = _AT_HOUSE.match(text, named.start, named.end) if named.kind == "person" else None
    return m.span("house") if m else None


def firm_of(text: str, named: Named) -> tuple[int, int] | None:
    """The organisation in the mention of a person (X总裁某某)."""
    words = text[named.start : named.name[0]] if named.start < named.name[0] <= named.end else ""
    if named.name == (named.start, named.end) and named.kind == "person" and personal_name(text[named.start : named.end]) is None:
        words = text[named.start : named.end]  # 监察委员会|发言人
    for high in range(len(words), 2, -1):
        quoted = words[high - 1] in "”」" and ends_known(words[: max(words.rfind(mark, 0, high) for mark in "“「")])
        known = quoted or ends_known(words[:high]) or (high > 3 and words[:high].endswith(_firm_endings()))
        if known and kind_of(words[:high]) == "organisation" and _in_office(words[high:]):
            return named.start, named.start + high
    return None


@cache
def _firm_endings() -> tuple[str, ...]:
    return tuple(word for word in source_parts("firm") if len(word) > 1)


def _in_office(words: str) -> bool:
    """Do the words behind a body say what somebody is there (董事长, 的分析师, 大宗商品主管)?"""
    return words.startswith((*titles(), "的")) or (0 < len(words) <= _OFFICE_MOST and words.endswith(titles()) and "的" not in words)
