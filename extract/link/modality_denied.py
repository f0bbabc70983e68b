"""What denies a quantity: words right before it, words that follow it in the sentence, and the sentence after: part of ``modality.py``.

Offsets are code points of the normalised text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.link import modality_cues as words
from extract.link.modality_patterns import PART, any_of

_LOOK_BACK = 6
"""Characters before a number in which it is told that there is no such amount."""

_REFUTED_WITHIN = 12
"""Characters after 这一数字 in which the word that denies it ends."""

_NONE = re.compile(rf"{any_of('wholly')}{any_of('none')}\s*\Z")
"""Right before a number: there is no such amount (根本没有1.3万这个数字)."""

_NOT_EVEN = re.compile(r"[^，,。；;\d]{0,6}[都也]没有?")
"""After 连 and a number that is no fraction: not even that much (连1分钱都没有)."""

_THAT_CLAIM = re.compile(
    rf"[\d两三四五六七八九十百千万亿][^，,。；;]{{0,4}}的{any_of('saying')}|[，,](?!有关|这|该|上述|相关|此|所谓)[^，,。；;\d]{{2,12}}(?:之说|一说|的{any_of('saying')})[^，,。；;]{{0,4}}\Z"
)
"""Between a number and a denial: what is denied is another number (实为14亿元，23亿元的说法与事实不符)."""

_QUERIED = re.compile(r"(?:是否|是不是)(?:属实|真实|确实|真的|如此)")
"""In the sentence of a number: somebody asks whether it is so."""

_RUMOUR = re.compile(rf"[^，,。]{{0,6}}?{any_of('rumour')}")
_REFUTED = re.compile(rf"[^。！？!?\n]{{0,40}}?(?:这一?|这些|该|上述|有关|相关|此)(?:个)?{any_of('saying')}")
"""At the head of the sentence of a number and in the next: what is said there is denied here (网传…50人。县里回应，这一数字不实)."""

_ALLEGED = re.compile(r"(?:[“「『]|所谓|[网外谣]传|[，,][说称指])[^“”「」]{0,12}[\d两三四五六七八九十百千万]")
"""Between a number and a denial: another's number, which is what is denied."""

_NOT_AS_SAID = re.compile(rf"(?:没有?|并未|从未|不曾|绝无){any_of('having')}了?{any_of('rumour')}的?\s*\Z")
"""Right before a number: it is only said to be so (没有收到网传的50万元)."""

_INSTEAD_OF = re.compile(r"(?:而非|而不是)(?:[^，,。；;\d]{1,8}的)?\s*\Z")
"""Right before a number: it is set against what is so (只有1.5亿元，而非2.3亿元)."""

_MAY_DENY = re.compile(r"[没而澄未无远传]|所谓|[驳不定][斥的认接同]|反驳|否定|拒绝")
"""In the clause before a number: one of the expressions around this may match."""

_NOT_SO = re.compile(r"(?:没有?|并无|未有|远非|(?<=[称说示，,])无(?![人线论须疑形不]))(?:[^，,。；;\d]{0,8})\Z")
_SO_MUCH = re.compile(r"[^，,。；;\d]{0,6}?(?:[那这]么[多高大长久重快]|[这那]么?回事|这[种一]?说法|的?(?:计划|打算|意图|安排))(?!书)")
"""Before and after a number: it is not so, or not planned so (没有2.3亿元那么多; 没有裁员300人的计划)."""

_DISPUTED = re.compile(rf"{any_of('disputing')}(?![说称道指，,：:])[^，,。；;]*\Z")
_CLAIMED = re.compile(rf"[”」]?(?:的|之|这一|这个)[^，,。；;\d]{{0,2}}{any_of('saying')}[^，,。；;\d]{{0,6}}?[“「]?{any_of('untrue')}")
"""After a number: it is only claimed, and not so (三成这一数字“不准确”)."""

_HEARSAY = re.compile(rf"(?P<far>[远低高大少多]于[^，,。；;\d]{{0,4}})?{any_of('rumour')}的?\s*\Z")
_FAR_OFF = re.compile(r"[^，,。；;\d]{0,6}(?:相去|不符|出入|差得远|相差)")
"""Before and after a number: what is rumoured is far off (与网传的3亿元相去甚远)."""

_NEVER_DID = re.compile(r"(?:没有|没(?!有)|并未|从未|未曾)(?![达超突][到过破]|到|达|完成)[^，,。；;\d]{1,14}\Z")
_ASKED_IF = re.compile(r"(?:是否|会否|有否|曾否|有没有|是不是|会不会)[^，,。；;]*\Z")
_SAID_NO = re.compile(
    r"[^，,。；;\d]{0,6}[，,](?:[^，,。；;]{0,10}否认(?!有)"
    r"|[^，,。；;]{0,6}(?:答|说|称|表示|回答|回应)(?:道)?[，,：:]?[“「『]?(?:没有|否|不会|不是|并没有|并未|并无))"
)
"""Before and after a number: somebody asked whether it is so says no."""
_CLEARING = re.compile(r"澄清|辟谣|反驳|驳斥|否认|回应(?:说|称|指|表示)?[，,]")
"""Before a number, and in the sentence before: what is only said did not come about (市府澄清，工程费没有增加3亿元)."""

_CLEARED = re.compile(r"澄清[^，,。；;]{0,12}(?:没有|并未|未曾|从未|不会)[^，,。；;]*\Z")
_THE_CLAIM = re.compile(rf"[^，,。；;\d]{{0,10}}?的?{any_of('saying')}")
"""Before and after a number: somebody disputes a claim (反驳亏损3亿元的说法)."""

_ANSWER_NO = re.compile(
    rf"[^。！？!?\n]{{0,24}}?(?:否认(?!有)(?:了)?(?:这|该|上述|有关|相关|此|，|。|报道|说法|传闻)|(?:表示|称|回应|答|说|指出)[^。！？!?\n]{{0,12}}{any_of('untrue')})|[”」』]?[^。！？!?\n]{{0,2}}{any_of('untrue')}|[^。！？!?\n，,：:]{{1,10}}[：:][“「『]?{any_of('untrue')}|(?<=[？?])[”」』]?\s*(?:答[:：])?[“「『]?(?:(?:没有|不是|不会|否)[，,。”」』]|(?:这|那|绝)?{any_of('untrue')})"
)
_SET_RIGHT = re.compile(r"[^。！？!?\n]{0,16}?(?:澄清|辟谣|更正|驳斥)")
"""The next sentence: it denies what is rumoured or asked in this one, or sets a rumour right."""

_ABOUT_RUMOUR = re.compile(rf"(?:针对|对于?|就|关于|至于|谈[到及]|问[到及])[^，,。；;]{{0,8}}{any_of('rumour')}[^，,。；;]*\Z")
_WAVED_OFF = re.compile(
    rf"[^，,。；;\d]{{0,8}}[，,][^。；;！？!?\n\d]{{0,14}}?(?:称|说|表示|指|回应|回答|强调|直言|笑言)[，,：:]?[“「『]?(?:没有|并?无(?!奈)|并未|不是|不会|绝|从未|并非|连|[^，,。；;\d]{{0,6}}{any_of('untrue')})"
)
"""Before and after a number: it is only rumoured, and whoever is asked about it says no (针对网传的3亿元，他说没有这个数字)."""

_NEVER_MOVED = re.compile(r"(?:并未|并没有|从未|未曾|不曾)(?:[上下]|提|降|升|增|减|加|缩|扩|延|调|砍)[^，,。；;\d]{0,4}[为至到成]\Z")
"""Right before a number: nothing was moved to it (目标并未下调至3%)."""

_SO_CALLED = re.compile(r"所谓的?[“「『]?\s*\Z")
_IS_NOT = re.compile(r"[^，,。；;]{0,10}(?:并非|并不|不是|不符|没有|纯属)")
"""Before and after a number: it is not so (所谓48%并非官方数字)."""


def is_ruled_out(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the words around the quantity say that there is not so much, or that it is only said or asked about."""
    if _NONE.search(text, max(sentence[0], start - _LOOK_BACK), start):
        return True
    if text[start - 1] == "连" and not PART.search(text, start, end) and _NOT_EVEN.match(text, end, sentence[1]):
        return True
    before = text[clause[0] : start]
    if _MAY_DENY.search(before) and _is_set_against(text, before, end, clause, sentence):
        return True
    if _CLAIMED.match(text, end, sentence[1]):
        return True
    asked = _SAID_NO.match(text, end, sentence[1])
    return bool(asked) and bool(_ASKED_IF.search(before))


def _is_set_against(text: str, before: str, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether the clause up to the number, ``before``, and what follows that say that so much is not so, but only said to be."""
    if _NOT_AS_SAID.search(before) or _INSTEAD_OF.search(before) or _CLEARED.search(before):
        return True
    if _NEVER_MOVED.search(before) or (_ABOUT_RUMOUR.search(before) and _WAVED_OFF.match(text, end, sentence[1])):
        return True
    if _NEVER_DID.search(before) and _CLEARING.search(text, sentence[0], clause[0]):
        return True
    if (heard := _HEARSAY.search(before)) and (heard["far"] or _FAR_OFF.match(text, end, clause[1])):
        return True
    if _SO_MUCH.match(text, end, clause[1]) and _NOT_SO.search(before):
        return True
    if _IS_NOT.match(text, end, sentence[1]) and _SO_CALLED.search(before):
        return True
    return bool(_DISPUTED.search(before) and _THE_CLAIM.match(text, end, clause[1]))


def is_denied(text: str, end: int, sentence: tuple[int, int]) -> bool:
    """Whether words of denial after the number reach back to it: not over the head of another's words (…，“所谓1万人的数字纯属捏造”)."""
    denial = words.denials()[0].search(text, end, sentence[1])
    if not denial:
        return False
    return not (_ALLEGED.search(text, end, denial.start()) or _THAT_CLAIM.search(text, end, denial.start()))


@lru_cache(maxsize=2)
def is_refuted(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells what is rumoured, and the next denies it."""
    asked = text[sentence[0] : sentence[1]].rstrip()[-1:] in ("？", "?") or _QUERIED.search(text, sentence[0], sentence[1])
    if not (asked or _RUMOUR.match(text, sentence[0], sentence[1])):
        return False
    if _ANSWER_NO.match(text, sentence[1]) or (not asked and _SET_RIGHT.match(text, sentence[1])):
        return True
    named = _REFUTED.match(text, sentence[1])
    return bool(named) and bool(words.denials()[0].search(text, named.end(), named.end() + _REFUTED_WITHIN))  # type: ignore[union-attr]
