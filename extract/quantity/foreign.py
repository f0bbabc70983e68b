"""Money whose name several countries share (克朗, 比索, 卢比), and cents of a foreign money: which it is, by what the text names before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from extract.lexicon import rows
from extract.quantity.units import LOCAL_MONEY
from extract.schema import Quantity

_FAR = 1000
"""Characters over which the name of a country is looked for."""
_CENTS = ("分钱", "分")
_HAVE_CENTS = ("USD", "EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "CNY", "TWD")
_SENTENCE = 60
"""Characters over which a money reaches to the cents of the same sentence."""


@cache
def _countries() -> dict[str, dict[str, str]]:
    """Bare name → country → code: what the longer names that end with it say (丹麦|克朗, 挪威|克朗)."""
    codes = {word: code for word, code, side, _ in rows("currencies") if side != "before" and not word.isascii()}
    return {
        bare: by_country
        for bare in codes
        if (len(bare) > 1 or bare == "盾") and bare[-1] not in "元币圆"
        and len(set((by_country := {word.removesuffix(bare): code for word, code in codes.items() if word != bare and word.endswith(bare)}).values())) > 1
    }


def foreign(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The mentions of normalised ``text``, money of a shared name and cents in the money that the text named last before them."""
    out = list(found)
    for i, q in enumerate(out):
        if q.kind != "money" or q.unit is None or q.unit_text is None or q.unit_text[-1] == "元":
            continue
        code, line, rest = q.unit.partition("/")
        word = q.unit_text.partition("/")[0]
        named = _named(text, q, word) if word in _countries() else _of_sentence(text, out, i) if word in _CENTS else None
        if named and named != code:
            out[i] = replace(q, unit=f"{named}{line}{rest}")
    return out


def _named(text: str, q: Quantity, word: str) -> str | None:
    """The money of the country that was named last before the amount."""
    low = max(0, q.start - _FAR)
    places = [(text.rfind(country, low, q.end), len(country), code) for country, code in _countries()[word].items()]
    at, _, code = max(places)
    return code if at >= 0 else None


def _of_sentence(text: str, found: list[Quantity], i: int) -> str | None:
    """The foreign money of whose cents the sentence must speak; None where it named no money, or that of the place."""
    q = found[i]
    before = next((p for p in reversed(found[max(0, i - 3) : i]) if p.kind == "money"), None)
    if before is None or before.unit not in _HAVE_CENTS or before.unit in LOCAL_MONEY.values() or q.start - before.end > _SENTENCE:
        return None
    return before.unit if "。" not in text[before.end : q.start] and "\n" not in text[before.end : q.start] else None
