"""START HERE: the stages in order, from a text to its annotated document.

    normalise → sentences, times, quantities → labels → source, time, entity and property, modality → record

Each stage is a plain function; this module passes the data between them. Offsets are code points throughout: normalising
keeps the length, so those of the normalised text are those of the original (checked by its alignment).
"""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import UNSET, Struct

from extract import __version__
from extract.claim.label import Labelled, label_documents
from extract.claim.model import LabelModel
from extract.claim.model import load as load_model
from extract.errors import UsageError
from extract.link.about import entity_property
from extract.link.edtf import Anchor
from extract.link.edtf_document import document_date, read_chosen, read_times
from extract.link.modality import modality_of
from extract.link.source import sources
from extract.link.when import choose_time
from extract.quantity.find import find
from extract.quantity.times import find_times
from extract.schema import Claim, Document, Extent, Mention, Producer, Quantity, Source, Span, Text, TimeMention, TimeSpan
from extract.text.normalize import normalize
from extract.text.region import detect_region
from extract.text.script import detect_script
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

BATCH_DOCUMENTS = 64


class Analysis(Struct, frozen=True):
    """A document after the first stages: normalised text, its parts, and every numeric mention found in it."""

    source: Text
    text: str
    region: str
    sentences: list[tuple[int, int]]
    times: list[TimeMention]
    quantities: list[Quantity]


def analyse(document: Text) -> Analysis:
    """The stages before the classifier: normalise, split, find times and quantities."""
    text = normalize(document.text).text
    region = detect_region(text, document.meta)
    times = find_times(text)
    return Analysis(document, text, region, sentences(text), times, find(text, region, times))


def quantities(text: str) -> list[Quantity]:
    """Every numeric mention of a text with its reading, on the original characters."""
    found = analyse(Text(id="text", text=text)).quantities
    return [_original(q, text) for q in found]


def _original(q: Quantity, text: str) -> Quantity:
    words = text[q.start : q.end]
    if words == q.text:
        return q
    unit_text = q.unit_text
    if unit_text is not None:
        at = q.text.rfind(unit_text)
        unit_text = words[at : at + len(unit_text)] if at >= 0 else unit_text
    return Quantity(
        q.start, q.end, words, q.value, q.low, q.high, q.relation, q.unit, unit_text, q.kind, q.change, q.rule, q.label
    )


class Pipeline:
    """A loaded model and the settings of a run; call it on one text, or ``pipe`` a stream of them."""

    def __init__(self, model: LabelModel, published: str | None = None, threshold: float | None = None) -> None:
        """``published``: ISO date for texts without their own; ``threshold``: the confidence a claim must reach."""
        self.model = model
        self.threshold = model.threshold if threshold is None else threshold
        self.published = published
        self.segmenter = Segmenter()

    def __call__(self, text: str | Text, mentions: bool = False) -> Document:
        """Annotate one text (a string, or a ``Text`` with id and meta)."""
        return next(self.pipe([text], mentions=mentions))

    def pipe(self, texts: Iterable[str | Text], mentions: bool = False, batch_size: int = BATCH_DOCUMENTS) -> Iterator[Document]:
        """Annotate a stream, ``batch_size`` documents at a time, in order; ``mentions`` also writes what is no claim."""
        stream = iter(texts)
        number = 0
        while batch := list(islice(stream, batch_size)):
            analyses = []
            for item in batch:
                number += 1
                analyses.append(analyse(item if isinstance(item, Text) else Text(id=f"text-{number}", text=item)))
            labels = label_documents(self.model, [(a.text, a.quantities) for a in analyses], every=mentions)
            for analysis, labelled in zip(analyses, labels, strict=True):
                yield self._document(analysis, labelled, mentions)

    def _document(self, a: Analysis, labelled: list[Labelled], mentions: bool) -> Document:
        chosen = [item for item in labelled if item.claim >= self.threshold or (mentions and item.label == "claim")]
        linked = dict(zip((item.quantity.start for item in chosen), self._link(a, chosen), strict=True))
        claims = tuple(linked[item.quantity.start] for item in chosen if item.claim >= self.threshold)
        others = tuple(
            _below(linked[item.quantity.start]) if item.label == "claim" else _mention(a, item)
            for item in labelled
            if item.claim < self.threshold and item.label is not None
        ) if mentions else UNSET
        original = a.source.text
        return Document(
            producer=Producer(__version__, self.model.name, self.threshold),
            id=a.source.id,
            sha256=hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest(),
            text=original,
            meta=a.source.meta,
            script=detect_script(original),
            claims=claims,
            mentions=others,
            extra=a.source.extra,
        )

    def _link(self, a: Analysis, chosen: list[Labelled]) -> list[Claim]:
        """Every claim with its source, time, entity, property and modality."""
        if not chosen:
            return []
        meta = a.source.meta if a.source.meta.get("published") or not self.published else {**a.source.meta, "published": self.published}
        anchor = Anchor(document_date(a.text, meta), region=a.region)
        spans = [(item.quantity.start, item.quantity.end) for item in chosen]
        times = [(t.start, t.end) for t in a.times]
        credited = sources(a.text, a.source.text, a.sentences, times, spans)
        readings = read_times(a.text, a.times, anchor.published, a.region)
        others = [(q.start, q.end) for q in a.quantities]
        place = _Place(a, anchor, readings, [s for s, _ in a.sentences], [t.start for t in a.times], others, [s for s, _ in others])
        return [self._claim(place, item, source) for item, source in zip(chosen, credited, strict=True)]

    def _claim(self, place: _Place, item: Labelled, source: Source | None) -> Claim:
        a, q = place.analysis, _original(item.quantity, place.analysis.source.text)
        k = max(0, bisect_right(place.starts, q.start) - 1)
        sentence = a.sentences[k]
        before = a.sentences[k - 1] if k and "\n" not in a.text[a.sentences[k - 1][1] - 1 : sentence[0] + 1] else None
        first = before[0] if before else sentence[0]
        near = a.times[bisect_left(place.time_starts, first) : bisect_left(place.time_starts, sentence[1])]
        parts = clauses(a.text, *sentence)
        clause = next((c for c in parts if c[0] <= q.start < c[1]), sentence)
        beside = place.mentions[bisect_left(place.mention_starts, sentence[0]) : bisect_left(place.mention_starts, sentence[1])]
        entity, measured = entity_property(
            a.text, q.start, q.end, sentence, parts, beside, [(t.start, t.end) for t in near],
            lambda low, high: self.segmenter.cut(a.text, low, high),
        )  # fmt: skip
        assert q.kind is not None and q.relation is not None
        return Claim(
            id=f"{a.source.id}#{q.start}-{q.end}",
            start=q.start, end=q.end, text=q.text, sentence=Extent(*sentence),
            kind=q.kind, value=q.value, low=q.low, high=q.high, relation=q.relation,
            unit=q.unit or "1", unit_text=q.unit_text, change=q.change,
            modality=modality_of(a.text, q.start, q.end, clause, sentence),
            entity=_span(a, entity), property=_span(a, measured),
            time=_time(place, choose_time(q.start, q.end, a.text, near, sentence, before)),
            source=source, confidence=round(item.claim, 4), rule=q.rule,
        )  # fmt: skip


class _Place(Struct, frozen=True):
    """A document's parts with their starts, for finding what stands near a claim by bisection."""

    analysis: Analysis
    anchor: Anchor
    readings: list[str | None]
    starts: list[int]
    time_starts: list[int]
    mentions: list[tuple[int, int]]
    mention_starts: list[int]


def _span(a: Analysis, at: tuple[int, int] | None) -> Span | None:
    return Span(at[0], at[1], a.source.text[at[0] : at[1]]) if at and at[0] < at[1] else None


def _time(place: _Place, chosen: TimeMention | None) -> TimeSpan | None:
    """The chosen time with its reading, relative to the document's date and the times before it."""
    if chosen is None:
        return None
    edtf = read_chosen(chosen, place.analysis.text, place.analysis.times, place.readings, place.anchor)
    return TimeSpan(chosen.start, chosen.end, place.analysis.source.text[chosen.start : chosen.end], edtf)


def _below(claim: Claim) -> Claim:
    """A claim below the threshold, as it stands among the mentions."""
    return Claim(**{**{f: getattr(claim, f) for f in claim.__struct_fields__}, "label": "claim"})


def _mention(a: Analysis, item: Labelled) -> Mention:
    q = item.quantity
    assert item.label is not None
    return Mention(q.start, q.end, a.source.text[q.start : q.end], item.label, round(item.confidence, 4))


def load(model: str | Path = "default", published: str | None = None, threshold: float | None = None) -> Pipeline:
    """A pipeline with the model of that name or folder. Raises ModelError, and UsageError for a date that is none."""
    if published is not None:
        try:
            datetime.date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"--published {published!r}: a date such as 2026-03-02 is expected") from None
    if threshold is not None and not 0 <= threshold <= 1:
        raise UsageError(f"--min-confidence {threshold}: a number from 0 to 1 is expected")
    return Pipeline(load_model(model), published, threshold)
