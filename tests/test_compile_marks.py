"""Marks become gold records, and a mark that does not fit is explained."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.validation import check_record

SCRIPT = Path(__file__).parent.parent / "scripts" / "compile_marks.py"
TEXT = "路透社援引北港研究院的報告稱,南灣的產能佔比去年底已近九成。報告稱,明年將新增三座工廠,共五座。"
VIA = [{"text": "路透社", "kind": "publication"}]
SOURCE = {"text": "報告", "n": 1, "name": "北港研究院的報告", "kind": "document", "cue": ["稱"], "via": VIA}
SHARE = {"q": "近九成", "label": "claim", "kind": "percent", "value": 90, "high": 90, "relation": "~", "unit": "%"}
PLANTS = {"q": "三座", "label": "claim", "kind": "count", "value": 3, "unit": "{座}", "modality": "forecast"}


@pytest.fixture(scope="module")
def marks():
    spec = importlib.util.spec_from_file_location("compile_marks", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def document(*mentions, text=TEXT, **more):
    return {"id": "a1", "meta": {"region": "tw"}, "text": text, "sources": {"A": SOURCE}, "mentions": list(mentions), **more}


def compiled(marks, mark):
    (mention,) = marks.compile_document(document(mark))["mentions"]
    return mention


def test_a_document_becomes_a_valid_gold_record(marks):
    share = {**SHARE, "entity": "南灣", "property": "產能佔比", "time": ["去年底", "2025-12"], "source": "A"}
    record = marks.compile_document(document({"q": "去年底", "label": "time"}, PLANTS, share))
    check_record(record)
    assert [mention["text"] for mention in record["mentions"]] == ["去年底", "近九成", "三座"], "in the order of the text"
    claim = record["mentions"][1]
    assert (claim["value"], claim["low"], claim["high"], claim["relation"]) == (90, None, 90, "~")
    assert claim["time"]["edtf"] == "2025-12"
    assert claim["source"]["accept"] == ["報告", "北港研究院的報告", "路透社"]
    assert claim["source"]["via"][0]["name"] == "路透社"
    for span in (claim, claim["entity"], claim["property"], claim["time"], claim["source"], *claim["source"]["cue"]):
        assert TEXT[span["start"] : span["end"]] == span["text"]


def test_what_is_not_said_has_its_default(marks):
    claim = compiled(marks, {**PLANTS, "modality": "fact"})
    del claim["start"], claim["end"]
    assert claim == {
        "text": "三座",
        "label": "claim",
        "optional": False,
        "kind": "count",
        "value": 3,
        "low": 3,
        "high": 3,
        "relation": "=",
        "unit": "{座}",
        "unit_text": None,
        "change": None,
        "modality": "fact",
        "entity": None,
        "property": None,
        "time": None,
        "source": None,
    }


def test_the_occurrence_is_the_one_named_or_else_the_nearest_before(marks):
    first, second = marks.occurrences(TEXT, "報告")
    assert compiled(marks, {**PLANTS, "entity": "報告"})["entity"]["start"] == second
    assert compiled(marks, {**PLANTS, "entity": ["報告", 1]})["entity"]["start"] == first
    assert compiled(marks, {**PLANTS, "entity": {"text": "報告", "n": 2}})["entity"]["start"] == second
    assert compiled(marks, {**SHARE, "entity": "工廠"})["entity"]["start"] == TEXT.index("工廠"), "after it, if not before"


def test_a_citation_may_be_the_only_source(marks):
    source = compiled(marks, {**PLANTS, "citation": "[3]"})["source"]
    assert (source["citation"], source["text"], source["start"], source["accept"]) == ("[3]", None, None, [])
    assert compiled(marks, {**PLANTS, "source": "A", "citation": "[3]"})["source"]["text"] == "報告"


WRONG = [
    ([{"q": "近八成", "label": "time"}], "copy the very characters"),
    ([{"q": "", "label": "time"}], "does not stand in the text"),
    ([{"q": "報告", "label": "time"}], "stands 2 times; give n"),
    ([{"q": "報告", "n": 3, "label": "time"}], "stands 2 times, n is 3"),
    ([{"q": "三座", "label": "date"}], "label 'date'"),
    ([{"q": "三座", "label": "time", "unti": "t"}], "unknown keys .'unti'"),
    ([{**PLANTS, "kind": "weight"}], "kind is 'weight', one of"),
    ([{**PLANTS, "modality": "planned"}], "modality is 'planned', one of"),
    ([{**PLANTS, "unit": None}], "unit is missing"),
    ([{**PLANTS, "value": None}], "needs a value"),
    ([{**PLANTS, "relation": "..", "low": 3, "high": 4}], "a range has low and high and no value"),
    ([{**PLANTS, "relation": "..", "value": None, "low": 3}], "a range has low and high and no value"),
    ([{**PLANTS, "source": "B"}], "no source 'B'"),
    ([{**PLANTS, "source": {"text": "報告", "kind": "paper"}}], "kind is 'paper'"),
    ([{**PLANTS, "source": {**SOURCE, "verb": "稱"}}], "unknown keys .'verb'"),
    ([{"q": "去年底", "label": "time"}, {"q": "年底", "label": "time"}], "overlap; one mark each"),
]


@pytest.mark.parametrize(("mentions", "message"), WRONG)
def test_a_mark_that_does_not_fit_is_explained(marks, mentions, message):
    with pytest.raises(marks.MarkError, match=f"a1.*{message}"):
        marks.compile_document(document(*mentions))


def run(*arguments):
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def test_files_become_lines(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(document(PLANTS)), encoding="utf-8")
    (tmp_path / "more.json").write_text(json.dumps([document(SHARE, id="a2"), document(id="a3")]), encoding="utf-8")
    done = run(tmp_path / "one.json", tmp_path / "more.json", "-o", tmp_path / "gold.jsonl")
    assert done.returncode == 0 and "3 documents, 2 claims, 0 with a source" in done.stderr
    records = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["a1", "a2", "a3"]


def test_every_error_is_listed_and_nothing_written(tmp_path):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "wrong.json").write_text(json.dumps([document({"q": "無", "label": "time"}), document(PLANTS)]), encoding="utf-8")
    done = run(tmp_path / "broken.json", tmp_path / "wrong.json", "-o", tmp_path / "gold.jsonl")
    assert done.returncode == 1
    assert "broken.json: not JSON" in done.stderr and "a1, mark 1" in done.stderr
    assert not (tmp_path / "gold.jsonl").exists()
