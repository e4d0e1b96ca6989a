"""Put a paper other than a consent on file, confirm it, end it, or say that it should never have been here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.disputes import notice_clashes
from kinbridge.consents.actions.preparing import person_in
from kinbridge.consents.actions.trouble import AlreadyEnded, NotYours
from kinbridge.consents.models import Agreement, AgreementEvent, OtherAuthority, PaperEvent
from kinbridge.consents.models.filed import HappenedRow, How
from kinbridge.consents.models.filing import (
    Filing,
    may_call_wrong,
    may_confirm,
    may_end,
    may_record,
    needs_a_second_look,
    only_as_holder,
    own_parties,
)
from kinbridge.consents.rules import Kind, Term
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.people.models import Family, Restriction

Paper = OtherAuthority | Agreement
NOT_YOURS = "Only those named on the page of papers may do this; ask your privacy officer."


def _allowed(filing: Filing, by: Viewer) -> None:
    if not may_record(filing.entry, by=by):
        raise NotYours(NOT_YOURS)
    if only_as_holder(filing.entry, by=by) and not own_parties(by).issuperset(filing.gives):
        raise NotYours("You may put this on file for the records of your own organization only.")


@transaction.atomic
def put_on_file(*, family: Family, filing: Filing, by: Viewer, at: datetime) -> OtherAuthority:
    """Record a paper about one person as it is, with whatever it lacks. Raises NotYours, Person.DoesNotExist."""
    _allowed(filing, by)
    person = person_in(family.pk, filing.person_id or 0)
    day = day_of(at)
    restrictions = _keep_apart(filing, family, person.pk, day)
    paper = OtherAuthority.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        person=person,
        **filing.row() | {"detail": filing.detail | ({"restrictions": restrictions} if restrictions else {})},
        to_confirm=needs_a_second_look(filing, by=by),
        recorded_on=day,
        recorded_at=at,
        recorded_by_id=by.user_id,
        recorded_for_id=by.on_behalf_of,
    )
    _tell("paper.recorded", paper, by, at, citations=[filing.entry.law])
    if filing.agreed or Term.SELF_PAID in filing.terms:
        _happened(PaperEvent.Kind.AGREED, paper, by, at, day=day)
    if not paper.to_confirm:
        notice_clashes(family=family, about=f"paper:{paper.pk}", by=by, at=at)
    return paper


def _keep_apart(filing: Filing, family: Family, person: int, day: date) -> list[int]:
    """A safety flag also hides the person, and how to reach them, from those it names (see people.Restriction)."""
    if filing.entry.kind is not Kind.SAFETY_FLAG:
        return []
    feared = [int(one.removeprefix("person:")) for one in filing.gets if one.startswith("person:")]
    own = {"family": family, "coalition_id": family.coalition_id, "protects_id": person, "because": "safety"}
    return [Restriction.objects.create(**own, restricted_id=one, since=day).pk for one in feared]


@transaction.atomic
def file_agreement(*, coalition: Coalition, filing: Filing, by: Viewer, at: datetime) -> Agreement:
    """Record an agreement between organizations; it holds for every family of the coalition."""
    if by.coalition_id != coalition.pk:
        raise NotYours(NOT_YOURS)
    _allowed(filing, by)
    agreement = Agreement.objects.create(
        coalition=coalition,
        **filing.row(),
        to_confirm=needs_a_second_look(filing, by=by),
        recorded_on=day_of(at),
        recorded_at=at,
        recorded_by_id=by.user_id,
        recorded_for_id=by.on_behalf_of,
    )
    _tell("agreement.recorded", agreement, by, at, citations=[filing.entry.law])
    return agreement


@transaction.atomic
def confirm(*, paper: Paper, by: Viewer, at: datetime) -> HappenedRow:
    """The second look: someone who does not gain by the paper says that it is what it seems. It counts from now on."""
    if not may_confirm(paper, by=by):
        raise NotYours("It is for the privacy officer, the court or the program that holds the record to confirm this.")
    event = _happened(PaperEvent.Kind.CONFIRMED, paper, by, at)
    _tell(f"{_sort(paper)}.confirmed", paper, by, at, citations=["45 CFR 164.514(h)"])
    if isinstance(paper, OtherAuthority):
        notice_clashes(family=paper.family, about=f"paper:{paper.pk}", by=by, at=at)
    return event


@transaction.atomic
def agree(*, paper: OtherAuthority, by: Viewer, at: datetime) -> HappenedRow:
    """The program agrees to a limit that someone asked for; from then on only the person can lift it."""
    if paper.kind != Kind.RESTRICTION or not may_end(paper, by=by):
        raise NotYours(NOT_YOURS)
    event = _happened(PaperEvent.Kind.AGREED, paper, by, at)
    _tell("paper.agreed", paper, by, at, citations=["45 CFR 164.522(a)"])
    return event


@transaction.atomic
def end_paper(*, paper: Paper, how: How, day: date, by: Viewer, at: datetime, words: str = "") -> HappenedRow:
    """It was withdrawn, vacated, terminated, lifted or declined, and no longer counts from that day on."""
    if not may_end(paper, by=by):
        raise NotYours(NOT_YOURS)
    if how is How.DECLINED and (Term.SELF_PAID in paper.terms or paper.events.filter(kind="agreed").exists()):
        raise NotYours("This was agreed to, or has to be: only the person can lift it.")
    event = _happened(PaperEvent.Kind.ENDED, paper, by, at, day=day, how=how, words=words)
    if restrictions := paper.detail.get("restrictions"):
        Restriction.objects.filter(pk__in=restrictions, until=None).update(until=day)
    _tell(f"{_sort(paper)}.ended", paper, by, at, detail={"how": how.value})
    return event


@transaction.atomic
def enter_in_error(*, paper: Paper, by: Viewer, at: datetime, words: str = "") -> HappenedRow:
    """It should never have been put on file, such as for the wrong person. Nothing was ended by anyone."""
    if not may_call_wrong(paper, by=by):
        raise NotYours("Only the program that put this on file, or a privacy officer, may say it was a mistake.")
    event = _happened(PaperEvent.Kind.ENTERED_IN_ERROR, paper, by, at, words=words)
    if restrictions := paper.detail.get("restrictions"):
        Restriction.objects.filter(pk__in=restrictions, until=None).update(until=event.day)
    _tell(f"{_sort(paper)}.entered_in_error", paper, by, at)
    return event


def _happened(
    kind: str, paper: Paper, by: Viewer, at: datetime, *, day: date | None = None, how: str = "", words: str = ""
) -> HappenedRow:
    said: dict[str, Any] = {"kind": kind, "how": how, "words": words, "day": day or day_of(at), "at": at}
    said |= {"by_id": by.user_id, "by_program_id": by.on_behalf_of, "coalition_id": paper.coalition_id}
    try:
        with transaction.atomic():
            if isinstance(paper, OtherAuthority):
                return PaperEvent.objects.create(paper=paper, family_id=paper.family_id, **said)
            return AgreementEvent.objects.create(agreement=paper, **said)
    except IntegrityError:
        raise AlreadyEnded("This was written down before; there is nothing to add.") from None


def _sort(paper: Paper) -> str:
    return "paper" if isinstance(paper, OtherAuthority) else "agreement"


def _tell(act: str, paper: Paper, by: Viewer, at: datetime, **more: Any) -> None:
    family = paper.family_id if isinstance(paper, OtherAuthority) else None
    audit(act, by=by, at=at, family_id=family, about=f"{_sort(paper)}:{paper.pk}", **more)
