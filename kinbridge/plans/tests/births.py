"""Ana's baby, born two days ago in a hospital of the invented county, and the social worker there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kinbridge.accounts.models import Role
from kinbridge.chart.actions import record_entry
from kinbridge.consents.tests.county import NOON, County, made, program, works
from kinbridge.core.vocabulary import OrganizationKind, Regime
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.people.models import Involvement, Person, Pregnancy
from kinbridge.plans import actions as plans
from kinbridge.plans.births.reading import find_infant
from kinbridge.plans.births.rules import Exposure, Facts, Shown
from kinbridge.plans.models import Version
from kinbridge.plans.tests.test_plan import BODY

STEADY = Facts(
    exposures=frozenset({Exposure.MOUD}),
    shown_by=frozenset({Shown.SAID}),
    disorder=True,
    engaged=True,
    as_prescribed=True,
    withdrawal=False,
    fasd=False,
    concern=False,
)


@dataclass
class Ward:
    county: County
    hospital: Program
    pia: Viewer
    pregnancy: Pregnancy
    now: datetime

    @property
    def baby(self) -> Person:
        """As the pages read it."""
        found = find_infant(family=self.county.family, pk=self.county.baby.pk)
        assert found is not None
        return found

    def fact(self, kind: str, *, of: Person | None = None, days_ago: int = 1, **body: Any) -> None:
        record_entry(
            family=self.county.family,
            subject=of or self.county.baby,
            kind=kind,
            body=body,
            occurred_at=self.now - timedelta(days=days_ago),
            by=self.pia,
            at=self.now,
        )

    def plan(self) -> Version:
        """A plan of safe care that Ana signed."""
        started = plans.start(
            family=self.county.family, parent=self.county.ana, pregnancy=self.pregnancy, by=self.pia, at=self.now
        )
        draft = plans.draft_of(plan=started, by=self.pia, at=self.now)
        line = plans.Line(person_id=self.county.ana.pk, need="housing", service="Rent help", owner="Dana Cole")
        plans.write(version_id=draft.pk, body=BODY, services=[line], by=self.pia, at=self.now)
        return plans.answer(
            version_id=draft.pk, signed=True, signature="Ana Rivera", disagreement="", by=self.pia, at=self.now
        )


def ward(state: str = "VT", *, now: datetime = NOON) -> Ward:
    born = now.date() - timedelta(days=2)
    county = made()
    county.coalition.state = state
    county.coalition.save()
    hospital = program(county.coalition, "Lake Birth Center", OrganizationKind.HOSPITAL, Regime.HIPAA)
    pia = works("Pia Rao", hospital, Role.HOSPITAL_SOCIAL_WORKER)
    pregnancy = Pregnancy.objects.create(
        family=county.family,
        coalition=county.coalition,
        parent=county.ana,
        due_on=born + timedelta(days=7),
        began_on=born - timedelta(days=273),
        ended_on=born,
        outcome="birth",
    )
    Person.objects.filter(pk=county.baby.pk).update(given_name="Inez", birth_date=born, carried_in=pregnancy)
    row = {"family": county.family, "coalition": county.coalition}
    for person in (county.ana, county.baby):
        Involvement.objects.create(program=hospital, person=person, since=born - timedelta(days=17), **row)
    found = Ward(county, hospital, Membership.objects.get(user=pia.user_id).viewer(), pregnancy, now)
    found.fact("birth", days_ago=2, weeks=39, weight_grams=3100, affected="yes")
    return found
