"""Prodigy: tokens and spans as spaCy has them for Chinese, since that is what Prodigy works with."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from extract.interop import prodigy
from extract.interop.sheet import sheet_of
from extract.records import read_records

HARD = Path(__file__).parent / "hard.jsonl"


@pytest.fixture(params=["small", "hard"])
def task(request, record):
    return prodigy.task(sheet_of(record if request.param == "small" else next(read_records(HARD))))


def test_tokens_make_up_the_text(task):
    doc = Doc(spacy.blank("zh").vocab, words=[t["text"] for t in task["tokens"]], spaces=[t["ws"] for t in task["tokens"]])
    assert doc.text == task["text"]
    assert [(t.idx, t.i) for t in doc] == [(t["start"], t["id"]) for t in task["tokens"]]


def test_spans_begin_and_end_with_tokens(task):
    doc = Doc(spacy.blank("zh").vocab, words=[t["text"] for t in task["tokens"]], spaces=[t["ws"] for t in task["tokens"]])
    for span in task["spans"]:
        found = doc.char_span(span["start"], span["end"], label=span["label"])
        assert found is not None
        assert (found.start, found.end - 1, found.text) == (span["token_start"], span["token_end"], span["text"])


def test_relations_name_the_last_tokens_of_their_spans(task):
    for relation in task["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]
        assert relation["head_span"]["label"] == "claim"
        assert relation["child_span"]["label"] == relation["label"]
        assert relation["head_span"] in task["spans"]


def test_the_small_task(record):
    task = prodigy.task(sheet_of(record))
    assert [s["label"] for s in task["spans"]][:3] == ["claim", "ordinal", "claim"]
    assert {r["label"] for r in task["relations"]} == {"entity", "property", "when", "source", "cue", "via"}
    assert (task["meta"], task["zhclaims"]["id"]) == ({"id": "d1"}, "d1")
