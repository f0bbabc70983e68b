"""Export, then import: the same records, field by field, whatever the characters."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import jsonl
from extract.errors import RecordError
from extract.interop import brat, doccano, label_studio, web_annotation
from extract.interop.merge import record_of
from extract.interop.sheet import sheet_of
from extract.pipeline import load
from extract.records import encode_record, read_records
from extract.schema import LABELS, Change, Kind, Modality, Relation, SourceKind, Text
from extract.validation import check_record

DEV = Path(__file__).parents[2] / "corpora" / "first" / "dev.jsonl"
HARD = Path(__file__).parent / "hard.jsonl"
"""One document with 𠮷, emoji, joined and combining characters, CRLF and other ends of lines, lone blanks in marks."""
GOLD = [*read_records(DEV), *read_records(HARD)]


# What each tool makes of a sheet


def through_json(value):
    """As if written to a file and read again."""
    return jsonl.loads(jsonl.dumps(value).decode())


def by_label_studio(sheet):
    return label_studio.sheet(through_json(label_studio.task(sheet)))


def by_doccano(sheet):
    return doccano.sheet(through_json(doccano.line(sheet, "utf16")), "utf16")


def by_doccano_graphemes(sheet):
    return doccano.sheet(through_json(doccano.line(sheet, "grapheme")), "grapheme")


def by_brat(sheet):
    files = {ending: content.encode().decode() for ending, content in brat.files(sheet).items()}
    return brat.sheet("document", files[".txt"], files[".ann"], files[brat.REST])


def by_web_annotation(sheet):
    return web_annotation.sheet(through_json(web_annotation.page(sheet)))


TOOLS = {"label-studio": by_label_studio, "doccano": by_doccano, "brat": by_brat, "web-annotation": by_web_annotation}


def there_and_back(record, tool):
    return record_of(TOOLS[tool](sheet_of(record)))



# Generated records: any characters, any spans, any fields

PIECES = ["𠮷", "👨‍👩‍👧", "🇨🇳", " ", "\r\n", "\r", "\n", "\t", "e\u0301", "\u2028", "\x85", "\x0b", "\u00a0", "\u3000", "\ufeff", "\u200d"]
PIECES += ["吨", "三", "3", "0.5", "{", '"', "\\", "\\n", "'", "<b>", "，", "＝"]
words = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)
amounts = st.one_of(st.none(), st.integers(-(10**18), 10**18), decimals)
unknown = st.dictionaries(st.sampled_from(["note", "x-y", "我"]), st.one_of(words, st.integers(), st.lists(words, max_size=2)), max_size=1)


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return {"start": start, "end": end, "text": text[start:end]}


def choice(type):
    return st.one_of(st.none(), st.sampled_from(type.__args__))


@st.composite
def sources(draw, text):
    place = draw(st.one_of(st.just({"start": None, "end": None, "text": None}), spans(text)))
    more = {"name": draw(st.one_of(st.none(), words)), "kind": draw(choice(SourceKind))}
    lists = {"cue": draw(st.lists(spans(text), max_size=2)), "via": []}
    for carrier in draw(st.lists(spans(text), max_size=2)):
        lists["via"].append(carrier | {"name": draw(words), "kind": draw(choice(SourceKind))})
    rest = {"citation": draw(st.one_of(st.none(), words)), "reference": draw(st.one_of(st.none(), spans(text)))}
    return place | more | lists | rest | draw(unknown)


@st.composite
def claims(draw, text):
    fields = {name: draw(amounts) for name in ("value", "low", "high")}
    fields |= {"kind": draw(st.sampled_from(Kind.__args__)), "relation": draw(st.sampled_from(Relation.__args__))}
    fields |= {"unit": draw(words.filter(bool)), "unit_text": draw(st.one_of(st.none(), words)), "change": draw(choice(Change))}
    fields |= {"modality": draw(st.sampled_from(Modality.__args__))}
    fields |= {name: draw(st.one_of(st.none(), spans(text))) for name in ("entity", "property")}
    fields["time"] = draw(st.one_of(st.none(), st.builds(lambda s, e: s | {"edtf": e}, spans(text), st.one_of(st.none(), words))))
    fields["source"] = draw(st.one_of(st.none(), sources(text)))
    return draw(spans(text)) | fields | draw(unknown)


@st.composite
def gold_records(draw):
    text = draw(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
    mentions = []
    for _ in range(draw(st.integers(0, 4))):
        label = draw(st.sampled_from(LABELS))
        body = draw(claims(text)) if label == "claim" else draw(spans(text)) | draw(unknown)
        mentions.append(body | {"label": label} | draw(st.sampled_from([{}, {"optional": True}, {"optional": False}])))
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": draw(words), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return head | {"text": text, "meta": draw(unknown)} | draw(unknown) | {"mentions": mentions}


@st.composite
def run_records(draw):
    record = draw(gold_records())
    text = record["text"]
    chances = st.decimals(0, 1, places=4)
    found = []
    for _ in range(draw(st.integers(0, 3))):
        claim = draw(claims(text))
        place = {"id": f"{record['id']}#{claim['start']}-{claim['end']}", "sentence": {"start": 0, "end": len(text)}}
        found.append(claim | place | {"confidence": draw(chances), "rule": "test"})
    others = [m | {"confidence": draw(chances)} for m in record.pop("mentions") if m["label"] != "claim"]
    if found and draw(st.booleans()):
        others.append(found.pop() | {"label": "claim"})
    producer = {"zhclaims": "0.1.0", "model": "default", "threshold": draw(chances)}
    record |= {"producer": producer, "script": "hans", "claims": found}
    return record | ({"mentions": others} if draw(st.booleans()) else {})


SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.fixture(scope="module")
def extracted():
    """The same documents as a run gives them with --mentions."""
    texts = [Text(id=record["id"], text=record["text"], meta=record["meta"], extra={"batch": 7}) for record in GOLD]
    return [jsonl.loads(encode_record(document).decode()) for document in load().pipe(texts, mentions=True)]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("record", [pytest.param(record, id=record["id"]) for record in GOLD])
def test_gold_comes_back_as_it_was(record, tool):
    assert there_and_back(record, tool) == record


@pytest.mark.parametrize("tool", TOOLS)
def test_extracted_records_come_back_as_they_were(extracted, tool):
    assert sum(len(record["claims"]) for record in extracted) > 300
    for record in extracted:
        assert there_and_back(record, tool) == record


def test_the_hard_file_is_hard():
    (record,) = read_records(HARD)
    assert all(char in record["text"] for char in ("𠮷", "👨‍👩‍👧", "\r\n", "e\u0301", "\u2028", "\t", "\u00a0"))
    assert " " in [mention["text"] for mention in record["mentions"]]
    assert any("\r\n" in mention["text"] for mention in record["mentions"])


@pytest.mark.parametrize("tool", TOOLS)
@given(record=gold_records())
@SLOW
def test_any_gold_comes_back_as_it_was(tool, record):
    check_record(record)
    assert there_and_back(record, tool) == record


@pytest.mark.parametrize("tool", TOOLS)
@given(record=run_records())
@SLOW
def test_any_record_of_a_run_comes_back_as_it_was(tool, record):
    check_record(record)
    assert there_and_back(record, tool) == record


@given(record=gold_records())
@SLOW
def test_grapheme_clusters_give_the_same_record_or_are_refused(record):
    try:
        sheet = by_doccano_graphemes(sheet_of(record))
    except RecordError as error:
        assert "grapheme" in str(error)
    else:
        assert record_of(sheet) == record
