#!/usr/bin/env python3
"""Fit the weights by which entity and property are chosen, and write them to extract/lexicon/about_weights.tsv.

usage: fit_about.py GOLD.jsonl [GOLD.jsonl …] [--write]      (without --write: only report)

A log-linear choice among the phrases of ``extract.link.about_phrases`` and none is fitted by Adam to a soft target: chances
that grow with the F1 of the characters that a phrase shares with the gold span. A claim of which no phrase touches the gold
teaches nothing. In each step a quarter of the slots is left out, so that no weight leans on the others (Srivastava et al. 2014,
"Dropout"); the weights are the mean of those of the last steps.

The documents are parted in four by hash of their id. What is reported is told of each part by weights fitted to the others. The
weights of entities are always fitted beside properties told so: those told by weights that know them would be too good. The
weights that are written are fitted to all documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from extract.lexicon import FOLDER
from extract.link.about import NEVER, Worth, beside, best, likely, worth
from extract.link.about_features import INNER, MEASURE, SLOTS, Table, features, name_at, relations, table
from extract.link.about_phrases import Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import Asked, Scenes, scenes, sentence
from extract.link.about_words import Codes, Vocabulary
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

PENALTY, PENALTY_OF_WORDS = 1.5e-3, 7e-4
"""Of the weights of slots that look at words or characters, which are seldom there, and of all others."""
SHARPNESS = 12
"""How fast the target grows with the F1: twelve times as much in the exponent."""
LEFT_OUT = 0.25
RATE, STEPS, SLOW, MEAN, RAREST, SMALLEST = 0.05, 360, 216, 252, 6, 0.03
"""Among others the steps after which the rate is three tenths, and after which weights are averaged."""
RAREST_WORD = 8
"""In how many documents a word must stand to have weights of its own."""
PARTS = 4
HEADER = """# Weights of the features by which phrases are chosen as entity or property of a claim; empty is zero.
# Fitted by scripts/fit_about.py: chances that grow with the characters shared with the gold spans.
# A feature is a slot of extract/link/about_features.py with the values of its attributes.
# feature\tentity\tproperty
"""


class Claims(NamedTuple):
    """All gold claims: the part of each, the mentions and their texts, the words around them, the phrases there, and the scenes."""

    part: np.ndarray
    mentions: list[dict[str, Any]]
    texts: list[str]
    words: Words
    found: Phrases
    scenes: Scenes
    table: Table
    edges: tuple[int, int]

    def claim(self) -> np.ndarray:
        """The claim of each phrase."""
        return self.words.claim[self.found.zone]


def part_of(doc_id: str) -> int:
    """The part in which a document is."""
    return int(hashlib.md5(doc_id.encode()).hexdigest(), 16) % PARTS


def common_words(documents: list[dict[str, Any]], segmenter: Segmenter) -> tuple[str, ...]:
    """The words and single characters that stand in enough documents, with the marks; first the one for all others."""
    count: Counter[str] = Counter()
    for doc in documents:
        text = normalize(doc["text"]).text
        words = {text[start:end] for start, end in segmenter.cut(text)}
        count.update({word for word in words if not any(c.isspace() for c in word)} | {c for word in words for c in word if not c.isspace()})
    return ("", *sorted({word for word, n in count.items() if n >= RAREST_WORD} | {"N", "T", "^", "$"}))


def credit(source: dict[str, Any] | None) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The places of the source and, from first to last, of its cues."""
    if not source:
        return None, None
    cues = source.get("cue") or []
    return (
        None if source["start"] is None else (source["start"], source["end"]),
        (min(cue["start"] for cue in cues), max(cue["end"] for cue in cues)) if cues else None,
    )


def read(paths: list[pathlib.Path], segmenter: Segmenter) -> Claims:
    """The gold claims of files with the scenes around them."""
    documents = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    of = table(common_words(documents, segmenter))
    vocabulary = Vocabulary({word: n for n, word in enumerate(of.vocabulary) if n}, segmenter.tags)
    number, time = vocabulary.mark("N"), vocabulary.mark("T")
    asked, part, mentions, texts = [], [], [], []
    for doc in documents:
        text = normalize(doc["text"]).text
        spans, dates = sentences(text), find_times(text)
        for mention in doc["mentions"]:
            if mention["label"] != "claim" or mention.get("optional"):
                continue
            start, end = mention["start"], mention["end"]
            k, (low, high) = next((k, span) for k, span in enumerate(spans) if span[0] <= start < span[1])
            begin = spans[k - 1][0] if k else low
            earlier = clauses(text, *spans[k - 1]) if k else []
            near = [m for m in doc["mentions"] if begin <= m["start"] < high and m["start"] != start]
            numbers = [(start, end, number), *((m["start"], m["end"], number) for m in near if m["label"] == "claim")]
            times = [(t.start, t.end, time) for t in dates if begin <= t.start < high]
            asked.append(Asked(sentence(text, [*earlier, *clauses(text, low, high)], numbers, times, len(earlier)), start, end, *credit(mention["source"])))
            part.append(part_of(doc["id"]))
            mentions.append(mention)
            texts.append(text)
    around = scenes(asked, Codes(vocabulary.codes), segmenter.cut_all)
    words = lay_out(around)
    edges = vocabulary.mark("^"), vocabulary.mark("$")
    return Claims(np.array(part), mentions, texts, words, phrases(words), around, of, edges)


def shared(claims: Claims, key: str) -> np.ndarray:
    """Characters that each phrase shares with the gold span of its claim: all where the same words stand elsewhere."""
    spans = np.array([(m[key]["start"], m[key]["end"]) if m[key] else (0, 0) for m in claims.mentions])
    words = [text[start:end] for text, (start, end) in zip(claims.texts, spans.tolist(), strict=True)]
    claim = claims.claim()
    starts, ends = claims.words.starts[claims.found.first], claims.words.ends[claims.found.last]
    common: np.ndarray = np.maximum(0, np.minimum(spans[claim, 1], ends) - np.maximum(spans[claim, 0], starts))
    alike = np.flatnonzero((common == 0) & (ends - starts == (spans[:, 1] - spans[:, 0])[claim]))
    for at, of, start, end in zip(alike.tolist(), claim[alike].tolist(), starts[alike].tolist(), ends[alike].tolist(), strict=True):
        common[at] = end - start if claims.texts[of][start:end] == words[of] else 0
    return common


def fit(matrix: csr_matrix, target: np.ndarray, group: np.ndarray, slots: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Weights with which a softmax choice in each group comes nearest to the target, less quadratic penalties; ``slots`` and
    ``penalty`` are those of each column."""
    groups, count = int(group.max()) + 1, int(slots.max()) + 1
    weights, first, second, mean = (np.zeros(matrix.shape[1]) for _ in range(4))
    turned = matrix.T.tocsr()
    told = np.bincount(group, target, groups)[group]
    drawn = np.random.default_rng(0)
    for step in range(1, STEPS + 1):
        kept = ((drawn.random(count) >= LEFT_OUT) / (1 - LEFT_OUT))[slots]
        slope = kept * (turned @ (target - choice(matrix @ (kept * weights), group, groups) * told)) / groups - penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        rate = RATE if step <= SLOW else 0.3 * RATE
        weights = weights + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        mean += weights * (step > MEAN) / (STEPS - MEAN)
    return mean


def choice(scores: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """The chance of each to be chosen in its group, for scores."""
    highest = np.full(groups, -np.inf)
    np.maximum.at(highest, group, scores)
    odds = np.exp(scores - highest[group])
    chance: np.ndarray = odds / np.bincount(group, odds, groups)[group]
    return chance


def targets(key: str, claims: Claims, chosen: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The target of the ``chosen`` phrases, then of none in each group; all zero where no phrase touches the gold."""
    groups = int(group.max()) + 1
    of_claim = np.array([m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions])
    gold = of_claim[claims.claim()[chosen]]
    size = (claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first])[chosen]
    fitness = np.expm1(SHARPNESS * 2 * shared(claims, key)[chosen] / (size + gold))
    whole = np.bincount(group, fitness, groups)
    none = np.bincount(group, gold, groups) == 0
    return np.concatenate([fitness / np.where(whole > 0, whole, 1)[group], none.astype(float)])


def learn(key: str, claims: Claims, measures: np.ndarray, train: np.ndarray) -> tuple[dict[int, float], Worth]:
    """The weights for ``key`` by place, from the claims of ``train``, and what all phrases are worth by them."""
    claim = claims.claim()
    seen = features(claims.words, claims.found, claims.scenes, claims.table, claims.edges)
    if key == "entity":
        seen = np.column_stack([seen, relations(claims.words, claims.found, measures, claims.table)])
    able = np.ones(len(claim), dtype=bool) if key == "entity" else may_measure(claims.words, claims.found)
    chosen = able & train[claim]
    group = np.unique(claim[chosen], return_inverse=True)[1]
    groups = int(group.max()) + 1
    known, matrix = design(seen[chosen], claim[chosen], groups, claims.table.size)
    fitted = fit(matrix, targets(key, claims, chosen, group), np.concatenate([group, np.arange(groups)]), *slots_at(known, claims.table))
    weights = {int(place): float(weight) for place, weight in zip(known, fitted, strict=True) if abs(weight) >= SMALLEST}
    whole = np.zeros(claims.table.size, dtype=np.int64)
    whole[list(weights)] = [round(weight * 100) for weight in weights.values()]
    return weights, worth(claims.words, claims.found, np.where(able, whole[seen].sum(axis=1), NEVER), len(claims.mentions))


def slots_at(places: np.ndarray, of: Table) -> tuple[np.ndarray, np.ndarray]:
    """The slots of places by number, and the penalties of their weights."""
    slots = np.searchsorted(list(of.first.values()), places, "right") - 1
    seldom = [any("." in attribute and not attribute.endswith(".tag") for attribute in slot.split()) for slot in (*SLOTS, INNER, MEASURE)]
    return slots, np.where(np.array(seldom)[slots], PENALTY_OF_WORDS, PENALTY)


def told(key: str, claims: Claims, measures: np.ndarray) -> Worth:
    """What all phrases are worth for ``key``, in each part by weights fitted to the others."""
    part = claims.part[claims.claim()]
    values = [learn(key, claims, measures, claims.part != own)[1] for own in range(PARTS)]
    expected, chance = (np.choose(part, columns) for columns in zip(*((value.expected, value.chance) for value in values), strict=True))
    return Worth(expected, chance)


def design(seen: np.ndarray, claim: np.ndarray, groups: int, size: int) -> tuple[np.ndarray, csr_matrix]:
    """The places that enough claims have, and which phrases have them; below them rows for none in each group, without any."""
    pairs = np.unique((claim[:, None] * size + seen).ravel())
    frequency = np.bincount(pairs % size, minlength=size)
    known = np.flatnonzero((frequency >= RAREST) & (np.arange(size) > 0))
    column = np.full(size, -1)
    column[known] = np.arange(len(known))
    columns = column[seen]
    rows, slots = np.nonzero(columns >= 0)
    return known, csr_matrix((np.ones(len(rows)), (rows, columns[rows, slots])), shape=(len(columns) + groups, len(known)))


def report(key: str, claims: Claims, chosen: np.ndarray) -> None:
    """Print the F1 of shared characters."""
    taken = chosen[chosen >= 0]
    sizes = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    gold = sum(m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions)
    print(f"{key:9s} {len(chosen):5d} claims, F1 {2 * shared(claims, key)[taken].sum() / (gold + sizes[taken].sum()):.3f}")


def write(claims: Claims, measures: np.ndarray) -> None:
    """Fit the weights to all claims and write them; ``measures``: the properties beside which entities are chosen."""
    everything = np.ones(len(claims.mentions), dtype=bool)
    whats, whose = (learn(key, claims, measures, everything)[0] for key in ("property", "entity"))
    lines = []
    for place in whats.keys() | whose.keys():
        cells = [name_at(claims.table, place), *(f"{known[place]:.2f}" if place in known else "" for known in (whose, whats))]
        lines.append("\t".join(cells).rstrip("\t") + "\n")
    (FOLDER / "about_weights.tsv").write_text(HEADER + "".join(sorted(lines, key=lambda line: line.split("\t")[0])), encoding="utf-8")


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    claims = read(args.gold, Segmenter())
    count, claim, able = len(claims.mentions), claims.claim(), may_measure(claims.words, claims.found)
    measure = told("property", claims, np.full(count, -1))
    likeliest = best(likely(measure, able, claim, count), claim, count)
    entity = told("entity", claims, likeliest)
    for key, chosen in zip(("property", "entity"), beside(claims.words, claims.found, measure, entity, able, count), strict=True):
        report(key, claims, chosen)
    if args.write:
        write(claims, likeliest)


if __name__ == "__main__":
    main()
