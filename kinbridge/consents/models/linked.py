"""What limits one record of a person limits their other records too, for as long as they are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from kinbridge.consents.models.facts import read_paper
from kinbridge.consents.models.other import OtherAuthority
from kinbridge.consents.rules import NEGATIVE, Authority
from kinbridge.people.models import Person
from kinbridge.people.sameness import SamePerson, other_records


def has_other_records() -> Exists:
    """Of a family in a query: whether a record of one of its people is linked with another."""
    own = Q(first__family=OuterRef("pk")) | Q(second__family=OuterRef("pk"))
    return Exists(SamePerson.objects.standing().filter(own))


def limits_of_other_records(families: Iterable[int]) -> Iterator[tuple[int, Authority]]:
    """Each paper that only closes, from another record of someone of these families, as one about their own record."""
    home = dict(Person.objects.filter(family__in=list(families)).values_list("pk", "family_id"))
    others = {person: linked for person, linked in other_records(home).items() if person in home}
    about = frozenset[int]().union(*others.values())
    if not about:
        return
    for row in OtherAuthority.objects.filter(person__in=about, kind__in=NEGATIVE).rows():
        limit = read_paper(row)
        for person, linked in others.items():
            if row["person_id"] in linked:
                yield home[person], replace(limit, subject=person, id=f"other record, {limit.id}")
