import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.normalize import values
from extract.text.script import detect_script, telling_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "none"),
        ("12,345.67 tonnes", "none"),
        ("三成", "none"),
        ("年產三萬噸，佔比近九成", "hant"),
        ("年产三万吨，占比近九成", "hans"),
        ("年產三萬噸，即年产三万吨", "mixed"),
        ("這裡的溫度與濕度都高於預期，群峰之間沒有風", "hant"),
        ("乾隆年间的著作与后来的版本都瞭望台", "hans"),
        ("乾坤后里面只台", "none"),
        ("产量增长，" * 50 + "陶喆、堃、臺灣", "mixed"),
        ("中国的产量增长较快，达到万吨，占全国总产量约九成；预计该厂还将扩产，陳", "hans"),
    ],
)
def test_scripts(text, expected):
    assert detect_script(text) == expected


@given(st.text())
def test_any_text_has_a_script(text):
    assert detect_script(text) in {"hant", "hans", "mixed", "none"}


def test_one_repeated_name_does_not_tip_the_scale():
    assert detect_script("这个国家的产量增长较快，预计还将扩产，占总额约九成；" + "陳" * 500) == "hans"


def test_no_character_tells_both_ways():
    traditional, simplified = telling_characters()
    assert not traditional & simplified
    assert len(traditional) > 3000 < len(simplified)
    assert "群" not in simplified
    assert not simplified & {option for options in values("TWVariants").values() for option in options}
