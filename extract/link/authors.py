"""Sentences in which the author speaks again, though no turn tells so: how a market closed, what a term means, who somebody is."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie
from extract.link.turns import roles

_MOST = 60
"""How far into a sentence its predicate is looked for."""
_DEFINED = re.compile(r"[“「](?P<term>[^“”「」\n]{2,16})[”」](?:[^，。；“「\n]{0,6}[是指]|[，,]?(?:是指|指的是|即))")
_LATTER = re.compile(r"[前后]者(?:曾|目前|现|也|还|原)?(?:是|为|由|在|拥有|持有|总部|成立|隶属)")
_BODY = re.compile(
    r"该(?:组织|机构|公司|协会|集团|委员会|中心|企业|商会|联盟|研究所|智库|团体)(?:目前|现|共|总共)?"
    r"(?:成立|创立|创办|创建|总部|位于|代表着|隶属|由[^，。]{2,20}(?:组成|创办|创立|出资))"
)
_PERSON = re.compile(r"(?:现年|今年)\d{1,3}岁的|[他她](?:今年\d{1,3}岁|现年|出生|生于|毕业于)")


@cache
def _closing() -> re.Pattern[str]:
    """How a price moved, behind its noun (股价|收跌)."""
    return re.compile(
        rf"[^。“「\n]*?(?:{trie(roles()['price'])})[^，。；“「\n]{{0,16}}?(?:{trie(roles()['move'])})"
        rf"|[^，。；“「\n]{{0,30}}?(?:{trie(roles()['closing'])})"
    )


def is_authors(text: str, low: int, high: int, outlet: bool) -> bool:
    """Does the author tell what ``text[low:high]``, a sentence without reporting words, says: a price at the close, a definition, a description?

    Prices are news as well, where an ``outlet`` or a document is who reports.
    """
    told = _DEFINED.match(text, low, high) or _LATTER.match(text, low, high) or _BODY.match(text, low, high) or _PERSON.match(text, low, high)
    return bool(told or (not outlet and _closing().match(text, low, min(high, low + _MOST))))
