"""What denies a quantity: words before it, words that follow it in the sentence, and the sentence after: part of ``modality.py``.

Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import trie
from extract.link import modality_cues as words
from extract.link.modality_patterns import any_of
from extract.link.turns import roles

_RUMOUR = re.compile(rf"[^，,。]{{0,6}}?{any_of('rumour')}")
_ANSWER_NO = re.compile(rf"\s*[^。！？!?\n]{{0,40}}?(?:{any_of('untrue')}|否认(?!有))")
"""At the head of the sentence of a number or in it, and in the next: what is rumoured or asked there is denied here."""

_NUMBER = r"[\d两三四五六七八九十百千万]"
_ALLEGED = re.compile(rf"(?:[“「『]|{any_of('rumour')}|[网外谣]传|[，,][说称指])[^“”「」]{{0,12}}{_NUMBER}|{_NUMBER}[^，,。；;]{{0,4}}的{any_of('saying')}")
"""Between a number and a denial: another's number, which is what is denied."""

_NEVER_DID = re.compile(r"(?:没有|没(?!有)|并未|从未|未曾|不曾|并无|绝无)(?![达超突][到过破]|到|达|完成)[^，,。；;\d]{0,14}\Z")
_CLEARING = re.compile(rf"{any_of('rumour')}|{trie(roles()['denying'])}|回应(?:说|称|指|表示)?[，,]")
"""Right before a number, and in its sentence up to it: what is only said did not come about (市府澄清，工程费没有增加3亿元)."""


def is_ruled_out(text: str, start: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the words before the quantity set right that there is not so much."""
    return bool(_NEVER_DID.search(text, clause[0], start)) and bool(_CLEARING.search(text, sentence[0], start))


def is_denied(text: str, end: int, sentence: tuple[int, int]) -> bool:
    """Whether words of denial after the number reach back to it: not over the head of another's words (…，“所谓1万人的数字纯属捏造”)."""
    denial = words.denials()[0].search(text, end, sentence[1])
    return denial is not None and not _ALLEGED.search(text, end, denial.start())


@lru_cache(maxsize=2)
def is_refuted(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells what is rumoured, or asks about it, and the next denies it."""
    asked = text[sentence[0] : sentence[1]].rstrip().endswith(("？", "?"))
    return bool(asked or _RUMOUR.match(text, *sentence)) and bool(_ANSWER_NO.match(text, sentence[1]))
