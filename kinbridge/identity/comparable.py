"""Whose records may be compared, in whose name: only those whose identity the gate opens to whoever compares.

Nothing here knows of a program that the law conceals. Where a person is known to nobody else, the gate's silence keeps
them out; where someone is protected, their whole household is, for a child leads to a parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kinbridge.consents.rules import ABOUT_NO_ONE, NEGATIVE, Authority, Kind
from kinbridge.core.decision import Decision, Outcome
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import Grounds, ask_about, grounds
from kinbridge.disclosure.answers import Imagined, imagined
from kinbridge.disclosure.rules import may_share
from kinbridge.people.actions import CONCEALED
from kinbridge.people.models import Involvement, Member, Person, Restriction

PURPOSE = Purpose.OPERATIONS
"""Keeping one's records right: an operation of those whose records they are (45 CFR 164.501)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Someone whose identity the gate opens to the viewer: by whose record, and on what grounds."""

    person: Person
    label: Imagined
    decision: Decision


def opened(families: Iterable[int], *, by: Viewer, on: date) -> dict[int, Opened]:
    """By id, the living people of these families whose names and birth dates the gate opens to the viewer today."""
    ids = set(families)
    members = Member.objects.on(on).filter(family__in=ids, person__died_on=None).select_related("person")
    programs: dict[int, dict[UUID, Program]] = defaultdict(dict)
    working = Involvement.objects.on(on).filter(family__in=ids).select_related("program__organization")
    for one in working.order_by("pk"):
        programs[one.family_id][one.program_id] = one.program
    standing = grounds(families=ids, by=by, on=on)
    kept = kept_from_sight(standing, on=on)
    found = {}
    for member in members.order_by("person"):
        if member.family_id not in kept:
            known = standing[member.family_id]
            answers = (
                ask(program, member.person, known, PURPOSE, on) for program in programs[member.family_id].values()
            )
            first = next((one for one in answers if one.decision.allowed), None)
            if first is not None:
                found[member.person_id] = first
    return found


def ask(program: Program, person: Person, standing: Grounds, purpose: Purpose, on: date) -> Opened:
    """The gate's answer about who this person is, as this program has it; no, for anyone with a limit of their own.

    A service agreement lets a concealed program's helper keep its records, not lay them beside another partner's (42
    CFR 2.11): here only the person's own consent counts for it.
    """
    if not CONCEALED.isdisjoint(program.regimes):
        own = tuple(paper for paper in standing.papers if paper.kind not in ABOUT_NO_ONE)
        standing = replace(standing, papers=own)
    label = imagined(program=program, category=Category.DEMOGRAPHIC, subject=person)
    decision = may_share(ask_about(label, standing=standing, purpose=purpose, on=on))
    limited = any(_limits(paper, on=on) and paper.subject == person.pk for paper in standing.papers)
    return Opened(person, label, replace(decision, outcome=Outcome.DENY) if limited else decision)


def kept_from_sight(standing: Mapping[int, Grounds], *, on: date) -> set[int]:
    """The families in which somebody is protected from somebody."""
    orders = Restriction.objects.on(on).filter(family__in=standing).values_list("family_id", flat=True)
    flagged = {
        family
        for family, known in standing.items()
        if any(paper.kind is Kind.SAFETY_FLAG and _limits(paper, on=on) for paper in known.papers)
    }
    return flagged | set(orders)


def _limits(paper: Authority, *, on: date) -> bool:
    ended = paper.entered_in_error or (paper.revoked is not None and paper.revoked <= on)
    return paper.kind in NEGATIVE and not ended
