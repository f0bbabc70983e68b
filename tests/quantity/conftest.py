"""Shared by the tests of the quantity stage: the stage run over a text, and a short notation for what it must read.

An expected reading is ``"span | amount | unit | kind"`` or ``"span | amount | unit | kind | change"``. The amount is the
relation followed by numbers, as in the guide: ``=90`` (value, low and high 90), ``~90`` (both ends open), ``~90]`` (closed
above), ``>90``, ``>=90``, ``<90``, ``<=90``, ``>2000..3000`` (value 2000, from 2000 to 3000), ``7..10`` (no value).
A ``*`` for the unit or the kind leaves it open.
"""

from decimal import Decimal
from functools import cache

import pytest
from opencc import OpenCC

from extract.quantity.find import find
from extract.quantity.times import find_times
from extract.text.normalize import normalize


def read(text, region="cn"):
    """All quantities of ``text``, as normalised."""
    normalised = normalize(text).text
    return find(normalised, region, find_times(normalised))


def amount(notation):
    """Value, low, high and relation of one amount in the notation above."""
    numbers = notation.lstrip("=~<>")
    relation = notation[: len(notation) - len(numbers)]
    if ".." in numbers:
        low, high = map(Decimal, numbers.split(".."))
        return (low, low, high, relation) if relation else (None, low, high, "..")
    value = Decimal(numbers.rstrip("]"))
    low = value if relation in ("=", ">", ">=") else None
    high = value if relation in ("=", "<", "<=") or numbers.endswith("]") else None
    return value, low, high, relation


def expected(notation):
    span, number, unit, kind, *change = (field.strip() for field in notation.split(" | "))
    return (span, *amount(number), unit, kind, change[0] if change else None)


def reading(q):
    return (q.text, q.value, q.low, q.high, q.relation, q.unit, q.kind, q.change)


@cache
def converter(way):
    return OpenCC(way)


def traditional(text):
    """``text`` in the two usual Traditional forms that keep its length."""
    return [form for form in (converter(way).convert(text) for way in ("s2t",
    "s2tw")) if len(form) == len(text) and form != text]


def open_where_asked(readings, want):
    """The readings with a ``*`` wherever the expected one at the same place has it."""
    pairs = zip(readings, want, strict=False)
    return [tuple("*" if w == "*" else g for g, w in zip(got, row, strict=True)) for got, row in pairs]


@pytest.fixture
def quantities():
    return read


@pytest.fixture
def claims():
    """A function: text, region → the readings of all that is proposed as a claim."""
    return lambda text, region="cn": [reading(q) for q in read(text, region) if q.label == "claim"]


@pytest.fixture
def check(claims):
    """A function: text, expected readings in the notation above → asserts that just these are claimed, in either script."""

    def checked(text, *notations, region="cn"):
        want = [expected(n) for n in notations]
        for form in (text, *traditional(text)):
            got = claims(form, region)
            assert open_where_asked(got, want) + got[len(want) :] == want, form

    return checked


@pytest.fixture
def first(quantities):
    """A function: text → the reading of its first claim, or None."""
    return lambda text, region="cn": next((reading(q) for q in quantities(text, region) if q.label == "claim"), None)
