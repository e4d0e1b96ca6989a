"""Every late first response of a supervisor's unit: whose, against which target, who was told, and what next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from kinbridge.accounts.models import Role, User
from kinbridge.chart.models import Entry
from kinbridge.clocks.pages import RULES_BY_ID, what_of
from kinbridge.clocks.reading import due_across, key_of, names_of
from kinbridge.clocks.rules import Deadline, Status
from kinbridge.core.vocabulary import CHILD_WELFARE
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Involvement
from kinbridge.plans.response.reading import EPISODE, RULES
from kinbridge.reminders.models import Notice
from kinbridge.reminders.rules import To, steps_on

FIRST_SIGNS = ("report", "presence")
MOST_FAMILIES = 200
NEXT = {
    "SYS-CONTACT": "Somebody goes today: agree with the worker who, or name another.",
    "SYS-URGENT": "Call whoever was named to respond; if they cannot, go yourself or send someone.",
    "SYS-TREATMENT": "Ask the parent again with someone who has been there; call the program together.",
}
"""What a supervisor does about it, by rule: practice guidance, offered to a person."""


@dataclass(frozen=True, slots=True)
class Notified:
    """Somebody was told that it is late; `seen_at` is empty while they have not said that they saw it."""

    name: str
    on: date
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Late:
    """One late step of one family. `workers` is empty where nobody in the unit is named on the family."""

    family: Family
    deadline: Deadline
    what: str
    who: str
    workers: tuple[str, ...]
    told: tuple[Notified, ...]
    told_next: date | None
    next: str


@dataclass(frozen=True, slots=True)
class LateList:
    """The longest late first. `unread` counts families with an older sign, beyond those that were looked at."""

    rows: tuple[Late, ...]
    looked_at: int
    unread: int


def may_see(by: Viewer) -> bool:
    return by.role == Role.SUPERVISOR and by.organization_kind in CHILD_WELFARE and by.program_id is not None


def late_responses(*, by: Viewer, at: datetime) -> LateList:
    """From the facts that each family's papers open to this supervisor; one audit line tells that they looked."""
    on = day_of(at)
    serving = Involvement.objects.on(on).filter(program=by.program_id, family__closed_on__isnull=True)
    newest = _newest_signs(serving.values_list("family", flat=True), since=at - EPISODE)
    ids = newest[:MOST_FAMILIES]
    families = {one.pk: one for one in Family.objects.filter(pk__in=ids)}
    rules = tuple(RULES_BY_ID[rule] for rule in RULES)
    due = due_across(families=families, by=by, at=at, days=0, act="response.late_seen", rules=rules) if ids else []
    late = [(family, one) for family, one in due if one.status is Status.OVERDUE]
    keys = {key_of(family, one): one for family, one in late}
    told, workers = _told(keys), _workers(serving.filter(family__in=[family.pk for family, _ in late]))
    names = names_of({one.subject for _, one in late})
    rows = [
        Late(
            family=family,
            deadline=one,
            what=what_of(one),
            who=names.get(one.subject, "") if one.subject else "",
            workers=tuple(workers[family.pk]),
            told=tuple(told[key_of(family, one)]),
            told_next=_told_next(one, on=on),
            next=NEXT[one.rule],
        )
        for family, one in late
    ]
    return LateList(tuple(rows), len(ids), len(newest) - len(ids))


def _newest_signs(families: Iterable[int], *, since: datetime) -> list[int]:
    """Families with a first sign in the last year, the newest first. Which are late is asked of the clocks alone."""
    signs = Entry.objects.current().filter(kind__in=FIRST_SIGNS, occurred_at__gte=since, family__in=families)
    return list(dict.fromkeys(signs.order_by("-occurred_at", "-pk").values_list("family_id", flat=True)))


def _workers(serving: QuerySet[Involvement]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in serving.filter(worker__isnull=False).select_related("worker").order_by("worker__last_name", "pk"):
        if str(row.worker) not in found[row.family_id]:
            found[row.family_id].append(str(row.worker))
    return found


def _told(keys: Iterable[str]) -> dict[str, list[Notified]]:
    """Who was told of each, and when: the reminders that were really sent."""
    found: dict[str, list[Notified]] = defaultdict(list)
    rows = list(Notice.objects.filter(key__in=list(keys)).order_by("at", "pk"))
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={row.user_id for row in rows})}
    for row in rows:
        found[row.key].append(Notified(users[row.user_id], day_of(row.at), row.seen_at))
    return found


def _told_next(deadline: Deadline, *, on: date) -> date | None:
    """The day on which a supervisor is told again, if it is still late then."""
    ours = [
        step for step in steps_on(on) if step.to is To.SUPERVISOR and (not step.rules or deadline.rule in step.rules)
    ]
    days = (deadline.due + timedelta(days=step.days) for step in ours if deadline.due is not None)
    return min((day for day in days if day > on), default=None)
