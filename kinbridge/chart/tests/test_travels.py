"""What travels with a disclosure: its notice, its scope and its marks, once on a page, for people and for machines."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.chart.actions import record_entry
from kinbridge.chart.reading import open_chart
from kinbridge.consents.tests.county import County, made, signed_today
from kinbridge.core.vocabulary import Category, Purpose, Regime
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.disclosure.rules.obligations import Obligation
from kinbridge.disclosure.rules.security_labels import codings
from kinbridge.disclosure.travels import MARKS

SHORT_STATEMENT = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


@pytest.fixture
def county(db: None) -> County:
    found = made()
    for days in (2, 3):
        record_entry(
            family=found.family,
            subject=found.ana,
            kind="attendance",
            body={"service": "dosing", "attended": True},
            occurred_at=now() - timedelta(days=days),
            by=found.nurse,
            at=now(),
        )
    return found


def page(county: County, viewer: Viewer, name: str = "chart:show", language: str = "en") -> str:
    client = browser(viewer, language=language)
    address = reverse(name, args=[county.family.key])
    return str(client.get(address, {"purpose": "case_planning"}).content.decode())


def test_the_notice_the_scope_and_the_marks_stand_on_the_page_once(county: County) -> None:
    signed_today(county, receives=(f"program:{county.welfare.pk}", f"program:{county.visiting.pk}"))
    told = page(county, county.worker)
    assert told.count('class="kb-travels"') == 1
    assert told.count(SHORT_STATEMENT) == 1
    assert "Not to be used against the person in any investigation or proceeding." in told
    assert "Whoever receives it may not share it again." in told
    [scope] = re.findall(r"<li>(Ana Rivera agreed that [^<]+)</li>", told)
    assert "River Methadone" in scope
    assert "only if visits are kept" in scope
    assert "Warm Start" not in scope


def test_a_machine_reads_it_too(county: County) -> None:
    signed_today(county)
    told = page(county, county.worker)
    [labels] = re.findall(r'data-security-labels="([^"]+)"', told)
    assert {"Confidentiality:R", "ActCode:42CFRPart2", "ActCode:ETH", "ActCode:NORDSCLCD"} <= set(labels.split())
    assert "kinbridge:no_proceedings_use" in labels
    [obligations] = re.findall(r'data-obligations="([^"]+)"', told)
    assert "part2_notice" in obligations.split()


@pytest.mark.parametrize("name", ["desk:family", "clocks:timeline"])
def test_what_is_made_from_it_carries_it_as_well(county: County, name: str) -> None:
    record_entry(
        family=county.family,
        subject=county.ana,
        kind="admission",
        body={"level": "opioid_treatment"},
        occurred_at=now() - timedelta(days=9),
        by=county.nurse,
        at=now(),
    )
    signed_today(county, categories=(Category.SUD_TREATMENT,))
    assert page(county, county.worker, name).count(SHORT_STATEMENT) == 1


def test_without_a_treatment_record_there_is_no_such_notice(county: County) -> None:
    record_entry(
        family=county.family,
        subject=county.ana,
        kind="contact",
        body={"how": "visit", "outcome": "met"},
        occurred_at=now(),
        by=county.worker,
        at=now(),
    )
    assert SHORT_STATEMENT not in page(county, county.worker)


def test_in_spanish_it_is_spanish(county: County) -> None:
    signed_today(county)
    told = page(county, county.worker, language="es")
    assert "Ana Rivera aceptó que" in told
    assert "Quien lo recibe no puede volver a compartirlo." in told


def test_what_travels_says_the_same_as_the_decisions(county: County) -> None:
    signed_today(county)
    chart = open_chart(family=county.family, by=county.worker, purpose=Purpose.CASE_PLANNING, at=now())
    duties = {duty for decision in chart.grounds for duty in decision.obligations}
    assert {*chart.travels.marks, *chart.travels.duties, Obligation.CONSENT_COPY} == duties


@pytest.mark.parametrize(
    ("kinds", "laws", "duties", "expected"),
    [
        ({Category.SOCIAL_NEEDS}, {Regime.COMMUNITY}, (), {"Confidentiality:N"}),
        ({Category.SUD_MEDICATION}, {Regime.PART2}, (), {"Confidentiality:R", "ActCode:42CFRPart2", "ActCode:ETH"}),
        ({Category.HIV_STI}, {Regime.HIPAA}, (), {"Confidentiality:R", "ActCode:HIV"}),
        ({Category.DV_LOCATION}, {Regime.DV_PROGRAM}, (), {"Confidentiality:V", "ActCode:SDV"}),
        (
            {Category.EDUCATION},
            {Regime.FERPA},
            (Obligation.FERPA_LABEL,),
            {"Confidentiality:N", "ActCode:NORDSCLCD"},
        ),
    ],
)
def test_codes_follow_the_kind_the_law_and_the_duties(
    kinds: set[Category], laws: set[Regime], duties: tuple[str, ...], expected: set[str]
) -> None:
    assert {coding.short for coding in codings(kinds, laws, duties)} == expected


def test_every_mark_is_an_obligation_of_the_rules() -> None:
    assert set(MARKS) <= set(Obligation)
