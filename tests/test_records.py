import gzip
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import extract
from extract import jsonl
from extract.errors import RecordError, UsageError
from extract.gold import GoldDocument
from extract.records import check_record, encode_record, read_records, to_document, to_gold, write_record
from extract.schema import Document, Mention

ROOT = Path(__file__).parent.parent


def at(record, path):
    """The object that holds the last step of ``path``, and that step."""
    *steps, last = path
    for step in steps:
        record = record[step]
    return record, last


def written(tmp_path, *lines, name="r.jsonl"):
    file = tmp_path / name
    file.write_bytes(b"".join(line if isinstance(line, bytes) else encode_record(line) for line in lines))
    return file


def without(record, *names):
    return {name: value for name, value in record.items() if name not in names}


def as_gold(record):
    mentions = [without(claim, "confidence", "rule", "id") | {"label": "claim"} for claim in record["claims"]]
    mentions[0]["source"]["accept"] = ["年报", None]
    mentions[0]["accept_units"] = ["{吨}"]
    rest = [mention for mention in record["mentions"] if mention["label"] != "claim"]
    others = [without(mention, "confidence") | {"optional": True} for mention in rest]
    return without(record, "producer", "script", "claims", "batch") | {"mentions": mentions + others}


# Numbers


@pytest.mark.parametrize(
    ("amount", "digits"),
    [
        ("1.2E+12", "1200000000000"),
        ("0.1", "0.1"),
        ("33.3333", "33.3333"),
        ("1E-7", "0.0000001"),
        ("0.000000000000000000012", "0.000000000000000000012"),
        ("1E+3", "1000"),
        ("-30", "-30"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ("0E+3", "0"),
        ("1E+68", "1" + "0" * 68),
    ],
)
def test_amounts_are_written_in_plain_digits(amount, digits):
    assert jsonl.dumps({"value": Decimal(amount)}) == f'{{"value":{digits}}}\n'.encode()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e60"), max_value=Decimal("1e60")))
def test_amounts_survive_exactly(amount):
    line = jsonl.dumps({"value": amount})
    assert b"e" not in line[8:].lower()
    assert Decimal(jsonl.loads(line.decode())["value"]) == amount


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_json_cannot_say_is_an_error(amount):
    with pytest.raises(RecordError, match="'a1' cannot be written"):
        encode_record({"id": "a1", "value": Decimal(amount)})


@pytest.mark.parametrize(("amount", "digits"), [("1.2E+12", "1200000000000"), ("1E-9", "0.000000001"), ("12.50", "12.50"), ("0", "0")])
def test_amounts_of_claims_are_written_in_plain_digits(amount, digits):
    found = extract.extract("出口12万吨，E+、NaN和Infinity都是文字。")
    claim = replace(found.claims[0], value=Decimal(amount))
    assert f'"value":{digits},'.encode() in encode_record(replace(found, claims=(claim,)))
    odd = replace(claim, rule="E+ NaN")
    plain = encode_record(replace(found, claims=(claim,)))
    assert encode_record(replace(found, claims=(odd,))) == plain.replace(f'"rule":"{claim.rule}"'.encode(), b'"rule":"E+ NaN"')


def test_a_claim_whose_amount_is_no_number_is_an_error():
    found = extract.extract("出口12万吨。")
    with pytest.raises(RecordError, match="cannot be written"):
        encode_record(replace(found, claims=(replace(found.claims[0], value=Decimal("NaN")),)))


def test_an_unknown_field_with_a_monstrous_exponent_is_kept_short():
    assert jsonl.dumps(jsonl.loads('{"x":1e999999}')) == b'{"x":1E+999999}\n'


# Round trips

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.text() | st.decimals(-(10**9), 10**9, places=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=5))
def test_any_object_survives_a_line(value):
    line = jsonl.dumps(value)
    assert line.count(b"\n") == 1
    assert jsonl.loads(line.decode()) == value


def test_a_document_survives(tmp_path, example):
    (record,) = read_records(written(tmp_path, example))
    back = to_document(record)
    assert back == example
    assert encode_record(back) == encode_record(example)
    assert isinstance(back, Document)
    assert back.extra == {"batch": 7}


def test_the_record_has_the_fields_of_the_contract_in_their_order(example):
    record = json.loads(encode_record(example))
    order = ["schema", "offset_unit", "producer", "id", "sha256", "text", "meta", "script", "claims", "mentions", "batch"]
    assert list(record) == order
    assert "label" not in record["claims"][0]
    assert "confidence_usable" not in record["claims"][0]
    assert record["mentions"][1]["label"] == "claim"


def test_mentions_are_left_out_unless_there_are_any(example):
    from msgspec import UNSET
    from msgspec.structs import replace

    assert "mentions" not in json.loads(encode_record(replace(example, mentions=UNSET)))
    assert json.loads(encode_record(replace(example, mentions=())))["mentions"] == []


def test_extra_fields_do_not_displace_ours(example):
    from msgspec.structs import replace

    record = json.loads(encode_record(replace(example, extra={"text": "another", "extra": 1})))
    assert record["text"] == example.text
    assert record["extra"] == 1


PLACES = [
    (),
    ("meta",),
    ("producer",),
    ("claims", 0),
    ("claims", 0, "sentence"),
    ("claims", 0, "entity"),
    ("claims", 0, "time"),
    ("claims", 0, "source"),
    ("claims", 0, "source", "cue", 0),
    ("claims", 0, "source", "via", 0),
    ("mentions", 0),
    ("mentions", 1),
]


@pytest.mark.parametrize("place", PLACES)
def test_unknown_fields_are_kept_on_every_level(tmp_path, record, place):
    holder, name = at(record, (*place, "unknown"))
    holder[name] = {"note": "复核", "scores": [Decimal("0.10"), None]}
    file = written(tmp_path, record)
    (back,) = read_records(file)
    assert back == record
    assert encode_record(back) == file.read_bytes()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts, st.data())
def test_spans_of_any_text_survive(text, data):
    from hashlib import sha256

    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    mention = {"start": start, "end": end, "text": words, "label": "time", "optional": False}
    digest = sha256(text.encode()).hexdigest()
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": "x"}
    record = head | {"sha256": digest, "text": text, "mentions": [mention]}
    back = jsonl.loads(encode_record(record).decode())
    check_record(back)
    assert back == record


# Gold


def test_the_gold_form_is_read(tmp_path, record):
    (back,) = read_records(written(tmp_path, as_gold(record)))
    gold = to_gold(back)
    assert isinstance(gold, GoldDocument)
    first, *_, last = gold.mentions
    assert first.source.accept == ("年报", None)
    assert first.accept_units == ("{吨}",)
    assert first.value == 2000
    assert (last.label, last.optional, last.kind) == ("ordinal", True, None)


def test_an_optional_claim_may_state_nothing(record):
    gold = as_gold(record)
    gold["mentions"] = [{"start": 0, "end": 3, "text": "通讯社", "label": "claim", "optional": True}]
    check_record(gold)
    gold["mentions"][0]["optional"] = False
    with pytest.raises(RecordError, match=r"field mentions\[0\].kind: a claim that is not optional must state it"):
        check_record(gold)


def test_mentions_of_a_run_are_claims_or_mentions(example, record):
    other, below = to_document(record).mentions
    assert isinstance(other, Mention)
    assert below == example.mentions[1]


# Errors that teach

BREAKS = [
    (("schema",), "zhclaims/2", 'field schema: this version reads "zhclaims/1", the record says "zhclaims/2"'),
    (("offset_unit",), "utf-16", "field offset_unit: expected one of codepoint, met 'utf-16'"),
    (("id",), 7, "field id: expected str, got int"),
    (("meta",), [], "field meta: expected object, got array"),
    (("producer", "threshold"), "high", "field producer.threshold: expected float, got str"),
    (("script",), "latin", "field script: expected one of hant, hans, mixed, none, met 'latin'"),
    (("text",), "别的文字", "field sha256: is not that of text"),
    (("claims",), {}, "field claims: expected array, got object"),
    (("claims", 1, "start"), "3", r"field claims[1].start: expected int, got str"),
    (("claims", 1, "start"), 0, "field claims[1]: text[0:"),
    (("claims", 1, "end"), 10**6, "is not within the text"),
    (("claims", 1, "start"), -5, "is not within the text"),
    (("claims", 0, "kind"), "weight", "field claims[0].kind: expected one of money, percent"),
    (("claims", 0, "source", "kind"), "ghost", "field claims[0].source.kind: expected one of person, organisation"),
    (("claims", 0, "value"), "2000", "field claims[0].value: expected a number or null, met the string '2000'"),
    (("claims", 0, "value"), Decimal("1E+9999"), "field claims[0].value: expected an amount"),
    (("claims", 0, "entity", "text"), "北湾", "field claims[0].entity: text[16:18] is '南湾', but the span says '北湾'"),
    (("claims", 0, "time", "start"), 0, "field claims[0].time: "),
    (("claims", 0, "source", "start"), None, "field claims[0].source: start, end and text must be given all three"),
    (("claims", 0, "source", "cue", 0, "text"), "说", "field claims[0].source.cue[0]: "),
    (("claims", 0, "source", "via", 0, "end"), 1, "field claims[0].source.via[0]: "),
    (("claims", 0, "sentence", "end"), 999, "field claims[0].sentence: 0 to 999 is not within the text"),
    (("mentions", 0, "text"), "第三", "field mentions[0]: "),
    (("mentions", 0, "label"), "date", "field mentions[0].label: expected one of claim, time"),
]


@pytest.mark.parametrize(("path", "value", "message"), BREAKS)
def test_a_broken_field_is_named_with_file_and_line(tmp_path, record, path, value, message):
    good = encode_record(record)
    holder, name = at(record, path)
    holder[name] = value
    file = written(tmp_path, good, b"\n", record)
    reading = read_records(file)
    next(reading)
    with pytest.raises(RecordError) as caught:
        next(reading)
    assert str(caught.value).startswith(f"{file}, line 3: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["offset_unit", "id", "sha256", "text", "producer", "script"])
def test_a_missing_field_is_named(record, name):
    del record[name]
    with pytest.raises(RecordError, match=f"field {name}: expected, but the record has none"):
        check_record(record)


@pytest.mark.parametrize("name", ["value", "modality", "source", "confidence", "rule"])
def test_a_missing_field_of_a_claim_is_named(record, name):
    del record["claims"][1][name]
    with pytest.raises(RecordError, match=rf"field claims\[1\]: expected the field {name}, met none"):
        check_record(record)


LINES = [
    (b'{"schema": "zhclaims/1"', "expected one JSON object"),
    (b"[1]", "met a list"),
    (b'"a"', "met a string"),
    (b'{"id": "a1", "text": "t"}', "this is no annotated record: make one with zhclaims extract"),
    (b'{"schema": "zhclaims/1", "text": "t"}', "met neither; annotate the text"),
    ("{'schema': '报'}".encode("gb18030"), "records are UTF-8"),
    (b'{"text": "\\ud83d"}', "half of a surrogate pair"),
    (b"[" * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("line", "message"), LINES)
def test_a_bad_line_is_explained(tmp_path, line, message):
    file = written(tmp_path, line)
    with pytest.raises(RecordError) as caught:
        list(read_records(file))
    assert f"{file}, line 1: " in str(caught.value)
    assert message in str(caught.value)


def test_files_that_cannot_be_read(tmp_path, record):
    with pytest.raises(UsageError, match="no such file"):
        list(read_records(tmp_path / "none.jsonl"))
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_records(tmp_path))
    whole = gzip.compress(encode_record(record) * 50)
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_records(written(tmp_path, whole[: len(whole) // 2], name="cut.jsonl.gz")))


def test_gzip_and_byte_order_mark_and_stdin(tmp_path, record, monkeypatch):
    line = encode_record(record)
    assert list(read_records(written(tmp_path, gzip.compress(line * 2), name="r.jsonl.gz"))) == [record, record]
    assert list(read_records(written(tmp_path, b"\xef\xbb\xbf" + line))) == [record]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert list(read_records("-")) == [record]


def test_write_record(record):
    file = io.BytesIO()
    write_record(file, record)
    assert file.getvalue() == encode_record(record)


# The JSON Schema


def test_the_schema_is_current():
    check = [sys.executable, "scripts/write_schema.py", "--check"]
    run = subprocess.run(check, cwd=ROOT, capture_output=True, env={"PYTHONPATH": str(ROOT)})
    assert run.returncode == 0, run.stderr.decode()


def test_both_forms_fit_the_schema(record, schema_errors):
    assert schema_errors(record) == []
    assert schema_errors(as_gold(record)) == []


OUT_OF_SCHEMA = [
    (("schema",), "zhclaims/2"),
    (("sha256",), "abc"),
    (("claims", 0, "value"), "2000"),
    (("claims", 0, "kind"), "weight"),
    (("claims", 0, "kind"), None),
    (("claims", 0, "entity"), "南湾"),
    (("claims", 0, "source", "via", 0, "kind"), "ghost"),
    (("mentions", 0, "label"), "date"),
    (("mentions", 1, "relation"), "≈"),
]


@pytest.mark.parametrize(("path", "value"), OUT_OF_SCHEMA)
def test_the_schema_rejects(record, schema_errors, path, value):
    holder, name = at(record, path)
    holder[name] = value
    assert schema_errors(record)


@pytest.mark.parametrize("place", PLACES)
def test_the_schema_allows_further_fields(record, schema_errors, place):
    holder, name = at(record, (*place, "unknown"))
    holder[name] = 1
    assert schema_errors(record) == []


@pytest.mark.parametrize("name", ["value", "source", "rule", "modality"])
def test_the_schema_requires(record, schema_errors, name):
    del record["claims"][0][name]
    assert schema_errors(record)
