"""Who writes the newsletter."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from kinbridge.directory.models import Viewer
from kinbridge.learning.reading.catalog import KEEPERS


def writes(by: Viewer) -> bool:
    return by.role in KEEPERS


def must_write(by: Viewer) -> None:
    """Raises PermissionDenied."""
    if not writes(by):
        raise PermissionDenied("Trainers and the coalition's office write the newsletter. Tell them what you know.")
