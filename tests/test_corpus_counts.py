"""``zhclaims corpus stats``, phenomena, splits and the datasheet."""

import importlib.util
import json
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from gold_by_hand import ROOT, corpus, mention, record, run, script, source, span, text_of

from extract.corpora.counts import count
from extract.corpora.phenomena import phenomena
from extract.validation import to_gold


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


def test_splitting_looks_at_regions_too():
    spec = importlib.util.spec_from_file_location("split_corpus", ROOT / "scripts" / "split_corpus.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert "region hk" in module.strata(record("a1", region="hk"))
