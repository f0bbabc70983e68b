"""The counts of corpora as bars in an SVG. The only user of matplotlib (``pip install zhclaims[tables]``)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, BinaryIO

from extract.corpora.counts import OF, Counts
from extract.corpora.tables import WHOLE
from extract.errors import UsageError

WIDTH, ROW_HEIGHT, HEAD_HEIGHT = 8.0, 0.28, 0.9
"""Inches: width of the picture, height of one group of bars, and of title and axis of a chart."""
SETTINGS: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "zhclaims", "font.family": "sans-serif"}
"""Text stays text (the reader has the fonts), and the same counts give the same bytes."""


def write_plot(file: BinaryIO, columns: Mapping[str, Counts]) -> None:
    """Draw the share of every row of every table, a bar for each column. Raises UsageError where matplotlib is missing."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError("--plot needs matplotlib: pip install 'zhclaims[tables]'") from None
    rows = {name: list(dict.fromkeys(row for counts in columns.values() for row in counts.tables[name])) for name in OF}
    rows = {name: found for name, found in rows.items() if found}
    heights = [HEAD_HEIGHT + ROW_HEIGHT * len(found) * max(1.0, len(columns) / 3) for found in rows.values()]
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, max(1.0, sum(heights))), layout="constrained")
        charts = figure.subplots(max(1, len(rows)), 1, squeeze=False, gridspec_kw={"height_ratios": heights or [1.0]})
        for (chart,), (name, found) in zip(charts, rows.items(), strict=False):
            _bars(chart, name, found, columns)
        if rows:
            charts[0][0].legend(loc="lower right", fontsize="small")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # of no concern where text stays text
            figure.savefig(file, format="svg", metadata={"Date": None, "Creator": "zhclaims corpus stats"})


def _bars(chart: Any, name: str, rows: list[str], columns: Mapping[str, Counts]) -> None:
    """One chart: a group of horizontal bars for each row, in percent of what the table counts."""
    thickness = 0.8 / len(columns)
    for number, (column, counts) in enumerate(columns.items()):
        whole = counts.sizes[WHOLE[OF[name]]]
        shares = [100 * counts.tables[name].get(row, 0) / whole if whole else 0.0 for row in rows]
        chart.barh([row + number * thickness for row in range(len(rows))], shares, thickness, label=column)
    chart.set_yticks([row + 0.4 - thickness / 2 for row in range(len(rows))], rows)
    chart.invert_yaxis()
    chart.set_title(f"{name}, % of {OF[name]}", loc="left", fontsize="medium")
    chart.tick_params(labelsize="small")
