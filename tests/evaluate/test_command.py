"""``zhclaims evaluate`` as a user calls it: tables, JSON, the page, and what is said of input that cannot be compared."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from extract.cli import app
from extract.evaluate import page_parts
from extract.evaluate.read import read_inputs
from extract.evaluate.report import report
from extract.evaluate.terminal import show

ROOT = Path(__file__).parents[2]
HAN = re.compile("[一-鿿]")
HOSTILE = '<img src=x onerror="alert(1)">&\x1b[31m\u202e'


@pytest.fixture
def run():
    def call(*arguments, **options):
        return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], **options)

    return call


def test_the_command_itself(files):
    call = [sys.executable, "-m", "extract.cli", "evaluate", *files, "--json"]
    done = subprocess.run(call, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    found = json.loads(done.stdout)
    assert found["scores"]["gold"] == 17 and found["scores"]["precision"] == 14 / 16
    assert done.stderr == b""


def test_the_same_files_give_the_same_bytes(run, files, tmp_path):
    pages = []
    for name in ("one.html", "two.html"):
        one = run(*files, "--json", "--html", tmp_path / name)
        pages.append((one.stdout, (tmp_path / name).read_bytes()))
    assert pages[0] == pages[1]


def test_json_has_all_there_is(run, files):
    found = json.loads(run(*files, "--json").stdout)
    assert set(found) >= {"scores", "intervals", "counts", "muc", "slices", "curves", "confusion", "errors", "against", "faults", "notes"}
    error = next(error for error in found["errors"] if error["context"]["words"] == "两千元")
    assert (error["problem"], error["fields"]) == ("wrong", ["value", "bounds"])
    assert (error["gold"]["value"], error["pred"]["value"]) == (2000, 200)
    assert found["against"] is None and len(found["errors"]) == 16


def test_json_keeps_amounts_exact(run, records, lines):
    gold, pred = records["d4"]
    exact = {"value": 0.1, "low": 0.1, "high": 0.1}
    claims = [claim | (exact if claim["text"] == "三分之一" else {}) for claim in pred["claims"]]
    found = run(lines("gold", [gold]), lines("pred", [pred | {"claims": claims}]), "--json").stdout
    assert '"value": 0.1,' in found


@pytest.mark.parametrize("width", [80, 130])
def test_tables_fit_the_terminal(inputs, width):
    out = io.StringIO()
    show(report([inputs], ["gold.jsonl", "pred.jsonl"]), 100, Console(width=width, file=out))
    tables, _, errors = out.getvalue().partition("16 disagreements")
    assert max(map(cell_len, (tables + errors).split("\n"))) <= width
    assert "…" not in tables, "a cell was cut off"
    for words in ("usable precision", "0.438", "0.700–1.000", "hant", "{倍}", "Brier", "citat", "MUC: kinds"):
        assert words in tables


def test_the_table_lists_as_many_errors_as_asked(run, files):
    assert run(*files, "--errors", 0).stdout.count("⟦") == 0
    assert run(*files).stdout.count("⟦") == 10
    assert "6 more" in run(*files).stdout
    assert run(*files, "--errors", 50).stdout.count("⟦") == 16


def test_only_confident_claims(run, files):
    found = json.loads(run(*files, "--min-confidence", 0.8, "--json").stdout)
    assert found["scores"]["predicted"] == 11 and found["min_confidence"] == 0.8


def test_against_other_predictions_the_table_shows_what_changed(run, records, lines, files):
    worse = [pred | {"claims": [claim for claim in pred["claims"] if claim["text"] != "三成"]} for _, pred in records.values()]
    done = run(files[0], lines("now", worse), "--against", files[1])
    assert done.exit_code == 0
    assert "claim lost" in done.stdout and "⟦三成⟧" in done.stdout and done.stdout.count("⟦") == 1
    assert "not told apart" in done.stdout
    assert "No claim came out otherwise." in run(*files, "--against", files[1]).stdout


def test_a_page_is_not_mixed_with_the_tables(run, files):
    done = run(*files, "--html", "-")
    assert done.exit_code == 2 and "name a file, such as report.html" in done.stderr and done.stdout == ""


@pytest.mark.parametrize("found", [True, False])
@pytest.mark.parametrize("marked", [True, False])
def test_files_without_claims(run, records, lines, tmp_path, marked, found):
    golds = [gold if marked else gold | {"mentions": []} for gold, _ in records.values()]
    preds = [pred if found else pred | {"claims": [], "mentions": []} for _, pred in records.values()]
    files = lines("gold", golds), lines("pred", preds)
    done = run(*files, "--json", "--html", tmp_path / "out.html", "--against", files[1])
    assert done.exit_code == 0 and run(*files).exit_code == 0
    scores = json.loads(done.stdout)["scores"]
    assert (scores["gold"] > 0, scores["predicted"] > 0, scores["f1"] > 0) == (marked, found, marked and found)


# Input that cannot be compared


def test_gold_may_stand_as_predictions(run, files):
    done = run(files[0], files[0], "--json")
    found = json.loads(done.stdout)
    assert found["scores"]["f1"] == found["scores"]["usable_f1"] == found["scores"]["label_macro_f1"] == 1.0
    assert found["curves"] is None and found["errors"] == []


def test_predictions_may_come_from_standard_input_and_from_gzip(run, files, tmp_path):
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(files[0]).read_bytes()))
    done = run(packed, "-", "--json", input=Path(files[1]).read_bytes())
    assert json.loads(done.stdout)["scores"]["gold"] == 17


def without(record, *names):
    return {name: value for name, value in record.items() if name not in names}


GOLD_FAULTS = {
    "no mentions": (lambda gold: without(gold, "mentions"), "line 2: document 'b2': field mentions: expected the gold marks, met none"),
    "a run": (lambda gold: gold | {"claims": []}, "line 2: document 'b2': field claims: a record of a run"),
    "another version": (lambda gold: gold | {"schema": "zhclaims/9"}, 'line 2: document \'b2\': field schema: this version reads "zhclaims/1"'),
    "a span that is not there": (lambda gold: gold | {"mentions": [gold["mentions"][0] | {"start": 0, "end": 2}]}, "field mentions[0]: text[0:2] is"),
}


@pytest.mark.parametrize("name", GOLD_FAULTS)
def test_bad_gold_is_listed_and_the_rest_is_scored(run, records, lines, name):
    break_it, message = GOLD_FAULTS[name]
    golds = [break_it(gold) if gold["id"] == "b2" else gold for gold, _ in records.values()]
    done = run(lines("gold", golds), lines("pred", [pred for _, pred in records.values()]), "--json")
    assert done.exit_code == 1 and message in done.stderr
    found = json.loads(done.stdout)
    assert found["scores"]["documents"] == 5 and any(message in fault for fault in found["faults"])


PRED_FAULTS = {
    "other text": (lambda pred: pred | {"text": "別的文章", "claims": []}, "line 2: document 'b2' has another text than in the gold"),
    "no claims": (lambda pred: without(pred, "claims", "mentions"), "line 2: document 'b2': field claims: expected a list, met none"),
    "an amount in quotes": (lambda pred: pred | {"claims": [pred["claims"][0] | {"value": "12"}]}, "field claims[0].value: expected a number or null"),
    "an unknown kind": (lambda pred: pred | {"claims": [pred["claims"][0] | {"kind": "size"}]}, "expected one of money, percent"),
    "bytes or UTF-16 units": (lambda pred: pred | {"claims": [pred["claims"][0] | {"start": 1}]}, "offsets count Unicode code points"),
    "a record that breaks its schema": (lambda pred: pred | {"schema": "zhclaims/1"}, "field offset_unit: expected, but the record has none"),
}


@pytest.mark.parametrize("name", PRED_FAULTS)
def test_bad_predictions_are_listed_once_and_the_rest_is_scored(run, records, lines, name):
    break_it, message = PRED_FAULTS[name]
    preds = [break_it(pred) if id == "b2" else pred for id, (_, pred) in records.items()]
    done = run(lines("gold", [gold for gold, _ in records.values()]), lines("pred", preds), "--json")
    assert done.exit_code == 1 and message in done.stderr and done.stderr.count("\n") == 1
    assert json.loads(done.stdout)["scores"]["documents"] == 5


def test_documents_without_predictions_are_listed_and_left_out(run, records, lines):
    golds, preds = zip(*records.values(), strict=True)
    done = run(lines("gold", golds), lines("pred", preds[:4]), "--json")
    assert done.exit_code == 1
    assert done.stderr.count("is not in") == 2 and "gold, line 5: document 'e5' is not in" in done.stderr
    assert json.loads(done.stdout)["scores"]["documents"] == 4


def test_lines_that_are_none_and_ids_that_stand_twice(run, records, lines):
    golds, preds = zip(*records.values(), strict=True)
    path = Path(lines("pred", [*preds, preds[0]]))
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    done = run(lines("gold", golds), path, "--json")
    assert done.exit_code == 1
    assert "line 7: document 'a1' stands on line 1 too" in done.stderr and "line 8: expected one JSON object" in done.stderr
    assert json.loads(done.stdout)["scores"]["documents"] == 6


def test_documents_that_the_gold_does_not_have_are_no_fault(run, records, lines):
    golds, preds = zip(*records.values(), strict=True)
    done = run(lines("gold", golds[:5]), lines("pred", preds), "--json")
    assert done.exit_code == 0 and "1 documents are not in the gold" in done.stderr


def test_claims_alone_are_enough_but_it_is_said_what_that_means(run, records, lines):
    golds, preds = zip(*records.values(), strict=True)
    done = run(lines("gold", golds), lines("pred", [without(pred, "mentions") for pred in preds]), "--json")
    assert done.exit_code == 0 and "zhclaims extract --mentions" in done.stderr
    assert json.loads(done.stdout)["scores"]["precision"] == 14 / 16


def test_nothing_to_compare(run, records, lines, tmp_path):
    gold, pred = records["a1"]
    one, other = lines("gold", [gold]), lines("pred", [pred])
    for arguments, message in (
        ((tmp_path / "none", tmp_path / "none"), "no such file"),
        ((tmp_path, tmp_path), "is a folder; name a file"),
        ((one, lines("other", [pred | {"id": "other"}])), "no document can be compared; the first reason"),
        ((lines("empty", []), other), "GOLD holds no record"),
        (("-", "-"), "standard input (-) can be read only once"),
        ((other, one), "a record of a run; gold has its claims under mentions"),
    ):
        done = run(*arguments)
        assert done.exit_code == 2 and message in done.stderr and done.stdout == ""


def test_few_documents_have_no_intervals_and_that_is_said(run, records, lines):
    golds, preds = zip(*records.values(), strict=True)
    done = run(lines("gold", golds[:3]), lines("pred", preds[:3]), "--json")
    assert "3 documents: too few for intervals" in done.stderr
    assert set(json.loads(done.stdout)["intervals"].values()) == {None}


# The page


class Checker(HTMLParser):
    """Collects tags, and what is open; complains of tags that close what is not open."""

    void = frozenset({"meta", "br", "img", "path", "use", "rect"})

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.ids = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.ids += [value for name, value in attributes if name == "id"]

    def handle_endtag(self, tag):
        if tag not in self.void:
            assert self.open.pop() == tag


def check(html):
    checker = Checker()
    checker.feed(html)
    assert checker.open == [] and len(set(checker.ids)) == len(checker.ids)
    return checker


def test_a_page_is_whole_and_loads_nothing(run, files, tmp_path):
    out = tmp_path / "out.html"
    assert run(*files, "--html", out, "--against", files[0]).exit_code == 0
    html = out.read_text(encoding="utf-8")
    checker = check(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in checker.tags}
    links = [value for _, attributes in checker.tags for name, value in attributes.items() if name in ("href", "src", "xlink:href")]
    assert links and all(link.startswith("#") and link[1:] in checker.ids for link in links)
    assert "default-src 'none'" in html and not re.search(r"url\((?!#)", html)
    assert sum(tag == "svg" for tag, _ in checker.tags) == 7


def test_plots_have_the_colours_of_the_page_and_no_words_of_a_text(run, files, tmp_path):
    out = tmp_path / "out.html"
    run(*files, "--html", out)
    html = out.read_text(encoding="utf-8")
    plots = re.findall(r"<svg.*?</svg>", html, re.S)
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    for plot in plots:
        assert not HAN.search(plot) and "<text" in plot
        assert set(re.findall(r"#[0-9a-f]{6}\b", plot)) <= {"#ffffff"}
        assert {name for name in re.findall(r"var\((--\w+)\)", plot) if f"{name}:" not in style} == set()


def test_words_of_a_text_are_shown_and_nothing_else(run, lines, tmp_path):
    text = f"据{HOSTILE}称，产量2000吨。"
    start = text.index("2000")
    mark = {"start": start, "end": start + 5, "text": "2000吨", "label": "claim", "optional": False}
    said = {"kind": "measure", "value": 2000, "low": 2000, "high": 2000, "relation": "=", "unit": "t" + HOSTILE, "modality": "fact"}
    source = {"text": HOSTILE, "start": 1, "end": 1 + len(HOSTILE), "name": HOSTILE, "kind": "document"}
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": HOSTILE, "sha256": sha256(text.encode()).hexdigest(), "text": text}
    gold = head | {"meta": {"genre": HOSTILE}, "mentions": [mark | said | {"source": source}]}
    more = {"id": "b" + HOSTILE, "meta": {"genre": "other" + HOSTILE}}
    pred = {"text": text, "claims": [mark | said | {"unit": HOSTILE, "value": 3, "confidence": 0.5}]}
    out = tmp_path / "out.html"
    preds = lines("pred", [pred | {"id": HOSTILE}, pred | {"id": more["id"]}])
    assert run(lines("gold", [gold, gold | more]), preds, "--html", out, "--against", preds).exit_code == 0
    html = out.read_text(encoding="utf-8")
    assert not [tag for tag, _ in check(html).tags if tag == "img"]
    assert not {"\x1b", "\u202e"} & set(html) and "&lt;img src=x" in html
    shown = run(lines("gold", [gold]), preds, "--errors", 9)
    assert not {"\x1b", "\u202e"} & set(shown.stdout + shown.stderr)


def test_a_page_says_that_it_lists_only_some(run, files, tmp_path, monkeypatch):
    monkeypatch.setattr(page_parts, "LISTED", 3)
    run(*files, "--html", tmp_path / "out.html")
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert html.count("<article>") == 3 and "Only the first 3 are listed" in html


def test_without_matplotlib_it_is_said_what_to_install(run, files, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = run(*files, "--html", tmp_path / "out.html")
    assert done.exit_code == 2 and "pip install 'zhclaims[tables]'" in done.stderr
    assert not (tmp_path / "out.html").exists()


def test_a_page_without_confidences_and_without_errors(run, files, tmp_path):
    assert run(files[0], files[0], "--html", tmp_path / "out.html").exit_code == 0
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    check(html)
    assert "There is none." in html and "The predictions give no confidence" in html


def test_notes_and_faults_are_on_the_page(run, records, lines, tmp_path):
    golds, preds = zip(*records.values(), strict=True)
    run(lines("gold", golds), lines("pred", preds[:5]), "--html", tmp_path / "out.html")
    assert "is not in" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert read_inputs(lines("gold", golds), lines("pred", preds))[0].faults == []
