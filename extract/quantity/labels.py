"""Which label the rules propose for a reading that has the form of a quantity: most claim an amount, some only look like it.

The name of the rule tells the case, so that the classifier can weigh it.
"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie, words
from extract.quantity.bounds import Around
from extract.quantity.change import clause_before
from extract.quantity.core import Core
from extract.schema import Kind, Label

MOST_KNOWN = 20
"""A count that points back to things already named is no larger."""

_BARE_OK = re.compile(r"[百千万亿兆.,点又]")
_WRITTEN_OUT = ("numeral", "half", "mixed", "fraction", "words", "percent.words", "score")
"""Forms of amounts that need no mention in the name of the rule."""
_SESSION = re.compile(r"届\s?\Z")
_GENERATION = re.compile(r"(?![人同单以内之传后前的都来际左右及与和或共一皆为是从在有没住])[一-鿿]")
_FAMILY = re.compile(r"[祖孙家历共近约整满余过传隔前后]\Z")
_SYSTEM = re.compile(r"制(?![造定度成裁约片作药品服订剂])")
_INNING = re.compile(r"[上下](?!来|去|的)")
_PAST = re.compile(r"[之以]?前(?![往景锋所])|里(?![面程])")
_AHEAD = re.compile(r"(?<![提目当眼])前\s?\Z")
_COINS = ("分钱", "毛钱", "块钱", "角钱", "分", "毛")
_DENIED = re.compile(r"[不没未无别休]")
_EVEN = re.compile(r"[也都](?![是要])")
_DAY = re.compile(r"一(?:年|天|日|周|个?月|刻|分钟|秒)\Z")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(f"{trie(words('demonstratives'))}\\Z")


@cache
def _phases() -> re.Pattern[str]:
    return re.compile(trie(words("phases")))


def propose(text: str, core: Core, around: Around, family: str, kind: Kind) -> tuple[str, Label]:
    """The rule's full name and the label it proposes for the core at its place in normalised ``text``."""
    surface = text[core.start : core.end]
    rule = family if core.form in _WRITTEN_OUT else f"{family}.{core.form}"
    if around.start < core.start or around.relation is not None or core.form != "numeral":
        return rule, "claim"
    if family == "number":
        return (f"{rule}.plain", "identifier") if not _BARE_OK.search(surface) else (rule, "claim")
    if kind == "count":
        return _counted(text, core, surface, rule)
    if kind == "duration":
        return _lasting(text, core, surface, rule)
    if kind == "money" and surface[0] == "一" and core.unit and core.unit.text in _COINS and _not_a_coin(text, core):
        return f"{rule}.figurative", "idiom"
    return rule, "claim"


def _counted(text: str, core: Core, surface: str, rule: str) -> tuple[str, Label]:
    """一个问题 and 两国 count nothing; 十四届三次会议, 二次点火, 三期临床, 四代产品 and 10局下
    say which one, 四胜制 names a system, 这两项 points back."""
    if core.value == 1 and surface[0] == "一":
        return f"{rule}.one", "indefinite"
    if rule == "count.noun" and surface[0] in "两三" and len(surface) == 2:
        return f"{rule}.group", "indefinite"
    if core.value is not None and core.value <= MOST_KNOWN and _known().search(text, max(0, core.start - 2), core.start):
        return f"{rule}.known", "indefinite"
    unit = core.unit.text if core.unit else ""
    if _SYSTEM.match(text, core.end):
        return f"{rule}.system", "identifier"
    if unit == "期" and len(surface) == 2 and not surface[0].isdigit() and surface[0] != "两" and _phases().match(text, core.end):
        return f"{rule}.nth", "ordinal"
    if surface == "二次" or (unit == "次" and _SESSION.search(text, max(0, core.start - 2), core.start)):
        return f"{rule}.nth", "ordinal"
    if unit == "局" and _INNING.match(text, core.end):
        return f"{rule}.nth", "ordinal"
    generation = unit == "代" and len(surface) == 2 and surface[0] != "两" and _GENERATION.match(text, core.end)
    if generation and not _FAMILY.search(text, max(0, core.start - 1), core.start):
        return f"{rule}.nth", "ordinal"
    return rule, "claim"


def _lasting(text: str, core: Core, surface: str, rule: str) -> tuple[str, Label]:
    """10万年前, 任内4年里 and 前3.7秒 say when; 难忘的一年 is any year."""
    if _PAST.match(text, core.end) or _AHEAD.search(text, max(0, core.start - 3), core.start):
        return f"{rule}.when", "time"
    after = text[core.end : core.end + 1]
    if _DAY.fullmatch(surface) and text[core.start - 1 : core.start] == "的" and not after.isalnum():
        return f"{rule}.one", "indefinite"
    return rule, "claim"


def _not_a_coin(text: str, core: Core) -> bool:
    """没花一分钱, 一分钱也不要, 每一分钱: no price."""
    return bool(_EVEN.match(text, core.end) or _DENIED.search(clause_before(text, core.start)) or text[core.start - 1 : core.start] == "每")
