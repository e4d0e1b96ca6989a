"""A handful of people whom a second program wrote down anew, as happens: pairs that wait for Daniel, and one linked.

The pairs come from the same rules as everyone's, without Splink: so few records need none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from kinbridge.core.vocabulary import Relation
from kinbridge.exchange.county.families import Written
from kinbridge.exchange.county.place import County
from kinbridge.identity.actions import decide, propose
from kinbridge.identity.comparable import opened
from kinbridge.identity.models import Pair, Verdict
from kinbridge.identity.records import records_of
from kinbridge.identity.rules.record import FORMS
from kinbridge.identity.rules.weighing import proposed, shipped
from kinbridge.people.keeping import add_kin, add_person
from kinbridge.people.models import Involvement, Kinship, Person
from kinbridge.people.opening import Details, open_family

LEADS = ("assessment", "ongoing")
"""Whose families are looked through for someone whom another program meets as well."""
RECORDS = 1_000
"""About as many as the county has; the more there are, the less an agreement says."""
COMPARED = -3
LOOKED_THROUGH = 60
Respelled = Callable[[Details], Details | None]


def short(said: Details) -> Details | None:
    """By a short form of the given name, where the name has one."""
    form = next(iter(FORMS.get(said.given_name.lower(), ())), "")
    return replace(said, given_name=form.title()) if form else None


def misheard(said: Details) -> Details:
    return replace(said, family_name=said.family_name + said.family_name[-1])


def turned(said: Details) -> Details | None:
    """With day and month of birth changed round, where that is another day."""
    born = said.birth_date or date.max
    if born.day > 12 or born.day == born.month:
        return None
    return replace(said, birth_date=born.replace(month=born.day, day=born.month))


def as_it_was(said: Details) -> Details:
    return said


@dataclass(frozen=True, slots=True)
class Again:
    """Who was written down again, by which program, on which day, and what came of the pair."""

    relation: Relation
    program: str
    day: int
    respelled: Respelled
    verdict: Verdict.Kind | None = None
    because: str = ""
    with_baby: bool = False


DOUBLES = (
    Again(
        Relation.MOTHER,
        "prevention",
        -40,
        short,
        Verdict.Kind.SAME,
        "Both workers called her: one birthday, and she goes by either name.",
    ),
    Again(Relation.MOTHER, "maternal_child", -21, misheard),
    Again(Relation.FATHER, "family_medicine", -16, turned),
    Again(Relation.MOTHER, "newborn_follow_up", -9, as_it_was, with_baby=True),
    Again(
        Relation.MOTHER,
        "pediatrics",
        -12,
        misheard,
        Verdict.Kind.UNSURE,
        "Asked the intake desk to check the spelling with her at the next visit.",
    ),
)


def write_doubles(county: County, written: Sequence[Written]) -> int:
    """The second records, what a comparison finds of them, and what Daniel said so far; the number of pairs."""
    by = county.viewer("daniel")
    seen: set[int] = set()
    families: set[int] = set()
    said: dict[int, Again] = {}
    for again in DOUBLES:
        for person in _candidates(county, written, again, seen=seen):
            copied = again.respelled(_details(person))
            if copied is not None:
                copy = _written_again(county, again, person, copied)
                families |= {person.family_id, copy.family_id}
                seen.add(person.family_id)
                said[copy.pk] = again
                break
    records = records_of((one.person for one in opened(families, by=by, on=county.today).values()), on=county.today)
    weights = shipped()
    found = [
        (one.person, other.person, likely)
        for one, other in combinations(records, 2)
        if (likely := proposed(one, other, weights=weights, records=RECORDS)) is not None
    ]
    run = propose(pairs=found, weights=weights.version, by=by, at=county.moment(COMPARED))
    for pair in Pair.objects.filter(run=run, second__in=said).select_related("first", "second"):
        again = said[pair.second_id]
        if again.verdict is not None:
            at = county.moment(COMPARED + 1)
            decide(pair=pair, kind=again.verdict, because=again.because, seen=0, by=by, at=at)
    return len(found)


def _candidates(county: County, written: Sequence[Written], again: Again, *, seen: set[int]) -> QuerySet[Person]:
    """People of that relation in families child welfare works with today; with a baby, those of the youngest first."""
    leads = [county.programs[code].pk for code in LEADS]
    working = Involvement.objects.on(county.today).filter(program__in=leads).values("family")
    people = Person.objects.filter(family__in=[one.family for one in written], relation=again.relation)
    people = people.filter(family__in=working, birth_date__isnull=False).exclude(family__in=seen).exclude(given_name="")
    if not again.with_baby:
        return people.order_by("pk")[:LOOKED_THROUGH]
    babies = Person.objects.filter(relation=Relation.INFANT, birth_date__isnull=False).values("family")
    newest = babies.annotate(count=Count("pk"), born=Max("birth_date")).filter(count=1, family=OuterRef("family"))
    people = people.annotate(born=Subquery(newest.values("born"))).filter(born__isnull=False)
    return people.order_by("-born", "pk")[:LOOKED_THROUGH]


def _details(person: Person) -> Details:
    return Details(**{name: getattr(person, name) for name in Details.__slots__})


def _written_again(county: County, again: Again, person: Person, copied: Details) -> Person:
    """A family of its own for the second record, opened by someone of that program."""
    by, at = county.at_work(again.program, 0), county.moment(again.day)
    family = open_family(details=copied, by=by, at=at)
    mother = Person.objects.get(family=family)
    if again.with_baby:
        baby = Person.objects.get(family=person.family_id, relation=Relation.INFANT)
        unnamed = replace(_details(baby), given_name="", family_name=copied.family_name)
        born = add_person(family=family, details=unnamed, kind="", relative=None, by=by, at=at)
        add_kin(person=mother, relative=born, kind=Kinship.Kind.MOTHER, by=by, at=at)
    return mother
