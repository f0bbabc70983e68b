"""START HERE: the stages in order, from a text to its annotated document.

    normalise → sentences, times, quantities → labels → source, time, entity and property, modality → usable? → record

Each stage is a plain function; this module passes the data between them. Offsets are code points throughout: normalising
keeps the length, so those of the normalised text are those of the original (checked by its alignment).
"""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import UNSET, Struct
from msgspec.structs import replace

from extract.claim.label import Labelled, label_documents
from extract.claim.model import LabelModel
from extract.claim.model import load as load_model
from extract.claim.usable import set_usable
from extract.errors import UsageError
from extract.link.about import Linker, Pair
from extract.link.about_scenes import Asked, Sentence, sentence
from extract.link.about_words import Mark
from extract.link.edtf import Anchor
from extract.link.edtf_document import document_date, read_chosen, read_times, to_come
from extract.link.modality import modality_of
from extract.link.source import sources
from extract.link.when import Earlier, choose_among, reach, told, usable
from extract.link.when_pairs import USED, Dated, Dating, around, datings, weighed
from extract.pipe_on_processes import pipe_on_processes
from extract.quantity.find import find
from extract.quantity.times import find_times
from extract.schema import (
    VERSION,
    Claim,
    Document,
    Extent,
    Mention,
    Producer,
    Quantity,
    Source,
    Span,
    Text,
    TimeMention,
    TimeSpan,
)
from extract.text.normalize import normalize
from extract.text.region import detect_region, money_region
from extract.text.script import detect_script
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, first_clause, sentences

BATCH_DOCUMENTS = 64
TOGETHER = 512
"""Claims whose words lie in tables at once: some twenty megabytes."""
HEAD_TIMES = 3  # so many times at the head of a text may be that of its claims: the day of a report


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
    return analyse_batch([document])[0]


def analyse_batch(documents: Sequence[Text]) -> list[Analysis]:
    """``analyse`` for several documents, stage by stage: what a stage looks up stays at hand in the processor's cache."""
    texts = [normalize(document.text).text for document in documents]
    regions = [detect_region(text, document.meta) for text, document in zip(texts, documents, strict=True)]
    times = [find_times(text) for text in texts]
    moneys = [money_region(text, region, of.meta) for text, region, of in zip(texts, regions, documents, strict=True)]
    found = [find(*of_document) for of_document in zip(texts, moneys, times, strict=True)]
    parts = [sentences(text) for text in texts]
    return [Analysis(*of_document) for of_document in zip(documents, texts, regions, parts, times, found, strict=True)]


def quantities(text: str) -> list[Quantity]:
    """Every numeric mention of a text with its reading, on the original characters."""
    normalised = normalize(text).text
    found = find(normalised, money_region(normalised, detect_region(normalised)), find_times(normalised))
    return found if normalised == text else [_original(q, text) for q in found]


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

    def __init__(
        self, model: LabelModel, published: str | None = None, threshold: float | None = None, threshold_usable: float | None = None
    ) -> None:
        """``published``: ISO date for texts without their own; ``threshold``: the confidence that a claim must reach.

        ``threshold_usable``: the ``confidence_usable`` that it must reach too; None asks for none.
        """
        self.model = model
        self.threshold = model.threshold if threshold is None else threshold
        self.threshold_usable = threshold_usable
        self.published = published
        self.segmenter = Segmenter()
        self.about = Linker(self.segmenter.cut_all, self.segmenter.tags)

    def __call__(self, text: str | Text, mentions: bool = False) -> Document:
        """Annotate one text (a string, or a ``Text`` with id and meta)."""
        return next(self.pipe([text], mentions=mentions))

    def pipe(
        self, texts: Iterable[str | Text], mentions: bool = False, batch_size: int = BATCH_DOCUMENTS, n_process: int = 1
    ) -> Iterator[Document]:
        """Annotate a stream, ``batch_size`` documents at a time, in order; ``mentions`` also writes what is no claim.

        ``n_process`` processes share the work where it is more than one; few batches are held in memory at any time.
        """
        if n_process > 1:
            yield from pipe_on_processes(self, texts, mentions, batch_size, n_process)
            return
        stream = iter(texts)
        number = 0
        while batch := list(islice(stream, batch_size)):
            numbered = enumerate(batch, number + 1)
            number += len(batch)
            analyses = analyse_batch([item if isinstance(item, Text) else Text(id=f"text-{n}", text=item) for n, item in numbered])
            labels = label_documents(self.model, [(a.text, a.quantities) for a in analyses], every=mentions)
            linked = self._link(analyses, [[item for item in found if self._wanted(item, mentions)] for found in labels])
            set_usable(self.model.usable, [(a.text, claims) for a, claims in zip(analyses, linked, strict=True)])
            for analysis, labelled, claims in zip(analyses, labels, linked, strict=True):
                yield self._document(analysis, labelled, claims, mentions)

    def _wanted(self, item: Labelled, mentions: bool) -> bool:
        """Whether a mention is to be linked: a claim, or one below the threshold that is to stand among the mentions."""
        return item.claim >= self.threshold or (mentions and item.label == "claim")

    def _accepted(self, claim: Claim) -> bool:
        """Whether a claim reaches the thresholds of the run."""
        if claim.confidence < self.threshold:
            return False
        return self.threshold_usable is None or (claim.confidence_usable is not UNSET and claim.confidence_usable >= self.threshold_usable)

    def _document(self, a: Analysis, labelled: list[Labelled], linked: list[Claim], mentions: bool) -> Document:
        accepted = {claim.start: claim for claim in linked if self._accepted(claim)}
        below = {claim.start: replace(claim, label="claim") for claim in linked if claim.start not in accepted} if mentions else {}
        others = tuple(
            below.get(item.quantity.start) or _mention(a, item)
            for item in labelled
            if item.quantity.start not in accepted and (item.label is not None or item.quantity.start in below)
        ) if mentions else UNSET
        original = a.source.text
        return Document(
            producer=Producer(VERSION, self.model.name, self.threshold, UNSET if self.threshold_usable is None else self.threshold_usable),
            id=a.source.id,
            sha256=hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest(),
            text=original,
            meta=a.source.meta,
            script=detect_script(original),
            claims=tuple(accepted.values()),
            mentions=others,
            extra=a.source.extra,
        )

    def _link(self, analyses: list[Analysis], chosen: list[list[Labelled]]) -> list[list[Claim]]:
        """The claims of each document with source, entity and property, time and modality: stage by stage, as in ``analyse_batch``."""
        credited = [_sources(*of_document) for of_document in zip(analyses, chosen, strict=True)]
        around = (place for of_document in zip(analyses, chosen, strict=True) for place in self._places(*of_document))
        flat = (pair for items, sources in zip(chosen, credited, strict=True) for pair in zip(items, sources, strict=True))
        about = self._about((place, item, source) for place, (item, source) in zip(around, flat, strict=True))
        return [
            self._claims(a, items, sources, islice(about, len(items)))
            for a, items, sources in zip(analyses, chosen, credited, strict=True)
        ]

    def _about(self, claims: Iterator[tuple[_Place, Labelled, Source | None]]) -> Iterator[tuple[_Place, Pair]]:
        """The sentence of each claim, and its entity and property, of some claims at a time: of a long document few are held so."""
        while some := list(islice(claims, TOGETHER)):
            pairs = self.about.entity_property([asked(place.words, _span_of(item), source) for place, item, source in some])
            yield from zip([place for place, _, _ in some], pairs, strict=True)

    def _claims(
        self, a: Analysis, chosen: list[Labelled], credited: list[Source | None], about: Iterator[tuple[_Place, Pair]]
    ) -> list[Claim]:
        """The claims of one document, with their times."""
        if not chosen:
            return []
        meta = a.source.meta if a.source.meta.get("published") or not self.published else {**a.source.meta, "published": self.published}
        anchor = Anchor(document_date(a.text, meta), region=a.region)
        times = _times_near(a, _spans(chosen))
        readings = read_times(a.text, times, anchor.published, a.region)
        seen = around(a.text, a.sentences, usable(times, a.text), [low for low, _ in _spans(chosen)])
        out, earlier = [], None
        used: list[TimeMention | None] = []
        for item, source, (place, pair) in zip(chosen, credited, about, strict=True):
            q = item.quantity
            dated = _to_date(a, q, place, earlier)
            earlier = told(q.start, dated.rule, earlier)
            when = weighed(dated, seen, used[-USED:])
            used.append(when)
            time = _time(a, anchor, times, readings, when, q)
            coming = (time.start, time.end) if time and to_come(time.edtf, anchor) else None
            out.append(_claim(a, place, item, source, pair, time, coming))
        return out

    def times(self, a: Analysis, labelled: list[Labelled]) -> dict[int, tuple[Dated, list[Dating]]]:
        """The claims among the ``labelled`` mentions of a document by their start, as the choice of their time reads them."""
        chosen = [item for item in labelled if self._wanted(item, mentions=True)]
        seen = around(a.text, a.sentences, usable(_times_near(a, _spans(chosen)), a.text), [low for low, _ in _spans(chosen)])
        out, earlier = {}, None
        used: list[TimeMention | None] = []
        for item, place in zip(chosen, self._places(a, chosen), strict=True):
            dated = _to_date(a, item.quantity, place, earlier)
            earlier = told(dated.start, dated.rule, earlier)
            out[dated.start] = dated, datings(dated, seen, used[-USED:])
            used.append(weighed(dated, seen, used[-USED:]))
        return out

    def asked(self, a: Analysis, labelled: list[Labelled], claim: Claim) -> Asked:
        """One of the ``labelled`` mentions of a document as the choice of entity and property reads it."""
        k = max(0, bisect_right(a.sentences, (claim.start, len(a.text))) - 1)
        return asked(self._place(a, k, self._numbers(labelled), self._times(a)).words, (claim.start, claim.end), claim.source)

    def _numbers(self, labelled: list[Labelled]) -> list[Mark]:
        """The places of the claims, not of other mentions, which may belong to a name (两国, 5G)."""
        code, least = self.about.number, self.threshold
        return [(item.quantity.start, item.quantity.end, code) for item in labelled if item.claim >= least]

    def _times(self, a: Analysis) -> list[Mark]:
        """The places of the times of a document."""
        code = self.about.time
        return [(t.start, t.end, code) for t in a.times]

    def _places(self, a: Analysis, chosen: list[Labelled]) -> Iterator[_Place]:
        """The sentence of each claim with what stands around it."""
        if not chosen:
            return
        numbers, times = self._numbers(chosen), self._times(a)
        last, place = -1, None
        for item in chosen:
            k = max(0, bisect_right(a.sentences, item.quantity.start, key=_low) - 1)
            if k != last or not place:
                last, place = k, self._place(a, k, numbers, times)
            yield place

    def _place(self, a: Analysis, k: int, numbers: list[Mark], times: list[Mark]) -> _Place:
        """What the linkers need to know of the ``k``-th sentence of a document; ``numbers`` and ``times`` are those of the document."""
        span = a.sentences[k]
        before = a.sentences[k - 1] if k and "\n" not in a.text[a.sentences[k - 1][1] - 1 : span[0] + 1] else None
        until = bisect_left(times, span[1:])
        near = a.times[bisect_left(times, (reach(a.text, span, before),), 0, until) : until]
        parts = clauses(a.text, *span)
        earlier = [first_clause(a.text, *a.sentences[k - 1])] if k else []
        low = (earlier or parts)[0][:1]
        found = numbers[bisect_left(numbers, low) : bisect_left(numbers, span[1:])]
        words = sentence(a.text, [*earlier, *parts], found, times[bisect_left(times, low, 0, until) : until], len(earlier))
        return _Place(span, before, parts, usable(near, a.text), words)


def _to_date(a: Analysis, q: Quantity, place: _Place, earlier: Earlier | None) -> Dated:
    """A claim with the time that the rules choose for it."""
    rule = choose_among(q.start, q.end, a.text, place.times, place.sentence, place.before, q.kind, earlier)
    return Dated(q.start, q.end, q.kind, place.sentence, rule)


def _spans(chosen: list[Labelled]) -> list[tuple[int, int]]:
    return [_span_of(item) for item in chosen]


def _span_of(item: Labelled) -> tuple[int, int]:
    return item.quantity.start, item.quantity.end


def _sources(a: Analysis, chosen: list[Labelled]) -> list[Source | None]:
    """Whom the text credits for each claim."""
    return sources(a.text, a.source.text, a.sentences, [(t.start, t.end) for t in a.times], _spans(chosen)) if chosen else []


def asked(words: Sentence, span: tuple[int, int], source: Source | None) -> Asked:
    """A number with its sentence and whom the text credits for it."""
    if source is None:
        return Asked(words, *span)
    named = None if source.start is None or source.end is None else (source.start, source.end)
    return Asked(words, *span, named, (source.cue[0].start, source.cue[-1].end) if source.cue else None)


class _Place(Struct, frozen=True):
    """A sentence with what stands in and before it: shared by its claims."""

    sentence: tuple[int, int]
    before: tuple[int, int] | None
    clauses: list[tuple[int, int]]
    times: list[TimeMention]
    words: Sentence


def _start(mention: Quantity | TimeMention) -> int:
    return mention.start


def _low(span: tuple[int, int]) -> int:
    return span[0]


def _times_near(a: Analysis, claims: list[tuple[int, int]]) -> list[TimeMention]:
    """The times of the lines that hold claims and of the lines before them, and the first ones: all that a claim's time is read against."""
    out = list(a.times[:HEAD_TIMES])
    high = -1
    for start, end in claims:
        if end <= high:  # in a line that was taken
            continue
        high = a.text.find("\n", end)
        high = high if high >= 0 else len(a.text)
        low = a.text.rfind("\n", 0, max(0, a.text.rfind("\n", 0, start)))
        first = bisect_left(a.times, max(low, out[-1].end if out else 0), key=_start)
        out.extend(a.times[first : bisect_left(a.times, high, key=_start)])
    return out


def _claim(
    a: Analysis, place: _Place, item: Labelled, source: Source | None, about: Pair, time: TimeSpan | None, coming: tuple[int, int] | None
) -> Claim:
    q = _original(item.quantity, a.source.text)
    k = bisect_right(place.clauses, q.start, key=_low) - 1
    clause = place.clauses[k] if k >= 0 and q.start < place.clauses[k][1] else place.sentence
    assert q.kind is not None and q.relation is not None
    return Claim(
        id=f"{a.source.id}#{q.start}-{q.end}",
        start=q.start, end=q.end, text=q.text, sentence=Extent(*place.sentence),
        kind=q.kind, value=q.value, low=q.low, high=q.high, relation=q.relation,
        unit=q.unit or "1", unit_text=q.unit_text, change=q.change,
        modality=modality_of(a.text, q.start, q.end, clause, place.sentence, coming),
        entity=_span(a, about[0]), property=_span(a, about[1]), time=time,
        source=source, confidence=item.claim, rule=q.rule,
    )  # fmt: skip


def _span(a: Analysis, at: tuple[int, int] | None) -> Span | None:
    return Span(at[0], at[1], a.source.text[at[0] : at[1]]) if at and at[0] < at[1] else None


def _time(
    a: Analysis, anchor: Anchor, times: list[TimeMention], readings: list[str | None], chosen: TimeMention | None, amount: Quantity
) -> TimeSpan | None:
    """The chosen time with its reading, relative to the document's date and the times before it."""
    if chosen is None:
        return None
    edtf = read_chosen(chosen, a.text, times, readings, anchor, amount.start, amount.kind)
    return TimeSpan(chosen.start, chosen.end, a.source.text[chosen.start : chosen.end], edtf)


def _mention(a: Analysis, item: Labelled) -> Mention:
    q = item.quantity
    assert item.label is not None
    return Mention(q.start, q.end, a.source.text[q.start : q.end], item.label, round(item.confidence, 4))


def load(
    model: str | Path = "default",
    published: str | None = None,
    threshold: float | None = None,
    threshold_usable: float | None = None,
) -> Pipeline:
    """A pipeline with the model of that name or folder. Raises ModelError, and UsageError for a date that is none."""
    if published is not None:
        try:
            datetime.date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"--published {published!r}: a date such as 2026-03-02 is expected") from None
    for least in (threshold, threshold_usable):
        if least is not None and not 0 <= least <= 1:
            raise UsageError(f"a threshold of {least}: a number from 0 to 1 is expected")
    return Pipeline(load_model(model), published, threshold, threshold_usable)
