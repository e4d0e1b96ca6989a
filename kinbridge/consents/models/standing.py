"""Where each consent stands on a day, in words: what a list of papers shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinbridge.consents.models import papers_on_file
from kinbridge.consents.models.consent import Consent, ConsentEvent, ConsentParty, ConsentQuerySet, Proposal
from kinbridge.consents.models.terms import names_of
from kinbridge.consents.rules import (
    Account,
    Authority,
    Defect,
    State,
    account_of,
    faults,
    is_shadowed,
    shadows,
    state,
)
from kinbridge.core.vocabulary import Relation, known
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person

BADGES = {
    State.IN_FORCE: "good",
    State.NOT_YET: "waiting",
    State.EXPIRED: "neutral",
    State.WITHDRAWN: "stop",
    State.SUPERSEDED: "neutral",
    State.ENTERED_IN_ERROR: "neutral",
    State.UNREADABLE: "attention",
    State.CONTESTED: "attention",
}
TOLD_BY_STATE = frozenset(
    {
        Defect.EXPIRED,
        Defect.WITHDRAWN,
        Defect.SUPERSEDED,
        Defect.ENTERED_IN_ERROR,
        Defect.NOT_YET,
        Defect.UNREADABLE,
        Defect.CONTESTED,
    }
)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Someone the paper names to receive, and whether it was taken back from them alone."""

    id: int
    name: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One consent, and where it stands."""

    consent: Consent
    state: State
    says: str
    troubles: tuple[Account, ...]
    shares: tuple[str, ...]
    receives: tuple[Receiver, ...]
    newer: int | None

    @property
    def usable(self) -> bool:
        return self.state is State.IN_FORCE and not self.troubles

    @property
    def open(self) -> bool:
        """Whether there is still something to take back."""
        return self.state in (State.IN_FORCE, State.NOT_YET, State.CONTESTED)

    @property
    def badge(self) -> str:
        return "attention" if self.state is State.IN_FORCE and self.troubles else BADGES[self.state]


@dataclass(frozen=True, slots=True)
class Begun:
    """A paper that was begun and not signed."""

    pk: int
    person: str
    begun_at: datetime


def begun(*, family: Family, by: Viewer) -> list[Begun]:
    """The newest few that this viewer may go on with."""
    rows = list(Proposal.objects.filter(family=family).kept_for(by).unfinished()[:5])
    people = Person.objects.in_bulk([row.answers.get("person", 0) for row in rows])
    return [
        Begun(row.pk, people[row.answers["person"]].name, row.begun_at)
        for row in rows
        if row.answers.get("person") in people
    ]


def on_file(*, family: Family, by: Viewer, on: date) -> list[Standing]:
    """The consents of a family that this viewer may see, newest first, and where each stands."""
    chosen = Consent.objects.filter(family=family).seen_by(by)
    return standings(chosen, papers=papers_on_file(family=family.pk), on=on)


def standings(chosen: ConsentQuerySet, *, papers: tuple[Authority, ...], on: date) -> list[Standing]:
    """These consents, newest first. `papers` is all that the family has on file: an unreadable one closes others."""
    rows = list(chosen.select_related("person").defer("text").order_by("-signed_on", "-pk").prefetch_related("parties"))
    by_id = {paper.id: paper for paper in papers}
    unread = shadows(papers, on=on)
    said = names_of({party.key for row in rows for party in row.parties.all()})
    events = _events(rows)
    newer = dict(Consent.objects.filter(replaces__in=rows).values_list("replaces_id", "pk"))
    return [
        _standing(row, by_id[f"consent:{row.pk}"], events.get(row.pk, []), said, newer.get(row.pk), unread, on)
        for row in rows
    ]


def _standing(
    row: Consent,
    paper: Authority,
    events: list[ConsentEvent],
    said: dict[str, str],
    newer: int | None,
    unread: tuple[Authority, ...],
    on: date,
) -> Standing:
    now = state(paper, on=on)
    wrong = set(faults(paper, on=on, subject=known(Relation, row.person.relation)))
    if not paper.unreadable and is_shadowed(paper, unread):
        wrong.add(Defect.UNREADABLE)
        told = TOLD_BY_STATE - {Defect.UNREADABLE}
    else:
        told = TOLD_BY_STATE
    taken = {pk for event in events if event.kind == ConsentEvent.Kind.REVOKED for pk in event.parties}
    parties = list(row.parties.all())
    return Standing(
        consent=row,
        state=now,
        says=_words(now, row, events),
        troubles=() if paper.unreadable else tuple(account_of(defect) for defect in sorted(wrong - told)),
        shares=tuple(said.get(p.key, p.name) for p in parties if p.side == ConsentParty.Side.SHARES),
        receives=tuple(
            Receiver(p.pk, said.get(p.key, p.name), p.pk in taken)
            for p in parties
            if p.side == ConsentParty.Side.RECEIVES
        ),
        newer=newer,
    )


def _events(rows: Iterable[Consent]) -> dict[int, list[ConsentEvent]]:
    found: dict[int, list[ConsentEvent]] = {}
    for event in ConsentEvent.objects.filter(consent__in=rows).order_by("pk"):
        found.setdefault(event.consent_id, []).append(event)
    return found


def _words(now: State, row: Consent, events: list[ConsentEvent]) -> str:
    """One sentence: what this paper is worth today, and since when."""
    if now is State.UNREADABLE:
        return _("This paper cannot be read, so it and older ones are not used. Read it again, or sign a new one.")
    if now is State.ENTERED_IN_ERROR:
        return _("Made in error; marked so on %(day)s.") % {"day": _day_of(events, "entered_in_error")}
    if now is State.WITHDRAWN:
        if any(event.kind == "revoked" for event in events):
            return _("Taken back on %(day)s.") % {"day": _day_of(events, "revoked")}
        return _("On hold since %(day)s: they said to stop. Nothing is shared. Help them put it in writing.") % {
            "day": _day_of(events, "held")
        }
    if now is State.CONTESTED:
        return _("Those who may decide disagree. It is not used until a person has resolved it.")
    if now is State.SUPERSEDED and any(event.kind == "set_aside" for event in events):
        return _("Set aside on %(day)s: another paper stands.") % {"day": _day_of(events, "set_aside")}
    if now is State.SUPERSEDED:
        return _("Replaced by a newer one on %(day)s.") % {"day": _day_of(events, "superseded")}
    if now is State.EXPIRED:
        if any(event.kind == "ended" for event in events):
            return _("Ended on %(day)s: what it was to end with has happened.") % {"day": _day_of(events, "ended")}
        return _("Ended on %(day)s.") % {"day": _said(row.expires_on)}
    if now is State.NOT_YET:
        return _("Starts on %(day)s.") % {"day": _said(row.starts_on or row.signed_on)}
    if row.expires_on:
        return _("Valid until %(day)s.") % {"day": _said(row.expires_on)}
    if row.until_event and row.until_event != "none":
        return _("Valid until this happens: %(event)s") % {"event": row.until_event}
    return _("Valid until it is taken back.")


def _day_of(events: list[ConsentEvent], kind: str) -> str:
    return _said(max(event.day for event in events if event.kind == kind))


def _said(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("an unknown day")
