"""The gate, at the database: gather the papers and the asker's standing once, then decide once per distinct label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django.db.models import F, QuerySet

from kinbridge.consents.models import papers_by_family
from kinbridge.consents.rules import Authority
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import MINORS, Category, OrganizationKind, Purpose, Regime, Relation, Standing, known
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.jurisdiction import Jurisdiction, jurisdiction_of
from kinbridge.disclosure.rules import Ask, Asker, Facts, Item, ReceivedUnder, may_share
from kinbridge.disclosure.rules.filed import Filed
from kinbridge.disclosure.rules.state_law import age_on, as_the_state_says
from kinbridge.people.models import Custody, Involvement, Person
from kinbridge.people.prepared import Prepared


def _powers(families: list[int], on: date) -> QuerySet[Custody, dict[str, Any]]:
    held = Custody.objects.on(on).filter(family__in=families)
    return held.values("family_id", "child_id", "power", "holder_id", organization=F("agency__organization_id"))


def _serving(families: list[int], on: date, program: UUID) -> QuerySet[Involvement, dict[str, Any]]:
    serving = Involvement.objects.on(on).filter(family__in=families, program=program, person__isnull=False)
    return serving.values("family_id", "person_id")


POWERS, SERVING = Prepared(_powers), Prepared(_serving)


class Labelled(Protocol):
    """A label with its program's and its holder's organization, and its subject, already joined."""

    id: int
    program_id: UUID
    program: Program
    category: str
    regimes: list[str]
    subject_id: int
    subject: Person
    received_under: str
    holder: Program | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision about one family rests on: the papers on file, and how the asker stands to each person."""

    viewer: Viewer
    staff: Mapping[bool, Asker]
    papers: tuple[Authority, ...]
    treated: frozenset[int]
    in_agency_custody: frozenset[int]
    parented: frozenset[int]
    law: Jurisdiction

    def asker(self, subject: Person) -> Asker:
        viewer = self.viewer
        if viewer.person_id is not None:
            return Asker(kind=self._standing(subject), role=viewer.role, person=viewer.person_id)
        return self.staff[subject.pk in self.treated]

    def _standing(self, subject: Person) -> Standing:
        if subject.pk == self.viewer.person_id:
            return Standing.PATIENT
        if subject.relation in MINORS:
            return Standing.PARENT if subject.pk in self.parented else Standing.RELATIVE
        return Standing.OTHER_PARENT if subject.relation in (Relation.MOTHER, Relation.FATHER) else Standing.RELATIVE


def _staff(viewer: Viewer, *, treats: bool) -> Asker:
    return Asker(
        kind=known(OrganizationKind, viewer.organization_kind),
        role=viewer.role,
        organization=viewer.organization_id,
        program=viewer.program_id,
        covered_entity=viewer.covered_entity,
        part2_program=viewer.is_part2,
        treats=treats,
    )


def grounds(*, families: Iterable[int], by: Viewer, on: date) -> dict[int, Grounds]:
    """By family: everything a decision about it needs. A handful of queries, however many families or facts."""
    return grounds_of_each(families=families, viewers=[by], on=on, at=None)[0]


def grounds_of_each(
    *, families: Iterable[int], viewers: Iterable[Viewer], on: date, at: datetime | None = None
) -> list[dict[int, Grounds]]:
    """The same for several viewers, in their order. What is on file is read once for all of them."""
    ids = sorted(set(families))
    papers = {family: Filed(these) for family, these in papers_by_family(ids, at=at).items()}
    custody: dict[int, list[tuple[int, str, int | None, UUID | None]]] = defaultdict(list)
    for row in POWERS(ids, on):
        custody[row["family_id"]].append((row["child_id"], row["power"], row["holder_id"], row["organization"]))
    laws: dict[tuple[int, str], Jurisdiction] = {}
    served: dict[UUID, dict[int, set[int]]] = {}
    found = []
    for by in viewers:
        home = (by.coalition_id, by.state)
        if home not in laws:
            laws[home] = jurisdiction_of(by)
        if by.program_id is not None and by.program_id not in served:
            served[by.program_id] = defaultdict(set)
            for row in SERVING(ids, on, by.program_id):
                served[by.program_id][row["family_id"]].add(row["person_id"])
        staff = {treats: _staff(by, treats=treats) for treats in (False, True)}
        treated = served[by.program_id] if by.program_id is not None else {}
        found.append(
            {
                family: Grounds(
                    viewer=by,
                    staff=staff,
                    papers=papers[family],
                    treated=frozenset(treated.get(family, ())),
                    in_agency_custody=frozenset(
                        child
                        for child, power, _, agency in custody[family]
                        if power == Custody.Power.LEGAL and agency is not None and agency == by.organization_id
                    ),
                    parented=frozenset(
                        child
                        for child, _, holder, _ in custody[family]
                        if holder is not None and holder == by.person_id
                    ),
                    law=laws[home],
                )
                for family in ids
            }
        )
    return found


def ask_about(label: Labelled, *, standing: Grounds, purpose: Purpose | None, on: date) -> Ask:
    """The question for one label. What cannot be read is left missing, and what is missing is a no."""
    organization = label.program.organization
    holder = label.holder.organization if label.holder is not None else None
    item = _record(
        tuple(label.regimes),
        label.category,
        label.subject.relation,
        (organization.pk, organization.kind, label.program_id),
        (holder.pk, holder.kind) if holder else None,
        label.received_under,
    )
    unreadable: tuple[str, ...] = ()
    if len(item.regimes) != len(set(label.regimes)):
        unreadable += ("a law the record is under",)
    if label.received_under and item.received_under is None:
        unreadable += ("how the record was received",)
    ask = Ask(
        item=item.about(label.subject_id),
        asker=standing.asker(label.subject),
        purpose=purpose,
        on=on,
        authorities=standing.papers,
        facts=_facts(
            label.subject_id in standing.in_agency_custody or None,
            organization.covered_entity,
            holder.covered_entity if holder else None,
            standing.law.signed,
        ),
        jurisdiction=standing.law.state,
        unreadable=unreadable,
    )
    return as_the_state_says(ask, age=age_on(label.subject.birth_date, on))


@lru_cache(maxsize=4_096)
def _record(
    regimes: tuple[str, ...],
    category: str,
    role: str,
    source: tuple[UUID, str, UUID],
    holder: tuple[UUID, str] | None,
    received: str,
) -> Item:
    """A program's records of this sort, whoever they are about: kept, for a county has some hundreds of sorts."""
    laws = (known(Regime, value) for value in regimes)
    return Item(
        regimes=frozenset(law for law in laws if law is not None),
        category=known(Category, category),
        subject="someone",
        subject_role=known(Relation, role),
        source_organization=source[0],
        source_kind=known(OrganizationKind, source[1]),
        source_program=source[2],
        holder_organization=holder[0] if holder else None,
        holder_kind=known(OrganizationKind, holder[1]) if holder else None,
        received_under=known(ReceivedUnder, received) if received else None,
    )


@lru_cache(maxsize=64)
def _facts(responsible: bool | None, source: bool | None, holder: bool | None, signed: bool) -> Facts:
    return Facts(
        agency_legally_responsible=responsible,
        source_is_covered_entity=source,
        holder_is_covered_entity=holder,
        pack_signed=signed,
    )


class OfFamily(Labelled, Protocol):
    family_id: int


def decide(
    labels: Iterable[OfFamily], *, by: Viewer, purpose: Purpose | None, on: date, at: datetime | None = None
) -> dict[int, Decision]:
    """The gate's answer for each label, by its id: on its own family's papers, once per label and never per fact."""
    return decide_for_each(labels, viewers=[by], purpose=purpose, on=on, at=at)[0]


def decide_for_each(
    labels: Iterable[OfFamily],
    *,
    viewers: Iterable[Viewer],
    purpose: Purpose | None,
    on: date,
    at: datetime | None = None,
) -> list[dict[int, Decision]]:
    """The same for several viewers, in their order."""
    asked = list(labels)
    return [
        {
            label.id: may_share(ask_about(label, standing=standing[label.family_id], purpose=purpose, on=on))
            for label in asked
        }
        for standing in grounds_of_each(families={label.family_id for label in asked}, viewers=viewers, on=on, at=at)
    ]


def receiving(program: Program) -> Viewer:
    """The program as an asker, before anyone in it has asked: for previews and for checks before sending."""
    organization = program.organization
    return Viewer(
        name=program.name,
        program_id=program.pk,
        program_name=program.name,
        organization_id=organization.pk,
        organization_name=organization.name,
        organization_kind=organization.kind,
        coalition_id=organization.coalition_id,
        state="",
        is_part2=program.is_part2,
        covered_entity=organization.covered_entity,
    )
