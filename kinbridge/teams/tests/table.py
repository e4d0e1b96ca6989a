"""A team at a table: a coordinator, a treatment nurse, a caseworker, and Ana's family on its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import Role
from kinbridge.consents import actions as consents
from kinbridge.consents.models import Consent
from kinbridge.consents.models.terms import Signing, Terms
from kinbridge.consents.rules import Signer, Term, program
from kinbridge.consents.tests.county import LONG_AGO, County, made, works
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.people.models import Family, Person, Pregnancy
from kinbridge.teams import actions
from kinbridge.teams.models import AgendaItem, Enrollment, Meeting, Seat, Team


@dataclass
class Table:
    county: County
    team: Team
    meeting: Meeting
    ellen: Viewer
    enrolled: Enrollment

    @property
    def item(self) -> AgendaItem:
        return AgendaItem.objects.select_related("enrollment__person", "family").get(
            meeting=self.meeting, enrollment=self.enrolled
        )

    def page(self, name: str, *more: object) -> str:
        return reverse(f"teams:{name}", args=[self.meeting.pk, *more])

    def enters(self, *who: Viewer, pledged: bool = True) -> None:
        for one in who:
            about = {"meeting_id": self.meeting.pk, "user": one.worker, "program": one.acting_for}
            if pledged:
                actions.pledge(**about, by=one, at=now())
            actions.place(**about, in_room=True, by=self.ellen, at=now())

    def leaves(self, one: Viewer) -> None:
        actions.place(
            meeting_id=self.meeting.pk,
            user=one.worker,
            program=one.acting_for,
            in_room=False,
            by=self.ellen,
            at=now(),
        )


def agrees(
    county: County, person: Person, shares: Program, receives: list[Program], what: Category = Category.SOCIAL_NEEDS
) -> Consent:
    """The person lets one program tell the others, at team meetings."""
    return consents.record_paper(
        family=person.family,
        terms=Terms(
            person=person.pk,
            shares=(str(program(shares.pk)),),
            receives=tuple(str(program(one.pk)) for one in receives),
            categories=(what,),
            purposes=(Purpose.STAFFING_MEETING,),
            expires_on=localdate() + timedelta(days=90),
        ),
        signed_on=localdate() - timedelta(days=1),
        signings=[Signing(name=person.name, capacity=Signer.SUBJECT, method="paper", person_id=person.pk)],
        by=county.worker,
        at=now(),
        statements=[Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE],
    )


def laid() -> Table:
    """Ana agreed that child welfare, the clinic and the methadone program hear of her. The baby is due in nine days."""
    county = made()
    ellen = works("Ellen Ray", county.visiting, Role.TEAM_COORDINATOR)
    team = Team.objects.create(
        coalition=county.coalition,
        name="River team",
        area="Bluewater County",
        program=county.visiting,
        memorandum_on=LONG_AGO,
        quorum=2,
        started_on=LONG_AGO,
    )
    team.partners.set([county.visiting, county.welfare, county.methadone])
    for one in (ellen, county.worker, county.nurse):
        Seat.objects.create(team=team, program_id=one.program_id, user_id=one.user_id, since=LONG_AGO)
    today = localdate()
    Pregnancy.objects.create(
        family=county.family,
        coalition=county.coalition,
        parent=county.ana,
        due_on=today + timedelta(days=10),
        began_on=today - timedelta(days=270),
    )
    agreed = agrees(county, county.ana, county.visiting, [county.welfare, county.clinic, county.methadone])
    enrolled = actions.enroll(team=team, person=county.ana, consent=agreed, by=ellen, at=now())
    meeting = Meeting.objects.create(team=team, at=now() + timedelta(days=1))
    return Table(county, team, meeting, ellen, enrolled)


def another(table: Table, name: str) -> Enrollment:
    """One more family of the coordinator's, whose mother named nobody else."""
    county = table.county
    family = Family.objects.create(coalition=county.coalition, name=f"{name} family", opened_on=LONG_AGO)
    person = Person.objects.create(
        family=family,
        coalition=county.coalition,
        given_name="Bea",
        family_name=name,
        relation="mother",
        birth_date=date(1995, 3, 3),
    )
    agreed = agrees(county, person, county.visiting, [county.clinic])
    return actions.enroll(team=table.team, person=person, consent=agreed, by=table.ellen, at=now())
