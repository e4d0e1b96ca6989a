"""How ready the coalition is: elements that moved, two closed waves and an open one, looks at itself a year apart."""

from __future__ import annotations

import tomllib
from random import Random
from typing import Any

from kinbridge.directory.models import Organization
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County
from kinbridge.surveys.actions.answering import answer
from kinbridge.surveys.actions.asking import close_wave, make_links, open_wave
from kinbridge.surveys.actions.saying import look, say_stage
from kinbridge.surveys.rules.instruments import OWN

READY: dict[str, Any] = tomllib.loads((HERE / "surveys.toml").read_text("utf-8"))
SURVEY = "together"
WHEN = (-380, -30)


def write_surveys(county: County) -> int:
    """The number of waves."""
    grace = county.viewer("grace")
    for told in READY["element"]:
        for days, stage in zip(WHEN, told["stages"], strict=True):
            evidence = told["evidence"] if days == WHEN[-1] else "As the steering group saw it at the start"
            facts = {"stage": stage, "evidence": evidence, "agreed_by": READY["agreed_by"]}
            say_stage(element=told["number"], facts=facts, by=grace, at=county.moment(days))
    for told in READY["wave"]:
        _ask(county, told)
    for told in READY["look"]:
        _look(county, told)
    return len(READY["wave"])


def _ask(county: County, told: dict[str, Any]) -> None:
    grace, opened = county.viewer("grace"), county.moment(told["opened"])
    random = Random(f"{county.seed}:{told['title']}")  # noqa: S311 - invented, and meant to repeat
    wave = open_wave(code=SURVEY, brought=None, title=told["title"], by=grace, at=opened)
    people = [(group, place) for group in told["groups"] for place in group["places"]]
    links = make_links(wave=wave, number=told.get("links", len(people)), by=grace, at=opened)
    for (group, place), secret in zip(people, links, strict=False):
        answers = {
            item.code: min(5, max(1, usual + random.choice((-1, 0, 0, 0, 1)))) if random.random() > 0.05 else 0
            for item, usual in zip(OWN[SURVEY].items, group["says"], strict=True)
        }
        answer(secret=secret, answers=answers, system=group["system"], place=place)
    if "closed" in told:
        close_wave(wave=wave, by=grace, at=county.moment(told["closed"]))


def _look(county: County, told: dict[str, Any]) -> None:
    by = county.viewer(told["by"])
    whose = Organization.objects.get(programs=by.program_id) if told["code"] == "trauma" else None
    domains = [item.code for item in OWN[told["code"]].items]
    for days, steps in zip(told["days"], told["steps"], strict=True):
        ratings = {domain: (step, "") for domain, step in zip(domains, steps, strict=True)}
        look(code=told["code"], organization=whose, ratings=ratings, by=by, at=county.moment(days))
