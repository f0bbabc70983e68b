"""``zhclaims train``: corpora → a model directory. The only user of scikit-learn beside evaluation.

The label model is a multinomial logistic regression over the features of ``claim.features``, trained on the train split,
its temperature fitted on the dev split. Deterministic: the same corpora give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extract.claim.features import VERSION as FEATURES
from extract.claim.features import features
from extract.claim.label import readable
from extract.claim.model import FILES, FORMAT, NO_MENTION, LabelModel, digest, load
from extract.errors import UsageError
from extract.pipeline import Analysis, analyse
from extract.records import read_records
from extract.schema import LABELS, VERSION, Quantity, Text
from extract.validation import to_gold

MIN_OVERLAP = 0.4
"""Least intersection over union of a found and a marked mention that are the same, as in scoring."""
MIN_COUNT = 2
"""A feature seen in fewer mentions of the training documents is left out."""
STRENGTH = 1.0
"""Inverse of the L2 penalty (scikit-learn's ``C``)."""
THRESHOLD = 0.5
CLASSES = tuple(sorted((*LABELS, NO_MENTION)))

Example = tuple[list[str], str, bool]
"""Features, gold class, and whether the mention can be a claim at all."""


def train(corpora: list[Path], out: Path, say: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """Train on ``train.jsonl`` of each corpus folder, calibrate on its ``dev.jsonl``, write the model directory ``out``.

    A corpus may also be one gold file: then it is training data only. Returns the scores on dev. Raises UsageError where
    there is nothing to train or calibrate on, RecordError where a gold record is malformed.
    """
    train_files, dev_files = _files(corpora)
    say(f"reading {len(train_files)} training and {len(dev_files)} development files")
    training, development = _examples(train_files), _examples(dev_files)
    if len({label for _, label, _ in training}) < 2 or not development:
        raise UsageError("training needs mentions of at least two labels in train.jsonl and a dev.jsonl to calibrate on")
    say(f"fitting on {len(training)} mentions")
    names, weights = _fit(training)
    model = LabelModel(out.name, {n: i for i, n in enumerate(names)}, weights, CLASSES, 1.0, THRESHOLD, {})
    temperature = _temperature(model, development)
    model = LabelModel(out.name, model.vocabulary, weights, CLASSES, temperature, THRESHOLD, {})
    scores = _scores(model, development)
    meta = {
        "format": FORMAT,
        "features": FEATURES,
        "zhclaims": VERSION,
        "classes": CLASSES,
        "temperature": temperature,
        "threshold": THRESHOLD,
        "corpora": {_corpus_name(p): digest(p) for p in (*train_files, *dev_files)},
        "mentions": {"train": len(training), "dev": len(development)},
        "dev": scores,
    }
    _write(out, names, weights, meta)
    (out / "README.md").write_text(card(meta), encoding="utf-8")
    load(out.resolve())
    say(f"wrote {out}")
    return scores


def _corpus_name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _files(corpora: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    train_files, dev_files = [], []
    for corpus in corpora:
        if corpus.is_file():
            train_files.append(corpus)
            continue
        if not (corpus / "train.jsonl").is_file():
            raise UsageError(f"{corpus}: a folder with train.jsonl and dev.jsonl, or a gold .jsonl file, is expected")
        train_files.append(corpus / "train.jsonl")
        if (corpus / "dev.jsonl").is_file():
            dev_files.append(corpus / "dev.jsonl")
    return train_files, dev_files


def _examples(files: Iterable[Path]) -> list[Example]:
    """Every mention that the rules propose in the documents of gold files, with its gold class."""
    out: list[Example] = []
    for path in files:
        for gold in map(to_gold, read_records(path)):
            analysis = analyse(Text(id=gold.id, text=gold.text, meta=gold.meta))
            spans = [(m.start, m.end, m.label, m.optional) for m in gold.mentions]
            out.extend(_labelled(analysis, spans))
    return out


def _labelled(analysis: Analysis, gold: Sequence[tuple[int, int, str, bool]]) -> Iterable[Example]:
    """Pair found mentions with marks by overlap; what touches only an optional mark teaches nothing."""
    for i, quantity in enumerate(analysis.quantities):
        best, label, optional = 0.0, NO_MENTION, False
        for start, end, name, free in gold:
            overlap = _overlap(quantity, start, end)
            if overlap > best and (overlap >= MIN_OVERLAP or free):
                best, label, optional = overlap, name, free
        if not optional:
            yield features(analysis.text, analysis.quantities, i), label, readable(quantity)


def _overlap(quantity: Quantity, start: int, end: int) -> float:
    shared = min(quantity.end, end) - max(quantity.start, start)
    return shared / (max(quantity.end, end) - min(quantity.start, start)) if shared > 0 else 0.0


def _fit(examples: list[Example]) -> tuple[list[str], np.ndarray[Any, Any]]:
    """Feature names and weights (features × classes) of the regression; a class without examples gets no chance."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names, _, _ in examples for name in names)
    names = sorted(name for name, n in counts.items() if n >= MIN_COUNT)
    index = {name: i for i, name in enumerate(names)}
    rows, columns = [], []
    for row, (found, _, _) in enumerate(examples):
        for name in found:
            if name in index:
                rows.append(row)
                columns.append(index[name])
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(names)))
    regression = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False, tol=1e-8)
    regression.fit(matrix, [label for _, label, _ in examples])
    coefficients = regression.coef_
    if len(regression.classes_) == 2:  # one row for the second class: half of it each way gives the same probabilities
        coefficients = np.vstack([-coefficients[0] / 2, coefficients[0] / 2])
    weights = np.full((len(names), len(CLASSES)), 0.0)
    bias = index["bias"]
    for column, label in enumerate(CLASSES):
        where = np.flatnonzero(regression.classes_ == label)
        if len(where):
            weights[:, column] = coefficients[where[0]]
        else:
            weights[bias, column] = -100.0
    return names, weights


def _temperature(model: LabelModel, examples: list[Example]) -> float:
    """The temperature that gives the held-out mentions the highest likelihood, to two decimals."""
    gold = np.array([CLASSES.index(label) for _, label, _ in examples])
    best, lowest = 1.0, float("inf")
    for temperature in np.arange(0.5, 3.01, 0.05):
        chances = LabelModel("", model.vocabulary, model.weights, CLASSES, float(temperature), 0, {}).probabilities([f for f, _, _ in examples])
        loss = -np.log(np.maximum(chances[np.arange(len(gold)), gold], 1e-12)).mean()
        if loss < lowest:
            best, lowest = float(np.round(temperature, 2)), float(loss)
    return best


def _scores(model: LabelModel, examples: list[Example]) -> dict[str, float]:
    """Accuracy over all labels, and precision, recall and Brier score of ``claim``, on held-out mentions."""
    chances = model.probabilities([f for f, _, _ in examples])
    claim = chances[:, CLASSES.index("claim")] * np.array([ok for _, _, ok in examples])
    truth = np.array([label == "claim" for _, label, _ in examples])
    said = claim >= model.threshold
    hits = float((said & truth).sum())
    right = np.mean([CLASSES[int(c.argmax())] == label for c, (_, label, _) in zip(chances, examples, strict=True)])
    return {
        "label_accuracy": round(float(right), 4),
        "claim_precision": round(hits / max(1.0, float(said.sum())), 4),
        "claim_recall": round(hits / max(1.0, float(truth.sum())), 4),
        "claim_brier": round(float(np.mean((claim - truth) ** 2)), 4),
    }


def _write(out: Path, names: list[str], weights: np.ndarray[Any, Any], meta: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "features.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    array = io.BytesIO()
    np.save(array, weights, allow_pickle=False)
    with zipfile.ZipFile(out / "weights.npz", "w", zipfile.ZIP_DEFLATED) as archive:  # fixed dates: same bytes every time
        archive.writestr(zipfile.ZipInfo("weights.npy", (2020, 1, 1, 0, 0, 0)), array.getvalue(), zipfile.ZIP_DEFLATED)
    meta["sha256"] = {name: digest(out / name) for name in FILES}
    meta["corpus"] = hashlib.sha256(json.dumps(meta["corpora"], sort_keys=True).encode()).hexdigest()
    (out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def card(meta: dict[str, Any]) -> str:
    """The model card: what the model is, what it was trained on, its scores on held-out documents, its limits."""
    corpora = "\n".join(f"- `{name}`, SHA-256 {digest_[:16]}…" for name, digest_ in meta["corpora"].items())
    scores = "\n".join(f"| {name.replace('_', ' ')} | {value:.4f} |" for name, value in meta["dev"].items())
    return f"""# Model card

Decides which label a numeric mention has (claim, time, ordinal, identifier, idiom, indefinite, citation, or no mention at
all) and how sure it is that it is a claim. Made by `zhclaims train`, zhclaims {meta["zhclaims"]}.

- Kind: multinomial logistic regression, L2 penalty, over named features of the mention's rule, reading, characters and place
  (`extract/claim/features.py`, version {meta["features"]}). Probabilities are calibrated by one temperature, {meta["temperature"]},
  fitted on the development documents. A mention is a claim from a probability of {meta["threshold"]} on.
- Stored as plain numbers: `weights.npz` (features × classes), `features.json`, `meta.json` with checksums. No code is loaded.

Trained on {meta["mentions"]["train"]} mentions, calibrated on {meta["mentions"]["dev"]}:

{corpora}

On the development documents, over the mentions that the rules propose:

| score | |
|---|---|
{scores}

Precision and recall on held-out text, and which label was taken for which: docs/evaluation.md of the project.

Limits: what the rules do not propose cannot be a claim. The training texts are news, comment and reference prose of the years
around 2025; tables, speech and dialect are rare in them. The confidence speaks of being a claim, not of value, unit or source.
"""
