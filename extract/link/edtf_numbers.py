"""Small whole numbers as they stand in dates: ``9``, ``十二``, ``廿三``, ``二〇二五``."""

from __future__ import annotations

_GROUPS = ("〇零○", "一元正首", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {char: value for value, group in enumerate(_GROUPS) for char in group}


def small_int(words: str) -> int | None:
    """The value of digits or of a Chinese numeral below 1,000 (or of a string of digits in words), else None."""
    words = words.replace("廿", "二十").strip()
    if words.isdecimal():
        return int(words)
    if len(words) > 2 and all(char in _DIGITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total, digit = 0, None
    for char in words:
        if char in _DIGITS:
            if digit:
                return None  # 三五, 一两: a choice, no number
            digit = _DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0) if words else None
