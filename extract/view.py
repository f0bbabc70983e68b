"""What ``show`` says about a record, in words and marks: shared by the terminal and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from extract.terminal import visible

HEADINGS = ("quantity", "value", "unit", "about", "source", "confidence")


class Row(NamedTuple):
    """One claim as a line of the table: every cell is text safe to show (no control characters)."""

    start: int
    end: int
    kind: str
    quantity: str
    value: str
    unit: str
    about: str
    source: str
    confidence: str

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of ``HEADINGS``."""
        return self[3:]


class Mark(NamedTuple):
    """A stretch of the text to be marked: as a claim (``row`` is its index, ``kind`` its kind) or as a source (row None)."""

    start: int
    end: int
    row: int | None
    kind: str


def claims(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claims of a record of either form, by place; one below the threshold is left out, as in the record's claims."""
    found = record["claims"] if "claims" in record else [m for m in record["mentions"] if m["label"] == "claim"]
    return sorted(found, key=lambda claim: (claim["start"], claim["end"]))


def rows(record: Mapping[str, Any]) -> list[Row]:
    """The table of a record."""
    return [_row(claim) for claim in claims(record)]


def _row(claim: Mapping[str, Any]) -> Row:
    words = (claim["text"], value(claim), claim.get("unit") or "", about(claim), source(claim.get("source")), confidence(claim))
    return Row(claim["start"], claim["end"], claim.get("kind") or "", *map(visible, words))


def value(claim: Mapping[str, Any]) -> str:
    """The reading: relation, value, the bounds where they say more, then change and modality.

    An example: ``> 2,000 (to 3,000); increase``.
    """
    stated, low, high = (claim.get(name) for name in ("value", "low", "high"))
    if stated is None:
        text = f"{_number(low)} .. {_number(high)}" if (low, high) != (None, None) else ""
    else:
        relation = claim.get("relation")
        text = _number(stated) if relation in ("=", None) else f"{relation} {_number(stated)}"
        implied = (None,) if relation == "~" else (None, stated)  # "near 90" alone does not say on which side
        bounds = [f"{word} {_number(bound)}" for word, bound in (("from", low), ("to", high)) if bound not in implied]
        text += f" ({' '.join(bounds)})" if bounds else ""
    modality = claim.get("modality")
    return "; ".join(filter(None, [text, claim.get("change"), modality if modality != "fact" else None]))


def _number(amount: Decimal | int | None) -> str:
    return "…" if amount is None else f"{amount:,f}" if isinstance(amount, Decimal) else f"{amount:,}"


def about(claim: Mapping[str, Any]) -> str:
    """Whose number and which measure: ``entity / property``, then when: ``(time)``."""
    named = " / ".join(part["text"] for part in (claim.get("entity"), claim.get("property")) if part)
    when = claim.get("time")
    return f"{named} ({when['text']})".strip() if when else named


def source(credited: Mapping[str, Any] | None) -> str:
    """Who says so: the mention, its full name, the carriers, the citation; empty for the author's own voice."""
    if not credited:
        return ""
    text, name = credited.get("text"), credited.get("name")
    said = f"{text} = {name}" if text and name and text != name else text or name or ""
    via = ", ".join(carrier["text"] for carrier in credited.get("via") or ())
    return " ".join(filter(None, [said, f"via {via}" if via else "", credited.get("citation") or ""]))


def confidence(claim: Mapping[str, Any]) -> str:
    """Two digits, or nothing in gold."""
    given = claim.get("confidence")
    return "" if given is None else f"{given:.2f}"


def marks(record: Mapping[str, Any]) -> list[Mark]:
    """The claims of the text, then the sources that it names, each once."""
    found = claims(record)
    said = [claim["source"] for claim in found if claim.get("source")]
    spans = {(span["start"], span["end"]) for credited in said for span in (credited, *(credited.get("via") or ()))}
    named = [Mark(start, end, None, "source") for start, end in sorted(span for span in spans if None not in span)]
    return [Mark(claim["start"], claim["end"], index, claim.get("kind") or "") for index, claim in enumerate(found)] + named


def heading(record: Mapping[str, Any]) -> str:
    """The id and what ``meta`` says in plain strings: ``n17 (outlet: …, published: …)``."""
    meta = ", ".join(f"{name}: {said}" for name, said in (record.get("meta") or {}).items() if isinstance(said, str))
    return visible(f"{record['id']} ({meta})" if meta else record["id"])


def others(record: Mapping[str, Any]) -> str:
    """How many mentions are no claims, by label; empty where the record lists none."""
    below = "claims" in record
    labels = Counter(m["label"] for m in record.get("mentions") or () if below or m["label"] != "claim")
    counted = [f"{count} {'claim below the threshold' if label == 'claim' else label}" for label, count in labels.most_common()]
    return f"other mentions: {', '.join(counted)}" if counted else ""


def pieces(text: str, marked: list[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """The text cut wherever a mark begins or ends: start, end, and the marks that cover the piece. Nothing is lost."""
    cuts = sorted({0, len(text), *(mark.start for mark in marked), *(mark.end for mark in marked)})
    opening = sorted(marked, key=lambda mark: mark.start)
    covering: list[Mark] = []
    position = 0
    for start, end in pairwise(cuts):
        while position < len(opening) and opening[position].start <= start:
            covering.append(opening[position])
            position += 1
        covering = [mark for mark in covering if mark.end > start]
        yield start, end, list(covering)
