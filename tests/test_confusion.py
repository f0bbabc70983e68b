"""The table of labels: which gold mention was given which label."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "confusion.py"


def mention(start, end, label, **more):
    return {"start": start, "end": end, "label": label, **more}


def test_each_mention_is_counted_once(tmp_path):
    gold = [mention(0, 4, "claim"), mention(5, 7, "time"), mention(8, 9, "idiom"), mention(10, 12, "claim", optional=True)]
    given = {"id": "a", "claims": [{"start": 1, "end": 4}, {"start": 5, "end": 7}], "mentions": [mention(20, 22, "ordinal")]}
    for name, record in ("gold", {"id": "a", "mentions": gold}), ("pred", given):
        (tmp_path / name).write_text(json.dumps(record) + "\n", encoding="utf-8")
    call = [sys.executable, str(SCRIPT), str(tmp_path / "gold"), str(tmp_path / "pred")]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True)
    head, _, *lines = ([cell.strip() for cell in line.strip().split("|")[1:-1]] for line in done.stdout.splitlines())
    cells = {(line[0], name): cell for line in lines for name, cell in zip(head[1:], line[1:], strict=True) if cell}
    ones = [("claim", "claim"), ("time", "claim"), ("idiom", "none"), ("none", "ordinal")]
    assert cells == dict.fromkeys(ones, "1")
