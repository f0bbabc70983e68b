"""What the parser reads at a place that an annotator has selected: the offer for a new mark, a value, a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from extract.gold import GoldMention
from extract.review.marks import Mark, to_page
from extract.schema import Claim, Document, Extent, Quantity, Text
from extract.validation import convert

if TYPE_CHECKING:
    from extract.pipeline import Pipeline

KEPT = 8
"""Documents whose reading is remembered."""
NEAR = 5
"""Offers at most."""
LONG, STEP, AROUND = 8000, 4000, 1000
"""Characters: a longer text is read in stretches of about ``STEP``, with so much around them."""


class Reader:
    """The pipeline with every readable mention taken for a claim, loaded with the first question."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._lock = Lock()
        self._pipeline: Pipeline | None = None
        self._read: OrderedDict[tuple[str, int], Document] = OrderedDict()

    def load(self) -> Pipeline:
        """The pipeline; the first to ask waits for it."""
        if self._pipeline is None:
            import extract as package

            self._pipeline = package.load(threshold=0)
        return self._pipeline

    def warm(self) -> None:
        """Load the pipeline and its dictionaries now, so that the first question is answered at once."""
        self.at({"id": "", "text": "据北港海关统计，一季度出口12万吨。"}, 0, 1)

    def at(self, record: Mapping[str, Any], start: int, end: int) -> list[dict[str, Any]]:
        """Mentions that touch the stretch, as the page takes them, the best first: the very stretch, then the largest overlap.

        Where the parser finds none with these ends, the words are read by themselves, in the sentence they stand in. Of a
        long text only the lines around are read, so that an answer never takes long.
        """
        first, last = _window(record["text"], start, end)
        text = record["text"][first:last]
        with self._lock:
            claims = self._document(Text(id=record["id"], text=text, meta=record.get("meta") or {}), first).claims
        offers = _offers(text, claims, start - first, end - first)
        return [_shifted(to_page(Mark(mention=mention))["mention"], first) for mention in offers]

    def _document(self, text: Text, first: int) -> Document:
        """All readable mentions as claims, with source, entity, property and time; ``first`` is where the text begins."""
        if (known := self._read.get((text.id, first))) is not None and known.text == text.text:
            return known
        found = self._read[text.id, first] = self.load()(text)
        if len(self._read) > KEPT:
            self._read.popitem(last=False)
        return found


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole lines that is read for an offer: all of a text of usual length, else the lines around."""
    if len(text) <= LONG:
        return 0, len(text)
    begin = start // STEP * STEP - AROUND
    last = text.find("\n", max(end, begin + STEP + 2 * AROUND))
    return text.rfind("\n", 0, max(0, begin)) + 1, last if last >= 0 else len(text)


def _shifted(value: Any, by: int) -> Any:
    """A mention with all of its offsets moved."""
    if isinstance(value, dict):
        return {name: one + by if name in ("start", "end") and one is not None else _shifted(one, by) for name, one in value.items()}
    return [_shifted(one, by) for one in value] if isinstance(value, list | tuple) else value


def _offers(text: str, claims: Sequence[Claim], start: int, end: int) -> list[GoldMention]:
    touching = [claim for claim in claims if claim.start < end and start < claim.end]
    offers = [_mention(claim) for claim in touching]
    if all((claim.start, claim.end) != (start, end) for claim in touching):
        alone = _alone(text, start, end, claims)
        offers += [alone] if alone else []
    return sorted(offers, key=lambda mention: _badness(mention, start, end))[:NEAR]


def _badness(mention: GoldMention, start: int, end: int) -> int:
    """Characters that only one of the two stretches has."""
    return abs(mention.start - start) + abs(mention.end - end)


def _mention(claim: Claim) -> GoldMention:
    fields = msgspec.to_builtins(claim, builtin_types=(Decimal,))
    mention: GoldMention = convert({**fields, "label": "claim"}, GoldMention, "mention")
    return mention


def _alone(text: str, start: int, end: int, claims: Iterable[Claim]) -> GoldMention | None:
    """The words by themselves: their own reading, and what the nearest claim of the same sentence is about."""
    from extract import find_quantities

    found = [q for q in find_quantities(text[start:end]) if q.kind is not None]
    if not found:
        return None
    quantity = max(found, key=lambda q: q.end - q.start)
    sentence = _sentence(text, start)
    near = [claim for claim in claims if sentence.start <= claim.start < sentence.end]
    closest = min(near, key=lambda claim: abs(claim.start - start), default=None)
    context = _mention(closest) if closest else None
    return _placed(quantity, text, start, end, sentence, context)


def _sentence(text: str, start: int) -> Extent:
    from extract.text.normalize import normalize
    from extract.text.sentences import sentences

    parts = sentences(normalize(text).text)
    return next((Extent(*part) for part in parts if part[0] <= start < part[1]), Extent(0, len(text)))


def _placed(q: Quantity, text: str, start: int, end: int, sentence: Extent, context: GoldMention | None) -> GoldMention:
    return GoldMention(
        start=start, end=end, text=text[start:end], label="claim", sentence=sentence,
        kind=q.kind, value=q.value, low=q.low, high=q.high, relation=q.relation or "=",
        unit=q.unit or "1", unit_text=q.unit_text, change=q.change,
        modality=context.modality if context else "fact", source=context.source if context else None,
        entity=context.entity if context else None, time=context.time if context else None,
    )  # fmt: skip


def time_at(record: Mapping[str, Any], start: int, end: int) -> str | None:
    """The date that the parser reads in a stretch, as EDTF; null where it reads none."""
    from extract.link.edtf import Anchor
    from extract.link.edtf_document import document_date, read_times
    from extract.pipeline import analyse

    a = analyse(Text(id=record["id"], text=record["text"], meta=record.get("meta") or {}))
    anchor = Anchor(document_date(a.text, a.source.meta), region=a.region)
    touching = [(abs(time.start - start) + abs(time.end - end), index) for index, time in enumerate(a.times) if time.start < end and start < time.end]
    if not touching:
        return None
    return read_times(a.text, a.times, anchor.published, a.region)[min(touching)[1]]


@cache
def known_units() -> tuple[str, ...]:
    """The unit codes that the lexicons give, for the page to offer."""
    from extract.lexicon import rows

    codes = {code for _, code, *_ in rows("units")} | {code for _, code, *_ in rows("currencies")} - {"local"}
    return tuple(sorted(codes | {"1", "[pp]", "[bp]", "{倍}", "{rank}"}))
