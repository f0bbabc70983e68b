"""Gold records as training examples: every mention that the rules propose, with the label that a reader gave it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from extract.claim.features import features
from extract.claim.label import readable
from extract.claim.model import NO_MENTION
from extract.errors import RecordError, UsageError
from extract.evaluate.match import MIN_OVERLAP, overlap
from extract.gold import GoldDocument, GoldMention
from extract.pipeline import analyse
from extract.records import read_records
from extract.schema import Quantity, Text
from extract.validation import to_gold

SPLITS = ("train.jsonl", "dev.jsonl")


class Example(Struct, frozen=True):
    """A mention that the rules propose: its features, its gold label, and whether it can be a claim at all."""

    features: list[str]
    label: str
    readable: bool
    quantity: Quantity


class Sample(Struct, frozen=True):
    """A gold document with its examples."""

    gold: GoldDocument
    examples: list[Example]


def corpus_files(corpora: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The training and the development files of corpus folders; a file by itself is training data. Raises UsageError."""
    training, development = [], []
    for corpus in corpora:
        if corpus.is_file():
            training.append(corpus)
            continue
        if not (corpus / SPLITS[0]).is_file():
            raise UsageError(f"{corpus}: a folder with train.jsonl and dev.jsonl, or a gold .jsonl file, is expected")
        training.append(corpus / SPLITS[0])
        if (corpus / SPLITS[1]).is_file():
            development.append(corpus / SPLITS[1])
    return training, development


def samples(files: Iterable[Path]) -> list[Sample]:
    """The gold documents of some files, with examples. Raises RecordError where a record is malformed or no gold."""
    return [sample(gold) for path in files for gold in (_gold(record, path) for record in read_records(path))]


def _gold(record: Mapping[str, Any], path: Path) -> GoldDocument:
    """The typed form of a gold record; what a run wrote teaches nothing but its own errors."""
    if "producer" in record:
        name = record.get("id")
        raise RecordError(
            f"{path}: document {name!r}: field producer: this is what a run wrote, and no gold; correct it (zhclaims review, then review finish; "
            "or zhclaims export, then import --gold) and train with that"
        )
    return to_gold(record)


def sample(gold: GoldDocument) -> Sample:
    """A gold document with its examples."""
    analysis = analyse(text_of(gold))
    found = [
        Example(features(analysis.text, analysis.quantities, i), label, readable(quantity), quantity)
        for i, (quantity, label) in enumerate(zip(analysis.quantities, _labels(analysis.quantities, gold.mentions), strict=True))
        if label is not None
    ]
    return Sample(gold, found)


def text_of(gold: GoldDocument) -> Text:
    """The input that a gold document is about."""
    return Text(id=gold.id, text=gold.text, meta=gold.meta)


def _labels(found: Sequence[Quantity], gold: Sequence[GoldMention]) -> Iterator[str | None]:
    """The gold label of each found mention, by overlap; None for what touches only an optional mark: it teaches nothing."""
    for quantity in found:
        best, label = 0.0, NO_MENTION
        optional = False
        for mark in gold:
            shared = overlap(quantity, mark)
            if shared > best and (shared >= MIN_OVERLAP or mark.optional):
                best, label, optional = shared, mark.label, mark.optional
        yield None if optional else label


def fraction(name: str) -> float:
    """A number from 0 to 1 that a document's id always gives: what folds and halves are cut by."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) / 16**12


def folds(documents: Sequence[Sample], count: int) -> list[tuple[list[Sample], list[Sample]]]:
    """The documents cut into ``count`` parts of equal size, by document: pairs of the others and a part."""
    ordered = sorted(documents, key=lambda d: (fraction(d.gold.id), d.gold.id))
    count = max(2, min(count, len(ordered)))
    parts = [ordered[k::count] for k in range(count)]
    return [([d for j, part in enumerate(parts) if j != k for d in part], held) for k, held in enumerate(parts) if held]


def halves(documents: Iterable[Sample]) -> tuple[list[Sample], list[Sample]]:
    """The documents to calibrate on and those to show the result, by the SHA-256 of their ids."""
    calibrating: list[Sample] = []
    showing: list[Sample] = []
    for document in documents:
        (calibrating if fraction(document.gold.id) < 0.5 else showing).append(document)
    return calibrating, showing
