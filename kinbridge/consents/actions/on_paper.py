"""Put on file a consent that was signed on paper, as it is: its faults are kept and shown, and the gate heeds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.disputes import notice_clashes
from kinbridge.consents.actions.preparing import person_in, unsigned
from kinbridge.consents.actions.signing import CITE, is_in_force, proofs, replace_older
from kinbridge.consents.actions.trouble import NotYours
from kinbridge.consents.actions.writing import write
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import Signing, Terms, terms_from
from kinbridge.consents.rules import Defect, Term
from kinbridge.consents.rules.validity import ACT_FOR_ANOTHER
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family


class OnPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the paper besides its terms. `defects` are what a person found wrong with it.

    `by_authority` is the order on file (an OtherAuthority) by which someone signed for another, `proof` whatever else
    shows that they may.
    """

    signed_on: date | None = None
    signings: tuple[Signing, ...] = ()
    statements: frozenset[Term] = frozenset()
    defects: frozenset[Defect] = frozenset()
    proof: str = ""
    by_authority: int | None = None
    readable: bool = True


def may_put_on_file(terms: Terms, *, by: Viewer) -> bool:
    """Someone of a program that would share by it: they answer for it, and must have it in hand (45 CFR 164.514(h)).

    Who would only receive something by a paper does not vouch for it.
    """
    return not {f"program:{by.program_id}", f"organization:{by.organization_id}"}.isdisjoint(terms.shares)


@transaction.atomic
def put_on_file(*, proposal: Proposal, paper: OnPaper, by: Viewer, at: datetime) -> Consent:
    """Make the proposal a consent that was signed on paper. One that nobody can read opens nothing, and anyone may.

    Raises NotYours, AlreadySigned, and AlreadyEnded where the consent it replaces was taken back or replaced first.
    """
    held = unsigned(proposal)
    terms = terms_from(held.answers)
    if paper.readable and not may_put_on_file(terms, by=by):
        raise NotYours("A program that would share by this paper puts it on file; ask one of them.")
    replace_older(held, by=by, at=at)
    person = person_in(held.family_id, terms.person)
    order = proofs(family=held.family, person=person).filter(pk=paper.by_authority or 0).first()
    for_another = any(one.capacity in ACT_FOR_ANOTHER for one in paper.signings)
    unproven = for_another and not paper.proof and not is_in_force(order, day_of(at))
    return record_paper(
        family=held.family,
        terms=terms,
        signed_on=paper.signed_on,
        signings=paper.signings,
        by=by,
        at=at,
        statements=paper.statements,
        defects=paper.defects | ({Defect.NO_AUTHORITY_PAPER} if unproven else frozenset()),
        proposal=held,
        replaces_id=held.replaces_id,
        authority_paper=paper.proof,
        by_authority=order,
        readable=paper.readable,
    )


@transaction.atomic
def record_paper(
    *,
    family: Family,
    terms: Terms,
    signed_on: date | None,
    signings: Sequence[Signing],
    by: Viewer,
    at: datetime,
    statements: Iterable[Term] = (),
    defects: Iterable[Defect] = (),
    **said: object,
) -> Consent:
    """The row of a consent signed on paper, with its line in the audit. `said` as `write` takes it."""
    consent = write(
        family=family,
        terms=terms,
        signings=signings,
        by=by,
        at=at,
        statements=sorted(statements),
        signed_on=signed_on,
        defects=sorted(defects),
        **said,
    )
    audit("consent.recorded", by=by, at=at, family_id=family.pk, about=f"consent:{consent.pk}", citations=[CITE])
    notice_clashes(family=family, about=f"consent:{consent.pk}", by=by, at=at)
    return consent
