"""Records as one self-contained page: no script, nothing loaded from elsewhere, every text escaped.

A claim in the text links to its row, the row to the claim; whichever was followed is outlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, get_args

from extract import view
from extract.html import head, safe
from extract.schema import Kind
from extract.view import Mark, Row

KINDS = get_args(Kind)
STYLE = Path(__file__).with_name("show.css")

INTRODUCTION = """<h1>{title}</h1>
<p class="dim">{key} <u>source</u> — a claim leads to its row, a row to its claim</p>
"""


def write_page(file: BinaryIO, records: Iterable[Mapping[str, Any]], title: str) -> None:
    """Write the page, one record after the other, as UTF-8. Raises RecordError as the records do."""
    key = " ".join(f'<span class="key {kind}">{kind}</span>' for kind in KINDS)
    file.write((head(title, STYLE.read_text(encoding="utf-8"), "zh") + INTRODUCTION.format(title=safe(title), key=key)).encode())
    number = 0
    for number, record in zip(count(1), records):
        file.write(section(record, f"d{number}").encode())
    if not number:
        file.write(b"<p>The file holds no record.</p>\n")
    file.write(b"</body>\n</html>\n")


def section(record: Mapping[str, Any], name: str) -> str:
    """One record as HTML; ``name`` makes its anchors unlike those of others."""
    rows = view.rows(record)
    others = view.others(record)
    return "\n".join(
        [
            f'<section id="{name}">',
            f"<h2>{safe(view.heading(record))}</h2>",
            f'<div class="text">{_marked(record, rows, name)}</div>',
            _table(rows, name) if rows else "<p>No claims.</p>",
            f'<p class="dim">{safe(others)}</p>' if others else "",
            "</section>\n",
        ]
    )


def _marked(record: Mapping[str, Any], rows: list[Row], name: str) -> str:
    """The text with a link for every claim and underlined sources. Where claims overlap the shortest is the link."""
    out = []
    for start, end, covering in view.pieces(record["text"], view.marks(record)):
        html = safe(record["text"][start:end])
        if any(mark.row is None for mark in covering):
            html = f"<u>{html}</u>"
        claims = [(mark.end - mark.start, mark.row, mark) for mark in covering if mark.row is not None]
        anchors = {f"{name}c{row}" for _, row, mark in claims if mark.start == start}
        if claims:
            _, row, mark = min(claims)
            own = f"{name}c{row}"
            html = _link(html, mark, rows[row], f' id="{own}"' if own in anchors else "", f"#{name}r{row}")
            anchors.discard(own)
        out += [f'<span id="{anchor}"></span>' for anchor in sorted(anchors)] + [html]
    return "".join(out)


def _link(html: str, mark: Mark, row: Row, id: str, target: str) -> str:
    kind = mark.kind if mark.kind in KINDS else ""
    told = safe(" · ".join(filter(None, [f"{row.value} {row.unit}", row.about, row.source])))
    return f'<a class="claim {kind}"{id} href="{target}" title="{told}">{html}</a>'


def _table(rows: list[Row], name: str) -> str:
    headings = "".join(f"<th>{heading}</th>" for heading in view.HEADINGS)
    lines = []
    for index, row in enumerate(rows):
        quantity, *rest = map(safe, row.cells())
        kind = row.kind if row.kind in KINDS else ""
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        link = f'<a class="claim {kind}" href="#{name}c{index}">{quantity}</a>'
        lines.append(f'<tr id="{name}r{index}"><td>{link}</td>{cells}</tr>')
    body = "\n".join(lines)
    return f'<div class="wide"><table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'
