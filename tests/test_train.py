"""Training: deterministic, equal to scikit-learn's own probabilities, and teaching when there is nothing to train on."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extract import train
from extract.claim.model import LabelModel
from extract.claim.model import load as load_model
from extract.errors import UsageError

CORPUS = Path(__file__).parents[1] / "corpora" / "first"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A corpus of eight training and three development documents."""
    folder = tmp_path_factory.mktemp("corpus") / "small"
    folder.mkdir()
    for name, count in (("train", 8), ("dev", 3)):
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:count]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_same_corpus_gives_the_same_bytes(small, tmp_path):
    for name in ("one", "two"):
        train.train([small], tmp_path / name / "model")
    for file in ("weights.npz", "features.json", "meta.json"):
        assert (tmp_path / "one" / "model" / file).read_bytes() == (tmp_path / "two" / "model" / file).read_bytes()


def test_it_writes_a_model_that_loads_and_says_what_it_was_made_of(small, tmp_path):
    said = []
    scores = train.train([small], tmp_path / "model", said.append)
    model = load_model(tmp_path / "model")
    assert model.meta["dev"] == scores
    assert set(model.meta["corpora"]) == {"small/train.jsonl", "small/dev.jsonl"}
    assert 0.5 <= model.temperature <= 3
    assert said


@pytest.mark.parametrize("labels", [["claim", "time"], ["claim", "time", "idiom", "none"]])
def test_probabilities_are_those_of_scikit_learn(labels):
    examples = [([f"f{i % 7}", f"g{i % 5}", "bias"], labels[i * i % len(labels)], True) for i in range(60)]
    names, weights = train._fit(examples)
    matrix = csr_matrix([[1.0 if name in found else 0.0 for name in names] for found, _, _ in examples])
    gold = [label for _, label, _ in examples]
    reference = LogisticRegression(C=train.STRENGTH, max_iter=2000, fit_intercept=False, tol=1e-8).fit(matrix, gold)
    columns = [train.CLASSES.index(label) for label in reference.classes_]
    model = LabelModel("", {n: i for i, n in enumerate(names)}, weights, train.CLASSES, 1.0, 0.5, {})
    ours = model.probabilities([found for found, _, _ in examples])[:, columns]
    assert np.allclose(ours, reference.predict_proba(matrix), atol=1e-12)


def test_nothing_to_train_on_is_an_error_that_teaches(tmp_path):
    with pytest.raises(UsageError, match=r"train\.jsonl"):
        train.train([tmp_path], tmp_path / "model")


def test_the_shipped_model_was_trained_on_the_corpora_of_this_checkout():
    meta = json.loads((Path(__file__).parents[1] / "models" / "default" / "meta.json").read_text(encoding="utf-8"))
    for name, digest in meta["corpora"].items():
        assert train.digest(CORPUS.parent / name) == digest, f"corpora/{name} has changed: run `make train`"
