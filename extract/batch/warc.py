"""Pages of WARC and WET archives: their text, with URL, date and language; pages that are not Chinese are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.encodings import decode
from extract.errors import InputError
from extract.files import needed
from extract.readers import Input, Limits, OnError, Raw, place
from extract.schema import Text

HTML = ("text/html", "application/xhtml+xml")
CHINESE = ("zho", "chi", "cmn", "zh")
"""How archives name the language (ISO 639)."""
HAN, KANA, LETTER = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]"), re.compile(r"[\u3040-\u30ff]"), re.compile(r"[^\W\d_]")
LEAST_HAN, SHARE_HAN, SHARE_KANA = 20, 0.2, 0.1
"""A page is Chinese with at least 20 Han characters, a fifth of its letters; Japanese has more than one kana for ten of them."""


def read_pages(item: Input, file: BinaryIO, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """The texts (WET) and HTML pages (WARC) of an archive; ``line`` is the number of the record from 1.

    Raises InputError where the archive cannot be read on.
    """
    fastwarc = needed("fastwarc", f"{place(item.path)}: reading WARC")
    needed("resiliparse", f"{place(item.path)}: reading WARC")
    kinds = fastwarc.WarcRecordType.conversion | fastwarc.WarcRecordType.response | fastwarc.WarcRecordType.resource
    number = 0
    try:
        for number, record in enumerate(fastwarc.ArchiveIterator(file, parse_http=False), 1):
            if not record.record_type & kinds:
                continue
            yield from _page(item, number, record, on_error, limits)
    except (OSError, EOFError, ValueError) as error:
        raise InputError(place(item.path), number + 1, f"the archive cannot be read on from this record: {error}") from None


def _page(item: Input, number: int, record: Any, on_error: OnError, limits: Limits) -> Iterator[Raw]:
    """One record, if it is text or HTML."""
    try:
        record.parse_http(auto_decode="all")
        kind = record.http_content_type or record.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind not in (*HTML, "text/plain"):
            return
        data = record.reader.read(limits.file + 1)
    except (OSError, ValueError) as error:
        on_error(InputError(place(item.path), number, f"the page cannot be unpacked: {error}"))
        return
    if len(data) > limits.file:
        on_error(InputError(place(item.path), number, f"the page is larger than {limits.file:,} bytes; {limits.advice}"))
        return
    headers = record.headers
    page = {
        "kind": "html" if kind in HTML else "text",
        "url": headers.get("WARC-Target-URI") or "",
        "date": headers.get("WARC-Date") or "",
        "language": headers.get("WARC-Identified-Content-Language") or "",
        "charset": record.http_charset or "",
    }
    id = (headers.get("WARC-Record-ID") or f"{item.id}:{number}").strip("<>").removeprefix("urn:uuid:")
    yield Raw(place(item.path), number, id, data, page=page)


def parse_page(raw: Raw) -> Text | None:
    """The page as a document, ``meta`` with url, date and language; None for one that is not Chinese.

    Raises InputError where its bytes are no text.
    """
    page = raw.page or {}
    declared = [language.strip() for language in page["language"].split(",") if language.strip()]
    if declared and not any(language.startswith(CHINESE) for language in declared):
        return None
    try:
        text = _html(raw.data, page["charset"]) if page["kind"] == "html" else decode(raw.data)
    except (ValueError, LookupError) as error:
        raise InputError(raw.file, raw.line, f"the page cannot be read: {error}") from None
    if not is_chinese(text):
        return None
    meta = {"url": page["url"], "date": page["date"], "language": page["language"] or "zho"}
    return Text(id=raw.id, text=text, meta={name: value for name, value in meta.items() if value})


def _html(data: bytes, charset: str) -> str:
    """What a page says, without menus and the like. Raises ValueError or LookupError where it cannot be parsed."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    encoding = charset or detect_encoding(data, from_html_meta=True) or "utf-8"
    tree = HTMLTree.parse_from_bytes(data, encoding, "replace")
    return str(extract_plain_text(tree, main_content=True))


def is_chinese(text: str) -> bool:
    """Whether a page is Chinese, by its characters."""
    han, kana, letters = (len(sign.findall(text)) for sign in (HAN, KANA, LETTER))
    return han >= LEAST_HAN and han >= SHARE_HAN * letters and kana <= SHARE_KANA * han
