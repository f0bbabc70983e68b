"""What is remembered of features weighs what the features weigh."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from extract.claim import sums
from extract.claim.features import features, seen
from extract.claim.model import load
from extract.pipeline import analyse
from extract.schema import Text

TEXTS = [
    "去年，两人再次见面，三年花掉5亿元。\n停业三年",
    "学习“四个意识”，标准GB 4.5规定（2.0）与版本3.0，2023年第112期。",
    "《三国》共120回；北港出口12.5万吨，增长近九成，约合110美元/公斤。",
]


@pytest.fixture(scope="module")
def model():
    return load("default")


def places(texts):
    for text in texts:
        a = analyse(Text(id="t", text=text))
        yield from ((a.text, a.quantities, i) for i in range(len(a.quantities)))


def both(model, texts):
    """The probabilities by what is remembered, and by the names of the features."""
    found = list(places(texts))
    return model.probabilities_of_seen(seen(*place) for place in found), model.probabilities([features(*place) for place in found])


def test_remembered_or_not_the_probabilities_are_those_of_the_features(model):
    for _ in range(2):
        ours, expected = both(model, TEXTS)
        assert len(ours) > 10
        assert np.allclose(ours, expected, atol=1e-12)


@given(st.text("三5万吨年%，。“”《GB.第个\n零a", max_size=40))
def test_any_text(model, text):
    ours, expected = both(model, [text])
    assert np.allclose(ours, expected, atol=1e-12)


def test_what_is_forgotten_is_weighed_anew(model, monkeypatch):
    monkeypatch.setattr(sums, "REMEMBERED", 3)
    for text in TEXTS * 2:
        ours, expected = both(model, [text])
        assert np.allclose(ours, expected, atol=1e-12)
    assert len(model.sums.places) < sum(len(seen(*place)[0]) for place in places(TEXTS))


def test_a_model_made_from_another_remembers_nothing_of_it(model):
    both(model, TEXTS)
    other = replace(model, weights=-model.weights)
    ours, expected = both(other, TEXTS)
    assert np.allclose(ours, expected, atol=1e-12)
    assert not np.allclose(ours, both(model, TEXTS)[0])


def test_a_copy_for_another_process_begins_empty(model):
    ours, _ = both(model, TEXTS)
    copy = pickle.loads(pickle.dumps(model))
    assert not copy.sums.places
    assert (both(copy, TEXTS)[0] == both(model, TEXTS)[0]).all()
    assert np.allclose(ours, both(copy, TEXTS)[0], atol=1e-12)


def test_several_threads_may_ask_one_model(model):
    fresh = replace(model)
    texts = [text.replace("三", char) for text in TEXTS for char in "二三四五六七八九"]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: both(fresh, [text]), texts))
    assert all(np.allclose(ours, expected, atol=1e-12) for ours, expected in found)
