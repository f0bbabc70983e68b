"""Whom a stand-in means (他, 该机构, 报告): the source named or spoken of before that fits it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.lexicon import trie
from extract.link.bodies import bank, body, firm_of, is_public, names_two
from extract.link.fullnames import longest
from extract.link.interviews import interviewed
from extract.link.mentions import ends_known, holds_clause, is_no_source, issuer, kind_of, stand_ins
from extract.link.persons import called_at_head, gender, personal_name, spoken_of, starting_name
from extract.link.relatives import behind_aside
from extract.link.seen import Named, Seen
from extract.link.source_words import source_nouns, source_parts
from extract.link.subjects import after_lead, clause_start, leading_mention
from extract.schema import SourceKind

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_TITLE = re.compile(r"《[^《》]{1,30}》")
_LISTED = re.compile(
    r"(?P<name>[\w·]{2,12})\s?[（(](?:(?:\w{1,4}[：:])?\d{4,6}(?:\.\w{1,3})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z][\w .&-]* (?:Inc|Corp|Ltd|Co|Group|AG|plc)\.?)[）)]"
)
_OF_TWO = ("前者", "后者")
_QUOTING = re.compile("[援转]引|引[述用据]|转述")
_CITING = re.compile("[援转]引|引[述用据]?|转述|据")
_PLURAL = re.compile(r"[他她]们|佢哋")
_COUNTING = re.compile(r"\A(?:[一份篇项家名位个]{1,2}|同一份)")
_FEW = re.compile(r"(?:[一两三四五六几数\d]|多)(?![项份篇次批])(?:名|位|个|家)?")
_SEVERAL = re.compile(r"[两三四五六几数\d多]")
_REPORTS = ("报道", "报导")
_OF_LAST = ("评论",)
"""What the outlet that spoke last has written."""
_THIS_OUTLET = ("本报", "本刊", "本台", "本网")
_ENDED = re.compile(r"\W|\d|[今去前昨本上周日的在于与和及宣公表将已也]")
"""What follows the name of a company, and not of a kind of company (巴士公司|维港巴士)."""
_HEADED = ("题为", "题是", "名为", "题作")
"""Behind what stands the title of an article, and no outlet."""
_ANY_FIRM = ("该", "这家", "一家", "两家", "多家", "某", "其", "各", "家", "本")
_WROTE = ("撰文", "撰稿", "发文")
_BANKS = {"行": "行", "大行": "行", "投行": "行", "券商": "证券"}
_LIKE = {"研究": ("论文",), "论文": ("研究",), "备忘": ("备忘录",)}
_STUDIES = ("调查", "民调", "研究")
_AT_HOME = ("部里", "局里", "院里", "校内", "局内", "部内")
_SIDES = ("方", "方面")
_MOST = 50
"""How many persons before 该中心 are asked for the body that they are of."""
_SENTENCE = re.compile(r"[。！？!?\n]")
_NOT_BEFORE = ("为", "是", "当")
_CLAUSE = re.compile(r"[。！？!?\n，,；;：:“「]")
_FEW_PEOPLE = 20
"""How many persons before a stand-in are asked whether they belong to what it means."""
_FEW_BODIES = 100
_FAR = 600
"""How far before a stand-in its source is looked for where no reporting words name it, in characters."""
_NAME_MOST = 20
"""How long a name is at most, in characters."""
_NEAR = 120
"""The same for a bare 数据 or 调查, which may be nobody's."""


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
        return _person(text, span, seen) if words[0] in "他她佢答" or words in _OF_TWO else (_own_name(text, _led(text, span, seen, noun)) or span, wanted)
    if wanted in ("document", "publication"):
        found = _document(text, span, noun, wanted, seen) if noun not in _OF_LAST else None
        if found:
            return found, wanted
    kinds = _LOOKS_FOR[wanted] if noun not in source_nouns("by_outlet") else ("publication", "organisation")
    if words[:1] == "它" or words.removeprefix("这")[:1] == "两":
        both = (n for n in reversed(seen.kind("organisation")) if not n.anaphor and names_two(text[slice(*n.name)]))
        return next(((n.name, n.kind) for n in both if span[0] - n.end < _FAR), (span, wanted))
    since = _led(text, span, seen) if wanted in ("organisation", "publication") and words[0] in "该这" else None
    if since:
        return since, wanted
    if wanted == "organisation" and len(noun) > 1 and noun not in (*source_nouns("firm"), *source_nouns("body")):
        theirs = (firm_of(text, n) for n in islice(reversed(seen.kind("person")), _FEW_PEOPLE))
        firm = next((f for f in theirs if f and text[slice(*f)].endswith(noun)), None)
        if firm:
            return firm, wanted  # 该中心 after 北港研究中心主任何远
    if noun in _BANKS:
        return bank(text, seen, _BANKS[noun]) or span, wanted
    if wanted == "organisation":
        return _body(text, span, noun, seen) or span, wanted
    if noun in source_nouns("notice"):
        bodies = islice(reversed(seen.kind("organisation")), _FEW_BODIES)
        return next(((n.name, wanted) for n in bodies if not n.anaphor and span[0] - n.end < _FAR), (span, wanted))
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
        return theirs or _called(text, span, noun)  # 该商会 after 商会会长何远
    last = seen.all[-1] if seen.all and noun in source_nouns("body") else None
    if last and last.kind == "person" and "\n" not in text[last.end : span[0]] and (firm := firm_of(text, last)):
        return firm  # 该机构 after 研究机构“灯标”分析师何远, in the same paragraph
    for named in reversed(seen.all):
        if named.kind == "organisation" and not _FEW.match(text, named.start):
            name = text[slice(*named.name)]
            if not (is_public(name) if company else name.endswith(source_nouns("no_union") if noun == "组织" else _SIDES)):
                return named.name
        elif not company and named.kind == "document" and not named.anaphor and (high := body(text, named)):
            return named.start, high  # 该机构 after 北港观察所的年度报告
    found = _organisation(text, span, seen)
    if company and (found is None or is_public(text[slice(*found)])):
        return _firm_at_head(text, span)
    return found


@cache
def _firm_named() -> re.Pattern[str]:
    """A company by its name, behind a mark or a word that no name holds."""
    return re.compile(rf"(?:^|[，。；：、由与和对被向]|以及)(?P<name>[一-鿿]{{2,6}}(?:{trie(source_parts('firm'))}))(?=[，。的于运拟已将宣在与和、]|\d)")


def _firm_near(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """The company that the sentence right before 公司 names, where that is the first of a sentence in the same paragraph."""
    begin = _begins(text, span[0])
    if span[0] - begin > 1:
        return None
    floor = max(text.rfind("\n", 0, begin) + 1, begin - _NEAR)
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
    at = text.rfind(noun, max(0, span[0] - _FAR), span[0]) if len(noun) > 1 else -1
    while at >= 0:
        end = at + len(noun)
        begin = after_lead(text, clause_start(text, at, max(0, at - _NAME_MOST)), at)
        words = text[begin:end]
        if len(words) > len(noun) and ends_known(words) and not is_no_source(words) and not holds_clause(words, len(words) - 3) and "的" not in words:
            return begin, end
        at = text.rfind(noun, max(0, span[0] - _FAR), at)
    return None


def _firm_at_head(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The company with which one of the sentences before begins, though it has said nothing (海峡食品去年净利下滑)."""
    end, floor = _begins(text, span[0]), max(0, span[0] - _FAR)
    while end > floor:
        begin = _begins(text, end - 1)
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


def _person(text: str, span: tuple[int, int], seen: Seen) -> tuple[tuple[int, int], SourceKind]:
    """Whom 他 or 她 means: the last person who spoke, unless another has become the subject of a sentence since."""
    words = text[slice(*span)]
    if _PLURAL.match(words):
        kinds: tuple[SourceKind, ...] = ("unnamed", "organisation", "person")
        return next(((n.name, n.kind) for n in reversed(seen.all) if n.kind in kinds and _are_several(text, n)), (span, "person"))
    is_not = {"她": "m", "他": "f"}.get(words[:1], "")
    last = next((n for n in reversed(seen.people) if not (is_not and gender(text[slice(*n.name)]) == is_not)), None)
    if words in _OF_TWO:
        two = sorted(set(_again(text, max(0, span[0] - _NEAR), span[0], seen) + spoken_of(text, max(0, span[0] - _NEAR), span[0])))[-2:]
        return (two[_OF_TWO.index(words)] if len(two) > 1 else span), "person"
    begin = max(last.end if last else 0, span[0] - _FAR)
    spoken = [p for p in spoken_of(text, begin, span[0]) if gender(text[slice(*p)]) != is_not or not is_not]
    spoken += [p for p in _again(text, begin, span[0], seen) if not (is_not and gender(text[slice(*p)]) == is_not)]
    acting = [p for p in spoken if text[p[1] : p[1] + 1] != "的" and text[p[0] - 1 : p[0]] not in _NOT_BEFORE]
    leading = [p for p in acting if not _CLAUSE.search(text, _begins(text, p[0]), p[0])] if last else acting
    if leading:
        return longest(text, max(leading), seen), "person"
    since = _since(text, last.end, span[0]) if last else None
    if since:
        return longest(text, since, seen), "person"
    if last and span[0] - last.end < _FAR:
        return last.name, "person"
    alone = next((n for n in reversed(seen.kind("unnamed")) if span[0] - n.end < _FAR and not _SEVERAL.match(text, n.start)), None)
    if alone and alone is seen.all[-1] and "\n" not in text[alone.end : span[0]]:
        return alone.name, "unnamed"
    begun = _begun(text, span)
    if begun:
        return begun, "person"
    if last:
        return last.name, "person"
    return (alone.name, "unnamed") if alone else (span, "person")


def _are_several(text: str, named: Named) -> bool:
    """Are they several by their number (两名官员), or by what they are called (研究团队, 何远等)?"""
    return bool(_FEW.match(text, named.start)) or text.endswith(("团队", "等", "等人"), named.start, named.end)


def _since(text: str, after: int, end: int) -> tuple[int, int] | None:
    """Who is named again, as he was before, at the head of one of the sentences of the paragraph behind ``after`` (霍尔姆并不乐观)."""
    floor = max(text.rfind("\n", 0, end), after, end - _NEAR)
    while end > floor:
        begin = max(_begins(text, end - 1), floor + 1)
        name = starting_name(text, after_lead(text, begin, end), end) if begin < end else None
        if name and text.find(text[slice(*name)], 0, after) >= 0:
            return name
        called = called_at_head(text, begin, end) if begin < end and after < text.rfind("\n", 0, end) else None
        if called:
            return called  # who begins the paragraph, in which nobody has spoken yet
        end = begin - 1
    return None


def _begun(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The person with whom one of the sentences before in the paragraph begins: a name (柯八月在论文中…), or one of a kind (店主…)."""
    end = span[0]
    floor = max(text.rfind("\n", 0, end), end - _FAR)
    while end > floor:
        begin = behind_aside(text, max(_begins(text, end - 1), floor + 1), end)
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


def _begins(text: str, pos: int) -> int:
    """Where the sentence that holds ``pos`` begins, after a turn and its comma (不过，…)."""
    at = max((m.end() for m in _SENTENCE.finditer(text, max(0, pos - 80), pos)), default=max(0, pos - 80))
    comma = text.find("，", at, at + 4)
    return comma + 1 if at <= comma < pos else at


def _document(text: str, span: tuple[int, int], noun: str, wanted: SourceKind, seen: Seen) -> tuple[int, int] | None:
    """Which report, study or article is meant: the last one before that is called so and told apart by its words or issuer."""
    words = text[span[0] : span[1]]
    far = _NEAR if words in source_parts("data") and words not in _STUDIES else _FAR
    floor = max(0, span[0] - far)
    for like in (noun, *_LIKE.get(noun, ())) if len(noun) >= 2 else ():
        at = text.rfind(like, floor, span[0])
        while at >= 0:
            titled = text[at + len(like) : at + len(like) + 1] == "》"
            found = (None if titled else _issued(text, at, seen, wanted)) or _phrase(text, at, at + len(like)) or _whose(text, at, wanted)
            if found:
                return found
            at = text.rfind(like, floor, at)
    wrote = max(text.rfind(word, floor, span[0]) for word in _WROTE) if wanted == "publication" and noun in source_nouns("piece") else -1
    if wrote >= 0 and "\n" not in text[wrote : span[0]] and (author := _issued(text, wrote, seen, wanted)):
        return author
    title = None
    for m in _TITLE.finditer(text, floor, span[0]):
        if kind_of(m.group()) == wanted and not text.startswith(_HEADED, m.start() - 2):
            title = m.span()
    return title


def _whose(text: str, at: int, wanted: SourceKind) -> tuple[int, int] | None:
    """The outlet right before 报道 at the head of a clause, though it has told nothing yet (路透社|报道的角度不同)."""
    begin = clause_start(text, at, max(0, at - _NAME_MOST)) if wanted == "publication" else at
    begin = max([begin, *(m.end() for m in _CITING.finditer(text, begin, at))])
    words = text[begin:at]
    return (begin, at) if len(words) > 2 and ends_known(words) and kind_of(words) == "publication" and not is_no_source(words) else None


def _issued(text: str, at: int, seen: Seen, wanted: SourceKind) -> tuple[int, int] | None:
    """The source in whose clause the noun of a document stands (驰野汽车在公告中称)."""
    for named in reversed(seen.all):
        reported = text.startswith(_REPORTS, at)
        theirs = text[named.end : at] == "的"  # 转引科技网站“内核”的|报道
        if reported and not theirs and named.kind != "publication" and _QUOTING.search(text, max(0, named.start - 4), named.start):
            continue  # 共同社援引官员的话|报道
        if named.end <= at and not named.anaphor and (named.kind != "unnamed" or wanted == "publication"):
            near = at - named.end < _NEAR // 4 and not _CLAUSE.search(text, named.end, at) and (reported or not _QUOTING.search(text, named.end, at))
            return named.name if near and not text.startswith(_THIS_OUTLET, named.name[0]) else None
    return None


def _phrase(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The words that tell a document apart, up to its noun: 《…》, or from the issuer on (北港研究院上月发布的报告)."""
    if text[end : end + 1] == "》":
        return text.rfind("《", 0, at), end + 1
    begin = after_lead(text, clause_start(text, at, max(0, at - 40)), at)
    high = issuer(text, begin, at)
    if not high or _QUOTING.search(text, begin, high):
        return None
    return (begin, end if _adjacent().fullmatch(text, high, at) else high)


@cache
def _adjacent() -> re.Pattern[str]:
    """What may stand between an issuer and its document where the two are one name: 的, 年度, 月度."""
    return re.compile(rf"的?(?:{trie(source_parts('quality'))})*(?:\d{{1,4}}[年月]度?|第\w季度?|(?!{trie(source_parts('issue'))})\w{{2}})?")


def _led(text: str, span: tuple[int, int], seen: Seen, noun: str = "") -> tuple[int, int] | None:
    """The organisation, or person with that title, with which the sentence before begins, if nobody has spoken since."""
    end = _begins(text, span[0])
    at = max((m.end() for m in _SENTENCE.finditer(text, max(0, end - _NEAR), end - 1)), default=max(0, end - _NEAR))
    comma = text.find("，", at, at + 4)
    at = comma + 1 if at <= comma < end else at
    outlet = text[span[1] - 1] not in source_nouns("by_outlet")
    last = next((n for n in islice(reversed(seen.all), 3) if not (outlet and n.start >= end and n.kind == "publication")), None)  # 据某报引述|该行
    found = leading_mention(text, at, end, []) if at < end and not (last and last.start >= at) else None
    words = text[slice(*found)] if found else ""
    fits = (words.endswith(noun) or (kind_of(words) == "person" and noun in words)) if noun else bool(words) and kind_of(words) in ("organisation", "publication")
    if noun in source_nouns("firm") or text[span[0] : span[1]].lstrip("该这家") in source_nouns("firm"):
        fits = fits and (words.endswith(source_parts("firm")) or not is_public(words))
    return found if fits and words not in stand_ins() and "是" not in words else None


def _organisation(text: str, span: tuple[int, int], seen: Seen) -> tuple[int, int] | None:
    """A company that no reporting words have named: X（2899）, or the X of a person who spoke (X总裁某某)."""
    listed = None
    for m in _LISTED.finditer(text, max(0, span[0] - _FAR), span[0]):
        listed = m.span("name")
    if listed:
        return listed
    return next((found for n in reversed(seen.kind("person")) if (found := firm_of(text, n))), None)
