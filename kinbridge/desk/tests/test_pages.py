"""The pages a person opens first, as they stand for a caseworker, a nurse, a mother and a stranger."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import Draft, Role, User
from kinbridge.chart.actions import record_entry
from kinbridge.coalition.actions import set_goals
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions import stock
from kinbridge.people.models import Family, Involvement

pytestmark = pytest.mark.django_db


def same(answer: HttpResponse) -> str:
    """The page without what differs between any two answers: its address and the tokens against forgery."""
    page = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", answer.content.decode())
    return re.sub(r'\b[A-Za-z0-9]{64}\b|nonce="[^"]+"', "", page)


def report(county: County, *, days_ago: int) -> None:
    record_entry(
        family=county.family,
        subject=county.baby,
        kind="report",
        body={"track": "assessment", "priority": "24_hours"},
        occurred_at=now() - timedelta(days=days_ago),
        by=county.worker,
        at=now(),
    )


def test_a_caseworkers_desk_shows_the_overdue_first_contact(county):
    report(county, days_ago=6)
    page = browser(county.worker).get("/").content.decode()
    assert "Rivera family" in page
    assert "First contact" in page
    assert "overdue by" in page


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get("/inbox/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=/inbox/")


def test_an_account_that_works_nowhere_today_sees_nothing(client):
    client.force_login(User.objects.create(username="gone", email="gone@example.org"))
    assert client.get("/").status_code == 403
    assert client.get("/families/").status_code == 403


@pytest.mark.parametrize("page", ["desk:family", "people:family", "chart:show", "clocks:timeline", "plans:list"])
def test_a_family_of_someone_else_answers_exactly_as_one_that_does_not_exist(county, page):
    Involvement.objects.filter(program=county.welfare).delete()
    client = browser(county.worker)
    hidden = client.get(reverse(page, args=[county.family.key]))
    absent = client.get(reverse(page, args=["6f9619ff-8b86-4d01-b42d-00cf4fc964ff"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert same(hidden) == same(absent)


def test_search_finds_only_families_of_ones_own_program(county):
    Family.objects.create(coalition=county.coalition, name="Rivers family", opened_on=date(2026, 1, 1))
    page = browser(county.worker).get("/families/", {"words": "Riv"}).content.decode()
    assert "Rivera family" in page
    assert "Rivers family" not in page


@pytest.mark.parametrize("words", ["\x00", "%", "a" * 5000, "' OR 1=1 --", "é" * 80])
def test_no_search_word_breaks_the_page(county, words):
    assert browser(county.worker).get("/families/", {"words": words, "after": words}).status_code == 200


def test_the_overview_names_no_treatment_program_to_the_caseworker(county):
    page = browser(county.worker).get(reverse("people:family", args=[county.family.key])).content.decode()
    assert "Lake Prenatal Clinic" in page
    assert "River Methadone" not in page
    nurse = browser(county.nurse).get(reverse("people:family", args=[county.family.key])).content.decode()
    assert "River Methadone" in nurse


def test_the_overview_costs_a_bounded_number_of_queries(county, django_assert_max_num_queries):
    for day in range(20):
        report(county, days_ago=day)
    client = browser(county.worker)
    with django_assert_max_num_queries(60):
        assert client.get(reverse("desk:family", args=[county.family.key])).status_code == 200


def test_the_mother_sees_who_looked_and_why(county):
    report(county, days_ago=2)
    browser(county.worker).get(reverse("chart:show", args=[county.family.key]))
    page = browser(county.mother).get("/my/looked/").content.decode()
    assert "Dana Cole" in page
    assert "looked at the chart to plan with the family" in page


def test_the_mother_is_not_told_of_her_partners_treatment_program(county):
    """The nurse's program serves someone else in this family as far as the mother's account may know."""
    browser(county.nurse).get(reverse("chart:show", args=[county.family.key]))
    assert "River Methadone Agency" not in browser(county.mother).get("/my/looked/").content.decode()
    Involvement.objects.filter(program=county.methadone).update(person=county.ana)
    assert "River Methadone Agency" in browser(county.mother).get("/my/looked/").content.decode()


@pytest.mark.parametrize("page", ["/my/", "/my/record/", "/my/looked/"])
def test_the_mothers_pages_are_hers_and_not_a_workers(county, page):
    assert browser(county.mother).get(page).status_code == 200
    assert browser(county.worker).get(page).status_code == 403


def test_the_mother_lands_on_her_own_page_and_no_staff_page_opens_to_her(county):
    client = browser(county.mother)
    assert client.get("/").url == "/my/"
    for page in ("/inbox/", "/families/", "/team/", "/measures/", "/coalition/", "/audit/"):
        assert client.get(page).status_code == 403, page


def test_the_privacy_officer_answers_who_saw_this_and_the_caseworker_cannot(county):
    officer = works("Pat Hale", county.visiting, Role.PRIVACY_OFFICER)
    browser(county.worker).get(reverse("chart:show", args=[county.family.key]))
    found = browser(officer).get("/audit/", {"words": "rivera"}).content.decode()
    assert "Rivera family" in found
    page = browser(officer).get(reverse("disclosure:accounting", args=[county.family.key])).content.decode()
    assert "Dana Cole" in page
    assert "The chain is whole" in page
    assert browser(county.worker).get("/audit/").status_code == 404


def test_the_shelf_and_the_board_and_the_measures_open(county):
    stock(coalition=county.coalition)
    set_goals(coalition=county.coalition)
    client = browser(county.worker)
    assert "A community&#x27;s approach: CHARM" in client.get("/learn/").content.decode()
    assert "SMA16-4978" in client.get("/learn/guide/").content.decode()
    for title in ("Recommendations", "Considerations"):
        assert "A Collaborative Approach" in client.get("/learn/", {"words": title}).content.decode()
    client.post("/learn/webinar-guide-1/")
    assert "Go on with" in client.get("/learn/webinar-guide-1/").content.decode()
    assert client.get("/coalition/").content.decode().count("Nobody yet") == 5
    assert "nothing has been counted yet" in client.get("/measures/").content.decode()


def test_only_the_owner_or_the_lead_states_a_goals_value(county):
    set_goals(coalition=county.coalition)
    lead = works("Grace Hill", county.visiting, Role.COALITION_COORDINATOR)
    given = {"value": "42", "on": "2026-10-01", "note": "Training register"}
    assert browser(county.worker).post("/coalition/goals/1/", given).status_code == 404
    assert browser(lead).post("/coalition/goals/1/", given | {"value": "nan"}).status_code == 400
    assert browser(lead).post("/coalition/goals/1/", given | {"on": "2999-01-01"}).status_code == 400
    assert browser(lead).post("/coalition/goals/1/", given).status_code == 302
    assert "42 %" in browser(lead).get("/coalition/").content.decode()


def test_a_draft_is_kept_for_its_page_and_a_secret_is_not(county):
    client = browser(county.worker)
    kept = client.post("/draft/", {"path": "/inbox/", "message": "half a sentence", "password": "x"})
    assert kept.json() == {"saved": True}
    assert Draft.objects.get().body == {"message": ["half a sentence"]}
    assert client.post("/draft/", {"path": "https://elsewhere.example/"}).status_code == 400
    assert client.post("/draft/", {"path": "/inbox/", "message": "x" * 200_000}).status_code == 413


def test_the_demo_door_is_shut_outside_the_demo(client, settings):
    settings.KINBRIDGE_DEMO = False
    assert client.post("/demo/sign-in/", {"persona": "1"}).status_code == 404
