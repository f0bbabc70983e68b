"""The label model: a linear classifier stored as plain numbers, applied with numpy (no scikit-learn, no pickle).

A model directory holds ``weights.npz`` (one float64 matrix, features × classes), ``features.json`` (their names in that
order), ``usable.json`` (``claim.usable``), ``calibration.json`` (``claim.promise``) and ``meta.json`` (versions, classes,
temperature, slope and intercept, threshold, checksums). Probabilities are the softmax of the summed weights divided by the
temperature; then the log-odds of ``claim`` are scaled by a slope and moved by an intercept (J. Platt (1999), Probabilistic
outputs for support vector machines), all three fitted on held-out documents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct, field
from msgspec.structs import force_setattr

from extract.claim.features import VERSION as FEATURES
from extract.claim.features import Seen
from extract.claim.sums import Array, Sums, weighed
from extract.claim.usable import UsableModel
from extract.errors import ModelError

FORMAT = 2
FILES = ("weights.npz", "features.json", "usable.json", "calibration.json")
MAX_BYTES = 64 * 2**20
TINY = 1e-15
"""The least that a probability is taken for where its logarithm is needed."""
TOGETHER = 4096
"""Candidates whose weights are gathered at once: a table of some ten megabytes."""
NO_MENTION = "none"
"""The class of what the rules propose and a reader would not mark at all."""



class LabelModel(Struct, frozen=True):
    """Loaded weights: ``vocabulary`` feature → row of ``weights`` (features × classes), ``classes`` in column order.

    ``sums`` remembers what parts of features weigh; a model made from another begins anew.
    """

    name: str
    vocabulary: dict[str, int]
    weights: Array
    classes: tuple[str, ...]
    temperature: float
    threshold: float
    meta: dict[str, Any]
    slope: float = 1.0
    intercept: float = 0.0
    usable: UsableModel = UsableModel({}, 1.0, 0.0)
    sums: Sums = field(default_factory=lambda: Sums({}, np.zeros((0, 0))))

    def __post_init__(self) -> None:
        """Nothing remembered yet."""
        force_setattr(self, "sums", Sums(self.vocabulary, self.weights))

    def probabilities(self, batch: Iterable[Sequence[str]]) -> Array:
        """Class probabilities (candidates × classes) of a batch of feature lists; unknown features count nothing."""
        return self._probabilities(partial(weighed, self.vocabulary, self.weights), batch)

    def probabilities_of_seen(self, batch: Iterable[Seen]) -> Array:
        """The same of a batch of what ``features.seen`` gives; what its parts weigh is remembered."""
        return self._probabilities(self.sums.of, batch)

    def _probabilities(self, sums: Callable[[Iterable[Any]], Array], batch: Iterable[Any]) -> Array:
        """The calibrated probabilities of candidates, ``sums`` giving the summed weights of some of them."""
        candidates = iter(batch)
        tables = [np.zeros((0, len(self.classes)))]
        while len(table := sums(islice(candidates, TOGETHER))):
            tables.append(table)
        scores = np.concatenate(tables)
        scores /= self.temperature
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return self._calibrated(scores)

    def _calibrated(self, table: Array) -> Array:
        """The same probabilities with those of ``claim`` calibrated, and the others in what these leave."""
        if (self.slope, self.intercept) == (1.0, 0.0):
            return table
        column = self.classes.index("claim")
        claim = table[:, column]
        others = np.maximum(1 - claim, TINY)
        odds = np.exp(np.clip(self.slope * np.log(np.maximum(claim, TINY) / others) + self.intercept, -500, 500))
        table *= (1 / (1 + odds) / others)[:, None]
        table[:, column] = odds / (1 + odds)
        return table


def find(model: str | Path) -> Path:
    """The directory of a model: a path, or a name among ``models/`` of a checkout or those the wheel carries.

    Raises ModelError where there is none, saying where it was looked for.
    """
    given = Path(model)
    package = Path(__file__).parents[1]
    places = [given] if given.is_absolute() or len(given.parts) > 1 else [package / "_models" / model, package.parent / "models" / model, given]
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(p) for p in places)
    raise ModelError(f"no model {str(model)!r}: looked for the folder {looked}; name a folder that `zhclaims train` wrote, or reinstall")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load(model: str | Path) -> LabelModel:
    """Read a model directory. Raises ModelError where it is missing, damaged, or made by another version."""
    folder = find(model)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'meta.json'}: cannot be read ({error}); restore the folder or train anew with `zhclaims train`") from None
    if not isinstance(meta, dict) or meta.get("format") != FORMAT or meta.get("features") != FEATURES:
        made = f"format {meta.get('format')}, features {meta.get('features')}" if isinstance(meta, dict) else "no table of contents"
        raise ModelError(
            f"{folder}: made by another version ({made}; this one reads format {FORMAT}, features {FEATURES}); "
            "train it anew with `zhclaims train CORPUS… -o DIR` or install the version that made it"
        )
    for name in FILES:
        path = folder / name
        if not path.is_file() or path.stat().st_size > MAX_BYTES or digest(path) != meta.get("sha256", {}).get(name):
            raise ModelError(f"{path}: missing or damaged (its checksum is not the one in meta.json); restore it or train anew")
    try:
        usable = UsableModel(**json.loads((folder / "usable.json").read_text(encoding="utf-8")))
        names = json.loads((folder / "features.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as data:
            weights = data["weights"]
        classes = tuple(meta["classes"])
        if weights.shape != (len(names), len(classes)):
            raise ValueError(f"{weights.shape} weights for {len(names)} features and {len(classes)} classes")
        temperature, threshold, slope, intercept = (float(meta[k]) for k in ("temperature", "threshold", "slope", "intercept"))
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(f"{folder}: its files do not fit together ({error}); restore the folder or train anew") from None
    return LabelModel(folder.name, {n: i for i, n in enumerate(names)}, weights, classes, temperature, threshold, meta, slope, intercept, usable)
