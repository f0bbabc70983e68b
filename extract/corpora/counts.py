"""What a corpus is made of, as counts: documents, claims and mentions by everything that the record says of them."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from extract.corpora.phenomena import phenomena
from extract.corpora.read import Entry
from extract.gold import GoldDocument, GoldMention
from extract.schema import LABELS
from extract.text.normalize import normalize
from extract.text.region import detect_region
from extract.text.script import detect_script
from extract.text.sentences import sentences

NONE = "none"
"""The row of what has no value: no source, no change, no genre given."""
OF = {
    "script": "documents",
    "region": "documents",
    "genre": "documents",
    "label": "mentions",
    "kind": "claims",
    "relation": "claims",
    "change": "claims",
    "modality": "claims",
    "source": "claims",
    "links": "credited claims",
    "phenomenon": "documents",
}
"""The tables of counts, with what each counts; the rows of ``phenomenon`` overlap, those of the others do not."""
LINKS = ("1", "2", "3", "4 or more")
"""Rows of ``links``: the source and each carrier between it and the text."""


class Counts(Struct, frozen=True):
    """One column: ``sizes`` are totals, ``rates`` ratios and averages (null where there is nothing to divide), ``tables`` counts."""

    sizes: dict[str, int]
    rates: dict[str, float | None]
    tables: dict[str, dict[str, int]]


def count(documents: Sequence[GoldDocument]) -> Counts:
    """The counts of some documents. Optional marks count only where they are named."""
    firm = [mention for gold in documents for mention in gold.mentions if not mention.optional]
    claims = [mention for mention in firm if mention.label == "claim"]
    lengths = [end - start for gold in documents for start, end in sentences(normalize(gold.text).text)]
    sizes = {
        "documents": len(documents),
        "characters": sum(len(gold.text) for gold in documents),
        "sentences": len(lengths),
        "mentions": len(firm),
        "claims": len(claims),
        "claims credited to a source": sum(_named(claim) for claim in claims),
        "claims whose source is named otherwise elsewhere (anaphors)": sum(map(anaphor, claims)),
        "optional marks (count neither way)": sum(mention.optional for gold in documents for mention in gold.mentions),
    }
    return Counts(sizes, _rates(sizes, lengths), _tables(documents, firm, claims))


def _rates(sizes: dict[str, int], lengths: Sequence[int]) -> dict[str, float | None]:
    def ratio(part: str, whole: str, scale: int = 1) -> float | None:
        return round(scale * sizes[part] / sizes[whole], 2) if sizes[whole] else None

    return {
        "characters per document": ratio("characters", "documents"),
        "claims per document": ratio("claims", "documents"),
        "numeric mentions per 100 characters": ratio("mentions", "characters", 100),
        "claims per 100 characters": ratio("claims", "characters", 100),
        "claims credited to a source, %": ratio("claims credited to a source", "claims", 100),
        "characters per sentence, mean": round(statistics.mean(lengths), 2) if lengths else None,
        "characters per sentence, median": float(statistics.median(lengths)) if lengths else None,
    }


def _tables(documents: Sequence[GoldDocument], firm: Sequence[GoldMention], claims: Sequence[GoldMention]) -> dict[str, dict[str, int]]:
    found: dict[str, Iterable[str | None]] = {
        "script": (detect_script(gold.text) for gold in documents),
        "region": (detect_region(normalize(gold.text).text, gold.meta) for gold in documents),
        "genre": (str(gold.meta["genre"]) if gold.meta.get("genre") else None for gold in documents),
        "label": (mention.label for mention in firm),
        "source": map(_source_kind, claims),
        "links": (_links(claim) for claim in claims if _named(claim)),
        "phenomenon": (name for gold in documents for name in phenomena(gold)),
    }
    by_field = {name: [getattr(claim, name) for claim in claims] for name in ("kind", "relation", "change", "modality")}
    order = {"label": LABELS, "links": LINKS}
    return {name: _sorted(Counter(value or NONE for value in (found | by_field)[name]), order.get(name, ())) for name in OF}


def _sorted(counted: Counter[str], order: Sequence[str]) -> dict[str, int]:
    """In a fixed order where there is one, else the most frequent first."""
    if order:
        return {name: counted[name] for name in order if counted[name]}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _named(claim: GoldMention) -> bool:
    return claim.source is not None and bool(claim.source.text or claim.source.name)


def _source_kind(claim: GoldMention) -> str | None:
    if claim.source is None:
        return None
    return claim.source.kind if _named(claim) else "citation only"


def _links(claim: GoldMention) -> str:
    assert claim.source is not None
    return LINKS[min(len(claim.source.via), len(LINKS) - 1)]


def anaphor(claim: GoldMention) -> bool:
    """Whether the document names the source of a claim otherwise than the mention that credits it (她 → 林岚)."""
    source = claim.source
    return source is not None and None not in (source.text, source.name) and source.name != source.text


def columns(sets: Sequence[tuple[str, Sequence[Entry]]]) -> dict[str, Counts]:
    """A column for each set by name; a single corpus folder (the first) is shown split by split before its total."""
    out: dict[str, Counts] = {}
    folders = [name for name, entries in sets if len({entry.file for entry in entries}) > 1]
    for name, entries in sets:
        if folders == [name]:
            for split in dict.fromkeys(entry.split for entry in entries):
                out[split] = count([entry.gold for entry in entries if entry.split == split])
        out[name] = count([entry.gold for entry in entries])
    return out
