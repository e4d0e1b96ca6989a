"""Records opened in a medical emergency: what is shown while the hours last, and what followed for its review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kinbridge.accounts.models import Role, User
from kinbridge.audit.actions import record as audit
from kinbridge.audit.models import Line
from kinbridge.chart.kinds import Unreadable, kind
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.reading import View, windows_of
from kinbridge.consents.actions.emergencies import may_declare, tell_sources
from kinbridge.consents.models import EmergencyNotice, EmergencyReview, OtherAuthority
from kinbridge.consents.rules import Kind, State, state
from kinbridge.consents.rules.emergency import REASONS
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import decide
from kinbridge.people.models import Family

MOST = 200
"""The newest facts about the one in danger; an emergency does not need the whole history."""
SEEN = "emergency.seen"


@dataclass(frozen=True, slots=True)
class Fact:
    title: str
    words: str
    occurred_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`facts` is empty once the hours are over or the review has closed it."""

    paper: OtherAuthority
    open: bool
    facts: tuple[Fact, ...]
    grounds: tuple[Decision, ...]


@transaction.atomic
def open_in_emergency(*, family: Family, pk: int, by: Viewer, at: datetime) -> Opened:
    """What the emergency opens to the program that stated it. Writes who saw which facts, and tells their programs.

    Raises OtherAuthority.DoesNotExist for anyone who is not medical staff of that program.
    """
    stated = OtherAuthority.objects.filter(family=family, kind=Kind.EMERGENCY, recorded_for=by.program_id)
    if not may_declare(by):
        raise OtherAuthority.DoesNotExist
    paper = stated.select_related("person").get(pk=pk)
    on = day_of(at)
    (authority,) = OtherAuthority.objects.filter(pk=pk).facts(at=at)
    if state(authority, on=on) is not State.IN_FORCE:
        return Opened(paper, False, (), ())
    joined = ("program__organization", "holder__organization", "subject")
    labels = {one.pk: one for one in Label.objects.filter(family=family, subject=paper.person).select_related(*joined)}
    decisions = decide(labels.values(), by=by, purpose=Purpose.MEDICAL_EMERGENCY, on=on, at=at)
    view = View(labels, decisions, windows_of(decisions))
    current = Entry.objects.current().filter(view.permitted, family=family, entered_in_error=False)
    shown = list(current.order_by("-occurred_at", "-id")[:MOST])
    used = {entry.label_id: decisions[entry.label_id] for entry in shown}
    grounds = tuple(dict.fromkeys(used.values()))
    audit(
        SEEN,
        by=by,
        at=at,
        family_id=family.pk,
        about=f"paper:{pk}",
        because=Purpose.MEDICAL_EMERGENCY,
        citations=(cite for decision in grounds for cite in decision.citations),
        detail={
            "entries": len(shown),
            "seen": [entry.pk for entry in shown],
            "authorities": sorted({one for decision in grounds for one in decision.authorities}),
        },
    )
    opened_by_it = {
        labels[label].program_id for label, decision in used.items() if f"paper:{pk}" in decision.authorities
    }
    tell_sources(paper=paper, programs=opened_by_it, by=by, at=at)
    return Opened(paper, True, tuple(_fact(entry, labels) for entry in shown), grounds)


def _fact(entry: Entry, labels: Mapping[int, Label]) -> Fact:
    known = kind(entry.kind)
    try:
        words = known.read(entry.body).words()
    except Unreadable:
        words = "This entry was written in an older form and cannot be shown in words."
    return Fact(known.title, words, entry.occurred_at, labels[entry.label_id].program.name)


# ── what followed ────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the records: who, when, and which kinds of fact from which program."""

    at: datetime
    who: str
    facts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Emergency:
    """Who, when, why; what was seen; who was told; what the review found."""

    paper: OtherAuthority
    reason: str
    open: bool
    looks: tuple[Look, ...]
    told: tuple[EmergencyNotice, ...]
    mine: EmergencyNotice | None
    review: EmergencyReview | None
    may_review: bool


def emergencies(*, by: Viewer, at: datetime) -> list[Emergency]:
    """Those this viewer may know of: all for a privacy officer, else those of their program or told to it.

    Those that wait for a review come first, the oldest of them at the top.
    """
    found = [_emergency(paper, by, at) for paper in _seen_by(by)]
    return sorted(found, key=lambda one: (one.review is not None, -one.paper.pk if one.review else one.paper.pk))


def emergency(*, pk: int, by: Viewer, at: datetime) -> Emergency:
    """One of them. Raises OtherAuthority.DoesNotExist."""
    paper = next((one for one in _seen_by(by) if one.pk == pk), None)
    if paper is None:
        raise OtherAuthority.DoesNotExist
    return _emergency(paper, by, at)


def waiting(*, by: Viewer) -> tuple[int, int]:
    """How many wait for this viewer: to be reviewed by them, and to be read by their program."""
    of_coalition = OtherAuthority.objects.filter(coalition=by.coalition_id, kind=Kind.EMERGENCY)
    review = of_coalition.filter(review=None).count() if by.role == Role.PRIVACY_OFFICER else 0
    unread = EmergencyNotice.objects.filter(program=by.program_id, program__isnull=False, read_at=None).count()
    return review, unread if by.person_id is None else 0


def _seen_by(by: Viewer) -> list[OtherAuthority]:
    if by.person_id is not None:
        return []
    chosen = OtherAuthority.objects.filter(kind=Kind.EMERGENCY, coalition=by.coalition_id).seen_by(by)
    return list(chosen.select_related("person", "family", "recorded_by", "recorded_for__organization", "review__by"))


def _emergency(paper: OtherAuthority, by: Viewer, at: datetime) -> Emergency:
    (authority,) = OtherAuthority.objects.filter(pk=paper.pk).facts(at=at)
    told = tuple(paper.told.select_related("program", "read_by").order_by("program__name"))
    mine = next((one for one in told if one.program_id == by.program_id), None)
    review = getattr(paper, "review", None)
    officer = by.role == Role.PRIVACY_OFFICER
    own = officer or paper.recorded_for_id == by.program_id
    reason = next((one.says for one in REASONS if one.code == paper.detail.get("reason")), "")
    return Emergency(
        paper=paper,
        reason=reason,
        open=state(authority, on=day_of(at)) is State.IN_FORCE,
        looks=tuple(_looks(paper, only=None if own else by.program_id)),
        told=told if own else (),
        mine=mine,
        review=review,
        may_review=officer and review is None and by.user_id != paper.recorded_by_id,
    )


def _looks(paper: OtherAuthority, *, only: object) -> Iterable[Look]:
    """`only` is the program that may know of its own facts and of nobody else's."""
    lines = list(Line.objects.filter(family_id=paper.family_id, act=SEEN, about=f"paper:{paper.pk}").order_by("pk"))
    ids = {pk for line in lines for pk in line.detail.get("seen", ())}
    rows = Entry.objects.filter(pk__in=ids).select_related("label__program")
    entries = {one.pk: one for one in rows if only is None or one.label.program_id == only}
    names = {one.pk: str(one) for one in User.objects.filter(pk__in={line.actor_id for line in lines})}
    for line in lines:
        counts: dict[tuple[str, str], int] = {}
        for pk in line.detail.get("seen", ()):
            if pk in entries:
                said = (kind(entries[pk].kind).title, entries[pk].label.program.name)
                counts[said] = counts.get(said, 0) + 1
        yield Look(line.at, names.get(line.actor_id or 0, ""), tuple((*said, n) for said, n in sorted(counts.items())))
