"""Copies of documents with other words (scripts/vary.py): nothing moves, no number and no time changes."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.quantity.times import find_times
from extract.text.segment import Segmenter

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
from vary import Stock, varied

NOUNS = ("公司", "工厂", "学校", "银行", "商店", "医院", "机场", "港口", "码头", "车站")
VERBS = ("增长", "下降", "扩大", "缩小", "提高", "降低", "减少", "增加", "控制", "调整")
TEXT = "去年6月，公司的工厂增加了3条生产线，公司预计产量提高12%。"


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.fixture(scope="module")
def stock(segmenter):
    return Stock([{"text": "，".join((*NOUNS, *VERBS) * 2)}, {"text": TEXT}], segmenter)


def document(text, *amounts):
    starts = [text.index(amount) for amount in amounts]
    return {"id": "a", "text": text, "mentions": [{"start": start, "end": start + len(amount)} for start, amount in zip(starts, amounts, strict=True)]}


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_offsets_numbers_and_times_stay(segmenter, stock, seed):
    doc = document(TEXT, "3条", "12%")
    text = varied(doc, stock, segmenter, random.Random(seed))["text"]
    assert len(text) == len(TEXT)
    for start, end in [*((m["start"], m["end"]) for m in doc["mentions"]), *((t.start, t.end) for t in find_times(TEXT))]:
        assert text[start:end] == TEXT[start:end]
    assert [c for c in text if not c.isalpha()] == [c for c in TEXT if not c.isalpha()]


def test_a_word_is_changed_for_the_same_one_everywhere(segmenter, stock):
    copies = [varied(document(TEXT, "3条"), stock, segmenter, random.Random(seed))["text"] for seed in range(200)]
    assert all(copy[TEXT.index("公司") :][:2] == copy[TEXT.rindex("公司") :][:2] for copy in copies)
    assert any(copy[TEXT.index("公司") :][:2] != "公司" for copy in copies)


def test_words_are_changed_for_those_of_the_same_part_of_speech(segmenter, stock):
    for seed in range(200):
        text = varied(document(TEXT, "3条"), stock, segmenter, random.Random(seed))["text"]
        new = text[TEXT.index("工厂") :][:2]
        assert segmenter.tags([new]) == segmenter.tags(["工厂"])


@pytest.mark.parametrize("text", ["Sales rose 5%.", "", "12%"])
def test_a_text_without_chinese_words_stays(segmenter, stock, text):
    assert varied({"id": "a", "text": text, "mentions": []}, stock, segmenter, random.Random(1))["text"] == text


def test_the_document_itself_is_left_alone(segmenter, stock):
    doc = document(TEXT, "3条")
    varied(doc, stock, segmenter, random.Random(7))
    assert doc == document(TEXT, "3条")
