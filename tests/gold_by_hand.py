"""Gold of a few marks, written by hand, and the commands of corpora: shared by the tests of these."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from extract.cli import app

ROOT = Path(__file__).parent.parent
FILLER = "港口的装卸照常进行，堆场与码头之间的道路已经疏通，货主陆续提走积压的箱子，调度中心提醒司机按预约时段进场。"
BODY = "据南湾矿业协会披露，去年出口量超过2000吨，其中近九成运往海外。"


def text_of(seed="", body=BODY):
    tail = "".join(f"{seed}{word}，" for word in FILLER.split("，"))
    return body + (tail * 4)[:200]


def span(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def mention(text, words, label="claim", **fields):
    base = span(text, words) | {"label": label, "optional": False}
    if label != "claim":
        return base | fields
    stated = {"kind": "count", "value": 1, "low": 1, "high": 1, "relation": "=", "unit": "1", "unit_text": None}
    links = {"change": None, "modality": "fact", "entity": None, "property": None, "time": None, "source": None}
    return base | stated | links | fields


def source(text, words="南湾矿业协会", **fields):
    cue = [span(text, "据"), span(text, "披露")] if "披露" in text else []
    base = {**span(text, words), "name": words, "kind": "organisation", "cue": cue, "via": [], "citation": None, "accept": [words]}
    return base | fields


def record(id, seed="", body=BODY, mentions=None, **meta):
    text = text_of(seed or id, body)
    if mentions is None:
        time = span(text, "去年") | {"edtf": "2025"}
        amount = {"kind": "measure", "value": 2000, "low": 2000, "high": None, "relation": ">", "unit": "t", "time": time}
        share = {"kind": "percent", "value": 90, "low": None, "high": 90, "relation": "~", "unit": "%"}
        mentions = [mention(text, "超过2000吨", source=source(text), **amount), mention(text, "近九成", source=source(text), **share)]
    head = {"schema": "zhclaims/1", "offset_unit": "codepoint", "id": id, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {**head, "text": text, "meta": {"region": "cn", "genre": "wire", "published": "2026-03-02"} | meta, "mentions": mentions}


def changed(id="a1", index=0, **fields):
    one = record(id)
    one["mentions"][index] |= fields
    return one


SEEDS = {"train": ("a1", "甲子乙丑丙寅丁卯"), "dev": ("b1", "风花雪月山川河岳"), "test": ("c1", "琴棋书画笔墨纸砚")}


def corpus(folder, **splits):
    """A folder with a sound document in every split, or the records given for it."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, (id, seed) in SEEDS.items():
        lines = splits.get(split, [record(id, seed)])
        content = "".join((one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n" for one in lines)
        (folder / f"{split}.jsonl").write_text(content, encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)])


def script(name, *arguments):
    call = [sys.executable, ROOT / "scripts" / f"{name}.py", *arguments]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT)}, check=False)
