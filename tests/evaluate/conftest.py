"""A small gold and what a system made of it, with every kind of agreement and disagreement; texts and names are invented."""

import hashlib
import json

import pytest

from extract.evaluate.outcomes import compare_documents
from extract.evaluate.read import read_inputs

HARBOUR = "据南湾矿业协会披露，去年出口量超过2000吨，其中近九成运往海外，第三矿区停产七天，库存够用约18个月。"
BOXES = "北港港務公司說，貨櫃量約12萬箱，較前年減少三成；通訊社引述分析師林岚稱，明年可望回升到15萬箱。"
MEETING = "会议讲了三点原因，十分成功，一个大国的两家公司到场，其他数家未到。1998年的2,3号文件重发。"
ROAD = "工期三到五年，造价每吨约2000元，产量翻了一番，占三分之一，居全国第二。"
HARVEST = "有分析称今年收成5万斤[3]，村里人说少了2成，镇长说多了两千元。"
QUIET = "仓库里只剩六箱。"


def span(text, words, nth=0, **more):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words} | more


def source(text, words, nth=0, **more):
    base = {"name": words, "kind": "organisation", "cue": [], "via": [], "citation": None, "accept": [words]}
    return span(text, words, nth) | base | more


def claim(text, words, nth=0, **fields):
    stated = {"kind": "count", "value": 1, "low": 1, "high": 1, "relation": "=", "unit": "1", "unit_text": None}
    links = {"change": None, "modality": "fact", "entity": None, "property": None, "time": None, "source": None}
    exact = {name: fields["value"] for name in ("low", "high") if "value" in fields}
    return span(text, words, nth) | {"label": "claim", "optional": False} | stated | links | exact | fields


def other(text, words, label, nth=0, **more):
    return span(text, words, nth) | {"label": label, "optional": False} | more


def gold(id, text, mentions, **meta):
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": id, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return head | {"text": text, "meta": meta, "mentions": sorted(mentions, key=lambda m: m["start"])}


def predicted(id, text, claims, mentions=(), **more):
    """As another system may write it: no schema, only what it says."""
    return {"id": id, "text": text, "claims": list(claims), "mentions": list(mentions)} | more


def harbour():
    t = HARBOUR
    says = source(t, "南湾矿业协会", accept=["南湾矿业协会", "协会"])
    tons = {"kind": "measure", "value": 2000, "high": None, "relation": ">", "unit": "t", "entity": span(t, "去年"), "property": span(t, "出口量")}
    share = {"kind": "percent", "value": 90, "low": None, "relation": "~", "unit": "%", "time": span(t, "去年", edtf="2025")}
    marks = [
        claim(t, "超过2000吨", source=says, **tons),
        claim(t, "近九成", source=says, **share),
        other(t, "第三矿区", "identifier"),
        claim(t, "七天", kind="duration", value=7, unit="d"),
        claim(t, "约18个月", kind="duration", value=18, low=None, high=None, relation="~", unit="mo"),
    ]
    found = [
        claim(t, "超过2000吨", source=source(t, "矿业协会"), confidence=0.99, **tons),
        claim(t, "九成", source=says, confidence=0.9, **(share | {"low": 90, "high": 90, "relation": "=", "time": span(t, "去年", edtf="2024")})),
        claim(t, "约18个月", kind="duration", value=18, low=None, high=None, relation="~", unit="a", confidence=0.7),
    ]
    below = [claim(t, "七天", kind="duration", value=7, unit="d", confidence=0.4), other(t, "第三", "ordinal", confidence=0.8)]
    return gold("a1", t, marks, genre="wire", region="cn"), predicted("a1", t, found, below)


def boxes():
    t = BOXES
    port = source(t, "北港港務公司", accept=["北港港務公司"])
    wire = span(t, "通訊社", name="南湾通訊社", kind="publication")
    analyst = source(t, "分析師林岚", name="林岚", kind="person", via=[wire], accept=["林岚", "分析師林岚"])
    rise = {"value": 150000, "unit": "{箱}", "modality": "forecast", "change": None, "time": span(t, "明年", edtf="2027")}
    fall = {"kind": "percent", "value": 30, "unit": "%", "change": "decrease"}
    marks = [
        claim(t, "約12萬箱", value=120000, low=None, high=None, relation="~", unit="{箱}", source=port, property=span(t, "貨櫃量")),
        claim(t, "三成", source=port, **fall),
        claim(t, "15萬箱", source=analyst, **rise),
    ]
    found = [
        claim(t, "約12萬箱", value=120000, low=None, high=None, relation="~", unit="{个}", source=port, property=span(t, "貨櫃"), confidence=0.98),
        claim(t, "三成", source=None, confidence=0.6, **(fall | {"change": None})),
        claim(t, "15萬箱", source=analyst | {"via": []}, confidence=0.95, **(rise | {"modality": "fact", "time": span(t, "明年", edtf="2027")})),
    ]
    return gold("b2", t, marks, genre="finance", region="tw"), predicted("b2", t, found)


def meeting():
    t = MEETING
    marks = [
        claim(t, "三点", value=3, unit="{点}", optional=True),
        other(t, "一个", "indefinite"),
        claim(t, "两家", value=2, unit="{家}"),
        other(t, "数家", "indefinite"),
        other(t, "1998年", "time"),
        other(t, "2,3号", "identifier"),
    ]
    found = [claim(t, "三点", value=3, unit="{点}", confidence=0.9), claim(t, "十分", value=10, confidence=0.55), claim(t, "两家公司", value=2, confidence=0.8)]
    rest = [other(t, "一个", "indefinite", confidence=0.9), other(t, "1998年", "time", confidence=1.0), claim(t, "数家", confidence=0.2), other(t, "2", "ordinal")]
    return gold("c3", t, marks, genre="wire", region="cn"), predicted("c3", t, found, rest)


def road():
    t = ROAD
    years = {"kind": "duration", "value": None, "low": 3, "high": 5, "relation": "..", "unit": "a"}
    marks = [
        claim(t, "三到五年", **years),
        claim(t, "每吨约2000元", kind="money", value=2000, low=None, high=None, relation="~", unit="CNY/t", accept_units=["CNY"]),
        claim(t, "翻了一番", kind="ratio", value=2, unit="{倍}", change="factor"),
        claim(t, "三分之一", kind="percent", value=33.3333, unit="%"),
        claim(t, "第二", kind="rank", value=2, unit="{rank}"),
    ]
    found = [
        claim(t, "三到五年", confidence=0.97, **(years | {"high": 50})),
        claim(t, "约2000元", kind="money", value=2000, low=None, high=None, relation="~", unit="CNY", confidence=0.96),
        claim(t, "翻了一番", kind="ratio", value=2, unit="{个}", change="factor", confidence=0.5),
        claim(t, "三分之一", kind="percent", value=33.333333, unit="%", confidence=0.9),
    ]
    return gold("d4", t, marks, genre="wiki", region="cn"), predicted("d4", t, found, [other(t, "第二", "ordinal", confidence=0.9)])


def harvest():
    t = HARVEST
    some = source(t, "有分析", name="有分析", kind="unnamed", accept=["有分析", None])
    village, mayor = (source(t, words, kind="person") for words in ("村里人", "镇长"))
    marks = [
        claim(t, "5万斤", kind="measure", value=50000, unit="{斤}", source=some, entity=span(t, "收成")),
        other(t, "[3]", "citation"),
        claim(t, "2成", kind="percent", value=20, unit="%", change="less", source=village),
        claim(t, "两千元", kind="money", value=2000, unit="CNY", change="more", source=mayor),
    ]
    found = [
        claim(t, "5万斤", kind="measure", value=50000, unit="{斤}", confidence=0.9, source=None),
        claim(t, "2成", kind="percent", value=20, unit="%", change="less", confidence=0.9, source=source(t, "镇长")),
        claim(t, "两千元", kind="money", value=200, unit="CNY", change="more", confidence=0.9, source=mayor),
        claim(t, "[3]", value=3, confidence=0.51, source=mayor, entity=span(t, "村里")),
    ]
    return gold("e5", t, marks, genre="social"), predicted("e5", t, found)


def quiet():
    marks = [claim(QUIET, "六箱", value=6, unit="{箱}", source=None)]
    return gold("f6", QUIET, marks, genre="wire"), predicted("f6", QUIET, [])


def nested():
    """A prediction that joins two claims in a list, and one that cuts the first short: marks nest."""
    t = "年内先后发运300吨和40吨。"
    marks = [claim(t, "300吨和40吨", value=340), claim(t, "300吨", value=300)]
    found = [claim(t, "300吨和", value=340), claim(t, "300", value=300)]
    return gold("n1", t, marks), predicted("n1", t, found)


CASES = (harbour, boxes, meeting, road, harvest, quiet)


def write(path, records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The paths of gold and predictions."""
    folder = tmp_path_factory.mktemp("evaluate")
    golds, preds = zip(*(case() for case in CASES), strict=True)
    return write(folder / "gold.jsonl", golds), write(folder / "pred.jsonl", preds)


@pytest.fixture(scope="session")
def inputs(files):
    """Gold and predictions as read."""
    (found,) = read_inputs(*files)
    assert found.faults == []
    return found


@pytest.fixture(scope="session")
def compared(inputs):
    """Every document compared."""
    return compare_documents(inputs.pairs)


@pytest.fixture(scope="session")
def outcomes(compared):
    """What became of each claim."""
    return [outcome for document in compared for outcome in document.outcomes]


@pytest.fixture(scope="session")
def nested_inputs(tmp_path_factory):
    """The one document whose marks nest, as read."""
    folder = tmp_path_factory.mktemp("nested")
    one, other = nested()
    (found,) = read_inputs(write(folder / "gold.jsonl", [one]), write(folder / "pred.jsonl", [other]))
    return found


@pytest.fixture(scope="session")
def records():
    """Gold and predicted records by document id."""
    return {one["id"]: (one, other) for one, other in (case() for case in CASES)}


@pytest.fixture
def lines(tmp_path):
    """A function: name, records → the path of a file that holds them."""
    return lambda name, given: write(tmp_path / name, given)
