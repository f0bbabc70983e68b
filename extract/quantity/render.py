"""Numbers to numerals, in the four ways that people write them: what ``numerals.parse`` reads, the other way round.

Written in full and so never ambiguous: 一万零二百, not 一万二 for 12,000. 二 stands before every power (二百, 二万), as in
formal writing; 万亿 is written for 10¹², never 兆, which means 10⁶ in other places.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from extract.quantity.numerals import parse, plain

Style = Literal["chinese", "formal", "mixed", "arabic"]

LIMIT = 10**16
"""Numbers must stay below: nobody writes 一亿亿."""
_CHINESE = "零一二三四五六七八九十百千"
_FORMAL = str.maketrans(_CHINESE, "零壹贰叁肆伍陆柒捌玖拾佰仟")
_POWERS = ((8, "亿"), (4, "万"), (3, "千"), (2, "百"), (1, "十"))
_STEPS = ((12, "万亿"), (8, "亿"), (4, "万"))


def render(value: Decimal, style: Style = "chinese") -> str:
    """The numeral for a number: 一万二千 (chinese), 壹万贰仟 (formal), 1.2万 (mixed), 12,000 (arabic); Simplified characters.

    Exact: ``parse(render(value, style)) == value``; zeros that end the decimals are not written. Raises ValueError for a
    negative number, since a sign is no part of the numeral (write 负 or 零下 before the numeral of ``-value``), for one that
    is not finite or from 10¹⁶ on, for one of more figures than are read exactly, and for an unknown style.

    >>> [render(Decimal("10200.5"), style) for style in ("chinese", "formal", "mixed", "arabic")]
    ['一万零二百点五', '壹万零贰佰点伍', '1.02005万', '10,200.5']
    """
    if style not in get_args(Style):
        raise ValueError(f"style {style!r}: one of {', '.join(get_args(Style))} is expected")
    if not value.is_finite() or value < 0 or value >= LIMIT:
        raise ValueError(f"{value}: a number from 0 to below 10^16 is expected; a sign stands before the numeral (负, 零下)")
    number = plain(value) or Decimal(0)
    if style in ("chinese", "formal"):
        written = _spoken(number)
    else:
        written = _mixed(number) if style == "mixed" else f"{number:,f}"
    if parse(written) != value:
        raise ValueError(f"{value}: more figures than a numeral can have and be read exactly; round the number first")
    return written.translate(_FORMAL) if style == "formal" else written


def _spoken(number: Decimal) -> str:
    """一万零二百点五: the whole part as spoken, the decimals figure by figure. 十 begins a numeral, inside it is 一十."""
    decimals = f"{number:f}".partition(".")[2]
    whole = _whole(int(number))
    whole = whole[1:] if whole.startswith("一十") else whole
    return whole + ("点" + "".join(_CHINESE[int(figure)] for figure in decimals) if decimals else "")


def _whole(number: int) -> str:
    """A whole number, power by power; 零 where powers are left out."""
    for zeros, word in _POWERS:
        head, tail = divmod(number, 10**zeros)
        if head:
            gap = "零" if 0 < tail < 10 ** (zeros - 1) else ""
            return _whole(head) + word + (gap + _whole(tail) if tail else "")
    return _CHINESE[number]


def _mixed(number: Decimal) -> str:
    """1.2万, 3.5亿, 1.2万亿; below ten thousand plain digits."""
    zeros, word = next((step for step in _STEPS if number >= 10 ** step[0]), (0, ""))
    return f"{plain(number.scaleb(-zeros)):f}{word}"
