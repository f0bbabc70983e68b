import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import InputError, ModelError
from extract.job import annotate
from extract.records import encode_record
from extract.schema import Text
from extract.terminal import SHOWN, Job, visible

ROOT = Path(__file__).parent.parent
HEAVY = {"spacy", "sklearn", "jieba", "opencc", "numpy", "scipy", "thinc", "rich"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function: arguments → the result of the command, in a fresh working folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, **options):
        return CliRunner().invoke(app, list(arguments), **options)

    return call


def command(*arguments, **options):
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | options.pop("env", {})
    line = [sys.executable, "-m", "extract.cli", *arguments]
    return subprocess.run(line, capture_output=True, env=environment, timeout=60, **options)


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def here():
    return sorted(path.name for path in Path().iterdir())


# extract


def test_extract_writes_records_that_keep_to_the_contract(run, fake_load, schema_errors):
    first = '{"id": "a", "text": "产量30吨，占90%。", "meta": {"k": 0.10}, "batch": {"n": 7}}'
    Path("in.jsonl").write_text(first + '\n{"text": "无"}\n', encoding="utf-8")
    result = run("extract", "in.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0, result.output
    first, second = lines("out.jsonl")
    assert schema_errors(first) == schema_errors(second) == []
    assert [claim["text"] for claim in first["claims"]] == ["30", "90"]
    assert first["batch"] == {"n": 7}
    assert first["meta"] == {"k": 0.1}
    assert (second["id"], second["claims"]) == ("in:2", [])
    assert "mentions" not in first
    assert re.fullmatch(r"2 documents, 12 characters, 2 claims, 0 errors, \d+\.\d seconds\n", result.stderr)
    assert result.stdout == ""
    assert here() == ["in.jsonl", "out.jsonl"]


def test_options_reach_the_pipeline(run, fake_load):
    Path("a.txt").write_text("3", encoding="utf-8")
    options = ["--mentions", "--min-confidence", "0.7", "--published", "20260302", "--model", "mine"]
    assert run("extract", "a.txt", "-o", "out.jsonl", *options).exit_code == 0
    assert fake_load == [{"model": "mine", "published": "2026-03-02", "threshold": 0.7}]
    assert lines("out.jsonl")[0]["mentions"] == []


def test_the_model_is_loaded_once_and_not_for_a_wrong_call(run, fake_load):
    for name in "abc":
        Path(f"{name}.txt").write_text(name, encoding="utf-8")
    assert run("extract", "none.txt", "-o", "out.jsonl").exit_code == 2
    assert run("extract", "a.txt", "-o", "no/out.jsonl").exit_code == 2
    assert fake_load == []
    assert run("extract", "a.txt", "b.txt", "c.txt", "-o", "out.jsonl").exit_code == 0
    assert len(fake_load) == 1


def test_stdin_to_stdout(run, fake_load):
    result = run("extract", "-", "-o", "-", input="共3人")
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert (record["id"], record["claims"][0]["text"]) == ("stdin", "3")
    assert "1 document," in result.stderr


def test_failures_are_listed_and_the_rest_is_written(run, fake_load):
    Path("in").mkdir()
    Path("in/a.txt").write_bytes(b"\xff\xfe\x00")
    Path("in/b.jsonl").write_text('{"id": "b1", "text": "1"}\n{}\n{"id": "b3", "text": "坏了"}\n', encoding="utf-8")
    result = run("extract", "in", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert [record["id"] for record in lines("out.jsonl")] == ["b1"]
    listed = lines("out.errors.jsonl")
    assert [(error["file"], error["line"]) for error in listed] == [("in/a.txt", None), ("in/b.jsonl", 2), ("b3", None)]
    assert "fake failure" in listed[2]["reason"]
    assert "zhclaims: in/b.jsonl, line 2: field text: expected a string" in result.stderr
    assert "the errors are listed in out.errors.jsonl" in result.stderr
    Path("in/a.txt").unlink()
    Path("in/b.jsonl").write_text('{"id": "b1", "text": "1"}\n', encoding="utf-8")
    assert run("extract", "in", "-o", "out.jsonl").exit_code == 0
    assert not Path("out.errors.jsonl").exists()


def test_failures_to_stdout_are_told_on_stderr_only(run, fake_load):
    result = run("extract", "-", "-o", "-", input='{"text": "1"}\nno\n')
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "line 2" in result.stderr
    assert here() == []


def test_the_output_in_the_input_folder_is_not_read_again(run, fake_load):
    Path("a.txt").write_text("3", encoding="utf-8")
    for _ in range(2):
        assert run("extract", ".", "-o", "out.jsonl").exit_code == 0
    assert [record["id"] for record in lines("out.jsonl")] == ["a"]


WRONG = [
    (["extract", "none.txt", "-o", "o.jsonl"], "zhclaims: none.txt: no such file or folder"),
    (["extract", "a.txt"], "--output"),
    (["extract", "-o", "o.jsonl"], "INPUT"),
    (["extract", "a.txt", "-o", "."], "is a folder; name a file"),
    (["extract", "a.txt", "-o", "o.jsonl", "--published", "gestern"], "--published gestern: expected a date such as 2026-03-02"),
    (["extract", "a.txt", "-o", "o.jsonl", "--min-confidence", "1.5"], "--min-confidence"),
    (["extract", "a.txt", "a.txt", "-o", "o.jsonl"], "two documents have the id 'a': a.txt and a.txt"),
    (["extract", "two.jsonl", "-o", "o.jsonl"], "two documents have the id 'x': two.jsonl, line 1 and two.jsonl, line 2"),
    (["show", "none.jsonl"], "zhclaims: none.jsonl: no such file"),
    (["show", "two.jsonl"], "two.jsonl, line 1: field schema"),
    (["train", "none", "-o", "m"], "zhclaims: none: no such file or folder"),
    (["nonsense"], "nonsense"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_call_is_explained(run, fake_load, arguments, message):
    Path("a.txt").write_text("3", encoding="utf-8")
    Path("two.jsonl").write_text('{"id": "x", "text": "1"}\n' * 2, encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert here() == ["a.txt", "two.jsonl"]


def test_a_model_that_cannot_be_loaded(run, monkeypatch):
    import extract

    def load(**options):
        raise ModelError("models/x: no such model; there are: default")

    monkeypatch.setattr(extract, "load", load, raising=False)
    Path("a.txt").write_text("3", encoding="utf-8")
    result = run("extract", "a.txt", "-o", "out.jsonl")
    assert (result.exit_code, result.stderr) == (2, "zhclaims: models/x: no such model; there are: default\n")
    assert here() == ["a.txt"]


def test_an_interrupted_run_leaves_no_half_file(run, fake_load):
    Path("a.txt").write_text("停", encoding="utf-8")
    result = run("extract", "a.txt", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr
    assert here() == ["a.txt"]


def test_a_full_disk_is_a_message(run, fake_load):
    Path("a.txt").write_text("3" * 100_000, encoding="utf-8")
    result = run("extract", "a.txt", "-o", "/dev/full")
    assert result.exit_code == 2
    assert "No space left" in result.stderr


def test_annotate_sets_failing_documents_aside(fake_load):
    import extract

    texts = [Text(id=str(n), text="坏" if n % 3 == 0 else "1") for n in range(10)]
    errors = []
    found = [document.id for document in annotate(extract.load(), iter(texts), False, errors.append)]
    assert found == ["1", "2", "4", "5", "7", "8"]
    assert [error.file for error in errors] == ["0", "3", "6", "9"]


@pytest.mark.parametrize(
    ("sizes", "batches"), [([3, 3, 3], [2, 1]), ([20], [1]), ([3, 20, 3], [1, 1, 1]), ([], []), ([9, 9], [1, 1]), ([0] * 12, [10, 2])]
)
def test_a_batch_ends_before_it_is_too_large_and_a_long_document_goes_alone(sizes, batches, monkeypatch):
    monkeypatch.setattr("extract.job.BATCH_CHARACTERS", 10)
    seen = []

    class Watched:
        def pipe(self, texts, mentions):
            seen.append(len(texts))
            yield from texts

    texts = [Text(id=str(n), text="x" * size) for n, size in enumerate(sizes)]
    assert list(annotate(Watched(), texts, False, None)) == texts
    assert seen == batches


# The other commands


def test_schema_and_version_and_help():
    assert json.loads(command("schema").stdout)["title"] == "zhclaims/1"
    assert re.fullmatch(rb"zhclaims .+\n", command("--version").stdout)
    for arguments in (["--help"], ["-h"], *[[name, "--help"] for name in ("extract", "show", "schema", "train")]):
        result = command(*arguments)
        assert result.returncode == 0
        assert result.stderr == b""
        assert b"zhclaims " in result.stdout.partition(b"xample")[2] or arguments[0] in ("--help", "-h")


def test_train_hands_over(run, monkeypatch):
    import types

    calls = []
    module = types.ModuleType("extract.train")
    module.train = lambda corpora, out, calibrate, say: calls.append((corpora, out, calibrate))
    module.dev_report = lambda corpora, out: []
    monkeypatch.setitem(sys.modules, "extract.train", module)
    Path("news").mkdir()
    Path("real.jsonl").touch()
    assert run("train", "news", "-o", "models/mine").exit_code == 0
    assert run("train", "news", "--calibrate", "real.jsonl", "-o", "models/mine").exit_code == 0
    assert calls == [([Path("news")], Path("models/mine"), given) for given in ((), [Path("real.jsonl")])]
    assert run("train", "news", "--calibrate", "none.jsonl", "-o", "m").exit_code == 2


# precision on demand


def test_a_precision_sets_the_threshold_and_says_what_it_keeps(run):
    Path("a.txt").write_text("据统计，去年产量增长三成，共有十二家企业投产。", encoding="utf-8")
    result = run("extract", "a.txt", "-o", "out.jsonl", "--precision", "0.95", "--usable-precision", "0.8")
    assert result.exit_code == 0, result.output
    first, second = result.stderr.splitlines()[:2]
    assert re.match(r"precision 0\.95 of claims: those from confidence 0\.\d+ on, expected to keep [\d.]+% of them", first)
    assert second.startswith("precision 0.8 of usable claims")
    (record,) = lines("out.jsonl")
    producer = record["producer"]
    assert f"{producer['threshold']:.4f}" in first and f"{producer['threshold_usable']:.4f}" in second
    for claim in record["claims"]:
        assert claim["confidence"] >= producer["threshold"] and claim["confidence_usable"] >= producer["threshold_usable"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--precision", "0.9999"], "cannot support it: at best"),
        (["--precision", "1"], "above 0 and below 1"),
        (["--usable-precision", "0"], "--usable-precision 0: a number above 0 and below 1"),
        (["--precision", "0.95", "--min-confidence", "0.5"], "both set the threshold"),
        (["--precision", "0.95", "--model", "none-such"], "no model"),
    ],
)
def test_a_precision_that_cannot_be_promised_is_refused(run, options, message):
    Path("a.txt").write_text("三成", encoding="utf-8")
    result = run("extract", "a.txt", "-o", "out.jsonl", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert here() == ["a.txt"]


def test_help_answers_at_once():
    started = time.perf_counter()
    result = command("--help")
    assert result.returncode == 0
    assert time.perf_counter() - started < 1.5  # 0.15 s on an idle machine
    code = f"import sys, extract.cli; print(sorted(set(sys.modules) & {HEAVY!r}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT)
    assert result.stdout.decode().strip() == "[]"


def test_a_closed_pipe_is_no_error(tmp_path, example):
    file = tmp_path / "r.jsonl"
    file.write_bytes(encode_record(example) * 2000)
    for arguments in (["show", str(file)], ["schema"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "extract.cli", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) in (0, 128 + signal.SIGPIPE)
        assert process.stderr.read() == b""
        process.stderr.close()


def test_output_is_utf8_in_any_locale(tmp_path, example):
    file = tmp_path / "r.jsonl"
    file.write_bytes(encode_record(example))
    result = command("show", str(file), env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert "⟦近九成⟧" in result.stdout.decode()


# What is seen while it runs


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_only(monkeypatch, example):
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        with Job("out.jsonl") as job:
            job.document(example)
            job.error(InputError("a[bold].txt", 2, "原因"))
        assert ("1 document," in stream.getvalue()) == shown
        assert "zhclaims: a[bold].txt, line 2: 原因" in stream.getvalue()


def test_only_the_first_errors_are_shown(capsys):
    with Job("out.jsonl") as job:
        for number in range(100):
            job.error(InputError("a.jsonl", number + 1, "why"))
    assert len(capsys.readouterr().err.splitlines()) == SHOWN + 1
    assert "100 errors" in job.summary()


def test_control_characters_do_not_reach_the_terminal():
    text = "a\x1b[31m\x07\x00\x9b\u202e\x7f\t\n報"
    assert visible(text) == "a␛[31m␇␀\ufffd\ufffd␡\t\n報"
    assert len(visible(text)) == len(text)


# The whole way, with the default model


def test_from_a_file_to_a_table(tmp_path, schema_errors):
    text = "县政府周一公布，去年全县生产苹果3.7万吨，比前年增长近两成。"
    (tmp_path / "apples.txt").write_bytes(text.encode("gb18030"))
    out = tmp_path / "out.jsonl"
    made = command("extract", str(tmp_path), "-o", str(out), "--published", "2026-03-02", "--mentions")
    assert made.returncode == 0, made.stderr.decode()
    (record,) = lines(out)
    assert schema_errors(record) == []
    assert (record["id"], record["text"]) == ("apples", text)
    shown = command("show", str(out))
    assert shown.returncode == 0
    assert "⟦" in shown.stdout.decode()
