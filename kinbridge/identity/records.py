"""What is compared of the people who may be compared: names, days, mothers and safe numbers, as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from kinbridge.core.vocabulary import MINORS
from kinbridge.directory.models import Viewer
from kinbridge.identity.comparable import opened
from kinbridge.identity.rules.record import Mother, Record, plain
from kinbridge.people.models import Involvement, Kinship, Person, Pregnancy, SafeContact

AT_ONCE = 2_000
BY_VOICE = ("call", "text")


def records_of(people: Iterable[Person], *, on: date) -> list[Record]:
    """What is compared of these people. A mother or a number that may not be compared stays unknown."""
    known = {person.pk: person for person in people}
    mothers, numbers, due = _mothers(known), _numbers(known, on=on), _due_dates(known)
    carried = {person.carried_in_id for person in known.values() if person.carried_in_id is not None}
    together = Counter(Person.objects.filter(carried_in__in=carried).values_list("carried_in_id", flat=True))
    return [
        Record(
            person=person.pk,
            household=person.family_id,
            minor=person.relation in MINORS,
            given=plain(person.given_name),
            family=plain(person.family_name),
            born=person.birth_date,
            due=due.get(person.pk),
            several=together[person.carried_in_id or 0] > 1,
            mother=_mother(known.get(mothers.get(person.pk, 0))),
            phone=numbers.get(person.pk, ""),
        )
        for person in known.values()
    ]


def _due_dates(people: Mapping[int, Person]) -> dict[int, date | None]:
    """By person: the day a child was due, or a mother is due."""
    expecting = Pregnancy.objects.filter(parent__in=people, ended_on=None).order_by("pk")
    carried = Pregnancy.objects.filter(infants__in=people)
    return {**dict(expecting.values_list("parent_id", "due_on")), **dict(carried.values_list("infants", "due_on"))}


def _mothers(people: Mapping[int, Person]) -> dict[int, int]:
    """By child. Kinship said by hand stands before the pregnancy a child was carried in."""
    carried = Pregnancy.objects.filter(infants__in=people).values_list("infants", "parent_id")
    said = Kinship.objects.filter(relative__in=people, kind=Kinship.Kind.MOTHER).values_list("relative_id", "person_id")
    return {**dict(carried), **dict(said)}


def _mother(person: Person | None) -> Mother | None:
    if person is None:
        return None
    return Mother(plain(person.given_name), plain(person.family_name), person.birth_date)


def _numbers(people: Mapping[int, Person], *, on: date) -> dict[int, str]:
    """Each person's newest safe number, as digits; one that is anywhere called unsafe for them is none."""
    rows = SafeContact.objects.on(on).filter(person__in=people, channel__in=BY_VOICE).order_by("pk")
    contacts = [(row.person_id, "".join(filter(str.isdigit, row.value)), row.safe) for row in rows]  # type: ignore[attr-defined]
    unsafe = {(person, number) for person, number, safe in contacts if not safe}
    return {person: number for person, number, _ in contacts if number and (person, number) not in unsafe}


def every_record(*, by: Viewer, on: date) -> Iterator[Record]:
    """All of the coalition that may be compared in the viewer's name, some thousand families at a time."""
    working = Involvement.objects.on(on).filter(coalition=by.coalition_id)
    families = working.order_by("family").values_list("family_id", flat=True).distinct().iterator()
    while some := list(islice(families, AT_ONCE)):
        yield from records_of((one.person for one in opened(some, by=by, on=on).values()), on=on)
