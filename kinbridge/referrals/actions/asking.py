"""What the gate is asked about a referral: may the sender's words go there, and may the answer come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kinbridge.chart.models import Label
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Program, Viewer
from kinbridge.disclosure.actions import ask_about, decide, grounds, receiving
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.rules.parties import PROVIDERS
from kinbridge.people.models import Family, Person
from kinbridge.referrals.models import Referral


def words_of(*, family: Family, sender: Program, person: Person) -> Label:
    """The label of what the sender writes in a referral."""
    return _label(family=family, program=sender, subject=person, category=Category.SOCIAL_NEEDS)


def answer_of(referral: Referral) -> Label:
    """The label of what the program answers: its own record, and in treatment it tells of attendance.

    What a program without accounts says through a link is the sender's record of what it was told, as on the phone.
    """
    holder = referral.from_program if referral.outside else referral.to_program
    return _answer(referral, holder=holder)


def answer_from_outside(referral: Referral) -> Label:
    """The same as the other program's own record: whether it may be asked for an answer at all."""
    return _answer(referral, holder=referral.to_program)


def _answer(referral: Referral, *, holder: Program) -> Label:
    category = Category.SUD_ATTENDANCE if referral.to_program.is_part2 else Category.SOCIAL_NEEDS
    label = _label(family=referral.family, program=holder, subject=referral.person, category=category)
    label.id = referral.pk
    return label


def _label(*, family: Family, program: Program, subject: Person, category: Category) -> Label:
    """The label a referral's words would have; not stored, only asked about."""
    return Label(
        id=0, family=family, program=program, subject=subject, category=category, regimes=sorted(program.regimes)
    )


def may_send(*, family: Family, person: Person, to_program: Program, by: Viewer, at: datetime) -> Decision:
    """Whether the sender's own words about this person may go to that program.

    Between health care providers a referral is itself treatment, and the one who is asked is a treating provider for it
    (45 CFR 164.501, 164.506(c)). From anyone else it is care coordination. Other laws on the words count all the same.
    """
    sender = Program.objects.select_related("organization").get(pk=by.acting_for)
    label = words_of(family=family, sender=sender, person=person)
    standing = grounds(families=[family.pk], by=receiving(to_program), on=day_of(at))[family.pk]
    purpose = Purpose.CARE_COORDINATION
    if {sender.organization.kind, to_program.organization.kind} <= PROVIDERS:
        purpose = Purpose.TREATMENT
        standing = replace(standing, treated=standing.treated | {person.pk})
    return may_share(ask_about(label, standing=standing, purpose=purpose, on=day_of(at)))


def still_reaches(referral: Referral, *, at: datetime) -> Decision:
    """Whether the sender's words may be with that program today, whatever held when they were sent."""
    return may_send(
        family=referral.family,
        person=referral.person,
        to_program=referral.to_program,
        by=receiving(referral.from_program),
        at=at,
    )


def may_see_answers(*, referrals: Iterable[Referral], by: Viewer, at: datetime) -> dict[int, Decision]:
    """By referral: whether this viewer may see what the program answered, which is the program's own record."""
    return _decided((answer_of(referral) for referral in referrals), by=by, at=at)


def may_be_answered(referral: Referral, *, by: Viewer, at: datetime) -> Decision:
    """Whether a program without accounts may tell the sender at all, under the laws its own records are under."""
    return _decided([answer_from_outside(referral)], by=by, at=at)[referral.pk]


def _decided(labels: Iterable[Label], *, by: Viewer, at: datetime) -> dict[int, Decision]:
    child_welfare = by.organization_kind.endswith("child_welfare_agency")
    purpose = Purpose.CASE_PLANNING if child_welfare else Purpose.CARE_COORDINATION
    return decide(list(labels), by=by, purpose=purpose, on=day_of(at))
