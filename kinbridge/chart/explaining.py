"""The gate explains itself: one record of a family or a made-up one, any asker, any purpose, any day, any papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.chart.models import Label
from kinbridge.consents.rules import ANY_HOLDER, Authority, Form, Kind, Signer, Term
from kinbridge.core.vocabulary import CHILDREN, Category, OrganizationKind, Purpose, Regime, Relation, Standing
from kinbridge.directory.models import Membership, Program, Viewer
from kinbridge.disclosure.accounting import WATCH_OVER_RECORDS
from kinbridge.disclosure.actions import ask_about, grounds, receiving
from kinbridge.disclosure.explained import Explanation, explanation
from kinbridge.disclosure.rules import Ask, Asker, Facts, Item, ReceivedUnder
from kinbridge.people.models import Family, Person

MADE_UP = "made up"
SOURCE, HOLDER = "the source", "the holder"
STATEMENTS = (Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE)


@dataclass(frozen=True, slots=True)
class Imaginary:
    """A record that nobody has: what it is, under which laws, and who holds it."""

    regimes: frozenset[Regime]
    category: Category
    subject: Relation | None = None
    source: OrganizationKind | None = None
    received: ReceivedUnder | None = None
    holder: OrganizationKind | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: someone of the coalition by e-mail, a program, or anyone of a kind. The first that is said counts."""

    email: str = ""
    program: Program | None = None
    kind: OrganizationKind | Standing | None = None
    treats: bool = False
    own_program: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is not on file, drawn up for just this question, with what faults its dates and terms give it."""

    kind: Kind
    form: Form | None = None
    section: str = ""
    signed: date | None = None
    expires: date | None = None
    revoked: date | None = None
    terms: frozenset[Term] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    who: Who
    purpose: Purpose
    on: date
    label: Label | None = None
    imaginary: Imaginary | None = None
    on_file: frozenset[str] | None = None
    """Which of the papers on file to count, by id; None for all."""
    paper: Paper | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)


class NobodyThere(Exception):
    """No one of the coalition signs in with that e-mail on that day."""


def labels_of(family: Family) -> list[Label]:
    """Every kind of record on file, hidden or not: only for those who watch over records."""
    joined = Label.objects.filter(family=family).select_related(
        "program__organization", "subject", "holder__organization"
    )
    return list(joined.order_by("subject__pk", "program__name", "category", "pk"))


def watches(viewer: Viewer) -> bool:
    return viewer.role in WATCH_OVER_RECORDS


def papers_of(family: Family, *, by: Viewer, on: date) -> tuple[Authority, ...]:
    return grounds(families=[family.pk], by=by, on=on)[family.pk].papers


@transaction.atomic
def explained(question: Question, *, family: Family | None, by: Viewer, at: datetime) -> Explanation:
    """The answer and every rule tried. About a real family it is a look at its record, and leaves an audit line.

    Raises `NobodyThere`.
    """
    if family is None or question.label is None:
        return explanation(_imagined(question, by=by))
    told = explanation(_asked(question, question.label, by=by))
    audit(
        "disclosure.explained",
        by=by,
        at=at,
        family_id=family.pk,
        about=f"label:{question.label.pk}",
        because=question.purpose,
        citations=told.decision.citations,
        detail={"outcome": told.decision.outcome.value, "imagined": question.paper is not None},
    )
    return told


@transaction.atomic
def labels_on(family: Family, *, by: Viewer, at: datetime, asked: bool = False) -> list[Label]:
    """The family's kinds of record, to choose from. That there are any may itself be protected, so it is a look.

    Where one was chosen and is `asked` about, the answer leaves the line.
    """
    if not asked:
        audit("disclosure.labels_seen", by=by, at=at, family_id=family.pk)
    return labels_of(family)


# ── the question ─────────────────────────────────────────────────────────────


def _asked(question: Question, label: Label, *, by: Viewer) -> Ask:
    asking = _asking(question, by=by)
    standing = grounds(families=[label.family_id], by=asking or _someone(by), on=question.on)[label.family_id]
    if question.on_file is not None:
        standing = replace(standing, papers=tuple(one for one in standing.papers if one.id in question.on_file))
    ask = ask_about(label, standing=standing, purpose=question.purpose, on=question.on)
    if asking is None:
        ask = replace(ask, asker=_of_a_kind(question.who, ask.item))
    elif question.who.treats:
        ask = replace(ask, asker=replace(ask.asker, treats=True))
    return _with(ask, question)


def _imagined(question: Question, *, by: Viewer) -> Ask:
    made = question.imaginary
    held = made is not None and (made.holder is not None or made.received is not None)
    item = Item(
        regimes=made.regimes if made else frozenset(),
        category=made.category if made else None,
        subject_role=made.subject if made else None,
        source_organization=SOURCE,
        source_program=SOURCE,
        source_kind=made.source if made else None,
        holder_organization=HOLDER if held else None,
        holder_kind=made.holder if made else None,
        received_under=made.received if made else None,
    )
    asking = _asking(question, by=by)
    asker = _of_a_kind(question.who, item) if asking is None else _asker(asking, question.who)
    return _with(Ask(item=item, asker=asker, purpose=question.purpose, on=question.on, jurisdiction=by.state), question)


def _with(ask: Ask, question: Question) -> Ask:
    """The same with the made-up paper, and with what is said to be known."""
    facts: Facts = replace(ask.facts, **question.facts)
    papers = ask.authorities
    if question.paper is not None:
        papers = (*papers, _drawn_up(question.paper, ask))
    return replace(ask, facts=facts, authorities=papers)


def _drawn_up(paper: Paper, ask: Ask) -> Authority:
    consent = paper.kind is Kind.CONSENT
    young = ask.item.subject_role in CHILDREN
    return Authority(
        kind=paper.kind,
        id=MADE_UP,
        subject=ask.item.subject,
        form=(paper.form or Form.SPECIFIC) if consent else None,
        disclosers=ask.item.disclosers if consent else frozenset({ANY_HOLDER}),
        recipients=ask.asker.parties,
        categories=frozenset({ask.item.category} if ask.item.category else ()),
        purposes=frozenset({ask.purpose} if ask.purpose else ()),
        signers=frozenset({Signer.PARENT if young else Signer.SUBJECT}) if consent else frozenset(),
        signed=paper.signed,
        expires=paper.expires,
        revoked=paper.revoked,
        section=paper.section,
        terms=paper.terms,
    )


# ── who asks ─────────────────────────────────────────────────────────────────


def _asking(question: Question, *, by: Viewer) -> Viewer | None:
    """The viewer who would ask, or None where anyone of a kind would."""
    who = question.who
    if who.email:
        return _by_email(who.email, by=by, on=question.on)
    return replace(receiving(who.program), state=by.state) if who.program is not None else None


def _by_email(email: str, *, by: Viewer, on: date) -> Viewer:
    works = Membership.objects.on(on).filter(
        user__email__iexact=email, program__organization__coalition=by.coalition_id
    )
    found = works.select_related("user", "program__organization__coalition").order_by("pk").first()
    if found is None:
        raise NobodyThere
    viewer = found.viewer()
    person = Person.objects.filter(account=found.user_id).first() if viewer.role == "self" else None
    return replace(viewer, person_id=person.pk if person else None)


def _asker(viewer: Viewer, who: Who) -> Asker:
    """Someone real, who asks for a record that nobody has."""
    return Asker(
        kind=OrganizationKind(viewer.organization_kind) if viewer.role != "self" else Standing.PATIENT,
        role=viewer.role,
        organization=SOURCE if who.own_program else viewer.organization_id,
        program=SOURCE if who.own_program else viewer.program_id,
        covered_entity=viewer.covered_entity,
        part2_program=viewer.is_part2,
        treats=who.treats,
    )


def _of_a_kind(who: Who, item: Item) -> Asker:
    own = who.own_program
    return Asker(
        kind=who.kind,
        organization=item.source_organization if own else None,
        program=item.source_program if own else None,
        part2_program=who.kind is OrganizationKind.OPIOID_TREATMENT_PROGRAM,
        treats=who.treats,
    )


def _someone(by: Viewer) -> Viewer:
    return Viewer(coalition_id=by.coalition_id, state=by.state)


def choices_of_programs(by: Viewer) -> Iterable[Program]:
    ours = Program.objects.filter(organization__coalition=by.coalition_id).exclude(regimes=[])
    return ours.select_related("organization").order_by("organization__name", "name")
