"""Two blind readings side by side, decided by keys for left, right and own."""

import os
import subprocess
import sys
from pathlib import Path

TEXT = "研究院的报告称，今年出口12万吨，增长三成，占比近九成，进口不到5万吨。"


def test_two_readings_are_adjudicated_by_keys(claims, serve, visit, events, finished):
    path = claims(TEXT)
    line = [sys.executable, "-m", "extract.cli", "review", "assign", str(path), "--to", "anna", "--to", "ben", "--both", "1"]
    subprocess.run(line, check=True, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}, timeout=60)
    anna, ben = visit(serve(path, "anna")), visit(serve(path, "ben"))
    ben.go_to("12万吨")
    ben.press("u")
    ben.page.keyboard.type("kg")
    ben.save("Enter")
    ben.press("Escape")
    ben.go_to("三成")
    ben.save("x")
    ben.go_to("近九成")
    ben.select("进口")
    ben.save("e")
    assert "open" in anna.mark("三成"), "nothing of the other is seen"
    for page in (anna, ben):
        page.save("A", "d")
    chen = visit(serve(path, "chen", "--adjudicate"))
    assert "3 of" in chen.page.inner_text("#bar .state")
    chen.go_to("12万吨")
    shown = chen.page.inner_text(".compare")
    assert "anna" in shown
    assert "kg" in shown
    chen.save("]")
    chen.go_to("三成")
    assert "rejected" in chen.page.inner_text(".compare")
    chen.save("[")
    chen.go_to("近九成")
    chen.select("出口")
    chen.save("e", "a", "d")
    gold, _ = finished(path)
    marks = {mark["text"]: mark for mark in gold["d0"]["mentions"]}
    assert marks["12万吨"]["unit"] == "kg"
    assert marks["三成"]["value"] == 30
    assert marks["近九成"]["entity"]["text"] == "出口"
    assert [action for action, who, *_ in events(path) if who == "chen"] == ["begin", "right", "left", "edit", "own", "done"]
