import hashlib
from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

import extract
from extract import spacy_component
from extract.schema import Claim, Document, Extent, Producer, Source

TEXT = "路透社援引北港研究院週一發布的報告稱，南灣的分離產能佔比去年底已近九成。另據統計，出口2000多萬噸。"


def source_of(text, word, kind):
    start = text.index(word)
    return Source(text=word, start=start, end=start + len(word), name=word, kind=kind)


def claim_of(text, word, kind, source):
    start = text.index(word)
    return Claim(
        id=f"x#{start}-{start + len(word)}", start=start, end=start + len(word), text=word, sentence=Extent(0, len(text)),
        kind=kind, value=Decimal("0.1"), low=None, high=Decimal(90), relation="~", unit="%", unit_text="成", change=None,
        modality="fact", entity=None, property=None, time=None, source=source, confidence=0.9, rule="percent.tenths",
    )  # fmt: skip


class FakePipeline:
    """Finds two set claims, or none in a text without them."""

    def __call__(self, text):
        found = ()
        if text == TEXT:
            report = source_of(text, "報告", "document")
            found = (
                claim_of(text, "近九成", "percent", report),
                claim_of(text, "2000多萬噸", "measure", source_of(text, "統計", None)),
                claim_of(text, "2000", "count", report),
                claim_of(text, "九", "count", Source(None, None, None, None, None, citation="[3]")),
            )
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(producer=Producer("0", "fake", 0.5), id="x", sha256=sha256, text=text, script="hant", claims=found)

    def pipe(self, texts, **_):
        return map(self, texts)


@pytest.fixture
def fake(monkeypatch):
    loaded = []
    monkeypatch.setattr(extract, "load", lambda model: loaded.append(model) or FakePipeline(), raising=False)
    return loaded


def spans(doc, key):
    return [(span.text, span.label_) for span in doc.spans[key]]


def test_spans_and_records(fake):
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhclaims")
    assert not fake
    doc = nlp(TEXT)
    assert fake == ["default"]
    assert doc.text == TEXT
    assert len(doc) == len(TEXT)
    assert spans(doc, "quantities") == [("近九成", "percent"), ("2000多萬噸", "measure"), ("2000", "count"), ("九", "count")]
    assert spans(doc, "sources") == [("報告", "document"), ("統計", "")]
    assert doc._.claims == FakePipeline()(TEXT).claims
    assert doc._.claims[0].value == Decimal("0.1")


def test_tokens_of_the_doc_are_kept_and_spans_widened(fake):
    words = ["路透社", "援引", "北港研究院", "週一", "發布", "的報告", "稱", "，", "南灣的分離產能佔比", "去年底", "已近"]
    words += ["九成", "。", "另據統計，", "出口", "2000多萬噸。"]
    doc = Doc(spacy.blank("zh").vocab, words=words, spaces=[False] * len(words))
    done = spacy_component.create_zhclaims(spacy.blank("zh"), "zhclaims", "default")(doc)
    assert [token.text for token in done] == words
    assert spans(done, "quantities")[0] == ("已近九成", "percent")
    assert spans(done, "sources") == [("的報告", "document"), ("另據統計，", "")]
    assert done._.claims[0].text == "近九成"


def test_the_model_is_set_in_the_config(fake):
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhclaims", name="claims", config={"model": "other"})
    nlp("")
    assert fake == ["other"]
    assert nlp.config["components"]["claims"]["model"] == "other"


def test_streams_are_as_single_calls(fake):
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhclaims")
    docs = list(nlp.pipe(["無", TEXT, ""], batch_size=2))
    assert [len(doc._.claims) for doc in docs] == [0, 4, 0]
    assert len(fake) == 1


def test_a_stored_doc_keeps_its_claims(fake):
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhclaims")
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.claims == doc._.claims
    assert spans(again, "quantities") == spans(doc, "quantities")


def test_a_doc_not_seen_has_no_claims(fake):
    spacy_component.create_zhclaims(spacy.blank("zh"), "zhclaims", "default")
    assert spacy.blank("zh")(TEXT)._.claims == ()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_blank_tokenizer_keeps_every_offset(text):
    assert spacy.blank("zh")(text).text == text


def test_the_pipeline_itself():
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhclaims")
    doc = nlp(TEXT)
    assert doc._.claims == extract.load(model="default")(TEXT).claims
    assert "近九成" in [span.text for span in doc.spans["quantities"]]
    assert all(doc.text[claim.start : claim.end] == claim.text for claim in doc._.claims)
