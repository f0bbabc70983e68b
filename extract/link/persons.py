"""Persons in normalised text: where the personal name stands in a mention, and who was spoken of last."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import rows, seek, seeker, trie, words
from extract.link.source_words import source_nouns, source_parts

_OWN = re.compile(rf"{trie(source_nouns('byline'))}\s?$")
_ONE = re.compile(r"(?<![十百千万])一[位名][^，。；：“「\n]{0,10}\Z")
_NO_GIVEN = frozenset("学部局厅科区市县省州国院系级务任业社会所处室队团组司党委长员方企商法理议副前原总代首兼的")
"""With what the characters between a surname and a title end that are no given name (金融|学|教授, 温|州|市长)."""
_IN_OFFICE = tuple("现前时新历曾出担就连卸离委续")
"""Before 任 a verb, and no surname (现任|市长)."""
_OF_THAT, _WITH_THAT = tuple("前后际一间中外内所初余类"), 3
"""Behind 之 in 之前, 之后, and how long a name is that ends with it."""
_TITLED_LEAST = 3
"""How many characters a name with its title has more than."""
_CALLING_LEAST = 3
"""How many characters a calling before a foreign name has at least, that no list holds."""
_LATIN = re.compile(r"[A-Z][a-z]+ [A-Z]")
_BEFORE_LATIN = re.compile(r"(?:(?!的)[一-鿿]){3,5}(?<![会局部司院社团所])")
"""A name with which no surname of the lexicon begins, before its Latin form (秋泽真帆（Maho Akizawa）)."""
_PAREN_AT = re.compile(r"[（(][^（）()]*[）)]")
_PAREN = re.compile(r"[（(][^（）()]*[）)]?\Z")


@cache
def titles() -> tuple[str, ...]:
    """Words that make a person of the name after them: titles, callings, roles."""
    named = (*(row[0] for row in rows("sourcekinds") if row[1] == "person"), *source_parts("role"))
    return tuple(word for word in named if len(word) > 1 or word in "男女")


def is_title(words: str) -> bool:
    """Are they a title and no more?"""
    return words in _title_words()


@cache
def _title_words() -> frozenset[str]:
    return frozenset(titles())


@cache
def _title() -> re.Pattern[str]:
    return seeker(titles())


@cache
def _surname() -> str:
    return trie(words("surnames"))


@cache
def surnames() -> frozenset[str]:
    """All surnames of the lexicon."""
    return frozenset(words("surnames"))


@cache
def _address() -> str:
    """Words of address after a surname: 女士, 先生."""
    return trie(source_parts("address"))


@cache
def _after() -> str:
    """Characters that end a name in running text."""
    return "".join(part for part in source_parts("after") if len(part) == 1)


@cache
def _then() -> str:
    """Words that end a name in running text, though it may hold their first character (魏承恩|维持)."""
    return trie(tuple(part for part in source_parts("after") if len(part) > 1))


@cache
def _acts() -> str:
    """What follows a foreign name in running text: a verb of two characters that such a name cannot hold (坦布里奇|访问), or one with 着 or 了."""
    verbs = tuple(word for word, kind in rows("about_verbs") if kind == "verb" and len(word) == 2 and not set(word) <= set(_foreign()))
    return rf"{_then()}|{trie(verbs)}|[^\W{_foreign()}][着了过]"


@cache
def _foreign() -> str:
    """Characters with which foreign names are written."""
    return "".join(words("transliterations"))


@cache
def _name() -> re.Pattern[str]:
    """A personal name that stands by itself: 林岚, 何女士, 布伦特·哈洛, 阿豪."""
    chinese = rf"于\w{{1,2}}|[老小](?:{_surname()})|(?:{_surname()})(?:{_address()}|某某?|姓\w{{2,3}}|{_given()})|阿\w{{1,2}}"
    return re.compile(rf"{chinese}|[\w.]{{1,8}}(?:[·・•‧][\w.]{{1,8}})+|[一-鿿]{{1,8}}(?:\.[一-鿿]{{1,8}})+|[{_foreign()}]{{2,6}}|[A-Z][A-Za-z .'-]+")


@cache
def _rarer() -> re.Pattern[str]:
    """A name with a surname that is commoner as another word: one only behind a title (处长|麦远)."""
    return re.compile(rf"{trie(source_parts('family'))}[一-鿿]{{1,2}}")


@cache
def _foreign_whole() -> re.Pattern[str]:
    """A foreign name that fills the rest of a mention behind a title: it may hold characters that are words elsewhere (总统|泽连斯基)."""
    rarer = "".join(source_parts("foreign"))
    return re.compile(rf"(?=[{rarer}]*[{_foreign()}])[{_foreign()}{rarer}]{{2,8}}|[一-鿿]{{1,4}}-[一-鿿]{{2,6}}")


@cache
def _given() -> str:
    """A given name: one or two characters, of which the second is no verb of saying (滕彪|说); no 赛后."""
    return r"(?![赛会事战课]后)\w(?:(?![说称指问讲都也还则在从向被把撰]|[同当翌次][日天时])\w)?"


@cache
def _after_title() -> re.Pattern[str]:
    """A name directly behind a title, up to the character that ends it."""
    stop = rf"(?=[^\w·]|[\d{_after()}]|{_then()}|\Z)"
    dotted = rf"[一-鿿]{{1,8}}(?:[·・•‧.](?:[A-Z]\.?|[一-鿿]{{2,8}}?))+(?=[^\w·]|[\d{_after()}]|{_acts()}|\Z)"
    foreign = rf"[{_foreign()}](?:(?!{_then()})[{_foreign()}]){{1,5}}"
    rarer = rf"{trie(source_parts('family'))}[一-鿿]{{2}}{stop}"
    latin = rf"{_BEFORE_LATIN.pattern}(?=[（(][A-Z][a-z]+ [A-Z])"
    return re.compile(rf"{dotted}|[老小](?:{_surname()}){stop}|(?:{_surname()}){_given()}{stop}|{rarer}|{foreign}|{latin}|阿(?:[一-鿿]|[A-Z][a-z]+)")


@cache
def _dotted() -> re.Pattern[str]:
    first = rf"(?:(?<![一-鿿])西|(?<=的)西)?[{_foreign()}]{{1,6}}"
    then = r"(?:[·・•‧.](?:[A-Z]\.?|[一-鿿]{2,8}?|[一-鿿](?=[（(][A-Z])))+"
    return re.compile(rf"{first}{then}(?=[^\w·]|[{_after()}]|{_acts()}|\Z)")


@cache
def _addressing() -> re.Pattern[str]:
    return re.compile(rf"{_address()}|姓[男女]\w")


@cache
def _plain() -> re.Pattern[str]:
    """阿豪, and a name behind an age (五十三岁的龚丽萍)."""
    return re.compile(rf"(?<![一-鿿])阿(?:[一-鿿]|[A-Z][a-z]+)(?=[^\w]|[{_after()}])|(?<=岁的)(?:{_surname()})\w{{1,2}}(?=[^\w]|[{_after()}])")


@cache
def _by_doing() -> re.Pattern[str]:
    """A name behind what somebody has done for years (种了三十年橡胶的|龚丽萍)."""
    done = r"[干做当种卖养教开守住跑修打写拉摆捕酿织绣画拍喂][了过][^，。；：\n]{1,14}的"
    return re.compile(rf"{done}(?P<name>(?:{_surname()})[一-鿿]{{1,2}}?)(?=[，、（(]|[{_after()}]|{_then()})")


@cache
def _by_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_surname()})\Z")


@lru_cache(maxsize=1 << 14)
def personal_name(mention: str) -> tuple[int, int] | None:
    """Where in a mention (云泽协会副会长何敬山) the personal name stands; None where there is none but a title."""
    end = len(mention)
    latin = False
    while ("（" in mention or "(" in mention) and (paren := _PAREN.search(mention[:end])):
        end = len(mention[: paren.start()].rstrip())
        latin = _LATIN.match(paren.group(), 1) is not None
    best = None
    for _, tail, _ in seek(_title(), mention, 0, end):
        if tail < end and mention[tail] in "（(" and (aside := _PAREN_AT.match(mention, tail, end)):
            tail = aside.end()  # 处长（新界南）|麦栢涛
        while tail < end and mention[tail] in " 、“”「」":
            tail += 1
        forms = (_name(), _rarer(), _foreign_whole(), *((_BEFORE_LATIN,) if latin else ()))
        if tail < end and any(form.fullmatch(mention, tail, end) for form in forms):
            best = (_behind_calling(mention, tail, end), end)
    if best is None and (called := _by_calling().search(mention, 0, end)):
        best = called.span("name")
    if best is None and end > 4 and mention.endswith(_honours(), 0, end):
        rest = end - next(len(word) for word in _honours() if mention.endswith(word, 0, end))
        inner = (0, rest) if _name().fullmatch(mention, 0, rest) else personal_name(mention[:rest])
        if inner and inner[1] == rest and not _no_given(mention[slice(*inner)]):
            return inner  # 冰川学家古伦|博士, 拿督诺希山|医生
    if best is None and end > _TITLED_LEAST and (titled := _by_title().search(mention, 0, end)) and not _no_given(titled["name"]):
        best = titled.span("name")  # 何远|副市长, 北岭大学林岚|教授
    if best and "·" in mention[slice(*best)]:
        held = next((len(word) for word in _honours() if mention.endswith(word, *best)), 0)
        best = (best[0], best[1] - held)  # 研究员海伦·沃德|教授（Helen Ward）
    of = mention.rfind("的", 0, end) + 1
    if best is None and of > 1 and _by_surname().fullmatch(mention, of, end):
        best = (of, end)
    return best


@cache
def _honours() -> tuple[str, ...]:
    """What a name may stand before, the longest first."""
    return tuple(sorted((*source_parts("honour"), "先生", "女士"), key=len, reverse=True))


def _no_given(name: str) -> bool:
    """Is it a common word that begins like a surname (金融, 安全), or does it end like none?"""
    return name[-1] in _NO_GIVEN or name in source_parts("no_name")


@cache
def _by_title() -> re.Pattern[str]:
    """A Chinese name of two or three characters right before a title, at the head of a mention or behind what ends like a body."""
    bodies = trie(tuple(row[0] for row in rows("sourcekinds") if row[1] == "organisation" and len(row[0]) > 1) + ("系", "学院", "科"))
    return re.compile(rf"(?:\A|{bodies})(?P<name>(?:{_surname()})[一-鿿]{{1,2}}?)(?:{trie(source_parts('honour'))})\Z")


def _behind_calling(mention: str, start: int, end: int) -> int:
    """Where a foreign name begins behind words that such names do not hold (主任、|前英军工兵|詹妮弗·霍尔沃思)."""
    dot = next((at for at in range(start, end) if mention[at] in "·・•‧"), start)
    own = foreign_run(mention, start, dot)
    return own if dot - own > 1 and own - start >= _CALLING_LEAST else start


def named_with_that(text: str, start: int, end: int) -> bool:
    """Is 之 at the end of a mention the last character of a name (副关长|罗敬之), and not that of 之前, 之后?"""
    if text[end - 1] != "之" or text[end : end + 1] in _OF_THAT:
        return False
    name = personal_name(text[start:end])
    return name is not None and name[1] - name[0] == _WITH_THAT


@cache
def _by_calling() -> re.Pattern[str]:
    """A name behind a calling that no list holds, by its last character (副关长|罗启衡); what ends like a body or a paper is none."""
    ends = trie(tuple(sorted({row[0] for row in rows("sourcekinds") if row[1] != "person"})))
    calling = r"[一-鿿]{2}(?:[长员者家官手]|师傅|师(?!傅))|主角|小将|[一-鿿]{2}商(?=..[一-鿿])"
    return re.compile(rf"(?:{calling})(?!.?{ends}\Z)(?P<name>(?:{_surname()})[一-鿿]{{1,2}})\Z")


@cache
def _by_surname() -> re.Pattern[str]:
    return re.compile(rf"(?:{_surname()})(?:\w{{1,2}}|{_address()})")


@lru_cache(maxsize=1 << 14)
def is_name(words: str) -> bool:
    """Are the words nothing but a personal name, Chinese or foreign (林岚, 何女士, 哈德森, 布伦特·哈洛)?"""
    return bool(_by_surname().fullmatch(words) or _name().fullmatch(words))


def foreign_run(text: str, start: int, end: int) -> int:
    """Where the characters of a foreign name begin that end at ``end`` (之一|特里|·休斯)."""
    at = end
    while at > start and (text[at - 1] in _foreign() or text[at - 1] in "·・•‧."):
        at -= 1
    return at


def same_person(short: str, full: str) -> bool:
    """May 温先生 or 陈男 be 温启贤, 哈洛 be 布伦特·哈洛?"""
    if short == full:
        return False
    if len(short) == 1:
        return len(full) in (2, 3) and full.startswith(short)
    if full.endswith(tuple(dot + short for dot in "·・•‧.")):
        return True
    if len(short) == 2 and len(full) == 4 and full.startswith(short) and full.isalpha():
        return short in surnames()  # 森田 and 森田俊介
    if len(short) == 2 and short[0] in "老小" and short[1] in surnames():
        return len(full) in (2, 3) and full.startswith(short[1]) and full.isalpha()  # 老周 and 周文理
    m = _called().fullmatch(short)
    return bool(m) and full.startswith(m["family"]) and gender(full) in ("", gender(short))  # type: ignore[index]


def is_short(words: str) -> bool:
    """Is it a surname alone or with no more than a word of address (邵, 何律师, 陈男)?"""
    return len(words) == 1 or bool(_called().fullmatch(words)) or (len(words) == 2 and words[0] in "老小" and words[1] in surnames())


@cache
def _called() -> re.Pattern[str]:
    return re.compile(rf"(?P<family>{_surname()})(?:{_address()}|{trie(tuple(t for t in titles() if len(t) == 2))}|某|[男女])(?:本人)?")



def gender(words: str) -> str:
    """``f`` or ``m`` where a word of address tells, else an empty string; 伯 at the end of a foreign name tells nothing."""
    tail = words[max(words.rfind(dot) for dot in "·・•‧") + 1 :]
    if tail != words and not tail.endswith(tuple(t for t in source_parts("address") if len(t) > 1)):
        return ""
    return "f" if _addressed("woman").search(words) else "m" if _addressed("man").search(words) else ""


@cache
def _addressed(role: str) -> re.Pattern[str]:
    return seeker(source_parts(role))


@cache
def _starting() -> re.Pattern[str]:
    return re.compile(rf"(?:[老小])?(?:{_surname()})[一-鿿]{{0,2}}?(?=[{_after()}]|{_then()})|[{_foreign()}]{{2,6}}(?=[{_after()}]|{_then()}|[今现]年)")


def starting_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A name without a title with which ``text[start:end]`` begins (柯八月|在论文中, 老贺|说)."""
    m = _starting().match(text, start, end)
    return m.span() if m and m.end() - m.start() > 1 else None


@cache
def _called_at_head() -> re.Pattern[str]:
    """A name behind a calling that no list holds, in running text (外送员|施宏基|跑了)."""
    calling = rf"(?:[长员者家官手匠农工民]|师傅|师(?!傅)|主角|[小老名]将|{trie(source_parts('calling'))})"
    stop = rf"[^\w·]|[\d{_after()}跑做开当干住带靠为以存]|{_then()}|[今现]年"
    surname = rf"{_surname()}|{trie(source_parts('family'))}"
    name = rf"(?:{surname})[一-鿿]{{1,2}}?|[{_foreign()}]{{2,6}}"
    topic = r"(?:对于?|至于|针对)[^，。；：\n]{2,16}，|[^，。；：\n]{2,8}方面，"
    return re.compile(rf"(?:{topic})?[^，。；：\n]{{0,24}}?[一-鿿](?<!于){calling}(?P<name>{name})(?<![路街村镇县市区省州桥])(?={stop})")


def called_at_head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name of the person with whose calling a sentence begins that nobody reports (外送员|施宏基|跑了五年)."""
    m = _called_at_head().match(text, start, end)
    return m.span("name") if m and m.end("name") - m.start("name") > 1 else None


def spoken_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of the persons in ``text[start:end]``, in order; reporters and editors are none.

    Who has no name but is one of a kind (一位驻村干部) stands with all these words.
    """
    out = []
    for low, high, title in seek(_title(), text, start, end):
        name = _after_title().match(text, high, end + 1)
        if name and name.end() <= end and not _OWN.fullmatch(title) and not _OWN.search(text, max(0, low - 4), low):
            out.append(name.span())
        elif not name and (one := _ONE.search(text, max(start, low - 12), low)):
            out.append((one.start(), high))
    window = text[start:end]
    for m in _addressing().finditer(text, start, end):
        surname = _by_before().search(text, max(start, m.start() - 2), m.start())
        if surname and not (surname.group() == "任" and text[surname.start() - 1 : surname.start()] in _IN_OFFICE):
            out.append((surname.start(), m.end()))
    if any(dot in window for dot in "·・•‧."):
        titled = {high for _, high in out}
        out += [m.span() for m in _dotted().finditer(text, start, end) if m.end() not in titled]
    if "阿" in window or "岁" in window:
        out += [m.span() for m in _plain().finditer(text, start, end)]
    if "的" in window and ("了" in window or "过" in window):
        out += [m.span("name") for m in _by_doing().finditer(text, start, end)]
    if "《" in window:
        out = [p for p in out if text.rfind("《", start, p[0]) <= text.rfind("》", start, p[0])]  # a programme that bears somebody's name
    return sorted(set(out)) if out else out
