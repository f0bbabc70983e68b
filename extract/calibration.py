"""How far confidences can be trusted: calibration error, and the threshold that reaches a precision.

Pure functions over numpy arrays of one length, an entry for each prediction: ``scores`` (float, 0 to 1), ``right`` (bool: was
it what the score is the probability of) and, where resampling needs it, ``documents`` (whatever names the document that the
prediction stands in). What is drawn at random is drawn from a seed: the same arrays give the same figures.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct

BINS = 10
LEVEL = 0.9
"""Confidence of a one-sided lower bound."""
QUANTILE = 1.2815515655446004
"""The normal deviate that LEVEL of all draws stay below."""
DRAWS = 2000
SEED = 20260302
_THRESHOLDS_AT_ONCE = 256

Array = np.ndarray[Any, Any]


class Bin(Struct, frozen=True):
    """A bin of a reliability diagram: the scores it spans, how many there are, their mean, and the share that is right."""

    low: float
    high: float
    count: int
    score: float
    right: float


class Choice(Struct, frozen=True):
    """The threshold for a precision: ``threshold`` is None where the predictions cannot support one, and ``reason`` says why.

    ``precision`` is that of the predictions from the threshold on, ``bound`` its one-sided lower bound, ``kept`` the share of
    all right entries that reach the threshold, ``count`` and ``documents`` how many predictions reach it and where they stand.
    Without a threshold they are those of the threshold with the highest bound.
    """

    target: float
    threshold: float | None
    precision: float
    bound: float
    kept: float
    count: int
    documents: int
    reason: str | None


def brier(scores: Array, right: Array) -> float:
    """The mean squared difference between score and outcome, 0 (perfect) to 1. Of no predictions it is 0.

    G. W. Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.
    """
    return float(np.mean((scores - right) ** 2)) if len(scores) else 0.0


def reliability(scores: Array, right: Array, bins: int = BINS) -> list[Bin]:
    """The bins of a reliability diagram, of equal mass (sizes differ by one at most), in order of score.

    Equal scores share their outcomes, so that the order of the predictions does not matter. Fewer predictions than bins give
    a bin each.
    """
    scores, right = np.asarray(scores, float), _shared(np.asarray(scores, float), np.asarray(right, float))
    order = np.argsort(scores, kind="stable")
    parts = [part for part in np.array_split(order, bins) if part.size]
    return [
        Bin(float(scores[p[0]]), float(scores[p[-1]]), p.size, float(scores[p].mean()), float(right[p].mean())) for p in parts
    ]


def _shared(scores: Array, right: Array) -> Array:
    """The outcomes, each replaced by the mean over all predictions of the same score."""
    _, groups, counts = np.unique(scores, return_inverse=True, return_counts=True)
    return np.asarray((np.bincount(groups, right) / counts)[groups]) if len(scores) else right


def calibration_error(scores: Array, right: Array, bins: int = BINS) -> float:
    """The expected calibration error with bins of equal mass: the mean distance of score and share right, by bin.

    M. P. Naeini, G. F. Cooper, M. Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning, AAAI;
    bins of equal mass after K. Nguyen, B. O'Connor (2015), Posterior calibration and exploratory analysis for natural language
    processing models, EMNLP: they are the less biased ones.
    """
    found = reliability(scores, right, bins)
    return sum(b.count * abs(b.score - b.right) for b in found) / max(1, len(scores))


def calibration_band(
    scores: Array, bins: int = BINS, level: float = 0.95, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float]:
    """Where the calibration error of these scores lies if they are perfectly calibrated: the central ``level`` of draws.

    The outcomes are drawn anew from the scores themselves, since the error of a finite sample is above zero even then.
    J. Bröcker, L. A. Smith (2007), Increasing the reliability of reliability diagrams, Weather and Forecasting 22 (consistency
    resampling). Of no predictions it is (0, 0).
    """
    scores = np.sort(np.asarray(scores, float))
    if not scores.size:
        return 0.0, 0.0
    random = np.random.default_rng(seed)
    errors = np.zeros(draws)
    for part in np.array_split(scores, bins):  # ties across an edge need no sharing: their outcomes are exchangeable
        outcomes = random.random((draws, part.size)) < part
        errors += np.abs(outcomes.sum(axis=1) - part.sum())
    low, high = np.quantile(errors / scores.size, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def precision_bounds(
    scores: Array, right: Array, documents: Array, thresholds: Array, draws: int = DRAWS, seed: int = SEED, counts: Array | None = None
) -> Array:
    """One-sided lower bounds (confidence LEVEL) of the precision of what reaches each threshold, 0 where nothing does.

    The lower of two. The bootstrap resamples documents, not claims, since the claims of a document go together (C. A. Field,
    A. H. Welsh (2007), Bootstrapping clustered data, Journal of the Royal Statistical Society B 69; percentile bound after
    B. Efron, R. J. Tibshirani (1993), An introduction to the bootstrap, chapter 13). Where errors are so few that resampling
    hardly meets them it says next to 1 for the smallest sample; there the score bound of E. B. Wilson (1927), Journal of the
    American Statistical Association 22, on the claims is the lower one. ``counts`` say how much each prediction counts (1 where they
    are not given); to Wilson's bound n predictions that count differently are (sum of counts)² / (sum of their squares) equal ones.
    """
    counts = np.ones(len(scores)) if counts is None else np.asarray(counts, float)
    scores, thresholds = np.asarray(scores, float), np.asarray(thresholds, float)
    names, groups = np.unique(documents, return_inverse=True)
    weights = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / max(1, len(names))), draws).T.astype(float)
    out = np.zeros(len(thresholds))
    for first in range(0, len(thresholds), _THRESHOLDS_AT_ONCE):
        part = slice(first, first + _THRESHOLDS_AT_ONCE)
        reached = scores >= thresholds[part, None]
        every, hits = (_by_document(which, groups, counts, len(names)) for which in (reached, reached & np.asarray(right, bool)))
        drawn = every @ weights
        shares = np.divide(hits @ weights, drawn, out=np.zeros_like(drawn), where=drawn > 0)
        squares = reached @ counts**2
        equal = np.divide(every.sum(axis=1), squares, out=np.zeros_like(squares), where=squares > 0)
        out[part] = np.minimum(np.quantile(shares, 1 - LEVEL, axis=1), wilson_bound(hits.sum(axis=1) * equal, every.sum(axis=1) * equal))
    return out


def _by_document(reached: Array, groups: Array, counts: Array, size: int) -> Array:
    """How much (thresholds × documents) reaches a threshold."""
    found = np.zeros((len(reached), size))
    rows, columns = np.nonzero(reached)
    np.add.at(found, (rows, groups[columns]), counts[columns])
    return found


def wilson_bound(hits: Array, counts: Array) -> Array:
    """The one-sided lower score bound (confidence LEVEL) of a share; 0 of nothing."""
    n = np.maximum(counts, 1)
    share, z = hits / n, QUANTILE
    middle, spread = share + z * z / (2 * n), z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.asarray(np.where(counts > 0, np.maximum(0.0, (middle - spread) / (1 + z * z / n)), 0.0))


def threshold_for(
    target: float, scores: Array, right: Array, documents: Array, counts: Array | None = None, draws: int = DRAWS, seed: int = SEED
) -> Choice:
    """The lowest threshold whose precision is ``target`` or more with confidence LEVEL (``precision_bounds``).

    Entries of score 0 are claims that no prediction found: they are never kept, but count in the share that is. A threshold
    chosen so is a promise for text like that of the predictions: choosing by a lower confidence bound is the selection with
    guaranteed risk of Y. Geifman, R. El-Yaniv (2017), Selective classification for deep neural networks, NeurIPS.
    """
    scores, right, documents = np.asarray(scores, float), np.asarray(right, bool), np.asarray(documents)
    counts = np.ones(len(scores)) if counts is None else np.asarray(counts, float)
    thresholds = np.unique(scores[scores > 0])
    if not thresholds.size:
        return Choice(target, None, 0.0, 0.0, 0.0, 0, 0, "there are no predictions to calibrate on")
    bounds = precision_bounds(scores, right, documents, thresholds, draws, seed, counts)
    enough = np.flatnonzero(bounds >= target)
    at = int(enough[0]) if enough.size else int(bounds.argmax())
    reached = scores >= thresholds[at]
    hits = float(counts[right & reached].sum())
    count, precision, bound = int(reached.sum()), hits / float(counts[reached].sum()), float(bounds[at])
    held = len(np.unique(documents[reached]))
    kept = hits / float(counts[right].sum()) if right.any() else 0.0
    reason = None if enough.size else _reason(target, precision, bound, count, held)
    return Choice(target, float(thresholds[at]) if enough.size else None, precision, bound, kept, count, held, reason)


def _reason(target: float, precision: float, bound: float, count: int, documents: int) -> str:
    """Why a target is out of reach: too few predictions, or too many that are wrong."""
    said = (
        f"at best {count} predictions in {documents} documents reach a threshold together, {precision:.3f} of them right, "
        f"which supports a precision of {bound:.3f} with {LEVEL:.0%} confidence"
    )
    needed = int(np.ceil(target * QUANTILE**2 / (1 - target))) if target < 1 else None
    if needed is None:
        return f"{said}; no sample supports a precision of 1"
    return f"{said}; a precision of {target:g} takes at least {needed} without an error"
