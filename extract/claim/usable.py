"""The second confidence: how likely a finished claim is usable, that is a claim whose value, unit and source are right too.

A logistic regression over what a reader of the record sees: the confidence that it is a claim, its rule and reading, and how
its source was found. Stored as plain numbers (``usable.json``: a weight for each named feature), applied with numpy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, repeat
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from extract.schema import Claim, Source

CONFIDENCE = "confidence"
"""The one feature that is a number: the log-odds of the confidence that it is a claim."""
LEAST = 1e-4
"""Confidences are rounded to four decimals: the least and, from 1, the most that they are taken for."""
CACHE = 1 << 12
"""How many readings are remembered with their features."""
TOGETHER = 4096
"""Claims whose features are held at once."""
_OPEN, _CLOSE = re.compile("[「『“]"), re.compile("[」』”]")


class UsableModel(Struct, frozen=True):
    """``weights`` by feature name; log-odds are their sum, scaled by ``slope`` and moved by ``intercept`` (as in ``claim.model``)."""

    weights: dict[str, float]
    slope: float
    intercept: float

    def probabilities(self, batch: Sequence[tuple[float, Sequence[str]]]) -> np.ndarray[Any, Any]:
        """The probability that each claim of a batch is usable, from its confidence and its features; unknown ones count nothing."""
        get, nothing = self.weights.get, repeat(0.0)
        sums = np.array([sum(map(get, names, nothing)) for _, names in batch], float)
        sums += get(CONFIDENCE, 0.0) * log_odds(np.array([confidence for confidence, _ in batch], float))
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slope * sums + self.intercept, -500, 500))))


def log_odds(chances: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The log-odds of probabilities, those next to 0 and 1 as LEAST away."""
    chances = np.clip(chances, LEAST, 1 - LEAST)
    return np.asarray(np.log(chances / (1 - chances)))


def set_usable(model: UsableModel, documents: Sequence[tuple[str, list[Claim]]]) -> None:
    """Give the claims of several documents, pairs of normalised text and its claims, their ``confidence_usable``.

    The lists are changed: of a long document the claims are not held twice.
    """
    features = ((claim.confidence, found) for text, claims in documents for claim, found in zip(claims, features_of(text, claims), strict=True))
    chances = _chances(model, features)
    for _, claims in documents:
        for at in range(len(claims)):
            chance = next(chances)  # the claims are read some ahead of those that are changed
            claims[at] = replace(claims[at], confidence_usable=chance)


def _chances(model: UsableModel, features: Iterator[tuple[float, Sequence[str]]]) -> Iterator[float]:
    """The probabilities of a stream of claims, of some at a time: their features take much room."""
    while together := list(islice(features, TOGETHER)):
        yield from model.probabilities(together).round(4).tolist()


def usable_features(text: str, claim: Claim) -> list[str]:
    """Named features of a finished claim in its normalised text, so that they are the same in both scripts."""
    return next(features_of(text, [claim]))


def features_of(text: str, claims: Sequence[Claim]) -> Iterator[list[str]]:
    """``usable_features`` for the claims of one text."""
    opened = [m.start() for m in _OPEN.finditer(text)] if claims else []
    closed = [m.start() for m in _CLOSE.finditer(text)] if opened else []
    for claim in claims:
        yield _features(text, claim, _quoted(opened, closed, claim))


def _features(text: str, claim: Claim, quoted: bool) -> list[str]:
    """The features of a claim that stands in a quotation or not."""
    read = _reading(claim.rule, claim.kind, claim.relation, claim.unit, claim.value is None, claim.change, claim.modality, claim.entity is None)
    return [*read, f"quoted={quoted}", *_source_features(text, claim, claim.source, quoted)]


@lru_cache(maxsize=CACHE)
def _reading(
    rule: str, kind: str, relation: str, unit: str, valueless: bool, change: str | None, modality: str, nobody: bool
) -> tuple[str, ...]:
    """What rule, reading and modality of a claim tell."""
    return (
        "bias",
        f"rule={rule}",
        f"family={rule.partition('.')[0]}",
        f"kind={kind}",
        f"relation={relation}",
        f"unit={_unit_kind(unit)}",
        f"value={'none' if valueless else 'number'}",
        f"change={change}",
        f"modality={modality}",
        f"entity={not nobody}",
    )


def _unit_kind(unit: str) -> str:
    """What sort of code a unit is: a number, a counter, a rate, or the code itself of a plain measure."""
    if unit.startswith("{") and "/" not in unit:
        return unit if unit in ("{倍}", "{rank}") else "counter"
    return "rate" if "/" in unit else unit


def _quoted(opened: list[int], closed: list[int], claim: Claim) -> bool:
    """Whether a quotation mark opened in the claim's sentence is still open at the claim; given the places of all marks, in order."""
    first = bisect_left(opened, claim.sentence.start)
    count = bisect_left(opened, claim.start, first) - first
    return count > 0 and count > bisect_left(closed, claim.start) - bisect_left(closed, claim.sentence.start)


def _source_features(text: str, claim: Claim, source: Source | None, quoted: bool) -> tuple[str, ...]:
    """Whether and how the claim is credited."""
    if source is None or source.name is None:
        return ("source=none", f"source=none,quoted={quoted}", f"source=none,kind={claim.kind}")
    return _credited(
        source.kind,
        min(len(source.cue), 2),
        min(len(source.via), 2),
        source.name != source.text,
        bool(source.citation),
        None if source.confidence is None else int(source.confidence * 5) / 5,
        None if source.start is None else _place(text, claim, source.start),
        text[source.cue[-1].start : source.cue[-1].end] if source.cue else None,
        min(len(source.text) // 4, 4) if source.text else None,
    )


@lru_cache(maxsize=CACHE)
def _credited(
    kind: str | None, cues: int, via: int, resolved: bool, cited: bool, link: float | None, place: str | None, cue: str | None, length: int | None
) -> tuple[str, ...]:
    """What is told of a source; None where there is nothing to tell."""
    out = ["source=given", f"source-kind={kind}", f"cues={cues}", f"via={via}", f"resolved={resolved}"]
    if cited:
        out.append("cited")
    if link is not None:
        out.append(f"link={link:g}")
    if place is not None:
        out.append(f"place={place}")
    if cue is not None:
        out.append(f"cue={cue}")
    if length is not None:
        out.append(f"source-length={length}")
    return tuple(out)


def _place(text: str, claim: Claim, at: int) -> str:
    """Where the words of the source stand as the claim sees it."""
    if at > claim.start:
        return "after"
    if at >= claim.sentence.start:
        between = text[at : claim.start]
        return f"sentence,{min(sum(map(between.count, '，,；;：:')), 4)}"
    return f"before,{min(text.count(chr(10), at, claim.start), 2)},{min(text.count('。', at, claim.start), 3)}"
