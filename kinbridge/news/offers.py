"""What may be put into an issue: the shelf, public goals, wins and open campaigns. Nothing here is about a family."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from kinbridge.coalition.models import Goal, GoalPage, Win
from kinbridge.coalition.public.reading import Shown, shown
from kinbridge.directory.models import Viewer
from kinbridge.learning.models import Item
from kinbridge.learning.reading.catalog import find
from kinbridge.learning.rules.catalog import KINDS
from kinbridge.news.rules import Kind
from kinbridge.outreach.models import Campaign

NEWEST = 20
Groups = list[tuple[str, list[tuple[str, str]]]]


def offers(*, by: Viewer) -> Groups:
    """As the groups of a list to choose from: `item:12` and its words."""
    shelf = find(by=by, words="", kind="", topic="", point="")
    of_kind = [
        (f"Shelf: {label}", [(f"{Kind.ITEM}:{item.pk}", item.short) for item in shelf if item.kind == kind])
        for kind, label in KINDS.items()
    ]
    goals = Goal.objects.filter(coalition=by.coalition_id, public=True).order_by("number")
    wins = Win.objects.filter(coalition=by.coalition_id).order_by("-on", "-pk")[:NEWEST]
    campaigns = Campaign.objects.filter(coalition=by.coalition_id, opened_at__isnull=False).order_by("-opened_at")
    groups = [
        ("Public goals", [(f"{Kind.GOAL}:{goal.pk}", str(goal)) for goal in goals]),
        ("Wins", [(f"{Kind.WIN}:{win.pk}", win.title) for win in wins]),
        ("Campaigns open to everyone", [(f"{Kind.CAMPAIGN}:{one.pk}", one.title) for one in campaigns[:NEWEST]]),
        *of_kind,
    ]
    return [(label, rows) for label, rows in groups if rows]


def piece_of(chosen: str, *, by: Viewer) -> dict[str, Any]:
    """The facts of a piece about one of `offers`, with its words as they are today."""
    kind, _, pk = chosen.partition(":")
    return {"kind": kind, **READ[Kind(kind)](int(pk), by)}


def _item(pk: int, by: Viewer) -> dict[str, Any]:
    item = Item.objects.get(pk=pk, coalition=by.coalition_id)
    return {"of_item": item, "heading": item.short, "words": item.summary}


def _win(pk: int, by: Viewer) -> dict[str, Any]:
    win = Win.objects.get(pk=pk, coalition=by.coalition_id)
    return {"of_win": win, "heading": win.title, "words": win.words, "on": win.on}


def _campaign(pk: int, by: Viewer) -> dict[str, Any]:
    one = Campaign.objects.get(pk=pk, coalition=by.coalition_id, opened_at__isnull=False)
    said = {"heading": one.title, "words": one.words, "heading_es": one.title_es, "words_es": one.words_es}
    return {"of_campaign": one, **said}


def _goal(pk: int, by: Viewer) -> dict[str, Any]:
    """How it stands on the coalition's public page today, in both languages."""
    goal = Goal.objects.get(pk=pk, coalition=by.coalition_id, public=True)
    said: dict[str, Any] = {"of_goal": goal, "heading": goal.title, "heading_es": goal.title_es}
    page = GoalPage.objects.select_related("coalition").filter(coalition=by.coalition_id).first()
    if page is not None:
        for language, field in (("en", "words"), ("es", "words_es")):
            with override(language):
                said[field] = next(_standing(one) for one in shown(page) if one.number == goal.number)
    return said


def _standing(goal: Shown) -> str:
    now = f" {goal.looks_at.text}: {goal.now}." if goal.now else ""
    return f"{goal.aim.text} {goal.standing}{now}"


READ = {Kind.ITEM: _item, Kind.GOAL: _goal, Kind.WIN: _win, Kind.CAMPAIGN: _campaign}
