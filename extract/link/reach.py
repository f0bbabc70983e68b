"""How far before a stand-in its source is looked for, and where the sentences begin that it may stand in."""

from __future__ import annotations

import re

CLAUSE = re.compile(r"[。！？!?\n，,；;：:“「]")
_SENTENCE = re.compile(r"[。！？!?\n]")
FAR = 600
"""How far before a stand-in its source is looked for where no reporting words name it, in characters."""
NEAR = 120
"""The same for a bare 数据 or 调查, which may be nobody's."""


def begins(text: str, pos: int, most: int = 80) -> int:
    """Where the sentence that holds ``pos`` begins, at most so far before, after a turn and its comma (不过，…)."""
    at = max((m.end() for m in _SENTENCE.finditer(text, max(0, pos - most), pos)), default=max(0, pos - most))
    comma = text.find("，", at, at + 4)
    return comma + 1 if at <= comma < pos else at
