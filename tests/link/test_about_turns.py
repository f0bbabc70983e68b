"""Numbers told in turn, on invented sentences: the claim between 【】, other numbers between 〔〕, what was taken for the entity between ｛｝."""

import re

import pytest

from extract.link.about_scenes import Asked, sentence
from extract.link.about_turns import in_turn
from extract.text.sentences import clauses

NUMBER, TIME = 7, 8

CASES = [
    ("｛青禾省和北港省｝的这一比例分别为【24%】和〔23%〕。", "青禾省"),
    ("｛青禾省和北港省｝的这一比例分别为〔24%〕和【23%】。", "北港省"),
    ("其中｛云泽、青禾、北港｝分别出资【1亿元】、〔2亿元〕和〔3亿元〕。", "云泽"),
    ("其中云泽、青禾、｛北港｝分别出资〔1亿元〕、【2亿元】和〔3亿元〕。", "青禾"),
    ("其次是｛云泽人和青禾人｝，分别有〔53人〕和【31人】。", "青禾人"),
    ("｛云泽公司｝与青禾公司则分别占〔22%〕与【13%】。", "青禾公司"),
    ("｛新能源、新材料产业｝的数量分别增长〔6%〕、【5%】。", "新材料产业"),
    # as many things as numbers, or nothing is changed
    ("｛云泽、青禾、北港｝分别出资【1亿元】和〔2亿元〕。", "云泽、青禾、北港"),
    ("｛两人｝的支持率分别为【47%】和〔46%〕。", "两人"),
    ("｛云泽和青禾｝共出资【1亿元】和〔2亿元〕。", "云泽和青禾"),
    ("｛云泽｝出口、进口分别增长〔5%〕、【6%】。", "云泽"),
    ("｛北港港｝宣布，云泽和青禾分别出资〔5亿元〕、【6亿元】。", "北港港"),
    ("｛云泽和青禾｝分别出资〔5亿元〕和〔6亿元〕，北港出资【7亿元】。", "云泽和青禾"),
]  # fmt: skip


def read(marked, times=()):
    """The words of the thing that belongs to the claim."""
    text, spans, position = "", {}, 0
    for mark in re.finditer(r"[【〔｛](.+?)[】〕｝]", marked):
        text += marked[position : mark.start()]
        spans.setdefault(mark[0][0], []).append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        position = mark.end()
    text += marked[position:]
    numbers = [(*span, NUMBER) for kind in "【〔" for span in spans.get(kind, [])]
    found = [(text.index(time), text.index(time) + len(time), TIME) for time in times]
    around = sentence(text, clauses(text, 0, len(text)), numbers, found)
    return text, in_turn(Asked(around, *spans["【"][0]), (NUMBER, TIME), spans["｛"][0], None)


@pytest.mark.parametrize(("marked", "thing"), CASES)
def test_each_number_has_its_own_thing(marked, thing):
    text, span = read(marked)
    assert text[slice(*span)] == thing


def test_the_property_is_no_part_of_the_last_thing():
    text = "云泽和青禾产量分别为3吨和5吨。"
    around = sentence(text, clauses(text, 0, len(text)), [(10, 12, NUMBER), (13, 15, NUMBER)], [])
    assert in_turn(Asked(around, 13, 15), (NUMBER, TIME), (0, 5), (5, 7)) == (3, 5)


def test_times_are_no_things():
    text, span = read("｛云泽｝去年和今年产量分别为【3吨】和〔5吨〕。", times=("去年", "今年"))
    assert text[slice(*span)] == "云泽"


def test_without_an_entity_there_is_none():
    text = "云泽和青禾分别出资3亿元和5亿元。"
    around = sentence(text, clauses(text, 0, len(text)), [(9, 12, NUMBER), (13, 16, NUMBER)], [])
    assert in_turn(Asked(around, 9, 12), (NUMBER, TIME), None, None) is None
