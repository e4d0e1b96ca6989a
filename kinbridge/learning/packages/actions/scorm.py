"""Keep what a SCORM course commits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kinbridge.learning.actions.telling import write_down
from kinbridge.learning.models import Launch
from kinbridge.learning.packages.actions.visits import done_of, must_be_open, settle
from kinbridge.learning.packages.rules.scorm import Commit, done_by, seconds_of
from kinbridge.learning.packages.rules.statements import said
from kinbridge.learning.packages.telling import told_of


@transaction.atomic
def keep(*, launch: Launch, commit: Commit, at: datetime) -> None:
    """What to go on from, the score, and whether the part is done. Raises `NotNow` after the visit."""
    must_be_open(launch)
    record = launch.record
    before, done = done_of(record), done_by(commit, mastery=record.part.mastery)
    record.kept, record.seconds = commit.runtime_data.cmi, max(record.seconds, seconds_of(commit))
    record.score = commit.score.share if commit.score.share is not None else record.score
    told, result = told_of(launch), {"score": {"scaled": record.score}} if record.score is not None else {}
    verbs = []
    if done.completed and not before.completed:
        verbs.append(said("completed", told, result={"completion": True}))
    if done.passed is not None and done.passed != before.passed:
        verb = "passed" if done.passed else "failed"
        verbs.append(said(verb, told, result=result | {"success": done.passed}))
    for statement in verbs:
        write_down(statement, coalition_id=record.enrollment.coalition_id, at=at)
    settle(record=record, done=done, at=at)
