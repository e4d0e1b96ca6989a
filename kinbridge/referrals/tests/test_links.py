"""The link for a program without accounts: replayed, expired, forwarded, guessed, taken back; what it never shows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import User
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry
from kinbridge.consents.actions import revoke
from kinbridge.consents.models import Consent
from kinbridge.consents.tests.county import County, program, signed_today
from kinbridge.core.vocabulary import Category, OrganizationKind, Purpose, Regime
from kinbridge.directory.models import Program
from kinbridge.referrals import actions
from kinbridge.referrals.models import Link, Referral
from kinbridge.referrals.opened import open_referral
from kinbridge.referrals.rules import Status
from kinbridge.referrals.rules.links import WORKS_FOR, WRONG_CODES

pytestmark = pytest.mark.django_db
ASKED = "Diapers, size one"


@pytest.fixture
def pantry(county: County) -> Program:
    return program(county.coalition, "Ferry Street Pantry", OrganizationKind.COMMUNITY, Regime.COMMUNITY)


@pytest.fixture
def referral(county: County, pantry: Program) -> Referral:
    """Ana agreed both ways: the county may ask the pantry, and the pantry may tell the county."""
    for shares, receives in ((county.welfare, pantry), (pantry, county.welfare)):
        signed_today(
            county,
            shares=(f"program:{shares.pk}",),
            receives=(f"program:{receives.pk}",),
            categories=(Category.SOCIAL_NEEDS,),
            purposes=(Purpose.CARE_COORDINATION, Purpose.CASE_PLANNING),
        )
    request = actions.Request(person=county.ana, to_program=pantry, service=ASKED, needs=("food",))
    return actions.send(family=county.family, request=request, by=county.worker, at=now())


@pytest.fixture
def told(county: County, referral: Referral) -> actions.Told:
    return actions.make_link(referral_id=referral.pk, by=county.worker, at=now())


def address(told: actions.Told, step: str = "") -> str:
    at = [told.link.coalition_id, told.secret]
    return reverse("referrals:asked_answer", args=[*at, step]) if step else reverse("referrals:asked", args=at)


def inside(told: actions.Told) -> Client:
    """A browser into which the code was typed."""
    client = Client()
    assert client.post(address(told), {"code": told.code}).status_code == 302
    return client


def says(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_code_opens_it_and_accept_and_first_visit_kept_come_back_to_the_sender(county, referral, told):
    browser = inside(told)
    assert ASKED in says(browser.get(address(told)))
    assert "Accepted" in says(browser.post(address(told, "accepted")))
    assert "First visit kept" in says(browser.post(address(told, "first_kept")))
    card = open_referral(referral_id=referral.pk, by=county.worker, at=now())
    assert (card.words, card.sealed) == ("First visit kept", False)
    facts = Entry.objects.filter(kind="referral_step").order_by("pk").select_related("label")
    assert {fact.label.program_id for fact in facts} == {county.welfare.pk}, "what it was told, as on the phone"


def test_before_the_code_the_page_says_nothing_of_anyone(county, referral, told):
    page = says(Client().get(address(told)))
    for word in ("Ana", "Rivera", ASKED, county.welfare.name, "Pantry"):
        assert word not in page


def test_after_the_code_it_shows_the_given_name_and_what_is_asked_and_no_more(county, referral, told):
    page = says(inside(told).get(address(told)))
    assert "For Ana R." in page
    for word in ("Rivera", "1996", str(county.family.key), "Leo", "Methadone"):
        assert word not in page


def test_looking_at_the_address_as_mail_programs_do_uses_nothing_up(told):
    for _ in range(3):
        assert Client().get(address(told)).status_code == 200
        assert Client().head(address(told)).status_code == 200
    assert inside(told).get(address(told)).status_code == 200


def test_forwarded_even_with_its_code_it_opens_in_no_second_browser(told):
    browser = inside(told)
    forwarded = Client()
    assert forwarded.post(address(told), {"code": told.code}).status_code == 403
    assert "opened elsewhere" in says(forwarded.get(address(told)))
    assert forwarded.post(address(told, "accepted")).status_code == 302, "back to the door"
    assert Referral.objects.get().status == "sent"
    assert browser.get(address(told)).status_code == 200


def test_an_answer_that_is_sent_again_is_refused_in_plain_words(told):
    browser = inside(told)
    browser.post(address(told, "accepted"))
    again = browser.post(address(told, "accepted"))
    assert again.status_code == 409
    assert "Nothing of yours was written." in says(again)


def test_after_a_decline_the_link_is_used_up(referral, told):
    browser = inside(told)
    assert browser.post(address(told, "declined")).status_code == 400, "a decline needs its reason"
    assert browser.post(address(told, "declined"), {"declined-reason": "no_opening"}).status_code == 200
    assert browser.get(address(told)).status_code == 404
    assert browser.post(address(told, "accepted")).status_code == 404


def plain(answer: HttpResponse) -> bytes:
    """The page without its own address and the tokens that differ from one answer to the next."""
    here = answer.request["PATH_INFO"].encode()
    return re.sub(rb'\b[A-Za-z0-9]{64}\b|nonce="[^"]+"', b"", answer.content.replace(here, b"HERE"))


@pytest.mark.parametrize(
    "way", ["expired", "taken back", "replaced", "consent taken back", "withdrawn", "may not tell"]
)
def test_whatever_ended_it_the_page_is_that_of_a_link_that_never_was(county, referral, told, way):
    browser = inside(told)
    consents = {consent.pk: consent for consent in Consent.objects.order_by("pk")}
    match way:
        case "expired":
            Link.objects.update(expires_at=now() - timedelta(minutes=1))
        case "taken back":
            actions.take_back_link(referral_id=referral.pk, by=county.worker, at=now())
        case "replaced":
            actions.make_link(referral_id=referral.pk, by=county.worker, at=now())
        case "withdrawn":
            actions.answer(referral_id=referral.pk, step=Status.WITHDRAWN, by=county.worker, at=now())
        case "consent taken back":
            revoke(consent=consents[min(consents)], by=county.mother, at=now())
        case "may not tell":
            revoke(consent=consents[max(consents)], by=county.mother, at=now())
    ended = browser.get(address(told))
    unknown = browser.get(reverse("referrals:asked", args=[told.link.coalition_id, "no-such-secret"]))
    nowhere = browser.get(reverse("referrals:asked", args=[2**40, told.secret]))
    assert {one.status_code for one in (ended, unknown, nowhere)} == {404}
    assert plain(ended) == plain(unknown) == plain(nowhere)
    assert "ask for a new one" in says(ended)
    assert browser.post(address(told, "accepted")).status_code == 404
    assert ASKED not in says(ended)


def test_a_few_wrong_codes_end_it(told):
    wrong = f"{(int(told.code) + 1) % 10**6:06}"
    for _ in range(WRONG_CODES):
        assert Client().post(address(told), {"code": wrong}).status_code == 403
    assert Client().post(address(told), {"code": told.code}).status_code == 404
    assert Link.objects.get().ended == Link.End.GUESSED


def test_only_digests_are_kept_and_every_turn_is_in_the_audit(county, referral, told):
    inside(told).post(address(told, "accepted"))
    kept = str(Link.objects.values().get())
    assert told.secret not in kept
    assert told.code not in kept
    acts = list(Line.objects.filter(act__contains="link").order_by("pk").values_list("act", flat=True))
    assert acts == ["referral.link_made", "referral.link_opened"]
    assert Line.objects.get(act="referral.accepted").actor_id is None


def test_no_site_is_told_the_address_and_nothing_keeps_the_page(told):
    answer = Client().get(address(told))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    cookie = Client().post(address(told), {"code": told.code}).cookies["kb_answer"]
    assert (cookie["httponly"], cookie["path"]) == (True, address(told))
    assert told.link.expires_at - told.link.made_at == WORKS_FOR


def test_row_security_lets_a_visitor_see_the_one_row_whose_secret_they_know(told):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kinbridge_app")
        assert "six digits" in says(Client().get(address(told)))
        cursor.execute("SELECT set_config('kinbridge.coalition', '', true)")
        cursor.execute("SELECT count(*) FROM referrals_link")
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


def test_a_treatment_program_is_not_asked_by_link_what_it_may_not_tell(county):
    """42 CFR 2.13(c): even whether someone came is its patient's, so without her consent there is no link."""
    clinic = program(county.coalition, "Hill Recovery", OrganizationKind.TREATMENT_PROGRAM, Regime.PART2)
    signed_today(
        county,
        shares=(f"program:{county.welfare.pk}",),
        receives=(f"program:{clinic.pk}",),
        categories=(Category.SOCIAL_NEEDS,),
        purposes=(Purpose.CARE_COORDINATION,),
    )
    request = actions.Request(person=county.ana, to_program=clinic, service="Counseling")
    referral = actions.send(family=county.family, request=request, by=county.worker, at=now())
    with pytest.raises(actions.NotPermitted) as refusal:
        actions.make_link(referral_id=referral.pk, by=county.worker, at=now())
    assert refusal.value.decision.would_open


def test_the_sender_s_page_makes_a_link_once_shown_and_a_stranger_finds_none(county, referral):
    worker, stranger = Client(), Client()
    worker.force_login(User.objects.get(pk=county.worker.user_id))
    stranger.force_login(User.objects.get(pk=county.visitor.user_id))
    make = reverse("referrals:link", args=[referral.pk])
    assert stranger.post(make).status_code == 404
    made_now = says(worker.post(make))
    assert "/answer/" in made_now
    assert "Tell this code by phone" in made_now
    page = says(worker.get(reverse("referrals:show", args=[referral.pk])))
    assert "/answer/" not in page
    assert "Take the link back" in page
