"""``zhclaims corpus check``: everything that must hold of the gold in a corpus folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from extract.corpora.marks import mark_faults
from extract.corpora.read import Entry, Fault, each_corpus, read_file, split_files
from extract.corpora.reviewed import review_faults
from extract.corpora.splits import split_faults


class Report(Struct, frozen=True):
    """What was checked: counts, faults in the order of files and lines, and notes that are no faults."""

    documents: int
    claims: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def check(folders: Sequence[Path]) -> Report:
    """Check every record of the corpora (or folders of corpora), by itself and against the others.

    Raises UsageError for a folder that is no corpus.
    """
    folders = each_corpus(folders)
    files = [(folder, path) for folder in folders for path in split_files(folder)]
    faults: list[Fault] = []
    entries: list[Entry] = []
    for folder, path in files:
        entries += read_file(path, str(folder), faults)
    for entry in entries:
        faults += mark_faults(entry)
    faults += split_faults(entries)
    notes: list[str] = []
    for folder in folders:
        notes += review_faults(folder, [entry for entry in entries if entry.set == str(folder)], faults)
    order = {str(path): number for number, (_, path) in enumerate(files)}
    faults.sort(key=lambda fault: (order.get(fault.file, len(order)), fault.line))
    claims = sum(mention.label == "claim" and not mention.optional for entry in entries for mention in entry.gold.mentions)
    return Report(len(entries), claims, tuple(faults), tuple(notes))
