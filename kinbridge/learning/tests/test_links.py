"""A trainer sees which addresses of the shelf no longer answer, and an item says when somebody looked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kinbridge.accounts.models import Role
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions import stock
from kinbridge.learning.models import Item
from kinbridge.learning.reading.links import every_address
from kinbridge.link_health.actions import keep
from kinbridge.link_health.rules import Answer, Standing

pytestmark = pytest.mark.django_db
SEEN = datetime(2026, 3, 16, 15, tzinfo=UTC)


def test_a_link_that_broke_is_listed_with_its_day_until_it_answers_again() -> None:
    office = make.program(make.clinic(make.county()))
    stock(coalition=office.organization.coalition)
    teresa, maya = (browser(make.worker(office, role)) for role in (Role.TRAINER, Role.CASEWORKER))
    Item.objects.filter(key="guide").update(url="https://guide.example/", transcript_url="https://guide.example/text")
    assert {"https://guide.example/", "https://guide.example/text"} < every_address()
    item, links = reverse("learning:item", args=["guide"]), reverse("learning:links")
    assert "Nobody has looked yet whether it answers." in maya.get(item).content.decode()
    keep(url="https://guide.example/", answer=Answer(Standing.MISSING, 404), at=SEEN)
    page = teresa.get(links).content.decode()
    for words in ("The page is not there any more.", "Since Mar 16, 2026", "Links are not followed on this server"):
        assert words in page
    assert "Since Mar 16, 2026" in maya.get(item).content.decode()
    assert maya.get(links).status_code == 403
    keep(url="https://guide.example/", answer=Answer(Standing.WORKS, 200), at=SEEN)
    assert "Nothing to mend" in teresa.get(links).content.decode()
    assert "It answers. Looked at Mar 16, 2026." in maya.get(item).content.decode()


def test_nothing_is_followed_until_an_operator_says_so() -> None:
    with pytest.raises(CommandError, match="KINBRIDGE_FOLLOW_LINKS=1"):
        call_command("look_at_links")
