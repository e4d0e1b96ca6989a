"""The coalition's strategy with its history, its ideas, wins and one result, and the page that anyone may read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import typst

from kinbridge.coalition.actions import (
    change_line,
    keep_page,
    propose,
    record_result,
    state_value,
    take_step,
    tell_win,
    write_line,
)
from kinbridge.coalition.banners import drawn
from kinbridge.coalition.models import Goal, Idea, Indicator, Line
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County, account

TOLD: dict[str, Any] = tomllib.loads((HERE / "strategy.toml").read_text("utf-8"))
WRITTEN = -290
INDICATOR = ("words", "unit", "target", "direction")
RESULT = ("title", "happened", "attribution", "contributions", "others", "comparison")


def write_strategy(county: County) -> int:
    """The number of lines. Needs the goals, and a release that an idea's decision looks at."""
    goals = {goal.number: goal for goal in Goal.objects.filter(coalition=county.coalition).select_related("indicator")}
    lines = sum(_objective(county, told, goals[told["goal"]]) for told in TOLD["objective"])
    for told in TOLD["idea"]:
        _idea(county, told, goals[told["goal"]])
    for told in TOLD["win"]:
        facts = {"title": told["title"], "words": told["words"], "on": county.day(told["day"])}
        facts["goal"] = goals[told["goal"]]
        tell_win(facts=facts, by=county.viewer(told["by"]), at=county.moment(told["day"]))
    for told in TOLD["result"]:
        facts = {name: told[name].strip() for name in RESULT} | {"goal": goals[told["goal"]], "idea": None}
        at = county.moment(told["day"])
        record_result(facts=facts, evidence=_evidence(told), by=county.viewer(told["by"]), at=at)
    _page(county)
    return lines


def _objective(county: County, told: Mapping[str, Any], goal: Goal) -> int:
    indicator = None
    if "words" in told:
        indicator = {name: told[name] for name in INDICATOR} | {"measure": told.get("measure", "")}
    objective = _line(county, told, goal, {}, indicator=indicator)
    for day, value, note in told.get("readings", ()):
        _value(county, objective.indicator, told["owner"], day=day, value=value, note=note)
    count = 1
    for approach in told["strategy"]:
        line = _line(county, approach, objective, {"phase": approach["phase"]})
        for activity in approach["activities"]:
            _line(county, activity, line, {name: activity[name] for name in ("takes", "gives")})
        count += 1 + len(approach["activities"])
    return count


def _line(
    county: County,
    told: Mapping[str, Any],
    under: Goal | Line,
    more: Mapping[str, str],
    indicator: Mapping[str, Any] | None = None,
) -> Line:
    """Written ten months ago; what its owner said of it since is in its history."""
    owner = county.viewer(told["owner"])
    facts = {"title": told["title"], "owner": account(owner), "due_on": county.day(told["due"]), **more}
    lead = county.viewer("grace")
    line = write_line(under=under, facts=facts, indicator=indicator, by=lead, at=county.moment(WRITTEN))
    if told["status"] == "planned":
        return line
    facts["status"] = told["status"]
    at = county.moment(told.get("told", WRITTEN + 20))
    return change_line(line=line, facts=facts, version=1, why=told.get("why", ""), by=owner, at=at)


def _value(county: County, indicator: Indicator | None, code: str, *, day: int, value: float, note: str) -> None:
    if indicator is not None:
        at, on = county.moment(day), county.day(day)
        state_value(indicator=indicator, value=value, on=on, note=note, by=county.viewer(code), at=at)


def _idea(county: County, told: Mapping[str, Any], goal: Goal) -> None:
    facts = {name: told[name] for name in ("title", "problem", "helps")}
    facts |= {"goal": goal, "lived": told.get("lived", False)}
    idea = propose(facts=facts, saw=told["saw"], by=county.viewer(told["by"]), at=county.moment(told["day"]))
    for number, step in enumerate(told.get("step", ()), start=1):
        pilots = step["stage"] == "pilot" and "question" in step
        said = {name: step[name] for name in ("words", "question", "stop_rule", "choice") if name in step}
        said |= {"until": county.day(step["until"])} if pilots else {}
        take_step(
            idea=idea,
            after=number,
            stage=step["stage"],
            said=said,
            evidence=_evidence(step),
            owner_id=county.viewer(told["owner"]).user_id if pilots else None,
            indicator=told.get("look") if pilots else None,
            by=county.viewer(step["by"]),
            at=_moment(county, step["day"]),
        )
    counted = Idea.objects.select_related("indicator").get(pk=idea.pk).indicator
    for day, value in told.get("readings", ()):
        _value(county, counted, told["owner"], day=day, value=value, note="the coaches' log")


def _moment(county: County, day: int) -> datetime:
    """What was said today was said once the county's measures were released."""
    return county.moment(day) if day else county.at


def _evidence(told: Mapping[str, Any]) -> dict[str, str]:
    return {"evidence": told["evidence"], "measure": told.get("measure", ""), "saw": told["saw"]}


def _page(county: County) -> None:
    """Open to everyone, with a banner drawn for it; one of the five goals is kept back."""
    facts = dict(TOLD["page"])
    goals = facts.pop("goals")
    picture = typst.compile(HERE / "banner.typ", format="png", ppi=72.0)
    keep_page(
        facts=facts, goals=goals, opened=True, banner=drawn(picture), by=county.viewer("grace"), at=county.moment(-30)
    )
