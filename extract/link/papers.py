"""Which document a stand-in means (报告, 该文件): the last one before that is told apart by its title, words or issuer."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie
from extract.link.mentions import ends_known, is_no_source, issuer, kind_of, stand_ins
from extract.link.reach import CLAUSE, FAR, NEAR, begins
from extract.link.seen import Seen
from extract.link.source_words import source_nouns, source_parts
from extract.link.subjects import after_lead, clause_start, leading_mention
from extract.schema import SourceKind

_TITLE = re.compile(r"《[^《》]{1,30}》")
_QUOTING = re.compile("[援转]引|引[述用据]|转述")
_CITING = re.compile("[援转]引|引[述用据]?|转述|据")
_REPORTS = ("报道", "报导")
_THIS_OUTLET = ("本报", "本刊", "本台", "本网")
_HEADED = ("题为", "题是", "名为", "题作")
"""Behind what stands the title of an article, and no outlet."""
_WROTE = ("撰文", "撰稿", "发文")
_LIKE = {"研究": ("论文",), "论文": ("研究",), "备忘": ("备忘录",)}
_THAT = re.compile("上述|前述|[该这此](?:[一份部项])?|")
_OWN_TITLE = re.compile(r"(?:[今昨前]天|\d{1,2}日)?在(?P<words>(?![上本这该一其最])[一-鿿]{3,6}(?<!的))")
"""What a document is called in which a person says something (区长在|政府工作|报告中)."""
_DOING = source_parts("light")
_LISTED = re.compile(r"(?P<name>[一-鿿]{2,8})[（(](?:\w{1,4}[：:])?\d{4,6}(?:\.\w{1,3})?[）)]")
_STUDY = re.compile(rf"(?:[一这那该][项篇份个])?(?:最新)?{trie(source_nouns('study'))}")
_APPEARED = re.compile(
    rf"(?:[^，。；]{{0,12}}(?:发表|刊登|刊载|发布)[在于][^，。；]{{2,30}}|(?P<by>[^，。；]{{2,24}}){trie(source_parts('appeared'))}|[^，。；]{{0,12}}《[^《》]+》)的"
)
"""Where a study appeared, or by whom it was made."""
_CALLED = re.compile("[《「“]|期刊|学报|团队")
_ONE = re.compile("[一这那该][项篇份个]")
_RELATIVE_MOST = 45
_TELLING = ("报道", "报导", "消息")
_ASKING = re.compile(r"访问了?(?=\d|[一二三四五六七八九十百千])|问卷|抽样|调查了|追踪了?|(?:发布|公布|发表|出版|完成)了?")
_NEW_LAWS = ("新规", "新法", "新例", "新办法", "新规定")
_STAGE = re.compile(r"[（(][^（）()]*[）)]\Z|(?:征求)?意见稿\Z|草案\Z")
"""What a title says last of a draft."""
_STUDIES = ("调查", "民调", "研究")
_NAME_MOST = 20
"""How long a name is at most, in characters."""


def document(text: str, span: tuple[int, int], noun: str, wanted: SourceKind, seen: Seen) -> tuple[int, int] | None:
    """Which report, study or article is meant: the last one before that is called so and told apart by its words or issuer."""
    words = text[span[0] : span[1]]
    far = NEAR if words in source_parts("data") and words not in _STUDIES else FAR
    floor = max(0, span[0] - far)
    for like in (noun, *_LIKE.get(noun, ()), *(source_nouns("results") if noun == "财报" else ())) if len(noun) >= 2 else ():
        at = text.rfind(like, floor, span[0])
        while at >= 0:
            titled = text[at + len(like) : at + len(like) + 1] == "》"
            done = text.startswith(_DOING, at - 2)  # 进行|研究 names none
            found = None if done else (None if titled else _issued(text, at, seen, wanted)) or _phrase(text, at, at + len(like)) or _whose(text, at, wanted)
            if found:
                return found
            at = text.rfind(like, floor, at)
    wrote = max(text.rfind(word, floor, span[0]) for word in _WROTE) if wanted == "publication" and noun in source_nouns("piece") else -1
    if wrote >= 0 and "\n" not in text[wrote : span[0]] and (author := _issued(text, wrote, seen, wanted)):
        return author
    if words == noun and noun in source_nouns("asked") and (asker := _asker(text, span[0], seen)):
        return asker
    title = None
    for m in _TITLE.finditer(text, floor, span[0]):
        if kind_of(m.group()) == wanted and not text.startswith(_HEADED, m.start() - 2):
            title = m.span()
    return title


def titled(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The document that a bare noun means where a title before ends with it (《…条例》, then 条例), or 新规 where it is one of the law."""
    words = text[slice(*span)]
    m = _THAT.match(words)
    noun = words[m.end() :].strip("《》") if m else ""
    ends = source_nouns("new_law") if noun in _NEW_LAWS else (noun,) if noun in source_nouns("titled") else ()
    if not ends:
        return None
    before = (m for m in reversed(list(_TITLE.finditer(text, max(0, span[0] - FAR), span[0]))) if m.end() < span[0])
    return next((m.span() for m in before if _STAGE.sub("", m.group()[1:-1]).endswith(ends) and m.end() - m.start() > span[1] - span[0] + 2), None)


def placed(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """A study with the words before it that tell where it appeared or who made it (发表在《北港医学期刊》上的|一项研究)."""
    if text[max(0, span[0] - 1) : span[0]] != "的" or not _STUDY.fullmatch(text, *span):
        return None
    begin = after_lead(text, clause_start(text, span[0] - 1, max(0, span[0] - _RELATIVE_MOST)), span[0])
    begin = counted.end() if (counted := _ONE.match(text, begin, span[0])) else begin
    m = _APPEARED.fullmatch(text, begin, span[0])
    if m is None or (m["by"] and (_CITING.search(m["by"]) or not (_CALLED.search(m["by"]) or issuer(text, begin, m.end("by"))))):
        return None
    return begin, span[1]


def _asker(text: str, pos: int, seen: Seen) -> tuple[int, int] | None:
    """The body with which the sentence of a bare 调查 or 报告 begins, where it asked or made public before (北港商会上月访问了300名店主，调查发现…)."""
    start = begins(text, pos - 1, NEAR)
    found = leading_mention(text, start, pos, []) if start < pos else None
    words = text[slice(*found)] if found else ""
    if not found or words in stand_ins() or kind_of(words) != "organisation" or "的" in words or not _ASKING.search(text, found[1], pos):
        return None
    return None if any(n.start >= found[1] for n in seen.all[-2:]) else found


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
            near = at - named.end < NEAR // 4 and not CLAUSE.search(text, named.end, at) and (reported or not _QUOTING.search(text, named.end, at))
            if near and wanted == "document" and named.kind == "person":
                own = _OWN_TITLE.fullmatch(text, named.end, at)
                return (own.start("words"), at + 2) if own else named.name if named.name[1] < named.end else (named.start, named.end)
            return named.name if near and not text.startswith(_THIS_OUTLET, named.name[0]) else None
    return None


def _phrase(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The words that tell a document apart, up to its noun: 《…》, or from the issuer on (北港研究院上月发布的报告)."""
    if text[end : end + 1] == "》":
        return text.rfind("《", 0, at), end + 1
    begin = after_lead(text, clause_start(text, at, max(0, at - 40)), at)
    listed = _LISTED.match(text, begin, at)
    high = listed.end("name") if listed else issuer(text, begin, at)
    if not high or _QUOTING.search(text, begin, high) or text.startswith(_TELLING, begin):
        return None
    return (begin, end if _adjacent().fullmatch(text, high, at) else high)


@cache
def _adjacent() -> re.Pattern[str]:
    """What may stand between an issuer and its document where the two are one name: 的, 年度, 月度."""
    return re.compile(rf"的?(?:{trie(source_parts('quality'))})*(?:\d{{1,4}}[年月]度?|第\w季度?|(?!{trie(source_parts('issue'))})\w{{2}})?")
