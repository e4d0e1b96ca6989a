"""A banner is drawn anew: of the file that was given nothing is kept but what can be seen.

The typesetter that makes our PDF files decodes the picture and draws it on a page of the banner's size. So no place,
camera or author stays in it, nothing hides behind it, and what a visitor's browser gets is a picture that we made.
"""

from __future__ import annotations

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

WIDTH, HEIGHT = 1200, 300
MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
"""A small file can unfold into a picture that no memory holds; the size it says it has is read first."""
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
STARTS_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class NotAPicture(ValueError):
    """The file is not a PNG or JPEG picture that we can draw."""


def drawn(given: bytes) -> bytes:
    """A PNG of 1200 by 300 points, filled with the middle of the picture. Raises `NotAPicture`."""
    if len(given) > MOST_BYTES:
        raise NotAPicture("The picture is larger than 2 MB. Save it smaller, and try again.")
    kind = next((kind for start, kind in SIGNATURES.items() if given.startswith(start)), "")
    if not kind:
        raise NotAPicture("This is not a PNG or JPEG picture. Save it as one of these, and try again.")
    wide, high = _size(given, kind)
    if not 0 < wide * high <= MOST_PIXELS:
        raise NotAPicture("The picture has more than 16 million dots. Save it smaller, and try again.")
    page = f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
    return _typeset(page + f'#image("given.{kind}", width: 100%, height: 100%, fit: "cover")', {f"given.{kind}": given})


def _typeset(page: str, files: dict[str, bytes]) -> bytes:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in files.items():
            (root / name).write_bytes(content)
        (root / "page.typ").write_text(page)
        try:
            made: bytes = typst.compile(root / "page.typ", root=root, format="png", ppi=72.0)
        except typst.TypstError as error:
            raise NotAPicture("The picture could not be read; the file may be damaged. Try another.") from error
    return made


def _size(given: bytes, kind: str) -> tuple[int, int]:
    try:
        return struct.unpack(">II", given[16:24]) if kind == "png" else _jpeg_size(given)
    except (struct.error, IndexError) as error:
        raise NotAPicture("The picture could not be read; the file may be damaged. Try another.") from error


def _jpeg_size(given: bytes) -> tuple[int, int]:
    """From the first frame header; every segment before it says how long it is."""
    at = 2
    while given[at] == 0xFF:
        marker, length = given[at + 1], int.from_bytes(given[at + 2 : at + 4])
        if marker in STARTS_FRAME:
            high, wide = struct.unpack(">HH", given[at + 5 : at + 9])
            return wide, high
        at += 2 + length
    raise IndexError(at)
