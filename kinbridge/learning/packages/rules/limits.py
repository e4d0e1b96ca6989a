"""The limits of limits.toml as typed facts. Pure."""

from __future__ import annotations

import tomllib
from pathlib import Path

from msgspec import Struct, convert


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Sizes are in bytes. `kinds` gives the content type for the ending of a file's name."""

    package_bytes: int
    unpacked_bytes: int
    file_bytes: int
    manifest_bytes: int
    files: int
    name_length: int
    ratio: int
    ratio_from_bytes: int
    parts: int
    leftovers: tuple[str, ...]
    kinds: dict[str, str]

    def content_type(self, name: str) -> str:
        """The content type of a file by its name's ending; empty for a kind that no package may bring."""
        return self.kinds.get(name.rpartition("/")[2].rpartition(".")[2].lower(), "")


LIMITS = convert(tomllib.loads((Path(__file__).parents[1] / "limits.toml").read_text("utf-8")), type=Limits)


class Refused(ValueError):
    """A package that is not taken; the message names the file, the trouble and the way out."""


def shown(name: str) -> str:
    """A file's name as it may stand in a sentence: short, on one line and nothing but text."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= 80 else f"{plain[:77]}..."


def megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
