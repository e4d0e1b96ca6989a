"""Read why a family is on the list from its facts. Nobody sees any of it here: each reason keeps its entries, and is
told only to those who may see every one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from kinbridge.chart.models import Entry
from kinbridge.clocks.local import terms_here
from kinbridge.clocks.pages import what_of
from kinbridge.clocks.projection import CHART_KINDS, facts_from
from kinbridge.clocks.rules import RULES, due_under
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Person
from kinbridge.teams.rules.reasons import NEAR_DAYS, Duty, Reason, Step, reasons

DUTIES = tuple(rule for rule in RULES if not rule.yardstick)
HOME = frozenset({"return_home", "family_time", "family_time_step"})


def reasons_for(families: Iterable[int], *, by: Viewer, at: datetime) -> dict[int, tuple[Reason, ...]]:
    """By family, as it stood at `at`. Three queries, whatever the number of families."""
    ids = sorted(set(families))
    on, terms = local_time(at).date(), terms_here(by, on=local_time(at).date())
    held: dict[int, list[Entry]] = defaultdict(list)
    rows = Entry.objects.current().filter(
        family__in=ids, kind__in=[*CHART_KINDS, *HOME], occurred_at__lte=at, entered_in_error=False
    )
    for entry in rows.select_related("label").order_by("occurred_at", "id"):
        held[entry.family_id].append(entry)
    parents: dict[int, dict[str, str]] = defaultdict(dict)
    infants = Person.objects.filter(family__in=ids, carried_in__isnull=False)
    for family, infant, parent in infants.values_list("family_id", "pk", "carried_in__parent_id"):
        parents[family][str(infant)] = str(parent)
    found = {}
    for family in ids:
        facts = facts_from(
            (one for one in held[family] if one.kind in CHART_KINDS), parents=parents[family], local=local_time
        )
        due = due_under(terms, facts, on=on, days=NEAR_DAYS, at=local_time(at), rules=DUTIES)
        duties = (Duty(what_of(one), one.due, tuple(map(int, one.refs))) for one in due if one.due is not None)
        found[family] = reasons(duties, _steps(held[family]), on=on)
    return found


def _steps(entries: Iterable[Entry]) -> list[Step]:
    return [
        Step(_on(one), "home" if one.kind == "return_home" else str(one.body.get("step", "")), one.pk)
        for one in entries
        if one.kind in HOME and one.body.get("kept", True)
    ]


def _on(entry: Entry) -> date:
    return local_time(entry.occurred_at).date()
