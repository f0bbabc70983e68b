"""What became of each prediction: is it a claim of the gold, and are value, unit and source right? As in ``evaluate``."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from extract.evaluate.fields import same_amount, same_source, same_unit
from extract.evaluate.match import match, overlap
from extract.gold import GoldDocument, GoldMention, GoldSource
from extract.schema import Claim, Document
from extract.text.normalize import normalize


class Outcome(Struct, frozen=True):
    """A predicted claim in its document (id and normalised text), whether the gold has it, and whether its value, unit and source are right too."""

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
    """What became of the predictions of each document, both in one order; what touches only an optional mark counts neither way."""
    found, missed = [], []
    for one, other in zip(gold, predicted, strict=True):
        pairs, left, extra = match([m for m in one.mentions if m.label == "claim" and not m.optional], other.claims)
        optional = [m for m in one.mentions if m.optional]
        text = normalize(one.text).text
        own = [Outcome(one.id, text, claim, True, usable(mark, claim)) for mark, claim in pairs]
        own += [Outcome(one.id, text, claim, False, False) for claim in extra if not any(overlap(m, claim) for m in optional)]
        found += sorted(own, key=lambda o: o.claim.start)
        missed += [one.id] * len(left)
    return Outcomes(found, missed)


def usable(gold: GoldMention, claim: Claim) -> bool:
    """Are value, unit and source right?"""
    ends = same_amount(gold.low, claim.low) and same_amount(gold.high, claim.high)
    value = same_amount(gold.value, claim.value) and (gold.value is not None or ends)
    source = GoldSource(text=claim.source.text, name=claim.source.name) if claim.source else None
    return value and same_unit(gold.unit, claim.unit, gold.accept_units) and same_source(gold.source, source)
