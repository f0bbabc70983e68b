import random
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opencc import OpenCC

from extract.text.normalize import conversion, normalize, simplify, values, widths


@cache
def library():
    return OpenCC("t2s")


@cache
def phrase_characters():
    return "".join(sorted(set("".join(conversion().phrases))))


def agrees(text):
    expected = library().convert(text)
    assert simplify(text) == expected
    normalised = normalize(text)
    assert normalised.text == expected.translate(widths())
    assert len(normalised.text) == len(text) == normalised.alignment.length


DICTIONARIES = ["TSCharacters", "TSPhrases", "STCharacters", "STPhrases", "TWVariants", "HKVariants", "TWPhrases"]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_all_dictionary_keys_and_values_convert_as_in_the_library(dictionary):
    for key, options in values(dictionary).items():
        agrees(key)
        for option in options:
            agrees(option)


def test_dictionary_entries_run_together_convert_as_in_the_library():
    """Phrases next to and overlapping one another, in order and at random."""
    phrases = sorted(conversion().phrases)
    chance = random.Random(1)
    for phrase in phrases:
        agrees("".join(chance.choices(phrases, k=6)) + phrase)
        agrees(phrase[1:] + chance.choice(phrases)[:-1] + phrase[:-1] + phrase)
    agrees("，".join(phrases))
    agrees("".join(phrases))


@given(st.text())
@example("乾坤﹣乾坤．乾\u3000坤")
def test_any_text_converts_as_in_the_library(text):
    agrees(text)


@given(st.data())
def test_text_of_phrase_characters_converts_as_in_the_library(data):
    characters = st.sampled_from(phrase_characters() + "，的a 。")
    phrases = st.sampled_from(sorted(conversion().phrases))
    agrees("".join(data.draw(st.lists(st.one_of(characters, phrases), max_size=30))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１２，３４５．６７％", "12,345.67%"),
        ("１，２００，０００与１，２，３", "1,200,000与1，2，3"),
        ("１２３，４５６７；２０２４，１００；１２，３４５", "123，4567；2024，100；12,345"),
        ("Ａｂｃ－３５", "Abc-35"),
        ("＄５～￥６", "$5~¥6"),
        ("１／３　＋２\u00a0％", "1/3 +2 %"),
        ("（三）：！？，、；。", "（三）：！？，、；。"),
        ("二〇二四", "二〇二四"),
        ("三萬億噸㎡", "三万亿吨㎡"),
        ("乾坤", "乾坤"),
        ("餅乾", "饼干"),
        ("", ""),
    ],
)
def test_widths_and_characters(text, expected):
    assert normalize(text).text == expected


def test_the_tables_keep_the_length_and_do_not_meet():
    tables = conversion()
    assert all(len(value) == 1 for value in (tables.characters | widths()).values())
    assert all(len(key) == len(value) for key, value in tables.phrases.items())
    assert not tables.characters.keys() & widths().keys()
    assert not {chr(code) for code in widths()} & set("".join(tables.phrases))


def test_what_is_normalised_stays():
    text = "".join(map(chr, range(0x20, 0xD800))) + "".join(map(chr, range(0xE000, 0x30000)))
    once = normalize(text).text
    assert normalize(once.translate(conversion().characters)).text == once.translate(conversion().characters)


@pytest.mark.parametrize("unit", ["乾坤", "乾", "瞭", "么麽", "萬", " ", "a"])
def test_long_text_takes_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    assert normalize(text).text[:100] == library().convert(text[:100])
