"""The corpora: every record keeps to docs/record.md, every mark to the guide, and no split leaks into another."""

import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from extract import jsonl
from extract.schema import LABELS
from extract.validation import check_record

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
SPLITS = ("train", "dev", "test")
SHINGLE, SAME_TEXT = 8, 0.2
REGIONS = {"cn", "tw", "hk", "sg", "my"}


def read(folder, split):
    return [jsonl.loads(line) for line in (CORPORA / folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


FOLDERS = sorted(path.parent.name for path in CORPORA.glob("*/train.jsonl"))
RECORDS = [(folder, split, record) for folder in FOLDERS for split in SPLITS for record in read(folder, split)]


def spans(value):
    """Every object with start, end and text at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def shingles(text):
    letters = "".join(filter(str.isalnum, text))
    return {letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1)}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def test_there_is_a_corpus_with_every_split():
    assert FOLDERS
    for folder in FOLDERS:
        assert all(read(folder, split) for split in SPLITS)
        assert (CORPORA / folder / "README.md").exists()


@pytest.mark.parametrize(("folder", "split", "record"), RECORDS, ids=[f"{f}-{s}-{r['id']}" for f, s, r in RECORDS])
def test_record(folder, split, record, schema_errors):
    check_record(record)  # offsets, enumerations, checksum
    assert schema_errors(record) == []
    assert all(record["text"][span["start"] : span["end"]] == span["text"] for span in spans(record["mentions"]))
    assert all(mention["label"] in LABELS for mention in record["mentions"])
    assert all(a["end"] <= b["start"] for a, b in pairwise(record["mentions"])), "marks in order, without overlap"
    assert record["meta"]["region"] in REGIONS
    assert record["meta"]["published"] and record["meta"]["genre"]


@pytest.mark.parametrize(("folder", "split", "record"), RECORDS, ids=[f"{f}-{s}-{r['id']}" for f, s, r in RECORDS])
def test_bounds_hold_the_value(folder, split, record):
    for claim in (m for m in record["mentions"] if m["label"] == "claim" and not m["optional"]):
        value, low, high, relation = (claim[key] for key in ("value", "low", "high", "relation"))
        where = f"{record['id']}: {claim['text']} at {claim['start']}"
        assert (value is None) == (relation == ".."), where
        assert value is None or low is None or low <= value, where
        assert value is None or high is None or value <= high, where
        assert low is None or high is None or low <= high, where
        assert relation != "=" or low == high == value, where


@pytest.mark.parametrize("folder", FOLDERS)
def test_splits_are_disjoint_and_sorted(folder):
    ids = {split: [record["id"] for record in read(folder, split)] for split in SPLITS}
    assert all(found == sorted(set(found)) for found in ids.values())
    assert all(not set(ids[a]) & set(ids[b]) for a, b in combinations(SPLITS, 2))


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_text_of_one_split_is_nearly_one_of_another(folder):
    texts = [(split, record["id"], shingles(record["text"])) for split in SPLITS for record in read(folder, split)]
    pairs = [(one, two) for one, two in combinations(texts, 2) if one[0] != two[0]]
    close = [(one[1], two[1]) for one, two in pairs if jaccard(one[2], two[2]) > SAME_TEXT]
    assert close == []


def test_the_measure_of_likeness_sees_a_changed_figure_and_not_a_shared_phrase():
    text = "北港市统计局昨日公布的数据显示,去年全市常住人口为八百一十二万人,比上年末减少三万人,城镇化率达到百分之七十一。"
    changed = text.replace("八百一十二", "八百一十三")
    other = "港口公司昨日公布的数据显示,去年吞吐量再创新高,其中集装箱业务增长最快,散货则与上年大致相当。"
    assert jaccard(shingles(text), shingles(changed)) > SAME_TEXT
    assert jaccard(shingles(text), shingles(other)) <= SAME_TEXT


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_datasheet_counts_what_is_there(folder):
    check = [sys.executable, ROOT / "scripts" / "describe_corpus.py", CORPORA / folder, "--check"]
    done = subprocess.run(check, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
