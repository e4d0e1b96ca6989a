"""Sign a consent here, on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.disputes import notice_clashes
from kinbridge.consents.actions.preparing import person_in, text_of, unsigned
from kinbridge.consents.actions.trouble import AlreadyEnded, Changed, Faulty
from kinbridge.consents.actions.writing import happened, still_open, write
from kinbridge.consents.models import Consent, ConsentEvent, OtherAuthority, Proposal
from kinbridge.consents.models.other import OtherAuthorityQuerySet
from kinbridge.consents.models.terms import Signing, Terms, filled, terms_from
from kinbridge.consents.rules import Defect, Form, Kind, State, Term, faults, state
from kinbridge.consents.rules.validity import ACT_FOR_ANOTHER
from kinbridge.consents.wording import LANGUAGES
from kinbridge.core.dates import add_months
from kinbridge.core.vocabulary import Relation, known
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person

LONGEST_MONTHS = 12
"""Our policy for every form but the single one for treatment, payment and operations."""
USUAL_MONTHS = 6
CITE = "42 CFR 2.31"


@transaction.atomic
def sign(
    *,
    proposal: Proposal,
    signings: Sequence[Signing],
    shown: str,
    by: Viewer,
    at: datetime,
    understood: Mapping[str, str] | None = None,
    voluntary: bool = True,
    interpreter: str = "",
    authority_paper: str = "",
    by_authority: int | None = None,
    adjudicated: bool = False,
    copy_given: str = "",
) -> Consent:
    """Make the proposal a consent. `shown` is the hash of the text that was on the signer's screen.

    `by_authority` is the order or other paper on file (an OtherAuthority) by which someone signs for another.

    Raises Faulty with every fault, Changed when the text is not the one that was shown, AlreadySigned, and, when it
    replaces an older consent, AlreadyEnded where that one was taken back or replaced first.
    """
    held = unsigned(proposal)
    terms, text = terms_from(held.answers), text_of(held)
    if text.hash != shown:
        raise Changed("What is filled in changed since you read it; please read it again, then sign.")
    family, day = held.family, day_of(at)
    person = person_in(family.pk, terms.person)
    statements = text.statements | ({Term.ADJUDICATED} if adjudicated else frozenset())
    wrong = set(_troubles(terms, person=person, day=day, interpreter=interpreter))
    paper = terms.authority(
        id=f"proposal:{held.pk}", signed=day, signers=[one.capacity for one in signings], statements=statements
    )
    wrong |= faults(paper, on=day, subject=known(Relation, person.relation)) - {Defect.NOT_YET}
    order = proofs(family=family, person=person).filter(pk=by_authority).first() if by_authority is not None else None
    wrong |= set(_signature_troubles(signings, authority_paper or str(order or ""), voluntary=voluntary))
    if by_authority is not None and not is_in_force(order, day):
        wrong.add(Defect.NO_AUTHORITY_PAPER)
    if wrong:
        raise Faulty(wrong)
    replace_older(held, by=by, at=at)
    consent = write(
        family=family,
        terms=terms,
        signings=signings,
        by=by,
        at=at,
        statements=sorted(statements),
        text=text.plain,
        text_hash=text.hash,
        form_version=text.version,
        signed_on=day,
        signed_at=at,
        understood=dict(understood or {}),
        voluntary=voluntary,
        interpreter=interpreter,
        authority_paper=authority_paper,
        by_authority=order,
        copy_given=copy_given,
        proposal=held,
        replaces_id=held.replaces_id,
    )
    audit("consent.signed", by=by, at=at, family_id=family.pk, about=f"consent:{consent.pk}", citations=[CITE])
    notice_clashes(family=family, about=f"consent:{consent.pk}", by=by, at=at)
    return consent


def replace_older(proposal: Proposal, *, by: Viewer, at: datetime) -> None:
    """The consent whose place this one takes, where there is one, gives way. Raises AlreadyEnded if it was ended."""
    if proposal.replaces_id is None:
        return
    old = still_open(Consent(pk=proposal.replaces_id))
    if old.events.filter(kind=ConsentEvent.Kind.HELD).exists():
        raise AlreadyEnded("They said to stop the paper that this one was to replace. Ask again, with a new one.")
    happened(ConsentEvent.Kind.SUPERSEDED, consent=old, by=by, at=at)


def proofs(*, family: Family, person: Person) -> OtherAuthorityQuerySet:
    """The papers on file that may let someone sign for this person."""
    may_act = (Kind.REPRESENTATIVE, Kind.CUSTODY_ORDER)
    return OtherAuthority.objects.filter(family=family, person=person, kind__in=may_act)


def is_in_force(order: OtherAuthority | None, day: date) -> bool:
    if order is None:
        return False
    (paper,) = OtherAuthority.objects.filter(pk=order.pk).facts()
    return state(paper, on=day) is State.IN_FORCE and not paper.defects and Term.DORMANT not in paper.terms


def _troubles(terms: Terms, *, person: Person, day: date, interpreter: str) -> Iterable[Defect]:
    """What our own policy asks on top of the law."""
    names = filled(terms, person=person)
    if not all(names.shares):
        yield Defect.NO_DISCLOSER
    if not all(names.receives):
        yield Defect.NO_RECIPIENT
    if not names.person:
        yield Defect.NO_PATIENT
    if terms.expires_on is not None and terms.expires_on <= day:
        yield Defect.NO_EXPIRY
    if terms.form is not Form.TPO and (terms.expires_on is None or terms.expires_on > add_months(day, LONGEST_MONTHS)):
        yield Defect.NO_EXPIRY
    if not interpreter and (terms.language not in LANGUAGES or terms.language != person.language):
        yield Defect.LANGUAGE


def _signature_troubles(signings: Sequence[Signing], authority_paper: str, *, voluntary: bool) -> Iterable[Defect]:
    if not signings or not all(one.name and (one.strokes or one.method != "drawn") for one in signings):
        yield Defect.NO_SIGNATURE
    if any(one.capacity in ACT_FOR_ANOTHER for one in signings) and not authority_paper:
        yield Defect.NO_AUTHORITY_PAPER
    if not voluntary:
        yield Defect.KNOWN_FALSE
