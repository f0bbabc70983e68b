"""Features of a mention: what the clause says beside the number."""

import pytest

from extract.claim.features import features
from extract.pipeline import analyse
from extract.schema import Text

CASES = [
    ("三年花掉5亿元。", "三年", {"then=money", "then=money,start"}, {"then=none"}),
    ("工期三年，花掉5亿元。", "三年", {"then=none"}, {"then=money"}),
    ("停业三年。", "三年", {"then=none"}, {"then=none,start"}),
    ("去年，两人再次见面。", "两人", {"opens=两人", "counted=两人,再"}, {"marked=None"}),
    ("会上来了两人。", "两人", {"counted=两人,。"}, {"opens=两人"}),
    ("学习“四个意识”。", "四个意识", {"marked=0"}, {"latin-left"}),
    ("代号V7的车重3吨。", "3吨", set(), {"marked=0", "latin-left"}),
    ("标准NX 4.5规定", "4.5", {"latin-left"}, {"latin-right"}),
    ("版本为健保2.0。", "2.0", {"numeral=generation"}, set()),
    ("产量为2.5吨。", "2.5吨", {"numeral=version"}, {"numeral=generation"}),
]


def found(text, words):
    analysis = analyse(Text(id="t", text=text))
    (place,) = [i for i, q in enumerate(analysis.quantities) if q.text == words]
    return features(analysis.text, analysis.quantities, place)


@pytest.mark.parametrize(("text", "words", "given", "absent"), CASES)
def test_what_the_clause_says(text, words, given, absent):
    names = found(text, words)
    assert given <= set(names) and not absent & set(names)


@pytest.mark.parametrize(("text", "words"), [(text, words) for text, words, *_ in CASES])
def test_each_feature_stands_once(text, words):
    names = found(text, words)
    assert len(names) == len(set(names))
