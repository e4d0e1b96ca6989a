"""What a night's count finds, and who reads how much of it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from kinbridge.accounts.models import Role, User
from kinbridge.chart.actions import record_entry
from kinbridge.clocks.projection import facts_from
from kinbridge.clocks.rules import Kind
from kinbridge.clocks.rules.contradictions import NOT_BEFORE, ONCE, PLACEMENTS
from kinbridge.consents.tests.county import LONG_AGO, County, made, program, works
from kinbridge.core.vocabulary import OrganizationKind, Regime
from kinbridge.directory.local_time import local_time
from kinbridge.directory.models import Program, Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Family, Involvement, Member, Person
from kinbridge.quality.actions import count
from kinbridge.quality.clashing import PASSED_OVER
from kinbridge.quality.models import Counted, Noticed
from kinbridge.quality.reading import to_mend
from kinbridge.quality.sources import board

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = made()
    Involvement.objects.filter(family=county.family, program=county.welfare).update(lead=True)
    return county


def write(by: Viewer, person: Person, days_ago: int, kind: str, **body: Any) -> None:
    at = now()
    facts = {"kind": kind, "body": body, "occurred_at": at - timedelta(days=days_ago), "at": at}
    record_entry(family=person.family, subject=person, by=by, **facts)


def child_of(county: County, number: int, **said: Any) -> Person:
    family = Family.objects.create(coalition=county.coalition, name=f"Family {number}", opened_on=LONG_AGO)
    row = {"family": family, "coalition": county.coalition}
    child = Person.objects.create(given_name="Kit", family_name="Cruz", relation="child", **row, **said)
    Member.objects.create(person=child, since=LONG_AGO, **row)
    Involvement.objects.create(program=county.welfare, since=LONG_AGO, **row)
    return child


def at_odds(by: Viewer, child: Person) -> None:
    write(by, child, 9, "return_home", to_home_of="mother")
    write(by, child, 3, "removal", from_home_of="mother")


def told(by: Viewer, whose: str, title: str = "Facts at odds") -> str:
    source = next(one for one in board(by=by, at=now()).sources if one.program.name == whose)
    return next((cell.told for cell in source.cells if cell.title == title), "")


def test_the_night_notices_what_the_workers_own_page_finds_and_puts_it_first(county: County) -> None:
    for number in range(3):
        child_of(county, number)
    for one in (county.leo, county.leo):
        write(county.worker, one, 1, "contact", how="visit", outcome="met")
    at_odds(county.worker, county.baby)
    again = {
        "given_name": "ANA",
        "family_name": "Rivera",
        "relation": "other_adult",
        "birth_date": county.ana.birth_date,
    }
    twin = Person.objects.create(family=county.family, coalition=county.coalition, **again)
    Member.objects.create(person=twin, family=county.family, coalition=county.coalition, since=LONG_AGO)
    count(coalition=county.coalition, at=now())
    (noticed,) = Noticed.objects.all()
    first = to_mend(by=county.worker, at=now()).found[0]
    live = [trouble.sort for trouble in first.troubles]
    assert (noticed.family, noticed.program) == (first.family, county.welfare) == (county.family, county.welfare)
    assert (noticed.at_odds, noticed.twice) == (live.count("At odds"), live.count("Twice")) == (1, 2)


@pytest.mark.parametrize(
    ("found", "of", "own", "others"),
    [
        (0, 40, "none", "none"),
        (0, 20, "none", "too few"),
        (10, 40, "10 of 40 families", "too few"),
        (19, 40, "19 of 40 families", "10 or more families"),
        (31, 40, "31 of 40 families", "too few"),
        (40, 40, "40 of 40 families", "40 or more families"),
    ],
)
def test_a_program_reads_its_own_numbers_and_others_none_that_is_small(
    county: County, found: int, of: int, own: str, others: str
) -> None:
    Counted.objects.create(
        coalition=county.coalition, program=county.welfare, at=now(), families=of, at_odds=found, twice=found
    )
    for title in ("Facts at odds", "On file twice"):
        assert told(county.worker, "County Child Welfare", title) == own
        coordinator = works(f"Grace {title}", county.welfare, Role.COALITION_COORDINATOR)
        for other in (county.nurse, county.visitor, coordinator):
            assert told(other, "County Child Welfare", title) == others


def test_the_page_names_no_family_and_says_whom_to_write_to(county: County) -> None:
    for number in range(12):
        at_odds(county.worker, child_of(county, number))
    denise = works("Denise Okafor", county.welfare, Role.SUPERVISOR)
    count(coalition=county.coalition, at=now())
    theirs = browser(county.visitor).get("/quality/").content.decode()
    assert "10 or more families" not in theirs  # all but one of thirteen: the rest is small
    assert "too few" in theirs
    assert "Family 1" not in theirs
    email = User.objects.get(pk=denise.user_id).email
    assert f'href="mailto:{email}"' in theirs
    ours = browser(denise).get("/quality/").content.decode()
    assert "12 of 13 families" in ours
    assert 'href="/quality/mine/"' in ours
    assert "Family 11" in browser(denise).get("/quality/mine/").content.decode()


def test_records_of_one_organization_are_held_against_each_other_and_a_concealed_programs_alone(county: County) -> None:
    other = Program.objects.create(
        organization=county.welfare.organization,
        name="Foster Care",
        regimes=county.welfare.regimes,
        attested_by_id=county.worker.user_id,
        attested_on=LONG_AGO,
    )
    hidden = Program.objects.create(
        organization=county.welfare.organization,
        name="Safe House",
        regimes=[Regime.DV_PROGRAM],
        attested_by_id=county.worker.user_id,
        attested_on=LONG_AGO,
    )
    for each in (other, hidden):
        Involvement.objects.create(family=county.family, coalition=county.coalition, program=each, since=LONG_AGO)
    write(works("Otto Foster", other, Role.CASEWORKER), county.baby, 9, "return_home", to_home_of="mother")
    write(county.worker, county.baby, 3, "removal", from_home_of="mother")
    write(works("Sal Haven", hidden, Role.CASEWORKER), county.leo, 9, "return_home", to_home_of="mother")
    write(county.worker, county.leo, 3, "removal", from_home_of="mother")
    count(coalition=county.coalition, at=now())
    found = {one.program: one.at_odds for one in Noticed.objects.select_related("program")}
    assert found == {county.welfare: 1, other: 1}


SAID: dict[str, dict[str, Any]] = {
    "benefit": {"benefit": "tanf", "step": "started"},
    "medication": {"step": "started"},
    "screening_result": {"instrument": "audit_c"},
    "case_plan": {"step": "signed"},
    "prenatal_visit": {"kept": True},
    "treatment_request": {"service": "assessment"},
}


def test_what_is_passed_over_is_in_no_contradiction() -> None:
    """Nothing that the clocks make of these facts is held against anything, and none can end before it starts."""
    assert set(SAID) == PASSED_OVER
    person, at = SimpleNamespace(subject_id=1, program_id=1), now()
    one_each = [
        SimpleNamespace(id=n, kind=kind, body=body, occurred_at=at, label=person)
        for n, (kind, body) in enumerate(SAID.items())
    ]
    pairs = [kinds for both in NOT_BEFORE for kinds in both]
    asked = {*PLACEMENTS, *ONCE, Kind.EXIT, Kind.PREGNANCY, Kind.DELIVERY}.union(*pairs)
    facts = facts_from(one_each, local=local_time)
    assert len(facts) >= len(SAID)
    assert asked.isdisjoint(fact.kind for fact in facts)
    assert all(fact.until is None or fact.until >= fact.on for fact in facts)


def test_where_two_partners_differ_nobody_is_counted(county: County) -> None:
    write(county.visitor, county.baby, 9, "return_home", to_home_of="mother")
    write(county.worker, county.baby, 3, "removal", from_home_of="mother")
    count(coalition=county.coalition, at=now())
    assert not Noticed.objects.exists()


def test_a_tribes_numbers_are_its_own_until_it_agrees(county: County) -> None:
    band = program(county.coalition, "Band Families", OrganizationKind.TRIBAL_CHILD_WELFARE, Regime.TRIBAL)
    june = works("June Standing", band, Role.CASEWORKER)
    Counted.objects.create(coalition=county.coalition, program=band, at=now(), families=40, at_odds=20)
    assert told(june, "Band Families") == "20 of 40 families"
    assert told(county.worker, "Band Families") == ""
    assert "The tribe has not agreed" in browser(county.worker).get("/quality/").content.decode()


def test_the_page_says_how_old_its_numbers_are(county: County) -> None:
    ask = browser(county.worker)
    assert "Nothing is counted yet" in ask.get("/quality/").content.decode()
    call_command("count_quality")
    assert "As of" in (fresh := ask.get("/quality/").content.decode())
    assert "older than a night" not in fresh
    Counted.objects.update(at=now() - timedelta(days=3))
    assert "older than a night" in ask.get("/quality/").content.decode()


def test_a_new_count_takes_the_place_of_the_last(county: County) -> None:
    at_odds(county.worker, county.baby)
    for _ in range(2):
        count(coalition=county.coalition, at=now())
    assert Noticed.objects.count() == 1
    Involvement.objects.filter(program=county.welfare).update(until=LONG_AGO + timedelta(days=1))
    count(coalition=county.coalition, at=now())
    assert not Noticed.objects.exists()


def test_the_table_asks_as_many_statements_for_many_families_as_for_few(county: County) -> None:
    def statements() -> int:
        count(coalition=county.coalition, at=now())
        with CaptureQueriesContext(connection) as asked:
            board(by=county.worker, at=now())
        return len(asked)

    few = statements()
    for number in range(12):
        at_odds(county.worker, child_of(county, number))
    assert statements() == few
