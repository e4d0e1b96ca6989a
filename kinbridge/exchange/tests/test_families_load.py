"""Families and facts as a county sends them. Every person here is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kinbridge.accounts.models import User
from kinbridge.audit.chain import first_broken_link
from kinbridge.audit.models import Line
from kinbridge.chart.actions import correct
from kinbridge.chart.models import Entry, Label
from kinbridge.directory.models import Coalition, Membership, Organization, Program, software
from kinbridge.exchange.actions import load_families
from kinbridge.exchange.report import Report
from kinbridge.people.models import Custody, Family, Involvement, Member, Person, Pregnancy, Restriction

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 12, tzinfo=UTC)
EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "example-county"
CLINIC = "c2a45b3e-0f0b-4a2c-9a58-6f1d2f5b7a01"
AGENCY = "c2a45b3e-0f0b-4a2c-9a58-6f1d2f5b7a02"


@pytest.fixture
def harbor() -> Coalition:
    """A county with a treatment program and a child welfare agency, both attested, and one caseworker."""
    county = Coalition.objects.create(name="Harbor County", state="OH", county="Harbor")
    ann = User.objects.create(username="ann", email="ann@harbor.example")
    for key, name, regimes in ((CLINIC, "Clinic", ["part2", "hipaa"]), (AGENCY, "Agency", ["child_welfare"])):
        holder = Organization.objects.create(coalition=county, name=name)
        program = Program.objects.create(
            pk=key, organization=holder, name=name, regimes=regimes, attested_by=ann, attested_on=AT.date()
        )
        Membership.objects.create(user=ann, program=program, role="caseworker", since=AT.date())
    return county


def load(folder: Path, county: Coalition) -> Report:
    return load_families(folder=folder, by=software(county), at=AT)


def send(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return folder


FAMILIES = "source_id,name,opened_on\nF1,Rivera family,2026-01-05\n"
PERSONS = "source_id,family,relation,given_name,family_name,birth_date\nP1,F1,mother,Ana,Rivera,1995-04-02\n"
FACTS = f"""source_id,family,person,program,kind,occurred_at,body.level
A1,F1,P1,{CLINIC},admission,2026-02-01,residential
"""


def told(report: Report) -> list[tuple[str, str, str, str]]:
    return [(each.file, each.row, each.field, str(each.effect)) for each in report.troubles]


def test_the_documented_example_loads_whole_and_a_second_time_changes_nothing(harbor: Coalition) -> None:
    first = load(EXAMPLE, harbor)
    assert told(first) == []
    assert first.tallies["family"].added == 2
    assert first.tallies["fact"].added == 9
    baby = Person.objects.get(relation="infant")
    assert baby.carried_in is not None
    assert baby.carried_in.parent.relation == "mother"
    assert Involvement.objects.get(lead=True).worker == User.objects.get(email="ann@harbor.example")
    assert Custody.objects.get().agency_id is not None
    assert Restriction.objects.count() == 1
    before = [Entry.objects.count(), Member.objects.count(), Line.objects.count(), Pregnancy.objects.count()]
    second = load(EXAMPLE, harbor)
    assert second.changed_nothing, list(second.lines())
    assert second.tallies["fact"].unchanged == 9
    assert [Entry.objects.count(), Member.objects.count(), Line.objects.count(), Pregnancy.objects.count()] == before


def test_facts_carry_their_programs_label_and_each_family_has_one_audit_line(tmp_path: Path, harbor: Coalition) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    label = Label.objects.get()
    assert (str(label.program_id), label.category, label.regimes) == (CLINIC, "sud_treatment", ["hipaa", "part2"])
    entry = Entry.objects.get()
    assert (entry.label, entry.body, entry.source_id) == (label, {"level": "residential"}, "A1")
    assert entry.occurred_at == datetime(2026, 2, 1, 5, tzinfo=UTC), "midnight in Ohio"
    line = Line.objects.get()
    family = Family.objects.get()
    assert (line.act, line.family_id) == ("family.loaded", family.pk)
    assert line.detail == {"family": 1, "person": 1, "fact": 1}
    assert first_broken_link(family_id=family.pk) is None


def test_a_person_the_members_file_does_not_mention_belongs_from_the_day_the_family_opened(
    tmp_path: Path, harbor: Coalition
) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS), harbor)
    assert Member.objects.get().since == date(2026, 1, 5)


def test_a_fact_that_reads_otherwise_now_is_superseded_and_both_stay(tmp_path: Path, harbor: Coalition) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    report = load(send(tmp_path, facts=FACTS.replace(",residential", ",outpatient")), harbor)
    assert (report.tallies["fact"].changed, report.tallies["fact"].added) == (1, 0)
    assert [entry.body["level"] for entry in Entry.objects.order_by("pk")] == ["residential", "outpatient"]
    assert Entry.objects.current().get().body == {"level": "outpatient"}
    assert load(tmp_path, harbor).changed_nothing
    third = load(send(tmp_path, facts=FACTS), harbor)
    assert third.tallies["fact"].changed == 1, "the sender says the first again"


def test_what_a_person_corrected_here_is_not_undone_by_the_same_file(tmp_path: Path, harbor: Coalition) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    correct(entry=Entry.objects.get(), body={"level": "outpatient"}, by=software(harbor), at=AT)
    assert load(tmp_path, harbor).changed_nothing
    assert Entry.objects.current().get().body == {"level": "outpatient"}


def test_a_fact_the_sender_withdraws_is_entered_in_error(tmp_path: Path, harbor: Coalition) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    withdrawn = FACTS.replace("body.level", "body.level,entered_in_error").replace("residential", "residential,yes")
    load(send(tmp_path, facts=withdrawn), harbor)
    assert Entry.objects.current().get().entered_in_error
    assert load(tmp_path, harbor).changed_nothing


def test_one_bad_row_never_loses_the_good_ones(tmp_path: Path, harbor: Coalition) -> None:
    facts = f"""source_id,family,person,program,kind,occurred_at,body
A1,F1,P1,{CLINIC},admission,2026-02-01,"{{""level"": ""residential""}}"
A1,F1,P1,{CLINIC},admission,2026-02-02,"{{""level"": ""residential""}}"
A2,F9,P1,{CLINIC},admission,2026-02-01,"{{""level"": ""residential""}}"
A3,F1,P9,{CLINIC},admission,2026-02-01,"{{""level"": ""residential""}}"
A4,F1,P1,{CLINIC},horoscope,2026-02-01,{{}}
A5,F1,P1,{CLINIC},admission,1/2/2026,"{{""level"": ""residential""}}"
A6,F1,P1,{CLINIC},admission,2026-02-01,"{{""level"": ""castle""}}"
A7,F1,P1,{CLINIC},admission,2026-02-01,{{}}
A8,F1,P1,{CLINIC},admission,2026-02-01,not json
A9,F1,P1,{AGENCY[:-1]}9,admission,2026-02-01,"{{""level"": ""residential""}}"
,F1,P1,{CLINIC},admission,2026-02-01,"{{""level"": ""residential""}}"
"""
    report = load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=facts), harbor)
    assert Entry.objects.get().source_id == "A1"
    assert sorted(told(report), key=lambda each: int(each[1])) == [
        ("facts.csv", "3", "source_id", "row left out"),
        ("facts.csv", "4", "family", "row left out"),
        ("facts.csv", "5", "person", "row left out"),
        ("facts.csv", "6", "kind", "row left out"),
        ("facts.csv", "7", "occurred_at", "row left out"),
        ("facts.csv", "8", "body.level", "row left out"),
        ("facts.csv", "9", "body.level", "row left out"),
        ("facts.csv", "10", "body", "row left out"),
        ("facts.csv", "11", "program", "row left out"),
        ("facts.csv", "12", "source_id", "row left out"),
    ]
    assert report.tallies["fact"].left_out == 10
    assert "castle" not in report.as_json()


def test_contradictions_in_rows_about_people_are_named(tmp_path: Path, harbor: Coalition) -> None:
    send(
        tmp_path,
        families=FAMILIES + "F2,,2026-01-01\nF3,Odd family,2026-02-01\nF3,Odd family,2026-02-01\n",
        persons=PERSONS + "P2,F1,uncle,Leo,Rivera,\nP3,F1,child,Mia,Rivera,31 June\nP4,F9,child,Al,Rivera,\n",
        members="source_id,family,person,since,until\nM1,F1,P1,2026-02-01,2026-01-01\n",
        involvements=f"source_id,family,program,since,worker,lead\n"
        f"I1,F1,{AGENCY},2026-01-05,nobody@harbor.example,perhaps\n",
        custody="source_id,family,child,power,holder,agency,since\nC1,F1,P3,legal,,,2026-01-05\n",
        kinships="source_id,family,person,relative,kind,since\nK1,F1,P1,P1,sibling,2026-01-05\n",
    )
    report = load(tmp_path, harbor)
    assert told(report) == [
        ("families.csv", "3", "name", "row left out"),
        ("families.csv", "5", "source_id", "row left out"),
        ("persons.csv", "3", "relation", "row left out"),
        ("persons.csv", "4", "birth_date", "field left blank"),
        ("persons.csv", "5", "family", "row left out"),
        ("members.csv", "2", "until", "row left out"),
        ("involvements.csv", "2", "lead", "field left blank"),
        ("involvements.csv", "2", "worker", "field left blank"),
        ("kinships.csv", "2", "relative", "row left out"),
        ("custody.csv", "2", "holder", "row left out"),
    ]
    assert list(Person.objects.order_by("pk").values_list("given_name", flat=True)) == ["Ana", "Mia"]
    assert Involvement.objects.get().worker is None


def test_facts_of_a_program_nobody_attested_stay_out(tmp_path: Path, harbor: Coalition) -> None:
    Program.objects.filter(pk=CLINIC).update(regimes=[])
    report = load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    assert told(report) == [("facts.csv", "2", "program", "row left out")]
    assert not Entry.objects.exists()


def test_a_fact_about_a_person_of_another_family_stays_out(tmp_path: Path, harbor: Coalition) -> None:
    families, persons = FAMILIES + "F2,Lake family,2026-01-05\n", PERSONS + "P2,F2,mother,Bea,Lake,\n"
    report = load(send(tmp_path, families=families, persons=persons, facts=FACTS.replace("F1,P1", "F1,P2")), harbor)
    assert told(report) == [("facts.csv", "2", "person", "row left out")]


def test_a_changed_cell_changes_the_row_and_an_absent_column_changes_nothing(tmp_path: Path, harbor: Coalition) -> None:
    load(send(tmp_path, families=FAMILIES, persons=PERSONS), harbor)
    thin = "source_id,family,relation,given_name\nP1,F1,mother,Anna\n"
    report = load(send(tmp_path, persons=thin), harbor)
    ana = Person.objects.get()
    assert (report.tallies["person"].changed, ana.given_name, ana.family_name, ana.birth_date) == (
        1,
        "Anna",
        "Rivera",
        date(1995, 4, 2),
    )


def test_the_same_ids_from_another_sender_or_county_are_other_families(tmp_path: Path, harbor: Coalition) -> None:
    lake = Coalition.objects.create(name="Lake County", state="OH", county="Lake")
    send(tmp_path, families=FAMILIES, persons=PERSONS)
    load(tmp_path, harbor)
    load(tmp_path, lake)
    load_families(folder=tmp_path, by=software(harbor), at=AT, sender="hospital")
    assert Family.objects.count() == 3
    report = load(send(tmp_path, families="", persons="", facts=FACTS), lake)
    assert ("facts.csv", "2", "program", "row left out") in told(report), "another county's program"


def test_the_loader_works_as_the_role_that_row_security_binds(tmp_path: Path, harbor: Coalition) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kinbridge_app")
    report = load(send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS), harbor)
    assert report.tallies["fact"].added == 1
    assert load(tmp_path, harbor).changed_nothing
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_command_prints_what_it_did_and_writes_the_report(tmp_path: Path, harbor: Coalition) -> None:
    send(tmp_path, families=FAMILIES, persons=PERSONS, facts=FACTS)
    printed = StringIO()
    call_command("load", tmp_path, "--coalition", "harbor county", "--report", tmp_path / "r.json", stdout=printed)
    assert "fact    1 added, 0 changed, 0 unchanged" in printed.getvalue()
    assert '"added": 1' in (tmp_path / "r.json").read_text()


def test_the_command_makes_a_coalition_that_is_new_and_lists_the_kinds(tmp_path: Path) -> None:
    printed = StringIO()
    send(tmp_path, families=FAMILIES)
    call_command("load", tmp_path, coalition="Lake County", state="mi", county="Lake", stdout=printed)
    lake = Coalition.objects.get()
    assert (lake.state, lake.county, lake.timezone) == ("MI", "Lake", "America/New_York")
    with pytest.raises(CommandError, match="two-letter code"):
        call_command("load", tmp_path, coalition="Other County", state="ZZ", county="Lake")
    call_command("load", "--kinds", stdout=printed)
    assert "body.weeks: a number from 3 up to 44  (needed)" in printed.getvalue()


def test_the_command_says_what_is_wrong_before_it_touches_anything(tmp_path: Path, harbor: Coalition) -> None:
    Coalition.objects.create(name="Lake County", state="OH", county="Lake")
    with pytest.raises(CommandError, match=r"--coalition NAME\. There is: Harbor County, Lake County"):
        call_command("load", tmp_path)
    with pytest.raises(CommandError, match="There is no"):
        call_command("load", tmp_path / "nowhere", "--coalition", "Lake County")
    with pytest.raises(CommandError, match="holds no"):
        call_command("load", tmp_path, "--coalition", "Lake County")
