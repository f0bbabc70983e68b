"""Whether value, bounds and relation of a gold claim say the same: the table of the guide, section 3."""

from __future__ import annotations

from collections.abc import Iterator

from extract.gold import GoldMention

EXPECTED = {
    "=": "value, low and high alike",
    "~": "a value, and low and high null or (近 closes the high end) one of them the value",
    ">": "low the value, high null or above it",
    ">=": "low the value, high null or above it",
    "<": "high the value, low null or below it",
    "<=": "high the value, low null or below it",
    "..": "value null, and low below high",
}
"""What each relation wants of the other three fields."""


def amount_faults(mention: GoldMention) -> Iterator[tuple[str, str]]:
    """The field and the reason, where the amount of a claim does not hold together; a claim without a relation states none."""
    relation = mention.relation
    if relation is None or _holds(mention):
        return
    met = f"value {_digits(mention.value)}, low {_digits(mention.low)}, high {_digits(mention.high)}"
    yield "relation", f"met {relation} with {met}; {relation} wants {EXPECTED[relation]} (guide, section 3): correct the mark"


def _digits(amount: object) -> str:
    return "null" if amount is None else format(amount, "f")


def _holds(mention: GoldMention) -> bool:
    value, low, high = mention.value, mention.low, mention.high
    if mention.relation == "..":
        return value is None and low is not None and high is not None and low < high
    if value is None:
        return False
    if mention.relation == "=":
        return low == value == high
    if mention.relation == "~":
        return low in (None, value) and high in (None, value) and (low is None or high is None)
    if mention.relation in (">", ">="):
        return low == value and (high is None or high > value)
    return high == value and (low is None or low < value)
