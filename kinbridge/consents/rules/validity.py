"""Whether a paper counts on a day, and everything that is wrong with it if not.

Withdrawn, expired, superseded and entered in error are four different things, and so is a paper nobody can read. One on
which those who may decide disagree is not used until a person has resolved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from kinbridge.consents.rules.authority import NEGATIVE, Authority, Days, Form, Kind, Signer, Term
from kinbridge.consents.rules.defects import Defect
from kinbridge.core.vocabulary import CHILDREN, Category, Purpose, Relation

TPO_SINCE = date(2024, 4, 16)
"""From this day one consent may cover all treatment, payment and operations (89 FR 12472)."""
NEW_FORM_SINCE = date(2026, 2, 16)
"""From this day a new consent must be on the new form."""

COURT = frozenset({Purpose.COURT_PROCEEDING_AGAINST_PATIENT, Purpose.COURT_PROCEEDING_OTHER, Purpose.LAW_ENFORCEMENT})
TPO = frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS})
NOTES = frozenset({Category.SUD_COUNSELING_NOTES, Category.PSYCHOTHERAPY_NOTES})
ACT_FOR_ANOTHER = frozenset({Signer.GUARDIAN, Signer.REPRESENTATIVE})

_MAY_BE_OPEN_ENDED = frozenset({Form.TPO, Form.CRIMINAL_JUSTICE})


class State(StrEnum):
    IN_FORCE = "in force"
    NOT_YET = "not in force yet"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    ENTERED_IN_ERROR = "entered in error"
    UNREADABLE = "unreadable"
    CONTESTED = "needs a person to resolve"


_FAULT_OF = {
    State.NOT_YET: Defect.NOT_YET,
    State.EXPIRED: Defect.EXPIRED,
    State.WITHDRAWN: Defect.WITHDRAWN,
    State.SUPERSEDED: Defect.SUPERSEDED,
    State.ENTERED_IN_ERROR: Defect.ENTERED_IN_ERROR,
    State.UNREADABLE: Defect.UNREADABLE,
    State.CONTESTED: Defect.CONTESTED,
}


def state(paper: Authority, *, on: date) -> State:
    """Where a paper stands at the start of a day. The day it ends, or is taken back, it no longer counts."""
    if paper.entered_in_error:
        return State.ENTERED_IN_ERROR
    if paper.unreadable:
        return State.UNREADABLE
    if _withdrawn(paper, on):
        return State.WITHDRAWN
    if paper.superseded is not None and paper.superseded <= on:
        return State.SUPERSEDED
    if paper.event_happened or (paper.expires is not None and paper.expires <= on):
        return State.EXPIRED
    starts = paper.effective or paper.signed
    if starts is not None and starts > on:
        return State.NOT_YET
    if any(_within(days, on) for days in paper.contested) and paper.kind not in NEGATIVE:
        return State.CONTESTED  # a limit stands whoever disagrees: to doubt it must not open a door
    return State.IN_FORCE


def _within(days: Days, on: date) -> bool:
    since, until = days
    return (since is None or since <= on) and (until is None or on < until)


def _withdrawn(paper: Authority, on: date) -> bool:
    if paper.form is Form.CRIMINAL_JUSTICE and Term.IRREVOCABLE in paper.terms:
        return False
    # A spoken withdrawal holds everything at once; the written one is then obtained (law table Q10).
    if paper.revoked is None:
        return paper.revoked_orally
    return paper.revoked <= on


def faults(
    paper: Authority, *, on: date, subject: Relation | None = None, minor_signs_alone: bool | None = None
) -> frozenset[Defect]:
    """Everything wrong with a paper on a day: what people found, what its dates say and what was left blank."""
    found = set(paper.defects)
    now = state(paper, on=on)
    if now is not State.IN_FORCE:
        found.add(_FAULT_OF[now])
    # Of a paper nobody can read there is nothing more to say than that.
    if paper.kind is Kind.CONSENT and not paper.unreadable:
        found.update(_blanks(paper))
        found.update(_mixtures(paper))
        if signature := _signature_fault(paper, subject, minor_signs_alone):
            found.add(signature)
        if paper.signers & ACT_FOR_ANOTHER and not _had_the_power(paper, on):
            found.add(Defect.NO_AUTHORITY_PAPER)
    return frozenset(found)


def _had_the_power(paper: Authority, on: date) -> bool:
    """Whether the order behind the signature was in force when it was given, and is today. None named: as stated."""
    power = paper.power
    return power is None or (paper.signed is not None and _within(power, paper.signed) and _within(power, on))


def _blanks(paper: Authority) -> Iterator[Defect]:
    if not paper.disclosers:
        yield Defect.NO_DISCLOSER
    if not paper.categories:
        yield Defect.NO_DESCRIPTION
    if not paper.recipients:
        yield Defect.NO_RECIPIENT
    if not paper.purposes:
        yield Defect.NO_PURPOSE
    if paper.signed is None:
        yield Defect.NO_DATE
    if paper.expires is None and not (paper.until_event and _may_end_by_event(paper)):
        yield Defect.NO_EXPIRY
    if Term.REVOCATION not in paper.terms and paper.form is not Form.CRIMINAL_JUSTICE:
        yield Defect.NO_REVOCATION
    if paper.form is Form.TPO:
        if Term.REDISCLOSURE not in paper.terms:
            yield Defect.NO_REDISCLOSURE
        if Term.REFUSAL not in paper.terms:
            yield Defect.NO_NOTICES
        if paper.signed is not None and paper.signed < TPO_SINCE:
            yield Defect.OLD_FORM
    if paper.form is Form.CRIMINAL_JUSTICE and Term.CONDITION not in paper.terms:
        yield Defect.CRIMINAL_JUSTICE
    if paper.form is Form.HIPAA_ONLY:
        yield Defect.HIPAA_ONLY


def _may_end_by_event(paper: Authority) -> bool:
    """ "None" is an end only for treatment, payment and operations, and for research; a named event is one for all."""
    return paper.until_event != "none" or paper.form in _MAY_BE_OPEN_ENDED or paper.purposes == {Purpose.RESEARCH}


def _mixtures(paper: Authority) -> Iterator[Defect]:
    in_court = paper.purposes & COURT
    if in_court and paper.form is not Form.CRIMINAL_JUSTICE and paper.purposes - COURT:
        yield Defect.LEGAL_COMBINED
    if paper.categories & NOTES and len(paper.categories) > 1:
        yield Defect.NOTES_COMBINED


def _signature_fault(paper: Authority, subject: Relation | None, minor_signs_alone: bool | None) -> Defect | None:
    """Who must have signed: the person; a young person as the state says; someone the law lets act for them."""
    signed = paper.signers
    if not signed:
        return Defect.NO_SIGNATURE
    if subject is Relation.YOUTH:
        both = Signer.SUBJECT in signed and signed & {Signer.PARENT, Signer.GUARDIAN}
        alone = minor_signs_alone is True and Signer.SUBJECT in signed
        return None if alone or both else Defect.MINOR
    if subject in CHILDREN:
        return None if signed & {Signer.PARENT, Signer.GUARDIAN, Signer.REPRESENTATIVE} else Defect.NO_SIGNATURE
    if Signer.SUBJECT in signed or Signer.REPRESENTATIVE in signed:
        return None
    if Signer.GUARDIAN in signed:
        return None if Term.ADJUDICATED in paper.terms else Defect.NO_AUTHORITY_PAPER
    if Signer.DIRECTOR in signed:
        return None if paper.purposes == {Purpose.PAYMENT} else Defect.NO_SIGNATURE
    return Defect.NO_SIGNATURE


def shadows(papers: Iterable[Authority], *, on: date) -> tuple[Authority, ...]:
    """The consents nobody can read: no older one may be used in their place, for we cannot know what they took back."""
    return tuple(p for p in papers if p.kind is Kind.CONSENT and state(p, on=on) is State.UNREADABLE)


def is_shadowed(paper: Authority, by: Iterable[Authority]) -> bool:
    """Whether an unreadable consent about the same person may be newer than this one."""
    return any(
        (other.subject is None or other.subject == paper.subject)
        and (other.recorded is None or paper.signed is None or paper.signed <= other.recorded)
        for other in by
    )
