"""Whether the marks of one gold document keep to the guide: order, amounts, units, dates, sources, length of the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract.corpora.amounts import amount_faults
from extract.corpora.edtf import edtf_fault
from extract.corpora.read import Entry, Fault
from extract.corpora.units import unit_fault
from extract.gold import GoldDocument, GoldMention, GoldSource

SHORTEST, LONGEST = 150, 1500
"""Characters of a text: enough for a source and its scope, short enough to be read in one go."""
CLAIM_FIELDS = ("kind", "value", "low", "high", "relation", "unit", "change", "modality", "entity", "property", "time", "source")

Reasons = Iterator[tuple[str, str]]


def mark_faults(entry: Entry) -> Iterator[Fault]:
    """What is wrong with one document, by itself; the record is valid already."""
    gold = entry.gold
    if not SHORTEST <= len(gold.text) <= LONGEST:
        reason = f"met {len(gold.text)} characters, expected {SHORTEST} to {LONGEST}; write more, or split the document in two"
        yield entry.fault("text", reason)
    for field, reason in _order(gold):
        yield entry.fault(field, reason)
    for index, mention in enumerate(gold.mentions):
        for field, reason in _mention(mention, gold.text):
            yield entry.fault(f"mentions[{index}].{field}", f"{mention.text!r} at {mention.start}: {reason}")


def _order(gold: GoldDocument) -> Reasons:
    for index, (one, two) in enumerate(pairwise(gold.mentions), 1):
        pair = f"met {two.text!r} at {two.start} after {one.text!r} ({one.start} to {one.end})"
        if two.start < one.start:
            yield f"mentions[{index}]", f"{pair}; mentions are sorted by start: compile the marks again"
        elif two.start < one.end:
            yield f"mentions[{index}]", f"{pair}; mentions do not overlap: keep one mark for each"


def _mention(mention: GoldMention, text: str) -> Reasons:
    if mention.start == mention.end:
        yield "text", "met an empty span, expected the words of the mention"
    if mention.label != "claim":
        if filled := [name for name in CLAIM_FIELDS if getattr(mention, name) is not None]:
            yield filled[0], f"met a value with the label {mention.label}; only claims have this field: drop it, or label the mention claim"
        return
    yield from amount_faults(mention)
    if mention.unit is not None and (reason := unit_fault(mention.unit)):
        yield "unit", reason
    if mention.unit is not None and (mention.kind == "rank") != (mention.unit == "{rank}"):
        yield "unit", f"met the unit {mention.unit} with the kind {mention.kind}; ranks, and only ranks, have {{rank}}"
    if mention.time and mention.time.edtf is not None and (reason := edtf_fault(mention.time.edtf)):
        yield "time.edtf", reason
    if mention.source:
        yield from _source(mention.source, text)


def _source(source: GoldSource, text: str) -> Reasons:
    named = source.text is not None
    if not named and source.citation is None:
        yield "source", "met neither text nor citation; write null where nobody is credited"
        return
    if source.citation is not None and source.citation not in text:
        yield "source.citation", f"met {source.citation!r}, which does not stand in the text; copy the mark"
    if not named:
        return
    for field in ("name", "kind"):
        if not getattr(source, field):
            yield f"source.{field}", f"met none with the mention {source.text!r}; give it the {field} that the document gives"
    if None not in source.accept and not {source.name, source.text} & set(source.accept):
        yield "source.accept", f"met {list(source.accept)}, expected the name {source.name!r} among them, or null; add it"
    if "" in source.accept:
        yield "source.accept", "met an empty answer; drop it, or write null where no source is right too"
    for index, carrier in enumerate(source.via):
        if carrier.start == source.start and carrier.end == source.end:
            yield f"source.via[{index}]", f"met the source {carrier.text!r} itself; a carrier stands between source and text"
        if not carrier.name or not carrier.kind:
            yield f"source.via[{index}]", f"met {carrier.text!r} without name or kind; give both"

