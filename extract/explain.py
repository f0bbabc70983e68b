"""How each number of a text was read, labelled and attributed: the derivation behind a record, for readers.

    normalise, find (pipeline.analyse) → pieces and steps (derive) → label with the weights behind it → source, frame, time
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from extract.claim.features import features
from extract.claim.label import Labelled, label_documents, readable
from extract.claim.model import LabelModel
from extract.derive import derive
from extract.link.pairs import Candidate, candidates, weight_of
from extract.link.scene import Frame
from extract.link.source import Reported, reported, source_of
from extract.link.when_pairs import Dated, Dating, dating_weight, is_ruled, score
from extract.pieces import Piece
from extract.pipeline import Analysis, Pipeline, analyse
from extract.schema import Change, Claim, Kind, Label, Quantity, Relation, Source, Span, Text

STRONGEST = 5
"""How many features a reader is shown on either side."""
LIKELIEST = 3
"""How many candidates for the entity and the property are named."""
_FORMS = {"prep": "preposition (据…, 援引…)", "say": "verb of saying", "unnamed": "unnamed source", "caption": "source line"}
TELLING = 3
"""How many features of a candidate source are named, those of the greatest weight."""


class Weight(Struct, frozen=True):
    """A feature of the mention and how much it speaks for a claim (below zero: against), in logits against the mean label."""

    feature: str
    weight: float


class Attribution(Struct, frozen=True):
    """Why a claim has its source: the form of the reporting words, the words, and the stretch of text that they report."""

    form: str
    words: Span
    scope: Span
    carried: int


class Scored(Struct, frozen=True):
    """A phrase that could be the entity or the property, and its score; to take none scores 0."""

    start: int
    end: int
    text: str
    score: float


class Considered(Struct, frozen=True):
    """A candidate for the source of a claim: its name (null: the author's own voice), the words that would credit it, its
    probability among all, its score in logits (null has 0) and the features that weigh most in that.
    """

    name: str | None
    words: Span | None
    probability: float
    score: float
    features: tuple[Weight, ...]


class Timed(Struct, frozen=True):
    """A candidate for the time of a claim: its words (null: the text gives none), whether the rules chose it, its score and what weighs most in that."""

    words: Span | None
    ruled: bool
    score: float
    features: tuple[Weight, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """One numeric mention: its label, the rule and pieces of its reading, the weights of its label, its links if a claim.

    ``label`` is the likeliest label or null where a reader would mark nothing, ``confidence`` its probability and ``claim`` the
    probability of a claim; ``readable``: it states an amount; ``accepted``: the probability reaches the threshold. ``linked`` is
    the claim as a record has it, null where the mention is none; ``considered`` are the candidates for its source, likeliest first,
    ``times`` those for its time, by score: empty where the rules found the time in the clause of the claim, or there was none.
    """

    start: int
    end: int
    text: str
    label: Label | None
    confidence: float
    claim: float
    rule: str
    pieces: tuple[Piece, ...]
    steps: tuple[str, ...]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: Relation | None
    unit: str | None
    kind: Kind | None
    change: Change | None
    readable: bool
    accepted: bool
    supporting: tuple[Weight, ...]
    opposing: tuple[Weight, ...]
    linked: Claim | None
    attribution: Attribution | None
    entities: tuple[Scored, ...]
    properties: tuple[Scored, ...]
    considered: tuple[Considered, ...]
    times: tuple[Timed, ...]


def explain(pipeline: Pipeline, text: str) -> list[Explanation]:
    """Every numeric mention of ``text`` in order, claim or not, with how it was read; offsets are code points into ``text``."""
    document = Text(id="text", text=text)
    analysis = analyse(document)
    (labelled,) = label_documents(pipeline.model, [(analysis.text, analysis.quantities)])
    record = pipeline(document, mentions=True)
    others = record.mentions if isinstance(record.mentions, tuple) else ()
    claims = {claim.start: claim for claim in (*record.claims, *others) if isinstance(claim, Claim)}
    spans = [(claim.start, claim.end) for claim in sorted(claims.values(), key=_start)]
    found = reported(analysis.text, analysis.sentences, [(t.start, t.end) for t in analysis.times], spans)
    dated = pipeline.times(analysis, labelled)
    out, floor = [], 0
    for i, item in enumerate(labelled):
        times = _times(text, *dated[item.quantity.start]) if item.quantity.start in dated else ()
        out.append(_explained(analysis, labelled, i, floor, pipeline, claims.get(item.quantity.start), found, times))
        floor = item.quantity.end
    return out


def _explained(
    a: Analysis,
    labelled: list[Labelled],
    i: int,
    floor: int,
    pipeline: Pipeline,
    claim: Claim | None,
    found: Reported,
    times: tuple[Timed, ...],
) -> Explanation:
    item, original = labelled[i], a.source.text
    q = item.quantity
    pieces, steps = derive(a.text, original, q, floor, a.region)
    entities, properties = _about(pipeline, a, labelled, claim) if claim else ((), ())
    supporting, opposing = strongest(pipeline.model, features(a.text, a.quantities, i))
    return Explanation(
        start=q.start, end=q.end, text=original[q.start : q.end], label=item.label, confidence=round(item.confidence, 4),
        claim=round(item.claim, 4), rule=q.rule, pieces=tuple(pieces), steps=tuple(steps), value=q.value, low=q.low, high=q.high,
        relation=q.relation, unit=q.unit, kind=q.kind, change=q.change, readable=readable(q), accepted=item.claim >= pipeline.threshold, supporting=supporting,
        opposing=opposing, linked=claim, attribution=_attribution(claim, original, found.frames, q),
        considered=_considered(original, found, claim) if claim else (), entities=entities, properties=properties, times=times,
    )  # fmt: skip


def _times(original: str, claim: Dated, found: list[Dating]) -> tuple[Timed, ...]:
    """The candidates for the time of a claim, those of the highest score first."""
    out = []
    for dating in found:
        time = dating.time
        ruled = is_ruled(claim, time) if time else claim.rule is None
        telling = sorted((Weight(name, dating_weight(name)) for name in dating.features), key=lambda w: -abs(w.weight))
        words = Span(time.start, time.end, original[time.start : time.end]) if time else None
        out.append(Timed(words, ruled, round(score(dating), 2), tuple(w for w in telling[:TELLING] if w.weight)))
    return tuple(sorted(out, key=lambda t: -t.score))


def strongest(model: LabelModel, names: Sequence[str]) -> tuple[tuple[Weight, ...], tuple[Weight, ...]]:
    """The features that speak for a claim and those against, strongest first; those the model does not know say nothing.

    A weight is the one for the label ``claim`` less the mean over all labels, divided by the temperature: probabilities
    depend on such differences only.
    """
    column = model.classes.index("claim")
    found = []
    for name in names:
        at = model.vocabulary.get(name)
        if at is not None:
            row = model.weights[at]
            found.append(Weight(name, round(float(row[column] - row.mean()) / model.temperature, 3)))
    found.sort(key=lambda w: (-w.weight, w.feature))
    return tuple(w for w in found if w.weight > 0), tuple(w for w in reversed(found) if w.weight < 0)


def _about(pipeline: Pipeline, a: Analysis, labelled: list[Labelled], claim: Claim) -> tuple[tuple[Scored, ...], tuple[Scored, ...]]:
    """The likeliest entities and properties of a claim."""
    ranked = pipeline.about.ranked(pipeline.asked(a, labelled, claim), LIKELIEST)
    entities, properties = (tuple(Scored(*span, a.source.text[slice(*span)], score) for score, span in scored if score > 0) for scored in ranked)
    return entities, properties


def _start(claim: Claim) -> int:
    return claim.start


def _considered(original: str, found: Reported, claim: Claim) -> tuple[Considered, ...]:
    """The candidates for the source of a claim as the linker weighed them."""
    return tuple(_weighed(original, found, c) for c in candidates(found.setting, found.frames, found.places, claim.start, {}))


def _weighed(original: str, found: Reported, candidate: Candidate) -> Considered:
    frame = candidate.frame
    source = source_of(original, frame, found) if frame else None
    weights = sorted((Weight(f, round(weight_of(f), 3)) for f in candidate.features if weight_of(f)), key=lambda w: -abs(w.weight))
    words = Span(frame.start, frame.end, original[frame.start : frame.end]) if frame else None
    score = round(sum(weight_of(f) for f in candidate.features), 3)
    return Considered(source.name if source else None, words, round(candidate.probability, 4), score, tuple(weights[:TELLING]))


def _attribution(claim: Claim | None, original: str, frames: Sequence[Frame], q: Quantity) -> Attribution | None:
    """The innermost frame around a claim that has the cues or the words of its source."""
    source = claim.source if claim else None
    fitting = [f for f in frames if source and _fits(f, source) and (f.form == "caption" or f.low <= q.start < f.high)]
    frame = max(fitting, key=lambda f: f.start, default=None)
    if frame is None:
        return None
    words, scope = (Span(low, high, original[low:high]) for low, high in ((frame.start, frame.end), (frame.low, frame.high)))
    return Attribution(_FORMS.get(frame.form, frame.form), words, scope, frame.carried)


def _fits(frame: Frame, source: Source) -> bool:
    cues = tuple((cue.start, cue.end) for cue in source.cue)
    return frame.cues == cues if cues else frame.source == (source.start, source.end)
