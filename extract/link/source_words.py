"""What the rules for sources know of words: the roles in the lexicons of source parts and source nouns."""

from __future__ import annotations

from functools import cache

from extract.lexicon import with_role, words


def source_parts(role: str) -> tuple[str, ...]:
    """The words of ``lexicon/sourceparts.tsv`` with a role."""
    return with_role("sourceparts", role)


def source_nouns(role: str) -> tuple[str, ...]:
    """The words of ``lexicon/sourcenouns.tsv`` with a role."""
    return with_role("sourcenouns", role)


@cache
def known_names() -> tuple[str, ...]:
    """Names of bodies and outlets that all readers know (``lexicon/sourcenames.tsv``)."""
    return words("sourcenames")


def is_known(name: str) -> bool:
    """Is it one of them?"""
    return name in known_names()
