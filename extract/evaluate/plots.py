"""The plots of the page, drawn by matplotlib as SVG to stand inside HTML: its colours are those of the page, light or dark.

No words of a text stand in a plot: names of scores and numbers only.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from extract.errors import UsageError
from extract.evaluate.bootstrap import Interval
from extract.evaluate.curves import Reliability, RiskCoverage, Threshold

INK, DIM, LINE, FIRST, SECOND = "#010203", "#040506", "#070809", "#0a0b0c", "#0d0e0f"
VARIABLES = {INK: "--ink", DIM: "--dim", LINE: "--line", FIRST: "--first", SECOND: "--second"}
"""Colours that stand for those of the style sheet."""
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "zhclaims",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.facecolor": "none",
    "axes.labelcolor": DIM,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "none",
    "grid.color": LINE,
    "legend.frameon": False,
    "xtick.color": DIM,
    "ytick.color": DIM,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}
ROW_HEIGHT, HEAD_HEIGHT, WIDE, SQUARE = 0.28, 0.75, 8.4, 4.1
"""Inches."""
NORMAL = 1.959964
"""The normal deviate that 95 % of all draws stay within."""

Row = tuple[str, float, Interval | None]


def intervals(rows: Sequence[Row], name: str, zero: bool = False) -> str:
    """A dot for each score and a line for its interval; ``zero``: differences, on either side of a line at 0."""

    edges = [edge for _, value, spread in rows for edge in (value, *(spread or (value,)))]

    def draw(axes: Any) -> None:
        places = np.arange(len(rows))[::-1]
        for place, (_, value, spread) in zip(places, rows, strict=True):
            if spread:
                axes.plot(spread, [place, place], color=FIRST, linewidth=5, alpha=0.35, solid_capstyle="round")
            axes.plot([value], [place], "o", color=FIRST, markersize=6)
        axes.set_yticks(places, [label for label, _, _ in rows])
        axes.set_ylim(-0.7, len(rows) - 0.3)
        axes.grid(axis="x", linewidth=0.6)
        axes.tick_params(axis="y", length=0)
        if zero:
            axes.axvline(0, color=DIM, linewidth=1)
            reach = 1.1 * max(0.01, *map(abs, edges))
            axes.set_xlim(-reach, reach)
        else:
            axes.set_xlim(min(0.5, *edges) - 0.02, 1.01)

    return _svg(draw, name, (WIDE, HEAD_HEIGHT + ROW_HEIGHT * len(rows)))


def thresholds(rows: Sequence[Threshold]) -> str:
    """Precision with its interval, recall and usable precision, by the least confidence that is kept."""

    def draw(axes: Any) -> None:
        places = np.arange(len(rows))  # the thresholds crowd near 1, so each has the same room
        banded = [(place, row.interval) for place, row in zip(places, rows, strict=True) if row.interval]
        axes.fill_between(
            [place for place, _ in banded], [band[0] for _, band in banded], [band[1] for _, band in banded], color=FIRST, alpha=0.2, linewidth=0
        )
        axes.plot(places, [row.precision for row in rows], "o-", color=FIRST, markersize=4, label="precision")
        axes.plot(places, [row.usable_precision for row in rows], "s-", color=SECOND, markersize=4, label="usable precision")
        axes.plot(places, [row.recall for row in rows], "^--", color=DIM, markersize=4, label="recall")
        axes.set_xticks(places, [f"{row.threshold:g}" for row in rows])
        axes.set_xlabel("least confidence that is kept")
        axes.set_ylim(None, 1.01)
        axes.grid(linewidth=0.6)
        axes.legend(loc="lower left", fontsize=9)

    return _svg(draw, "Precision, usable precision and recall by the least confidence kept", (SQUARE, SQUARE))


def risk_coverage(claim: RiskCoverage, usable: RiskCoverage) -> str:
    """The share of wrong ones among the surest, by how many are kept."""

    def draw(axes: Any) -> None:
        axes.step(usable.coverage, usable.risk, where="post", color=SECOND, label="not usable")
        axes.step(claim.coverage, claim.risk, where="post", color=FIRST, label="not a claim")
        axes.set_xlim(0, 1.01)
        axes.set_ylim(0, max(0.05, *usable.risk, *claim.risk) * 1.15)
        axes.set_xlabel("share of the candidates kept, the surest first")
        axes.set_ylabel("share of them that is wrong")
        axes.grid(linewidth=0.6)
        axes.legend(loc="upper left", fontsize=9)

    return _svg(draw, "Risk by coverage", (SQUARE, SQUARE))


def reliability(found: Reliability, name: str) -> str:
    """The share that is right in each bin against the mean confidence there; bars: where 95 % of well calibrated bins lie."""

    def draw(axes: Any) -> None:
        scores, right = (np.array([getattr(one, part) for one in found.bins]) for part in ("score", "right"))
        reach = NORMAL * np.sqrt(scores * (1 - scores) / np.array([one.count for one in found.bins]))
        low = max(0.0, min([*scores, *right]) - 0.06)
        axes.plot([low, 1], [low, 1], color=DIM, linewidth=1)
        axes.vlines(scores, np.maximum(0, scores - reach), np.minimum(1, scores + reach), color=LINE, linewidth=5)
        axes.plot(scores, right, "o", color=FIRST, markersize=6, alpha=0.8)
        axes.set_xlim(low, 1.02)
        axes.set_ylim(low, 1.02)
        axes.set_xlabel("mean confidence of the bin")
        axes.set_ylabel("share of the bin that is right")
        axes.grid(linewidth=0.6)

    return _svg(draw, name, (SQUARE, SQUARE))


def _svg(draw: Callable[[Any], None], name: str, size: tuple[float, float]) -> str:
    """A figure as an SVG element. Raises UsageError where matplotlib is missing."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError("--html draws its plots with matplotlib: pip install 'zhclaims[tables]'") from None
    out = io.StringIO()
    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # of no concern where text stays text
        figure = Figure(figsize=size, layout="constrained")
        draw(figure.subplots())
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _inside(out.getvalue(), name)


def _inside(svg: str, name: str) -> str:
    """The element without what belongs to a file of its own: colours as variables, ids unlike those of other plots."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r'^<svg [^>]*?viewBox="([^"]*)"[^>]*>', lambda found: f'<svg viewBox="{found[1]}" role="img" aria-label="{name}">', svg, count=1)
    svg = re.sub(r' id="(?:figure|axes|patch|text|line2d|matplotlib|xtick|ytick|legend|FillBetween|LineCollection)[^"]*"', "", svg)
    prefix = re.sub(r"\W+", "-", name.lower())
    svg = re.sub(r'( id="|href="#|url\(#)', rf"\g<1>{prefix}-", svg)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg
