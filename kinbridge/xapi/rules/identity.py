"""Who an agent is, as one text, and every text by which a statement is found. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kinbridge.xapi.rules.schema import IDENTIFIERS

Json = dict[str, Any]
CONTEXT_KEYS = ("parent", "grouping", "category", "other")


def key_of(agent: Json) -> str:
    """The agent's one identifier as a text; empty for an anonymous group."""
    for name in IDENTIFIERS:
        if name in agent:
            found = agent[name]
            return f"{name}:{found['homePage']}|{found['name']}" if name == "account" else f"{name}:{found}"
    return ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a statement is found by; `related_...` also hold what it mentions elsewhere."""

    agents: frozenset[str]
    related_agents: frozenset[str]
    activities: frozenset[str]
    related_activities: frozenset[str]
    verb: str
    registration: str
    target: str


def found_by(statement: Json) -> Found:
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    agents = {key for one in _people(statement) for key in _keys(one)}
    mentioned = {key for one in _mentioned(statement) for key in _keys(one)}
    activities = {target["id"]} if kind == "Activity" else set()
    around = set(_around(statement))
    if kind == "SubStatement":
        mentioned |= {key for one in (*_people(target), *_mentioned(target)) for key in _keys(one)}
        around |= set(_around(target))
        if target["object"].get("objectType", "Activity") == "Activity":
            around.add(target["object"]["id"])
    return Found(
        agents=frozenset(agents),
        related_agents=frozenset(agents | mentioned),
        activities=frozenset(activities),
        related_activities=frozenset(activities | around),
        verb=statement["verb"]["id"],
        registration=statement.get("context", {}).get("registration", "").lower(),
        target=target["id"].lower() if kind == "StatementRef" else "",
    )


def _people(said: Json) -> Iterator[Json]:
    yield said["actor"]
    if said["object"].get("objectType") in ("Agent", "Group"):
        yield said["object"]


def _mentioned(said: Json) -> Iterator[Json]:
    context = said.get("context", {})
    yield from (context[name] for name in ("instructor", "team") if name in context)
    if "authority" in said:
        yield said["authority"]


def _keys(agent: Json) -> Iterator[str]:
    """Of a group its members' too."""
    yield from filter(None, (key_of(agent), *(key_of(member) for member in agent.get("member", ()))))


def _around(said: Json) -> Iterator[str]:
    around = said.get("context", {}).get("contextActivities", {})
    for name in CONTEXT_KEYS:
        some = around.get(name, [])
        yield from (one["id"] for one in (some if isinstance(some, list) else [some]))


def same(one: Json, other: Json) -> bool:
    """Whether two statements say the same; what the store itself adds, and how a map was ordered, is no difference."""
    return _bare(one) == _bare(other)


def _bare(statement: Json) -> str:
    bare = {name: value for name, value in statement.items() if name not in ("id", "stored", "authority", "version")}
    bare.pop("timestamp", None)
    bare["verb"] = bare["verb"]["id"]
    around = bare.get("context", {}).get("contextActivities", {})
    if around:
        listed = {name: some if isinstance(some, list) else [some] for name, some in around.items()}
        bare["context"] = bare["context"] | {"contextActivities": listed}
    if bare["object"].get("objectType", "Activity") == "Activity":
        bare["object"] = {"objectType": "Activity", "id": bare["object"]["id"]}
    return json.dumps(bare, sort_keys=True)
