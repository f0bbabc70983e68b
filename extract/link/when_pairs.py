"""The time of a claim among those near it: what the rules of ``when`` chose, held against a few others and against none.

A log-linear model weighs each pair of claim and time by the named features below; what it prefers is taken where it is surer
of that than of the rules' choice by ``margin`` (none in place of a time: ``margin of none``). Weights are fitted by scripts/fit_when.py and stand in
``lexicon/when_weights.tsv``. All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from extract.lexicon import rows, trie, with_role
from extract.link.edtf_parts import present_words
from extract.link.when import Place, widened
from extract.link.when_events import with_events
from extract.link.when_holds import DAY, EVENT, carries, clause_of, holds, speech, vague
from extract.schema import Kind, TimeMention

_YEAR = re.compile(r"\d+年|[今去前明后]年|民国\d+年")
_SPACE = re.compile(r"\s")
_BREAKS = (4, 8, 15, 25, 40, 60, 90)
_PLACES = (3, 8, 20, 40)
_FIGURES = frozenset("0123456789.,%一二三四五六七八九十百千万亿几多余")
MOST = 4
"""Counts from this on are one feature."""
_QUOTED = re.compile("[收报涨跌升降挫滑扬至贬][了逾约近超]?\\Z")
_TRADED = re.compile(rf"{trie(with_role('times_around', 'market'))}|收[盘高低升跌涨报]|盘[中初尾]|[早午尾开]盘|[A台港美]股")
"""Words beside an amount and beside a time that tell of a market: the day that opens its report holds for all of it."""
LINES = 3  # so many lines or more between a time and a claim are one feature
MARKET_REACH = 12  # characters beside a time in which words of markets are looked for
NEAR = 12  # characters before a claim in which signs are looked for
USED = 8
"""So many claims before one are asked for the times that they have."""


class Dated(Struct, frozen=True):
    """A claim to be dated: its place, its kind, the bounds of its sentence, and the time that the rules chose for it."""

    start: int
    end: int
    kind: Kind | None
    sentence: Place
    rule: TimeMention | None


class Around(Struct, frozen=True):
    """What is seen of the document: its text, its sentences, its usable times in order, and where these and its claims begin."""

    text: str
    sentences: Sequence[Place]
    times: Sequence[TimeMention]
    starts: Sequence[int]
    claims: Sequence[int]


def around(text: str, sentences: Sequence[Place], times: Sequence[TimeMention], claims: Sequence[int]) -> Around:
    """What ``weighed`` needs to see of a document; ``times`` are its ``usable`` ones."""
    return Around(text, sentences, times, [t.start for t in times], claims)


class Dating(Struct, frozen=True):
    """A time as that of a claim, or none, with what is seen of the two."""

    time: TimeMention | None
    features: tuple[str, ...]


def weighed(claim: Dated, doc: Around, used: Sequence[TimeMention | None]) -> TimeMention | None:
    """The time of the claim; ``used`` are those of the claims before it in the text, the nearest last.

    The span is widened as in ``choose_time``, so it need not be one of the times of ``doc``.
    """
    found = datings(claim, doc, used)
    if not found:
        return claim.rule
    known = _weights()
    scores = [score(pair) for pair in found]
    ruled = next((k for k, pair in enumerate(found) if pair.time and is_ruled(claim, pair.time)), 0)
    best = max(range(len(found)), key=scores.__getitem__)
    time = found[best].time
    if best == ruled or scores[best] - scores[ruled] < known["margin" if time else "margin of none"]:
        return claim.rule
    return widened(time, doc.text) if time else None


def dating_weight(name: str) -> float:
    """The weight of a feature; 0 where it has none."""
    return _weights().get(name, 0.0)


def score(pair: Dating) -> float:
    """What the features of a pair weigh together."""
    known = _weights()
    return sum(map(known.__getitem__, filter(known.__contains__, pair.features)))


def datings(claim: Dated, doc: Around, used: Sequence[TimeMention | None]) -> list[Dating]:
    """The claim with no time, which comes first, and with each of its candidates.

    Empty where there is nothing to weigh: no candidate, or the rules found the time in the clause of the claim.
    """
    own = clause_of(doc.text, claim.start, claim.sentence)
    if claim.rule and own[0] <= claim.rule.start:
        return []
    found = candidates(claim, doc, own, used)
    if not found:
        return []
    return [Dating(None, _alone(claim, doc.text)), *(Dating(time, _together(claim, time, doc, own, used)) for time in found)]


def candidates(claim: Dated, doc: Around, own: Place, used: Sequence[TimeMention | None]) -> list[TimeMention]:
    """The nearest time in the clause, that in the clauses before, and the first and the last of the sentences before in the paragraph.

    With them the one that the rules chose, the last that a claim of the paragraph took, and the first of the document. Other days hold
    beyond their sentence only where the rules say so.
    """
    text, (low, _) = doc.text, claim.sentence
    paragraph = text.rfind("\n", 0, low) + 1
    here = bisect_left(doc.starts, low)
    ahead = bisect_left(doc.starts, claim.start, here)
    first = bisect_left(doc.starts, paragraph, 0, here)
    inside = [t for t in with_events(doc.times[here:ahead], text, *claim.sentence) if t.end <= claim.start]
    found = [*[t for t in inside if t.start >= own[0]][-1:], *[t for t in inside if t.start < own[0]][-1:]]
    earlier = [doc.times[first], doc.times[here - 1]] if first < here else []
    found += [t for t in earlier if not _is_day(t)]
    last = next((t for t in reversed(used) if t), None)
    if last and paragraph <= last.start and last.end <= claim.start:
        found.append(last)
    if first and not claim.rule and not found:
        found.append(doc.times[0])
    if claim.rule:
        found.append(next((t for t in inside if is_ruled(claim, t)), claim.rule))
    out: list[TimeMention] = []
    for time in found:
        if not any(time.start < t.end and t.start < time.end for t in out):
            out.append(time)
    return out


def _is_day(time: TimeMention) -> bool:
    return _word(time) == "day" and time.text[0] != "截"


def is_ruled(claim: Dated, time: TimeMention) -> bool:
    """Whether it is the time that the rules chose."""
    return bool(claim.rule and claim.rule.start < time.end and time.start < claim.rule.end)


def _holds(wide: TimeMention | None, time: TimeMention) -> bool:
    """Whether a time that was chosen, and may have been widened, is this one."""
    return wide is not None and wide.start <= time.start < wide.end


def _alone(claim: Dated, text: str) -> tuple[str, ...]:
    """What speaks for a claim without a time: its kind, the characters beside it, its place in the sentence."""
    start, end = claim.start, claim.end
    unit = text[end - 1 : end]
    return (
        "null",
        f"null kind {claim.kind}",
        f"null before {_shown(text[max(0, start - 1) : start])}",
        f"null after {_shown(text[end : end + 2])}",
        f"null unit {'^' if unit in _FIGURES else _shown(unit)}",
        f"null place {_bucket(start - claim.sentence[0], _PLACES)}",
    )


def _together(claim: Dated, time: TimeMention, doc: Around, own: Place, used: Sequence[TimeMention | None]) -> tuple[str, ...]:
    """What is seen of a claim and a time; every name begins with the zone of the time."""
    text, start = doc.text, claim.start
    zone, sentence = zone_of(claim, time, doc, own)
    out = [*_by_itself(time, zone, text), f"{zone} ruled {is_ruled(claim, time)}"]
    out.append(f"{zone} last {'first' if not used else 'none' if used[-1] is None else _holds(used[-1], time)}")
    out.append(f"{zone} used {min(3, sum([t is not None and t.start <= time.start < t.end for t in used]))}")
    if time.end > start:
        return tuple(out)
    if not zone.startswith("lines"):  # whose lines may be many
        gap = text[time.end : start]
        out.append(f"{zone} holds {holds(time, start, text, clause_of(text, time.start, sentence)[1])}")
        out.append(f"{zone} stops {min(2, gap.count('；') + gap.count(';'))}")
        out.append(f"{zone} said {speech().search(gap) is not None}")
        if zone != "own":
            out.append(f"{zone} carries {carries(time, start, text)}")
    if zone != "own":
        out.append(f"{zone} first {doc.starts[:1] == [time.start]}")
        out.append(f"far {_of_market(time, text)} quoted {_QUOTED.search(text, max(0, start - 4), start) is not None}")
    out.append(f"{zone} gap {_bucket(start - time.end, _BREAKS)}")
    out.append(f"{zone} claims {min(MOST, bisect_left(doc.claims, start) - bisect_left(doc.claims, time.end))}")
    out += _signs(claim, time, text, zone)
    return tuple(out)


@lru_cache(maxsize=64)
def _by_itself(time: TimeMention, zone: str, text: str) -> tuple[str, ...]:
    """What is seen of a time whatever the claim: those of a sentence are asked for again and again."""
    opens = time.start - text.rfind("\n", 0, time.start) <= MOST
    before = _shown(text[max(0, time.start - 1) : time.start])
    return zone, f"{zone} rule {time.rule}", f"{zone} word {_word(time)}", f"{zone} before {before}", f"{zone} opens {opens}"


def _signs(claim: Dated, time: TimeMention, text: str, zone: str) -> list[str]:
    """The words between a time and the claim that tell whether it goes on to hold."""
    if zone == "own":
        return [f"own near {word}" for word in dict.fromkeys(_near().findall(text, time.end, claim.start))]
    low = claim.sentence[0]
    out = [f"far near {word}" for word in dict.fromkeys(_near().findall(text, max(low, claim.start - NEAR), claim.start))]
    if opening := _opens().match(text, low, claim.start):
        out.append(f"far opens {opening[0]}")
    return out


@cache
def _near() -> re.Pattern[str]:
    return re.compile(trie(tuple(word for word, places in rows("when_signs") if "near" in places.split())))


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(trie(tuple(word for word, places in rows("when_signs") if "opens" in places.split())))


def zone_of(claim: Dated, time: TimeMention, doc: Around, own: Place) -> tuple[str, Place]:
    """Where a time stands, seen from the claim, and the bounds of its sentence.

    ``own`` clause, ``sentence``, ``before1`` to ``before3`` sentences in the paragraph, ``lines1`` to ``lines3`` before it, or ``after``.
    """
    if time.start >= claim.end:
        return "after", claim.sentence
    if time.start >= claim.sentence[0]:
        return "own" if time.start >= own[0] else "sentence", claim.sentence
    here, there = (max(0, bisect_right(doc.sentences, at, key=_low) - 1) for at in (claim.start, time.start))
    if doc.text.find("\n", time.start, claim.sentence[0]) >= 0:
        return f"lines{_lines(doc.text, time.start, claim.sentence[0])}", doc.sentences[there]
    return f"before{min(3, here - there)}", doc.sentences[there]


def _lines(text: str, low: int, high: int) -> int:
    """How many ends of lines stand there, at most ``LINES``."""
    for count in range(LINES):
        high = text.rfind("\n", low, high)
        if high < 0:
            return count
    return LINES


def _word(time: TimeMention) -> str:
    """What kind of word a time is."""
    if time.rule == EVENT:
        return "event"
    if time.text in present_words():
        return "now"
    if time.text in vague():
        return "vague"
    if time.text.endswith("同期"):
        return "same"
    if DAY.search(time.text):
        return "day"
    return "year" if _YEAR.fullmatch(time.text) else "other"


@lru_cache(maxsize=64)
def _of_market(time: TimeMention, text: str) -> str:
    """What kind of word a time is, and whether words of markets stand beside it."""
    return f"{_word(time)} market {_TRADED.search(text, max(0, time.start - MARKET_REACH), time.end + MARKET_REACH) is not None}"


def _shown(characters: str) -> str:
    """Characters as a part of a name in a table: no space, and something for nothing."""
    return _SPACE.sub("_", characters) or "^"


def _bucket(count: int, breaks: tuple[int, ...]) -> int:
    return bisect_right(breaks, count)


def _low(sentence: Place) -> int:
    return sentence[0]


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("when_weights")}
