"""From class probabilities to labels: what a mention is, and how sure that it is a claim."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.claim.features import features
from extract.claim.model import NO_MENTION, LabelModel
from extract.schema import Label, Quantity


class Labelled(Struct, frozen=True):
    """A mention with its label and the probability of that label; ``claim`` is the probability that it is a claim."""

    quantity: Quantity
    label: Label | None
    confidence: float
    claim: float


def readable(quantity: Quantity) -> bool:
    """Can the mention be a claim at all: has it a value or bounds?"""
    return quantity.kind is not None and not (quantity.value is None and quantity.low is None and quantity.high is None)


def label_documents(model: LabelModel, documents: Sequence[tuple[str, Sequence[Quantity]]]) -> list[list[Labelled]]:
    """Label the mentions of several documents in one batch.

    ``documents`` are pairs of normalised text and its mentions in order. A mention without a reading is never a claim. The
    label None marks what a reader would not mark.
    """
    batch = [features(text, mentions, i) for text, mentions in documents for i in range(len(mentions))]
    table = model.probabilities(batch)
    claim = model.classes.index("claim")
    out: list[list[Labelled]] = []
    row = 0
    for _, mentions in documents:
        labelled = []
        for quantity in mentions:
            chances = table[row].copy()
            row += 1
            if not readable(quantity):
                chances[claim] = 0.0
                chances /= chances.sum()
            best = int(chances.argmax())
            name = model.classes[best]
            label = None if name == NO_MENTION else name
            labelled.append(Labelled(quantity, label, float(chances[best]), float(chances[claim])))  # type: ignore[arg-type]
        out.append(labelled)
    return out
