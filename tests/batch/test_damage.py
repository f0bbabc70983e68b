"""Damaged lines among good ones: no good record is lost, every bad one is listed with its place."""

import json
import random

import pytest
from batch_helpers import batch, documents, errors, lines, records, text

GOOD = 400
BAD = [
    ('{"id": "x", "text": "' + text(1)).encode()[:-1] + b'"}',  # a character cut in two
    ('{"id": "x", "text": "' + text(2)).encode()[:20] + b"\xff\xfe" + '增长3%"}'.encode(),
    json.dumps({"id": "x", "text": text(3)}, ensure_ascii=False).encode()[:60],  # truncated
    b'{"id": "x", "text": 17}',
    b'{"id": "x", "text": null}',
    b'{"id": ["x"], "text": "t"}',
    b'["id", "x"]',
    b'"text"',
    b"\x00" * 40,
    b'{"id": "x", "text": "a\x00b"}',  # NUL itself is no JSON
    rb'{"id": "x", "text": "a\ud83d"}',
    rb'{"id": "x", "text": "\udc00"}',
    b'{"id": "x", "text": "t", "meta": 3}',
]
"""Three in a hundred, with the line of 50 MB."""


@pytest.fixture(scope="module")
def damaged(tmp_path_factory):
    """A file of good lines with bad ones among them, and the numbers of the bad ones."""
    good = [line.encode() + b"\n" for line in lines(records(GOOD)).splitlines()]
    huge = b'{"id": "x", "text": "' + b"x" * 50_000_000 + b'"}'
    chance = random.Random(3)
    mixed = [(line, True) for line in good] + [(line + b"\n", False) for line in [*BAD, huge]]
    chance.shuffle(mixed)
    file = tmp_path_factory.mktemp("damaged") / "in.jsonl"
    file.write_bytes(b"".join(line for line, _ in mixed))
    order = [json.loads(line)["id"] for line, sound in mixed if sound]
    return file, order, [number for number, (_, sound) in enumerate(mixed, 1) if not sound]


def test_no_good_record_is_lost_and_every_bad_line_is_listed(damaged, tmp_path):
    file, order, bad = damaged
    assert len(bad) / (len(bad) + GOOD) > 0.03
    done = batch(file, "-o", tmp_path / "out", "--shard-size", "0.05")
    assert done.returncode == 1, done.stderr
    assert [record["id"] for record in documents(tmp_path / "out")] == order
    listed = errors(tmp_path / "out")
    assert [error["line"] for error in listed] == bad
    assert {error["file"] for error in listed} == {str(file)}
    assert all(error["reason"] for error in listed)


def test_max_errors_stops_the_run_and_keeps_what_is_done(damaged, tmp_path):
    file, _, bad = damaged
    out = tmp_path / "out"
    done = batch(file, "-o", out, "--shard-size", "0.02", "--max-errors", "3")
    assert done.returncode == 2
    assert "more than --max-errors 3" in done.stderr
    assert not (out / "manifest.json").exists()
    assert errors(out)
    done = batch(file, "-o", out, "--max-errors", len(bad))
    assert done.returncode == 1
    assert len(documents(out)) == GOOD


def test_documents_that_are_too_long(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(lines([{"id": "a", "text": "3%" * 600}, {"id": "b", "text": "增长3%。"}]), encoding="utf-8")
    book = tmp_path / "book.txt"
    book.write_text("三" * 10_000, encoding="utf-8")
    done = batch(file, book, "-o", tmp_path / "out", "--max-chars", "1000")
    assert done.returncode == 1
    assert [record["id"] for record in documents(tmp_path / "out")] == ["b"]
    first, second = errors(tmp_path / "out")
    assert "the document has 1,200 characters, more than --max-chars 1000; split it, or raise --max-chars" in first["reason"]
    assert second["file"] == str(book)
    assert "raise --max-chars" in second["reason"]
