"""Write and read numbers of a few bits each, as links pack them."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class BitWriter:
    """Bits, first to last."""

    number: int = 0
    length: int = 0

    def put(self, value: int, width: int) -> None:
        """Add a number.

        Raises:
            OverflowError: it does not fit into so many bits.
        """
        if not 0 <= value < 1 << width:
            raise OverflowError(value)
        self.number = self.number << width | int(value)
        self.length += width

    def bytes(self) -> bytes:
        """Return all of them, filled up with zeros to whole bytes."""
        padding = -self.length % 8
        return (self.number << padding).to_bytes((self.length + padding) // 8, "big")


class BitReader:
    """The bits of a byte string, first to last."""

    def __init__(self, packed: bytes) -> None:
        self._bits = self._each(packed)

    @staticmethod
    def _each(packed: bytes) -> Iterator[int]:
        for byte in packed:
            for position in range(7, -1, -1):
                yield byte >> position & 1

    def take_if_any(self) -> bool:
        """Return the next bit; False behind the last one."""
        return next(self._bits, 0) == 1

    def take(self, width: int) -> int:
        """Return the next number of so many bits.

        Raises:
            IndexError: there are no more.
        """
        value = 0
        for _ in range(width):
            bit = next(self._bits, None)
            if bit is None:
                raise IndexError("no more bits")
            value = value << 1 | bit
        return value
