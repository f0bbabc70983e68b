"""Whom a pronoun means (他, 她, 后者): the person who spoke last, or who has become the subject since."""

from __future__ import annotations

import re
from itertools import chain, islice

from extract.link.fullnames import longest
from extract.link.mentions import kind_of, stand_ins
from extract.link.persons import called_at_head, gender, is_name, personal_name, spoken_of, starting_name, titles
from extract.link.reach import CLAUSE, FAR, NEAR, begins
from extract.link.relatives import behind_aside
from extract.link.seen import Named, Seen
from extract.link.source_words import source_nouns
from extract.link.subjects import after_lead, leading_mention
from extract.schema import SourceKind

OF_TWO = ("前者", "后者")
_PLURAL = re.compile(r"[他她]们|佢哋")
_FEW = re.compile(r"(?:[一两三四五六几数\d]|多)(?![项份篇次批])(?:名|位|个|家)?")
_SEVERAL = re.compile(r"[两三四五六几数\d多]")
_QUOTED_BY = re.compile(r"(?:[援转]引|引[述用])了?[^，。；]{0,12}\Z")
"""Who is quoted by an outlet is the latter of the two."""
_AGED = re.compile(r"(?P<name>[一-鿿·]{2,10}?)[今现]年\d{2}岁")
_REPORTED = re.compile(r"[^，。；\n]{2,16}(?:报道|报导|消息)，")
_FEW_PEOPLE = 20
"""How many persons before are asked whether a sentence begins with their names."""
_SINGLE = ("一", "该", "这", "其", "另")
_NOT_BEFORE = ("为", "是", "当")


def person(text: str, span: tuple[int, int], seen: Seen) -> tuple[tuple[int, int], SourceKind]:
    """Whom 他 or 她 means: the last person who spoke, unless another has become the subject of a sentence since."""
    words = text[slice(*span)]
    if _PLURAL.match(words):
        kinds: tuple[SourceKind, ...] = ("unnamed", "organisation", "person")
        several = (n for n in reversed(seen.all) if n.kind in kinds and _are_several(text, n))
        quoted = text[max(0, span[0] - 1) : span[0]] in ("“", "「")
        near = (n for n in islice(reversed(seen.all), 0 if quoted else 1) if "\n" not in text[n.end : span[0]] and _are_some(text, n))
        return next(((n.name, n.kind) for n in chain(several, near)), (span, "person"))
    is_not = {"她": "m", "他": "f"}.get(words[:1], "")
    last = next((n for n in reversed(seen.people) if not (is_not and gender(text[slice(*n.name)]) == is_not)), None)
    if words in OF_TWO:
        two = sorted(set(_again(text, max(0, span[0] - NEAR), span[0], seen) + spoken_of(text, max(0, span[0] - NEAR), span[0])))[-2:]
        if len(two) > 1:
            return two[OF_TWO.index(words)], "person"
        latter = last and words == "后者" and _QUOTED_BY.search(text, max(0, last.start - NEAR // 4), last.start)
        return (last.name if last and latter and "\n" not in text[last.end : span[0]] else span), "person"
    begin = max(last.end if last else 0, span[0] - FAR)
    spoken = [p for p in spoken_of(text, begin, span[0]) if gender(text[slice(*p)]) != is_not or not is_not]
    spoken += [p for p in _again(text, begin, span[0], seen) if not (is_not and gender(text[slice(*p)]) == is_not)]
    acting = [p for p in spoken if text[p[1] : p[1] + 1] != "的" and text[p[0] - 1 : p[0]] not in _NOT_BEFORE]
    leading = [p for p in acting if not CLAUSE.search(text, _behind_report(text, begins(text, p[0], NEAR), p[0]), p[0])] if last else acting
    if leading:
        return longest(text, max(leading), seen), "person"
    since = _since(text, last.end, span[0], seen) if last else None
    if since:
        return longest(text, since, seen), "person"
    if last and span[0] - last.end < FAR:
        return last.name, "person"
    alone = next((n for n in reversed(seen.kind("unnamed")) if span[0] - n.end < FAR and not _SEVERAL.match(text, n.start)), None)
    if alone and alone is seen.all[-1] and "\n" not in text[alone.end : span[0]]:
        return alone.name, "unnamed"
    begun = _begun(text, span)
    if begun:
        return begun, "person"
    if last:
        return last.name, "person"
    return (alone.name, "unnamed") if alone else (span, "person")


def _behind_report(text: str, start: int, end: int) -> int:
    """Where a sentence goes on behind the outlet that reports it (据环海社报道，|…)."""
    m = _REPORTED.match(text, start, end)
    return m.end() if m else start


def _are_several(text: str, named: Named) -> bool:
    """Are they several by their number (两名官员), or by what they are called (研究团队, 何远等)?"""
    return bool(_FEW.match(text, named.start)) or text.endswith(("团队", "等", "等人"), named.start, named.end)


def _are_some(text: str, named: Named) -> bool:
    """Are they people of a kind, and no single one of them (分析师, 南湾银行的经济学家)?"""
    words = text[named.start : named.end]
    single = named.anaphor or words.startswith(_SINGLE) or personal_name(words) or is_name(words)
    return named.kind in ("person", "unnamed") and not single and words.endswith(source_nouns("people"))


def _since(text: str, after: int, end: int, seen: Seen) -> tuple[int, int] | None:
    """Who is named again, as he was before, at the head of one of the sentences of the paragraph behind ``after`` (霍尔姆并不乐观)."""
    floor = max(text.rfind("\n", 0, end), after, end - NEAR)
    while end > floor:
        begin = max(begins(text, end - 1), floor + 1)
        name = starting_name(text, after_lead(text, begin, end), end) if begin < end else None
        if name and text.find(text[slice(*name)], 0, after) >= 0:
            return name
        again = _returns(text, after_lead(text, begin, end), end, seen) if begin < end else None
        if again:
            return again
        called = called_at_head(text, begin, end) if begin < end and after < text.rfind("\n", 0, end) else None
        if called:
            return called  # who begins the paragraph, in which nobody has spoken yet
        end = begin - 1
    return None


def _returns(text: str, start: int, end: int, seen: Seen) -> tuple[int, int] | None:
    """The person who has spoken before with whose short foreign name and title a sentence begins (哈洛|医师把…), or who is told with an age (卡米拉|今年66岁)."""
    aged = _AGED.match(text, start, end)
    if aged:
        return aged.span("name")
    for named in islice(reversed(seen.kind("person")), _FEW_PEOPLE):
        name = text[slice(*named.name)]
        short = name[max(name.rfind(dot) for dot in "·・•‧") + 1 :]
        if 1 < len(short) < len(name) and text.startswith(short, start) and text.startswith(titles(), start + len(short)):
            return named.name
    return None


def _begun(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The person with whom one of the sentences before in the paragraph begins: a name (柯八月在论文中…), or one of a kind (店主…)."""
    end = span[0]
    floor = max(text.rfind("\n", 0, end), end - FAR)
    while end > floor:
        begin = behind_aside(text, max(begins(text, end - 1), floor + 1), end)
        name = starting_name(text, begin, end) or called_at_head(text, begin, end)
        if name:
            return name
        found = leading_mention(text, begin, end, [])
        words = text[slice(*found)] if found else ""
        if found and kind_of(words) == "person" and words not in stand_ins() and "是" not in words:
            return found
        end = begin - 1
    return None


def _again(text: str, start: int, end: int, seen: Seen) -> list[tuple[int, int]]:
    """Where the names of persons who spoke before stand once more."""
    names = {text[slice(*n.name)] for n in seen.named_in(start, end)}
    return [(at, at + len(name)) for name in names if len(name) > 1 and (at := text.rfind(name, start, end)) >= 0]
