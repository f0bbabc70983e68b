"""What must hold for any text at all: safety, order, the characters, either script, sound intervals, linear time."""

import time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from extract.quantity.find import find
from extract.quantity.numerals import parse
from extract.quantity.times import find_times
from extract.text.normalize import normalize

PIECES = (
    *"0123456789零一二两三四五六七八九十百千万亿兆壹拾佰半双几数多余来第点年月日号时分秒周天岁个家人名吨元块美港%％‰.,，。、:：/-—~～至到比近约超逾破上下内以起翻番倍成折度米里",
    "百分之", "三分之一", "个百分点", "左右", "以上", "不到", "超过", "每吨", "人民币", "新台币", "US$", "第二大", "翻一番",
    "十分", "一直", "数据", "2024年", "F-35", "[3]",
    "之间", "分之", "千瓦时", "公斤", "占比", "增长", "下降", "的", " ", "\n", "億", "萬", "個", "幾", "數", "約", "餘",
    "１", "，", "負", "零下", "上千", "成百上千", "過半",
)  # fmt: skip
NUMERIC = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY = st.one_of(st.text(max_size=120), NUMERIC)
REGIONS = st.sampled_from(["cn", "tw", "hk", "sg", "my", "mo", "xx", ""])


def read(text, region="cn"):
    return find(text, region, find_times(text))


@given(ANY, REGIONS)
@settings(max_examples=600, deadline=None)
def test_mentions_are_disjoint_sorted_inside_and_hold_their_words(text, region):
    normalised = normalize(text).text
    reached = 0
    for q in read(normalised, region):
        assert reached <= q.start < q.end <= len(normalised)
        assert normalised[q.start : q.end] == q.text
        reached = q.end


@given(ANY)
@settings(max_examples=400, deadline=None)
def test_raw_text_is_safe_too(text):
    for q in read(text):
        assert text[q.start : q.end] == q.text


@given(NUMERIC)
@settings(max_examples=600, deadline=None)
def test_intervals_are_sound(text):
    for q in read(normalize(text).text):
        low = q.low if q.low is not None else Decimal("-Infinity")
        high = q.high if q.high is not None else Decimal("Infinity")
        assert low <= high
        assert q.value is None or low <= q.value <= high
        assert q.relation != "=" or q.value == q.low == q.high
        assert q.relation != ".." or (q.value is None and low < high)
        assert q.relation not in (">", ">=") or q.low is not None
        assert q.relation not in ("<", "<=") or q.high is not None
        assert (q.label == "claim") <= (q.kind is not None and q.unit is not None and q.relation is not None)


@given(NUMERIC)
@settings(max_examples=400, deadline=None)
def test_amounts_are_finite_and_plain(text):
    for q in read(normalize(text).text):
        for number in (q.value, q.low, q.high):
            assert number is None or (number.is_finite() and number.as_tuple().exponent <= 0)


def fields(q):
    return (q.start, q.end, q.text, q.value, q.low, q.high, q.relation, q.unit, q.kind, q.change, q.label, q.rule)


TO_SIMPLIFIED = OpenCC("t2s")
TO_TRADITIONAL = OpenCC("s2t")


@given(NUMERIC)
@settings(max_examples=300, deadline=None)
def test_a_text_and_its_twin_in_the_other_script_read_alike(text):
    simplified = TO_SIMPLIFIED.convert(text)
    traditional = TO_TRADITIONAL.convert(simplified)
    if len(traditional) != len(simplified) or TO_SIMPLIFIED.convert(traditional) != simplified:
        traditional = text
    first, second = ([fields(q) for q in read(normalize(form).text)] for form in (simplified, traditional))
    assert first == second


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False))
def test_arabic_numbers_with_money_are_exact(number):
    for written in (f"{number}", f"{number:,}"):
        [q] = [q for q in read(f"合计{written}美元。") if q.label == "claim"]
        assert q.value == number and q.text == f"{written}美元"


DIGITS = "零一二三四五六七八九"


def spoken(number):
    """``number`` below 10**16 in Chinese numerals, as spoken and written in full."""
    if number < 10:
        return DIGITS[number]
    for size, word in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, tail = divmod(number, size)
            gap = "零" if 0 < tail < size // 10 else ""
            return spoken(head) + word + (gap + spoken(tail) if tail else "")
    raise AssertionError


@given(st.integers(min_value=10, max_value=10**12 - 1))
@settings(max_examples=400, deadline=None)
def test_chinese_numerals_are_exact(number):
    assert parse(spoken(number)) == number


@given(st.integers(min_value=2, max_value=10**12 - 1))
@settings(max_examples=400, deadline=None)
def test_chinese_numerals_are_whole_in_a_text(number):
    written = spoken(number)
    assert [(q.text, q.value) for q in read(f"合计{written}美元。") if q.label == "claim"] == [(f"{written}美元", number)]


@given(NUMERIC, NUMERIC)
@settings(max_examples=200, deadline=None)
def test_paragraphs_do_not_disturb_each_other(one, two):
    one, two = (normalize(text).text.replace("\n", "。") for text in (one, two))
    assume(not {q.value for q in read(one)} & {q.value for q in read(two) if q.unit == "1"})  # a number said again keeps its unit
    together = [fields(q)[2:] for q in read(f"{one}。\n\n{two}")]
    apart = [fields(q)[2:] for text in (f"{one}。\n\n", two) for q in read(text)]
    assert together == apart


REPEATED = [
    "1", "0", "9", "一", "十", "百", "万", "零", "两", "半", "%", "第", "近", "年", "约", "多", "数", "几", "上", "翻", "点",
    ".", ",", "-", "/", "比", "至", " ", "A", "每",
    "1/", "1-", "1,", "1.", "百分之", "分之", "一点", "万1", "第一", "1年", "3月", "1%", "一万", "几万", "1到", "一至",
    "约1", "1:", "A1", "A-", "1 ", "http://", "[1", "（1", "增长",
    "上千", "半年", "三四", "五至", "元", "1元", "US$", "比增长", "1,000", "年年", "过去", "近一",
]  # fmt: skip
LARGE = ["1", "一", "万", "%", "第", "近", "年", "1/", "1-", "百分之"]


def seconds(unit, size):
    """The better of two runs over ``size`` characters of ``unit`` repeated; one where it is slow anyhow."""
    text = (unit * (size // len(unit) + 1))[:size]
    best = float("inf")
    for _ in range(2):
        begun = time.perf_counter()
        read(text)
        best = min(best, time.perf_counter() - begun)
        if best > 1:
            break
    return best


def grows_linearly(unit, size):
    """Four times the text takes about four times as long: ten at most, where a square would take sixteen."""
    short = seconds(unit, size)
    assert short < size / 5_000, f"{size} characters took {short:.1f} s"
    assert seconds(unit, 4 * size) < 10 * max(short, 0.02)


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_the_length_and_no_faster(unit):
    read(unit * 20)
    grows_linearly(unit, 5_000)


@pytest.mark.parametrize("unit", LARGE)
def test_time_grows_with_the_length_of_large_texts_too(unit):
    grows_linearly(unit, 5_000)
    grows_linearly(unit, 50_000)


HUGE = ["一万万万万万万万", "1万亿亿亿亿", "1" * 60, "百" * 60, "兆" * 60, "一" * 60, "三四" * 30, "0." + "1" * 60]


@pytest.mark.parametrize("unit", HUGE)
def test_numbers_beyond_all_measure_are_safe(unit):
    for q in read(f"共{unit}元。"):
        assert q.value is None or q.value.is_finite()
