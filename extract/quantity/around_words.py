"""What the rules for numbers know of the words around them: the roles in ``lexicon/numbers_around.tsv``."""

from __future__ import annotations

from extract.lexicon import trie, with_role


def any_around(role: str) -> str:
    """An expression for the words of ``lexicon/numbers_around.tsv`` with a role."""
    return trie(with_role("numbers_around", role))
