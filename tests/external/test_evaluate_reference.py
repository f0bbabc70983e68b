"""Proof over real text that is not part of the repository: the folder is named by ZHCLAIMS_DATA (`make external`)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import extract
from extract.evaluate.read import read_inputs
from extract.evaluate.report import report
from extract.records import encode_record
from extract.schema import Text

DATA = Path(os.environ["ZHCLAIMS_DATA"])


@pytest.mark.parametrize("least", [0.0, 0.9])
@pytest.mark.parametrize("gold", sorted(DATA.rglob("gold.jsonl")), ids=lambda path: path.parent.name)
def test_scores_are_those_of_the_reference_scorer(gold, least, tmp_path):
    pred = tmp_path / "pred.jsonl"
    texts = [Text(id=one["id"], text=one["text"], meta=one["meta"]) for one in map(json.loads, filter(None, gold.read_bytes().split(b"\n")))]
    pred.write_bytes(b"".join(map(encode_record, extract.load().pipe(texts, mentions=True))))
    call = [sys.executable, str(DATA / "score.py"), str(gold), str(pred), "--json", "--min-confidence", str(least)]
    expected = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)
    found = report(read_inputs(str(gold), str(pred)), ["gold", "pred"], least)
    sizes = {"documents": found.documents, "gold": found.gold_claims, "predicted": found.predicted_claims}
    assert (sizes | found.scores).keys() - expected.keys() == {"anaphor_accuracy"}
    assert {name: (sizes | found.scores)[name] for name in expected} == pytest.approx(expected, abs=1e-12)
