import hashlib
import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from extract import view
from extract.show import show_records
from extract.show_html import section, write_page

HOSTILE = '<script>alert("1吨")</script>&lt;b&gt;\'"><img src=x onerror=alert(2)>[red]5[/red]\x1b[2J\x00\u202e{0}'


def gold(text, *marked, **more):
    """A gold record with a claim for each of the given words."""
    mentions = []
    for words in marked:
        start = text.index(words)
        stated = {"kind": "count", "value": 1, "low": 1, "high": 1, "relation": "=", "unit": "1", "modality": "fact"}
        mentions.append({"start": start, "end": start + len(words), "text": words, "label": "claim"} | stated | more)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": "a1", "sha256": digest, "text": text, "mentions": mentions}


def terminal(*records, width=80, colour=False):
    file = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=file, width=width, color_system=system, force_terminal=colour, no_color=not colour)
    show_records(records, console)
    return file.getvalue()


def page(*records, title="t"):
    file = io.BytesIO()
    write_page(file, records, title)
    return file.getvalue().decode()


class Reader(HTMLParser):
    """What a browser makes of the page: the text below .text, tags, attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.links, self.ids, self.text = [], set(), [], [], []
        self.depth = 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        self.attributes |= set(given)
        self.links += [given["href"]] if "href" in given else []
        self.ids += [given["id"]] if "id" in given else []
        if given.get("class") == "text" or (self.depth and tag not in ("meta",)):
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= 1 if self.depth else 0

    def handle_data(self, data):
        if self.depth:
            self.text.append(data)


# Words

VALUES = [
    ({"value": 90, "low": 90, "high": 90, "relation": "="}, "90"),
    ({"value": Decimal("0.1"), "low": Decimal("0.1"), "high": Decimal("0.1"), "relation": "="}, "0.1"),
    ({"value": 1200000000000, "relation": "~"}, "~ 1,200,000,000,000"),
    ({"value": 90, "high": 90, "relation": "~"}, "~ 90 (to 90)"),
    ({"value": 2000, "low": 2000, "high": 3000, "relation": ">"}, "> 2,000 (to 3,000)"),
    ({"value": 10, "low": 10, "relation": ">="}, ">= 10"),
    ({"low": 7, "high": 10, "relation": ".."}, "7 .. 10"),
    ({"low": Decimal("1E+11"), "relation": ".."}, "100,000,000,000 .. …"),
    ({"value": 3, "low": 3, "high": 3, "relation": "=", "change": "increase", "modality": "forecast"}, "3; increase; forecast"),
    ({"value": 3, "relation": "=", "modality": "fact"}, "3"),
    ({}, ""),
]


@pytest.mark.parametrize(("claim", "words"), VALUES)
def test_values_in_words(claim, words):
    assert view.value(claim) == words


def test_rows_of_a_record(record):
    amount, share = view.rows(record)
    assert amount.cells()[:3] == ("超过2000多吨", "> 2,000 (to 3,000)", "t")
    assert amount.cells()[3:] == ("南湾 / 出口量 (去年)", "年报 = 矿业协会的年报 via 通讯社", "0.97")
    assert share.cells() == ("近九成", "~ 90 (to 90)", "%", "", "[3]", "0.97")
    assert view.others(record) == "other mentions: 1 ordinal, 1 claim below the threshold"
    assert view.heading(record) == "a1 (outlet: 某报, published: 2026-03-02)"


texts = st.text("甲乙12。\n", min_size=1, max_size=30)


@given(texts, st.data())
def test_pieces_lose_nothing_and_know_what_covers_them(text, data):
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=6))
    marks = [view.Mark(start, end, row, "count") for row, (start, end) in enumerate(spans)]
    pieces = list(view.pieces(text, marks))
    assert "".join(text[start:end] for start, end, _ in pieces) == text
    for start, end, covering in pieces:
        assert {mark.row for mark in covering} == {mark.row for mark in marks if mark.start <= start and end <= mark.end}


# Terminal


def test_without_colour_claims_stand_in_brackets(record):
    shown = terminal(record)
    assert "\x1b" not in shown
    text = re.sub(r"\s", "", shown)
    assert "去年南湾的出口量⟦超过2000多吨⟧，其中⟦近九成⟧运往海外" in text
    assert "2,000" in shown
    assert "1 ordinal" in shown


def test_with_colour_they_are_styled(record):
    shown = terminal(record, colour=True)
    assert "⟦" not in shown
    assert "\x1b[" in shown
    assert re.search(r"\x1b\[4m年报\x1b\[0m", shown)
    assert re.search(r"\x1b\[30;46m近九成\x1b\[0m", shown)


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(record, width):
    long = gold("。" * 500 + "共30人" + "x" * 300, "30")
    shown = terminal(record, long, width=width)
    assert max(map(cell_len, shown.splitlines())) <= max(width, 40)
    assert "⟦30⟧" in shown.replace("\n", "")


def test_claims_within_claims():
    shown = terminal(gold("约3至5吨的货", "3至5吨", "5吨", "约3至5吨"))
    assert "⟦约⟦3至⟦5吨⟧⟧⟧的货" in shown


def test_records_without_claims_and_no_records():
    assert "No claims." in terminal(gold("无"))
    assert "no record" in terminal()


def test_hostile_text_on_a_terminal():
    shown = terminal(gold(HOSTILE, "5"))
    assert "\x1b" not in shown
    assert "\x00" not in shown
    assert "\u202e" not in shown
    assert "[red]⟦5⟧[/red]␛[2J␀" in shown.replace("\n", "")


# Page


def test_the_page_relates_text_and_rows(record):
    html = page(record)
    reader = Reader(html)
    assert "".join(reader.text) == record["text"]
    assert all(link[1:] in reader.ids for link in reader.links)
    assert len(reader.ids) == len(set(reader.ids))
    assert {"#d1r0", "#d1c0", "#d1r1", "#d1c1"} == set(reader.links)
    assert '<a class="claim percent" id="d1c1" href="#d1r1"' in html
    assert "<u>年报</u>" in html


def test_the_page_stands_alone(record):
    html = page(record)
    assert html.startswith("<!doctype html>")
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?://|\son\w+=", html)
    assert "prefers-color-scheme: dark" in html
    assert "Noto Sans CJK" in html


def test_hostile_text_is_escaped_everywhere():
    hostile = gold(HOSTILE, "1吨", unit=HOSTILE, modality="forecast", kind="count")
    spans = {"start": 0, "end": len(HOSTILE), "text": HOSTILE}
    claim = hostile["mentions"][0]
    claim |= {"entity": spans, "property": spans, "time": spans | {"edtf": HOSTILE}}
    claim["source"] = spans | {"name": HOSTILE + "2", "kind": "person", "cue": [spans], "via": [spans], "citation": HOSTILE}
    harmless = page(gold("共1吨", "1吨"))
    hostile |= {"id": HOSTILE, "meta": {HOSTILE: HOSTILE}}
    html = page(hostile, title=HOSTILE)
    reader, allowed = Reader(html), Reader(harmless)
    assert set(reader.tags) <= set(allowed.tags) | {"u"}
    assert reader.attributes <= allowed.attributes
    assert not set(html) & set("\x1b\x00\u202e")
    assert "".join(reader.text) == HOSTILE.translate({0x1B: "␛", 0: "␀", 0x202E: "\ufffd"})


@given(texts, st.data())
def test_the_page_keeps_the_text_whatever_the_claims(text, data):
    places = st.integers(0, len(text))
    record = gold(text)
    for start, end in data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=5)):
        stated = {"kind": "count", "relation": "=", "unit": "1", "value": 1, "low": 1, "high": 1}
        record["mentions"].append({"start": start, "end": end, "text": text[start:end], "label": "claim"} | stated)
    reader = Reader(section(record, "d1"))
    assert "".join(reader.text) == text
    assert len(reader.ids) == len(set(reader.ids))


def test_an_empty_page():
    assert "no record" in page()
