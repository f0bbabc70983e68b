"""From examples to a model whose confidences mean what they say: weights, temperature, slope and intercept, the usable score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from extract.calibration import Array
from extract.claim.model import LabelModel
from extract.claim.usable import CONFIDENCE, UsableModel, log_odds, usable_features
from extract.pipeline import Pipeline
from extract.train.examples import Example, Sample, folds, text_of
from extract.train.methods import CLASSES, FOLDS, SHIPPED, claim_scores, platt
from extract.train.outcomes import Outcome, Outcomes, outcomes

THRESHOLD = 0.65
"""A mention is a claim from this confidence on: precision goes first, and from 0.5 up to here recall loses next to nothing (five-fold over
train and dev: precision .9703 to .9726, recall .9859 to .9856; in the real texts of the calibration nothing)."""
LEAST_CONFIDENCE = 0.05
"""Mentions less likely to be claims are left out of all calibration: no run asks for them."""
USABLE_STRENGTH = 0.1
"""Inverse of the L2 penalty of the usable score."""
USABLE_COUNT = 5
"""A feature of fewer finished claims is left out of it."""


def fit_labels(method: str, training: Sequence[Sample], calibrating: Sequence[Sample], name: str = "") -> LabelModel:
    """A label model: weights from the training documents, calibrated on the others."""
    names, weights = SHIPPED[method]([e for d in training for e in d.examples])
    held = [e for d in calibrating for e in d.examples]
    model = LabelModel(name, {n: i for i, n in enumerate(names)}, weights, CLASSES, 1.0, THRESHOLD, {})
    model = replace(model, temperature=_temperature(model, held))
    slope, intercept = _claim_calibration(model, held)
    return replace(model, slope=slope, intercept=intercept)


def _temperature(model: LabelModel, examples: Sequence[Example]) -> float:
    """The temperature that gives the held-out mentions the highest likelihood, to two decimals."""
    gold = np.array([CLASSES.index(e.label) for e in examples])
    best, lowest = 1.0, float("inf")
    for temperature in np.arange(0.2, 3.01, 0.05):
        chances = replace(model, temperature=float(temperature)).probabilities([e.features for e in examples])
        loss = -np.log(np.maximum(chances[np.arange(len(gold)), gold], 1e-12)).mean()
        if loss < lowest:
            best, lowest = float(np.round(temperature, 2)), float(loss)
    return best


def _claim_calibration(model: LabelModel, examples: Sequence[Example]) -> tuple[float, float]:
    """Slope and intercept of the log-odds of a claim, on the held-out mentions that may be one."""
    scores = claim_scores(model.probabilities([e.features for e in examples]), examples)
    likely = scores >= LEAST_CONFIDENCE
    return platt(log_odds(scores[likely]), np.array([e.label == "claim" for e in examples])[likely])


def recalibrated(model: LabelModel, written: Sequence[Outcome], real: Sequence[Outcome]) -> LabelModel:
    """The model with slope and intercept fitted once more, to predictions of documents that their models were not trained on.

    ``written`` are those of corpora, which are full of hard cases on purpose, ``real`` those of real text: both count as much.
    """
    held = [*written, *real]
    odds, right = log_odds(np.array([o.claim.confidence for o in held])), np.array([o.right for o in held])
    slope, intercept = platt(odds, right, _equal_parts(len(written), len(real)))
    return replace(model, slope=round(slope * model.slope, 4), intercept=round(slope * model.intercept + intercept, 4))


def _equal_parts(first: int, second: int) -> Array:
    """Weights with which the first outcomes count as much as the ones after them; 1 each where either are none."""
    return np.array([1.0] * first + [first / second if first and second else 1.0] * second)


def predict(model: LabelModel, documents: Sequence[Sample]) -> Outcomes:
    """What becomes of all that a model says of some documents, down to LEAST_CONFIDENCE."""
    pipeline = Pipeline(model, threshold=LEAST_CONFIDENCE)
    gold = [d.gold for d in documents]
    return outcomes(gold, pipeline.pipe(map(text_of, gold)))


def predict_across(method: str, model: LabelModel, documents: Sequence[Sample]) -> Outcomes:
    """The same for the training documents: each part is predicted by a model of the others, calibrated as ``model`` is."""
    found, missed = [], []
    for others, held in folds(documents, FOLDS):
        names, weights = SHIPPED[method]([e for d in others for e in d.examples])
        part = predict(replace(model, vocabulary={n: i for i, n in enumerate(names)}, weights=weights), held)
        found += part.found
        missed += part.missed
    return Outcomes(found, missed)


def fit_usable(training: Sequence[Outcome], development: Sequence[Outcome], real: Sequence[Outcome]) -> tuple[UsableModel, Array]:
    """The usable score, and the scores of ``development`` and ``real`` on which it is calibrated.

    Its weights come from ``training`` and ``development``; the scores of the latter are cross-validated by document.
    """
    across = np.zeros(len(development))
    documents = sorted({o.document for o in development})
    for k in range(FOLDS):
        part = set(documents[k::FOLDS])
        held = [i for i, o in enumerate(development) if o.document in part]
        if held:
            weights = _usable_weights([*training, *(o for o in development if o.document not in part)])
            across[held] = log_odds(_chances(UsableModel(weights, 1.0, 0.0), [development[i] for i in held]))
    model = UsableModel(_usable_weights([*training, *development]), 1.0, 0.0)
    odds = np.concatenate([across, log_odds(_chances(model, real))])
    right = np.array([o.usable for o in (*development, *real)])
    slope, intercept = platt(odds, right, _equal_parts(len(development), len(real)))
    calibrated = 1 / (1 + np.exp(-(slope * odds + intercept)))
    return UsableModel(model.weights, slope, intercept), np.asarray(calibrated.round(4))


def _batch(found: Sequence[Outcome]) -> list[tuple[float, list[str]]]:
    return [(o.claim.confidence, usable_features(o.text, o.claim)) for o in found]


def _chances(model: UsableModel, found: Sequence[Outcome]) -> Array:
    return model.probabilities(_batch(found))


def _usable_weights(found: Sequence[Outcome]) -> dict[str, float]:
    """Weights by feature name, to four decimals; only a bias where all or none are usable."""
    from sklearn.linear_model import LogisticRegression

    batch, right = _batch(found), np.array([o.usable for o in found])
    if len(set(right.tolist())) < 2:
        return {"bias": round(float(np.log((right.sum() + 1) / ((~right).sum() + 1))), 4)}
    counts = Counter(name for _, names in batch for name in set(names))
    names = [CONFIDENCE, *sorted(name for name, n in counts.items() if n >= USABLE_COUNT)]
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(batch), len(names)))
    matrix[:, 0] = log_odds(np.array([confidence for confidence, _ in batch]))
    for row, (_, found_names) in enumerate(batch):
        matrix[row, [index[name] for name in found_names if name in index]] = 1.0
    fitted = LogisticRegression(C=USABLE_STRENGTH, fit_intercept=False, tol=1e-8, max_iter=5000).fit(matrix, right)
    return {name: round(float(weight), 4) for name, weight in zip(names, fitted.coef_[0], strict=True)}
