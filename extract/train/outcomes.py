"""What became of each prediction: is it a claim of the gold, and are value, unit and source right?

The same definitions as in scoring: pairs by overlap, the largest first; predictions that touch only an optional mark count
neither way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from extract.gold import GoldDocument, GoldMention, GoldSource
from extract.schema import Claim, Document, Source
from extract.train.examples import MIN_OVERLAP, overlap

CLOSE = 1e-4
"""Relative difference of two amounts that are the same: thirds are written with six digits."""


class Outcome(Struct, frozen=True):
    """A predicted claim in its document, whether the gold has it, and whether its value, unit and source are right too."""

    document: str
    text: str
    claim: Claim
    right: bool
    usable: bool


class Outcomes(Struct, frozen=True):
    """The outcomes of several documents, and the documents of the gold claims that no prediction found."""

    found: list[Outcome]
    missed: list[str]


def outcomes(gold: Iterable[GoldDocument], predicted: Iterable[Document]) -> Outcomes:
    """What became of the predictions of each document; both in one order."""
    found, missed = [], []
    for one, other in zip(gold, predicted, strict=True):
        firm = [m for m in one.mentions if m.label == "claim" and not m.optional]
        partner = _pairs(firm, other.claims)
        for j, claim in enumerate(other.claims):
            if j in partner:
                found.append(Outcome(one.id, one.text, claim, True, usable(partner[j], claim)))
            elif not any(m.optional and overlap(m, claim) for m in one.mentions):
                found.append(Outcome(one.id, one.text, claim, False, False))
        missed += [one.id] * (len(firm) - len(partner))
    return Outcomes(found, missed)


def _pairs(gold: list[GoldMention], claims: Iterable[Claim]) -> dict[int, GoldMention]:
    """The place of each prediction that has a gold claim → that claim, one to one, largest overlap first."""
    shares = sorted(((overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(claims)), key=lambda t: (-t[0], t[1:]))
    taken: set[int] = set()
    partner: dict[int, GoldMention] = {}
    for share, i, j in shares:
        if share >= MIN_OVERLAP and i not in taken and j not in partner:
            taken.add(i)
            partner[j] = gold[i]
    return partner


def usable(gold: GoldMention, claim: Claim) -> bool:
    """Are value, unit and source right?"""
    return _value(gold, claim) and _unit(gold, claim) and _source(gold.source, claim.source)


def _close(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(float(a) - float(b)) <= CLOSE * max(abs(float(a)), abs(float(b)))


def _value(gold: GoldMention, claim: Claim) -> bool:
    """The stated number agrees; for a range, both bounds."""
    if gold.value is not None:
        return _close(gold.value, claim.value)
    return claim.value is None and _close(gold.low, claim.low) and _close(gold.high, claim.high)


def _unit(gold: GoldMention, claim: Claim) -> bool:
    """One of the right codes; any counter word for a count."""
    accepted = {gold.unit, *gold.accept_units}
    return claim.unit in accepted or (_counter(claim.unit) and any(map(_counter, accepted)))


def _counter(unit: str | None) -> bool:
    return bool(unit) and str(unit).startswith("{") and unit not in ("{倍}", "{rank}")


def _plain(words: str | None) -> str:
    return unicodedata.normalize("NFKC", words or "").replace(" ", "").lower().strip("《》「」『』“”\"'()（）")


def _source(gold: GoldSource | None, source: Source | None) -> bool:
    """No source where there is none, or one of the strings that name it."""
    given = (source.name or source.text) if source else None
    if not gold or not (gold.text or gold.name):
        return given is None
    if given is None:
        return None in gold.accept
    return any(_same(_plain(name), _plain(given)) for name in (*gold.accept, gold.text, gold.name) if name)


def _same(one: str, other: str) -> bool:
    """Equal, or one is the other with a title or an abbreviation."""
    if not one or one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and short in long and len(long) <= 2 * len(short) + 6
