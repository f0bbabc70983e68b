"""Sentences in which the author speaks again, though no turn tells so: how a market closed, what a term means, who somebody is."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie, with_role
from extract.link.source_words import source_parts
from extract.link.turns import roles


def _any(role: str) -> str:
    """An expression for the words of ``lexicon/authors.tsv`` with that role."""
    return trie(with_role("authors", role))


_MOST = 60
"""How far into a sentence its predicate is looked for."""
_DEFINED = re.compile(r"[“「](?P<term>[^“”「」\n]{2,16})[”」](?:[^，。；“「\n]{0,6}[是指]|[，,]?(?:是指|指的是|即))")
_LATTER = re.compile(r"[前后]者(?:曾|目前|现|也|还|原)?(?:是|为|由|在|拥有|持有|总部|成立|隶属)")
_BODY = re.compile(
    rf"该{_any('body')}(?:目前|现|共|总共)?(?:{_any('founding')}|总部|位于|代表着|隶属|由[^，。]{{2,20}}(?:组成|创办|创立|出资))"
)
_FOUNDED = re.compile(
    rf"[^，。；：“「\n]{{2,12}}?(?:于|自|民国)?(?:\d{{2,4}}年)(?:\d{{1,2}}月)?(?:{_any('founding')}|{_any('opening')})[，。]"
    rf"|[^，。；：“「\n]{{2,12}}?(?:{_any('founding')}|创刊|建成|始建|落成)于(?:民国)?\d{{2,4}}年"
    rf"|[^，。；：“「\n]{{2,8}}?是[^，。；“「\n]{{2,24}}[，,](?:{_any('extent')}|距)"
    r"|[^，。；：“「\n]{2,10}?(?:国土面积|下辖\d)"
)
"""绿岛2012年成立，…; 青原是两省交界处的县，下辖…: what a place or body is."""
_ASIDE = re.compile(
    rf"这[家个间](?:[于在]|自)?(?:民国)?\d{{2,4}}年[^，。；“「\n]{{0,8}}?(?:{_any('founding')}|上市|设立|起家)的{_any('firm')}|"
    rf"这[个座家片][^，。；“「\n]{{2,16}}的{_any('place')}[，,]|[汇债股期楼油]市(?:方面|上)?[，,]"
    r"|[^，。；“「\n]{0,20}(?:门票|再战|下一[战场轮]|下[一]?期于)|(?:第\d+[轮场]|双方|两队)[^，。；“「\n]{0,16}(?:将于|再战|开打|开球|交锋)"
)
"""What a place is like, another market, when and where to go: 这个人口不到百万的岛国，…; 汇市方面，…; 下一场…门票…."""
_DAY_OF = re.compile(rf"{_any('notice')}{_any('released')}(?:当[天日]|次日|后|翌日)[，,]")
_UNSAID = re.compile(
    rf"[^，。；：“「\n]{{0,12}}?(?:没有?|并未|未曾?|未有|从未|不曾|绝口不)(?:{_any('disclosing')}|提|告诉[^，。]{{1,6}})[^，。；“「\n]{{0,8}}[，,：:]"
)
"""通报没有提到的是，…: what a source leaves out."""
_COURT = re.compile(rf"[^，。；：“「\n]{{0,14}}?{_any('court')}[^。；“「\n]{{0,30}}?{_any('sentencing')}")
"""What a court or its prosecutor does with those accused (检方复讯后，将三人声押)."""
_VOTED = re.compile(r"[^，。；：“「\n]{0,16}?[会院][^，。；：“「\n]{0,10}?以\d+票?(?:[比对:：]|赞成)")
"""How an assembly voted (议会上月以22票对15票通过…)."""
_IN_FORCE = re.compile(
    rf"(?:[^，。；：“「\n]{{0,10}}?{_any('force')}的)?[^，。；：“「\n]{{2,18}}?{_any('law')}》?"
    rf"(?:(?:[于在自]?[^，。；“「\n]{{0,10}}?{_any('force')}(?:[后，]|以来|至今))|[把将]|(?=规定))"
)
"""What a law brings that is in force (两年前上路的专法把…; 《公约》6月上路后，…)."""
_PERSON = re.compile(r"(?:现年|今年)\d{1,3}岁的|[他她](?:今年\d{1,3}岁|现年|出生|生于|毕业于)")


@cache
def _closing() -> re.Pattern[str]:
    """How a price moved, behind its noun (股价|收跌)."""
    return re.compile(
        rf"[^。“「\n]*?(?:{trie(roles()['price'])})[^，。；“「\n]{{0,16}}?(?:{trie(roles()['move'])})"
        rf"|[^，。；“「\n]{{0,30}}?(?:{trie(roles()['closing'])})"
    )


@cache
def _of_law() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：“「\n]{{0,10}}?(?:{trie(source_parts('inquirer'))})[^，。；：“「\n]{{0,24}}?{_any('arrest')}")


def is_act_of_law(text: str, low: int, high: int) -> bool:
    """Does a sentence begin with what the police or a court did (警方以涉嫌诈骗拘捕…)? No witness tells that."""
    return _of_law().match(text, low, high) is not None


def is_authors(text: str, low: int, high: int, outlet: bool) -> bool:
    """Does the author tell what ``text[low:high]``, a sentence without reporting words, says: a price at the close, a definition, a description?

    Prices are news as well, where an ``outlet`` or a document is who reports.
    """
    told = _DEFINED.match(text, low, high) or _LATTER.match(text, low, high) or _BODY.match(text, low, high) or _PERSON.match(text, low, high)
    told = told or _COURT.match(text, low, high) or _VOTED.match(text, low, high) or _IN_FORCE.match(text, low, high)
    told = told or _ASIDE.match(text, low, high) or _FOUNDED.match(text, low, high) or _UNSAID.match(text, low, high) or _DAY_OF.match(text, low, high)
    return bool(told or (not outlet and _closing().match(text, low, min(high, low + _MOST))))
