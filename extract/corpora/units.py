"""Whether a unit code of a gold claim is one: UCUM as the lexicons use it, ISO 4217, ``{counter}``, and compounds of these."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows
from extract.text.normalize import normalize

BARE = frozenset({"1", "[pp]", "[bp]"})
"""A bare number, percentage points and basis points (guide, section 4)."""
BY_CONTEXT = frozenset({"[oz_tr]", "[sft_i]"})
"""UCUM codes of which the word alone does not tell: the ounce of precious metals, the foot (呎) of a floor area."""
LONGEST_COUNTER = 6
_PART = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]\d?|[^./{}\[\]]+(?:\[[^\[\]]*\])?")


def parts(code: str) -> list[str] | None:
    """The parts of a compound code, without operators; None where it is not written as one (``a//b``, ``/a``)."""
    found = _PART.findall(code)
    return found if found and re.fullmatch("_(?:[./]_)*", _PART.sub("_", code)) else None


def unit_fault(code: str) -> str | None:
    """What is wrong with a unit code, with what is expected; None where it is known."""
    found = parts(code)
    if found is None:
        return f"met {code!r}; codes are joined by one / or . (USD/kg, kW.h)"
    for part in found:
        if part.startswith("{"):
            word = part[1:-1]
            if not word.isalpha() or len(word) > LONGEST_COUNTER:
                return f"met {part}; what is counted is one word of letters, at most {LONGEST_COUNTER} ({{家}}, {{人次}})"
            if (simplified := normalize(word).text) != word:
                return f"met {part}; counters are in Simplified characters: {{{simplified}}}"
        elif part not in _known():
            return f"met {part!r} in {code!r}; expected a code of UCUM or ISO 4217 that extract/lexicon/units.tsv or currencies.tsv has"
    return None


@cache
def _known() -> frozenset[str]:
    """Every part of every code that the lexicons give."""
    codes = {code for _, code, *_ in rows("units")} | {code for _, code, *_ in rows("currencies")} - {"local"}
    found = {part for code in codes for part in parts(code) or ()}
    return frozenset(found | BARE | BY_CONTEXT)
