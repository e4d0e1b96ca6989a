"""Each case of statements.toml: what a record store must take, and what it must refuse, after xAPI 1.0.3 part two."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kinbridge.xapi.rules.identity import found_by, key_of
from kinbridge.xapi.rules.multipart import check_files
from kinbridge.xapi.rules.shown import accepted, ids_only, in_one_language, merged
from kinbridge.xapi.rules.validity import Invalid, check, moment

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "statements.toml").read_text("utf-8"))
Json = dict[str, Any]


def changed(case: dict[str, str]) -> Json:
    """The good statement of the file with one thing changed."""
    statement: Json = json.loads(CASES["base"])
    *path, last = case["at"].split(".")
    place = statement
    for step in path:
        place = place[step]
    value = json.loads(case["value"])
    if value == "remove":
        del place[last]
    else:
        place[last] = value
    return statement


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["says"])
def test_a_statement_is_taken_or_refused(case: dict[str, Any]) -> None:
    said = ""
    try:
        statement = changed(case)
        check(statement)
        check_files([statement], [])
    except Invalid as error:
        said = str(error)
    assert (said == "") is case.get("good", False), said
    assert "example.org" not in said, "an error repeats nothing that was sent"


@pytest.mark.parametrize("rubbish", [None, 1, "x", [], {}, {"actor": None}, [[]]])
def test_what_is_no_statement_is_refused_and_never_an_error(rubbish: object) -> None:
    with pytest.raises(Invalid):
        check(rubbish)


def test_a_group_is_found_by_its_members_and_a_sub_statement_by_what_it_mentions() -> None:
    ann, bob = {"mbox": "mailto:ann@example.org"}, {"account": {"homePage": "http://x.org", "name": "7"}}
    inner = {"actor": bob, "verb": {"id": "http://x.org/v"}, "object": {"id": "http://x.org/inner"}}
    found = found_by(
        {
            "actor": {"objectType": "Group", "member": [ann]},
            "verb": {"id": "http://x.org/planned"},
            "object": {"objectType": "SubStatement", **inner},
        }
    )
    assert found.agents == {key_of(ann)}
    assert found.related_agents == {key_of(ann), key_of(bob)}
    assert found.activities == frozenset()
    assert found.related_activities == {"http://x.org/inner"}


def test_ids_leave_only_what_identifies() -> None:
    statement = json.loads(CASES["base"])
    statement["actor"]["name"] = "Ann"
    assert ids_only(statement) == {
        "actor": {"objectType": "Agent", "mbox": "mailto:ann@example.org"},
        "verb": {"id": statement["verb"]["id"]},
        "object": statement["object"],
    }


def test_one_language_is_the_first_that_is_wished_for_and_there() -> None:
    wishes = accepted("es;q=0.9, de-CH, *;q=0.1")
    assert wishes == ["de-CH", "es"]
    assert in_one_language({"display": {"en-US": "Exam", "es-MX": "Examen"}}, wishes) == {
        "display": {"es-MX": "Examen"}
    }
    assert in_one_language({"display": {"en-US": "Exam"}}, wishes) == {"display": {"en-US": "Exam"}}
    assert in_one_language({"extensions": {"name": {"a": 1, "b": 2}}}, wishes) == {
        "extensions": {"name": {"a": 1, "b": 2}}
    }


def test_definitions_grow_and_times_that_are_none_are_none() -> None:
    assert merged({"name": {"en": "A"}, "type": "x"}, {"name": {"es": "B"}}) == {
        "name": {"en": "A", "es": "B"},
        "type": "x",
    }
    assert moment("2026-02-29T00:00:00Z") is None
    assert moment("2026-02-28T00:00:00").tzinfo is not None
