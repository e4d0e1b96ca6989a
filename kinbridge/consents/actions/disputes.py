"""Those who may decide disagree: write it down, which closes; and resolve it, which says who stands and why."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kinbridge.audit.actions import record as audit
from kinbridge.consents.actions.trouble import AlreadyEnded, NotYours
from kinbridge.consents.actions.writing import end_at_once, happened
from kinbridge.consents.models import Conflict, Consent, ConsentEvent, OtherAuthority, PaperEvent, papers_on_file
from kinbridge.consents.models.filed import How
from kinbridge.consents.models.filing import RESOLVERS, WITH_FAMILIES
from kinbridge.consents.rules import Clash, clashing
from kinbridge.core.vocabulary import Relation, known
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.people.models import Family, Person

CITES = {
    Clash.OBJECTION: "45 CFR 164.502(g)(3)",
    Clash.YOUTH_AND_PARENT: "42 CFR 2.14",
    Clash.TWO_TO_ACT: "45 CFR 164.502(g)",
    Clash.TWO_ORDERS: "45 CFR 164.502(g)(3)",
}


@transaction.atomic
def notice_clashes(*, family: Family, about: str, by: Viewer, at: datetime) -> list[Conflict]:
    """Write down in what a paper just put on file (such as "paper:7") disagrees with what was there before."""
    papers = papers_on_file(family=family.pk, at=at)
    paper = next(one for one in papers if one.id == about)
    if not isinstance(paper.subject, int):
        return []
    person = Person.objects.get(pk=paper.subject)
    subject = known(Relation, person.relation)
    found = clashing(paper, papers, subject=subject, on=day_of(at))
    return [_open(family, person, what, by, at, **_sides(other, about)) for other, what in found]


def _sides(first: str, second: str) -> dict[str, int]:
    """The two papers by their columns; the one that was there before stands first."""
    side = "consent" if first.startswith("consent:") else "paper"
    return {f"{side}_id": _pk(first), f"other_{side}_id": _pk(second)}


def _pk(paper: str) -> int:
    return int(paper.partition(":")[2])


@transaction.atomic
def object_to(*, consent: Consent, objector: str, name: str, by: Viewer, at: datetime, words: str = "") -> Conflict:
    """Someone else who may decide for the person objects. The consent is not used from now on, until it is resolved."""
    if by.person_id is not None or by.role not in WITH_FAMILIES:
        raise NotYours("An objection is taken down by the people who work with the family.")
    said = {"objector": objector, "objector_name": name, "words": words}
    return _open(consent.family, consent.person, Clash.OBJECTION, by, at, consent_id=consent.pk, **said)


def _open(family: Family, person: Person, kind: Clash, by: Viewer, at: datetime, **said: object) -> Conflict:
    try:
        with transaction.atomic():
            conflict = Conflict.objects.create(
                family=family,
                coalition_id=family.coalition_id,
                person=person,
                kind=kind.value,
                day=day_of(at),
                at=at,
                by_id=by.user_id,
                by_program_id=by.on_behalf_of,
                **said,
            )
    except IntegrityError:
        raise AlreadyEnded("This was written down before, and waits for someone to resolve it.") from None
    about = f"conflict:{conflict.pk}"
    audit("conflict.opened", by=by, at=at, family_id=family.pk, about=about, citations=[CITES[kind]])
    return conflict


@transaction.atomic
def resolve(*, conflict: Conflict, outcome: Conflict.Outcome, why: str, by: Viewer, at: datetime) -> Conflict:
    """Say which paper stands, and why. What does not stand is set aside; it is never opened again by this.

    In an objection the consent is the first paper, and the objection the second.
    """
    if by.person_id is not None or by.role not in RESOLVERS:
        raise NotYours("A privacy officer, a supervisor or the court's own staff resolves this.")
    # Lock first: two people may look at the same disagreement.
    held = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if held.outcome:
        raise AlreadyEnded("Someone resolved this a moment ago; look at it again.")
    if outcome is not Conflict.Outcome.FIRST:
        _set_aside(held.consent_id, held.paper_id, by, at)
    if outcome is not Conflict.Outcome.SECOND:
        _set_aside(held.other_consent_id, held.other_paper_id, by, at)
    held.outcome, held.why, held.resolved_on, held.resolved_at = outcome, why, day_of(at), at
    held.resolved_by_id = by.user_id
    held.save(update_fields=["outcome", "why", "resolved_on", "resolved_at", "resolved_by"])
    about = f"conflict:{held.pk}"
    citations = [CITES[Clash(held.kind)]]
    detail = {"outcome": outcome.value}
    audit("conflict.resolved", by=by, at=at, family_id=held.family_id, about=about, citations=citations, detail=detail)
    return held


def _set_aside(consent: int | None, paper: int | None, by: Viewer, at: datetime) -> None:
    if consent is not None:
        row = Consent.objects.get(pk=consent)
        if not row.events.filter(kind=ConsentEvent.Kind.SET_ASIDE).exists():
            happened(ConsentEvent.Kind.SET_ASIDE, consent=row, by=by, at=at)
    if paper is not None and not PaperEvent.objects.filter(paper=paper, kind=PaperEvent.Kind.ENDED).exists():
        end_at_once(OtherAuthority.objects.get(pk=paper), how=How.SET_ASIDE, by=by, at=at)
