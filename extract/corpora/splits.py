"""Whether splits keep apart: no id and no text twice, and no document that is nearly one of another split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.corpora.read import Entry, Fault

SHINGLE = 8
"""Characters of one shingle: letters and digits only, so that punctuation and layout do not hide a copy."""
ALIKE = 0.5
"""Jaccard similarity of two texts' shingles from which one is a copy of the other."""


def shingles(text: str) -> frozenset[str]:
    """Every run of ``SHINGLE`` letters and digits of a text."""
    letters = "".join(filter(str.isalnum, text))
    return frozenset(letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1))


def alike(texts: Iterable[str]) -> Iterator[tuple[int, int, float]]:
    """Every two texts, by index, that share ``ALIKE`` or more of their shingles, with the similarity."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for index, text in enumerate(texts):
        found = shingles(text)
        shared: Counter[int] = Counter()
        for shingle in found:
            shared.update(holders[shingle])
            holders[shingle].append(index)
        for other, common in sorted(shared.items()):
            similarity = common / (sizes[other] + len(found) - common)
            if similarity >= ALIKE:
                yield other, index, similarity
        sizes.append(len(found))


def split_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Documents that stand twice, or nearly so in two splits; the fault names the later one."""
    ids: dict[str, Entry] = {}
    texts: dict[str, Entry] = {}
    for entry in entries:
        first, same = ids.setdefault(entry.gold.id, entry), texts.setdefault(entry.gold.text, entry)
        if first is not entry:
            yield entry.fault("id", f"met a second time, first in {_place(first)}; give each document an id of its own")
        if same is not entry:
            yield entry.fault("text", f"met a second time, first as {same.gold.id!r} in {_place(same)}; keep one of them")
    for one, two, similarity in alike(entry.gold.text for entry in entries):
        a, b = entries[one], entries[two]
        if (a.set, a.split) != (b.set, b.split) and a.gold.text != b.gold.text:
            found = f"met {similarity:.2f} of its {SHINGLE}-character strings in {a.gold.id!r} ({_place(a)})"
            yield b.fault("text", f"{found}; documents of two splits share less than {ALIKE}: move one to the split of the other")


def _place(entry: Entry) -> str:
    return f"{entry.file}, line {entry.line}"
