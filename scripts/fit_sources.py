#!/usr/bin/env python3
"""Fit the weights by which a claim's source is chosen, and write them to extract/lexicon/source_weights.tsv.

usage: fit_sources.py TRAIN.jsonl DEV.jsonl [--write]      (without --write: only report)

A log-linear choice among the candidates of ``extract.link.pairs`` (all frames near a claim, right or wrong, and null with the
score zero) is fitted on TRAIN by Adam so that the right ones are likeliest; where none is right, null is. On DEV are chosen
the quadratic penalty and the threshold (best F1 of sources) and the temperature (smallest log loss). Reported beside it:
the rules alone, which take the innermost frame around a claim.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_matrix

from extract.lexicon import FOLDER
from extract.link.pairs import near_frames, pair_features, view_of
from extract.link.source import reported, source_of
from extract.quantity.times import find_times
from extract.schema import Source
from extract.text.normalize import normalize
from extract.text.sentences import sentences

RATE, STEPS, RAREST, SMALLEST = 0.05, 300, 4, 0.02
CLOSE = 0.005
"""The strongest penalty is taken whose best F1 on dev is within this of the best of all (far less than one standard error)."""
PENALTIES = (0.0003, 0.001, 0.003)
THRESHOLDS = tuple(k / 20 for k in range(6, 15))
TEMPERATURES = tuple(k / 10 for k in range(6, 31))
HEADER = """# Weights of the features by which one frame or none is chosen as the source of a claim: `threshold` is the probability from
# which on null is taken, `temperature` what scores are divided by; both are chosen on dev. Fitted by scripts/fit_sources.py; the
# names of features are made in extract/link/pairs.py.
# feature\tweight
"""


class Choice(Struct, frozen=True):
    """A gold claim: the features of each candidate (the first is null and has none), and for each whether it is right and is a source."""

    features: list[tuple[str, ...]]
    right: list[bool]
    source: list[bool]
    credited: bool
    innermost: int


def plain(words: str | None) -> str:
    """A name without its marks, to compare it."""
    return unicodedata.normalize("NFKC", words or "").replace(" ", "").lower().strip("《》「」『』“”\"'()（）")


def same(one: str, other: str) -> bool:
    """Equal, or one is the other with a title or an abbreviation."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 2 and short in long and len(long) <= 2 * len(short) + 6)


def is_right(gold: dict[str, Any] | None, source: Source | None) -> bool:
    """Whether a reader could give this source: its name is the gold's text, name or one of those it accepts."""
    accept = (gold or {}).get("accept") or []
    credited = gold is not None and bool(gold.get("text") or gold.get("name"))
    if source is None or not credited:
        return (source is None) and (not credited or None in accept)
    assert gold is not None
    names = [plain(x) for x in (*accept, gold.get("text"), gold.get("name")) if x]
    return any(same(name, plain(source.name)) for name in names)


def read(path: pathlib.Path) -> list[Choice]:
    """The gold claims of a file with their candidates."""
    out = []
    for doc in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text = normalize(doc["text"]).text
        claims = [m for m in doc["mentions"] if m["label"] == "claim" and not m.get("optional")]
        times = [(t.start, t.end) for t in find_times(text)]
        found = reported(text, sentences(text), times, [(m["start"], m["end"]) for m in claims])
        for mention in claims:
            near = near_frames(found.setting, found.frames, found.places, mention["start"])
            view = view_of(found.setting, mention["start"]) if near else None
            features: list[tuple[str, ...]] = [(), *(pair_features(found.setting, f, rank, view) for rank, f in near if view)]
            given = [None, *(source_of(doc["text"], frame, found) for _, frame in near)]
            gold = mention.get("source")
            right = [is_right(gold, source) for source in given]
            around = next((k for k, (rank, _) in enumerate(near, 1) if rank == "around0"), 0)
            out.append(Choice(features, right, [s is not None for s in given], bool(gold and (gold.get("text") or gold.get("name"))), around))
    return out


def fit(claims: Sequence[Choice], penalty: float) -> dict[str, float]:
    """Weights that make the right candidates likeliest in a softmax choice, less a quadratic penalty."""
    count = Counter(name for claim in claims for names in claim.features for name in set(names))
    index = {name: k for k, name in enumerate(sorted(name for name, n in count.items() if n >= RAREST))}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for number, claim in enumerate(claims):
        for k, names in enumerate(claim.features):
            known = [index[name] for name in names if name in index]
            rows += [len(group)] * len(known)
            columns += known
            group.append(number)
            right.append(claim.right[k] if any(claim.right) else k == 0)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(group), len(index)))
    weights = _adam(matrix, np.array(right, dtype=float), np.array(group), penalty)
    return {name: float(weights[k]) for name, k in index.items() if abs(weights[k]) >= SMALLEST}


def _adam(matrix: csr_matrix, right: np.ndarray, group: np.ndarray, penalty: float) -> np.ndarray:
    groups = int(group.max()) + 1
    weights, first, second = (np.zeros(matrix.shape[1]) for _ in range(3))
    turned = matrix.T.tocsr()
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        highest = np.full(groups, -np.inf)
        np.maximum.at(highest, group, scores)
        odds = np.exp(scores - highest[group])
        chance = odds / np.bincount(group, odds, groups)[group]
        wanted = chance * right / np.maximum(np.bincount(group, chance * right, groups), 1e-12)[group]
        slope = turned @ (wanted - chance) / groups - penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights = weights + RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def probabilities(claim: Choice, weights: dict[str, float], temperature: float) -> np.ndarray:
    """The probability of each candidate of a claim."""
    scores = np.array([sum(weights.get(name, 0.0) for name in names) for names in claim.features]) / temperature
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def chosen(claim: Choice, weights: dict[str, float], temperature: float, threshold: float) -> int:
    """The candidate that the linker takes."""
    chances = probabilities(claim, weights, temperature)
    best = int(np.argmax(chances[1:])) + 1 if len(chances) > 1 else 0
    if claim.features[best][:1] and claim.features[best][0].startswith("around"):
        best = claim.innermost
    return best if chances[0] < threshold else 0


def score(claims: Sequence[Choice], taken: Sequence[int]) -> tuple[float, float]:
    """Accuracy and F1 of the sources of claims."""
    right = sum(claim.right[k] for claim, k in zip(claims, taken, strict=True))
    hits = sum(claim.credited and claim.source[k] and claim.right[k] for claim, k in zip(claims, taken, strict=True))
    given = sum(claim.source[k] for claim, k in zip(claims, taken, strict=True))
    missed = sum(claim.credited and not claim.right[k] for claim, k in zip(claims, taken, strict=True))
    return right / len(claims), 2 * hits / (given + hits + missed)


def log_loss(claims: Sequence[Choice], weights: dict[str, float], temperature: float) -> float:
    """The mean negative logarithm of what the right candidates are given."""
    chances = [probabilities(c, weights, temperature)[np.array(c.right if any(c.right) else [k == 0 for k in range(len(c.right))])].sum() for c in claims]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=pathlib.Path)
    parser.add_argument("dev", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    train, dev = read(args.train), read(args.dev)
    tried = []
    for penalty in PENALTIES:
        weights = fit(train, penalty)
        temperature = min(TEMPERATURES, key=lambda t: log_loss(dev, weights, t))
        for threshold in THRESHOLDS:
            f1 = score(dev, [chosen(c, weights, temperature, threshold) for c in dev])[1]
            tried.append((f1, threshold, penalty, temperature, weights))
    highest = max(tried, key=lambda t: t[:3])[0]
    f1, threshold, penalty, temperature, weights = max((t for t in tried if t[0] >= highest - CLOSE), key=lambda t: (t[2], t[:2]))
    print(f"penalty {penalty}, temperature {temperature}, threshold {threshold}, {len(weights)} weights")
    for name, claims in (("train", train), ("dev", dev)):
        rules, model = score(claims, [c.innermost for c in claims]), score(claims, [chosen(c, weights, temperature, threshold) for c in claims])
        print(f"{name:5s} {len(claims):5d} claims: rules accuracy {rules[0]:.3f}, F1 {rules[1]:.3f}; pairs {model[0]:.3f}, {model[1]:.3f}")
    if args.write:
        lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted({**weights, "threshold": threshold, "temperature": temperature}.items())]
        (FOLDER / "source_weights.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
