"""START HERE for attribution: who says each claim (guide, section 6).

Frames are found for the document, the innermost frame that covers a claim gives its source, the frames around it the
chain (``via``), and the mention is resolved to a name. Null means the author's own voice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from extract.lexicon import trie
from extract.link.frames import VIEWS
from extract.link.mentions import ends_known, is_listed, kind_of
from extract.link.owners import owner
from extract.link.pairs import Candidate, Places, Weighed, chosen, places_of, sentence_of
from extract.link.paragraphs import carries
from extract.link.persons import is_title, personal_name
from extract.link.references import cited, entries, find_marks
from extract.link.resolve import resolve
from extract.link.scene import Frame, Setting, setting
from extract.link.scopes import document_frames
from extract.link.seen import Named
from extract.link.source_words import is_known, source_nouns, source_parts
from extract.schema import Carrier, Source, Span

_AUTHOR = re.compile(r"(?:我们|我|笔者|本报|本刊|本台|本文|本网|小编|记者)\Z")
_OURS = re.compile(r"(?:我们?|笔者|小编|记者|本[报刊台网文社栏版](?:记者)?)\Z")
_POSTED = re.compile(r"》驻[^，。]{1,8}记者\Z")
"""Whose reporter is somewhere for another paper (《北港周报》驻南湾记者)."""
_CAPTION_LINE = re.compile(r"[^。\n]{0,12}(?:来源|图源|出处|提供)\s?[:：]")


_ALIAS = re.compile(
    r"\s?[（(](?:(?:以?下?简?称|简称|又称|也称|英文)[^（）()]{1,30}|(?:化|假)名"
    r"|[A-Za-z][\w .,&'·-]*|\d{1,3}岁|(?:[\w.]{1,4}[：:])?\d{4,6}(?:\.\w{1,3})?)[）)]\Z|\s?\[[A-Za-z][\w .,&'·-]*\]\Z"
)
_SHORT = re.compile(r"[（(](?P<short>[一-鿿]{2,6})[）)]\Z")
_ASPECT = re.compile("(?<![名土显卓原编巨专论译昭拙合遗执所主新旧])著(?![名作称书述者有录文])")
"""著 where it is the particle 着, as in Traditional text (寫著, 靠著), and not 著名, 名著."""
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9 .&'-]*[a-z][A-Za-z0-9.]*")
_LATIN = re.compile(r"[A-Z][A-Za-z0-9 .&'-]+")
_QUOTED = re.compile(r"[“「\"](?P<name>[^“”「」\"]{2,12})[”」\"]\Z")
_TITLED = re.compile(r"[^，。；《》的]{2,8}(?P<name>《[^《》\n]{1,16}》)")
_PAGE = re.compile(rf"(?<=[》报])的?(?:头版(?:头条)?|{trie(source_nouns('page'))})\Z")
_ELSEWHERE = re.compile(r"记者|受访|接受|回应|澄清|驳斥|[会网]上|[当今昨前]天|\d[日号]")
"""What tells another occasion of speaking than that of an outlet's report."""
_COLUMNS = re.compile(r"[|｜\t].*[|｜\t]")
"""What parts the heads of the columns of a table."""
_NOTE = re.compile(r"\s*(?:注|备注|说明)")
LINES_BEFORE = 3
"""How many lines before one with a claim are read for its source: speakers that 他, 该机构 and 报告 may stand for."""
NOTES_AFTER = 3
"""How many lines of notes below a table are read for its source line."""


def _lines(text: str, claims: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines that hold a claim, with the line after and the few before, in order and disjoint: no others need be read."""
    ranges: list[tuple[int, int]] = []
    for start, end in claims:
        if ranges and start < ranges[-1][1]:
            continue
        low, floor = start, ranges[-1][1] if ranges else 0
        for _ in range(LINES_BEFORE + 1):
            low = text.rfind("\n", floor, low)
            if low < 0:
                break
        high = text.find("\n", end)
        following = high if high >= 0 and _NOTE.match(text, high + 1) else text.find("\n", high + 1) if high >= 0 else -1
        for _ in range(NOTES_AFTER):
            if following < 0 or not (_NOTE.match(text, following + 1) or _CAPTION_LINE.match(text, following + 1)):
                break
            following = text.find("\n", following + 1)
        ranges.append((max(low + 1, floor), following if following >= 0 else len(text)))
    return ranges


def _within(sentences: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences that stand in the ranges."""
    out: list[tuple[int, int]] = []
    reached = 0
    for low, high in ranges:
        first = bisect_right(sentences, low, reached, key=_end)
        reached = bisect_left(sentences, (high, 0), first)
        out += sentences[first:reached]
    return out


def _end(sentence: tuple[int, int]) -> int:
    return sentence[1]


def _span(original: str, start: int, end: int) -> Span:
    return Span(start, end, original[start:end])


def _caption_frames(text: str, frames: list[Frame]) -> list[Frame]:
    """A source line covers its own line; standing alone, the lines of the table or caption above it (no full stop in them)."""
    out = []
    for frame in frames:
        if frame.form != "caption":
            out.append(frame)
            continue
        begin = text.rfind("\n", 0, frame.start) + 1
        low = begin
        if _CAPTION_LINE.match(text, begin):
            for _ in range(15):
                above = text.rfind("\n", 0, max(0, low - 1)) + 1
                line = text[above : low - 1] if low else ""
                if low == 0 or ("。" in line and not _NOTE.match(line)) or not line.strip():
                    break
                low = above
        out.append(Frame(frame.start, frame.end, frame.source, frame.cues, frame.form, low, frame.start))
        if low == begin:
            out.append(Frame(frame.start, frame.end, frame.source, frame.cues, frame.form, frame.end, _table_below(text, frame.end)))
    return out


def _table_below(text: str, pos: int) -> int:
    """Where the lines of a table end that follow the source line at ``pos``: lines with figures and no full stop."""
    end = text.find("\n", pos)
    while end >= 0:
        following = text.find("\n", end + 1)
        line = text[end + 1 : following if following >= 0 else len(text)]
        if "。" in line or not (any(c.isdigit() for c in line) or _COLUMNS.search(line)):
            break
        end = following if following >= 0 else len(text)
        if following < 0:
            break
    return max(pos, end)


class Reported(Struct, frozen=True):
    """The frames of a document by their start, with their places, the names of their sources and the chains of their carriers."""

    setting: Setting
    frames: list[Frame]
    places: Places
    names: dict[tuple[int, int], Named]
    chains: dict[str, Frame]


def reported(text: str, sentences: list[tuple[int, int]], times: list[tuple[int, int]], claims: list[tuple[int, int]]) -> Reported:
    """Find and resolve all that may be a source of the claim spans of a normalised text."""
    s, frames = _frames(text, sentences, times, claims)
    return _named(s, frames, places_of(frames), frames)


def _frames(
    text: str, sentences: list[tuple[int, int]], times: list[tuple[int, int]], claims: list[tuple[int, int]]
) -> tuple[Setting, list[Frame]]:
    text = _ASPECT.sub("着", text) if "著" in text else text
    lines = _lines(text, claims)
    s = setting(text, _within(sentences, lines), times, lines, VIEWS)
    last = max((start for start, _ in claims), default=0)
    return s, sorted(_caption_frames(text, document_frames(s, last)), key=_start)


def _named(s: Setting, frames: list[Frame], places: Places, chosen: list[Frame]) -> Reported:
    """Name the sources of the frames, as far on in the text as ``chosen`` and what carries them: names depend on those before."""
    text, wanted = s.text, {id(frame) for frame in chosen}
    spans, last = [], (0, 0)
    for frame in frames:
        own = _mentions(text, frame)
        spans += own
        if own and (frame.outer or id(frame) in wanted):
            last = max(last, *own)
    names = resolve(text, [span for span in spans if span <= last])
    return Reported(s, frames, places, names, _chains(text, frames, names))


def _mentions(text: str, frame: Frame | None) -> list[tuple[int, int]]:
    """The sources of a frame and of those around it."""
    out = []
    while frame:
        if frame.source and frame.form != "unnamed":
            out.append(owner(text, frame.source))
        frame = frame.outer
    return out


def _start(frame: Frame) -> int:
    return frame.start


def sources(
    text: str, original: str, sentences: list[tuple[int, int]], times: list[tuple[int, int]], claims: list[tuple[int, int]]
) -> list[Source | None]:
    """The source of each claim span, None for the author's voice; offsets are those of ``text`` and ``original``.

    ``text`` is normalised and of the length of ``original``, whose characters the records show.
    """
    s, frames = _frames(text, sentences, times, claims)
    places = places_of(frames)
    weighed: Weighed = {}
    found = [chosen(s, frames, places, start, weighed) for start, _ in claims]
    credited = _credited(original, s, frames, places, found)
    marks = find_marks(text)
    if not marks:
        return credited
    listed = entries(text, marks)
    out: list[Source | None] = []
    for (start, end), source in zip(claims, credited, strict=True):
        mark = cited(text, marks, end, sentences[sentence_of(sentences, start)])
        if mark:
            entry = listed.get(mark.number)
            reference = _span(original, *entry) if entry else None
            source = source or Source(None, None, None, None, None)
            source = replace(source, citation=original[mark.start : mark.end], reference=reference)
        out.append(source)
    return out


def _credited(original: str, s: Setting, frames: list[Frame], places: Places, chosen: list[Candidate | None]) -> list[Source | None]:
    """The source of each chosen candidate; a candidate that several claims share is credited once."""
    distinct = {id(c): (c, c.frame) for c in chosen if c and c.frame}
    if not distinct:
        return [None] * len(chosen)
    found = _named(s, frames, places, [frame for _, frame in distinct.values()])
    made: dict[int, Source | None] = {}
    for key, (candidate, frame) in distinct.items():
        source = source_of(original, frame, found)
        made[key] = replace(source, confidence=round(candidate.probability, 4)) if source else None
    return [made.get(id(c)) for c in chosen]


def _outer(frame: Frame) -> list[Frame]:
    """The frames around a frame, innermost first."""
    return [frame.outer, *_outer(frame.outer)] if frame.outer else []


def _name(text: str, frame: Frame, names: dict[tuple[int, int], Named]) -> str:
    """The full name of a frame's source, by which its chain is found again."""
    at = owner(text, frame.source) if frame.source else (0, 0)
    return text[slice(*names[at].name)] if at in names else text[slice(*at)]


def _chains(text: str, frames: list[Frame], names: dict[tuple[int, int], Named]) -> dict[str, Frame]:
    """Name of a source → the frame that carries it: who is quoted through another stays so when 他 or 报告 goes on."""
    out: dict[str, Frame] = {}
    for first in frames:
        for frame in (first, *_outer(first)):
            if frame.source and frame.outer and frame.form != "unnamed" and (_quotes(text, frame) or any(carries(text, f) for f in _outer(frame))):
                out.setdefault(_name(text, frame, names), frame.outer)
    return out


def _quotes(text: str, frame: Frame) -> bool:
    """Is the source a document that somebody quotes, who still does when 文件 goes on, or does a body quote it, as outlets do?"""
    if frame.form != "prep" or frame.source is None or frame.outer is None or frame.outer.source is None:
        return False
    return kind_of(text[slice(*frame.source)]) == "document" or kind_of(text[slice(*frame.outer.source)]) != "person"


def _chain(name: str, frame: Frame, chains: dict[str, Frame]) -> Frame | None:
    """Who carried a source before ``frame``, found by its name, or by a name that holds it (协会 and 协会5月的报告)."""
    return next((f for other, f in chains.items() if f.start < frame.start and (name == other or _holds(name, other))), None)


def _holds(name: str, other: str) -> bool:
    return min(len(name), len(other)) > 2 and (name in other or other in name)


def source_of(original: str, frame: Frame, found: Reported) -> Source | None:
    """The source that a frame gives, None where it is the author."""
    if frame.source is None:
        return None
    text = found.setting.text
    low, high = owner(text, frame.source)
    words = text[low:high]
    if _AUTHOR.search(words) and not _POSTED.search(words):
        return None
    named = found.names.get((low, high))
    kind = "unnamed" if frame.form == "unnamed" else named.kind if named else kind_of(words)
    name = _full(original, text, named) if named and frame.form != "unnamed" else original[low:high]
    cue = tuple([_span(original, *c) for c in frame.cues])
    return Source(original[low:high], low, high, name, kind, cue, _via(original, frame, found))


def _full(original: str, text: str, named: Named) -> str:
    """The name as the records give it, with the words of the mention that belong to it (该行|行长)."""
    return original[slice(*_unbracketed(text, named.name))] + original[slice(*named.rest)]


def _unbracketed(text: str, name: tuple[int, int]) -> tuple[int, int]:
    """A name without the Latin one or the code in brackets behind it (岚湾半导体|(Lanwan)), and what is called so without what it is (智库|“灯标”)."""
    low, high = name
    page = _PAGE.search(text, low, high)
    high = page.start() if page else high
    while (m := _ALIAS.search(text, low, high) or _short_form(text, low, high)) and m.start() - low > 1:
        high = m.start()
    titled = _TITLED.fullmatch(text, low, high)
    if titled and kind_of(text[low:high]) == "publication" and not ends_known(text[low : titled.start("name")]):
        return titled.span("name")  # 英国|《卫报》
    low = _bare_name(text, low, high)
    quoted = _QUOTED.search(text, low, high)
    told = quoted is not None and quoted.start() > low and (ends_known(before := text[low : quoted.start()]) or before.endswith(_platforms()))
    return quoted.span("name") if quoted and told else (low, high)


def _short_form(text: str, low: int, high: int) -> re.Match[str] | None:
    """The bracket behind a name that holds its short form (北港汽车协会|（北汽协）)."""
    m = _SHORT.search(text, low, high)
    at = low
    for char in m["short"] if m else "":
        at = text.find(char, at, m.start() if m else low) + 1
        if not at:
            return None
    return m


def _bare_name(text: str, low: int, high: int) -> int:
    """Where the name of a body begins behind what it is, if it stands without that elsewhere, or is a body's by itself (智库|区域研究所)."""
    for what in _kinds_of_bodies().finditer(text, low, high):
        if _is_the_name(text, low, what.end(), high):
            return what.end()
    if high - low < 6:
        return low
    if firm := _of_firm().fullmatch(text, low, high):
        return firm.start("name")
    if not (m := _described().match(text, low, high)):
        return low
    name = text[m.end() : high]
    if _LATIN.fullmatch(name):
        return m.end()
    if not name.isalnum() or is_title(name) or personal_name(text[low:high]):
        return low
    alone = text.find(name)
    while alone >= 0 and text.startswith(m.group(), alone - (m.end() - low)):
        alone = text.find(name, alone + 1)
    return m.end() if alone >= 0 or (len(name) > 4 and ends_known(name) and kind_of(name) == "organisation") else low


@cache
def _platforms() -> tuple[str, ...]:
    """What is called by a name in quotation marks, though it ends like no source (仲介平台|「海岳家」)."""
    return (*source_parts("what"), *source_parts("whose"), *source_parts("called"))


@cache
def _kinds_of_firms() -> tuple[str, ...]:
    return tuple(word for word in (*source_parts("maker"), *source_parts("whose")) if word not in ("集团", "企业"))


@cache
def _of_firm() -> re.Pattern[str]:
    """What a company is, before its name that ends like one (船公司|海岳客运, 第二大股东|北岭控股)."""
    what = trie(_kinds_of_firms())
    firm = trie(tuple(word for word in source_parts("firm") if word not in source_parts("maker") and len(word) > 1))
    return re.compile(rf"[^，。；《》“”「」（）的和与及]{{0,10}}?(?:{what})(?P<name>(?!旗下|下属|[和与及])[一-鿿]{{2,4}}{firm})")


@cache
def _kinds_of_bodies() -> re.Pattern[str]:
    """What a body is or does, before a known name or one in Latin letters (官方媒体|新华社, 全球最大图库公司之一|Pixhaven)."""
    return re.compile(rf"(?:{trie(source_parts('kind'))}|的) ?")


def _is_the_name(text: str, low: int, at: int, high: int) -> bool:
    """Is ``text[at:high]``, behind what a body is, a name in Latin letters, one that all know, or that of an outlet behind 媒体?"""
    name = text[at:high]
    if name.isascii():
        return at > low + 1 and _LATIN_NAME.fullmatch(name) is not None
    outlet = text.endswith(source_parts("called"), low, at) and is_listed(name) and kind_of(name) == "publication"
    return is_known(name) or outlet


@cache
def _described() -> re.Pattern[str]:
    """What a body is, before its name (新能源车企|驰野汽车)."""
    return re.compile(rf"[^，。；《》“”「」（）的]{{0,12}}?(?:{trie(source_parts('what'))}) ?(?=[一-鿿A-Za-z]{{2}})(?![和与及等的])")


def _via(original: str, frame: Frame, found: Reported) -> tuple[Carrier, ...]:
    """The carriers of a frame, innermost first: those it stands inside, then those that carried the same source before."""
    text, names, chains = found.setting.text, found.names, found.chains
    if not (frame.outer or chains):
        return ()
    own = _name(text, frame, names)
    out: dict[str, Carrier] = {}
    before = None if frame.source and _ELSEWHERE.search(text, frame.source[1], frame.end) else _chain(own, frame, chains)
    longer = before and frame.outer and any(f == frame.outer for f in _outer(before))
    outer = before if longer else frame.outer or before
    while outer is not None:
        name = _name(text, outer, names)
        if name in out:  # 该报从X获得的文件, within what that paper reports
            outer = outer.outer
            continue
        known = own.startswith(name) or any(name in other or other in name for other in out)
        if outer.source and outer.form != "unnamed" and not _OURS.match(name) and not known:
            low, high = owner(text, outer.source)
            named = names.get((low, high))
            full = _full(original, text, named) if named else original[low:high]
            out[name] = Carrier(low, high, original[low:high], full, named.kind if named else None)
        outer = outer.outer or _chain(name, outer, chains)
    return tuple(out.values())
