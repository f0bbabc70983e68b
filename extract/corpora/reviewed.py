"""Gold against the reading of our own parser, and the differences that a reader has looked at: ``reviewed.tsv``.

Where gold and parser differ, one of them is wrong or the case is hard. Either the gold is corrected, or the difference
is a line of ``reviewed.tsv`` in the folder of the corpus: document id, start of the mention, field, and the reason why
the gold is right, tab-separated, below a head of comment lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from extract.corpora.read import Entry, Fault
from extract.evaluate.fields import same_amount, same_unit
from extract.evaluate.match import MIN_OVERLAP, overlap
from extract.gold import GoldMention
from extract.pipeline import analyse
from extract.schema import Quantity, Text

NAME = "reviewed.tsv"
FIELDS = ("span", "value", "bounds", "unit")
COLUMNS = ("id", "start", "field", "reason")

Key = tuple[str, int, str]


class Difference(Struct, frozen=True):
    """A field of a claim that the parser reads otherwise: index of the mention, and both readings in words."""

    index: int
    mention: GoldMention
    field: str
    gold: str
    parser: str


def differences(entry: Entry) -> Iterator[Difference]:
    """Every field of every claim that counts (not optional) that the quantity parser reads otherwise."""
    gold = entry.gold
    found = analyse(Text(id=gold.id, text=gold.text, meta=gold.meta)).quantities
    for index, mention in enumerate(gold.mentions):
        if mention.label == "claim" and not mention.optional:
            nearest = max(found, key=lambda quantity: overlap(mention, quantity), default=None)
            for field, ours, parsed in _compare(mention, nearest):
                yield Difference(index, mention, field, ours, parsed)


def _compare(mention: GoldMention, quantity: Quantity | None) -> Iterator[tuple[str, str, str]]:
    if quantity is None or overlap(mention, quantity) < MIN_OVERLAP:
        yield "span", repr(mention.text), "nothing there"
        return
    if (quantity.start, quantity.end) != (mention.start, mention.end):
        yield "span", repr(mention.text), repr(quantity.text)
    if not same_amount(mention.value, quantity.value):
        yield "value", _digits(mention.value), _digits(quantity.value)
    ends = same_amount(mention.low, quantity.low) and same_amount(mention.high, quantity.high)
    if not ends or mention.relation != quantity.relation:
        yield "bounds", _bounds(mention), _bounds(quantity)
    if not same_unit(mention.unit, quantity.unit or "1", mention.accept_units):
        yield "unit", str(mention.unit), quantity.unit or "1"


def _digits(amount: object) -> str:
    return "null" if amount is None else format(amount, "f")


def _bounds(reading: GoldMention | Quantity) -> str:
    return f"{reading.relation} {_digits(reading.low)} to {_digits(reading.high)}"


def read_reviewed(folder: Path, faults: list[Fault]) -> dict[Key, int]:
    """The lines of ``reviewed.tsv`` by what they are about, with their numbers; a line that is none becomes a fault."""
    path = folder / NAME
    known: dict[Key, int] = {}
    if not path.is_file():
        return known
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        id, start, field, reason = (line.split("\t") + [""] * 4)[:4]
        key = (id, int(start) if start.isdecimal() else -1, field)
        if line.count("\t") != 3 or not start.isdecimal() or field not in FIELDS or not reason.strip():
            wanted = f"{len(COLUMNS)} tab-separated columns ({', '.join(COLUMNS)}), field one of {', '.join(FIELDS)}, a reason"
            faults.append(Fault(str(path), number, id, field, f"met {line!r}, expected {wanted}; complete the line"))
        elif key in known:
            faults.append(Fault(str(path), number, id, field, f"met a second time, first in line {known[key]}; keep one"))
        else:
            known[key] = number
    return known


def review_faults(folder: Path, entries: Sequence[Entry], faults: list[Fault]) -> list[str]:
    """Add to ``faults`` the differences that nobody has reviewed; a note on lines with nothing to say."""
    known = read_reviewed(folder, faults)
    used: set[Key] = set()
    for entry in entries:
        for difference in differences(entry):
            key = (entry.gold.id, difference.mention.start, difference.field)
            if key in known:
                used.add(key)
            else:
                faults.append(_fault(entry, difference, folder))
    idle = ", ".join(map(str, sorted(known[key] for key in known.keys() - used)))
    return [f"{folder / NAME}: gold and parser agree, or no claim stands there, in line {idle}; drop what is idle"] if idle else []


def _fault(entry: Entry, difference: Difference, folder: Path) -> Fault:
    mention = difference.mention
    line = f"{entry.gold.id}<TAB>{mention.start}<TAB>{difference.field}<TAB>why the gold is right"
    reason = f"{mention.text!r} at {mention.start}: met {difference.gold}, the parser reads {difference.parser}"
    advice = f"correct the mark, or write into {folder / NAME}: {line}"
    return entry.fault(f"mentions[{difference.index}].{difference.field}", f"{reason}; {advice}")
