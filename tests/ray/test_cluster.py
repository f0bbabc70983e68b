"""The same shards as tasks of Ray, on a cluster of one machine: the same bytes, also when workers are killed."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.append(str(ROOT / "tests" / "batch"))
from batch_helpers import COMMAND, batch, environment, lines, records, tree  # noqa: E402

SIZE = ("--shard-size", "0.02")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """An input, and what local processes make of it."""
    folder = tmp_path_factory.mktemp("quiet")
    file = folder / "in.jsonl"
    file.write_text(lines(records(200, sentences=6)) + "damaged\n", encoding="utf-8")
    assert batch(file, "-o", folder / "out", *SIZE).returncode == 1
    return file, tree(folder / "out")


def workers():
    """The processes of Ray that are at a shard."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"ray::process_shard" in (folder / "cmdline").read_bytes():
                yield int(folder.name)


def test_ray_gives_the_same_bytes(quiet, tmp_path):
    file, expected = quiet
    done = batch(file, "-o", tmp_path / "out", "--ray", "local", "--workers", "2", *SIZE)
    assert done.returncode == 1, done.stderr
    assert tree(tmp_path / "out") == expected


def test_workers_of_ray_that_are_killed_lose_nothing(quiet, tmp_path):
    file, expected = quiet
    call = [*COMMAND, str(file), "-o", str(tmp_path / "out"), "--ray", "local", "--workers", "2", *SIZE]
    process = subprocess.Popen(call, env=environment(), stderr=subprocess.PIPE)
    killed, chance = 0, random.Random(1)
    while process.poll() is None and killed < 3:
        time.sleep(chance.uniform(0.2, 0.6))
        for pid in list(workers())[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
    said = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 1, said
    assert killed
    assert tree(tmp_path / "out") == expected


def test_no_cluster_at_the_address(quiet, tmp_path):
    done = batch(quiet[0], "-o", tmp_path / "out", "--ray", "127.0.0.1:1")
    assert done.returncode == 2
    assert "--ray 127.0.0.1:1: no cluster answers there" in done.stderr


@pytest.fixture
def head(tmp_path):
    """The head node of a cluster that asks for a token, and the environment that has it."""
    home = tmp_path / "home"
    (home / ".ray").mkdir(parents=True)
    (home / ".ray" / "auth_token").write_text("0123456789abcdef" * 4, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = environment() | {"HOME": str(home), "RAY_AUTH_MODE": "token"}
    ray = str(Path(sys.executable).with_name("ray"))
    start = [ray, "start", "--head", f"--port={port}", "--num-cpus=2", "--include-dashboard=false", "--disable-usage-stats", "--temp-dir"]
    with tempfile.TemporaryDirectory(prefix="ray") as short:  # Ray's sockets lie there, and their paths may have 100 characters
        subprocess.run([*start, short], env=own, check=True, capture_output=True, timeout=120)
        yield f"127.0.0.1:{port}", environment() | {"HOME": str(home)}
        subprocess.run([ray, "stop"], env=own, check=False, capture_output=True, timeout=120)


def test_a_cluster_that_asks_for_a_token(quiet, head, tmp_path):
    file, expected = quiet
    address, own = head
    done = batch(file, "-o", tmp_path / "out", "--ray", address, *SIZE, env=own)
    assert done.returncode == 1, done.stderr
    assert tree(tmp_path / "out") == expected
    (Path(own["HOME"]) / ".ray" / "auth_token").unlink()
    refused = batch(file, "-o", tmp_path / "none", "--ray", address, *SIZE, env=own)
    assert refused.returncode == 2
    assert "no token is here" in refused.stderr
    assert "RAY_AUTH_TOKEN" in refused.stderr
