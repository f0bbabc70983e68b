"""Answers of other tools as claims, and the scripts that compare and that check promises."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from compare_peers import table, twin  # noqa: E402
from peers.reading import claims_of  # noqa: E402

TEXT = "去年3月产量3.7万吨，耗资约三百万元，占近九成，用了五年，共三座。"


def result(words, type, **resolution):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": type, "resolution": resolution}


READ = [
    (result("3.7万吨", "dimension", value="37000", unit="Ton"), ("37000", "t", "measure", "=")),
    (result("三百万元", "currency", value="3000000", unit="Chinese yuan", isoCurrency="CNY"), ("3000000", "CNY", "money", "=")),
    (result("约三百万元", "money", num="3000000.00", case="元", definition="blur"), ("3000000.00", "CNY", "money", "~")),
    (result("九成", "percentage", value="90%"), ("90", "%", "percent", "=")),
    (result("五年", "datetimeV2.duration", values=[{"timex": "P5Y"}]), ("5", "a", "duration", "=")),
    (result("五年", "time_delta", time={"year": 5.0}), ("5.0", "a", "duration", "=")),
    (result("五年", "time_delta", time=[{"year": 3.0}, {"year": 5.0}]), (None, "a", "duration", "..")),
    (result("三", "number", value="3"), ("3", "{个}", "count", "=")),
]


@pytest.mark.parametrize(("found", "expected"), READ)
def test_an_answer_is_read_as_a_claim(found, expected):
    (claim,) = claims_of(TEXT, [found])
    value, unit, kind, relation = expected
    assert (claim["value"], claim["unit"], claim["kind"], claim["relation"]) == (value and Decimal(value), unit, kind, relation)
    assert TEXT[claim["start"] : claim["end"]] == claim["text"]


NOTHING = [
    result("去年3月", "datetimeV2.daterange", values=[{"timex": "2025-03"}]),
    result("吨", "dimension", value=None, unit="Ton"),
    result("五年", "time_delta", time=[{"year": "inf"}, {}]),
    result("三百万元", "money", num="null", case="元"),
]


@pytest.mark.parametrize("found", NOTHING)
def test_an_answer_without_an_amount_is_none(found):
    assert claims_of(TEXT, [found]) == []


def test_the_larger_answer_stands_and_numbers_in_dates_are_none():
    found = [result("3", "number", value="3"), result("去年3月", "datetimeV2.daterange"), result("3.7万", "number", value="37000")]
    found += [result("3.7万吨", "dimension", value="37000", unit="Ton")]
    assert [claim["text"] for claim in claims_of(TEXT, found)] == ["3.7万吨"]


def test_the_twin_of_a_gold_document_has_its_offsets():
    lines = (ROOT / "corpora" / "first" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for document in map(json.loads, lines[:6]):
        other = twin(document)
        assert other["text"] != document["text"] and len(other["text"]) == len(document["text"])
        for one, two in zip(document["mentions"], other["mentions"], strict=True):
            assert (one["start"], one["end"], one.get("value"), one.get("unit")) == (two["start"], two["end"], two.get("value"), two.get("unit"))
            assert two["text"] == other["text"][two["start"] : two["end"]]


def test_the_table_has_a_cell_for_every_column():
    lines = table([["zhclaims", "0.1.0", *["–"] * 10]]).splitlines()
    assert {line.count("|") for line in lines} == {13}


def test_score_precision_prints_what_is_promised_and_what_is_held(tmp_path):
    gold = tmp_path / "gold.jsonl"
    lines = (ROOT / "corpora" / "first" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold.write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    call = [sys.executable, str(ROOT / "scripts" / "score_precision.py"), str(gold), "--targets", "0.9", "0.9999", "--json"]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["of"], row["target"], row["threshold"] is None) for row in rows] == [
        ("claim", 0.9, False), ("claim", 0.9999, True), ("usable", 0.9, False), ("usable", 0.9999, True),
    ]  # fmt: skip
    assert 0 < rows[0]["kept"] <= 1 and rows[0]["bound"] <= rows[0]["precision"] <= 1
