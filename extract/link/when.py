"""Choosing the time at which a claim holds, among the times found in its document.

All offsets are code points of the one normalised text that is passed in. Words come from ``times_*.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from extract.lexicon import trie, with_role
from extract.link.edtf_brackets import bracketed
from extract.link.edtf_parts import ENDING, EVENT_SINCE
from extract.link.when_events import with_events
from extract.link.when_holds import (
    DAY,
    OPEN,
    carries,
    clause_of,
    eligible,
    holds,
    of_another_year,
    parting,
    speech,
    stay,
    vague,
)
from extract.schema import Kind, TimeMention

_AFTER = re.compile(r"[（(在于]{1,2}")
_BASE = re.compile(r"(?:[^，,。；;]{0,10}的)?(?:近|约|将近|超过|逾)?")
_SHARE = re.compile("首[批期]|其中")
_DUE = re.compile(r"[^，,。；;\d]{0,8}(?:[已将料]于|在|预计)")
_GOES = ("count", "money", "percent")
_THEN = re.compile(rf"[^，,。；;、\d比较从由与至到占在于预的]{{0,10}}(?:[将会拟已料]|{trie(with_role('times_around', 'planned'))}){{1,2}}[在于]?")
_AND = re.compile(r"\s?[和与及、]\s?")
_COUNTED = re.compile(r"[^，,。；;、的\d和与及在于从至到比较有（(]{0,8}")
_NO_VERB = re.compile(r"[的以之前后至到和与及、（(—-]|起|同|，")
_RANGE = re.compile("[日号月年时分底初旬末度天晚][至到]")
_UP_TO = re.compile("(?<![达得降升增减提推延拖迟直遇碰回来临轮跌涨扩调等早感看想谈见收找复压滚占不应能放存至止])到\\Z")
"""到2030年: up to it, or by then."""
_ENDED = re.compile(r"截[至止][^，,。；;\n]{2,12}?[月日号底末](?:止?的|止)")
ENDING_REACH = 16  # characters from 截至 to the words for what ends then (截至3月31日的|全年)
_EACH = "分别"
_FIXED = ("time.date", "time.part", "time.era", "time.weekday")
_CALENDAR = ("time.date", "time.part")
_PROSE = re.compile("[。！？；，]")
ROW_LENGTH = 200  # characters: a longer line is no row of a table
SUBJECT_LEAD = 4  # characters from the head of a clause to the amount of its subject, at most
CAPTION_REACH = 6  # lines from a row of a table up to its caption
HEAD_REACH = 12  # a time that rules the next sentence too stands this near the head of its own
LEAD_REACH = 30  # and the amount this near the head of that next sentence (both as on train)


Place = tuple[int, int]


class Earlier(Struct, frozen=True):
    """The claim before in the text: where it begins, and the time that was chosen for it."""

    start: int
    time: TimeMention | None


def told(start: int, chosen: TimeMention | None, earlier: Earlier | None) -> Earlier | None:
    """The claim that the next one looks back to: the one at ``start`` with its time, but what is there to compare (去年同期) changes nothing."""
    return earlier if chosen and of_another_year(chosen) else Earlier(start, chosen)


def widened(mention: TimeMention, text: str) -> TimeMention:
    """The time with the words around it that open it (自…起, 从…以来, 累计至…), and all of 昨天（5日）晚间."""
    mention = _of_words(mention, *bracketed(mention.start, mention.end, text), text)
    start, end = mention.start, mention.end
    if mention.text[0] == "截" and (ending := ENDING.match(text, end)):
        return _of_words(mention, start, ending.end(), text)
    if (until := text.rfind("截", max(0, start - ENDING_REACH), start)) >= 0 and _ENDED.fullmatch(text, until, start):
        return _of_words(mention, until, end, text)
    opening = re.search(r"(?:自从?|从)\s?$", text[max(0, start - 3) : start])
    closing = EVENT_SINCE.match(text, end) or OPEN.match(text, end)
    if text.endswith("每年", 0, start):
        start -= 2
    elif closing and closing[0].endswith("以来") and mention.rule == "time.date" and "有" not in closing[0]:
        start -= len(opening[0]) if opening else 0
        end = closing.end()
    elif opening and (closing or mention.text.endswith(("以来", "起", "开始")) or _RANGE.search(mention.text)):
        start -= len(opening[0])
        end = closing.end() if closing else end
    elif text.endswith("累计至", 0, start):
        start -= 3
    elif _UP_TO.search(text, max(0, start - 2), start) and _goes_up_to(mention, text):
        start -= 1
    return _of_words(mention, start, end, text)


def _goes_up_to(mention: TimeMention, text: str) -> bool:
    """Whether 到 before the time is a preposition (到2030年，), and no part of a verb with it (恢复到如今的)."""
    return mention.rule in _FIXED and mention.text[0] not in "截全" and text[mention.end : mention.end + 1] != "的"


def _of_words(mention: TimeMention, start: int, end: int, text: str) -> TimeMention:
    return TimeMention(start, end, text[start:end], mention.rule, mention.numeric)


def choose_time(
    start: int,
    end: int,
    text: str,
    times: Sequence[TimeMention],
    sentence: Place,
    before: Place | None = None,
    kind: Kind | None = None,
    earlier: Earlier | None = None,
) -> TimeMention | None:
    """The time at which the amount ``text[start:end]`` holds, or None where the text gives none.

    The nearest one before it in its clause, else the one right after it, else the nearest before it in its sentence that goes
    on to hold, else that of the claim before, if it goes on, else the one at the head of the sentence before, if that gave
    data too and nobody else begins to speak, or in the caption of the table. Lengths of time take one of their sentence only.
    The span is widened over 自…起 and over coordinated times (4月和5月), so it need not be one of ``times``; it always holds one.

    ``times``: all times of the text, sorted; ``sentence``: the bounds of the sentence of the amount; ``before``: those of
    the sentence before it in the same paragraph, None where there is none; ``kind``: what kind of amount it is; ``earlier``:
    the claim before it in the text.
    """
    first = reach(text, sentence, before)
    return choose_among(start, end, text, usable([t for t in times if first <= t.start], text), sentence, before, kind, earlier)


def usable(times: Sequence[TimeMention], text: str) -> list[TimeMention]:
    """The times that can be that of a claim."""
    return [t for t in times if t.text not in stay("itself") and eligible(t, text)]


def choose_among(
    start: int,
    end: int,
    text: str,
    times: Sequence[TimeMention],
    sentence: Place,
    before: Place | None,
    kind: Kind | None,
    earlier: Earlier | None,
) -> TimeMention | None:
    """``choose_time`` among the ``usable`` times that are in ``reach``."""
    times = with_events(times, text, *sentence)
    usable = [t for t in times if t.end <= sentence[1] and (t.end <= start or t.start >= end)]
    clocks = [t for t in usable if t.rule == "time.clock" and sentence[0] <= t.start]
    usable = [t for t in usable if t.rule != "time.clock"]
    if chosen := _in_sentence(start, end, text, usable, sentence, before, kind):
        return chosen if chosen.end <= start or end <= chosen.start else None  # no part of it (截至8月1日的|一周内)
    if clocks and kind != "duration" and (chosen := _in_sentence(start, end, text, clocks, sentence, before, kind)):
        return chosen
    if kind == "duration":
        return None
    if earlier and earlier.time and _goes_on(earlier.start, earlier.time, start, text, sentence, before):
        return earlier.time
    return _carried(start, text, usable, sentence, before) if before else None


def _in_sentence(
    start: int, end: int, text: str, usable: Sequence[TimeMention], sentence: Place, before: Place | None, kind: Kind | None
) -> TimeMention | None:
    """The time of the clause of the amount, else that of the caption of its table, else one of the clauses before."""
    own = clause_of(text, start, sentence) if usable else sentence  # without times, no clause is asked for
    ahead = [t for t in usable if sentence[0] <= t.start and t.end <= start]
    if chosen := _in_clause(start, end, text, usable, ahead, own, kind):
        return chosen
    captions = [t for t in usable if t.end <= sentence[0] and _is_row(text, t.start)] if not before else []
    if captions:
        return widened(captions[-1], text)
    for mention in reversed([t for t in ahead if t.end <= own[0]]):
        if holds(mention, start, text, clause_of(text, mention.start, sentence)[1]) and carries(mention, start, text):
            return _joined(mention, ahead, start, text)
    return None


def _in_clause(
    start: int, end: int, text: str, usable: Sequence[TimeMention], ahead: Sequence[TimeMention], own: Place, kind: Kind | None
) -> TimeMention | None:
    """The nearest time before the amount in its clause, else the one right after it."""
    for mention in reversed(ahead):
        if mention.start < own[0]:
            break
        if holds(mention, start, text, own[1]) and not (kind == "ratio" and _BASE.fullmatch(text, mention.end, start)):
            return _joined(mention, ahead, start, text)
    for mention in usable:
        if end <= mention.start < own[1] and (
            _AFTER.fullmatch(text, end, mention.start)
            or _in_share(start, end, text, mention)
            or (kind == "count" and _of_subject(start, end, text, mention, own))
            or (kind in _GOES and _then(end, text, mention, own))
        ):
            return widened(mention, text)
    return None


def _of_subject(start: int, end: int, text: str, mention: TimeMention, own: Place) -> bool:
    """Whether the amount counts the subject of its clause and the day stands right behind this (200名店员今天要求…)."""
    day = (mention.rule == "time.weekday" or DAY.search(mention.text)) and mention.text[0] != "当"
    acts = mention.end < own[1] and not _NO_VERB.match(text, mention.end)
    return bool(day and acts and start - own[0] <= SUBJECT_LEAD and _COUNTED.fullmatch(text, end, mention.start))


def _then(end: int, text: str, mention: TimeMention, own: Place) -> bool:
    """Whether what is counted does something at the time after it (五架将在年底前交付, 6亿元最快明年3月到位)."""
    acts = mention.end < own[1] and not _NO_VERB.match(text, mention.end)
    return bool(acts and _THEN.fullmatch(text, end, mention.start))


def _in_share(start: int, end: int, text: str, mention: TimeMention) -> bool:
    """Whether the amount is what is said to be due at the time after it (首批20架料于2028年付运)."""
    return bool(_SHARE.search(text, max(0, start - 2), start) and _DUE.fullmatch(text, end, mention.start))


def reach(text: str, sentence: Place, before: Place | None = None) -> int:
    """Where the times begin that may be that of a claim: at the sentence before, in a table at the lines above it.

    The caption of a table stands ``CAPTION_REACH`` lines above a row at most, and only rows between.
    """
    if before:
        return before[0]
    low = sentence[0]
    if not _is_row(text, low) or (low and text[low - 1] != "\n"):
        return low
    for _ in range(CAPTION_REACH):
        if low == 0 or not _is_row(text, low - 1):
            break
        low = text.rfind("\n", 0, low - 1) + 1
    return low


def _goes_on(told: int, mention: TimeMention, start: int, text: str, sentence: Place, before: Place | None) -> bool:
    """Whether the time that the claim before has (it stands at ``told``) goes on to this one.

    It does within a sentence, if it came from outside, over a semicolon, and from one row of a table to the next.
    """
    if told >= sentence[0]:
        return mention.end <= sentence[0] and not parting().search(text, told, start)
    if before and told >= before[0] and text[before[1] - 1] in "；;":
        return carries(mention, start, text)
    near = start - told <= 2 * ROW_LENGTH and text.count("\n", told, start) <= 1
    return near and _is_row(text, start) and _is_row(text, told)


def _is_row(text: str, at: int) -> bool:
    """Whether the line is one of a table or a list: short, and no mark in it parts clauses."""
    low, high = text.rfind("\n", max(0, at - ROW_LENGTH), at), text.find("\n", at, at + ROW_LENGTH)
    if (low < 0 and at > ROW_LENGTH) or (high < 0 and len(text) > at + ROW_LENGTH):
        return False
    return not _PROSE.search(text, low + 1, high if high >= 0 else len(text))


def _carried(start: int, text: str, usable: Sequence[TimeMention], sentence: Place, before: Place) -> TimeMention | None:
    """The time that heads the sentence before, where its data go on in this one: no day, and nobody begins to speak."""
    lead = (sentence[0], start)
    if start - sentence[0] > LEAD_REACH or speech().search(text, *lead) or parting().search(text, *lead):
        return None
    for mention in reversed([t for t in usable if t.end <= before[1] and t.start - before[0] < HEAD_REACH]):
        if DAY.search(mention.text) or mention.text in vague() or not re.search(r"\d", text[mention.end : before[1]]):
            continue
        if holds(mention, start, text, clause_of(text, mention.start, before)[1]):
            return widened(mention, text)
    return None


def _alike(one: TimeMention, other: TimeMention) -> bool:
    return one.rule == other.rule or (one.rule in _CALENDAR and other.rule in _CALENDAR)


def _joined(mention: TimeMention, earlier: Sequence[TimeMention], start: int, text: str) -> TimeMention:
    """The time with those joined to it (4月和5月); of 第一季度和第二季度分别…A和B the one whose turn it is."""
    run = [mention]
    for other in reversed([t for t in earlier if t.end <= mention.start]):
        if not _alike(other, mention) or not _AND.fullmatch(text, other.end, run[0].start):
            break
        run.insert(0, other)
    gap = text[mention.end : start]
    if len(run) == 1 or mention.text in vague():
        return widened(mention, text)
    if _EACH in gap:
        turn = len(re.findall("[和与及、]", gap[gap.index(_EACH) :]))
        return run[min(turn, len(run) - 1)]
    low, high = run[0].start, mention.end
    return TimeMention(low, high, text[low:high], mention.rule, mention.numeric)
