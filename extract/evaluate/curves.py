"""What confidences are worth: precision at thresholds, risk by coverage, reliability, the threshold for a precision.

Over all candidates, the claims of the run and those below its threshold (``zhclaims extract --mentions`` writes them): the
more of them there are, the further to the left a curve goes. A candidate below the threshold can stand for a gold claim that
the run itself did not find, so every curve goes through the point of the run. Candidates that touch an optional mark only are
left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extract.calibration import Bin, Choice, brier, calibration_band, calibration_error, reliability, threshold_for
from extract.evaluate.bootstrap import Interval, interval, resample
from extract.evaluate.outcomes import Compared, Outcome
from extract.evaluate.scores import ratio

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
TARGETS = (0.9, 0.95, 0.98, 0.99)
POINTS = 200
"""A curve is written with at most about so many points."""
Of = Literal["claim", "usable"]


class Candidates(Struct, frozen=True):
    """Every candidate, an entry in each array: confidences, whether it is a claim and a usable one, index of its document.

    ``usable_scores`` is None where the predictions have no ``confidence_usable``; ``gold`` counts the claims to be found.
    """

    scores: NDArray[np.float64]
    usable_scores: NDArray[np.float64] | None
    claim: NDArray[np.bool_]
    usable: NDArray[np.bool_]
    documents: NDArray[np.int64]
    gold: int


class Threshold(Struct, frozen=True):
    """What is kept from a confidence on: how many, which share of all candidates, its precision, recall, and usable precision."""

    threshold: float
    claims: int
    coverage: float
    precision: float
    interval: Interval | None
    recall: float
    usable_precision: float


class RiskCoverage(Struct, frozen=True):
    """Risk (share of wrong ones) when only the surest are kept, by coverage (share kept); ``area``: mean risk, the lower the better."""

    coverage: list[float]
    risk: list[float]
    area: float


class Reliability(Struct, frozen=True):
    """Confidence against outcome: Brier score, calibration error with its band under perfect calibration, the bins."""

    count: int
    brier: float
    error: float
    band: Interval
    bins: list[Bin]


class Curves(Struct, frozen=True):
    """All that is said of confidences; by what they are the confidence of where there are two."""

    candidates: int
    thresholds: list[Threshold]
    targets: list[Choice]
    risk: dict[Of, RiskCoverage]
    reliability: dict[Of, Reliability]


def curves(compared: Sequence[Compared], drawn: NDArray[np.int64]) -> Curves | None:
    """The curves; None where the predictions give no confidence."""
    found = candidates(compared)
    if found is None:
        return None
    usable = found.scores if found.usable_scores is None else found.usable_scores
    trusted: dict[Of, Reliability] = {"claim": _reliability(found.scores, found.claim)}
    if found.usable_scores is not None:
        trusted["usable"] = _reliability(found.usable_scores, found.usable)
    risks: dict[Of, RiskCoverage] = {"claim": _risk(found.scores, found.claim), "usable": _risk(usable, found.usable)}
    rows = [_threshold(found, least, drawn) for least in THRESHOLDS if (found.scores >= least).any()]
    return Curves(len(found.scores), rows, _targets(found), risks, trusted)


def candidates(compared: Sequence[Compared]) -> Candidates | None:
    """The candidates of all documents; None where not every one has a confidence."""
    outcomes = [o for document in compared for o in (*document.outcomes, *document.below)]
    said = [(o, o.pred) for o in outcomes if o.pred]
    if not said or any(pred.confidence is None for _, pred in said):
        return None
    given = [pred.confidence_usable for _, pred in said]
    known = [score for score in given if score is not None]
    return Candidates(
        scores=np.array([pred.confidence for _, pred in said], float),
        usable_scores=np.array(known, float) if len(known) == len(given) else None,
        claim=np.array([o.found for o, _ in said], bool),
        usable=np.array([o.usable for o, _ in said], bool),
        documents=np.array([o.document for o, _ in said], np.int64),
        gold=_gold([o for document in compared for o in document.outcomes]),
    )


def _gold(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.gold is not None for outcome in outcomes)


def _threshold(found: Candidates, least: float, drawn: NDArray[np.int64]) -> Threshold:
    kept = found.scores >= least
    sums = np.zeros((drawn.shape[1], 2))
    np.add.at(sums, found.documents[kept], np.stack([found.claim[kept], np.ones(kept.sum())], axis=1))
    resampled = resample(drawn, sums)
    spread = interval(ratio(resampled[:, 0], resampled[:, 1]), len(np.unique(found.documents[kept])))
    number = int(kept.sum())
    right = found.claim[kept].sum()
    return Threshold(
        least,
        number,
        number / len(kept),
        float(right / number),
        spread,
        float(right / found.gold) if found.gold else 0.0,
        float(found.usable[kept].mean()),
    )


def _targets(found: Candidates) -> list[Choice]:
    """The thresholds for some precisions; gold claims without a candidate count in the share that is kept."""
    lost = np.zeros(max(0, found.gold - int(found.claim.sum())))
    scores, claim = np.concatenate([found.scores, lost]), np.concatenate([found.claim, lost == 0])
    documents = np.concatenate([found.documents, np.full(len(lost), -1)])
    return [threshold_for(target, scores, claim, documents) for target in TARGETS]


def _risk(scores: NDArray[Any], right: NDArray[Any]) -> RiskCoverage:
    """Equal confidences are kept or dropped together; the area takes them in any order, by their mean."""
    levels, groups, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    wrong = np.bincount(groups, ~right, minlength=len(levels))
    kept = np.cumsum(counts)
    risk = np.cumsum(wrong) / kept
    steps = np.repeat(wrong / counts, counts)
    area = float(np.mean(np.cumsum(steps) / np.arange(1, len(steps) + 1)))
    some = np.unique(np.linspace(0, len(levels) - 1, min(POINTS, len(levels))).astype(int))
    return RiskCoverage((kept[some] / len(scores)).tolist(), risk[some].tolist(), area)


def _reliability(scores: NDArray[Any], right: NDArray[Any]) -> Reliability:
    return Reliability(len(scores), brier(scores, right), calibration_error(scores, right), calibration_band(scores), reliability(scores, right))
