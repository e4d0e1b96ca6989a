"""The policy in Cedar. Papers are matched before it is asked: its own sets are rebuilt at every question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import cedarpy
from peers.policy import CATEGORIES, LAWS, PAPERS, PROVISIONS, PURPOSES, ROLES, SILENT, Provision
from peers.world import FACTS, World

NAME = "Cedar (cedarpy, one batch a chart)"


def _policy(one: Provision) -> str:
    effect = "forbid" if one.effect == "deny" else "permit"
    return f'@id("{one.number}") {effect}(principal, action, resource) when {{ {" && ".join(_conditions(one))} }};'


def _conditions(one: Provision) -> Iterator[str]:
    for attribute, wanted, number in (
        ("principal.role", one.role, ROLES),
        ("principal.purpose", one.purpose, PURPOSES),
        ("resource.law", one.law, LAWS),
        ("resource.category", one.category, CATEGORIES),
    ):
        if wanted is not None:
            yield _one_of(attribute, wanted, number)
    if one.own is not None:
        yield "resource.source == principal.organization"
    if one.minor is not None:
        yield "resource.minor"
    if one.needs is not None:
        yield f"resource.paper{one.needs}"
    if one.lacks is not None:
        yield f"!resource.paper{one.lacks}"


def _one_of(attribute: str, wanted: Iterable[int], number: int) -> str:
    """A chain of comparisons, whichever way it is shorter."""
    named = set(wanted)
    rest = set(range(number)) - named
    shorter, sign = (rest, "!") if len(rest) < len(named) else (named, "")
    return f"{sign}({' || '.join(f'{attribute} == {one}' for one in sorted(shorter))})"


POLICIES = cedarpy.PolicySet.from_str("\n".join(map(_policy, PROVISIONS)))
assert all(one.own in (None, True) and one.minor in (None, True) for one in PROVISIONS)


def chart(world: World, family: int, asker: int) -> list[int]:
    reached = world.reached(family, asker)
    rows = zip(
        world.subject[family].tolist(),
        world.law[family].tolist(),
        world.category[family].tolist(),
        world.source[family].tolist(),
        world.minor[family].tolist(),
        strict=True,
    )
    principal = {
        "organization": int(world.organization[family, asker]),
        "role": int(world.role[family, asker]),
        "purpose": int(world.purpose[family, asker]),
    }
    entities = [_entity("User", "asker", principal)]
    for number, (person, law, category, source, minor) in enumerate(rows):
        papers = {f"paper{kind}": (person, law, category) in reached[kind] for kind in range(PAPERS)}
        fact = {"law": law, "category": category, "source": source, "minor": minor, **papers}
        entities.append(_entity("Fact", str(number), fact))
    loaded = cedarpy.Entities.from_json_str(json.dumps(entities))
    answers = cedarpy.is_authorized_batch(REQUESTS, POLICIES, loaded)
    return [min(map(int, one.diagnostics.id_annotations_by_reason.values()), default=SILENT) for one in answers]


REQUESTS = [
    {"principal": 'User::"asker"', "action": 'Action::"see"', "resource": f'Fact::"{number}"', "context": {}}
    for number in range(FACTS)
]


def _entity(kind: str, key: str, attributes: dict[str, object]) -> dict[str, object]:
    return {"uid": {"type": kind, "id": key}, "attrs": attributes, "parents": []}
