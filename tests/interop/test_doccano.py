"""doccano: its form for relations, in its own count of characters."""

import pytest

from extract.errors import RecordError
from extract.interop import doccano
from extract.interop.merge import left_out, record_of
from extract.interop.sheet import sheet_of


@pytest.fixture
def line(record):
    return doccano.line(sheet_of(record), "utf16")


def utf16(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_spans_are_counted_in_utf16_units(line):
    said = {(e["label"], utf16(line["text"], e["start_offset"], e["end_offset"])) for e in line["entities"]}
    assert said >= {("claim", "3吨"), ("entity", "𠮷田矿"), ("via", "𠮷田社"), ("claim", "三成")}
    assert next(e for e in line["entities"] if e["label"] == "claim")["start_offset"] == 23  # 20 code points, three of them in two units


def test_relations_lead_from_the_claim(line):
    by_id = {e["id"]: e for e in line["entities"]}
    assert {(by_id[r["from_id"]]["label"], r["type"], by_id[r["to_id"]]["label"]) for r in line["relations"]} == {
        ("claim", role, role) for role in ("entity", "property", "when", "source", "cue", "via")
    }
    assert len({r["id"] for r in line["relations"]}) == len(line["relations"])


def test_its_export_gives_every_span_another_number(record, line):
    for entry in (*line["entities"], *line["relations"]):
        entry |= {name: entry[name] + 4711 for name in ("id", "from_id", "to_id") if name in entry}
    line |= {"id": 12, "Comments": []}
    assert record_of(doccano.sheet(line, "utf16")) == record


def test_a_comment_is_named(line):
    assert left_out(doccano.sheet(line | {"Comments": ["存疑"]}, "utf16")) == ["the comment 存疑"]


def test_a_project_without_relations_leaves_links_as_they_were(record, line):
    triples = [[e["start_offset"], e["end_offset"], e["label"]] for e in line["entities"]]
    plain = {"id": 12, "text": line["text"], "label": triples, "zhclaims": line["zhclaims"]}
    assert record_of(doccano.sheet(plain, "utf16")) == record
    fewer = record_of(doccano.sheet(plain | {"label": [t for t in triples if t[2] != "ordinal"]}, "utf16"))
    assert [m["text"] for m in fewer["mentions"]] == ["3吨", "三成"]


def test_a_document_of_their_own_becomes_gold():
    line = {"id": 5, "text": "🙂产量三吨", "entities": [{"id": 9, "label": "claim", "start_offset": 4, "end_offset": 6}], "relations": []}
    record = record_of(doccano.sheet(line, "utf16"))
    assert (record["id"], [(m["text"], m["value"], m["unit"]) for m in record["mentions"]]) == ("5", [("三吨", 3, "t")])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line["entities"][0].update(start_offset=1), "entity 0: place 1 lies within a character, counted in UTF-16"),
        (lambda line: line["entities"][0].update(end_offset=99), "entity 0: place 99 is outside the text"),
        (lambda line: line["entities"][0].update(end_offset="x"), "entity 0: field end_offset: expected a whole number"),
        (lambda line: line["relations"][0].update(to_id=99), "there is no mark 99"),
        (lambda line: line["relations"][0].pop("type"), "field type: expected a string, met null"),
        (lambda line: line.pop("entities"), "expected the field entities or label with spans"),
        (lambda line: line.update(text=3), "field text: expected the text of the document, met a number"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(line, change, reason):
    change(line)
    with pytest.raises(RecordError, match=reason):
        record_of(doccano.sheet(line, "utf16"))


def test_the_wrong_count_is_noticed(line):
    with pytest.raises(RecordError, match=r"place .*counted in extended grapheme clusters"):
        record_of(doccano.sheet(line | {"entities": line["entities"][-1:]} | {"text": "🙂"}, "grapheme"))
