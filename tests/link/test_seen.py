"""What is remembered of the sources of a text: found by how words end and what names hold, as a search through all would find it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.link.seen import Alike, Endings, Holders, Named, Seen

WORDS = st.lists(st.text("甲乙行", min_size=1, max_size=4), max_size=30)
SOUGHT = st.text("甲乙行", min_size=1, max_size=4)


def numbered(words: list[str]) -> list[Named]:
    """A mention for each word, its number as its place."""
    return [Named(at, at, (at, at), "organisation", False) for at, _ in enumerate(words)]


def alike(word: str) -> Alike:
    return Alike(word, word, "organisation", False, 0)


@given(WORDS, SOUGHT)
def test_endings_are_found_last_to_first_and_of_equal_ones_the_last(words: list[str], sought: str) -> None:
    endings = Endings()
    for word, named in zip(words, numbered(words), strict=True):
        endings.add(word, alike(word), named)
    last = {word: at for at, word in enumerate(words)}
    assert [n.start for n in endings.ending(sought)] == sorted((at for word, at in last.items() if word.endswith(sought)), reverse=True)


@given(WORDS, SOUGHT)
def test_holders_are_found_first_to_last_and_of_equal_ones_the_first(words: list[str], sought: str) -> None:
    holders = Holders()
    for word, named in zip(words, numbered(words), strict=True):
        holders.add(word, named)
    first = {word: at for at, word in reversed(list(enumerate(words)))}
    assert [n.start for n in holders.holding(sought)] == sorted(at for word, at in first.items() if sought in word)


def test_mentions_that_repeat_are_remembered_once() -> None:
    text = "北港协会说。" * 1000
    seen = Seen(text)
    for at in range(0, len(text), 6):
        seen.add(Named(at, at + 4, (0, 4), "organisation", False))
    assert [n.start for n in seen.latest("organisation")] == [5994, 0]  # the first one holds its name, the others have it before them
    assert [n.start for n in seen.mentions.ending("协会")] == [5994, 0]
    assert [n.start for n in seen.holding("北港", "organisation")] == [0]
