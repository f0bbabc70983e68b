#!/usr/bin/env python3
"""Fit the weights by which entity and property are chosen, and write them to extract/lexicon/about_weights.tsv.

usage: fit_about.py GOLD.jsonl [GOLD.jsonl …] [--write]      (without --write: only report)

A log-linear choice among the phrases of ``extract.link.about_phrases`` and none is fitted by Adam to a soft target: chances
that grow with the F1 of the characters that a phrase shares with the gold span. A claim of which no phrase touches the gold
teaches nothing. A quarter of the documents (by hash of their id) is held out of a first fit and reported apart; the weights
that are written are fitted to all.
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
from extract.link.about_features import Table, features, name_at, relations, table
from extract.link.about_phrases import Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import Asked, Scenes, scenes, sentence
from extract.link.about_words import Codes, Vocabulary
from extract.text.normalize import normalize
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

PENALTY = 1e-3
SHARPNESS = 12
"""How fast the target grows with the F1: twelve times as much in the exponent."""
RATE, STEPS, RAREST, SMALLEST = 0.05, 250, 6, 0.03
RAREST_WORD = 8
"""In how many documents a word must stand to have weights of its own."""
HELD_OUT = 25
HEADER = """# Weights of the features by which phrases are chosen as entity or property of a claim; empty is zero.
# Fitted by scripts/fit_about.py: chances that grow with the characters shared with the gold spans.
# A feature is a slot of extract/link/about_features.py with the values of its attributes.
# feature\tentity\tproperty
"""


class Claims(NamedTuple):
    """All gold claims: whether held out, the mentions and their texts, the words around them, the phrases there, and the scenes."""

    held: np.ndarray
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


def held_out(doc_id: str) -> bool:
    """Whether a document is kept from the fit."""
    return int(hashlib.md5(doc_id.encode()).hexdigest(), 16) % 100 >= 100 - HELD_OUT


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
    of = table(common_words([doc for doc in documents if not held_out(doc["id"])], segmenter))
    vocabulary = Vocabulary({word: n for n, word in enumerate(of.vocabulary) if n}, segmenter.tags)
    number, time = vocabulary.mark("N"), vocabulary.mark("T")
    asked, held, mentions, texts = [], [], [], []
    for doc in documents:
        text = normalize(doc["text"]).text
        spans = sentences(text)
        for mention in doc["mentions"]:
            if mention["label"] != "claim" or mention.get("optional"):
                continue
            start, end = mention["start"], mention["end"]
            k, (low, high) = next((k, span) for k, span in enumerate(spans) if span[0] <= start < span[1])
            begin = spans[k - 1][0] if k else low
            earlier = clauses(text, *spans[k - 1]) if k else []
            near = [m for m in doc["mentions"] if begin <= m["start"] < high and m["start"] != start]
            numbers = [(start, end, number), *((m["start"], m["end"], number) for m in near if m["label"] == "claim")]
            times = [(m["start"], m["end"], time) for m in near if m["label"] == "time"]
            asked.append(Asked(sentence(text, [*earlier, *clauses(text, low, high)], numbers, times, len(earlier)), start, end, *credit(mention["source"])))
            held.append(held_out(doc["id"]))
            mentions.append(mention)
            texts.append(text)
    around = scenes(asked, Codes(vocabulary.codes), segmenter.cut_all)
    words = lay_out(around)
    edges = vocabulary.mark("^"), vocabulary.mark("$")
    return Claims(np.array(held), mentions, texts, words, phrases(words), around, of, edges)


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


def fit(matrix: csr_matrix, target: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Weights with which a softmax choice in each group comes nearest to the target, less a quadratic penalty."""
    groups = int(group.max()) + 1
    weights, first, second = (np.zeros(matrix.shape[1]) for _ in range(3))
    turned = matrix.T.tocsr()
    told = np.bincount(group, target, groups)[group]
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        highest = np.full(groups, -np.inf)
        np.maximum.at(highest, group, scores)
        odds = np.exp(scores - highest[group])
        chance = odds / np.bincount(group, odds, groups)[group]
        slope = turned @ (target - chance * told) / groups - PENALTY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights = weights + RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


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
    fitted = fit(matrix, targets(key, claims, chosen, group), np.concatenate([group, np.arange(groups)]))
    weights = {int(place): float(weight) for place, weight in zip(known, fitted, strict=True) if abs(weight) >= SMALLEST}
    whole = np.zeros(claims.table.size, dtype=np.int64)
    whole[list(weights)] = [round(weight * 100) for weight in weights.values()]
    return weights, worth(claims.words, claims.found, np.where(able, whole[seen].sum(axis=1), NEVER), len(claims.mentions))


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
    """Print the F1 of shared characters for the fitted and the held-out documents."""
    common = shared(claims, key)
    sizes = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    gold = np.array([m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions])
    for held in (False, True):
        own = claims.held == held
        taken = chosen[own & (chosen >= 0)]
        print(f"{'held out' if held else 'fitted':9s} {key:9s} {own.sum():5d} claims, F1 {2 * common[taken].sum() / (gold[own].sum() + sizes[taken].sum()):.3f}")


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    claims = read(args.gold, Segmenter())
    none = np.full(len(claims.mentions), -1)
    count, claim, able = len(claims.mentions), claims.claim(), may_measure(claims.words, claims.found)
    _, measure = learn("property", claims, none, ~claims.held)
    _, entity = learn("entity", claims, best(likely(measure, able, claim, count), claim, count), ~claims.held)
    measures, entities = beside(claims.words, claims.found, measure, entity, able, count)
    report("property", claims, measures)
    report("entity", claims, entities)
    if args.write:
        everything = np.ones(len(claims.mentions), dtype=bool)
        whats, measure = learn("property", claims, none, everything)
        whose, _ = learn("entity", claims, best(likely(measure, able, claim, count), claim, count), everything)
        rows = []
        for place in whats.keys() | whose.keys():
            cells = [name_at(claims.table, place), *(f"{known[place]:.2f}" if place in known else "" for known in (whose, whats))]
            rows.append("\t".join(cells).rstrip("\t") + "\n")
        (FOLDER / "about_weights.tsv").write_text(HEADER + "".join(sorted(rows, key=lambda row: row.split("\t")[0])), encoding="utf-8")


if __name__ == "__main__":
    main()
