"""W3C Web Annotation: what the Recommendation asks of a page, and pages of others."""

import pytest

from extract.errors import RecordError
from extract.interop import web_annotation
from extract.interop.merge import record_of
from extract.interop.sheet import sheet_of


@pytest.fixture
def page(record):
    return web_annotation.page(sheet_of(record))


def item(page, exact):
    return next(i for i in page["items"] if i["motivation"] == "classifying" and i["target"]["selector"][1]["exact"] == exact)


def test_a_page_is_an_annotation_page(page):
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert page["id"].startswith("urn:")
    ids = [i["id"] for i in page["items"]]
    assert len(set(ids)) == len(ids)
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert {"body", "target", "motivation"} <= annotation.keys()


def test_selectors_give_place_and_words_in_code_points(record, page):
    amount = item(page, "3吨")
    position, quotation = amount["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 20, "end": 22}
    assert quotation["prefix"].endswith("产量为")
    assert quotation["suffix"].startswith("，第二")
    for i in page["items"]:
        if i["motivation"] == "classifying":
            position, quotation = i["target"]["selector"]
            assert record["text"][position["start"] : position["end"]] == quotation["exact"]


def test_bodies_say_label_and_fields(page):
    label, fields = item(page, "3吨")["body"]
    assert label == {"type": "TextualBody", "purpose": "classifying", "value": "claim"}
    assert (fields["zhclaims:value"], fields["zhclaims:unit"], fields["zhclaims:edtf"]) == ("3", "t", "2025")


def test_links_lead_from_annotation_to_annotation(page):
    amount = item(page, "3吨")["id"]
    links = [i for i in page["items"] if i["motivation"] == "linking"]
    assert {i["target"] for i in links} == {amount}
    assert {(i["body"]["zhclaims:role"], i["body"]["source"]) for i in links} >= {("source", item(page, "北港海关")["id"])}


def test_every_term_that_is_not_theirs_is_in_our_namespace(page):
    theirs = {"@context", "id", "type", "startIndex", "items", "motivation", "body", "target", "purpose", "value", "source", "selector"}
    theirs |= {"start", "end", "exact", "prefix", "suffix"}

    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                if key not in ("@context", "zhclaims:record"):
                    yield from keys(inner)
        if isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    assert {key for key in keys(page) if key not in theirs and not key.startswith("zhclaims:")} == set()


def test_one_selector_and_one_body_need_no_list(record, page):
    amount = item(page, "第二")
    amount |= {"body": amount["body"][0], "target": amount["target"] | {"selector": amount["target"]["selector"][0]}}
    assert record_of(web_annotation.sheet(page)) == record


def test_a_quotation_alone_finds_its_place_if_it_is_the_only_one(record, page):
    amount = item(page, "三成")
    amount["target"]["selector"] = amount["target"]["selector"][1:]
    assert record_of(web_annotation.sheet(page)) == record
    amount["target"]["selector"][0] |= {"exact": "𠮷田", "prefix": "", "suffix": ""}
    with pytest.raises(RecordError, match=r"annotation urn:zhclaims:d1#m2: the quotation '𠮷田' occurs more than once"):
        web_annotation.sheet(page)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda p: item(p, "3吨")["target"]["selector"][0].update(start=19), r"annotation urn:zhclaims:d1#m0: the text at 19 to 22 is '为3吨'"),
        (lambda p: item(p, "3吨")["target"]["selector"][0].update(end=99), "place 99 is outside the text"),
        (lambda p: item(p, "3吨")["target"].update(selector=[]), "expected a TextPositionSelector or a TextQuoteSelector"),
        (lambda p: item(p, "3吨").update(target="urn:x"), "field target: expected an object, met a string"),
        (lambda p: item(p, "3吨").update(body=[]), "expected one body with the purpose classifying, met 0"),
        (lambda p: item(p, "3吨")["body"][0].update(value="PER"), "has the label 'PER'"),
        (lambda p: p["items"][-1].update(body="urn:x#m0"), "field body: expected an object"),
        (lambda p: p["items"][-1]["body"].update(source="urn:x#m77"), "there is no mark m77"),
        (lambda p: p["items"][0].pop("id"), "field id: expected a string, met null"),
        (lambda p: p.pop("zhclaims:text"), "field zhclaims:text: expected the text"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(page, change, reason):
    change(page)
    with pytest.raises(RecordError, match=reason):
        record_of(web_annotation.sheet(page))
