"""START HERE for training: ``zhclaims train``, corpora → a model directory. Deterministic: the same files give the same bytes.

    examples → compare methods → weights → calibration → usable score → scores → files and model card

Weights come from the train splits, calibration from the dev splits and from half of each file of real text; the other half
of it shows how the model does on text that nothing was chosen on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from extract.claim.features import VERSION as FEATURES
from extract.claim.model import FORMAT, LabelModel, digest, load
from extract.errors import UsageError
from extract.records import write_record
from extract.schema import VERSION
from extract.train import store
from extract.train.card import card
from extract.train.examples import Sample, corpus_files, halves, samples, text_of
from extract.train.fitting import fit_labels, fit_usable, predict, predict_across, recalibrated
from extract.train.methods import CLASSES, SHIPPED, Compared, compare, one_thread
from extract.train.outcomes import Outcomes
from extract.train.scores import calibration_scores, promises, table

if TYPE_CHECKING:
    from extract.evaluate.report import Report

HALF = "documents whose SHA-256 of the id begins below 8"


def _quiet(_: str) -> None:
    pass


class Data(Struct, frozen=True):
    """The gold of a run: documents by use, and the files they are from with their digests."""

    training: list[Sample]
    development: list[Sample]
    real: list[Sample]
    shown: list[Sample]
    corpora: dict[str, str]
    calibration: dict[str, str]


def train(corpora: Sequence[Path], out: Path, calibrate: Sequence[Path] = (), say: Callable[[str], None] = _quiet) -> dict[str, Any]:
    """Train on ``train.jsonl`` of each corpus folder, calibrate on its ``dev.jsonl``, write the model directory ``out``.

    A corpus may also be one gold file: then it is training data only. ``calibrate`` are gold files of real text: half of the
    documents of each calibrate too, the other half is only scored. Returns the scores, as in ``meta.json``. Raises UsageError
    where there is nothing to train or calibrate on, RecordError where a gold record is malformed.
    """
    with one_thread():
        return _train(_read(corpora, calibrate, say), out, say)


def _train(data: Data, out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Fit, calibrate, score, write."""
    compared = compare(data.training, say)
    method = next(c.method for c in compared if c.method in SHIPPED)
    say(f"fitting: {method}")
    model = fit_labels(method, data.training, [*data.development, *data.real], out.name)
    say("predicting all documents by models of others, to calibrate on")
    first = (predict_across(method, model, data.training), predict(model, data.development), predict(model, data.real))
    model = recalibrated(model, [*first[0].found, *first[1].found], first[2].found)
    across, development, real = predict_across(method, model, data.training), predict(model, data.development), predict(model, data.real)
    usable, chances = fit_usable(across.found, development.found, real.found)
    model = replace(model, usable=usable)
    held, everything = _together(development, real), _together(development, real, across)
    names = {d.gold.id for d in data.real}
    calibration = {"claim": table(everything, real=names), "usable": table(held, chances, names)}
    say("scoring")
    scores = {"dev": calibration_scores(development, chances[: len(development.found)])}
    if data.real:
        scores["real, calibrated on"] = calibration_scores(real, chances[len(development.found) :])
    if data.shown:
        shown = predict(model, data.shown)
        usables = np.array([o.claim.confidence_usable for o in shown.found], float)
        scores["real, held out"] = calibration_scores(shown, usables) | {"promises": promises(calibration, shown, usables)}
    meta = _meta(data, method, model, compared, scores)
    store.write(out, model, calibration, meta)
    (out / "README.md").write_text(card(meta), encoding="utf-8")
    load(out.resolve())
    say(f"wrote {out}")
    return scores


def _together(*parts: Outcomes) -> Outcomes:
    return Outcomes([o for part in parts for o in part.found], [name for part in parts for name in part.missed])


def _meta(data: Data, method: str, model: LabelModel, compared: list[Compared], scores: dict[str, Any]) -> dict[str, Any]:
    """What ``meta.json`` says; the checksums of the files come to it as they are written."""
    uses = ("training", "development", "real", "shown")
    return {
        "format": FORMAT, "features": FEATURES, "zhclaims": VERSION, "versions": _versions(), "method": method, "classes": CLASSES,
        "temperature": model.temperature, "slope": model.slope, "intercept": model.intercept, "threshold": model.threshold,
        "corpora": data.corpora, "calibration": {"half": HALF, "files": data.calibration},
        "documents": {use: len(getattr(data, use)) for use in uses},
        "mentions": {use: sum(len(d.examples) for d in getattr(data, use)) for use in uses},
        "comparison": to_builtins(compared), "scores": scores,
        "corpus": hashlib.sha256(json.dumps(data.corpora, sort_keys=True).encode()).hexdigest(),
    }  # fmt: skip


def dev_report(corpora: Sequence[Path], model: Path) -> list[Report]:
    """What ``zhclaims evaluate`` says of a model on the dev split of each corpus folder."""
    from extract.evaluate.read import read_inputs
    from extract.evaluate.report import report
    from extract.pipeline import Pipeline

    out = []
    for file in corpus_files(corpora)[1]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "dev.jsonl"
            texts = (text_of(document.gold) for document in samples([file]))
            with path.open("wb") as target:
                for document in Pipeline(load(model.resolve())).pipe(texts, mentions=True):
                    write_record(target, document)
            out.append(report(read_inputs(str(file), str(path)), [str(file), f"the model {model.name}"], 0.0))
    return out


def _read(corpora: Sequence[Path], calibrate: Sequence[Path], say: Callable[[str], None]) -> Data:
    """The documents of all files. Raises UsageError where they do not suffice."""
    training, development = corpus_files(corpora)
    say(f"reading {len(training)} training, {len(development)} development and {len(calibrate)} files of real text")
    real, shown = halves(samples(calibrate))
    data = Data(samples(training), samples(development), real, shown, _digests([*training, *development]), _digests(calibrate))
    if len({e.label for d in data.training for e in d.examples}) < 2 or not any(d.examples for d in data.development):
        raise UsageError("training needs mentions of at least two labels in train.jsonl and a dev.jsonl to calibrate on")
    return data


def _digests(files: Iterable[Path]) -> dict[str, str]:
    return {f"{path.parent.name}/{path.name}": digest(path) for path in files}


def _versions() -> dict[str, str]:
    """The versions of what the weights depend on."""
    from importlib.metadata import version

    return {name: version(name) for name in ("numpy", "scikit-learn", "scipy")}
