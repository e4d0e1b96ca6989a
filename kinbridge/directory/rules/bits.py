"""Sets of services as whole numbers: bit 5 stands for the service at position 5. One operation looks at all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Bits = int
Said = TypeVar("Said", bound=Hashable)
SET_OCTET = re.compile(rb"[^\x00]")
BITS_OF_OCTET = tuple(tuple(bit for bit in range(8) if octet >> bit & 1) for octet in range(256))


def bits_of(positions: Iterable[int]) -> Bits:
    """The number whose bits are these positions."""
    listed = list(positions)
    octets = bytearray(max(listed, default=-1) // 8 + 1)
    for position in listed:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def positions_in(bits: Bits) -> Iterator[int]:
    """The positions of a number's bits, lowest first."""
    for found in SET_OCTET.finditer(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        first = found.start() * 8
        for bit in BITS_OF_OCTET[found[0][0]]:
            yield first + bit


def without(bits: Bits, others: Bits) -> Bits:
    return bits ^ (bits & others)


class Index(Generic[Said]):
    """For each thing that can be said, the bits of those who say it."""

    __slots__ = ("bits",)

    def __init__(self, bits: dict[Said, Bits]) -> None:
        self.bits = bits

    @classmethod
    def of(cls, said: Iterable[tuple[Said, int]]) -> Index[Said]:
        found: dict[Said, list[int]] = defaultdict(list)
        for what, position in said:
            found[what].append(position)
        return cls({what: bits_of(positions) for what, positions in found.items()})

    def __getitem__(self, what: Said) -> Bits:
        return self.bits.get(what, 0)

    def between(self: Index[int], first: int, last: int) -> Bits:
        """Who said a number from the first to the last."""
        found = 0
        for what, bits in self.bits.items():
            if first <= what <= last:
                found |= bits
        return found

    def moved(self, position: int, *, was: Iterable[Said], now: Iterable[Said]) -> Index[Said]:
        """The index after the one at `position` says something else."""
        bits, one = dict(self.bits), 1 << position
        for what in was:
            bits[what] = without(bits[what], one)
        for what in now:
            bits[what] = bits.get(what, 0) | one
        return Index(bits)
