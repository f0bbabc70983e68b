"""Training: deterministic, equal to scikit-learn's own scores, calibrated, and teaching when there is nothing to train on."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from extract import train
from extract.calibration import brier
from extract.claim.features import WIDE
from extract.claim.model import LabelModel, digest
from extract.claim.model import load as load_model
from extract.claim.promise import promise, table
from extract.errors import RecordError, UsageError
from extract.pipeline import Pipeline
from extract.train import examples, fitting, methods
from extract.train.examples import Example

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpora" / "first"
DEFAULT = ROOT / "models" / "default"
LINES = {name: (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in ("train", "dev")}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A corpus of eight training and three development documents, and six others as real text."""
    folder = tmp_path_factory.mktemp("corpus") / "small"
    folder.mkdir()
    for name, documents in (("train", LINES["train"][:8]), ("dev", LINES["dev"][:3]), ("real", LINES["dev"][3:9])):
        (folder / f"{name}.jsonl").write_text("\n".join(documents) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(small, tmp_path_factory):
    """A model of that corpus, calibrated with the real text, the scores and what was said."""
    out, said = tmp_path_factory.mktemp("models") / "model", []
    scores = train.train([small], out, [small / "real.jsonl"], said.append)
    return out, scores, said


def test_the_same_files_give_the_same_bytes(small, trained, tmp_path):
    train.train([small], tmp_path / "model", [small / "real.jsonl"])
    names = {path.name for path in trained[0].iterdir()}
    assert names == {"README.md", "calibration.json", "features.json", "meta.json", "usable.json", "weights.npz"}
    for name in names:
        assert (tmp_path / "model" / name).read_bytes() == (trained[0] / name).read_bytes(), name


def test_it_writes_a_model_that_loads_and_says_what_it_was_made_of(small, trained):
    out, scores, said = trained
    model = load_model(out)
    assert model.meta["scores"] == scores
    assert set(model.meta["corpora"]) == {"small/train.jsonl", "small/dev.jsonl"}
    assert model.meta["calibration"]["files"] == {"small/real.jsonl": digest(small / "real.jsonl")}
    assert model.meta["documents"]["real"] + model.meta["documents"]["shown"] == 6
    assert {c["method"] for c in model.meta["comparison"]} == set(methods.METHODS)
    assert model.meta["method"] in methods.SHIPPED
    assert any("cross-validating" in line for line in said)


def test_the_card_shows_data_comparison_scores_and_promises(trained):
    text = (trained[0] / "README.md").read_text(encoding="utf-8")
    for words in ("small/train.jsonl", "real text: small/real.jsonl", "gradient boosting", "ECE", "| usable claims | 0.9 |", "Limits"):
        assert words in text
    assert "{" not in text


def test_the_calibration_holds_numbers_only_and_covers_dev_and_the_calibrating_half(trained):
    """The table of claims has the training documents too, and real text counts as much as all others."""
    columns = json.loads((trained[0] / "calibration.json").read_text(encoding="utf-8"))
    assert set(columns) == {"claim", "usable"}
    assert not re.search("[一-鿿]", json.dumps(columns, ensure_ascii=False))
    meta = load_model(trained[0]).meta
    for of in columns:
        scores, right, documents, counts = table(trained[0], of)
        held = meta["documents"]["development"] + meta["documents"]["real"]
        assert len(set(documents.tolist())) <= held + (meta["documents"]["training"] if of == "claim" else 0)
        assert counts[counts == 1].sum() == pytest.approx(counts[counts != 1].sum(), rel=1e-3)
        assert ((scores >= 0) & (scores <= 1)).all() and 0 < right.mean() <= 1


def test_the_dev_report_is_that_of_evaluate(small, trained):
    (report,) = train.dev_report([small], trained[0])
    scored = trained[1]["dev"]
    assert report.documents == 3 and report.gold_claims == scored["gold"]
    assert report.scores["precision"] == pytest.approx(scored["claim"]["precision"], abs=1e-4)
    assert report.scores["usable_f1"] == pytest.approx(scored["usable"]["f1"], abs=1e-4)


def made(labels):
    """Sixty examples with narrow and wide features."""
    names = [[f"f{i % 7}", f"{WIDE[0]}{i % 5}", "bias"] for i in range(60)]
    return [Example(found, labels[i * i % len(labels)], True, None) for i, found in enumerate(names)]


@pytest.mark.parametrize("labels", [["claim", "time"], ["claim", "time", "idiom", "none"]])
def test_probabilities_and_margins_are_those_of_scikit_learn(labels):
    found = made(labels)
    gold = [e.label for e in found]
    for fit, reference in (
        (methods.fit_regression, LogisticRegression(C=methods.STRENGTH, max_iter=2000, fit_intercept=False, tol=1e-8)),
        (methods.fit_margin, LinearSVC(C=methods.MARGIN_STRENGTH, fit_intercept=False, random_state=0, max_iter=20_000)),
    ):
        names, weights = fit(found)
        scale = [methods.WIDE_SCALE if name.startswith(WIDE) else 1.0 for name in names]
        matrix = np.array([[s if name in e.features else 0.0 for name, s in zip(names, scale, strict=True)] for e in found])
        reference.fit(methods.design(found, names), gold)
        model = LabelModel("", {n: i for i, n in enumerate(names)}, weights, methods.CLASSES, 1.0, 0.5, {})
        columns = [methods.CLASSES.index(label) for label in reference.classes_]
        ours = model.probabilities([e.features for e in found])[:, columns]
        if fit is methods.fit_regression:
            expected = reference.predict_proba(matrix)
        else:
            margins = reference.decision_function(matrix)
            odds = np.exp(np.column_stack([-margins, margins]) if margins.ndim == 1 else margins)
            expected = odds / odds.sum(axis=1, keepdims=True)
        assert np.allclose(ours, expected, atol=1e-12)


def test_calibration_moves_the_claim_and_leaves_the_order_of_the_others():
    names = ["bias", "a", "b"]
    weights = np.random.default_rng(0).normal(size=(3, len(methods.CLASSES)))
    plain = LabelModel("", {n: i for i, n in enumerate(names)}, weights, methods.CLASSES, 1.0, 0.5, {})
    moved = LabelModel("", plain.vocabulary, weights, methods.CLASSES, 1.0, 0.5, {}, slope=1.5, intercept=-0.5)
    batch = [["bias"], ["bias", "a"], ["a", "b"], []]
    one, two = plain.probabilities(batch), moved.probabilities(batch)
    claim = methods.CLASSES.index("claim")
    assert np.allclose(two.sum(axis=1), 1)
    assert np.allclose(np.log(two[:, claim] / (1 - two[:, claim])), 1.5 * np.log(one[:, claim] / (1 - one[:, claim])) - 0.5)
    others = [i for i in range(len(methods.CLASSES)) if i != claim]
    assert np.allclose(two[:, others] / two[:, others].sum(1, keepdims=True), one[:, others] / one[:, others].sum(1, keepdims=True))


@pytest.mark.parametrize(("slope", "intercept"), [(1.0, 0.0), (0.5, 1.0), (2.0, -0.5)])
def test_platt_finds_the_slope_and_intercept_that_made_the_outcomes(slope, intercept):
    random = np.random.default_rng(3)
    odds = random.normal(0, 2, 20_000)
    right = random.random(20_000) < 1 / (1 + np.exp(-(slope * odds + intercept)))
    assert methods.platt(odds, right) == pytest.approx((slope, intercept), abs=0.1)
    assert methods.platt(odds, np.ones(20_000, bool)) == (1.0, 0.0)


def test_folds_and_halves_part_documents_and_stay():
    documents = examples.samples([CORPUS / "dev.jsonl"])
    ids = sorted(d.gold.id for d in documents)
    parts = examples.folds(documents, 5)
    assert sorted(d.gold.id for _, held in parts for d in held) == ids
    assert all(sorted([*(d.gold.id for d in others), *(d.gold.id for d in held)]) == ids for others, held in parts)
    one, two = examples.halves(documents)
    assert sorted(d.gold.id for d in (*one, *two)) == ids and one and two
    assert examples.halves(documents[::-1])[0] == one[::-1]


def test_precision_at_recall_is_that_of_the_best_ranked():
    scores, truth = np.arange(100, 0, -1) / 100, np.arange(100) % 10 != 0
    found = methods.compared("m", scores, truth)
    assert found.precision_at_recall == pytest.approx(0.95 * 90 / 96, abs=1e-4)  # 86 of 90 are found with the first 96
    assert (found.precision, found.recall) == (pytest.approx(45 / 51, abs=1e-4), 0.5)


def test_nothing_to_train_on_is_an_error_that_teaches(tmp_path):
    with pytest.raises(UsageError, match=r"train\.jsonl"):
        train.train([tmp_path], tmp_path / "model")


# The model that is shipped


def test_the_shipped_model_was_trained_on_the_corpora_of_this_checkout():
    meta = json.loads((DEFAULT / "meta.json").read_text(encoding="utf-8"))
    for name, of in meta["corpora"].items():
        assert digest(CORPUS.parent / name) == of, f"corpora/{name} has changed: run `make train`"


def test_the_shipped_calibration_is_that_of_the_shipped_weights():
    """What the table of --precision says of dev is what rules and model say of it now, or nearly."""
    now = fitting.predict(load_model(DEFAULT), examples.samples([CORPUS / "dev.jsonl"])).found
    scores, right, _, _ = table(DEFAULT, "claim")
    scores, right = scores[scores > 0][: len(now)], right[scores > 0][: len(now)]
    found, outcomes = np.array([o.claim.confidence for o in now]), np.array([o.right for o in now])
    stale = "the rules have moved away from the model: run `make train`"
    assert len(scores) == len(found) and brier(found, outcomes) == pytest.approx(brier(scores, right), abs=0.02), stale


def test_the_shipped_model_promises_98_percent_and_keeps_most_claims():
    choice = promise(DEFAULT, 0.98)
    assert choice.kept >= 0.85 and choice.bound >= 0.98
    assert Pipeline(load_model(DEFAULT), threshold=choice.threshold)("去年产量为3万吨。").claims


def test_what_a_run_wrote_is_no_gold(tmp_path):
    record = json.loads(LINES["train"][0]) | {"producer": {"zhclaims": "0.1.0", "model": "default", "threshold": 0.5}}
    (tmp_path / "run.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"run\.jsonl: document '.+': field producer: .*\(zhclaims review"):
        train.train([CORPUS, tmp_path / "run.jsonl"], tmp_path / "model")
