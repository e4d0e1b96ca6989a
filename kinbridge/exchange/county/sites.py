"""What the coalition added to the six sites: two places that joined, talk about findings, and lessons."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.core.decision import Confidence
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.sites.actions import add_finding, add_lesson, add_note, add_step, join, take_down

TOLD: dict[str, Any] = tomllib.loads((HERE / "sites.toml").read_text("utf-8"))
TO_US = Confidence.KNOWLEDGE_MEDIUM.value


def write_sites(county: County) -> dict[str, str]:
    """The codes of the sites that joined, by the word this file has for them."""
    joined = {told["code"]: _join(county, told) for told in TOLD["site"]}
    for told in TOLD["talk"]:
        _talk(county, told, site=joined.get(told["site"], told["site"]))
    for told in TOLD["lesson"]:
        facts = {name: told[name] for name in ("title", "context", "tried", "result", "advice", "source", "tags")}
        by, at = county.viewer(told["who"]), county.moment(told["days"])
        add_lesson(site=joined[told["site"]], facts=facts, by=by, at=at)
    return joined


def _join(county: County, told: dict[str, Any]) -> str:
    grace, at = county.viewer("grace"), county.moment(told["days"])
    site = join(facts={name: told[name] for name in ("name", "focus", "partners", "source")}, by=grace, at=at)
    for finding in told["findings"]:
        add_finding(site=site.code, facts=finding | {"confidence": TO_US}, by=grace, at=at)
    for step in told["steps"]:
        facts = {"kind": step["kind"], "level": step.get("level"), "words": step["words"]}
        facts |= {"on": county.day(step["days"]), "source": told["source"], "confidence": TO_US}
        add_step(site=site.code, facts=facts, by=grace, at=county.moment(step["days"]))
    return site.code


def _talk(county: County, told: dict[str, Any], *, site: str) -> None:
    topic, by, at = told.get("topic", ""), county.viewer(told["who"]), county.moment(told["days"])
    kind = told.get("kind", "question")
    note = add_note(site=site, topic=topic, kind=kind, text=told["text"], answers=None, by=by, at=at)
    if answer := told.get("answer"):
        who, when = county.viewer(answer["who"]), county.moment(answer["days"])
        add_note(site=site, topic=topic, kind="answer", text=answer["text"], answers=note, by=who, at=when)
    if "hidden" in told:
        take_down(note=note, why=told["hidden"], by=county.viewer("grace"), at=county.moment(told["days"] + 1))
