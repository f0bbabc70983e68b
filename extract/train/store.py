"""A model directory as it is written: plain numbers, the same bytes from the same model."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import to_builtins

from extract.claim.model import FILES, LabelModel, digest


def write(out: Path, model: LabelModel, calibration: dict[str, Any], meta: dict[str, Any]) -> None:
    """Write the files of a model into ``out``; ``meta`` gets their checksums, last."""
    out.mkdir(parents=True, exist_ok=True)
    names = sorted(model.vocabulary, key=model.vocabulary.__getitem__)
    _json(out / "features.json", names, indent=0)
    _json(out / "usable.json", to_builtins(model.usable), indent=0)
    _json(out / "calibration.json", calibration)
    array = io.BytesIO()
    np.save(array, model.weights, allow_pickle=False)
    with zipfile.ZipFile(out / "weights.npz", "w", zipfile.ZIP_DEFLATED) as archive:  # fixed dates: same bytes every time
        archive.writestr(zipfile.ZipInfo("weights.npy", (2020, 1, 1, 0, 0, 0)), array.getvalue(), zipfile.ZIP_DEFLATED)
    meta["sha256"] = {name: digest(out / name) for name in FILES}
    _json(out / "meta.json", meta, indent=1)


def _json(path: Path, value: Any, indent: int | None = None) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")
