import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import AlignmentError
from extract.text.alignment import Alignment

PIECES = st.lists(st.tuples(st.text("ab中文", max_size=4), st.text("xy国", max_size=4)))


@given(PIECES, st.data())
def test_every_span_maps_back_to_the_characters_it_came_from(pieces, data):
    original = "".join(piece for piece, _ in pieces)
    normalised = "".join(piece for _, piece in pieces)
    origin = []
    position = 0
    for before, after in pieces:
        whole = set(range(position, position + len(before)))
        origin += [{position + i} for i in range(len(after))] if len(before) == len(after) else [whole] * len(after)
        position += len(before)
    alignment = Alignment.from_pieces(pieces)
    assert alignment.length == len(normalised)
    start = data.draw(st.integers(0, len(normalised)))
    end = data.draw(st.integers(start, len(normalised)))
    first, last = alignment.to_original(start, end)
    assert 0 <= first <= last <= len(original)
    assert set().union(*origin[start:end]) <= set(range(first, last))
    if any(origin[start:end]) and all(origin[start:end]):
        assert first == min(set().union(*origin[start:end]))
        assert last == max(set().union(*origin[start:end])) + 1


@given(st.lists(st.text(max_size=5)))
def test_equal_lengths_need_no_tables(pieces):
    alignment = Alignment.from_pieces([(piece, piece.swapcase()[: len(piece)].ljust(len(piece))) for piece in pieces])
    assert alignment.starts is None
    assert alignment.to_original(0, alignment.length) == (0, len("".join(pieces)))


@pytest.mark.parametrize(
    ("pieces", "span", "expected"),
    [
        ([("中介軟體", "中间件"), ("好", "好")], (0, 3), (0, 4)),
        ([("中介軟體", "中间件"), ("好", "好")], (3, 4), (4, 5)),
        ([("中介軟體", "中间件"), ("好", "好")], (4, 4), (5, 5)),
        ([("長", "长"), ("㎡", "m2")], (1, 2), (1, 2)),
        ([("長", "长"), ("㎡", "m2")], (0, 3), (0, 2)),
        ([("a", ""), ("b", "b")], (0, 1), (1, 2)),
    ],
)
def test_general_tables(pieces, span, expected):
    assert Alignment.from_pieces(pieces).to_original(*span) == expected


@pytest.mark.parametrize("span", [(-1, 1), (2, 1), (0, 4)])
def test_a_span_outside_is_an_error(span):
    with pytest.raises(AlignmentError, match="3 characters"):
        Alignment(3).to_original(*span)
