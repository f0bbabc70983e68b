"""What confidences are worth: thresholds, risk by coverage, reliability."""

import pytest

from extract.evaluate.bootstrap import draws
from extract.evaluate.curves import candidates, curves
from extract.evaluate.outcomes import compare_documents
from extract.evaluate.read import read_inputs


@pytest.fixture
def found(compared):
    return curves(compared, draws(len(compared)))


def test_candidates_are_claims_and_what_is_below_the_threshold(compared):
    found = candidates(compared)
    assert (len(found.scores), found.gold) == (18, 17)
    assert sorted(found.scores[:3].tolist()) == [0.7, 0.9, 0.99]
    below = found.scores < 0.5
    assert found.claim[below].tolist() == [True, False]  # 七天 is a claim of the gold, 数家 is none


def test_each_threshold_keeps_what_reaches_it(found):
    rows = {row.threshold: row for row in found.thresholds}
    assert [row.claims for row in rows.values()] == [16, 13, 12, 11, 10, 5, 2, 1]
    assert rows[0.5].precision == pytest.approx(14 / 16) and rows[0.6].precision == 1.0
    assert rows[0.5].recall == pytest.approx(14 / 17) and rows[0.9].recall == pytest.approx(10 / 17)
    assert rows[0.9].coverage == pytest.approx(10 / 18) and rows[0.9].usable_precision == pytest.approx(7 / 10)


def test_risk_by_coverage(found):
    claim = found.risk["claim"]
    assert claim.coverage == sorted(claim.coverage) and claim.coverage[-1] == 1.0
    assert claim.risk[-1] == pytest.approx(3 / 18)
    assert claim.risk[claim.coverage.index(pytest.approx(13 / 18))] == 0.0
    assert 0 < claim.area < found.risk["usable"].area < 1


def test_a_threshold_that_the_sample_cannot_support_is_not_given(found):
    assert [(choice.target, choice.threshold) for choice in found.targets] == [(0.9, None), (0.95, None), (0.98, None), (0.99, None)]
    assert all(choice.reason for choice in found.targets)


def test_reliability(found):
    trusted = found.reliability["claim"]
    assert list(found.reliability) == ["claim"]
    assert trusted.count == sum(one.count for one in trusted.bins) == 18
    assert 0 < trusted.brier < 0.2 and trusted.band[0] < trusted.band[1]


def test_the_usable_confidence_has_a_reliability_of_its_own(records, lines):
    golds, preds = zip(*records.values(), strict=True)
    sure = [pred | {name: [m | {"confidence_usable": m.get("confidence", 0.5) / 2} for m in pred[name]] for name in ("claims", "mentions")} for pred in preds]
    (given,) = read_inputs(lines("gold", golds), lines("pred", sure))
    found = curves(compare_documents(given.pairs), draws(6))
    assert list(found.reliability) == ["claim", "usable"]
    assert found.reliability["usable"].bins[-1].score < 0.5


def test_without_confidences_there_are_no_curves(records, lines):
    golds, preds = zip(*records.values(), strict=True)
    bare = [pred | {"claims": [{name: value for name, value in m.items() if name != "confidence"} for m in pred["claims"]]} for pred in preds]
    (given,) = read_inputs(lines("gold", golds), lines("pred", bare))
    assert curves(compare_documents(given.pairs), draws(6)) is None
