"""The fuzzer finds what it looks for."""

import sys
import time
from pathlib import Path

import pytest

import extract

sys.path.append(str(Path(__file__).parent.parent / "scripts"))
import fuzz

TEXTS = ["据北港海关统计，一季度出口12万吨，同比增长三成多。"]


def test_random_documents_pass(capsys):
    assert fuzz.fuzz(extract.load(), fuzz.documents(TEXTS), time.monotonic() + 0.5, 1) == 0
    assert "0 failures" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["crash", "altered"])
def test_what_fails_is_shown_as_small_as_it_gets(capsys, fault):
    class Broken:
        def __call__(self, text, mentions):
            if "万" in text and fault == "crash":
                raise IndexError("broken at 万")
            return pipeline(text.replace("万", "亿"), mentions=mentions)

    pipeline = extract.load()
    assert fuzz.fuzz(Broken(), fuzz.documents(TEXTS), time.monotonic() + 0.5, 1) == 1
    said = capsys.readouterr().out
    assert "seed 1: " in said
    assert ("IndexError: broken at 万" if fault == "crash" else "the text was altered: '万'") in said


def test_mutations_are_the_same_for_the_same_number():
    assert [fuzz.mutate(TEXTS[0], n) for n in range(50)] == [fuzz.mutate(TEXTS[0], n) for n in range(50)]
    assert len({fuzz.mutate(TEXTS[0], n) for n in range(50)}) > 40
