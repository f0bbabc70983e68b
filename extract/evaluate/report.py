"""The whole evaluation as one record, and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from extract import jsonl
from extract.evaluate import bootstrap, muc
from extract.evaluate.bootstrap import Interval, draws, interval, resample
from extract.evaluate.curves import Curves, curves
from extract.evaluate.errors import Error, errors, raw
from extract.evaluate.muc import Muc, Way
from extract.evaluate.outcomes import Compared, compare_documents
from extract.evaluate.read import Inputs
from extract.evaluate.scores import NAMES, PLACES, ROWS, all_scores, label_table, plain, present_labels, table
from extract.evaluate.slices import Slices, slices
from extract.evaluate.versus import Versus, versus

METHOD = f"{bootstrap.LEVEL:.0%} percentile intervals, {bootstrap.RESAMPLES:,} resamples of documents"


class Report(Struct, frozen=True):
    """All that an evaluation says. ``scores`` have the names and definitions of the record's contract, ``counts`` what they are of.

    A score of nothing (no date in the gold, say) is 0, its interval null, and it is named in ``empty``. ``confusion``: gold label → predicted label →
    mentions, ``none`` for a mention that the other side does not have.
    """

    gold: str
    pred: str
    documents: int
    min_confidence: float
    method: str
    scores: dict[str, float]
    intervals: dict[str, Interval | None]
    empty: tuple[str, ...]
    counts: dict[str, int]
    muc: dict[str, dict[Way, Muc]]
    slices: Slices
    curves: Curves | None
    confusion: dict[str, dict[str, int]]
    errors: list[Error]
    against: Versus | None
    faults: list[str]
    notes: list[str]

    @property
    def gold_claims(self) -> int:
        """Claims of the gold that count."""
        return self.counts["found"] + self.counts["missed"]

    @property
    def predicted_claims(self) -> int:
        """Predicted claims that count."""
        return self.counts["found"] + self.counts["extra"]


def report(inputs: Sequence[Inputs], names: Sequence[str], least: float = 0.0) -> Report:
    """Evaluate the first predictions (against the second, if there are two); ``names``: of the gold and of each predictions."""
    sides = [compare_documents(one.pairs, least) for one in inputs]
    compared = sides[0]
    outcomes = [outcome for document in compared for outcome in document.outcomes]
    drawn = draws(len(compared))
    sums, labels = table(outcomes, len(compared)), label_table(compared)
    present = present_labels(labels.sum(0))
    scores = all_scores(sums.sum(0), labels.sum(0), present)
    resampled = all_scores(resample(drawn, sums), resample(drawn, labels), present)
    return Report(
        gold=names[0],
        pred=names[1],
        documents=len(compared),
        min_confidence=least,
        method=METHOD,
        scores=plain(scores),
        intervals={name: interval(values, len(compared)) for name, values in resampled.items()},
        empty=tuple(name for name, value in scores.items() if np.isnan(value)),
        counts={name: int(sums.sum(0)[PLACES[name]]) for name in NAMES},
        muc={"mentions": muc.of_mentions(one.pair for one in compared), "claims": muc.of_claims((one.pair for one in compared), least)},
        slices=slices(compared, outcomes, drawn),
        curves=curves(compared, drawn),
        confusion=_confusion(labels.sum(0)),
        errors=errors(compared, outcomes),
        against=versus(compared, sides[1], names[2]) if len(sides) > 1 else None,
        faults=list(dict.fromkeys(str(fault) for one in inputs for fault in one.faults)),
        notes=[*(note for one in inputs for note in one.notes), *_caveats(compared)],
    )


def _confusion(labels: Any) -> dict[str, dict[str, int]]:
    return {gold: {pred: int(labels[i, j]) for j, pred in enumerate(ROWS)} for i, gold in enumerate(ROWS)}


def _caveats(compared: Sequence[Compared]) -> list[str]:
    if len(compared) >= bootstrap.LEAST_DOCUMENTS:
        return []
    return [f"{len(compared)} documents: too few for intervals, which take at least {bootstrap.LEAST_DOCUMENTS}"]


def to_json(found: Report) -> bytes:
    """One JSON object with line feeds, amounts in plain digits; the scores as the contract names them, counts first."""
    whole: dict[str, Any] = msgspec.to_builtins(found, builtin_types=(Decimal,), enc_hook=_number)
    head = {"documents": found.documents, "gold": found.gold_claims, "predicted": found.predicted_claims}
    whole["scores"] = head | found.scores
    whole["errors"] = [_claims(given, error, ("gold", "pred")) for given, error in zip(whole["errors"], found.errors, strict=True)]
    if found.against:
        changes = zip(whole["against"]["changes"], found.against.changes, strict=True)
        whole["against"]["changes"] = [_claims(given, change, ("gold", "before", "now")) for given, change in changes]
    return msgspec.json.format(jsonl.dumps(_finite(whole)), indent=1) + b"\n"


def _claims(given: dict[str, Any], typed: Any, sides: Sequence[str]) -> dict[str, Any]:
    """The claims of an entry without what is null or empty in them."""
    claims = ((side, getattr(typed, side)) for side in sides)
    return given | {side: raw(claim) if claim else None for side, claim in claims}


def _number(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value)} has no form in JSON")


def _finite(value: Any) -> Any:
    """JSON has no form for what is not a number."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value

