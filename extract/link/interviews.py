"""Who answers in an interview printed as questions and answers: the person whom its introduction names last behind a verb of asking.

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

from extract.lexicon import trie
from extract.link.persons import spoken_of
from extract.link.turns import roles

_QUESTION = re.compile(r"^(?:问|记者|Q|主持人)[：:]", re.MULTILINE)
_ASKED = re.compile(rf"{trie(roles()['interviewing'])}|对话|请教|受访")
_FAR = 1500
"""How long an introduction is at most, in characters."""


def interviewed(text: str, pos: int) -> tuple[int, int] | None:
    """The name of who answers at ``pos``, None where the introduction of the interview names no person."""
    first = _QUESTION.search(text, 0, pos)
    if first is None or first.start() > _FAR:
        return None
    persons = spoken_of(text, 0, first.start())
    asked = [m.end() for m in _ASKED.finditer(text, 0, first.start())]
    after = [p for p in persons if asked and p[0] >= asked[-1]]
    return after[0] if after else persons[-1] if persons else None
