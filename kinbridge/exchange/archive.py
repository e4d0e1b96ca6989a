"""A zip archive of files to load: unpacked, never trusted. What it says of itself is not believed, but counted."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

KINDS = {".csv", ".tsv", ".json", ".jsonl", ".ndjson"}
MOST_FILES = 200
MOST_BYTES = 4_000_000_000
MOST_GROWTH = 200
"""Tables of text shrink ten or twentyfold; what grows two hundredfold was made to fill a disk."""
SMALL = 10_000_000
"""Bytes up to which no growth is too much."""
CHUNK = 1 << 20


class Refused(ValueError):
    """The archive is not opened at all; nothing of it is kept."""


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The path itself, or, for a zip archive, a folder with its tables that is there only within. Raises `Refused`."""
    if path.suffix.lower() != ".zip":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kinbridge-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, Path(folder), size=path.stat().st_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as trouble:
            raise Refused(
                f"{path.name} is no zip archive that can be opened; pack it again, without a password."
            ) from (trouble)
        yield Path(folder)


def _unpack(archive: zipfile.ZipFile, folder: Path, *, size: int) -> None:
    """Tables only, by their bare names: an archive cannot say where a file goes, nor hold another archive."""
    members = [one for one in archive.infolist() if PurePosixPath(one.filename).suffix.lower() in KINDS]
    if len(archive.infolist()) > MOST_FILES:
        raise Refused(f"The archive holds more than {MOST_FILES} files; a directory has one for each table.")
    most = min(MOST_BYTES, max(SMALL, MOST_GROWTH * size))
    written = 0
    for member in members:
        target = folder / PurePosixPath(member.filename).name
        if target.exists():
            raise Refused("The archive holds two files of one name; keep one.")
        with archive.open(member) as packed, target.open("wb") as file:
            while chunk := packed.read(CHUNK):
                written += len(chunk)
                if written > most:
                    raise Refused("The archive grows far beyond what a directory needs; send the files unpacked.")
                file.write(chunk)
