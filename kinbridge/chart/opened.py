"""What one consent opens to one receiver: the same piece before it is signed and after, made by the same function.

The preview shows it to the person with the paper as it would be; the receiver's page shows it with the paper as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Entry, Label
from kinbridge.chart.purposes import purposes_for
from kinbridge.chart.reading import JOINED, PAGE, Shown, View, look, shown_as
from kinbridge.consents.models import Consent, papers_on_file
from kinbridge.consents.models.terms import Terms, terms_of
from kinbridge.consents.rules import Authority
from kinbridge.consents.wording import Text
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import Grounds, ask_about
from kinbridge.disclosure.preview import receivers, signers_for, standing_under
from kinbridge.disclosure.receipts import receipt
from kinbridge.disclosure.rules import may_share
from kinbridge.disclosure.travels import Travels, scope_of, travels
from kinbridge.people.models import Family, Person

PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Piece:
    """The newest facts that rest on one consent, what goes with them, and whether there are more."""

    shown: tuple[Shown, ...]
    travels: Travels
    more: bool
    shared: tuple[tuple[Label, Decision], ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What one receiver would see, as far as the one who looks may see it themselves."""

    receiver: str
    piece: Piece


@transaction.atomic
def would_see(
    *, family: Family, person: Person, terms: Terms, text: Text, number: int, by: Viewer, at: datetime
) -> Previewed | None:
    """What the paper would let its receiver of this number see today. None where it names no such receiver.

    Nobody sees by a preview what they may not see anyway: the person sees it all, a worker what their program holds.
    """
    on = day_of(at)
    named = list(receivers(terms, by, language=text.language))
    if number >= len(named):
        return None
    receiver, name = named[number]
    paper = terms.authority(id=PROPOSAL, signed=on, signers=signers_for(person), statements=text.statements)
    standing = standing_under(paper, person=person, family=family, by=receiver, on=on)
    own = frozenset(
        pk
        for purpose, _ in purposes_for(by)
        for pk, decision in look(family=family, by=by, purpose=Purpose(purpose), at=at).decisions.items()
        if decision.allowed
    )
    found = _piece(family, paper, standing, terms, person=person, on=on, only=own)
    audit("consent.previewed", by=by, at=at, family_id=family.pk, about=f"person:{person.pk}")
    return Previewed(name, found)


@transaction.atomic
def lets_see(*, consent: Consent, family: Family, by: Viewer, at: datetime) -> Piece:
    """What the consent lets the viewer see today, on its own. Leaves a line in the audit."""
    on = day_of(at)
    papers = {one.id: one for one in papers_on_file(family=family.pk)}
    paper = papers[f"consent:{consent.pk}"]
    standing = standing_under(paper, person=consent.person, family=family, by=by, on=on)
    found = _piece(family, paper, standing, terms_of(consent), person=consent.person, on=on, only=None)
    audit(
        "chart.seen",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"consent:{consent.pk}",
        citations=(cite for _, decision in found.shared for cite in decision.citations),
        detail={"entries": len(found.shown), **receipt(found.shared, by=by)},
    )
    return found


def _piece(
    family: Family,
    paper: Authority,
    standing: Grounds,
    terms: Terms,
    *,
    person: Person,
    on: date,
    only: frozenset[int] | None,
) -> Piece:
    labels = {label.pk: label for label in Label.objects.filter(family=family).select_related(*JOINED).order_by("pk")}
    decisions: dict[int, Decision] = {}
    for purpose in terms.purposes:
        for pk, label in labels.items():
            decision = may_share(ask_about(label, standing=standing, purpose=purpose, on=on))
            if decision.allowed and paper.id in decision.authorities and (only is None or pk in only):
                decisions.setdefault(pk, decision)
    days = (terms.records_since, terms.records_until)
    view = View(labels, decisions, dict.fromkeys(decisions, days) if any(days) else {})
    current = Entry.objects.current().filter(view.permitted, family=family, entered_in_error=False)
    entries = list(current.order_by("-occurred_at", "-id")[: PAGE + 1])
    used = view.shared(entries[:PAGE])
    proposed = {PROPOSAL: scope_of(terms, person=person, signed_on=on)}
    return Piece(
        shown=tuple(shown_as(entry, labels[entry.label_id]) for entry in entries[:PAGE]),
        travels=travels(used, proposed=proposed),
        more=len(entries) > PAGE,
        shared=used,
    )
