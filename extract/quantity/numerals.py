"""Numerals to numbers: Arabic, Chinese, formal and mixed, on Decimal.

Input is normalised text (Simplified characters, half-width digits). 兆 is 10¹², as in Taiwan and Japan; where it means
10⁶ it is part of a unit (兆瓦, 兆字节) and the unit lexicon takes it. Elliptical endings follow spoken usage:
一万二 is 12,000 and 四百五 is 450, since a last digit without 零 stands for the next lower power (百二万: 1.2 million).
Spaces may stand between the parts of a numeral (7万 5千, 三 百); 参 and 幺 are digits among numerals only.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

import regex

DIGITS = {c: i for i, group in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in group}
AMONG = {"参": 3, "幺": 1}
"""Digits only beside other numerals: 参萬, 幺二三."""
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
POWERS = {**SMALL, **BIG}
BEGINS = frozenset("0123456789.") | frozenset((*DIGITS, *AMONG, *TENS, *POWERS))
"""What a numeral begins with."""
SUFFIXES = {"k": 10**3, "K": 10**3, "w": 10**4, "M": 10**6}
"""Letters that multiply the digits before them: 10k, 30w (万), 1.2M."""
MAX_LENGTH = 40
"""Characters of the longest numeral that is read; what is longer states no amount."""
REMEMBERED = 1 << 12
"""How many numerals are remembered with their numbers: texts repeat a few."""
MAX_SIZE = Decimal(10) ** 27
"""Below the precision of the decimal context (28 digits), so that every number is exact."""

ARABIC = (
    r"(?:(?<![\d,.])\d{1,2},\d{1,2}(?= ?%)|\d{1,3}(?:,\d{3}){1,9}+(?![\d,])(?:\.\d++)?|\d{1,3}(?:，\d{3}){1,4}+(?:\.\d\d(?!\d)|(?=元|\Z))|\d++(?:\.\d++)?"
    r"|(?<![\w.%)）\]])\.\d++)"
)
_SUFFIX = (
    r"(?: ?[×✕] ?10(?:\^[-+]?\d{1,2}|⁻?[⁰¹²³⁴-⁹]{1,2})(?![\d.])"
    r"|[eE][-+]?\d{1,2}(?![A-Za-z\d.])|\^[-+]?\d{1,3}(?![A-Za-z\d.^])|[kw](?![A-Za-z\d])|(?<=[\d.]\d)K(?![A-Za-z\d金])"
    r"|(?<=\.\d{1,4}) ?M(?![A-Za-z\d²³]))"
)
_SCALED = rf"{ARABIC}{_SUFFIX}?+"
_DIGIT = "".join(DIGITS).replace("两", "") + "".join(TENS)
_POWER = "".join(POWERS)
_SPECIAL = (
    rf"两(?= ?[百千万亿])|(?<![{_DIGIT}{_POWER}])两|参(?=[拾佰仟万亿])|(?<=[拾佰仟零])参|幺(?=[{_DIGIT}幺])|(?<=[{_DIGIT}幺])幺"
)
_SPACE = rf" {{1,4}}(?=[{_POWER}])|(?<=[{_POWER}]) {{1,2}}(?=[{_DIGIT}])"
_RUN = rf"(?:[{_DIGIT}{_POWER}]|{_SPECIAL}|{_SPACE}){{1,{MAX_LENGTH}}}+"
_POINT = rf"(?: ?点 ?[{_DIGIT}]{{1,{MAX_LENGTH}}}+(?: ?[{_POWER}])*+|(?<=零)点\d{{1,9}}+)"
CHINESE = rf"(?:(?! ){_RUN}{_POINT}?)"
_UNITS_BELOW = r"(?:\d,\d{3}(?![\d,])|\d++)(?:\.\d++)?"
"""Digits below 万 or 亿, which may have their own comma: 12万|4,518, 23亿|5,000|万."""
_BELOW = rf"(?: ?零?{_UNITS_BELOW}(?= ?[{_POWER}])|零?{_UNITS_BELOW})"
MIXED = rf"(?:{_SCALED}(?: {{0,2}}[{_POWER}]{{1,6}}+{_BELOW}?)*+)"
NUMERAL = rf"(?:{MIXED}|{CHINESE})"
"""A numeral as written; ``numeral_at`` also sees to it that its parts fit together."""

_TOKEN = regex.compile(rf"(?P<arabic>{_SCALED})|(?P<digit>[{_DIGIT}两参幺])|(?P<power>[{_POWER}])")
_NUMERAL = regex.compile(NUMERAL)
_DIGIT_STRING = regex.compile(rf"[{''.join(DIGITS)}{''.join(AMONG)}]{{2,}}")
_SPACES = regex.compile(r"\s+")
_PART = regex.compile(r"\S+")
_PLAIN = re.compile(
    rf"(?P<digits>\d{{1,15}}(?:\.\d{{1,10}})?)(?:(?P<power>[万亿])(?![\d 零{_POWER}])|(?![\d.,，eE^kwKM×✕ 点{_POWER}]))"
    rf"|(?:(?<![{_DIGIT}{_POWER}])两)?[{_DIGIT}{_POWER}]{{1,{MAX_LENGTH - 1}}}+(?![ 点两参幺{_DIGIT}{_POWER}])"
)
"""The common numerals, digits with or without 万 or 亿 and plain Chinese ones, that nothing which may go on in a numeral follows."""
_DECIMAL_COMMA = re.compile(r"\d{1,2},\d{1,2}")
"""5,2 %: no thousands, and so a decimal point as other languages write it."""
_SCIENTIFIC = re.compile(r"(?P<digits>[\d.]+)[×✕]10\^?(?P<power>[-+⁻]?[\d⁰¹²³⁴-⁹]+)")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_ZEROS = "0零〇"
_ALONE = {c: Decimal(i) for c, i in DIGITS.items() if c != "两"}
_GOES_ON = frozenset(f" 点{_DIGIT}两参幺{_POWER}")
"""What may follow in a Chinese numeral."""
_A_PERIOD = regex.compile(r"(?:年|个?月|天|周)(?!代)")
_CLASH = regex.compile(r"[十拾][百佰千仟]|[百佰][千仟]")
"""A larger power directly after a smaller one begins a new word (五十|千克)."""


def _arabic(word: str) -> Decimal:
    """Digits with their suffix: 1,234.5, 10k, 2e5, 2^-1 (to twelve digits where it is no finite decimal)."""
    word = word.replace(",", "").replace("，", "").replace(" ", "")
    if "10" in word and (scientific := _SCIENTIFIC.fullmatch(word)):
        return Decimal(f"{scientific['digits']}e{scientific['power'].translate(_RAISED)}")
    if word[-1] in SUFFIXES:
        return Decimal(word[:-1]) * SUFFIXES[word[-1]]
    if "^" in word:
        base, _, exponent = word.partition("^")
        size = float(base)
        if size <= 0 or abs(math.log10(size) * int(exponent)) > 27:
            return MAX_SIZE if size > 1 and int(exponent) > 0 else Decimal(0)
        power = Decimal(base) ** int(exponent)
        return power if len(power.as_tuple().digits) < 16 else Decimal(f"{power:.12g}")
    return Decimal(word)


def _settled(number: Decimal, last_power: int, written_out: bool) -> Decimal:
    """A last digit: 五 in 四百五 is fifty, 五 in 四百零五 and 05 in 4百05 are five."""
    elliptical = last_power > 10 and number < 10 and number == int(number) and not written_out
    return number * (last_power // 10) if elliptical else number


def _whole(text: str) -> Decimal:
    """A numeral without 点: tokens from left to right, one running section below each big power."""
    if _DIGIT_STRING.fullmatch(text):
        return Decimal("".join(str(DIGITS.get(c, AMONG.get(c))) for c in text))
    total, section, number = Decimal(0), Decimal(0), None
    last_big, last_power, bare = 0, 0, False
    for m in _TOKEN.finditer(text):
        kind, word = m.lastgroup, m.group()
        if kind == "arabic":
            number, bare = _arabic(word), True
            last_power = 0 if word[0] == "0" and len(word) > 1 else last_power
        elif kind == "digit":
            if word in TENS:
                section, number, last_power = section + TENS[word], None, 10
                continue
            digit = DIGITS.get(word, AMONG.get(word, 0))
            if digit == 0:
                last_power = 0
                continue
            number, bare = Decimal(digit), False
        elif word in SMALL:
            section += (number if number is not None else Decimal(0 if bare else 1)) * SMALL[word]
            number, last_power, bare = None, SMALL[word], False
        else:
            section += _settled(number, last_power, last_power > 1000) if number is not None else 0
            size = BIG[word]
            if last_big and size > last_big:
                total = (total + section) * size
            elif last_big == size and not section:
                total *= size
            else:
                total += (section if section or total else Decimal(1)) * size
            section, number, last_big, last_power, bare = Decimal(0), None, max(last_big, size), size, False
    return total + section + (_settled(number, last_power, False) if number is not None else 0)


@lru_cache(REMEMBERED)
def parse(text: str) -> Decimal | None:
    """The number that a numeral states, exactly; None where the characters are no numeral or one beyond all measure.

    >>> parse("1.2万亿"), parse("三万六千九百"), parse("一万二"), parse("二〇二五"), parse("三点五万")
    (Decimal('1200000000000'), Decimal('36900'), Decimal('12000'), Decimal('2025'), Decimal('35000'))
    """
    if text in DIGITS:
        return Decimal(DIGITS[text])
    if text.isascii() and text.isdigit() and len(text) < 28:
        return Decimal(int(text))
    if "," in text and _DECIMAL_COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    simple = _PLAIN.fullmatch(text)
    number = Decimal(simple["digits"]) if simple and simple["digits"] else None
    if simple and number is not None:
        return _bounded(number * BIG.get(simple["power"], 1))
    text = _SPACES.sub("", text) if " " in text else text
    if len(text) > MAX_LENGTH or not _NUMERAL.fullmatch(text):
        return None
    head, point, tail = text.partition("点")
    if not point:
        return Decimal(0) if text[0] in _ZEROS and not text.strip(_ZEROS + _POWER) else _bounded(_whole(text))
    decimals = tail.rstrip(_POWER)
    if not decimals:
        return None
    figures = "".join(c if c.isdigit() and c.isascii() else str(DIGITS.get(c, "x")) for c in decimals)
    if "x" in figures:
        return None
    value = (_whole(head) if head else Decimal(0)) + Decimal(f"0.{figures}")
    for power in tail[len(decimals) :]:
        value *= POWERS[power]
    return _bounded(value)


def numeral_at(text: str, pos: int) -> tuple[int, Decimal] | None:
    """The end and the number of the numeral at ``pos`` of normalised text; None where there is none that can be held.

    Of parts that spaces set apart only those are taken that fit below the power before them (7万 5千, but 3万 | 5万).
    """
    value = _ALONE.get(text[pos : pos + 1])
    if value is not None and text[pos + 1 : pos + 2] not in _GOES_ON:
        return pos + 1, value
    m = _PLAIN.match(text, pos) or _NUMERAL.match(text, pos)
    if not m:
        return None
    end: int = m.end()
    if m.re is _PLAIN and m["digits"]:
        value = parse(m.group())
        return None if value is None else (end, value)
    written = m.group()
    if " " in written:
        end = _fitting(text, pos, end)
        written = text[pos:end]
    if written[-1] == "一" and len(written) > 2 and written[-2] in "万亿" and _A_PERIOD.match(text, end):
        end -= 1  # 一百万一年: so much for one year
        written = written[:-1]
    clash = _CLASH.search(written) if len(written) > 2 else None
    if clash:
        end = pos + clash.end() - 1
        written = text[pos:end]
    value = parse(written)
    return None if value is None else (end, value)


def _fitting(text: str, pos: int, end: int) -> int:
    """How far the spaced parts of ``text[pos:end]`` make one numeral."""
    parts = list(_PART.finditer(text, pos, end))
    reached: int = parts[0].end()
    room = Decimal(POWERS.get(parts[0].group()[-1], 1))
    for number, part in enumerate(parts[1:], 1):
        word = part.group()
        size = Decimal(0) if word[0] in POWERS or word[0] in "点M" else parse(word)
        if size is None or (size and size >= room):
            break
        lone = number == 1 and len(word) == 1 and word in DIGITS and text[end : end + 1].isalnum() and text[end] != "又"
        if lone and part.end() == end:
            break  # 三百 五人: a new number
        reached, room = part.end(), MAX_SIZE if word[-1] == "点" else Decimal(POWERS.get(word[-1], 1))
    return reached


def _bounded(value: Decimal) -> Decimal | None:
    """The plain form of a number that can be held exactly; None for a larger one."""
    return plain(value) if value < MAX_SIZE and len(value.as_tuple().digits) <= 28 and sizeable(value) else None


def sizeable(value: Decimal | None) -> bool:
    """Is the number large enough to be held exactly (or zero, or none)?"""
    return not value or value.adjusted() >= -27


def plain(value: Decimal | None) -> Decimal | None:
    """The same number without exponent and without trailing zeros after the point: what JSON shall show.

    Of a product beyond the 28 digits of the context the size stays, in plain digits.
    """
    if value is None:
        return None
    value = value.normalize()
    return Decimal(int(value)) if int(value.as_tuple().exponent) > 0 else value


def last_step(value: Decimal) -> Decimal:
    """The size of the last non-zero digit: 2000 → 1000, 120 → 10, 35 → 1, 1.5 → 0.1 (what 多 and 余 add to)."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


def power_of(text: str, powers: dict[str, int] = POWERS) -> int:
    """The product of the power characters that end a numeral: 2千万 → 10⁷, 15k → 10³, 1.2 → 1; with ``powers=BIG`` 2千万 → 10⁴."""
    size: int = 1
    for c in reversed(text.replace(" ", "")):
        if c in SUFFIXES and powers is POWERS and size == 1:
            return SUFFIXES[c]
        if c not in powers:
            break
        size *= POWERS[c]
    return size
