"""A clinician, a lawyer and someone who lived it sign that they read a wording; a changed word is unread again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, made, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions.catalog import stock
from kinbridge.learning.actions.readings import sign_reading
from kinbridge.learning.models import Item, Reading
from kinbridge.learning.rules.readings import Sort, Verdict

pytestmark = pytest.mark.django_db
LIST = reverse("workgroups:wordings")
ARTICLE = "article-moud-pregnancy"
PAGE = reverse("workgroups:wording", args=["item", ARTICLE])


@pytest.fixture
def county() -> County:
    county = made()
    stock(coalition=county.coalition)
    return county


def mark(page: bytes) -> str:
    return page.decode().split('name="mark" value="')[1].split('"')[0]


def test_a_clinician_signs_by_name_and_the_article_says_so_until_a_word_changes(county: County) -> None:
    hannah = browser(works("Hannah Weiss", county.clinic, Role.CLINICIAN))
    opened = hannah.get(PAGE).content
    assert "You sign as a clinician" in opened.decode()
    hannah.post(PAGE, {"verdict": "stands", "mark": mark(opened)})
    article = reverse("learning:item", args=[ARTICLE])
    assert "Hannah Weiss, as a clinician" in browser(county.worker).get(article).content.decode()
    Item.objects.filter(key=ARTICLE).update(body="Other words.")
    assert "waiting for a clinician" in browser(county.worker).get(article).content.decode()
    assert "Read before it was changed: Hannah Weiss" in browser(county.worker).get(LIST).content.decode()


def test_a_peer_asks_for_a_change_and_says_which(county: County) -> None:
    tasha = browser(works("Tasha Greene", county.visiting, Role.PEER))
    page = reverse("workgroups:wording", args=["instrument", "uncope"])
    opened = tasha.get(page).content
    assert "as someone who lived it" in opened.decode()
    said = {"verdict": "change", "mark": mark(opened)}
    assert "Say what to change." in tasha.post(page, said).content.decode()
    listed = tasha.post(page, {**said, "remarks": "Too many words."}, follow=True).content.decode()
    assert "To change" in listed
    assert "Too many words." in listed


def test_words_that_changed_meanwhile_are_not_signed_for_and_a_signature_stays(county: County) -> None:
    client = browser(county.nurse)
    answer = client.post(PAGE, {"verdict": "stands", "mark": "of yesterday"})
    assert answer.status_code == 422
    assert "The words have changed" in answer.content.decode()
    assert not Reading.objects.exists()
    sign_reading(
        sort=Sort.RUBRIC,
        key="case-review",
        words="Prompt",
        verdict=Verdict.STANDS,
        remarks="",
        by=county.nurse,
        at=now(),
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Reading.objects.update(verdict="change")


def test_a_mother_and_an_unknown_wording_find_no_page(county: County) -> None:
    assert browser(county.mother).get(LIST).status_code == 403
    unknown = reverse("workgroups:wording", args=["instrument", "nothing"])
    assert browser(county.nurse).get(unknown).status_code == 404
