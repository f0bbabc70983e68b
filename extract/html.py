"""What our self-contained pages share: a head that lets nothing be loaded or run, and text that is never markup."""

from __future__ import annotations

from html import escape

from extract.terminal import visible

_HEAD = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""


def head(title: str, style: str, lang: str) -> str:
    """A page up to its body: ``title`` as text, ``style`` as CSS, ``lang`` of most of its text."""
    return _HEAD.format(title=safe(title), style=style, lang=lang)


def safe(text: str) -> str:
    """Any text as HTML, also within attributes; control characters and the like made visible."""
    return escape(visible(text), quote=True)
