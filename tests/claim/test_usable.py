"""The usable score: features that a reader sees, and probabilities from their weights."""

import numpy as np
import pytest

import extract
from extract.claim.usable import UsableModel, set_usable, usable_features
from extract.pipeline import load

CASES = [
    ("据统计局公布，产量达三成。", {"source=given", "kind=percent", "unit=%", "quoted=False"}, {"source=none"}),
    ("产量达三成。", {"source=none", "source=none,kind=percent"}, {"source=given"}),
    ("他说：“产量约为3000吨。”", {"quoted=True", "relation=~", "unit=t"}, {"quoted=False"}),
    ("价格为110美元/公斤。", {"unit=rate", "kind=money", "value=number"}, set()),
    ("共有三十座矿山。", {"unit=counter"}, set()),
    ("耗时三到五年。", {"value=none", "relation=.."}, {"value=number"}),
]


@pytest.mark.parametrize(("text", "given", "absent"), CASES)
def test_features_say_what_stands_in_the_claim(text, given, absent):
    (claim,) = extract.extract(text).claims
    names = set(usable_features(text, claim))
    assert given <= names and not absent & names


def test_the_twin_in_the_other_script_has_the_same_features_but_for_the_cue():
    one, two = "海关总署表示，出口达三成。", "海關總署表示，出口達三成。"
    found = [set(usable_features(text, extract.extract(text).claims[0])) for text in (one, two)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("weights", "slope", "intercept", "confidence", "chance"),
    [
        ({}, 1.0, 0.0, 0.9, 0.5),
        ({"bias": 1.0}, 1.0, 0.0, 0.9, 1 / (1 + np.exp(-1))),
        ({"bias": 1.0}, 2.0, -2.0, 0.9, 0.5),
        ({"confidence": 1.0}, 1.0, 0.0, 0.9, 0.9),
        ({"confidence": 1.0}, 1.0, 0.0, 1.0, 0.9999),
    ],
)
def test_chances_are_the_logistic_of_the_weights(weights, slope, intercept, confidence, chance):
    model = UsableModel(weights, slope, intercept)
    assert model.probabilities([(confidence, ["bias", "unknown"])])[0] == pytest.approx(chance)
    assert model.probabilities([]).shape == (0,)


def test_documents_without_claims_stay_empty():
    document = load()("产量达三成。")
    model = UsableModel({"bias": 0.0}, 1.0, 0.0)
    claims = list(document.claims)
    set_usable(model, [("", []), (document.text, claims), ("x", [])])
    assert [claim.confidence_usable for claim in claims] == [0.5]
