"""The policy in Rego, for regorus. What papers reach is given as objects, which it looks up in; sets are constants."""

from __future__ import annotations

import json
from collections.abc import Iterator

import lakera_regorus
from peers.policy import CATEGORIES, LAWS, PROVISIONS, SILENT, Provision
from peers.world import World

NAME = "regorus (one query a chart)"


def _module() -> str:
    sets: dict[str, str] = {}
    bodies = [f"fits{one.number}(it) if {{ {'; '.join(_conditions(one, sets))} }}" for one in PROVISIONS]
    chain = [f"{one.number} if fits{one.number}(it)" for one in PROVISIONS]
    return "\n".join(
        (
            "package gate",
            "import rego.v1",
            *(f"{name} := {{{members}}}" for members, name in sets.items()),
            *bodies,
            "\nelse := ".join(("decided(it) := " + chain[0], *chain[1:], str(SILENT))),
            "answers := [decided(it) | some it in input.facts]",
        )
    )


def _conditions(one: Provision, sets: dict[str, str]) -> Iterator[str]:
    for attribute, wanted in (
        ("input.role", one.role),
        ("input.purpose", one.purpose),
        ("it.law", one.law),
        ("it.category", one.category),
    ):
        if wanted is not None:
            members = ", ".join(map(str, sorted(wanted)))
            yield f"{attribute} in {sets.setdefault(members, f'set{len(sets)}')}"
    if one.own is not None:
        yield f"it.own == {str(one.own).lower()}"
    if one.minor is not None:
        yield f"it.minor == {str(one.minor).lower()}"
    if one.needs is not None:
        yield f"input.reached[{one.needs}][it.key]"
    if one.lacks is not None:
        yield f"not input.reached[{one.lacks}][it.key]"


ENGINE = lakera_regorus.Engine()
ENGINE.add_policy("gate.rego", _module())


def chart(world: World, family: int, asker: int) -> list[int]:
    reached = [{_key(*cell): True for cell in cells} for cells in world.reached(family, asker)]
    rows = zip(
        world.subject[family].tolist(),
        world.law[family].tolist(),
        world.category[family].tolist(),
        world.minor[family].tolist(),
        (world.source[family] == world.organization[family, asker]).tolist(),
        strict=True,
    )
    facts = [
        {"law": law, "category": category, "minor": minor, "own": own, "key": _key(person, law, category)}
        for person, law, category, minor, own in rows
    ]
    asked = {"role": int(world.role[family, asker]), "purpose": int(world.purpose[family, asker])}
    ENGINE.set_input_json(json.dumps({**asked, "reached": reached, "facts": facts}))
    [answer] = json.loads(ENGINE.eval_query_as_json("data.gate.answers"))["result"]
    answers: list[int] = answer["expressions"][0]["value"]
    return answers


def _key(person: int, law: int, category: int) -> str:
    return str((person * LAWS + law) * CATEGORIES + category)
