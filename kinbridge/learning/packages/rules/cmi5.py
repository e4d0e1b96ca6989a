"""What a cmi5 course may say of its learner, and what the learning system says itself. Pure.

After "cmi5 Specification Profile for xAPI" (Quartz, 1st edition), sections 7 to 10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kinbridge.learning.packages.rules.progress import Done
from kinbridge.xapi.rules.identity import key_of

Json = dict[str, Any]
VERB = "http://adlnet.gov/expapi/verbs/"
W3ID_VERB = "https://w3id.org/xapi/adl/verbs/"
CONTEXT = "https://w3id.org/xapi/cmi5/context/"
CMI5 = f"{CONTEXT}categories/cmi5"
MOVES_ON = f"{CONTEXT}categories/moveon"
SESSION = f"{CONTEXT}extensions/sessionid"
COURSE_TYPE = "https://w3id.org/xapi/cmi5/activitytype/course"
COURSES_WORDS = ("initialized", "completed", "passed", "failed", "terminated")
ONCE_IN_A_VISIT = frozenset({"initialized", "completed", "terminated"})
ONCE_EVER = frozenset({"completed", "passed"})


@dataclass(frozen=True, slots=True)
class Visit:
    """One launch of one part. `said` are the verbs of this visit in their order, `before` those of earlier ones."""

    registration: str
    session: str
    actor: str
    activity: str
    mastery: float | None
    said: tuple[str, ...]
    before: frozenset[str]


def trouble(statement: Json, visit: Visit) -> str:
    """Why the course may not say this now, as a sentence; empty when it may."""
    return next(_troubles(statement, visit), "")


def defined_verb(statement: Json) -> str:
    """The verb, where the statement is one that cmi5 defines; empty for whatever else a course likes to tell."""
    return _verb(statement) if CMI5 in _categories(statement) else ""


def done_by(statement: Json, before: Done) -> Done:
    """What is known of the learner after this statement."""
    verb = defined_verb(statement)
    passed = {"passed": True, "failed": False}.get(verb, before.passed)
    return Done(opened=True, completed=before.completed or verb == "completed", passed=passed)


def _troubles(statement: Json, visit: Visit) -> Iterator[str]:
    context = statement.get("context", {})
    if key_of(statement["actor"]) != visit.actor:
        yield "actor: a course speaks of the learner who opened it, and of nobody else."
    if context.get("registration", "").lower() != visit.registration:
        yield "context.registration: give the registration of the launch."
    if "terminated" in visit.said:
        yield "This visit is over: it was terminated. Open the course again."
    verb = defined_verb(statement)
    if verb:
        yield from _defined(verb, statement, visit)
    elif "initialized" not in visit.said:
        yield "The first statement of a visit is initialized."


def _defined(verb: str, statement: Json, visit: Visit) -> Iterator[str]:
    if verb not in COURSES_WORDS:
        yield f"verb: a course says {', '.join(COURSES_WORDS)}; the rest is for the learning system."
    if (verb == "initialized") == ("initialized" in visit.said):
        yield "The first statement of a visit is initialized, once."
    if (verb in ONCE_IN_A_VISIT and verb in visit.said) or (verb in ONCE_EVER and verb in visit.before | {*visit.said}):
        yield f"verb: {verb} was said already."
    if verb in ("passed", "failed") and {"passed", "failed"} & {*visit.said}:
        yield "verb: a visit is passed or failed, once."
    if verb == "failed" and "passed" in visit.before:
        yield "verb: what was passed cannot be failed any more."
    if "id" not in statement or "timestamp" not in statement:
        yield "id, timestamp: a statement of cmi5 has both."
    if statement["object"].get("id") != visit.activity:
        yield "object: give the activity of the launch."
    if statement.get("context", {}).get("extensions", {}).get(SESSION) != visit.session:
        yield "context.extensions: give the session of the launch."
    if (MOVES_ON in _categories(statement)) != (verb in ("completed", "passed", "failed")):
        yield "context.contextActivities.category: moveon goes with completed, passed and failed only."
    yield from _result(verb, statement.get("result", {}), visit)


def _result(verb: str, result: Json, visit: Visit) -> Iterator[str]:
    if result.get("completion") is not (True if verb == "completed" else None):
        yield "result.completion: true with completed, and left out elsewhere."
    if result.get("success") is not {"passed": True, "failed": False}.get(verb):
        yield "result.success: true with passed, false with failed, and left out elsewhere."
    if "duration" not in result and verb != "initialized":
        yield f"result.duration: {verb} says how long it took."
    if "score" in result and verb not in ("passed", "failed"):
        yield "result.score: a score goes with passed or failed."
    scaled = result.get("score", {}).get("scaled")
    judged = scaled is not None and visit.mastery is not None and verb in ("passed", "failed")
    if judged and (scaled >= visit.mastery) != (verb == "passed"):
        yield "result.score: passed is at or above the masteryScore, failed below it."


def _verb(statement: Json) -> str:
    iri: str = statement["verb"]["id"]
    return next((iri.removeprefix(start) for start in (VERB, W3ID_VERB) if iri.startswith(start)), iri)


def _categories(statement: Json) -> set[str]:
    told = statement.get("context", {}).get("contextActivities", {}).get("category", [])
    return {one["id"] for one in (told if isinstance(told, list) else [told])}
