import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.text.sentences import LONGEST, clauses, first_clause, sentences

TEXTS = st.text(st.sampled_from("好万a A1９.。，,：:；;？！?!…—-\"”’」）) \n\r\u3000\u2028%“「"), max_size=60) | st.text()


def pieces(text):
    return [text[start:end] for start, end in sentences(text)]


@given(TEXTS)
@example("\ufeff\x00。\x85")
def test_sentences_tile_all_that_is_not_blank(text):
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(TEXTS, st.data())
def test_clauses_tile_the_stretch(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    position = start
    for first, last in clauses(text, start, end):
        assert first == position < last
        position = last
    assert position == end
    assert [first_clause(text, start, end)] == clauses(text, start, end)[:1] or start == end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\u3000", []),
        ("產量增長。價格下跌", ["產量增長。", "價格下跌"]),
        ("他说：“够了。”然后走了。", ["他说：“够了。”", "然后走了。"]),
        ("真的？！真的……好", ["真的？！", "真的……", "好"]),
        ("（见上文。）下文。", ["（见上文。）", "下文。"]),
        ("第一行\n\n 第二行\r\n第三行", ["第一行", "第二行", "第三行"]),
        ("甲占3.5%；乙占4%;丙", ["甲占3.5%；", "乙占4%;", "丙"]),
        ("he said.\u3000她说", ["he said.", "她说"]),
        ("Output rose in China. The price fell.", ["Output rose in China.", "The price fell."]),
        ("约3.5吨，U.S. Navy、Dr. Smith、Inc. 公司", ["约3.5吨，U.S. Navy、Dr. Smith、Inc. 公司"]),
        ("增长3%. 同时下降", ["增长3%.", "同时下降"]),
        ("约翰.史密斯和 J. Smith et al. 说", ["约翰.史密斯和 J. Smith et al. 说"]),
        ("见 http://a.cn/b?id=3&x=1;y=2 一文", ["见 http://a.cn/b?id=3&x=1;y=2 一文"]),
        ("1. 概述\n2. 结论", ["1. 概述", "2. 结论"]),
        ('他说"好。"然后走了。"再见。"', ['他说"好。"', "然后走了。", '"再见。"']),
        ('走了。"好！"她说。', ["走了。", '"好！"', "她说。"]),
        ("等等...接着说", ["等等...", "接着说"]),
        ("等等⋯⋯」他說", ["等等⋯⋯」", "他說"]),
    ],
)
def test_sentences(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("甲、乙、丙", ["甲、乙、丙"]),
        ("产量1,234吨，价格3元", ["产量1,234吨，", "价格3元"]),
        ("共12，345，678吨，其中", ["共12，345，678吨，", "其中"]),
        ("2019年为3，2020年为5", ["2019年为3，", "2020年为5"]),
        ("比分3:1，时间12：30开始", ["比分3:1，", "时间12：30开始"]),
        ("单位：万吨；来源:海关", ["单位：", "万吨；", "来源:", "海关"]),
        ("产量——包括矿石——增长", ["产量——", "包括矿石——", "增长"]),
        ("3—5吨，北京—上海", ["3—5吨，", "北京—上海"]),
        ("output — 矿石 -- 增长", ["output —", " 矿石 --", " 增长"]),
        ("约3 - 5吨 – 矿石", ["约3 - 5吨 –", " 矿石"]),
        ("“好，”他说", ["“好，”", "他说"]),
        ("见http://a.cn", ["见http://a.cn"]),
        ("甲,乙,3,乙", ["甲,", "乙,", "3,", "乙"]),
    ],
)
def test_clauses(text, expected):
    assert [text[start:end] for start, end in clauses(text, 0, len(text))] == expected


UNITS = [
    *'好。， ".—-\n”A…',
    *['。"', ". ", "%. ", "...", "1,", "1：", "a. B", "。”，", "\r\n", "１，", ":/"],
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters_of_anything_take_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    spans = sentences(text)
    clauses(text, 0, len(text))
    assert time.process_time() - began < 10
    assert sum(end - start for start, end in spans) <= len(text)


@pytest.mark.parametrize("unit", ["去年12万元，", "好", "A、", "1元 "])
def test_what_goes_on_without_an_end_is_parted(unit):
    text = unit * (5 * LONGEST // len(unit))
    spans = sentences(text)
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert not unit.endswith("，") or all(text[end - 1] == "，" for _, end in spans)


def test_a_long_sentence_with_an_end_in_reach_stays_whole():
    assert len(sentences("好" * (LONGEST - 1) + "。好。")) == 2
