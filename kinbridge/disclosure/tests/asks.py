"""Made-up questions to the gate: a worked case with something changed, and with more papers on file now and then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from kinbridge.consents.rules import (
    ANY_HOLDER,
    TREATMENT_CLASS,
    Authority,
    Defect,
    Form,
    Kind,
    Party,
    Signer,
    Term,
    everyone_of,
    named,
    organization,
    person,
    program,
    validity,
)
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Relation, Standing
from kinbridge.disclosure.case_files import cases
from kinbridge.disclosure.rules import Ask, Facts, Item, hipaa_law, part2

KNOWN = tuple(ask for ask in (case.ask for case in cases()) if not ask.missing)
KINDS: list[OrganizationKind | Standing] = [*OrganizationKind, *Standing]
LIMITS = frozenset({Kind.RESTRICTION, Kind.SAFETY_FLAG})
ALLOWING = [kind for kind in Kind if kind not in LIMITS]
DAYS = st.sampled_from([date(2023, 5, 1), date(2024, 6, 1), date(2026, 1, 10), date(2026, 2, 20)])
FLAGS = [name for name, field in Facts.__dataclass_fields__.items() if field.type == "bool | None"]
TPO = frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS})
FORM_TERMS = frozenset({Term.REVOCATION, Term.REFUSAL, Term.REDISCLOSURE})

TURNING_POINTS = {
    day for module in (validity, part2, hipaa_law) for day in vars(module).values() if isinstance(day, date)
}
"""Every day that a rule names."""


def items() -> st.SearchStrategy[Item]:
    return st.sampled_from(KNOWN).map(lambda ask: ask.item)


@st.composite
def papers(draw: st.DrawFn, ask: Ask) -> Authority:
    """A paper that would often do for this question, with something wrong in it now and then."""
    kind = draw(st.sampled_from([Kind.CONSENT, Kind.CONSENT, *ALLOWING]))
    category, purpose = ask.item.category or Category.CONTACT, ask.purpose or Purpose.TREATMENT
    return Authority(
        kind=kind,
        id=f"extra {draw(st.integers(0, 9))}",
        subject=ask.item.subject,
        form=draw(st.sampled_from(Form)) if kind is Kind.CONSENT else None,
        disclosers=draw(st.sampled_from([ask.item.disclosers, frozenset({ANY_HOLDER}), frozenset({named("else")})])),
        recipients=draw(st.sampled_from([_to(ask), _to(ask), frozenset({TREATMENT_CLASS, named("else")})])),
        categories=frozenset({draw(st.sampled_from([category, category, category.broader, Category.CONTACT]))}),
        purposes=draw(st.sampled_from([frozenset({purpose}), frozenset({purpose}), TPO])),
        only=draw(st.sampled_from([(), (), ("attendance",)])),
        signers=frozenset({draw(st.sampled_from([Signer.SUBJECT, Signer.PARENT, Signer.DIRECTOR]))}),
        signed=draw(DAYS),
        expires=draw(st.sampled_from([date(2026, 12, 1), date(2027, 1, 1), date(2025, 4, 1)])),
        revoked=draw(st.sampled_from([None, None, None, date(2026, 2, 1)])),
        section=draw(st.sampled_from(["", "2.64", "2.65", "2.66"])),
        terms=FORM_TERMS | draw(st.frozensets(st.sampled_from(Term), max_size=6)),
        defects=draw(st.sampled_from([frozenset(), frozenset(), frozenset({Defect.KNOWN_FALSE})])),
    )


def _to(ask: Ask) -> frozenset[Party]:
    return frozenset({everyone_of(ask.asker.kind)}) if ask.asker.kind else frozenset()


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    ask = draw(st.sampled_from(KNOWN))
    change = draw(st.sampled_from(["", "", "", "purpose", "kind", "category", "subject", "day", "fact"]))
    if change == "purpose":
        ask = replace(ask, purpose=draw(st.sampled_from(Purpose)))
    elif change == "kind":
        ask = replace(ask, asker=replace(ask.asker, kind=draw(st.sampled_from(KINDS))))
    elif change == "category":
        ask = replace(ask, item=replace(ask.item, category=draw(st.sampled_from(Category))))
    elif change == "subject":
        ask = replace(ask, item=replace(ask.item, subject_role=draw(st.sampled_from(Relation))))
    elif change == "day":
        ask = replace(ask, on=draw(st.sampled_from([date(2024, 1, 1), date(2025, 3, 1), date(2027, 1, 1)])))
    elif change == "fact":
        ask = replace(ask, facts=replace(ask.facts, **{draw(st.sampled_from(FLAGS)): draw(st.booleans())}))
    return replace(ask, authorities=(*ask.authorities, *draw(st.lists(papers(ask), max_size=2))))


@st.composite
def worlds(draw: st.DrawFn) -> list[Ask]:
    """Some questions about a few people and organizations, on one day, with papers that name them in every way."""
    keys = st.sampled_from([None, 1, 2, 3])
    days = st.sampled_from(sorted({day + timedelta(n) for day in TURNING_POINTS for n in (-40, -1, 0, 1, 40)}))
    return [draw(_among(keys, days)) for _ in range(draw(st.integers(1, 4)))]


@st.composite
def _among(draw: st.DrawFn, keys: st.SearchStrategy[int | None], days: st.SearchStrategy[date]) -> Ask:
    ask = draw(asks())
    item = replace(
        ask.item,
        subject=draw(keys),
        source_organization=draw(keys),
        source_program=draw(keys),
        holder_organization=draw(keys),
    )
    asker = replace(ask.asker, organization=draw(keys), program=draw(keys), person=draw(keys))
    ways = st.sampled_from([*(way(key) for way in (organization, program, person) for key in (1, 2, 3))])
    parties = st.sets(ways | st.sampled_from([*item.disclosers, *asker.parties, TREATMENT_CLASS]), max_size=3)
    stretches = st.tuples(st.none() | days, st.none() | days)
    kinds_of_day = {"date | None": st.none() | days, "Days | None": st.none() | stretches}
    kinds_of_day["tuple[Days, ...]"] = st.lists(stretches, max_size=1).map(tuple)
    filed = [
        replace(
            paper,
            subject=draw(keys | st.just(item.subject)),
            disclosers=frozenset(draw(parties)) | draw(st.sampled_from([frozenset(), paper.disclosers])),
            until_event=draw(st.sampled_from([paper.until_event, "", "none", "discharge"])),
            recipients=frozenset(draw(parties)) | draw(st.sampled_from([frozenset(), paper.recipients])),
            **{
                name: draw(kinds_of_day[kind])
                for name, kind in draw(st.sets(st.sampled_from(DAYS_OF_A_PAPER), max_size=3))
            },
        )
        for paper in (*ask.authorities, *draw(st.lists(papers(ask), max_size=3)))
    ]
    room = draw(st.lists(parties.map(frozenset), max_size=2)) if draw(st.booleans()) else []
    return replace(ask, item=item, asker=asker, authorities=tuple(filed), on=draw(days), audience=tuple(room))


DAYS_OF_A_PAPER = [
    (name, str(field.type))
    for name, field in Authority.__dataclass_fields__.items()
    if "date" in str(field.type) or "Days" in str(field.type)
]
