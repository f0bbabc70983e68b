"""Gold and predictions from their files, paired by document id; what cannot be compared is told and left out."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from extract import jsonl
from extract.encodings import BY_LINE, decode
from extract.errors import InputError, RecordError, UsageError
from extract.evaluate.prediction import Prediction, to_gold_document, to_prediction
from extract.files import opened
from extract.gold import GoldDocument
from extract.readers import STDIN, Input, Limits, OnError, place, read_lines
from extract.text.normalize import normalize
from extract.text.region import detect_region
from extract.text.script import detect_script


class Pair(Struct, frozen=True):
    """One document of the gold with what was predicted for it, and the slices that it belongs to."""

    gold: GoldDocument
    pred: Prediction
    script: str
    region: str
    genre: str


class Inputs(Struct, frozen=True):
    """The documents that can be compared, what is wrong with the others, and what is worth knowing."""

    pairs: list[Pair]
    faults: list[InputError]
    notes: list[str]


T = TypeVar("T", GoldDocument, Prediction)


def read_inputs(gold_path: str, *pred_paths: str) -> list[Inputs]:
    """The gold with each file of predictions; only documents that all of them have are compared.

    Raises UsageError for a file that cannot be read, and where no document is left to compare.
    """
    if (gold_path, *pred_paths).count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once; give a file for the other")
    gold_faults: list[InputError] = []
    gold, _ = _read(gold_path, to_gold_document, gold_faults)
    found = [_paired(gold, gold_path, path) for path in pred_paths]
    shared = set.intersection(*({pair.gold.id for pair in inputs.pairs} for inputs in found))
    if not shared:
        faults = [*gold_faults, *(fault for inputs in found for fault in inputs.faults)]
        why = f"; the first reason: {faults[0]}" if faults else ": GOLD holds no record"
        raise UsageError(f"{place(gold_path)} and {place(pred_paths[0])}: no document can be compared{why}")
    return [
        Inputs([pair for pair in inputs.pairs if pair.gold.id in shared], [*(gold_faults if not n else []), *inputs.faults], inputs.notes)
        for n, inputs in enumerate(found)
    ]


def _paired(gold: Mapping[str, tuple[GoldDocument, int]], gold_path: str, pred_path: str) -> Inputs:
    """The documents of both files by id, in the order of the gold."""
    faults: list[InputError] = []
    pred, refused = _read(pred_path, to_prediction, faults)
    pairs = []
    for id, (document, line) in gold.items():
        if id in refused:  # told already
            continue
        if id not in pred:
            reason = f"document {id!r} is not in {place(pred_path)}; left out: run the extractor on it, too"
            faults.append(InputError(place(gold_path), line, reason))
        elif pred[id][0].text != document.text:
            reason = f"document {id!r} has another text than in the gold, so offsets mean nothing; left out: run on the text of the gold"
            faults.append(InputError(place(pred_path), pred[id][1], reason))
        else:
            pairs.append(_pair(document, pred[id][0]))
    return Inputs(pairs, faults, _notes(gold, pred, pairs, pred_path))


def _notes(gold: Mapping[str, object], pred: Mapping[str, object], pairs: list[Pair], pred_path: str) -> list[str]:
    notes = []
    if others := len(pred.keys() - gold.keys()):
        notes.append(f"{place(pred_path)}: {others:,} documents are not in the gold and were not looked at")
    if pairs and not any(pair.pred.has_mentions for pair in pairs):
        notes.append(f"{place(pred_path)}: claims only, so the scores of other labels are 0; zhclaims extract --mentions writes the others")
    return notes


def _pair(gold: GoldDocument, pred: Prediction) -> Pair:
    region = detect_region(normalize(gold.text).text, gold.meta)
    return Pair(gold, pred, detect_script(gold.text), region, str(gold.meta.get("genre") or "not given"))


def _read(path: str, typed: Callable[[dict[str, Any]], T], faults: list[InputError]) -> tuple[dict[str, tuple[T, int]], set[str]]:
    """Id → document and 1-based line, and the ids of those that are not as they must be.

    Lines that hold no document go to ``faults``. Raises UsageError where there is no such file.
    """
    documents: dict[str, tuple[T, int]] = {}
    refused: set[str] = set()
    for number, record in _records(path, faults.append):
        try:
            document = typed(record)
        except RecordError as error:
            faults.append(InputError(place(path), number, f"document {record.get('id')!r}: {error}; left out"))
            refused.add(str(record.get("id")))
            continue
        if document.id in documents:
            reason = f"document {document.id!r} stands on line {documents[document.id][1]} too; this one is left out: give each an id of its own"
            faults.append(InputError(place(path), number, reason))
        else:
            documents[document.id] = (document, number)
    return documents, refused - documents.keys()


def _records(path: str, on_error: OnError) -> Iterator[tuple[int, dict[str, Any]]]:
    if path != STDIN and Path(path).is_dir():
        raise UsageError(f"{place(path)}: is a folder; name a file of records, such as {place(path).rstrip('/')}/dev.jsonl")
    try:
        with nullcontext((sys.stdin.buffer, 0)) if path == STDIN else opened(path) as (file, _):
            for raw in read_lines(Input(path, ""), file, on_error, Limits()):
                number = raw.line or 0
                try:
                    yield number, jsonl.loads(decode(raw.data, BY_LINE))
                except ValueError as error:  # UnicodeError is one
                    on_error(InputError(place(path), number, f"{error}; left out"))
    except FileNotFoundError:
        raise UsageError(f"{place(path)}: no such file") from None
    except (InputError, OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{place(path)}: cannot be read: {error}") from None
