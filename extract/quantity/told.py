"""Units that only a word near them tells: 升息3|码 is 75 basis points, 近视300|度 no angle, 内存512|兆 no number of 10¹²."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, seek, seeker, words
from extract.quantity.numerals import POWERS, parse
from extract.schema import Kind

_NUMBER = re.compile(r"(?:[\d.,零〇一二两三四五六七八九十百千万亿兆半几数]|(?<=[\d千百])[至到~-](?=[\d一二两三四五]))+\s?\Z")
_TO = re.compile(r"[至到~-]")
_STOP = re.compile(r"[。！？；\n]")
_PAUSE = re.compile(r"[，,：:]")
_LONGEST_NUMBER = 16
_ANY = Decimal(10) ** 30
_WIDE = 20
"""From this reach on a word tells of units beyond a comma."""
_GENERATIONS = "23456"
"""2G to 6G are names of networks, unless they end a clause that speaks of storage."""


class Reading(Struct, frozen=True, gc=False):
    """What a unit word means in talk of a topic; ``scale`` is the size of one of them in the unit of ``code``."""

    word: str
    code: str
    kind: Kind
    scale: Decimal
    regions: tuple[str, ...]
    least: Decimal
    most: Decimal


@cache
def _readings() -> dict[str, dict[str, Reading]]:
    """Unit word → topic → reading."""
    table: dict[str, dict[str, Reading]] = {}
    for pair, code, kind, scale, regions, least, most in rows("units_by_topic"):
        word, topic = pair.split("…")
        places, size = tuple(regions.split(",")) if regions else (), Decimal(scale or 1)
        table.setdefault(word, {})[topic] = Reading(word, code, kind, size, places, Decimal(least or 0), Decimal(most or _ANY))  # type: ignore[arg-type]
    return table


@cache
def heads() -> frozenset[str]:
    """The characters that such units begin with."""
    return frozenset(word[0] for word in _readings())


@cache
def _topics() -> tuple[re.Pattern[str], dict[str, tuple[frozenset[str], int, int]], int]:
    """What finds the words, their topics and reaches (-1 where none), and the longest reach with its word."""
    table = {word: (frozenset(topics.split("+")), int(before or -1), int(after or -1)) for word, topics, before, after in rows("unit_topics")}
    return seeker(words("unit_topics")), table, max(max(before, after) + len(word) for word, (_, before, after) in table.items())


def told(text: str, at: int, region: str) -> Reading | None:
    """What the unit word at ``at``, directly behind a number, means by the nearest word of a topic; None where none is near."""
    if text[at : at + 1] not in heads() or not at:
        return None
    by_topic = next((_readings()[text[at : at + size]] for size in (3, 2, 1) if text[at : at + size] in _readings()), None)
    if by_topic is None:
        return None
    number = _NUMBER.search(text, max(0, at - _LONGEST_NUMBER), at)
    if number is None:
        return None
    word = next(iter(by_topic.values())).word
    end = at + len(word)
    following = text[end : end + 1]
    if word[-1].isascii() and following.isascii() and following.isalnum():
        return None
    if word == "兆" and following and following in POWERS:
        return None
    if word == "G" and number.group() in _GENERATIONS and following.isalnum():
        return None
    size = parse(_TO.split(number.group().strip())[-1].rstrip("半几数")) or Decimal(1)
    found = _nearest(text, number.start(), end, {topic: reading for topic, reading in by_topic.items() if reading.least <= size <= reading.most})
    if found and word == "G" and number.group() in _GENERATIONS and found.code != "GBy":
        return None
    return found if found and (not found.regions or region in found.regions) else None


def in_talk(text: str, start: int, end: int, word: str, region: str) -> Reading | None:
    """What the unit ``word`` of ``text[start:end]``, which no number stands before (每度), means by the nearest word of a topic."""
    found = _nearest(text, start, end, _readings()[word])
    return found if found and (not found.regions or region in found.regions) else None


def _nearest(text: str, start: int, end: int, by_topic: dict[str, Reading]) -> Reading | None:
    """The reading of the topic whose word is nearest to the number from ``start`` on and its unit, which ends at ``end``."""
    sought, table, longest = _topics()
    best: tuple[int, Reading] | None = None
    low = max(0, start - longest)
    sides = [(at, to, start - to, True) for at, to, _ in seek(sought, text, low, start)]
    sides += [(at, to, at - end, False) for at, to, _ in seek(sought, text, end, min(len(text), end + longest))]
    for at, to, gap, before in sides:
        topics, *reaches = table[text[at:to]]
        reach = reaches[0] if before else reaches[1]
        between = text[to:start] if before else text[end:at]
        if gap > reach or gap < 0 or _STOP.search(between) or (reach < _WIDE and _PAUSE.search(between)):
            continue
        reading = next((by_topic[topic] for topic in by_topic if topic in topics), None)
        if reading and (best is None or gap < best[0]):
            best = gap, reading
    return best[1] if best else None
