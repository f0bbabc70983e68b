"""Whose number, and what it measures, on invented sentences: the claim between 【】, other numbers between 〔〕."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows
from extract.link.about import CHANCE, LEAST, NEVER, PRICE, Linker, Worth, beside, best, likely, parted, worth
from extract.link.about_phrases import CLOSED, LONGEST_AFTER, NOT_LAST, lay_out, may_measure, phrases
from extract.link.about_scenes import CHARACTERS_AFTER, ZONES, Asked, scenes, sentence
from extract.link.about_words import LETTERS_OF_PARTS, TAGS, part, tag_of, unit_class
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

LETTERS = set("fhmcolevdsqpibkxgNawuT")


@pytest.fixture(scope="session")
def segmenter():
    return Segmenter()


@pytest.fixture(scope="session")
def linker(segmenter):
    return Linker(segmenter.cut_all, segmenter.tags)


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


def prepared(linker, text, numbers):
    """The first sentence of a text, ready for its numbers."""
    span = sentences(text)[0]
    marks = sorted((*number, linker.number) for number in numbers)
    return sentence(text, clauses(text, *span), marks, [])


def read(linker, marked):
    """The words that are taken for entity and property."""
    text, claim, others = parse(marked)
    [found] = linker.entity_property([Asked(prepared(linker, text, [*others, claim]), *claim)])
    return tuple(text[slice(*span)] if span else None for span in found)


@pytest.mark.parametrize(("marked", "entity", "measure"), CASES)
def test_entity_and_property(linker, marked, entity, measure):
    found = read(linker, marked)
    assert found[1] == measure
    if entity:
        assert found[0] == entity


def test_a_bare_number_is_about_nothing(linker):
    assert read(linker, "【3万吨】") == (None, None)


def test_claims_of_a_batch_do_not_see_one_another(linker):
    parsed = [parse(marked) for marked, _, _ in CASES]
    asked = [Asked(prepared(linker, text, [*others, claim]), *claim) for text, claim, others in parsed]
    alone = [linker.entity_property([one])[0] for one in asked]
    assert linker.entity_property(asked) == alone
    assert linker.entity_property(asked * 3) == alone * 3
    assert linker.entity_property([]) == []


@pytest.mark.parametrize(
    ("words", "unit"),
    [("第三", "rank"), ("近九成", "share"), ("3.7%", "share"), ("三分之一", "share"), ("2亿美元", "money"),
     ("90天内", "within"), ("七年", "span"), ("300名", "count"), ("50多家", "count"), ("3吨", "other")],
)  # fmt: skip
def test_unit_class(words, unit):
    assert unit_class(words) == unit


@pytest.mark.parametrize(
    ("word", "letter"),
    [("产量", "h"), ("失业率", "h"), ("平均", "m"), ("上涨", "c"), ("，", "p"), ("“", "b"), ("》", "k"), ("、", "i"), ("的", "d"), ("其中", "q"),
     ("云泽省", "g"), ("GDP", "h"), ("ABC", "a"), ("2024", "N")],
)  # fmt: skip
def test_part(word, letter):
    assert part(word) == letter


@pytest.mark.parametrize(
    ("word", "tag", "letter"),
    [("工厂", "n", "n"), ("张三", "nr", "R"), ("云泽", "ns", "g"), ("增长", "vn", "V"), ("涨", "v", "v"), ("CPI", "", "E"), ("晷", "", "1"), ("晷仪", "", "2"),
     ("晷仪厂", "", "3"), ("晷仪厂家", "", "3"), ("甚么", "zg", "n")],
)  # fmt: skip
def test_tag(word, tag, letter):
    assert tag_of(word, tag) == letter
    assert letter in TAGS


PIECES = st.text(alphabet="青禾公司的产量达3万吨，其中。“”、（）将增长ab 年", min_size=1, max_size=40)


@given(PIECES, st.data())
def test_spans_lie_in_the_sentence_and_off_the_claim(linker, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marks = [(start, end, linker.number)]
    whole = sentence(text, clauses(text, 0, len(text)), marks, [])
    [pair] = linker.entity_property([Asked(whole, start, end)])
    for span in pair:
        if span is not None:
            assert 0 <= span[0] < span[1] <= min(len(text), end + CHARACTERS_AFTER)
            assert span[1] <= start or span[0] >= end


def laid_out(segmenter, linker, marked):
    text, claim, others = parse(marked)
    around = scenes([Asked(prepared(linker, text, [*others, claim]), *claim)], linker.codes, segmenter.cut_all)
    return around, lay_out(around)


LONG = "去年，青禾公司在云泽省的工厂有〔3家〕，其中“北港”的年产量约【84万吨】左右，是县里的一半。"


@pytest.mark.parametrize("marked", [*(case[0] for case in CASES), LONG])
def test_phrases_are_runs_of_words_within_a_zone(segmenter, linker, marked):
    around, words = laid_out(segmenter, linker, marked)
    found = phrases(words)
    assert len(found.first)
    for zone, first, last in zip(found.zone.tolist(), found.first.tolist(), found.last.tolist(), strict=True):
        assert words.low[zone] <= first <= last < words.high[zone]
        assert last - first < LONGEST_AFTER
        letters = [LETTERS_OF_PARTS[code] for code in words.letters[first : last + 1]]
        assert not set(letters) & set(CLOSED)
        assert letters[-1] not in NOT_LAST or (letters[-1] == "l" and last == words.high[zone] - 1)
    assert found.first.tolist() == sorted(found.first.tolist())
    assert len(around.units) == 1


@pytest.mark.parametrize("marked", [*(case[0] for case in CASES), LONG])
def test_the_phrase_taken_shares_the_most_characters_on_average(segmenter, linker, marked):
    """All phrases as what is sought, by their chances, against each."""
    around, words = laid_out(segmenter, linker, marked)
    found = phrases(words)
    spans = list(zip(words.starts[found.first].tolist(), words.ends[found.last].tolist(), strict=True))

    def expected(scores):
        """The characters shared on average, less the price."""
        odds = [math.exp(score / 100) if score is not None else 0 for score in scores]
        whole = sum(odds) + 1
        return [
            sum(2 * max(0, min(end, e) - max(start, s)) * odd / whole for (s, e), odd in zip(spans, odds, strict=True)) - PRICE * (end - start)
            if own >= LEAST / 100 * max(odds) else 0
            for (start, end), own in zip(spans, odds, strict=True)
        ]  # fmt: skip

    able = may_measure(words, found)
    measure, entity, _ = linker.scores(words, found, around)
    claim = np.zeros(len(spans), dtype=np.int64)
    scored = linker.network.scores(words, found, around).tolist()
    for value, ours, own in ((entity, claim == 0, 0), (measure, able, 1)):
        gains = expected([scores[own] if there else None for scores, there in zip(scored, ours, strict=True)])
        [taken] = best(likely(value, ours, claim, 1), claim, 1)
        assert (gains[taken] if taken >= 0 else 0) == pytest.approx(max(0, *gains), abs=1e-3)


def test_words_are_taken_while_they_are_likely_enough(segmenter, linker):
    """Of two phrases as likely both are taken; one that is unlikely is not taken along; where all are unlikely, none is."""
    text = "青禾公司的营业收入达【84亿元】。"
    _, words = laid_out(segmenter, linker, text)
    found = phrases(words)
    at = {text[words.starts[f] : words.ends[last]]: at for at, (f, last) in enumerate(zip(found.first, found.last, strict=True))}

    def taken(**scores):
        given = np.full(len(found.first), NEVER)
        given[[at[phrase] for phrase in scores]] = list(scores.values())
        value = worth(words, found, given, 1)
        gains = likely(value, given > NEVER, words.claim[found.zone], 1)
        return next((phrase for phrase in at if at[phrase] == best(gains, words.claim[found.zone], 1)[0]), None), gains.max() / CHANCE

    assert taken(青禾公司=900, 公司=900) == ("青禾公司", pytest.approx(2 * (2 - PRICE) + 2 * (1 - PRICE), abs=0.01))
    assert taken(青禾公司=500, 公司=900) == ("公司", pytest.approx(2 * (2 - PRICE), abs=0.01))
    assert taken(青禾公司=-300, 公司=-300)[0] is None


QUOTED = [
    ("“北港”号油轮载有【84万吨】原油。", {"“北港”", "“北港”号油轮"}, {"“北港", "北港”", "北港”号油轮"}),
    ("《山海之间》今天卖出【三万张】票。", {"《山海之间》"}, {"《山海", "间》"}),
    ("三名乘客各付【20元】。", {"三名乘客"}, set()),
]


@pytest.mark.parametrize(("marked", "some", "none"), QUOTED)
def test_phrases_are_whole(segmenter, linker, marked, some, none):
    """Quotation marks stand in pairs; a number may belong to a name before the claim."""
    text, claim, _ = parse(marked)
    words = lay_out(scenes([Asked(prepared(linker, text, [claim]), *claim)], linker.codes, segmenter.cut_all))
    found = phrases(words)
    seen = {text[words.starts[f] : words.ends[last]] for f, last in zip(found.first, found.last, strict=True)}
    assert some <= seen
    assert not none & seen


OFFERED = [
    # measures and verbs behind a name of an earlier clause, not the rest of the name
    ("今年全球伺服器出货量很大，达【84万台】。", {"出货量", "全球伺服器"}, {"伺服器"}),
    # a verb that links the number may be all that is measured, right before it
    ("青禾公司拥有【3家】。", {"拥有"}, set()),
    ("青禾公司拥有炼厂【3家】。", {"炼厂"}, {"拥有"}),
    # of what is no word of the dictionary the last or first character may be none of its own
    ("准点率为【90%】。", {"准点率"}, {"准点率为"}),
    ("山城队以【86】比79获胜。", {"山城队"}, {"山城队以"}),
    ("惟青禾有【3家】。", {"青禾"}, {"惟青禾"}),
    ("若检调早查，可保住【5亿元】。", {"检调"}, {"若检调"}),
    ("流標率為【三成】。", {"流標率"}, set()),
]


@pytest.mark.parametrize(("marked", "some", "none"), OFFERED)
def test_phrases_that_are_offered(segmenter, linker, marked, some, none):
    text, _, _ = parse(marked)
    _, words = laid_out(segmenter, linker, marked)
    found = phrases(words)
    seen = {text[words.starts[f] : words.ends[last]] for f, last in zip(found.first, found.last, strict=True)}
    assert some <= seen
    assert not none & seen


@pytest.mark.parametrize(
    ("marked", "whose", "what", "kept", "left"),
    [
        ("会员毛利率达【84%】。", "会员", "会员毛利率", "会员", "毛利率"),
        ("会员的毛利率达【84%】。", "会员", "会员的毛利率", "会员", "毛利率"),
        ("买家的心理价位达【84元】。", "买家的心理价位", "心理价位", "买家", "心理价位"),
        # apart, or otherwise over each other: as they are
        ("买家的心理价位达【84元】。", "买家", "心理价位", "买家", "心理价位"),
        ("会员毛利率达【84%】。", "会员毛利率", "毛利率", "会员毛利率", "毛利率"),
        ("会员毛利率达【84%】。", "会员", None, "会员", None),
    ],
)
def test_where_one_holds_the_other(segmenter, linker, marked, whose, what, kept, left):
    text, _, _ = parse(marked)
    _, words = laid_out(segmenter, linker, marked)
    found = phrases(words)
    at = {text[words.starts[f] : words.ends[last]]: at for at, (f, last) in enumerate(zip(found.first, found.last, strict=True))}
    [spans] = parted(words, found, np.array([at[whose]]), np.array([at[what] if what else -1]))
    assert tuple(text[slice(*span)] if span else None for span in spans) == (kept, left)


def test_entity_and_property_are_never_the_same_words(segmenter, linker):
    """Of two fields with the same phrase that one keeps it for which the next best costs more."""
    text = "青禾公司的营业收入达【84亿元】。"
    _, words = laid_out(segmenter, linker, text)
    found = phrases(words)
    plain, _, _ = parse(text)
    at = {plain[words.starts[f] : words.ends[last]]: at for at, (f, last) in enumerate(zip(found.first, found.last, strict=True))}

    def value(**gains):
        given = np.full(len(found.first), -CHANCE)
        given[[at[phrase] for phrase in gains]] = [gain * CHANCE for gain in gains.values()]
        return Worth(given, np.full(len(found.first), CHANCE))

    every = np.ones(len(found.first), dtype=bool)

    def taken(measure, entity):
        return [next((phrase for phrase in at if at[phrase] == of[0]), None) for of in beside(words, found, measure, entity, every, 1)]

    assert taken(value(营业收入=3), value(营业收入=3, 青禾公司=2)) == ["营业收入", "青禾公司"]
    assert taken(value(青禾公司=3, 营业收入=2), value(青禾公司=3)) == ["营业收入", "青禾公司"]
    assert taken(value(青禾公司=3, 公司=2), value(青禾公司=3)) == ["青禾公司", None]
    assert taken(value(营业收入=3), value(青禾公司=3)) == ["营业收入", "青禾公司"]


def test_the_sentence_before_is_searched(segmenter, linker):
    text = "青禾公司发布年报。去年，营业收入达84亿元。"
    earlier, own = (clauses(text, *span) for span in sentences(text))
    start = text.index("84")
    whole = sentence(text, [*earlier, *own], [(start, start + 4, linker.number)], [], len(earlier))
    around = scenes([Asked(whole, start, start + 4)], linker.codes, segmenter.cut_all)
    words = lay_out(around)
    found = {(ZONES[words.kind[words.zone[f]]], text[words.starts[f] : words.ends[last]]) for f, last in zip(phrases(words).first, phrases(words).last, strict=True)}
    assert ("b", "青禾公司") in found
    assert ("0", "营业收入") in found


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-3, 3)), max_size=30))
def test_best_is_the_first_of_the_highest_above_zero(pairs):
    pairs.sort(key=lambda pair: pair[0])
    chosen = best(np.array([s for _, s in pairs], dtype=np.int64), np.array([c for c, _ in pairs], dtype=np.int64), 6)
    for claim in range(6):
        own = [(score, -at) for at, (c, score) in enumerate(pairs) if c == claim and score > 0]
        assert chosen[claim] == (-max(own)[1] if own else -1)


def test_lexicons_are_well_formed():
    roles = {"link", "change", "opener", "frame", "edge", "modifier", "head"}
    for word, own in rows("about"):
        assert set(own.split(",")) <= roles, word
        assert part(word) in LETTERS, word
