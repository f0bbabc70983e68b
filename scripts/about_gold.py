"""The gold claims by which entity and property are chosen, as arrays, and what is sought among the phrases around each.

Used by ``fit_about.py`` (the network that is shipped) and ``about_teacher.py`` (the larger one that teaches it).
"""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

import jieba
import numpy as np

from extract.link.about import beside, worth
from extract.link.about_lines import DISTANCES, Lines, lines
from extract.link.about_phrases import Phrases, Words, lay_out, may_measure, phrases
from extract.link.about_scenes import Asked, Scenes, scenes, sentence
from extract.link.about_words import Codes, Vocabulary
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.segment import Segmenter
from extract.text.sentences import clauses, sentences

SHARPNESS = 12
"""How fast the target grows with the F1: twelve times as much in the exponent."""
RAREST_WORD = 8
"""In how many documents a word must stand to have numbers of its own."""
PARTS = 4
KEYS = ("entity", "property")
NEVER = -30.0
"""The score of a phrase that cannot be taken."""
LAC = pathlib.Path(jieba.__file__).parent / "lac_small"
LAC_SIZE, LAC_COMMON = 128, 6000
"""Numbers that LAC holds of a character, and how many of its characters, the most frequent first, say along which axes they differ."""


class Claims(NamedTuple):
    """All gold claims: the part and the number of the document of each, the mentions and their texts, the words around them, the phrases
    there with the claim of each and whether it can be a property, the scenes, the lines, and the words with numbers of their own."""

    part: np.ndarray
    document: np.ndarray
    mentions: list[dict[str, Any]]
    texts: list[str]
    words: Words
    found: Phrases
    claim: np.ndarray
    able: np.ndarray
    scenes: Scenes
    lines: Lines
    vocabulary: tuple[str, ...]


class Target(NamedTuple):
    """What is sought: the chances of all phrases, and of none for each claim."""

    phrases: Any
    none: Any


def part_of(doc_id: str) -> int:
    """The part in which a document is."""
    return int(hashlib.md5(doc_id.encode()).hexdigest(), 16) % PARTS


def common_words(given: list[dict[str, Any]], segmenter: Segmenter) -> tuple[str, ...]:
    """The words and single characters that stand in enough documents, the Chinese characters that are frequent anywhere, and the marks;
    first the one for all others."""
    count: Counter[str] = Counter()
    for doc in given:
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


def documents(paths: list[pathlib.Path]) -> list[dict[str, Any]]:
    """The documents of files."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def read(given: list[dict[str, Any]], common: tuple[str, ...], segmenter: Segmenter) -> Claims:
    """The gold claims of documents with the scenes around them; ``common``: the words with numbers of their own."""
    vocabulary = Vocabulary({word: n for n, word in enumerate(common) if n}, segmenter.tags)
    number, time = vocabulary.mark("N"), vocabulary.mark("T")
    asked, part, document, mentions, texts = [], [], [], [], []
    for place, doc in enumerate(given):
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
            document.append(place)
            mentions.append(mention)
            texts.append(text)
    around = scenes(asked, Codes(vocabulary.codes), segmenter.cut_all)
    words = lay_out(around)
    found = phrases(words)
    claim, able = words.claim[found.zone], may_measure(words, found)
    return Claims(np.array(part), np.array(document), mentions, texts, words, found, claim, able, around, lines(words, around), common)


def shared(claims: Claims, key: str) -> np.ndarray:
    """Characters that each phrase shares with the gold span of its claim: all where the same words stand elsewhere."""
    spans = np.array([(m[key]["start"], m[key]["end"]) if m[key] else (0, 0) for m in claims.mentions])
    words = [text[start:end] for text, (start, end) in zip(claims.texts, spans.tolist(), strict=True)]
    claim = claims.claim
    starts, ends = claims.words.starts[claims.found.first], claims.words.ends[claims.found.last]
    common: np.ndarray = np.maximum(0, np.minimum(spans[claim, 1], ends) - np.maximum(spans[claim, 0], starts))
    alike = np.flatnonzero((common == 0) & (ends - starts == (spans[:, 1] - spans[:, 0])[claim]))
    for at, of, start, end in zip(alike.tolist(), claim[alike].tolist(), starts[alike].tolist(), ends[alike].tolist(), strict=True):
        common[at] = end - start if claims.texts[of][start:end] == words[of] else 0
    return common


def target(torch: Any, claims: Claims, key: str) -> Target:
    """The target of phrases and of none; all zero where no phrase touches the gold."""
    claim, count = claims.claim, len(claims.mentions)
    gold = np.array([m[key]["end"] - m[key]["start"] if m[key] else 0 for m in claims.mentions])
    size = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    able = claims.able if key == "property" else np.ones(len(claim), dtype=bool)
    fitness = able * np.expm1(SHARPNESS * 2 * shared(claims, key) / (size + gold[claim]))
    whole = np.bincount(claim, fitness, count)
    return Target(torch.tensor(fitness / np.where(whole > 0, whole, 1)[claim], dtype=torch.float32), torch.tensor(gold == 0, dtype=torch.float32))


@cache
def lac() -> tuple[dict[str, int], np.ndarray]:
    """The characters that LAC knows by their place, the most frequent first, and what it holds of each (characters × ``LAC_SIZE``), centred."""
    listed = [line.partition("\t") for line in (LAC / "word.dic").read_text(encoding="utf-8").split("\n") if line]
    behind_header = (LAC / "model_baseline" / "word_emb").read_bytes()[-LAC_SIZE * 4 * (len(listed) + 1) :]
    held = np.frombuffer(behind_header, dtype="<f4").reshape(-1, LAC_SIZE)
    return {word: int(number) for number, _, word in listed}, held - held[:LAC_COMMON].mean(axis=0)


def of_places(kinds: np.ndarray) -> dict[str, np.ndarray]:
    """What is known of places by their kinds (see ``about_lines``)."""
    return {"zones": kinds // (4 * DISTANCES), "sources": kinds // (2 * DISTANCES) % 2, "cues": kinds // DISTANCES % 2, "distances": kinds % DISTANCES}


def chances(torch: Any, value: Any, none: Any, at: Any) -> tuple[Any, Any]:
    """The logarithms of the chances of phrases and of none, for their scores."""
    highest = none.detach().clone().scatter_reduce(0, at, value.detach(), "amax")
    whole = highest + torch.log(torch.exp(none - highest).scatter_add(0, at, torch.exp(value - highest[at])))
    return value - whole[at], none - whole


def report(claims: Claims, scored: np.ndarray, some: np.ndarray) -> None:
    """Print of some claims the F1 of shared characters, and in how many none is chosen; ``scored``: scores of all phrases × 2."""
    able, count = claims.able, len(claims.mentions)
    entity, measure = worth(claims.words, claims.found, scored[:, 0], count), worth(claims.words, claims.found, np.where(able, scored[:, 1], -10_000), count)
    sizes = claims.words.ends[claims.found.last] - claims.words.starts[claims.found.first]
    for key, chosen in zip(("property", "entity"), beside(claims.words, claims.found, measure, entity, able, count), strict=True):
        taken = chosen[some][chosen[some] >= 0]
        gold = sum(claims.mentions[n][key]["end"] - claims.mentions[n][key]["start"] for n in some.tolist() if claims.mentions[n][key])
        print(f"{key:9s} {len(some):5d} claims, F1 {2 * shared(claims, key)[taken].sum() / (gold + sizes[taken].sum()):.4f}, none in {len(some) - len(taken)}")
