"""A text as a spaCy Doc: the original characters, cut by jieba, with Simplified norms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.text.normalize import Normalized
from extract.text.segment import Segmenter

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def to_doc(text: str, normalized: Normalized, segmenter: Segmenter, vocab: Vocab) -> Doc:
    """A Doc over ``text`` as read, with ``doc.text == text`` for any text that UTF-8 can encode.

    Words are those of the normalised text; ``token.norm_`` is the normalised form of each. A single space after a
    word becomes its trailing space, any other blank a token of its own.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    norms: list[str] = []
    spaces: list[bool] = []
    position = 0
    for start, end in segmenter.cut(normalized.text):
        after = normalized.alignment.to_original(start, end)[1]
        word = text[position:after]
        if not word:
            continue
        position = after
        if word == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
            continue
        words.append(word)
        norms.append(normalized.text[start:end])
        spaces.append(False)
    doc = Doc(vocab, words=words, spaces=spaces)
    for token, norm in zip(doc, norms, strict=True):
        token.norm_ = norm
    return doc
