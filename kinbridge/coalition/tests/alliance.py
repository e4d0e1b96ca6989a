"""An invented alliance with its five goals, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kinbridge.accounts.models import Role, User
from kinbridge.coalition import actions
from kinbridge.coalition.models import Goal, Idea, Line
from kinbridge.directory.models import Coalition, Viewer
from kinbridge.directory.tests import partners
from kinbridge.directory.tests.partners import AT
from kinbridge.measures.models import Release
from kinbridge.measures.rules import quarters

__all__ = ["AT", "Alliance", "alliance"]
WORDS = {"evidence": "words", "measure": "", "saw": "Nurses said so"}
PAPER = {"evidence": "document", "measure": "", "saw": "The training register"}


@dataclass(frozen=True, slots=True)
class Alliance:
    coalition: Coalition
    grace: Viewer
    teresa: Viewer
    nurse: Viewer
    mother: Viewer


def alliance(name: str = "Harbor County") -> Alliance:
    coalition = partners.county(name)
    office = partners.program(partners.clinic(coalition, "Families Together"), "Office")
    actions.set_goals(coalition=coalition)
    return Alliance(
        coalition,
        partners.worker(office, Role.COALITION_COORDINATOR, "Grace Whitfield"),
        partners.worker(office, Role.TRAINER, "Teresa Lowell"),
        partners.worker(office, Role.HOME_VISITOR, "Carol Lindqvist"),
        partners.worker(office, Role.PARENT, "Ana Rivera"),
    )


def stranger() -> User:
    return User.objects.create(username="stranger", email="stranger@example.org")


def goal(of: Alliance, number: int) -> Goal:
    return Goal.objects.select_related("indicator").get(coalition=of.coalition, number=number)


def tree(of: Alliance, *, owner: Viewer, at: datetime = AT) -> tuple[Line, Line, Line]:
    """An objective of goal 1 that `owner` answers for, with a strategy and an activity under it."""
    facts = {"title": "Every worker is trained", "owner": User.objects.get(pk=owner.user_id)}
    objective = actions.write_line(under=goal(of, 1), facts=facts, by=of.grace, at=at)
    approach = {"title": "Monthly courses", "phase": "implementation"}
    strategy = actions.write_line(under=objective, facts=approach, by=of.grace, at=at)
    does = {"title": "Hold sessions", "takes": "A room", "gives": "40 trained", "due_on": date(2026, 3, 1)}
    return objective, strategy, actions.write_line(under=strategy, facts=does, by=of.grace, at=at)


def idea(of: Alliance, *, by: Viewer | None = None, at: datetime = AT) -> Idea:
    facts = {"title": "Diapers in the bag", "problem": "Lists get lost", "helps": "Families", "lived": False}
    return actions.propose(facts=facts, saw="Nurses said so", by=by or of.grace, at=at)


def said(words: str) -> dict[str, Any]:
    return {"said": {"words": words}, "evidence": WORDS}


def result_facts(of: Alliance, **more: Any) -> dict[str, Any]:
    return {
        "title": "More are trained",
        "happened": "From 38% to 74%",
        "goal": goal(of, 1),
        "idea": None,
        "contributions": "Families Together: the course",
        "others": "It became a duty",
        **more,
    }


def released(by: Alliance, *, before: int, now: int | None, of: int, on: date = date(2026, 3, 31)) -> Release:
    """A release that tells of referrals answered: in the year before, and in the year to `on` (None: hidden)."""

    def year(percent: int | None) -> dict[str, Any]:
        met = None if percent is None else percent * of // 100
        line = {"group": "Everyone", "cases": of, "reached": [met], "percents": [percent]}
        return {"everyone": line, "cuts": {"quarters": []}}

    last = quarters.last_settled(on, follow=0)
    body = {"version": "1", "last": last, "years": [year(now), year(before)], "waits": [{"median": None, "of": 0}]}
    return Release.objects.create(
        coalition=by.coalition,
        quarter_end=on,
        body={"referral_answered": body},
        engine="test",
        released_at=AT,
    )
