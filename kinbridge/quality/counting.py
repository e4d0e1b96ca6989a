"""What a night's count asks the database: each program's records, and what is on file twice in those it can mend.

Each program is asked about its own records of the open families it works with, and about nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Coalition
from kinbridge.people.actions import CONCEALED
from kinbridge.quality.rules import BACK, SOON

Place = tuple[int, UUID]
"""A family, and a program that works with it."""
Given = Mapping[str, Any]
"""What the statements are told: which coalition, its clock, the day."""

HOUSE = "CASE WHEN program.regimes && %(concealed)s::varchar[] THEN program.id ELSE program.organization_id END"
"""Whose records are held against each other: an organization's; those of a program that the law conceals, alone."""
WORK = f"""
CREATE TEMP TABLE quality_work ON COMMIT DROP AS
SELECT work.family_id, work.program_id, {HOUSE} AS house, bool_or(work.lead) AS lead
  FROM people_involvement AS work
  JOIN people_family AS family ON family.id = work.family_id AND family.closed_on IS NULL
  JOIN directory_program AS program ON program.id = work.program_id
 WHERE work.coalition_id = %(coalition)s
   AND work.since <= %(on)s AND (work.until IS NULL OR work.until > %(on)s)
 GROUP BY work.family_id, work.program_id, house
"""  # noqa: S608 - our own words
FAMILIES = "SELECT program_id, count(*) AS families FROM quality_work GROUP BY program_id"
PROMPT = """
SELECT label.program_id,
       count(*) AS facts,
       count(*) FILTER (WHERE entry.recorded_at <= entry.occurred_at + %(soon)s) AS in_time,
       count(*) FILTER (WHERE entry.source_id <> '' AND entry.recorded_by_id IS NULL) AS from_files,
       count(DISTINCT label.subject_id) AS subjects
  FROM chart_entry AS entry
  JOIN chart_label AS label ON label.id = entry.label_id AND label.holder_id IS NULL
 WHERE entry.coalition_id = %(coalition)s AND entry.supersedes_id IS NULL
   AND (entry.recorded_at AT TIME ZONE %(zone)s)::date > %(since)s
 GROUP BY label.program_id
"""
COMPLETE = """
SELECT work.program_id,
       count(*) FILTER (WHERE person.birth_date IS NOT NULL OR person.carried_in_id IS NULL) AS people,
       count(*) FILTER (WHERE person.birth_date IS NOT NULL) AS born,
       count(*) FILTER (WHERE person.relation <> ALL (%(minors)s)) AS adults,
       count(*) FILTER (WHERE person.relation <> ALL (%(minors)s) AND person.race_ethnicity <> '') AS asked
  FROM quality_work AS work JOIN people_person AS person ON person.family_id = work.family_id
 WHERE work.lead
 GROUP BY work.program_id
"""
"""A baby that is expected has no birth date yet."""
TWICE = """
SELECT family_id, program_id, sum(times - 1)::int
  FROM (SELECT work.family_id, work.program_id, count(*) AS times
          FROM quality_work AS work
          JOIN chart_label AS label
            ON label.family_id = work.family_id AND label.program_id = work.program_id AND label.holder_id IS NULL
          JOIN chart_entry AS entry
            ON entry.family_id = work.family_id AND entry.label_id = label.id AND NOT entry.entered_in_error
           AND NOT EXISTS (SELECT FROM chart_entry AS later WHERE later.supersedes_id = entry.id)
         WHERE (entry.occurred_at AT TIME ZONE %(zone)s)::date > %(since)s
         GROUP BY work.family_id, work.program_id, entry.label_id, entry.kind, entry.body,
                  (entry.occurred_at AT TIME ZONE %(zone)s)::date
        HAVING count(*) > 1
        UNION ALL
        SELECT work.family_id, work.program_id, count(*) AS times
          FROM quality_work AS work
          JOIN people_member AS member ON member.family_id = work.family_id
           AND member.since <= %(on)s AND (member.until IS NULL OR member.until > %(on)s)
          JOIN people_person AS person ON person.id = member.person_id
         WHERE work.lead AND person.birth_date IS NOT NULL AND person.given_name || person.family_name <> ''
         GROUP BY work.family_id, work.program_id,
                  lower(person.given_name), lower(person.family_name), person.birth_date
        HAVING count(*) > 1) AS again
 GROUP BY family_id, program_id
"""
"""As `rules.written_twice` and `rules.twins_on_file` say it of one family; a test holds them together."""


@contextmanager
def work_of(coalition: Coalition, *, on: date) -> Iterator[Given]:
    """Lay out which program works with which open family. In the caller's transaction, bound to the coalition."""
    given: Given = {
        "coalition": coalition.pk,
        "zone": coalition.timezone,
        "on": on,
        "since": on - BACK,
        "soon": SOON,
        "minors": sorted(MINORS),
        "concealed": sorted(CONCEALED),
    }
    with connection.cursor() as cursor:
        for statement in (WORK, "CREATE INDEX ON quality_work (family_id)", "ANALYZE quality_work"):
            cursor.execute(statement, given)
        yield given
        cursor.execute("DROP TABLE quality_work")


def records_by_program(given: Given) -> dict[UUID, dict[str, int]]:
    """By program, the counts that `Counted` keeps under these names; those that are not there are 0."""
    found: dict[UUID, dict[str, int]] = {}
    with connection.cursor() as cursor:
        for query in (FAMILIES, PROMPT, COMPLETE):
            cursor.execute(query, given)
            names = [column.name for column in cursor.description or ()][1:]
            for program, *counts in cursor.fetchall():
                found.setdefault(program, {}).update(zip(names, counts, strict=True))
    return found


def doubles(given: Given) -> dict[Place, int]:
    """How many facts of a program's own, or people of a family it leads, are on file once too often."""
    with connection.cursor() as cursor:
        cursor.execute(TWICE, given)
        return {(family, program): times for family, program, times in cursor.fetchall()}
