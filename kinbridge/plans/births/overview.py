"""The births and pregnancies of the families a viewer works with, and what each waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Prefetch, Q

from kinbridge.chart.across import permitted_across
from kinbridge.chart.reading import Open
from kinbridge.core.vocabulary import OrganizationKind, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person, Pregnancy
from kinbridge.plans.births.models import Notification, Pathway
from kinbridge.plans.births.reading import attends_births

SHOWN = 40
YEAR = timedelta(days=365)
OVERDUE = timedelta(days=30)
KINDS = ("birth", "notification", "milestone", "plan_step")
TOLD = "notification_to_child_protection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One infant, born or expected. `stage` is "decide", "hand_over", "told", "settled", "born" or "expected"."""

    infant: Person
    pregnancy: Pregnancy
    stage: str
    words: str
    plan_signed: bool

    @property
    def waits(self) -> bool:
        return self.stage in ("decide", "hand_over")


@dataclass(frozen=True, slots=True)
class Births:
    waiting: tuple[Row, ...]
    born: tuple[Row, ...]
    expected: tuple[Row, ...]


def births(*, by: Viewer, at: datetime) -> Births:
    """What waits for this viewer's program first, then the last year's births, then who is expected, soonest first."""
    on = day_of(at)
    found = _pregnancies(by, on)
    facts = permitted_across(
        families={one.family_id for one in found},
        by=by,
        purpose=Purpose.PLAN_OF_SAFE_CARE,
        at=at,
        kinds=KINDS,
        act="births.seen",
    )
    infants = [infant for one in found for infant in one.infants.all()]
    decided, sent = _own(infants, by)
    rows = [
        _row(infant, one, facts[one.family_id], decided.get(infant.pk), infant.pk in sent, by)
        for one in found
        for infant in one.infants.all()
    ]
    born = [row for row in rows if row.stage != "expected" and not row.waits]
    return Births(
        waiting=tuple(row for row in rows if row.waits),
        born=tuple(born),
        expected=tuple(sorted((row for row in rows if row.stage == "expected"), key=lambda row: row.pregnancy.due_on)),
    )


def to_decide(*, by: Viewer, at: datetime) -> tuple[Row, ...]:
    """For the Desk: the births that wait for someone of this hospital."""
    here = attends_births(by) and by.organization_kind == OrganizationKind.HOSPITAL
    return births(by=by, at=at).waiting if here else ()


def _pregnancies(by: Viewer, on: date) -> list[Pregnancy]:
    families = Family.objects.seen_by(by, on=on).filter(closed_on__isnull=True).values("pk")
    rows = Pregnancy.objects.filter(family__in=families).select_related("family", "parent")
    infants = Prefetch("infants", queryset=Person.objects.order_by("pk"))
    born = rows.filter(outcome="birth", ended_on__gt=on - YEAR).order_by("-ended_on", "pk")
    coming = rows.filter(ended_on__isnull=True, due_on__gte=on - OVERDUE).order_by("due_on", "pk")
    return [*born.prefetch_related(infants)[:SHOWN], *coming.prefetch_related(infants)[:SHOWN]]


def _own(infants: Iterable[Person], by: Viewer) -> tuple[dict[int, Pathway], set[int]]:
    """What the viewer's organization decided last of each, and of whom it recorded something sent."""
    keys = [infant.pk for infant in infants]
    mine = Q(infant__in=keys, program__organization=by.organization_id)
    newest = Pathway.objects.filter(mine).order_by().values("infant").annotate(last=Max("pk")).values("last")
    decided = {row.infant_id: row for row in Pathway.objects.filter(pk__in=newest)}
    return decided, set(Notification.objects.filter(mine).values_list("infant_id", flat=True))


def _row(
    infant: Person, pregnancy: Pregnancy, facts: list[Open], pathway: Pathway | None, sent: bool, by: Viewer
) -> Row:
    own = [one for one in facts if one.label.subject_id == infant.pk]
    stage, words = _stage(infant, pregnancy, own, pathway, sent, by)
    about = (infant.pk, pregnancy.parent_id)
    signed = any(
        one.kind == "plan_step" and one.body.get("step") == "signed" and one.label.subject_id in about
        for one in facts
        if day_of(one.occurred_at) >= pregnancy.began_on
    )
    return Row(infant=infant, pregnancy=pregnancy, stage=stage, words=words, plan_signed=signed)


def _stage(
    infant: Person, pregnancy: Pregnancy, own: list[Open], pathway: Pathway | None, sent: bool, by: Viewer
) -> tuple[str, str]:
    if pregnancy.ended_on is None:
        return "expected", ""
    told = next((one for one in own if one.kind == "notification" or one.body.get("what") == TOLD), None)
    if told is not None:
        on = day_of(told.occurred_at)
        return "told", f"Child protection was told on {on:%B} {on.day}"
    if sent:
        return "told", "Child protection was told"
    if pathway is not None and pathway.decided == "nothing":
        return "settled", "Decided: no notice is due"
    if pathway is not None and pathway.decided:
        return "hand_over", f"Decided: {pathway.decision.lower()}. Not handed over yet"
    birth = next((one for one in own if one.kind == "birth"), None)
    here = birth is not None and birth.label.program.organization_id == by.organization_id
    if birth is not None and here and birth.body.get("affected", "no") != "no":
        return "decide", "Notification or report? Not decided yet" if pathway is None else "Begun, not decided yet"
    return "born", ""
