"""How a quantity is meant: as fact, forecast, target, hypothesis or denied (guide, sections 5 and 8).

Cue words, their modality and their scope come from ``modality.tsv``. Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import rows, trie
from extract.schema import Modality

_BOUNDARY = re.compile(r"[；;。！？!?\n]|[，,]\s*(?:但|然而|不过|实际)")
"""Marks and turns over which no cue reaches."""

_BASE = re.compile(r"(?:由|从(?![未来没不])|较|比)(?:[^，,、；;]{0,8}的)?\s*\Z")
"""Before a number: it is that from which a change starts, or to which something is compared, and holds as it is."""

_GOES_ON = re.compile(r"\s*(?:较|比|相当于|约?占(?!地)|约?为|约合|等于|高出|低于|即)")
"""At the head of a clause: it measures what the clause before has told of, and is meant as that is."""

_COMPARED = re.compile(r"(?:由|从|较|比|与|和|为|是|约)(?:原[定订先])?\Z")
"""Before 去年, 目前, 计划: these name what is compared, and do not tell how the claim is meant."""

_COMPARABLE = frozenset({"fact", "target"})

_SUBJECT = 6
"""How far after the number a cue may end whose subject it is."""

_PARTED = re.compile(r"[，,、（）()的\s]")

_LOOK_BACK = 6
"""Characters before a place that the expressions which end there need to see."""

_NONE = re.compile(r"(?:根本|并|完全|压根)(?:没有|不是|无)\s*\Z")
"""Right before a number: there is no such amount (根本没有1.3万这个数字)."""

_IN_CASE = re.compile(r"[^，,。；;“”「」]{0,6}的话[，,]")
"""After a number, at the end of its clause: a condition (涨到3元的话，)."""

_NEAR = frozenset({"clause", "weak", "base"})
"""The scopes that stay within the clause."""

_FIRM = frozenset({"hypothetical", "target"})
"""What a forecast does not undo in the same clause."""

_MOVED = re.compile(r"[^，,；;。]{1,14}[由从]")
"""After 将: here it marks an object (将…由…), not the future."""

_ESTIMATED = re.compile(r"\d{2}[FE](?![A-Za-z])")
"""The mark of an estimate after a year or quarter in tables of brokers: 4Q25F, 2026E."""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[Modality, str]]]:
    """The expression that finds cues, longest first, and their modality and scope."""
    table: dict[str, tuple[Modality, str]] = {word: (modality, scope) for word, modality, scope in rows("modality")}  # type: ignore[misc]
    return re.compile(trie(tuple(table))), table


@cache
def _denials() -> re.Pattern[str]:
    """The expression that finds the words that deny what stands before them in the sentence."""
    return re.compile("(?<![不没])" + trie(tuple(word for word, _, scope in rows("modality") if scope == "after")))


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, Modality]]:
    """The expression that finds, right after a number, the noun that it is the measure of (40%的|目标), and what that makes it."""
    table: dict[str, Modality] = {row[0]: row[1] for row in rows("modality_nouns")}  # type: ignore[misc]
    return re.compile(rf"(?:左右)?的[^，,。；;、的\d]{{0,4}}?(?P<noun>{trie(tuple(table))})"), table


def _whole(text: str, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause, with the one before it where it only goes on from that."""
    if clause[0] > sentence[0] and _GOES_ON.match(text, clause[0]):
        before = max(text.rfind(mark, sentence[0], clause[0] - 1) for mark in "，,；;：:")
        return (before + 1 if before >= 0 else sentence[0], clause[1])
    return clause


@lru_cache(maxsize=2)
def _holds(text: str, low: int, high: int) -> tuple[bool, bool]:
    """Whether a sentence holds words of denial, and cues, at all: looked up once for all that is told in it."""
    return bool(_denials().search(text, low, high)), bool(_cues()[0].search(text, low, high))


def modality_of(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Modality:
    """How the quantity ``[start, end)`` is meant; ``fact`` where no cue reaches it.

    ``text`` is normalised; ``clause`` and ``sentence`` are the stretches that hold the quantity. Of several cues the
    nearest before the number decides, but a forecast does not undo a hypothesis or a target in its own clause.
    """
    denied, cued = _holds(text, *sentence)
    if denied and _denials().search(text, end, sentence[1]):
        return "denied"
    if _NONE.search(text, max(sentence[0], start - _LOOK_BACK), start):
        return "denied"
    if _IN_CASE.match(text, end, sentence[1]):
        return "hypothetical"
    nouns, of_noun = _nouns()
    if named := nouns.match(text, end, sentence[1]):
        return of_noun[named["noun"]]
    clause = _whole(text, clause, sentence)
    pattern, table = _cues()
    based = _BASE.search(text, clause[0], start)
    if based and not any(table[cue[0]][1] == "base" for cue in pattern.finditer(text, clause[0], start)):
        return "fact"
    low = sentence[0]
    for mark in _BOUNDARY.finditer(text, sentence[0], start):
        low = mark.end()
    best: Modality = "forecast" if _ESTIMATED.search(text, low, start) else "fact"
    own = False
    for cue in pattern.finditer(text, low, start) if cued else ():
        modality, scope = table[cue[0]]
        inside = cue.start() >= clause[0]
        if scope in ("mask", "after") or (scope in _NEAR and not inside and modality != "fact"):
            continue
        if modality in _COMPARABLE and _COMPARED.search(text, max(low, cue.start() - _LOOK_BACK), cue.start()):
            continue
        if modality == "fact" and best == "hypothetical" and own and inside:
            continue  # 如果目前年产2万吨
        if best == "target" and not own and scope == "weak":
            continue  # 按照规划，年内将再飞两次
        if cue[0] == "将" and _MOVED.match(text, cue.end()):
            continue
        weak = best == "hypothetical" and scope in _NEAR and scope != "base"
        if modality == "forecast" and (weak or (best in _FIRM and (own or not inside))):
            continue
        best, own = modality, inside
    return _following(text, end, clause) if cued and best == "fact" else best


def _following(text: str, end: int, clause: tuple[int, int]) -> Modality:
    """What a cue right after the number makes of it, where the number is the subject or the term: 首批20架料于…, 三年内拟…."""
    pattern, table = _cues()
    cue = pattern.search(text, end, min(clause[1], end + _SUBJECT))
    if not cue or _PARTED.search(text, end, cue.start()):
        return "fact"
    modality, scope = table[cue[0]]
    term = text[end - 1] == "内"
    return modality if (modality, scope) == ("forecast", "on") or (term and scope in ("on", "weak")) else "fact"
