"""Label Studio: tasks and configuration belong together, and what its own exports look like is read."""

import copy
from xml.etree import ElementTree

import pytest

from extract.errors import RecordError
from extract.interop import label_studio
from extract.interop.merge import record_of
from extract.interop.sheet import CHOICES, MARK_LABELS, ROLES, WORDS, sheet_of

PRODUCER = {"zhclaims": "0.1.0", "model": "default", "threshold": 0.5}


@pytest.fixture
def task(record):
    """The task of the small record, with the number that a project gives it."""
    return label_studio.task(sheet_of(record)) | {"id": 17}


@pytest.fixture
def result(task):
    return task["annotations"][0]["result"]


def of(result, words):
    return next(entry for entry in result if entry["type"] == "labels" and entry["value"]["text"] == words)


def test_the_configuration_has_every_label_field_and_relation():
    tree = ElementTree.fromstring(label_studio.config())
    assert [label.get("value") for label in tree.iter("Label")] == list(MARK_LABELS)
    assert [relation.get("value") for relation in tree.iter("Relation")] == list(ROLES)
    choices = {tag.get("name"): tuple(choice.get("value") for choice in tag) for tag in tree.iter("Choices")}
    assert choices == CHOICES
    assert {tag.get("name") for tag in tree.iter("TextArea")} == set(WORDS)
    assert all(tag.get("perRegion") == "true" for kind in ("Choices", "TextArea") for tag in tree.iter(kind))
    (text,) = tree.iter("Text")
    assert (text.get("name"), text.get("value")) == ("text", "$text")
    assert len({label.get("background") for label in tree.iter("Label")}) == len(MARK_LABELS)


def test_a_task_refers_to_its_configuration(result):
    names = {tag.get("name"): tag for tag in ElementTree.fromstring(label_studio.config()).iter() if tag.get("toName")}
    regions = [entry for entry in result if entry["type"] != "relation"]
    assert {names[entry["from_name"]].tag.lower() for entry in regions} == {"labels", "choices", "textarea"}
    for entry in regions:
        assert names[entry["from_name"]].tag.lower() == entry["type"]
        assert names[entry["from_name"]].get("toName") == entry["to_name"] == "text"


def test_offsets_are_code_points_behind_rare_characters(task, result):
    amount = of(result, "3吨")["value"]
    assert task["data"]["text"][amount["start"] : amount["end"]] == "3吨"
    assert (amount["start"], amount["labels"]) == (20, ["claim"])


def test_fields_and_relations_hang_on_the_region(result):
    id = of(result, "3吨")["id"]
    fields = {e["from_name"]: (e["value"].get("choices") or e["value"]["text"])[0] for e in result if e.get("id") == id and e["from_name"] != "label"}
    assert fields == {
        "kind": "measure", "value": "3", "low": "3", "high": "3", "relation": "=", "unit": "t", "unit_text": "吨", "modality": "fact",
        "edtf": "2025", "source_name": "北港海关", "source_kind": "organisation",
    }  # fmt: skip
    relations = {(e["labels"][0], e["to_id"]) for e in result if e["type"] == "relation" and e["from_id"] == id}
    assert {(role, next(e["value"]["text"] for e in result if e.get("id") == to)) for role, to in relations} == {
        ("entity", "𠮷田矿"), ("property", "产量"), ("when", "去年"), ("source", "北港海关"), ("cue", "称"), ("via", "𠮷田社"),
    }  # fmt: skip


def test_gold_is_an_annotation_and_a_record_of_a_run_a_prediction(record):
    others = [{"start": 23, "end": 25, "text": "第二", "label": "ordinal", "confidence": 0.75}]
    run = record | {"producer": PRODUCER, "script": "hans", "claims": [], "mentions": others}
    assert "predictions" not in label_studio.task(sheet_of(record))
    (prediction,) = label_studio.task(sheet_of(run))["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("zhclaims 0.1.0 default", 0.75)


def test_an_annotation_goes_before_predictions_and_what_was_skipped(record, task):
    predicted = copy.deepcopy(task["annotations"][0]) | {"model_version": "x"}
    skipped = {"was_cancelled": True, "result": []}
    task["annotations"][0]["result"] = [e for e in task["annotations"][0]["result"] if e.get("id") != "m1"]
    task |= {"predictions": [predicted], "annotations": [skipped, *task["annotations"]]}
    assert [m["text"] for m in record_of(label_studio.sheet(task))["mentions"]] == ["3吨", "三成"]


def test_a_relation_may_be_drawn_from_either_side_and_without_its_label(record, task, result):
    for entry in result:
        if entry["type"] == "relation" and entry["labels"] == ["entity"]:
            entry |= {"from_id": entry["to_id"], "to_id": entry["from_id"], "labels": []}
        elif entry["type"] == "relation" and entry["labels"] == ["source"]:
            entry |= {"from_id": entry["to_id"], "to_id": entry["from_id"], "direction": "left"}
    sheet = label_studio.sheet(task)
    assert sorted(link.role for link in sheet.links if link.tail.startswith("s")).count("source") == 1
    changed = copy.deepcopy(task)
    turned = [e for e in changed["annotations"][0]["result"] if e["type"] != "relation" or e["labels"]]
    assert len(turned) == len(result) - 1
    assert record_of(label_studio.sheet(task | {"annotations": [{"result": [e for e in result if e.get("labels") != []]}]}))["mentions"][0]["entity"] is None


def test_line_feeds_in_a_region_as_the_editor_writes_them(record):
    text = record["text"].replace("，第二", "\n第二")
    import hashlib

    fields = {"text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    task = label_studio.task(sheet_of(record | fields | {"mentions": record["mentions"][1:2]}))
    value = of(task["annotations"][0]["result"], "第二")["value"]
    value |= {"start": value["start"] - 1, "text": "\\n第二"}
    assert record_of(label_studio.sheet(task))["mentions"][0]["text"] == "\n第二"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: t.pop("annotations"), "neither annotations nor predictions; export the project as JSON"),
        (lambda t: t["annotations"].append({"result": []}), "2 annotations, and a record takes one"),
        (lambda t: t["data"].pop("text"), r"field data\.text: expected the text of the document, met null"),
        (lambda t: t.pop("data"), "field data: expected an object, met no such field"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(start=19), r"region m0: text\[19:22\] is '为3吨', but the region says '3吨'"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(end=999), r"region m0: place 999 is outside the text \(0 to 31\)"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(labels=["claim", "time"]), "region m0: expected one label"),
        (lambda t: t["annotations"][0]["result"][0]["value"].update(labels=["PER"]), "mark m0 .* has the label 'PER'"),
        (lambda t: t["annotations"][0]["result"][1]["value"].update(choices=["money", "count"]), "region m0, field kind: expected one answer"),
        (lambda t: t["annotations"].__setitem__(0, {"result": "none"}), "field result: expected a list of objects, met a string"),
        (lambda t: t["data"].update(text="别的"), "outside the text|text or the offsets were changed"),
        (lambda t: t["data"]["zhclaims"].update(mentions=3), "damaged"),
        (lambda t: t["data"].update(zhclaims=[1]), "field zhclaims: expected an object"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(task, change, reason):
    change(task)
    with pytest.raises(RecordError, match=reason):
        record_of(label_studio.sheet(task))
