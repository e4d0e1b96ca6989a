"""A mother notes her craving by the day; nobody reads it until she signs, and nobody after she takes that back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from kinbridge.chart.models import Entry
from kinbridge.consents import actions as consents
from kinbridge.consents.models import Consent
from kinbridge.consents.tests.county import County, made, signed_today
from kinbridge.core.vocabulary import Category, Purpose
from kinbridge.directory.tests.browsing import browser
from kinbridge.people.models import Involvement
from kinbridge.portal.own_notes import let_read

pytestmark = pytest.mark.django_db
NOTES = reverse("portal:notes")


@pytest.fixture
def county() -> County:
    county = made()
    Involvement.objects.filter(program=county.methadone).update(person=county.ana)
    return county


def noted(county: County, *, days_ago: int, **said: object) -> Client:
    client = browser(county.mother)
    day = (localdate() - timedelta(days=days_ago)).isoformat()
    answer = client.post(NOTES, {"on": day, **said})
    assert answer.status_code == 302, answer.content
    return client


def read_by_the_nurse(county: County) -> str:
    return browser(county.nurse).get(reverse("chart:own_notes", args=[county.family.key])).content.decode()


def lets_the_program_read(county: County) -> Consent:
    return signed_today(
        county,
        receives=(f"program:{county.methadone.pk}",),
        categories=(Category.OWN_NOTES,),
        purposes=(Purpose.TREATMENT,),
    )


def test_she_notes_a_day_in_her_own_words_and_sees_the_line(county: County) -> None:
    noted(county, days_ago=3, text="Hard morning.", craving="7")
    page = noted(county, days_ago=0, craving="4", withdrawal="1").get(NOTES).content.decode()
    assert "Hard morning." in page
    assert "Craving and withdrawal, as noted by Ana" in page
    assert "Only you. Not your program" in page


def test_her_own_program_reads_nothing_until_she_signs_and_nothing_after_she_takes_it_back(county: County) -> None:
    noted(county, days_ago=1, text="Hard morning.", craving="7")
    assert "Hard morning." not in read_by_the_nurse(county)
    consent = lets_the_program_read(county)
    assert "Hard morning." in read_by_the_nurse(county)
    assert "River Methadone" in browser(county.mother).get(NOTES).content.decode()
    consents.revoke(consent=consent, by=county.mother, at=now(), channel="portal")
    assert "Hard morning." not in read_by_the_nurse(county)


def test_neither_the_caseworker_nor_a_sealed_count_tells_of_them(county: County) -> None:
    noted(county, days_ago=1, craving="7")
    lets_the_program_read(county)
    chart = browser(county.worker).get(reverse("chart:show", args=[county.family.key])).content.decode()
    own = browser(county.worker).get(reverse("chart:own_notes", args=[county.family.key])).content.decode()
    assert "Own note" not in chart
    assert "own notes" not in chart
    assert "Nobody has opened notes of their own to you." in own


def test_she_takes_one_note_back(county: County) -> None:
    client = noted(county, days_ago=0, text="Not for keeping.")
    entry = Entry.objects.get(kind="own_note")
    client.post(reverse("portal:note_back", args=[entry.pk]))
    assert "Not for keeping." not in client.get(NOTES).content.decode()
    assert client.post(reverse("portal:note_back", args=[entry.pk])).status_code == 404


def test_the_paper_she_would_sign_names_her_notes_and_her_program_in_her_language(county: County) -> None:
    county.ana.language = "es"
    county.ana.save()
    proposal = let_read(family=county.family, keeper=county.methadone, by=county.mother, at=now())
    text = consents.text_of(proposal).plain
    assert "lo que usted misma anota" in text
    assert "River Methadone" in text


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({}, "Write a word or choose a number"),
        ({"craving": "11"}, "Select a valid choice"),
        ({"text": "Long ago.", "on": date(2020, 1, 1).isoformat()}, "the last two weeks"),
    ],
)
def test_what_cannot_be_noted_is_said(county: County, said: dict[str, str], because: str) -> None:
    answer = browser(county.mother).post(NOTES, {"on": localdate().isoformat(), **said})
    assert answer.status_code == 422
    assert because in answer.content.decode()


def test_without_a_treatment_program_there_is_nowhere_to_keep_notes(county: County) -> None:
    Involvement.objects.filter(program=county.methadone).delete()
    page = browser(county.mother).get(NOTES).content.decode()
    assert "Notes are kept with a treatment program." in page
    assert browser(county.mother).post(reverse("portal:notes_let")).status_code == 404


def test_a_worker_has_no_notes_page(county: County) -> None:
    assert browser(county.nurse).get(NOTES).status_code == 403
