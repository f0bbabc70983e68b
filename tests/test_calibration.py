"""Calibration: known answers, properties, and a promise of precision that holds on draws it was not chosen on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import calibration as c

PREDICTIONS = st.lists(st.tuples(st.integers(1, 100), st.booleans(), st.integers(0, 5)), min_size=1, max_size=60)


def arrays(predictions):
    scores, right, documents = zip(*predictions, strict=True)
    return np.array(scores) / 100, np.array(right), np.array(documents)


@pytest.mark.parametrize(
    ("scores", "right", "brier", "error"),
    [
        ([1.0, 0.0], [True, False], 0.0, 0.0),
        ([1.0, 0.0], [False, True], 1.0, 1.0),
        ([0.5, 0.5], [True, False], 0.25, 0.0),
        ([0.9, 0.9, 0.9, 0.9], [True, True, True, False], 0.21, 0.15),
        ([], [], 0.0, 0.0),
    ],
)
def test_known_answers(scores, right, brier, error):
    assert c.brier(np.array(scores), np.array(right, bool)) == pytest.approx(brier)
    assert c.calibration_error(np.array(scores), np.array(right, bool)) == pytest.approx(error)


def test_bins_of_equal_mass():
    scores = np.array([0.1, 0.2, 0.3, 0.4, 0.9])
    assert c.reliability(scores, np.array([0, 0, 1, 0, 1], bool), 2) == [
        c.Bin(0.1, 0.3, 3, pytest.approx(0.2), pytest.approx(1 / 3)),
        c.Bin(0.4, 0.9, 2, pytest.approx(0.65), 0.5),
    ]


@given(PREDICTIONS, st.integers(1, 12), st.randoms())
def test_the_order_of_predictions_does_not_matter(predictions, bins, random):
    scores, right, documents = arrays(predictions)
    random.shuffle(predictions)
    other = arrays(predictions)
    assert c.calibration_error(scores, right, bins) == pytest.approx(c.calibration_error(*other[:2], bins))
    found, same = c.reliability(scores, right, bins), c.reliability(*other[:2], bins)
    assert [b.right for b in found] == pytest.approx([b.right for b in same])
    assert sum(b.count for b in found) == len(scores) and max(b.count for b in found) - min(b.count for b in found) <= 1
    assert sum(b.count * b.right for b in found) == pytest.approx(right.sum())
    assert c.threshold_for(0.5, scores, right, documents) == c.threshold_for(0.5, *other)


def test_the_band_holds_what_is_calibrated_and_not_what_is_overconfident():
    random = np.random.default_rng(1)
    inside = 0
    for _ in range(100):
        scores = random.beta(8, 1, 300)
        low, high = c.calibration_band(scores, draws=500)
        assert 0 < low < high
        inside += low <= c.calibration_error(scores, random.random(300) < scores) <= high
        assert c.calibration_error(scores, random.random(300) < scores - 0.25) > high
    assert 88 <= inside <= 100


@pytest.mark.parametrize(
    ("hits", "count", "bound"),
    [(0, 0, 0.0), (0, 5, 0.0), (100, 100, 0.983842), (95, 100, 0.914086)],  # by hand from the formula of the score interval
)
def test_wilson(hits, count, bound):
    assert c.wilson_bound(np.array([hits]), np.array([count]))[0] == pytest.approx(bound, abs=1e-6)


def test_errors_that_go_together_lower_the_bound():
    scores, right = np.full(400, 0.9), np.arange(400) % 20 > 0
    apart = c.precision_bounds(scores, right, np.arange(400), np.array([0.5]))
    right = np.arange(400) >= 20
    together = c.precision_bounds(scores, right, np.arange(400) // 20, np.array([0.5]))
    assert 0.93 < apart[0] < 0.95
    assert together[0] < apart[0] - 0.02


def test_the_lowest_threshold_that_reaches_the_target():
    scores = np.repeat([0.2, 0.6, 0.9], [100, 100, 300])
    right = np.concatenate([np.arange(100) < 50, np.arange(100) < 97, np.ones(300, bool)])
    choice = c.threshold_for(0.98, scores, right, np.arange(500))
    assert choice.threshold == 0.6
    assert (choice.count, choice.documents, choice.reason) == (400, 400, None)
    assert choice.precision == pytest.approx(397 / 400)
    assert choice.kept == pytest.approx(397 / 447)
    assert 0.98 <= choice.bound < choice.precision
    assert c.threshold_for(0.995, scores, right, np.arange(500)).threshold is None
    assert c.threshold_for(0.99, scores, right, np.arange(500)).threshold == 0.9


def test_what_counts_more_weighs_more():
    scores, documents = np.full(400, 0.9), np.arange(400)
    right, first = np.arange(400) % 10 > 0, np.arange(400) < 200
    right[first] = True  # no error in the first half, one in five in the other
    right[~first] = np.arange(200) % 5 > 0
    plain = c.threshold_for(0.5, scores, right, documents)
    even = c.threshold_for(0.5, scores, right, documents, np.full(400, 3.0))
    tilted = c.threshold_for(0.5, scores, right, documents, np.where(first, 4.0, 1.0))
    assert plain.precision == even.precision == pytest.approx(0.9) and plain.bound == pytest.approx(even.bound)
    assert tilted.precision == pytest.approx((4 + 0.8) / 5) and tilted.kept == 1
    alone = c.wilson_bound(np.array([400 * tilted.precision]), np.array([400]))[0]
    assert tilted.bound < alone, "unequal counts are worth fewer predictions"


def test_claims_that_nothing_found_are_never_kept_but_counted():
    scores, right = np.array([0.0] * 100 + [0.9] * 100), np.ones(200, bool)
    choice = c.threshold_for(0.9, scores, right, np.arange(200))
    assert (choice.threshold, choice.count, choice.kept) == (0.9, 100, 0.5)


@pytest.mark.parametrize(
    ("scores", "target", "words"),
    [([], 0.9, "no predictions"), ([0.0], 0.9, "no predictions"), ([0.9] * 50, 0.98, "at least 81 without an error"), ([0.9] * 500, 1.0, "no sample")],
)
def test_too_little_support_says_why(scores, target, words):
    choice = c.threshold_for(target, np.array(scores), np.ones(len(scores), bool), np.arange(len(scores)))
    assert choice.threshold is None and words in choice.reason


@given(PREDICTIONS, st.floats(0.01, 0.99))
def test_a_threshold_reaches_its_target_or_there_is_a_reason(predictions, target):
    scores, right, documents = arrays(predictions)
    choice = c.threshold_for(target, scores, right, documents, draws=100)
    assert (choice.threshold is None) == (choice.reason is not None) == (choice.bound < target)
    assert 0 <= choice.bound <= 1 and 0 <= choice.kept <= 1
    if choice.threshold is not None:
        assert choice.precision >= target


def test_the_promise_holds_on_text_that_was_not_used_to_choose():
    """Documents whose claims share an error rate: of 60 calibration sets one in ten promises too much."""
    random = np.random.default_rng(2)

    def sample(documents):
        names = np.repeat(np.arange(documents), 8)
        scores = random.beta(6, 1, len(names))
        chance = np.clip(scores + np.repeat(random.normal(0, 0.05, documents), 8), 0, 1)
        return scores, random.random(len(names)) < chance, names

    scores, right, _ = sample(20_000)
    kept = 0
    for _ in range(60):
        choice = c.threshold_for(0.9, *sample(100), draws=300)
        assert choice.threshold is not None
        kept += right[scores >= choice.threshold].mean() >= 0.9
    assert 48 <= kept < 60  # nine in ten, and no bound so low that it never fails
