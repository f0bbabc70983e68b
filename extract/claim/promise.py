"""Precision on demand: the threshold of a model that reaches a precision, from the calibration that it carries.

``calibration.json`` holds, for the claim and for the usable claim, what the threshold is chosen on: the score of each
prediction on held-out documents, whether it was right, and the number of its document. No text stands there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import numpy as np

from extract.calibration import Choice, threshold_for
from extract.claim.model import find
from extract.errors import ModelError, UsageError

Promised = Literal["claim", "usable"]
OPTIONS = {"claim": "--precision", "usable": "--usable-precision"}


Column = np.ndarray[Any, Any]
_COLUMNS = (("scores", float), ("right", bool), ("documents", int), ("counts", float))


def table(model: str | Path, of: Promised) -> tuple[Column, Column, Column, Column]:
    """Scores (float), outcomes (bool), document numbers (int) and how much each counts (float), of what a model was calibrated on.

    Raises ModelError.
    """
    path = find(model) / "calibration.json"
    try:
        columns = json.loads(path.read_text(encoding="utf-8"))[of]
        scores, right, documents, counts = (np.array(columns[name], kind) for name, kind in _COLUMNS)
        if not len(scores) == len(right) == len(documents) == len(counts):
            raise ValueError("its columns differ in length")
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); restore the folder or train anew with `zhclaims train`") from None
    return scores, right, documents, counts


def promise(model: str | Path, target: float, of: Promised = "claim") -> Choice:
    """The choice of a threshold for a precision of ``target`` (above 0, below 1) with 90 % confidence.

    Raises UsageError where the calibration set cannot support it, saying why and what can be done.
    """
    option = OPTIONS[of]
    if not 0 < target < 1:
        raise UsageError(f"{option} {target:g}: a number above 0 and below 1 is expected")
    choice = threshold_for(target, *table(model, of))
    if choice.threshold is None:
        raise UsageError(
            f"{option} {target:g}: the text that the model {str(model)!r} is calibrated on cannot support it: {choice.reason}; ask for "
            f"{int(choice.bound * 100) / 100:g} or less, or train with more text: zhclaims train CORPUS --calibrate GOLD.jsonl -o DIR"
        )
    return choice


def said(choice: Choice, of: Promised = "claim") -> str:
    """What a choice means, in a sentence for the user."""
    what = "claims" if of == "claim" else "usable claims (value, unit and source right)"
    name = "confidence" if of == "claim" else "confidence_usable"
    return (
        f"precision {choice.target:g} of {what}: those from {name} {choice.threshold:.4f} on, expected to keep {choice.kept:.1%} of them "
        f"(on {choice.documents} calibration documents {choice.precision:.3f} are right, at least {choice.bound:.3f} with 90% confidence)"
    )
