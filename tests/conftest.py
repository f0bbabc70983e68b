"""Shared by the tests: a record by hand, a pipeline without a model, and the JSON Schema as a check."""

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from extract.schema import Carrier, Claim, Document, Extent, Mention, Producer, Source, Span, Text, TimeSpan

SCHEMA_FILE = Path(__file__).parent.parent / "extract" / "record.schema.json"
EXAMPLE = "通讯社援引矿业协会的年报称，去年南湾的出口量超过2000多吨，其中近九成运往海外。第二，协会说明年未必如此[3]。"


def span(in_text, words, struct=Span, **more):
    start = in_text.index(words)
    return struct(start=start, end=start + len(words), text=words, **more)


def make_claim(text, words, **fields):
    place = span(text, words)
    given = {
        "id": f"a1#{place.start}-{place.end}",
        "start": place.start,
        "end": place.end,
        "text": words,
        "sentence": Extent(0, text.index("。") + 1 if "。" in text else len(text)),
        "kind": "count",
        "value": Decimal(1),
        "low": Decimal(1),
        "high": Decimal(1),
        "relation": "=",
        "unit": "1",
        "unit_text": None,
        "change": None,
        "modality": "fact",
        "entity": None,
        "property": None,
        "time": None,
        "source": None,
        "confidence": 0.97,
        "rule": "test",
    }
    return Claim(**(given | fields))


def make_document(text, claims=(), **fields):
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {"producer": Producer("0.1.0", "default", 0.5), "id": "a1", "sha256": digest, "text": text, "script": "hans"}
    return Document(**(given | {"claims": tuple(claims)} | fields))


@pytest.fixture
def example():
    """A record with every kind of field."""
    source = span(
        EXAMPLE,
        "年报",
        Source,
        name="矿业协会的年报",
        kind="document",
        cue=(span(EXAMPLE, "称"),),
        via=(span(EXAMPLE, "通讯社", Carrier, name="通讯社", kind="publication"),),
        confidence=0.9,
    )
    amount = make_claim(
        EXAMPLE,
        "超过2000多吨",
        kind="measure",
        value=Decimal("2E+3"),
        low=Decimal(2000),
        high=Decimal("3000"),
        relation=">",
        unit="t",
        unit_text="吨",
        entity=span(EXAMPLE, "南湾"),
        property=span(EXAMPLE, "出口量"),
        time=span(EXAMPLE, "去年", TimeSpan, edtf="2025"),
        source=source,
    )
    cited = Source(text=None, start=None, end=None, name=None, kind=None, citation="[3]")
    stated = {"kind": "percent", "value": Decimal(90), "low": None, "high": Decimal(90), "relation": "~", "unit": "%"}
    share = make_claim(EXAMPLE, "近九成", source=cited, **stated)
    below = make_claim(EXAMPLE, "[3]", label="claim", confidence=0.2)
    other = span(EXAMPLE, "第二", Mention, label="ordinal", confidence=0.99)
    meta = {"outlet": "某报", "published": "2026-03-02"}
    return make_document(EXAMPLE, [amount, share], mentions=(other, below), meta=meta, extra={"batch": 7})


@pytest.fixture
def record(example):
    """The same as read from a file."""
    from extract.records import encode_record

    return json.loads(encode_record(example), parse_float=Decimal)


class FakePipeline:
    """Every run of digits is a claim; a text with 坏 in it makes it fail."""

    def __init__(self, **options):
        self.options = options

    def pipe(self, texts, mentions=False):
        for text in texts:
            yield self(text, mentions)

    def __call__(self, text: Text, mentions=False):
        if "坏" in text.text:
            raise ValueError("fake failure")
        if "停" in text.text:
            raise KeyboardInterrupt
        found = []
        for number in re.finditer("[0-9]+", text.text):
            start, end = number.span()
            place = {"id": f"{text.id}#{start}-{end}", "start": start, "end": end, "sentence": Extent(0, len(text.text))}
            found.append(make_claim(text.text, number[0], **place))
        more = {"mentions": ()} if mentions else {}
        return make_document(text.text, found, id=text.id, meta=text.meta, extra=text.extra, **more)


@pytest.fixture
def fake_load(monkeypatch):
    """``extract.load`` replaced; the options that it was called with are collected."""
    import extract

    calls = []

    def load(model="default", published=None, threshold=None):  # the default of threshold_usable is never handed over
        calls.append({"model": model, "published": published, "threshold": threshold})
        return FakePipeline()

    monkeypatch.setattr(extract, "load", load, raising=False)
    return calls


@pytest.fixture(scope="session")
def schema_errors():
    """A function: record → what the JSON Schema finds wrong with it, in words."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))

    def errors(record):
        return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(record)]

    return errors
