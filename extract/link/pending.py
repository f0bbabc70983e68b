"""What nobody has said yet: figures still to be published (决议将于周三公布), answers not given (未作回应).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.lexicon import trie
from extract.link.turns import roles

_PENDING, _NOT_YET, _GIVEN_OUT = roles()["pending"], roles()["not_yet"], roles()["given_out"]
_TO_COME = re.compile(
    r"(?:将[于在会]?|拟于?|定于|预定|预计|料将|会在|会于|有待|尚未|还未|仍未|(?<=[一-鿿）])(?:下周|[明后][天日]))[^，,。；：\n]{0,14}"
    rf"{trie((*_PENDING, *roles()['held']))}(?!会)[^，,。；：\n]{{0,12}}[，,]?\Z"
)
_HOW = r"(?:[作做]出|任何|进一步|立[即刻]|正面|公开|直接|具体|更多|给予|[得收]到|获得|[其该]?公?[司方])*+"
_UNANSWERED = re.compile(
    rf"(?:未[有能予做作获]?|没有?|拒绝?|不愿|不予|不[作做]|不便|无人|婉拒|[暂尚]无){_HOW}(?:[对就向][^，。；：]{{1,16}}?)?{_HOW}\Z"
)
"""What stands before an answer that is not given."""


def unpublished(text: str, start: int, end: int) -> bool:
    """Does a clause tell of figures or a meeting that are still to come (非农报告将于周五公布，)?"""
    return _TO_COME.search(text, start, end) is not None


def unsaid(text: str, start: int, verb: tuple[int, int]) -> bool:
    """Has what the verb tells not been said: in a clause from ``start`` that puts it off, or denies an answer (未作|回应)?"""
    words = text[slice(*verb)]
    if words.startswith(_PENDING) and (text.endswith(_NOT_YET, start, verb[0]) or _TO_COME.search(text, start, verb[1])):
        return True
    return words.startswith(_GIVEN_OUT) and _UNANSWERED.search(text, start, verb[0]) is not None
