"""Records as files: JSON lines or Parquet, documents with everything, and a flat table with a row for each claim."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from extract import jsonl
from extract.batch.job import Format
from extract.files import needed
from extract.outputs import writing
from extract.records import encoded_fields, write_record
from extract.schema import Claim, Document

DOCUMENTS, CLAIMS = "documents", "claims"
AMOUNTS = ("value", "low", "high")
WORDS, COUNT, NUMBER = "string", "int64", "float64"
DOCUMENT_COLUMNS = {"id": WORDS, "sha256": WORDS, "script": WORDS, "text": WORDS, "meta": WORDS, "claims": WORDS, "rest": WORDS}
"""``meta``, ``claims`` and ``rest`` (all other fields of the record) are JSON: nothing of a record is lost."""
CLAIM_COLUMNS = {
    "document": WORDS, "id": WORDS, "start": COUNT, "end": COUNT, "text": WORDS, "sentence_start": COUNT, "sentence_end": COUNT,
    "kind": WORDS, "value": NUMBER, "low": NUMBER, "high": NUMBER, "value_exact": WORDS, "low_exact": WORDS, "high_exact": WORDS,
    "relation": WORDS, "unit": WORDS, "unit_text": WORDS, "change": WORDS, "modality": WORDS, "entity": WORDS, "property": WORDS,
    "when": WORDS, "edtf": WORDS, "source": WORDS, "source_name": WORDS, "source_kind": WORDS, "cue": WORDS, "via": WORDS,
    "citation": WORDS, "confidence": NUMBER, "rule": WORDS, "outlet": WORDS, "published": WORDS, "url": WORDS, "date": WORDS,
}  # fmt: skip
"""The columns of a claim. In Parquet amounts are the nearest double, and exact digits in ``…_exact``; in JSON they are exact."""
OF_DOCUMENT = ("outlet", "published", "url", "date")
"""Fields of ``meta`` that stand with every claim."""

ROWS = 2000
"""Rows of a Parquet row group at most."""

Row = dict[str, Any]
Add = Callable[[list[Document]], None]
"""Adds documents; the list may be empty afterwards."""


@contextmanager
def tables(documents: Path, claims: Path, format: Format) -> Iterator[Add]:
    """A function that adds documents to both tables; their files appear when the block ends well."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(writing(str(path))) for path in (documents, claims))
        if format == "jsonl":
            yield partial(_add_lines, first, second)
        else:
            add_documents = stack.enter_context(_parquet(first, DOCUMENT_COLUMNS, long=True))
            yield partial(_add_rows, add_documents, stack.enter_context(_parquet(second, CLAIM_COLUMNS)))


def _add_lines(documents: BinaryIO, claims: BinaryIO, batch: list[Document]) -> None:
    for document in batch:
        write_record(documents, document)
        for row in claim_rows(document):
            claims.write(jsonl.dumps(row))


@contextmanager
def _parquet(file: BinaryIO, types: dict[str, str], long: bool = False) -> Iterator[Callable[[list[Row]], None]]:
    """A function that adds rows. ``long``: the values are whole texts, of which dictionaries and least and greatest would be copies."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # the others keep what was freed; read when pyarrow is imported
    arrow = needed("pyarrow", "--format parquet")
    form = arrow.schema(list(types.items()))
    parquet = needed("pyarrow.parquet", "--format parquet")
    with parquet.ParquetWriter(file, form, compression="zstd", use_dictionary=not long, write_statistics=not long) as writer:

        def add(rows: list[Row]) -> None:
            table = arrow.Table.from_pylist(rows, form)
            rows.clear()  # the table has copies
            writer.write_table(table)

        yield add


def _add_rows(documents: Callable[[list[Row]], None], claims: Callable[[list[Row]], None], batch: list[Document]) -> None:
    rows = (_doubled(row) for document in batch for row in claim_rows(document))
    while some := list(islice(rows, ROWS)):
        claims(some)
    encoded = [_document_row(document) for document in batch]
    batch.clear()  # a long document and its copies in Parquet are not held together
    documents(encoded)


def _document_row(document: Document) -> Row:
    """The fields of a record, the nested ones as JSON."""
    record = encoded_fields(document)
    nested = {name: record.pop(name) for name in ("meta", "claims")}
    plain = {name: getattr(document, name) for name in ("id", "sha256", "script", "text")}
    return plain | nested | {"rest": msgspec.json.encode({name: msgspec.Raw(value) for name, value in record.items() if name not in plain})}


def _doubled(row: Row) -> Row:
    """A row with amounts as doubles, and as digits beside them."""
    exact = {f"{name}_exact": None if row[name] is None else format(Decimal(row[name]), "f") for name in AMOUNTS}
    return row | exact | {name: None if row[name] is None else float(row[name]) for name in AMOUNTS}


def claim_rows(document: Document) -> Iterator[Row]:
    """A flat row for each claim; amounts are Decimal, what is absent is None."""
    of_document = {name: _words(document.meta.get(name)) for name in OF_DOCUMENT}
    for claim in document.claims:
        yield {"document": document.id, **_claim_row(claim), **of_document}


def _claim_row(claim: Claim) -> Row:
    time, source = claim.time, claim.source
    return {
        "id": claim.id, "start": claim.start, "end": claim.end, "text": claim.text,
        "sentence_start": claim.sentence.start, "sentence_end": claim.sentence.end,
        "kind": claim.kind, "value": claim.value, "low": claim.low, "high": claim.high,
        "relation": claim.relation, "unit": claim.unit, "unit_text": claim.unit_text, "change": claim.change, "modality": claim.modality,
        "entity": claim.entity.text if claim.entity else None, "property": claim.property.text if claim.property else None,
        "when": time.text if time else None, "edtf": time.edtf if time else None,
        "source": source.text if source else None, "source_name": source.name if source else None,
        "source_kind": source.kind if source else None,
        "cue": " … ".join(cue.text for cue in source.cue) or None if source else None,
        "via": " … ".join(link.name for link in source.via) or None if source else None,
        "citation": source.citation if source else None, "confidence": claim.confidence, "rule": claim.rule,
    }  # fmt: skip


def _words(value: Any) -> str | None:
    return None if value is None else value if isinstance(value, str) else msgspec.json.encode(jsonl.plain(value)).decode()
