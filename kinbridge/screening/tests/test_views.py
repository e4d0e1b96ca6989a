"""The pages, as a worker meets them, without JavaScript."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.chart.models import Entry
from kinbridge.directory.tests.browsing import browser
from kinbridge.screening.actions import record_screen
from kinbridge.screening.rules.wording import QUESTIONNAIRES
from kinbridge.screening.tests.county import caseworker, counselor, harbor, judge, nurse

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return harbor()


def page(county, instrument="uncope", person=None, query=""):
    to = {"key": county.family.key, "instrument": instrument, "person": (person or county.ana).key}
    return reverse("screening:ask", kwargs=to) + query


def uncope(*yes, **more):
    return {letter: "yes" if letter in yes else "no" for letter in "uncope"} | more


def test_the_worker_chooses_a_person_and_a_screen(county):
    client = browser(caseworker(county))
    address = reverse("screening:choose", kwargs={"key": county.family.key})
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Ask everybody the same way" in shown.content.decode()
    chosen = client.get(address, {"person": county.ana.key, "instrument": "uncope"})
    assert chosen.status_code == 302
    assert chosen.url == page(county)


@pytest.mark.parametrize(
    "query",
    [{"instrument": "uncope"}, {"person": "not-a-key", "instrument": "uncope"}, {"person": "", "instrument": "x"}],
)
def test_choosing_nothing_or_nonsense_says_what_to_do(county, query):
    address = reverse("screening:choose", kwargs={"key": county.family.key})
    sent_back = browser(caseworker(county)).get(address, query)
    assert sent_back.status_code == 400
    assert "Choose" in sent_back.content.decode()


def test_a_screen_for_newborns_is_for_the_baby(county):
    client = browser(nurse(county))
    address = reverse("screening:choose", kwargs={"key": county.family.key})
    for person, instrument in ((county.ana, "esc"), (county.baby, "epds")):
        sent_back = client.get(address, {"person": person.key, "instrument": instrument})
        assert sent_back.status_code == 400
        assert "newborn" in sent_back.content.decode()
    assert client.get(address, {"person": county.baby.key, "instrument": "esc"}).status_code == 302


def test_every_question_is_a_group_with_declined_and_not_asked(county):
    html = browser(caseworker(county)).get(page(county)).content.decode()
    assert html.count("<fieldset") == 7
    assert html.count("<legend") == 7
    assert html.count(">Declined</label>") == 6
    assert html.count(">Not asked</label>") == 6
    assert html.count("<h1>") == 1
    assert "may skip any question" in html
    assert "Hoffmann" in html


def test_the_score_is_kept_and_its_meaning_shown(county):
    client = browser(caseworker(county))
    shown = client.post(page(county), uncope("u", "n", "c"), follow=True)
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "Offer more help" in html
    assert "Score: 3 of 6." in html
    assert "It is not a diagnosis. It never decides custody" in html
    assert reverse("referrals:choose", kwargs={"key": county.family.key}) in html
    assert Entry.objects.get().body["result"]["score"] == 3


def test_each_need_that_was_found_leads_to_a_referral_for_it(county):
    worker = caseworker(county)
    client = browser(worker)
    answers = {"living_situation": "no_steady_place", "transport": True}
    entry = record_screen(
        family=county.family,
        person=county.ana,
        instrument="ahc_hrsn_core",
        answers=answers,
        by=worker,
        at=now(),
    )
    html = client.get(reverse("screening:result", args=[county.family.key, entry.pk])).content.decode()
    refer = reverse("referrals:choose", args=[county.family.key])
    for need in ("housing", "transport"):
        assert f"{refer}?need={need}&amp;person={county.ana.key}" in html
        chosen = client.get(refer, {"need": need, "person": county.ana.key}).content.decode()
        assert f'name="need" value="{need}"' in chosen
    assert "?need=food" not in html


def test_a_form_sent_back_keeps_what_was_marked_and_names_what_is_missing(county):
    sent_back = browser(caseworker(county)).post(page(county), {"u": "yes", "n": "declined"})
    html = sent_back.content.decode()
    assert sent_back.status_code == 400
    assert re.search(r'name="u" value="yes"[^>]*checked', html)
    assert re.search(r'name="n" value="declined"[^>]*checked', html)
    assert html.count("Mark an answer here, or Declined, or Not asked.") == 8  # in the summary and at each of four
    assert not Entry.objects.exists()


@pytest.mark.parametrize("why", ["declined", "not_asked"])
def test_the_rest_can_be_declined_in_one_mark(county, why):
    browser(caseworker(county)).post(page(county), {"u": "yes", "rest": why})
    result = Entry.objects.get().body["result"]
    assert result["status"] == "incomplete"
    assert result[why] == list("ncope")
    assert result["lower_bound"] == 1


def test_self_harm_is_shown_before_the_score(county):
    answers = {f"q{n}": "4" for n in range(1, 11)} | {"q1": "1", "q2": "1", "q4": "1", "q10": "3"}
    html = browser(nurse(county)).post(page(county, "epds"), answers, follow=True).content.decode()
    assert "Do not leave them alone" in html
    assert html.index("Act now: thoughts of self-harm") < html.index("Score: 1 of 30.")


def test_the_page_speaks_spanish_with_the_person(county):
    client = browser(caseworker(county))
    html = client.get(page(county, person=county.luis)).content.decode()
    assert '<html lang="es">' in html
    assert "Prefiere no contestar" in html
    assert "Read in English" in html
    shown = client.post(page(county, person=county.luis), uncope("u", "n"), follow=True).content.decode()
    assert "Ofrezca más ayuda" in shown
    assert "Seguir" not in client.get(page(county, person=county.luis, query="?lang=en")).content.decode()


def test_answers_that_contradict_each_other_are_asked_again(county):
    answers = {"sex_for_scoring": "female", "pregnant": "no", "q1": "0", "q2": "2", "q3": "0"}
    sent_back = browser(nurse(county)).post(page(county, "audit_c"), answers)
    assert sent_back.status_code == 400
    assert "does not fit with “never”" in sent_back.content.decode()


def test_a_substance_by_substance_screen_asks_first_which_ones(county):
    client = browser(counselor(county))
    first = client.get(page(county, "taps_2")).content.decode()
    assert "Which of these did the person use" in first
    chosen = page(county, "taps_2", query="?picked=yes&topic=heroin&topic=gold")
    html = client.get(chosen).content.decode()
    assert "<h3>Heroin or fentanyl</h3>" in html
    assert html.count("<h3>") == 1
    answers = {"substances-heroin-0": "yes", "substances-heroin-1": "yes", "substances-heroin-2": "no"}
    shown = client.post(chosen, answers, follow=True).content.decode()
    assert "Heroin or fentanyl: 2, more trouble with use." in shown


def test_a_question_that_the_gate_closes_may_stay_empty(county):
    browser(nurse(county)).post(page(county, "pc_ptsd_5"), {"exposure": "no"})
    assert Entry.objects.get().body["result"]["skipped"] is True


def test_a_number_may_be_declined_and_not_both(county):
    client = browser(caseworker(county))
    sent_back = client.post(page(county, "ace"), {"yes_count": "3", "yes_count-why": "declined"})
    assert sent_back.status_code == 400
    assert "keep one" in sent_back.content.decode()
    assert "whole number from 0 to 10" in client.post(page(county, "ace"), {"yes_count": "eleven"}).content.decode()
    client.post(page(county, "ace"), {"yes_count-why": "declined"})
    assert Entry.objects.get().body["result"]["declined"] == ["yes_count"]


def test_none_and_a_problem_are_not_both_marked(county):
    answers = {"living_situation": "steady", "place_problems": ["none", "mold"], "rest": "not_asked"}
    sent_back = browser(caseworker(county)).post(page(county, "ahc_hrsn_core"), answers)
    assert sent_back.status_code == 400
    assert "keep one" in sent_back.content.decode()


def test_no_criteria_and_declined_criteria_are_two_things(county):
    client = browser(counselor(county))
    client.post(page(county, "dsm5_oud"), {"opioids_as_prescribed": "yes", "criteria_met": ["none_met"]})
    client.post(page(county, "dsm5_oud"), {"opioids_as_prescribed": "no", "criteria_met": ["declined"]})
    none, declined = Entry.objects.order_by("pk")
    assert none.body["result"]["score"] == 0
    assert declined.body["result"]["declined"] == ["criteria_met"]


def test_newborn_signs_not_seen_need_no_mark(county):
    shown = browser(nurse(county)).post(page(county, "fnass_item", county.baby), {"sleep": "sleep_lt1"}, follow=True)
    assert "Score: 3." in shown.content.decode()


def test_what_the_person_said_to_the_offer_is_kept(county):
    client = browser(caseworker(county))
    result = client.post(page(county), uncope("u", "n")).url
    assert client.post(result, {"answer": "perhaps"}).status_code == 400
    assert client.post(result, {}).status_code == 400
    html = client.post(result, {"answer": "declined"}, follow=True).content.decode()
    assert "Kept in the chart: Declined." in html


def test_a_value_the_form_does_not_have_is_a_clear_400(county):
    sent_back = browser(caseworker(county)).post(page(county), uncope() | {"u": "perhaps"})
    assert sent_back.status_code == 400
    assert "Select a valid choice" in sent_back.content.decode()


@pytest.mark.parametrize("instrument", ["tarot", "cows"])
def test_a_screen_that_is_not_offered_is_not_found(county, instrument):
    assert browser(caseworker(county)).get(page(county, instrument)).status_code == 404


def test_people_results_and_families_one_may_not_see_are_not_found(county):
    client = browser(caseworker(county))
    key = county.family.key
    assert client.get(reverse("screening:ask", args=[key, "uncope", uuid4()])).status_code == 404
    assert client.get(reverse("screening:result", args=[key, 999_999])).status_code == 404
    assert client.get(reverse("screening:choose", args=[uuid4()])).status_code == 404


def test_a_court_does_not_open_the_screens(county):
    client = browser(judge(county))
    assert client.get(reverse("screening:choose", args=[county.family.key])).status_code == 403


def test_nobody_reads_them_without_signing_in(county):
    assert Client().get(page(county)).status_code == 302


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_change_nothing(county, method):
    getattr(browser(caseworker(county)), method)(page(county))
    assert not Entry.objects.exists()


def test_every_screen_opens_in_both_languages(county):
    client = browser(counselor(county))
    for questionnaire in QUESTIONNAIRES:
        for language in ("en", "es"):
            query = f"?lang={language}&picked=yes" + "".join(f"&topic={topic.value}" for topic in questionnaire.topics)
            assert client.get(page(county, questionnaire.key, query=query)).status_code == 200, questionnaire.key
