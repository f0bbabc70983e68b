#!/usr/bin/env python3
"""Fit the weights by which entity and property are chosen, and write them to extract/lexicon/about_weights.tsv.

usage: fit_about.py GOLD.jsonl [GOLD.jsonl …] [--write]      (without --write: only report)

A log-linear choice among the phrases of ``extract.link.about_phrases`` is fitted by Adam so that the expected number of
characters shared with the gold span, less a price for each character taken, is largest. A quarter of the documents (by
hash of their id) is held out of a first fit and reported apart; the weights that are written are fitted to all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections import Counter
from functools import partial
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from extract.lexicon import FOLDER
from extract.link.about_features import entity_features, phrase_features
from extract.link.about_phrases import Phrase, Scene, candidates, may_measure, reading, scene
from extract.text.normalize import normalize
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

PRICE = {"property": 0.6, "entity": 0.45}
PENALTY = {"property": 3e-3, "entity": 2.5e-3}
RATE, STEPS, RAREST, SMALLEST = 0.05, 120, 6, 0.03
HELD_OUT = 25
HEADER = """# Weights of the features by which phrases are chosen as entity or property of a claim; empty is zero.
# Fitted by scripts/fit_about.py: the characters shared with the gold spans, less those taken in vain, are the most on average.
# The names of features are made in extract/link/about_features.py.
# feature\tentity\tproperty
"""

Claim = tuple[bool, dict[str, Any], Scene]


def held_out(doc_id: str) -> bool:
    """Whether a document is kept from the fit."""
    return int(hashlib.md5(doc_id.encode()).hexdigest(), 16) % 100 >= 100 - HELD_OUT


def read(path: pathlib.Path, segmenter: Segmenter) -> list[Claim]:
    """The gold claims of a file: whether held out, the mention, and the scene around it."""
    found = []
    for doc in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text = normalize(doc["text"]).text
        spans = sentences(text)
        marks = [(m["start"], m["end"], m["label"]) for m in doc["mentions"]]
        for mention in doc["mentions"]:
            if mention["label"] != "claim" or mention.get("optional"):
                continue
            start, end = mention["start"], mention["end"]
            low, high = next(span for span in spans if span[0] <= start < span[1])
            near = [mark for mark in marks if low <= mark[0] < high and mark[0] != start]
            numbers = [(start, end), *(mark[:2] for mark in near if mark[2] == "claim")]
            times = [mark[:2] for mark in near if mark[2] == "time"]
            sentence = reading(text, clauses(text, low, high), numbers, times, partial(segmenter.cut, text))
            found.append((held_out(doc["id"]), mention, scene(sentence, start, end)))
    return found


def shared(gold: dict[str, Any] | None, phrase: Phrase | None) -> int:
    """Characters that a phrase shares with a gold span."""
    return max(0, min(gold["end"], phrase.end) - max(gold["start"], phrase.start)) if gold and phrase else 0


def fit(matrix: csr_matrix, gain: np.ndarray, group: np.ndarray, penalty: float) -> np.ndarray:
    """Weights that maximise the expected gain of a softmax choice in each group, less a quadratic penalty."""
    groups = int(group.max()) + 1
    weights, first, second = (np.zeros(matrix.shape[1]) for _ in range(3))
    turned = matrix.T.tocsr()
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        highest = np.full(groups, -np.inf)
        np.maximum.at(highest, group, scores)
        odds = np.exp(scores - highest[group])
        chance = odds / np.bincount(group, odds, groups)[group]
        expected = np.bincount(group, chance * gain, groups)
        slope = turned @ (chance * (gain - expected[group])) / groups - penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights = weights + RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def learn(key: str, claims: list[Claim], measures: list[Phrase | None]) -> tuple[dict[str, float], list[Phrase | None]]:
    """The weights for ``key`` from the claims not held out, and the choice that they make for every claim."""
    options = []
    for (_, _, around), measure in zip(claims, measures, strict=True):
        found = [p for p in candidates(around) if key == "entity" or may_measure(p.zone.name, p.zone.parts[p.first : p.last + 1])]
        options.append([(p, phrase_features(p, around) + (entity_features(p, measure) if key == "entity" else [])) for p in found])
    count = Counter(f for c, o in zip(claims, options, strict=True) if not c[0] for f in {f for _, fs in o for f in fs})
    index = {f: i for i, f in enumerate(f for f, n in count.items() if n >= RAREST)}
    rows: list[int] = []
    columns: list[int] = []
    gain: list[float] = []
    group: list[int] = []
    for number, (claim, named) in enumerate((c, o) for c, o in zip(claims, options, strict=True) if not c[0]):
        for phrase, names in named:
            known = [index[f] for f in names if f in index]
            rows += [len(gain)] * len(known)
            columns += known
            gain.append(2 * shared(claim[1][key], phrase) - PRICE[key] * (phrase.end - phrase.start))
            group.append(number)
        gain.append(0.0)
        group.append(number)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(gain), len(index)))
    fitted = fit(matrix, np.array(gain), np.array(group), PENALTY[key])
    weights = {f: float(fitted[i]) for f, i in index.items() if abs(fitted[i]) >= SMALLEST}
    return weights, [choose(own, weights) for own in options]


def choose(options: list[tuple[Phrase, list[str]]], weights: dict[str, float]) -> Phrase | None:
    """The phrase with the highest score above zero."""
    scored = [(sum(weights.get(f, 0.0) for f in names), -i) for i, (_, names) in enumerate(options)]
    score, place = max(scored, default=(0.0, 0))
    return options[-place][0] if score > 0 else None


def report(key: str, claims: list[Claim], chosen: list[Phrase | None]) -> None:
    """Print the F1 of shared characters for the fitted and the held-out documents."""
    for held in (False, True):
        pairs = [(claim[1][key], phrase) for claim, phrase in zip(claims, chosen, strict=True) if claim[0] == held]
        both = sum(shared(gold, phrase) for gold, phrase in pairs)
        size = sum(g["end"] - g["start"] for g, _ in pairs if g) + sum(p.end - p.start for _, p in pairs if p)
        print(f"{'held out' if held else 'fitted':9s} {key:9s} {len(pairs):5d} claims, F1 {2 * both / max(size, 1):.3f}")


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    segmenter = Segmenter()
    claims = [claim for path in args.gold for claim in read(path, segmenter)]
    measure, measures = learn("property", claims, [None] * len(claims))
    entity, entities = learn("entity", claims, measures)
    report("property", claims, measures)
    report("entity", claims, entities)
    if args.write:
        everything = [(False, mention, around) for _, mention, around in claims]
        measure, measures = learn("property", everything, [None] * len(claims))
        entity, _ = learn("entity", everything, measures)
        lines = []
        for name in sorted(measure.keys() | entity.keys()):
            cells = [name, *(f"{table[name]:.2f}" if name in table else "" for table in (entity, measure))]
            lines.append("\t".join(cells).rstrip("\t") + "\n")
        (FOLDER / "about_weights.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
