"""Find families one works with, and tell who belongs to one: identity only, never what is known about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from kinbridge.core.vocabulary import CHILDREN, Regime
from kinbridge.directory.models import Viewer
from kinbridge.people.models import (
    Custody,
    Family,
    Involvement,
    Kinship,
    Member,
    Person,
    Pregnancy,
    Restriction,
    SafeContact,
)
from kinbridge.people.rows import FamilyRow
from kinbridge.people.sameness import other_records

Row = TypeVar("Row", bound=FamilyRow)

PAGE = 30
CONCEALED = frozenset({Regime.PART2, Regime.DV_PROGRAM})


@dataclass(frozen=True, slots=True)
class Found:
    families: tuple[Family, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Household:
    """The people of a family on one day. Programs that the law conceals are named only to their own people."""

    people: tuple[Person, ...]
    pregnancies: tuple[Pregnancy, ...]
    kin: tuple[Kinship, ...]
    custody: tuple[Custody, ...]
    contacts: tuple[SafeContact, ...]
    partners: tuple[Involvement, ...]
    guarded: frozenset[int]


def find_families(*, by: Viewer, on: date, words: str = "", after: str = "") -> Found:
    """The viewer's families by name, a page at a time. Searches only among those whose page they may open."""
    families = Family.objects.seen_by(by, on=on).filter(closed_on__isnull=True)
    words = words.replace("\x00", "").strip()
    if words:
        people = Person.objects.filter(coalition=by.coalition_id).filter(
            Q(given_name__istartswith=words) | Q(family_name__istartswith=words)
        )
        families = families.filter(Q(name__icontains=words) | Q(pk__in=people.values("family")))
    name, _, pk = after.rpartition("~")
    if pk.isdecimal() and len(pk) < 19:
        families = families.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(pk)))
    page = list(families.order_by("name", "pk")[: PAGE + 1])
    more = f"{page[PAGE - 1].name}~{page[PAGE - 1].pk}" if len(page) > PAGE else ""
    return Found(tuple(page[:PAGE]), more)


def welcome(*, person: Person, program_id: UUID, on: date, cares: bool = True) -> None:
    """The program works with this person from now on, and may open the family's page; unless it does already.

    One that only received something does not care for anyone yet (`cares`): a treating relationship would open more.
    Part of an act that writes its own line in the audit: an answer to a referral, a plan handed over.
    """
    works = Involvement.objects.filter(family=person.family_id, program=program_id)
    if cares:
        works = works.filter(person=person.pk)
    if not works.exclude(until__lte=on).exists():
        Involvement.objects.create(
            family_id=person.family_id,
            coalition_id=person.coalition_id,
            program_id=program_id,
            person=person if cares else None,
            since=on,
        )


def household(*, family: Family, by: Viewer, on: date) -> Household:
    """Who belongs to the family today. A person kept apart from the viewer is not shown to them, nor any contact.

    Each list is in an order of its own: the order rows happen to lie in changes with rows the viewer may not know of.
    """
    return households(families=[family.pk], by=by, on=on)[family.pk]


def households(*, families: Iterable[int], by: Viewer, on: date) -> dict[int, Household]:
    """The same for several families, by id, in as many queries as for one."""
    ids = sorted(set(families))
    apart = _apart(by, on)
    people = _people(ids, apart, on)
    everyone = [person for these in people.values() for person in these]
    others = other_records(person.pk for person in everyone)
    guarded = _guarded(everyone, others, on)
    pregnancies = Pregnancy.objects.filter(family__in=ids, ended_on__isnull=True).exclude(parent__in=apart)
    kin = Kinship.objects.on(on).filter(family__in=ids).exclude(Q(person__in=apart) | Q(relative__in=apart))
    custody = Custody.objects.on(on).filter(family__in=ids).exclude(Q(child__in=apart) | Q(holder__in=apart))
    expecting = _by_family(pregnancies.select_related("parent").order_by("pk"))
    related = _by_family(kin.select_related("person", "relative").order_by("pk"))
    held = _by_family(custody.select_related("child", "holder", "agency").order_by("child__birth_date", "pk"))
    reached = {} if by.person_id is not None else _by_family(_contacts(ids, others, on))
    partners = _partners(ids, apart, by, on)
    return {
        pk: Household(
            people=people.get(pk, ()),
            pregnancies=expecting.get(pk, ()),
            kin=related.get(pk, ()),
            custody=held.get(pk, ()),
            contacts=reached.get(pk, ()),
            partners=partners.get(pk, ()),
            guarded=guarded.intersection(person.pk for person in people.get(pk, ())),
        )
        for pk in ids
    }


def members_of(*, family: Family, by: Viewer, on: date) -> tuple[Person, ...]:
    """The people of its household alone."""
    return _people([family.pk], _apart(by, on), on).get(family.pk, ())


def may_know(*, person: int, program: UUID, family: Family, by: Viewer, on: date) -> bool:
    """Whether the household as the viewer knows it has this person, and this program at work with it."""
    works = any(one.program_id == program for one in partners_with(family=family, by=by, on=on))
    return works and any(one.pk == person for one in members_of(family=family, by=by, on=on))


def partners_with(*, family: Family, by: Viewer, on: date) -> tuple[Involvement, ...]:
    """The partners of its household alone."""
    return _partners([family.pk], _apart(by, on), by, on).get(family.pk, ())


def _apart(by: Viewer, on: date) -> frozenset[int]:
    return kept_apart(by=by, orders=Restriction.objects.on(on))  # type: ignore[arg-type]


def kept_apart(*, by: Viewer, orders: QuerySet[Restriction]) -> frozenset[int]:
    """The people whom these orders keep apart from the viewer, in any record of theirs or of the viewer's."""
    if by.person_id is None:
        return frozenset()
    own = {by.person_id, *other_records([by.person_id]).get(by.person_id, ())}
    kept = set(orders.filter(restricted__in=own).values_list("protects_id", flat=True))
    return frozenset(kept).union(*other_records(kept).values())


def _guarded(people: Iterable[Person], others: Mapping[int, frozenset[int]], on: date) -> frozenset[int]:
    """Those whom an order protects, in this record or in another of theirs."""
    records = {person.pk: {person.pk, *others.get(person.pk, ())} for person in people}
    orders = Restriction.objects.on(on).filter(protects__in=set[int]().union(*records.values()))
    kept = set(orders.values_list("protects_id", flat=True))
    return frozenset(pk for pk, own in records.items() if not own.isdisjoint(kept))


def _contacts(families: list[int], others: Mapping[int, frozenset[int]], on: date) -> list[SafeContact]:
    """The safe ones that no other record of the same person calls unsafe."""
    contacts = SafeContact.objects.on(on).filter(family__in=families, safe=True).select_related("person").order_by("pk")
    linked = frozenset[int]().union(*others.values())
    if not linked:
        return list(contacts)
    unsafe = set(
        SafeContact.objects.on(on).filter(person__in=linked, safe=False).values_list("person_id", "channel", "value")
    )
    return [
        one
        for one in contacts
        if not any((other, one.channel, one.value) in unsafe for other in others.get(one.person_id, ()))
    ]


def _people(families: list[int], apart: frozenset[int], on: date) -> dict[int, tuple[Person, ...]]:
    """By family: the youngest last, and whoever is not born yet after them."""
    members = Member.objects.on(on).filter(family__in=families).exclude(person__in=apart).select_related("person")
    found = _by_family(members)
    return {
        pk: tuple(sorted((one.person for one in these), key=lambda p: (p.birth_date or date.max, p.pk)))
        for pk, these in found.items()
    }


def _partners(families: list[int], apart: frozenset[int], by: Viewer, on: date) -> dict[int, tuple[Involvement, ...]]:
    partners = (
        Involvement.objects.on(on)
        .filter(family__in=families)
        .exclude(person__in=apart)
        .select_related("program__organization", "worker", "person")
        .order_by("-lead", "program__name", "pk")
    )
    return _by_family(one for one in partners if _may_be_named(one, by))


def _by_family(rows: Iterable[Row]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.family_id].append(row)
    return {family: tuple(these) for family, these in found.items()}


def _may_be_named(involvement: Involvement, by: Viewer) -> bool:
    """Naming a treatment or shelter program beside a family tells that someone is served there (42 CFR 2.13(c)).

    To a family's own account, the programs that serve another grown-up are that person's own business.
    """
    who, open_name = involvement.person, CONCEALED.isdisjoint(involvement.program.regimes)
    if by.person_id is not None:
        own = who is not None and who.pk == by.person_id
        return own or (open_name and (who is None or who.relation in CHILDREN))
    return open_name or involvement.program_id == by.program_id
