"""Facts that cannot both be true in what one organization wrote down of a family: the clocks' rules, over a county."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from msgspec import Struct, json

from kinbridge.clocks.projection import CHART_KINDS, facts_from
from kinbridge.clocks.reading import parents_of
from kinbridge.clocks.rules.contradictions import contradictions
from kinbridge.directory.local_time import local_time
from kinbridge.quality.counting import HOUSE, Given, Place

STRETCH = 2_000
"""Families whose facts are in memory at once: a larger county takes longer, and no more memory."""
PASSED_OVER = frozenset(
    {"benefit", "medication", "screening_result", "case_plan", "prenatal_visit", "treatment_request"}
)
"""Half of the facts that clocks read, and none of them is in a contradiction that they know."""
AT_WORK = "SELECT family_id, house, program_id FROM quality_work WHERE family_id BETWEEN %(first)s AND %(last)s"
FACTS = f"""
SELECT work.family_id, work.house, label.program_id, label.subject_id, entry.id, entry.kind, entry.occurred_at,
       entry.body::text
  FROM (SELECT DISTINCT family_id, house FROM quality_work WHERE family_id BETWEEN %(first)s AND %(last)s) AS work
  JOIN chart_label AS label ON label.family_id = work.family_id AND label.holder_id IS NULL
  JOIN directory_program AS program ON program.id = label.program_id AND {HOUSE} = work.house
  JOIN chart_entry AS entry
    ON entry.family_id = work.family_id AND entry.label_id = label.id AND NOT entry.entered_in_error
   AND entry.kind = ANY(%(kinds)s)
 WHERE label.family_id BETWEEN %(first)s AND %(last)s AND entry.family_id BETWEEN %(first)s AND %(last)s
   AND NOT EXISTS (SELECT FROM chart_entry AS later
                    WHERE later.supersedes_id = entry.id AND later.family_id BETWEEN %(first)s AND %(last)s)
 ORDER BY work.family_id, work.house, entry.occurred_at, entry.id
"""  # noqa: S608 - our own words


class Row(Struct, gc=False):
    """A fact and its label in one, as the clocks read it. `house` is whose records it is held against."""

    family_id: int
    house: UUID
    program_id: UUID
    subject_id: int
    id: int
    kind: str
    occurred_at: datetime
    body: Mapping[str, Any]

    @property
    def label(self) -> Row:
        return self


def clashes(given: Given) -> Counter[Place]:
    """How many contradictions wait for each program that works with a family."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT family_id FROM quality_work ORDER BY family_id")
        families = [family for (family,) in cursor.fetchall()]
    found = Counter[Place]()
    for start in range(0, len(families), STRETCH):
        found.update(_among(families[start : start + STRETCH], given))
    return found


def _among(families: Sequence[int], given: Given) -> Iterator[Place]:
    """Once for each contradiction: for who wrote it down and is still at work, or else for their colleagues who are."""
    parents, at_work = parents_of(families), defaultdict[tuple[int, UUID], set[UUID]](set)
    stretch = {**given, "first": families[0], "last": families[-1], "kinds": [*{*CHART_KINDS} - PASSED_OVER]}
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK, stretch)
        for family, house, program in cursor.fetchall():
            at_work[family, house].add(program)
        cursor.execute(FACTS, stretch)
        rows = map(_read, cursor.fetchall())
        for (family, house), grouped in groupby(rows, key=lambda row: (row.family_id, row.house)):
            entries = tuple(grouped)
            facts = facts_from(entries, parents=parents.get(family, {}), local=local_time)
            wrote = {str(row.id): row.program_id for row in entries}
            for clash in contradictions(facts, on=given["on"]):
                here = at_work[family, house]
                for program in {wrote[fact.ref] for fact in clash.facts} & here or here:
                    yield family, program


def _read(row: tuple[Any, ...]) -> Row:
    family, house, program, subject, pk, kind, at, body = row
    return Row(family, house, program, subject, pk, kind, at, json.decode(body))
