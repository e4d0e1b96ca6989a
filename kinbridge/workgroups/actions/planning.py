"""Hold a planning session: answer its questions, name what is missing, put dots, agree who does what, close it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.gaps.models import Gap
from kinbridge.workgroups.actions.doors import NotYet, leads, must_lead, must_vote
from kinbridge.workgroups.models import Action, Answer, Dot, Group, Item, Member, Session
from kinbridge.workgroups.rules.planning import DOTS


@transaction.atomic
def begin(*, group: Group, title: str, point: int, on: date, by: Viewer, at: datetime) -> Session:
    """A session at one point of intervention, with whoever begins it as facilitator. Raises `NotTheLead`."""
    must_lead(group, by=by)
    session = Session.objects.create(
        coalition_id=group.coalition_id, group=group, title=title, point=point, on=on, facilitator_id=by.worker
    )
    audit("planning.begun", by=by, at=at, about=f"session:{session.pk}")
    return session


def _open(session: Session, *, by: Viewer, at: datetime) -> Session:
    """Locked, and still open. Whoever leads the group or has a vote in it takes part."""
    held = Session.objects.select_for_update().get(pk=session.pk)
    if not leads(held.group, by=by):
        must_vote(held.group, by=by, on=day_of(at))
    if held.closed_at is not None:
        raise NotYet("This session is closed; its plan stands.")
    return held


@transaction.atomic
def answer(*, session: Session, prompt: str, text: str, otherwise: str, by: Viewer, at: datetime) -> Answer:
    """What the room said to a question, and where it did not agree. Raises `NotAMember`, `NotYet`."""
    held = _open(session, by=by, at=at)
    said = Answer.objects.create(
        coalition_id=held.coalition_id, session=held, prompt=prompt, text=text, otherwise=otherwise, said_at=at
    )
    audit("planning.answered", by=by, at=at, about=f"session:{held.pk}")
    return said


@transaction.atomic
def name_missing(*, session: Session, words: str, gap: Gap | None, by: Viewer, at: datetime) -> Item:
    """Something that is missing, perhaps a gap of the register. Raises `NotAMember`, `NotYet`."""
    held = _open(session, by=by, at=at)
    item = Item.objects.create(coalition_id=held.coalition_id, session=held, words=words, gap=gap)
    audit("planning.missing_named", by=by, at=at, about=f"item:{item.pk}")
    return item


@transaction.atomic
def put_dots(*, session: Session, items: Sequence[Item], by: Viewer, at: datetime) -> None:
    """Put one's dots, at most three; the newest choice stands. Raises `NotAMember`, `NotYet`."""
    held = _open(session, by=by, at=at)
    member = must_vote(held.group, by=by, on=day_of(at))
    if len(items) > DOTS:
        raise NotYet(f"Each person has {DOTS} dots.")
    Dot.objects.filter(item__session=held, member=member).delete()
    Dot.objects.bulk_create(Dot(coalition_id=held.coalition_id, item=item, member=member) for item in items)
    audit("planning.dots_put", by=by, at=at, about=f"session:{held.pk}")


@transaction.atomic
def agree(*, session: Session, item: Item, text: str, owner: Member, due_on: date, by: Viewer, at: datetime) -> Action:
    """Who does what by when, for something that is missing. Raises `NotTheLead`, `NotYet`."""
    must_lead(session.group, by=by)
    _open(session, by=by, at=at)
    action = Action.objects.create(coalition_id=item.coalition_id, item=item, text=text, owner=owner, due_on=due_on)
    audit("planning.agreed", by=by, at=at, about=f"action:{action.pk}")
    return action


@transaction.atomic
def close(*, session: Session, by: Viewer, at: datetime) -> Session:
    """The plan stands; afterwards only its actions are ticked off. Raises `NotTheLead`, `NotYet`."""
    must_lead(session.group, by=by)
    held = _open(session, by=by, at=at)
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    audit("planning.closed", by=by, at=at, about=f"session:{held.pk}")
    return held


@transaction.atomic
def finish(*, action: Action, by: Viewer, at: datetime) -> Action:
    """It is done. Its owner says so, or whoever leads the group. Raises `NotTheLead`."""
    if by.user_id is None or action.owner.user_id != by.user_id:
        must_lead(action.item.session.group, by=by)
    if action.done_on is None:
        action.done_on = day_of(at)
        action.save(update_fields=["done_on"])
        audit("planning.done", by=by, at=at, about=f"action:{action.pk}")
    return action
