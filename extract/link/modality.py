"""How a quantity is meant: as fact, forecast, target, hypothesis or denied (guide, sections 5 and 8).

Cue words, their modality and their scope come from ``modality.tsv``, what stands around them from ``modality_patterns.py``.
Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.link import modality_beside as near
from extract.link import modality_cues as words
from extract.link import modality_denied as denials
from extract.link import modality_patterns as patterns
from extract.schema import Modality

_COMPARABLE = frozenset({"fact", "target"})

_SUBJECT = 6
"""How far after the number a cue may end whose subject it is."""

_CONJUNCTS = 3
"""Clauses before its own from which that of a number may go on, one from the other."""

_LOOK_BACK = 6
"""Characters before a place that the expressions which end there need to see."""

_EXCHANGE_BACK = 16
_FOLLOWED = 40
"""How long a clause is at most that another goes on from."""
_PARTS_BACK = 120
"""Characters before 其中 at the head of a sentence in which that begins whose parts are told."""

_STEPS_BACK = 600
"""Characters before a numbered line in which it is told of what it is a step."""

_WHOSE = 50
"""Characters before 的话 in which it is told whose words these are."""

_NEAR = frozenset({"clause", "weak", "base"})
"""The scopes that stay within the clause."""

_TOLD = frozenset({"forecast", "target"})
"""What a time at the end of the clause does not part from the number, and what the number told as done undoes."""

_SUPPOSED = frozenset({"hypothetical", "denied"})
"""What a word for what has come about does not undo in the same clause."""

_FIRM = frozenset({"hypothetical", "target"})
"""What a forecast does not undo in the same clause."""


def _whole(text: str, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause, with those before it where it only goes on from them."""
    low, high = clause
    for _ in range(_CONJUNCTS):
        if low <= sentence[0] or (low < clause[0] and text.startswith("其中", clause[0])):
            break
        if not (patterns.GOES_ON.match(text, low) or _coordinate(text, (low, high))):
            break
        marks = [mark.end() for mark in patterns.CLAUSE_END.finditer(text, sentence[0], low - 1)]
        low, high = (marks[-1] if marks else sentence[0]), low
    return low, clause[1]


def _coordinate(text: str, clause: tuple[int, int]) -> bool:
    """Whether a clause goes on with what the one before tells is to come: nothing in it tells how it is meant."""
    follows = patterns.FOLLOWING.match(text, clause[0]) and patterns.TO_FOLLOW.search(text, max(0, clause[0] - _FOLLOWED), clause[0])
    if not (follows or patterns.AND_SO.match(text, clause[0])) or patterns.HAPPENED.search(text, *clause):
        return False
    pattern, table = words.cues()
    cues = pattern.finditer(text, *clause)
    return all(table[cue[0]][1] == "mask" or patterns.COMPARED.search(text, clause[0], cue.start()) for cue in cues)


@lru_cache(maxsize=2)
def _holds(text: str, low: int, high: int) -> tuple[bool, bool]:
    """Whether a sentence may hold words of denial, and holds cues or marks of an estimate, at all: looked up once for all that is told in it."""
    cued = words.any_cue().search(text, low, high) or patterns.ESTIMATED.search(text, low, high)
    return bool(words.denials()[1].search(text, low, high)), bool(cued)


def modality_of(
    text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int], coming: tuple[int, int] | None = None
) -> Modality:
    """How the quantity ``[start, end)`` is meant; ``fact`` where no cue reaches it.

    ``text`` is normalised; ``clause`` and ``sentence`` are the stretches that hold the quantity. Of several cues the
    nearest before the number decides, but a forecast does not undo a hypothesis or a target in its own clause.
    ``coming``: the span of its time where that lies in a year after publication: a forecast, if nothing else is said.
    """
    if text.startswith("其中", sentence[0]) and sentence[0] and text[sentence[0] - 1] in "；;":
        sentence = (max(text.rfind(mark, max(0, sentence[0] - _PARTS_BACK), sentence[0] - 1) for mark in "。；;\n") + 1, sentence[1])
    denied, cued = _holds(text, *sentence)
    if (denied and denials.is_denied(text, end, sentence)) or denials.is_refuted(text, sentence) or denials.is_ruled_out(text, start, clause, sentence):
        return "denied"
    if _is_exchange(text, start):
        return "fact"
    if beside := near.beside(text, start, end, clause, sentence):
        return beside
    clause = _whole(text, clause, sentence)
    best, own = _told_before(text, start, end, clause, sentence) if cued else ("fact", False)
    if best != "denied" and words.plans().match(text, end, sentence[1]):
        return "target"
    if best != "hypothetical" and patterns.POSSIBLE.match(text, end, clause[1]):
        return "forecast"
    if best in _TOLD and not own and patterns.HAPPENED.search(text, *clause):
        best = "fact"
    if best == "fact":
        best = _without_cue(text, start, end, clause, sentence, coming)
    elif best in _TOLD and not own and patterns.PEOPLE.search(text, end - 1, end) and patterns.SURVEYED.match(text, end, clause[1]):
        return "fact"
    return "fact" if best != "fact" and _is_base(text, start, end, clause) else best


def _is_exchange(text: str, start: int) -> bool:
    """Whether the number is part of a rate of exchange in brackets, which holds whatever else is to come."""
    at = max(text.rfind(mark, max(0, start - _EXCHANGE_BACK), start) for mark in "（(")
    return at >= 0 and patterns.EXCHANGE.match(text, at) is not None


def _without_cue(
    text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int], coming: tuple[int, int] | None
) -> Modality:
    """How a number is meant that no cue before it reaches: by what follows it, by its time, by what is worked out."""
    best = _following(text, start, end, clause)
    if best != "fact":
        return best
    if coming and _is_to_come(text, start, clause, sentence, coming):
        return "target" if patterns.LAID_DOWN.search(text, _whole_sentence(text, sentence[0]), start) else "forecast"
    if patterns.NEEDED.search(text, clause[0], start) and patterns.REASONED.search(text, sentence[0], start):
        return "forecast"
    bounded = start - 2 if text.endswith("不会", clause[0], start) else start
    if _is_once_done(text, start, clause, sentence) or patterns.FORESEEN.match(text, bounded, end + 1):
        return "forecast"
    if patterns.SHARE.search(text, start, end) and patterns.CHANCE.search(text, clause[0], start):
        return "forecast"
    if _is_step(text, start, end, clause, sentence):
        return "target"
    demanded = patterns.DEMANDED.match(text, start, end) and not patterns.IN_FORCE.search(text, sentence[0], start)
    return "target" if demanded else "fact"


def _is_step(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the sentence, or the numbered line that holds the number, tells how to do something (步骤如下：…)."""
    low = _whole_sentence(text, sentence[0])
    if patterns.NUMBERED.match(text, text.rfind("\n", 0, start) + 1):
        low = max(0, start - _STEPS_BACK)
    return bool(patterns.STEP.search(text, low, start)) and not patterns.DESCRIBED.search(text, clause[0], end)


def _whole_sentence(text: str, low: int) -> int:
    """Where the sentence begins of which a part, after a semicolon, begins at ``low``."""
    return max(text.rfind(mark, max(0, low - _PARTS_BACK), low) for mark in "。\n") + 1


def _is_to_come(text: str, start: int, clause: tuple[int, int], sentence: tuple[int, int], coming: tuple[int, int]) -> bool:
    """Whether the time to come holds for the clause of the number (到2030年，…), and this does not tell of what was done."""
    low, high = coming
    if (text[high - 1] == "起" or text.startswith("起", high)) and "将" not in text[sentence[0] : low]:
        return False  # 明年1月起由2元调为3元: announced
    if text[high - 1] == "后":
        return False  # 接种一年后只剩三成
    reached = text[low if text[low] in "到至" else max(0, low - 1)] in "到至"
    holds = high >= clause[0] - 1 or reached or bool(patterns.REASONED.search(text, sentence[0], low))
    return "年" in text[low:high] and high <= start and holds and not patterns.HAPPENED.search(text, clause[0], start)


def _is_once_done(text: str, start: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the quantity is what a work will yield once it is done, or what a year that still runs is thought to bring."""
    if patterns.ESTIMATED_AT.search(text, sentence[0] if "估计" in text[sentence[0] : start] else clause[0], start):
        return True
    if "估" in text[sentence[0] : start] and patterns.MAY_BRING.search(text, sentence[0], start):
        return True
    done = text.find("后", sentence[0], start) >= 0 and patterns.ABLE.search(text, clause[0], start)
    return bool(done) and bool(patterns.COMPLETED.search(text, sentence[0], start)) and not patterns.HAPPENED.search(text, sentence[0], start)


def _told_before(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[Modality, bool]:
    """What the cues before the number in its sentence make of it, as far as they reach (see ``_of_cues``)."""
    low = sentence[0]
    for mark in patterns.BOUNDARY.finditer(text, sentence[0], start):
        low = mark.end()
    part = patterns.PART_OF_PLAN.search(text, clause[0], start) if patterns.SHARE.search(text, start, end) else None
    return _of_cues(text, low, part.start() if part else start, end, clause)


def _is_base(text: str, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether the quantity is what a change starts from, or what something is compared to."""
    pattern, table = words.cues()
    based = patterns.BASE.search(text, clause[0], start)
    from_it = based or (patterns.CHANGE_FROM.search(text, clause[0], start) and patterns.CHANGE_TO.match(text, end, clause[1]))
    if not from_it or (based and based["unlike"] and patterns.PART.search(text, start, end)):
        return False
    if text.endswith("将由", clause[0], start) and not patterns.CHANGES.match(text, end, clause[1]):
        return False
    return not any(table[cue[0]][1] == "base" for cue in pattern.finditer(text, clause[0], start))


def _of_cues(text: str, low: int, start: int, end: int, clause: tuple[int, int]) -> tuple[Modality, bool]:
    """What the cues between ``low`` and the number make of it, and whether the one that decides stands in its clause."""
    pattern, table = words.cues()
    best: Modality = "forecast" if patterns.ESTIMATED.search(text, low, start) else "fact"
    own = False
    conceded = ended = 0  # where a concession ends, and the cue that decides
    for cue in pattern.finditer(text, low, start):
        modality, scope = table[cue[0]]
        inside = cue.start() >= clause[0] or (modality in _TOLD and bool(patterns.ADVERBIAL.fullmatch(text, cue.end(), clause[0])))
        if scope in ("mask", "after") or (scope in _NEAR and not inside and modality != "fact"):
            continue
        if _is_compared(text, cue, modality, low, start):
            continue
        if _undone(text, cue, modality, low, start, end, clause):
            continue
        if modality in _TOLD and patterns.MISSES.fullmatch(text, cue.end(), start) and patterns.DISTANT.search(text, low, cue.start()):
            best, own = best if (best, own) == ("forecast", True) else "fact", True  # 离目标还差3人; 将比目标少3%
            continue
        if modality == "target" and best == "forecast" and own and cue[0].startswith("将"):
            continue  # 预计将把利率降到2%
        unsure = cue[0] == "将" and not patterns.DOING.match(text, cue.end())
        if unsure and patterns.COORDINATED.search(text, cue.end(), start):
            continue  # 将重心转向北港，并投入3亿元: it may mark an object
        if modality == "fact" and best == "hypothetical" and own and inside and cue[0][0] not in "(（":
            continue  # 如果目前年产2万吨
        if modality == "fact" and best in _SUPPOSED and cue[0][0] not in "(（" and not patterns.CLAUSE_END.search(text, ended, cue.start()):
            continue  # 若已付清3成; 否认已死亡500人
        on_condition = not patterns.CLAUSE_END.search(text, ended, cue.start())
        if modality == "target" and best == "hypothetical" and (on_condition or scope in _NEAR or text[cue.start() - 1] in "按照"):
            continue  # 一旦签约，须在60天内付清; 即使按计划
        if scope == "then" and inside:
            continue  # 要不是修好了3口井，…
        if best == "target" and not own and scope == "weak" and "届时" not in text[ended : cue.start()]:
            continue  # 按照规划，年内将再飞两次
        parted = not own or patterns.CLAUSE_END.search(text, ended, cue.start())
        ahead = best == "hypothetical" and parted and patterns.IN_PROSPECT.match(cue[0])  # 若获批准，将有3万人受惠
        weak = best == "hypothetical" and scope in _NEAR and scope != "base"
        firm = best in _FIRM and (own or not inside)
        if (modality == "forecast" and (weak or firm) and not ahead) or (modality in _TOLD and best == "denied" and own):
            continue
        best, own, ended = modality, inside, cue.end()
        conceded = cue.end() if modality == "hypothetical" and not inside and patterns.CONCESSION.match(cue[0]) else 0
    if conceded and best == "hypothetical" and patterns.STILL.search(text, max(conceded, text.find("，", conceded, clause[0])), start):
        return "fact", False
    return best, own


def _is_compared(text: str, cue: re.Match[str], modality: Modality, low: int, start: int) -> bool:
    """Whether a cue names what something is compared to (高于去年的, 优于预估的), and does not tell how the claim is meant."""
    low = max(low, cue.start() - _LOOK_BACK)
    if modality in _COMPARABLE:
        return bool(patterns.COMPARED.search(text, low, cue.start())) and not patterns.INTENDS.match(cue[0])
    if not patterns.EXPECTATION.fullmatch(cue[0]) or not patterns.CLAUSE_END.search(text, cue.end(), start):
        return False
    return bool(patterns.COMPARED_TO.search(text, low, cue.start()))


def _marks_object(text: str, after: int, start: int, end: int) -> bool:
    """Whether the 将 that ends at ``after`` marks an object that holds the number, as 把 does, and not the future."""
    if after == start:
        return not patterns.VERB_OF_BOUND.match(text, start)
    if patterns.MOVED.match(text, after) or patterns.BROUGHT.match(text, after, start):
        return True
    return bool(patterns.GATHERED.fullmatch(text, after, start) and patterns.PUT.match(text, end))


def _undone(text: str, cue: re.Match[str], modality: Modality, low: int, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether what stands around a cue takes its force: it only looks like one, or the clause tells what has come about."""
    if cue[0] == "将" and _marks_object(text, cue.end(), start, end):
        return True
    if modality == "hypothetical" and cue[0][-1] in "若果要，" and _is_no_condition(text, cue, start):
        return True
    if modality in _TOLD and patterns.AMONG.match(text, cue.end(), start):
        return True
    if _of_another(text, cue, modality, low, start, end, clause):
        return True
    if cue[0] == "计划" and text.startswith("，", cue.end()) and patterns.NAMED_PLAN.search(text, low, cue.start()):
        return True
    if patterns.NORM.match(cue[0]) and patterns.IN_FORCE.search(text, low, cue.end()):
        return True
    if modality == "denied" and cue[0] in ("不是", "不在") and patterns.WHO_ARE_NOT.match(text, cue.end(), start):
        return True
    if modality == "hypothetical" and patterns.CONCESSION.match(cue[0]) and patterns.AFTER_ALL.match(text, cue.end(), start):
        return True
    if modality == "target" and "按" in text[cue.start() - 1 : cue.start() + 1] and patterns.SOME.match(text, cue.end(), start):
        return True
    if modality in ("denied", "fact"):
        return False
    if text.rfind("《", low, cue.start()) > text.rfind("》", low, cue.start()):
        return True
    if modality in _TOLD and (text.startswith("了", cue.end()) or patterns.AS_NOUN.match(text, cue.start() - 1)):
        return True
    if cue[0][0] == "会" and patterns.HABIT.search(text, low, cue.start()):
        return True
    if cue[0] == "可能" and text[start] not in "突升" and patterns.STANDING.search(text, low, start):
        return True
    if modality == "forecast" and patterns.COMING.match(cue[0]):
        if patterns.HAD.search(text, max(low, clause[0]), cue.start()):
            return True
        if patterns.FROM_THEN.match(text, cue.end()) and "将" not in text[low : cue.start()]:
            return True
    if _in_name(text, cue, low, start):
        return True
    return modality in _TOLD and bool(patterns.DONE.match(text, max(cue.end(), clause[0]), start))


def _of_another(text: str, cue: re.Match[str], modality: Modality, low: int, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether the number belongs to what is there already, or to people whose wish the cue tells."""
    if cue[0][0] == "将" and patterns.DONE.match(text, end, clause[1]):
        return True
    if modality not in _TOLD:
        return False
    if modality == "target" and patterns.RELATIVE.match(text, cue.end(), start):
        return True
    share = patterns.SHARE.search(text, start, end) or text.endswith("百分点", start, end)
    if not share or not patterns.CLAUSE_END.search(text, cue.end(), start):
        return False
    return cue.end() <= clause[0] and bool(patterns.SHARE_OF_PEOPLE.search(text, low, cue.start()))


def _is_no_condition(text: str, cue: re.Match[str], start: int) -> bool:
    """Whether 若 is part of a name (甘若瑜), 的话 stands after somebody's words, or 只要 before how little is needed."""
    if cue[0] == "若" and text[cue.start() - 1] in words.surnames():
        titled = patterns.TITLED.search(text, max(0, cue.start() - 3), cue.start() - 1)
        if titled or patterns.NAMED.match(text, cue.end()):
            return True
    if cue[0] == "的话，":
        return bool(patterns.WORDS_OF.search(text, max(0, cue.start() - _WHOSE), cue.start()))
    return cue[0] == "只要" and (cue.end() == start or bool(patterns.HOW_LITTLE.match(text, cue.end())))


def _in_name(text: str, cue: re.Match[str], low: int, start: int) -> bool:
    """Whether a cue stands within a quotation that closes before the number: 「未来半年意愿」为5点."""
    for opening, closing in zip(patterns.OPENED, patterns.CLOSED, strict=True):
        opened = text.rfind(opening, low, cue.start())
        if opened >= 0 and text.find(closing, opened, cue.start()) < 0 and text.find(closing, cue.end(), start) >= 0:
            return True
    return False


def _following(text: str, start: int, end: int, clause: tuple[int, int]) -> Modality:
    """What a cue right after the number makes of it, where the number is the subject or the term: 首批20架料于…, 三年内拟…."""
    if patterns.FIRST.search(text, clause[0], start) and patterns.FIRST_AHEAD.match(text, end, clause[1]):
        return "forecast"
    goods = patterns.GOODS.search(text, end - 1, end) or patterns.PART.search(text, start, end)
    if goods and (ahead := patterns.AHEAD.match(text, end, clause[1])):
        return "forecast" if ahead["forecast"] else "target"
    if text[end - 1] == "内" and patterns.WILL_BY.search(text, clause[0], start):
        return "forecast"
    term = patterns.TERM.search(text, start, end) and "每" not in text[max(0, start - 1) : start + 1]
    if term and (ahead := patterns.TERM_AHEAD.match(text, end, clause[1])):
        return "forecast" if ahead["forecast"] else "target"
    pattern, table = words.cues()
    cue = pattern.search(text, end, min(clause[1], end + _SUBJECT))
    if not cue or (patterns.PEOPLE.search(text, end - 1, end) and patterns.SURVEYED.match(text, end, clause[1])):
        return "fact"
    modality, scope = table[cue[0]]
    within = text[end - 1] == "内" and scope in ("on", "weak")
    return modality if (modality, scope) == ("forecast", "on") or within else "fact"
