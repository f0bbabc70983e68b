"""Where a text is from: mainland, Taiwan, Hong Kong, Singapore or Malaysia, for bare 元, years and units.

Judged by wording and place names in normalised text, never by the script, so that a Simplified twin reads the same.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from extract.lexicon import rows, seek, seeker, words

REGIONS = ("cn", "tw", "hk", "sg", "my")
OUTLET_WEIGHT = 20
HEAD = 1500
"""Characters at the head of a text that are looked at: enough to know its place, and bounded."""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    return seeker(words("regions")), {word: (region, int(weight)) for word, region, weight in rows("regions")}


def detect_region(text: str, meta: dict[str, Any] | None = None) -> str:
    """The region of normalised ``text``: ``meta["region"]`` where given, else by its cues and the outlet's name, else ``cn``."""
    given = (meta or {}).get("region")
    if given in REGIONS:
        return str(given)
    sought, table = _cues()
    score: Counter[str] = Counter()
    for _, _, word in seek(sought, text[:HEAD]):
        region, weight = table[word]
        score[region] += weight
    for _, _, word in seek(sought, str((meta or {}).get("outlet", ""))):
        score[table[word][0]] += OUTLET_WEIGHT
    best = score.most_common(1)
    return best[0][0] if best and best[0][1] >= 3 else "cn"
