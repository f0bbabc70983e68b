"""Processes that are killed with the signal that cannot be caught, at any moment: the results are those of a quiet run."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from batch_helpers import COMMAND, batch, documents, environment, errors, lines, records, tree

SIZE = ("--shard-size", "0.008")
MOMENTS = 5


def workers(parent):
    """The processes that a run has started for shards."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            of = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if of == parent and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """An input, what an undisturbed run makes of it, and how long that takes."""
    folder = tmp_path_factory.mktemp("quiet")
    file = folder / "in.jsonl"
    file.write_text(lines(records(160, sentences=6)) + "damaged\n", encoding="utf-8")
    began = time.monotonic()
    done = batch(file, "-o", folder / "out", "--workers", "2", *SIZE)
    assert done.returncode == 1, done.stderr
    assert len(documents(folder / "out")) == 160
    return file, tree(folder / "out"), time.monotonic() - began


def start(file, out):
    call = [*COMMAND, str(file), "-o", str(out), "--workers", "2", *SIZE]
    return subprocess.Popen(call, env=environment(), stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_killed_run_goes_on_to_the_same_bytes(quiet, tmp_path, moment):
    file, expected, seconds = quiet
    process = start(file, tmp_path / "out")
    time.sleep(random.Random(moment).uniform(0.3, 0.9) * seconds)
    process.kill()
    process.communicate()
    done = batch(file, "-o", tmp_path / "out", "--workers", "1", *SIZE)
    assert done.returncode == 1, done.stderr
    assert tree(tmp_path / "out") == expected


def test_killed_workers_are_replaced_and_nothing_is_lost(quiet, tmp_path):
    file, expected, seconds = quiet
    process = start(file, tmp_path / "out")
    chance = random.Random(7)
    killed = 0
    for moment in range(MOMENTS):
        while process.poll() is None and len(list((tmp_path / "out").glob("shards/*.json"))) <= 2 * moment:
            time.sleep(0.01)  # some shards are done between two kills, or all would strike processes that just begin
        time.sleep(chance.uniform(0, 0.05) * seconds)
        for pid in workers(process.pid)[: 1 + moment % 2]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
    said = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 1, said
    assert killed
    assert tree(tmp_path / "out") == expected


def test_interrupted_by_the_keyboard_it_goes_on(quiet, tmp_path):
    file, expected, seconds = quiet
    process = start(file, tmp_path / "out")
    time.sleep(0.6 * seconds)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode in (130, 1), said
    assert "run the same command again to go on" in said or process.returncode == 1
    assert not list((tmp_path / "out").rglob("*.part"))
    done = batch(file, "-o", tmp_path / "out", *SIZE)
    assert done.returncode == 1, done.stderr
    assert tree(tmp_path / "out") == expected


PATCH = """
import os, time
import extract.pipeline as module
first = module.Pipeline.pipe
def pipe(self, texts, **options):
    texts = list(texts)
    for text in texts:
        if "崩" in text.text:
            os.abort()
        while "慢" in text.text:
            pass
    yield from first(self, texts, **options)
module.Pipeline.pipe = pipe
"""


def test_documents_that_end_the_process_or_never_end_are_found_and_listed(tmp_path):
    (tmp_path / "patch").mkdir()
    (tmp_path / "patch" / "sitecustomize.py").write_text(PATCH, encoding="utf-8")
    items = records(6)
    items[1]["text"] = "崩溃了3次。"
    items[4]["text"] = "慢了5天。"
    file = tmp_path / "in.jsonl"
    file.write_text(lines(items), encoding="utf-8")
    done = batch(file, "-o", tmp_path / "out", "--workers", "2", "--timeout", "1", "--shard-size", "0.004", paths=[tmp_path / "patch"])
    assert done.returncode == 1, done.stderr
    assert [record["id"] for record in documents(tmp_path / "out")] == [f"d{n}" for n in (0, 2, 3, 5)]
    dead, slow = errors(tmp_path / "out")
    assert (dead["file"], dead["line"]) == (str(file), 2)
    assert "the process ends when it works on this document (killed by signal 6" in dead["reason"]
    assert (slow["line"], "more than 1 seconds of computing" in slow["reason"]) == (5, True)
    assert not (tmp_path / "out" / ".trials").exists()
