"""Two annotations of one text: how far they agree, and the script that tells it."""

from decimal import Decimal

import pytest
from gold_by_hand import corpus, record, script
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.corpora.agreement import agreement, krippendorff_alpha
from extract.evaluate.fields import same_source
from extract.evaluate.match import match, overlap
from extract.gold import GoldSource
from extract.schema import Span
from extract.validation import to_gold

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




@pytest.mark.parametrize(("second", "words"), [("[]\n", "line 1"), ("", "no document id in common")])
def test_agreement_explains_what_it_cannot_compare(tmp_path, second, words):
    folder = corpus(tmp_path / "set")
    (tmp_path / "b.jsonl").write_text(second, encoding="utf-8")
    done = script("agreement", folder / "train.jsonl", tmp_path / "b.jsonl")
    assert done.returncode == 1 and words in done.stderr and "Traceback" not in done.stderr
