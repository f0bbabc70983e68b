"""The corpora: every record keeps to docs/record.md, every mark to the guide, and no split leaks into another."""

import subprocess
import sys
from pathlib import Path

import pytest
from edtf import parse_edtf

from extract import jsonl
from extract.corpora.check import check

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "corpora"
SPLITS = ("train", "dev", "test")
REGIONS = {"cn", "tw", "hk", "sg", "my"}


def read(folder, split):
    return [jsonl.loads(line) for line in (CORPORA / folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


FOLDERS = sorted(path.parent.name for path in CORPORA.glob("*/train.jsonl"))
RECORDS = [(folder, split, record) for folder in FOLDERS for split in SPLITS for record in read(folder, split)]


def test_there_is_a_corpus_with_every_split():
    assert FOLDERS
    for folder in FOLDERS:
        assert all(read(folder, split) for split in SPLITS)
        assert (CORPORA / folder / "README.md").exists()


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_gold_holds(folder):
    report = check([CORPORA / folder])
    assert report.documents == len(RECORDS) and report.claims
    assert [str(fault) for fault in report.faults] == []


@pytest.mark.parametrize(("folder", "split", "record"), RECORDS, ids=[f"{f}-{s}-{r['id']}" for f, s, r in RECORDS])
def test_record(folder, split, record, schema_errors):
    assert schema_errors(record) == []
    assert record["meta"]["region"] in REGIONS
    assert record["meta"]["published"] and record["meta"]["genre"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_splits_are_sorted(folder):
    ids = {split: [record["id"] for record in read(folder, split)] for split in SPLITS}
    assert all(found == sorted(found) for found in ids.values())


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_was_reviewed_is_sorted(folder):
    lines = (CORPORA / folder / "reviewed.tsv").read_text(encoding="utf-8").splitlines()
    keys = [(id, int(start), field) for id, start, field, _ in (line.split("\t") for line in lines if not line.startswith("#"))]
    assert keys == sorted(set(keys))


def test_every_date_is_edtf_to_an_independent_reader():
    times = [mention["time"] for *_, record in RECORDS for mention in record["mentions"] if mention.get("time")]
    for date in {time["edtf"] for time in times if time["edtf"]}:
        parse_edtf(date)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_datasheet_counts_what_is_there(folder):
    check = [sys.executable, ROOT / "scripts" / "describe_corpus.py", CORPORA / folder, "--check"]
    done = subprocess.run(check, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
