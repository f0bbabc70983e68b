"""What an annotator changes in a tool is taken over; what does not fit is refused by name."""

from decimal import Decimal

import msgspec
import pytest

from extract.errors import RecordError
from extract.interop.merge import gold_of, left_out, record_of
from extract.interop.sheet import Link, Mark, sheet_of
from extract.validation import check_record

SHARE, ORDINAL, AMOUNT = "m2", "m1", "m0"


def edited(record, change=lambda mark: mark, add=(), links=None, without=()):
    """The record of its sheet after marks were changed, added and taken away (with their links)."""
    sheet = sheet_of(record)
    marks = [change(mark) for mark in sheet.marks if mark.id not in without]
    kept = [link for link in sheet.links if not {link.head, link.tail} & set(without)]
    return msgspec.structs.replace(sheet, marks=[*marks, *add], links=links(kept) if links else kept)


def at(id, **fields):
    """A change of one mark: fields of the mark, ``say`` for its own fields."""
    say = fields.pop("say", {})

    def change(mark):
        return msgspec.structs.replace(mark, **fields, fields=mark.fields | say) if mark.id == id else mark

    return change


def mention(record, words):
    return next(m for m in record["mentions"] if m["text"] == words)


def id_of(record, label):
    return next(mark.id for mark in sheet_of(record).marks if mark.label == label)


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("value", "3.25", Decimal("3.25")),
        ("value", "-4", -4),
        ("low", "", None),
        ("unit", "kg", "kg"),
        ("kind", "count", "count"),
        ("relation", ">=", ">="),
        ("change", "increase", "increase"),
        ("modality", "target", "target"),
        ("optional", "yes", True),
    ],
)
def test_a_field_that_was_changed_is_taken_over_and_nothing_else(record, field, words, value):
    changed = record_of(edited(record, at(AMOUNT, say={field: words})))
    assert mention(changed, "3吨") == mention(record, "3吨") | {field: value}
    assert mention(changed, "三成") == mention(record, "三成")


def test_fields_of_time_and_source_are_taken_over(record):
    words = {"edtf": "2024", "source_name": "北港海關總署", "source_kind": "document", "citation": "[3]"}
    changed = mention(record_of(edited(record, at(AMOUNT, say=words))), "3吨")
    assert changed["time"]["edtf"] == "2024"
    assert [changed["source"][name] for name in ("name", "kind", "citation")] == ["北港海關總署", "document", "[3]"]
    assert changed["source"]["cue"] == mention(record, "3吨")["source"]["cue"]


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        ({"value": "about 3"}, "field value: expected an amount in plain digits"),
        ({"value": "3e5"}, "field value"),
        ({"kind": "weight"}, "field kind: expected one of money, percent"),
        ({"unit": ""}, "its unit is not stated"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_its_mark(record, say, reason):
    with pytest.raises(RecordError, match=reason) as caught:
        record_of(edited(record, at(AMOUNT, say=say)))
    assert "mark m0 (claim, 20 to 22, '3吨')" in str(caught.value)


def test_a_claim_that_becomes_a_time_loses_what_only_claims_have(record):
    changed = record_of(edited(record, at(AMOUNT, label="time")))
    assert mention(changed, "3吨") == {"start": 20, "end": 22, "text": "3吨", "label": "time", "optional": False}


def test_what_becomes_a_claim_is_read_by_the_number_parser(record):
    time = msgspec.structs.replace(sheet_of(record).marks[0], label="time", fields={})
    ordinals = record_of(edited(record, lambda mark: time if mark.id == AMOUNT else mark))
    claim = mention(record_of(edited(ordinals, at(AMOUNT, label="claim"))), "3吨")
    assert [claim[name] for name in ("label", "value", "unit", "kind", "relation", "modality")] == ["claim", 3, "t", "measure", "=", "fact"]


def test_a_new_mark_is_read_too_and_stands_in_its_place(record):
    bare = record_of(edited(record, without=[SHARE]))
    assert [m["text"] for m in bare["mentions"]] == ["3吨", "第二"]
    place = mention(record, "三成")
    again = record_of(edited(bare, add=[Mark("new", place["start"], place["end"], "claim")]))
    assert [m["text"] for m in again["mentions"]] == ["3吨", "第二", "三成"]
    assert [mention(again, "三成")[name] for name in ("value", "unit")] == [30, "%"]


def test_a_new_claim_that_states_nothing_is_refused(record):
    start = record["text"].index("北港")
    with pytest.raises(RecordError, match=r"mark new .*its kind is not stated and cannot be read"):
        record_of(edited(record, add=[Mark("new", start, start + 2, "claim")]))


def test_a_mark_that_was_moved_keeps_its_fields(record):
    changed = record_of(edited(record, at(AMOUNT, start=19)))
    assert mention(changed, "为3吨") == mention(record, "3吨") | {"start": 19, "text": "为3吨"}


def test_another_source_leaves_the_name_of_the_old_one_behind(record):
    start = record["text"].index("𠮷田矿")
    new = Mark("new", start, start + 3, "source")
    old = id_of(record, "source")
    changed = record_of(edited(record, add=[new], without=[old], links=lambda kept: [*kept, Link(AMOUNT, "new", "source")]))
    source = mention(changed, "3吨")["source"]
    assert [source[name] for name in ("text", "name", "kind", "accept")] == ["𠮷田矿", "𠮷田矿", None, ["𠮷田矿"]]
    assert source["via"] == mention(record, "3吨")["source"]["via"]


def test_without_its_source_a_claim_has_none(record):
    gone = {link.tail for link in sheet_of(record).links if link.role in ("source", "cue", "via")}
    assert mention(record_of(edited(record, without=gone)), "3吨")["source"] is None


def test_entity_property_and_time_can_be_linked_anew_also_to_a_mention(record):
    links = [Link(SHARE, id_of(record, "entity"), "entity"), Link(SHARE, id_of(record, "property"), "property"), Link(SHARE, ORDINAL, "when")]
    share = mention(record_of(edited(record, links=lambda kept: kept + links)), "三成")
    assert [share["entity"]["text"], share["property"]["text"]] == ["𠮷田矿", "产量"]
    assert share["time"] == {"start": 23, "end": 25, "text": "第二", "edtf": None}


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (lambda r: Link(AMOUNT, SHARE, "entity"), "2 links \\(entity\\), and a claim has one"),
        (lambda r: Link(ORDINAL, id_of(r, "entity"), "entity"), "the label ordinal and a link \\(entity\\)"),
        (lambda r: Link(SHARE, id_of(r, "cue"), "cue"), "none to a source"),
        (lambda r: Link(id_of(r, "entity"), AMOUNT, "entity"), "draw it from the claim"),
        (lambda r: Link(AMOUNT, "gone", "entity"), "there is no mark gone"),
        (lambda r: Link(AMOUNT, SHARE, "cause"), "expected one of entity, property"),
    ],
)
def test_a_link_that_cannot_be_is_refused(record, link, reason):
    with pytest.raises(RecordError, match=reason):
        record_of(edited(record, links=lambda kept: [*kept, link(record)]))


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        (Mark("new", 3, 99, "time"), r"mark new .* is not within the text \(0 to 31\)"),
        (Mark("new", 3, 3, "time"), "not within"),
        (Mark("new", 3, 4, "PERSON"), "has the label 'PERSON', expected one of claim, time"),
        (Mark("m0", 3, 4, "time"), "has the id of another"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(record, mark, reason):
    with pytest.raises(RecordError, match=reason):
        record_of(edited(record, add=[mark]))


def test_another_text_is_refused(record):
    with pytest.raises(RecordError, match="the text is not the one that was exported"):
        record_of(msgspec.structs.replace(sheet_of(record), text=record["text"].replace("援引", "引用")))


def test_a_span_of_no_claim_is_named_and_left_out(record):
    sheet = edited(record, add=[Mark("new", 3, 4, "entity")])
    assert left_out(sheet) == ["mark new (entity, 3 to 4, '🙂') belongs to no claim"]
    assert record_of(sheet) == record


def test_a_document_that_was_never_a_record_becomes_gold(record):
    sheet = msgspec.structs.replace(sheet_of(record), kept=None, id="theirs")
    made = record_of(sheet)
    assert made["id"] == "theirs"
    assert [m["text"] for m in made["mentions"]] == ["3吨", "第二", "三成"]
    assert mention(made, "3吨")["source"]["name"] == "北港海关"
    assert mention(made, "3吨")["time"]["edtf"] == "2025"


def test_a_record_of_a_run_stays_one_and_becomes_gold_on_request(record):
    from extract import jsonl
    from extract.pipeline import load
    from extract.records import encode_record
    from extract.schema import Text

    run = jsonl.loads(encode_record(next(load().pipe([Text(id="d1", text=record["text"])], mentions=True))).decode())
    claim = next(mark for mark in sheet_of(run).marks if mark.label == "claim")
    ordinal = next(mark for mark in sheet_of(run).marks if mark.label == "ordinal")
    swapped = record_of(edited(run, lambda m: at(claim.id, label="idiom")(m)))
    assert len(swapped["claims"]) == len(run["claims"]) - 1
    assert "idiom" in [m["label"] for m in swapped["mentions"]]
    rank = Mark("new", ordinal.start, ordinal.end, "claim", {"kind": "rank", "relation": "=", "unit": "{rank}", "value": "2"})
    added = record_of(edited(run, without=[ordinal.id], add=[rank]))
    new = next(c for c in added["claims"] if c["start"] == ordinal.start)
    assert (new["id"], new["confidence"], new["rule"]) == (f"d1#{ordinal.start}-{ordinal.end}", 1, "import")
    gold = gold_of(added)
    check_record(gold)
    assert {"claims", "producer", "script"} & gold.keys() == set()
    assert all("confidence" not in m and "rule" not in m and "optional" in m for m in gold["mentions"])
    assert sum(m["label"] == "claim" for m in gold["mentions"]) >= len(added["claims"])
    assert [m["start"] for m in gold["mentions"]] == sorted(m["start"] for m in gold["mentions"])


def test_gold_is_gold_already(record):
    assert gold_of(record) == record
