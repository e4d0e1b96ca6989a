"""The coalition's picture of its continuum: needs with sources, gaps and what fills them, the framework's cells."""

from __future__ import annotations

import tomllib
from typing import Any

from kinbridge.directory.models import Service
from kinbridge.exchange.county.partners import HERE, identity
from kinbridge.exchange.county.place import County
from kinbridge.gaps.actions import choose_practice, fill, open_gap, say_stage, state_need
from kinbridge.gaps.models import Gap

PICTURE: dict[str, Any] = tomllib.loads((HERE / "gaps.toml").read_text("utf-8"))
KIND = ("category", "level", "population")


def write_gaps(county: County) -> int:
    """The number of gaps that were named."""
    ellen = county.viewer("ellen")
    for need in PICTURE["need"]:
        low, high = need["people"]
        facts = {name: need.get(name, "") for name in KIND} | {"people_low": low, "people_high": high}
        facts |= {"stay_days": need["stay_days"], "source": need["source"], "as_of": county.day(need["days"])}
        state_need(facts=facts, by=ellen, at=county.moment(need["days"]))
    for cell in PICTURE["cell"]:
        said = {"note": "", **cell}
        say_stage(**said, by=ellen, at=county.moment(-40))
    return len([_name(county, told) for told in PICTURE["gap"]])


def _name(county: County, told: dict[str, Any]) -> Gap:
    ellen = county.viewer("ellen")
    facts = {name: told.get(name, "") for name in (*KIND, "title", "why")} | {"point": told.get("point")}
    gap = open_gap(facts=facts, on=county.day(told["days"]), by=ellen, at=county.moment(told["days"]))
    if "practice" in told:
        at = county.moment(told.get("filled", told["days"] + 60))
        chosen = choose_practice(gap=gap, practice=told["practice"], fit_note=told["fit_note"], by=ellen, at=at)
        if service := _service(county, told):
            fill(filling=chosen, service=service, by=ellen, at=at)
    return gap


def _service(county: County, told: dict[str, Any]) -> Service | None:
    """The service that fills it; one that has ended since is in the directory as ended."""
    if "service" in told:
        return Service.objects.get(pk=identity("service", told["service"]))
    if "ended" not in told:
        return None
    program = county.programs["recovery_home"]
    return Service.objects.create(
        id=identity("service", told["code"]),
        coalition=county.coalition,
        organization=program.organization,
        name=told["ended"],
        category=told["category"],
        sex="male",
        status=Service.Status.DEFUNCT,
    )
