#!/usr/bin/env python3
"""Print what --precision and --usable-precision promise beside what they hold on a gold file.

usage: score_precision.py GOLD.jsonl [--model NAME] [--targets 0.95 0.98 0.99] [--json]

For each target the threshold that the model's calibration gives, the share of claims that it expects to keep, and on GOLD the share
kept and the precision there, with the one-sided 90 % lower bound, resampled by document. GOLD should be text that the model was
not calibrated on: corpora/first/test.jsonl, or other gold.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, cast

import numpy as np

from extract.calibration import precision_bounds
from extract.claim.model import load
from extract.claim.promise import OPTIONS, Promised, promise, table
from extract.errors import UsageError, ZhclaimsError
from extract.train.examples import samples
from extract.train.fitting import predict
from extract.train.scores import table as predictions

TARGETS = (0.9, 0.95, 0.98, 0.99)


def main() -> None:
    """Read, predict, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--model", default="default", metavar="NAME")
    parser.add_argument("--targets", type=float, nargs="+", default=list(TARGETS), metavar="P")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    call = parser.parse_args()
    try:
        rows = list(scored(call.gold, call.model, call.targets))
    except ZhclaimsError as error:
        parser.error(str(error))
    if not call.json:
        print(f"{'of':<8}{'target':>8}{'threshold':>11}{'kept, expected':>16}{'kept':>8}{'precision':>11}{'bound':>8}{'claims':>8}")
    for row in rows:
        print(json.dumps(row) if call.json else line(row))


def scored(gold: Path, model: str, targets: list[float]) -> Any:
    """A row for each promise and target."""
    outcomes = predict(load(model), samples([gold]))
    for of in cast(tuple[Promised, ...], tuple(OPTIONS)):
        usable = None if of == "claim" else np.array([o.claim.confidence_usable for o in outcomes.found], float)
        columns = predictions(outcomes, usable)
        scores, right, documents = (np.array(columns[name]) for name in ("scores", "right", "documents"))
        for target in targets:
            yield {"of": of, "target": target} | _held(model, target, of, scores, right.astype(bool), documents)


def _held(model: str, target: float, of: Promised, scores: Any, right: Any, documents: Any) -> dict[str, Any]:
    """What a promise holds, or why there is none."""
    try:
        choice = promise(model, target, of)
    except UsageError as error:
        table(model, of)  # a damaged model is another error
        return {"threshold": None, "reason": str(error)}
    kept = scores >= (choice.threshold or 0.0)
    bound = precision_bounds(scores, right, documents, np.array([choice.threshold]))
    return {
        "threshold": choice.threshold,
        "expected": round(choice.kept, 4),
        "kept": round(float((kept & right).sum() / max(1, right.sum())), 4),
        "precision": round(float(right[kept].mean()) if kept.any() else 0.0, 4),
        "bound": round(float(bound[0]), 4),
        "claims": int(kept.sum()),
    }


def line(row: dict[str, Any]) -> str:
    """A row of the table."""
    if row["threshold"] is None:
        return f"{row['of']:<8}{row['target']:>8g}   not supported"
    figures = "".join(f"{row[key]:>{width}.3f}" for key, width in (("expected", 16), ("kept", 8), ("precision", 11), ("bound", 8)))
    return f"{row['of']:<8}{row['target']:>8g}{row['threshold']:>11.4f}{figures}{row['claims']:>8}"


if __name__ == "__main__":
    main()
