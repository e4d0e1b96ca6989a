"""What of a birth may go to child protection: the gate's answer, with the state's law or the report itself as paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kinbridge.consents.rules import ANY_HOLDER, Authority, Kind, Term, everyone_of, organization
from kinbridge.core.decision import Decision
from kinbridge.core.vocabulary import MINORS, Category, OrganizationKind, Purpose
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Viewer
from kinbridge.disclosure.actions import OfFamily, ask_about, grounds
from kinbridge.disclosure.rules import may_share
from kinbridge.people.models import Person
from kinbridge.plans.births.models import Notification
from kinbridge.plans.births.rules import Terms

AGENCY = everyone_of(OrganizationKind.CHILD_WELFARE_AGENCY)
EVERYTHING = frozenset(Category)


def may_go(labels: Iterable[OfFamily], *, kind: str, by: Viewer, terms: Terms, at: datetime) -> dict[int, Decision]:
    """For each label, by its id: whether the child protection agency may be told, in this way, by this viewer."""
    asked = list(labels)
    on = day_of(at)
    agency = _agency(by)
    standing = grounds(families={label.family_id for label in asked}, by=agency, on=on)
    found = {}
    for label in asked:
        ask = ask_about(label, standing=standing[label.family_id], purpose=Purpose.MANDATED_REPORT, on=on)
        paper = _paper(kind, by=by, terms=terms, subject=label.subject)
        papers = ask.authorities if paper is None else (*ask.authorities, paper)
        found[label.id] = may_share(replace(ask, authorities=papers))
    return found


def _agency(by: Viewer) -> Viewer:
    """The child protection agency as the one who asks: any such agency of this coalition's state."""
    return Viewer(
        name="Child protection",
        organization_kind=OrganizationKind.CHILD_WELFARE_AGENCY,
        coalition_id=by.coalition_id,
        state=by.state,
    )


def _paper(kind: str, *, by: Viewer, terms: Terms, subject: Person) -> Authority | None:
    """The report this person makes now, or the state's own law on notices; no state's rules on file, no paper."""
    if kind == Notification.Kind.REPORT:
        return Authority(
            kind=Kind.MANDATED_REPORT,
            id=f"report:{by.user_id}",
            subject=subject.pk,
            disclosers=frozenset({organization(by.organization_id)}),
            recipients=frozenset({AGENCY}),
            categories=EVERYTHING,
            purposes=frozenset({Purpose.MANDATED_REPORT}),
        )
    if not terms.state or subject.relation not in MINORS:  # a law on notices reaches the infant's record
        return None
    how = Term.DEIDENTIFIED if kind == Notification.Kind.WITHOUT_NAMES else Term.IDENTIFIED
    return Authority(
        kind=Kind.STATE_LAW,
        id=f"law:{terms.state}",
        subject=subject.pk,
        disclosers=frozenset({ANY_HOLDER}),
        recipients=frozenset({AGENCY}),
        categories=EVERYTHING,
        purposes=frozenset({Purpose.MANDATED_REPORT}),
        terms=frozenset({how}),
        signed=terms.effective_from,
    )
