"""Put a family on a team's list because someone in it agreed, take it off, and ask for time at the next meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import label_for, record_entry
from kinbridge.consents.models import Consent
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.teams.models import Enrollment, Team
from kinbridge.teams.rules import category_of


class OnTheList(ValueError):
    """The family is on the team's list already."""


@transaction.atomic
def enroll(*, team: Team, person: Person, consent: Consent, by: Viewer, at: datetime) -> Enrollment:
    """The team serves this person's family from today. `consent` is what the person signed to be talked about."""
    if consent.person_id != person.pk:
        raise ValueError("That consent is someone else's. Choose one that this person signed.")
    if Enrollment.objects.on(day_of(at)).filter(team=team, family=person.family_id).exists():
        raise OnTheList("This family is on the list already.")
    enrolled = Enrollment.objects.create(
        family_id=person.family_id,
        coalition_id=person.coalition_id,
        team=team,
        person=person,
        label=label_for(family=person.family, program=team.program, subject=person, category=Category.SOCIAL_NEEDS),
        referred_by_id=by.acting_for,
        consent_id=consent.pk,
        since=day_of(at),
    )
    _tell("team.enrolled", enrolled, by=by, at=at)
    return enrolled


@transaction.atomic
def leave(*, enrollment: Enrollment, by: Viewer, at: datetime) -> None:
    """The family is on the list no more, from today. Meetings that were held keep their minutes."""
    enrollment.until = max(day_of(at), enrollment.since)
    enrollment.save(update_fields=["until"])
    _tell("team.left", enrollment, by=by, at=at)


@transaction.atomic
def ask_for_time(*, enrollment: Enrollment, text: str, topic: str, by: Viewer, at: datetime) -> None:
    """A member asks for time at the next meeting. What about is their own record; the list says only that one asked."""
    record_entry(
        family=enrollment.family,
        subject=enrollment.person,
        kind="team_update",
        body={"text": text, "topic": topic},
        occurred_at=at,
        by=by,
        at=at,
        category=category_of(topic, part2=by.is_part2),
    )
    enrollment.asked_on = day_of(at)
    enrollment.save(update_fields=["asked_on"])
    _tell("team.time_asked", enrollment, by=by, at=at)


def _tell(act: str, enrollment: Enrollment, *, by: Viewer, at: datetime) -> None:
    audit(
        act,
        by=by,
        at=at,
        family_id=enrollment.family_id,
        about=f"enrollment:{enrollment.pk}",
        because=Purpose.STAFFING_MEETING,
    )
