"""Offsets between code points and the units of tools."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import RecordError
from extract.interop.offsets import Offsets

TEXT = "a𠮷e\u0301👨‍👩‍👧吨"
CASES = [  # code points, UTF-16 units, grapheme clusters
    ("a", (0, 1), (0, 1), (0, 1)),
    ("𠮷", (1, 2), (1, 3), (1, 2)),
    ("e\u0301", (2, 4), (3, 5), (2, 3)),
    ("👨‍👩‍👧", (4, 9), (5, 13), (3, 4)),
    ("吨", (9, 10), (13, 14), (4, 5)),
]


@pytest.mark.parametrize(("words", "points", "units", "clusters"), CASES)
def test_each_unit_counts_as_it_says(words, points, units, clusters):
    assert TEXT[slice(*points)] == words
    assert len(TEXT[: points[1]].encode("utf-16-le")) // 2 == units[1]
    for unit, theirs in (("codepoint", points), ("utf16", units), ("grapheme", clusters)):
        offsets = Offsets(TEXT, unit)
        assert offsets.out(*points) == theirs
        assert offsets.back(*theirs) == points


@pytest.mark.parametrize(
    ("unit", "place", "reason"),
    [
        ("utf16", 2, "lies within a character, counted in UTF-16"),
        ("utf16", 15, r"outside the text \(0 to 14\)"),
        ("codepoint", 11, r"outside the text \(0 to 10\)"),
        ("codepoint", -1, "outside"),
        ("grapheme", 6, r"outside the text \(0 to 5\)"),
    ],
)
def test_a_place_that_is_none_is_refused(unit, place, reason):
    with pytest.raises(RecordError, match=reason):
        Offsets(TEXT, unit).back(0, place)


def test_half_a_cluster_has_no_place_among_clusters():
    with pytest.raises(RecordError, match="place 3 lies within what is one character in extended grapheme clusters"):
        Offsets(TEXT, "grapheme").out(2, 3)


@given(st.text(), st.sampled_from(["codepoint", "utf16", "grapheme"]))
def test_there_and_back(text, unit):
    offsets = Offsets(text, unit)
    for place in range(len(text) + 1):
        try:
            theirs = offsets.out(place, place)
        except RecordError:
            assert unit == "grapheme"
        else:
            assert offsets.back(*theirs) == (place, place)


@given(st.text())
def test_utf16_units_are_those_of_python(text):
    assert Offsets(text, "utf16").out(0, len(text))[1] == len(text.encode("utf-16-le", "surrogatepass")) // 2
