"""Features of a numeric mention: named strings, readable in a model's list of weights.

They come from the rule that proposed the mention, its reading, its characters, the words and characters around it, and its
place in the line. All text is normalised, so that a document and its Simplified twin have the same features.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain
from operator import add
from string import ascii_letters, digits
from typing import Any

from extract.claim.contexts import CLAUSE_MARKS, context_classes
from extract.schema import Quantity

VERSION = 3
"""Raised with any change here: a model is only used with the features it was trained on."""

WIDE = ("l2=", "r2=", "around=", "kind,l2=", "family,r2=", "first,r1=", "first,last=", "between=", "previous=", "next=", "value=", "counted=", "opens=")
"""Features with many values, each rare: in training they are held back more than the others (``train.methods``)."""

_NUMERAL = re.compile(r"[0-9][0-9,.]*|[〇零一二三四五六七八九十百千万亿两几数半廿]+")
_NUMERALS = (
    ("year", re.compile(r"(?:19|20)[0-9]{2}")),
    ("minguo", re.compile(r"1[01][0-9]")),
    ("code", re.compile(r"0[0-9]+")),
    ("version", re.compile(r"[0-9]\.[0-9]")),
    ("generation", re.compile(r"[1-9]\.0")),
)
_ANY_NUMERAL = re.compile("|".join(pattern.pattern for _, pattern in _NUMERALS))
"""Any of these: most numerals are none."""
_OPENING, _CLOSING = "“「『《", "”」』》"
QUOTING = frozenset(_OPENING)
EDGES = CLAUSE_MARKS | {""}
"""What stands where a line or clause begins or ends."""

_SORTS = dict.fromkeys(digits, "9") | dict.fromkeys(ascii_letters, "a")
"""What digits and letters are shown as in the shape of a mention."""
CACHE = 1 << 13
"""How many mentions are remembered with their shape."""

CLAUSE_REACH = 20
"""How far behind a length of time the next mention may stand."""
LINE_REACH = 300
"""How many characters of its line are looked at on either side of a mention."""
NEAR = 16
"""Within how many characters the mentions before and after one count."""

Part = tuple[Any, ...]
"""Features that are given together: one of the functions below, and what it names them after."""
Kind = tuple[str | None, str, str]
"""The kind of a mention, the family of its rule, and its first character."""
Seen = tuple[list[Part], Kind, tuple[str, ...], Set[str], list[str]]
"""The features of a mention, each in the form in which it is quickest found what it weighs (``claim.sums``): parts; names in two
halves, of which the ``beginnings`` are those of its kind, and the ends are given; the characters near it, of which marks of
clauses are no features; and names in full, which seldom come again.
"""
AROUND = "around="
"""What the names of characters near a mention begin with."""


def features(text: str, mentions: Sequence[Quantity], i: int) -> list[str]:
    """The features of ``mentions[i]`` in normalised ``text``, each once; ``mentions`` are all of the document, in order."""
    parts, kind, ends, near, rare = seen(text, mentions, i)
    around = [AROUND + char for char in near if char not in CLAUSE_MARKS]
    return [*chain.from_iterable(map(names, parts)), *map(add, beginnings(*kind), ends), *around, *rare]


def names(part: Part) -> tuple[str, ...]:
    """The features of a part."""
    make, *given = part
    named: tuple[str, ...] = make(*given)
    return named


def seen(text: str, mentions: Sequence[Quantity], i: int) -> Seen:
    """The features of ``mentions[i]`` as they are weighed; arguments as in ``features``."""
    q = mentions[i]
    start, end, kind, unit, rule = q.start, q.end, q.kind, q.unit, q.rule
    words, left, right = text[start:end], text[max(0, start - 10) : start], text[end : end + 2]
    before, after, near = left[-1:], right[:1], left[-2:]
    size = _size(q)
    shape, length, forms = _shape(words)
    first, last = words[0], words[-1]
    rare = [f"value={q.value},{unit}"]
    parts: list[Part] = [
        (_reading, rule, q.label, unit or "", kind, q.relation, q.change, size),
        (_form, shape, length, kind),
        _line(text, start, end),
    ]
    if forms:
        parts.append((_numeral, forms, kind, unit))
    if found := context_classes(text, start, end):
        parts.append((_context, found, kind, unit))
    if before in EDGES or after in EDGES:
        parts.append((_edges, before if before in EDGES else "-", after if after in EDGES else "-", kind))
    if i and start - mentions[i - 1].end < NEAR:
        parts += _previous(text, mentions[i - 1], q)
    if i + 1 < len(mentions) and mentions[i + 1].start - end < NEAR and text.find("\n", end, mentions[i + 1].start) < 0:
        parts.append((_next, mentions[i + 1].rule, kind))
    if kind == "duration":
        then = f"then={_next_kind(text, mentions, i)}"
        parts.append((_then, then, last, not before or before in CLAUSE_MARKS))
        rare += (f"{then},{after}", f"{then},{before}")
    elif kind == "count" and end - start < 4:
        parts.append((_counted, words, not before or before in CLAUSE_MARKS, rule, size))
        rare.append(f"counted={words},{after}")
    opened = before in QUOTING
    lettered = left[-3:].lower() != left[-3:].upper()
    if opened or lettered or "-" <= after <= "z":
        parts.append((_beside, _closed(text, end) if opened else "", kind, lettered, unit, after))
    ends = (before, before, near, near, after, after, right, right, after, first, last, last)
    return parts, (kind, rule.partition(".")[0], first), ends, set(left), rare


def beginnings(kind: str | None, family: str, first: str) -> tuple[str, ...]:
    """What the names begin with that end in the characters at and beside the edges of a mention, in the order of ``seen``."""
    before = ("l1=", f"kind,l1={kind},", "l2=", f"kind,l2={kind},")
    after = ("r1=", f"kind,r1={kind},", "r2=", f"family,r2={family},", f"first,r1={first},")
    return (*before, *after, "first=", "last=", f"first,last={first},")


def _size(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return "none"
    if value > 3:
        return "small" if value < 10 else "middle" if value < 1000 else "large"
    if value >= 0 and value == int(value):
        return str(int(value))
    return "small" if value > -10 else "middle" if value > -1000 else "large"


def _reading(rule: str, label: str, unit: str, kind: str | None, relation: str | None, change: str | None, size: str) -> tuple[str, ...]:
    """What the rule and the reading of a mention tell."""
    return (
        "bias",
        f"rule={rule}",
        f"family={rule.partition('.')[0]}",
        f"label={label}",
        f"unit={unit}",
        f"kind={kind}",
        f"relation={relation}",
        f"size={size}",
        f"change={change}",
        f"kind,size={kind},{size}",
        f"kind,relation={kind},{relation}",
        f"rule,unit={rule},{unit}",
    )


@lru_cache(maxsize=CACHE)
def _shape(words: str) -> tuple[str, int, tuple[str, ...]]:
    """The runs of characters of a mention (3.7万吨 → 9.9中), the length of its numeral, and what forms that has."""
    shape = ""
    for char in words:
        sort = _SORTS.get(char) or ("中" if "一" <= char <= "鿿" else char)
        if not shape.endswith(sort):
            shape += sort
    found = _NUMERAL.search(words)
    numeral = found[0] if found else ""
    forms = [name for name, pattern in _NUMERALS if pattern.fullmatch(numeral)] if _ANY_NUMERAL.fullmatch(numeral) else ()
    return shape, len(numeral), tuple(forms)


def _form(shape: str, length: int, kind: str | None) -> tuple[str, ...]:
    """The shape of a mention, whether it is without figures, and the length of its numeral."""
    han = "9" not in shape
    return (f"shape={shape}", f"han={han},{kind}", f"digits={length},{han}")


def _numeral(forms: tuple[str, ...], kind: str | None, unit: str | None) -> tuple[str, ...]:
    """The forms of the numeral."""
    named = [f"numeral={form}" for form in forms]
    return (*named, *[f"{form},{kind},{unit}" for form in named])


def _edges(before: str, after: str, kind: str | None) -> tuple[str, ...]:
    """Whether a line or a clause begins or ends at the mention, whether it is in brackets."""
    out = []
    if before in ("", "\n"):
        out.append("line-start")
    if before in CLAUSE_MARKS:
        out.append("clause-start")
    if after in ("", "\n"):
        out.append("line-end")
    if after in CLAUSE_MARKS:
        out.append(f"clause-end,kind={kind}")
    if before in ("（", "(") and after in ("）", ")"):
        out.append("bracketed")
    return tuple(out)


def _context(classes: tuple[str, ...], kind: str | None, unit: str | None) -> tuple[str, ...]:
    """The classes of words around a mention, each by itself and with the kind of the mention."""
    out = (*classes, *[f"{name},{kind}" for name in classes])
    return (*out, f"place,{unit}") if "after=place" in classes or "after~1place" in classes else out


def _previous(text: str, before: Quantity, q: Quantity) -> list[Part]:
    """The mention before one, where it stands in the same line, and what stands between if that is little."""
    between = text[before.end : q.start]
    return [] if "\n" in between else [(_follows, before.rule, q.kind, between if len(between) < 3 else "far")]


def _follows(rule: str, kind: str | None, between: str) -> tuple[str, ...]:
    return (f"previous={rule},{kind}", f"between={between}")


def _next(rule: str, kind: str | None) -> tuple[str, ...]:
    """The mention after one."""
    return (f"next={rule},{kind}",)


def _next_kind(text: str, mentions: Sequence[Quantity], i: int) -> str:
    """The kind of the next mention, where it follows in the same clause."""
    end = mentions[i].end
    if i + 1 == len(mentions) or mentions[i + 1].start - end >= CLAUSE_REACH:
        return "none"
    return f"{mentions[i + 1].kind}" if CLAUSE_MARKS.isdisjoint(text[end : mentions[i + 1].start]) else "none"


def _then(then: str, last: str, opens: bool) -> tuple[str, ...]:
    """A length of time and what follows it (三年花掉5亿元), and whether it opens its clause."""
    return (then, f"{then},{last}", f"{then},start") if opens else (then, f"{then},{last}")


def _counted(words: str, opens: bool, rule: str, size: str) -> tuple[str, ...]:
    """A small count, and whether it opens its clause: 两人再次见面."""
    return (f"counted={words}", f"opens={words}", f"opens={rule},{size}") if opens else (f"counted={words}",)


def _closed(text: str, end: int) -> str:
    """How soon after a mention a quotation closes."""
    return f"{next((n for n, char in enumerate(text[end : end + 4]) if char in _CLOSING), None)}"


def _beside(closed: str, kind: str | None, lettered: bool, unit: str | None, after: str) -> tuple[str, ...]:
    """A quotation that opens before the mention and how soon it closes, empty where none does; Latin letters beside the mention."""
    out = [f"marked={closed}", f"marked={closed},{kind}"] if closed else []
    if lettered:
        out += ["latin-left", f"latin-left,{unit}"]
    if after in ("/", "-", "_") or (after.isascii() and after.isalpha()):
        out.append("latin-right")
    return tuple(out)


def _line(text: str, start: int, end: int) -> Part:
    """What line the mention stands in: prose or not, how much of it is figures, inside a quotation or a title."""
    first = max(0, start - LINE_REACH)
    low, high = text.rfind("\n", first, start) + 1 or first, text.find("\n", end, end + LINE_REACH)
    prose, tenths, opens = _look(text, low, high if high >= 0 else end + LINE_REACH)
    if not opens:
        return (_in_line, prose, tenths, False, False)
    count = text[low:start].count
    quoted = sum(map(count, _OPENING)) > sum(map(count, _CLOSING))
    return (_in_line, prose, tenths, quoted, count("《") > count("》"))


@lru_cache(maxsize=2)
def _look(text: str, low: int, high: int) -> tuple[bool, int, bool]:
    """Whether a line is prose, its share of digits in tenths, whether a quotation opens in it: looked up once for its mentions."""
    line = text[low:high]
    narrow = line.encode("ascii", "ignore")
    figures = len(narrow) - len(narrow.translate(None, digits.encode()))
    return "。" in line, 10 * figures // len(line), "“" in line or "「" in line or "『" in line or "《" in line


def _in_line(prose: bool, tenths: int, quoted: bool, titled: bool) -> tuple[str, ...]:
    out: tuple[str, ...] = (f"prose={prose}", f"figures={tenths}")
    if quoted:
        out += ("quoted",)
    return (*out, "in-title") if titled else out
