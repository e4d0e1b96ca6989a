"""Whether a statement may be stored, and what is wrong with it. No answer ever repeats a value that was sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jsonschema_rs

from kinbridge.xapi.rules.schema import AGENT, GROUP, STATEMENT, whole

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_STATEMENT = jsonschema_rs.validator_for(whole(STATEMENT))
_AGENT = jsonschema_rs.validator_for(whole({"anyOf": [AGENT, GROUP]}))
NEGATIVE_ZERO = re.compile(r"-00(:?00)?$")
Statement = dict[str, Any]


class Invalid(ValueError):
    """The request does not fit the standard; the message says where."""


def check(statement: object) -> None:
    """Raises `Invalid` with the place of the first fault."""
    fault = next(_faults(statement), None)
    if fault is not None:
        raise Invalid(fault)


def check_agent(agent: object) -> None:
    """Raises `Invalid` unless this is an agent or a group."""
    if not _AGENT.is_valid(agent):
        raise Invalid("agent: give one agent with exactly one identifier, as JSON.")


def _faults(statement: object) -> Iterator[str]:
    error = next(iter(_STATEMENT.iter_errors(statement)), None)
    if error is not None:
        yield f"{_place(error.instance_path)}: this part does not fit xAPI 1.0.3."
        return
    if not isinstance(statement, dict):
        return
    yield from _said(statement, "")
    for name in ("timestamp", "stored"):
        yield from _time(statement, name)
    target = statement["object"]
    if statement["verb"]["id"] == VOIDED and target.get("objectType") != "StatementRef":
        yield "object: what voids names the statement that it voids."
    if target.get("objectType") == "SubStatement":
        yield from _said(target, "object.")
        yield from _time(target, "timestamp")


def _said(said: Statement, at: str) -> Iterator[str]:
    """What no schema says: scores in their own range, components told once, a context that fits the object."""
    context = said.get("context", {})
    if said["object"].get("objectType", "Activity") != "Activity" and {"revision", "platform"} & context.keys():
        yield f"{at}context: revision and platform go with an activity only."
    score = said.get("result", {}).get("score", {})
    low, raw, high = score.get("min"), score.get("raw"), score.get("max")
    if low is not None and high is not None and low >= high:
        yield f"{at}result.score: min is less than max."
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        yield f"{at}result.score: raw lies between min and max."
    definition = said["object"].get("definition", {})
    for name in ("choices", "scale", "source", "target", "steps"):
        ids = [one["id"] for one in definition.get(name, ())]
        if len(ids) != len(set(ids)):
            yield f"{at}object.definition.{name}: each id stands once."


def _time(said: Statement, name: str) -> Iterator[str]:
    if name in said and moment(said[name]) is None:
        yield f"{name}: give a day and time that exist, as 2026-11-22T17:00:00Z."


def moment(text: str) -> datetime | None:
    """The time that a text tells, in UTC when it names no zone; None when there is no such time."""
    if NEGATIVE_ZERO.search(text[10:]):
        return None
    try:
        found = datetime.fromisoformat(text.upper().replace(",", "."))
    except ValueError:
        return None
    return found if found.tzinfo is not None else datetime.fromisoformat(f"{found.isoformat()}+00:00")


def _place(path: list[str | int]) -> str:
    return ".".join(map(str, path)) or "statement"
