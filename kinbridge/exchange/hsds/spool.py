"""What was read of a large load, on disk until it is stored: a load that was stopped goes on where it was.

Only reading is kept. Storing is one transaction, so whatever stops it leaves nothing half-loaded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

from kinbridge.exchange.hsds.reading import Row
from kinbridge.exchange.hsds.tables import BY_NAME, Table

LARGE = 20_000_000
"""Bytes from which a load keeps what it has read; smaller ones take seconds."""
PART = 20_000
"""Items of the files that are read between two savings."""


class Spool:
    """`items` of the files are in its parts, and `state` is the report as it was then."""

    def __init__(self, folder: Path | None) -> None:
        self.folder, self.items, self.state = folder, 0, dict[str, Any]()
        self.rows: list[str] = []
        self.parts = sorted(folder.glob("part-*")) if folder and folder.is_dir() else []
        if self.parts:
            last = json.loads(_last_line(self.parts[-1]))
            self.items, self.state = last["items"], last["report"]

    def kept(self) -> Iterator[tuple[Table, Row]]:
        for part in self.parts:
            with part.open(encoding="utf-8") as lines:
                for line in lines:
                    told = json.loads(line)
                    if isinstance(told, list):
                        yield BY_NAME[told[0]], Row(*told[1:])

    def keep(self, table: Table, row: Row) -> None:
        if self.folder is not None:
            self.rows.append(json.dumps([table.name, *astuple(row)]))

    def save(self, items: int, report: dict[str, Any]) -> None:
        """All rows of these items are kept from now on. A part is there whole or not at all."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writing = self.folder / "writing"
        lines = [*self.rows, json.dumps({"items": items, "report": report})]
        writing.write_text("\n".join(lines) + "\n", "utf-8")
        writing.rename(self.folder / f"part-{items:012}")
        self.items, self.rows = items, []

    def forget(self) -> None:
        """The load is stored."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def place_for(path: Path, files: Iterable[Path], *, coalition_id: int, keep: Path | None) -> Path | None:
    """Where a load of these very files keeps what it reads; None for one that is small, or that may keep nothing."""
    if keep is None or sum(file.stat().st_size for file in files) < LARGE:
        return None
    sent = [path, *sorted(path.iterdir())] if path.is_dir() else [path]
    told = [(str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in sent]
    return keep / sha256(f"{coalition_id} {told}".encode()).hexdigest()[:32]


def _last_line(part: Path) -> str:
    line = ""
    with part.open(encoding="utf-8") as lines:
        for line in lines:  # noqa: B007
            pass
    return line
