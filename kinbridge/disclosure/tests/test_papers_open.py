"""What the table of papers says each opens is what the gate opens, and what it says is needed is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kinbridge.consents.rules import ANY_HOLDER, Authority, Defect, Kind, Term, program
from kinbridge.consents.rules.emergency import holders, opens_categories
from kinbridge.consents.rules.papers import PAPERS, PaperKind
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime, Relation
from kinbridge.disclosure.rules import Ask, Asker, Item, may_share

TODAY = date(2026, 3, 2)
MOTHER, CHILD = 1, 2
TREATMENT = Item(
    regimes=frozenset({Regime.PART2}),
    category=Category.SUD_ATTENDANCE,
    subject=MOTHER,
    subject_role=Relation.MOTHER,
    source_organization="otp",
    source_program="otp-1",
    source_kind=OrganizationKind.OPIOID_TREATMENT_PROGRAM,
)
HEALTH = replace(
    TREATMENT,
    regimes=frozenset({Regime.HIPAA}),
    category=Category.GENERAL_HEALTH,
    source_organization="clinic",
    source_program="clinic-1",
    source_kind=OrganizationKind.CLINIC,
)
NOTES = replace(TREATMENT, category=Category.SUD_COUNSELING_NOTES)
CHILDS = replace(HEALTH, subject=CHILD, subject_role=Relation.INFANT)
COURT = Asker(kind=OrganizationKind.COURT, organization="court", program="docket")
POLICE = Asker(kind=OrganizationKind.LAW_ENFORCEMENT, organization="police", program="detectives")
VENDOR = Asker(kind=OrganizationKind.VENDOR, organization="lab", program="lab-1")
AGENCY = Asker(kind=OrganizationKind.CHILD_WELFARE_AGENCY, organization="agency", program="unit")


def paper(code: str, item: Item, asker: Asker, *, without: Term | None = None, **changes: object) -> Authority:
    """As the form would file it, with all that the table needs, less one thing."""
    entry = PAPERS[code]
    needed = {finding.term for finding in entry.findings if finding.needed in (True, "one")}
    terms = frozenset(needed - {without})
    said: dict[str, object] = {
        "kind": entry.kind,
        "id": "paper",
        "subject": None if entry.about_no_one else item.subject,
        "section": entry.section,
        "disclosers": frozenset({ANY_HOLDER} if entry.gives == "anyone" else {program(item.source_program)}),
        "recipients": frozenset({program(asker.program)}),
        "categories": frozenset({item.category}),
        "purposes": frozenset(entry.purposes),
        "terms": terms,
        "signed": date(2026, 2, 20),
        "defects": frozenset({Defect.NO_APPROVAL} if entry.strict and entry.missing(terms) else ()),
    }
    return Authority(**{**said, **changes})  # type: ignore[arg-type]


def opens(item: Item, asker: Asker, purpose: Purpose, *papers: Authority) -> bool:
    return may_share(Ask(item=item, asker=asker, purpose=purpose, on=TODAY, authorities=papers)).allowed


ORDERS = [
    ("order-civil", COURT, Purpose.COURT_PROCEEDING_AGAINST_PATIENT),
    ("order-criminal", POLICE, Purpose.LAW_ENFORCEMENT),
    ("order-program", POLICE, Purpose.LAW_ENFORCEMENT),
    ("qsoa", VENDOR, Purpose.OPERATIONS),
]


@pytest.mark.parametrize(("code", "asker", "purpose"), ORDERS)
def test_with_all_that_the_table_needs_the_treatment_record_opens(code: str, asker: Asker, purpose: Purpose) -> None:
    if code == "order-criminal":
        purpose = Purpose.COURT_PROCEEDING_AGAINST_PATIENT
    assert opens(TREATMENT, asker, purpose, paper(code, TREATMENT, asker))
    assert PAPERS[code].opened(paper(code, TREATMENT, asker).terms)


@pytest.mark.parametrize(
    ("code", "asker", "purpose", "finding"),
    [(*order, finding.term) for order in ORDERS for finding in PAPERS[order[0]].findings if finding.needed is True],
)
def test_with_any_one_finding_missing_it_stays_closed(code: str, asker: Asker, purpose: Purpose, finding: Term) -> None:
    lacking = paper(code, TREATMENT, asker, without=finding)
    assert [one.term for one in PAPERS[code].missing(lacking.terms)] == [finding]
    for asked in {purpose, *PAPERS[code].purposes}:
        assert not opens(TREATMENT, asker, asked, lacking)


@pytest.mark.parametrize("code", ["order", "subpoena", "warrant", "order-agent"])
def test_what_is_not_a_special_order_opens_no_treatment_record(code: str) -> None:
    every = frozenset(finding.term for finding in PAPERS[code].findings)
    for asker in (COURT, POLICE):
        process = paper(code, TREATMENT, asker, terms=every, purposes=frozenset(Purpose))
        for purpose in Purpose:
            assert not opens(TREATMENT, asker, purpose, process)


def test_a_subpoena_opens_a_health_record_once_the_person_was_told() -> None:
    told, untold = (paper("subpoena", HEALTH, COURT, without=term) for term in (None, Term.ASSURANCE))
    assert opens(HEALTH, COURT, Purpose.COURT_PROCEEDING_OTHER, told)
    assert not opens(HEALTH, COURT, Purpose.COURT_PROCEEDING_OTHER, untold)


def test_what_was_said_in_confidence_needs_its_ground() -> None:
    order = paper("order-civil", NOTES, COURT)
    named = replace(order, terms=order.terms | {Term.CONFIDENTIAL_COMMUNICATIONS})
    grounded = replace(named, terms=named.terms | {Term.CONFIDENTIAL_GROUND})
    purpose = Purpose.COURT_PROCEEDING_AGAINST_PATIENT
    assert [opens(NOTES, COURT, purpose, one) for one in (order, named, grounded)] == [False, False, True]
    entry = PAPERS["order-civil"]
    said = [[one.what for one in entry.opened(one.terms)] for one in (order, named, grounded)]
    assert ["What the patient said in confidence" in one for one in said] == [False, False, True]
    record = replace(named, categories=frozenset({TREATMENT.category}))
    assert not opens(TREATMENT, COURT, purpose, record), "it may not be split by us"
    assert not any(one.sound for one in entry.opened(named.terms))


def test_custody_opens_the_childs_health_record_only_where_it_gives_that_power() -> None:
    order = paper("custody", CHILDS, AGENCY, terms=frozenset({Term.LEGAL_CUSTODY, Term.HEALTH_DECISIONS}))
    placement = replace(order, terms=frozenset({Term.PLACEMENT, Term.NO_HEALTH_DECISIONS}))
    assert opens(CHILDS, AGENCY, Purpose.CASE_PLANNING, order)
    assert not opens(CHILDS, AGENCY, Purpose.CASE_PLANNING, placement)
    mothers = replace(order, subject=MOTHER)
    assert not opens(TREATMENT, AGENCY, Purpose.CASE_PLANNING, order, mothers)


@pytest.mark.parametrize("wrong", [Defect.UNCONFIRMED, Defect.CONTESTED])
def test_one_that_nobody_confirmed_or_that_is_in_dispute_opens_nothing(wrong: Defect) -> None:
    order = paper("order-civil", TREATMENT, COURT)
    closed = (
        replace(order, defects=frozenset({wrong}))
        if wrong is Defect.UNCONFIRMED
        else replace(order, contested=((date(2026, 3, 1), None),))
    )
    assert not opens(TREATMENT, COURT, Purpose.COURT_PROCEEDING_AGAINST_PATIENT, closed)
    later = replace(order, contested=((date(2026, 2, 25), date(2026, 3, 2)),))
    assert opens(TREATMENT, COURT, Purpose.COURT_PROCEEDING_AGAINST_PATIENT, later), "resolved this morning"


def test_a_limit_in_dispute_still_closes() -> None:
    mine = Asker(kind=OrganizationKind.OPIOID_TREATMENT_PROGRAM, organization="otp", program="otp-1")
    limit = Authority(kind=Kind.RESTRICTION, id="limit", subject=MOTHER, signed=date(2026, 1, 1))
    doubted = replace(limit, contested=((date(2026, 2, 1), None),))
    assert opens(TREATMENT, mine, Purpose.TREATMENT)
    assert not opens(TREATMENT, mine, Purpose.TREATMENT, limit)
    assert not opens(TREATMENT, mine, Purpose.TREATMENT, doubted)


def test_an_emergency_opens_treatment_records_to_medical_staff_and_to_no_one_else() -> None:
    doctor = Asker(kind=OrganizationKind.HOSPITAL, organization="hospital", program="er", covered_entity=True)

    def stated(asker: Asker) -> Authority:
        return Authority(
            kind=Kind.EMERGENCY,
            id="stated",
            subject=MOTHER,
            section="2.51",
            disclosers=frozenset(holders()),
            recipients=frozenset({program(asker.program)}),
            categories=frozenset(opens_categories()),
            purposes=frozenset({Purpose.MEDICAL_EMERGENCY}),
            signed=TODAY,
            expires=date(2026, 3, 4),
        )

    assert opens(TREATMENT, doctor, Purpose.MEDICAL_EMERGENCY, stated(doctor))
    assert not opens(NOTES, doctor, Purpose.MEDICAL_EMERGENCY, stated(doctor))
    assert not opens(TREATMENT, doctor, Purpose.TREATMENT, stated(doctor))
    assert not opens(TREATMENT, doctor, Purpose.MEDICAL_EMERGENCY, replace(stated(doctor), event_happened=True))
    assert not opens(TREATMENT, AGENCY, Purpose.MEDICAL_EMERGENCY, stated(AGENCY))
    school = replace(
        TREATMENT, regimes=frozenset({Regime.FERPA}), category=Category.EDUCATION, source_kind=OrganizationKind.SCHOOL
    )
    assert not opens(school, doctor, Purpose.MEDICAL_EMERGENCY, stated(doctor))


@pytest.mark.parametrize("entry", PAPERS.values(), ids=PAPERS)
def test_every_entry_says_what_it_is_by_which_law_and_what_to_do_about_a_gap(entry: PaperKind) -> None:
    assert entry.what.endswith(".")
    assert entry.law
    assert entry.opens or entry.never
    assert set(entry.ends) <= {"withdrawn", "vacated", "terminated", "lifted", "declined"}
    for finding in entry.findings:
        assert finding.says
        assert finding.cite
        assert finding.missing or finding.needed in (False, "one")
