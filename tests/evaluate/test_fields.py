"""When a field of two claims is the same, and when it is not."""

from decimal import Decimal

import pytest

from extract.evaluate.fields import compare, same_amount, same_name, same_source, same_unit, shared_characters
from extract.evaluate.prediction import Mention
from extract.gold import GoldMention, GoldSource
from extract.schema import Carrier, Span, TimeSpan

AMOUNTS = [
    ("2000", "2000", True),
    ("33.3333", "33.3333333", True),
    ("100000", "100010", True),
    ("100000", "100011", False),
    ("0", "0", True),
    ("0", "1", False),
    (None, None, True),
    ("1", None, False),
]
UNITS = [
    ("t", "t", (), True),
    ("t", "kg", (), False),
    ("mW", "MW", (), False),
    ("CNY/t", "CNY", ("CNY",), True),
    ("{家}", "{个}", (), True),
    ("{家}", "1", (), False),
    ("{倍}", "{个}", (), False),
    ("{个}", "{rank}", (), False),
    ("%", "{个}", ("{个}",), True),
]
NAMES = [
    ("南湾港务局", "南湾港务局", True),
    ("南湾港务局", "港务局", True),
    ("林岚", "分析师林岚", True),
    ("林", "林岚", False),
    ("林岚", "林峰", False),
    ("林岚", "据林岚昨天在会上对记者所说", False),
    ("", "", False),
]


@pytest.mark.parametrize(("a", "b", "same"), AMOUNTS)
def test_amounts(a, b, same):
    one, two = (None if x is None else Decimal(x) for x in (a, b))
    assert same_amount(one, two) is same_amount(two, one) is same


@pytest.mark.parametrize(("a", "b", "accepted", "same"), UNITS)
def test_units(a, b, accepted, same):
    assert same_unit(a, b, accepted) is same


@pytest.mark.parametrize(("a", "b", "same"), NAMES)
def test_names(a, b, same):
    assert same_name(a, b) is same_name(b, a) is same


def credited(text, name=None, **more):
    return GoldSource(text=text, start=0, end=len(text), name=name, **more)


SOURCES = [
    (None, None, True),
    (None, credited("港务局"), False),
    (credited("港务局"), None, False),
    (credited("有分析", accept=("有分析", None)), None, True),
    (credited("她", "林岚", accept=("她", "林岚")), credited("她"), True),
    (credited("她", "林岚", accept=("她", "林岚")), credited("她", "周宁"), False),
    (credited("《年报》"), credited("年报"), True),
    (GoldSource(citation="[3]"), None, True),
    (GoldSource(citation="[3]"), credited("港务局"), False),
]


@pytest.mark.parametrize(("a", "b", "same"), SOURCES)
def test_sources(a, b, same):
    assert same_source(a, b) is same


def mention(of, **fields):
    return of(**({"start": 0, "end": 4, "text": "两千多吨", "label": "claim"} | fields))


FIELDS = [
    ({"value": Decimal(90), "relation": "~", "high": Decimal(90)}, {"value": Decimal(90), "relation": "="}, {"relation", "bounds"}),
    ({"value": Decimal(90), "relation": ">"}, {"value": Decimal(90), "relation": ">="}, {"bounds"}),
    ({"low": Decimal(3), "high": Decimal(5), "relation": ".."}, {"value": Decimal(4), "relation": ".."}, {"value", "bounds"}),
    ({"value": Decimal(1), "low": Decimal(1)}, {"value": Decimal(1), "low": Decimal(2)}, {"bounds"}),
    ({"change": "increase"}, {"change": None}, {"change"}),
    ({"kind": "count", "modality": "fact"}, {"kind": "money", "modality": "target"}, {"kind", "modality"}),
    ({}, {"end": 5}, {"span"}),
    ({"time": TimeSpan(9, 11, "去年", "2025")}, {}, {"edtf"}),
    ({"time": TimeSpan(9, 11, "去年")}, {"time": TimeSpan(9, 11, "去年", "2025")}, set()),
    ({"source": credited("她", "林岚", accept=("她",))}, {"source": credited("她")}, {"name", "anaphor"}),
    ({"source": credited("她", "林岚", accept=("她",))}, {"source": credited("她", "林岚")}, set()),
    ({"source": credited("她", "林岚", accept=("她",))}, {}, {"source", "anaphor"}),
    ({"source": credited("她", "林岚", accept=("她", None))}, {}, set()),
    ({"source": credited("林岚", "林岚", accept=("林岚",))}, {"source": credited("周宁")}, {"source", "name"}),
    ({"source": credited("林岚", via=(Carrier(9, 12, "通讯社", "南湾通讯社"),), accept=("林岚",))}, {"source": credited("林岚")}, {"via"}),
]


@pytest.mark.parametrize(("gold", "pred", "wrong"), FIELDS)
def test_which_fields_differ(gold, pred, wrong):
    found = compare(mention(GoldMention, **gold), mention(Mention, **pred))
    assert {name for name, same in found.items() if not same} == wrong


CHARACTERS = [
    (Span(0, 4, "出口总量"), Span(2, 4, "总量"), (2, 0, 2)),
    (Span(0, 2, "南湾"), Span(8, 10, "南湾"), (2, 0, 0)),
    (Span(0, 2, "南湾"), Span(8, 10, "东礁"), (0, 2, 2)),
    (None, Span(8, 10, "东礁"), (0, 2, 0)),
    (None, None, (0, 0, 0)),
]


@pytest.mark.parametrize(("a", "b", "counts"), CHARACTERS)
def test_shared_characters(a, b, counts):
    assert shared_characters(a, b) == counts
