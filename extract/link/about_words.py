"""The words around a quantity: which part of the clause is its topic, and which words follow it.

Parts that words play come from ``about.tsv``, classifiers from ``counters.tsv``. Words are half-open spans of the
normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from extract.lexicon import rows, words

Place = tuple[int, int]
Cut = Callable[[int, int], Sequence[Place]]

LONGEST_TOPIC = 40
"""Characters before a number that are read as its topic; longer clauses are cut there."""
LONGEST_NOUN = 8
"""Characters that a counted noun may have, its modifiers included."""
LONGEST_COMPOUND = 4
"""Characters before a measure that may belong to it rather than name the entity."""
LONGEST_NAME = 16
"""Characters that the subject of a clause may have."""
LONGEST_PREDICATE = 14
"""Characters after a counted noun that are read as what is said of it."""

PUNCTUATION = re.compile(r"[^\w%·.&/-]+")
_OPEN_BRACKET = re.compile(r"[（(][^）)]*\Z")


class Parts(Struct, frozen=True):
    """The words of ``about.tsv`` by the part they play."""

    link: frozenset[str]
    change: frozenset[str]
    opener: frozenset[str]
    frame: frozenset[str]
    edge: frozenset[str]
    modifier: frozenset[str]
    head: frozenset[str]
    suffix: tuple[str, ...]
    classifiers: tuple[str, ...]
    verb: frozenset[str]
    stop: frozenset[str]
    noun_stop: frozenset[str]


class Topic(Struct, frozen=True):
    """The words before a number: ``words`` without what opens and links them, and what was taken away.

    ``frame`` is the subject of a reporting frame that stood in the same clause, ``changed`` the last word of change
    between topic and number, ``part`` whether the clause opens with a word for "of these" (其中).
    """

    words: tuple[Place, ...]
    frame: Place | None = None
    changed: Place | None = None
    part: bool = False


@cache
def parts() -> Parts:
    """The lexicon, read once."""
    by_role: dict[str, set[str]] = {}
    for word, roles in rows("about"):
        for role in roles.split(","):
            by_role.setdefault(role, set()).add(word)
    classifiers = tuple(word for word, kind in rows("counters") if kind == "classifier")
    verb = frozenset(word for word, kind in rows("about_verbs") if kind == "verb")
    other = frozenset(word for word, kind in rows("about_verbs") if kind != "verb")
    named = {role: frozenset(entries) for role, entries in by_role.items()}
    stop = named["edge"] | named["change"] | other
    return Parts(
        **named,
        suffix=tuple(words("about_suffixes")),
        classifiers=classifiers,
        verb=verb - stop,
        stop=stop,
        noun_stop=stop | named["link"],
    )


def is_head(word: str) -> bool:
    """Whether a word names a measure: 产量, 失业率."""
    data = parts()
    return word in data.head or (len(word) > 1 and word.endswith(data.suffix) and word not in data.edge and word not in data.change)


def is_verb(word: str) -> bool:
    """Whether a word is a verb, a change or another word that is not the name of a thing."""
    data = parts()
    return word in data.verb or word in data.stop


def topic(text: str, low: int, start: int, times: Sequence[Place], cut: Cut) -> Topic:
    """The topic of a number that begins at ``start``, from the words of ``[low, start)``."""
    data = parts()
    found = _words(text, max(low, start - LONGEST_TOPIC), start, times, cut)
    first, part = 0, False
    frame = None
    for i, (a, b) in enumerate(found):
        if text[a:b] in data.frame and not text.startswith("的", b):
            frame = subject(text, found[first:i]) or frame
            first = i + 1
    while first < len(found):
        word = text[slice(*found[first])]
        if word in PART_WORDS:
            part = True
        elif word not in data.opener and not PUNCTUATION.fullmatch(word):
            break
        first += 1
    last = next((i for i in range(first, len(found)) if text[slice(*found[i])] in COMPARED), len(found))
    changed = None
    if text.startswith("的", start - 1):
        last = next((i for i in range(last - 1, first - 1, -1) if text[slice(*found[i])] in COPULAS), last)
    while last > first:
        word = text[slice(*found[last - 1])]
        if word in data.change:
            changed = changed or found[last - 1]
        elif word in SHARES or not (
            word in data.link
            or word in data.stop
            or PUNCTUATION.fullmatch(word)
            or (word in data.verb and last - first > 1 and is_head(text[slice(*found[last - 2])]))
        ):
            break
        last -= 1
    return Topic(tuple(found[first:last]), frame, changed, part)


COPULAS = frozenset("是 为 约为 仅为 只有 相当于 等于 达 达到 不到 不足 仅 仅有 仅及 不及 超过 接近 约 到 成为 至 降至 升至 增至 压到".split())
SKIPPED = frozenset("在 将 已 已经 也 都 就 则 仍 还 有 是 为 中 里 会 于 能 可 了".split())
SHARES = frozenset("占 占到 占去 占了 约占".split())
COMPARED = frozenset({"比", "较", "相较", "相比"})
PART_WORDS = frozenset({"其中", "当中"})


def _words(text: str, low: int, high: int, times: Sequence[Place], cut: Cut) -> list[Place]:
    """The words of ``[low, high)`` clipped to it, without those in a time or in an unclosed quotation before it."""
    if low >= high:
        return []
    inside = [t for t in times if t[0] < high and t[1] > low]
    found = []
    for a, b in cut(low, high):
        a, b = max(a, low), min(b, high)
        if a < b and not any(t[0] < b and t[1] > a for t in inside):
            found.append((a, b))
    return found


def subject(text: str, found: Sequence[Place]) -> Place | None:
    """The first noun phrase of ``found``: up to the first word that ends a subject; None where there is none."""
    data = parts()
    size = len(found)
    first = 0
    while first < size and ((w := text[slice(*found[first])]) in data.stop or w in data.opener or w in data.link or PUNCTUATION.fullmatch(w)):
        first += 1
    start, verb = first, None
    end = size
    for i in range(first, size):
        word = text[slice(*found[i])]
        if word == "的":
            if verb is not None:
                start, verb = i + 1, None
        elif word in INNER:
            continue
        elif word in data.stop or PUNCTUATION.fullmatch(word) or found[i][1] - found[start][0] > LONGEST_NAME:
            end = i
            break
        elif verb is None and word in data.verb:
            verb = i
    end = end if verb is None else verb
    while end > start and text[slice(*found[end - 1])] in TRAILING:
        end -= 1
    return (found[start][0], found[end - 1][1]) if end > start else None


STOPS = frozenset("的了着过也都就该其此这那每各某、“”「」《》（）()")
INNER = frozenset("、·“”「」《》和与")
TRAILING = frozenset("的、了里中“「《和与")


def split(text: str, found: Sequence[Place]) -> tuple[Sequence[Place], Sequence[Place]]:
    """The words of a topic parted into those before its measure and those of the measure; the latter may be empty."""
    data = parts()
    if not found:
        return found, found
    first = len(found) - 1
    if text[slice(*found[-1])] in data.suffix and first and found[first - 1][1] == found[first][0]:
        first -= 1
    elif not is_head(text[slice(*found[-1])]):
        return found, found[:0]
    while first and found[first - 1][1] == found[first][0]:
        word = text[slice(*found[first - 1])]
        if word not in data.modifier and not is_head(word) and (len(word) > 1 or word in data.edge or word in STOPS):
            break
        first -= 1
    return found[:first], found[first:]


def compound(text: str, found: Sequence[Place], measure: Sequence[Place]) -> Place | None:
    """The measure with the words directly before it, where these are all of the topic and no 的 parts them, else None."""
    first = len(found) - len(measure)
    if not first or measure[0][0] - found[0][0] > LONGEST_COMPOUND:
        return None
    data = parts()
    for i in range(first):
        word = text[slice(*found[i])]
        if found[i][1] != found[i + 1][0] or word in STOPS or word in data.edge or PUNCTUATION.fullmatch(word):
            return None
    return found[0][0], measure[-1][1]


def counted(text: str, start: int, end: int) -> bool:
    """Whether the number counts things: its span ends with a classifier (300名)."""
    return text.endswith(parts().classifiers, start, end)


def noun_after(text: str, end: int, edge: int, cut: Cut) -> tuple[Place | None, Place | None]:
    """The noun that follows a number, up to ``edge``, and what is said of it after that; None for either if missing."""
    data = parts()
    edge = min(edge, end + LONGEST_NOUN + LONGEST_PREDICATE)
    found = list(_words(text, end, edge, (), cut))
    if found and text[slice(*found[0])] == "的":
        found = found[1:]
    last = 0
    verbal = bool(found) and found[0][0] == end and text[slice(*found[0])] in data.verb
    while not verbal and last < len(found) and found[last][1] - found[0][0] <= LONGEST_NOUN:
        word = text[slice(*found[last])]
        if word in data.edge or word in data.change or word in data.link or PUNCTUATION.fullmatch(word) or word == "的":
            break
        last += 1
    rest = last
    while rest < len(found) and not (PUNCTUATION.fullmatch(text[slice(*found[rest])])):
        rest += 1
    first = last
    while first < rest and text[slice(*found[first])] in SKIPPED:
        first += 1
    noun = (found[0][0], found[last - 1][1]) if last else None
    return noun, ((found[first][0], found[rest - 1][1]) if rest > first else None)
