"""The report as one self-contained page, for readers who were not told how to read it: no script, nothing loaded from elsewhere.

Every text is escaped, plots come as SVG. ``page_parts`` has the tables and lists.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from extract.evaluate import plots, rows
from extract.evaluate.curves import Curves
from extract.evaluate.page_parts import changes, confusion, error_list, figure, muc, safe_rows, scores, slices, table
from extract.evaluate.report import Report
from extract.evaluate.wording import groups, spread
from extract.html import head, safe

STYLE = Path(__file__).with_name("page.css")


def write_page(file: BinaryIO, report: Report) -> None:
    """Write the page as UTF-8. Raises UsageError where matplotlib is missing."""
    sections = {"Scores": _scores(report), "Confidence": _confidence(report.curves), "Slices": slices(report.slices), "Labels": _labels(report)}
    if report.against:
        sections = {"Comparison": _comparison(report)} | sections
    sections["Errors"] = error_list(report.errors)
    body = "".join(f'<section id="{name.lower()}">\n<h2>{name}</h2>\n{html}\n</section>\n' for name, html in sections.items())
    nav = " ".join(f'<a href="#{name.lower()}">{name}</a>' for name in sections)
    above = head(f"Evaluation of {report.pred}", STYLE.read_text(encoding="utf-8"), "en")
    file.write(f"{above}{_top(report)}<nav>{nav}</nav>\n{body}</body>\n</html>\n".encode())


def _top(report: Report) -> str:
    """What was compared, what is wrong with it, and the answer in four sentences."""
    least = f", those of confidence {report.min_confidence:g} and more" if report.min_confidence else ""
    sizes = f"{report.documents:,} documents, {report.gold_claims:,} claims in the gold, {report.predicted_claims:,} predicted{least}."
    told = "".join(f"<li>{safe(message)}</li>" for message in (*report.faults, *report.notes))
    lines = [
        f"<h1>Evaluation of {safe(report.pred)}</h1>",
        f'<p class="dim">Against the gold of {safe(report.gold)}. {sizes}</p>',
        f'<div class="warn"><ul>{told}</ul></div>' if told else "",
        f'<div class="cards">{_cards(report)}</div>',
        '<p class="dim">The range below a figure is where it would lie with other documents of the same kind, in 95 of 100 cases: '
        f"{safe(report.method)}. Where no error was seen it is a single point, which is no proof that there are none. Claims that an "
        "annotator marked optional count neither way.</p>",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _cards(report: Report) -> str:
    def card(score: str, before: str, after: str) -> str:
        bounds = report.intervals[score]
        among = f"{100 * bounds[0]:.0f} to {100 * bounds[1]:.0f}" if bounds else "too few documents for a range"
        share = "–" if score in report.empty else f"{100 * report.scores[score]:.0f}"
        return f'<div class="card">{before} <b>{share}</b> {after}<div class="dim">{among}</div></div>'

    cards = [
        card("precision", "Of 100 claims that it reports,", "are claims."),
        card("recall", "Of 100 claims that the texts make,", "are found."),
        card("usable_precision", "Of 100 claims that it reports,", "can be used as they are: value, unit and source are right."),
    ]
    if report.curves:
        trusted = report.curves.reliability["claim"]
        low, high = trusted.band
        words = "mean what they say" if trusted.error <= high else "do not mean what they say"
        cards.append(
            f'<div class="card">Its confidences {words}: they are off by <b>{100 * trusted.error:.1f}</b> in 100 on average.'
            f'<div class="dim">{100 * low:.1f} to {100 * high:.1f} would be chance</div></div>'
        )
    return "".join(cards)


def _scores(report: Report) -> str:
    parts = []
    for group, names in groups(report).items():
        points = [(rows.short(name), report.scores[name], report.intervals[name]) for name in names if name not in report.empty]
        if points:
            parts.append(figure(plots.intervals(points, group), f"{group[0].upper()}{group[1:]}: the score (dot) and its interval (line)."))
    words = "<p>1 is perfect. A field is compared where the claim was found; entity, property and time by the characters that both have.</p>"
    whole = f"<details><summary>All scores as a table</summary>{scores(report)}</details>"
    return "".join([words, *parts, whole, f"<details><summary>Exact, partial and type scores after MUC</summary>{muc(report)}</details>"])


def _confidence(curves: Curves | None) -> str:
    if curves is None:
        return "<p>The predictions give no confidence, so there is nothing to say of it.</p>"
    drawn = [
        figure(plots.thresholds(curves.thresholds), "What is gained by keeping only the surer claims, and what is lost: precision goes up, recall down."),
        figure(
            plots.risk_coverage(curves.risk["claim"], curves.risk["usable"]),
            f"How many are wrong among the surest. Mean risk {curves.risk['claim'].area:.3f}, usable {curves.risk['usable'].area:.3f}.",
        ),
    ]
    for of, one in curves.reliability.items():
        what = "a claim" if of == "claim" else "a usable claim"
        said = (
            f"Does a confidence of 0.9 mean nine right in ten? On the line it does; grey bars hold 95 of 100 well calibrated bins. Confidence of being "
            f"{what}: calibration error {one.error:.3f} (if perfect {spread(one.band)}), Brier score {one.brier:.3f}."
        )
        drawn.append(figure(plots.reliability(one, f"Reliability: {what}"), said))
    tables = table(["confidence from", *rows.THRESHOLDS], safe_rows(rows.thresholds(curves)))
    tables += "<h3>Which threshold reaches a precision</h3>" + table(["precision wanted", *rows.TARGETS], safe_rows(rows.targets(curves)))
    tables += "".join(f"<p>{safe(f'{t.target:g}: {t.reason}')}.</p>" for t in curves.targets if t.reason)
    return f'<p>Over {curves.candidates:,} candidates.</p><div class="plots">{"".join(drawn)}</div>{tables}'


def _labels(report: Report) -> str:
    words = (
        "<p>Which label each numeric mention of the gold was given: gold labels down, predicted labels across; "
        "<i>none</i> is a mention that the other side does not have, optional marks are left out. What lies off the green diagonal is wrong.</p>"
    )
    return words + confusion(report.confusion)


def _comparison(report: Report) -> str:
    assert report.against
    found = report.against.differences
    points = [(rows.short(name), found[name].difference, found[name].interval) for name in rows.telling(report.against)]
    lines = []
    for name, one in found.items():
        *cells, verdict = map(safe, rows.difference(name, one))
        lines.append([*cells, f'<span class="{verdict.split()[0]}">{verdict}</span>'])
    words = (
        f"<p>Compared with {safe(report.against.before)}, on the same documents. To the right of 0 is better; a line that touches 0 "
        "says that the two cannot be told apart on these documents.</p>"
    )
    drawn = figure(plots.intervals(points, "Differences", zero=True), "The difference of each score (dot) and its interval (line).")
    whole = table(["score", *rows.DIFFERENCES], lines)
    return f"{words}{drawn}<details><summary>All differences as a table</summary>{whole}</details>{changes(report.against)}"
