"""Which part of a file a player asks for. Pure."""

from __future__ import annotations

import re


def part_asked(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None when it asks for all, or in a way that needs no answer."""
    found = re.fullmatch(r"bytes=(\d{0,12})-(\d{0,12})", header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        start, stop = max(size - int(found[2]), 0), size
    else:
        start, stop = int(found[1]), min(int(found[2]) + 1, size) if found[2] else size
    return range(start, stop) if start < stop else None
