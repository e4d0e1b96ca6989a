"""Gather the Desk and a family's overview from the capabilities below, each already through the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from kinbridge.chart.emergency import waiting as emergencies_waiting
from kinbridge.chart.purposes import purpose_of
from kinbridge.chart.reading import Chart, look, open_chart
from kinbridge.clocks.reading import Due, DueList, Timeline, due_for, family_timeline
from kinbridge.coalition.reading.goals import Card as GoalCard
from kinbridge.coalition.reading.goals import answered_for
from kinbridge.consents.actions import notices_to
from kinbridge.consents.models import Notice
from kinbridge.core.vocabulary import CHILD_WELFARE
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.asking import Sent, sent_by, to_answer
from kinbridge.disclosure.models import ConsentRequest
from kinbridge.disclosure.rules.packs import Pack
from kinbridge.disclosure.signing import to_sign
from kinbridge.disclosure.travels import Travels
from kinbridge.field.reading import OnDesk, on_desk
from kinbridge.learning.read_again import ToRead, mine_to_read
from kinbridge.measures.keeping import unseen_shifts
from kinbridge.measures.models import Shift
from kinbridge.people.actions import Household, household
from kinbridge.people.models import Family
from kinbridge.plans.births.overview import Row, to_decide
from kinbridge.plans.births.packets import Unconfirmed, unconfirmed
from kinbridge.plans.models import Copy, Plan
from kinbridge.plans.reading import plans_of, unacknowledged, unfinished
from kinbridge.plans.reviews_due import ToReview
from kinbridge.plans.reviews_due import to_review as plans_to_review
from kinbridge.policy.reading.changes import Row as PolicyRow
from kinbridge.policy.reading.changes import to_look_at
from kinbridge.referrals.reading import Card, Received, of_family, received, together
from kinbridge.referrals.silence import Silent, silent
from kinbridge.reminders.reading import unseen
from kinbridge.reminders.rules import first_step
from kinbridge.stakeholders.reading import Paper
from kinbridge.stakeholders.reading import to_review as papers_to_review
from kinbridge.teams.models import Action, Meeting
from kinbridge.teams.reading import actions_of, next_meeting
from kinbridge.teams.roles.now import Now, who_now
from kinbridge.teams.roles.rules import is_ours, keeper
from kinbridge.workgroups.reading.awaited import Awaited, awaited

DAYS = 14
SHOWN = 2
FIRST_CONTACT = "SYS-CONTACT"
LISTED_APART = frozenset({"SYS-POSC-REVIEW"})
"""Dates that the Desk tells with their plan, under “Plans to look at again”: said once."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class FamilyDue:
    """What falls due in one family, the most pressing first."""

    family: Family
    first: tuple[Due, ...]
    rest: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Theirs:
    """What falls due in one family and is for another kind of partner to keep, each with that partner."""

    family: Family
    rows: tuple[tuple[Due, str], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    due: DueList
    families: tuple[FamilyDue, ...]
    others: tuple[Theirs, ...]
    received: Received
    silent: tuple[Silent, ...]
    told: frozenset[str]
    plans: tuple[Plan, ...]
    reviews: tuple[ToReview, ...]
    copies: tuple[Copy, ...]
    births: tuple[Row, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    actions: tuple[Action, ...]
    meeting: Meeting | None
    goals: tuple[GoalCard, ...]
    notices: tuple[Notice, ...]
    to_review: int
    opened: int
    to_sign: Pack | None
    policies: tuple[PolicyRow, ...]
    requests: tuple[ConsentRequest, ...]
    doors: tuple[Sent, ...]
    field: OnDesk | None
    shifts: tuple[Shift, ...]
    papers: tuple[Paper, ...]
    voice: Awaited
    texts: tuple[ToRead, ...]

    @property
    def travels(self) -> Travels:
        """What goes with the referrals on this page."""
        return together((*self.received.waiting, *self.received.working, *(one.card for one in self.silent)))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do today."""
        work = (self.families, self.received.waiting, self.plans, self.copies, self.actions, self.goals, self.voice.any)
        told = (
            self.notices,
            self.to_review,
            self.opened,
            self.to_sign,
            self.policies,
            self.requests,
            self.papers,
            self.texts,
        )
        return not any((*work, *told, self.births, self.unconfirmed, self.reviews, self.silent, self.shifts))


@dataclass(frozen=True, slots=True)
class Overview:
    household: Household
    chart: Chart
    timeline: Timeline
    who: Now
    referrals: tuple[Card, ...]
    plans: tuple[Plan, ...]
    responds: bool


def desk(*, by: Viewer, at: datetime) -> Desk:
    """What this person has to do or to know today."""
    told, late = unseen(by), silent(by=by, at=at)
    due = due_for(by=by, at=at, days=DAYS, told=told, told_days=first_step())
    due = replace(due, due=tuple(one for one in due.due if one.deadline.rule not in LISTED_APART))
    to_review, opened = emergencies_waiting(by=by)
    ours = {one.deadline.rule for one in due.due if is_ours(one.deadline.rule, by.organization_kind)}
    return Desk(
        due=due,
        families=by_family(one for one in due.due if one.deadline.rule in ours),
        others=of_others(one for one in due.due if one.deadline.rule not in ours),
        received=received(by=by, at=at),
        silent=late,
        told=frozenset(told) & {one.key for one in late},
        plans=tuple(unfinished(by, on=day_of(at))),
        reviews=tuple(plans_to_review(by, at=at)),
        copies=tuple(unacknowledged(by)),
        births=to_decide(by=by, at=at),
        unconfirmed=tuple(unconfirmed(by, on=day_of(at))),
        actions=tuple(actions_of(by)),
        meeting=next_meeting(by, at=at),
        goals=tuple(card for card in answered_for(by=by) if card.standing != "Reached"),
        notices=tuple(notices_to(by, unread=True)),
        to_review=to_review,
        opened=opened,
        to_sign=to_sign(by),
        policies=to_look_at(by=by),
        requests=to_answer(by, at=at),
        doors=tuple(one for one in sent_by(by, at=at) if one.open),
        field=on_desk(by=by, at=at),
        shifts=tuple(unseen_shifts(by)),
        papers=papers_to_review(by=by, at=at),
        voice=awaited(by=by, at=at),
        texts=mine_to_read(by=by, on=day_of(at)),
    )


def by_family(due: Iterable[Due]) -> tuple[FamilyDue, ...]:
    """One card for each family: those waiting for a first contact first, then by the next day that falls due."""
    found: dict[int, list[Due]] = defaultdict(list)
    for one in due:
        found[one.family.pk].append(one)
    cards = [sorted(rows, key=_pressing) for rows in found.values()]
    cards.sort(key=lambda rows: _pressing(rows[0]))
    return tuple(FamilyDue(rows[0].family, tuple(rows[:SHOWN]), tuple(rows[SHOWN:])) for rows in cards)


def of_others(due: Iterable[Due]) -> tuple[Theirs, ...]:
    """The same for dates that others keep."""
    return tuple(
        Theirs(card.family, tuple((one, keeper(one.deadline.rule)) for one in (*card.first, *card.rest)))
        for card in by_family(due)
    )


def _pressing(one: Due) -> tuple[bool, date]:
    """Nobody has seen this family yet: that comes before any paper."""
    return one.deadline.rule != FIRST_CONTACT, one.deadline.due or date.max


def overview(*, family: Family, by: Viewer, at: datetime) -> Overview:
    """A family at a glance: its people, its clocks, its newest facts, and how much is sealed."""
    purpose = purpose_of(by)
    view = look(family=family, by=by, purpose=purpose, at=at)
    people = household(family=family, by=by, on=day_of(at))
    timeline = family_timeline(family=family, by=by, purpose=purpose, at=at, months=MONTHS, view=view)
    return Overview(
        household=people,
        chart=open_chart(family=family, by=by, purpose=purpose, at=at, view=view),
        timeline=timeline,
        who=who_now(household=people, facts=timeline.facts, coalition_id=family.coalition_id, on=day_of(at)),
        referrals=of_family(family=family, by=by, at=at),
        plans=tuple(plan for plan in plans_of(family=family, by=by, at=at) if plan.closed_on is None),
        responds=by.organization_kind in CHILD_WELFARE,
    )
