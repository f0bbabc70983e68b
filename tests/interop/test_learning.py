"""Corrections made in a tool teach: 200 of one systematic error raise the score on held-out documents, and cost nothing elsewhere.

The error: beds, buildings, floors and zones that are called by their number (16床患者) are taken for so many of them. The documents
are made from templates; those of the held-out ones are others. All goes by the command line, as an annotator's file does.
"""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpora" / "first"
CORRECTIONS = 200
NOISE = 0.01
"""F1 on dev: about two of its 469 claims each way."""

CALLED = ["{n}床患者夜间体温正常。", "护士给{n}床换了药。", "{n}床家属已经签字。", "{n}栋业主反映水压偏低。", "物业检修了{n}栋的电梯。"]
CALLED += ["{n}层住户投诉噪声。", "保安锁上了{n}层的侧门。", "{n}区货物清点完毕。", "叉车停放在{n}区。"]
COUNTED = ["医院新增病床{n}张。", "小区共有{n}栋楼。", "大楼高{n}层。", "仓库分为{n}个区。"]
CALLED_ELSEWHERE = ["{n}床病人转入康复科。", "医生查看了{n}床的片子。", "{n}栋居民在楼下集合。", "{n}层租户今天迁出。", "{n}区铺位重新编号。"]
COUNTED_ELSEWHERE = ["病区设有{n}张床。", "开发商盖了{n}栋住宅。", "这座塔共{n}层。"]


def zhclaims(*words):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "extract.cli", *map(str, words)], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr


def documents(called, counted, count, first):
    """Texts, and of each the places of numbers that name and of numbers that count."""
    numbers = itertools.cycle(range(first, first + 29))
    for index in range(count):
        text, names, counts = "", set(), set()
        for sentence in [*(called[(index + i) % len(called)] for i in range(5)), counted[index % len(counted)]]:
            number = str(next(numbers))
            place = len(text) + sentence.index("{n}")
            (names if sentence in called else counts).add((place, place + len(number)))
            text += sentence.format(n=number)
        yield {"id": f"{first}-{index}", "text": text}, names, counts


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def touched(claim, places):
    return any(claim["start"] < end and start < claim["end"] for start, end in places)


HELD_OUT = list(documents(CALLED_ELSEWHERE, COUNTED_ELSEWHERE, 30, 41))


def right(records):
    """Of the numbers that name and count, the share that is taken as what it is."""
    wrong, every = 0, 0
    for record, (_, names, counts) in zip(records, HELD_OUT, strict=True):
        claims = [(c["start"], c["end"]) for c in record["claims"]]
        wrong += sum(touched({"start": s, "end": e}, claims) for s, e in names)
        wrong += sum(not touched({"start": s, "end": e}, claims) for s, e in counts)
        every += len(names) + len(counts)
    return 1 - wrong / every


def f1_on_dev(records):
    hits, said, true = 0, 0, 0
    for record, gold in zip(records, read(CORPUS / "dev.jsonl"), strict=True):
        claims = [m for m in gold["mentions"] if m["label"] == "claim" and not m["optional"]]
        free = [(m["start"], m["end"]) for m in gold["mentions"] if m["optional"]]
        found = [c for c in record["claims"] if not touched(c, free)]
        hits += sum(touched(c, [(m["start"], m["end"]) for m in claims]) for c in found)
        said, true = said + len(found), true + len(claims)
    return 2 * hits / (said + true)


def corrected(task, names, left):
    """The task as an annotator submits it: of the numbers that name, at most ``left`` are no claims any more. How many that were."""
    result, turned = task.pop("predictions")[0]["result"], set()
    for entry in result:
        if entry["type"] == "labels" and entry["value"]["labels"] == ["claim"] and touched(entry["value"], names) and len(turned) < left:
            entry["value"]["labels"] = ["identifier"]
            turned.add(entry["id"])
    task["annotations"] = [{"result": [e for e in result if e.get("type") == "labels" or not {e.get("id"), e.get("from_id")} & turned]}]
    return len(turned)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model that has learnt from the corrections."""
    folder = tmp_path_factory.mktemp("learning")
    made = list(documents(CALLED, COUNTED, 60, 3))
    write(folder / "texts.jsonl", [text for text, _, _ in made])
    zhclaims("extract", folder / "texts.jsonl", "--mentions", "-o", folder / "claims.jsonl")
    zhclaims("export", folder / "claims.jsonl", "--format", "label-studio", "-o", folder / "tasks.json")
    left, done = CORRECTIONS, []
    for task, (_, names, _) in zip(json.loads((folder / "tasks.json").read_text(encoding="utf-8")), made, strict=True):
        if left:
            left -= corrected(task, names, left)
            done.append(task)
    assert left == 0, "the error is not systematic any more: this test needs another one"
    (folder / "done.json").write_text(json.dumps(done, ensure_ascii=False), encoding="utf-8")
    zhclaims("import", folder / "done.json", "--format", "label-studio", "--gold", "-o", folder / "corrected.jsonl")
    zhclaims("train", CORPUS, folder / "corrected.jsonl", "-o", folder / "model")
    return folder / "model"


@pytest.fixture(scope="module")
def runs(model):
    """What the shipped model and the new one make of the held-out documents and, after them, of dev."""
    dev = [{name: record[name] for name in ("id", "text", "meta")} for record in read(CORPUS / "dev.jsonl")]
    path = write(model.parent / "new.jsonl", [text for text, _, _ in HELD_OUT] + dev)
    zhclaims("extract", path, "-o", model.parent / "before.jsonl")
    zhclaims("extract", path, "-o", model.parent / "after.jsonl", "--model", model)
    return read(model.parent / "before.jsonl"), read(model.parent / "after.jsonl")


def test_held_out_documents_come_out_better(runs):
    before, after = (right(records[: len(HELD_OUT)]) for records in runs)
    assert after > before + 0.2


def test_the_old_documents_come_out_no_worse(runs):
    before, after = (f1_on_dev(records[len(HELD_OUT) :]) for records in runs)
    assert after > before - NOISE
