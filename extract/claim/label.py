"""From class probabilities to labels: what a mention is, and how sure that it is a claim."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, starmap
from typing import Any

import numpy as np
from msgspec import Struct

from extract.claim.features import seen
from extract.claim.model import NO_MENTION, LabelModel
from extract.schema import Label, Quantity


class Labelled(Struct, frozen=True, gc=False):
    """A mention with its label and the probability of that label; ``claim`` is the probability that it is a claim."""

    quantity: Quantity
    label: Label | None
    confidence: float
    claim: float


def readable(quantity: Quantity) -> bool:
    """Can the mention be a claim at all: has it a value or bounds?"""
    return quantity.kind is not None and not (quantity.value is None and quantity.low is None and quantity.high is None)


def label_documents(
    model: LabelModel, documents: Sequence[tuple[str, Sequence[Quantity]]], every: bool = True
) -> list[list[Labelled]]:
    """Label the mentions of several documents in one batch.

    ``documents`` are pairs of normalised text and its mentions in order. A mention without a reading is never a claim; with
    ``every`` false it is left out, since only claims are wanted. The label None marks what a reader would not mark.
    """
    chosen = [[i for i, q in enumerate(mentions) if every or readable(q)] for _, mentions in documents]
    places = [(text, mentions, i) for (text, mentions), wanted in zip(documents, chosen, strict=True) for i in wanted]
    table = model.probabilities_of_seen(starmap(seen, places))
    claim = model.classes.index("claim")
    for row, (_, mentions, i) in enumerate(places) if every else ():
        if not readable(mentions[i]):
            table[row, claim] = 0.0
            table[row] /= table[row].sum()
    best = table.argmax(axis=1)
    names: tuple[Any, ...] = tuple(None if name == NO_MENTION else name for name in model.classes)
    labels = map(names.__getitem__, best.tolist())
    confidences = table[np.arange(len(places)), best].tolist()
    claims = table[:, claim].round(4).tolist()  # as records have it: a threshold means the same
    labelled = map(Labelled, (mentions[i] for _, mentions, i in places), labels, confidences, claims)
    return [list(islice(labelled, len(wanted))) for wanted in chosen]
