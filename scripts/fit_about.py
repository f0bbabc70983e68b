#!/usr/bin/env python3
"""Fit the network by which entity and property are chosen, and write it to extract/link/about.npz.

usage: fit_about.py GOLD.jsonl [GOLD.jsonl …] [--unlabelled RECORDS.jsonl] [--write]      (without --write: only report; with the extra `fit`)

A choice among the phrases of ``extract.link.about_phrases`` and none is fitted by AdamW (Loshchilov and Hutter 2019) to a soft
target: chances that grow with the F1 of the characters that a phrase shares with the gold span. A claim of which no phrase
touches the gold teaches nothing. Entity and property share what reads the words; while fitting some words are hidden, and
some of what is held of them, so that nothing leans on single ones (Srivastava et al. 2014, "Dropout"). Characters and words begin with
what the tagger LAC holds of characters, which jieba brings (Jiao, Sun and Sun 2018, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network").

The network learns what a larger one says that was fitted to the gold before it, ``about_teacher`` (Hinton, Vinyals and Dean 2015,
"Distilling the Knowledge in a Neural Network"): it gives a share of the target, a greater one in a copy of each document in which
some words are others (``vary``), and all of it in text without gold (``unlabelled.py``). What is written is fitted to all documents.
Without --write, a quarter of them by hash of their id is held out, by teacher and network, and what is reported is told of it. On such a
quarter the F1 of entities is .638 on the corpora and .604 on real news where four networks like itself teach it to .631 and .587, that of
properties .788 and .745 for .780 and .738. Fixed seeds: the same machine gives the same weights but for what two threads add up in another order,
in an hour.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from about_gold import (
    KEYS,
    LAC_COMMON,
    NEVER,
    Claims,
    Target,
    chances,
    common_words,
    documents,
    lac,
    of_places,
    read,
    report,
    target,
)
from scipy.linalg import block_diag
from vary import Stock, varied

from extract.link.about_lines import BREAK, DISTANCES, PLACES
from extract.link.about_network import FILE, NO_WORD, SCALE
from extract.link.about_phrases import LONGEST_AFTER
from extract.link.about_scenes import UNITS
from extract.link.about_words import FIRST_AT, LAST_AT, TAG_AT, TAG_MASK, WORD_AT, WORDS
from extract.text.segment import Segmenter

OF_WORDS = {"letters": 16, "tags": 16, "words": 40, "begins": 20, "ends": 20}
OF_PLACES = {"zones": 8, "sources": 4, "cues": 4, "distances": 16}
"""Numbers that are held of what is known of a word, and of a place in its line."""
SIZES = OF_WORDS | OF_PLACES
CELLS, HIDDEN, OF_UNIT = 64, 64, 8
EPOCHS, BATCH, RATE, DECAY = 10, 48, 4e-3, 1e-2
LEFT_OUT, HIDDEN_WORDS = 0.4, 0.12
"""Shares of what is held, and of the words, that are hidden at a time."""
TAUGHT, TAUGHT_COPIES = 0.6, 0.85
"""The share of the target that the teacher gives, of claims as the gold has them and of those in copies; the rest is the gold."""
HELD_OUT = 0
"""The part that is told of without --write."""


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
    bounds = np.searchsorted(claims.claim, [some, some + 1])
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


def fit(torch: Any, claims: Claims, train: np.ndarray, sought: list[Target]) -> Any:
    """A network fitted to the claims of ``train`` by what is ``sought`` for each of ``KEYS``."""
    torch.manual_seed(0)
    np.random.seed(0)
    torch.set_num_threads(1)
    network, able = begin(torch, claims), torch.from_numpy(claims.able)
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
        print(f"network: {epoch + 1} of {EPOCHS}, {lost / len(train):.3f} lost", file=sys.stderr, flush=True)
    return network


def taught(torch: Any, claims: Claims, sought: list[Target], said: list[Target], shares: np.ndarray) -> list[Target]:
    """What is sought, of which the teacher gives its share, by claim."""
    share = torch.from_numpy(shares.astype(np.float32))
    of_phrase = share[torch.from_numpy(claims.claim)]
    return [
        Target((1 - of_phrase) * gold.phrases + of_phrase * says.phrases, (1 - share) * gold.none + share * says.none)
        for gold, says in zip(sought, said, strict=True)
    ]


def told(torch: Any, claims: Claims, network: Any, test: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Phrases of the claims of ``test`` with their scores in hundredths above none (phrases × 2)."""
    with torch.no_grad():
        for low in range(0, len(test), 256):
            chosen, at, found = scores(torch, network, claims, test[low : low + 256], fitting=False)
            yield chosen, np.stack([np.rint(SCALE * (value - none[at]).double().numpy()).astype(np.int64) for value, none in found], axis=1)


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
    """Fit, and report or write; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=pathlib.Path)
    parser.add_argument("--unlabelled", type=pathlib.Path, help="records of which only the teacher tells")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    try:
        import torch
        from about_teacher import opinions
    except ImportError as error:
        print(f"fit_about: {error.name} is not installed; pip install -e '.[fit]'", file=sys.stderr)
        return 2
    segmenter, given = Segmenter(), documents(args.gold)
    stock, chance = Stock(given, segmenter), random.Random(0)
    copies = [varied(doc, stock, segmenter, chance) for doc in given]
    others = documents([args.unlabelled] if args.unlabelled else [])
    claims = read([*given, *copies, *others], common_words(given, segmenter), segmenter)
    as_given, in_gold = claims.document < len(given), claims.document < 2 * len(given)
    fitted = np.full(len(as_given), True) if args.write else (claims.part != HELD_OUT) | ~in_gold
    sought = [target(torch, claims, key) for key in KEYS]
    said = opinions(claims, segmenter, as_given & fitted, sought)
    shares = np.where(as_given, TAUGHT, np.where(in_gold, TAUGHT_COPIES, 1.0))
    network = fit(torch, claims, np.flatnonzero(fitted), taught(torch, claims, sought, said, shares))
    if args.write:
        write(network, claims)
        return 0
    test = np.flatnonzero(as_given & ~fitted)
    scored = np.zeros((len(claims.claim), 2), dtype=np.int64)
    for chosen, found in told(torch, claims, network, test):
        scored[chosen] = found
    report(claims, scored, test)
    return 0


if __name__ == "__main__":
    sys.exit(main())
