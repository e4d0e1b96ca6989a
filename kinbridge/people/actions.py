"""Find families one works with, and tell who belongs to one: identity only, never what is known about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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
from kinbridge.people.sameness import other_records

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
    apart = _apart(by, on)
    contacts = SafeContact.objects.on(on).filter(family=family, safe=True).exclude(person__in=apart)
    people = _people(family, apart, on)
    others = other_records(person.pk for person in people)
    return Household(
        people=people,
        pregnancies=tuple(
            Pregnancy.objects.filter(family=family, ended_on__isnull=True)
            .exclude(parent__in=apart)
            .select_related("parent")
            .order_by("pk")
        ),
        kin=tuple(
            Kinship.objects.on(on)
            .filter(family=family)
            .exclude(Q(person__in=apart) | Q(relative__in=apart))
            .select_related("person", "relative")
            .order_by("pk")
        ),
        custody=tuple(
            Custody.objects.on(on)
            .filter(family=family)
            .exclude(Q(child__in=apart) | Q(holder__in=apart))
            .select_related("child", "holder", "agency")
            .order_by("child__birth_date", "pk")
        ),
        contacts=()
        if by.person_id is not None
        else _safe(contacts.select_related("person").order_by("pk"), others, on),
        partners=_partners(family, apart, by, on),
        guarded=_guarded(people, others, on),
    )


def may_know(*, person: int, program: UUID, family: Family, by: Viewer, on: date) -> bool:
    """Whether the household as the viewer knows it has this person, and this program at work with it."""
    apart = _apart(by, on)
    works = any(one.program_id == program for one in _partners(family, apart, by, on))
    return works and any(one.pk == person for one in _people(family, apart, on))


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


def _safe(contacts: Iterable[SafeContact], others: Mapping[int, frozenset[int]], on: date) -> tuple[SafeContact, ...]:
    """Those that no other record of the same person calls unsafe."""
    linked = frozenset[int]().union(*others.values())
    if not linked:
        return tuple(contacts)
    unsafe = set(
        SafeContact.objects.on(on).filter(person__in=linked, safe=False).values_list("person_id", "channel", "value")
    )
    return tuple(
        one
        for one in contacts
        if not any((other, one.channel, one.value) in unsafe for other in others.get(one.person_id, ()))
    )


def _people(family: Family, apart: frozenset[int], on: date) -> tuple[Person, ...]:
    members = Member.objects.on(on).filter(family=family).exclude(person__in=apart).select_related("person")
    return tuple(sorted((member.person for member in members), key=lambda p: (p.birth_date or date.max, p.pk)))


def _partners(family: Family, apart: frozenset[int], by: Viewer, on: date) -> tuple[Involvement, ...]:
    partners = (
        Involvement.objects.on(on)
        .filter(family=family)
        .exclude(person__in=apart)
        .select_related("program__organization", "worker", "person")
        .order_by("-lead", "program__name", "pk")
    )
    return tuple(one for one in partners if _may_be_named(one, by))


def _may_be_named(involvement: Involvement, by: Viewer) -> bool:
    """Naming a treatment or shelter program beside a family tells that someone is served there (42 CFR 2.13(c)).

    To a family's own account, the programs that serve another grown-up are that person's own business.
    """
    who, open_name = involvement.person, CONCEALED.isdisjoint(involvement.program.regimes)
    if by.person_id is not None:
        own = who is not None and who.pk == by.person_id
        return own or (open_name and (who is None or who.relation in CHILDREN))
    return open_name or involvement.program_id == by.program_id
