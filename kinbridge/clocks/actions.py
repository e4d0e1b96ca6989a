"""Record a step that a due date waits for. The clocks themselves store nothing: they compute from the chart."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone

from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.clocks.rules import RULES, Kind, Lane
from kinbridge.core.vocabulary import Category
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
}
CATEGORY_OF: dict[Kind, Category] = {
    **ALSO,
    **{kind: CATEGORY[rule.lane] for rule in RULES for kind in rule.done_by},
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
    local = at.astimezone(get_current_timezone())
    moment = at if on == local.date() else datetime.combine(on, time(12), local.tzinfo)
    return record_entry(
        family=family,
        subject=person,
        kind="milestone",
        body=body,
        occurred_at=moment,
        by=by,
        at=at,
        category=CATEGORY_OF[what],
    )
