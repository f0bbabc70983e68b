"""The time of a claim held against others near it by fitted weights. All texts are invented; the amount stands between 【】."""

from __future__ import annotations

import re

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.lexicon import rows
from extract.link.when_pairs import Dated, around, candidates, datings, weighed
from extract.quantity.times import find_times
from extract.schema import TimeMention
from extract.text.sentences import sentences

TRADITIONAL = opencc.OpenCC("s2t").convert
ZONES = ("own", "sentence", "before1", "before2", "before3", "lines1", "lines2", "lines3", "after", "far", "null")

GOES_ON = [
    ("一季度，云泽口岸进出口86亿元，增长7.9%。其中出口57亿元，进口29亿元。民营企业进出口【53亿元】。", "一季度"),
    ("截至3月底，全省建成充电桩12.6万个。公共充电桩占【四成】。", "截至3月底"),
    ("2024年，全县接待游客310万人次。过夜游客【约90万人次】，比重不到三成。", "2024年"),
    ("2024年，全县接待游客310万人次。过夜游客约90万人次，比重【不到三成】。", "2024年"),
    ("上半年，公司收入48亿元。研发人员1300名，占员工总数的【四成】。", "上半年"),
    ("统计公报显示，2025年全市粮食产量40.3万吨。播种面积51万亩，平均亩产【393公斤】。", "2025年"),
    ("第四季，集团收入12亿元。毛利率收窄至【31%】，门店有86家。", "第四季"),
    ("去年，北港研究院发表论文310篇，增长一成。获得专利【42项】，比前年多出7项。", "去年"),
]
STOPS = [
    "山阳大坝2008年完工，坝高【185米】。",
    "县医院2019年建成。医院有床位【600张】，医生120名。",
    "2016年当选的议员沈立批评说，湖水面积缩小了。湖深只有【9米】。",
    "厂方昨天说明事故经过。厂区占地【600亩】，有工人1800名。",
    "3月5日，代表团抵达北港。北港人口【80万】，是渔港。",
]


def claim_of(marked: str) -> extract.Claim:
    text = re.sub("[【】]", "", marked)
    (found,) = [c for c in extract.load(published="2026-03-17")(text).claims if c.start == marked.index("【")]
    return found


@pytest.mark.parametrize("script", [str, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize(("marked", "words"), GOES_ON)
def test_a_time_goes_on_to_hold_in_the_sentences_after_it(marked: str, words: str, script) -> None:
    assert claim_of(script(marked)).time.text == script(words)


@pytest.mark.parametrize("script", [str, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize("marked", STOPS)
def test_a_lasting_fact_and_a_day_of_the_sentence_before_date_nothing(marked: str, script) -> None:
    assert claim_of(script(marked)).time is None


@given(st.lists(st.sampled_from(["去年", "3月5日", "截至9月底", "，", "。", "\n", "收入", "12亿元", "其中", "说", "增长7%", "工程完成后"]), max_size=30))
def test_what_is_chosen_is_none_the_rules_choice_or_a_candidate(pieces: list[str]) -> None:
    text = "".join([*pieces, "5家"])
    start = len(text) - 2
    parts = sentences(text)
    seen = around(text, parts, find_times(text), [start])
    rule = next((t for t in seen.times if t.end <= start), None)
    claim = Dated(start, len(text), "count", parts[-1], rule)
    found = datings(claim, seen, [])
    assert not found or found[0].time is None
    time = weighed(claim, seen, [])
    assert time is None or time == rule or any(p.time and p.time.start < time.end and time.start < p.time.end for p in found)
    ends = [p.time.end for p in found if p.time]
    assert all(end <= start for end in ends)


def test_candidates_are_disjoint_and_hold_the_rules_choice() -> None:
    text = "截至去年底，全县有水库30座。今年新建2座，明年再建3座，共5座。"
    times = find_times(text)
    rule = TimeMention(times[0].start, times[0].end, times[0].text, times[0].rule, times[0].numeric)
    start = text.index("3座，")
    found = candidates(Dated(start, start + 2, "count", sentences(text)[1], rule), around(text, sentences(text), times, [start]), (start - 4, start + 2), [])
    assert rule in found
    assert all(a.end <= b.start or b.end <= a.start for k, a in enumerate(found) for b in found[:k])


def test_the_names_of_the_weights_are_those_of_features() -> None:
    names = [name for name, _ in rows("when_weights")]
    assert {"margin", "margin of none"} <= set(names)
    assert all(name.startswith("margin") or name.split()[0] in ZONES for name in names)
