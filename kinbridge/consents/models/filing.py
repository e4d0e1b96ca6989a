"""A paper as it comes in from its form, as typed values; and who may put one on file, confirm it or end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kinbridge.accounts.models import Role
from kinbridge.consents.models.filed import PaperRow
from kinbridge.consents.rules import ANY_HOLDER, NEGATIVE, Defect, Kind, Term, organization, program
from kinbridge.consents.rules.papers import PaperKind, paper_kind
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.models import Program, Viewer

HOLDERS = frozenset(
    {
        Role.COUNSELOR,
        Role.DOSING_NURSE,
        Role.CLINICIAN,
        Role.HOSPITAL_SOCIAL_WORKER,
        Role.HOME_VISITOR,
        Role.EARLY_INTERVENTION,
        Role.CASEWORKER,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    }
)
"""Who answers for the records of a program they work in."""
WITH_FAMILIES = HOLDERS | {
    Role.PEER,
    Role.NAVIGATOR,
    Role.TEAM_COORDINATOR,
    Role.GUARDIAN_AD_LITEM,
    Role.COURT_LIAISON,
    Role.PRIVACY_OFFICER,
}
"""Who may write down what only closes: a safety flag, an objection."""
TRUSTED = frozenset({Role.PRIVACY_OFFICER, Role.COURT_LIAISON})
"""Who may put a paper on file without a second look, and give that look to others."""
RESOLVERS = frozenset({Role.PRIVACY_OFFICER, Role.COURT_LIAISON, Role.SUPERVISOR})
"""Who may say which of two papers stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    entry: PaperKind
    person_id: int | None = None
    gives: tuple[str, ...] = ()
    gets: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    only: tuple[str, ...] = ()
    terms: frozenset[Term] = frozenset()
    reference: str = ""
    signed_on: date | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    readable: bool = True
    agreed: bool = False
    detail: dict[str, object] = field(default_factory=dict)

    @property
    def defects(self) -> tuple[Defect, ...]:
        """An agreement that does not say what the law asks is none. An order may still count under another law."""
        return (Defect.NO_APPROVAL,) if self.entry.strict and self.entry.missing(self.terms) else ()

    def row(self) -> dict[str, object]:
        return {
            "kind": self.entry.kind.value,
            "section": self.entry.section,
            "gives": list(self.gives),
            "gets": list(self.gets),
            "categories": [one.value for one in self.categories],
            "purposes": [one.value for one in self.purposes],
            "only": list(self.only),
            "terms": sorted(self.terms),
            "defects": sorted(self.defects),
            "reference": self.reference,
            "signed_on": self.signed_on,
            "starts_on": self.starts_on,
            "expires_on": self.expires_on,
            "readable": self.readable,
            "detail": self.detail,
        }


def own_parties(by: Viewer) -> frozenset[str]:
    """Every way a paper may name the organization someone works for."""
    if by.organization_id is None or by.person_id is not None:
        return frozenset()
    programs = Program.objects.filter(organization=by.organization_id).values_list("pk", flat=True)
    return frozenset({str(organization(by.organization_id)), *(str(program(pk)) for pk in programs)})


def may_record(entry: PaperKind, *, by: Viewer) -> bool:
    """Whether someone may put this kind of paper on file at all. Whoever is not named may not."""
    if by.person_id is not None:
        return False
    if by.role in entry.recorders or ("anyone" in entry.recorders and by.role in WITH_FAMILIES):
        return True
    return "holder" in entry.recorders and by.role in HOLDERS


def only_as_holder(entry: PaperKind, *, by: Viewer) -> bool:
    """Whether someone may do so only for the records of the organization they work for."""
    return entry.gives == "programs" and by.role not in entry.recorders and "anyone" not in entry.recorders


def needs_a_second_look(filing: Filing, *, by: Viewer) -> bool:
    """Whether it would open something for those who put it on file, or for others through people who hold nothing."""
    if filing.entry.kind in NEGATIVE or filing.entry.kind is Kind.EMERGENCY or by.role in TRUSTED:
        return False
    return not _on_the_holding_side(filing.gives, filing.gets, own_parties(by))


def may_confirm(paper: PaperRow, *, by: Viewer) -> bool:
    """A privacy officer, the court's own staff, or someone who answers for the records; never the one who filed it."""
    if not paper.to_confirm or by.person_id is not None or by.user_id == paper.recorded_by_id:
        return False
    if by.role in TRUSTED:
        return True
    return by.role in HOLDERS and _on_the_holding_side(paper.gives, paper.gets, own_parties(by))


def may_end(paper: PaperRow, *, by: Viewer) -> bool:
    entry = paper_kind(paper.kind, paper.section)  # type: ignore[attr-defined]
    if entry is None or not may_record(entry, by=by):
        return False
    if not only_as_holder(entry, by=by) or by.program_id == paper.recorded_for_id:
        return True
    return not own_parties(by).isdisjoint(paper.gives)


def may_call_wrong(paper: PaperRow, *, by: Viewer) -> bool:
    """The program that put it on file, or a privacy officer."""
    if by.person_id is not None:
        return False
    return by.role == Role.PRIVACY_OFFICER or (by.program_id is not None and by.program_id == paper.recorded_for_id)


def _on_the_holding_side(gives: Iterable[str], gets: Iterable[str], own: frozenset[str]) -> bool:
    if not own.isdisjoint(gives):
        return True
    return ANY_HOLDER in gives and own.isdisjoint(gets)
