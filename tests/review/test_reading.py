import pytest

from extract.review.reading import LONG, Reader

LINE = "第{}批：据北泽研究院统计，𠮷田路今年出口{}万吨，占比近九成。\n"


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.parametrize("count", [3, 1000])
def test_an_offer_lies_exactly_on_the_text_however_long_it_is(reader, count):
    text = "".join(LINE.format(number, number + 2) for number in range(count))
    assert (len(text) > LONG) is (count > 3)
    for number in {0, count // 2, count - 1}:
        words = f"{number + 2}万吨"
        start = text.index(f"出口{words}") + 2
        (offer,) = reader.at({"id": f"n{count}", "text": text}, start, start + len(words))
        assert (offer["start"], offer["end"], offer["text"], offer["value"]) == (start, start + len(words), words, str((number + 2) * 10_000))
        for part in (offer["source"], offer["time"], *offer["source"]["cue"]):
            assert text[part["start"] : part["end"]] == part["text"]
        assert text[offer["sentence"]["start"] : offer["sentence"]["end"]].startswith(f"第{number}批")


def test_one_endless_line_is_read_too(reader):
    text = "".join(LINE.format(number, number + 2) for number in range(300)).replace("\n", "")
    start = text.index("出口150万吨") + 2
    assert reader.at({"id": "endless", "text": text}, start, start + 5)[0]["value"] == "1500000"


def test_nothing_is_offered_where_nothing_is_read(reader):
    assert reader.at({"id": "a", "text": "没有数量。"}, 0, 2) == []
