"""The pipeline as a spaCy component: ``spacy.blank("zh").add_pipe("zhclaims")``.

It keeps the tokens of the Doc it is given and adds

- ``doc.spans["quantities"]``: the claims, labelled with their kind,
- ``doc.spans["sources"]``: the sources they are credited to, labelled with their kind,
- ``doc._.claims``: the ``Claim`` records themselves, in the same order as the quantities.

Spans of a claim that begin or end inside a token are widened to whole tokens; the records keep the exact offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

import extract
from extract.schema import Claim, Document

USER_DATA = "zhclaims"
"""Where the claims are kept in ``doc.user_data``: as JSON, so that a Doc can be stored and sent between processes."""


class Zhclaims:
    """The component; ``model`` is a model name or path as ``extract.load`` takes it. It is loaded on first use."""

    def __init__(self, model: str) -> None:
        """Remember which model to use and see to it that ``doc._.claims`` exists."""
        self.model = model
        self._pipeline: Any = None
        if not Doc.has_extension("claims"):
            Doc.set_extension("claims", getter=claims)

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its claims added. Raises ModelError where the model cannot be loaded."""
        return annotate(doc, self._loaded()(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The docs of ``stream`` in order, with their claims added; ``nlp.pipe`` calls this."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, document in zip(docs, self._loaded().pipe([doc.text for doc in docs]), strict=True):
                yield annotate(doc, document)

    def _loaded(self) -> Any:
        if self._pipeline is None:
            self._pipeline = extract.load(model=self.model)
        return self._pipeline


def create_zhclaims(nlp: Language, name: str, model: str) -> Zhclaims:  # noqa: ARG001  # spaCy calls by these names
    """The component for ``nlp``, with ``model`` from the config (default ``default``)."""
    return Zhclaims(model)


def claims(doc: Doc) -> tuple[Claim, ...]:
    """The claims that the component found in ``doc``; empty for a Doc that it has not seen."""
    stored = doc.user_data.get(USER_DATA)
    return msgspec.json.decode(stored, type=tuple[Claim, ...]) if stored else ()


def annotate(doc: Doc, document: Document) -> Doc:
    """``doc`` with the claims of ``document``, whose text is that of ``doc``."""
    doc.user_data[USER_DATA] = msgspec.json.encode(document.claims).decode()
    doc.spans["quantities"] = [
        doc.char_span(claim.start, claim.end, label=claim.kind, alignment_mode="expand") for claim in document.claims
    ]
    sources = {(source.start, source.end): source.kind for claim in document.claims if (source := claim.source)}
    doc.spans["sources"] = [
        doc.char_span(start, end, label=kind or "", alignment_mode="expand")
        for (start, end), kind in sorted(sources.items(), key=lambda item: item[0][0] or 0)
        if start is not None and end is not None
    ]
    return doc


Language.factory("zhclaims", default_config={"model": "default"}, func=create_zhclaims)
