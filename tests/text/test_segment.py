import logging
import os
import pickle
import re
import subprocess
import sys
from itertools import pairwise

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.dictionary import points
from extract.text.segment import Segmenter
from extract.text.states import parts

SAMPLE = (
    "路透社援引北港研究院周一发布的报告称，南湾的分离产能占比去年底已近九成。\r\n"
    "　百分之三点五，2,345.67吨；F-35每架约需417公斤稀土，AT&T与c#的Ｂ超\t\r\n\r\n机构名：黑水龘䶮公司（約一半）％　90%以上…"
)
TEXTS = st.text(st.sampled_from(sorted(set(SAMPLE + "。\r\n "))), max_size=40) | st.text(max_size=40)


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """A tokenizer of jieba's own making, with its dictionary loaded in jieba's own way."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    level = logging.getLogger("jieba").level
    jieba.setLogLevel(logging.WARNING)
    tokenizer.initialize()
    jieba.setLogLevel(level)
    return tokenizer


def expected(reference, text, start, end):
    return [(first, last) for _, first, last in reference.tokenize(text) if last > start and first < end]


def test_every_stretch_of_a_text_is_cut_as_in_the_whole(segmenter, reference):
    whole = [(first, last) for _, first, last in reference.tokenize(SAMPLE)]
    assert segmenter.cut(SAMPLE) == whole
    for start in range(len(SAMPLE) + 1):
        for end in range(start + 1, len(SAMPLE) + 1):
            assert segmenter.cut(SAMPLE, start, end) == [(a, b) for a, b in whole if b > start and a < end]


@given(TEXTS, st.data())
def test_any_stretch_of_any_text_is_cut_as_in_the_whole(segmenter, reference, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert segmenter.cut(text, start, end) == (expected(reference, text, start, end) if end > start else [])
    assert segmenter.cut(text) == expected(reference, text, 0, len(text))


def test_every_word_of_the_dictionary_and_its_reverse_is_cut_as_in_jieba(segmenter, reference):
    words = [word for word in list(reference.FREQ)[::97] if reference.FREQ[word]]
    text = "，".join(a[::-1] + b for a, b in zip(words, words[7:], strict=False))
    assert segmenter.cut(text) == expected(reference, text, 0, len(text))


@given(st.text(st.characters(min_codepoint=0x4DF0, max_codepoint=0x9FF0), max_size=30))
def test_rare_characters_are_cut_as_in_jieba(segmenter, reference, text):
    assert segmenter.cut(text) == expected(reference, text, 0, len(text))


@given(st.text(st.sampled_from("+#&._%-aZ09稀土的一"), max_size=30))
def test_signs_inside_runs_are_cut_as_in_jieba(segmenter, reference, text):
    assert segmenter.cut(text) == expected(reference, text, 0, len(text))


@pytest.mark.parametrize("length", [65, 700, 1900])
def test_long_runs_are_cut_as_in_the_whole(segmenter, reference, length):
    text = "，" + ("百分之三点五的稀土产量来自北港黑水龘䶮公司A-35" * 100)[:length] + "。"
    assert segmenter.cut(text, 40, 50) == expected(reference, text, 40, 50)


@pytest.mark.parametrize("unit", ["龘", "稀土", "9", "，", "\r\n", "好龘"])
def test_a_run_without_end_is_cut_in_pieces_that_tile_it(segmenter, unit):
    text = unit * (300_000 // len(unit))
    spans = segmenter.cut(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


KINDS = re.compile("[\u4e00-\u9fd5]+|[a-zA-Z0-9]+(?:\\.\\d+)?%?|[^\u4e00-\u9fd5a-zA-Z0-9\n]+")
"""As jieba's ``finalseg`` splits: Han characters, Latin words and numbers, what is neither; here lines too."""


@given(st.text(st.sampled_from("稀土a1..%_-\n"), max_size=20))
def test_single_characters_are_parted_by_kind_as_in_jieba(text):
    begins, ends = parts(points(text + "\n"))
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == [found.span() for found in KINDS.finditer(text)]


def test_tags_are_those_of_the_dictionary(segmenter):
    with jieba.Tokenizer().get_dict_file() as file:
        listed = dict(line.split()[::2] for line in file.read().decode("utf-8").splitlines()[::97])
    others = ["", "龘", "黑水龘", "稀土产量来自", "a", "𠀀", "\r\n", *(word[:-1] + "龘" for word in list(listed)[::50])]
    assert segmenter.tags([*listed, *others]) == [*listed.values(), *([""] * len(others))]
    assert segmenter.tags([]) == []


def test_the_common_tokenizer_is_left_alone(segmenter):
    segmenter.cut(SAMPLE)
    assert not jieba.dt.initialized
    assert not jieba.dt.FREQ


def test_pickled_it_cuts_the_same(segmenter):
    assert pickle.loads(pickle.dumps(segmenter)).cut(SAMPLE) == segmenter.cut(SAMPLE)


def test_loading_writes_nothing_and_says_nothing(tmp_path):
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir(mode=0o500)
    code = (
        "import warnings; warnings.simplefilter('ignore'); import jieba, time; began = time.perf_counter();"
        "from extract.text.segment import Segmenter; print(Segmenter().cut('稀土产量'), time.perf_counter() - began < 2)"
    )
    environment = os.environ | {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[(0, 2), (2, 4)] True\n"
    assert done.stderr == ""
    assert not [*(tmp_path / "home").iterdir(), *(tmp_path / "tmp").iterdir()]


@pytest.mark.parametrize(("start", "end"), [(0, 10), (1990, 2010), (3999, 4001), (5000, 9000), (9990, 10_000)])
def test_part_of_a_very_long_run_is_cut_as_the_whole(segmenter, start, end):
    text = ("今年北港钢铁产量增长三成多后来又减少1元" * 600)[:10_000]
    whole = segmenter.cut(text)
    assert segmenter.cut(text, start, end) == [(low, high) for low, high in whole if high > start and low < end]
