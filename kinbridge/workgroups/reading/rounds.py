"""A question rated in rounds: what each closed round says, and what the viewer may still answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.workgroups.actions.doors import leads, member_of
from kinbridge.workgroups.models import Delphi, Member, Rated, Round
from kinbridge.workgroups.rules.rounds import Summary, summary


@dataclass(frozen=True, slots=True)
class Told:
    """A closed round. Its comments are shown when its ratings are, and in the order of the alphabet."""

    round: Round
    summary: Summary

    @property
    def comments(self) -> list[str]:
        return self.round.comments if self.summary.shown else []


@dataclass(frozen=True, slots=True)
class DelphiPage:
    delphi: Delphi
    told: tuple[Told, ...]
    current: Round | None
    answered: int
    seat: Member | None
    has_answered: bool
    leads: bool
    is_open: bool


def find_delphi(pk: int, *, by: Viewer) -> Delphi | None:
    found = Delphi.objects.filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("practice", "group").first()


def open_delphi(delphi: Delphi, *, by: Viewer, at: datetime) -> DelphiPage:
    rounds = list(delphi.rounds.order_by("-number"))
    current = next((one for one in rounds if one.closed_at is None), None)
    seat = member_of(delphi.group, by=by, on=day_of(at))
    rated = Rated.objects.filter(round=current) if current else Rated.objects.none()
    return DelphiPage(
        delphi=delphi,
        told=tuple(Told(one, summary(one.ratings)) for one in rounds if one.closed_at is not None),
        current=current,
        answered=rated.count(),
        seat=seat,
        has_answered=seat is not None and rated.filter(member=seat).exists(),
        leads=leads(delphi.group, by=by),
        is_open=current is not None and day_of(at) <= current.closes_on,
    )


def waiting_rounds(*, by: Viewer, at: datetime) -> tuple[Round, ...]:
    """Open rounds that wait for the viewer."""
    if by.user_id is None:
        return ()
    seats = Member.objects.on(day_of(at)).filter(coalition=by.coalition_id, user=by.user_id, votes=True)
    found = Round.objects.filter(
        closed_at__isnull=True, closes_on__gte=day_of(at), delphi__group__in=seats.values("group")
    )
    return tuple(found.exclude(rated__member__in=seats).select_related("delphi__practice").order_by("closes_on", "pk"))
