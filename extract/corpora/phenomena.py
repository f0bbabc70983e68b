"""Which hard cases a gold document has, by simple marks in its claims and its text: documents per phenomenon.

The marks are coarse on purpose: they say where to look and whether a corpus has enough of each, not more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.gold import GoldDocument, GoldMention
from extract.lexicon import rows
from extract.text.normalize import normalize
from extract.text.sentences import sentences

CLOSING_QUOTE = re.compile("[”」』’]")
OF = "的"
"""Between a source and the noun that makes a nominal cue of it: 按协会的估算."""

Test = Callable[[GoldMention, GoldDocument], bool]


def phenomena(gold: GoldDocument) -> list[str]:
    """The names of the phenomena that a document has, in the order of the tables; optional marks do not count."""
    firm = [mention for mention in gold.mentions if not mention.optional]
    claims = [mention for mention in firm if mention.label == "claim"]
    found = [name for name, test in CLAIMS.items() if any(test(claim, gold) for claim in claims)]
    if _change_beside_level(gold, claims):
        found.append("a change and a level in one sentence")
    return found + [f"{label}s" for label in ("identifier", "idiom", "ordinal", "indefinite") if any(m.label == label for m in firm)]


def _carriers(claim: GoldMention) -> int:
    return len(claim.source.via) if claim.source else 0


def _anaphor(claim: GoldMention, _: GoldDocument) -> bool:
    source = claim.source
    return source is not None and source.text is not None and source.name is not None and source.name != source.text


def _speaker_after(claim: GoldMention, gold: GoldDocument) -> bool:
    """The source stands behind the claim, and a closing quotation mark between them."""
    start = claim.source.start if claim.source else None
    return start is not None and start >= claim.end and bool(CLOSING_QUOTE.search(gold.text, claim.end, start))


def _cues(claim: GoldMention) -> list[str]:
    return [normalize(cue.text).text for cue in claim.source.cue] if claim.source else []


def _caption(claim: GoldMention, _: GoldDocument) -> bool:
    return any(cue.startswith(word) for cue in _cues(claim) for word in _framed("caption"))


def _nominal(claim: GoldMention, gold: GoldDocument) -> bool:
    """A cue of two parts, the latter a noun after 的: 按…的估算, 据…的统计."""
    if claim.source is None or len(claim.source.cue) < 2:
        return False
    last = claim.source.cue[-1]
    return last.text.startswith(OF) or gold.text[last.start - 1 : last.start] == OF


@cache
def _framed(frame: str) -> frozenset[str]:
    """The cue words of one frame of the lexicon."""
    return frozenset(word for word, found, *_ in rows("cues") if found == frame)


def _change_beside_level(gold: GoldDocument, claims: list[GoldMention]) -> bool:
    """A claim that is the amount of a change, and beside it one of the same unit that is none."""
    for start, end in sentences(normalize(gold.text).text):
        here = [claim for claim in claims if start <= claim.start < end]
        if any(a.change and not b.change and a.unit == b.unit for a in here for b in here):
            return True
    return False


CLAIMS: dict[str, Test] = {
    "chains of 2 links": lambda claim, _: _carriers(claim) == 1,
    "chains of 3 links or more": lambda claim, _: _carriers(claim) > 1,
    "anaphors for a source": _anaphor,
    "speaker after the quotation": _speaker_after,
    "unnamed sources": lambda claim, _: claim.source is not None and claim.source.kind == "unnamed",
    "nominal cues": _nominal,
    "captions": _caption,
    "citations": lambda claim, _: claim.source is not None and claim.source.citation is not None,
    "ranges and vague magnitudes": lambda claim, _: claim.relation == "..",
    "bounds": lambda claim, _: claim.relation in (">", ">=", "<", "<="),
    "approximations": lambda claim, _: claim.relation == "~",
    "forecasts": lambda claim, _: claim.modality == "forecast",
    "targets": lambda claim, _: claim.modality == "target",
    "hypotheticals": lambda claim, _: claim.modality == "hypothetical",
    "denied": lambda claim, _: claim.modality == "denied",
    "ranks": lambda claim, _: claim.kind == "rank",
}
"""Phenomena that one claim shows by itself, in the order of the tables."""
