#!/usr/bin/env python3
"""Fit the weights by which the time of a claim is chosen, and write them to extract/lexicon/when_weights.tsv.

usage: fit_when.py GOLD.jsonl [GOLD.jsonl …] [--write]      (without --write: only report)

A log-linear choice among the candidates of ``extract.link.when_pairs`` and none is fitted by Adam so that the times that touch
the gold one are likeliest; where none does, none is. Reported is the F1 of the characters of times, over all gold claims, with
weights fitted on the other documents (four folds, by hash of the id), beside that of the rules alone, for each penalty and
margin; what is chosen by that is written, with weights fitted to all.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import pathlib

from fit_sources import Choice, fit
from msgspec import Struct

from extract.lexicon import FOLDER
from extract.link.when import Earlier, choose_among, reach, told, usable, widened
from extract.link.when_pairs import USED, Around, Dated, Dating, around, datings
from extract.quantity.times import find_times
from extract.schema import TimeMention
from extract.text.normalize import normalize
from extract.text.sentences import sentences

PENALTIES = (0.0004, 0.001)
MARGINS = (0.4, 0.6, 0.8)
MARGINS_OF_NONE = (0.4, 0.8, 1.2)
CLOSE = 0.003
"""The greatest margins are taken whose F1 is within this of the best: what the rules say is changed where that is sure."""
FOLDS = 4
HEADER = """# Weights of the features by which one time or none is chosen as that of a claim: `margin` is how much the score of a time must
# be above that of the rules' choice to be taken in its place, `margin of none` that of none; both are chosen by cross-validation.
# Fitted by scripts/fit_when.py; the names of features are made in extract/link/when_pairs.py.
# feature\tweight
"""


class Claim(Struct, frozen=True):
    """A gold claim with its time as the gold has it: its place and its words, or None."""

    dated: Dated
    gold: tuple[int, int] | None
    words: str


class Gold(Struct, frozen=True):
    """A document with its claims."""

    fold: int
    seen: Around
    claims: list[Claim]


def read(paths: list[pathlib.Path]) -> list[Gold]:
    """The gold claims of files with what the rules choose for each."""
    out = []
    for doc in (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        text = normalize(doc["text"]).text
        parts, times = sentences(text), find_times(text)
        mentions = sorted((m for m in doc["mentions"] if m["label"] == "claim" and not m.get("optional")), key=lambda m: m["start"])
        seen = around(text, parts, usable(times, text), [m["start"] for m in mentions])
        claims: list[Claim] = []
        earlier: Earlier | None = None
        for mention in mentions:
            k = max(k for k, (low, _) in enumerate(parts) if low <= mention["start"])
            before = parts[k - 1] if k and "\n" not in text[parts[k - 1][1] - 1 : parts[k][0]] else None
            first = reach(text, parts[k], before)
            near = [t for t in seen.times if first <= t.start]
            rule = choose_among(mention["start"], mention["end"], text, near, parts[k], before, mention["kind"], earlier)
            earlier = told(mention["start"], rule, earlier)
            gold = mention["time"]
            words = "".join(normalize(gold["text"]).text.split()) if gold else ""
            dated = Dated(mention["start"], mention["end"], mention["kind"], parts[k], rule)
            claims.append(Claim(dated, (gold["start"], gold["end"]) if gold else None, words))
        out.append(Gold(int(hashlib.md5(doc["id"].encode()).hexdigest(), 16) % FOLDS, seen, claims))
    return out


def touches(claim: Claim, time: TimeMention | None) -> bool:
    """Whether a time shares characters with the gold one."""
    return bool(time and claim.gold and time.start < claim.gold[1] and claim.gold[0] < time.end)


def choices(documents: list[Gold]) -> list[Choice]:
    """What the weights are fitted to: each claim with its candidates, where those before it have the right times."""
    out = []
    for doc in documents:
        used: list[TimeMention | None] = []
        for claim in doc.claims:
            found = datings(claim.dated, doc.seen, used[-USED:])
            right = [touches(claim, pair.time) for pair in found]
            by_rule = claim.dated.rule if touches(claim, claim.dated.rule) else None
            used.append(next((pair.time for pair, ok in zip(found, right, strict=True) if ok), by_rule))
            if found:
                right[0] = not any(right)
                out.append(Choice([pair.features for pair in found], right, [], False, 0))
    return out


def dated(doc: Gold, weights: dict[str, float] | None, margins: tuple[float, float] = (0, 0)) -> list[TimeMention | None]:
    """The times chosen for the claims of a document: by the weights, or by the rules alone."""
    if weights is None:
        return [claim.dated.rule for claim in doc.claims]
    out: list[TimeMention | None] = []
    for claim in doc.claims:
        found = datings(claim.dated, doc.seen, out[-USED:])
        out.append(_best(claim.dated, doc.seen.text, found, weights, margins))
    return out


def _best(claim: Dated, text: str, found: list[Dating], weights: dict[str, float], margins: tuple[float, float]) -> TimeMention | None:
    rule = claim.rule
    if not found:
        return rule
    scores = [sum(weights.get(name, 0.0) for name in pair.features) for pair in found]
    ruled = next((k for k, pair in enumerate(found) if rule and pair.time and rule.start < pair.time.end and pair.time.start < rule.end), 0)
    best = max(range(len(found)), key=scores.__getitem__)
    time = found[best].time
    if best == ruled or scores[best] - scores[ruled] < margins[time is None]:
        return rule
    return widened(time, text) if time else None


def overlap(documents: list[Gold], chosen: list[list[TimeMention | None]]) -> float:
    """The F1 of the characters of times, as ``zhclaims evaluate`` counts it: the same words elsewhere are right too."""
    shared = all_chosen = all_gold = 0
    for doc, times in zip(documents, chosen, strict=True):
        for claim, time in zip(doc.claims, times, strict=True):
            own = claim.gold[1] - claim.gold[0] if claim.gold else 0
            all_gold += own
            if time:
                all_chosen += time.end - time.start
                same = touches(claim, time) or "".join(time.text.split()) != claim.words
                common = max(0, min(time.end, claim.gold[1]) - max(time.start, claim.gold[0])) if claim.gold else 0
                shared += common if same else own
    return 2 * shared / max(1, all_chosen + all_gold)


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    documents = sorted(read(args.gold), key=lambda doc: doc.fold)
    print(f"{sum(len(doc.claims) for doc in documents)} claims; rules alone: F1 {overlap(documents, [dated(doc, None) for doc in documents]):.4f}")
    tried = []
    for penalty in PENALTIES:
        folds = [fit(choices([doc for doc in documents if doc.fold != k]), penalty) for k in range(FOLDS)]
        for none, margin in itertools.product(MARGINS_OF_NONE, MARGINS):
            score = overlap(documents, [dated(doc, folds[doc.fold], (margin, none)) for doc in documents])
            tried.append((score, none, margin, penalty))
            print(f"penalty {penalty}, margins {margin} and {none}: F1 {score:.4f} on held-out documents")
    highest = max(tried)[0]
    none, margin, _, penalty = max((none, margin, score, penalty) for score, none, margin, penalty in tried if score >= highest - CLOSE)
    weights = fit(choices(documents), penalty)
    print(f"penalty {penalty}, margins {margin} and {none}, {len(weights)} weights")
    if args.write:
        lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted({**weights, "margin": margin, "margin of none": none}.items())]
        (FOLDER / "when_weights.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
