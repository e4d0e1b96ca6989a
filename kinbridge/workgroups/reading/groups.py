"""A group with its balance, its meetings and its decisions; one meeting; the roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from kinbridge.core.pictures import Drawn, Trend
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.stakeholders.rules.sectors import SECTORS
from kinbridge.workgroups.actions.doors import leads
from kinbridge.workgroups.actions.groups import marked
from kinbridge.workgroups.models import Decision, Group, Meeting, Member, Minutes
from kinbridge.workgroups.rules.attendance import Came, needed, trend
from kinbridge.workgroups.rules.balance import Balance, balance_of

SHOWN = 100
COMING = 4
NEWEST = 6


@dataclass(frozen=True, slots=True)
class GroupCard:
    group: Group
    members: int
    coming: Meeting | None
    mine: bool


def group_cards(*, by: Viewer, at: datetime) -> tuple[GroupCard, ...]:
    """The coalition's groups, those of the viewer first."""
    seats = Member.objects.on(day_of(at)).filter(coalition=by.coalition_id)
    mine = set(seats.filter(user=by.user_id).values_list("group", flat=True)) if by.user_id else set()
    counted = dict(seats.values_list("group").annotate(seats=Count("pk")))
    cards = [
        GroupCard(group, counted.get(group.pk, 0), _coming(group, at=at).first(), group.pk in mine)
        for group in Group.objects.filter(coalition=by.coalition_id).order_by("name")[:SHOWN]
    ]
    return tuple(sorted(cards, key=lambda card: not card.mine))


def find_group(pk: int, *, by: Viewer) -> Group | None:
    return Group.objects.filter(pk=pk, coalition=by.coalition_id).select_related("lead").first()


def _coming(group: Group, *, at: datetime) -> QuerySet[Meeting]:
    return group.meetings.filter(at__gte=at, called_off="").order_by("at")


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: Group
    balance: Balance
    quorum: int
    coming: tuple[Meeting, ...]
    last: Meeting | None
    held: tuple[Meeting, ...]
    chart: Trend | None
    decisions: tuple[Decision, ...]
    leads: bool

    @property
    def newest(self) -> tuple[Meeting, ...]:
        return self.held[:NEWEST]

    @property
    def older(self) -> tuple[Meeting, ...]:
        return self.held[NEWEST:]


def open_group(group: Group, *, by: Viewer, at: datetime) -> GroupPage:
    members = list(Member.objects.on(day_of(at)).filter(group=group))
    counted = group.meetings.filter(at__lte=at).annotate(came=Count("attendance"))
    held = list(counted.filter(Q(held=True) | ~Q(called_off="")).order_by("-at")[:SHOWN])
    decisions = Decision.objects.filter(meeting__group=group, done_on__isnull=True).select_related("owner", "meeting")
    return GroupPage(
        group=group,
        balance=balance_of(member.sector for member in members),
        quorum=needed(sum(member.votes for member in members), group.quorum_percent),
        coming=tuple(_coming(group, at=at)[:COMING]),
        last=_coming(group, at=at).last(),
        held=tuple(held),
        chart=attendance_chart([_came(one) for one in reversed(held) if one.held]),
        decisions=tuple(decisions.order_by("due_on", "pk")[:SHOWN]),
        leads=leads(group, by=by),
    )


def _came(meeting: Meeting) -> Came:
    return Came(day_of(meeting.at), meeting.came, meeting.members_then)  # type: ignore[attr-defined]


def attendance_chart(held: list[Came]) -> Trend | None:
    """Who came, meeting by meeting, with its table; nothing to draw with fewer than two."""
    if len(held) < 2:
        return None
    points = tuple((place, one.percent) for place, one in enumerate(held))
    return Trend(
        id="attendance",
        title="How many came",
        description=trend(held),
        times=(f"{held[0].on:%b %Y}", f"{held[-1].on:%b %Y}"),
        lines=(Drawn("Of 100 members", (points,)),),
        rows=tuple((f"{one.on:%b} {one.on.day}, {one.on.year}", f"{one.came} of {one.members}") for one in held),
        last=len(held) - 1,
    )


@dataclass(frozen=True, slots=True)
class Seats:
    sector: str
    members: tuple[Member, ...]


def roster(group: Group, *, on: date) -> tuple[Seats, ...]:
    """Everyone in the group, by sector, in the order of the coalition's sectors."""
    order = {code: place for place, code in enumerate(SECTORS)}
    members = sorted(Member.objects.on(on).filter(group=group), key=lambda one: (order[one.sector], one.name))
    return tuple(Seats(words, tuple(some)) for words, some in groupby(members, key=lambda one: one.sector_words))


def find_member(pk: int, *, group: Group) -> Member | None:
    return Member.objects.filter(pk=pk, group=group).select_related("group").first()


# ── one meeting ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: Meeting
    came: tuple[str, ...]
    quorum: int
    versions: tuple[Minutes, ...]
    unchanged: bool
    decisions: tuple[Decision, ...]
    leads: bool
    has_begun: bool

    @property
    def quorate(self) -> bool:
        return len(self.came) >= self.quorum


def find_meeting(pk: int, *, by: Viewer) -> Meeting | None:
    return Meeting.objects.filter(pk=pk, coalition=by.coalition_id).select_related("group__lead").first()


def open_meeting(meeting: Meeting, *, by: Viewer, at: datetime) -> MeetingPage:
    came = meeting.attendance.order_by("member__name").values_list("member__name", flat=True)
    versions = tuple(meeting.versions.order_by("-version").select_related("written_by"))
    before = versions[1].mark if len(versions) > 1 else ""
    return MeetingPage(
        meeting=meeting,
        came=tuple(came),
        quorum=needed(meeting.members_then, meeting.group.quorum_percent),
        versions=versions,
        unchanged=bool(versions) and marked(meeting, text=versions[0].text, before=before) == versions[0].mark,
        decisions=tuple(meeting.decisions.select_related("owner").order_by("due_on", "pk")),
        leads=leads(meeting.group, by=by),
        has_begun=meeting.at <= at,
    )


def members_then(meeting: Meeting) -> list[Member]:
    """Who was a member on the day."""
    return list(Member.objects.on(day_of(meeting.at)).filter(group=meeting.group_id).order_by("name"))


def members_now(group: Group, *, on: date) -> list[Member]:
    return list(Member.objects.on(on).filter(group=group).order_by("name"))


def find_decision(pk: int, *, by: Viewer) -> Decision | None:
    found = Decision.objects.filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("owner", "meeting__group").first()
