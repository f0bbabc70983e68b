import gzip
import json
import os
import stat
from pathlib import Path

import pytest

from extract.errors import InputError, UsageError
from extract.outputs import errors_path, write_errors, writing


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_it_is_complete(tmp_path):
    target = tmp_path / "out.jsonl"
    with writing(str(target)) as file:
        file.write(b"line\n")
        assert names(tmp_path) != ["out.jsonl"]
    assert target.read_bytes() == b"line\n"
    assert names(tmp_path) == ["out.jsonl"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_what_is_not_complete_leaves_no_trace(tmp_path, stop):
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old\n")
    with pytest.raises(stop), writing(str(target)) as file:
        file.write(b"half")
        raise stop
    assert names(tmp_path) == ["out.jsonl"]
    assert target.read_bytes() == b"old\n"


def test_links_and_devices_stay_what_they_are(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real" / "out.jsonl")
    with writing(str(link)) as file:
        file.write(b"x")
    assert link.is_symlink()
    assert (tmp_path / "real" / "out.jsonl").read_bytes() == b"x"
    with writing(os.devnull) as file:
        file.write(b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_gz_is_compressed_and_the_same_every_time(tmp_path):
    target = tmp_path / "out.jsonl.gz"
    found = []
    for _ in range(2):
        with writing(str(target)) as file:
            file.write(b"line\n")
        found.append(target.read_bytes())
    assert gzip.decompress(found[0]) == b"line\n"
    assert found[0] == found[1]


def test_standard_output(capfdbinary):
    with writing("-") as file:
        file.write(b"line\n")
    assert capfdbinary.readouterr().out == b"line\n"


WRONG = [("", "is a folder; name a file"), ("none/out.jsonl", "does not exist; make it first")]


@pytest.mark.parametrize(("target", "message"), WRONG)
def test_wrong_targets(tmp_path, target, message):
    with pytest.raises(UsageError, match=message), writing(str(tmp_path / target)):
        pass


NAMES = [
    ("out.jsonl", "out.errors.jsonl"),
    ("a/out.jsonl.gz", "a/out.errors.jsonl"),
    ("out.v1.txt", "out.v1.txt.errors.jsonl"),
    ("-", None),
    (os.devnull, None),
]


@pytest.mark.parametrize(("target", "name"), NAMES)
def test_where_errors_are_listed(target, name):
    found = errors_path(target)
    assert (found and str(found)) == name


def test_errors_are_listed_and_a_stale_list_is_removed(tmp_path):
    path = tmp_path / "out.errors.jsonl"
    write_errors(path, [InputError("甲.jsonl", 3, "why"), InputError("b.txt", None, "原因")])
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == [{"file": "甲.jsonl", "line": 3, "reason": "why"}, {"file": "b.txt", "line": None, "reason": "原因"}]
    write_errors(path, [])
    assert names(tmp_path) == []
    write_errors(path, [])
