"""The families a team serves, and what it takes to put one more on its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.consents.models import Consent, ConsentParty
from kinbridge.consents.rules import State, state
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family
from kinbridge.teams.hearing import known_to_each
from kinbridge.teams.members import seated
from kinbridge.teams.models import Enrollment, Team

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Served:
    """A family on the list. `left_out` are the partners at the table that may not hear of it."""

    enrollment: Enrollment
    left_out: tuple[str, ...]


def served(team: Team, *, by: Viewer, at: datetime) -> list[Served]:
    """The families this team serves today, of those the viewer may hear of, by name."""
    on = day_of(at)
    rows = list(Enrollment.objects.on(on).filter(team=team).select_related("family", "person").order_by("family__name"))
    members = {one.program_id: one for one in seated(team, on=on)}
    mine, *theirs = known_to_each([by, *members.values()], rows, on=on)
    known = list(zip((one.program_name for one in members.values()), theirs, strict=True))
    return [
        Served(one, tuple(sorted(name for name, families in known if one.pk not in families)))
        for one in rows
        if one.pk in mine
    ]


def may_join(team: Team, *, by: Viewer, at: datetime) -> list[Family]:
    """Families that the viewer's program works with and the team does not serve yet."""
    on = day_of(at)
    already = Enrollment.objects.on(on).filter(team=team).values("family")
    known = Family.objects.seen_by(by, on=on).filter(closed_on__isnull=True).exclude(pk__in=already)
    return list(known.order_by("name")[:SHOWN])


def agreeing(family: Family, *, team: Team, by: Viewer, at: datetime) -> list[Consent]:
    """Consents in force by which someone in the family lets the team's coordinator talk about them at its meetings."""
    shares = ConsentParty.objects.filter(side=ConsentParty.Side.SHARES, program=team.program_id).values("consent")
    held = Consent.objects.filter(
        family=family,
        pk__in=shares,
        categories__contains=[Category.SOCIAL_NEEDS.value],
        purposes__contains=[Purpose.STAFFING_MEETING.value],
    ).seen_by(by)
    on = day_of(at)
    good = {paper.id for paper in held.facts() if state(paper, on=on) is State.IN_FORCE}
    rows = held.select_related("person").order_by("-signed_on", "-pk")
    return [one for one in rows if f"consent:{one.pk}" in good]
