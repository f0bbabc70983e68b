"""Source mentions: what kind of source words are, and whether they can speak."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from extract.lexicon import rows, seeker, trie, words
from extract.link.persons import is_name, is_title, personal_name, titles
from extract.link.source_words import source_parts
from extract.schema import SourceKind

_REPORTERS = re.compile("记者|编译|特派员|实习生")
_REPORTER = re.compile(r".{0,8}(?:编译|特派员|实习生)[^，。]{2,}\Z|.{0,6}记者|本[报刊台网]")
FOREIGN = re.compile(r"[·‧]|[一-鿿]\.[一-鿿]|[A-Z][A-Za-z]+(?:\.[a-z]{2,3})?\Z|[（(][A-Za-z0-9][^（）()]*[）)]\Z")
_COUNTED = re.compile(r"(?<![A-Za-z\d-])\d(?![\d]*(?:[A-Za-z号-]|多?岁))|[一二三四五六七八九十]成|分之[一二三四五]|半数")
_SOME_PEOPLE = re.compile(r"[一两三四五六七八九十几数多\d]{1,2}[名位][一-鿿]{1,6}[家长员师者手商人官]")
_PEOPLE = re.compile(r"\d{1,2}[名位](?=..)")
_LASTING = re.compile(r"[\d一二两三四五六七八九十半](?:分钟|小时|个月|[年天周]时间)")
_ONLY_COUNTED = re.compile(r"[\d一二两三四五六七八九十百千,]+[余多]?[所家间个]")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+条(?:之[一二三四五\d]+)?(?:第[一二三四五六七八九十\d]+[款项])?\Z")
_OF_LAWS = re.compile(r"[法例案约章]》?\Z|报告|白皮书|规划")
_QUOTES, OPEN = re.compile(r"[“”「」]"), re.compile(r"[“「][^”」]*\Z")
SHARE = re.compile(
    r"(?:大?约|高达|多达|仅有?|只有|近|有|逾|超过?|过)*"
    r"(?:\d[\d.]*[%％]|[一二三四五六七八九十两\d.]+成|[一二三四五六七八九十百\d]+分之|\d+位.{1,6}中有)"
)
_SHARING = frozenset("大约高多仅只近有逾超过一二三四五六七八九十两百.")
_UNTOLD = re.compile(r"(?:可能|应当|应该|将|都|后|前|不|才|就|时|是)会\Z|..[前时应须]\Z|.将\Z")
_UNTOLD_ENDS = ("会", "前", "时", "将", "应", "须")
NAMELESS = re.compile(r"(?:不愿|不便|不想|不具|未具|未获)[^的]*的.{2,}")
ONE = re.compile(r"[一两数几这那该]{1,2}[名位个]")
_SUFFERED = re.compile(r"被(?![告访捕害])")
_TELLING_WHAT = re.compile(r"我们?(?![国市省县区校院方驻]).|.+[都就也只正还]是|[^的]+了[^的]{2,}\Z")
_NUMERALS = "一二三四五六七八九十0123456789"
_LATIN = re.compile(r"[A-Za-z .'&-]+")
_LISTED = re.compile(r"[（(](?:[\w.]{1,4}[：:])?\d{4,6}(?:\.\w{1,3})?[）)]\Z")
NAMED = re.compile(r"[“「][^”」\n]{2,12}[”」]")
EDGE = " \xa0、·•●■◆▲的之与和及\u3000"


def is_no_source(words: str) -> bool:
    """Do words begin or end with what no source begins or ends with?"""
    wrong, right = _beginnings().get(words[:1], ((), ()))
    return (words.startswith(wrong) and not words.startswith(right)) or words.endswith(_not_last().get(words[-1:], ()))


@cache
def _beginnings() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """With what no source begins, and with what one may for all that, by their first character."""
    wrong, right = (*source_parts("not_first"), "以“", "以「"), source_parts("first")
    return {head: (_begun_by(head, wrong), _begun_by(head, right)) for head in {word[0] for word in wrong}}


def _begun_by(head: str, entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in entries if word[0] == head)


def holds_clause(words: str, stop: int | None = None) -> bool:
    """Do words hold, up to ``stop``, what no source contains: they tell something, and name nobody?"""
    end = len(words) if stop is None else stop
    return _never().search(words, 0, end) is not None or ("被" in words and _SUFFERED.search(words, 0, end) is not None)


@cache
def _never() -> re.Pattern[str]:
    """What no source contains: to search for, not to match."""
    return seeker(source_parts("never"))


@cache
def names_nobody() -> re.Pattern[str]:
    """How words begin that name nobody (某, 有关)."""
    return re.compile(trie(source_parts("generic")))


@cache
def by_surname() -> re.Pattern[str]:
    """A Chinese name by its surname."""
    return re.compile(rf"(?:{trie(words('surnames'))})[一-鿿]{{1,2}}")


def issuer(text: str, start: int, end: int) -> int:
    """Where the organisation ends with whose name ``text[start:end]`` begins, 0 where it begins with none."""
    for high in range(end, start + 1, -1):
        words = text[start:high]
        if is_no_source(words) or is_title(text[high - 1 : high + 1]):
            continue  # 研究所|所长
        if not OPEN.search(words, 1) and _QUOTES.sub("", words).isalnum() and ends_known(words) and kind_of(words) == "organisation":
            quoted = NAMED.match(text, high, end)
            return quoted.end() if quoted else high
    return 0


def is_stand_in(words: str) -> bool:
    """Is it a word that stands for a source named before (他, 该机构, 该报道)?"""
    return words in stand_ins()


def is_listed(words: str) -> bool:
    """Are the words as they are an entry of the lexicon of sources (央视, 21世纪经济报道)?"""
    return words in _kinds()


def is_named_firm(words: str) -> bool:
    """Is it a firm by what it is and its name (飞机制造公司|蓝隼)?"""
    m = _firm().fullmatch(words) if any(firm in words for firm in source_parts("maker")) else None
    return m is not None and not is_no_source(words) and not is_no_source(m["name"]) and not ends_known(m["name"])


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(rf"(?=\w{{5}})\w*(?:{trie(source_parts('maker'))})(?P<name>[\w·]{{2,5}}(?:{trie(source_parts('firm'))})?)")


def ends_known(words: str) -> bool:
    """Does a mention end like a source: 统计局, 会长, 日报?"""
    return words.endswith(_endings().get(words[-2:], ())) or words[-1:] in _endings()


def ending_of(words: str) -> str:
    """The longest words of the lexicon of sources with which a mention ends."""
    found = (ending for ending in _endings().get(words[-2:], ()) if words.endswith(ending))
    return next(found, words[-1:] if words[-1:] in _endings() else "")


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The words that sources end with by their last two characters, the longest first, and those of one character."""
    out: dict[str, tuple[str, ...]] = {}
    for word in sorted(_kinds(), key=len, reverse=True):
        out[word[-2:]] = (*out.get(word[-2:], ()), word)
    return out


@cache
def _not_last() -> dict[str, tuple[str, ...]]:
    return _by_last(source_parts("not_last"))


def _by_last(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character."""
    out: dict[str, tuple[str, ...]] = {}
    for word in entries:
        out[word[-1]] = (*out.get(word[-1], ()), word)
    return out


@cache
def closing_characters() -> frozenset[str]:
    """The last characters of all words that a source can end with, and of all that stand for one."""
    return frozenset(word[-1] for word in (*_kinds(), *stand_ins()))


def bare_words(words: str) -> str:
    """A mention without its brackets and closing marks."""
    return (BRACKETS.sub("", words) if "（" in words or "(" in words else words).rstrip(" ”」》")


@cache
def stand_ins() -> dict[str, SourceKind]:
    """What stands for a source named before, with the kind that it looks for: the words of the lexicon, and 该局长, 这位局长 for each title."""
    out: dict[str, SourceKind] = {f"{this}{title}": "person" for this in ("该", "该名", "这名", "这位") for title in titles() if len(title) > 1}
    out.update(dict(rows("anaphors")))  # type: ignore[arg-type]
    return out


class Speakers:
    """The names that have spoken in a document: whether one of them is, or holds, certain words."""

    def __init__(self) -> None:
        """None yet."""
        self.names: set[str] = set()
        self._text = ""

    def add(self, name: str) -> None:
        """Put a name to those that have spoken."""
        if name not in self.names:
            self.names.add(name)
            self._text += f"\n{name}"

    def hold(self, words: str) -> bool:
        """Is it one of the names, or more than one character of one?"""
        return words in self.names or (len(words) > 1 and words in self._text)


NOBODY = Speakers()
_NOUN = 3  # the last characters of a mention, which make a noun


def can_speak(text: str, span: tuple[int, int], known: Speakers, weak: bool, parted: bool = True) -> bool:
    """Can the words of ``span`` be a source? A weak verb (预计, 料, 要求) needs one that is known to speak.

    ``known`` are the names that have spoken before in the document; ``parted`` tells that a comma, colon or quotation
    follows the verb, as it does where a name nobody knows yet is introduced as speaker (某某表示，…).
    """
    words = text[span[0] : span[1]]
    able = _able(words)
    if able or (able is None and parted and not weak) or known.hold(words):
        return True
    bare = bare_words(words)
    if len(bare) != 1 or not by_surname().fullmatch(bare + "某"):
        return False
    return any(by_surname().fullmatch(k[-3:]) and k[-3] == bare for k in known.names if len(k) > 2)  # 邵指: who was named in full before


@lru_cache(maxsize=1 << 14)
def _able(words: str) -> bool | None:
    """Can the words be a source by themselves; None where they can if their verb introduces a speaker."""
    if words in stand_ins() or (words in _kinds() and len(words) > 1):
        return True
    bare = bare_words(words)
    if _ARTICLE.search(bare):
        return True
    if _ONLY_COUNTED.fullmatch(bare):
        return False  # 有19所表示: of those who answered
    if bare.endswith("会") and ending_of(bare) == "会" and len(ending_of(bare[:-1])) > 1:
        return False  # 新政府|会
    if _is_share(words) or _tells_what(words) or bare in _only_made() or (bare.endswith(_UNTOLD_ENDS) and _UNTOLD.search(bare) and not bare.endswith(titles())):
        return False  # 六成的商户: who answered, not who says so; 选手入境时
    if not 2 <= len(bare) <= 40 or (is_no_source(words) and not NAMELESS.match(words) and not (words[0] == "曾" and is_name(words))) or _is_reporter(words):
        return False
    if ("《" in words or "》" in words) and words.count("《") != words.count("》"):
        return False
    if "的" not in bare and holds_clause(bare, len(bare) - min(_NOUN, len(ending_of(bare)) or _NOUN)):
        return False  # 北港颁布一项法案: a clause, though it ends like a document; but 大多数被访者
    if len(bare) <= 30 and (ends_known(bare) or (words[-1] in "”」" and (quoted := NAMED.search(words)) and ends_known(words[: quoted.start()]))):
        return True
    if "《" in words or _SOME_PEOPLE.fullmatch(bare) or ((title_in().search(bare) or personal_name(bare)) and not _SUFFERED.search(bare)):
        return True
    if words[-1] in "）)" and _LISTED.search(words):
        return True
    if _COUNTED.search(bare) or holds_clause(bare):
        return None if (few := _PEOPLE.match(bare)) and not _COUNTED.search(bare, few.end()) and not holds_clause(bare) else False
    named = (bool(_surname().match(bare)) and len(bare) <= 4) or is_name(bare) or bool(FOREIGN.search(words))
    if not named and (bare in _unsaid() or (bare == words and _of_a_thing(bare))):
        return False
    return (named or None) if len(bare) <= 20 or len(_LATIN.sub("·", bare)) <= 20 else False


def _is_share(words: str) -> bool:
    """Do they begin with a share of those who answered (近六成的商户), or hold a length of time (选手有两分钟时间)?"""
    return ((words[:1] in _SHARING or words[:1].isdigit()) and bool(SHARE.match(words))) or ("时间" in words and bool(_LASTING.search(words)))


def _tells_what(words: str) -> bool:
    """Do they begin to tell what somebody says (我们要, 他都是, 用了五年)?"""
    return (words.startswith("我") or "是" in words or "了" in words) and bool(_TELLING_WHAT.match(words))


@cache
def _only_made() -> frozenset[str]:
    """部分公布, 发布: no more than a verb of making public."""
    return frozenset(f"{part}{word}" for part in ("", "部分") for word in source_parts("issue"))


def _is_reporter(words: str) -> bool:
    """Is it who writes the text, and no source: 本报, 本台记者, 编译何某?"""
    return (words[0] == "本" or _REPORTERS.search(words) is not None) and bool(_REPORTER.match(words))


@cache
def _unsaid() -> frozenset[str]:
    """Words that only tell a source apart: 相关, 最新, 某."""
    return frozenset((*source_parts("quality"), *source_parts("generic")))


@cache
def _tails() -> tuple[str, ...]:
    """How what can be a source ends besides the known ends: data, records, people."""
    return (*source_parts("data"), *source_parts("paper"), *source_parts("being"))


def _of_a_thing(words: str) -> bool:
    """Is it something of something (指数的走势), which nothing shows to be a source: no 一名…的, 不愿…的, 数据 or numbered annex?"""
    of = words.rfind("的") + 1
    tail = words[of:].rstrip(_NUMERALS)
    return of > 1 and not (ONE.match(words) or NAMELESS.match(words) or tail.endswith(_tails()) or ends_known(tail) or is_name(tail))


@cache
def title_in() -> re.Pattern[str]:
    """A title of a person anywhere in the words: to search for, not to match."""
    return seeker(titles())


@cache
def _surname() -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(words('surnames'))})\w{{1,2}}\Z")


@cache
def _kinds() -> dict[str, str]:
    """The words of both lexicons of sources with their kinds."""
    return {row[0]: row[1] for row in (*rows("sourcenames"), *rows("sourcekinds"))}


def is_article(words: str) -> bool:
    """Is it an article of a law (第三十五条)?"""
    return _ARTICLE.fullmatch(words) is not None


@lru_cache(maxsize=1 << 14)
def kind_of(words: str) -> SourceKind:
    """What a source mention is, by its ending: 统计局 organisation, 日报 publication, 报告 document, 林教授 person."""
    bare = bare_words(words)
    if _ARTICLE.search(bare):
        return "document"
    if "《" in words and not title_in().search(words, words.rfind("》") + 1):
        return "document" if _OF_LAWS.search(words) else "publication"
    ending = ending_of(bare)
    if ending:
        kind = _kinds()[ending]
        if kind == "unnamed" and len(bare) - len(ending) >= 2 and not names_nobody().match(bare):
            return "person" if ending in source_parts("role") else "organisation"
        return kind  # type: ignore[return-value]
    surnamed = 2 <= len(bare) <= 3 and _surname().match(bare) and not (len(bare) == 3 and bare.endswith(source_parts("outlet")))
    called = title_in().search(bare) or surnamed or "·" in bare or "・" in bare or "‧" in bare or personal_name(bare)
    return "person" if called else "organisation"
