"""Planning sessions, and one with its answers, what is missing in the order of the dots, and the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.gaps.models import Gap
from kinbridge.workgroups.actions.doors import leads, member_of
from kinbridge.workgroups.models import Action, Answer, Dot, Item, Member, Session
from kinbridge.workgroups.rules.planning import DOTS, PROMPTS, ranked

SHOWN = 200


def sessions(*, by: Viewer) -> tuple[Session, ...]:
    found = Session.objects.filter(coalition=by.coalition_id).select_related("group", "facilitator")
    return tuple(found.order_by("-on", "-pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the guide with what the room said."""

    prompt: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing, with its dots and what was agreed for it."""

    item: Item
    dots: int
    mine: int
    priority: bool
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    session: Session
    asked: tuple[Asked, ...]
    missing: tuple[Missing, ...]
    seat: Member | None
    leads: bool
    today: date

    @property
    def takes_part(self) -> bool:
        return self.session.closed_at is None and (self.leads or self.seat is not None)

    @property
    def dots_left(self) -> int:
        return DOTS - sum(one.mine for one in self.missing)

    @property
    def priorities(self) -> tuple[Missing, ...]:
        return tuple(one for one in self.missing if one.priority)


def find_session(pk: int, *, by: Viewer) -> Session | None:
    found = Session.objects.filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("group", "facilitator").first()


def open_session(session: Session, *, by: Viewer, at: datetime) -> SessionPage:
    seat = member_of(session.group, by=by, on=day_of(at))
    answers = list(session.answers.order_by("said_at", "pk"))
    asked = [Asked(words, tuple(one for one in answers if one.prompt == code)) for code, words in PROMPTS.items()]
    return SessionPage(
        session=session,
        asked=tuple(asked),
        missing=_missing(session, seat),
        seat=seat,
        leads=leads(session.group, by=by),
        today=day_of(at),
    )


def _missing(session: Session, seat: Member | None) -> tuple[Missing, ...]:
    items = {item.pk: item for item in session.items.select_related("gap").prefetch_related("actions__owner")}
    dots = list(Dot.objects.filter(item__session=session).values_list("item", "member"))
    counted = [(key, sum(item == key for item, _member in dots)) for key in items]
    return tuple(
        Missing(
            item=items[one.key],
            dots=one.dots,
            mine=sum(pair == (one.key, seat.pk) for pair in dots) if seat else 0,
            priority=one.priority,
            actions=tuple(sorted(items[one.key].actions.all(), key=lambda action: (action.due_on, action.pk))),
        )
        for one in ranked(counted)
    )


def gaps_at(session: Session) -> list[Gap]:
    """Gaps of the register that could stand in this session: those at its point, and those at any."""
    found = Gap.objects.filter(coalition=session.coalition_id)
    return [gap for gap in found.order_by("opened_on", "pk")[:SHOWN] if gap.point in (session.point, None)]


def find_action(pk: int, *, by: Viewer) -> Action | None:
    found = Action.objects.filter(pk=pk, coalition=by.coalition_id)
    return found.select_related("owner", "item__session__group").first()
