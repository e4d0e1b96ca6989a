"""A consent before it is signed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from msgspec.structs import replace

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.trouble import AlreadySigned
from kinbridge.consents.models import Consent, Proposal
from kinbridge.consents.models.terms import Terms, filled, terms_from
from kinbridge.consents.wording import Text, compose, withheld_by
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person


@transaction.atomic
def propose(*, family: Family, terms: Terms, by: Viewer, at: datetime, replaces: Consent | None = None) -> Proposal:
    """Begin a consent. Nothing may be shared because of a proposal."""
    proposal = Proposal.objects.create(
        family=family,
        coalition_id=family.coalition_id,
        answers=_complete(terms).kept(),
        prepared_by_id=by.user_id,
        prepared_for_id=by.on_behalf_of,
        begun_at=at,
        replaces=replaces,
    )
    audit("consent.proposed", by=by, at=at, family_id=family.pk, about=f"proposal:{proposal.pk}")
    return proposal


@transaction.atomic
def revise(*, proposal: Proposal, terms: Terms, by: Viewer, at: datetime) -> Proposal:
    """Fill in another part, or change one. Raises AlreadySigned once it became a consent."""
    held = unsigned(proposal)
    held.answers = _complete(terms).kept()
    held.save(update_fields=["answers"])
    audit("consent.proposed", by=by, at=at, family_id=held.family_id, about=f"proposal:{held.pk}")
    return held


def _complete(terms: Terms) -> Terms:
    """With what our forms say they do not share, so that the rules hold to it."""
    return replace(terms, withheld=withheld_by(terms.form, terms.categories))


def text_of(proposal: Proposal) -> Text:
    """Every word the signer is to read, from what is filled in now."""
    terms = terms_from(proposal.answers)
    return compose(filled(terms, person=person_in(proposal.family_id, terms.person)), language=terms.language)


def person_in(family_id: int, pk: int) -> Person:
    """Someone who belongs to this family, now or before; raises Person.DoesNotExist for anyone else."""
    return Person.objects.filter(Q(family=family_id) | Q(memberships__family=family_id), pk=pk).distinct().get()


def unsigned(proposal: Proposal) -> Proposal:
    """The proposal, locked. Raises AlreadySigned with what it became."""
    # Lock first: the same form may be open on two screens.
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if became := Consent.objects.filter(proposal=held).first():
        raise AlreadySigned(became)
    return held
