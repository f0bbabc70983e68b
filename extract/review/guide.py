"""The annotation guide as plain blocks, so that the page draws it as text and never as HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

PLACES = (Path(__file__).parents[1] / "_docs" / "guide.md", Path(__file__).parents[2] / "docs" / "guide.md")
"""In the wheel, and in a checkout."""
STYLES = {"strong_open": "strong", "strong_close": "", "em_open": "em", "em_close": ""}

Runs = list[tuple[str, str]]


@cache
def guide() -> tuple[dict[str, Any], ...]:
    """The guide that is shipped."""
    return tuple(blocks(next(place for place in PLACES if place.is_file()).read_text(encoding="utf-8")))


def blocks(source: str) -> list[dict[str, Any]]:
    """Markdown as blocks: ``heading`` (with ``level``) and ``paragraph`` and ``item`` with ``runs``, ``table`` with ``rows``.

    A run is a style (``""``, strong, em, code) and its words; a cell of a table is a list of runs.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    out: list[dict[str, Any]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "table_open":
            out.append({"kind": "table", "rows": []})
        elif token.type == "tr_open":
            out[-1]["rows"].append([])
        elif token.type == "inline" and before is not None:
            _add(out, before, runs(token))
    return out


def _add(out: list[dict[str, Any]], before: Token, found: Runs) -> None:
    if before.type in ("th_open", "td_open"):
        out[-1]["rows"][-1].append(found)
    elif before.type == "heading_open":
        out.append({"kind": "heading", "level": int(before.tag[1:]), "runs": found})
    else:
        out.append({"kind": "item" if before.hidden else "paragraph", "runs": found})


def runs(token: Token) -> Runs:
    """The words of a line with their styles."""
    found: Runs = []
    style = ""
    for child in token.children or ():
        if child.type in STYLES:
            style = STYLES[child.type]
        elif child.type == "code_inline":
            found.append(("code", child.content))
        elif child.type == "softbreak":
            found.append((style, "\n"))
        elif child.content:
            found.append((style, child.content))
    return found
