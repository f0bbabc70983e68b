"""The model card: what the model is, what it was made from, how it does, its limits. Written by the run that made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

TEXT = """# Model card

Decides which label a numeric mention has (claim, time, ordinal, identifier, idiom, indefinite, citation, or no mention at
all) and how sure it is that it is a claim; then, of a claim with all its fields, how sure it is that value, unit and source are
right too. Made by `zhclaims train`, zhclaims {zhclaims}, {versions}.

## What it is

- Labels: {method} over named features of the mention's rule, reading, characters, words and place
  (`extract/claim/features.py`, version {features}). Probabilities are a softmax with the temperature {temperature}; the log-odds of a
  claim are then scaled by {slope} and moved by {intercept}. A mention is a claim from a `confidence` of {threshold} on.
- `confidence_usable`: a logistic regression over what stands in the finished claim (`extract/claim/usable.py`).
- Stored as plain numbers: `weights.npz` (features × classes), `features.json`, `usable.json`, `calibration.json` (scores, outcomes
  and document numbers that `--precision` chooses a threshold on), `meta.json` with checksums. No code is loaded, and no text of the
  calibration files is kept.

## Data

| use | documents | mentions |
|---|---:|---:|
{data}

The weights are from the training documents only; the temperature from the development documents and the calibrating half of real
text ({half}). The slope, the intercept and the table of `--precision` are from these and from the training documents, each
predicted by a model of the others; where there is real text, it counts as much as all the rest.
The usable score is trained on the training documents, predicted by models of the other documents, and on the development ones.

{files}

## Which method

By cross-validation over training documents, all mentions that the rules propose; chosen by the claim precision where 95 % of the
claims among them are found. Trees are here for comparison: only a linear method is stored as a table of weights.

| method | precision at 0.95 recall | precision | recall | Brier score |
|---|---:|---:|---:|---:|
{comparison}

## Scores

Against all gold claims, at the default threshold. ECE: expected calibration error, ten bins of equal mass; the band is where it lies,
19 times in 20, for confidences that are right. On text that the confidences were calibrated on it is flattering.

| text | claims | precision | recall | F1 | Brier score | ECE (band) | usable F1 | usable ECE (band) |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
{scores}

Reliability, mean confidence → share right, in bins of equal mass:

{reliability}
{promises}
## Limits

What the rules do not propose cannot be a claim. The training texts are news, comment and reference prose of the years around 2025;
tables, speech and dialect are rare in them. A confidence means what it says on text like that of the calibration documents; on other
text, calibrate with some of it: `zhclaims train CORPUS --calibrate GOLD.jsonl -o DIR`. Precision and recall on held-out text, and which
label was taken for which: docs/evaluation.md of the project.
"""
PROMISES = """
`--precision` and `--usable-precision`: the threshold that the calibration documents give, and what it does on the held-out half of real
text. Kept is the share of all claims (of all usable ones among those found).

| of | target | threshold | kept, expected | kept | precision |
|---|---:|---:|---:|---:|---:|
"""
USES = {
    "training": "training",
    "development": "development: calibration",
    "real": "real text: calibration",
    "shown": "real text: only scored",
}


def card(meta: dict[str, Any]) -> str:
    """The text of the card from what ``meta.json`` holds."""
    fields = {name: meta[name] for name in ("zhclaims", "method", "features", "temperature", "slope", "intercept", "threshold")}
    return TEXT.format(
        **fields,
        versions=", ".join(f"{name} {number}" for name, number in meta["versions"].items()),
        half=meta["calibration"]["half"],
        data="\n".join(f"| {words} | {meta['documents'][use]} | {meta['mentions'][use]} |" for use, words in USES.items()),
        files="\n".join(_files(meta)),
        comparison="\n".join(_row(c["method"], *(f"{c[k]:.4f}" for k in ("precision_at_recall", "precision", "recall", "brier"))) for c in meta["comparison"]),
        scores="\n".join(_scores(name, found) for name, found in meta["scores"].items()),
        reliability="\n".join(_reliability(name, found["claim"]["reliability"]) for name, found in meta["scores"].items()),
        promises="".join(PROMISES + "\n".join(_promise(p) for p in found["promises"]) + "\n" for found in meta["scores"].values() if "promises" in found),
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _files(meta: dict[str, Any]) -> Iterable[str]:
    for name, digest in meta["corpora"].items():
        yield f"- `{name}`, SHA-256 {digest[:16]}…"
    for name, digest in meta["calibration"]["files"].items():
        yield f"- real text: {name}, SHA-256 {digest[:16]}…"


def _scores(name: str, found: dict[str, Any]) -> str:
    claim, usable = found["claim"], found["usable"]
    figures = [f"{claim[k]:.3f}" for k in ("precision", "recall", "f1", "brier")]
    return _row(name, str(found["gold"]), *figures, _band(claim), f"{usable['f1']:.3f}", _band(usable))


def _band(found: dict[str, Any]) -> str:
    low, high = found["ece_band"]
    return f"{found['ece']:.3f} ({low:.3f} to {high:.3f})"


def _reliability(name: str, bins: list[list[float]]) -> str:
    return f"- {name}: " + " · ".join(f"{score:.3f} → {right:.3f}" for _, _, score, right, _ in bins)


def _promise(p: dict[str, Any]) -> str:
    what = "claims" if p["of"] == "claim" else "usable claims"
    if p["threshold"] is None:
        return _row(what, f"{p['target']:g}", "not supported", "", "", "")
    return _row(what, f"{p['target']:g}", f"{p['threshold']:.4f}", f"{p['expected_kept']:.3f}", f"{p['kept']:.3f}", f"{p['precision']:.3f}")
