"""Who looks after training, and which of its pages their role leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Viewer
from kinbridge.directory.pages import View, staff_page

OVERSEE = frozenset({Role.TRAINER, Role.COALITION_COORDINATOR, Role.EVALUATOR, Role.ADMINISTRATOR, Role.SUPERVISOR})
SET_REQUIREMENTS = frozenset({Role.TRAINER, Role.COALITION_COORDINATOR, Role.ADMINISTRATOR})
SUPERVISE = frozenset({Role.SUPERVISOR})
KEEPERS = frozenset({Role.TRAINER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Door:
    label: str
    says: str
    url: str


ROOMS = (
    (
        OVERSEE,
        "learning:results",
        "Skills and confidence",
        "What a course changed, for groups of five or more",
    ),
    (OVERSEE, "learning:compliance", "Required training", "How many are up to date, by agency and unit"),
    (OVERSEE, "uptake:show", "After the training", "Referrals by unit, before and after a course"),
    (OVERSEE, "field:units", "Ready for the field", "How many carry naloxone, took the course and drilled, by unit"),
    (SUPERVISE, "learning:unit", "My unit's training", "Who has what to take by when, and what you saw on the job"),
    (SET_REQUIREMENTS, "learning:packages", "Bring in a course", "A package of another maker, as cmi5 or SCORM"),
    (SET_REQUIREMENTS, "learning:read_again", "To be read again", "Texts that nobody who knows has read within a year"),
    (SET_REQUIREMENTS, "learning:links", "Links to mend", "Addresses that no longer answer, and since when"),
    (KEEPERS, "xapi:keys", "Learning record store", "Keys for other learning systems, as xAPI"),
    (SET_REQUIREMENTS, "learning:requirements", "Requirements", "What each role takes, by when, and how often"),
)


def doors(viewer: Viewer) -> list[Door]:
    """The pages about other people's training that this viewer may open."""
    return [Door(label, says, reverse(name)) for roles, name, label, says in ROOMS if viewer.role in roles]


def kept_for(roles: frozenset[Role], *, who: str) -> Callable[[View], View]:
    """A page for these roles; everyone else is told whose it is."""

    def keep(view: View) -> View:
        @staff_page
        @wraps(view)
        def page(request: HttpRequest, *, viewer: Viewer, **kwargs: object) -> HttpResponse:
            if viewer.role not in roles:
                raise PermissionDenied(f"This page is for {who}.")
            return view(request, viewer=viewer, **kwargs)

        return page

    return keep
