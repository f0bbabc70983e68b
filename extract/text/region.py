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
ENOUGH = 4
_YUAN = re.compile(r"人民币[^，。；\n]{1,12}元|元人民币")
MOSTLY = 2
HEAD = 1500
"""Characters at the head of a text that are looked at: enough to know its place, and bounded."""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    return seeker(words("regions")), {word: (region, int(weight)) for word, region, weight in rows("regions")}


def detect_region(text: str, meta: dict[str, Any] | None = None) -> str:
    """The region of normalised ``text``: ``meta["region"]`` where given, else by its cues and the outlet's name, else ``cn``.

    An outlet's name says less than the text where nothing in the text speaks of the outlet's place, and enough of another.
    """
    given = (meta or {}).get("region")
    if given in REGIONS:
        return str(given)
    sought, table = _cues()
    score: dict[str, int] = {}
    for _, _, word in seek(sought, text, 0, HEAD):
        region, weight = table[word]
        score[region] = score.get(region, 0) + weight
    for _, _, word in seek(sought, str(meta["outlet"])) if meta and "outlet" in meta else ():
        region = table[word][0]
        score[region] = score.get(region, 0) + OUTLET_WEIGHT
    best = max(score, key=score.__getitem__, default="cn")
    return best if score.get(best, 0) >= 3 else "cn"


def money_region(text: str, region: str, meta: dict[str, Any] | None = None) -> str:
    """The region whose money a bare 元 of normalised ``text`` is: ``region``, that of the text, unless the text names places of the
    mainland ``ENOUGH`` times, and more than ``MOSTLY`` times as often as those of the region (a paper of Singapore on sums in China).
    Papers of Taiwan and Hong Kong name the money of the mainland (人民币35万元) at least once, so that for them their own stays else.
    """
    if region == "cn" or not any(map(text.__contains__, "元块亿")):
        return region
    if region in ("tw", "hk") and not _YUAN.search(text) and _is_from((meta or {}).get("outlet"), region):
        return region
    named = Counter(place for word, place in rows("money_places") if place in ("cn", region) for _ in range(text.count(word)))
    return "cn" if named["cn"] >= ENOUGH and named["cn"] > MOSTLY * named[region] else region


def _is_from(outlet: object, region: str) -> bool:
    sought, table = _cues()
    return any(table[word][0] == region for _, _, word in seek(sought, str(outlet or "")))
