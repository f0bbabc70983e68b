"""Two systems on the same gold: how far the scores differ, how sure that is, and each claim that was gained or lost.

The difference is that of the same resamples for both (paired bootstrap), so what moves both alike does not blur it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from extract.evaluate.bootstrap import Interval, draws, interval, resample
from extract.evaluate.errors import Context, context
from extract.evaluate.outcomes import Compared, Outcome
from extract.evaluate.prediction import Mention
from extract.evaluate.scores import all_scores, label_table, plain, table
from extract.gold import GoldMention

Verdict = Literal["better", "worse", "not told apart"]


class Difference(Struct, frozen=True):
    """One score of both, the difference (``now`` − ``before``) and its interval; better or worse where that leaves out 0."""

    now: float
    before: float
    difference: float
    interval: Interval | None
    verdict: Verdict


class Change(Struct, frozen=True):
    """One claim that came out otherwise. ``gained`` and ``lost``: fields, ``found`` (the whole claim) or ``extra`` (a false one)."""

    context: Context
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    gold: GoldMention | None
    before: Mention | None
    now: Mention | None


class Versus(Struct, frozen=True):
    """The comparison: differences by score, changes with the losses first."""

    before: str
    differences: dict[str, Difference]
    changes: list[Change]


def versus(now: Sequence[Compared], before: Sequence[Compared], name: str) -> Versus:
    """Compare two evaluations of the same documents in the same order; ``name`` is that of the other predictions."""
    return Versus(name, _differences(now, before), sorted(_changes(now, before), key=_weight))


def _differences(now: Sequence[Compared], before: Sequence[Compared]) -> dict[str, Difference]:
    documents = len(now)
    drawn = draws(documents)
    points, resampled = [], []
    for side in (now, before):
        sums, labels = table([o for document in side for o in document.outcomes], documents), label_table(side)
        points.append(plain(all_scores(sums.sum(0), labels.sum(0), ())))
        resampled.append(all_scores(resample(drawn, sums), resample(drawn, labels), ()))
    found = {}
    for name in points[0]:
        spread = interval(np.nan_to_num(resampled[0][name]) - np.nan_to_num(resampled[1][name]), documents)
        found[name] = Difference(points[0][name], points[1][name], points[0][name] - points[1][name], spread, _verdict(spread))
    return found


def _verdict(spread: Interval | None) -> Verdict:
    if spread is None or spread[0] <= 0 <= spread[1]:
        return "not told apart"
    return "better" if spread[0] > 0 else "worse"


def _changes(now: Sequence[Compared], before: Sequence[Compared]) -> Iterable[Change]:
    for new, old in zip(now, before, strict=True):
        news, olds = _by_place(new.outcomes), _by_place(old.outcomes)
        for key in sorted(news.keys() | olds.keys()):
            gained, lost = _moved(news.get(key), olds.get(key))
            if gained or lost:
                shown = news.get(key) or olds[key]
                preds = [side[key].pred if key in side else None for side in (olds, news)]
                yield Change(context(new.pair, shown), gained, lost, shown.gold, *preds)


def _by_place(outcomes: Iterable[Outcome]) -> Mapping[tuple[int, int, bool], Outcome]:
    """Gold claims by their place, and extra claims by theirs."""
    spans = ((outcome.gold or outcome.pred, outcome) for outcome in outcomes)
    return {(span.start, span.end, outcome.gold is None): outcome for span, outcome in spans if span}


def _moved(new: Outcome | None, old: Outcome | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was gained and what was lost in one place."""
    if new is None or old is None:
        return (("extra",), ()) if new is None else ((), ("extra",))
    if new.found != old.found:
        return (("found",), ()) if new.found else ((), ("found",))
    gained = tuple(name for name in old.wrong if new.right.get(name))
    return gained, tuple(name for name in new.wrong if old.right.get(name))


ORDER = ("extra", "found", "value", "unit", "source")


def _weight(change: Change) -> tuple[bool, int, str, int]:
    """Losses first, whole claims before fields, then by place."""
    fields = change.lost or change.gained
    worst = min(ORDER.index(name) if name in ORDER else len(ORDER) for name in fields)
    return not change.lost, worst, change.context.document, change.context.start


def tally(changes: Iterable[Change]) -> dict[str, tuple[int, int]]:
    """Field, ``found`` or ``extra`` → how often it was gained and lost."""
    counted: dict[str, list[int]] = {}
    for change in changes:
        for side, names in enumerate((change.gained, change.lost)):
            for name in names:
                counted.setdefault(name, [0, 0])[side] += 1
    known = [*ORDER, *sorted(counted.keys() - set(ORDER))]
    return {name: (counted[name][0], counted[name][1]) for name in known if name in counted}
