"""The teacher of the network for entity and property: a pretrained transformer, fitted to the same gold.

It is too slow to ship: the network learns what it says (``fit_about.py``). The transformer (``e5``) reads a window of a document once for
all its claims. From what it holds of the pieces a long short-term memory reads the line of each claim (``extract.link.about_lines``),
and phrases are scored by both. All offsets are code points of the normalised text.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from about_gold import KEYS, NEVER, Claims, Target, chances, of_places
from e5 import Transformer, model
from torch import nn

from extract.link.about_lines import BREAK, DISTANCES, PLACES
from extract.link.about_network import NO_WORD
from extract.link.about_phrases import LONGEST_AFTER
from extract.link.about_scenes import UNITS
from extract.link.about_words import TAG_AT, TAG_MASK
from extract.text.segment import Segmenter
from extract.text.sentences import sentences

OWN, BEFORE, MOST = 210, 90, 500
"""Pieces of a window: of sentences whose claims are asked for, and of sentences before them; and the most it takes."""
OF_WORD, OF_LETTER, OF_TAG, OF_UNIT = 128, 12, 12, 8
OF_PLACES = {"zones": 8, "sources": 4, "cues": 4, "distances": 16}
"""Numbers that are held of a word, of what is known of it, of the number, and of a place in the line."""
CELLS, HIDDEN = 96, 96
EPOCHS, BATCH, THREADS = 4, 8, 2
RATE, RATE_OF_HEADS, WARM = 1.2e-4, 2e-3, 0.06
"""How fast the transformer and what stands on it learn at most, and the share of steps until then."""
ALIKE = 20
"""Batches among whose windows those of like length are put together."""
LEFT_OUT, LEFT_OUT_ABOVE = 0.2, 0.3


class Window(NamedTuple):
    """Some sentences of a document: the numbers of their pieces, where these begin and end, and the claims that are asked for."""

    pieces: list[int]
    starts: list[int]
    ends: list[int]
    claims: list[int]


class Windows(NamedTuple):
    """All windows; for each word of the lines its first and its last piece, for each claim those of its number."""

    all: list[Window]
    words: np.ndarray
    numbers: np.ndarray


class Teacher(nn.Module):
    """The transformer, what reads the lines, and what scores phrases."""

    def __init__(self, known: list[int]) -> None:
        """For texts of the pieces ``known``."""
        super().__init__()
        self.place = {piece: number for number, piece in enumerate(known)}
        self.transformer = Transformer(model(), known)
        width, held = model().width, 2 * CELLS
        values = {"zones": PLACES // (4 * DISTANCES), "sources": 2, "cues": 2, "distances": DISTANCES}
        self.places = nn.ModuleDict({name: nn.Embedding(values[name], size) for name, size in OF_PLACES.items()})
        self.letters, self.tags = nn.Embedding(NO_WORD[0] + 2, OF_LETTER), nn.Embedding(NO_WORD[1] + 2, OF_TAG)
        self.word, self.no_word = nn.Linear(2 * width, OF_WORD), nn.Embedding(2, OF_WORD)
        self.reader = nn.LSTM(OF_WORD + OF_LETTER + OF_TAG + sum(OF_PLACES.values()), CELLS, batch_first=True, bidirectional=True)
        self.units, self.width = nn.Embedding(len(UNITS), OF_UNIT), nn.Embedding(LONGEST_AFTER + 1, 2 * HIDDEN)
        self.first, self.last = (nn.Linear(held, 2 * HIDDEN, bias=False) for _ in range(2))
        self.first_piece, self.last_piece = (nn.Linear(width, 2 * HIDDEN, bias=False) for _ in range(2))
        self.number, self.none = (nn.Linear(held + OF_UNIT + 2 * width, size) for size in (2 * HIDDEN, 2))
        self.score = nn.ModuleList(nn.Linear(HIDDEN, 1, bias=False) for _ in KEYS)

    def forward(self, claims: Claims, windows: Windows, asked: Sequence[int]) -> tuple[np.ndarray, np.ndarray, torch.Tensor, list[Any]]:
        """Of the claims of the windows ``asked``: the claims, their phrases, the claim of each as a place among them, and for each
        key the scores of phrases and of none."""
        some, row, held = self._read(windows, asked)
        states, at_number = self._lines(claims, windows, some, row, held)
        line, found = claims.lines, claims.found
        chosen, claim = phrases_of(claims, some)
        at, of_claim = torch.from_numpy(claim), torch.from_numpy(row)
        number = torch.from_numpy(windows.numbers[some])
        known = torch.cat([at_number, self.units(torch.from_numpy(claims.scenes.units[some])), held[of_claim, number[:, 0]], held[of_claim, number[:, 1]]], -1)
        width = torch.from_numpy(np.minimum(found.last - found.first, LONGEST_AFTER)[chosen])
        inner = self.number(known)[at] + self.width(width)
        for of_word, of_piece, words, side in ((self.first, self.first_piece, found.first, 0), (self.last, self.last_piece, found.last, 1)):
            place = torch.from_numpy(line.places[words[chosen]] - line.begins[some][claim])
            inner = inner + of_word(states)[at, place] + of_piece(held)[of_claim[at], torch.from_numpy(windows.words[words[chosen], side])]
        inner = nn.functional.dropout(torch.relu(inner), LEFT_OUT_ABOVE, self.training)
        none = self.none(known)
        able = torch.from_numpy(claims.able[chosen])
        values = [(score(inner[:, k * HIDDEN : (k + 1) * HIDDEN])[:, 0], none[:, k]) for k, score in enumerate(self.score)]
        return some, chosen, at, [(torch.where(able, value, NEVER) if key == "property" else value, no) for key, (value, no) in zip(KEYS, values, strict=True)]

    def _read(self, windows: Windows, asked: Sequence[int]) -> tuple[np.ndarray, np.ndarray, torch.Tensor]:
        """The claims of windows, the window of each, and what the transformer holds of their pieces."""
        read = [windows.all[number] for number in asked]
        lengths = [len(window.pieces) for window in read]
        pieces = torch.full((len(read), max(lengths)), self.place[model().pad])
        for row, window in zip(pieces, read, strict=True):
            row[: len(window.pieces)] = torch.tensor([self.place[piece] for piece in window.pieces])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            held = self.transformer(pieces, torch.tensor(lengths))
        some = np.array([claim for window in read for claim in window.claims])
        row_of = np.repeat(np.arange(len(read)), [len(window.claims) for window in read])
        return some, row_of, nn.functional.dropout(held.float(), LEFT_OUT, self.training)

    def _lines(self, claims: Claims, windows: Windows, some: np.ndarray, row: np.ndarray, held: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """What is held at each place of the lines, and at their numbers."""
        line = claims.lines
        lengths = line.lengths[some]
        place = line.begins[some][:, None] + np.minimum(np.arange(lengths.max())[None], lengths[:, None] - 1)
        words, kinds = line.words[place], line.kinds[place]
        is_word, special = words >= 0, np.maximum(0, kinds // (4 * DISTANCES) - BREAK)
        codes, pieces = np.where(is_word, claims.words.codes[words], 0), torch.from_numpy(windows.words[np.where(is_word, words, 0)])
        of = torch.from_numpy(row)[:, None].expand(pieces.shape[:2])
        word = self.word(torch.cat([held[of, pieces[..., 0]], held[of, pieces[..., 1]]], -1))
        letter, tag = np.where(is_word, codes & 31, NO_WORD[0] + special), np.where(is_word, codes >> TAG_AT & TAG_MASK, NO_WORD[1] + special)
        entered = torch.cat(
            [
                torch.where(torch.from_numpy(is_word)[..., None], word, self.no_word(torch.from_numpy(special))),
                self.letters(torch.from_numpy(letter)),
                self.tags(torch.from_numpy(tag)),
                *(self.places[name](torch.from_numpy(value)) for name, value in of_places(kinds).items()),
            ],
            -1,
        )
        entered = nn.functional.dropout(entered, LEFT_OUT, self.training)
        read, _ = self.reader(nn.utils.rnn.pack_padded_sequence(entered, torch.from_numpy(lengths), batch_first=True, enforce_sorted=False))
        states = nn.functional.dropout(nn.utils.rnn.pad_packed_sequence(read, batch_first=True)[0], LEFT_OUT_ABOVE, self.training)
        return states, states[torch.arange(len(some)), torch.from_numpy(line.numbers[some] - line.begins[some])]


def phrases_of(claims: Claims, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The phrases of some claims, and the claim of each as a place in ``some``."""
    low, high = np.searchsorted(claims.claim, [some, some + 1])
    return np.concatenate([np.arange(*bounds) for bounds in zip(low, high, strict=True)]), np.repeat(np.arange(len(some)), high - low)


def windows(claims: Claims, segmenter: Segmenter) -> Windows:
    """The windows in which the claims stand: whole sentences, after those before them."""
    found: list[Window] = []
    of_claim = np.zeros(len(claims.mentions), dtype=np.int64)
    for document in np.unique(claims.document):
        own = np.flatnonzero(claims.document == document)
        for window in _of_document(claims.texts[own[0]], own, [claims.mentions[n]["start"] for n in own], segmenter):
            of_claim[window.claims] = len(found)
            found.append(window)
    of_word = claims.words.claim[claims.words.zone]
    words, numbers = np.zeros((len(of_word), 2), dtype=np.int64), np.zeros((len(of_claim), 2), dtype=np.int64)
    bounds = np.searchsorted(of_word, np.arange(len(of_claim) + 1))
    for claim, mention in enumerate(claims.mentions):
        window, around = found[of_claim[claim]], slice(bounds[claim], bounds[claim + 1])
        words[around] = _pieces(window, claims.words.starts[around], claims.words.ends[around])
        numbers[claim] = _pieces(window, np.array([mention["start"]]), np.array([mention["end"]]))[0]
    return Windows(found, words, numbers)


def _of_document(text: str, claims: np.ndarray, starts: list[int], segmenter: Segmenter) -> list[Window]:
    """The windows of a document: as many sentences as fit."""
    parts = sentences(text)
    cut = [_cut(text, part, segmenter) for part in parts]
    sentence = np.searchsorted([low for low, _ in parts], starts, "right") - 1
    out: list[Window] = []
    begin = 0
    while begin < len(parts):
        end, size = begin + 1, len(cut[begin])
        while end < len(parts) and size + len(cut[end]) <= OWN:
            size += len(cut[end])
            end += 1
        asked = claims[(begin <= sentence) & (sentence < end)]
        if len(asked):
            first, ahead = begin, 0
            while first and (first == begin or ahead + len(cut[first - 1]) <= BEFORE):
                first -= 1
                ahead += len(cut[first])
            shown = [piece for part in cut[first:end] for piece in part][-MOST:]
            pieces, lows, highs = zip((model().begin, -1, -1), *shown, (model().end, len(text) + 1, len(text) + 1), strict=True)
            out.append(Window(list(pieces), list(lows), list(highs), asked.tolist()))
        begin = end
    return out


def _cut(text: str, part: tuple[int, int], segmenter: Segmenter) -> list[tuple[int, int, int]]:
    """The pieces of the words of a stretch, each with where it begins and ends."""
    out = []
    for start, end in segmenter.cut(text, *part):
        if not text[start:end].isspace():
            at = max(start, part[0])
            for number, length in model().split(text[at : min(end, part[1])]):
                out.append((number, at, at + length))
                at += length
    return out


def _pieces(window: Window, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The first and the last piece of stretches of the text."""
    first = np.searchsorted(window.starts, starts, "right") - 1
    last = np.minimum(np.searchsorted(window.ends, ends), len(window.pieces) - 1)
    return np.stack([first, np.maximum(first, last)], axis=1)


def opinions(claims: Claims, segmenter: Segmenter, train: np.ndarray, sought: list[Target]) -> list[Target]:
    """What a teacher says of all claims that is fitted to those of ``train`` by what is ``sought``, for each of ``KEYS``.

    Raises ImportError where the transformer is not installed.
    """
    torch.set_num_threads(THREADS)
    read = windows(claims, segmenter)
    teacher = fit(claims, read, [n for n, window in enumerate(read.all) if train[window.claims[0]]], sought)
    return opinion(claims, read, teacher)


def fit(claims: Claims, read: Windows, some: Sequence[int], sought: list[Target]) -> Teacher:
    """A teacher fitted to the claims of the windows ``some`` by what is ``sought`` for each of ``KEYS``."""
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    teacher = Teacher(sorted({model().pad, *(piece for window in read.all for piece in window.pieces)}))
    of_transformer = list(teacher.transformer.parameters())
    above = [weights for name, weights in teacher.named_parameters() if not name.startswith("transformer.")]
    steepest = torch.optim.AdamW([{"params": of_transformer, "lr": RATE}, {"params": above, "lr": RATE_OF_HEADS}])
    steps = EPOCHS * -(-len(some) // BATCH)
    slope = torch.optim.lr_scheduler.LambdaLR(steepest, lambda step: min(1.0, (step + 1) / (WARM * steps)) * (1 - step / steps))
    for epoch in range(EPOCHS):
        lost, count = 0.0, 0
        for batch in _batches(read, order.permutation(some), order):
            own, chosen, at, found = teacher(claims, read, batch)
            loss = torch.zeros(())
            for (value, none), of in zip(found, sought, strict=True):
                of_phrases, of_none = chances(torch, value, none, at)
                loss = loss - (of.phrases[chosen] * of_phrases).sum() - (of.none[own] * of_none).sum()
            steepest.zero_grad()
            (loss / len(own)).backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            steepest.step()
            slope.step()
            lost, count = lost + loss.item(), count + len(own)
        print(f"teacher: {epoch + 1} of {EPOCHS}, {lost / count:.3f} lost", file=sys.stderr, flush=True)
    teacher.eval()
    return teacher


def _batches(read: Windows, some: np.ndarray, order: np.random.Generator) -> list[np.ndarray]:
    """Windows of like length together, in an order of chance."""
    batches = []
    for low in range(0, len(some), BATCH * ALIKE):
        near = some[low : low + BATCH * ALIKE]
        near = near[np.argsort([len(read.all[n].pieces) for n in near], kind="stable")]
        batches += [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    return [batches[k] for k in order.permutation(len(batches))]


def opinion(claims: Claims, read: Windows, teacher: Teacher) -> list[Target]:
    """The chances that it gives to all claims, for each of ``KEYS``."""
    given = [Target(torch.zeros(len(claims.claim)), torch.zeros(len(claims.mentions))) for _ in KEYS]
    with torch.no_grad():
        for low in range(0, len(read.all), 2 * BATCH):
            own, chosen, at, found = teacher(claims, read, range(low, min(low + 2 * BATCH, len(read.all))))
            for (value, none), of in zip(found, given, strict=True):
                of_phrases, of_none = chances(torch, value, none, at)
                of.phrases[chosen], of.none[own] = of_phrases.exp(), of_none.exp()
    return given
