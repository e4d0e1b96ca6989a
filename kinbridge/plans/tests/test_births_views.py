"""The pages of a birth: who opens which, what they say, and what they do with what is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.accounts.models import User
from kinbridge.people.models import Involvement
from kinbridge.plans.births.models import Notification, Pathway
from kinbridge.plans.tests.births import Ward, ward

pytestmark = pytest.mark.django_db
ANSWERS = {
    "exposures": ["moud"],
    "shown_by": ["said"],
    "disorder": "yes",
    "engaged": "yes",
    "as_prescribed": "yes",
    "withdrawal": "no",
    "fasd": "no",
    "concern": "no",
    "plan": "",
}


@pytest.fixture
def at() -> Ward:
    """Today, for pages read the clock."""
    return ward(now=now())


def signed_in(user: int | None) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user))
    return client


def page(at: Ward, name: str, **more: Any) -> str:
    return reverse(f"births:{name}", kwargs={"key": at.county.family.key, "pk": at.county.baby.pk, **more})


def test_from_the_first_answer_to_the_printed_record(at):
    pia = signed_in(at.pia.user_id)
    told = pia.get(page(at, "pathway")).content.decode()
    assert "Is there a safety concern other than the exposure itself?" in told
    assert pia.post(page(at, "pathway"), ANSWERS).status_code == 302
    shown = pia.get(page(at, "pathway")).content.decode()
    assert "A notification is not a report" in shown
    assert "Not signed by counsel" in shown
    answer = pia.post(page(at, "decide"), {"decided": "notification", "because": ""})
    assert answer.status_code == 302, answer.content.decode()
    assert "Year of birth" in pia.get(page(at, "notice")).content.decode()
    sent = {"how": "portal", "sent_on": localdate().isoformat(), "sent_time": "00:01", "read_whole": "on"}
    answer = pia.post(page(at, "notice"), sent | {"text": "Ana Rivera"})
    assert answer.status_code == 302, answer.content.decode()
    kept = Notification.objects.get()
    assert "Ana" not in kept.text
    assert "Handed over by Pia Rao" in pia.get(answer["Location"]).content.decode()


def test_a_decision_against_the_rules_asks_why(at):
    pia = signed_in(at.pia.user_id)
    pia.post(page(at, "pathway"), ANSWERS)
    answer = pia.post(page(at, "decide"), {"decided": "report", "because": ""})
    assert answer.status_code == 400
    assert "Say in a few words why" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"none_known": "on"}, "An exposure is ticked too"),
        ({"concern_words": "A bruise."}, "A concern is written below"),
        ({"exposures": ["gossip"]}, "Select a valid choice"),
    ],
)
def test_answers_that_do_not_fit_come_back_with_words(at, given, says):
    answer = signed_in(at.pia.user_id).post(page(at, "pathway"), ANSWERS | given)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Pathway.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Fill in at least one thing"),
        ({"eats": "yes"}, "Answer all three"),
        ({"finnegan": "99"}, "less than or equal to 60"),
        ({"weight": "3000"}, "how the baby feeds"),
        ({"finnegan": "4", "on": "2020-01-01"}, "not born yet"),
        ({"finnegan": "4", "on": "2031-01-01"}, "still to come"),
    ],
)
def test_a_look_that_does_not_fit_comes_back_with_words(at, given, says):
    day = {"on": localdate().isoformat(), "time": "00:01", "medication_step": "given", "huddle": "none"}
    answer = signed_in(at.pia.user_id).post(page(at, "day"), day | given)
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_look_and_what_was_done_before_going_home_are_written_down(at):
    pia = signed_in(at.pia.user_id)
    day = {"on": localdate().isoformat(), "time": "00:01", "eats": "yes", "sleeps": "no", "consoles": "yes"}
    assert pia.post(page(at, "day"), day).status_code == 302
    assert "could not sleep" in pia.get(page(at, "day")).content.decode()
    done = {"kits": "2", "expires_on": "2031-05-01", "dose_medication": "methadone", "infection": "hcv"}
    assert pia.post(page(at, "home"), done).status_code == 302
    shown = pia.get(page(at, "home")).content.decode()
    assert "good until May 1" in shown
    assert "Hepatitis C follow-up" in shown
    assert pia.post(page(at, "home"), {"expires_on": "2031-05-01"}).status_code == 400


def test_the_packet_goes_out_from_the_page_and_is_read_by_who_got_it(at):
    Involvement.objects.filter(program=at.county.clinic).update(person=at.county.baby)
    pia = signed_in(at.pia.user_id)
    assert "There is no plan of safe care yet" in pia.get(page(at, "packet")).content.decode()
    at.plan()
    assert "Lake Prenatal Clinic" in pia.get(page(at, "packet")).content.decode()
    refused = pia.post(page(at, "packet"), {"program": at.county.welfare.pk})
    assert refused.status_code == 403
    assert "Nothing was handed over" in refused.content.decode()
    assert pia.post(page(at, "packet"), {"program": at.county.clinic.pk}).status_code == 302
    assert pia.post(page(at, "packet"), {"program": "x"}).status_code == 400


def test_everyone_else_is_told_no_in_plain_words_or_finds_nothing(at):
    worker, mother = signed_in(at.county.worker.user_id), signed_in(at.county.mother.user_id)
    assert worker.get(reverse("births:list")).status_code == 403
    assert mother.get(reverse("births:list")).status_code == 403
    for name in ("pathway", "notice", "packet", "day", "home"):
        assert worker.get(page(at, name)).status_code == 403
        assert mother.get(page(at, name)).status_code == 403
    pia = signed_in(at.pia.user_id)
    other = reverse("births:pathway", kwargs={"key": at.county.family.key, "pk": at.county.leo.pk})
    assert pia.get(other).status_code == 404
    assert pia.get(page(at, "sent", sent=999)).status_code == 404
    assert pia.get(reverse("births:received", args=[999])).status_code == 404
