"""How a quantity is meant: as fact, forecast, target, hypothesis or denied (guide, sections 5 and 8).

Cue words, their modality and their scope come from ``modality.tsv``. Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import rows, seeker, trie
from extract.schema import Modality

_BOUNDARY = re.compile(r"[；;。！？!?\n]|[，,]\s*(?:但|然而|不过|实际)")
"""Marks and turns over which no cue reaches."""

_BASE = re.compile(
    r"""(?:由|从(?![未来没不])|较|比)(?:[^，,、；;]{0,8}的)?\s*\Z
      | [由从](?:[今去前]年|目前|现[时在行]|当[前时]|原[来先]|此前|之前|最初|上[年月季]度?|\d{4}年)[^，,、；;到至起]{0,4}\s*\Z
      | (?<!不)(?P<unlike>[低高小大少多快慢逊优好差]于|不及|不如|达不到|赶不上)[^，,、；;]{1,20}的(?:增[长加]|下降|下跌|收缩|减少|萎缩|[升涨降跌]幅)?\s*\Z
    """,
    re.VERBOSE,
)
"""Before a number: it is that from which a change starts, or to which something is compared, and holds as it is."""

_PART_OF_PLAN = re.compile(r"(?:目标|计划|规划|要求|承诺|指标)[^，,、；;：:\d]{0,4}的(?:约|近|仅|不到)?\s*\Z")
"""Before a share: how much of what was planned it is, not itself the plan (达到目标的67%)."""

_SHARE = re.compile(r"[%％成半]|分之")
_PART = re.compile(r"[成半]|分之")

_GOES_ON = re.compile(r"\s*(?:较|比|相当于|约?占(?!地)|约?为|约合|等于|高出|低于|即|其中|当中)")
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

_NEAR = frozenset({"clause", "norm", "weak", "base"})
"""The scopes that stay within the clause."""

_TOLD = frozenset({"forecast", "target"})
"""What a time at the end of the clause does not part from the number, and what the number told as done undoes."""

_FIRM = frozenset({"hypothetical", "target"})
"""What a forecast does not undo in the same clause."""

_MOVED = re.compile(r"(?!进一步|逐|继续|再|大幅|明显)[^，,；;。]{1,24}[由从]|\s*[A-Za-z\d《「“]")
"""After 将: here it marks an object (将…由…, 将Nova系列), not the future."""

_GATHERED = re.compile(r"[^，,；;。]{0,40}(?:等|的|多达|共)(?:共|约)?\s*")
_PUT = re.compile(r"[^，,；;。]{0,24}?(?:[列送纳移运搬带撤转划赶召][入为到往至进回出给交]|加入|作为|视为|新增到|纳入|卖给|售予)")
"""Between 将 and the number, and after it: the number is part of an object (将北港等3个县列入名单)."""

_DONE = re.compile(r"[^比较，,]*(?<![为除罢])了(?![解结然不])")
"""Between a cue and the number: what the clause tells has come about (按计划完成了3万套)."""

_VERB_OF_BOUND = re.compile(r"[超突跨破高低达不]")
"""Quantities that begin so have 将 before them as the future (将超过5万), others as the mark of an object (将24家列入)."""

_STILL = re.compile(r"仍|依然|依旧|还是|了(?![解结然不])")
"""In the clause after a concession: it holds all the same (即便疫情未退，仍有3家投资)."""

_CONCESSION = re.compile(r"即[使便]|就算|哪怕|纵[使然]")

_ADVERBIAL = re.compile(r"\s*(?:(?<=[到在于])|[能可]?(?:[到在于至从自明今后本下首近]|未来|年|20\d\d))[^，,；;：:]{0,12}(?:[年月日季前内底末]|期间)[，,]\s*")
"""From a cue to the end of its clause: but a time stands there, and the cue goes on (希望到2030年，…)."""

_IN_FORCE = re.compile(r"(?:依|按|根据)[照据]?[^，,；;。]{0,14}(?:法|条例|规例|细则|规则|章程|守则|办法|规定|合约|合同)》?(?:[^，,；;。]{0,6})?[，,]")
"""A law or a contract in force: what it demands holds (guide, section 8)."""

_NOT_OF = re.compile(r"的[^，,]*(?:占|有|达|为)")
"""Between a denial and the number: the denial stands in a relative clause (不是本地人的人口约占三成)."""

_GOODS = re.compile(r"[%％成半元股剂吨枚枝台份度]\Z")
"""What may be the subject of 将 and 必须 and yet be part of what they tell (40%将用于…), as persons and firms are not (三家公司将…)."""

_AHEAD = re.compile(r"[^，,。；;、（）()的]{0,6}(?:(?P<forecast>将(?!近|军|领)|会在)|(?P<target>必须|须(?!知)))")
_SHARE_AHEAD = re.compile(r"的[^，,。；;、（）()的]{0,6}将(?!近|军|领)")

_TERM = re.compile(r"[年月周天日时]\Z")
_TERM_AHEAD = re.compile(r"[左右后]{0,2}(?:就?将(?!近|军|领)|就会)")
"""After a length of time: when something will come about (两年就会用尽)."""

_SURVEYED = re.compile(r"[^，,。；;、（）()]{0,8}?(?:预期|预计|预测|表示|认为|回答|打算|计划|希望)")
"""After a number of people: they were counted, what they expect is not (五位受访者预计…)."""
_PEOPLE = re.compile(r"[位名人家%％成半]\Z")

_ESTIMATED = re.compile(r"\d{2}[FE](?![A-Za-z])")
"""The mark of an estimate after a year or quarter in tables of brokers: 4Q25F, 2026E."""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[Modality, str]]]:
    """The expression that finds cues, longest first, and their modality and scope."""
    table: dict[str, tuple[Modality, str]] = {word: (modality, scope) for word, modality, scope in rows("modality")}  # type: ignore[misc]
    return re.compile(trie(tuple(table))), table


@cache
def _any_cue() -> re.Pattern[str]:
    """The expression that finds whether any cue stands in a text, faster than that which finds the cues."""
    return seeker(tuple(_cues()[1]))


@cache
def _denials() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The expression that finds the words that deny what stands before them in the sentence, and one that passes over other text
    far faster, but also finds those words where they are denied themselves (没|失实)."""
    found = tuple(word for word, _, scope in rows("modality") if scope == "after")
    return re.compile("(?<![不没])" + trie(found)), seeker(found)


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, Modality]]:
    """The expression that finds, right after a number, the noun that it is the measure of (40%的|目标), and what that makes it."""
    table: dict[str, Modality] = {row[0]: row[1] for row in rows("modality_nouns")}  # type: ignore[misc]
    return re.compile(rf"\s*(?:左右)?\s*(?:的[^，,。；;、的\d]{{0,4}}?(?P<noun>{trie(tuple(table))})|(?<![个处])(?P<near>目标))"), table


def _whole(text: str, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The clause, with the one before it where it only goes on from that."""
    if clause[0] > sentence[0] and _GOES_ON.match(text, clause[0]):
        before = max(text.rfind(mark, sentence[0], clause[0] - 1) for mark in "，,；;：:")
        return (before + 1 if before >= 0 else sentence[0], clause[1])
    return clause


@lru_cache(maxsize=2)
def _holds(text: str, low: int, high: int) -> tuple[bool, bool]:
    """Whether a sentence may hold words of denial, and holds cues or marks of an estimate, at all: looked up once for all that is told in it."""
    cued = _any_cue().search(text, low, high) or _ESTIMATED.search(text, low, high)
    return bool(_denials()[1].search(text, low, high)), bool(cued)


def modality_of(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> Modality:
    """How the quantity ``[start, end)`` is meant; ``fact`` where no cue reaches it.

    ``text`` is normalised; ``clause`` and ``sentence`` are the stretches that hold the quantity. Of several cues the
    nearest before the number decides, but a forecast does not undo a hypothesis or a target in its own clause.
    """
    denied, cued = _holds(text, *sentence)
    if denied and _denials()[0].search(text, end, sentence[1]):
        return "denied"
    if _NONE.search(text, max(sentence[0], start - _LOOK_BACK), start):
        return "denied"
    if _IN_CASE.match(text, end, sentence[1]):
        return "hypothetical"
    nouns, of_noun = _nouns()
    if named := nouns.match(text, end, sentence[1]):
        return of_noun[named["noun"] or named["near"]]
    clause = _whole(text, clause, sentence)
    best, own = _told_before(text, start, end, clause, sentence) if cued else ("fact", False)
    if best == "fact":
        best = _following(text, start, end, clause)
    elif best in _TOLD and not own and _PEOPLE.search(text, end - 1, end) and _SURVEYED.match(text, end, clause[1]):
        return "fact"
    return "fact" if best != "fact" and _is_base(text, start, end, clause) else best


def _told_before(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> tuple[Modality, bool]:
    """What the cues before the number in its sentence make of it, as far as they reach (see ``_of_cues``)."""
    low = sentence[0]
    for mark in _BOUNDARY.finditer(text, sentence[0], start):
        low = mark.end()
    part = _PART_OF_PLAN.search(text, clause[0], start) if _SHARE.search(text, start, end) else None
    return _of_cues(text, low, part.start() if part else start, end, clause)


def _is_base(text: str, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether the quantity is what a change starts from, or what something is compared to."""
    pattern, table = _cues()
    based = _BASE.search(text, clause[0], start)
    if not based or (based["unlike"] and _PART.search(text, start, end)):
        return False
    return not any(table[cue[0]][1] == "base" for cue in pattern.finditer(text, clause[0], start))


def _of_cues(text: str, low: int, start: int, end: int, clause: tuple[int, int]) -> tuple[Modality, bool]:
    """What the cues between ``low`` and the number make of it, and whether the one that decides stands in its clause."""
    pattern, table = _cues()
    best: Modality = "forecast" if _ESTIMATED.search(text, low, start) else "fact"
    own = False
    conceded = False
    for cue in pattern.finditer(text, low, start):
        modality, scope = table[cue[0]]
        inside = cue.start() >= clause[0] or (modality in _TOLD and bool(_ADVERBIAL.fullmatch(text, cue.end(), clause[0])))
        if scope in ("mask", "after") or (scope in _NEAR and not inside and modality != "fact"):
            continue
        if modality in _COMPARABLE and _COMPARED.search(text, max(low, cue.start() - _LOOK_BACK), cue.start()):
            continue
        if _undone(text, cue, modality, scope, low, start, end, clause):
            continue
        if modality == "fact" and best == "hypothetical" and own and inside and cue[0][0] not in "(（":
            continue  # 如果目前年产2万吨
        if modality == "target" and best == "hypothetical" and scope in _NEAR:
            continue  # 一旦签约，须在60天内付清
        if best == "target" and not own and scope == "weak":
            continue  # 按照规划，年内将再飞两次
        ahead = cue[0][0] == "将" and not own  # 若获批准，将有3万人受惠
        weak = best == "hypothetical" and scope in _NEAR and scope != "base" and not ahead
        firm = best in _FIRM and (own or not inside)
        if modality == "forecast" and (weak or firm or (best == "denied" and own)):
            continue
        best, own = modality, inside
        conceded = modality == "hypothetical" and not inside and bool(_CONCESSION.match(cue[0]))
    if conceded and best == "hypothetical" and _STILL.search(text, clause[0], start):
        return "fact", False
    return best, own


def _marks_object(text: str, after: int, start: int, end: int) -> bool:
    """Whether the 将 that ends at ``after`` marks an object that holds the number, as 把 does, and not the future."""
    if after == start:
        return not _VERB_OF_BOUND.match(text, start)
    return bool(_MOVED.match(text, after) or (_GATHERED.fullmatch(text, after, start) and _PUT.match(text, end)))


def _undone(
    text: str, cue: re.Match[str], modality: Modality, scope: str, low: int, start: int, end: int, clause: tuple[int, int]
) -> bool:
    """Whether what stands around a cue takes its force: it only looks like one, or the clause tells what has come about."""
    if cue[0] == "将" and _marks_object(text, cue.end(), start, end):
        return True
    if scope == "norm" and _IN_FORCE.search(text, low, cue.start()):
        return True
    if modality == "denied":
        return bool(_NOT_OF.search(text, cue.end(), start))
    if modality == "fact":
        return False
    if text.rfind("《", low, cue.start()) > text.rfind("》", low, cue.start()):
        return True
    if modality in _TOLD and text.startswith("了", cue.end()):
        return True
    return modality in _TOLD and bool(_DONE.match(text, max(cue.end(), clause[0]), start))


def _following(text: str, start: int, end: int, clause: tuple[int, int]) -> Modality:
    """What a cue right after the number makes of it, where the number is the subject or the term: 首批20架料于…, 三年内拟…."""
    if _GOODS.search(text, end - 1, end) and (ahead := _AHEAD.match(text, end, clause[1])):
        return "forecast" if ahead["forecast"] else "target"
    if _SHARE.search(text, end - 1, end) and _SHARE_AHEAD.match(text, end, clause[1]):
        return "forecast"
    if _TERM.search(text, end - 1, end) and "每" not in text[max(0, start - 1) : start + 1] and _TERM_AHEAD.match(text, end, clause[1]):
        return "forecast"
    pattern, table = _cues()
    cue = pattern.search(text, end, min(clause[1], end + _SUBJECT))
    if not cue or _PARTED.search(text, end, cue.start()):
        return "fact"
    modality, scope = table[cue[0]]
    term = text[end - 1] == "内"
    return modality if (modality, scope) == ("forecast", "on") or (term and scope in ("on", "weak")) else "fact"
