"""What the rules for sources know of words: the roles in the lexicons of source parts and source nouns."""

from __future__ import annotations

from extract.lexicon import with_role


def source_parts(role: str) -> tuple[str, ...]:
    """The words of ``lexicon/sourceparts.tsv`` with a role."""
    return with_role("sourceparts", role)


def source_nouns(role: str) -> tuple[str, ...]:
    """The words of ``lexicon/sourcenouns.tsv`` with a role."""
    return with_role("sourcenouns", role)
