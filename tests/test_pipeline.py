"""The whole way from a text to its record."""

import json
import pickle
from decimal import Decimal
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract
from extract.errors import ModelError, UsageError
from extract.records import encode_record
from extract.schema import Text
from extract.validation import check_record

EXAMPLE = "路透社援引北港研究院週一發布的報告稱,南灣的分離產能佔比去年底已近九成。"
EXAMPLES = sorted((Path(__file__).parents[1] / "docs" / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def pipeline():
    return extract.load()


def test_one_sentence_gives_one_claim_with_value_source_and_time(pipeline):
    document = pipeline(Text(id="n17", text=EXAMPLE, meta={"published": "2026-03-02"}))
    (claim,) = document.claims
    assert (claim.id, claim.text, claim.value, claim.high, claim.relation, claim.unit) == ("n17#32-35", "近九成", 90, 90, "~", "%")
    assert claim.kind == "percent"
    assert claim.unit_text == "成"
    assert claim.time.text == "去年底"
    assert claim.time.edtf == "2025-12"
    assert "北港研究院" in claim.source.name
    assert [carrier.name for carrier in claim.source.via] == ["路透社"]
    assert document.script == "hant"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_give_valid_records(pipeline, path, schema_errors):
    document = pipeline(Text(id=path.stem, text=path.read_text(encoding="utf-8")), mentions=True)
    record = json.loads(encode_record(document))
    check_record(record)
    assert schema_errors(record) == []
    assert len(record["claims"]) > 15


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_simplified_twin_has_the_same_claims(pipeline, path):
    text = path.read_text(encoding="utf-8")
    twin = opencc.OpenCC("t2s").convert(text)
    ours, theirs = pipeline(text).claims, pipeline(twin).claims
    fields = ("start", "end", "value", "low", "high", "relation", "unit", "kind", "change", "modality", "rule", "confidence")
    assert [[getattr(c, f) for f in fields] for c in ours] == [[getattr(c, f) for f in fields] for c in theirs]
    assert [c.source and (c.source.start, c.source.end) for c in ours] == [c.source and (c.source.start, c.source.end) for c in theirs]


def test_amounts_are_exact_in_the_record(pipeline):
    record = json.loads(encode_record(pipeline("投资1.2万亿美元，纯度99.999%，成本0.1元/度。")), parse_float=Decimal)
    assert [c["value"] for c in record["claims"]] == [1200000000000, Decimal("99.999"), Decimal("0.1")]


def test_mentions_are_written_on_request_and_hold_what_is_no_claim(pipeline):
    text = "2024年4月5日，F-35的一个部件涨价三成。"
    assert "mentions" not in json.loads(encode_record(pipeline(text)))
    document = pipeline(text, mentions=True)
    assert {m.text: m.label for m in document.mentions} == {"2024年4月5日": "time", "F-35": "identifier", "一个": "indefinite"}
    assert [c.text for c in document.claims] == ["三成"]


def test_a_claim_below_the_threshold_stands_among_the_mentions_with_all_its_fields():
    strict = extract.load(threshold=1.0)
    document = strict("产量增长三成。", mentions=True)
    assert document.claims == ()
    (mention,) = document.mentions
    assert (mention.label, mention.value, mention.change) == ("claim", 30, "increase")


def test_every_claim_says_how_likely_it_is_usable(pipeline):
    texts = ["据北港海关统计，一季度出口12万吨，同比增长三成多。", "产量三成。", ""]
    batch = [claim.confidence_usable for d in pipeline.pipe(texts) for claim in d.claims]
    assert len(batch) == 3 and all(0 < chance < 1 for chance in batch)
    assert batch == [claim.confidence_usable for text in texts for claim in pipeline(text).claims]


def test_a_claim_that_is_not_usable_enough_stands_among_the_mentions():
    text = "产量增长三成。"
    (claim,) = extract.extract(text).claims
    strict = extract.load(threshold_usable=claim.confidence_usable + 0.001)(text, mentions=True)
    assert strict.claims == () and strict.producer.threshold_usable == claim.confidence_usable + 0.001
    (mention,) = strict.mentions
    assert (mention.label, mention.value, mention.confidence) == ("claim", 30, claim.confidence)
    assert extract.load(threshold_usable=claim.confidence_usable)(text).claims == (claim,)


def test_a_threshold_means_what_the_record_says():
    text = "产量增长三成。"
    (claim,) = extract.extract(text).claims
    assert extract.load(threshold=claim.confidence)(text).claims == (claim,)


def test_extra_fields_and_meta_pass_through(pipeline):
    document = pipeline(Text(id="a", text="三成。", meta={"outlet": "海湾日报"}, extra={"url": "https://example.org"}))
    record = json.loads(encode_record(document))
    assert record["url"] == "https://example.org"
    assert record["meta"] == {"outlet": "海湾日报"}


def test_streams_keep_their_order_and_batches_change_nothing(pipeline):
    texts = [Text(id=str(i), text=f"产量增长{i}%。") for i in range(1, 20)]
    one = [encode_record(d) for d in pipeline.pipe(texts, batch_size=1)]
    assert one == [encode_record(d) for d in pipeline.pipe(texts, batch_size=7)]


def test_the_date_of_the_run_dates_texts_without_their_own():
    document = extract.load(published="2026-05-01")("去年7月产量为3万吨。")
    assert document.claims[0].time.edtf == "2025-07"


@pytest.mark.parametrize(
    ("text", "region", "unit"),
    [
        ("投资三亿元。", "cn", "CNY"),
        ("投資三億元。", "tw", "TWD"),
        ("投資三億元。", "hk", "HKD"),
    ],
)
def test_bare_yuan_follows_the_place_of_the_text(pipeline, text, region, unit):
    assert pipeline(Text(id="a", text=text, meta={"region": region})).claims[0].unit == unit


@pytest.mark.parametrize("text", ["", " ", "\n\n", "没有数字。", "\0", "a" * 5000, "一" * 3000, "，" * 3000, "“" * 200])
def test_odd_texts_are_safe(pipeline, text):
    check_record(json.loads(encode_record(pipeline(text, mentions=True))))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("据报道称表示，。“”「」的一二两三十百千万亿1234567890.%％成倍元吨年月日第近约超至-到/\n 國產稱萬億"), max_size=60))
def test_any_text_gives_a_valid_record_and_its_twin_the_same_quantities(text):
    pipeline = extract.load()
    check_record(json.loads(encode_record(pipeline(text, mentions=True))))
    twin = extract.find_quantities(opencc.OpenCC("t2s").convert(text))
    assert [(q.start, q.end, q.value, q.unit, q.rule) for q in extract.find_quantities(text)] == [
        (q.start, q.end, q.value, q.unit, q.rule) for q in twin
    ]


def test_wrong_settings_say_what_was_expected():
    with pytest.raises(UsageError, match="2026-03-02"):
        extract.load(published="next week")
    with pytest.raises(UsageError, match="from 0 to 1"):
        extract.load(threshold=2)
    with pytest.raises(ModelError, match="no model"):
        extract.load("none-such")


def test_the_short_ways_in():
    assert extract.extract("占比近九成。").claims[0].value == 90
    (quantity,) = extract.find_quantities("產能佔比近九成")
    assert (quantity.text, quantity.value, quantity.high, quantity.unit, quantity.unit_text) == ("近九成", 90, 90, "%", "成")


def test_a_pipeline_goes_to_another_process_whole():
    pipeline = extract.load()
    again = pickle.loads(pickle.dumps(pipeline))
    assert again("青禾公司的营业收入达84亿元。").claims == pipeline("青禾公司的营业收入达84亿元。").claims


def test_claims_in_portions_are_the_claims_at_once(monkeypatch):
    text = "据北港海关统计，一季度出口12万吨，同比增长3%。林岚表示，明年产能将达到5亿元，后年达8亿元。\n" * 3
    whole = extract.extract(text)
    for module in ("extract.pipeline", "extract.claim.usable"):
        monkeypatch.setattr(f"{module}.TOGETHER", 2)
    assert len(whole.claims) == 12
    assert extract.extract(text) == whole
