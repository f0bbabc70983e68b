"""START HERE for quantities: one scan over normalised text, every numeric mention with its reading and rule.

Order: fixed words and shapes shield their characters, time expressions come from ``times``; then each numeral that is
left is read by the first family that fits: ranks and ordinals, folds (翻番), amounts with units, indefinite 一 几 数 多.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

import regex

from extract.lexicon import with_role
from extract.quantity.around_words import any_around
from extract.quantity.columns import columns
from extract.quantity.compose import compose
from extract.quantity.coordinate import coordinate
from extract.quantity.declared import declared
from extract.quantity.folds import fold_at
from extract.quantity.foreign import foreign
from extract.quantity.indefinite import indefinite_at
from extract.quantity.marks import Mark, fixed_words, shapes
from extract.quantity.numerals import BEGINS, DIGITS, MAX_LENGTH, NUMERAL, POWERS
from extract.quantity.parts import is_term
from extract.quantity.ranks import rank_at, top_at
from extract.quantity.shared import shared
from extract.quantity.sides import sides
from extract.schema import Quantity, TimeMention

_NUMERAL = regex.compile(NUMERAL)
_ENDLESS = regex.compile(rf"[{''.join(DIGITS)}{''.join(POWERS)}]{{{MAX_LENGTH + 1},}}+")
"""Numerals of more characters than any amount has."""
_NUMERIC = frozenset(DIGITS) | frozenset(POWERS)
_ONES = "一二三四五六七八九"
_ANYWHERE = f"0-9零〇{_ONES}两十廿卅百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟半双"
"""Characters of numerals, which may begin a mention whatever follows."""
_BEFORE = {
    "参": "[拾佰仟万亿]", "幺": f"[零{_ONES}幺]", ".": r"\d", "上": "[十百千万亿]", "成": "百上",
    "数几": "[^据字量学码目值乎何率]", "好": "[数几][^据字量学码目值乎何率]", "多": "[^少久样元维媒头数半边方]",
    "第": rf"[\s\d{_ONES}两十百千几]", "倒": "数第", "前首": rf"\s?[\d{_ONES}十百]", "翻": ".", "减": "半", "腰": "斩", "倍": "增", "对": "折",
    "过大逾超近": "半", "个分": "半[月小钟世星]", "个米块": rf"(?<!\w.)[{_ONES}](?!\w)",
}  # fmt: skip
"""Further characters with what must follow: vague words, ranks, folds and halves, an implied one."""
_START = re.compile(
    rf"[{_ANYWHERE}{''.join(_BEFORE)}](?:(?<=[{_ANYWHERE}])|{'|'.join(f'(?<=[{first}])(?={then})' for first, then in _BEFORE.items())})"
)
_FOLDS = frozenset("翻减腰倍")
_FOLD_STARTS = _FOLDS | frozenset("零五六七八九")


_LONGER = {"分": "钟", "日": "圆"}
"""The last character of a time and one after it that makes a unit of both."""
_TERMS = with_role("numbers_around", "takes")
_DAYS_ALONE = re.compile(r"(?:\d{1,2}[至到~-])?\d{1,2}日")
_HELD = re.compile(rf"(?:{any_around('held')}了?|(?:缩短|压缩|延长|放宽)[为至到]|期(?:限|间)?[由为从])\Z")
_SOON = re.compile(r"(?:分钟|小时|天|日|周|星期)[之以]?后\Z")
_THEN = frozenset("才便就即又方")
"""After so short a time these say that its length is the point (十余日后便叫停)."""
_ON = ("起", "开始", "至", "到", "前", "后")
_MONTHS_ALONE = re.compile(r"(?:1[01]|[1-9]|十一?|[一二三四五六七八九])月")
_RATIO = re.compile(r"比(?:例|率|值)?(?:高达|约?[为是]|约|达|[升降]?至)?\s?\Z")


def _mark(text: str, mark: Mark) -> Quantity:
    assert mark.label is not None
    return plain_mention(text, mark.start, mark.end, mark.rule, mark.label)


def plain_mention(text: str, start: int, end: int, rule: str, label: str) -> Quantity:
    """A mention without a reading: a date, an identifier, an idiom."""
    words = text[start:end]
    return Quantity(start, end, words, None, None, None, None, None, None, None, None, rule, label)  # type: ignore[arg-type]


def _merge(*groups: Iterable[tuple[int, int, Quantity | None]]) -> list[tuple[int, int, Quantity | None]]:
    """One list of disjoint spans in text order; where two overlap the longer stays, then the one of the earlier group."""
    spans = [(start, -end, order, item) for order, group in enumerate(groups) for start, end, item in group]
    spans.sort(key=itemgetter(0, 1, 2))
    out: list[tuple[int, int, Quantity | None]] = []
    for start, minus_end, _, item in spans:
        end = -minus_end
        if out and start < out[-1][1]:
            if end - start <= out[-1][1] - out[-1][0]:
                continue
            out.pop()
        out.append((start, end, item))
    return out


def find(text: str, region: str, times: Iterable[TimeMention]) -> list[Quantity]:
    """Every numeric mention of normalised text, in order, disjoint.

    ``region`` (cn, tw, hk, sg, my) resolves bare 元; ``times`` are the time expressions already found. Offsets are code
    points into ``text``. Linear in the length of the text.
    """
    fixed = [(m.start, m.end, _mark(text, m) if m.label else None) for m in fixed_words(text)]
    shaped = [(m.start, m.end, _mark(text, m) if m.label else None) for m in shapes(text)]
    times = [t for t in times if not _is_amount(text, t)]
    dated = [(t.start, t.end, plain_mention(text, t.start, t.end, t.rule, "time") if t.numeric else None) for t in times]
    taken = _merge(dated, shaped, fixed)
    out: list[Quantity] = [item for _, _, item in taken if item is not None]
    out.extend(_scan(text, _gaps(taken, len(text)), region))
    for mention in times:
        if not mention.numeric:
            out.extend(_few_inside(text, mention))
    out.sort(key=lambda q: q.start)
    out = sides(text, out)
    return shared(text, columns(text, foreign(text, declared(text, coordinate(text, out), region)), region), region)


def _is_amount(text: str, time: TimeMention) -> bool:
    """Is it no time after all: 五点五分|钟, 12日|圆, a ratio (师生比1:11), a term (最快|两周后, 历时|近5小时, 拘留|10日)?"""
    if not time.numeric:
        return False
    last, after = text[time.end - 1], text[time.end : time.end + 1]
    if after and after in _LONGER.get(last, ""):
        return True
    if time.rule in ("time.offset", "time.frame"):
        soon = after in _THEN and time.rule == "time.offset" and _SOON.search(time.text)
        return bool(soon) or text[max(0, time.start - 2) : time.start] in _TERMS
    if time.rule == "time.clock":
        return ":" in time.text and _RATIO.search(text, max(0, time.start - 5), time.start) is not None
    if time.rule != "time.date":
        return False
    if last == "月":
        return text[time.start - 1] == "年" and _MONTHS_ALONE.fullmatch(text, time.start, time.end) is not None and is_term(text, time.start)
    alone = _DAYS_ALONE.fullmatch(text, time.start, time.end) and not text.startswith(_ON, time.end)
    return bool(alone) and _HELD.search(text, max(0, time.start - 4), time.start) is not None


def _few_inside(text: str, mention: TimeMention) -> Iterable[Quantity]:
    """几年 in 几年前, 数月 in 未来数月: the time has no numeral, but its indefinite length is a mention."""
    for at in range(mention.start, mention.end):
        found = indefinite_at(text, at) if text[at] in "几数多" else None
        if found and found.end <= mention.end:
            yield found
            return


def _gaps(taken: list[tuple[int, int, Quantity | None]], length: int) -> Iterable[tuple[int, int, int]]:
    """The stretches between taken spans, each with its floor: the end of the last mention before it (几乎 is none)."""
    at = floor = 0
    for start, end, item in taken:
        if start > at:
            yield at, start, floor
        at = max(at, end)
        floor = max(floor, end) if item is not None else floor
    if at < length:
        yield at, length, floor


def _scan(text: str, gaps: Iterable[tuple[int, int, int]], region: str) -> Iterable[Quantity]:
    """Read the numerals that begin in the ``gaps``; nothing that is found reaches beyond its gap or before its floor."""
    for low, high, floor in gaps:
        for start in _START.finditer(text, low, high):
            at = start.start()
            if at < low:
                continue
            if text[at + MAX_LENGTH : at + MAX_LENGTH + 1] in _NUMERIC:
                endless = _ENDLESS.match(text, at, high)
                if endless:
                    low = endless.end()
                    continue
            found = _read(text, at, floor, region)
            if found and at < found.end <= high:
                yield found
                low = floor = found.end
            elif text[at] in BEGINS:
                numeral = _NUMERAL.match(text, at, high)
                low = max(at + 1, numeral.end() if numeral else 0)


def _read(text: str, at: int, floor: int, region: str) -> Quantity | None:
    """The mention that begins at ``at``, by the first family of rules that reads one."""
    first = text[at]
    if first in "第倒":
        return rank_at(text, at, floor)
    if first in "前首":
        return top_at(text, at, floor)
    if first in _FOLD_STARTS:
        found = fold_at(text, at, floor)
        if found or first in _FOLDS:
            return found
    if first in "几数多" and text[at + 1 : at + 2] not in POWERS and not text.startswith("数以", at):
        return indefinite_at(text, at)
    return compose(text, at, floor, region) or (indefinite_at(text, at) if first in "几数多" else None)
