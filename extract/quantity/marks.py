"""Numeric mentions that are no quantities: fixed words, identifiers, citations, ordinals, and indefinite 一, 几, 数, 多."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, seek, seeker, trie, words
from extract.quantity.around_words import any_around
from extract.quantity.numerals import DIGITS, POWERS, TENS
from extract.quantity.units import unit_at
from extract.schema import Label


class Mark(Struct, frozen=True, gc=False):
    """A stretch of normalised text that the number rules leave alone. Label None: no mention at all (一直, 数据)."""

    start: int
    end: int
    label: Label | None
    rule: str


NUMERIC = frozenset(DIGITS) | frozenset(POWERS) | frozenset(TENS)
_GOING_ON = NUMERIC | frozenset("多余")
_HAN_NUMERAL = "[0-9零〇一二三四五六七八九十百千两]"
_WEB = r"(?P<web>https?://[^\s，。；、）】」]++|www\.[^\s，。；、）】」]++|[A-Za-z0-9][A-Za-z0-9_.-]{0,64}@[A-Za-z0-9_.-]++|10\.\d{4,9}/[\w./-]*+|[A-Za-z0-9-]{1,64}\.(?:com|cn|net|org|me|ly|io)\b(?:/[\w/?=&.-]*+)?)"
_VERSION = r"(?P<version>[vV]?\d++\.\d++\.\d++(?:\.\d++)*+|[vV]\d++(?:\.\d++)?|IS[BS]N[\s:：]?[\dXx-]++)"
_PHONE = r"(?P<phone>\+?\d{2,4}[- ]\d{3,4}-\d{4,8}(?!\d)|\d{3,4}-\d{7,8}(?!\d)|1[3-9]\d{9}(?![\d.]))"
_MONEY = rf"{trie(tuple(word for word, _, side, _ in rows('currencies') if word.isascii() and side != 'after'))}(?:(?<=\$)|\s?\d)"
_CODE = (
    rf"(?P<code>(?!{_MONEY})"
    r"(?=[A-Za-z·-]{0,30}\d)(?=[0-9·-]{0,30}[A-Za-z])[A-Za-z0-9]++(?:[-·][A-Za-z0-9]++)*+(?!月\d|年\d{1,2}月)型?)"
)
_UNIT_AHEAD = r"[\d.,%A-Za-z万亿千百]|\s?(?:%|万|亿|美元|元|年|月|日|人|家|名|个|公里|米|吨|岁)"
_NAMED = rf"(?P<named>(?!{_MONEY})[A-Z][A-Za-z]{{0,11}} \d{{1,4}}(?!{_UNIT_AHEAD}))"
_STANDARD = r"(?P<standard>(?<![A-Za-z])(?:GB|ISO|IEC|DIN|CNS|ASTM|JIS|[A-Z]{2}/T)(?:/[A-Z]{1,2})?[ -]?\d[\d.:-]*+)"
_CHAIN = r"(?P<chain>\d++(?:[-/]\d++){2,}+)"
_SEASON = r"(?P<season>\d{4}(?:[-~—–/]|至)\d{2,4}(?=赛季|学年|财年|年度|年?赛季))"
_SUM = r"(?P<sum>\d{1,2}\+\d{1,2}(?![\d.,%+]))"
_MODEL = re.compile(r"(?P<model>-(?<=[一-鿿]-)\d{1,4}[A-Za-z]{0,3}(?![\d.,%‰A-Za-z至到~-]|\s?[万亿千百十]))")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_RATED = re.compile(r"[A-Z]{2,6}\d+(?:\.\d+(?:[%％元倍]|美元|港元|日元|欧元)|[%％])")
"""A figure right behind the letters of what it is of (GDP30%, EPS3.2元): no code."""
_PRICED = re.compile(r"[\d百千万亿](?:点|[美港日欧澳]?元)\Z")
"""A price or a level before 一线 (3,800点一线): there it says about."""
_CALENDAR = "年月日号时分秒点至到约为是"
_CITATION = r"(?P<citation>\[\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|[（(]注释?\s?\d{1,3}[）)]|[①-⑳㉑-㉟]|(?<=[。，；」”』、一-鿿])(?<![米秒里](?=[²³]))[¹²³⁴-⁹]++)"
_INDEX = rf"(?P<index>{any_around('indexed')}\s?\d{{2,4}}(?![\d.%点]))"
_NUMBERED = (
    rf"(?P<numbered>第?{_HAN_NUMERAL}{{1,9}}号(?!市场|贸易伙伴|经济体|[出进]口国)(?:{any_around('numbered')}|[线楼令文院馆门井店房仓厂库炉机艇舰案站])?)"
)
_EDITION = r"(?P<edition>\d{4}[届级](?=[毕学高本]))"
_LATIN = re.compile("|".join((_WEB, _VERSION, _PHONE, _NAMED, _CODE, _EDITION, _SEASON, _CHAIN, _SUM)))
_LATIN_BEGIN = re.compile(
    r"[A-Za-z0-9+](?<![A-Za-z0-9.$·-].)(?:(?<=\D)(?=[A-Za-z]*+(?:[\d.@_·:：-]|\s[\dXx-])|S[BS]N)"
    r"|(?<=\d)(?=\d*+(?:[A-Za-z_·@~/届级至—–+-]|\.(?:\d++\.\d|\d{4,9}/|[\d.]*+[A-Za-z_@-]))|\d{6}|\d*+ \d{3,4}-))"
)
"""Where one of these can begin: a class, over which the engine searches fast, and a cheap look at what follows."""
_SIGNS = (
    (re.compile(_CITATION), re.compile(r"[\[［〔（(①-⑳㉑-㉟¹²³⁴-⁹](?:(?<![（(])|(?=注))")),
    (re.compile(_INDEX), None),
    (re.compile(r"(?P<phase>(?<![\d/])[1-4][ab]?/[1-4][ab]?期(?=[^\w]|临床|试验|研究|的|\Z))"), re.compile(r"期(?<=[1-4ab]期)")),
    (re.compile(_STANDARD), re.compile(r"[GIDCAJ/](?:(?<=G)B|(?<=I)(?:SO|EC)|(?<=D)IN|(?<=C)NS|(?<=A)STM|(?<=J)IS|(?<=/)T)")),
    (re.compile(_NUMBERED), re.compile(f"号(?<={_HAN_NUMERAL}.)")),
    (_MODEL, None),
)
"""Further shapes, each with a sign that it holds, where that is cheaper to look for."""


@cache
def _fixed() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    return seeker(words("fixed")), {word: (label, after) for word, label, after in rows("fixed")}


def _inside_a_number(text: str, start: int, end: int) -> bool:
    """Do a word's characters belong to a numeral around it: 二|十分|钟, 六|万一|千, 三千|多元, 第|一大?"""
    if text[start] not in _GOING_ON and text[end - 1] not in NUMERIC:
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    pair = text[max(0, start - 2) : start]
    joined = before in NUMERIC or before == "第" or before.isdigit() or pair == "分之" or (before == "点" and pair[0] in NUMERIC)
    if text[start] in NUMERIC and before and joined:
        return True
    if text[start] in NUMERIC and before and before in "至到-~—–" and start > 1 and (text[start - 2] in NUMERIC or text[start - 2].isdigit()):
        return True
    if text[start] in "多余" and before and (before in NUMERIC or before.isdigit()):
        return True
    if before in ("块", "毛", "角") and text[start] in NUMERIC:
        return True
    return text[end - 1] in NUMERIC and bool(after) and (after in POWERS or (after in NUMERIC and text[start] in NUMERIC))


@cache
def _measured() -> re.Pattern[str]:
    """Latin unit words directly after digits: 5km, 100MW are measures, 5G and 4K are names."""
    latin = tuple(word for word, *_ in rows("units") if word.isascii())
    size = rf"\d+(?:\.\d+)?(?:[eE]\d+|[kwM]|(?<=\d\d)K|{trie(latin)})"
    return re.compile(rf"(?:{size}-)?{size}\Z")


def fixed_words(text: str) -> list[Mark]:
    """Idioms, names and non-numeric words of the lexicon, longest first at each place."""
    sought, table = _fixed()
    out = []
    for start, end, word in seek(sought, text):
        label, not_before = table[word]
        after = text[end : end + 1]
        if (after and after in not_before) or _inside_a_number(text, start, end) or (word == "一线" and _PRICED.search(text, max(0, start - 4), start)):
            continue
        out.append(Mark(start, end, None if label == "none" else label, f"fixed.{label}"))  # type: ignore[arg-type]
    return out


def shapes(text: str) -> list[Mark]:
    """Identifiers and citations by their shape: F-35, 5G, 14017号, [3], web addresses, telephone numbers."""
    out = []
    for m in _shaped(text):
        kind = m.lastgroup or ""
        start, end = m.span()
        words_ = m.group()
        if kind == "code" and (_measured().match(words_) or (words_[0].isdigit() and "-" in words_ and words_[-1].isdigit())):
            continue
        if kind in ("code", "model") and _is_measured(text, start, end):
            continue
        if kind == "named" and (unit := unit_at(text, end, "cn")) and unit.kind == "measure":
            continue  # 维生素D 400国际单位
        if kind == "code" and _RATED.match(text, start):
            continue
        if kind == "sum" and unit_at(text, end, "cn"):
            continue
        if kind == "model" and (text[start - 1] in NUMERIC or text[start - 1] in _CALENDAR or _is_counted(text, end)):
            continue
        if kind == "web" and not any(c.isdigit() for c in words_):
            out.append(Mark(start, end, None, "shape.web"))
            continue
        label: Label = "citation" if kind == "citation" else "time" if kind == "season" else "identifier"
        out.append(Mark(start - (kind == "model"), end, label, f"shape.{kind}"))
    return out


def _is_measured(text: str, start: int, end: int) -> bool:
    """Is it an amount with a unit, and no code: 800IU, 320N·m, 内存16G?"""
    number = _AMOUNT.match(text, start)
    unit = unit_at(text, number.end(), "cn") if number else None
    return unit is not None and unit.end >= end and unit.kind in ("measure", "percent")


def _is_counted(text: str, pos: int) -> bool:
    """Does a unit stand at ``pos``, and no noun (东风-17|导弹)?"""
    unit = unit_at(text, pos, "cn")
    return unit is not None and unit.family != "count.noun"


def _shaped(text: str) -> Iterator[re.Match[str]]:
    """The matches of the shapes, disjoint for each pattern; the last group of each says which shape."""
    reached = 0
    for place in _LATIN_BEGIN.finditer(text):
        if place.start() >= reached and (m := _LATIN.match(text, place.start())):
            reached = m.end()
            yield m
    for shape, sign in _SIGNS:
        if sign is None or sign.search(text):
            yield from shape.finditer(text)
