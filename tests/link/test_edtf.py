"""Time expressions to EDTF. All cases are invented."""

from __future__ import annotations

import datetime

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.link.edtf import Anchor, to_edtf
from extract.link.edtf_document import document_date, read_chosen, read_times
from extract.link.edtf_numbers import small_int
from extract.quantity.times import find_times
from extract.schema import TimeMention

TUESDAY = datetime.date(2020, 11, 17)

# what stands fast by itself
ABSOLUTE = [
    ("2024年4月5日", "2024-04-05"),
    ("2024 年 1 月", "2024-01"),
    ("二〇二五年", "2025"),
    ("2024年度", "2024"),
    ("2019财年", "2019"),
    ("1995-2023年", "1995/2023"),
    ("1970-90 年", "1970/1990"),
    ("2020至2023年间", "2020/2023"),
    ("2010年至2023年间", "2010/2023"),
    ("2020年1~6月", "2020-01/2020-06"),
    ("2020年9月至2021年3月", "2020-09/2021-03"),
    ("2021年初", "2021"),
    ("2021年底", "2021-12"),
    ("2020年12月中旬", "2020-12-11/2020-12-20"),
    ("2020年2月下旬", "2020-02-21/2020-02-29"),
    ("2020年6月上旬至7月中旬", "2020-06/2020-07"),
    ("2020年8月上旬以来", "2020-08/.."),
    ("2020年上半年", "2020-40"),
    ("2020年下半年", "2020-41"),
    ("2020年第2季", "2020-34"),
    ("2020年秋季", "2020-23"),
    ("2020年前三季度", "2020-01/2020-09"),
    ("3Q19", "2019-35"),
    ("1H19", "2019-40"),
    ("9M19", "2019-01/2019-09"),
    ("2019E", "2019"),
    ("2025/26产季", "2025/2026"),
    ("2020年春运期间", "2020"),
    ("2020年春节前", "../2020-01-25"),
    ("2025年端午节后", "2025-05-31/.."),
    ("“十四五”以来", "2021/.."),
    ("“十五五”末", "2030"),
    ("「十四五」开局之年", "2021"),
    ("十三五规划前三年", "2016/2018"),
    ("十二五后两年", "2014/2015"),
    ("2018及2019年", "2018/2019"),
    ("2008年、2011年", "2008/2011"),
    ("2020年5月16日、17日", "2020-05-16/2020-05-17"),
    ("2026年10月第三周", "2026-10-12/2026-10-18"),
    ("2020年3月的第二个星期", "2020-03-09/2020-03-15"),
    ("2025年9月最后一周", "2025-09-24/2025-09-30"),
    ("103至112学年度", "2014-08/2024-07"),
    ("2027会计年度", "2027"),
    ("截至9月30日的2025财年", "2024-10/2025-09"),
    ("截至7月31日的2026会计年度第4季", "2026-05/2026-07"),
    ("1980年代以前", "../1979"),
    ("“十一五”期间", "2006/2010"),
    ("2020年9月8日零时", "2020-09-08"),
    ("2020年元旦", "2020-01-01"),
    ("光绪二十年", "1894"),
    ("民国元年", "1912"),
    ("120学年度", "2031-08/2032-07"),
    ("1986年前后", "1986~"),
    ("2019年5月左右", "2019-05~"),
    ("2019年5月2日下午3时左右", "2019-05-02"),  # the hour is what is about right
    ("2019年5月2日凌晨2点40分前后", "2019-05-02"),
    ("本世纪末", "2100"),
    ("到本世纪中叶", "2050"),
    ("2020年初以来", "2020-01/.."),
    ("FY24", "2024"),
    ("2020年以来", "2020/.."),
    ("自2015年起", "2015/.."),
    ("2020年以前", "../2020"),
    ("2022年底前", "../2022-12"),
    ("截至2019年", "2019"),
    ("累计至2019年9月", "../2019-09"),
    ("民国110年9月", "2021-09"),
    ("110年度", "2021"),
    ("109年9月22日", "2020-09-22"),
    ("1091103", "2020-11-03"),
    ("20201124", "2020-11-24"),
    ("2020/11/24", "2020-11-24"),
    ("24/11/2020 - 14:14", "2020-11-24"),
    ("2021-01-02T10:12:45.930Z", "2021-01-02"),
    ("Mon, 16 Nov 2020 22:36:28 GMT", "2020-11-16"),
    ("20世纪", "19XX"),
    ("八十年代", "198X"),
    ("1990年代", "199X"),
    ("20世纪90年代后", "1990/.."),
]

# what needs the date of publication, Tuesday 17 November 2020
RELATIVE = [
    ("去年7月", "2019-07"),
    ("去年底", "2019-12"),
    ("今年年初", "2020"),
    ("今年9月18日", "2020-09-18"),
    ("去年12月14日到23日", "2019-12-14/2019-12-23"),
    ("今年9至10月", "2020-09/2020-10"),
    ("明年秋季", "2021-23"),
    ("今年全年", "2020"),
    ("全年", "2020"),
    ("上世纪90年代", "199X"),
    ("本月3日", "2020-11-03"),
    ("上月", "2020-10"),
    ("下个月", "2020-12"),
    ("上周", "2020-11-09/2020-11-15"),
    ("昨天", "2020-11-16"),
    ("昨晚", "2020-11-16"),
    ("隔夜", "2020-11-16"),
    ("今天", "2020-11-17"),
    ("明天", "2020-11-18"),
    ("周二", "2020-11-17"),
    ("周五", "2020-11-13"),
    ("周四晚上", "2020-11-12"),
    ("上周五", "2020-11-13"),
    ("下周一", "2020-11-23"),
    ("22日", "2020-11-22"),
    ("9月", "2020-09"),
    ("2月份", "2020-02"),
    ("截至6月底", "2020-06"),
    ("12月底之前", "../2020-12"),
    ("2月中旬之前", "../2021-02"),
    ("8月30日至9月4日", "2020-08-30/2020-09-04"),
    ("7月3日上午5时至9时许", "2020-07-03"),
    ("4月和5月", "2020-04/2020-05"),
    ("6月底与7月之间", "2020-06/2020-07"),
    ("5月初至11月20日", "2020-05/2020-11-20"),
    ("自9月4日开始", "2020-09-04/.."),
    ("民国101年9月至今年9月间", "2012-09/2020-09"),
    ("第三季度", "2020-35"),
    ("今年前三季", "2020-01/2020-09"),
    ("前10月", "2020-01/2020-10"),
    ("上半年", "2020-40"),
    ("12月27日至1月10日", "2020-12-27/2021-01-10"),
    ("过去二十年", "2000/2020"),
    ("未来三年", "2020/2023"),
    ("过去20年内", "2000/2020"),
    ("十年前", "2010"),
    ("三年后", "2023"),
    ("半年前", "2020-05"),
    ("10天前", "2020-11-07"),
    ("过去三个月", "2020-08/2020-11"),
    ("过去一周", "2020-11-10/2020-11-16"),
    ("一周前", "2020-11-10"),
    ("目前", "2020-11"),
    ("晚上8点", "2020-11-17"),
    ("第40周", "2020-09-28/2020-10-04"),
    ("年中", "2020-06~"),
    ("今年五一假期", "2020-05-01/2020-05-05"),
    ("今年五一假期正午", "2020-05-01/2020-05-05"),
    ("本世纪末之前", "../2099"),
    ("国庆期间", "2020-10-01/2020-10-08"),
    ("春节前", "../2021-02-12"),
    ("农历新年过后", "2021-02-12/.."),
    ("圣诞节前后", "2020-12-25~"),
    ("今冬", "2020-24"),
    ("去年夏天", "2019-22"),
    ("今夏以来", "2020-06/.."),
    ("今明两年", "2020/2021"),
    ("昨今两天", "2020-11-16/2020-11-17"),
    ("今起", "2020-11-17/.."),
    ("即日起", "2020-11-17/.."),
    ("今年截至9月3日", "2020-01-01/2020-09-03"),
    ("今年以来截至上月", "2020-01-01/2020-10"),
    ("从周一（16日）开始", "2020-11-16/.."),
    ("明年元月", "2021-01"),
    ("第四季结束前", "../2020-12"),
    ("过去3个多月来", "2020-08/2020-11"),
    ("近三十多年来", "1990/2020"),
    ("过去半个世纪", "1970/2020"),
    ("两年半以前", "2018-05"),
    ("18年以前", "2002"),
    ("后日", "2020-11-19"),
    ("本月早些时候", "2020-11"),
    ("暑期", "2020-07/2020-08"),
]

UNFIXED = ["近日", "此前", "几年前", "同年", "当月", "次日", "近11个交易日", "未来一两年", "两周后", "此后二十年"]
UNFIXED += ["同期", "三天", "20年代", "", "最近", "近几周来", "周末", "除夕前"]

# what looks back to the time named before, in a text of 2026
LOOKING_BACK = [
    ("同年", "2019", "2019"),
    ("次年", "2019", "2020"),
    ("期内", "2025-40", "2025-40"),
    ("期内", "2025-01/2025-09", "2025-01/2025-09"),
    ("该季", "2025-34", "2025-34"),
    ("当年8月", "2010", "2010-08"),
    ("当月", "2019-03-05", "2019-03"),
    ("当天", "2019-03-05", "2019-03-05"),
    ("次日", "2019-12-31", "2020-01-01"),
    ("9月", "2019", "2019-09"),
    ("3日", "2019-08", "2019-08-03"),
    ("第三季度", "2019-34", "2019-35"),
    ("当月", "2019", None),
    ("过去24小时", "2019-03-05", "2019-03-04/2019-03-05"),
]


@pytest.mark.parametrize(("words", "expected"), ABSOLUTE)
@pytest.mark.parametrize("anchor", [Anchor(), Anchor(TUESDAY, "2001-02-03", "tw")])
def test_absolute_times_need_no_anchor(words: str, expected: str, anchor: Anchor) -> None:
    assert to_edtf(words, anchor) == expected


@pytest.mark.parametrize(("words", "expected"), RELATIVE)
def test_relative_times_are_read_against_publication(words: str, expected: str) -> None:
    assert to_edtf(words, Anchor(TUESDAY)) == expected
    assert to_edtf(words, Anchor()) is None or "民国" in words


@pytest.mark.parametrize("words", UNFIXED)
def test_what_fixes_no_date(words: str) -> None:
    assert to_edtf(words, Anchor(TUESDAY)) is None


@pytest.mark.parametrize(("words", "previous", "expected"), LOOKING_BACK)
def test_looking_back(words: str, previous: str, expected: str | None) -> None:
    assert to_edtf(words, Anchor(datetime.date(2026, 5, 1), previous)) == expected


@pytest.mark.parametrize(
    ("words", "region", "expected"),
    [
        ("2024/25财政年度", "hk", "2024-04/2025-03"),
        ("2025/26年度", "sg", "2025-04/2026-03"),
        ("2025/26年度", "cn", "2025/2026"),
        ("2031/32学年", "hk", "2031-09/2032-08"),
        ("2031/32学年", "tw", "2031-08/2032-07"),
        ("今学年", "hk", "2020-09/2021-08"),
        ("上学年", "tw", "2019-08/2020-07"),
        ("上个财政年度", "sg", "2019-04/2020-03"),
        ("今个财政年度", "hk", "2020-04/2021-03"),
        ("上个财政年度", "tw", "2019"),
        ("春节假期", "cn", "2021-02-11/2021-02-17"),
        ("春节假期", "tw", "2021-02"),
    ],
)
def test_years_and_holidays_of_a_region(words: str, region: str, expected: str) -> None:
    assert to_edtf(words, Anchor(TUESDAY, None, region)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(14, "2020-11-14/2020-11-15"), (15, "2020-11-14/2020-11-15"), (16, "2020-11-14/2020-11-15"), (18, None)]
)
def test_the_weekend_is_told_right_after_it(day: int, expected: str | None) -> None:
    assert to_edtf("周末", Anchor(datetime.date(2020, 11, day))) == expected


def test_a_winter_goes_over_the_turn_of_the_year() -> None:
    assert to_edtf("今冬", Anchor(datetime.date(2021, 1, 4))) == "2020-24"
    assert to_edtf("今冬", Anchor(datetime.date(2021, 11, 4))) == "2021-24"


def test_a_weekday_to_come() -> None:
    assert to_edtf("周五", Anchor(TUESDAY, ahead=True)) == "2020-11-20"
    assert to_edtf("周二", Anchor(TUESDAY, ahead=True)) == "2020-11-17"


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("球队今季主场入球21个", "hk", "2020/2021"),
        ("英超联赛，他本季攻入7球", "cn", "2020/2021"),
        ("中华职棒，他本季打击率3成", "tw", "2020"),
        ("公司本季营收", "tw", "2020-36"),
        ("球队下季起换教练", "hk", "2021/.."),
        ("今季新装", "hk", None),
    ],
)
def test_a_season_of_sport(text: str, region: str, expected: str | None) -> None:
    assert read_times(text, find_times(text), TUESDAY, region)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他预估，首季出货增长", "2021-33"),
        ("他预计，区域运价上半年回落", "2021-40"),
        ("他统计，首季出货增长", "2020-33"),
        ("监测资料，首季出货增长", "2020-33"),
        ("是“十三五”末的两倍；上半年", "2020-40"),
    ],
)
def test_what_tells_of_the_year_of_a_part(text: str, expected: str) -> None:
    assert read_times(text, find_times(text), TUESDAY, "cn")[-1] == expected


def test_a_running_total_is_open_at_the_start() -> None:
    assert to_edtf("截至2019年", Anchor(), total=True) == "../2019"
    assert to_edtf("2019年", Anchor(), total=True) == "2019"


def test_the_time_of_writing_is_not_looked_back_to() -> None:
    assert to_edtf("目前", Anchor(TUESDAY), present=False) is None
    assert to_edtf("目前", Anchor()) is None


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("第四季度", Anchor(datetime.date(2026, 3, 11)), "2025-36"),
        ("第四季度", Anchor(datetime.date(2026, 3, 11), ahead=True), "2026-36"),
        ("下半年", Anchor(datetime.date(2026, 8, 19), ahead=True), "2026-41"),
        ("上月", Anchor(datetime.date(2026, 8, 11), "2026-07"), "2026-07"),
        ("上月", Anchor(datetime.date(2026, 8, 11), "2026-07", compared=True), "2026-06"),
        ("上年", Anchor(datetime.date(2026, 3, 21), "2025", compared=True), "2024"),
        ("全年", Anchor(datetime.date(2026, 1, 28), "2025-12"), "2025"),
        ("此后二十年", Anchor(datetime.date(2026, 1, 28), "1978"), "1978/1998"),
    ],
)
def test_what_stands_before_turns_the_reading(words: str, anchor: Anchor, expected: str) -> None:
    assert to_edtf(words, anchor) == expected


@pytest.mark.parametrize(
    ("published", "words", "expected"),
    [
        ((2021, 1, 4), "12月", "2020-12"),
        ((2021, 1, 4), "第四季度", "2020-36"),
        ((2020, 12, 1), "30日", "2020-11-30"),
        ((2020, 8, 19), "9月4日", "2020-09-04"),
    ],
)
def test_the_turn_of_year_and_month(published: tuple[int, int, int], words: str, expected: str) -> None:
    assert to_edtf(words, Anchor(datetime.date(*published))) == expected


@pytest.mark.parametrize("words", ["2020年13月", "2020年2月30日", "2020-02-30", "1091331", "9999年以来"])
def test_no_such_date(words: str) -> None:
    assert to_edtf(words, Anchor(TUESDAY)) is None


@pytest.mark.parametrize("expected", sorted({e for _, e in ABSOLUTE + RELATIVE} | {e for _, _, e in LOOKING_BACK if e}))
def test_readings_are_valid(expected: str) -> None:
    assert str(edtf.parse_edtf(expected))


PIECES = ["去年", "同年", "2020年", "第三季度", "上半年", "9月", "31日", "周五", "过去", "两", "20", "年"]
PIECES += ["个月", "至", "以来", "前", "后", "90年代", "上世纪", "晚上8点", "截至", "自", "起", "上周", "-", "0"]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_whatever_is_read_is_valid(words: str, published: datetime.date) -> None:
    reading = to_edtf(words, Anchor(published, "2019-12-31"))
    if reading:
        assert str(edtf.parse_edtf(reading))


@given(st.text(), st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.text()))
def test_any_words_are_taken(words: str, published: datetime.date | None, previous: str | None) -> None:
    to_edtf(words, Anchor(published, previous))


def _times(text: str, *found: str) -> list[TimeMention]:
    return [TimeMention(text.index(w), text.index(w) + len(w), w, "time.date", True) for w in found]


def test_a_document_is_read_in_order() -> None:
    text = "2017年7月开工，12月停工，同年重启。\n3月又停，次月恢复。"
    times = _times(text, "2017年7月", "12月", "同年", "3月", "次月")
    readings = read_times(text, times, TUESDAY)
    assert readings == ["2017-07", "2017-12", "2017", "2020-03", "2020-04"]


def test_a_widened_time_is_read_as_a_whole() -> None:
    text = "2017年开工。自9月4日起停工。"
    times = _times(text, "2017年", "9月4日")
    wide = TimeMention(8, 14, text[8:14], "time.date", True)
    assert wide.text == "自9月4日起"
    assert read_chosen(wide, text, times, read_times(text, times, TUESDAY), Anchor(TUESDAY)) == "2017-09-04/.."


@pytest.mark.parametrize(
    ("text", "meta", "expected"),
    [
        ("", {"published": "2020-11-24"}, (2020, 11, 24)),
        ("", {"published": "2020-11-24T10:00:00Z"}, (2020, 11, 24)),
        ("", {"published": "2020/11/24"}, (2020, 11, 24)),
        ("", {"published": "2020年11月24日"}, (2020, 11, 24)),
        ("", {"published": "2026-02"}, (2026, 2, 28)),
        ("24/11/2020 - 14:14\n正文", {}, (2020, 11, 24)),
        ("Mon, 16 Nov 2020 22:36:28 GMT\n正文", {}, (2020, 11, 16)),
        ("标题\n2020年11月24日 北京\n正文", {"published": None}, (2020, 11, 24)),
        ("正文完。（编辑:某某）1091103\n延伸阅读", {}, (2020, 11, 3)),
        ("2013年2月2日，某矿举行了一场很长的仪式，参加的人从四面八方赶来，场面十分热闹，直到深夜才散去。", {}, None),
        ("正文", {"published": "不详"}, None),
        ("正文", {}, None),
    ],
)
def test_the_date_of_a_document(text: str, meta: dict[str, object], expected: tuple[int, int, int] | None) -> None:
    assert document_date(text, meta) == (datetime.date(*expected) if expected else None)


@pytest.mark.parametrize(
    ("words", "value"),
    [("9", 9), ("十", 10), ("十二", 12), ("廿三", 23), ("二〇二五", 2025), ("三五", None), ("几", None), ("", None)],
)
def test_small_numbers(words: str, value: int | None) -> None:
    assert small_int(words) == value
