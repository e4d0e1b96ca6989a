"""Record a step that a due date waits for, and a county's own values. Due dates themselves are never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.clocks.models import LocalValue
from kinbridge.clocks.rules import RULES, Kind, Lane
from kinbridge.clocks.rules.days import Span
from kinbridge.core.vocabulary import Category
from kinbridge.directory.local_time import told_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person

CATEGORY = {
    Lane.CHILD_WELFARE: Category.CHILD_PROTECTION,
    Lane.SYSTEM_RESPONSE: Category.CHILD_PROTECTION,
    Lane.BENEFITS: Category.SOCIAL_NEEDS,
    Lane.RECOVERY: Category.SUD_TREATMENT,
    Lane.CHILD_DEVELOPMENT: Category.GENERAL_HEALTH,
}
ALSO = {
    Kind.RUNAWAY: Category.CHILD_PROTECTION,
    Kind.MISSING: Category.CHILD_PROTECTION,
    Kind.OUTSIDE_FACILITY: Category.CHILD_PROTECTION,
    Kind.VOLUNTARY_PLACEMENT: Category.CHILD_PROTECTION,
    Kind.PREVENTION_PLAN: Category.CHILD_PROTECTION,
    Kind.ICPC_REQUEST: Category.CHILD_PROTECTION,
    Kind.QRTP: Category.CHILD_PROTECTION,
    Kind.KIN_PENDING: Category.CHILD_PROTECTION,
    Kind.CO_PLACEMENT_ADVISED: Category.CHILD_PROTECTION,
    Kind.ICWA_APPLIES: Category.CHILD_PROTECTION,
    Kind.EMERGENCY_REMOVAL: Category.CHILD_PROTECTION,
    Kind.SECRETARY_RECEIPT: Category.CHILD_PROTECTION,
    Kind.ABANDONED_INFANT: Category.JUVENILE_COURT,
    Kind.SNAP_LIMIT_BEGAN: Category.SOCIAL_NEEDS,
    Kind.EXPANSION_ADULT: Category.SOCIAL_NEEDS,
    Kind.MEDICAID_ENROLLED: Category.SOCIAL_NEEDS,
    Kind.SUD_ASSESSMENT_SET: Category.SOCIAL_NEEDS,
    Kind.EI_CONSENT: Category.EARLY_INTERVENTION,
    Kind.EHS_ENROLLED: Category.EARLY_INTERVENTION,
    Kind.OTP_INTERIM: Category.SUD_TREATMENT,
    Kind.TAPER_DEMANDED: Category.SUD_TREATMENT,
    Kind.TREATMENT_CONTACT: Category.SUD_ATTENDANCE,
    Kind.TREATMENT_NOT_NOW: Category.SUD_ATTENDANCE,
}
CATEGORY_OF: dict[Kind, Category] = {
    **{kind: CATEGORY[rule.lane] for rule in RULES for kind in rule.done_by},
    **ALSO,
}
PLANNED = frozenset({Kind.SUD_ASSESSMENT_SET})
RECORDABLE = tuple(sorted(CATEGORY_OF, key=lambda kind: kind.words))


@transaction.atomic
def record_step(
    *,
    family: Family,
    person: Person,
    what: Kind,
    on: date,
    by: Viewer,
    at: datetime,
    until: date | None = None,
    marks: frozenset[str] = frozenset(),
    note: str = "",
) -> Entry:
    """Write one step to the chart under the category its law asks for, dated to the day it happened.

    Raises `chart.actions.NotAttested` while nobody has said under which laws the viewer's program records.
    """
    body: dict[str, object] = {"what": what.value}
    if until is not None:
        body["until"] = until.isoformat()
    if note:
        body["note"] = note
    if marks:
        body["marks"] = sorted(marks)
    return record_entry(
        family=family,
        subject=person,
        kind="milestone",
        body=body,
        occurred_at=told_of(on, at=at),
        by=by,
        at=at,
        category=CATEGORY_OF[what],
    )


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A county's own value of one setting, as someone confirmed it. `value` None gives the setting back."""

    name: str
    value: int | bool | str | Span | None
    source: str
    effective_from: date
    confirmed_by: str
    confirmed_on: date


@transaction.atomic
def set_value(*, own: OwnValue, by: Viewer, at: datetime) -> LocalValue:
    """Write down what holds in this county from a day on. Every due date that reads it follows at once."""
    value = {"n": own.value.n, "unit": own.value.unit.value} if isinstance(own.value, Span) else own.value
    row = LocalValue.objects.create(
        coalition_id=by.coalition_id,
        name=own.name,
        value=value,
        source=own.source,
        effective_from=own.effective_from,
        confirmed_by=own.confirmed_by,
        confirmed_on=own.confirmed_on,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    detail = {"name": own.name, "value": value, "from": own.effective_from.isoformat()}
    audit("clocks.value_set", by=by, at=at, about=f"local_value:{row.pk}", detail=detail)
    return row
