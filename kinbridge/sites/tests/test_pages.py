"""The register, one site, the talk about it, and lessons: who reads them, who adds, who takes down."""

from __future__ import annotations

import pytest
from django.db.utils import ProgrammingError
from django.urls import reverse

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import NOON, County, program, works
from kinbridge.core.vocabulary import OrganizationKind
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.tests.browsing import browser
from kinbridge.sites.actions import AlreadyThere, add_lesson, add_note, join
from kinbridge.sites.models import Note

pytestmark = pytest.mark.django_db
LIST, LESSONS = reverse("sites:list"), reverse("sites:lessons")
MARLOW = {"name": "Marlow County", "focus": "Three days", "partners": "", "source": "Told by phone"}
WAITING = {
    "title": "A waitlist is a service",
    "context": "Four weeks",
    "tried": "A weekly call",
    "result": "More came",
    "advice": "Give it an owner",
    "source": "Marlow",
    "tags": ["access"],
}


@pytest.fixture
def grace(county: County) -> Viewer:
    return works("Grace Whitfield", county.visiting, Role.COALITION_COORDINATOR)


def test_a_place_joins_and_stands_beside_the_six(county, grace):
    client = browser(grace)
    answer = client.post(LIST, MARLOW)
    code = answer.headers["Location"].strip("/").split("/")[-1]
    assert client.post(LIST, MARLOW).status_code == 400, "the name is taken"
    step = {"form": "step", "step-on": "2026-10-01", "step-kind": "contact", "step-words": "A call"}
    step |= {"step-source": "Grace", "step-confidence": "verified"}
    site = reverse("sites:site", args=[code])
    assert "A contact has a level" in client.post(site, step).content.decode()
    assert client.post(site, step | {"step-level": "2"}).status_code == 302
    page = client.get(reverse("sites:compare"), {"site": ["wv", code]}).content.decode()
    for words in ("West Virginia", "Marlow County", "no extension", "Not verified", "1 at level 2 (consultation)"):
        assert words in page


def test_others_read_and_ask_and_do_not_change_the_register(county, grace):
    client = browser(county.worker)
    assert client.get(LIST).status_code == 200
    assert client.post(LIST, MARLOW).status_code == 403
    assert client.post(reverse("sites:site", args=["ct"]), {"form": "finding"}).status_code == 403
    talk = reverse("sites:talk", args=["ct", "hospital-data"])
    assert client.post(talk, {"kind": "question", "text": "<b>Which codes?</b>"}).status_code == 302
    question = Note.objects.get()
    assert client.get(reverse("sites:take_down", args=[question.pk])).status_code == 404
    page = client.post(talk, {"kind": "answer", "answers": question.pk, "text": "All of them"}, follow=True)
    assert "&lt;b&gt;Which codes?" in page.content.decode()
    assert question.replies.get().text == "All of them"
    assert browser(county.mother).get(LIST).status_code == 403


def test_a_note_is_taken_down_with_a_reason_and_its_words_stay_on_file(county, grace):
    note = add_note(site="ct", topic="", kind="question", text="Off topic", answers=None, by=county.worker, at=NOON)
    client = browser(grace)
    page = client.post(reverse("sites:take_down", args=[note.pk]), {"why": "Not about the site"}, follow=True)
    assert "Not about the site" in page.content.decode()
    assert "Off topic" not in page.content.decode()
    assert Note.objects.get().text == "Off topic"
    with pytest.raises(ProgrammingError, match="Cannot update"):
        Note.objects.update(text="Something else")


def test_a_lesson_is_found_by_its_words_and_its_tags(county, grace):
    site = join(facts=MARLOW, by=grace, at=NOON)
    add_lesson(site=site.code, facts=WAITING, by=county.worker, at=NOON)
    client = browser(county.worker)
    for words, count in (("waitlist", 1), ("WAITLIST owner", 1), ("access", 1), ("housing", 0), ("%", 0)):
        assert f"{count} lesson" in client.get(LESSONS, {"q": words}).content.decode(), words
    given = {**WAITING, "site": "ct", "tags": "housing, fathers"}
    assert client.post(LESSONS, given).status_code == 302
    assert "1 lesson" in client.get(LESSONS, {"q": "fathers"}).content.decode()
    with pytest.raises(AlreadyThere):
        join(facts=MARLOW, by=grace, at=NOON)


def test_another_coalition_sees_the_six_and_nothing_of_ours(county, grace):
    site = join(facts=MARLOW, by=grace, at=NOON)
    other = Coalition.objects.create(name="Elsewhere", state="OH", county="Elsewhere")
    far = works("Fran Dale", program(other, "Elsewhere Office", OrganizationKind.COMMUNITY), Role.TRAINER)
    page = browser(far).get(LIST).content.decode()
    assert "West Virginia" in page
    assert "Marlow" not in page
    assert browser(far).get(reverse("sites:site", args=[site.code])).status_code == 404
