"""Numerals alone (``parse``) and numerals in running text, where other rules could take characters from them."""

from decimal import Decimal

import pytest

from extract.quantity.numerals import last_step, numeral_at, parse, plain, power_of

ARABIC = [
    ("0", 0), ("0亿", 0), ("0万", 0), ("零亿", 0), ("7", 7), ("007", 7), ("2024", 2024), ("1,234", 1234), ("12,345,678", 12345678), ("1,234.50", "1234.5"),
    ("0.1", "0.1"), ("3.1415926535", "3.1415926535"), ("100.00", 100), ("999999999999999999999", "999999999999999999999"),
]  # fmt: skip
CHINESE = [
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("九十九", 99),
    ("一百", 100), ("一百零一", 101), ("一百一十", 110), ("三百二十", 320), ("一千零一", 1001), ("一千零一十", 1010),
    ("一千一百一十一", 1111), ("三万六千九百", 36900), ("十万", 100000), ("一百二十万", 1200000), ("两千三百万", 23000000),
    ("一万零一百", 10100), ("一亿零三百", 100000300), ("三亿五千万", 350000000), ("一万一千一百一十一", 11111),
    ("一亿一千一百一十一万一千一百一十一", 111111111), ("一千零一亿一千零一万一千零一", 100110011001), ("廿三", 23),
    ("卅三", 33),
    ("一万亿", 10**12), ("三点五万亿", 35 * 10**11), ("两兆", 2 * 10**12), ("一兆三千亿", 1300000000000), ("百万", 10**6),
    ("千亿", 10**11),
    ("千万", 10**7), ("万亿", 10**12),
]  # fmt: skip
FORMAL = [
    ("壹", 1), ("贰拾", 20), ("叁佰肆拾伍", 345), ("肆佰陆拾", 460), ("壹仟壹佰壹拾壹", 1111), ("贰佰零叁", 203),
    ("叁万肆仟伍佰陆拾柒", 34567), ("玖拾陆", 96), ("捌亿", 800000000),
]  # fmt: skip
DIGIT_STRINGS = [("二〇二五", 2025), ("一九九七", 1997), ("二零二四", 2024), ("三五八", 358), ("零零七", 7)]
DECIMALS = [
    ("三点五", "3.5"), ("零点五", "0.5"), ("零点零零一", "0.001"), ("十二点三四", "12.34"), ("三点五万", 35000),
    ("一点二亿", 120000000),
    ("一百二十点零五", "120.05"), ("三点一四一五九", "3.14159"),
]  # fmt: skip
ELLIPTICAL = [
    ("一万二", 12000), ("四百五", 450), ("三千六", 3600), ("两千四百五", 2450), ("一亿五", 150000000), ("六万八", 68000),
    ("百三", 130),
    ("一百零五", 105), ("三千零六", 3006), ("一万零二", 10002), ("二十五", 25), ("一百五十", 150), ("三百一", 310),
]  # fmt: skip
MIXED = [
    ("1.2万亿", 12 * 10**11), ("3千", 3000), ("5百万", 5000000), ("2千万", 20000000), ("4亿5000万", 450000000),
    ("3万6千", 36000),
    ("1亿2345万", 123450000), ("2万3800", 23800), ("1百01", 101), ("1千零20", 1020), ("35.6亿", 3560000000),
    ("1.5兆", 15 * 10**11),
    ("1兆2000亿", 12 * 10**11), ("1,234.5万", 12345000), ("3万5", 35000), ("6 万", 60000), ("7亿零5百万", 705000000), ("31万7,206", 317206),
    ("8万4,000", 84000), ("16亿3,500万", 1635000000), ("2亿1,345万6,789", 213456789),
]  # fmt: skip
WRITTEN = [
    ("15k", 15000), ("30w", 300000), ("2.5M", 2500000), ("40K", 40000), ("3e4", 30000), ("1.5e-3", "0.0015"), ("3^2", 9), ("4^-1", "0.25"),
    (".25", "0.25"), ("41，300.50", "41300.5"), ("叁拾参", 33), ("百四万", 1400000), ("三五六点一", "356.1"),
]  # fmt: skip
SPACED = [
    ("六千 七百 一十二", 6712), ("八万 三千", 83000), ("2万 4千", 24000), ("三 百 六 十", 360), ("9  万", 90000), ("五十 点 二", "50.2"),
]  # fmt: skip
ALL = [*ARABIC, *CHINESE, *FORMAL, *DIGIT_STRINGS, *DECIMALS, *ELLIPTICAL, *MIXED]


@pytest.mark.parametrize(("text", "value"), ALL, ids=[text for text, _ in ALL])
def test_numerals_are_read_exactly(text, value):
    assert parse(text) == Decimal(str(value))


@pytest.mark.parametrize("text", ["", " ", "点", "点五点", "三点", "个", "a", "三点万"])
def test_what_is_no_numeral_has_no_value(text):
    assert parse(text) is None


@pytest.mark.parametrize(("value", "shown"), [("1E+3", "1000"), ("3.500", "3.5"), ("1E-3", "0.001"), ("0.0", "0")])
def test_plain_shows_no_exponent_and_no_trailing_zeros(value, shown):
    assert str(plain(Decimal(value))) == shown


@pytest.mark.parametrize(("value", "step"), [(2000, 1000), (120, 10), (35, 1), ("1.5", "0.1"), (100, 100), (101, 1)])
def test_the_last_step_is_the_size_of_the_last_digit(value, step):
    assert last_step(Decimal(str(value))) == Decimal(str(step))


@pytest.mark.parametrize(("text", "size"), [("2千万", 10**7), ("1.2", 1), ("三百", 100), ("1.2万亿", 10**12), ("", 1)])
def test_the_power_is_the_product_of_the_last_characters(text, size):
    assert power_of(text) == size


@pytest.mark.parametrize(("text", "value"), [*WRITTEN, *SPACED], ids=[text for text, _ in [*WRITTEN, *SPACED]])
def test_numerals_with_suffixes_and_spaces(text, value):
    assert numeral_at(text, 0) == (len(text), Decimal(str(value)))


@pytest.mark.parametrize(("text", "length"), [("3万 5万", 2), ("六百 七人", 2), ("五十千克", 2), ("二百万一年", 3), ("3万,5000", 2), ("6万,4,300", 2)])
def test_what_does_not_fit_begins_a_new_number(text, length):
    assert numeral_at(text, 0)[0] == length


# In running text other rules could take a part: fixed words (一一, 十分, 零点, 五四), clock times (三点五), units (千, 百, 两).
NOT_ALONE = {"百三", "007", "999999999999999999999", "百万", "千亿", "千万", "万亿", "零零七"}
COUNTED = [(text, value) for text, value in ALL if value not in (0, 1) and " " not in text and text not in NOT_ALONE]


@pytest.mark.parametrize(("text", "value"), COUNTED, ids=[text for text, _ in COUNTED])
def test_every_numeral_is_whole_before_a_classifier(claims, text, value):
    assert [row[:2] for row in claims(f"共计{text}台。")] == [(f"{text}台", Decimal(str(value)))]


@pytest.mark.parametrize(("text", "value"), COUNTED, ids=[text for text, _ in COUNTED])
def test_every_numeral_is_whole_before_money_and_after_a_bound(claims, text, value):
    assert [row[:2] for row in claims(f"超过{text}美元。")] == [(f"超过{text}美元", Decimal(str(value)))]


IN_TEXT = [
    ("经济衰退5,2 %。", ["5,2 % | =5.2 | % | percent | decrease"]), ("共5,200%", ["5,200% | =5200 | % | percent"]),
    ("会议开了二十分钟", ["二十分钟 | =20 | min | duration"]),
    ("等候三十分钟", ["三十分钟 | =30 | min | duration"]),
    ("共一百三十分钟", ["一百三十分钟 | =130 | min | duration"]),
    ("得了八十分", ["八十分 | =80 | {分} | count"]),
    ("浓度零点五毫克", ["零点五毫克 | =0.5 | mg | measure"]),
    ("增长一点二五个百分点", ["一点二五个百分点 | =1.25 | [pp] | percent | increase"]),
    ("售价一点二五元", ["一点二五元 | =1.25 | CNY | money"]),
    ("重三点九公斤", ["三点九公斤 | =3.9 | kg | measure"]),
    ("长一点六至三点九公里", ["一点六至三点九公里 | 1.6..3.9 | km | measure"]),
    ("共计壹佰捌拾壹圆", ["壹佰捌拾壹圆 | =181 | CNY | money"]),
    ("利润为负三千万元", ["负三千万元 | =-30000000 | CNY | money"]),
    ("气温降到零下5度", ["零下5度 | =-5 | Cel | measure"]),
    ("变化为-2.5%", ["-2.5% | =-2.5 | % | percent"]),
    ("变化为−2.5%", ["-2.5% | =-2.5 | % | percent"]),
    ("产值１２３．５亿元", ["123.5亿元 | =12350000000 | CNY | money"]),
    ("产值123,456.7万元", ["123,456.7万元 | =1234567000 | CNY | money"]),
    ("总数3 万台", ["3 万台 | =30000 | {台} | count"]),
    ("总数3000000台", ["3000000台 | =3000000 | {台} | count"]),
    ("总人数达到1200000，", ["1200000 | =1200000 | {人} | count"]),
    ("走了两千里", ["两千里 | =2000 | {里} | measure"]),
    ("走了10千米", ["10千米 | =10 | km | measure"]),
    ("装机5兆瓦", ["5兆瓦 | =5 | MW | measure"]),
    ("装机500兆瓦", ["500兆瓦 | =500 | MW | measure"]),
    ("发电300千瓦时", ["300千瓦时 | =300 | kW.h | measure"]),
    ("装机三十万千瓦", ["三十万千瓦 | =300000 | kW | measure"]),
    ("预算两兆五千亿元", ["两兆五千亿元 | =2500000000000 | CNY | money"]),
    ("内存16GB", ["16GB | =16 | GBy | measure"]),
]


@pytest.mark.parametrize(("text", "want"), IN_TEXT, ids=[text for text, _ in IN_TEXT])
def test_numerals_in_running_text(check, text, want):
    check(text, *want)


@pytest.mark.parametrize("text", ["小明每天收拾房间", "他拾起石子", "两旁都是", "陆续到达", "伍先生说", "佰草集", "万亿先生姓林"])
def test_characters_that_are_numerals_only_on_paper_claim_nothing(claims, text):
    assert claims(text) == []
