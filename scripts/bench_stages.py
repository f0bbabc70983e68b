"""Speed of stages and other tools in one process: CPU time, taking turns on the same texts, medians; and a profile."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import time
import venv
from collections import Counter
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import regex

import extract
from extract.parallel import settle
from extract.text.normalize import normalize

ROOT = Path(__file__).parent.parent
NUMERIC = regex.compile(r"[\d一二三四五六七八九十百千万亿兆萬億零〇两兩]+(?:[.,點点][\d一二三四五六七八九零〇]+)*")
"""A scan for anything that looks like a number: what the mere walk over the text costs."""
JIONLP = """
import json, sys, time
import jionlp
texts = json.load(open(sys.argv[1], encoding="utf-8"))
money, times = jionlp.ner.extract_money, jionlp.ner.extract_time
for text in texts[0]:
    money(text), times(text)
for part in texts[1:]:
    began = time.process_time()
    for text in part:
        try:
            money(text), times(text)
        except Exception:
            pass
    print(sum(map(len, part)) / (time.process_time() - began))
"""
"""What JioNLP does to the same texts, in its own environment."""

Stage = Callable[[list[str]], object]
Parts = list[list[str]]


def shares(texts: list[str], characters: int, count: int) -> Parts:
    """``count`` shares of about ``characters`` each, taken from ``texts`` in turn, from the start again where they end."""
    mean = sum(map(len, texts)) / len(texts)
    size = max(1, round(characters / mean))
    dealt = list(islice(cycle(texts), size * count))
    return [dealt[first::count] for first in range(count)]


def twins(texts: list[str]) -> dict[str, list[str]]:
    """The texts in Simplified and in Traditional."""
    from opencc import OpenCC

    return {name: [OpenCC(form).convert(text) for text in texts] for name, form in (("Simplified", "t2s"), ("Traditional", "s2t"))}


def stages() -> dict[str, Stage]:
    """The contenders by name, each loaded and ready to take texts; ``full extraction`` is all that `zhclaims extract` does to them."""
    import logging

    import jieba
    from opencc import OpenCC

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    pipeline = extract.load()
    settle()  # as the command does, for all contenders
    return {
        "jieba": lambda texts: [list(tokenizer.cut(text)) for text in texts],
        "opencc-python-reimplemented t2s": one_by_one(OpenCC("t2s").convert),
        "our t2s, widths and alignment": one_by_one(normalize),
        "bare regex scan": one_by_one(NUMERIC.findall),
        "find_quantities": one_by_one(extract.find_quantities),
        "full extraction": lambda texts: list(pipeline.pipe(texts)),
    }


def one_by_one(stage: Callable[[str], object]) -> Stage:
    """A stage that takes one text, for several."""
    return lambda texts: [stage(text) for text in texts]


def measure(contenders: dict[str, Stage], parts: Parts) -> dict[str, list[float]]:
    """Characters per second of CPU time in each part but the first, by name."""
    for stage in contenders.values():
        stage(parts[0])
    speeds: dict[str, list[float]] = {name: [] for name in contenders}
    for part in parts[1:]:
        for name, stage in contenders.items():
            speeds[name].append(sum(map(len, part)) / seconds(stage, part))
    return speeds


def seconds(stage: Stage, texts: list[str]) -> float:
    """CPU time of one stage over all texts."""
    began = time.process_time()
    stage(texts)
    return time.process_time() - began


def times_jieba(speeds: dict[str, list[float]]) -> dict[str, float]:
    """The medians over the rounds of how many times as fast as raw jieba in the same round each is."""
    return {name: median(rate / base for rate, base in zip(rates, speeds["jieba"], strict=True)) for name, rates in speeds.items()}


def jionlp(parts: Parts) -> tuple[list[float], str]:
    """Characters a second of JioNLP's money and time, part by part; empty with the reason where it cannot be had."""
    home = ROOT / "out" / "jionlp"
    python = home / "bin" / "python"
    try:
        if not python.exists():
            venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "-q", "install", "jionlp"], check=True, capture_output=True, timeout=300)
        texts = home / "texts.json"
        texts.write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([python, "-c", JIONLP, str(texts)], check=True, capture_output=True, text=True, timeout=600)
        return [float(line) for line in done.stdout.split()[-(len(parts) - 1) :]], ""
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or error
        said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return [], (said.strip().splitlines() or ["no reason given"])[-1][:200]


def labelling(texts: list[str]) -> tuple[float, int]:
    """CPU time of the label stage a candidate, in seconds, and how many candidates there were; in batches as the pipeline has them."""
    from extract.claim.label import label_documents, readable
    from extract.pipeline import BATCH_DOCUMENTS, analyse_batch
    from extract.schema import Text

    model = extract.load().model
    documents = [Text(id=str(number), text=text) for number, text in enumerate(texts)]
    batches = [analyse_batch(documents[at : at + BATCH_DOCUMENTS]) for at in range(0, len(documents), BATCH_DOCUMENTS)]
    pairs = [[(one.text, one.quantities) for one in batch] for batch in batches]
    label_documents(model, pairs[0], every=False)
    measured = pairs[1:] or pairs
    began = time.process_time()
    for batch in measured:
        label_documents(model, batch, every=False)
    spent = time.process_time() - began
    candidates = sum(readable(quantity) for batch in measured for _, mentions in batch for quantity in mentions)
    return spent / max(candidates, 1), candidates


def profile(texts: list[str]) -> list[tuple[str, float]]:
    """The share of each part of the package in the time of the full extraction; built-in functions count for their callers."""
    pipeline = extract.load()
    list(pipeline.pipe(texts[:20]))
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    list(pipeline.pipe(texts))
    profiler.disable()
    table: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in table.items():
        if file.startswith(("~", "<")):
            for caller, counted in callers.items():
                spent[_part(caller[0])] += counted[2]
        else:
            spent[_part(file)] += own
    whole = sum(spent.values())
    return [(name, value / whole) for name, value in spent.most_common() if value / whole >= 0.005]


def _part(file: str) -> str:
    """Which part of the package, or which library, a file belongs to."""
    path = Path(file)
    package = ROOT / "extract"
    if path.is_relative_to(package):
        return f"extract/{path.relative_to(package).parts[0]}"
    return next((name for name in ("jieba", "opencc", "numpy", "msgspec") if f"/{name}/" in file), "the rest")
