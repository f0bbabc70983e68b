"""``scripts/diff.py`` runs the rules of an earlier commit and those of today; ``scripts/write_evaluation.py`` fills its document."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.evaluate.report import report

SCRIPTS = Path(__file__).parents[2] / "scripts"
FAKE = """
import sys, pathlib
if sys.argv[1] == "extract":
    pathlib.Path(sys.argv[4]).write_text("found by {version}\\n")
else:
    print(*(pathlib.Path(path).read_text().strip() for path in (sys.argv[3], sys.argv[5])), sep=", against ")
"""


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    """A repository with a tagged commit, a later one, and a change that is not committed."""
    folder = tmp_path / "checkout"
    for name in ("scripts", "extract/cli", "corpora/one", "corpora/two"):
        (folder / name).mkdir(parents=True)
    for package in ("extract", "extract/cli"):
        (folder / package / "__init__.py").touch()  # or the installed package goes first
    (folder / "scripts" / "diff.py").write_text((SCRIPTS / "diff.py").read_text(encoding="utf-8"), encoding="utf-8")
    for corpus in ("one", "two"):
        (folder / "corpora" / corpus / "dev.jsonl").write_text("{}\n", encoding="utf-8")
    git(folder, "init", "-q")
    for version, after in (("v1", ("tag", "v1")), ("v2", ("status",)), ("today", None)):
        (folder / "extract" / "cli" / "__main__.py").write_text(FAKE.format(version=version), encoding="utf-8")
        if after:
            git(folder, "add", "-A")
            git(folder, "commit", "-qm", f"The state of {version}")
            git(folder, *after)
    return folder


def diff(folder, *arguments):
    call = [sys.executable, "scripts/diff.py", *arguments]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_corpus_is_compared_with_the_last_tag(checkout):
    done = diff(checkout)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and lines[1::2] == ["found by today, against found by v1"] * 2
    assert lines[0].startswith("corpora/one/dev.jsonl: before is ") and lines[0].endswith("The state of v1, now the working tree")
    assert sorted(path.name for path in (checkout / "out" / "diff").iterdir()) == [f"{c}.{s}.jsonl" for c in ("one", "two") for s in ("before", "now")]


def test_another_commit_on_request_and_the_last_one_without_a_tag(checkout):
    assert "against found by v2" in diff(checkout, "HEAD").stdout
    git(checkout, "tag", "-d", "v1")
    assert "against found by v2" in diff(checkout).stdout


def test_a_commit_that_is_none(checkout):
    done = diff(checkout, "never")
    assert done.returncode == 1 and "never" in done.stderr and "Traceback" not in done.stderr


# The document of figures


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("write_evaluation", SCRIPTS / "write_evaluation.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tables_of_figures_and_labels(script, inputs):
    sets = {"small": report([inputs], ["gold", "pred"])}
    lines = script.figures(sets).splitlines()
    assert "| gold claims | 17 |" in lines
    assert any(line.startswith("| value | 0.857 (") for line in lines)
    assert "| claim | 14 |  | 1 |  |  |  |  | 2 |" in script.confusion(sets).splitlines()


def test_only_what_stands_between_the_marks_is_replaced(script):
    marked = "before\n<!-- figures: scripts/write_evaluation.py -->\nold\n<!-- end of figures -->\nafter\n"
    assert script.fill(marked, {"figures": "new\n"}) == marked.replace("old", "new")
    with pytest.raises(UsageError, match="once each"):
        script.fill("no marks", {"figures": "new\n"})


def test_the_document_has_its_marks_and_figures(script):
    text = script.DOCUMENT.read_text(encoding="utf-8")
    again = script.fill(text, {"figures": "", "confusion": ""})
    assert len(again) < len(text) and json.dumps(again) != json.dumps(text)
