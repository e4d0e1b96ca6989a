"""One story while it is told: its people and ties in the database, and what each of its steps is handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kinbridge.chart.actions import label_for
from kinbridge.chart.models import Entry
from kinbridge.consents.models import Consent, OtherAuthority
from kinbridge.core.vocabulary import Category
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.history import Ordered
from kinbridge.exchange.county.orders import paper
from kinbridge.exchange.county.partners import identity
from kinbridge.exchange.county.place import County, account
from kinbridge.people.models import (
    Custody,
    Family,
    Involvement,
    Kinship,
    Member,
    Person,
    Pregnancy,
    Restriction,
    SafeContact,
)
from kinbridge.plans.models import Plan
from kinbridge.referrals.models import Referral
from kinbridge.teams.actions import ask_for_time
from kinbridge.teams.models import Enrollment, Team

YEAR = 365.25
OWN = frozenset(
    {"day", "days", "missed", "time", "by", "work", "program", "of", "do", "ref", "kind", "category", "born"}
)


@dataclass(slots=True)
class Telling:
    """One story while it is told: its people by code, and what earlier steps made, by their `ref`."""

    county: County
    script: dict[str, Any]
    family: Family
    people: dict[str, Person] = field(default_factory=dict)
    pregnancy: Pregnancy | None = None
    consents: dict[str, Consent] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a story: who does what, with everything else the line says."""

    by: Viewer
    at: datetime
    day: int
    says: Mapping[str, Any]

    @property
    def rest(self) -> dict[str, Any]:
        return {name: value for name, value in self.says.items() if name not in OWN}


def open_story(county: County, stem: str, script: dict[str, Any]) -> Telling:
    since = min(one["since"] for one in script["involved"])
    family = Family.objects.create(
        key=identity("family", stem), coalition=county.coalition, name=script["name"], opened_on=county.day(since)
    )
    telling = Telling(county, script, family)
    own = {"family": family, "coalition": county.coalition}
    people = sorted(script["person"], key=lambda one: one.get("carried", False))
    for one in people:
        carried = one.get("carried", False)
        if carried and telling.pregnancy is None:
            telling.pregnancy = _pregnancy(telling)
        telling.people[one["code"]] = Person.objects.create(
            **own,
            key=identity("person", stem, one["code"]),
            given_name=one["given"],
            family_name=one["family"],
            relation=one["relation"],
            birth_date=_born(county, one),
            sex=one.get("sex", ""),
            race_ethnicity=one.get("race", ""),
            tribe=one.get("tribe", ""),
            language=one.get("language", "en"),
            payer=one.get("payer", ""),
            account=account(county.viewer(one["account"])) if "account" in one else None,
            carried_in=telling.pregnancy if carried else None,
        )
    OtherAuthority.objects.bulk_create(
        paper(
            county,
            family.pk,
            county.coalition,
            telling.people[child].pk,
            Ordered(0, order["kind"], order["gives"], order["gets"], tuple(order["categories"]), order["signed"]),
            reference=order["reference"],
        )
        for order in script.get("order", ())
        for child in order["children"]
    )
    if telling.pregnancy is None and "pregnancy" in script:
        telling.pregnancy = _pregnancy(telling)
    _ties(telling, since)
    return telling


def _born(county: County, one: Mapping[str, Any]) -> date | None:
    if "born" in one:
        return county.day(one["born"])
    return county.day(round(-one["age"] * YEAR - 100)) if "age" in one else None


def _pregnancy(telling: Telling) -> Pregnancy:
    county, said = telling.county, telling.script["pregnancy"]
    return Pregnancy.objects.create(
        family=telling.family,
        coalition=county.coalition,
        parent=telling.people[said["parent"]],
        due_on=county.day(said["due"]),
        began_on=county.day(said["due"] - 280),
        ended_on=county.day(said["ended"]) if "ended" in said else None,
        outcome=said.get("outcome", ""),
    )


def _ties(telling: Telling, since: int) -> None:
    county, script, people = telling.county, telling.script, telling.people
    own = {"family": telling.family, "coalition": county.coalition}

    def dated(one: Mapping[str, Any]) -> dict[str, Any]:
        return {"since": county.day(one["since"]), "until": county.day(one["until"]) if "until" in one else None}

    Member.objects.bulk_create(Member(**own, person=person, since=county.day(since)) for person in people.values())
    Kinship.objects.bulk_create(
        Kinship(**own, person=people[one["person"]], relative=people[one["relative"]], kind=one["kind"], **dated(one))
        for one in script.get("kin", ())
    )
    Custody.objects.bulk_create(
        Custody(
            **own,
            child=people[one["child"]],
            power=one["power"],
            holder=people[one["holder"]] if "holder" in one else None,
            agency=county.programs[one["agency"]] if "agency" in one else None,
            order=one.get("order", ""),
            **dated(one),
        )
        for one in script.get("custody", ())
    )
    Involvement.objects.bulk_create(
        Involvement(
            **own,
            program=county.programs[one["program"]],
            person=people[one["person"]] if "person" in one else None,
            lead=one.get("lead", False),
            worker_id=county.viewer(one["worker"]).user_id if "worker" in one else county.worker(one["program"], 0),
            **dated(one),
        )
        for one in script["involved"]
    )
    SafeContact.objects.bulk_create(
        SafeContact(
            **own,
            person=people[one["person"]],
            channel=one["channel"],
            value=one["value"],
            safe=one["safe"],
            note=one.get("note", ""),
            since=county.day(since),
        )
        for one in script.get("contact", ())
    )
    Restriction.objects.bulk_create(
        Restriction(
            **own,
            protects=people[one["protects"]],
            restricted=people[one["restricted"]],
            because=one["because"],
            **dated(one),
        )
        for one in script.get("restriction", ())
    )


def enroll_story(telling: Telling, team: Team) -> None:
    said = telling.script.get("team")
    if said is None:
        return
    person = telling.people[said["person"]]
    enrolled = Enrollment.objects.create(
        family=telling.family,
        coalition=telling.county.coalition,
        team=team,
        person=person,
        label=label_for(family=telling.family, program=team.program, subject=person, category=Category.SOCIAL_NEEDS),
        referred_by=telling.county.programs[said["by"]],
        consent_id=telling.consents[said["consent"]].pk,
        since=telling.county.day(said["since"]),
    )
    if asks := said.get("asks"):
        ask_for_time(
            enrollment=enrolled,
            text=asks["text"],
            topic=asks["topic"],
            by=telling.county.viewer(asks["by"]),
            at=telling.county.moment(-1, 15 * 60),
        )
