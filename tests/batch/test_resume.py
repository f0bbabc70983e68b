"""A second run keeps what is done and says why it does the rest again; what stops a run is said clearly."""

import fcntl
import json
import resource
import signal

import pytest
from batch_helpers import batch, documents, errors, lines, records, tree

from extract.batch.job import Job, differences, with_versions
from extract.batch.report import write_report
from extract.batch.shards import Fault, checksum, cut
from extract.batch.store import forget, inputs_of, look_up, make_folders
from extract.batch.work import Task, process_shard
from extract.errors import InputError
from extract.readers import Raw

JOB = with_versions(Job())


def shard_of(texts, file="in.jsonl"):
    """One shard of some texts."""
    raws = [Raw(file, n, f"in:{n}", json.dumps({"text": text}).encode()) for n, text in enumerate(texts, 1)]
    (shard,) = cut(lambda on_error: iter(raws), 10**6, lambda: 0)
    return shard


@pytest.fixture
def done(tmp_path):
    """A folder with one shard that is done."""
    make_folders(tmp_path)
    shard = shard_of(["增长3%。", "出口12万吨。"])
    record = process_shard(Task(shard, str(tmp_path), JOB))
    assert (record.documents, record.claims, record.errors) == (2, 2, 0)
    return tmp_path, shard


def test_a_shard_that_is_done_is_kept(done):
    out, shard = done
    found, reasons = look_up(out, shard, JOB)
    assert (found.documents, reasons) == (2, [])
    assert inputs_of(out) == {"in.jsonl"}


def alter(out):
    (out / "documents" / "000000.jsonl").write_bytes(b"{}\n")


def remove(out):
    (out / "claims" / "000000.jsonl").unlink()


def damage(out):
    (out / "shards" / "000000.json").write_bytes(b'{"number":')


@pytest.mark.parametrize(
    ("change", "reason"),
    [(alter, "a file was damaged or altered (documents)"), (remove, "a file is gone (claims)"), (damage, "its record is damaged")],
)
def test_damaged_results_are_done_again(done, change, reason):
    out, shard = done
    before = tree(out)
    change(out)
    assert look_up(out, shard, JOB) == (None, [reason])
    forget(out, shard.name)
    assert tree(out) == {}
    process_shard(Task(shard, str(out), JOB))
    assert tree(out) == before


def test_other_documents_options_and_versions_are_done_again(done):
    out, shard = done
    assert look_up(out, shard_of(["增长4%。"]), JOB)[1] == ["its documents changed"]
    assert look_up(out, shard, with_versions(Job(threshold=0.9, mentions=True)))[1] == ["threshold was None, is 0.9", "mentions was False, is True"]
    newer = Job(versions=JOB.versions | {"zhclaims": "9.0", "jieba": "9.1"})
    assert look_up(out, shard, newer)[1] == ["zhclaims was 0.1.0, is 9.0", "jieba was 0.42.1, is 9.1"]
    assert differences(None, JOB) == ["its record is damaged"]


def test_a_machine_with_other_versions_stops_the_run(tmp_path):
    make_folders(tmp_path)
    stopped = process_shard(Task(shard_of(["增长3%。"]), str(tmp_path), Job(versions=JOB.versions | {"rules": "0"})))
    assert "on a machine of the cluster, and 0 where the run began" in stopped.reason
    assert tree(tmp_path) == {}


def test_a_run_goes_on_and_says_why_it_does_what_again(corpus, tmp_path):
    size = ("--shard-size", "0.03", "--workers", "1")
    out = tmp_path / "out"
    first = batch(corpus, "-o", out, *size, "--report", tmp_path / "report.html")
    assert (first.returncode, "of which 0 were done before" in first.stderr) == (0, True), first.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Claims by kind" in page
    before = tree(out)
    with corpus.open("a", encoding="utf-8") as file:
        file.write(lines([{"id": "new", "text": "增长5%。"}]))
    (out / "documents" / "000000.jsonl").unlink()
    second = batch(corpus, "-o", out, *size)
    assert second.returncode == 0
    assert "shard 000000 is done again: a file is gone (documents)" in second.stderr
    assert "is done again: its documents changed" in second.stderr
    assert f"{len(list(out.glob('shards/*')))} , of which" not in second.stderr
    assert documents(out)[-1]["id"] == "new"
    after = tree(out)
    assert [name for name in before if name.startswith("documents") and before[name] != after[name]] == [max(n for n in before if n.startswith("documents"))]
    other = tmp_path / "other.jsonl"
    other.write_text(lines(records(1)), encoding="utf-8")
    third = batch(other, "-o", out)
    assert (third.returncode, "holds the results of other inputs" in third.stderr) == (2, True)
    assert tree(out) == after


def test_fewer_documents_leave_no_shard_behind(corpus, tmp_path):
    out = tmp_path / "out"
    batch(corpus, "-o", out, "--shard-size", "0.03")
    corpus.write_text(lines(records(3)), encoding="utf-8")
    again = batch(corpus, "-o", out, "--shard-size", "0.03")
    assert again.returncode == 0, again.stderr
    assert sorted(tree(out)) == ["claims/000000.jsonl", "documents/000000.jsonl", "manifest.json", "shards/000000.json"]


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))


def test_no_room_is_a_clear_error_and_the_run_goes_on_after_it(corpus, tmp_path):
    stopped = batch(corpus, "-o", tmp_path / "out", "--workers", "1", preexec_fn=small_files)
    assert stopped.returncode == 2
    assert "File too large; what is done is kept, and the same command goes on from there" in stopped.stderr
    assert not list((tmp_path / "out").rglob("*.part"))
    assert batch(corpus, "-o", tmp_path / "out").returncode == 0
    assert len(documents(tmp_path / "out")) == 200


def test_folders_that_cannot_be_written(corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "out", "/proc/zhclaims"):
        done = batch(corpus, "-o", out)
        assert done.returncode == 2
        assert str(out) in done.stderr or "file" in done.stderr


def test_two_runs_in_one_folder(corpus, tmp_path):
    make_folders(tmp_path / "out")
    with (tmp_path / "out" / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = batch(corpus, "-o", tmp_path / "out")
    assert (done.returncode, "another run is writing to this folder" in done.stderr) == (2, True)


def test_inputs_that_vanish_and_models_that_are_not_there(corpus, tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    done = batch(tmp_path / "gone.txt", corpus, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert errors(tmp_path / "out") == [{"file": str(tmp_path / "gone.txt"), "line": None, "reason": "cannot be read: No such file or directory"}]
    assert len(documents(tmp_path / "out")) == 200
    done = batch(tmp_path / "never.jsonl", "-o", tmp_path / "none")
    assert (done.returncode, "no such file or folder" in done.stderr) == (2, True)
    done = batch(corpus, "-o", tmp_path / "none", "--model", "nothing")
    assert (done.returncode, "no model 'nothing'" in done.stderr) == (2, True)
    assert not (tmp_path / "none").exists()


def test_standard_input(corpus, tmp_path):
    with corpus.open("rb") as file:
        assert batch("-", "-o", tmp_path / "out", stdin=file).returncode == 0
    assert len(documents(tmp_path / "out")) == 200


# Cutting


@pytest.mark.parametrize("size", [1, 50, 200, 10**6])
def test_shards_hold_everything_in_order_and_are_no_larger_than_asked(size):
    def source(on_error):
        for n in range(1, 60):
            if n % 7 == 0:
                on_error(InputError("in.jsonl", n, "bad"))
            else:
                yield Raw("in.jsonl", n, f"in:{n}", b"x" * (n % 40))

    shards = list(cut(source, size, lambda: 0))
    assert [item.line for shard in shards for item in shard.items] == list(range(1, 60))
    assert [shard.number for shard in shards] == list(range(len(shards)))
    for shard in shards:
        held = [len(item.data) for item in shard.items if isinstance(item, Raw)]
        assert sum(held) <= size or len(held) == 1
        assert shard.checksum == checksum(shard.items)
    assert len({shard.checksum for shard in shards}) == len(shards)
    assert shards == list(cut(source, size, lambda: 0))


def test_many_small_documents_share_a_shard_up_to_a_number():
    raws = [Raw("in.jsonl", n, f"in:{n}", b"{}") for n in range(25_000)]
    assert [len(shard.items) for shard in cut(lambda on_error: iter(raws), 10**9, lambda: 0)] == [10_000, 10_000, 5_000]


# The report


def test_the_report_is_escaped_and_loads_nothing(tmp_path):
    make_folders(tmp_path)
    shard = shard_of(["增长3%。"], file="<script>alert(1)</script>\u202e.jsonl")
    items = [*shard.items, Fault("<b>", 3, "<img src=x> 17 & 18")]
    done = process_shard(Task(type(shard)(0, items, checksum(items)), str(tmp_path), JOB))
    (tmp_path / "errors" / "000000.jsonl").replace(tmp_path / "errors.jsonl")
    with (tmp_path / "r.html").open("wb") as file:
        write_report(file, tmp_path, JOB, [done], [("documents", "1")])
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffd.jsonl" in page
    assert "&lt;img src=x&gt; # &amp; #" in page
    assert not any(sign in page for sign in ("<script", "<img", "http:", "https:", "\u202e"))
