"""brat: files that an independent reader takes, and what brat itself writes."""

import json
import re
import warnings
from pathlib import Path

import pytest

from extract.errors import RecordError
from extract.interop import brat
from extract.interop.merge import record_of
from extract.interop.sheet import CHOICES, MARK_LABELS, sheet_of
from extract.records import read_records

HARD = Path(__file__).parent / "hard.jsonl"


def read(files, **other):
    files = files | other
    return brat.sheet("d1", files[".txt"], files[".ann"], files.get(brat.REST))


@pytest.fixture(scope="module")
def independent():
    """The package bratly: its class of text-bound annotations, and a function that reads a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its models are written for an older pydantic
        from bratly import EntityAnnotation
        from bratly.io.file_read_src import read_document_collection_from_folder
    return EntityAnnotation, read_document_collection_from_folder


@pytest.fixture
def made(record):
    return brat.files(sheet_of(record))


def test_the_lines_are_those_of_the_standoff_form(made):
    kinds = {"T": r"T\d+\t\w+ \d+ \d+\t.+", "R": r"R\d+\t\w+ Arg1:T\d+ Arg2:T\d+", "A": r"A\d+\t\w+ T\d+ \S+", "#": r"#\d+\tAnnotatorNotes T\d+\t\{.*\}"}
    lines = made[".ann"].splitlines()
    assert all(re.fullmatch(kinds[line[0]], line) for line in lines)
    assert {line[0] for line in lines} == set(kinds)
    assert "T1\tclaim 20 22\t3吨" in lines
    assert "A2\trelation T1 exact" in lines


def test_an_independent_reader_finds_every_mark_in_the_text(record, tmp_path, independent):
    text_bound, read_folder = independent
    (hard,) = read_records(HARD)
    for name, one in (("d1", record), ("hard", hard)):
        for ending, content in brat.files(sheet_of(one)).items():
            (tmp_path / f"{name}{ending}").write_bytes(content.encode())
    found = read_folder(str(tmp_path), sort_ann=False, renumerotize_ann=False)
    assert len(found.documents) == 2
    for document, one in zip(sorted(found.documents, key=lambda d: d.filename_without_ext), (record, hard), strict=True):
        (collection,) = document.annotation_collections
        entities = [a for a in collection.annotations if isinstance(a, text_bound)]
        marks = {(m.label, m.start, m.end) for m in sheet_of(one).marks}
        assert {(e.label, e.fragments[0].start, e.fragments[-1].end) for e in entities} == marks


def test_lines_stay_lines_however_they_are_told_apart():
    (hard,) = read_records(HARD)
    made = brat.files(sheet_of(hard))
    assert len(made[".txt"]) == len(hard["text"])
    assert made[".txt"].split("\n") == made[".txt"].splitlines()
    assert made[".ann"].split("\n")[:-1] == made[".ann"].splitlines()
    for line in made[".ann"].splitlines():
        if found := re.match(r"T\d+\t\w+ (\d+) (\d+)\t(.*)", line):
            assert made[".txt"][int(found[1]) : int(found[2])] == found[3]


def test_the_configuration_knows_all_that_is_written(made):
    sections = {part.split("]")[0]: part.split("]")[1].split("\n") for part in brat.config().split("[")[1:]}
    assert set(sections) == {"entities", "relations", "events", "attributes"}
    assert [line for line in sections["entities"] if line] == list(MARK_LABELS)
    values = {line.split("\t")[0]: line.rpartition("Value:")[2].split("|") for line in sections["attributes"] if line}
    assert set(values) == set(CHOICES)
    assert not re.search("[<>=]", "".join(v for vs in values.values() for v in vs))
    for _, name, value in re.findall(r"^A(\d+)\t(\w+) T\d+ (.*)$", made[".ann"], re.M):
        assert value in values[name]


def test_pieces_with_line_feeds_between_them_are_one_span():
    sheet = read({".txt": "占近\r\n九成。\n第二", ".ann": "T1\tclaim 1 2;4 6\t近 九成\nT2\tordinal 8 10\t第二\n"})
    assert [(mark.start, mark.end) for mark in sheet.marks] == [(1, 6), (8, 10)]


def test_what_was_changed_in_brat_is_taken_over(record, made):
    ann = made[".ann"].replace("modality T1 fact", "modality T1 target").replace('"value": "3"', '"value": "3.5"') + "T99\tidiom 25 26\t，\n"
    changed = record_of(read(made, **{".ann": ann}))["mentions"]
    assert (changed[0]["modality"], float(changed[0]["value"])) == ("target", 3.5)
    assert [m["label"] for m in changed] == ["claim", "ordinal", "idiom", "claim"]


def test_files_without_the_third_one_become_gold(record, made):
    sheet = brat.sheet("theirs", made[".txt"], made[".ann"], None)
    assert record_of(sheet)["id"] == "theirs"
    assert record_of(sheet)["mentions"][0]["source"]["text"] == "北港海关"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T99\tclaim 3 8", r"d1\.ann, line \d+, T99: the text at 3 to 8|at 3 8 is"),
        ("T99\tclaim 3 99\tx", r"T99: place 99 is outside the text"),
        ("T99\tclaim x\ty", "expected a label and offsets such as"),
        ("T99\ttime 0 1;3 4\t𠮷 🙂", "is in pieces"),
        ("T99\tPER 3 4\t🙂", "has the label 'PER'"),
        ("R99\tentity T1 T2", "expected a relation such as"),
        ("R99\tentity Arg1:T1 Arg2:T98", "there is no mark T98"),
        ("A99\tcolour T1 red", "expected an attribute such as"),
        ('#99\tAnnotatorNotes T1\t{"colour": "red"}', "expected a note such as"),
        ("E1\tBuy:T1", "a record has no events"),
        ("*\tEquiv T1 T2", "a record has no events"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(made, line, reason):
    with pytest.raises(RecordError, match=reason):
        record_of(read(made, **{".ann": made[".ann"] + line + "\n"}))


@pytest.mark.parametrize("rest", ["{}", "[]", '{"kept": {}, "ids": {}, "hidden": {"999": "x"}}', '{"kept": 1, "ids": {}, "hidden": {}}'])
def test_a_damaged_third_file_is_refused(made, rest):
    with pytest.raises(RecordError, match=r"zhclaims\.json does not belong to this text, or is damaged"):
        read(made, **{brat.REST: rest})


def test_names_of_files_are_safe_and_differ():
    taken = set()
    names = [brat.file_name(id, taken) for id in ("../../etc/passwd", "a/b", "a:b", "A_b", "", "报" * 500, ".hidden")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[\w-]{1,63}", name) for name in names)


def test_the_rest_is_json(made):
    assert json.loads(made[brat.REST])["kept"]["id"] == "d1"
