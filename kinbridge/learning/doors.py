"""Who looks after training, and which of its pages their role leads to."""

from __future__ import annotations

from dataclasses import dataclass

from kinbridge.directory.models import Viewer


@dataclass(frozen=True, slots=True)
class Door:
    label: str
    says: str
    url: str


def doors(viewer: Viewer) -> list[Door]:
    """The pages about other people's training that this viewer may open."""
    return []
