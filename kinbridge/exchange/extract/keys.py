"""Keys in place of numbers that stand for people: the same person has the same key in every file, and no other use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keyed hashes of 63 bits. Without the secret nobody can go back from a key, or tell whose it is."""

    secret: bytes

    @classmethod
    def of(cls, secret: str, *, coalition: int, purpose: str) -> Keys:
        """A secret of its own for each coalition and purpose, from the one that signs sessions."""
        text = f"kinbridge extract {purpose} {coalition}".encode()
        return cls(blake2b(text, key=blake2b(secret.encode()).digest(), digest_size=32).digest())

    @property
    def fingerprint(self) -> str:
        """Tells whether two extracts have the same keys; says nothing of the secret."""
        return blake2b(b"fingerprint", key=self.secret, digest_size=8).hexdigest()

    def __call__(self, kind: str, numbers: Sequence[int] | Numbers) -> Numbers:
        """A key for each number, of a `kind` of thing such as "family"."""
        each, place = np.unique(np.asarray(numbers, dtype=np.int64), return_inverse=True)
        keys = np.fromiter((self._key(kind, int(one)) for one in each), dtype=np.int64, count=len(each))
        return keys[place]

    def _key(self, kind: str, number: int) -> int:
        digest = blake2b(number.to_bytes(8, "big"), key=self.secret, person=kind.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1
