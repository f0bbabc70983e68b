"""``zhclaims corpus check`` and ``stats``, agreement and the datasheet: what must be found, and what must be left alone."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.cli import app
from extract.corpora.agreement import agreement, krippendorff_alpha
from extract.corpora.amounts import amount_faults
from extract.corpora.counts import count
from extract.corpora.edtf import edtf_fault
from extract.corpora.phenomena import phenomena
from extract.corpora.splits import ALIKE, alike
from extract.corpora.units import unit_fault
from extract.evaluate.fields import same_source
from extract.evaluate.match import match, overlap
from extract.gold import GoldMention, GoldSource
from extract.schema import Span
from extract.validation import to_gold

ROOT = Path(__file__).parent.parent
FILLER = "港口的装卸照常进行，堆场与码头之间的道路已经疏通，货主陆续提走积压的箱子，调度中心提醒司机按预约时段进场。"
BODY = "据南湾矿业协会披露，去年出口量超过2000吨，其中近九成运往海外。"


def text_of(seed="", body=BODY):
    tail = "".join(f"{seed}{word}，" for word in FILLER.split("，"))
    return body + (tail * 4)[:200]


def span(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def mention(text, words, label="claim", **fields):
    base = span(text, words) | {"label": label, "optional": False}
    if label != "claim":
        return base | fields
    stated = {"kind": "count", "value": 1, "low": 1, "high": 1, "relation": "=", "unit": "1", "unit_text": None}
    links = {"change": None, "modality": "fact", "entity": None, "property": None, "time": None, "source": None}
    return base | stated | links | fields


def source(text, words="南湾矿业协会", **fields):
    cue = [span(text, "据"), span(text, "披露")] if "披露" in text else []
    base = {**span(text, words), "name": words, "kind": "organisation", "cue": cue, "via": [], "citation": None, "accept": [words]}
    return base | fields


def record(id, seed="", body=BODY, mentions=None, **meta):
    text = text_of(seed or id, body)
    if mentions is None:
        time = span(text, "去年") | {"edtf": "2025"}
        amount = {"kind": "measure", "value": 2000, "low": 2000, "high": None, "relation": ">", "unit": "t", "time": time}
        share = {"kind": "percent", "value": 90, "low": None, "high": 90, "relation": "~", "unit": "%"}
        mentions = [mention(text, "超过2000吨", source=source(text), **amount), mention(text, "近九成", source=source(text), **share)]
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": id, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {**head, "text": text, "meta": {"region": "cn", "genre": "wire", "published": "2026-03-02"} | meta, "mentions": mentions}


def changed(id="a1", index=0, **fields):
    one = record(id)
    one["mentions"][index] |= fields
    return one


SEEDS = {"train": ("a1", "甲子乙丑丙寅丁卯"), "dev": ("b1", "风花雪月山川河岳"), "test": ("c1", "琴棋书画笔墨纸砚")}


def corpus(folder, **splits):
    """A folder with a sound document in every split, or the records given for it."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, (id, seed) in SEEDS.items():
        lines = splits.get(split, [record(id, seed)])
        content = "".join((one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n" for one in lines)
        (folder / f"{split}.jsonl").write_text(content, encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)])


# check


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


# stats


def test_stats_show_every_split_and_the_other_file(tmp_path):
    other = tmp_path / "news.jsonl"
    other.write_text(json.dumps(record("n1", genre=None), ensure_ascii=False) + "\n", encoding="utf-8")
    result = run("stats", corpus(tmp_path / "set"), other, "--json")
    found = json.loads(result.stdout)
    assert list(found) == ["train", "dev", "test", str(tmp_path / "set"), str(other)]
    assert found[str(tmp_path / "set")]["sizes"]["claims"] == 6 and found["dev"]["sizes"]["documents"] == 1
    assert found[str(other)]["tables"]["genre"] == {"none": 1}
    assert found["train"]["tables"]["relation"] == {">": 1, "~": 1} and found["train"]["tables"]["links"] == {"1": 2}
    assert found["train"]["rates"]["claims credited to a source, %"] == 100
    shown = run("stats", corpus(tmp_path / "set"), other).stdout
    assert all(words in shown for words in ("train", "phenomenon (documents)", "bounds", "numeric mentions per 100 characters"))


def test_stats_of_what_is_not_there(tmp_path):
    assert run("stats", tmp_path / "none").exit_code == 2
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert run("stats", empty).exit_code == 0
    empty.write_text("{\n", encoding="utf-8")
    assert run("stats", empty).exit_code == 1


def test_the_plot_is_an_svg_with_a_bar_for_each_count_and_the_same_each_time(tmp_path):
    folder, files = corpus(tmp_path / "set"), [tmp_path / "a.svg", tmp_path / "b.svg"]
    for file in files:
        assert run("stats", folder, "--plot", file).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    root = ElementTree.parse(files[0]).getroot()
    words = {element.text for element in root.iter() if element.tag.endswith("text")}
    assert root.tag.endswith("svg") and {"percent", "train", "kind, % of claims", "bounds"} <= words


def test_a_plot_without_matplotlib_is_a_wrong_call(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run("stats", corpus(tmp_path / "set"), "--plot", tmp_path / "a.svg")
    assert result.exit_code == 2 and "zhclaims[tables]" in result.stderr and not (tmp_path / "a.svg").exists()


CASES = "“今年将达30吨。”林岚说。路透社援引协会的报告称，占比三成至四成[3]。按协会的估算，产能升至5吨，增长2吨。5G。三步走。"


def case(words, **fields):
    return to_gold(record("p1", body=CASES, mentions=[mention(text_of("p1", CASES), words, **fields)]))


def credit(words, cue=(), **fields):
    text = text_of("p1", CASES)
    return source(text, words, cue=[span(text, one) for one in cue], **fields)


VIA = span(text_of("p1", CASES), "路透社") | {"name": "路透社", "kind": "publication"}
PHENOMENA = [
    ("speaker after the quotation", "30吨", {"source": credit("林岚", ["说"])}),
    ("anaphors for a source", "30吨", {"source": credit("林岚", ["说"], name="林岚博士")}),
    ("chains of 2 links", "三成至四成", {"source": credit("报告", ["称"], via=[VIA])}),
    ("chains of 3 links or more", "三成至四成", {"source": credit("报告", ["称"], via=[VIA, VIA])}),
    ("citations", "三成至四成", {"source": credit("报告", ["称"], citation="[3]")}),
    ("ranges and vague magnitudes", "三成至四成", {"relation": "..", "value": None, "low": 30, "high": 40}),
    ("nominal cues", "5吨", {"source": credit("协会", ["按", "估算"])}),
    ("unnamed sources", "5吨", {"source": credit("协会", kind="unnamed")}),
    ("forecasts", "30吨", {"modality": "forecast"}),
    ("targets", "30吨", {"modality": "target"}),
    ("denied", "30吨", {"modality": "denied"}),
    ("bounds", "30吨", {"relation": "<"}),
    ("ranks", "30吨", {"kind": "rank"}),
    ("identifiers", "5G", {"label": "identifier"}),
    ("idioms", "三步走", {"label": "idiom"}),
]


@pytest.mark.parametrize(("name", "words", "fields"), PHENOMENA, ids=[name for name, *_ in PHENOMENA])
def test_phenomena(name, words, fields):
    assert name in phenomena(case(words, **fields))
    assert name not in phenomena(case("5吨", source=credit("协会", ["称"])))
    assert phenomena(case(words, **fields, optional=True)) == []


def test_a_change_beside_a_level():
    text = text_of("p1", CASES)
    level, amount = mention(text, "5吨", unit="t"), mention(text, "2吨", unit="t", change="increase")
    gold = to_gold(record("p1", body=CASES, mentions=[level, amount]))
    assert "a change and a level in one sentence" in phenomena(gold)
    assert count([gold]).tables["change"] == {"increase": 1, "none": 1}


# agreement

KRIPPENDORFF = [
    # Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): B, two observers, binary data, no missing data
    ("0100000001", "1110010000", 0.095),
    # the same, C: two observers, nominal data, no missing data
    ("aabbdcccedda", "babbbccceddd", 0.692),
]


@pytest.mark.parametrize(("first", "second", "alpha"), KRIPPENDORFF)
def test_alpha_has_the_published_values(first, second, alpha):
    assert krippendorff_alpha(list(zip(first, second, strict=True))) == pytest.approx(alpha, abs=0.0005)


def test_alpha_with_missing_values_and_four_observers():
    """The same paper, D: nominal data of four observers with missing values, alpha 0.743."""
    rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    units = [[row[n] for row in rows if row[n] != "."] for n in range(12)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_alpha_is_at_most_one_and_blind_to_who_is_first(units):
    alpha = krippendorff_alpha(units)
    assert alpha == pytest.approx(krippendorff_alpha([unit[::-1] for unit in units])) and alpha <= 1
    assert krippendorff_alpha([(a, a) for a, _ in units]) == 1 and krippendorff_alpha([]) is None


@settings(deadline=None)  # the first call loads scipy
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8))
def test_matching_is_one_to_one_and_loses_nothing(first, second):
    one, two = ([Span(start, start + size, "") for start, size in spans] for spans in (first, second))
    pairs, left, right = match(one, two)
    assert len(pairs) + len(left) == len(one) and len(pairs) + len(right) == len(two)
    assert all(overlap(a, b) >= Decimal("0.4") for a, b in pairs)
    assert not any(overlap(a, b) >= Decimal("0.4") for a in left for b in right)


def test_two_annotations_of_one_text():
    first, second = record("a1"), record("a1")
    assert agreement({"a1": to_gold(first)}, {"a1": to_gold(second)})["claim_f1"] == 1
    second["mentions"] = [second["mentions"][0] | {"unit": "kg", "modality": "target", "source": None}]
    found = agreement({"a1": to_gold(first)}, {"a1": to_gold(second)})
    assert found["claim_f1"] == pytest.approx(2 / 3) and found["value_accuracy"] == 1
    assert (found["unit_accuracy"], found["modality_accuracy"], found["source_accuracy"]) == (0, 0, 0)
    assert found["edtf_accuracy"] == 1 and found["confusions"] == {"claim / none": 1}
    second["mentions"].append(first["mentions"][1] | {"optional": True})
    assert agreement({"a1": to_gold(first)}, {"a1": to_gold(second)})["claim_f1"] == 1, "optional marks count neither way"


@pytest.mark.parametrize(
    ("accepted", "given", "same"),
    [
        (GoldSource(text="她", name="林岚", accept=("她", "林岚")), GoldSource(text="她", name="林岚"), True),
        (GoldSource(text="她", name="林岚", accept=("她", "林岚")), GoldSource(text="她", name="高澈"), False),
        (GoldSource(text="协会", name="矿业协会", accept=("协会", None)), None, True),
        (GoldSource(text="协会", name="矿业协会", accept=("协会",)), None, False),
        (GoldSource(citation="[3]"), None, True),
        (None, None, True),
        (None, GoldSource(text="协会", name="协会"), False),
    ],
)
def test_the_same_source(accepted, given, same):
    assert same_source(accepted, given) == same


# scripts


def script(name, *arguments):
    call = [sys.executable, ROOT / "scripts" / f"{name}.py", *arguments]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT)}, check=False)


def test_the_agreement_script_and_the_datasheet(tmp_path):
    folder = corpus(tmp_path / "set")
    done = script("agreement", folder / "train.jsonl", folder / "train.jsonl", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["alpha_labels"] == 1
    marks = "".join(f"<!-- {name}: scripts/describe_corpus.py -->\n<!-- end of {name} -->\n" for name in ("counts", "agreement"))
    (folder / "README.md").write_text(f"# Head\n{marks}Tail\n", encoding="utf-8")
    assert script("describe_corpus", folder, "--check").returncode == 1
    assert script("describe_corpus", folder).returncode == 0
    assert "No figures yet" in (folder / "README.md").read_text(encoding="utf-8")
    (folder / "agreement.json").write_text(done.stdout, encoding="utf-8")
    assert script("describe_corpus", folder).returncode == 0 and script("describe_corpus", folder, "--check").returncode == 0
    sheet = (folder / "README.md").read_text(encoding="utf-8")
    assert "| claims | 2 | 2 | 2 | 6 |" in sheet and "| unit | 1.000 |" in sheet and sheet.startswith("# Head") and sheet.endswith("Tail\n")


def test_a_datasheet_without_marks_is_left_alone(tmp_path):
    folder = corpus(tmp_path / "set")
    (folder / "README.md").write_text("# Head\n", encoding="utf-8")
    done = script("describe_corpus", folder)
    assert done.returncode == 1 and "once each" in done.stderr and (folder / "README.md").read_text(encoding="utf-8") == "# Head\n"


@pytest.mark.parametrize(("second", "words"), [("[]\n", "line 1"), ("", "no document id in common")])
def test_agreement_explains_what_it_cannot_compare(tmp_path, second, words):
    folder = corpus(tmp_path / "set")
    (tmp_path / "b.jsonl").write_text(second, encoding="utf-8")
    done = script("agreement", folder / "train.jsonl", tmp_path / "b.jsonl")
    assert done.returncode == 1 and words in done.stderr and "Traceback" not in done.stderr


def test_splitting_looks_at_regions_too():
    spec = importlib.util.spec_from_file_location("split_corpus", ROOT / "scripts" / "split_corpus.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert "region hk" in module.strata(record("a1", region="hk"))
