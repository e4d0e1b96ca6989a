"""What a worker can mend in the records of the families they work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db.models import Q
from django.urls import reverse

from kinbridge.audit.actions import record as audit
from kinbridge.chart.across import seen_across
from kinbridge.chart.kinds import Unreadable, kind
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import Open
from kinbridge.clocks.reading import contradictions_across, families_of
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.actions import Household, households
from kinbridge.people.keeping import kept_by
from kinbridge.people.models import Family, Involvement, Person
from kinbridge.quality.models import Noticed
from kinbridge.quality.rules import (
    BACK,
    Someone,
    Written,
    missing,
    past_due,
    twins_on_file,
    written_twice,
)

AT_MOST = 40
"""Families that one page looks through: those first in which the night's count noticed something, then the newest."""
WORST = ("At odds", "Twice", "Missing")
"""What to mend first."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend. `address` is where; `ask` names who can where the viewer cannot."""

    sort: str
    about: str
    says: str
    address: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class ToMend:
    family: Family
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    found: tuple[ToMend, ...]
    families: int
    more: bool


def to_mend(*, by: Viewer, at: datetime) -> Looked:
    """The viewer's families with whatever is missing, at odds or on file twice in what they may see."""
    on = day_of(at)
    every = {family.pk: family for family in (*_noticed(by, on=on), *families_of(by=by, on=on))}
    families = dict(islice(every.items(), AT_MOST))
    at_odds: dict[int, list[Trouble]] = {pk: [] for pk in families}
    for family, clash in contradictions_across(families=families, by=by, at=at) if families else ():
        address = reverse("chart:show", args=[family.key])
        at_odds[family.pk].append(Trouble("At odds", "Two facts", clash.says, address))
    twice = _twice(families, by=by, at=at) if families else {}
    known, kept = households(families=families, by=by, on=on), kept_by(by, families=families, on=on)
    found = []
    for pk, family in families.items():
        at_home = _of_household(family, known[pk], by=by, on=on, keeps=pk in kept)
        troubles = (*at_odds[pk], *twice.get(pk, ()), *at_home)
        if troubles:
            found.append(ToMend(family, troubles))
    audit("quality.looked", by=by, at=at, detail={"families": sorted(families)})
    return Looked(tuple(sorted(found, key=_how_bad)), len(families), len(every) > AT_MOST)


def _noticed(by: Viewer, *, on: date) -> list[Family]:
    """Where the night's count noticed something: the viewer's families, or the program's for someone named on none.

    The count only chooses them. What is said of each is looked up now, and through the gate.
    """
    working = Involvement.objects.on(on).filter(program=by.program_id, family__closed_on__isnull=True)
    mine = working.filter(worker=by.user_id)
    whose = mine if mine.exists() else working
    found = Noticed.objects.filter(program=by.program_id, family__in=whose.values("family"))
    return [one.family for one in found.select_related("family").order_by("-at_odds", "-twice", "-family")[:AT_MOST]]


def _how_bad(one: ToMend) -> tuple[int, int]:
    """The sort of its worst trouble, then how many there are."""
    return min(WORST.index(trouble.sort) for trouble in one.troubles), -len(one.troubles)


def _of_household(family: Family, known: Household, *, by: Viewer, on: date, keeps: bool) -> Iterator[Trouble]:
    leads = next((f"{one.program.name}" for one in known.partners if one.lead), "")
    ask = "" if keeps else leads or "whoever leads the work"
    page = reverse("people:family", args=[family.key])
    people = {person.pk: person for person in known.people}
    for one in map(_someone, people.values()):
        mend = reverse("people:mend", args=[family.key, people[one.id].key]) if keeps else page
        for says in missing(one):
            yield Trouble("Missing", one.name, says, mend, ask)
    for first, second in twins_on_file(map(_someone, people.values())):
        says = f"{first.name} and {second.name} have one name and one birthday; end the one that is too many."
        yield Trouble("Twice", second.name, says, page, ask)
    for pregnancy in known.pregnancies:
        if past_due(pregnancy.due_on, on=on):
            says = "The due date is three weeks past, and nobody wrote down how the pregnancy ended."
            yield Trouble("Missing", pregnancy.parent.name, says, page, ask)
    if not known.contacts:
        says = "No safe way to reach anyone of this family is on file."
        yield Trouble("Missing", "The family", says, reverse("people:add", args=[family.key, "contact"]), ask)
    if any(one.program_id == by.program_id and one.worker_id is None for one in known.partners):
        says = "Nobody of our program is named as working with this family."
        yield Trouble("Missing", "Our program", says, reverse("people:work", args=[family.key]))


def _twice(families: Mapping[int, Family], *, by: Viewer, at: datetime) -> dict[int, list[Trouble]]:
    """Facts of the viewer's own program, which they may take back."""
    own = Q(label__program=by.program_id, label__holder=None, occurred_at__date__gt=day_of(at) - BACK)
    act = "quality.looked_for_doubles"
    seen, _ = seen_across(families=families, by=by, purpose=purpose_of(by), at=at, wanted=own, act=act)
    entries = {entry.id: entry for these in seen.values() for entry in these}
    facts = [
        Written(entry.id, (entry.label_id, entry.kind, repr(sorted(entry.body.items()))), day_of(entry.occurred_at))
        for entry in entries.values()
    ]
    found: dict[int, list[Trouble]] = {}
    for _, again in written_twice(facts):
        entry = entries[again.id]
        says = (
            f"{_words(entry)} It is on file twice for {again.on:%B} {again.on.day}; take one back if it happened once."
        )
        address = reverse("chart:fact", args=[families[entry.family_id].key, entry.id])
        found.setdefault(entry.family_id, []).append(Trouble("Twice", kind(entry.kind).title, says, address))
    return found


def _words(entry: Open) -> str:
    try:
        return kind(entry.kind).read(entry.body).words()
    except Unreadable:
        return "A fact."


def _someone(person: Person) -> Someone:
    return Someone(
        id=person.pk,
        name=person.name,
        relation=person.relation,
        birth_date=person.birth_date,
        carried=person.carried_in_id is not None,
        race_ethnicity=person.race_ethnicity,
        payer=person.payer,
    )
