import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from extract.text.alignment import Alignment
from extract.text.doc import to_doc
from extract.text.normalize import Normalized, normalize
from extract.text.segment import Segmenter

TEXTS = st.text(st.sampled_from("稀土產量三萬a1％ \u3000\n\r\t，。\x00\u00a0"), max_size=30) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=30
)


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.fixture(scope="module")
def vocab():
    return Vocab()


@given(TEXTS)
@example("  稀土  產量 \n ")
@example("")
def test_a_doc_holds_every_character_and_the_norms(segmenter, vocab, text):
    normalised = normalize(text)
    doc = to_doc(text, normalised, segmenter, vocab)
    assert doc.text == text
    for token in doc:
        assert token.norm_ == normalised.text[token.idx : token.idx + len(token)]


def test_words_and_norms(segmenter, vocab):
    text = "稀土產量 增長３％。"
    doc = to_doc(text, normalize(text), segmenter, vocab)
    assert [token.text for token in doc] == ["稀土", "產量", "增長", "３％", "。"]
    assert [token.norm_ for token in doc] == ["稀土", "产量", "增长", "3%", "。"]
    assert [token.whitespace_ for token in doc] == ["", " ", "", "", ""]


def test_a_conversion_that_changes_the_length(segmenter, vocab):
    text = "中介軟體產量"
    normalised = Normalized("中间件产量", Alignment.from_pieces([("中介軟體", "中间件"), ("產量", "产量")]))
    doc = to_doc(text, normalised, segmenter, vocab)
    assert doc.text == text
    assert doc[-1].norm_ == "产量"
