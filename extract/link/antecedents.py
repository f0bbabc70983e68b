"""Whom a stand-in means (他, 该机构, 报告): the source named or spoken of before that fits it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.lexicon import trie
from extract.link.apposed import apposed
from extract.link.bodies import bank, body, firm_of, house, is_public, names_two
from extract.link.interviews import interviewed
from extract.link.mentions import ends_known, holds_clause, is_no_source, kind_of, stand_ins
from extract.link.papers import document
from extract.link.persons import personal_name
from extract.link.reach import FAR, NEAR, begins
from extract.link.seen import Named, Seen
from extract.link.source_words import source_nouns, source_parts
from extract.link.subjects import after_lead, clause_start, leading_mention
from extract.link.whom import OF_TWO, person
from extract.schema import SourceKind

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_LISTED = re.compile(
    r"(?P<name>[\w·]{2,12})\s?[（(](?:(?:\w{1,4}[：:])?\d{4,6}(?:\.\w{1,3})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z][\w .&-]* (?:Inc|Corp|Ltd|Co|Group|AG|plc)\.?)[）)]"
)
_COUNTING = re.compile(r"\A(?:[一份篇项家名位个]{1,2}|同一份)")
_FEW = re.compile(r"(?:[一两三四五六几数\d]|多)(?![项份篇次批])(?:名|位|个|家)?")
_OF_LAST = ("评论",)
"""What the outlet that spoke last has written."""
_ENDED = re.compile(r"\W|\d|[今去前昨本上周日的在于与和及宣公表将已也]")
"""What follows the name of a company, and not of a kind of company (巴士公司|维港巴士)."""
_ANY_FIRM = ("该", "这家", "一家", "两家", "多家", "某", "其", "各", "家", "本")
_BANKS = {"行": "行", "大行": "行", "投行": "行", "券商": "证券"}
_AT_HOME = ("部里", "局里", "院里", "校内", "局内", "部内")
_SIDES = ("方", "方面")
_MOST = 50
"""How many persons before 该中心 are asked for the body that they are of."""
_FEW_PEOPLE = 20
"""How many persons before a stand-in are asked whether they belong to what it means."""
_FEW_BODIES = 100
_NAME_MOST = 20
"""How long a name is at most, in characters."""


_LOOKS_FOR: dict[str, tuple[SourceKind, ...]] = {
    "person": ("person",),
    "organisation": ("organisation",),
    "publication": ("publication", "person"),
    "document": ("document",),
    "unnamed": ("unnamed",),
}


def antecedent(
    text: str, span: tuple[int, int], wanted: SourceKind, seen: Seen
) -> tuple[tuple[int, int], SourceKind]:
    """The name a stand-in stands for, with its kind; the stand-in itself where nothing fits."""
    words = text[span[0] : span[1]]
    noun = words.removeprefix("上述").removeprefix("前述").lstrip("该此这那")
    noun = _COUNTING.sub("", noun) or noun
    noun = noun[0] if noun in _AT_HOME else noun
    noun = noun.removesuffix("方面") if len(noun) > 3 else noun
    noun = noun.removesuffix("方") if wanted == "organisation" and len(noun) == 2 else noun
    if wanted == "organisation" and words[0] in "该这" and (told := apposed(text, span, noun, seen)):
        return told, wanted
    if words[0] not in "他她佢答":
        for named in seen.bare(noun, _BRACKET):
            full = _BRACKET.sub("", text[slice(*named.name)])
            mention = _BRACKET.sub("", text[named.start : named.end])
            if (full.endswith(noun) and full != words) or (mention.endswith(noun) and mention != words):
                return named.name, named.kind
            if wanted == "person" and named.kind == "person" and text[named.start : named.name[0]].endswith(noun):
                return named.name, named.kind  # 该分析师 after 分析师何远
            if wanted == "organisation" and (high := body(text, named)) and text[named.start : high].endswith(noun):
                return (named.start, high), wanted  # 该署 after 审计署的报告
            if wanted == "organisation" and (firm := firm_of(text, named)) and text[slice(*firm)].endswith(noun):
                return firm, wanted  # 该中心 after 北港研究中心研究员何远
    if words == "答" and (asked := interviewed(text, span[0])):
        return asked, wanted
    if wanted == "person":
        return person(text, span, seen) if words[0] in "他她佢答" or words in OF_TWO else (_own_name(text, _led(text, span, seen, noun)) or span, wanted)
    if wanted in ("document", "publication"):
        found = document(text, span, noun, wanted, seen) if noun not in _OF_LAST else None
        if found:
            return found, wanted
    kinds = _LOOKS_FOR[wanted] if noun not in source_nouns("by_outlet") else ("publication", "organisation")
    if words[:1] == "它" or words.removeprefix("这")[:1] == "两":
        both = (n for n in reversed(seen.kind("organisation")) if not n.anaphor and names_two(text[slice(*n.name)]))
        return next(((n.name, n.kind) for n in both if span[0] - n.end < FAR), (span, wanted))
    since = _led(text, span, seen) if wanted in ("organisation", "publication") and words[0] in "该这" else None
    if since:
        return since, wanted
    if wanted == "organisation" and len(noun) > 1 and noun not in (*source_nouns("firm"), *source_nouns("body")):
        theirs = (firm_of(text, n) for n in islice(reversed(seen.kind("person")), _FEW_PEOPLE))
        firm = next((f for f in theirs if f and text[slice(*f)].endswith(noun)), None)
        if firm:
            return firm, wanted  # 该中心 after 北港研究中心主任何远
    if noun in _BANKS:
        last = next(reversed(seen.kind("organisation")), None)
        here = last.name if last and not last.anaphor and "\n" not in text[last.end : span[0]] else span
        return bank(text, seen, _BANKS[noun]) or here, wanted
    if wanted == "organisation":
        return _body(text, span, noun, seen) or span, wanted
    if noun in source_nouns("notice"):
        bodies = islice(reversed(seen.kind("organisation")), _FEW_BODIES)
        return next(((n.name, wanted) for n in bodies if not n.anaphor and span[0] - n.end < FAR), (span, wanted))
    for kind in kinds if wanted != "document" or noun in source_nouns("paper") else ():
        for named in reversed(seen.kind(kind)):
            return named.name, kind
    return span, wanted


def _body(text: str, span: tuple[int, int], noun: str, seen: Seen) -> tuple[int, int] | None:
    """Which body is meant: the last one that spoke or whose document did; no public one for 该公司, none called otherwise for 该中心."""
    company = noun in source_nouns("firm")
    near = _firm_near(text, span, seen) if company else None
    if near:
        return near
    if not company and noun not in source_nouns("body"):
        firms = (firm_of(text, named) for named in islice(reversed(seen.kind("person")), _MOST))
        theirs = next((firm for firm in firms if firm and text[slice(*firm)].endswith(noun)), None)
        return theirs or _called(text, span, noun) or (_called(text, span, "团队") if noun == "研究团队" else None)  # 该商会 after 商会会长何远
    last = seen.all[-1] if seen.all and noun in source_nouns("body") else None
    if last and last.kind == "person" and "\n" not in text[last.end : span[0]] and (firm := firm_of(text, last) or house(text, last)):
        return firm  # 该机构 after 研究机构“灯标”分析师何远, in the same paragraph
    for named in reversed(seen.all):
        if named.kind == "organisation" and not _FEW.match(text, named.start):
            name = text[slice(*named.name)]
            if company and names_two(name):
                continue
            if not (is_public(name) if company else name.endswith(source_nouns("no_union") if noun == "组织" else _SIDES)):
                return named.name
        elif company and named.kind == "person" and (firm := firm_of(text, named)) and _is_firm(text[slice(*firm)]):
            return firm  # 该公司 after 云岭食品总经理何远
        elif not company and named.kind == "document" and not named.anaphor and (high := body(text, named)):
            return named.start, high  # 该机构 after 北港观察所的年度报告
    found = _organisation(text, span, seen)
    if company and (found is None or is_public(text[slice(*found)])):
        return _firm_at_head(text, span) or (_called(text, span, noun) if noun == "集团" else None)
    return found


def _is_firm(words: str) -> bool:
    """Is it the name of a company, and no stand-in or kind of company (该公司, 咨询公司)?"""
    return not (is_public(words) or words.startswith(_ANY_FIRM) or words.endswith(source_parts("what")))


@cache
def _firm_named() -> re.Pattern[str]:
    """A company by its name, behind a mark or a word that no name holds."""
    return re.compile(rf"(?:^|[，。；：、由与和对被向]|以及)(?P<name>[一-鿿]{{2,6}}(?:{trie(source_parts('firm'))}))(?=[，。的于运拟已将宣在与和、]|\d)")


def _firm_near(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """The company that the sentence right before 公司 names, where that is the first of a sentence in the same paragraph."""
    begin = begins(text, span[0])
    if span[0] - begin > 1:
        return None
    floor = max(text.rfind("\n", 0, begin) + 1, begin - NEAR)
    before = max(text.rfind("。", floor, begin - 1) + 1, floor)
    if seen.all and seen.all[-1].start >= before and is_issue(text, seen.all[-1]):
        return None  # 公告称，子公司…。公司: whose notice it is
    named = [m for m in _firm_named().finditer(text, before, begin) if not m["name"].startswith(_ANY_FIRM) and "的" not in m["name"]]
    return named[-1].span("name") if named else None


def is_issue(text: str, named: Named) -> bool:
    """Is it a notice of a company (公告)?"""
    return named.kind == "document" and text.endswith(source_nouns("notice"), named.start, named.end)


def _called(text: str, span: tuple[int, int], noun: str) -> tuple[int, int] | None:
    """Who is called so at the head of a clause shortly before, though he has said nothing (北岭主权基金正洽购…: 该基金)."""
    far = FAR if len(noun) > 1 else NEAR
    at = text.rfind(noun, max(0, span[0] - far), span[0])
    while at >= 0:
        end = at + len(noun)
        begin = after_lead(text, clause_start(text, at, max(0, at - _NAME_MOST)), at)
        of = max(text.rfind("的", begin, at), text.rfind("由", begin, at)) + 1
        begin = of if of and at - of > 2 else begin  # 由多家厂商组成的|北岭半导体协会
        words = text[begin:end]
        known = len(words) > max(len(noun), 2) and ends_known(words) and (len(noun) > 1 or kind_of(words) == "organisation")
        if known and not is_no_source(words) and not holds_clause(words, len(words) - 3) and "的" not in words:
            return begin, end
        at = text.rfind(noun, max(0, span[0] - far), at)
    return None


def _firm_at_head(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The company with which one of the sentences before begins, though it has said nothing (海峡食品去年净利下滑)."""
    end, floor = begins(text, span[0]), max(0, span[0] - FAR)
    while end > floor:
        begin = begins(text, end - 1)
        found = leading_mention(text, begin, end, []) if begin < end else None
        words = text[slice(*found)] if found else ""
        if found and words not in stand_ins() and words.endswith(source_parts("firm")) and len(words) > 3 and _ENDED.match(text, found[1]):
            return found
        end = begin - 1
    return None


def _own_name(text: str, found: tuple[int, int] | None) -> tuple[int, int] | None:
    """The personal name in a mention where there is one."""
    inner = personal_name(text[slice(*found)]) if found else None
    return (found[0] + inner[0], found[0] + inner[1]) if found and inner else found


def _led(text: str, span: tuple[int, int], seen: Seen, noun: str = "") -> tuple[int, int] | None:
    """The organisation, or person with that title, with which the sentence before begins, if nobody has spoken since."""
    end = begins(text, span[0])
    at = begins(text, end - 1, NEAR)
    outlet = text[span[1] - 1] not in source_nouns("by_outlet")
    last = next((n for n in islice(reversed(seen.all), 3) if not (outlet and n.start >= end and n.kind == "publication")), None)  # 据某报引述|该行
    found = leading_mention(text, at, end, []) if at < end and not (last and last.start >= at) else None
    if found and "的" in text[slice(*found)] and not ends_known(text[slice(*found)].partition("的")[0]):
        found = text.rfind("的", *found) + 1, found[1]  # 由多家厂商组成的|北岭半导体协会
    words = text[slice(*found)] if found else ""
    fits = (words.endswith(noun) or (kind_of(words) == "person" and noun in words)) if noun else bool(words) and kind_of(words) in ("organisation", "publication")
    if noun in source_nouns("firm") or text[span[0] : span[1]].lstrip("该这家") in source_nouns("firm"):
        fits = fits and (words.endswith(source_parts("firm")) or not is_public(words))
    return found if fits and words not in stand_ins() and "是" not in words else None


def _organisation(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """A company that no reporting words have named: X（2899）, or the X of a person who spoke (X总裁某某)."""
    listed = None
    for m in _LISTED.finditer(text, max(0, span[0] - FAR), span[0]):
        listed = m.span("name")
    if listed:
        return listed
    return next((found for n in reversed(seen.kind("person")) if (found := firm_of(text, n))), None)
