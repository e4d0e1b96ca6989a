"""A privacy officer asks the gate why: about a family's record, or one that nobody has, with any asker and paper."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from kinbridge.accounts.models import Role, User
from kinbridge.audit.models import Line
from kinbridge.chart.models import Label
from kinbridge.chart.tests.test_reading import attended
from kinbridge.consents.tests.county import County, signed, works

pytestmark = pytest.mark.django_db
PAGE = "/audit/explain/"
IMAGINED = {
    "laws": ["part2"],
    "category": "sud_attendance",
    "subject": "mother",
    "kind": "child_welfare_agency",
    "purpose": "case_planning",
    "on": "2026-11-20",
}


@pytest.fixture
def officer(county: County) -> Client:
    return browser(works("Ruth Adler", county.welfare, Role.PRIVACY_OFFICER).user_id)


def browser(user: int | None) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user), backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client: Client, **asked: object) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200, re.findall(r"usa-error-message[^<]*>([^<]+)", answer.content.decode())
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def about(county: County, label: Label, **more: object) -> dict[str, object]:
    chosen = {"family": county.family.key, "label": label.pk, "purpose": "case_planning", "on": "2026-11-20"}
    papers: list[str] = []
    return {**chosen, "on_file": papers, **more}


def test_a_record_nobody_has_is_refused_with_every_rule_and_what_would_open_it(officer: Client) -> None:
    said = read(officer, **IMAGINED)
    assert "May not be shared" in said
    assert "Whoever asks is told what they would be told if there were nothing (42 CFR 2.13(c))." in said
    assert "A treatment program does not even say whether someone is, or ever was, a patient. 42 CFR 2.13(c)" in said
    assert "What would open the door A consent that names the child welfare agency" in said
    assert int(re.search(r"(\d+) rules were tried", said)[1]) > 40
    assert "would allow it with one thing changed" in said


def test_a_made_up_consent_opens_it_and_an_ended_one_says_so(officer: Client) -> None:
    paper = {"paper": "consent", "signed": "2026-11-01", "terms": ["revocation", "refusal"]}
    assert "May be shared" in read(officer, **IMAGINED, **paper, expires="2027-05-01")
    said = read(officer, **IMAGINED, **paper, expires="2026-11-10")
    assert "May not be shared" in said
    assert "This paper has ended." in said


def test_a_label_of_a_family_is_explained_on_its_papers_and_leaves_a_line(county: County, officer: Client) -> None:
    label = attended(county).label
    said = read(officer, family=county.family.key)
    assert "Attendance at substance use treatment, about Ana Rivera, from River Methadone" in said
    assert Line.objects.latest("pk").act == "disclosure.labels_seen"
    read(officer, **about(county, label, program=county.visiting.pk))
    line = Line.objects.latest("pk")
    assert (line.act, line.family_id, line.about) == ("disclosure.explained", county.family.pk, f"label:{label.pk}")
    assert (line.because, line.detail["outcome"]) == ("case_planning", "deny")


def test_one_person_is_found_by_e_mail_and_asks_as_who_they_are(county: County, officer: Client) -> None:
    label = attended(county).label
    said = read(officer, **about(county, label, email="Nia.Brooks@example.org"))
    assert "May be shared" in said
    assert "May be shared" in read(
        officer, **about(county, label, email="ana.rivera@example.org", purpose="self_access")
    )
    answer = officer.get(PAGE, about(county, label, email="nobody@example.org"))
    assert answer.status_code == 422
    assert "Nobody of the coalition signs in with this e-mail on that day." in answer.content.decode()


def test_papers_on_file_can_be_left_out(county: County, officer: Client) -> None:
    label = attended(county).label
    consent = signed(county)
    asked = about(county, label, program=county.welfare.pk)
    with_it = read(officer, **{**asked, "on_file": [f"consent:{consent.pk}"]})
    without = read(officer, **asked)
    assert "Papers on file, and how each stands" in with_it
    assert "Papers on file, and how each stands" not in without


def test_nobody_else_finds_the_page_nor_another_coalition_s_family(county: County, officer: Client) -> None:
    assert browser(county.worker.user_id).get(PAGE).status_code == 404
    assert browser(county.mother.user_id).get(PAGE).status_code == 403
    assert officer.get(PAGE, {"family": "00000000-0000-0000-0000-000000000000"}).status_code == 404
    assert officer.get(PAGE, {"family": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"laws": []}, "Choose at least one law"),
        ({"category": ""}, "Choose what kind of record it is."),
        ({"kind": ""}, "Say who asks"),
        ({"on": "2026-02-30"}, "Enter a valid date."),
        ({"purpose": "gossip"}, "Select a valid choice."),
        ({"paper": "x", "facts": ["y"]}, "Select a valid choice."),
    ],
)
def test_a_question_that_lacks_something_says_what(officer: Client, changed: dict[str, object], trouble: str) -> None:
    answer = officer.get(PAGE, IMAGINED | changed)
    assert answer.status_code == 422
    assert trouble in answer.content.decode()


def test_a_day_long_ago_is_answered_with_the_rules_of_that_day(officer: Client) -> None:
    said = read(officer, **(IMAGINED | {"on": date(1990, 1, 1).isoformat()}))
    assert "rules not in force on this day" in said


def test_the_page_is_one_step_from_who_saw_what_and_from_an_answer(county: County, officer: Client) -> None:
    here = f"{reverse('chart:explain')}?family={county.family.key}"
    asked = {
        "person": county.ana.pk,
        "category": "sud_treatment",
        "program": county.methadone.pk,
        "purpose": "case_planning",
    }
    why = reverse("disclosure:why", args=[county.family.key])
    assert here in officer.get(why, asked).content.decode()
    assert here not in browser(county.worker.user_id).get(why, asked).content.decode()
    assert here in officer.get(reverse("disclosure:accounting", args=[county.family.key])).content.decode()
    assert reverse("chart:explain") in officer.get(reverse("disclosure:accounting_search")).content.decode()
