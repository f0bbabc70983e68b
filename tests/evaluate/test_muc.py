"""Exact, partial and type scores, against nervaluate: an independent reading of the same definitions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

from extract.evaluate.muc import WAYS, of_claims, of_mentions
from extract.evaluate.prediction import Mention, Prediction
from extract.evaluate.read import Pair
from extract.gold import GoldDocument, GoldMention

LABELS = ("claim", "time", "idiom")
TEXT = "一" * 100


def pair(gold, pred, optional=()):
    marks = [GoldMention(start=start, end=end, text=TEXT[start:end], label=label, optional=(start, end) in optional) for start, end, label in gold]
    found = tuple(Mention(start=start, end=end, text=TEXT[start:end], label=label) for start, end, label in pred)
    document = GoldDocument(id="a", sha256="", text=TEXT, mentions=tuple(marks))
    return Pair(document, Prediction("a", TEXT, (), (), found, True), "none", "cn", "not given")


def theirs(gold, pred):
    """Their ends are inclusive, and some of their names are others."""
    sides = ([[{"label": label, "start": start, "end": end - 1} for start, end, label in side]] for side in (gold, pred))
    found = Evaluator(*sides, tags=list(LABELS), loader="dict").evaluate()["overall"]
    fields = ("correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1")
    return {way: tuple(getattr(found["ent_type" if way == "type" else way], field) for field in fields) for way in WAYS}


def ours(gold, pred):
    fields = ("correct", "incorrect", "partial", "missing", "spurious", "precision", "recall", "f1")
    return {way: pytest.approx(tuple(getattr(one, field) for field in fields)) for way, one in of_mentions([pair(gold, pred)]).items()}


slots = st.lists(
    st.tuples(st.sampled_from(("both", "gold", "pred")), st.integers(0, 3), st.integers(4, 8), st.integers(0, 3), st.integers(4, 8), *[st.sampled_from(LABELS)] * 2),
    min_size=1,
    max_size=10,
)


@settings(deadline=None)
@given(slots)
def test_the_counts_are_those_of_nervaluate_where_only_one_pairing_is_possible(slots):
    gold, pred = [], []
    for at, (side, *ends, one, two) in enumerate(slots):
        if side != "pred":
            gold.append((10 * at + ends[0], 10 * at + ends[1], one))
        if side != "gold":
            pred.append((10 * at + ends[2], 10 * at + ends[3], two))
    if gold and pred:
        assert theirs(gold, pred) == ours(gold, pred)


def test_each_way_by_hand():
    gold = [(0, 4, "claim"), (10, 14, "claim"), (20, 24, "time"), (30, 34, "idiom")]
    pred = [(0, 4, "claim"), (11, 14, "claim"), (20, 24, "claim"), (40, 44, "time")]
    found = of_mentions([pair(gold, pred)])
    assert [found[way].correct for way in WAYS] == [1, 2, 2, 2]
    assert [found[way].incorrect for way in WAYS] == [2, 1, 0, 1]
    assert [found[way].partial for way in WAYS] == [0, 0, 1, 0]
    assert {(one.missing, one.spurious) for one in found.values()} == {(1, 1)}
    assert found["partial"].f1 == pytest.approx(2.5 / 4)


def test_optional_marks_count_neither_way():
    found = of_mentions([pair([(0, 4, "claim"), (10, 14, "claim")], [(0, 4, "claim"), (11, 13, "claim")], optional=[(10, 14)])])
    assert {(one.correct, one.missing, one.spurious) for one in found.values()} == {(1, 0, 0)}


def test_claims_have_their_kind_as_type(inputs):
    found = of_claims(inputs.pairs)
    assert (found["type"].correct, found["exact"].correct, found["exact"].incorrect) == (14, 11, 3)
    assert of_claims(inputs.pairs, 0.8)["exact"].spurious == 0
