"""One question to the gate: may this be shared with this asker, for this purpose, on this day, given these papers?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NoReturn

from kinbridge.consents.rules import (
    ANY_HOLDER,
    COURT,
    PART2_ONLY,
    TPO,
    Authority,
    Defect,
    Form,
    Gap,
    Kind,
    Party,
    Term,
    Wanted,
    gaps,
    words,
)
from kinbridge.core.vocabulary import OrganizationKind, Purpose, Standing
from kinbridge.disclosure.rules.facts import NOTHING_KNOWN, Facts
from kinbridge.disclosure.rules.filed import Faulted, Filed
from kinbridge.disclosure.rules.kept import Kept, found_once, kept
from kinbridge.disclosure.rules.packs import pack
from kinbridge.disclosure.rules.parties import HEALTH_CARE, PROVIDERS, Asker, Item

RESTS_ON_STATE_LAW = frozenset({Kind.STATE_LAW, Kind.MANDATED_REPORT})
"""Papers that have their force from the law of the state."""


class Sought(StrEnum):
    """What of the record is asked for."""

    RECORD = "record"
    DEIDENTIFIED = "deidentified"
    COUNT = "count"
    NOTICE = "notice that the law requires"
    LIST = "list of people"
    ACCOUNTING = "accounting"
    RECIPIENTS = "recipients"
    BREACH_NOTICE = "breach notice"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """`authorities` are the papers on file about the person; `audience` the others in the room or on the message.

    `parts` are the words for the part of the record that is wanted, none for all of it. `unreadable` names inputs that
    could not be understood: one is enough for a no.
    """

    item: Item
    asker: Asker
    purpose: Purpose | None
    on: date | None
    authorities: tuple[Authority, ...] = ()
    facts: Facts = NOTHING_KNOWN
    jurisdiction: str = ""
    sought: Sought = Sought.RECORD
    parts: frozenset[str] = frozenset()
    audience: tuple[frozenset[Party], ...] = ()
    unreadable: tuple[str, ...] = ()

    def about(self, item: Item) -> Ask:
        """The same question about another record."""
        other = object.__new__(Ask)
        vars(other).update(self._but_the_record, item=item)
        return other

    @found_once
    def _but_the_record(self) -> dict[str, object]:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**given, "authorities": Filed(self.authorities), "plain": self.plain}

    # ── what is missing ──────────────────────────────────────────────────────

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs without which there is no answer but no."""
        if self._is_whole:
            return ()
        return (
            *(name for name, given in self._required() if not given),
            *self.unreadable,
        )

    @property
    def _is_whole(self) -> bool:
        asked = self.purpose and self.on and self.asker.kind and not self.unreadable
        return bool(asked and self.item.regimes and self.item.category)

    def _required(self) -> tuple[tuple[str, object], ...]:
        return (
            ("the law the record is under", self.item.regimes),
            ("the kind of record", self.item.category),
            ("who is asking", self.asker.kind),
            ("the purpose", self.purpose),
            ("the date", self.on),
        )

    @found_once
    def plain(self) -> Kept:
        """All but the record, the asker, the papers and the others in the room."""
        return kept(_of_ask(self))

    @property
    def day(self) -> date:
        """The date, once it is known not to be missing."""
        return self.on or date.max

    # ── whose state law ──────────────────────────────────────────────────────

    @found_once
    def states(self) -> tuple[str, ...]:
        """The states that have a say, the asker's and the record's. None where the facts themselves say what holds."""
        return tuple(sorted({one for one in (self.jurisdiction, self.item.jurisdiction) if one}))

    @found_once
    def packs_present(self) -> bool:
        return all(pack(state) is not None for state in self.states)

    @property
    def state_law_stands(self) -> bool:
        """Whether the law of each state is here and signed (or this is a demo), so that an answer may rest on it."""
        return self.facts.pack_signed and self.packs_present

    # ── who is asking ────────────────────────────────────────────────────────

    @property
    def to_self(self) -> bool:
        """The person asks about themselves."""
        asker, item = self.asker, self.item
        strangers = asker.person is not None and item.subject is not None and asker.person != item.subject
        return asker.kind is Standing.PATIENT and not strangers

    @property
    def by_own_program(self) -> bool:
        """Someone who works in the program that made the record."""
        return self.asker.program is not None and self.asker.program == self.item.source_program

    @property
    def by_own_organization(self) -> bool:
        """Someone who works for the organization that holds the record."""
        return self.asker.organization is not None and self.asker.organization == self.item.holding_organization

    @property
    def by_provider(self) -> bool:
        return self.asker.kind in PROVIDERS

    @property
    def by_health_care(self) -> bool:
        return self.asker.kind in HEALTH_CARE or self.asker.is_covered or self.asker.business_associate

    @property
    def in_class(self) -> bool:
        """One of the treating providers, plans, payers and helpers of the program (42 CFR 2.31(a)(4))."""
        if self.asker.business_associate:
            return True
        return self.by_health_care and self.asker.treats and self.asker.kind != OrganizationKind.HEALTH_EXCHANGE

    @property
    def in_court(self) -> bool:
        """For use in, or toward, a proceeding."""
        return self.purpose in COURT

    # ── the papers ───────────────────────────────────────────────────────────

    @found_once
    def wanted(self) -> Wanted:
        for_all_present = self.asker.kind is OrganizationKind.STAFFING_TEAM and self.audience
        asker = () if for_all_present else (self.asker.parties,)
        return Wanted(
            subject=self.item.subject,
            category=self.item.category,
            purpose=self.purpose,
            disclosers=self.item.disclosers,
            recipients=(*asker, *self.audience),
            parts=self.parts,
            in_health_care=self.by_health_care,
            in_class=self.in_class and not self.audience,
        )

    @found_once
    def on_file(self) -> Filed:
        """The papers about this person, and those about no one in particular, in an order that no filing decides."""
        filed = self.authorities if isinstance(self.authorities, Filed) else Filed(self.authorities)
        return filed.about(self.item.subject)

    @found_once
    def consents(self) -> tuple[tuple[Authority, frozenset[Defect], tuple[Gap, ...]], ...]:
        """Every consent on file with its faults and gaps, the same whatever order they came in."""
        return tuple((paper, wrong, gaps(paper, self.wanted)) for paper, wrong in self.faulted(self.on_file))

    def faulted(self, filed: Filed) -> Faulted:
        """The consents among these papers with their faults, for one who asks this."""
        return filed.consents(
            on=self.day,
            subject=self.item.subject_role,
            minor_signs_alone=self.facts.minor_signs_alone,
            statement=self.needs_statement,
        )

    @property
    def needs_statement(self) -> bool:
        """New consents to health care for treatment, payment or operations carry the statement (2.31(a)(4)(iii))."""
        return (self.asker.is_covered or self.asker.business_associate) and self.purpose in TPO

    def part2_consents(self, *forms: Form) -> Iterator[Authority]:
        """The consents of these forms that reach what is asked and have no fault under 42 CFR part 2."""
        return (paper for paper, wrong, short in self.consents if paper.form in forms and not wrong and not short)

    def part2_consent(self, *forms: Form) -> Authority | None:
        return first(self.part2_consents(*forms)) if self.consents else None

    @property
    def has_part2_consent(self) -> bool:
        return self.part2_consent(*Form) is not None

    def every_consent(self, *forms: Form) -> Iterator[Authority]:
        """The same under other laws, where faults that only 42 CFR part 2 knows do not count."""
        return (
            paper for paper, wrong, short in self.consents if paper.form in forms and not short and wrong <= PART2_ONLY
        )

    def consent(self, *forms: Form) -> Authority | None:
        return first(self.every_consent(*forms)) if self.consents else None

    @property
    def consent_of_any_form(self) -> Authority | None:
        return self.consent(*Form)

    @found_once
    def limits(self) -> tuple[Authority, ...]:
        """The papers that only ever close a door, good or not."""
        return self.on_file.limits()

    @found_once
    def in_force(self) -> tuple[Authority, ...]:
        """Every other paper that is in force and without a fault."""
        return self.on_file.in_force(on=self.day)

    @found_once
    def papers(self) -> tuple[Authority, ...]:
        """Every other paper that is in force and without a fault, and whose law stands here."""
        if self.state_law_stands:
            return self.in_force
        return tuple(paper for paper in self.in_force if paper.kind not in RESTS_ON_STATE_LAW)

    @property
    def waiting(self) -> tuple[Authority, ...]:
        """The papers that would count if the rules of the state were here and signed."""
        return tuple(paper for paper in self.in_force if paper not in self.papers)

    def every_paper(
        self, kind: Kind, *terms: Term, without: Term | None = None, section: str = ""
    ) -> Iterator[Authority]:
        """Those of a kind that name the asker, the kind of record and the purpose, and that have all these terms."""
        for paper in self.papers:
            if (
                paper.kind is kind
                and paper.terms.issuperset(terms)
                and (without is None or without not in paper.terms)
                and (not section or paper.section == section)
                and self._serves(paper)
            ):
                yield paper

    def paper(self, kind: Kind, *terms: Term, without: Term | None = None, section: str = "") -> Authority | None:
        return first(self.every_paper(kind, *terms, without=without, section=section)) if self.papers else None

    def paper_held(self, kind: Kind, *, without: Term | None = None) -> Authority | None:
        """One of these that names the asker, whatever it was drawn up for."""
        for paper in self.papers:
            if paper.kind is kind and (without is None or without not in paper.terms) and self.reaches(paper):
                return paper
        return None

    def _serves(self, paper: Authority) -> bool:
        category = self.item.category
        described = category is not None and not paper.categories.isdisjoint((category, category.broader))
        apart = paper.only and self.parts and self.parts.isdisjoint(words(" ".join(paper.only)))
        return self.purpose in paper.purposes and described and not apart and self.reaches(paper)

    def reaches(self, paper: Authority) -> bool:
        """Whether it lets whoever holds the record give to this asker."""
        return not paper.recipients.isdisjoint(self.asker.parties) and (
            ANY_HOLDER in paper.disclosers or not paper.disclosers.isdisjoint(self.item.disclosers)
        )


class PapersNeeded(Exception):
    """A rule wants to see the papers, and they are not known yet."""


class Unfiled(Ask):
    """A question whose papers, and the others in the room, are not known yet."""

    @classmethod
    def of(cls, ask: Ask) -> Unfiled:
        unfiled = object.__new__(cls)
        vars(unfiled).update((field.name, getattr(ask, field.name)) for field in fields(ask))
        return unfiled

    @property
    def _hidden(self) -> NoReturn:
        raise PapersNeeded

    on_file = wanted = audience = _hidden


PLAIN_OF_ASK = tuple(
    field.name for field in fields(Ask) if field.name not in {"item", "asker", "authorities", "audience"}
)
_of_ask = attrgetter(*PLAIN_OF_ASK)


def first(papers: Iterable[Authority]) -> Authority | None:
    return next(iter(papers), None)
