"""Whether the files of a zip archive may be taken, from its list of contents alone. Pure."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from kinbridge.learning.packages.rules.limits import Limits, Refused, megabytes, shown

AGAIN = "Export the package again from the program it was made with."
ENCRYPTED = 0x1


def accepted(entries: Iterable[ZipInfo], limits: Limits) -> list[ZipInfo]:
    """The files to keep. Raises `Refused` at the first entry that may not be taken; nothing has been unpacked then."""
    taken: list[ZipInfo] = []
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.orig_filename
        _check_name(name, limits)
        if entry.is_dir() or _left_over(name, limits):
            continue
        _check_entry(entry, limits)
        if name.casefold() in seen:
            raise Refused(f'Two files of the package are called "{shown(name)}". {AGAIN}')
        seen.add(name.casefold())
        total += entry.file_size
        taken.append(entry)
        if len(taken) > limits.files:
            raise Refused(f"The package holds more than {limits.files:,} files. Split the course.")
        if total > limits.unpacked_bytes:
            raise Refused(
                f"Unpacked, the package is larger than {megabytes(limits.unpacked_bytes)}. "
                "Make its pictures and films smaller, or split the course."
            )
    if not taken:
        raise Refused(f"The zip file is empty. {AGAIN}")
    return taken


def _check_name(name: str, limits: Limits) -> None:
    told = shown(name)
    if any(not letter.isprintable() for letter in name) or len(name) > limits.name_length:
        raise Refused(f'The file name "{told}" is too long or holds characters that cannot be printed. {AGAIN}')
    if "\\" in name or name.startswith("/") or re.match(r"^[A-Za-z]:", name):
        raise Refused(f'The file name "{told}" names a place outside the package. {AGAIN}')
    if any(step in ("", ".", "..") for step in name.removesuffix("/").split("/")):
        raise Refused(f'The file name "{told}" leads out of the package. {AGAIN}')


def _left_over(name: str, limits: Limits) -> bool:
    return any(name.startswith(one) if one.endswith("/") else name.split("/")[-1] == one for one in limits.leftovers)


def _check_entry(entry: ZipInfo, limits: Limits) -> None:
    told = shown(entry.orig_filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(f'"{told}" is a link to another file, not a file. Put the file itself into the package.')
    if entry.flag_bits & ENCRYPTED:
        raise Refused(f'"{told}" is locked with a password. Make the zip file again without one.')
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused(f'"{told}" is packed in a way that browsers\' packages do not use. Make a plain zip file.')
    if not limits.content_type(entry.orig_filename):
        raise Refused(
            f'"{told}" is of a kind that a package may not bring: it could run on a server, or no browser shows it. '
            "Take it out and export the package again."
        )
    if entry.file_size > limits.file_bytes:
        raise Refused(f'"{told}" is larger than {megabytes(limits.file_bytes)}. Make it smaller, or split it.')
    if entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise Refused(
            f'"{told}" would grow more than {limits.ratio} times when it is unpacked. No course needs that. {AGAIN}'
        )
