"""What the learning system itself says of a course of another maker, as xAPI statements. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kinbridge.learning.packages.rules.cmi5 import CMI5, CONTEXT, COURSE_TYPE, SESSION, VERB, W3ID_VERB
from kinbridge.learning.packages.rules.manifest import Part
from kinbridge.learning.rules.statements import COURSE

Json = dict[str, Any]
WORDS_OF_W3ID = frozenset({"abandoned", "waived", "satisfied"})


@dataclass(frozen=True, slots=True)
class Told:
    """Who takes what: all that the statements of one learner in one part share. `publisher` is the maker's own id."""

    actor: Json
    registration: str
    activity: str
    publisher: str
    title: str
    session: str = ""


def said(verb: str, told: Told, *, result: Json | None = None) -> Json:
    """One statement about the part; with a session, one that cmi5 defines."""
    start = W3ID_VERB if verb in WORDS_OF_W3ID else VERB
    found: Json = {
        "actor": told.actor,
        "verb": {"id": start + verb, "display": {"en-US": verb}},
        "object": {"objectType": "Activity", "id": told.activity, "definition": {"name": {"en-US": told.title}}},
        "context": {
            "registration": told.registration,
            "platform": "Kinbridge",
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": told.publisher}]},
        },
    }
    if told.session:
        found["context"]["contextActivities"]["category"] = [{"objectType": "Activity", "id": CMI5}]
        found["context"]["extensions"] = {SESSION: told.session}
    return found | {"result": result} if result else found


def launched(told: Told, *, part: Part, mode: str, address: str) -> Json:
    found = said("launched", told)
    found["context"]["extensions"] |= {
        f"{CONTEXT}extensions/launchmode": mode,
        f"{CONTEXT}extensions/launchurl": address,
        f"{CONTEXT}extensions/moveon": part.move_on.value,
        f"{CONTEXT}extensions/launchparameters": part.parameters,
    }
    if part.mastery is not None:
        found["context"]["extensions"][f"{CONTEXT}extensions/masteryscore"] = part.mastery
    return found


def abandoned(told: Told, *, seconds: int) -> Json:
    return said("abandoned", told, result={"duration": f"PT{seconds}S"})


def finished(told: Told) -> Json:
    """The whole course is done, by what its manifest asks of each part; `told` is about the course."""
    found = said("satisfied", told) if told.session else said("completed", told, result={"completion": True})
    found["object"]["definition"]["type"] = COURSE_TYPE if told.session else COURSE
    return found


def launch_data(told: Told, *, part: Part, mode: str, back: str) -> Json:
    """The document from which a cmi5 course reads how it was launched."""
    found: Json = {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": told.publisher}]},
            "extensions": {SESSION: told.session},
        },
        "launchMode": mode,
        "launchMethod": "AnyWindow",
        "moveOn": part.move_on.value,
        "launchParameters": part.parameters,
        "returnURL": back,
    }
    if part.mastery is not None:
        found["masteryScore"] = part.mastery
    if part.entitlement:
        found["entitlementKey"] = {"courseStructure": part.entitlement}
    return found
