"""The measurements of ``make bench`` as a document."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "scripts"))
import bench_report
import bench_runs
import bench_stages

RUN = {"clock": 2.0, "processor": 1.5, "megabytes": 120.0}
FOUND = {
    "documents": 3,
    "characters": 4000,
    "rounds": 5,
    "jionlp": "no `such` package",
    "stages": {
        "Simplified": {"jieba": {"characters_per_second": 300_000.0, "times_jieba": 1.0}, "full": {"characters_per_second": 900_000.0, "times_jieba": 3.0}},
        "Traditional": {"jieba": {"characters_per_second": 200_000.0, "times_jieba": 1.0}, "full": {"characters_per_second": None, "times_jieba": None}},
    },
    "profile": [("extract/text", 0.75), ("jieba", 0.25)],
    "labelling": (0.0000125, 1234),
    "starts": {"--help": RUN},
    "job": 1000,
    "jobs": {"batch --workers 1": RUN, "batch --ray local": None},
    "patience": 60,
    "by_length": {"one document, by characters": [(1000, 0.01), (10_000, 0.1)], "documents, by number": [(1, 0.001), (10, 0.01)]},
}


def test_tables_and_plot_go_between_the_marks(tmp_path):
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{bench_report.BEGIN}\nstale\n{bench_report.END}\nafter\n", encoding="utf-8")
    bench_report.write(document, FOUND)
    once = document.read_text(encoding="utf-8")
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert "stale" not in once
    for row in ("| full | 900,000 | 3.00 | – | – |", "| `extract/text` | 75.0 |", "| `batch --workers 1` | 2.00 | 1.50 | 120 | 500 |", "| 10,000 | 0.100 | 10.0 |"):
        assert row in once
    assert "The label stage takes 12.5 µs a candidate (1,234 of them" in once
    assert "JioNLP could not be measured: `no such package`" in once
    assert (tmp_path / "performance.svg").read_bytes().startswith(b"<?xml")
    bench_report.write(document, FOUND)
    assert document.read_text(encoding="utf-8") == once


def test_a_document_without_marks_is_left_alone(tmp_path):
    document = tmp_path / "notes.md"
    document.write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match="has no lines"):
        bench_report.write(document, FOUND)


def test_rounds_have_different_documents_of_the_size_asked():
    texts = [str(n) * 10 for n in range(1000, 1060)]
    parts = bench_stages.shares(texts, 200, 4)
    assert [len(part) for part in parts] == [5] * 4
    assert len({text for part in parts for text in part}) == 20


def test_every_contender_takes_both_scripts():
    twins = bench_stages.twins(["台灣出口12萬噸，增長三成。"])
    assert twins == {"Simplified": ["台湾出口12万吨，增长三成。"], "Traditional": ["臺灣出口12萬噸，增長三成。"]}
    speeds = bench_stages.measure(bench_stages.stages(), [twins["Simplified"]] * 3)
    assert all(len(rates) == 2 and min(rates) > 0 for rates in speeds.values())
    assert bench_stages.times_jieba({"jieba": [1.0, 2.0, 4.0], "x": [3.0, 4.0, 4.0]}) == {"jieba": 1.0, "x": 2.0}


def test_a_run_of_the_command_is_measured(tmp_path):
    found = bench_runs.run("--help")
    assert 5 < found.megabytes < 200
    with pytest.raises(RuntimeError, match="exit status 2"):
        bench_runs.run("extract", tmp_path / "none.txt", "-o", tmp_path / "out")


def test_the_label_stage_is_measured_by_what_can_be_a_claim():
    seconds, candidates = bench_stages.labelling(["产量增长三成，达到5万吨。", "没有数字。", "第三名。"] * 3)
    assert candidates == 9
    assert seconds > 0
