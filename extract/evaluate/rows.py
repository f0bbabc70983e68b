"""The figures of a report as rows of words: shared by the terminal and the page. Cells are plain text, not yet made safe to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.evaluate.curves import Curves
from extract.evaluate.fields import USABLE
from extract.evaluate.muc import WAYS, Muc, Way
from extract.evaluate.report import Report
from extract.evaluate.slices import Slice
from extract.evaluate.versus import Difference, Versus, tally
from extract.evaluate.wording import MAIN, field, number, signed, spread, title, whole

Rows = Iterator[list[str]]

SCORES = ("score", "interval", "of")
MUC = ("right", "wrong", "part", "missed", "extra", "prec.", "recall", "F1")
THRESHOLDS = ("claims", "kept", "precision", "interval", "recall", "usable")
TARGETS = ("threshold", "claims kept", "observed", "90 % sure of")
TRUST = ("count", "Brier", "ECE", "ECE if perfect", "mean risk")
DIFFERENCES = ("before", "now", "difference", "interval", "")
TALLY = ("gained, better", "lost, worse")
"""The heads of the columns after the first."""


def scores(report: Report, names: Sequence[str]) -> Rows:
    """Scores with their intervals and what they are of."""
    for name in names:
        of = whole(report, name)
        yield [title(name), score(report, name), spread(report.intervals[name]), "" if of is None else f"{of:,}"]


def score(report: Report, name: str) -> str:
    """A score with three digits; a dash where there was nothing to score."""
    return "–" if name in report.empty else number(report.scores[name])


def muc(ways: Mapping[Way, Muc]) -> Rows:
    """Each way of counting: the counts, then the scores."""
    for way in WAYS:
        one = ways[way]
        counts = (one.correct, one.incorrect, one.partial, one.missing, one.spurious)
        yield [way, *(f"{count:,}" for count in counts), *map(number, (one.precision, one.recall, one.f1))]


def found(one: Slice) -> list[str]:
    """Precision and recall of a slice, a dash where there is nothing predicted or nothing to find."""
    pairs = (("precision", one.predicted), ("recall", one.gold))
    return [number(one.scores[name]) if of else "–" for name, of in pairs]


def fields(one: Slice) -> list[str]:
    """The accuracy of value, unit and source in a slice, a dash where no claim was found."""
    return [number(one.scores[f"{name}_accuracy"]) if one.scores["recall"] else "–" for name in USABLE]


def thresholds(curves: Curves) -> Rows:
    """What is kept from each confidence on."""
    for t in curves.thresholds:
        kept = [f"{t.threshold:g}", f"{t.claims:,}", f"{t.coverage:.1%}"]
        yield [*kept, number(t.precision), spread(t.interval), number(t.recall), number(t.usable_precision)]


def targets(curves: Curves) -> Rows:
    """The threshold for each precision."""
    for t in curves.targets:
        at = "none" if t.threshold is None else f"{t.threshold:.4f}"
        yield [f"{t.target:g}", at, f"{t.kept:.1%}", number(t.precision), number(t.bound)]


def trust(curves: Curves) -> Rows:
    """Brier score and calibration error of each confidence."""
    for of, one in curves.reliability.items():
        name = "a claim" if of == "claim" else of
        yield [name, f"{one.count:,}", number(one.brier), number(one.error), spread(one.band), number(curves.risk[of].area)]


def difference(name: str, one: Difference) -> list[str]:
    """One score of two systems."""
    among = f"{signed(one.interval[0])} to {signed(one.interval[1])}" if one.interval else "–"
    return [short(name), number(one.before), number(one.now), signed(one.difference), among, one.verdict]


def short(name: str) -> str:
    """A score in few words."""
    return title(name).partition(":")[0]


def telling(against: Versus) -> list[str]:
    """The scores that a comparison shows first: the main ones, and the others that moved."""
    moved = (name for name, one in against.differences.items() if one.verdict != "not told apart")
    return [*MAIN, *(name for name in moved if name not in MAIN)]


def gained(against: Versus) -> Rows:
    """How many claims, and fields of claims, were gained and lost."""
    for name, (better, worse) in tally(against.changes).items():
        yield [field(name), str(better), str(worse)]
