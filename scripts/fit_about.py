#!/usr/bin/env python3
"""Fit the network by which entity and property are chosen, and write it to extract/link/about.npz.

usage: fit_about.py GOLD.jsonl [GOLD.jsonl …] [--write]      (without --write: only report; with the extra `fit`, which brings PyTorch)

A choice among the phrases of ``extract.link.about_phrases`` and none is fitted by AdamW (Loshchilov and Hutter 2019) to a soft
target: chances that grow with the F1 of the characters that a phrase shares with the gold span. A claim of which no phrase
touches the gold teaches nothing. Entity and property share what reads the words; while fitting some words are hidden, and
some of what is held of them, so that nothing leans on single ones (Srivastava et al. 2014, "Dropout"). Characters and words begin with
what the tagger LAC holds of characters, which jieba brings (Jiao, Sun and Sun 2018, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network").

The network that is written is fitted to all documents, and not to the gold alone: to a share of its target comes what networks
fitted before it say on average (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network"). On a held-out
quarter of the documents six teachers brought the F1 of entities from .614 to .621 on the corpora and from .579 to .595 on real
news, that of properties from .772 to .773 and from .729 to .739. Without --write, the documents are parted in four by hash of
their id, and what is reported is told of each part by a network fitted to the others without teachers. One thread and fixed
seeds: the same machine gives the same weights, in half an hour.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import jieba
import numpy as np
from scipy.linalg import block_diag

from extract.link.about import beside, worth
from extract.link.about_lines import BREAK, DISTANCES, PLACES, Lines, lines
from extract.link.about_network import FILE, NO_WORD, SCALE
from extract.link.about_phrases import LONGEST_AFTER, Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import UNITS, Asked, Scenes, scenes, sentence
from extract.link.about_words import FIRST_AT, LAST_AT, TAG_AT, TAG_MASK, WORD_AT, WORDS, Codes, Vocabulary
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

SHARPNESS = 12
"""How fast the target grows with the F1: twelve times as much in the exponent."""
OF_WORDS = {"letters": 16, "tags": 16, "words": 40, "begins": 20, "ends": 20}
OF_PLACES = {"zones": 8, "sources": 4, "cues": 4, "distances": 16}
"""Numbers that are held of what is known of a word, and of a place in its line."""
SIZES = OF_WORDS | OF_PLACES
CELLS, HIDDEN, OF_UNIT = 64, 64, 8
EPOCHS, BATCH, RATE, DECAY = 20, 48, 4e-3, 1e-2
LEFT_OUT, HIDDEN_WORDS = 0.4, 0.12
"""Shares of what is held, and of the words, that are hidden at a time."""
RAREST_WORD = 8
"""In how many documents a word must stand to have numbers of its own."""
PARTS = 4
TEACHERS = 4
TAUGHT = 0.6
"""How many networks teach the one that is written, and the share of its target that they give."""
NEVER = -30.0
KEYS = ("entity", "property")
LAC = pathlib.Path(jieba.__file__).parent / "lac_small"
LAC_SIZE, LAC_COMMON = 128, 6000
"""Numbers that LAC holds of a character, and how many of its characters, the most frequent first, say along which axes they differ."""


class Claims(NamedTuple):
    """All gold claims: the part of each, the mentions and their texts, the words around them, the phrases there, the scenes, the lines,
    and the words with numbers of their own."""

    part: np.ndarray
    mentions: list[dict[str, Any]]
    texts: list[str]
    words: Words
    found: Phrases
    scenes: Scenes
    lines: Lines
    vocabulary: tuple[str, ...]

    def claim(self) -> np.ndarray:
        """The claim of each phrase."""
        return self.words.claim[self.found.zone]


class Target(NamedTuple):
    """What is sought: the chances of all phrases, and of none for each claim."""

    phrases: Any
    none: Any


def part_of(doc_id: str) -> int:
    """The part in which a document is."""
    return int(hashlib.md5(doc_id.encode()).hexdigest(), 16) % PARTS


def common_words(documents: list[dict[str, Any]], segmenter: Segmenter) -> tuple[str, ...]:
    """The words and single characters that stand in enough documents, the Chinese characters that are frequent anywhere, and the marks;
    first the one for all others."""
    count: Counter[str] = Counter()
    for doc in documents:
        text = normalize(doc["text"]).text
        words = {text[start:end] for start, end in segmenter.cut(text)}
        count.update({word for word in words if not any(c.isspace() for c in word)} | {c for word in words for c in word if not c.isspace()})
    frequent = {c for c, place in lac()[0].items() if place < LAC_COMMON and "\u4e00" <= c <= "\u9fff"}
    return ("", *sorted({word for word, n in count.items() if n >= RAREST_WORD} | frequent | {"N", "T"}))


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
    common = common_words(documents, segmenter)
    vocabulary = Vocabulary({word: n for n, word in enumerate(common) if n}, segmenter.tags)
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
    return Claims(np.array(part), mentions, texts, words, phrases(words), around, lines(words, around), common)


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


def target(torch: Any, claims: Claims, key: str) -> Target:
    """The target of phrases and of none; all zero where no phrase touches the gold."""
    claim, count = claims.claim(), len(claims.mentions)
    gold = np.array([m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions])
    size = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    able = may_measure(claims.words, claims.found) if key == "property" else np.ones(len(claim), dtype=bool)
    fitness = able * np.expm1(SHARPNESS * 2 * shared(claims, key) / (size + gold[claim]))
    whole = np.bincount(claim, fitness, count)
    return Target(torch.tensor(fitness / np.where(whole > 0, whole, 1)[claim], dtype=torch.float32), torch.tensor(gold == 0, dtype=torch.float32))


def lac() -> tuple[dict[str, int], np.ndarray]:
    """The characters that LAC knows by their place, the most frequent first, and what it holds of each (characters × ``LAC_SIZE``), centred."""
    listed = [line.partition("\t") for line in (LAC / "word.dic").read_text(encoding="utf-8").split("\n") if line]
    behind_header = (LAC / "model_baseline" / "word_emb").read_bytes()[-LAC_SIZE * 4 * (len(listed) + 1) :]
    held = np.frombuffer(behind_header, dtype="<f4").reshape(-1, LAC_SIZE)
    return {word: int(number) for number, _, word in listed}, held - held[:LAC_COMMON].mean(axis=0)


def spelt(vocabulary: tuple[str, ...], size: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the words of which LAC knows a character, and for each the sum of what it holds of its characters on its ``size``
    main axes, by the root of their number (rows of a deviation near 1)."""
    place, held = lac()
    axes = np.linalg.svd(held[:LAC_COMMON], full_matrices=False)[2][:size].T
    own = held @ axes
    own /= own[:LAC_COMMON].std()
    known = {number: [place[c] for c in word if c in place] for number, word in enumerate(vocabulary)}
    return np.array([n for n, of in known.items() if of]), np.stack([own[of].sum(axis=0) / len(of) ** 0.5 for of in known.values() if of])


def begin(torch: Any, claims: Claims) -> Any:
    """A network that has learnt nothing but characters, by the names of what it is made of."""
    nn, known = torch.nn, len(claims.vocabulary)
    values = {"letters": NO_WORD[0] + 2, "tags": NO_WORD[1] + 2, "words": known, "begins": known, "ends": known,
              "zones": PLACES // (4 * DISTANCES), "sources": 2, "cues": 2, "distances": DISTANCES}  # fmt: skip
    held = 2 * CELLS
    made = {name: nn.Embedding(values[name], size) for name, size in SIZES.items()} | {
        "reader": nn.LSTM(sum(SIZES.values()), CELLS, batch_first=True, bidirectional=True),
        "units": nn.Embedding(len(UNITS), OF_UNIT), "width": nn.Embedding(LONGEST_AFTER + 1, 2 * HIDDEN),
        "first": nn.Linear(held, 2 * HIDDEN, bias=False), "last": nn.Linear(held, 2 * HIDDEN, bias=False),
        "number": nn.Linear(held + OF_UNIT, 2 * HIDDEN), "none": nn.Linear(held + OF_UNIT, 2),
    } | {key: nn.Linear(HIDDEN, 1, bias=False) for key in KEYS}  # fmt: skip
    for name in ("words", "begins", "ends"):
        numbers, own = spelt(claims.vocabulary, SIZES[name])
        made[name].weight.data[numbers] = torch.tensor(own, dtype=torch.float32)
    return nn.ModuleDict(made)


def of_places(kinds: np.ndarray) -> dict[str, np.ndarray]:
    """What is known of places by their kinds (see ``about_lines``)."""
    return {"zones": kinds // (4 * DISTANCES), "sources": kinds // (2 * DISTANCES) % 2, "cues": kinds // DISTANCES % 2, "distances": kinds % DISTANCES}


def scores(torch: Any, network: Any, claims: Claims, some: np.ndarray, fitting: bool) -> tuple[np.ndarray, Any, list[tuple[Any, Any]]]:
    """Of some claims the phrases, the claim of each as a place in ``some``, and for each key the scores of phrases and of none."""

    def hide(held: Any) -> Any:
        return torch.nn.functional.dropout(held, LEFT_OUT, fitting)

    line, words = claims.lines, claims.words
    lengths = line.lengths[some]
    steps = np.minimum(np.arange(lengths.max())[None], lengths[:, None] - 1)
    place = line.begins[some][:, None] + steps
    own, kinds = line.words[place], line.kinds[place]
    codes = np.where(own >= 0, words.codes[own], 0)
    if fitting:
        codes = np.where(np.random.random(codes.shape) < HIDDEN_WORDS, codes & ((1 << WORD_AT) - 1), codes)
    special = kinds // (4 * DISTANCES) - BREAK
    seen = {
        "letters": np.where(own >= 0, codes & 31, NO_WORD[0] + special), "tags": np.where(own >= 0, codes >> TAG_AT & TAG_MASK, NO_WORD[1] + special),
        "words": codes >> WORD_AT & WORDS - 1, "begins": codes >> FIRST_AT & WORDS - 1, "ends": codes >> LAST_AT & WORDS - 1, **of_places(kinds),
    }  # fmt: skip
    packed = torch.nn.utils.rnn.pack_padded_sequence
    entered = hide(torch.cat([network[name](torch.from_numpy(seen[name])) for name in SIZES], -1))
    read_, _ = network["reader"](packed(entered, torch.from_numpy(lengths), batch_first=True, enforce_sorted=False))
    states = hide(torch.nn.utils.rnn.pad_packed_sequence(read_, batch_first=True)[0])
    bounds = np.searchsorted(claims.claim(), [some, some + 1])
    chosen = np.concatenate([np.arange(low, high) for low, high in bounds.T])
    claim = np.repeat(np.arange(len(some)), bounds[1] - bounds[0])
    first, last = ((line.places[of[chosen]] - line.begins[some][claim]) for of in (claims.found.first, claims.found.last))
    width = torch.from_numpy(np.minimum(claims.found.last - claims.found.first, LONGEST_AFTER)[chosen])
    at, one = torch.from_numpy(claim), torch.arange(len(some))
    number = torch.cat([states[one, torch.from_numpy(line.numbers[some] - line.begins[some])], network["units"](torch.from_numpy(claims.scenes.units[some]))], -1)
    inner = network["first"](states)[at, torch.from_numpy(first)] + network["last"](states)[at, torch.from_numpy(last)]
    inner = hide(torch.relu(inner + network["number"](number)[at] + network["width"](width)))
    none = network["none"](number)
    return chosen, at, [(network[key](inner[:, k * HIDDEN : (k + 1) * HIDDEN])[:, 0], none[:, k]) for k, key in enumerate(KEYS)]


def chances(torch: Any, value: Any, none: Any, at: Any) -> tuple[Any, Any]:
    """The logarithms of the chances of phrases and of none, for their scores."""
    highest = none.detach().clone().scatter_reduce(0, at, value.detach(), "amax")
    whole = highest + torch.log(torch.exp(none - highest).scatter_add(0, at, torch.exp(value - highest[at])))
    return value - whole[at], none - whole


def fit(torch: Any, claims: Claims, train: np.ndarray, sought: list[Target], seed: int, say: str) -> Any:
    """A network fitted to the claims of ``train`` by what is ``sought`` for each of ``KEYS``."""
    torch.manual_seed(seed)
    np.random.seed(seed)
    network, able = begin(torch, claims), torch.from_numpy(may_measure(claims.words, claims.found))
    steps = EPOCHS * -(-len(train) // BATCH)
    steepest = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    slope = torch.optim.lr_scheduler.OneCycleLR(steepest, RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        lost = 0.0
        order = np.random.permutation(train)
        for low in range(0, len(order), BATCH):
            some = order[low : low + BATCH]
            chosen, at, found = scores(torch, network, claims, some, fitting=True)
            loss = torch.zeros(())
            for key, (value, none), of in zip(KEYS, found, sought, strict=True):
                value = torch.where(able[chosen], value, NEVER) if key == "property" else value
                of_phrases, of_none = chances(torch, value, none, at)
                loss = loss - (of.phrases[chosen] * of_phrases).sum() - (of.none[some] * of_none).sum()
            steepest.zero_grad()
            (loss / len(some)).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steepest.step()
            slope.step()
            lost += loss.item()
        print(f"{say}: {epoch + 1} of {EPOCHS}, {lost / len(train):.3f} lost", file=sys.stderr, flush=True)
    return network


def opinion(torch: Any, claims: Claims, network: Any, some: np.ndarray) -> list[Target]:
    """The chances that a network gives, for each of ``KEYS``; zero for claims that are not among ``some``."""
    able = torch.from_numpy(may_measure(claims.words, claims.found))
    given = [Target(torch.zeros(len(able)), torch.zeros(len(claims.mentions))) for _ in KEYS]
    with torch.no_grad():
        for low in range(0, len(some), 256):
            asked = some[low : low + 256]
            chosen, at, found = scores(torch, network, claims, asked, fitting=False)
            for key, (value, none), of in zip(KEYS, found, given, strict=True):
                value = torch.where(able[chosen], value, NEVER) if key == "property" else value
                of_phrases, of_none = chances(torch, value, none, at)
                of.phrases[chosen], of.none[asked] = of_phrases.exp(), of_none.exp()
    return given


def with_opinions(torch: Any, sought: list[Target], opinions: list[list[Target]]) -> list[Target]:
    """What is sought, of which teachers give their share: the mean of their ``opinions``."""
    means = [[torch.stack(given).mean(dim=0) for given in zip(*of_key, strict=True)] for of_key in zip(*opinions, strict=True)]
    return [
        Target(*((1 - TAUGHT) * gold + TAUGHT * mean for gold, mean in zip(of, mean_of, strict=True)))
        for of, mean_of in zip(sought, means, strict=True)
    ]


def told(torch: Any, claims: Claims, network: Any, test: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Phrases of the claims of ``test`` with their scores in hundredths above none (phrases × 2)."""
    with torch.no_grad():
        for low in range(0, len(test), 256):
            chosen, at, found = scores(torch, network, claims, test[low : low + 256], fitting=False)
            yield chosen, np.stack([np.rint(SCALE * (value - none[at]).double().numpy()).astype(np.int64) for value, none in found], axis=1)


def report(claims: Claims, scored: np.ndarray) -> None:
    """Print the F1 of shared characters, and in how many claims none is chosen."""
    able, count = may_measure(claims.words, claims.found), len(claims.mentions)
    entity, measure = worth(claims.words, claims.found, scored[:, 0], count), worth(claims.words, claims.found, np.where(able, scored[:, 1], -10_000), count)
    sizes = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    for key, chosen in zip(("property", "entity"), beside(claims.words, claims.found, measure, entity, able, count), strict=True):
        taken = chosen[chosen >= 0]
        gold = sum(m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions)
        print(f"{key:9s} {count:5d} claims, F1 {2 * shared(claims, key)[taken].sum() / (gold + sizes[taken].sum()):.4f}, none in {count - len(taken)}")


def write(network: Any, claims: Claims) -> None:
    """Write the weights as ``extract.link.about_network`` reads them."""
    held = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    before = sum(OF_WORDS.values())
    kinds = np.concatenate([held[f"{name}.weight"][at] for name, at in of_places(np.arange(PLACES)).items()], axis=1)
    gates = np.repeat([0.5, 0.5, 0.5, 1.0], CELLS)  # a logistic function is a halved tanh
    order = np.concatenate([np.arange(CELLS), np.arange(CELLS, 2 * CELLS), np.arange(3 * CELLS, 4 * CELLS), np.arange(2 * CELLS, 3 * CELLS)])

    def both(name: str) -> list[np.ndarray]:
        return [held[f"reader.{name}_l0{side}"][order] for side in ("", "_reverse")]

    entering = np.stack([(weights * gates[:, None]).T for weights in both("weight_ih")])
    arrays = {name: held[f"{name}.weight"] for name in (*OF_WORDS, "units", "width")} | {
        "kinds": kinds, "word": entering[:, :before], "kind": entering[:, before:],
        "bias": np.stack([(one + other) * gates for one, other in zip(both("bias_ih"), both("bias_hh"), strict=True)]),
        "memory": np.stack([(weights * gates[:, None]).T for weights in both("weight_hh")]),
        "first": held["first.weight"].T, "last": held["last.weight"].T, "number": held["number.weight"].T, "bend": held["number.bias"],
        "none": held["none.weight"].T, "never": held["none.bias"], "score": block_diag(*(held[f"{key}.weight"].T for key in KEYS)),
    }  # fmt: skip
    np.savez_compressed(FILE, vocabulary=np.array(claims.vocabulary), **{name: array.astype(np.float16) for name, array in arrays.items()})


def main() -> int:
    """Fit, report, and write if asked to; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    try:
        import torch
    except ImportError:
        print("fit_about: PyTorch is not installed; pip install -e '.[fit]'", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    claims = read(args.gold, Segmenter())
    everything = np.arange(len(claims.mentions))
    sought = [target(torch, claims, key) for key in KEYS]
    if args.write:
        teachers = (fit(torch, claims, everything, sought, seed, f"teacher {seed} of {TEACHERS}") for seed in range(1, TEACHERS + 1))
        opinions = [opinion(torch, claims, teacher, everything) for teacher in teachers]
        write(fit(torch, claims, everything, with_opinions(torch, sought, opinions), 0, "all"), claims)
        return 0
    scored = np.zeros((len(claims.claim()), 2), dtype=np.int64)
    for own in range(PARTS):
        network = fit(torch, claims, everything[claims.part != own], sought, 0, f"without part {own + 1}")
        for chosen, found in told(torch, claims, network, everything[claims.part == own]):
            scored[chosen] = found
    report(claims, scored)
    return 0


if __name__ == "__main__":
    sys.exit(main())
