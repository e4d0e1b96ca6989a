"""`./run check-federal FILE`: what is wrong with a record file, in sentences. The file may be of any size."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kinbridge.reports.rules.checking import check
from kinbridge.reports.rules.layouts import LAYOUTS

USAGE = f"Name one file: ./run check-federal FILE [--layout {'|'.join(LAYOUTS)}]"
LONGEST = 100_000


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file; one that never ends is cut, and is then no line of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        while line := file.readline(LONGEST):
            yield line


def main(argv: Sequence[str]) -> int:
    """Print what is wrong; 0 where nothing is, 1 where something is, 2 where the file cannot be read."""
    names, layout = list(argv), None
    if "--layout" in names:
        place = names.index("--layout")
        layout = LAYOUTS.get(names[place + 1]) if place + 1 < len(names) else None
        if layout is None:
            return _stop(USAGE)
        del names[place : place + 2]
    if len(names) != 1:
        return _stop(USAGE)
    try:
        found = check(lines(Path(names[0])), today=datetime.now(UTC).date(), layout=layout)  # noqa: TID251 - a command
    except OSError:
        return _stop("The file cannot be opened; check its name.")
    for mistake in found.mistakes:
        sys.stdout.write(f"{mistake}\n")
    sys.stdout.write(f"{found.layout.title if found.layout else 'Unknown layout'}: {found.summary}\n")
    return 1 if found.count else 0


def _stop(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 2
