"""The label model on disk: what is loaded is what was trained, and a bad folder says what to do."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from extract.claim import model as label_model
from extract.errors import ModelError

DEFAULT = Path(__file__).parents[2] / "models" / "default"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DEFAULT, tmp_path / "mine")
    return tmp_path / "mine"


def test_the_default_model_is_found_by_name_and_by_path():
    assert label_model.load("default").classes == label_model.load(DEFAULT).classes


def test_probabilities_of_a_batch_are_those_of_each_alone_and_sum_to_one():
    model = label_model.load(DEFAULT)
    names = list(model.vocabulary)
    batch = [names[:20], names[5:9], [], ["never seen"]]
    table = model.probabilities(batch)
    assert table.shape == (4, len(model.classes))
    assert np.allclose(table.sum(axis=1), 1)
    for row, candidate in zip(table, batch, strict=True):
        assert np.allclose(model.probabilities([candidate])[0], row, atol=1e-12)
    assert model.probabilities([]).shape == (0, len(model.classes))


def test_a_batch_in_portions_is_the_batch_at_once(monkeypatch):
    model = label_model.load(DEFAULT)
    names = list(model.vocabulary)
    batch = [names[at : at + at % 7] for at in range(25)]
    table = model.probabilities(batch)
    monkeypatch.setattr(label_model, "TOGETHER", 4)
    assert (model.probabilities(iter(batch)) == table).all()


def test_the_shipped_model_is_small():
    assert sum(path.stat().st_size for path in DEFAULT.iterdir()) < 2 * 2**20


def damage_weights(folder):
    (folder / "weights.npz").write_bytes(b"PK\x03\x04 not an archive")


def damage_meta(folder):
    (folder / "meta.json").write_text("{", encoding="utf-8")


def no_features(folder):
    (folder / "features.json").unlink()


def other_version(folder):
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "features": 999}), encoding="utf-8")


def other_list(folder):
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "features.json").write_text('["bias"]', encoding="utf-8")
    meta["sha256"]["features.json"] = label_model.digest(folder / "features.json")
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def meta_is_a_list(folder):
    (folder / "meta.json").write_text("[]", encoding="utf-8")


BAD = [
    (damage_weights, "weights.npz: missing or damaged"),
    (damage_meta, "cannot be read"),
    (no_features, "features.json: missing or damaged"),
    (other_version, "made by another version"),
    (other_list, "do not fit together"),
    (meta_is_a_list, "made by another version"),
]


@pytest.mark.parametrize(("harm", "reason"), BAD)
def test_a_bad_folder_is_refused_with_what_to_do(folder, harm, reason):
    harm(folder)
    with pytest.raises(ModelError, match=reason) as caught:
        label_model.load(folder)
    assert "train" in str(caught.value)


def test_a_missing_model_names_the_places_that_were_looked_at():
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        label_model.load("nowhere")
