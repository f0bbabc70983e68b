import json
from decimal import Decimal

import pytest

from extract.errors import RecordError
from extract.review.marks import Mark, document_faults, dump, faults, from_page, load, pack, proposals, to_page, unpack, verdict
from extract.validation import check_record

TEXT = "据北泽研究院，𠮷田路出口12万吨。"


def page(**fields):
    """A mark as the page sends one."""
    start = TEXT.index("12万吨")
    mention = {
        "start": start, "end": start + 4, "label": "claim", "kind": "measure", "value": "120,000", "low": "120000", "high": "120000",
        "relation": "=", "unit": "t", "unit_text": "吨", "modality": "fact", "change": None,
    }  # fmt: skip
    return {"status": "accepted", "flag": False, "mention": mention | fields}


def test_a_mark_goes_to_the_page_and_back_unchanged(record):
    check_record(record)
    for proposal in proposals(record):
        mark = Mark(mention=proposal.mention)
        assert from_page(json.loads(json.dumps(to_page(mark))), record["text"]) == mark
        assert unpack(pack(mark)) == load(dump(mark)) == mark


def test_amounts_travel_as_digits_and_stay_exact():
    mark = from_page(page(value="1200000000000.05", low="1200000000000.05", high="1200000000000.05"), TEXT)
    assert mark.mention.value == Decimal("1200000000000.05")
    assert to_page(mark)["mention"]["value"] == "1200000000000.05"


def test_the_words_of_spans_come_from_the_text():
    start = TEXT.index("北泽")
    span = {"start": start, "end": start + 5, "text": "whatever"}
    source = {**span, "name": "北泽研究院", "kind": "organisation", "cue": [{"start": 0, "end": 1}], "via": []}
    mention = from_page(page(entity=span, source=source), TEXT).mention
    assert mention.text == "12万吨"
    assert mention.entity.text == mention.source.text == "北泽研究院"
    assert mention.source.cue[0].text == "据"


def test_other_labels_lose_what_only_claims_have():
    mention = from_page(page(label="time", entity={"start": 0, "end": 1}), TEXT).mention
    assert (mention.label, mention.value, mention.entity, mention.unit_text, mention.kind) == ("time", None, None, None, None)


WRONG = [
    (page(start=-1), "field mention: -1 to"),
    (page(start=3, end=3), "field mention: 3 to 3 is no stretch"),
    (page(end=10_000), "field mention"),
    (page(start=True), "field mention"),
    (page(start="1"), "field mention"),
    (page(value="viel"), "field value: expected plain digits"),
    (page(value=12), "field value: expected plain digits"),
    (page(value="1e5"), "field value: expected plain digits"),
    (page(value="9" * 50), "field value: expected plain digits"),
    (page(label="nonsense"), "expected one of claim, time"),
    (page(kind="nonsense"), "expected one of money"),
    (page(kind=None), "field kind: a claim must state it"),
    (page(unit=""), "field unit: a claim must state it"),
    (page(entity={"start": 5, "end": 900}), "field entity: 5 to 900"),
    (page(entity="words"), "field entity: expected a span"),
    (page(source="words"), "field source: expected an object"),
    (page(source={"start": None, "cue": "x"}), "field source.cue: expected a list"),
    (page(source={"start": None, "cue": [3]}), r"field source.cue\[0\]: expected a span"),
    ({"status": "eaten", "mention": page()["mention"]}, "field mark.status"),
    ({"status": "open"}, "field mark: expected an object"),
    ([], "field mark: expected an object"),
]


@pytest.mark.parametrize(("given", "message"), WRONG)
def test_what_is_no_mark_is_refused_with_the_field(given, message):
    with pytest.raises(RecordError, match=message):
        from_page(given, TEXT)


def test_an_optional_or_open_claim_may_leave_fields_out():
    assert from_page(page(kind=None, optional=True), TEXT).mention.kind is None
    assert from_page(page(kind=None) | {"status": "open"}, TEXT).status == "open"


def test_faults_are_those_of_the_corpus_check():
    good = from_page(page(), TEXT).mention
    assert faults(good, TEXT) == ()
    ((field, reason),) = faults(from_page(page(relation=">", high="5"), TEXT).mention, TEXT)
    assert field == "relation"
    assert "> wants" in reason
    ((field, _),) = faults(from_page(page(unit="furlong"), TEXT).mention, TEXT)
    assert field == "unit"
    assert "do not overlap" in document_faults([good, from_page(page(start=good.start + 1), TEXT).mention], TEXT)[0]


def test_what_became_of_a_proposal(record):
    proposal = proposals(record)[0]
    mark = Mark(mention=proposal.mention)
    changed = from_page(to_page(mark) | {"status": "accepted", "mention": to_page(mark)["mention"] | {"unit": "kg"}}, record["text"])
    assert verdict(mark, proposal) == "open"
    assert verdict(load(dump(mark) | {"status": "accepted"}), proposal) == "accepted"
    assert verdict(load(dump(mark) | {"status": "rejected"}), proposal) == "rejected"
    assert verdict(changed, proposal) == "corrected"
    assert verdict(changed, None) == "added"
