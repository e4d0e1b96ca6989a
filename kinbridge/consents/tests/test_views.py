"""The pages, as a worker with a tablet and as a mother with a phone meet them. None of these needs JavaScript."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kinbridge.audit.models import Line
from kinbridge.consents.models import Consent, Proposal, papers_on_file
from kinbridge.consents.rules import State, state
from kinbridge.consents.tests.county import NOON, County, proposed, signed_today
from kinbridge.directory.tests.browsing import browser, words

pytestmark = pytest.mark.django_db


def at(county: County, name: str, *rest: object) -> str:
    return reverse(f"consents:{name}", args=[county.family.key, *rest])


def fill(client: Client, county: County) -> Proposal:
    """All four pages, as one would on a phone."""
    first = client.post(at(county, "new"), {"person": county.ana.pk, "form": "specific", "language": "en"})
    proposal = Proposal.objects.get()
    assert first.url == at(county, "fill", proposal.pk, "who")
    who = {"shares": [f"program:{county.methadone.pk}"], "receives": [f"program:{county.welfare.pk}"]}
    what = {"ordinary": ["sud_attendance"], "purposes": ["case_planning"]}
    for step, sent in (("who", who), ("what", what), ("until", {"lasts": "6", "until_event": ""})):
        assert client.get(at(county, "fill", proposal.pk, step)).status_code == 200
        answer = client.post(at(county, "fill", proposal.pk, step), sent)
        assert answer.status_code == 302, words(answer)
    assert answer.url == reverse("disclosure:preview", args=[county.family.key, proposal.pk])
    return proposal


def answers(client: Client, county: County, proposal: Proposal, **changes: object) -> dict[str, object]:
    page = client.get(at(county, "sign", proposal.pk)).content.decode()
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert shown
    sent: dict[str, object] = {
        "shown": shown.group(1),
        "q_stop": "yes",
        "q_choice": "no",
        "q_court": "no",
        "free": "on",
        "helper": "on",
        "first-name": "Ana Rivera",
        "first-capacity": "subject",
        "first-typed": "Ana Rivera",
        "copy": "printed",
    }
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def test_a_mother_signs_on_a_tablet(county: County) -> None:
    client = browser(county.worker)
    proposal = fill(client, county)
    drawn = json.dumps([[20, 150, 60, 40, 100, 150], [30, 100, 90, 100]])
    sent = answers(client, county, proposal, **{"first-strokes": drawn, "first-typed": ""})
    signing = client.post(at(county, "sign", proposal.pk), sent, follow=True)
    consent = Consent.objects.get()
    assert "Signed. It counts from now on." in words(signing)
    assert "River Methadone" in words(signing)
    assert '<polyline points="20,150 60,40 100,150"' in signing.content.decode()
    signature = consent.signatures.get()
    assert (signature.method, signature.person_id) == ("drawn", county.ana.pk)
    assert signature.evidence["signed_in"] == county.worker.user_id
    assert consent.understood == {"stop": "yes", "choice": "no", "court": "no"}
    assert 180 <= (consent.expires_on - consent.signed_on).days <= 185


def test_a_mother_signs_for_herself_on_her_phone(county: County) -> None:
    client = browser(county.mother)
    proposal = fill(client, county)
    page = client.get(at(county, "sign", proposal.pk))
    assert "For the person who helps" not in words(page)
    client.post(at(county, "sign", proposal.pk), answers(client, county, proposal, helper=None))
    consent = Consent.objects.get()
    assert consent.recorded_for is None
    assert consent.signatures.get().evidence["as"] == "themself"
    assert not browser(county.visitor).get(at(county, "list")).context["open"]


def test_the_form_is_signed_in_spanish(county: County) -> None:
    county.ana.language = "es"
    county.ana.save()
    client = browser(county.worker)
    proposal = proposed(county, language="es", expires_on=localdate() + timedelta(days=90))
    page = client.get(at(county, "sign", proposal.pk))
    assert '<html lang="es">' in page.content.decode()
    assert "Usted decide" in words(page)
    assert "River Methadone" in words(page)
    client.post(at(county, "sign", proposal.pk), answers(client, county, proposal))
    consent = Consent.objects.get()
    assert "tratamiento por drogas o alcohol" in consent.text
    english = client.get(at(county, "copy", consent.pk), {"language": "en"})
    assert "You can stop at any time" in words(english)
    assert "translation to help you read" in words(english)
    assert "Puede parar en cualquier momento" in words(client.get(at(county, "copy", consent.pk)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"q_court": "yes"}, "It does not. Please read"),
        ({"q_stop": None}, "Choose an answer."),
        ({"free": None}, "If you do not choose this freely, do not sign."),
        ({"helper": None}, "If not, choose another day."),
        ({"first-typed": "", "first-strokes": ""}, "Sign in the box, or type your full name."),
        ({"first-strokes": "[[1,2,3,4,5]]", "first-typed": ""}, "The drawing could not be read."),
        ({"first-strokes": "[[1,2,99999,2]]", "first-typed": ""}, "The drawing could not be read."),
        ({"first-strokes": "{" * 500, "first-typed": ""}, "The drawing could not be read."),
        ({"first-capacity": "personal_representative"}, "Add the order or other proof of authority."),
        ({"shown": "0" * 64}, "please read it again"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(county: County, changes: dict, said: str) -> None:  # type: ignore[type-arg]
    client = browser(county.worker)
    proposal = proposed(county, expires_on=localdate() + timedelta(days=90))
    sent = answers(client, county, proposal, **{"interpreter": "Ines Prado", **changes})
    page = client.post(at(county, "sign", proposal.pk), sent)
    assert page.status_code == 422
    assert said in words(page)
    assert 'value="Ines Prado"' in page.content.decode()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("step", "sent", "said"),
    [
        ("who", {}, "Say who may share"),
        ("who", {"shares": ["program:made-up"]}, "made-up is not one of the available choices"),
        ("what", {"purposes": ["case_planning"]}, "choose at least one kind of information"),
        ("what", {"ordinary": ["sud_attendance"]}, "Say why"),
        (
            "what",
            {
                "ordinary": ["contact"],
                "purposes": ["treatment"],
                "records_since": "2026-05-01",
                "records_until": "2026-04-01",
            },
            "must come after the first one",
        ),
        ("until", {"lasts": "day", "expires_on": "2001-01-01"}, "check the year"),
        ("until", {"lasts": "day", "expires_on": "2099-01-01"}, "12 months at most"),
        ("until", {"lasts": "day"}, "Write the day on which it ends."),
        ("until", {"lasts": "forever"}, "Select a valid choice"),
        ("until", {"lasts": "day", "expires_on": "soon"}, "Enter a valid date"),
    ],
)
def test_each_page_says_what_it_still_needs(county: County, step: str, sent: dict, said: str) -> None:  # type: ignore[type-arg]
    client = browser(county.worker)
    page = client.post(at(county, "fill", proposed(county).pk, step), sent)
    assert page.status_code == 422
    assert said in words(page)


def test_she_takes_it_back_in_one_step(county: County) -> None:
    consent = signed_today(county)
    client = browser(county.mother)
    page = client.get(at(county, "revoke", consent.pk))
    assert "You do not have to say why" in words(page)
    assert "What cannot be pulled back" in words(page)
    assert "<textarea" not in page.content.decode()
    after = client.post(at(county, "revoke", consent.pk), follow=True)
    assert "Taken back. Nothing more is shared because of it." in words(after)
    (paper,) = papers_on_file(family=county.family.pk)
    assert state(paper, on=localdate()) is State.WITHDRAWN
    again = client.post(at(county, "revoke", consent.pk), follow=True)
    assert "taken back or replaced before" in words(again)


def test_taking_it_back_tells_who_already_received_something(county: County) -> None:
    consent = signed_today(county)
    Line.objects.create(
        at=NOON,
        family_id=county.family.pk,
        organization_id=county.welfare.organization_id,
        act="chart.seen",
        detail={"authorities": [f"consent:{consent.pk}"], "received_by": str(county.welfare.pk)},
    )
    assert "County Child Welfare" in words(browser(county.mother).get(at(county, "revoke", consent.pk)))


def test_a_worker_who_was_told_by_phone_puts_it_on_hold(county: County) -> None:
    consent = signed_today(county)
    client = browser(county.worker)
    assert "Choose how they told you" in words(client.post(at(county, "revoke", consent.pk)))
    after = client.post(at(county, "revoke", consent.pk), {"how": "phone"}, follow=True)
    assert "Now help them put it in writing" in words(after)
    assert "they said to stop" in words(client.get(at(county, "list")))


def test_the_list_says_in_words_where_each_paper_stands(county: County) -> None:
    signed_today(county)
    Consent.objects.create(
        family=county.family,
        coalition=county.coalition,
        person=county.ana,
        form="hipaa",
        recorded_on=date(2020, 1, 1),
        recorded_at=NOON,
        recorded_for=county.welfare,
    )
    said = words(browser(county.worker).get(at(county, "list")))
    assert "Cannot be used" in said
    assert "A general medical release is not enough" in said
    assert "The form has no end. Set an end date or event." in said


def test_a_paper_that_ended_is_told_with_its_day(county: County) -> None:
    Consent.objects.create(
        family=county.family,
        coalition=county.coalition,
        person=county.ana,
        form="specific",
        signed_on=date(2024, 1, 1),
        expires_on=date(2024, 7, 1),
        recorded_on=date(2024, 1, 1),
        recorded_at=NOON,
        recorded_for=county.welfare,
    )
    page = browser(county.worker).get(at(county, "list"))
    assert not page.context["open"]
    assert "Ended on July 1, 2024." in words(page)


def test_the_newer_paper_starts_from_the_older_one(county: County) -> None:
    old = signed_today(county)
    client = browser(county.worker)
    begun = client.post(at(county, "replace", old.pk))
    proposal = Proposal.objects.get(replaces=old)
    assert begun.url == at(county, "fill", proposal.pk, "about")
    until = {"lasts": "12", "until_event": ""}
    client.post(at(county, "fill", proposal.pk, "until"), until)
    client.post(at(county, "sign", proposal.pk), answers(client, county, proposal))
    said = words(client.get(at(county, "list")))
    assert "Replaced by a newer one" in said
    assert "See the newer one" in said


def test_a_mistake_is_written_down_by_those_who_made_it(county: County) -> None:
    consent = signed_today(county)
    sent = {"what": "withdraw_in_error", "words": "meant for another family"}
    refused = browser(county.nurse).post(at(county, "wrong", consent.pk), sent)
    assert "Only the program that wrote this down" in words(refused)
    after = browser(county.worker).post(at(county, "wrong", consent.pk), sent, follow=True)
    assert "Made in error" in words(after)
    assert browser(county.mother).get(at(county, "wrong", consent.pk)).status_code == 403


def test_a_paper_of_others_answers_like_one_that_is_not_there(county: County) -> None:
    consent = signed_today(county)
    proposal = proposed(county)
    outside = browser(county.visitor)
    missing = consent.pk + 999
    for name in ("show", "copy", "revoke", "wrong"):
        assert outside.get(at(county, name, consent.pk)).status_code == 404
        assert outside.get(at(county, name, missing)).status_code == 404
    assert outside.get(at(county, "sign", proposal.pk)).status_code == 404
    assert outside.get(at(county, "fill", proposal.pk, "who")).status_code == 404
    assert outside.post(at(county, "replace", consent.pk)).status_code == 404
    assert "Rivera" not in words(outside.get(at(county, "show", missing)))


def test_pages_need_a_signed_in_person(county: County) -> None:
    assert Client().get(at(county, "list")).status_code == 302
    assert browser(county.worker).get(at(county, "replace", 1)).status_code == 405


def test_the_single_form_and_the_notes_form_ask_only_what_they_may(county: County) -> None:
    client = browser(county.worker)
    client.post(at(county, "new"), {"person": county.ana.pk, "form": "tpo", "language": "en"})
    proposal = Proposal.objects.get()
    who = client.get(at(county, "fill", proposal.pk, "who"))
    assert "Lake Prenatal Clinic" in words(who)
    assert len(who.context["form"].fields["receives"].choices) == 2
    client.post(
        at(county, "fill", proposal.pk, "who"),
        {"shares": [f"program:{county.methadone.pk}"], "treatment_class": "on"},
    )
    client.post(at(county, "fill", proposal.pk, "what"), {"ordinary": ["sud_treatment"]})
    client.post(at(county, "fill", proposal.pk, "until"), {"lasts": "never", "until_event": ""})
    sent = answers(client, county, proposal, q_choice=None, q_choice_tpo="yes")
    client.post(at(county, "sign", proposal.pk), sent)
    consent = Consent.objects.get()
    assert consent.purposes == ["treatment", "payment", "operations"]
    assert consent.expires_on is None
    assert "It has no end date" in consent.text


def test_every_look_at_a_paper_is_on_the_record(county: County) -> None:
    consent = signed_today(county)
    browser(county.nurse).get(at(county, "show", consent.pk))
    last = Line.objects.filter(family_id=county.family.pk).latest("pk")
    assert (last.act, last.about, last.actor_id) == ("consent.seen", f"consent:{consent.pk}", county.nurse.user_id)
