"""Which source a claim has: every frame near it is a candidate, null always one; a log-linear model disposes.

The rules of ``frames`` and ``scopes`` propose. What is seen of a pair of claim and frame are the named features below; their
weights, fitted by scripts/fit_sources.py, stand in ``lexicon/source_weights.tsv``. Null has the score zero. All offsets are
code points of the one normalised text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate

from msgspec import Struct

from extract.lexicon import rows
from extract.link.cues import Quote
from extract.link.mentions import is_stand_in, kind_of
from extract.link.scene import Frame, Setting, quote_around, times_in
from extract.link.subjects import is_turn, leading_mention

_AUTHOR = re.compile(r"我(?!国|市|省|县|区|校|院|方)|咱|笔者|本报|本刊|记者")
_FIGURE = re.compile(r"[一二三四五六七八九十、（(]*[、）)]|[●■◆·•]")
_AROUND = ("around0", "around1", "around2")
_ENDED = ("before0", "before1")
_ENDED_ALONE = ("before0alone", "before1alone")
"""The ranks of frames that end before a claim: no more of them are its candidates."""


class Candidate(Struct, frozen=True, gc=False):
    """A frame as the source of a claim: what is seen of the pair, the score of that, and its probability among the claim's."""

    frame: Frame | None
    features: tuple[str, ...]
    score: float
    probability: float


_ALONE = [Candidate(None, (), 0.0, 1.0)]
Weighed = dict[tuple[object, ...], list[Candidate]]
"""The candidates of a document's claims by all that their features are made of."""


class Places(Struct, frozen=True):
    """The frames of a document by their start, and by where what they report begins: to find those around a claim.

    ``reached`` is how far what is reported by any of the frames up to each reaches.
    """

    starts: list[int]
    order: list[int]
    lows: list[int]
    reached: list[int]

    def covering(self, frames: list[Frame], pos: int) -> list[Frame]:
        """The frames whose report holds ``pos``, by their start."""
        found = []
        at = bisect_right(self.lows, pos) - 1
        while at >= 0 and self.reached[at] > pos:
            if frames[self.order[at]].high > pos:
                found.append(self.order[at])
            at -= 1
        return [frames[k] for k in sorted(found)]


def places_of(frames: list[Frame]) -> Places:
    """The places of frames, which are sorted by their start."""
    order = sorted(range(len(frames)), key=lambda k: frames[k].low)
    return Places([f.start for f in frames], order, [frames[k].low for k in order], list(accumulate((frames[k].high for k in order), max)))


def candidates(s: Setting, frames: list[Frame], places: Places, pos: int, weighed: Weighed) -> list[Candidate]:
    """The candidates of the claim that begins at ``pos``, likeliest first; null is one of them.

    ``frames`` are those of the document by their start, ``places`` their places; claims that look alike are weighed once.
    """
    near = near_frames(s, frames, places, pos)
    if not near:
        return _ALONE
    claim = view_of(s, pos)
    key = (claim.sentence, claim.quote and claim.quote.start, claim.author, *[(rank, frame.start, frame.start < pos) for rank, frame in near])
    found = weighed.get(key)
    if found is None:
        found = weighed[key] = _weighed(s, near, claim)
    return found


def _weighed(s: Setting, near: list[tuple[str, Frame]], claim: View) -> list[Candidate]:
    seen = [tuple(pair_features(s, frame, rank, claim)) for rank, frame in near]
    weights = _weights()
    scores = [0.0, *[sum([weights[name] for name in names if name in weights]) for names in seen]]
    temperature, highest = weights["temperature"], max(scores)
    odds = [math.exp((score - highest) / temperature) for score in scores]
    total = sum(odds)
    pairs: list[tuple[Frame | None, tuple[str, ...]]] = [(None, ()), *((frame, names) for (_, frame), names in zip(near, seen, strict=True))]
    found = [Candidate(frame, names, score, odd / total) for (frame, names), score, odd in zip(pairs, scores, odds, strict=True)]
    return sorted(found, key=_unlikely)


def _unlikely(candidate: Candidate) -> float:
    return -candidate.probability


def near_frames(s: Setting, frames: list[Frame], places: Places, pos: int) -> list[tuple[str, Frame]]:
    """The frames around a claim, innermost first, and the last that ended before it in its line or the one before."""
    if not frames:
        return []
    covering = [f for f in places.covering(frames, pos) if not f.start <= pos < f.end]
    if len(covering) > 1:
        covering.sort(key=_start, reverse=True)
    out = [(_AROUND[min(k, 2)], f) for k, f in enumerate(covering)]
    i = bisect_left(places.starts, pos)
    if not i:
        return out
    before = frames[max(0, i - 12) : i]
    line = s.text.rfind("\n", before[0].start, pos)
    floor = max(0, s.text.rfind("\n", before[0].start, max(0, line)))
    ranks = iter(_ENDED if covering else _ENDED_ALONE)
    for frame in reversed(before):
        if frame.start < floor:
            break
        if frame.end <= pos and not frame.low <= pos < frame.high and frame.form != "caption":
            rank = next(ranks, None)
            if rank is None:
                break
            out.append((rank, frame))
    return out


def _start(frame: Frame) -> int:
    return frame.start


class View(Struct, frozen=True, gc=False):
    """What all candidates of a claim share: its place, its sentence, the quotation around it, where the author speaks before it."""

    pos: int
    sentence: int
    low: int
    quote: Quote | None
    author: int


def view_of(s: Setting, pos: int) -> View:
    """What is seen of the claim at ``pos`` whatever the candidate."""
    k = sentence_of(s.sentences, pos)
    low = s.sentences[k][0]
    quote = quote_around(s, pos)
    author = None if quote else _AUTHOR.search(s.text, low, pos)
    return View(pos, k, low, quote, author.start() if author else -1)


def pair_features(s: Setting, frame: Frame, rank: str, claim: View) -> list[str]:
    """What is seen of a frame and a claim, as readable names."""
    pos = claim.pos
    side = "in" if rank in _AROUND else "out"
    words = s.text[slice(*frame.source)] if frame.source else ""
    kind = "unnamed" if frame.form == "unnamed" else "standin" if is_stand_in(words) else kind_of(words) if words else "none"
    i = sentence_of(s.sentences, frame.end if frame.start < pos else pos)
    apart = max(0, claim.sentence - i)
    between = s.text.find("\n", frame.end, pos) if frame.end <= pos else s.text.find("\n", pos, frame.start)
    lines = "same" if between < 0 else "other"
    out = [rank, f"{rank} {frame.form}", f"{side} kind {kind}", f"{side} {frame.form} apart {min(apart, 4)}"]
    out += [f"{side} carried {min(frame.carried, 3)}", f"{side} {lines} line", f"{side} {_quoted(s, frame, claim)}"]
    if apart:
        if claim.sentence not in s.openings:
            s.openings[claim.sentence] = sentence_features(s, claim.low, s.sentences[claim.sentence][1])
        out += [f"{side} {name}" for name in s.openings[claim.sentence]]
        if any(is_turn(s.text, low) for low, _ in s.sentences[i + 1 : claim.sentence + 1]):
            out.append(f"{side} turn between")
    if s.personal:
        out.append(f"{side} {'apart' if apart else 'there'} in a text of the first person")
    if claim.author >= frame.end:
        out.append(f"{side} author speaks")
    return out


def _quoted(s: Setting, frame: Frame, claim: View) -> str:
    """How quotations lie between a frame and a claim."""
    if claim.quote:
        own = quote_around(s, frame.start)
        return "in one quotation" if own and own.start == claim.quote.start else "quoted by it" if frame.low <= claim.quote.start else "quoted apart"
    i = bisect_left(s.quote_starts, frame.low)
    return "after its quotation" if i < len(s.quotes) and s.quotes[i].end <= claim.pos else "unquoted"


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"其中|另外|此外|同时|并|还|也|目前|截至|而|与此同时|不过|但|今年|去年|前年|本次|此次|这次|该|这|其")


def sentence_features(s: Setting, low: int, pos: int) -> list[str]:
    """How the sentence that holds the claim begins: a turn, a time, a mention of somebody, a bullet."""
    out = []
    if is_turn(s.text, low):
        out.append("turn")
    if times_in(s, low, low + 1):
        out.append("begins with a time")
    if _FIGURE.match(s.text, low):
        out.append("begins with a bullet")
    opening = _opening().match(s.text, low)
    if opening:
        out.append(f"begins with {opening.group()}")
    topic = leading_mention(s.text, low, pos, [])
    if topic:
        out.append("begins with a stand-in" if is_stand_in(s.text[slice(*topic)]) else f"begins with {kind_of(s.text[slice(*topic)])}")
    return out or ["begins plainly"]


def sentence_of(sentences: list[tuple[int, int]], pos: int) -> int:
    """The index of the sentence that holds ``pos``."""
    return (bisect_left(sentences, (pos + 1, 0)) or 1) - 1


def choose(found: list[Candidate]) -> Candidate:
    """Null where its probability reaches the threshold that was chosen on dev, else the likeliest source.

    Of frames inside one another it is the innermost: the nearest reporting words credit their source (guide, section 6).
    """
    if len(found) == 1:
        return found[0]
    for candidate in found:
        if candidate.frame is None and candidate.probability >= _weights()["threshold"]:
            return candidate
    likeliest = found[0] if found[0].frame else found[1]
    if likeliest.features[0] in _AROUND:
        likeliest = next(c for c in found if c.features[:1] == _AROUND[:1])
    return likeliest


def weight_of(feature: str) -> float:
    """What a feature adds to the score of a candidate, in logits: after the temperature."""
    return _weights().get(feature, 0.0) / _weights()["temperature"]


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("source_weights")}
