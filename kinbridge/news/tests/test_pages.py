"""An issue is composed, looked through, published, read by anyone, and found again from what it told of."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from kinbridge.accounts.models import Role
from kinbridge.coalition.actions import set_goals
from kinbridge.coalition.models import Goal
from kinbridge.directory.tests import partners as make
from kinbridge.directory.tests.browsing import browser
from kinbridge.learning.actions import stock
from kinbridge.learning.models import Item
from kinbridge.news.models import Issue, Piece, Reader
from kinbridge.news.tests.newsroom import Newsroom, room
from kinbridge.people.rows import work_in

__all__ = ["room"]
pytestmark = pytest.mark.django_db
HOME = "/coalition/news/"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_issue_from_the_shelf_and_the_goals_to_the_public_and_back(room: Newsroom) -> None:
    stock(coalition=room.coalition)
    with work_in(room.coalition):
        goal = set_goals(coalition=room.coalition)[0]
        Goal.objects.filter(pk=goal.pk).update(public=True)
    item = Item.objects.get(key="course-talking")
    grace = browser(room.grace)
    at = grace.post(f"{HOME}write/", {"title": "Spring"}).headers["Location"]
    for what in (f"item:{item.pk}", f"goal:{goal.pk}"):
        assert grace.post(f"{at}add/", {"what": what}).status_code == 302
    assert grace.post(f"{at}add/own/", {"heading": "Open day", "on": "2026-04-02"}).status_code == 302
    first, second, third = Piece.objects.order_by("place")
    grace.post(f"{at}{third.pk}/up/")
    grace.post(f"{at}{first.pk}/", {"heading": "How to talk", "heading_es": "Cómo hablar"})
    assert list(Piece.objects.order_by("place").values_list("heading", flat=True)) == [
        "How to talk",
        "Open day",
        second.heading,
    ]
    assert "Cómo hablar" in shown(grace, f"{at}letter/?language=es")
    assert "We do not have a number to show yet." in shown(grace, at)

    unread = grace.post(f"{at}publish/", {"audience": "everyone"})
    assert unread.status_code == 400
    assert "Read it through first" in unread.content.decode()
    assert grace.post(f"{at}publish/", {"audience": "everyone", "looked": "on"}).status_code == 302
    assert grace.post(f"{at}{second.pk}/out/").status_code == 403
    assert "Spring" in shown(grace, reverse("learning:item", args=[item.key]))

    anyone = Client(headers={"accept-language": "es"})
    assert "Spring" in shown(anyone, "/news/harbor/")
    assert "Cómo hablar" in shown(anyone, "/news/harbor/1/")
    grace.post(f"{at}back/")
    assert anyone.get("/news/harbor/1/").status_code == grace.get(at).status_code == 404
    assert "In the newsletter" not in shown(grace, reverse("learning:item", args=[item.key]))


def test_only_those_who_write_see_a_draft_and_only_what_is_offered_goes_in(room: Newsroom) -> None:
    other = make.program(make.clinic(make.county("Elsewhere"), "Others"), "Office")
    stock(coalition=other.organization.coalition)
    theirs = Item.objects.filter(coalition=other.organization.coalition).first()
    grace = browser(room.grace)
    at = grace.post(f"{HOME}write/", {"title": "Spring"}).headers["Location"]
    assert theirs is not None
    assert grace.post(f"{at}add/", {"what": f"item:{theirs.pk}"}).status_code == 400
    maya, stranger = browser(room.maya), browser(make.worker(other, Role.COALITION_COORDINATOR))
    assert maya.get(at).status_code == stranger.get(at).status_code == 404
    assert maya.post(f"{HOME}write/", {"title": "Mine"}).status_code == 403
    assert "Spring" not in shown(maya, HOME)


def test_partners_issues_and_closed_pages_are_not_public(room: Newsroom) -> None:
    issue = room.issue("For us", audience="partners")
    anyone, maya = Client(), browser(room.maya)
    assert anyone.get("/news/harbor/1/").status_code == 404
    assert "For us" in shown(maya, reverse("news:issue", args=[issue.pk]))
    room.page.opened_at = None
    room.page.save()
    assert anyone.get("/news/harbor/").status_code == 404
    draft = browser(room.grace).post(f"{HOME}write/", {"title": "Next"}).headers["Location"]
    refused = browser(room.grace).post(f"{draft}publish/", {"audience": "everyone", "looked": "on"})
    assert refused.status_code == 400
    assert Issue.objects.published().count() == 1


def test_anyone_asks_confirms_and_stops_and_learns_nothing_of_others(room: Newsroom) -> None:
    room.reader("known@example.org")
    anyone = Client()
    for email in ("known@example.org", "new@example.org"):
        asked = anyone.post("/news/harbor/", {"email": email, "often": "each"})
        assert "Look at your mail: if the address was right" in asked.content.decode()
    link = mail.outbox[1].body.split("http://127.0.0.1:8000")[1].split()[0]
    assert "Yes, send it to me" in shown(anyone, link)
    assert anyone.post(link).status_code == 200
    assert Reader.objects.get(email="new@example.org").confirmed_at is not None
    assert anyone.get("/news/confirm/nothing/").status_code == 404
    assert anyone.post("/news/stop/nothing/").status_code == 404
    assert anyone.post("/news/harbor/", {"email": "x", "often": "daily"}).status_code == 400
    for _ in range(3):
        last = anyone.post("/news/harbor/", {"email": "new@example.org", "often": "each"})
    assert last.status_code == 429


def test_people_at_work_choose_each_issue_a_month_or_none(room: Newsroom, settings: Settings) -> None:
    maya = browser(room.maya)
    maya.post(f"{HOME}mine/", {"often": "monthly", "language": "en"})
    link = mail.outbox[0].body.split("http://127.0.0.1:8000")[1].split()[0]
    Client().post(link)
    assert Reader.objects.get().user_id == room.maya.user_id
    maya.post(f"{HOME}mine/", {"often": "each", "language": "es"})
    assert (Reader.objects.get().often, len(mail.outbox)) == ("each", 1)
    maya.post(f"{HOME}mine/", {"often": "never", "language": "es"})
    assert not Reader.objects.exists()
    settings.KINBRIDGE_MAIL = ""
    assert "E-mail is not set up here" in shown(maya, HOME)
    assert "E-mail is not set up here" in shown(Client(), "/news/harbor/")
    assert Client().post("/news/harbor/", {"email": "a@example.org", "often": "each"}).status_code == 400
