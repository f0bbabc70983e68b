"""Mentions made with a stand-in: 该行行长 and 该公司的报告 of a body named before, 这名军官 who was told apart before, a bare 局长.

All offsets are code points of the one normalised text; a name is the place of what is named, with the words behind it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.lexicon import trie
from extract.link.antecedents import antecedent
from extract.link.bodies import firm_of
from extract.link.mentions import ends_known, kind_of, stand_ins
from extract.link.persons import is_name, is_title, personal_name
from extract.link.seen import Named, Seen
from extract.link.source_words import source_nouns, source_parts

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_THIS = re.compile(r"(?:[该这那][名位个份项家篇]?|上述|前述)(?P<noun>[一-鿿]{2,8})\Z")
_THEIR = re.compile(r"(?:它们?的|其)(?P<rest>[一-鿿]{2,12})\Z")
_HIS = re.compile(r"[他她]的(?:研究)?(?:团队|小组|实验室|课题组)\Z")
_ONE = re.compile("[一两][名位个]")
_FEW_OF = re.compile(r"[一两二三四五六七八九十数几\d]+[名位个]")
_GROUPS = {"其中两人": "两二三四五2345", "其中二人": "两二三四五2345", "两人": "两二2", "二人": "两二2", "三人": "三3", "四人": "四4"}
_MANY = re.compile(r"[两二三四五六七八九十数几多\d]+[名位个]")
_NOT_MANY = ("一", "该", "这", "另", "其")
_THIS_ONE = ("这位", "这名", "该名")
_LAST = 6
_FIRMS = ("公司", "企业", "集团")
_OWN = ("公司", "集团")
_FEW = 40


@cache
def _bodies() -> re.Pattern[str]:
    """A stand-in for a body with what is the body's behind it."""
    named = tuple(word for word, kind in stand_ins().items() if kind in ("organisation", "publication") and (word[0] in "该这上前" or word in _OWN))
    return re.compile(rf"(?P<body>{trie(named)})(?P<rest>的?[一-鿿\d、]{{2,16}})\Z")


def derived(text: str, span: tuple[int, int], seen: Seen) -> Named | None:
    """Who is meant by a mention that is made with a stand-in, None where it is not or nobody fits."""
    words = text[slice(*span)]
    if words[0] in "该这那上前" or words.startswith(_OWN):
        return _of_body(text, span, seen) or told_apart(text, span, seen)
    if words[0] in "他她" and _HIS.match(words):
        whose = antecedent(text, (span[0], span[0] + 1), "person", seen)
        return Named(*span, whose[0], "organisation", True, (span[0] + 1, span[1])) if whose[0] != (span[0], span[0] + 1) else None
    if words.endswith("团队") and (team := next((n for n in islice(reversed(seen.all), _FEW) if n.rest[1] and text.endswith("团队", *n.rest)), None)):
        return Named(*span, team.name, team.kind, True, team.rest)  # 研究团队 after 他的团队
    if words[0] in "它其" and (their := _THEIR.match(words)) and is_title(their["rest"]):
        body = _last_body(text, span, seen)
        return _member(text, span, body, span[0] + their.start("rest"), seen) if body else None
    if text[max(0, span[0] - 2) : span[0]] == "其中" and (few := _FEW_OF.match(words)):
        return _of_group(text, span, words[few.end() :], seen)
    found = _group(text, span, _GROUPS[words], seen) if words in _GROUPS else None
    return found or (_among(text, span, seen) if words.startswith("其中") else None)


def _of_body(text: str, span: tuple[int, int], seen: Seen) -> Named | None:
    """该行|行长, 该公司|的报告: the body's officer or document."""
    m = _bodies().match(text, *span)
    rest = m["rest"].removeprefix("的") if m else ""
    if m is None or personal_name(rest) or not (is_title(rest) or ends_known(rest) or rest.endswith((*source_parts("data"), "记者"))):
        return None
    if m["body"] in _OWN and not is_title(rest):
        return None
    own = m.span("body")
    body = antecedent(text, own, stand_ins()[m["body"]], seen)[0]
    if body == own:
        return None
    return _member(text, span, body, m.start("rest"), seen) if kind_of(rest) == "person" else Named(*span, body, kind_of(rest), True, (m.start("rest"), span[1]))


def _member(text: str, span: tuple[int, int], body: tuple[int, int], at: int, seen: Seen) -> Named:
    """The person of a body with the title at ``at``: by name where one has been named so, else by body and title."""
    title = text[at : span[1]].removeprefix("的")
    for named in islice(reversed(seen.kind("person")), _FEW):
        before = text[named.start : named.name[0]]
        if before.endswith(title) and personal_name(text[slice(*named.name)]) and text[slice(*body)] in before:
            return Named(*span, named.name, "person", True)
    return Named(*span, body, "person", True, (at, span[1]))


def _last_body(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """The body that spoke last before a mention, or that of the person who did."""
    for named in islice(reversed(seen.all), 3):
        if "\n" in text[named.end : span[0]]:
            return None
        if named.kind in ("organisation", "publication"):
            return named.name
        if named.kind == "person" and (firm := firm_of(text, named)):
            return firm
    return None


def told_apart(text: str, span: tuple[int, int], seen: Seen) -> Named | None:
    """这名军官 after 一名不愿透露姓名的军官, 该监事 after 一名监事会成员."""
    m = _THIS.match(text, *span)
    noun = m["noun"] if m else ""
    if not noun:
        return None
    found = next(seen.bare(noun, _BRACKET), None) or next((n for n in islice(reversed(seen.all), _LAST) if _is_one(text, n, noun)), None)
    if found and not found.anaphor:
        return Named(*span, found.name, found.kind, True)
    fits = text[span[0] : span[0] + 2] in _THIS_ONE and (is_title(noun[-2:]) or noun.endswith(source_nouns("people")))
    return _last_person(text, span, seen) if fits or noun == "负责人" else None


def _is_one(text: str, named: Named, noun: str) -> bool:
    """Is it one of several who are called so, in other words (一名监事会成员: 该监事)?"""
    words = text[named.start : named.end]
    return len(noun) > 1 and noun in words and _ONE.search(words) is not None and not named.anaphor


def _of_group(text: str, span: tuple[int, int], noun: str, seen: Seen) -> Named | None:
    """其中|一名高管 after 两名船公司高管: one of those."""
    for named in islice(seen.bare(noun, _BRACKET), _FEW):
        if _FEW_OF.search(text, named.start, named.end) and text[slice(*named.name)] != text[slice(*span)]:
            return Named(*span, named.name, named.kind, True)
    return None


def _group(text: str, span: tuple[int, int], number: str, seen: Seen) -> Named | None:
    """两人 after 两名前雇员: the last who were as many."""
    for named in islice(reversed(seen.all), _LAST):
        if "\n" in text[named.end : span[0]]:
            return None
        if text[named.start] in number and text.startswith(("名", "位", "个", "人"), named.start + 1):
            return Named(*span, named.name, named.kind, True)
    return None


def _among(text: str, span: tuple[int, int], seen: Seen) -> Named | None:
    """其中两人 after 北港外交官员 or 三名船公司高管: the last who are no single person."""
    for named in islice(reversed(seen.all), _LAST):
        words = text[slice(*named.name)]
        if "\n" in text[named.end : span[0]]:
            return None
        people = named.kind in ("person", "unnamed") and not (words.startswith(_NOT_MANY) or personal_name(words) or is_name(words))
        if not named.anaphor and ((people and len(words) > 2 and kind_of(words[-2:]) in ("person", "unnamed")) or _MANY.match(words)):
            return Named(*span, named.name, named.kind, True)
    return None


def _last_person(text: str, span: tuple[int, int], seen: Seen) -> Named | None:
    """这位负责人, 这位瑞士学者: who spoke last, in the same paragraph, and has a name."""
    last = seen.all[-1] if seen.all else None
    if last is None or last.kind != "person" or not is_name(text[slice(*last.name)]) or "\n" in text[last.end : span[0]]:
        return None
    return Named(*span, last.name, "person", True)
