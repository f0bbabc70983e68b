"""Who writes in whose pages: 《X报》刊登Y的文章 makes Y the author whom the paper carries; an outlet's own people write in it.

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

from functools import cache

import regex

from extract.lexicon import rows, trie
from extract.link.mentions import ends_known, kind_of
from extract.link.persons import personal_name
from extract.link.scene import Frame, Setting
from extract.link.source_words import source_nouns, source_parts

PUBLISHED = "刊[登发出载]|登[载出]"
"""What stands in a sentence in which somebody's article may be published."""
_WRITING = regex.compile("撰|写|[发刊]文|文章|报道|报导")


@cache
def _outlet() -> str:
    return trie(tuple(word for word, kind in (*rows("sourcekinds"), *rows("sourcenames")) if kind == "publication" and len(word) > 1))


@cache
def _published() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<outlet>《[^》\n]{{1,20}}》|[\w·]{{0,8}}{_outlet()})(?:网站|官网|网)?[^，。；“「]{{0,16}}?(?:{PUBLISHED}|发表)了?"
        rf"(?P<who>[^，。；《》“「]{{2,24}}?)的(?:[^，。；《》的]{{0,6}}?{trie(source_nouns('published'))})"
    )


def written_frame(s: Setting, low: int, high: int) -> Frame | None:
    """The frame of the author of an article that an outlet publishes; it reports nothing yet (《北港时报》刊登学者何远的文章)."""
    m = _published().search(s.text, low, high)
    if m is None or personal_name(m["who"]) is None:
        return None
    outlet = Frame(m.start("outlet"), m.end(), m.span("outlet"), (), "say", m.end(), m.end())
    return Frame(m.start("who"), m.end(), m.span("who"), (), "say", m.end(), m.end(), outlet)


@cache
def _own_people() -> regex.Pattern[str]:
    quoted = r"[^，。；《》「“]{0,8}[「“][^」”\n]{2,12}[」”]"
    outlet = rf"(?P<outlet>[^，。；《》]{{0,6}}《[^》\n]{{1,20}}》|{quoted}|[\w·]{{0,8}}{_outlet()})"
    return regex.compile(rf"{outlet}(?:网站|网)?(?:驻[^，。；]{{2,8}}?)?{trie(source_nouns('writer'))}(?=.{{2,}})")


def writes_for(s: Setting, source: tuple[int, int], end: int, quoting: bool = False) -> Frame | None:
    """The frame of the outlet whose writer a source is (「灯塔网」专栏作家布朗|撰文说)."""
    if not (quoting or _WRITING.search(s.text, source[1], end)):
        return None
    m = _own_people().match(s.text, *source)
    if m is None or not personal_name(s.text[source[0] : source[1]]):
        return None
    name = m["outlet"].strip("「」“”")
    if not ("《" in name or kind_of(name) == "publication" or (m["outlet"][-1] in "」”" and ends_known(m["outlet"].partition("「")[0].partition("“")[0]))):
        return None
    return Frame(source[0], end, m.span("outlet"), (), "say", end, end)


def may_be_outlet(words: str) -> bool:
    """Does a name that no list holds end like that of an outlet (环海社)?"""
    return 2 < len(words) < 9 and words.endswith(source_parts("outlet")) and not words.endswith(source_parts("no_outlet"))
