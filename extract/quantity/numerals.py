"""Numerals to numbers: Arabic, Chinese, formal and mixed, on Decimal.

Input is normalised text (Simplified characters, half-width digits). 兆 is 10¹², as in Taiwan and Japan; where it means
10⁶ it is part of a unit (兆瓦, 兆字节) and the unit lexicon takes it. Elliptical endings follow spoken usage:
一万二 is 12,000 and 四百五 is 450, since a last digit without 零 stands for the next lower power.
"""

from __future__ import annotations

from decimal import Decimal

import regex

DIGITS = {c: i for i, group in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in group}
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
POWERS = {**SMALL, **BIG}
MAX_LENGTH = 40
"""Characters of the longest numeral that is read; what is longer states no amount."""
MAX_SIZE = Decimal(10) ** 27
"""Below the precision of the decimal context (28 digits), so that every number is exact."""

ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?![\d,])(?:\.\d++)?|\d++(?:\.\d++)?)"
_DIGIT = "".join(DIGITS).replace("两", "") + "".join(TENS)
_POWER = "".join(POWERS)
_TWO = rf"两(?=\s?[百千万亿])|(?<![{_DIGIT}{_POWER}])两"
_RUN = rf"(?:[{_DIGIT}{_POWER}]|{_TWO}|\s(?=[{_POWER}])){{1,{MAX_LENGTH}}}+"
CHINESE = rf"(?:(?!\s){_RUN}(?:点[{_DIGIT}]{{1,{MAX_LENGTH}}}+[{_POWER}]*+)?)"
MIXED = rf"(?:{ARABIC}(?:\s?[{_POWER}]{{1,6}}+(?:零?\d++(?:\.\d++)?)?)*+)"
NUMERAL = rf"(?:{MIXED}|{CHINESE})"

_TOKEN = regex.compile(rf"(?P<arabic>{ARABIC})|(?P<digit>[{_DIGIT}两])|(?P<power>[{_POWER}])|(?P<point>点)")
_NUMERAL = regex.compile(NUMERAL)
_DIGIT_STRING = regex.compile(rf"[{''.join(DIGITS)}]{{2,}}")


def _whole(text: str) -> Decimal:
    """A numeral without 点: tokens from left to right, one running section below each big power."""
    total, section, number = Decimal(0), Decimal(0), None
    last_big, last_power, bare = 0, 0, False
    for m in _TOKEN.finditer(text):
        kind, word = m.lastgroup, m.group()
        if kind == "arabic":
            number, bare = Decimal(word.replace(",", "")), True
        elif kind == "digit":
            if word in TENS:
                section, number, last_power = section + TENS[word], None, 10
                continue
            if DIGITS[word] == 0:
                last_power = 0
                continue
            number, bare = Decimal(DIGITS[word]), False
        elif word in SMALL:
            section += (number if number is not None else Decimal(0 if bare else 1)) * SMALL[word]
            number, last_power, bare = None, SMALL[word], False
        else:
            section += number or 0
            size = BIG[word]
            if last_big and size > last_big:
                total = (total + section) * size
            elif last_big == size and not section:
                total *= size
            else:
                total += (section if section or total else Decimal(1)) * size
            section, number, last_big, last_power, bare = Decimal(0), None, max(last_big, size), size, False
    if number is not None:
        elliptical = last_power > 10 and number < 10 and number == int(number)
        section += number * (last_power // 10) if elliptical else number
    return total + section


def parse(text: str) -> Decimal | None:
    """The number that a numeral states, exactly; None where the characters are no numeral.

    >>> parse("1.2万亿"), parse("三万六千九百"), parse("一万二"), parse("二〇二五"), parse("三点五万")
    (Decimal('1200000000000'), Decimal('36900'), Decimal('12000'), Decimal('2025'), Decimal('35000'))
    """
    text = text.replace(" ", "")
    if len(text) > MAX_LENGTH or not _NUMERAL.fullmatch(text):
        return None
    if _DIGIT_STRING.fullmatch(text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    head, point, tail = text.partition("点")
    if not point:
        return _bounded(_whole(text))
    decimals = tail.rstrip(_POWER)
    if not decimals or any(c not in DIGITS for c in decimals):
        return None
    value = (_whole(head) if head else Decimal(0)) + Decimal("0." + "".join(str(DIGITS[c]) for c in decimals))
    for power in tail[len(decimals) :]:
        value *= POWERS[power]
    return _bounded(value)


def _bounded(value: Decimal) -> Decimal | None:
    """The plain form of a number that can be held exactly; None for a larger one."""
    return plain(value) if value < MAX_SIZE and len(value.as_tuple().digits) <= 28 else None


def plain(value: Decimal | None) -> Decimal | None:
    """The same number without exponent and without trailing zeros after the point: what JSON shall show."""
    if value is None:
        return None
    value = value.normalize()
    return value.quantize(Decimal(1)) if value.as_tuple().exponent > 0 else value  # type: ignore[operator]


def last_step(value: Decimal) -> Decimal:
    """The size of the last non-zero digit: 2000 → 1000, 120 → 10, 35 → 1, 1.5 → 0.1 (what 多 and 余 add to)."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)


def power_of(text: str, powers: dict[str, int] = POWERS) -> int:
    """The product of the power characters that end a numeral: 2千万 → 10⁷, 1.2 → 1; with ``powers=BIG`` 2千万 → 10⁴."""
    size = 1
    for c in reversed(text.replace(" ", "")):
        if c not in powers:
            break
        size *= POWERS[c]
    return size
