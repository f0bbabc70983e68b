"""The split of a corpus: shares, stability, and what is refused."""

import hashlib
import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

SCRIPT = Path(__file__).parent.parent / "scripts" / "split_corpus.py"
TEXTS = {"hans": "这里说的是简体。", "hant": "這裡說的是繁體。"}


def load():
    spec = importlib.util.spec_from_file_location("split_corpus", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


corpus = load()


def record(key, genre="wire", script="hans", note=""):
    text = TEXTS[script] + note
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": key, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {**head, "text": text, "meta": {"genre": genre}, "mentions": []}


def collection(keys):
    return {key: record(key, ("wire", "opinion", "sports")[n % 3], ("hans", "hant")[n % 2]) for n, key in enumerate(sorted(keys))}


def write(path, records):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def run(*arguments):
    call = [sys.executable, SCRIPT, *arguments]
    path = {"PYTHONPATH": str(SCRIPT.parent.parent)}
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env=path, check=False)


def ids(folder):
    lines = {name: (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in corpus.SHARES}
    return {name: [json.loads(line)["id"] for line in found] for name, found in lines.items()}


@given(st.sets(st.text("abcdefgh0123", min_size=1, max_size=6), min_size=1, max_size=60))
def test_every_document_has_one_split_and_the_shares_hold(keys):
    chosen = corpus.split(collection(keys), {})
    assert chosen.keys() == keys
    counts = Counter(chosen.values())
    assert all(abs(counts[name] - share * len(keys)) <= 2 + 0.05 * len(keys) for name, share in corpus.SHARES.items())
    assert corpus.split(collection(keys), {}) == chosen, "the same documents give the same splits"


def test_genre_and_script_are_alike_in_all_splits():
    records = collection([f"d{n:03}" for n in range(120)])
    chosen = corpus.split(records, {})
    for group in {group for one in records.values() for group in corpus.strata(one)}:
        members = [chosen[key] for key, one in records.items() if group in corpus.strata(one)]
        for name, share in corpus.SHARES.items():
            assert abs(members.count(name) - share * len(members)) <= 2, (group, name)


def test_a_document_stays_where_it_is_when_others_come(tmp_path):
    first = collection([f"d{n:02}" for n in range(20)])
    assert run(write(tmp_path / "a.jsonl", first.values()), "-o", tmp_path / "set").returncode == 0
    before = ids(tmp_path / "set")
    later = [record(f"c{n:02}") for n in range(20)] + [record("d03", note="改")]
    assert run(write(tmp_path / "b.jsonl", later), "-o", tmp_path / "set").returncode == 0
    after = ids(tmp_path / "set")
    assert all(set(before[name]) <= set(after[name]) and after[name] == sorted(after[name]) for name in corpus.SHARES)
    assert sum(map(len, after.values())) == 40
    assert any("改" in path.read_text(encoding="utf-8") for path in (tmp_path / "set").glob("*.jsonl")), "the new record of d03"


def test_numbers_are_written_as_they_were(tmp_path):
    line = json.dumps(record("a1"), ensure_ascii=False).replace('"wire"', '"wire", "n": 1200000000000.10')
    (tmp_path / "a.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run(tmp_path / "a.jsonl", "-o", tmp_path / "set").returncode == 0
    assert any("1200000000000.10" in path.read_text(encoding="utf-8") for path in (tmp_path / "set").glob("*.jsonl"))


REFUSED = [
    ([record("a1"), record("a1")], "line 2: a second record with the id 'a1'"),
    ([{**record("a1"), "text": "改"}], "line 1: field sha256"),
    ([{"id": "a1"}], "line 1"),
]


@pytest.mark.parametrize(("records", "message"), REFUSED)
def test_a_bad_record_is_explained_and_nothing_written(tmp_path, records, message):
    done = run(write(tmp_path / "a.jsonl", records), "-o", tmp_path / "set")
    assert done.returncode == 1 and message in done.stderr
    assert not (tmp_path / "set").exists()


def test_two_files_with_one_id_are_refused(tmp_path):
    done = run(write(tmp_path / "a.jsonl", [record("a1")]), write(tmp_path / "b.jsonl", [record("a1")]), "-o", tmp_path / "set")
    assert done.returncode == 1 and "b.jsonl: another file has a record with the id 'a1'" in done.stderr
