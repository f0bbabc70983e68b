"""Whose number, and what it measures, on invented sentences: the claim between 【】, other numbers between 〔〕."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows
from extract.link.about import best_entity, best_property, entity_property
from extract.link.about_features import entity_features, phrase_features
from extract.link.about_phrases import CHARACTERS_AFTER, candidates, may_measure, reading, scene
from extract.link.about_words import part, unit_class
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

CASES = [
    ("青禾公司的营业收入达【84亿元】。", "青禾公司", "营业收入"),
    ("据海关统计，这家工厂的用电量为【300万度】。", "这家工厂", "用电量"),
    ("全市常住人口【873万人】。", "全市", "常住人口"),
    ("青禾公司的净利润为〔3亿元〕，同比增长【12%】。", None, "净利润"),
    ("该型飞机的设计寿命为【30年】。", "该型飞机", "设计寿命"),
    ("县医院有【300名】医生。", "县医院", "医生"),
    ("失业率升至【5.2%】。", None, "失业率"),
]

LETTERS = set("fhmcolevdsqpixgNawuT")


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


def parse(marked):
    """The text, the claim's span and the spans of the other numbers, brackets taken away."""
    text, claim, others, position = "", (0, 0), [], 0
    for mark in re.finditer(r"[【〔](.+?)[】〕]", marked):
        text += marked[position : mark.start()]
        span = (len(text), len(text) + len(mark[1]))
        text += mark[1]
        position = mark.end()
        if mark[0][0] == "【":
            claim = span
        else:
            others.append(span)
    return text + marked[position:], claim, others


def read(segmenter, marked):
    """The words that are taken for entity and property."""
    text, (start, end), others = parse(marked)
    sentence = next(span for span in sentences(text) if span[0] <= start < span[1])
    prepared = reading(text, clauses(text, *sentence), sorted([*others, (start, end)]), [], partial(segmenter.cut, text))
    found = entity_property(prepared, start, end)
    return tuple(text[slice(*span)] if span else None for span in found)


@pytest.mark.parametrize(("marked", "entity", "measure"), CASES)
def test_entity_and_property(segmenter, marked, entity, measure):
    found = read(segmenter, marked)
    assert found[1] == measure
    if entity:
        assert found[0] == entity


def test_a_bare_number_is_about_nothing(segmenter):
    assert read(segmenter, "【3万吨】") == (None, None)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("第三", "rank"), ("近九成", "share"), ("3.7%", "share"), ("三分之一", "share"), ("2亿美元", "money"),
     ("90天内", "within"), ("七年", "span"), ("300名", "count"), ("50多家", "count"), ("3吨", "other")],
)  # fmt: skip
def test_unit_class(words, unit):
    assert unit_class(words) == unit


@pytest.mark.parametrize(
    ("word", "letter"),
    [("产量", "h"), ("失业率", "h"), ("平均", "m"), ("上涨", "c"), ("，", "p"), ("“", "i"), ("的", "d"), ("其中", "q"),
     ("云泽省", "g"), ("GDP", "h"), ("ABC", "a"), ("2024", "N")],
)  # fmt: skip
def test_part(word, letter):
    assert part(word) == letter


@given(st.text(alphabet="青禾公司的产量达3万吨，其中。“”、（）将增长ab 年", min_size=1, max_size=40), st.data())
def test_spans_lie_in_the_sentence_and_off_the_claim(segmenter_once, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = (0, len(text))
    prepared = reading(text, clauses(text, *whole), [(start, end)], [], partial(segmenter_once.cut, text))
    pair = entity_property(prepared, start, end)
    for span in pair:
        if span is not None:
            assert 0 <= span[0] < span[1] <= min(len(text), end + CHARACTERS_AFTER)
            assert span[1] <= start or span[0] >= end


@pytest.fixture(scope="session")
def segmenter_once():
    return Segmenter()


def weighed(names, column):
    return sum(round(float(row[column] or 0) * 100) for row in rows("about_weights") if row[0] in names for _ in range(names.count(row[0])))


@pytest.mark.parametrize("marked", [case[0] for case in CASES] + ["去年，青禾公司在云泽省的工厂有〔3家〕，其中“北港”的年产量约【84万吨】左右，是县里的一半。"])
def test_the_best_phrases_are_those_whose_features_weigh_most(segmenter, marked):
    text, (start, end), others = parse(marked)
    prepared = reading(text, clauses(text, 0, len(text)), sorted([*others, (start, end)]), [], partial(segmenter.cut, text))
    around = scene(prepared, start, end)
    found = candidates(around)
    assert found
    able = [p for p in found if may_measure(p.zone.name, p.zone.parts[p.first : p.last + 1])]
    measure = max(able, key=lambda p: weighed(phrase_features(p, around), 2))
    assert best_property(around) == (measure if weighed(phrase_features(measure, around), 2) > 0 else None)
    given = best_property(around)
    scores = {p[:2]: weighed(phrase_features(p, around) + entity_features(p, given), 1) for p in found}
    entity = best_entity(around, given)
    assert (scores[entity[:2]] if entity else 0) == max(0, *scores.values())


def test_lexicons_are_well_formed():
    roles = {"link", "change", "opener", "frame", "edge", "modifier", "head"}
    for word, own in rows("about"):
        assert set(own.split(",")) <= roles, word
        assert part(word) in LETTERS, word
    for name, entity, measure in rows("about_weights"):
        assert entity or measure, name
        assert all(-50 < float(cell) < 50 for cell in (entity, measure) if cell), name
