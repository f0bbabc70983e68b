"""Which source a claim has: every frame near it is a candidate, null always one; a log-linear model disposes.

The rules of ``frames`` and ``scopes`` propose. What is seen of a pair of claim and frame are the named features below; their
weights, fitted by scripts/fit_sources.py, stand in ``lexicon/source_weights.tsv``. Null has the score zero. All offsets are
code points of the one normalised text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate

from msgspec import Struct

from extract.lexicon import rows
from extract.link.cues import Quote
from extract.link.mentions import is_stand_in, kind_of
from extract.link.scene import Frame, Setting, quote_around, quote_ended, times_in
from extract.link.subjects import leading_mention
from extract.link.turns import is_turn

_AUTHOR = re.compile(r"我(?!国|市|省|县|区|校|院|方)|咱|笔者|本报|本刊|记者")
_FIGURE = re.compile(r"[一二三四五六七八九十、（(]*[、）)]|[●■◆·•]")
_AROUND = ("around0", "around1", "around2")
_ATTRIBUTE_MOST = 20
_ENDED = ("before0", "before1")
_ENDED_ALONE = ("before0alone", "before1alone")
"""The ranks of frames that end before a claim: no more of them are its candidates."""
MOST_AROUND = 8
"""So many frames around a claim are its candidates: a line may have any number of source lines in it."""


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
        """The frames whose report holds ``pos``, by their start: of more than ``MOST_AROUND`` those that report from last on."""
        found: list[int] = []
        at = bisect_right(self.lows, pos) - 1
        while at >= 0 and self.reached[at] > pos and len(found) < MOST_AROUND:
            if frames[self.order[at]].high > pos:
                found.append(self.order[at])
            at -= 1
        return [frames[k] for k in sorted(found)] if found else []


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
    seen: list[tuple[Frame | None, tuple[str, ...], float]] = [(None, (), 0.0)]
    seen += [(frame, *_pair(s, frame, rank, claim)) for rank, frame in near]
    temperature, highest = _weights()["temperature"], max([score for _, _, score in seen])
    odds = [math.exp((score - highest) / temperature) for _, _, score in seen]
    total = sum(odds)
    found = [Candidate(frame, names, score, odd / total) for (frame, names, score), odd in zip(seen, odds, strict=True)]
    return sorted(found, key=_unlikely)


def _unlikely(candidate: Candidate) -> float:
    return -candidate.probability


def near_frames(s: Setting, frames: list[Frame], places: Places, pos: int) -> list[tuple[str, Frame]]:
    """The frames around a claim, innermost first, and the last that ended before it in its line or the one before."""
    if not frames:
        return []
    covering = [f for f in places.covering(frames, pos) if not f.start <= pos < f.end and not (f.low < f.start and _of_speaker(s, f, pos))]
    if len(covering) > 1:
        covering.sort(key=_start, reverse=True)
    out = [(_AROUND[min(k, 2)], f) for k, f in enumerate(covering)]
    i = bisect_left(places.starts, pos)
    if not i:
        return out
    line = s.text.rfind("\n", 0, pos)
    floor = max(0, s.text.rfind("\n", 0, max(0, line)))
    ranks = iter(_ENDED if covering else _ENDED_ALONE)
    for frame in reversed(frames[max(0, i - 12) : i]):
        if frame.start < floor:
            break
        if frame.end <= pos and not frame.low <= pos < frame.high and frame.form != "caption":
            rank = next(ranks, None)
            if rank is None:
                break
            out.append((rank, frame))
    return out


def _of_speaker(s: Setting, frame: Frame, pos: int) -> bool:
    """Does ``pos`` lie in the words for who speaks, between a quotation and its frame (“…”39岁的|赵阳说)?"""
    quote = quote_ended(s, frame.start)
    return quote is not None and frame.low <= quote.start and quote.end <= pos < frame.start and frame.start - quote.end <= _ATTRIBUTE_MOST


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


def pair_features(s: Setting, frame: Frame, rank: str, claim: View) -> tuple[str, ...]:
    """What is seen of a frame and a claim, as readable names."""
    return _pair(s, frame, rank, claim)[0]


def _pair(s: Setting, frame: Frame, rank: str, claim: View) -> tuple[tuple[str, ...], float]:
    """The features of a frame and a claim, and their score."""
    pos = claim.pos
    words = s.text[slice(*frame.source)] if frame.source else ""
    kind = "unnamed" if frame.form == "unnamed" else "standin" if is_stand_in(words) else kind_of(words) if words else "none"
    i = sentence_of(s.sentences, frame.end if frame.start < pos else pos)
    begun = [low for low, _ in s.sentences[i + 1 : claim.sentence + 1] if s.text[low - 1] not in "；;"]
    apart = len(begun)
    between = s.text.find("\n", frame.end, pos) if frame.end <= pos else s.text.find("\n", pos, frame.start)
    more: list[str] = []
    if apart:
        if claim.sentence not in s.openings:
            s.openings[claim.sentence] = sentence_features(s, claim.low, s.sentences[claim.sentence][1])
        more += s.openings[claim.sentence]
        if any(is_turn(s.text, low) for low in begun):
            more.append("turn between")
    if s.personal:
        far = any(s.text[low - 1] not in "；;" for low, _ in s.sentences[i + 1 : claim.sentence + 1])
        more.append(f"{'apart' if far else 'there'} in a text of the first person")
    if claim.author >= frame.end:
        more.append("author speaks")
    lines = "same" if between < 0 else "other"
    names, weights = _always(rank, frame.form, kind, min(apart, 4), min(frame.carried, 3), lines, _quoted(s, frame, claim))
    others, other_weights = _besides("in" if rank in _AROUND else "out", tuple(more))
    return names + others, sum(other_weights, sum(weights, 0.0))


@lru_cache(maxsize=1 << 12)
def _always(rank: str, form: str, kind: str, apart: int, carried: int, lines: str, quoted: str) -> tuple[tuple[str, ...], list[float]]:
    """The features that every pair has, and the weights of those that have one."""
    side = "in" if rank in _AROUND else "out"
    seen = (f"kind {kind}", f"{form} apart {apart}", f"carried {carried}", f"{lines} line", quoted)
    return _weighted((rank, f"{rank} {form}", *[f"{side} {name}" for name in seen]))


@lru_cache(maxsize=1 << 12)
def _besides(side: str, seen: tuple[str, ...]) -> tuple[tuple[str, ...], list[float]]:
    """The features that only some pairs have, and the weights of those that have one."""
    return _weighted(tuple([f"{side} {name}" for name in seen]))


def _weighted(names: tuple[str, ...]) -> tuple[tuple[str, ...], list[float]]:
    return names, [_weights()[name] for name in names if name in _weights()]


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


def chosen(s: Setting, frames: list[Frame], places: Places, pos: int, weighed: Weighed) -> Candidate | None:
    """The candidate that the claim at ``pos`` is credited to, None for the author's voice.

    Most claims stand in no frame: nothing need be weighed for them where the weights let no frame win that has ended.
    """
    if _ended_lose() and not places.covering(frames, pos):
        return None
    found = choose(candidates(s, frames, places, pos, weighed))
    return found if found.frame else None


@cache
def _ended_lose() -> bool:
    """Does null reach its threshold beside frames that have ended, whatever else is seen of them?"""
    weights = _weights()
    most = sum(weight for name, weight in weights.items() if name.startswith("out ") and weight > 0)
    odds = 0.0
    for rank in _ENDED_ALONE:
        form = max(0.0, *(weight for name, weight in weights.items() if name.startswith(f"{rank} ")))
        odds += math.exp((weights.get(rank, 0.0) + form + most) / weights["temperature"])
    return 1 / (1 + odds) >= weights["threshold"]


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
        likeliest = next(c for c in found if c.frame and c.features[0] == _AROUND[0])
    return likeliest


def weight_of(feature: str) -> float:
    """What a feature adds to the score of a candidate, in logits: after the temperature."""
    return _weights().get(feature, 0.0) / _weights()["temperature"]


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("source_weights")}
