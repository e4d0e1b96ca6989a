"""May I see this? The gate's answer for one kind of information, whether or not there is any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.models import Consent
from kinbridge.consents.rules import NEGATIVE, Authority, Party
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import ask_about, grounds
from kinbridge.disclosure.rules import may_share
from kinbridge.people.models import Family, Person


@dataclass(slots=True)
class Imagined:
    """A label such as the chart keeps: the gate answers it before any such fact is written."""

    id: int
    program_id: UUID
    program: Program
    category: str
    regimes: list[str]
    subject_id: int
    subject: Person
    received_under: str = ""
    holder: Program | None = None


def imagined(*, program: Program, category: Category, subject: Person) -> Imagined:
    """The label of something this program would itself have written about this person."""
    return Imagined(0, program.pk, program, category.value, program.regimes, subject.pk, subject)


def papers_known_to(
    viewer: Viewer, *, family: Family, papers: Iterable[Authority], names: frozenset[Party] = frozenset()
) -> tuple[Authority, ...]:
    """The papers an explanation may rest on: those the viewer may see, those that name them, and all that close doors.

    That someone else's consent exists, or was taken back, is itself protected.
    """
    seen = {
        f"consent:{pk}" for pk in Consent.objects.filter(family=family).seen_by(viewer).values_list("pk", flat=True)
    }
    return tuple(
        paper
        for paper in papers
        if paper.id in seen or paper.unreadable or paper.kind in NEGATIVE or not names.isdisjoint(paper.recipients)
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """`told` is the answer. Where that must be neutral, `general` is what the law says of anyone, papers aside."""

    told: Decision
    general: Decision | None


@transaction.atomic
def why(
    *,
    family: Family,
    person: Person,
    program: Program,
    category: Category,
    purpose: Purpose,
    by: Viewer,
    at: datetime,
    on: date,
) -> Answer:
    """Why the viewer may see this kind of information about someone, or may not, and what would open it.

    The answer is the same whether the person was ever served there or not (42 CFR 2.13(c)).
    """
    standing = grounds(families=[family.pk], by=by, on=on)[family.pk]
    ask = ask_about(
        imagined(program=program, category=category, subject=person), standing=standing, purpose=purpose, on=on
    )
    told = may_share(ask)
    if not told.allowed:
        known = papers_known_to(by, family=family, papers=ask.authorities, names=ask.asker.parties)
        told = _refused(may_share(replace(ask, authorities=known)), otherwise=told)
    audit(
        "disclosure.asked",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"person:{person.pk}",
        because=purpose,
        citations=told.citations,
        detail={"category": category.value, "outcome": told.outcome.value},
    )
    if told.allowed or not told.neutral:
        return Answer(told, None)
    return Answer(told, replace(may_share(replace(ask, authorities=())), neutral=False))


def _refused(explained: Decision, *, otherwise: Decision) -> Decision:
    return otherwise if explained.allowed else explained
