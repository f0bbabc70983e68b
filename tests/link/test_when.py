"""Choosing the time of a claim. Texts are invented: 【】 marks the amount, 〔〕 the times; the times found are given by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.link.when import choose_time
from extract.schema import TimeMention

CASES = [
    # the nearest before it in its clause, else in its sentence
    ("〔2020年〕产量为【3万吨】。", "2020年"),
    ("〔2019年〕为2万吨，〔2020年〕为【3万吨】。", "2020年"),
    ("〔去年〕产量为3万吨，增长【5%】。", "去年"),
    ("〔今年〕公司整修了厂房，招了人，产值达【3亿元】。", "今年"),
    ("产量为【3万吨】（〔2020年〕）。", "2020年"),
    ("产量为【3万吨】。", None),
    # the words around it that open it
    ("自〔9月4日〕开始，航班增至【四班】。", "自9月4日开始"),
    ("从〔2002年以来〕，仅有【三座】投产。", "从2002年以来"),
    ("从〔2010年至2023年间〕，岗位增加了【26倍】。", "从2010年至2023年间"),
    ("累计至〔去年9月〕，共有【25件】。", "累计至去年9月"),
    # coordinated times
    ("〔4月〕和〔5月〕需求减少【三分之一】。", "4月和5月"),
    ("〔第一季度〕和〔第二季度〕分别下滑了【9.1%】和9%。", "第一季度"),
    ("〔第一季度〕和〔第二季度〕分别下滑了9.1%和【9%】。", "第二季度"),
    # the base of a comparison holds for the amount that touches it only
    ("〔11月〕增速比〔10月〕加快【0.7个百分点】。", "11月"),
    ("〔12月〕为51.9，比〔11月〕的【52.1】低。", "11月"),
    ("〔今年〕增长2.8%，低于〔去年〕【3%】的增长值。", "去年"),
    ("〔9月〕产量增至〔上年同期〕的【2.4倍】。", "9月"),
    ("〔9月〕产量由〔上年同期〕的【3万吨】增至5万吨。", "上年同期"),
    ("〔9月〕产量高于〔上年同期〕的【3万吨】。", "上年同期"),
    ("〔9月〕产量与〔上年同期〕相比减少【3万吨】。", "9月"),
    ("与〔8月〕的名单比少了【3家】。", None),
    ("〔9月〕增长2%，与〔8月〕同比增长【3%】相比有所放缓。", "8月"),
    ("〔9月〕产量相当于〔上年同期〕的【97%】。", "9月"),
    # after it, where the amount is the share that is due then
    ("首批【20架】料于〔2028年〕交付。", "2028年"),
    ("该厂【20架】飞机〔2028年〕交付。", None),
    # names made with a time
    ("〔12月〕交割的铜跌【1%】。", None),
    ("与〔前两季度〕相比，降幅缩小了【两成】。", None),
    # the day of a report
    ("商务部〔30日〕公布，〔第三季度〕增长【2.8%】。", "第三季度"),
    ("银行〔周二〕称，【逾八成】企业计划扩张。", None),
    ("〔今天〕警方兵分【3路】搜索。", "今天"),
    # never: datelines, credits, stamps, clock times, the reach of a record
    ("（某社记者某某台北〔22日〕电）大会吸引了【300人】。", None),
    ("某社上海〔10月9日〕 - 股市上涨【1%】。", None),
    ("〔晚上8点〕后聚会不得超过【6人】。", None),
    ("成长放缓至〔50年来〕最慢，有【3000人】失业。", None),
    # a time of a sentence before that gave data
    ("〔11月〕指数为50.3%。其中，订单指数为【52.4%】。", "11月"),
    ("〔11月〕召开了会议。指数为【52.4%】。", None),
    ("〔11月〕指数为50.3%。专家表示，库存指数为【52.4%】。", None),
]


def _read(marked: str) -> tuple[str, list[TimeMention], int, int]:
    text, times, opened, amount = "", [], 0, (0, 0)
    for piece in re.split("([【】〔〕])", marked):
        if piece in "【〔" and piece:
            opened = len(text)
        elif piece == "】":
            amount = (opened, len(text))
        elif piece == "〕":
            words = text[opened:]
            rule = "time.clock" if "点" in words else "time.frame" if "年来" in words else "time.date"
            times.append(TimeMention(opened, len(text), words, rule, True))
        else:
            text += piece
    return text, times, *amount


def _choose(marked: str) -> str | None:
    text, times, start, end = _read(marked)
    bounds = [0, *(m.end() for m in re.finditer("。", text))]
    index = max(i for i, at in enumerate(bounds) if at <= start)
    sentence = (bounds[index], bounds[index + 1])
    chosen = choose_time(start, end, text, times, sentence, (bounds[index - 1], bounds[index]) if index else None)
    assert chosen is None or text[chosen.start : chosen.end] == chosen.text
    return chosen.text if chosen else None


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_the_time_that_holds(marked: str, expected: str | None) -> None:
    assert _choose(marked) == expected


def test_a_credit_line_is_never_the_time() -> None:
    text = "会议有300人参加。某社记者某某摄 109年9月22日\n"
    at = text.index("109年9月22日")
    times = [TimeMention(at, len(text) - 1, text[at:-1], "time.date", True)]
    assert choose_time(3, 7, text, times, (0, len(text))) is None


PIECES = ["〔2020年〕", "〔今天〕", "，", "比", "的", "自", "起", "和", "公布", "为", "（", "）"]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.integers(0, 8))
def test_what_is_chosen_holds_a_time_found(pieces: list[str], at: int) -> None:
    marked = "".join([*pieces[:at], "【3吨】", *pieces[at:]]) + "。"
    text, times, start, end = _read(marked)
    chosen = choose_time(start, end, text, times, (0, len(text)))
    if chosen:
        assert any(chosen.start <= t.start and t.end <= chosen.end for t in times)
        assert text[chosen.start : chosen.end] == chosen.text
