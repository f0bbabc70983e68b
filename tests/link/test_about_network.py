"""What the network reads of a claim, and that its fast reading is that of its definition. All sentences are invented."""

from __future__ import annotations

import math

import numpy as np
import pytest

from extract.errors import ModelError
from extract.link import about_network
from extract.link.about import Linker
from extract.link.about_lines import BREAK, DISTANCES, NUMBER, lines
from extract.link.about_network import SCALE, network
from extract.link.about_phrases import LONGEST_AFTER, lay_out, phrases
from extract.link.about_scenes import Asked, scenes, sentence
from extract.link.about_words import FIRST_AT, LAST_AT, LETTERS_OF_PARTS, TAG_AT, TAGS, WORD_AT, WORDS
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

TEXTS = [
    "青禾公司的营业收入达84亿元。",
    "去年，青禾公司在云泽省的工厂有84家，其中“北港”的最大。",
    "县医院有84名医生，护士更多。",
    "据县政府大楼消息，青禾公司去年出口84亿元。",
    "84人到场。",
]


@pytest.fixture(scope="module")
def linker():
    segmenter = Segmenter()
    return Linker(segmenter.cut_all, segmenter.tags)


def asked(linker, text, source=None, cues=None):
    """The claim that begins with 84."""
    start = text.index("84")
    marks = [(start, start + 3, linker.number)]
    return Asked(sentence(text, clauses(text, *sentences(text)[0]), marks, []), start, start + 3, source, cues)


def read(linker, *claims):
    """Scenes, words and lines of claims."""
    around = scenes(claims, linker.codes, linker._words[0])
    words = lay_out(around)
    return around, words, lines(words, around)


def test_a_line_has_the_words_in_the_order_of_the_text_with_breaks_and_the_number(linker):
    text = TEXTS[1]
    _, words, line = read(linker, asked(linker, text))
    shown = ""
    for word, kind in zip(line.words.tolist(), line.kinds.tolist(), strict=True):
        zone = kind // (4 * DISTANCES)
        shown += text[words.starts[word] : words.ends[word]] if word >= 0 else {BREAK: "|", NUMBER: "#"}[zone]
    assert shown == "去年，|青禾公司在云泽省的工厂有#，"
    assert line.words[line.numbers[0]] == -1


def test_lines_of_a_batch_lie_side_by_side(linker):
    claims = [asked(linker, text) for text in TEXTS]
    alone = [read(linker, claim)[2] for claim in claims]
    together = read(linker, *claims)[2]
    assert together.lengths.tolist() == [int(line.lengths[0]) for line in alone]
    assert together.kinds.tolist() == [kind for line in alone for kind in line.kinds.tolist()]
    assert (together.numbers - together.begins).tolist() == [int(line.numbers[0]) for line in alone]


def test_source_and_reporting_words_are_told_apart(linker):
    text = TEXTS[3]
    plain, named = (read(linker, asked(linker, text, *places))[2].kinds for places in ((), ((1, 4), (0, 8))))
    within = named // DISTANCES % 4
    assert set((plain // DISTANCES % 4).tolist()) == {0}
    assert {1, 3} <= set(within.tolist()) <= {0, 1, 2, 3}
    assert ((named - plain) == within * DISTANCES).all()


def logistic(value):
    return 1 / (1 + math.exp(-value))


def defined(net, words, line, around):
    """The scores of phrases by the definition of the network, number by number; the halved gates taken back."""
    a = {name: array.astype(np.float64) for name, array in net.arrays.items()}
    size = a["memory"].shape[1]

    def entering(place, side):
        word, kind = int(line.words[place]), int(line.kinds[place])
        special = kind // (4 * DISTANCES) - BREAK
        code = int(words.codes[word]) if word >= 0 else 0
        letter, tag = (code & 31, code >> TAG_AT & 63) if word >= 0 else (len(LETTERS_OF_PARTS) + special, len(TAGS) + special)
        parts = (("words", WORD_AT), ("begins", FIRST_AT), ("ends", LAST_AT))
        known = [a["letters"][letter], a["tags"][tag], *(a[name][code >> at & WORDS - 1] for name, at in parts)]
        return np.concatenate(known) @ a["word"][side] + a["kinds"][kind] @ a["kind"][side] + a["bias"][side]

    states = np.zeros((len(line.words), 2 * size))
    for side, places in enumerate((range(len(line.words)), reversed(range(len(line.words))))):
        state, cells = np.zeros(size), np.zeros(size)
        for place in places:
            gates = entering(place, side) + state @ a["memory"][side]
            come, stay, out, content = (gates[k * size : (k + 1) * size] for k in range(4))
            for n in range(size):
                cells[n] = logistic(2 * stay[n]) * cells[n] + logistic(2 * come[n]) * math.tanh(content[n])
                state[n] = logistic(2 * out[n]) * math.tanh(cells[n])
            states[place, side * size : (side + 1) * size] = state
    number = np.concatenate([states[line.numbers[0]], a["units"][around.units[0]]])
    none = number @ a["none"] + a["never"]
    found = phrases(words)
    scores = []
    for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True):
        inner = states[line.places[first]] @ a["first"] + states[line.places[last]] @ a["last"] + number @ a["number"] + a["bend"]
        inner = np.maximum(inner + a["width"][min(last - first, LONGEST_AFTER)], 0)
        scores.append(SCALE * (inner @ a["score"] - none))
    return np.array(scores)


@pytest.mark.parametrize("text", TEXTS)
def test_scores_are_those_of_the_definition(linker, text):
    around, words, line = read(linker, asked(linker, text))
    found = phrases(words)
    assert len(found.first)
    assert np.abs(linker.network.scores(words, found, around) - defined(linker.network, words, line, around)).max() <= 1


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(b"no archive"), "about.npz"),
        (lambda path: np.savez(path, vocabulary=np.array([""])), "about.npz"),
        (lambda path: np.savez(path, vocabulary=np.array([{}], dtype=object)), "allow_pickle=False"),
    ],
)
def test_a_damaged_file_is_named(monkeypatch, tmp_path, damage, said):
    path = tmp_path / "about.npz"
    damage(path)
    monkeypatch.setattr(about_network, "FILE", path)
    network.cache_clear()
    try:
        with pytest.raises(ModelError, match=said):
            network()
    finally:
        network.cache_clear()
