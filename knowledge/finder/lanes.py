"""Vectors of numbers, one number per label, each vector as one big integer.

A number has a lane of 32 bits in the integer. Adding two such integers adds all lanes in one call
into C, and multiplying by a small integer scales all of them: a vector machine out of Python's own
arithmetic, without numpy. Negative numbers borrow from the lane above, which the offset gives back
when the lanes are read.
"""

import sys
from array import array
from collections.abc import Iterable

BITS = 32
_BYTES = BITS // 8
_CODE = "I"


class Lanes:
    """The layout of vectors with a given number of lanes.

    A lane must stay within ±2³¹; whoever uses lanes scales its numbers accordingly.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.size = count * _BYTES
        self.half = 1 << (BITS - 1)
        self.offset = sum(self.half << (BITS * lane) for lane in range(count))

    def pack(self, numbers: Iterable[int]) -> int:
        """A vector of the given numbers, none of them negative."""
        return int.from_bytes(array(_CODE, numbers).tobytes(), sys.byteorder)

    def single(self, lane: int, number: int) -> int:
        """A vector with one number, zero in all other lanes."""
        return number << (BITS * lane)

    def raised(self, vector: int) -> "array[int]":
        """The numbers of a vector to which `offset` was added, each raised by `half`."""
        return array(_CODE, vector.to_bytes(self.size, sys.byteorder))

    def to_bytes(self, vector: int) -> bytes:
        """A vector for keeping."""
        return (vector + self.offset).to_bytes(self.size, sys.byteorder)

    def from_bytes(self, kept: bytes | memoryview) -> int:
        """A vector as it was kept."""
        return int.from_bytes(kept, sys.byteorder) - self.offset
