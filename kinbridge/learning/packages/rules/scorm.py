"""What a SCORM course keeps between two visits, and what it says of the learner. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from kinbridge.learning.packages.rules.limits import Refused
from kinbridge.learning.packages.rules.manifest import Part, Standard
from kinbridge.learning.packages.rules.progress import Done

Json = dict[str, Any]
MOST_BYTES = 400_000
"""A commit of SCORM 2004 with 64,000 characters to go on from and some hundred answers stays below."""


class Score(msgspec.Struct, frozen=True):
    raw: float | None = None
    max: float | None = None
    scaled: float | None = None

    @property
    def share(self) -> float | None:
        """From -1 to 1, as SCORM 2004 says it; a raw score counts against its maximum, which is 100 unless said."""
        share = self.scaled
        if share is None and self.raw is not None:
            share = self.raw / (self.max or 100)
        return None if share is None else round(min(max(share, -1), 1), 4)


class Runtime(msgspec.Struct, frozen=True):
    cmi: Json


class Commit(msgspec.Struct, frozen=True, rename="camel"):
    """What the runtime sends: the same few names for both standards, and the course's own data model."""

    completion_status: str
    success_status: str
    total_time_seconds: float
    runtime_data: Runtime
    score: Score = Score()
    global_objectives: Json = {}
    shared_data: Json = {}


def commit_of(content: bytes) -> Commit:
    """Raises `Refused` for anything but a commit of a permitted size."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The course sent more than {MOST_BYTES:,} bytes to keep. It was not kept.")
    try:
        if b"\\u0000" in content:
            raise ValueError("NUL")
        commit = msgspec.json.decode(content, type=Commit)
        if not isinstance(commit.runtime_data.cmi.get("core", {}), dict):
            raise TypeError("core")
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused("The course sent something that is no SCORM commit. It was not kept.") from error
    return commit


def done_by(commit: Commit, *, mastery: float | None) -> Done:
    """What the commit says of the learner. Where the manifest asks for a score, the score decides who passed."""
    passed = {"passed": True, "failed": False}.get(commit.success_status)
    if mastery is not None and commit.score.share is not None:
        passed = commit.score.share >= mastery
    return Done(opened=True, completed=commit.completion_status == "completed", passed=passed)


def seconds_of(commit: Commit) -> int:
    return int(min(max(commit.total_time_seconds, 0), 10_000_000))


def start(standard: Standard, part: Part, *, kept: Json, seconds: int, learner: str) -> Json:
    """The data model at the beginning of a visit. The learner is a number; a course is told no name."""
    first = {"credit": "credit", "entry": "resume" if kept else "ab-initio"}
    if standard is Standard.SCORM_12:
        return _start_12(part, kept, first | {"total_time": _clock(seconds), "student_id": learner})
    return _start_2004(part, kept, first | {"total_time": f"PT{seconds}S", "learner_id": learner})


def _start_12(part: Part, kept: Json, first: Json) -> Json:
    core = first | {"student_name": "Learner", "lesson_mode": "normal"}
    core |= _of(kept.get("core", {}), "lesson_location", "lesson_status", "score")
    asked = {"mastery_score": f"{part.mastery * 100:g}"} if part.mastery is not None else {}
    found = {"core": core, "launch_data": part.parameters, "student_data": asked}
    return found | _of(kept, "suspend_data", "objectives")


def _start_2004(part: Part, kept: Json, first: Json) -> Json:
    asked = {"scaled_passing_score": f"{part.mastery:g}"} if part.mastery is not None else {}
    found = first | asked | {"learner_name": "Learner", "mode": "normal", "launch_data": part.parameters}
    statuses = _of(kept, "completion_status", "success_status", "score", "progress_measure")
    return found | statuses | _of(kept, "location", "suspend_data", "objectives")


def _of(kept: Json, *names: str) -> Json:
    return {name: kept[name] for name in names if kept.get(name)}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:04}:{seconds // 60 % 60:02}:{seconds % 60:02}"
