"""Years that are no calendar years, and years and days told in pairs: 113学年度, 2025/26财政年度, “十四五”末, 今明两年, 今夏."""

from __future__ import annotations

import datetime
import re

from extract.lexicon import trie, with_role
from extract.link.edtf_numbers import small_int
from extract.link.edtf_parts import ROC_EPOCH, Anchor, Stretch, plain

_KINDS = rf"(?P<kind>(?:{trie(with_role('times_around', 'fiscal'))})?年度?|学年度?|财年|[产榨赛]季)"
_TWO_YEARS = re.compile(rf"(?P<first>\d{{4}})[/—–-](?P<last>\d\d|\d{{4}}){_KINDS}")
_SCHOOL = re.compile(r"(?P<year>\d{2,4})学年度?")
_DEICTIC = re.compile(r"(?P<side>今个?|本|上个?|上一|下个?|下一|新)(?P<kind>学年|财政年度)")
_SEASON_OVER = re.compile("(?P<side>[今本上下])跨年赛季")
_SIDES = {"上": -1, "下": 1}
_FISCAL = {"年度", "财政年度", "财务年度", "财年"}
_FISCAL_APRIL = {"hk", "sg"}
"""Regions whose governments and many of whose firms count their years from April."""
_SCHOOL_AUGUST = {"tw"}
"""Regions whose school years begin in August; elsewhere September."""
_NEW_SEASON = 8  # month from which on 本赛季 is the one that begins, where seasons go over the turn of the year
_NEW_YEAR = 8  # month from which on 今学年 is the one that begins
PLAN = re.compile(
    r"[“「\"]?十(?P<number>[一二三四五六七])五[”」\"]?(?:规划)?"
    r"(?:(?P<since>以来)|(?P<last>时期末期?|期末|末期?|收官之?年)|(?P<first>开局之?年|首年|时期初期?)|(?:[头首前](?P<head>[一二两三四])|后(?P<tail>[二两三四]))年|时期|期间)"
)
"""A five-year plan of China and which of its years are meant; that of 2006 to 2010 is the eleventh."""
_PLAN_EPOCH = 1951  # the year from which plans of five years each are counted: 1951 + 5 × 11 = 2006
_PAIR = re.compile("(?P<first>[前去昨今明])(?P<last>[去昨今明后])两(?P<unit>[年天日])")
_STEPS = {"前": -2, "去": -1, "昨": -1, "今": 0, "明": 1, "后": 2}
SEASON = re.compile("(?P<side>[去今明])(?P<season>[春夏秋冬])(?=季|天|$|以来|期间|[之以]?[前后])")
_WINTER_OVER = 4  # month from which on 今冬 is the winter to come


def _months(first: int, month: int, years: int = 1) -> Stretch:
    """Whole years from a month on."""
    low, high = f"{first:04d}-{month:02d}", f"{first + years:04d}-{month - 1:02d}"
    return Stretch(f"{low}/{high}", low, high)


def year_of_work(words: str, anchor: Anchor) -> Stretch | None:
    """2025/26产季, 2025/26财政年度, 113学年度, 今学年, “十四五”末: None where the words are none of these."""
    if found := _TWO_YEARS.fullmatch(words):
        return _two_years(found, anchor)
    if found := _SCHOOL.fullmatch(words):
        year = int(found["year"])
        return _months(year, 9) if year > 1000 else _months(year + (ROC_EPOCH if year >= 90 else 2000), 8 if year >= 90 else 9)
    if found := _DEICTIC.fullmatch(words):
        return _deictic(found, anchor)
    if (found := _SEASON_OVER.fullmatch(words)) and anchor.published:
        first = anchor.published.year - (anchor.published.month < _NEW_SEASON) + _SIDES.get(found["side"], 0)
        return Stretch(f"{first}/{first + 1}", f"{first}", f"{first + 1}")
    found = PLAN.fullmatch(words)
    return _plan(found) if found else None


def _two_years(found: re.Match[str], anchor: Anchor) -> Stretch | None:
    """A year of work that begins in one year and ends in the next."""
    first = int(found["first"])
    last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
    if not 0 < first < last < first + 10:
        return None
    if found["kind"].startswith("学年"):
        return _months(first, 8 if anchor.region in _SCHOOL_AUGUST else 9, last - first)
    if found["kind"] in _FISCAL and anchor.region in _FISCAL_APRIL:
        return _months(first, 4, last - first)
    return Stretch(f"{first}/{last}", f"{first}", f"{last}")


def _deictic(found: re.Match[str], anchor: Anchor) -> Stretch | None:
    """今学年, 上个财政年度: the latter only where the region tells when it begins."""
    school = found["kind"] == "学年"
    if anchor.published is None or not (school or anchor.region in _FISCAL_APRIL):
        return None
    year = anchor.published.year + _SIDES.get(found["side"][0], 0)
    opens = _NEW_YEAR if school else 4
    month = 4 if not school else 8 if anchor.region in _SCHOOL_AUGUST else 9
    return _months(year - (anchor.published.month < opens), month)


def _plan(found: re.Match[str]) -> Stretch | None:
    number = small_int(found["number"])
    if number is None:
        return None
    first = _PLAN_EPOCH + 5 * (10 + number)
    last = first + 4
    if found["since"]:
        return Stretch(f"{first}/..", f"{first}", f"{first}")
    if found["first"]:
        last = first
    elif found["last"]:
        first = last
    elif found["head"]:
        last = first + (small_int(found["head"]) or 1) - 1
    elif found["tail"]:
        first = last - (small_int(found["tail"]) or 1) + 1
    return Stretch(f"{first}/{last}" if first < last else f"{first}", f"{first}", f"{last}")


def pair(words: str, anchor: Anchor) -> Stretch | None:
    """今明两年 → 2026/2027, 昨今两天: two years or days in a row."""
    found = _PAIR.fullmatch(words)
    if not found or anchor.published is None:
        return None
    ends = [_shifted(anchor.published, found["unit"], _STEPS[found[name]]) for name in ("first", "last")]
    if ends[0] is None or ends[1] is None or ends[0].code >= ends[1].code:
        return None
    return Stretch(f"{ends[0].code}/{ends[1].code}", ends[0].code, ends[1].code)


def _shifted(date: datetime.date, unit: str, count: int) -> Stretch | None:
    if unit == "年":
        return plain(date.year + count)
    moved = date + datetime.timedelta(count)
    return plain(moved.year, moved.month, moved.day)


def spelt(words: str, anchor: Anchor) -> str:
    """今夏 as 今年夏, with the year in which the winter began where it is still on."""
    found = SEASON.match(words)
    if not found:
        return words
    winter = found["season"] == "冬" and anchor.published is not None and anchor.published.month < _WINTER_OVER
    side = {"今": "去", "去": "前", "明": "今"}[found["side"]] if winter else found["side"]
    return f"{side}年{words[1:]}"
