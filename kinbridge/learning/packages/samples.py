"""Three tiny courses of our own as packages, one in each standard: to try them, to show them, and to test with."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

FOLDER = Path(__file__).parent / "samples"
SAMPLES = ("storage", "sleep", "naloxone")


def sample(name: str) -> io.BytesIO:
    """One of them as a zip file."""
    file = io.BytesIO()
    files = sorted([*(FOLDER / "shared").iterdir(), *(FOLDER / name).iterdir()], key=lambda path: path.name)
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for path in files:
            made.writestr(path.name, path.read_bytes())
    file.seek(0)
    return file
