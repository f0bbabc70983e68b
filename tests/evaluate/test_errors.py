"""The ranked list of errors, and what changed between two systems."""

import pytest

from extract.evaluate.errors import GROUPS, errors, summary, told
from extract.evaluate.outcomes import compare_documents
from extract.evaluate.read import read_inputs
from extract.evaluate.report import report
from extract.evaluate.versus import tally, versus


@pytest.fixture
def listed(compared, outcomes):
    return errors(compared, outcomes)


def test_the_worst_come_first(listed):
    assert [error.group for error in listed] == sorted((error.group for error in listed), key=GROUPS.index)
    first = [(error.context.words, error.group, error.instead) for error in listed[:5]]
    assert first == [
        ("十分", "extra", None),
        ("[3]", "extra", "citation [3]"),
        ("七天", "missed", "a claim below the threshold, confidence 0.40"),
        ("第二", "missed", "ordinal 第二"),
        ("六箱", "missed", None),
    ]


def test_among_wrong_claims_more_wrong_fields_come_first_then_the_surer(listed):
    wrong = [(len(error.fields), error.pred.confidence) for error in listed if error.group == "not usable"]
    assert wrong == sorted(wrong, key=lambda pair: (-pair[0], -pair[1]))


def test_only_what_differs_is_listed(listed, outcomes):
    by_words = {error.gold.text: error.fields for error in listed if error.gold and error.pred}
    assert by_words["三到五年"] == ("value", "bounds")
    assert by_words["约18个月"] == ("unit",)
    assert set(by_words["近九成"]) == {"bounds", "relation", "span", "edtf"}
    assert "超过2000吨" not in by_words
    assert len(listed) == sum(not o.found or bool(o.wrong) for o in outcomes)


def test_a_claim_in_its_context(listed):
    (error,) = [error for error in listed if error.context.words == "七天"]
    assert error.context.before.endswith("第三矿区停产") and error.context.after.startswith("，库存")
    assert (error.context.document, error.context.end - error.context.start) == ("a1", 2)


TOLD = [
    ("三到五年", "value", "3 .. 5", "3 .. 50"),
    ("两千元", "value", "2,000", "200"),
    ("近九成", "span", "近九成 (25–28)", "九成 (26–28)"),
    ("近九成", "bounds", "~ 90 (to 90)", "90"),
    ("近九成", "edtf", "2025", "2024"),
    ("三成", "source", "北港港務公司", "none"),
    ("三成", "change", "decrease", "none"),
    ("15萬箱", "via", "南湾通訊社", "none"),
    ("15萬箱", "source", "分析師林岚 = 林岚", "分析師林岚 = 林岚"),
    ("2成", "name", "村里人", "镇长"),
]


@pytest.mark.parametrize(("words", "field", "gold", "pred"), TOLD)
def test_what_a_field_says(outcomes, words, field, gold, pred):
    (outcome,) = [o for o in outcomes if o.gold and o.gold.text == words]
    assert (told(outcome.gold, field), told(outcome.pred, field)) == (gold, pred)


def test_a_claim_in_one_line(outcomes):
    (outcome,) = [o for o in outcomes if o.gold and o.gold.text == "三成"]
    assert summary(outcome.gold) == "30 %; decrease; fact; source: 北港港務公司"


def test_its_line_says_what_it_is_about_and_when(outcomes):
    (outcome,) = [o for o in outcomes if o.gold and o.gold.text == "近九成"]
    assert summary(outcome.gold) == "~ 90 (to 90) %; fact; source: 南湾矿业协会; about: (去年); when: 2025"
    assert summary(outcome.pred).endswith("; when: 2024")


# Against other predictions


def better(records):
    """The same predictions, but 两千元 is read right, 七天 is claimed, [3] is not; and 三成 is lost."""
    changed = {}
    for id, (_, pred) in records.items():
        claims = [m | ({"value": 2000, "low": 2000, "high": 2000} if m["text"] == "两千元" else {}) for m in pred["claims"] if m["text"] not in ("[3]", "三成")]
        changed[id] = pred | {"claims": claims + [m for m in pred["mentions"] if m["text"] == "七天"]}
    return list(changed.values())


@pytest.fixture
def both(records, lines, files):
    return read_inputs(files[0], lines("better", better(records)), files[1])


def test_claims_gained_and_lost_one_by_one(both):
    now, before = (compare_documents(one.pairs) for one in both)
    changes = [(c.context.words, c.gained, c.lost) for c in versus(now, before, "before").changes]
    assert changes == [
        ("三成", (), ("found",)),
        ("[3]", ("extra",), ()),
        ("七天", ("found",), ()),
        ("两千元", ("value", "bounds"), ()),
    ]


def test_what_was_there_before_and_what_is_there_now(both):
    found = report(both, ["gold", "now", "before"]).against
    (change,) = [c for c in found.changes if c.context.words == "两千元"]
    assert (change.gold.value, change.before.value, change.now.value) == (2000, 200, 2000)
    assert tally(found.changes) == {"extra": (1, 0), "found": (1, 1), "value": (1, 0), "bounds": (1, 0)}


def test_differences_and_the_other_way_round(both):
    there = report(both, ["gold", "now", "before"]).against.differences
    back = report(both[::-1], ["gold", "before", "now"]).against.differences
    assert there["precision"].difference == pytest.approx(14 / 15 - 14 / 16)
    assert there["recall"].difference == 0.0
    for name, one in there.items():
        assert back[name].difference == pytest.approx(-one.difference)
        assert back[name].interval == pytest.approx((-one.interval[1], -one.interval[0]))
        assert {one.verdict, back[name].verdict} in ({"better", "worse"}, {"not told apart"})


def test_a_system_does_not_differ_from_itself(files):
    found = report(read_inputs(files[0], files[1], files[1]), ["gold", "now", "before"]).against
    assert found.changes == []
    assert {one.verdict for one in found.differences.values()} == {"not told apart"}
    assert all(one.interval == (0.0, 0.0) for one in found.differences.values())


def test_what_is_better_in_every_document_is_better(records, lines, files):
    perfect = [gold for gold, _ in records.values()]
    found = report(read_inputs(files[0], lines("perfect", perfect), files[1]), ["gold", "now", "before"]).against
    assert found.differences["usable_f1"].verdict == found.differences["recall"].verdict == "better"
    assert not any(change.lost for change in found.changes)
