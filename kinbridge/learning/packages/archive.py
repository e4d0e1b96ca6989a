"""A package as a zip archive: its list of contents is judged first, then its files are read one at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from struct import unpack_from
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kinbridge.learning.packages.rules import cmi5_manifest, scorm_manifest
from kinbridge.learning.packages.rules.archive import AGAIN, accepted
from kinbridge.learning.packages.rules.limits import LIMITS, Refused, megabytes, shown
from kinbridge.learning.packages.rules.manifest import Manifest

END, END_OF_64 = b"PK\x05\x06", b"PK\x06\x07"
"""What stands before the place and the length of the list; the second is for archives beyond every limit here."""
END_BYTES = 22
TAIL_BYTES = 65_535 + END_BYTES + 20
ENTRY_BYTES = 600  # more than a name of the longest kind and all that goes with it
NO_ZIP = f"This is not a zip file, or it is damaged. {AGAIN}"
READERS = {cmi5_manifest.NAME: cmi5_manifest.read_cmi5, scorm_manifest.NAME: scorm_manifest.read_scorm}


@dataclass(frozen=True, slots=True)
class Archive:
    """A package that may be taken. Nothing of it is unpacked to a disk, and one file at a time to memory."""

    manifest: Manifest
    sha256: str
    zip: ZipFile
    entries: tuple[ZipInfo, ...]

    def files(self) -> Iterator[tuple[str, bytes]]:
        for entry in self.entries:
            yield entry.orig_filename, _content(self.zip, entry)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The package in this file. Raises `Refused`."""
    if file.seek(0, 2) > LIMITS.package_bytes:
        raise Refused(f"The package is larger than {megabytes(LIMITS.package_bytes)}. Split the course.")
    _check_list(file)
    file.seek(0)
    sha256 = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    try:
        with ZipFile(file) as held:
            entries = accepted(held.infolist(), LIMITS)
            yield Archive(_manifest(held, entries), sha256, held, tuple(entries))
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise Refused(NO_ZIP) from error


def _check_list(file: IO[bytes]) -> None:
    """Opening a zip file reads its whole list of contents, so its length is looked at first, where the file ends."""
    file.seek(max(file.seek(0, 2) - TAIL_BYTES, 0))
    tail = file.read()
    end = tail.rfind(END)
    if end < 0 or len(tail) - end < END_BYTES:
        raise Refused(NO_ZIP)
    (listed,) = unpack_from("<L", tail, end + 12)
    if listed > LIMITS.files * ENTRY_BYTES or tail[:end].rfind(END_OF_64) >= max(end - 20, 0):
        raise Refused(f"The package lists more than {LIMITS.files:,} files. Split the course.")


def _manifest(held: ZipFile, entries: list[ZipInfo]) -> Manifest:
    named = {entry.orig_filename: entry for entry in entries}
    name = next((name for name in READERS if name in named), None)
    if name is None:
        deeper = next((path for path in named if path.rpartition("/")[2] in READERS), None)
        if deeper is not None:
            raise Refused(
                f'"{shown(deeper)}" lies in a folder. Make the zip file of what is in that folder, not of the folder.'
            )
        raise Refused(f"There is no cmi5.xml and no imsmanifest.xml in the package, so it is no course. {AGAIN}")
    if named[name].file_size > LIMITS.manifest_bytes:
        raise Refused(f'"{name}" is larger than {megabytes(LIMITS.manifest_bytes)}. No manifest needs that. {AGAIN}')
    return READERS[name](_content(held, named[name]), files=named)


def _content(held: ZipFile, entry: ZipInfo) -> bytes:
    """The file, which is never longer than the archive's list said."""
    try:
        return held.read(entry)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(f'"{shown(entry.orig_filename)}" is damaged in the zip file. {AGAIN}') from error
