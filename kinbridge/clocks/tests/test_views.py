"""The timeline page, what it shows to whom, and a step recorded from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kinbridge.audit.models import Line
from kinbridge.chart.actions import record_entry
from kinbridge.chart.models import Entry
from kinbridge.clocks.reading import due_for
from kinbridge.consents.tests.county import County
from kinbridge.directory.models import Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Family, Involvement, Person

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def days_ago(days: int) -> datetime:
    return datetime.combine(today() - timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=17)


def happened(county: County, who: Person, kind: str, days: int, *, by: Viewer | None = None, **body: Any) -> Entry:
    at = days_ago(days)
    return record_entry(
        family=county.family, subject=who, kind=kind, body=body, occurred_at=at, by=by or county.worker, at=at
    )


def page(county: County, viewer: Viewer, **query: Any) -> str:
    answer = browser(viewer).get(reverse("clocks:timeline", args=[county.family.key]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_timeline_says_what_is_due_why_and_under_which_law(county: County) -> None:
    happened(county, county.leo, "removal", 70, from_home_of="mother")
    text = page(county, county.worker)
    assert "Case plan" in text
    assert "60 days after removal" in text
    assert "45 CFR 1356.21(g)(2)" in text
    assert "Overdue" in text
    assert "Confirm locally" in text
    assert text.count("<h1") == 1


def test_all_five_lanes_are_drawn_and_the_table_says_the_same(county: County) -> None:
    happened(county, county.leo, "removal", 70, from_home_of="mother")
    text = page(county, county.worker)
    for lane in ("Child welfare and the court", "Benefits", "Treatment and recovery", "How fast agencies answer"):
        assert f">{lane}</text>" in text
    assert 'id="due-1"' in text
    assert 'href="#due-1"' in text


@pytest.mark.parametrize("months", ["3", "12", "24", "7", "x", ""])
def test_any_zoom_in_the_address_gives_a_page(county: County, months: str) -> None:
    happened(county, county.leo, "removal", 70, from_home_of="mother")
    assert "months" in page(county, county.worker, months_shown=months)


def test_a_date_that_rests_on_a_fact_the_viewer_may_not_see_is_not_shown(county: County) -> None:
    happened(county, county.ana, "admission", 3, by=county.nurse, level="opioid_treatment")
    assert "Full exam at the treatment program" in page(county, county.nurse)
    caseworker = page(county, county.worker)
    assert "Full exam at the treatment program" not in caseworker
    assert "Admission to treatment" not in caseworker


def test_facts_that_contradict_each_other_are_named_and_feed_no_date(county: County) -> None:
    happened(county, county.leo, "removal", 40, from_home_of="mother")
    happened(county, county.leo, "removal", 20, from_home_of="mother")
    text = page(county, county.worker)
    assert "with no exit between" in text
    assert "Blocked" in text


def test_what_if_shows_the_clash_with_the_permanency_hearing(county: County) -> None:
    happened(county, county.leo, "removal", 90, from_home_of="mother")
    text = page(county, county.worker, starts=(today() + timedelta(days=60)).isoformat(), months="18")
    assert "Treatment lasts past the 12-month hearing" in text
    assert "CWPM 8.3C.2c" in text


def test_half_a_what_if_says_what_is_missing(county: County) -> None:
    assert "Give both the day treatment starts" in page(county, county.worker, starts="2027-01-01")
    assert page(county, county.worker, starts="tomorrow", months="-3", returns="0001-01-01")


def test_a_family_one_does_not_work_with_is_not_found(county: County) -> None:
    other = Family.objects.create(coalition=county.coalition, name="Cruz family", opened_on=date(2020, 1, 1))
    client = browser(county.worker)
    assert client.get(reverse("clocks:timeline", args=[other.key])).status_code == 404
    assert client.get(reverse("clocks:record", args=[other.key])).status_code == 404


def test_nobody_sees_a_timeline_without_signing_in(county: County) -> None:
    assert Client().get(reverse("clocks:timeline", args=[county.family.key])).status_code == 302


def test_looking_at_the_timeline_leaves_a_line(county: County) -> None:
    happened(county, county.leo, "removal", 5, from_home_of="mother")
    page(county, county.worker)
    assert Line.objects.filter(act="clocks.timeline_seen", family_id=county.family.pk).count() == 1


def test_a_recorded_step_meets_its_date(county: County) -> None:
    happened(county, county.leo, "removal", 10, from_home_of="mother")
    client = browser(county.worker)
    address = reverse("clocks:record", args=[county.family.key])
    form = client.get(address, {"what": "notice_to_relatives", "person": county.leo.pk})
    assert 'value="notice_to_relatives" selected' in form.content.decode()
    given = {"what": "notice_to_relatives", "person": county.leo.pk, "on": today().isoformat()}
    assert client.post(address, given).status_code == 302
    entry = Entry.objects.get(kind="milestone")
    assert entry.label.category == "child_protection"
    assert Line.objects.filter(act="chart.milestone", about=f"entry:{entry.pk}").exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"on": "2999-01-01"}, "still to come"),
        ({"on": "1200-01-01"}, "out of reach"),
        ({"on": "soon"}, "valid date"),
        ({"until": "2020-01-01"}, "ends before it starts"),
        ({"what": "world_peace"}, "valid choice"),
        ({"person": "999999"}, "valid choice"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_the_reason(county: County, changed: dict[str, str], says: str) -> None:
    given = {"what": "notice_to_relatives", "person": str(county.leo.pk), "on": "2026-01-05"} | changed
    answer = browser(county.worker).post(reverse("clocks:record", args=[county.family.key]), given)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_desk_lists_what_falls_due_for_the_worker(county: County) -> None:
    happened(county, county.leo, "removal", 58, from_home_of="mother")
    listed = due_for(by=county.worker, at=timezone.now())
    assert "Case plan" in {due.what for due in listed.due}
    assert {due.family.pk for due in listed.due} == {county.family.pk}


def test_the_desk_never_lists_a_date_that_rests_on_a_sealed_fact(county: County) -> None:
    happened(county, county.ana, "admission", 3, by=county.nurse, level="opioid_treatment")
    assert not due_for(by=county.worker, at=timezone.now(), days=30).due
    assert "Full exam at the treatment program" in {
        d.what for d in due_for(by=county.nurse, at=timezone.now(), days=30).due
    }


def test_the_desk_asks_as_many_questions_for_ten_families_as_for_one(county: County) -> None:
    happened(county, county.leo, "removal", 58, from_home_of="mother")
    due_for(by=county.worker, at=timezone.now())
    with CaptureQueriesContext(
        connection,
    ) as one:
        due_for(by=county.worker, at=timezone.now())
    for number in range(9):
        family = Family.objects.create(coalition=county.coalition, name=f"Family {number}", opened_on=date(2020, 1, 1))
        row = {"family": family, "coalition": county.coalition}
        child = Person.objects.create(given_name="Kit", family_name="Cruz", relation="child", **row)
        Involvement.objects.create(program_id=county.worker.program_id, since=date(2020, 1, 1), **row)
        at = days_ago(58)
        record_entry(
            family=family,
            subject=child,
            kind="removal",
            body={"from_home_of": "mother"},
            occurred_at=at,
            by=county.worker,
            at=at,
        )
    with CaptureQueriesContext(connection) as ten:
        listed = due_for(by=county.worker, at=timezone.now())
    assert len({due.family.pk for due in listed.due}) == 10
    assert len(ten) == len(one)


def test_receipts_of_notice_by_parent_and_tribe_open_the_hearing(county: County) -> None:
    client, address = browser(county.worker), reverse("clocks:record", args=[county.family.key])
    for party in ("parent", "tribe"):
        text = page(county, county.worker)
        assert "no proof of receipt" in text.lower() if party == "tribe" else True
        given = {"what": "receipt_of_notice", "person": county.leo.pk, "on": today().isoformat(), "party": party}
        assert client.post(address, given).status_code == 302
    assert "10 days after the last receipt" in page(county, county.worker)


def test_an_assessment_may_be_set_for_a_day_to_come(county: County) -> None:
    happened(county, county.leo, "removal", 55, from_home_of="mother")
    later = (today() + timedelta(days=20)).isoformat()
    given = {"what": "substance_use_assessment_scheduled", "person": county.ana.pk, "on": later}
    assert browser(county.worker).post(reverse("clocks:record", args=[county.family.key]), given).status_code == 302
    assert "Case plan due before the assessment" in page(county, county.worker)


def test_an_investigation_recorded_for_a_child_ends_the_familys_clock(county: County) -> None:
    happened(county, county.leo, "report", 40, track="investigation")
    happened(county, county.leo, "milestone", 10, what="investigation_completed")
    text = page(county, county.worker)
    assert "Investigation or assessment: finish" in text
    assert "Overdue" not in text.split("Investigation or assessment: finish")[1].split("</tr>")[0]
