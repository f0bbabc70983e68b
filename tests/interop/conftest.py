"""A small gold record that the tests of the tools change."""

import hashlib

import pytest


def gold(text, mentions, **fields):
    """A gold record by hand; a mention is (words, label, fields) and lies where its words occur first after the one before."""
    given, after = [], 0
    for words, label, more in mentions:
        start = text.index(words, after)
        after = start + len(words)
        given.append({"start": start, "end": after, "text": words, "label": label, "optional": False} | more)
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": "d1", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return head | {"text": text, "meta": {}} | fields | {"mentions": given}


def span(text, words, **more):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words} | more


CLAIM = {"kind": "measure", "value": 3, "low": 3, "high": 3, "relation": "=", "unit": "t", "unit_text": "吨", "change": None, "modality": "fact"}
CLAIM |= {"entity": None, "property": None, "time": None, "source": None}


TEXT = "𠮷田社🙂援引北港海关称，去年𠮷田矿产量为3吨，第二，占比三成。"


@pytest.fixture
def record():
    """Two claims, one with every kind of link, and an ordinal; rare characters stand before all of them."""
    source = span(TEXT, "北港海关", name="北港海关", kind="organisation", cue=[span(TEXT, "称")], via=[], citation=None, accept=["北港海关"])
    source["via"] = [span(TEXT, "𠮷田社", name="𠮷田社", kind="publication")]
    about = {"entity": span(TEXT, "𠮷田矿"), "property": span(TEXT, "产量"), "time": span(TEXT, "去年", edtf="2025"), "source": source}
    share = {"kind": "percent", "value": 30, "low": 30, "high": 30, "unit": "%", "unit_text": "成"}
    return gold(TEXT, [("3吨", "claim", CLAIM | about), ("第二", "ordinal", {}), ("三成", "claim", CLAIM | share)])
