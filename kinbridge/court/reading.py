"""What a court may see of one family, all of it through the gate, and the hearings ahead over many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.chart.across import permitted_across
from kinbridge.chart.models import Entry
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import Open, permitted
from kinbridge.clocks.projection import CHART_KINDS
from kinbridge.clocks.reading import deadlines_from
from kinbridge.clocks.rules import Deadline, Status
from kinbridge.clocks.rules.court_orders import mark_of
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.court.models import OrderedReferral
from kinbridge.court.referred import Referred, Service
from kinbridge.court.rules import (
    LANES,
    Effort,
    Hearing,
    Told,
    Wait,
    Word,
    efforts,
    hearings,
    waits,
)
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.directory.rules.words import CATEGORY_WORDS
from kinbridge.disclosure.travels import Travels
from kinbridge.people.models import Family, Involvement, Person

COURTS = frozenset({OrganizationKind.COURT, OrganizationKind.TRIBAL_COURT, OrganizationKind.GAL, OrganizationKind.CASA})
KINDS = tuple(dict.fromkeys((*CHART_KINDS, "court_order", "family_time", "referral_step", "attendance")))
DONE = (Status.MET, Status.MET_LATE, Status.EXEMPT, Status.SUPERSEDED)
DOCKET_FAMILIES = 200
SERVICE_WORDS: Mapping[str, str] = {code.value: words for code, words in CATEGORY_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Order:
    """A service that the court ordered for someone, and how far it has come, as far as this viewer may know."""

    id: int
    on: date
    number: str
    service: str
    who: str
    person_id: int
    refer_by: date
    referred_on: date | None
    answer: str
    attended: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class CourtPage:
    on: date
    children: tuple[str, ...]
    ahead: tuple[Hearing, ...]
    held: tuple[Hearing, ...]
    findings: tuple[tuple[date, str, str], ...]
    efforts: tuple[Effort, ...]
    services: tuple[Service, ...]
    orders: tuple[Order, ...]
    attended: tuple[tuple[str, str, str], ...]
    waits: tuple[Wait, ...]
    clocks: tuple[tuple[Deadline, str], ...]
    travels: Travels

    @property
    def by_child(self) -> tuple[tuple[str, tuple[Effort, ...]], ...]:
        """The efforts for each child."""
        names = dict.fromkeys(one.who for one in self.efforts)
        return tuple((name, tuple(one for one in self.efforts if one.who == name)) for name in names)


def court_page(*, family: Family, by: Viewer, at: datetime, act: str = "court.seen") -> CourtPage:
    """Everything the court page and the report say, from permitted facts only. Writes who looked, and why."""
    on = day_of(at)
    found = permitted(family=family, by=by, purpose=purpose_of(by), at=at, kinds=KINDS, act=act)
    names = {str(person.pk): person.name for person in Person.objects.filter(family=family)}
    told = [_told(entry, names) for entry in found.entries]
    _, deadlines = deadlines_from(found.entries, family=family, by=by, at=at)
    held, ahead = hearings(told, on=on)
    referred = Referred(family, found, by=by, on=on)
    running = [one for one in deadlines if one.lane in LANES and one.due is not None and one.status not in DONE]
    return CourtPage(
        on=on,
        children=tuple(dict.fromkeys(fact.who for fact in told if fact.kind == "removal")),
        ahead=ahead,
        held=held,
        findings=tuple(
            (fact.on, str(fact.body.get("finding", "")).replace("_", " "), fact.who)
            for fact in reversed(told)
            if fact.kind == "court_finding"
        ),
        efforts=efforts(told, on=on),
        services=referred.services(names),
        orders=_orders(found.entries, deadlines, referred, names=names, on=on),
        attended=referred.shown(names),
        waits=tuple(waits(told, deadlines, names=names, on=on)),
        clocks=tuple((one, names.get(one.subject, "")) for one in running),
        travels=found.travels,
    )


def _told(entry: Entry | Open, names: Mapping[str, str]) -> Told:
    who = names.get(str(entry.label.subject_id), "")
    return Told(entry.kind, day_of(entry.occurred_at), who, entry.body, entry.id)


def orders_of(*, family: Family, by: Viewer, at: datetime) -> tuple[Order, ...]:
    """The court's orders for services alone: what a caseworker has to act on."""
    kinds = ("court_order", "milestone", "referral_step", "attendance")
    found = permitted(family=family, by=by, purpose=purpose_of(by), at=at, kinds=kinds, act="court.orders_seen")
    names = {str(person.pk): person.name for person in Person.objects.filter(family=family)}
    _, deadlines = deadlines_from(found.entries, family=family, by=by, at=at)
    on = day_of(at)
    return _orders(found.entries, deadlines, Referred(family, found, by=by, on=on), names=names, on=on)


def _orders(
    entries: Sequence[Entry],
    deadlines: Iterable[Deadline],
    referred: Referred,
    *,
    names: Mapping[str, str],
    on: date,
) -> tuple[Order, ...]:
    ordered = [entry for entry in entries if entry.kind == "court_order"]
    steps = [entry for entry in entries if entry.kind == "milestone"]
    made = {mark: day_of(step.occurred_at) for step in steps for mark in step.body.get("marks", ())}
    pairs = OrderedReferral.objects.filter(order__in=ordered).order_by("pk").values_list("order_id", "referral_id")
    newest = {order: referral for order, referral in pairs if referral in referred.referrals}
    found = []
    for entry in reversed(ordered):
        referral = newest.get(entry.pk)
        by_day, sent = date.fromisoformat(entry.body["refer_by"]), made.get(mark_of(str(entry.pk)))
        found.append(
            Order(
                id=entry.pk,
                on=day_of(entry.occurred_at),
                number=str(entry.body.get("number", "")),
                service=SERVICE_WORDS.get(entry.body["service"], str(entry.body["service"]).replace("_", " ")),
                who=names.get(str(entry.label.subject_id), ""),
                person_id=entry.label.subject_id,
                refer_by=by_day,
                referred_on=sent,
                answer=Word.NOT_SHARED if referral is None else referred.answer(referral),
                attended=Word.NOT_SHARED if referral is None else referred.attendance(referral),
                overdue=sent is None and by_day < on,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A hearing ahead, on the docket."""

    hearing: Hearing
    family: Family


def docket(*, by: Viewer, at: datetime, days: int) -> tuple[Ahead, ...]:
    """Hearings set for the families this court works with, in the next `days`, the next first."""
    on = day_of(at)
    rows = Involvement.objects.on(on).filter(program=by.program_id, family__closed_on__isnull=True)
    rows = rows.select_related("family").order_by("-since", "-family_id")[:DOCKET_FAMILIES]
    families = {row.family_id: row.family for row in rows}
    entries = permitted_across(
        families=families, by=by, purpose=purpose_of(by), at=at, kinds=("hearing",), act="court.docket_seen"
    )
    subjects = {entry.label.subject_id for some in entries.values() for entry in some}
    names = {str(person.pk): person.name for person in Person.objects.filter(pk__in=subjects)}
    found = [
        Ahead(hearing, family)
        for pk, family in families.items()
        for hearing in hearings([_told(entry, names) for entry in entries[pk]], on=on)[1]
        if (hearing.on - on).days <= days
    ]
    return tuple(sorted(found, key=lambda one: (one.hearing.on, one.family.name)))
