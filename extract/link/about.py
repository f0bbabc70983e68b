"""Whose number is it, and what does it measure? The entity and the property of a claim (guide, section 7).

Rules over the words of the clause: what stands before the number is its topic, the end of which names the measure; a
counted noun follows its number; a clause without a topic of its own takes that of the claim before it in the sentence.
All offsets are code points of the one normalised text that is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from extract.link import about_words as parse

Place = tuple[int, int]
Pair = tuple[Place | None, Place | None]
Cut = Callable[[int, int], Sequence[Place]]

LOOK_BACK = 3
"""How many claims of a sentence are followed back to find a topic that is understood."""

BRACKET = re.compile(r"[^，,。；;]{0,6}[（(](?:折?约合?|折合|合|相当于|等于)?\s*")
"""From an amount to its conversion or its rank in brackets."""

SHARE = re.compile(r"约?占(?:到|去|了|据|有)?")


class Stretch(Struct, frozen=True):
    """What the rules read: the text, the clauses of the sentence, its other numbers and times, and the cutter."""

    text: str
    clauses: Sequence[Place]
    others: Sequence[Place]
    times: Sequence[Place]
    cut: Cut


def entity_property(
    text: str,
    start: int,
    end: int,
    sentence: Place,
    clauses: Sequence[Place],
    others: Sequence[Place],
    times: Sequence[Place],
    cut: Cut,
) -> Pair:
    """The spans of the entity and of the property of the claim ``[start, end)``, each None where none is found.

    ``text`` is normalised; ``sentence`` is the sentence that holds the claim and ``clauses`` tile it. ``others`` are the
    spans of the other numeric mentions of the sentence and ``times`` those of its times, both in order. ``cut(a, b)``
    gives the words of a stretch as spans.
    """
    inside = [clause for clause in clauses if clause[0] < sentence[1] and clause[1] > sentence[0]]
    return _read(Stretch(text, inside, others, times, cut), start, end, LOOK_BACK)


def _read(stretch: Stretch, start: int, end: int, depth: int) -> Pair:
    """The entity and the property of the number ``[start, end)``; ``depth`` more numbers may be followed back."""
    text = stretch.text
    index = next((i for i, c in enumerate(stretch.clauses) if c[0] <= start < c[1]), None)
    if index is None:
        return None, None
    clause = stretch.clauses[index]
    before = [other for other in stretch.others if other[1] <= start]
    barrier = before[-1] if before and before[-1][0] >= clause[0] else None
    if barrier and BRACKET.fullmatch(text, barrier[1], start):
        return _read(stretch, *barrier, depth - 1) if depth else (None, None)
    topic = parse.topic(text, barrier[1] if barrier else clause[0], start, stretch.times, stretch.cut)
    noun, said = parse.noun_after(text, end, _right_edge(stretch, end, clause[1]), stretch.cut)
    counts = parse.counted(text, start, end)
    of = text.startswith("的", end)
    tied = noun is not None and (counts or of or (not topic.words and FRACTION.search(text, start, end) is not None))
    within = WITHIN.search(text, clause[0], end) is not None
    old: Pair | None = None
    entity: Place | None = None
    measure: Place | None = None
    if topic.words:
        entity, measure, rest = _from_topic(text, topic, noun if tied else None, of)
        if within and (noun or said) and not of:
            first = noun or said
            measure = (first[0], (said or first)[1])
        elif (counts or not rest) and said and not noun and not _measured(text, topic):
            measure = said
        if rest:
            old = _carried(stretch, index, before, depth)
            if old[0]:
                return old[0], rest
    elif tied and (not topic.part or of):
        entity, measure = noun, said
    elif counts and said:
        measure = said
    elif topic.part:
        measure = said
    if entity and measure:
        return entity, measure
    old = old or _carried(stretch, index, before, depth)
    if topic.part and not entity:
        return old[1] or old[0], measure or noun
    if not topic.words and not tied and not measure:
        return old[0], (old[1] or topic.changed or noun)
    if topic.words and entity and not measure:
        return entity, topic.changed or old[1]
    return entity or old[0], measure


WITHIN = re.compile(r"(?:(?:年|月|天|日|时|小时|分钟|周|星期|钟)(?:之|以)?内)\Z")
FRACTION = re.compile(r"(?:[成半%数]|分之.{1,3})(?:以上|以下|左右|上下)?\Z")


def _measured(text: str, topic: parse.Topic) -> bool:
    """Whether the topic ends with the name of a measure."""
    return bool(parse.split(text, topic.words)[1])


def _right_edge(stretch: Stretch, end: int, clause_end: int) -> int:
    """Where the words after a number end: at its clause or at the next number or time."""
    return min((p[0] for p in (*stretch.others, *stretch.times) if end <= p[0] < clause_end), default=clause_end)


def _from_topic(text: str, topic: parse.Topic, noun: Place | None, of: bool) -> tuple[Place | None, Place | None, Place | None]:
    """Entity and property from the words before a number and the noun that it counts.

    The third is the whole compound where the words before the measure may as well belong to it.
    """
    found = topic.words
    share = next((i for i, (a, b) in enumerate(found) if SHARE.fullmatch(text, a, b) and i), None)
    if share is not None and share == len(found) - 1:
        return parse.subject(text, found[:share]), None, None
    if share is not None:
        return parse.subject(text, found[:share]), (found[share][0], found[-1][1]), None
    head, measure = parse.split(text, found)
    if of and noun:
        return parse.subject(text, found) or topic.frame, noun, None
    if measure:
        whole = parse.compound(text, found, measure)
        return parse.subject(text, head) or topic.frame, (measure[0][0], measure[-1][1]), whole
    if noun:
        return parse.subject(text, found) or topic.frame, noun, None
    if len(found) == 1:
        return (None, found[0], None) if parse.is_verb(text[slice(*found[0])]) else (found[0], None, None)
    return parse.subject(text, found[:-1]) or topic.frame, found[-1], None


def _carried(stretch: Stretch, index: int, before: Sequence[Place], depth: int) -> Pair:
    """The entity and property understood from the clauses before clause ``index`` and the numbers in them."""
    if not depth:
        return None, None
    entity, measure = None, None
    if before:
        entity, measure = _read(stretch, *before[-1], depth - 1)
        if entity:
            return entity, measure
    for clause in reversed(stretch.clauses[:index]):
        if before and clause[0] <= before[-1][0]:
            break
        topic = parse.topic(stretch.text, clause[0], clause[1], stretch.times, stretch.cut)
        entity = parse.subject(stretch.text, parse.split(stretch.text, topic.words)[0]) or parse.subject(stretch.text, topic.words)
        if entity:
            break
    return entity, measure
