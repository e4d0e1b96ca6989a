"""What an audit line says of a disclosure: who received it, and on the strength of which papers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from kinbridge.core.decision import Decision
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.lists import Labelled, told


def receipt(shared: Iterable[tuple[Labelled, Decision]], *, by: Viewer, only_listed: bool = False) -> dict[str, object]:
    """Part of the `detail` of a line that tells of a look. A person's own look is nobody's receipt."""
    return sent(shared, to=by.on_behalf_of, only_listed=only_listed)


def sent(
    shared: Iterable[tuple[Labelled, Decision]], *, to: UUID | None, only_listed: bool = False
) -> dict[str, object]:
    """The same for something sent to a program: whoever sends is not the one who receives."""
    pairs = [(label, decision) for label, decision in shared if decision.allowed]
    authorities = dict.fromkeys(paper for _, decision in pairs for paper in decision.authorities)
    found: dict[str, object] = {
        "authorities": list(authorities),
        "received_by": str(to) if to and authorities else "",
    }
    if lines := told(pairs, only_listed=only_listed):
        found |= {"shared": lines, "to": str(to or "")}
    return found
