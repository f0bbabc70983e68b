"""The estimators that are compared, and how: claim precision where 95 % of the claims are found, by cross-validation.

The linear ones become a matrix of weights, features × classes, as the model is stored (``claim.model``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from msgspec import Struct

from extract.calibration import Array, brier
from extract.claim.features import WIDE
from extract.claim.model import NO_MENTION, LabelModel
from extract.claim.usable import log_odds
from extract.schema import LABELS
from extract.train.examples import Example, Sample, folds

MIN_COUNT = 2
"""A feature seen in fewer mentions of the training documents is left out."""
STRENGTH = 1.0
"""Inverse of the L2 penalty of the regression (scikit-learn's ``C``)."""
MARGIN_STRENGTH = 0.1
"""The same of the support vector machine."""
CLASSES = tuple(sorted((*LABELS, NO_MENTION)))
FOLDS = 5
RECALL = 0.95
WIDE_SCALE = 0.4
"""What a wide feature counts in training instead of 1, so that the penalty holds it back; its weight is scaled likewise."""
_BIAS = "bias"

Fitted = Callable[[Sequence[Example]], Array]
"""Examples → the probability of each class (examples × classes)."""
Fit = Callable[[list[Example]], Fitted]


class Compared(Struct, frozen=True):
    """A method on held-out mentions: claim precision at RECALL, and precision, recall and Brier score at a half."""

    method: str
    precision_at_recall: float
    precision: float
    recall: float
    brier: float


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy and scikit-learn work in one thread: the arrays are small, so that threads would mostly wait for one another."""
    import sklearn.ensemble  # noqa: F401 (only libraries that are loaded can be held)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def scales(names: Sequence[str]) -> Array:
    """What each feature counts in training."""
    return np.array([WIDE_SCALE if name.startswith(WIDE) else 1.0 for name in names])


def design(examples: Sequence[Example], names: list[str]) -> Any:
    """The sparse matrix of examples × features: what a feature counts where it is given, else 0."""
    from scipy.sparse import csr_matrix

    index = {name: i for i, name in enumerate(names)}
    columns = [sorted({index[name] for name in e.features if name in index}) for e in examples]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([c for row in columns for c in row], dtype=np.intp)
    return csr_matrix((scales(names)[flat], flat, ends), shape=(len(examples), len(names)))


def feature_names(examples: Sequence[Example]) -> list[str]:
    """The features that are seen often enough, sorted; the bias is always one."""
    counts = Counter(name for e in examples for name in set(e.features))
    return sorted({name for name, n in counts.items() if n >= MIN_COUNT} | {_BIAS})


def fit_regression(examples: list[Example]) -> tuple[list[str], Array]:
    """Feature names and weights (features × CLASSES) of a multinomial logistic regression with an L2 penalty."""
    from sklearn.linear_model import LogisticRegression

    names = feature_names(examples)
    regression = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False, tol=1e-8)
    regression.fit(design(examples, names), [e.label for e in examples])
    rows = regression.coef_
    if len(regression.classes_) == 2:  # one row for the second class: half of it each way gives the same probabilities
        rows = np.vstack([-rows[0] / 2, rows[0] / 2])
    return names, _weights(names, rows, regression.classes_)


def fit_margin(examples: list[Example]) -> tuple[list[str], Array]:
    """The same of a linear support vector machine, one class against the rest; a temperature makes probabilities of margins."""
    from sklearn.svm import LinearSVC

    names = feature_names(examples)
    machine = LinearSVC(C=MARGIN_STRENGTH, fit_intercept=False, random_state=0, max_iter=20_000)
    machine.fit(design(examples, names), [e.label for e in examples])
    rows = machine.coef_
    if len(machine.classes_) == 2:
        rows = np.vstack([-rows[0], rows[0]])
    return names, _weights(names, rows, machine.classes_)


def _weights(names: list[str], rows: Array, classes: Sequence[str]) -> Array:
    """The weights in the order of CLASSES; a class without examples gets no chance."""
    weights = np.zeros((len(names), len(CLASSES)))
    weights[names.index(_BIAS)] = -100.0
    for row, label in zip(rows, classes, strict=True):
        weights[:, CLASSES.index(label)] = row * scales(names)
    return weights


def linear(fit: Callable[[list[Example]], tuple[list[str], Array]]) -> Fit:
    """A linear method as one that predicts."""

    def fitted(examples: list[Example]) -> Fitted:
        names, weights = fit(examples)
        model = LabelModel("", {n: i for i, n in enumerate(names)}, weights, CLASSES, 1.0, 0.5, {})
        return lambda held: model.probabilities([e.features for e in held])

    return fitted


def few(e: Example) -> tuple[str, ...]:
    """What the trees see of an example: rule, reading, and the characters beside it."""
    q, named = e.quantity, dict(name.partition("=")[::2] for name in e.features)
    return (q.rule, q.label, q.unit or "", str(q.kind), str(q.relation), *(named.get(key, "") for key in ("size", "l1", "r1", "last", "shape")))


def fit_trees(examples: list[Example]) -> Fitted:
    """Gradient boosting over few features, each a category, for claims against the rest; rare values of one are taken together."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    columns = list(zip(*map(few, examples), strict=True))
    codes = [{value: i + 1 for i, (value, n) in enumerate(sorted(Counter(c).items(), key=lambda p: (-p[1], p[0]))[:200]) if n > 1} for c in columns]
    trees = HistGradientBoostingClassifier(
        learning_rate=0.1, max_iter=100, max_leaf_nodes=15, early_stopping=False, random_state=0, categorical_features=[True] * len(codes)
    )

    def coded(held: Sequence[Example]) -> Array:
        return np.array([[code.get(value, 0) for code, value in zip(codes, few(e), strict=True)] for e in held])

    trees.fit(coded(examples), [e.label == "claim" for e in examples])

    def predict(held: Sequence[Example]) -> Array:
        table = np.zeros((len(held), len(CLASSES)))
        table[:, CLASSES.index("claim")] = trees.predict_proba(coded(held))[:, list(trees.classes_).index(True)]
        return table

    return predict


METHODS: dict[str, Fit] = {
    "logistic regression": linear(fit_regression),
    "linear support vector machine": linear(fit_margin),
    "gradient boosting on few features": fit_trees,
}
SHIPPED = {"logistic regression": fit_regression, "linear support vector machine": fit_margin}
"""The methods that become a matrix of weights."""


def compare(documents: Sequence[Sample], say: Callable[[str], None]) -> list[Compared]:
    """Each method by cross-validation over documents, best first; scores are calibrated by those of the other folds."""
    parts = [(others, [e for d in held for e in d.examples]) for others, held in folds(documents, FOLDS)]
    parts = [(others, held) for others, held in parts if held]
    truth = [np.array([e.label == "claim" for e in held]) for _, held in parts]
    out = []
    for name, fit in METHODS.items():
        say(f"cross-validating on {len(parts)} parts: {name}")
        scores = [claim_scores(fit([e for d in others for e in d.examples])(held), held) for others, held in parts]
        out.append(compared(name, np.concatenate(_calibrated(scores, truth)), np.concatenate(truth)))
    return sorted(out, key=lambda c: -c.precision_at_recall)


def _calibrated(scores: list[Array], truth: list[Array]) -> list[Array]:
    """The scores of each part, their log-odds fitted to the outcomes of the other parts."""
    out = []
    for k, own in enumerate(scores):
        others = [i for i in range(len(scores)) if i != k]
        if not others:
            return scores
        slope, intercept = platt(log_odds(np.concatenate([scores[i] for i in others])), np.concatenate([truth[i] for i in others]))
        out.append(np.where(own > 0, 1 / (1 + np.exp(-(slope * log_odds(own) + intercept))), 0.0))
    return out


def platt(odds: Array, right: Array, weights: Array | None = None) -> tuple[float, float]:
    """Slope and intercept that make log-odds fit the outcomes best, to four decimals; (1, 0) where there is one outcome only.

    ``weights`` say how much each outcome counts (1 where they are not given).
    J. Platt (1999), Probabilistic outputs for support vector machines and comparisons to regularized likelihood methods.
    """
    from sklearn.linear_model import LogisticRegression

    if len(set(right.tolist())) < 2:
        return 1.0, 0.0
    fitted = LogisticRegression(C=1e4, tol=1e-10, max_iter=1000).fit(odds[:, None], right, sample_weight=weights)
    slope = round(float(fitted.coef_[0, 0]), 4)
    return (slope, round(float(fitted.intercept_[0]), 4)) if slope > 0 else (1.0, 0.0)


def claim_scores(table: Array, examples: Sequence[Example]) -> Array:
    """The probability of a claim of each example; 0 where it states no amount."""
    return np.asarray(table[:, CLASSES.index("claim")] * np.array([e.readable for e in examples]))


def compared(name: str, scores: Array, truth: Array) -> Compared:
    """The figures of a method from its claim scores."""
    said = scores >= 0.5
    hits = float((said & truth).sum())
    at = np.searchsorted(np.cumsum(truth[np.argsort(-scores, kind="stable")]), np.ceil(RECALL * truth.sum()))
    figures = (RECALL * truth.sum() / (at + 1), hits / max(1, said.sum()), hits / max(1, truth.sum()), brier(scores, truth))
    return Compared(name, *(round(float(figure), 4) for figure in figures))
