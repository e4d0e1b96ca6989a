"""Whose records may be compared, in whose name: only those whose identity the gate opens to whoever compares.

Nothing here knows of a program that the law conceals. Where a person is known to nobody else, the gate's silence keeps
them out; where someone is protected, their whole household is, for a child leads to a parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from uuid import UUID

from kinbridge.consents.rules import ABOUT_NO_ONE, NEGATIVE, Authority, Kind
from kinbridge.core.decision import Decision, Outcome
from kinbridge.core.vocabulary import MINORS, Category, Purpose
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import Grounds, ask_about, grounds
from kinbridge.disclosure.answers import Imagined, imagined
from kinbridge.disclosure.rules import may_share
from kinbridge.identity.rules.record import Mother, Record, plain
from kinbridge.people.actions import CONCEALED
from kinbridge.people.models import Involvement, Kinship, Member, Person, Pregnancy, Restriction, SafeContact

PURPOSE = Purpose.OPERATIONS
"""Keeping one's records right: an operation of those whose records they are (45 CFR 164.501)."""
AT_ONCE = 2_000
BY_VOICE = ("call", "text")


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


def records_of(people: Iterable[Person], *, on: date) -> list[Record]:
    """What is compared of these people. A mother or a number that may not be compared stays unknown."""
    known = {person.pk: person for person in people}
    mothers = _mothers(known)
    numbers = _numbers(known, on=on)
    expected = dict(
        Pregnancy.objects.filter(parent__in=known, ended_on=None).order_by("pk").values_list("parent_id", "due_on")
    )
    carried = {person.carried_in_id for person in known.values() if person.carried_in_id is not None}
    pregnancies = Pregnancy.objects.in_bulk(carried)
    together: dict[int, int] = defaultdict(int)
    for pregnancy in Person.objects.filter(carried_in__in=carried).values_list("carried_in_id", flat=True):
        together[pregnancy or 0] += 1
    return [
        Record(
            person=person.pk,
            household=person.family_id,
            minor=person.relation in MINORS,
            given=plain(person.given_name),
            family=plain(person.family_name),
            born=person.birth_date,
            due=pregnancies[person.carried_in_id].due_on if person.carried_in_id else expected.get(person.pk),
            several=together[person.carried_in_id or 0] > 1,
            mother=_mother(known.get(mothers.get(person.pk, 0))),
            phone=numbers.get(person.pk, ""),
        )
        for person in known.values()
    ]


def _mothers(people: dict[int, Person]) -> dict[int, int]:
    """By child. Kinship said by hand stands before the pregnancy a child was carried in."""
    carried = Pregnancy.objects.filter(infants__in=people).values_list("infants", "parent_id")
    said = Kinship.objects.filter(relative__in=people, kind=Kinship.Kind.MOTHER).values_list("relative_id", "person_id")
    return {**dict(carried), **dict(said)}


def _mother(person: Person | None) -> Mother | None:
    if person is None:
        return None
    return Mother(plain(person.given_name), plain(person.family_name), person.birth_date)


def _numbers(people: dict[int, Person], *, on: date) -> dict[int, str]:
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
