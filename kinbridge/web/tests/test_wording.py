"""Suggestions about words reach every form, block nothing, change nothing and keep nothing."""

from __future__ import annotations

import logging
import re

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client

from kinbridge.accounts.models import Role
from kinbridge.audit.models import Line
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.gaps.models import Gap

pytestmark = pytest.mark.django_db
REGISTER = "/coalition/gaps/register/"
WHY = "The addicts of Mill Street wait, and a dirty UA ends it."
GAP = {"category": "home_visiting", "level": "", "population": "anyone", "point": "4", "title": "Beds", "why": WHY}


def someone(role: Role) -> Client:
    nurses = make.clinic(make.county(), "Visiting Nurses")
    viewer = make.worker(make.program(nurses, "Home visits"), role, "Grace Whitfield")
    return browser(viewer)


@pytest.fixture
def grace() -> Client:
    return someone(Role.COALITION_COORDINATOR)


def test_what_was_saved_stands_as_it_was_written_and_the_next_page_says_what_people_prefer(grace: Client) -> None:
    here = {"HTTP_REFERER": f"http://testserver{REGISTER}"}
    page = grace.post(REGISTER, GAP, follow=True, **here).content.decode()
    assert Gap.objects.get().why == WHY
    assert 'You wrote “addicts”. People often prefer “<span lang="en">person with a substance use disorder' in page
    assert "You wrote “dirty UA”" in page
    assert f'href="http://testserver{REGISTER}">Write it differently' in page
    assert "You wrote" not in grace.get(REGISTER).content.decode(), "said once"


def test_a_referrer_from_elsewhere_is_no_way_back(grace: Client) -> None:
    page = grace.post(REGISTER, GAP, follow=True, HTTP_REFERER="https://elsewhere.example/x").content.decode()
    assert "elsewhere.example" not in page


def test_nothing_of_the_text_is_logged_audited_or_kept(grace: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = grace.post(REGISTER, GAP)
        grace.post("/words/", {"text": WHY})
        grace.post("/words/", {"text": WHY}, headers={"HX-Request": "true"})
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    kept = [
        caplog.text,
        said,
        *map(str, Line.objects.values()),
        *(str(one.get_decoded()) for one in Session.objects.all()),
    ]
    assert "addicts" in said, "the word of the list"
    assert [text for text in kept if "Mill Street" in text] == []


def test_a_form_that_comes_back_names_the_words_under_their_field(grace: Client) -> None:
    answer = grace.post(REGISTER, GAP | {"title": ""})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.index("You wrote “addicts”") > page.index('id="id_why"')


def test_a_text_area_asks_for_its_own_words_and_no_others(grace: Client) -> None:
    page = grace.get(REGISTER).content.decode()
    area = re.search(r"<textarea[^>]*>", page)
    assert area is not None
    assert 'hx-post="/words/"' in area[0]
    assert 'hx-params="why"' in area[0]
    answer = grace.post("/words/", {"why": "He relapsed."}, headers={"HX-Request": "true"}).content.decode()
    assert "return to use" in answer
    assert "<html" not in answer


def test_without_scripts_a_text_is_looked_at_on_a_page_of_its_own(grace: Client) -> None:
    assert "You wrote “junkies”" in grace.post("/words/", {"text": "junkies"}).content.decode()
    assert "Nothing to suggest" in grace.post("/words/", {"text": "people in recovery"}).content.decode()
    assert grace.post("/words/", {"text": ""}).status_code == 400


def test_what_another_person_said_is_left_alone() -> None:
    class Told(forms.Form):
        said = forms.CharField(widget=forms.Textarea(attrs={"data-own-words": True}))
        noted = forms.CharField(widget=forms.Textarea)

    told = Told({"said": "I am an addict", "noted": "He is an addict"})
    assert [told[name].is_free_text for name in ("said", "noted")] == [False, True]


def test_what_a_family_writes_is_never_commented_on() -> None:
    mother = someone(Role.PARENT)
    assert mother.get("/words/").status_code == 403
    page = mother.post("/kit/", {"zip": "addict"}).content.decode()
    assert "You wrote" not in page
