"""Which span stands for which: one to one, as many pairs as there can be, then as much overlap as there can be."""

from itertools import permutations
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.evaluate.match import MIN_OVERLAP, match, overlap


class Span(NamedTuple):
    start: int
    end: int


spans = st.lists(st.builds(lambda start, size: Span(start, start + size), st.integers(0, 14), st.integers(1, 8)), max_size=5)


@pytest.mark.parametrize(
    ("a", "b", "size"),
    [((0, 4), (0, 4), 1.0), ((0, 4), (2, 4), 0.5), ((0, 4), (4, 6), 0.0), ((0, 4), (3, 7), 1 / 7), ((2, 2), (0, 4), 0.0)],
)
def test_overlap_is_intersection_over_union(a, b, size):
    assert overlap(Span(*a), Span(*b)) == overlap(Span(*b), Span(*a)) == size


def greedy(first, second):
    """The larger overlap first: what a simple scorer does."""
    taken = {}
    for _, i, j in sorted((-overlap(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)):
        if overlap(first[i], second[j]) >= MIN_OVERLAP and i not in taken and j not in taken.values():
            taken[i] = j
    return [(first[i], second[j]) for i, j in sorted(taken.items())]


def test_the_optimum_pairs_both_where_the_larger_overlap_first_leaves_one_unpaired():
    whole, half = Span(0, 10), Span(0, 5)
    wide, narrow = Span(0, 6), Span(0, 3)
    assert greedy([whole, half], [wide, narrow]) == [(half, wide)]
    pairs, missed, extra = match([whole, half], [wide, narrow])
    assert pairs == [(whole, wide), (half, narrow)] and (missed, extra) == ([], [])


def test_a_whole_clause_is_not_its_number():
    assert match([Span(0, 3)], [Span(0, 9)]) == ([], [Span(0, 3)], [Span(0, 9)])
    assert match([Span(0, 3)], [Span(0, 9)], least=0)[0] == [(Span(0, 3), Span(0, 9))]


def best(first, second):
    """All one-to-one pairings, tried out: the most pairs, then the most overlap."""
    slots = [*range(len(second)), *[None] * len(first)]
    found = (0, 0.0)
    for chosen in set(permutations(slots, len(first))):
        sizes = [overlap(first[i], second[j]) for i, j in enumerate(chosen) if j is not None]
        if all(size >= MIN_OVERLAP for size in sizes):
            found = max(found, (len(sizes), sum(sizes)))
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(spans.filter(len).map(lambda s: s[0]), max_size=3), st.lists(spans.filter(len).map(lambda s: s[0]), max_size=3))
def test_no_other_pairing_has_more_pairs_or_more_overlap(first, second):
    pairs, missed, extra = match(first, second)
    assert (len(pairs), pytest.approx(sum(overlap(a, b) for a, b in pairs))) == best(first, second)
    assert sorted([*(a for a, _ in pairs), *missed]) == sorted(first)
    assert sorted([*(b for _, b in pairs), *extra]) == sorted(second)


def apart(given):
    """Spans that do not touch one another, as marks in a text do not."""
    kept = []
    for one in sorted(given):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@settings(deadline=None)
@given(spans.map(apart), spans.map(apart))
def test_on_marks_that_do_not_nest_it_finds_as_many_pairs_as_the_simple_way_or_more(first, second):
    assert len(match(first, second)[0]) >= len(greedy(first, second))
