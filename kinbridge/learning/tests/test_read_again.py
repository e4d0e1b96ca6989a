"""A text is read by somebody who knows, and again when its words change or a year has gone by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from kinbridge.accounts.models import Role
from kinbridge.consents.tests.county import County, works
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions.readings import sign_reading
from kinbridge.learning.models import Item
from kinbridge.learning.rules.readings import Again, Sort, Verdict, why_again

pytestmark = pytest.mark.django_db
READ = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("read_on", "same_words", "on", "why"),
    [
        (None, False, READ, Again.NEVER),
        (READ, True, date(2027, 3, 15), None),
        (READ, True, date(2027, 3, 16), Again.LONG_AGO),
        (READ, False, READ, Again.CHANGED),
    ],
)
def test_why_a_text_is_read_again(read_on: date | None, same_words: bool, on: date, why: Again | None) -> None:
    assert why_again(read_on=read_on, same_words=same_words, on=on) is why


def test_the_trainer_lists_it_and_whoever_read_it_last_finds_it_on_the_desk(county: County) -> None:
    item = Item.objects.get(key="article-nows")
    nurse, trainer = browser(county.nurse), browser(works("Tess Lowell", county.visiting, Role.TRAINER))
    sign_reading(
        sort=Sort.ITEM,
        key=item.key,
        words=item.body,
        verdict=Verdict.STANDS,
        remarks="",
        by=county.nurse,
        at=now() - timedelta(days=300),
    )
    page = trainer.get("/learn/read-again/").content.decode()
    assert "Nobody who knows has read it yet." in page
    assert item.short not in page
    assert item.short not in nurse.get("/").content.decode()
    Item.objects.filter(pk=item.pk).update(body=f"{item.body} And one word more.")
    page = trainer.get("/learn/read-again/").content.decode()
    assert "The words changed since it was read." in page
    assert "Last read by Nia Brooks" in page
    assert item.short in nurse.get("/").content.decode()
    assert item.short not in browser(county.worker).get("/").content.decode()
    assert browser(county.worker).get("/learn/read-again/").status_code == 403
