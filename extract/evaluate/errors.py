"""Every disagreement in its context, the worst first.

Worst is a claim that the text does not make, then a claim that was not found, then one that cannot be used (value, unit or
source is wrong), then one with other fields wrong; within each the one with more wrong fields, then the one that the system
was surer of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, to_builtins

from extract import view
from extract.evaluate.fields import SPANS
from extract.evaluate.match import overlap
from extract.evaluate.outcomes import Compared, Outcome, Problem, place
from extract.evaluate.prediction import Mention
from extract.evaluate.read import Pair
from extract.gold import GoldMention

CONTEXT = 40
"""Characters of the text that are shown on either side."""
GROUPS = ("extra", "missed", "not usable", "other fields")
"""The order of the list."""


class Context(Struct, frozen=True):
    """A stretch of a document, from code point ``start`` to ``end``, with the words around it."""

    document: str
    start: int
    end: int
    before: str
    words: str
    after: str


class Error(Struct, frozen=True):
    """One disagreement. ``fields`` differ; ``instead`` says what the other side has in that place, where there is anything."""

    problem: Problem
    group: str
    context: Context
    fields: tuple[str, ...]
    gold: GoldMention | None
    pred: Mention | None
    instead: str | None


def errors(compared: Sequence[Compared], outcomes: Iterable[Outcome]) -> list[Error]:
    """What is not as in the gold, the worst first."""
    found = [_error(compared[outcome.document], outcome) for outcome in outcomes if not outcome.found or outcome.wrong]
    return sorted(found, key=_badness)


def _badness(error: Error) -> tuple[int, int, float]:
    return GROUPS.index(error.group), -len(error.fields), -(error.pred.sureness if error.pred else 0.0)


def _error(document: Compared, outcome: Outcome) -> Error:
    problem: Problem = "wrong" if outcome.found else "missed" if outcome.gold else "extra"
    group = problem if problem != "wrong" else "other fields" if outcome.usable else "not usable"
    instead = _instead(document, outcome) if problem != "wrong" else None
    return Error(problem, group, context(document.pair, outcome), outcome.wrong, outcome.gold, outcome.pred, instead)


def context(pair: Pair, outcome: Outcome) -> Context:
    """The place of an outcome in its document."""
    (start, end), text = place(outcome), pair.gold.text
    return Context(pair.gold.id, start, end, text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])


def _instead(document: Compared, outcome: Outcome) -> str | None:
    """What the other side has in the place of a claim: another label, an optional mark, a claim that was not sure enough."""
    pair, mention = document.pair, outcome.gold or outcome.pred
    assert mention is not None
    if outcome.gold:
        if unsure := [o.pred for o in document.below if o.gold is outcome.gold and o.pred]:
            return f"a claim below the threshold, confidence {unsure[0].sureness:.2f}"
        others: Sequence[GoldMention] = [m for m in pair.pred.labelled if m.label != "claim"]
    else:
        others = pair.gold.mentions
    near = [m for m in others if overlap(m, mention)]
    best = max(near, key=lambda m: overlap(m, mention), default=None)
    return f"{best.label} {best.text}" if best else None


def told(mention: GoldMention | None, field: str) -> str:
    """What a claim says in one field, in words for people."""
    if mention is None:
        return ""
    claim = raw(mention)
    words: str | None
    if field == "span":
        words = f"{mention.text} ({mention.start}–{mention.end})"
    elif field in ("value", "bounds"):
        names = ("value",) if field == "value" and "value" in claim else ("value", "low", "high", "relation")
        words = view.value({name: claim.get(name) for name in names})
    elif field in ("source", "name", "via"):
        words = _credit(claim.get("source") or {}, field)
    elif field == "edtf":
        words = claim.get("time", {}).get("edtf")
    else:
        said = claim.get(field)
        words = said["text"] if field in SPANS and said else said
    return str(words or "none")


def _credit(source: Mapping[str, Any], field: str) -> str | None:
    if field == "source":
        return view.source({**source, "via": ()})
    if field == "name":
        return source.get("name") or source.get("text")
    return ", ".join(carrier.get("name") or carrier["text"] for carrier in source.get("via", ()))


def summary(mention: GoldMention) -> str:
    """A claim in one line: amount and unit, change, modality, source, what it is about, when, and that in EDTF."""
    claim = raw(mention)
    amount = view.value({name: claim.get(name) for name in ("value", "low", "high", "relation")})
    said, about, when = view.source(claim.get("source")), view.about(claim), (claim.get("time") or {}).get("edtf")
    read = [f"{amount} {claim.get('unit', '')}".strip(), claim.get("change"), claim.get("modality")]
    named = {"source": said, "about": about, "when": when}
    return "; ".join(filter(None, [*read, *(f"{name}: {words}" for name, words in named.items() if words)]))


def raw(mention: GoldMention) -> dict[str, Any]:
    """A mention as the record has it, without what is null or empty; amounts stay exact."""
    fields: Mapping[str, Any] = to_builtins(mention, builtin_types=(Decimal,))
    return {name: value for name, value in fields.items() if value not in (None, (), [], False)}
