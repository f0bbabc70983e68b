"""From offsets into a converted text back to offsets into the text as read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from msgspec import Struct

from extract.errors import AlignmentError


class Alignment(Struct, frozen=True):
    """Maps half-open spans of a normalised text (code points) to spans of its original.

    ``length`` is the length of the normalised text. Without tables the two texts agree character for character and
    every span maps to itself. With tables, ``starts[i]`` and ``ends[i]`` bound the original characters behind the
    normalised character ``i``, and ``starts`` has one entry more: the length of the original.
    """

    length: int
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    @classmethod
    def from_pieces(cls, pieces: Iterable[tuple[str, str]]) -> Self:
        """The alignment of ``original, normalised`` pieces that follow one another and cover both texts.

        Pieces of equal length map character by character; in any other piece each normalised character stands for
        the whole original piece. A piece may be empty on either side (deleted or inserted characters).
        """
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        identity = True
        for original, normalised in pieces:
            after = position + len(original)
            if len(original) == len(normalised):
                starts.extend(range(position, after))
                ends.extend(range(position + 1, after + 1))
            else:
                identity = False
                starts.extend([position] * len(normalised))
                ends.extend([after] * len(normalised))
            position = after
        if identity:
            return cls(position)
        return cls(len(ends), (*starts, position), tuple(ends))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that holds the characters behind ``[start, end)`` of the normalised text.

        Raises AlignmentError where the span does not lie in the normalised text.
        """
        if not 0 <= start <= end <= self.length:
            raise AlignmentError(f"span [{start}, {end}) does not lie in a normalised text of {self.length} characters")
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start]
        return first, (self.ends[end - 1] if end > start else first)
