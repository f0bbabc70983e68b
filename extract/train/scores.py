"""What the model card says of some documents: scores, calibration, and whether promises of precision hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from extract.calibration import Array, Choice, brier, calibration_band, calibration_error, reliability, threshold_for
from extract.train.fitting import THRESHOLD
from extract.train.outcomes import Outcomes

TARGETS = {"claim": (0.95, 0.98, 0.99), "usable": (0.85, 0.9, 0.95)}
"""The precisions that the card tries."""
_COLUMNS = (("scores", float), ("right", bool), ("documents", int), ("counts", float))


def table(outcomes: Outcomes, usable: Array | None = None, real: Collection[str] = ()) -> dict[str, list[Any]]:
    """The columns that a threshold is chosen on; of claims, those that nothing found have score 0.

    With ``usable`` (their scores) the table is that of usable claims, among those found. Entries of the documents ``real`` count
    as much together as all others.
    """
    missed = [] if usable is not None else outcomes.missed
    names = [*(o.document for o in outcomes.found), *missed]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    scores = [o.claim.confidence for o in outcomes.found] if usable is None else usable.tolist()
    right = [int(o.right if usable is None else o.usable) for o in outcomes.found]
    return {
        "scores": [*scores, *(0.0 for _ in missed)],
        "right": [*right, *(1 for _ in missed)],
        "documents": [numbers[name] for name in names],
        "counts": _counts([name in real for name in names]),
    }


def _counts(real: list[bool]) -> list[float]:
    """How much each entry counts: the real ones together as much as the others, where there are both."""
    most = round((len(real) - sum(real)) / sum(real), 4) if any(real) and not all(real) else 1.0
    return [most if one else 1.0 for one in real]


def calibration_scores(outcomes: Outcomes, usable: Array) -> dict[str, Any]:
    """Precision, recall and F1 at the threshold, and how well the confidences of what reaches it are calibrated."""
    kept = np.array([o.claim.confidence >= THRESHOLD for o in outcomes.found], bool)
    scores = np.array([o.claim.confidence for o in outcomes.found], float)[kept]
    right = np.array([o.right for o in outcomes.found], bool)
    good = np.array([o.usable for o in outcomes.found], bool)
    gold = int(right.sum()) + len(outcomes.missed)
    return {
        "documents": len({*(o.document for o in outcomes.found), *outcomes.missed}),
        "gold": gold,
        "predicted": int(kept.sum()),
        "claim": _prf(int(right[kept].sum()), int(kept.sum()), gold) | _calibrated(scores, right[kept]),
        "usable": _prf(int(good[kept].sum()), int(kept.sum()), gold) | _calibrated(usable[kept], good[kept]),
    }


def _prf(hits: int, said: int, gold: int) -> dict[str, float]:
    figures = hits / max(1, said), hits / max(1, gold), 2 * hits / max(1, said + gold)
    return dict(zip(("precision", "recall", "f1"), (round(x, 4) for x in figures), strict=True))


def _calibrated(scores: Array, right: Array) -> dict[str, Any]:
    low, high = calibration_band(scores)
    bins = [[round(x, 4) for x in (b.low, b.high, b.score, b.right)] + [b.count] for b in reliability(scores, right)]
    error = calibration_error(scores, right)
    return {"brier": round(brier(scores, right), 4), "ece": round(error, 4), "ece_band": [round(low, 4), round(high, 4)], "reliability": bins}


def promises(calibration: dict[str, Any], outcomes: Outcomes, usable: Array) -> list[dict[str, Any]]:
    """For each target the threshold that the calibration chooses, and what it keeps of other text with which precision."""
    return [
        _held(of, choose(calibration[of], target), table(outcomes, usable if of == "usable" else None))
        for of, targets in TARGETS.items()
        for target in targets
    ]


def choose(columns: dict[str, list[Any]], target: float) -> Choice:
    """The threshold for a precision on a calibration table."""
    scores, right, documents, counts = (np.array(columns[name], kind) for name, kind in _COLUMNS)
    return threshold_for(target, scores, right, documents, counts)


def _held(of: str, choice: Choice, columns: dict[str, list[Any]]) -> dict[str, Any]:
    """What a choice gives on the predictions of other text; nothing where there is no threshold."""
    found: dict[str, Any] = {"of": of, "target": choice.target, "threshold": choice.threshold}
    if choice.threshold is None:
        return found | {"reason": choice.reason}
    scores, right = np.array(columns["scores"], float), np.array(columns["right"], bool)
    kept = scores >= choice.threshold
    share = float((kept & right).sum() / max(1, right.sum()))
    return found | {
        "expected_kept": round(choice.kept, 4), "bound": round(choice.bound, 4),
        "count": int(kept.sum()), "precision": round(float(right[kept].mean()) if kept.any() else 0.0, 4), "kept": round(share, 4),
    }  # fmt: skip
