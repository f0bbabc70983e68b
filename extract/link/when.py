"""Choosing the time at which a claim holds, among the times found in its document.

All offsets are code points of the one normalised text that is passed in. Words come from ``times_*.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, trie, words
from extract.link.edtf_parts import present_words
from extract.schema import Kind, TimeMention

CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")
_DATELINE = re.compile(r"[^（）()\n。，]{0,10}(?:电|电讯|报导|报道|讯)[)）]|\s*(?:电|[-—–]{1,2})\s")
_CREDIT = re.compile(r"(?:摄|传真|提供|照片|社|图)[)）]?\s*$")
_DAY = re.compile(r"[日号天晚夜晨]|周|星期|礼拜|[-/]\d")
_STAMP = re.compile(r"\d{4}[-/.]\d[^年季]*|\d{7,8}|\d\d?/.*|[A-Z].*|\d{4}", re.DOTALL)
_OPEN = re.compile(r"\s?(?:起|开始|以来)")
_SINCE = re.compile("以?来")
_OPEN_END = re.compile(r"(?:以来|起|开始|间)$|至|到|[-~—–～]")  # 从X以来, 从X到Y open no comparison
_YEAR_NUMBER = re.compile(r"\d年")
_AFTER = re.compile(r"[（(在于]{1,2}")
_BASE = re.compile(r"(?:[^，,。；;]{0,10}的)?(?:近|约|将近|超过|逾)?")
_AND = re.compile(r"\s?[和与及、]\s?")
_EACH = "分别"
SPEECH_REACH = 16  # characters from a day to the verb of saying that it belongs to
_PROSE = re.compile("[。！？；，]")
CAPTION_REACH = 6  # lines from a row of a table up to its caption
HEAD_REACH = 12  # a time that rules the next sentence too stands this near the head of its own
LEAD_REACH = 30  # and the amount this near the head of that next sentence (these three were set on the annotated articles)


class Earlier(Struct, frozen=True):
    """The claim before in the text: where it begins, and the time that was chosen for it."""

    start: int
    time: TimeMention | None


@cache
def _speech() -> re.Pattern[str]:
    return re.compile("|".join(words("times_speech")))


@cache
def _report() -> re.Pattern[str]:
    """What follows the date of a report, which is not that of what it tells: (上月)的一份调查, (去年)发表的研究."""
    return re.compile(rf"(?:发[表布]|公布|出炉|刊[登发出])?的?(?:[一这那]?[份项个篇][^，。；\d]{{0,4}})?(?:{'|'.join(words('times_reports'))})")


@cache
def _record() -> re.Pattern[str]:
    return re.compile(rf"(?:以?来)?的?(?:{'|'.join(words('times_records'))})")


@cache
def _compare() -> tuple[tuple[str, int, str], ...]:
    known = ((word, int(reach), closing) for word, reach, closing in rows("times_compare"))
    return tuple(sorted(known, key=lambda row: -len(row[0])))


def clause_of(text: str, start: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The stretch between two commas, or the like, that holds ``start``, inside the sentence."""
    low, high = sentence
    for mark in CLAUSE_END.finditer(text, sentence[0], sentence[1]):
        if mark.start() < start and not _in_number(text, mark.start()):
            low = mark.end()
        elif mark.start() >= start and not _in_number(text, mark.start()):
            high = mark.start()
            break
    return low, high


def _in_number(text: str, at: int) -> bool:
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def eligible(mention: TimeMention, text: str) -> bool:
    """Whether a time can be that of any claim: no dateline, photo credit, date stamp, clock time or reach of a record."""
    if mention.rule == "time.clock" or _STAMP.fullmatch(mention.text):
        return False
    if _DATELINE.match(text, mention.end) and mention.rule == "time.date":
        return False
    line_end = text[mention.end : mention.end + 1] in {"", "\n"}
    if line_end and _CREDIT.search(text[max(0, mention.start - 12) : mention.start]):
        return False
    if (mention.rule == "time.frame" or _SINCE.search(text, mention.start, mention.end + 2)) and _record().match(text, mention.end):
        return False
    return not (mention.text.endswith("同期") and len(mention.text) > 2)


def holds(mention: TimeMention, start: int, text: str, clause_end: int) -> bool:
    """Whether a time that stands before an amount can hold for it: not the base of a comparison, not the day of a report.

    ``start`` is where the amount begins, ``clause_end`` where the clause of the time ends.
    """
    gap = text[mention.end : start]
    for word, reach, closing in _compare():
        if text.endswith(word, 0, mention.start) and closing in text[mention.end : clause_end]:
            if _OPEN.match(text, mention.end) or _OPEN_END.search(mention.text):
                break
            return len(gap) <= reach and (reach > 1 or gap in {"", "的"})
    if not _YEAR_NUMBER.search(mention.text) and _report().match(text, mention.end, start):
        return False
    if _DAY.search(mention.text) and "年" not in mention.text and start > clause_end:
        verb = _speech().search(text, mention.end, min(mention.end + SPEECH_REACH, clause_end))
        if verb and verb.end() <= start:
            return False
    return True


@cache
def _stay(place: str) -> tuple[str, ...]:
    return tuple(word for word, places in rows("times_stay") if place in places.split())


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_stay('after'))})(?!之?后)")


@cache
def _parting() -> re.Pattern[str]:
    return re.compile(trie(_stay("between")))


def carries(mention: TimeMention, start: int, text: str) -> bool:
    """Whether a time goes on to hold in the clauses after its own, up to ``start``.

    Words for now and for no date do not, nor a time that goes with a noun or with an event that is over, nor one that a
    quotation, a condition or a later time parts from the amount.
    """
    if text[mention.end : mention.end + 1] not in "，," and (mention.text in present_words() or mention.text in _vague()):
        return False
    if text.endswith(_stay("before"), 0, mention.start) or _over().match(text, mention.end):
        return False
    gap = text[mention.end : start]
    opened, closed = max(map(gap.rfind, "“「『")), max(map(gap.rfind, "”」』"))
    return opened <= closed and not _parting().search(gap)


def widened(mention: TimeMention, text: str) -> TimeMention:
    """The time with the words around it that open it: 自…起, 从…以来, 累计至…."""
    start, end = mention.start, mention.end
    opening = re.search(r"(?:自从?|从)\s?$", text[max(0, start - 3) : start])
    closing = _OPEN.match(text, end)
    if opening and (closing or mention.text.endswith(("以来", "起", "开始"))):
        start -= len(opening[0])
        end = closing.end() if closing else end
    elif text.endswith("累计至", 0, start):
        start -= 3
    return TimeMention(start, end, text[start:end], mention.rule, mention.numeric)


def choose_time(
    start: int,
    end: int,
    text: str,
    times: Sequence[TimeMention],
    sentence: tuple[int, int],
    before: tuple[int, int] | None = None,
    kind: Kind | None = None,
    earlier: Earlier | None = None,
) -> TimeMention | None:
    """The time at which the amount ``text[start:end]`` holds, or None where the text gives none.

    The nearest one before it in its clause, else the one right after it, else the nearest before it in its sentence, else
    the one at the head of the sentence before, if that gave data too and nobody else begins to speak. The span is widened
    over 自…起 and over coordinated times (4月和5月), so it need not be one of ``times``; it always holds one.

    ``times``: all times of the text, sorted; ``sentence``: the bounds of the sentence of the amount; ``before``: those of
    the sentence before it in the same paragraph, None where there is none; ``kind``: what kind of amount it is; ``earlier``:
    the claim before it in the text.
    """
    own = clause_of(text, start, sentence)
    first = reach(text, sentence, before)
    near = [t for t in times if first <= t.start and t.end <= sentence[1] and (t.end <= start or t.start >= end)]
    usable = [t for t in near if eligible(t, text) and t.text not in _stay("itself")]
    ahead = [t for t in usable if sentence[0] <= t.start and t.end <= start]
    for mention in reversed([t for t in ahead if t.start >= own[0]]):
        if holds(mention, start, text, own[1]) and not (kind == "ratio" and _BASE.fullmatch(text, mention.end, start)):
            return _joined(mention, ahead, start, text)
    for mention in usable:
        if end < mention.start < own[1] and _AFTER.fullmatch(text, end, mention.start):
            return widened(mention, text)
    for mention in reversed([t for t in ahead if t.end <= own[0]] if kind != "duration" else []):
        if holds(mention, start, text, clause_of(text, mention.start, sentence)[1]) and carries(mention, start, text):
            return _joined(mention, ahead, start, text)
    if earlier and earlier.time and kind != "duration" and _goes_on(earlier.start, earlier.time, start, text, sentence, before):
        return earlier.time
    if first < sentence[0] and not before:
        return next((widened(t, text) for t in reversed(usable) if t.end <= sentence[0] and _is_row(text, t.start)), None)
    return _carried(start, text, usable, sentence, before) if before and kind != "duration" else None


def reach(text: str, sentence: tuple[int, int], before: tuple[int, int] | None = None) -> int:
    """Where the times begin that may be that of a claim: at the sentence before, in a table at the lines above it.

    The caption of a table stands ``CAPTION_REACH`` lines above a row at most, and only rows between.
    """
    if before:
        return before[0]
    low = text.rfind("\n", 0, sentence[0]) + 1
    if low != sentence[0] or not _is_row(text, low):
        return sentence[0]
    for _ in range(CAPTION_REACH):
        if low == 0 or not _is_row(text, low - 1):
            break
        low = text.rfind("\n", 0, low - 1) + 1
    return low


def _goes_on(told: int, mention: TimeMention, start: int, text: str, sentence: tuple[int, int], before: tuple[int, int] | None) -> bool:
    """Whether the time that the claim before has (it stands at ``told``) goes on to this one.

    It does within a sentence, if it came from outside, over a semicolon, and from one row of a table to the next.
    """
    if told >= sentence[0]:
        return mention.end <= sentence[0] and not _parting().search(text, told, start)
    if before and told >= before[0] and text[before[1] - 1] in "；;":
        return carries(mention, start, text)
    return _is_row(text, start) and _is_row(text, told) and text.count("\n", told, start) <= 1


def _is_row(text: str, at: int) -> bool:
    """Whether the line is one of a table or a list: no mark in it parts clauses."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return not _PROSE.search(text, low, high if high >= 0 else len(text))


def _carried(
    start: int, text: str, usable: Sequence[TimeMention], sentence: tuple[int, int], before: tuple[int, int]
) -> TimeMention | None:
    """The time that heads the sentence before, where its data go on in this one."""
    if start - sentence[0] > LEAD_REACH or _speech().search(text, sentence[0], start) or _parting().search(text, sentence[0], start):
        return None
    for mention in reversed([t for t in usable if t.end <= before[1] and t.start - before[0] < HEAD_REACH]):
        counted = re.search(r"\d", text[mention.end : before[1]])
        if counted and not _DAY.search(mention.text) and mention.text not in _vague() and holds(mention, start, text, clause_of(text, mention.start, before)[1]):
            return widened(mention, text)
    return None


def _joined(mention: TimeMention, earlier: Sequence[TimeMention], start: int, text: str) -> TimeMention:
    """The time with those joined to it (4月和5月); of 第一季度和第二季度分别…A和B the one whose turn it is."""
    run = [mention]
    for other in reversed([t for t in earlier if t.end <= mention.start]):
        if other.rule != mention.rule or not _AND.fullmatch(text, other.end, run[0].start):
            break
        run.insert(0, other)
    gap = text[mention.end : start]
    if len(run) == 1 or mention.text in _vague():
        return widened(mention, text)
    if _EACH in gap:
        turn = len(re.findall("[和与及、]", gap[gap.index(_EACH) :]))
        return run[min(turn, len(run) - 1)]
    low, high = run[0].start, mention.end
    return TimeMention(low, high, text[low:high], mention.rule, mention.numeric)


@cache
def _vague() -> frozenset[str]:
    return frozenset(row[0] for row in rows("times_words") if not row[2])
