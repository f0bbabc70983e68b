"""Finding time expressions. All cases are invented; the third field of a case is the rule without ``time.``."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quantity.times import RULES, find_times, pattern
from extract.quantity.times_patterns import STARTS

WHOLE = [
    # dates: year, month, day, with and without spaces, in digits and in words
    ("2024年4月5日", "date"),
    ("2024 年 1 月", "date"),
    ("二〇二五年", "date"),
    ("九月十八日", "date"),
    ("1995-2023年", "date"),
    ("1970-90 年", "date"),
    ("2020至2023年间", "date"),
    ("2020年1~6月", "date"),
    ("2021年初", "date"),
    ("去年7月", "date"),
    ("今年9月18日", "date"),
    ("本月3日", "date"),
    ("8月间", "date"),
    ("12月中旬", "date"),
    ("1至7月", "date"),
    ("11月份", "date"),
    ("22日晚", "date"),
    ("7月3日上午5时至9时许", "date"),
    ("8月30日至9月4日", "date"),
    ("5月初至11月20日", "date"),
    ("截至6月底", "date"),
    ("今年前两个月", "date"),
    ("2025/2026年度", "date"),
    ("2025/26产季", "date"),
    ("明年春运期间", "date"),
    ("去年元旦", "date"),
    ("8月第二周", "date"),
    ("7月中下旬", "date"),
    ("9月23日起至10月2日止", "date"),
    ("1961年有记录以来", "date"),
    ("2024年初到现在", "date"),
    ("民国116年前后", "date"),
    ("光绪二十年", "date"),
    ("截至2019年", "date"),
    ("2020年以来", "date"),
    ("2022年底前", "date"),
    ("第二季结束前", "part"),
    ("8日零时至9日上午10时", "date"),
    ("明年元月", "date"),
    ("9月最后一周", "date"),
    ("三月的第二个星期", "date"),
    ("9月首周", "date"),
    ("2018及2019年", "date"),
    ("今明两年", "date"),
    ("今年截至3月20日", "date"),
    ("今夏", "word"),
    ("本月早些时候", "word"),
    ("去年国庆黄金周", "date"),
    # years of schools and of budgets
    ("113学年度", "date"),
    ("103至112学年度", "date"),
    ("2031/32学年", "date"),
    ("2024/25财政年度", "date"),
    ("2027会计年度", "date"),
    ("今学年", "word"),
    ("上个财政年度", "word"),
    ("今年5月份以来", "date"),
    ("2019财年", "date"),
    ("去年同期", "date"),
    # the calendar of the Republic of China
    ("民国110年9月", "date"),
    ("110年度", "date"),
    ("109年9月22日", "date"),
    ("民国101年9月至今年9月间", "date"),
    ("民国107年至110年间", "date"),
    # stamps
    ("2021-01-02T10:12:45.930Z", "date"),
    ("24/11/2020 - 14:14", "date"),
    ("2020/11/24", "date"),
    ("2020-11-24", "date"),
    ("2020-12-30 14:41:47", "date"),
    ("Mon, 16 Nov 2020 22:36:28 GMT", "date"),
    ("20201124", "date"),
    ("1091103", "date"),
    # parts of a year
    ("上半年", "part"),
    ("年底", "part"),
    ("第二季度", "part"),
    ("三季度", "part"),
    ("前三季度", "part"),
    ("前10月", "part"),
    ("前10个月", "part"),
    ("Q3", "part"),
    ("3Q19", "part"),
    ("4Q25F", "part"),
    ("9M19", "part"),
    ("第47周", "part"),
    ("上半财年", "part"),
    ("1H19", "part"),
    ("FY24", "part"),
    ("今年第三季度", "date"),
    # weekdays, clock times
    ("周五", "weekday"),
    ("星期三", "weekday"),
    ("上周五", "weekday"),
    ("周四晚上", "weekday"),
    ("9时30分", "clock"),
    ("凌晨3点半", "clock"),
    ("晚间10点前", "clock"),
    ("晚上8点到次日早上6点", "clock"),
    ("8:30", "clock"),
    ("下午2：00", "clock"),
    ("7：30分", "clock"),
    # decades and centuries
    ("上世纪90年代", "era"),
    ("20世纪", "era"),
    ("八十年代", "era"),
    ("一九二〇年代", "era"),
    ("90年代末", "era"),
    ("20世纪90年代后", "era"),
    # frames and offsets
    ("过去15年来", "frame"),
    ("未来三年", "frame"),
    ("今后5年", "frame"),
    ("几十年来", "frame"),
    ("过去3个多月来", "frame"),
    ("过去两个年度", "frame"),
    ("过去半个世纪", "frame"),
    ("过去24小时", "frame"),
    ("未来三至五年", "frame"),
    ("15年前", "offset"),
    ("18年以前", "offset"),
    ("两年半以前", "offset"),
    ("半年前", "offset"),
    ("两周后", "offset"),
    ("十余日后", "offset"),
    ("二三十年前", "offset"),
    ("10 分钟前", "offset"),
    # words without a numeral
    ("去年", "word"),
    ("目前", "word"),
    ("同年", "word"),
    ("当月", "word"),
    ("上周", "word"),
    ("今天", "word"),
    ("今年早些时候", "word"),
    ("未来几天", "word"),
    # periods with a name
    ("“十四五”期间", "period"),
    ("党的十八大以来", "period"),
    ("“十四五”以来", "period"),
    ("“十五五”末", "period"),
    ("十三五规划期间", "period"),
    ("「十四五」开局之年", "period"),
]

IN_TEXT = [
    ("预计110年结案", ["110年"]),
    ("触及10年半新低", ["10年半"]),
    ("用了10年半", []),
    ("期程自113年至117年，共5年", ["113年至117年"]),
    ("误差接近1500年", []),
    ("误差没有达到1500年", []),
    ("约1840年建成", ["1840年"]),
    ("超过2019年", ["2019年"]),
    ("合计110年", []),
    ("（某社记者台北22日电）", ["22日"]),
    ("自2015年起每年增长", ["2015年"]),
    ("从9月4日开始增班", ["9月4日"]),
    ("2月14日和3月5日", ["2月14日", "3月5日"]),
    ("这15年来进展不大", ["15年来"]),
    ("为三个月最高", ["三个月"]),
    ("近11个交易日累涨", ["近11个交易日"]),
    ("（编辑:某某）1091103\n", ["1091103"]),
    ("周二（9月1日）在柏林", ["周二", "9月1日"]),
    ("©️ 2020 某报", ["2020"]),
    ("根据统计，114年平均", ["114年"]),
    ("农会112年统计", ["112年"]),
    ("4Q19 营收\n2020E 营收", ["4Q19", "2020E"]),
    ("4月 1950\n5月 3480", ["4月", "5月"]),
    ("现在才出现在这里", ["现在"]),
    ("隔夜拆息再升", []),
    ("隔夜美股下跌", ["隔夜"]),
    ("较平时下降", []),
    ("三年过去，他过去是工人", ["过去"]),
    ("完工后年租金，后年再涨", ["后年"]),
    ("青年初任薪资，年初调升", ["年初"]),
    ("开工至今年2月底，至今完成", ["今年2月底", "至今"]),
    ("报名，至今天下午截止", ["至今天下午"]),
    ("由7月1日起加价，自5月起停收", ["7月1日起", "5月"]),
    ("去年前五大客户，去年底前五项", ["去年", "去年底"]),
    ("6月前 100 个频道", ["6月"]),
    ("2020、2021年分别增长", ["2021年"]),
    ("最近十分忙，离家最近的店，最近处", ["最近"]),
    ("此后日本再度，后日放晴", ["后日"]),
    ("而今年底前，而今不同", ["今年底前", "而今"]),
    ("每月12元月租，元月起涨价", ["元月起"]),
    ("即日起停售，当即日本", ["即日起"]),
    ("停顿5个多星期后复工", []),
    ("“十四五”规划纲要，《十四五规划》", []),
    ("今冬奥会，今冬供暖", ["今冬"]),
]

NONE = [
    "工期5年",
    "历时3个月",
    "三到五年内建成",
    "持续10天",
    "90天内签署",
    "第10天",
    "近十年，她一直住在这里",
    "两点原因",
    "有2000年历史",
    "，120年的历史",
    "长达105年。",
    "出现在第3处",
    "第10周年",
    "长达1200年",
    "一周一次",
    "两周两次",
    "占3.5月租",
    "第3日均线",
    "5G",
    "3:2获胜",
    "12345678吨",
    "27岁",
    "2000万吨",
    "40英尺",
]


@pytest.mark.parametrize(("words", "rule"), WHOLE)
def test_a_time_is_found_whole(words: str, rule: str) -> None:
    found = find_times(words)
    assert [(m.start, m.end, m.text, m.rule) for m in found] == [(0, len(words), words, f"time.{rule}")]
    if words != "1091103":  # stands alone or after a bracket only
        assert [m.text for m in find_times(f"它，{words}，它")] == [words]


@pytest.mark.parametrize(("text", "expected"), IN_TEXT)
def test_times_in_context(text: str, expected: list[str]) -> None:
    assert [m.text for m in find_times(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_time(text: str) -> None:
    assert [m.text for m in find_times(text) if m.numeric] == []


@pytest.mark.parametrize(
    ("words", "numeric"),
    [(w, False) for w in ("去年", "目前", "同期", "年底")] + [(w, True) for w in ("上半年", "周五", "半年前", "Q3")],
)
def test_numeric_tells_of_a_numeral(words: str, numeric: bool) -> None:
    assert [m.numeric for m in find_times(words)] == [numeric]


@given(st.lists(st.sampled_from([w for w, _ in WHOLE] + NONE + list("，。的至到起1年月日半 \n")), max_size=12).map("".join))
def test_spans_are_sound(text: str) -> None:
    found = find_times(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {m.rule.removeprefix("time.") for m in found} <= {*RULES, "word", "period", "weekday", "clock"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "date"])  # what begins as no date does is none
@given(st.lists(st.sampled_from([w for w, _ in WHOLE] + NONE + list("，。的至到起1年月日半 \n")), max_size=12).map("".join))
def test_a_rule_is_tried_wherever_it_matches(rule: str, text: str) -> None:
    places = {place.start() for place in re.finditer(STARTS["frame" if rule == "offset" else rule], text)}
    assert {m.start() for m in pattern(rule).finditer(text)} <= places


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in find_times(text))


@pytest.mark.parametrize("unit", ["1", "年", "一", "1年", "2020-", "去年", "1:", "近", "几十", " "])
def test_the_scan_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        find_times(text)
        return time.process_time() - start

    find_times(unit)
    assert seconds(160_000) < 8 * seconds(40_000) + 0.2
