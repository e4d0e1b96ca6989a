"""The coalition's newsletter: two issues that went out, and a draft."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.coalition.models import Goal
from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County, account
from kinbridge.learning.models import Item
from kinbridge.news.actions.issues import add, begin, publish
from kinbridge.news.models import Delivery, Issue, Reader
from kinbridge.news.offers import piece_of
from kinbridge.outreach.models import Campaign

TOLD: dict[str, Any] = tomllib.loads((HERE / "news.toml").read_text("utf-8"))
ASKED = -60


def write_news(county: County) -> int:
    """The number of issues that went out."""
    readers = _readers(county)
    out = [issue for told in TOLD["issue"] if (issue := _issue(county, told)).published_at]
    Delivery.objects.bulk_create(
        Delivery(coalition=county.coalition, issue=issue, reader=reader, at=county.at)
        for issue in out
        for reader in readers
    )
    return len(out)


def _readers(county: County) -> list[Reader]:
    """People at work who asked for it, each having followed the link in their mail."""
    at = county.moment(ASKED)
    people = [account(county.viewer(code)) for code in TOLD["readers"]]
    return Reader.objects.bulk_create(
        Reader(coalition=county.coalition, email=user.email, user=user, often="each", asked_at=at, confirmed_at=at)
        for user in people
    )


def _issue(county: County, told: dict[str, Any]) -> Issue:
    grace, at = county.viewer("grace"), county.moment(told.get("day", -2))
    names = ("title", "title_es", "intro", "intro_es")
    issue = begin(facts={name: told.get(name, "") for name in names}, by=grace, at=at)
    for piece in told["piece"]:
        add(issue=issue, facts=_piece(county, piece, by=grace), by=grace, at=at)
    if "day" in told:
        return publish(issue=issue, audience=told["audience"], by=grace, at=at)
    return issue


def _piece(county: County, told: dict[str, Any], *, by: Viewer) -> dict[str, Any]:
    if "item" in told:
        item = Item.objects.get(coalition=county.coalition, key=told["item"])
        return piece_of(f"item:{item.pk}", by=by)
    if "goal" in told:
        goal = Goal.objects.get(coalition=county.coalition, number=told["goal"])
        return piece_of(f"goal:{goal.pk}", by=by)
    if "campaign" in told:
        opened = Campaign.objects.filter(coalition=county.coalition, opened_at__isnull=False).earliest("pk")
        return piece_of(f"campaign:{opened.pk}", by=by)
    return {"kind": "event", **told, "on": county.day(told["on"])}
