"""Assigning, blind reading, agreement, adjudication, and gold at the end."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from extract.cli import app
from extract.corpora.read import Entry
from extract.errors import UsageError
from extract.records import read_records, to_gold
from extract.review import adjudicate, queue
from extract.review.assign import assign
from extract.review.figures import figures
from extract.review.marks import Mark, verdict
from extract.review.store import COMMON

TEXTS = [f"第{number}号报告称，今年出口{number + 3}万吨，占比近九成。" for number in range(8)]


def run(*arguments):
    return CliRunner().invoke(app, ["review", *map(str, arguments)])


def at(opened, words):
    return next((name, mark) for name, mark in opened.marks.items() if mark.mention.text == words)


def changed(mark, **fields):
    return Mark(status="accepted", mention=replace(mark.mention, **fields))


@pytest.fixture
def pair(store, claims):
    """Two annotators and an adjudicator over a file that both have to read blind."""
    path = claims(*TEXTS[:2])
    anna, ben, chen = (store(name, path) for name in ("anna", "ben", "chen"))
    assign(anna, ["anna", "ben"], both=2, seed=0)
    for one in (anna, ben, chen):
        queue.prepare(one)
    return anna, ben, chen


def test_a_sample_goes_to_all_and_the_rest_in_turn(store, claims):
    path = claims(*TEXTS)
    one = store("", path)
    counts = assign(one, ["anna", "ben"], both=3, seed=1)
    assert {name: dict(count) for name, count in counts.items()} == {"anna": {"blind": 3, "alone": 3}, "ben": {"blind": 3, "alone": 2}}
    blind = one.db.execute("SELECT document FROM assignments WHERE blind AND annotator = 'anna' ORDER BY document").fetchall()
    assert blind == one.db.execute("SELECT document FROM assignments WHERE blind AND annotator = 'ben' ORDER BY document").fetchall()
    assert one.db.execute("SELECT count(DISTINCT document) FROM assignments").fetchone() == (8,)
    assert not any(sum(count.values()) for count in assign(one, ["anna", "ben"], both=0, seed=1).values()), "what is assigned stays"


def test_the_sample_depends_on_the_seed_only(store, claims):
    samples = []
    for name, seed in (("a.jsonl", 1), ("b.jsonl", 1), ("c.jsonl", 2)):
        one = store("", claims(*TEXTS, name=name))
        assign(one, ["anna", "ben"], both=3, seed=seed)
        samples.append(one.db.execute("SELECT document FROM assignments WHERE blind ORDER BY document").fetchall())
    assert samples[0] == samples[1] != samples[2]


@pytest.mark.parametrize(("names", "both", "message"), [(["anna", "anna"], 0, "same name twice"), (["anna"], 1, "two annotators"), (["anna", "ben"], 9, "only 8")])
def test_what_cannot_be_assigned(store, claims, names, both, message):
    with pytest.raises(UsageError, match=message):
        assign(store("", claims(*TEXTS)), names, both, 0)


def test_blind_readers_see_nothing_of_one_another(pair, decide):
    anna, ben, chen = pair
    assert (queue.layer(anna, 0), queue.layer(ben, 0), queue.layer(chen, 0)) == ("anna", "ben", None)
    decide(anna, 0, "anna")
    assert {mark.status for mark in ben.open(0, "ben").marks.values()} == {"open"}
    assert (queue.progress(anna)["decided"] > 0, queue.progress(ben)["decided"], queue.progress(chen)["documents"]) == (True, 0, 0)


def test_agreement_counts_what_both_are_done_with(pair, decide):
    anna, ben, _ = pair
    assert figures(anna) == {}
    for position in (0, 1):
        opened = anna.open(position, "anna")
        _, share = at(opened, "近九成")
        decide(anna, position, "anna")
        decide(ben, position, "ben", 近九成=changed(share, unit="[pp]") if position else share)
    (found,) = figures(anna).values()
    assert (found["documents"], found["claim_f1"], found["unit_accuracy"], found["alpha_labels"]) == (2, 1.0, 0.75, 1.0)
    assert found["alpha"]["value"] == 1.0
    assert found["alpha"]["unit"] < 1.0
    assert list(figures(anna)) == ["anna / ben"]


def test_alpha_is_krippendorffs():
    """Four units of two annotators with one disagreement, by hand: 1 − (2 / 8) / ((4·4 + 4·4) / (8·7)) with one changed value."""
    from extract.corpora.agreement import krippendorff_alpha

    units = [("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]
    observed, expected = 2 / 8, 2 * 5 * 3 / (8 * 7)
    assert krippendorff_alpha(units) == pytest.approx(1 - observed / expected)


def test_adjudication_settles_what_agrees_and_opens_the_rest(pair, decide):
    anna, ben, chen = pair
    opened = anna.open(0, "anna")
    name, share = at(opened, "近九成")
    other = at(opened, "3万吨")
    decide(anna, 0, "anna")
    with pytest.raises(UsageError, match="fewer than two"):
        adjudicate.begin(chen, 0)
    decide(ben, 0, "ben", 近九成=changed(share, relation="<"))
    adjudicate.begin(chen, 0)
    assert adjudicate.begin(chen, 0) is None, "once only"
    marks = chen.open(0, COMMON).marks
    assert (marks[name].status, marks[other[0]].status) == ("open", "accepted")
    compared = adjudicate.comparison(chen, 0)
    assert (compared["left"], compared["right"]) == ("anna", "ben")
    assert compared["pairs"][name]["fields"] == ["relation"]
    assert compared["pairs"][other[0]]["agreed"]
    with pytest.raises(UsageError, match="adjudication of this document has begun"):
        anna.act(0, "anna", anna.state(0, "anna")[0], "flag", {name: share})
    queue.prepare(chen, adjudicating=True)
    assert queue.layer(chen, 0) == COMMON
    assert queue.layer(chen, 1) is None, "the second is not done yet"


def test_marks_that_only_one_has_and_marks_that_both_added(pair, decide):
    anna, ben, chen = pair
    opened = anna.open(0, "anna")
    _, amount = at(opened, "3万吨")
    span = {"start": amount.mention.start, "end": amount.mention.start + 2, "text": "3万"}
    for one, label in ((anna, "ordinal"), (ben, "identifier")):
        version = one.state(0, one.annotator)[0]
        one.act(0, one.annotator, version, "add", {"new": Mark(status="accepted", mention=replace(amount.mention, **span, label=label))})
        decide(one, 0, one.annotator, **{"3万吨": None} | ({"近九成": None} if one is ben else {}))
    adjudicate.begin(chen, 0)
    pairs = adjudicate.comparison(chen, 0)["pairs"]
    assert (pairs["p0"]["left"]["mention"]["label"], pairs["p0"]["right"]["mention"]["label"]) == ("ordinal", "identifier")
    name, _ = at(opened, "近九成")
    assert (pairs[name]["left"]["status"], pairs[name]["right"]["status"]) == ("accepted", "rejected")
    assert chen.open(0, COMMON).marks[name].status == "open"
    assert chen.open(0, COMMON).marks[at(opened, "3万吨")[0]].status == "rejected", "both rejected it"


def test_finish_writes_gold_that_passes_the_check_with_what_was_changed(store, claims, decide, tmp_path):
    path = claims(*TEXTS[:3])
    path.write_bytes(path.read_bytes().replace(b'"script"', b'"batch":{"n":0.10},"script"'))
    one = store("anna", path)
    opened = one.open(0, COMMON)
    _, share = at(opened, "近九成")
    decide(one, 0, 近九成=changed(share, relation="<"), **{"3万吨": None})
    decide(one, 1)
    gold = tmp_path / "gold.jsonl"
    result = run("finish", path, "-o", gold)
    assert result.exit_code == 0, result.output
    assert "2 documents written, 1 not done, 0 to adjudicate, 0 faulty" in result.stderr
    first, second = read_records(gold)
    assert (first["id"], first["text"], first["batch"]) == ("d0", TEXTS[0], {"n": Decimal("0.10")})
    assert first["review"]["annotators"] == ["anna"]
    assert "producer" not in first
    marks = {mark["text"]: mark for mark in first["mentions"]}
    assert marks["近九成"]["relation"] == "<"
    assert "3万吨" not in marks
    assert not {"confidence", "rule", "id"} & marks["近九成"].keys()
    assert "relation" in result.stdout
    assert "近九成: ~ → <" in result.stdout
    assert "rejected" in result.stdout
    unchanged = one.open(1, COMMON)
    assert [verdict(mark, unchanged.proposals[name]) for name, mark in unchanged.marks.items()] == ["accepted"] * len(second["mentions"])
    from extract.corpora.marks import mark_faults

    faults = [fault for record in (first, second) for fault in mark_faults(Entry("f", 1, "", "", to_gold(record)))]
    assert [fault for fault in faults if fault.field != "text"] == []


def test_the_summary_goes_where_the_records_do_not(store, claims, decide):
    path = claims(TEXTS[0])
    decide(store("anna", path), 0)
    result = run("finish", path, "-o", "-")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["d0"]
    assert "proposed" in result.stderr


def test_a_document_that_breaks_the_guide_is_left_out_and_named(store, claims, decide, tmp_path):
    path = claims(*TEXTS[:2])
    one = store("anna", path)
    _, share = at(one.open(0, COMMON), "近九成")
    decide(one, 0, 近九成=changed(share, unit="furlong"))
    decide(one, 1)
    result = run("finish", path, "-o", tmp_path / "gold.jsonl")
    assert result.exit_code == 1
    assert "d0: left out" in result.stderr
    assert "furlong" in result.stderr
    assert [record["id"] for record in read_records(tmp_path / "gold.jsonl")] == ["d1"]


def test_an_adjudicated_document_becomes_gold_and_one_that_is_not_does_not(pair, decide, tmp_path):
    anna, ben, chen = pair
    _, share = at(anna.open(0, "anna"), "近九成")
    for position in (0, 1):
        decide(anna, position, "anna")
        decide(ben, position, "ben", 近九成=changed(share, relation="<") if position == 0 else at(ben.open(1, "ben"), "近九成")[1])
    adjudicate.begin(chen, 0)
    decide(chen, 0, 近九成=changed(share, relation="<"))
    result = run("finish", chen.path, "-o", tmp_path / "gold.jsonl")
    assert "1 documents written, 0 not done, 1 to adjudicate" in result.stderr
    (record,) = read_records(tmp_path / "gold.jsonl")
    assert record["review"]["annotators"] == ["anna", "ben", "chen"]
    assert [mark["relation"] for mark in record["mentions"] if mark["text"] == "近九成"] == ["<"]


def test_gold_itself_can_be_reviewed_and_keeps_what_it_accepts(store, decide, tmp_path):
    source = Path(__file__).parents[2] / "corpora" / "first" / "dev.jsonl"
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"".join(source.read_bytes().splitlines(keepends=True)[:3]))
    one = store("anna", path)
    for position in range(3):
        decide(one, position)
    again = tmp_path / "again.jsonl"
    assert run("finish", path, "-o", again).exit_code == 0
    before, after = ([to_gold(record) for record in read_records(file)] for file in (path, again))
    assert before == after


def test_the_commands_of_the_team(claims):
    path = claims(*TEXTS[:4])
    result = run("assign", path, "--to", "anna", "--to", "ben", "--both", 2)
    assert result.output.splitlines()[-2:] == ["anna: 2 documents blind, 1 alone", "ben: 2 documents blind, 1 alone"]
    result = run("agreement", path)
    assert (result.exit_code, "no document has been read blind by two" in result.stderr) == (2, True)


def test_agreement_prints_each_pair_in_words_or_json(pair, decide):
    anna, ben, _ = pair
    decide(anna, 0, "anna")
    decide(ben, 0, "ben")
    shown = run("agreement", anna.path).stdout
    assert "anna / ben" in shown
    assert "alpha.source" in shown
    assert json.loads(run("agreement", anna.path, "--json").stdout)["anna / ben"]["claim_f1"] == 1.0


WRONG = [
    (["none.jsonl"], "none.jsonl: no such file"),
    (["open", "none.jsonl"], "none.jsonl: no such file"),
    (["--port", "99999", "x"], "--port"),
    (["none.jsonl", "--annotator", "a\tb"], "--annotator"),
    (["none.jsonl", "--annotator", ""], "--annotator"),
    (["assign", "none.jsonl", "--to", "anna"], "none.jsonl: no such file"),
    (["assign", "none.jsonl"], "--to"),
    (["finish", "none.jsonl"], "--output"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_call_is_explained(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_help_names_the_short_form_and_all_commands():
    help_text = CliRunner().invoke(app, ["review", "--help"]).output
    assert "zhclaims review FILE.jsonl" in help_text
    assert all(name in help_text for name in ("open", "assign", "agreement", "finish", "--adjudicate"))
