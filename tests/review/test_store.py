import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from extract.errors import RecordError, UsageError
from extract.review.store import COMMON, Conflict, Store

ROOT = Path(__file__).parents[2]


def accepted(mark):
    return replace(mark, status="accepted")


def at(opened, words):
    """Name and mark of a mention by its words."""
    return next((name, mark) for name, mark in opened.marks.items() if mark.mention.text == words)


def test_a_document_opens_as_the_record_proposes(store, texts):
    opened = store().open(0, COMMON)
    assert (opened.version, opened.done, opened.text) == (0, False, texts[0])
    assert {mark.status for mark in opened.marks.values()} == {"open"}
    assert [mark.mention.text for mark in opened.marks.values()] == ["6月9日", "5月份", "12万吨", "三成多", "近九成"]
    assert opened.proposals["m2"].rule
    assert 0 < opened.proposals["m2"].confidence <= 1


def test_an_action_is_kept_with_before_after_and_the_systems_score(store, claims, texts):
    path = claims(*texts)
    one = store("anna", path)
    opened = one.open(0, COMMON)
    name, mark = at(opened, "12万吨")
    event = one.act(0, COMMON, 0, "accept", {name: accepted(mark)})
    assert (event.annotator, event.base, event.version, event.action) == ("anna", 0, 1, "accept")
    assert event.at >= one.started
    (change,) = event.changes
    assert (change.before, change.after) == (mark, accepted(mark))
    assert change.score["confidence"] == opened.proposals[name].confidence
    assert change.score["rule"] == opened.proposals[name].rule
    assert store("ben", path).events(0, COMMON) == [event]


def test_the_second_writer_of_a_version_gets_the_difference(store, claims, texts):
    path = claims(*texts)
    anna, ben = store("anna", path), store("ben", path)
    seen = ben.open(0, COMMON)
    name, mark = at(seen, "12万吨")
    done = anna.act(0, COMMON, 0, "reject", {name: replace(mark, status="rejected")})
    with pytest.raises(Conflict) as conflict:
        ben.act(0, COMMON, seen.version, "accept", {name: accepted(mark)})
    assert conflict.value.since == [done]
    assert conflict.value.opened.marks[name].status == "rejected"
    ben.act(0, COMMON, conflict.value.opened.version, "accept", {name: accepted(mark)})
    assert anna.open(0, COMMON).marks[name].status == "accepted"
    assert ben.act(1, COMMON, 0, "done", {}).version == 1, "another document is another matter"


def test_undo_takes_back_ones_own_actions_only(store, claims, texts):
    path = claims(*texts)
    anna, ben = store("anna", path), store("ben", path)
    first, second = list(anna.open(0, COMMON).marks.items())[:2]
    anna.act(0, COMMON, 0, "accept", {first[0]: accepted(first[1])})
    ben.act(0, COMMON, 1, "accept", {second[0]: accepted(second[1])})
    anna.undo(0, COMMON, 2)
    marks = ben.open(0, COMMON).marks
    assert (marks[first[0]].status, marks[second[0]].status) == ("open", "accepted")
    with pytest.raises(UsageError, match="nothing to undo"):
        anna.undo(0, COMMON, 3)
    ben.act(0, COMMON, 3, "reject", {first[0]: replace(first[1], status="rejected")})
    with pytest.raises(Conflict):
        anna.redo(0, COMMON, 4)


def test_a_new_action_ends_what_could_be_redone(store):
    one = store()
    name, mark = next(iter(one.open(0, COMMON).marks.items()))
    one.act(0, COMMON, 0, "accept", {name: accepted(mark)})
    one.undo(0, COMMON, 1)
    one.act(0, COMMON, 2, "flag", {name: replace(mark, flag=True)})
    with pytest.raises(UsageError, match="nothing to redo"):
        one.redo(0, COMMON, 3)


def test_added_marks_get_names_and_only_they_can_be_taken_away(store):
    one = store()
    name, mark = next(iter(one.open(0, COMMON).marks.items()))
    event = one.act(0, COMMON, 0, "add", {"new": accepted(mark)})
    (change,) = event.changes
    assert (change.mark, change.before, change.score) == ("a1", None, None)
    with pytest.raises(RecordError, match="reject it instead"):
        one.act(0, COMMON, 1, "remove", {name: None})
    one.act(0, COMMON, 1, "remove", {"a1": None})
    assert "a1" not in one.open(0, COMMON).marks
    one.undo(0, COMMON, 2)
    assert one.open(0, COMMON).marks["a1"] == accepted(mark)


def test_done_ends_with_the_next_change(store):
    one = store()
    name, mark = next(iter(one.open(0, COMMON).marks.items()))
    one.act(0, COMMON, 0, "done", {})
    assert one.state(0, COMMON) == (1, True)
    one.act(0, COMMON, 1, "accept", {name: accepted(mark)})
    assert one.state(0, COMMON) == (2, False)
    one.act(0, COMMON, 2, "done", {})
    one.undo(0, COMMON, 3)
    assert one.state(0, COMMON) == (4, False)
    one.redo(0, COMMON, 4)
    assert one.state(0, COMMON) == (5, True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["accept", "reject", "flag", "undo", "redo"]), max_size=14), picks=st.lists(st.integers(0, 4), min_size=14, max_size=14))
def test_what_is_kept_follows_from_the_events(claims, texts, steps, picks):
    """Replaying the events gives the marks; undoing everything gives the proposals; redoing everything gives the marks again."""
    path = claims(*texts)
    Path(f"{path}.review.sqlite").unlink(missing_ok=True)
    one = Store(path, "anna")
    try:
        proposed = one.open(0, COMMON).marks
        names = list(proposed)
        for step, pick in zip(steps, picks, strict=False):
            opened = one.open(0, COMMON)
            mark = opened.marks[names[pick]]
            wanted = {"accept": accepted(mark), "reject": replace(mark, status="rejected"), "flag": replace(mark, flag=not mark.flag)}
            try:
                if step in wanted:
                    one.act(0, COMMON, opened.version, step, {names[pick]: wanted[step]})
                else:
                    (one.undo if step == "undo" else one.redo)(0, COMMON, opened.version)
            except UsageError:
                pass
        now = one.open(0, COMMON).marks
        replayed = dict(proposed)
        for event in one.events(0, COMMON):
            for change in event.changes:
                assert replayed[change.mark] == change.before
                replayed[change.mark] = change.after
        assert replayed == now
        back = 0
        while one.undoable(0, COMMON)[0]:
            one.undo(0, COMMON, one.state(0, COMMON)[0])
            back += 1
        assert one.open(0, COMMON).marks == proposed
        for _ in range(back):
            one.redo(0, COMMON, one.state(0, COMMON)[0])
        assert one.open(0, COMMON).marks == now
    finally:
        one.close()


def test_every_commit_is_synced(store):
    one = store()
    assert one.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert one.db.execute("PRAGMA synchronous").fetchone() == (2,)


KILLED = """
import os, sys
from pathlib import Path
from msgspec.structs import replace
from extract.review.store import Store
store = Store(Path(sys.argv[1]), "anna")
for version in range(1000):
    name, mark = next(iter(store.open(0, "").marks.items()))
    store.act(0, "", version, "flag", {name: replace(mark, flag=not mark.flag)})
    print(version + 1, flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_confirmed(claims, texts, store):
    path = claims(*texts)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)})
    confirmed = [int(process.stdout.readline()) for _ in range(25)][-1]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    one = store("anna", path)
    events = one.events(0, COMMON)
    assert len(events) >= confirmed
    assert [event.version for event in events] == list(range(1, len(events) + 1))
    assert one.open(0, COMMON).marks["m0"].flag is bool(len(events) % 2)


def test_a_file_that_has_changed_is_refused_once_work_has_begun(store, claims, texts):
    path = claims(*texts)
    store("anna", path).close()
    path.write_bytes(path.read_bytes().replace(b'"d1"', b'"d7"'))
    one = store("anna", path)
    assert one.db.execute("SELECT id FROM documents").fetchall() == [("d0",), ("d7",)], "nothing was decided yet: read anew"
    one.act(0, COMMON, 0, "done", {})
    one.close()
    path.write_bytes(path.read_bytes().replace(b'"d7"', b'"d8"'))
    with pytest.raises(UsageError, match="has changed since its review began"):
        store("anna", path)
    os.utime(path, (1, 1))
    path.write_bytes(path.read_bytes().replace(b'"d8"', b'"d7"'))
    assert store("anna", path).state(0, COMMON) == (1, True)


BAD = [
    ('{"schema": "zhclaims/1", "id": "a", "text": "无"}\n', "line 1: field claims: expected"),
    ("nonsense\n", "line 1: expected one JSON object"),
]


@pytest.mark.parametrize(("content", "message"), BAD)
def test_a_bad_record_is_named_and_leaves_no_index(tmp_path, store, content, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=message):
        store("anna", path)
    path.unlink()
    with pytest.raises(UsageError, match="no such file"):
        store("anna", path)


def test_two_documents_with_one_id_are_refused(store, claims, texts):
    path = claims(texts[0])
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(UsageError, match="line 2: a second document with the id 'd0', first in line 1"):
        store("anna", path)


@pytest.mark.parametrize("name", ["claims.jsonl.gz", "-", "."])
def test_what_cannot_be_read_in_place_is_refused(tmp_path, store, name):
    path = tmp_path / name if name not in "-." else Path(name)
    with pytest.raises(UsageError):
        store("anna", path)


def test_a_database_that_is_none_is_refused(store, claims, texts):
    path = claims(*texts)
    Path(f"{path}.review.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(UsageError, match="cannot be used as the database"):
        store("anna", path)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(f"{path}.review.sqlite").execute("SELECT * FROM events")
