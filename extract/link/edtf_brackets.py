"""A time that is told twice, the second time in brackets: 昨天（11月5日）晚间, 周一（9日）, 第三季度（7月至9月）."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows, words

REACH = 14  # characters from the head of the words before a bracket to it
_INNER = re.compile(r"\s?[（(](?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}[日号](?:[至到—–-](?:\d{1,2}月)?\d{1,2}[日号])?[）)]")
_DATED = re.compile(r"[（(](?P<inner>[^（）()]*)[）)]")
_CLOSE = re.compile(r"(?:起|开始|以来|[之以][前后]|前|(?<!午)后)\Z")
_FROM = re.compile(r"截[至止](?:当地时间|北京时间)?")


@cache
def _outer() -> re.Pattern[str]:
    """What stands right before the bracket: a word for a day or a week, a day of the week, a quarter."""
    near = "|".join(word for word, unit, _ in rows("times_words") if unit in {"day", "week"})
    weekday = "[上下本这]?个?(?:周|星期|礼拜)[一二三四五六日天]"
    part = r"(?:\d{4}年|[今去前]年)?(?:第?[一二三四1-4]季度?|[上下]半年)|\d{4}财年"
    day = "|".join(sorted(words("times_dayparts"), key=len, reverse=True))
    return re.compile(rf"(?:{_FROM.pattern})?(?:{near}|{weekday}|{part})(?:{day})?\s?\Z")


@cache
def _hour() -> re.Pattern[str]:
    day = "|".join(sorted(words("times_dayparts"), key=len, reverse=True))
    return re.compile(rf"\s?(?:(?:{day})?\s?\d{{1,2}}[时点](?!间|候|间)(?:\d{{1,2}}分|半|许)?许?|(?:{day})(?![些已就盘市报会间]))")


def bracketed(start: int, end: int, text: str) -> tuple[int, int]:
    """The bounds of a time with the bracket that it stands in or that follows it, and the hour behind this."""
    if start and text[start - 1] in "（(" and text[end : end + 1] in {"）", ")"}:
        outer = _outer().search(text, max(0, start - REACH), start - 1)
        if not outer:
            return start, end
        start, end = outer.start(), end + 1
    elif inner := _INNER.match(text, end) if text[end : end + 1] in {"（", "("} else None:
        end = inner.end()
    else:
        return start, end
    hour = _hour().match(text, end)
    return start, hour.end() if hour else end


def unbracketed(words_: str) -> str:
    """The words that fix the time best: the date in the bracket, or what stands before it if that holds no day."""
    found = _DATED.search(words_)
    if not found:
        return words_
    opening = _FROM.match(words_)
    days = found["inner"][:1].isdigit() and found["inner"][-1] in "日号"
    close = _CLOSE.search(words_, found.end())
    return ((opening[0] if opening else "") + found["inner"] if days else words_[: found.start()]) + (close[0] if close else "")
