"""A message is tried and mended, a campaign counted and read by everyone, and a file of figures handed in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinbridge.accounts.models import Role
from kinbridge.directory.models import Address, Program
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.outreach.models import Campaign, Figure, Message

pytestmark = pytest.mark.django_db
HOME = "/coalition/outreach/"
MESSAGE = {
    "title": "Naloxone at home",
    "audience": "families",
    "tone": "warm and plain",
    "language": "en",
    "translates": "",
    "text": "Addicts can be saved. Keep naloxone at home.",
}
TRIAL = {"how": "group", "whom": "mothers at the clinic", "people": "9", "found": "Clear", "on": "2026-03-01"}
CAMPAIGN = {
    "title": "Naloxone is for everyone",
    "title_es": "La naloxona es para todos",
    "purpose": "Every home has it.",
    "audience": "the town",
    "words": "Ask for it at any pharmacy.",
    "words_es": "Pídala en cualquier farmacia.",
}


@pytest.fixture
def office() -> Program:
    return make.program(make.clinic(make.county(), "Alder Families Together"), "Coalition Office")


@pytest.fixture
def grace(office: Program) -> Client:
    return browser(make.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield"))


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("figures.csv", text.encode(), content_type="text/csv")


# ── messages ─────────────────────────────────────────────────────────────────


def test_a_message_is_kept_as_written_mended_after_a_suggestion_and_tried(grace: Client) -> None:
    answer = grace.post(f"{HOME}write/", MESSAGE, follow=True)
    page, here = answer.content.decode(), answer.request["PATH_INFO"]
    assert "Addicts can be saved. Keep naloxone at home." in page
    assert "Saved as you wrote it. You wrote “Addicts”" in page
    assert "1 word to look at" in page
    assert "Not tried yet" in page
    assert grace.post(f"{here}trial/", TRIAL).status_code == 302
    anew = {"text": "People who use drugs can be saved. Keep naloxone at home.", "why": "A friendlier first word"}
    page = grace.post(f"{here}anew/", anew, follow=True).content.decode()
    assert "Nothing to suggest about its words" in page
    assert "Suggested then: “Addicts”" in page
    assert "An older version was tried, see below. These words were not." in page
    assert "mended after a suggestion" in grace.get(HOME).content.decode()
    assert grace.post(f"{here}trial/", TRIAL | {"people": "0"}).status_code == 400


def test_a_message_stands_beside_itself_in_another_language(grace: Client) -> None:
    grace.post(f"{HOME}write/", MESSAGE)
    first = Message.objects.get()
    twin = MESSAGE | {"title": "Naloxona en casa", "text": "Tenga naloxona en casa.", "translates": str(first.pk)}
    assert "in the same language" in grace.post(f"{HOME}write/", twin).content.decode()
    assert grace.post(f"{HOME}write/", twin | {"language": "es"}).status_code == 302
    assert "Naloxona en casa" in grace.get(f"{HOME}{first.pk}/").content.decode()
    in_spanish = grace.get(f"{HOME}?language=es").content.decode()
    assert "Naloxone at home" not in in_spanish
    assert '<option value="es" selected>' in in_spanish
    assert "selected" not in grace.get(HOME).content.decode()


# ── campaigns ────────────────────────────────────────────────────────────────


def test_a_campaign_is_planned_counted_and_opened_to_everyone_in_two_languages(grace: Client) -> None:
    here = grace.post(f"{HOME}campaigns/plan/", CAMPAIGN)["Location"]
    campaign = Campaign.objects.get()
    channel = {"kind": "bus", "place": "Line 4", "version": "", "starts": "2026-03-02", "ends": "2026-03-20"}
    assert grace.post(f"{here}channel/", channel | {"ends": "2026-03-01"}).status_code == 400
    assert grace.post(f"{here}channel/", channel).status_code == 302
    bus = campaign.channels.get()
    count = {
        "channel": str(bus.pk),
        "people": "900",
        "what": "riders",
        "counted_by": "the bus company",
        "on": "2026-03-20",
    }
    assert grace.post(f"{here}reach/", count).status_code == 302
    said = {"whom": "a father", "said": "I am an addict and I carry it now.", "on": "2026-03-21"}
    page = grace.post(f"{here}feedback/", said, follow=True).content.decode()
    assert "riders, counted by the bus company" in page
    assert "Buses: Line 4" in page
    assert "You wrote" not in page, "what others said is their own"
    public, everyone = f"/kit/campaigns/{campaign.pk}/", Client()
    assert everyone.get(public).status_code == 404
    assert grace.post(f"{here}open/", {"opened": "yes"}).status_code == 302
    page = everyone.get(public).content.decode()
    for words in ("Naloxone is for everyone", "Ask for it at any pharmacy.", "988", "1-800-662-4357"):
        assert words in page
    spanish = everyone.get(public, headers={"Accept-Language": "es"}).content.decode()
    assert "Pídala en cualquier farmacia." in spanish
    assert "A quién llamar" in spanish
    assert grace.post(f"{here}open/", {"opened": "no"}).status_code == 302
    assert everyone.get(public).status_code == 404


# ── the place ────────────────────────────────────────────────────────────────


def test_a_file_of_figures_becomes_a_table_and_a_map(office: Program, grace: Client) -> None:
    where = make.place(make.service(office.organization, "Visits"), 44.3, -72.7)
    Address.objects.create(
        coalition=office.organization.coalition,
        location=where,
        address_1="1 Main",
        city="Harrow Falls",
        state_province="VT",
        postal_code="05001",
        country="US",
        address_type="physical",
    )
    head = "topic,place,year,value,source\n"
    places = {"county": 1212, "Harrow Falls": 300, "05602": 80, "Nowhere": 20}
    lines = "".join(f"births,{name},2025,{people},State\n" for name, people in places.items())
    page = grace.post(f"{HOME}place/hand-in/", {"file": file(head + lines)}, follow=True).content.decode()
    for words in (
        "4 figures taken.",
        "1,212",
        "Harrow Falls: 300",
        "05602: 80",
        "nobody has said where it is: Nowhere",
    ):
        assert words in page
    grace.post(f"{HOME}place/hand-in/", {"file": file(f"{head}births,county,2025,1210,Corrected\n")})
    assert Figure.objects.get(place="county").value == 1210
    assert Figure.objects.count() == 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"topic,place,year,value,source\nbirths,county,2025,7,State\n", "could name somebody"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"", "empty"),
        (b"a" * 1_000_001, "larger than one megabyte"),
    ],
)
def test_a_bad_file_comes_back_with_a_sentence_and_takes_nothing(grace: Client, content: bytes, says: str) -> None:
    given = SimpleUploadedFile("figures.csv", content)
    answer = grace.post(f"{HOME}place/hand-in/", {"file": given})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Figure.objects.exists()


# ── who may ──────────────────────────────────────────────────────────────────


def test_others_read_and_change_nothing_and_another_coalition_sees_none_of_it(office: Program, grace: Client) -> None:
    grace.post(f"{HOME}write/", MESSAGE)
    grace.post(f"{HOME}campaigns/plan/", CAMPAIGN)
    message, campaign = Message.objects.get().pk, Campaign.objects.get().pk
    nurse = browser(make.worker(office, Role.HOME_VISITOR, "Carol Lindqvist"))
    pages = ("", f"{message}/", "campaigns/", f"campaigns/{campaign}/", "place/")
    assert {nurse.get(HOME + page).status_code for page in pages} == {200}
    posts = ("write/", f"{message}/anew/", "campaigns/plan/", f"campaigns/{campaign}/open/", "place/hand-in/")
    assert {nurse.post(HOME + page).status_code for page in posts} == {403}
    assert browser(make.worker(office, Role.PARENT, "Ana Rivera")).get(HOME).status_code == 403
    away = make.program(make.clinic(make.county("Lake County"), "Lakeside"))
    otis = browser(make.worker(away, Role.COALITION_COORDINATOR, "Otis Lake"))
    assert otis.get(f"{HOME}{message}/").status_code == 404
    assert otis.post(f"{HOME}campaigns/{campaign}/open/", {"opened": "yes"}).status_code == 404
    assert "Naloxone" not in otis.get(HOME).content.decode()
