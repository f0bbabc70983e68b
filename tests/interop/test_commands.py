"""``zhclaims export`` and ``import`` as commands: files, messages, exit status, limits."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.cli import interop as command
from extract.interop import exporting, importing, reading
from extract.readers import Limits
from extract.records import encode_record, read_records

ROOT = Path(__file__).parents[2]
DEV = ROOT / "corpora" / "first" / "dev.jsonl"
HARD = Path(__file__).parent / "hard.jsonl"


@pytest.fixture
def run(tmp_path, monkeypatch, record):
    """A function: arguments → the result of the command, in a folder with the small record in a.jsonl."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(encode_record(record))

    def call(*arguments, **options):
        return CliRunner().invoke(app, list(arguments), **options)

    return call


def here():
    return sorted(path.name for path in Path().iterdir())


def test_the_formats_of_the_command_are_those_there_are():
    assert (command.FORMATS, command.TOOLS) == (exporting.FORMATS, importing.FORMATS)


@pytest.mark.parametrize("form", command.TOOLS)
@pytest.mark.parametrize("source", [DEV, HARD], ids=["dev", "hard"])
def test_there_and_back_through_files(tmp_path, form, source):
    out, back = tmp_path / "out", tmp_path / "back.jsonl"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for words in (("export", source, "--format", form, "-o", out), ("import", out, "--format", form, "-o", back)):
        done = subprocess.run([sys.executable, "-m", "extract.cli", *map(str, words)], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        assert "0 errors" in done.stderr
    assert list(read_records(back)) == list(read_records(source))


def test_what_a_format_does_not_show_is_said_once_by_field(run):
    result = run("export", "a.jsonl", "--format", "doccano", "-o", "out.jsonl")
    (said,) = [line for line in result.stderr.splitlines() if "does not show" in line]
    fields, _, way = said.removeprefix("zhclaims: doccano does not show: ").partition("; ")
    both = ["kind", "relation", "modality", "value", "low", "high", "unit", "unit_text"]
    once = ["source_kind", "edtf", "source_name", "source.accept", "source.via.name"]
    assert sorted(fields.split(", ")) == sorted([f"{name} (2)" for name in both] + [f"{name} (1)" for name in once])
    assert way == "they are kept beside the marks, and come back with an import"
    assert result.stderr.splitlines()[-1] == "zhclaims: 1 documents, 2 claims to out.jsonl, offsets in UTF-16 code units, 0 errors"
    table = run("export", "a.jsonl", "--format", "csv", "-o", "out.csv").stderr
    assert "text (1)" in table
    assert "mentions that are no claims (1)" in table
    assert "an import cannot bring them back" in table


def test_label_studio_has_its_configuration_beside_the_tasks(run):
    assert run("export", "a.jsonl", "--format", "label-studio", "-o", "tasks.json").exit_code == 0
    assert here() == ["a.jsonl", "tasks.config.xml", "tasks.json"]
    assert [task["data"]["id"] for task in json.loads(Path("tasks.json").read_text(encoding="utf-8"))] == ["d1"]


def test_stdin_and_stdout_can_be_used(run):
    out = run("export", "-", "--format", "csv", "-o", "-", input=Path("a.jsonl").read_bytes())
    rows = list(csv.DictReader(io.StringIO(out.stdout_bytes.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == ["3吨", "三成"]
    line = run("export", "a.jsonl", "--format", "doccano", "-o", "-").stdout_bytes
    assert run("import", "-", "--format", "doccano", "-o", "-", input=line).stdout_bytes == Path("a.jsonl").read_bytes()


def test_graphemes_are_for_doccano(run):
    assert run("export", "a.jsonl", "--format", "doccano", "-o", "out.jsonl", "--graphemes").exit_code == 0
    claim = json.loads(Path("out.jsonl").read_text(encoding="utf-8"))["entities"][0]
    assert claim["start_offset"] == 20
    assert run("import", "out.jsonl", "--format", "doccano", "-o", "back.jsonl", "--graphemes").exit_code == 0
    assert Path("back.jsonl").read_bytes() == Path("a.jsonl").read_bytes()
    wrong = run("export", "a.jsonl", "--format", "brat", "-o", "b.zip", "--graphemes")
    assert (wrong.exit_code, wrong.stderr) == (2, "zhclaims: --graphemes is for doccano; brat always counts code points\n")


def test_gold_is_written_on_request_and_can_be_trained_with(run, example):
    Path("run.jsonl").write_bytes(encode_record(example))
    run("export", "run.jsonl", "--format", "label-studio", "-o", "tasks.json")
    result = run("import", "tasks.json", "--format", "label-studio", "-o", "same.jsonl")
    assert (result.exit_code, "in the form of a run; to train or score with them: --gold" in result.stderr) == (0, True)
    assert list(read_records("same.jsonl")) == list(read_records("run.jsonl"))
    assert run("import", "tasks.json", "--format", "label-studio", "--gold", "-o", "gold.jsonl").exit_code == 0
    (gold,) = read_records("gold.jsonl")
    assert [m["label"] for m in gold["mentions"]] == ["claim", "claim", "ordinal", "claim"]
    assert gold["mentions"][0]["source"]["accept"] == ["年报", "矿业协会的年报"]


def test_records_of_claims_alone_are_not_to_train_with(run, example):
    import msgspec

    Path("run.jsonl").write_bytes(encode_record(msgspec.structs.replace(example, mentions=msgspec.UNSET)))
    out = run("export", "run.jsonl", "--format", "doccano", "-o", "out.jsonl")
    assert "1 documents list claims alone; to train with what is corrected, show all numbers: zhclaims extract --mentions" in out.stderr
    assert "training would take every other number for none" in run("import", "out.jsonl", "--format", "doccano", "--gold", "-o", "g.jsonl").stderr
    assert "training" not in run("import", "out.jsonl", "--format", "doccano", "-o", "r.jsonl").stderr


# What is wrong


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["export", "a.jsonl", "--format", "word", "-o", "x"], "--format word: expected one of label-studio, doccano, brat"),
        (["import", "a.jsonl", "--format", "csv", "-o", "x"], "doccano, brat, web-annotation; it is written, never read"),
        (["export", "none.jsonl", "--format", "csv", "-o", "x"], "none.jsonl: no such file"),
        (["import", "none.json", "--format", "label-studio", "-o", "x"], "none.json: no such file"),
        (["import", "none", "--format", "brat", "-o", "x"], "none: no such file or folder"),
        (["import", "a.jsonl", "--format", "brat", "-o", "x"], "a.jsonl: expected a folder or a .zip"),
        (["import", "a.jsonl", "--format", "label-studio", "-o", "x"], "a.jsonl: expected a JSON list of tasks, met an object"),
        (["export", "a.jsonl", "--format", "brat", "-o", "."], ".: is there already; brat takes a new folder"),
        (["export", "a.jsonl", "--format", "brat", "-o", "-"], "brat takes a new folder"),
        (["export", "a.jsonl", "--format", "brat", "-o", "no/where"], "does not exist; make it first"),
        (["export", "a.jsonl", "--format", "csv", "-o", "no/where.csv"], "does not exist; make it first"),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(run, arguments, reason):
    result = run(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert "Traceback" not in result.output
    assert here() == ["a.jsonl"]


def test_a_bad_record_is_listed_and_the_others_are_written(run):
    good = Path("a.jsonl").read_bytes()
    Path("b.jsonl").write_bytes(b'{"schema": 1}\n\xff\n\n' + good + good)
    result = run("export", "b.jsonl", "--format", "web-annotation", "-o", "out.jsonl")
    assert result.exit_code == 1
    errors = [json.loads(line) for line in Path("out.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [error["line"] for error in errors] == [1, 2, 5]
    assert errors[2]["reason"] == "field id: 'd1' is that of line 4 too; ids must differ"
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 1


def test_a_document_that_does_not_fit_is_named_and_listed_and_the_others_are_written(run, record):
    second = {**record, "id": "d2"}
    Path("b.jsonl").write_bytes(encode_record(record) + encode_record(second))
    run("export", "b.jsonl", "--format", "label-studio", "-o", "tasks.json")
    tasks = json.loads(Path("tasks.json").read_text(encoding="utf-8"))
    tasks[0]["annotations"][0]["result"][0]["value"]["end"] = 999
    Path("tasks.json").write_text(json.dumps([*tasks, 7, tasks[1]]), encoding="utf-8")
    result = run("import", "tasks.json", "--format", "label-studio", "-o", "back.jsonl")
    assert result.exit_code == 1
    assert "zhclaims: tasks.json: task 1: region m0: place 999 is outside the text (0 to 31)" in result.stderr
    assert "tasks.json: task 3: expected an object, met a number" in result.stderr
    assert "tasks.json: task 4: has the id 'd2', as task 2 has" in result.stderr
    assert [r["id"] for r in read_records("back.jsonl")] == ["d2"]
    assert len(Path("back.errors.jsonl").read_bytes().splitlines()) == 3


def test_a_span_that_belongs_to_no_claim_is_told(run):
    run("export", "a.jsonl", "--format", "brat", "-o", "b")
    path = Path("b/d1.ann")
    path.write_text(path.read_text(encoding="utf-8") + "T99\tentity 3 4\t🙂\n#99\tAnnotatorNotes T1\tlooks wrong\n", encoding="utf-8")
    result = run("import", "b", "--format", "brat", "-o", "back.jsonl")
    assert result.exit_code == 0
    assert "mark T99 (entity, 3 to 4, '🙂') belongs to no claim: left out" in result.stderr
    assert r"the note 'AnnotatorNotes T1\tlooks wrong': left out" in result.stderr
    assert Path("back.jsonl").read_bytes() == Path("a.jsonl").read_bytes()


def test_brat_files_that_lack_one_or_are_no_text_are_named(run):
    run("export", "a.jsonl", "--format", "brat", "-o", "b")
    Path("b/lone.ann").write_text("", encoding="utf-8")
    Path("b/bad.ann").write_text("", encoding="utf-8")
    Path("b/bad.txt").write_bytes(b"\xff")
    result = run("import", "b", "--format", "brat", "-o", "back.jsonl")
    assert result.exit_code == 1
    assert "b/lone.ann: there is no lone.txt beside it" in result.stderr
    assert "b/bad.txt: byte 0 is not UTF-8; convert the file" in result.stderr
    assert [r["id"] for r in read_records("back.jsonl")] == ["d1"]


def test_an_archive_is_read_within_limits_and_never_unpacked(run, monkeypatch):
    run("export", "a.jsonl", "--format", "brat", "-o", "b.zip")
    with zipfile.ZipFile("b.zip", "a") as archive:
        archive.writestr("../../evil.txt", "x")
        archive.writestr("../../evil.ann", "")
    before = here()
    assert run("import", "b.zip", "--format", "brat", "-o", "-").exit_code == 0
    assert here() == before
    monkeypatch.setattr(reading, "LIMITS", Limits(file=100, line=100))
    result = run("import", "b.zip", "--format", "brat", "-o", "back.jsonl")
    assert result.exit_code == 2
    assert "the most that is read of an archive; unpack it first" in result.stderr
    monkeypatch.setattr(reading, "LIMITS", Limits())
    monkeypatch.setattr(reading, "MAX_FILES", 2)
    assert run("import", "b.zip", "--format", "brat", "-o", "back.jsonl").exit_code == 2


def test_a_damaged_archive_is_told(run):
    Path("b.zip").write_bytes(b"PK\x03\x04 none")
    result = run("import", "b.zip", "--format", "brat", "-o", "back.jsonl")
    assert (result.exit_code, here()) == (2, ["a.jsonl", "b.zip"])


def test_lines_and_files_have_limits(run, monkeypatch):
    Path("b.jsonl.gz").write_bytes(gzip.compress(Path("a.jsonl").read_bytes()))
    assert run("export", "b.jsonl.gz", "--format", "csv", "-o", "b.csv").exit_code == 0
    monkeypatch.setattr(reading, "LIMITS", Limits(line=50))
    result = run("export", "a.jsonl", "--format", "csv", "-o", "c.csv")
    assert (result.exit_code, "the line is longer than 50 MB" in result.stderr) == (1, True)
    run("export", "a.jsonl", "--format", "label-studio", "-o", "t.json")
    monkeypatch.setattr(reading, "LIMITS", Limits(file=1))
    assert "is larger than 1 GiB" in run("import", "t.json", "--format", "label-studio", "-o", "x.jsonl").stderr
    assert "of a .gz file; unpack it first" in run("export", "b.jsonl.gz", "--format", "csv", "-o", "d.csv").stderr


@pytest.mark.parametrize(("form", "package"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_package_that_is_not_there_is_named(run, monkeypatch, form, package):
    monkeypatch.setitem(sys.modules, package, None)
    result = run("export", "a.jsonl", "--format", form, "-o", "out")
    assert (result.exit_code, here()) == (2, ["a.jsonl"])
    assert f"{form} needs the package {package}: pip install 'zhclaims[interop]'; or write csv" in result.stderr
