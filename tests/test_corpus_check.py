"""``zhclaims corpus check``: what must be found, and what must be left alone."""

import hashlib
from decimal import Decimal

import pytest
from edtf import parse_edtf
from gold_by_hand import BODY, changed, corpus, mention, record, run, source, span, text_of
from hypothesis import given
from hypothesis import strategies as st

from extract.corpora.amounts import amount_faults
from extract.corpora.edtf import edtf_fault
from extract.corpora.splits import ALIKE, alike
from extract.corpora.units import unit_fault
from extract.gold import GoldMention


def test_a_sound_corpus_has_no_fault(tmp_path):
    result = run("check", corpus(tmp_path / "set"))
    assert result.exit_code == 0, result.output
    assert result.stdout == "" and "3 documents, 6 claims, 0 faults" in result.stderr


def test_a_folder_of_corpora_stands_for_all_of_them(tmp_path):
    corpus(tmp_path / "all" / "set")
    (tmp_path / "all" / "notes").mkdir()
    result = run("check", tmp_path / "all")
    assert result.exit_code == 0 and "3 documents" in result.stderr, result.output
    assert "all/set" in run("stats", tmp_path / "all").stdout
    (corpus(tmp_path / "all" / "other") / "test.jsonl").unlink()
    result = run("check", tmp_path / "all")
    assert result.exit_code == 2 and "other: is no corpus, it has no test.jsonl" in result.stderr


def test_a_folder_that_is_no_corpus_is_a_wrong_call(tmp_path):
    for path, words in ((tmp_path / "none", "no such folder"), (tmp_path, "it has no train.jsonl and no dev.jsonl")):
        result = run("check", path)
        assert result.exit_code == 2 and words in result.stderr


def half_sized(one):
    one["mentions"] = one["mentions"][:1]
    one["text"] = one["text"][:100]
    return one | {"sha256": hashlib.sha256(one["text"].encode()).hexdigest()}


def overlapping():
    one = record("a1")
    other = mention(one["text"], "2000吨", "indefinite")
    return one | {"mentions": [one["mentions"][0], other, one["mentions"][1]]}


def labelled(label):
    return changed(index=1, label=label)


TEXT = text_of("a1")
FAULTS = [
    ("{", "field", "expected one JSON object"),
    (record("a1") | {"sha256": "0"}, "sha256", "offsets are void"),
    (changed(start=0), "mentions[0]", "offsets count Unicode code points"),
    (changed(relation="?"), "mentions[0].relation", "expected one of"),
    (record("a1") | {"claims": []}, "claims", "a record of a run"),
    (half_sized(record("a1")), "text", "met 100 characters, expected 150 to 1500"),
    (overlapping(), "mentions[1]", "do not overlap"),
    (labelled("time"), "mentions[1].kind", "only claims have this field"),
    (changed(low=3000), "mentions[0].relation", "low the value, high null or above it"),
    (changed(unit="tt"), "mentions[0].unit", "UCUM or ISO 4217"),
    (changed(unit="{輛}"), "mentions[0].unit", "{辆}"),
    (changed(kind="rank"), "mentions[0].unit", "only ranks, have {rank}"),
    (changed(time=span(TEXT, "去年") | {"edtf": "2025-13"}), "mentions[0].time.edtf", "expected a month"),
    (changed(source=source(TEXT, accept=["协会"])), "mentions[0].source.accept", "expected the name '南湾矿业协会'"),
    (changed(source=source(TEXT, accept=[""])), "mentions[0].source.accept", "an empty answer"),
    (changed(source=source(TEXT, name=None)), "mentions[0].source.name", "give it the name"),
    (changed(source=source(TEXT, citation="[7]")), "mentions[0].source.citation", "does not stand in the text"),
    (changed(source=source(TEXT) | dict.fromkeys(("text", "start", "end", "name", "kind"))), "mentions[0].source", "neither text nor citation"),
    (changed(source=source(TEXT, via=[span(TEXT, "南湾矿业协会") | {"name": "x", "kind": "person"}])), "mentions[0].source.via[0]", "itself"),
    (changed(source=source(TEXT, via=[span(TEXT, "海外") | {"start": 1, "name": "x", "kind": None}])), "mentions[0].source.via[0]", "says '海外'"),
    (changed(value=200, low=200), "mentions[0].value", "the parser reads 2000"),
    (changed(unit="kg"), "mentions[0].unit", "met kg, the parser reads t"),
]


@pytest.mark.parametrize(("line", "field", "words"), FAULTS, ids=[f"{field}-{words}" for _, field, words in FAULTS])
def test_a_fault_is_named_with_place_and_advice(tmp_path, line, field, words):
    folder = corpus(tmp_path / "set", train=[line])
    result = run("check", folder)
    assert result.exit_code == 1
    (found, *_) = [shown for shown in result.stdout.splitlines() if words in shown] or [result.output]
    assert f"{folder / 'train.jsonl'}, line 1" in found and words in found
    assert field == "field" or f"a1, field {field}: " in found


def test_all_faults_are_told_in_the_order_of_files_and_lines(tmp_path):
    folder = corpus(tmp_path / "set", train=[record("a1"), "[]", changed("a3", unit="tt")], dev=["{"])
    lines = run("check", folder).stdout.splitlines()
    places = [tuple(line.removeprefix(f"{folder}/").split(":")[0].split(", ")[:2]) for line in lines]
    assert list(dict.fromkeys(places)) == [("train.jsonl", "line 2"), ("train.jsonl", "line 3"), ("dev.jsonl", "line 1")]


@pytest.mark.parametrize(
    ("splits", "words"),
    [
        ({"test": [record("a1", "琴棋书画笔墨纸砚")]}, "field id: met a second time"),
        ({"train": [record("a1", "甲乙")], "test": [record("c1", "甲乙")]}, "field text: met a second time, first as 'a1'"),
        ({"train": [record("a1", "甲乙")], "dev": [record("b1", "甲乙", BODY.replace("海外", "国外"))]}, "field text: met 0.8"),
    ],
)
def test_splits_keep_apart(tmp_path, splits, words):
    result = run("check", corpus(tmp_path / "set", **splits))
    assert result.exit_code == 1 and words in result.stdout


@given(st.lists(st.text("甲乙丙丁戊", max_size=30), max_size=6))
def test_likeness_is_that_of_the_definition(texts):
    def grams(text):
        return {text[i : i + 8] for i in range(len(text) - 7)}

    found = {(a, b) for a, b, _ in alike(texts)}
    for b, two in enumerate(texts):
        for a, one in enumerate(texts[:b]):
            both = grams(one) | grams(two)
            assert ((a, b) in found) == bool(grams(one) & grams(two) and len(grams(one) & grams(two)) / len(both) >= ALIKE)


def test_a_reviewed_difference_is_no_fault_and_an_idle_line_is_told(tmp_path):
    folder = corpus(tmp_path / "set", train=[changed(unit="kg")])
    at = TEXT.index("超过")
    lines = ["# id\tstart\tfield\treason", f"a1\t{at}\tunit\tsaid otherwise before", f"a1\t{at}\tvalue\tno longer"]
    (folder / "reviewed.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 0 and "reviewed.tsv: gold and parser agree, or no claim stands there, in line 3;" in result.stderr


@pytest.mark.parametrize("line", ["a1\t3\tunit", "a1\tx\tunit\twhy", "a1\t3\tcolour\twhy", "a1\t3\tunit\t ", "a1\t3\tunit\twhy\tmore"])
def test_a_line_of_reviewed_without_its_columns_is_a_fault(tmp_path, line):
    folder = corpus(tmp_path / "set")
    (folder / "reviewed.tsv").write_text(line + "\n", encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1 and "reviewed.tsv, line 1" in result.stdout and "expected 4 tab-separated columns" in result.stdout


# Its parts

AMOUNTS = [
    ("=", 90, 90, 90, True), ("=", 90, 90, None, False), ("=", None, 1, 1, False),
    ("~", 90, None, None, True), ("~", 90, None, 90, True), ("~", 90, 90, 90, False), ("~", 90, 80, None, False),
    (">", 90, 90, None, True), (">", 2000, 2000, 3000, True), (">", 90, None, 90, False), (">", 90, 90, 80, False),
    (">=", 10, 10, None, True), (">=", 10, None, None, False),
    ("<", 90, None, 90, True), ("<", 90, 90, None, False), ("<=", 90, 10, 90, True), ("<=", 90, 95, 90, False),
    ("..", None, 7, 10, True), ("..", 8, 7, 10, False), ("..", None, 10, 7, False), ("..", None, 7, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "value", "low", "high", "holds"), AMOUNTS)
def test_amounts_follow_the_table_of_the_guide(relation, value, low, high, holds):
    value, low, high = (None if n is None else Decimal(n) for n in (value, low, high))
    claim = GoldMention(start=0, end=1, text="x", label="claim", value=value, low=low, high=high, relation=relation)
    assert (list(amount_faults(claim)) == []) == holds


@pytest.mark.parametrize("code", ["t", "kW.h", "USD/kg", "CNY/kW.h", "t/a", "{家}", "{标准箱}/d", "{倍}", "{rank}", "[pp]", "[bp]", "1", "%", "m3/s",
                                  "HKD/[sft_i]", "USD/[oz_tr]", "NOK", "CNY/{千只}", "Cel"])  # fmt: skip
def test_known_units(code):
    assert unit_fault(code) is None


@pytest.mark.parametrize("code", ["", "tt", "RMB", "t/", "/a", "USD//kg", "{}", "{一 家}", "{輛}", "{家", "USD kg", "{七个字的计数单位}", "local"])
def test_unknown_units(code):
    assert unit_fault(code)


VALID = ["2025", "2025-07", "2025-07-03", "2025-33", "2025-40", "199X", "19XX", "1986~", "2020?", "2020/2023", "2020/..", "../2019",
         "2025-07-03T13:05:00", "2025-12-28/2026-01-03", "2024-02-29", "[2024,2026]", "{2024,2025}", "2025-01/2025-06"]  # fmt: skip
INVALID = ["", "25", "2025-13", "2025-02-30", "2025-00", "2025-07-03T13:05", "2024-W47", "2025/2024", "2025-33-01", "20205", "去年", "2025-7",
           "2025-07-03T09/2025-07-04T10", "2023-02-29"]  # fmt: skip


@pytest.mark.parametrize("date", VALID)
def test_valid_dates(date):
    assert edtf_fault(date) is None
    parse_edtf(date)


@pytest.mark.parametrize("date", [*INVALID, "../..", "a/b/c", "/"])
def test_invalid_dates(date):
    assert edtf_fault(date)


@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_every_day_of_the_calendar_is_valid(day, form):
    assert edtf_fault(day.strftime(form).zfill(len(day.replace(year=2000).strftime(form)))) is None


@given(st.text("0123456789-/.XT:W~", max_size=12))
def test_what_is_accepted_an_independent_reader_accepts(text):
    if edtf_fault(text) is None:
        parse_edtf(text)
