"""What a member has still to answer: open votes, and rounds without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.models import Member, Motion, Rated, Round, Vote


@dataclass(frozen=True, slots=True)
class Awaited:
    """The votes and the rounds in which the viewer has a voice today and has not used it; the first to close first."""

    votes: tuple[Motion, ...]
    rounds: tuple[Round, ...]

    @property
    def any(self) -> bool:
        return bool(self.votes or self.rounds)


def awaited(*, by: Viewer, at: datetime) -> Awaited:
    seats = Member.objects.on(day_of(at)).filter(user=by.user_id or 0, coalition=by.coalition_id, votes=True)
    groups = dict(seats.values_list("group", "pk"))
    if not groups:
        return Awaited((), ())
    mine = {"member__in": groups.values()}
    votes = Motion.objects.filter(group__in=groups, closed_at=None, closes_on__gte=day_of(at))
    votes = votes.exclude(pk__in=Vote.objects.filter(**mine).values("motion"))
    rounds = Round.objects.filter(delphi__group__in=groups, closed_at=None, closes_on__gte=day_of(at))
    rounds = rounds.exclude(pk__in=Rated.objects.filter(**mine).values("round"))
    return Awaited(
        tuple(votes.select_related("practice").order_by("closes_on", "pk")),
        tuple(rounds.select_related("delphi").order_by("closes_on", "pk")),
    )
