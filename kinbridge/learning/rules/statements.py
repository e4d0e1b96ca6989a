"""What a learner did, as an xAPI statement. The learner is a number; no name, address or answer is in it. Pure."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kinbridge.learning.rules.courses import Course, Module

Json = dict[str, Any]
VERB = "http://adlnet.gov/expapi/verbs/"
COURSE = "http://adlnet.gov/expapi/activities/course"
MODULE = "http://adlnet.gov/expapi/activities/module"


def statement(
    verb: str,
    *,
    home: str,
    learner: int,
    enrollment: int,
    course: Course,
    module: Module | None = None,
    right: int = 0,
    of: int = 0,
) -> Json:
    """One statement; `verb` is one of ADL's. `right` of `of` becomes its score; `home` is the address of this site."""
    about = f"{home}learn/courses/{course.key}/"
    said: Json = {
        "actor": actor_of(home, learner),
        "verb": {"id": VERB + verb, "display": {"en-US": verb}},
        "object": _activity(about, course.title, COURSE)
        if module is None
        else _activity(f"{about}{module.key}/", module.title, MODULE),
        "context": {
            "registration": registration_of(home, enrollment),
            "language": "en-US",
            "platform": "Kinbridge",
            "revision": course.version,
        },
    }
    if module is not None:
        said["context"]["contextActivities"] = {"parent": [{"objectType": "Activity", "id": about}]}
    if of:
        said["result"] = {"score": {"scaled": round(right / of, 4), "raw": right, "min": 0, "max": of}}
    if verb in ("passed", "failed"):
        said["result"]["success"] = verb == "passed"
    if verb == "completed":
        said["result"] = {"completion": True}
    return said


def actor_of(home: str, learner: int) -> Json:
    """The learner as a number of this site."""
    return {"objectType": "Agent", "account": {"homePage": home, "name": f"learner-{learner}"}}


def registration_of(home: str, enrollment: int) -> str:
    """One time through a course, as a UUID."""
    return str(uuid5(NAMESPACE_URL, f"{home}enrollments/{enrollment}"))


def _activity(iri: str, name: str, kind: str) -> Json:
    return {"objectType": "Activity", "id": iri, "definition": {"type": kind, "name": {"en-US": name}}}
