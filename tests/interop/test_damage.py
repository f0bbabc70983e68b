"""Whatever a file holds, a document is read or refused by name: nothing else comes out."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import jsonl
from extract.errors import RecordError
from extract.interop import brat, doccano, label_studio, web_annotation
from extract.interop.merge import record_of
from extract.interop.sheet import sheet_of
from extract.validation import check_record

SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
VALUES = [None, True, -1, 10**30, 1.5, "", "x", "claim", "source", [], {}, [1], {"a": 1}]
TOOLS = {
    "label-studio": (label_studio.task, label_studio.sheet),
    "doccano": (lambda sheet: doccano.line(sheet, "utf16"), lambda line: doccano.sheet(line, "utf16")),
    "web-annotation": (web_annotation.page, web_annotation.sheet),
}


def places(value, path=()):
    """The paths of all that a JSON value holds."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def damage(draw, document):
    """Take away or replace up to three things, anywhere."""
    for _ in range(draw(st.integers(1, 3))):
        if not (paths := list(places(document))):
            return
        *outer, last = draw(st.sampled_from(paths))
        holder = document
        for key in outer:
            holder = holder[key]
        if draw(st.booleans()):
            holder[last] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        else:
            del holder[last]


def read(make):
    try:
        check_record(record_of(make()))
    except RecordError as error:
        assert str(error)


@pytest.mark.parametrize("tool", TOOLS)
@given(data=st.data())
@SLOW
def test_damaged_json(tool, record, data):
    write, sheet = TOOLS[tool]
    document = json.loads(jsonl.dumps(write(sheet_of(record))))
    damage(data.draw, document)
    read(lambda: sheet(jsonl.loads(json.dumps(document))))


@given(data=st.data())
@SLOW
def test_damaged_files_of_brat(record, data):
    files = brat.files(sheet_of(record))
    letters = list(files[".ann"])
    for _ in range(data.draw(st.integers(0, 4))):
        letters[data.draw(st.integers(0, len(letters) - 1))] = data.draw(st.sampled_from([*'\t\nT:;19 x#RA{"', ""]))
    rest = json.loads(files[brat.REST])
    if data.draw(st.booleans()):
        damage(data.draw, rest)
    read(lambda: brat.sheet("d1", files[".txt"], "".join(letters), json.dumps(rest)))
