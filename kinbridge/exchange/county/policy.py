"""What the coalition works for, who decides, and what pays for what: with a log of advocacy that no grant pays."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kinbridge.directory.models import Viewer
from kinbridge.exchange.county.partners import HERE
from kinbridge.exchange.county.place import County, account
from kinbridge.policy.actions.advocacy import add_maker, log_contact, note_position
from kinbridge.policy.actions.changes import draft, move
from kinbridge.policy.actions.funding import add_source, share_out
from kinbridge.policy.actions.time_spent import spend
from kinbridge.policy.models import Policy

TOLD: dict[str, Any] = tomllib.loads((HERE / "policy.toml").read_text("utf-8"))


def write_policies(county: County) -> int:
    """The number of policies on the register."""
    grace = county.viewer("grace")
    policies = {told["title"]: _policy(county, told, by=grace) for told in TOLD["policy"]}
    for told in TOLD["maker"]:
        _maker(county, told, policies, by=grace)
    for told in TOLD["source"]:
        _source(county, told, by=grace)
    return len(policies)


def _policy(county: County, told: dict[str, Any], *, by: Viewer) -> Policy:
    facts = {name: told[name] for name in ("title", "level", "problem", "text")}
    facts |= {"measure": told.get("measure", ""), "rules": told.get("rules", [])}
    facts |= {"owner": account(county.viewer(told["owner"]))}
    facts |= {"effect_on": county.day(told["effect"]) if "effect" in told else None}
    (_draft, began, _note), *later = told["steps"]
    policy = draft(facts=facts, by=by, at=county.moment(began))
    for status, day, note in later:
        move(policy=policy, status=status, on=county.day(day), note=note, by=by, at=county.moment(day))
    return policy


def _maker(county: County, told: dict[str, Any], policies: dict[str, Policy], *, by: Viewer) -> None:
    facts = {name: told[name] for name in ("name", "body", "level", "decides")}
    maker = add_maker(facts=facts, by=by, at=county.moment(-200))
    for title, stance, said, day in told["positions"]:
        at, on = county.moment(day), county.day(day)
        note_position(maker=maker, policy=policies[title], stance=stance, said=said, on=on, by=by, at=at)
    for title, way, about, day, minutes in told["contacts"]:
        begins = county.moment(day)
        ends = begins + timedelta(minutes=minutes)
        span = {"begins": begins, "ends": ends, "at": ends}
        log_contact(maker=maker, policy=policies[title], way=way, about=about, by=by, **span)


def _source(county: County, told: dict[str, Any], *, by: Viewer) -> None:
    starts, ends = told["days"]
    at = county.moment(starts)
    facts = {name: told[name] for name in ("name", "lever", "eligibility", "restrictions")}
    facts |= {"amount": Decimal(told["amount"]), "match_percent": told.get("match")}
    source = add_source(facts=facts | {"starts": county.day(starts), "ends": county.day(ends)}, by=by, at=at)
    for code, pays_for, yearly in told["shares"]:
        since, program = county.day(starts), county.programs[code]
        share_out(source=source, program=program, pays_for=pays_for, yearly=Decimal(yearly), since=since, by=by, at=at)
    for what, day, minutes in told["time"]:
        begins = county.moment(day)
        ends = begins + timedelta(minutes=minutes)
        spend(what=what, source=source, begins=begins, ends=ends, by=by, at=ends)
