"""How complete and how prompt each program's records are, and who can mend them. Shares only: no family is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q

from kinbridge.accounts.models import Role
from kinbridge.chart.models import Entry
from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.measures.keeping import chosen
from kinbridge.quality.rules import BACK, SOON, Share

MENDERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Source:
    """A program's records, in shares; `threshold` is how many people it takes to tell one.

    `menders` are the names of those who watch over its records.
    """

    program: Program
    in_time: Share
    birthdays: Share
    asked: Share
    threshold: int
    menders: tuple[str, ...]

    @property
    def cells(self) -> tuple[tuple[str, str, bool | None], ...]:
        shares = (
            ("Written down within 3 days", self.in_time),
            ("Birth date known", self.birthdays),
            ("Race or ethnicity asked", self.asked),
        )
        return tuple((words, one.told(self.threshold), one.in_order(self.threshold)) for words, one in shares)

    @property
    def to_mend(self) -> bool:
        return any(good is False for _, _, good in self.cells)


def sources(*, by: Viewer, at: datetime) -> list[Source]:
    """Every program that keeps records, by its facts of the last 90 days and the people of the families it leads.

    Those that should be looked at stand first.
    """
    on = day_of(at)
    threshold = chosen(by.coalition_id).threshold
    timely = {row[0]: Share(*row[1:]) for row in _timeliness(by, on=on)}
    complete = {row[0]: row[1:] for row in _completeness(by, on=on)}
    programs = Program.objects.filter(organization__coalition=by.coalition_id, pk__in={*timely, *complete})
    menders = _menders(by, on=on)
    found = []
    for program in programs.select_related("organization").order_by("organization__name", "name"):
        people, born, adults, asked = complete.get(program.pk, (0, 0, 0, 0))
        found.append(
            Source(
                program,
                timely.get(program.pk, Share(0, 0, 0)),
                Share(people, born, people),
                Share(adults, asked, adults),
                threshold,
                menders.get(program.pk) or menders.get(program.organization_id, ()),
            )
        )
    return sorted(found, key=lambda source: not source.to_mend)


def _menders(by: Viewer, *, on: date) -> dict[UUID, tuple[str, ...]]:
    """By program its supervisors and administrators; by organization its administrators."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    work = Membership.objects.on(on).filter(program__organization__coalition=by.coalition_id, role__in=MENDERS)
    for one in work.select_related("user", "program").order_by("user__last_name", "user__first_name"):
        whose = [one.program_id]
        if one.role == Role.ADMINISTRATOR:
            whose.append(one.program.organization_id)
        for key in whose:
            if str(one.user) not in found[key]:
                found[key].append(str(one.user))
    return {key: tuple(names) for key, names in found.items()}


def _timeliness(by: Viewer, *, on: date) -> Iterable[tuple[UUID, int, int, int]]:
    recent = Entry.objects.filter(
        coalition=by.coalition_id, supersedes=None, label__holder=None, recorded_at__date__gt=on - BACK
    )
    in_time = Count("pk", filter=Q(recorded_at__lte=F("occurred_at") + SOON))
    counted = recent.values("label__program").annotate(
        of=Count("pk"), good=in_time, people=Count("label__subject", distinct=True)
    )
    return counted.values_list("label__program", "of", "good", "people")


COMPLETENESS = """
SELECT leads.program_id,
       count(*) FILTER (WHERE person.birth_date IS NOT NULL OR person.carried_in_id IS NULL),
       count(*) FILTER (WHERE person.birth_date IS NOT NULL),
       count(*) FILTER (WHERE person.relation <> ALL (%(minors)s)),
       count(*) FILTER (WHERE person.relation <> ALL (%(minors)s) AND person.race_ethnicity <> '')
  FROM people_involvement AS leads
  JOIN people_family AS family ON family.id = leads.family_id AND family.closed_on IS NULL
  JOIN people_person AS person ON person.family_id = leads.family_id
 WHERE leads.coalition_id = %(coalition)s AND leads.lead
   AND leads.since <= %(on)s AND (leads.until IS NULL OR leads.until > %(on)s)
 GROUP BY leads.program_id
"""
"""By program: people, those with a birth date, grown-ups, those who were asked. An expected baby has none yet."""


def _completeness(by: Viewer, *, on: date) -> Iterable[tuple[UUID, int, int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(COMPLETENESS, {"minors": sorted(MINORS), "coalition": by.coalition_id, "on": on})
        rows: list[tuple[UUID, int, int, int, int]] = cursor.fetchall()
    return rows
