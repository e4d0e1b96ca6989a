"""Launch a cmi5 course, and take from its statements what they say of the learner."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from kinbridge.learning.actions.telling import write_down
from kinbridge.learning.models import Launch
from kinbridge.learning.packages.actions.visits import NotNow, done_of, must_be_open, settle
from kinbridge.learning.packages.rules import statements
from kinbridge.learning.packages.rules.cmi5 import Visit, defined_verb, done_by, trouble
from kinbridge.learning.packages.telling import told_of
from kinbridge.xapi.documents import Sent, Shelf, put_document
from kinbridge.xapi.models import Document
from kinbridge.xapi.rules.identity import key_of

Json = dict[str, Any]
LAUNCH_DATA = "LMS.LaunchData"


@transaction.atomic
def prepare(*, launch: Launch, address: str, back: str, at: datetime) -> None:
    """Put down what the course will ask for, and say that it was launched. `back` is where its own exit leads."""
    told, part = told_of(launch), launch.record.part.told()
    mode = "Normal" if launch.record.satisfied_at is None else "Review"
    shelf = shelf_of(launch)
    content = json.dumps(statements.launch_data(told, part=part, mode=mode, back=back)).encode()
    sent = Sent(content, "application/json")
    put_document(shelf=shelf, name=LAUNCH_DATA, sent=sent, must_know=False, at=at)
    said = statements.launched(told, part=part, mode=mode, address=address)
    write_down(said, coalition_id=shelf.coalition_id, at=at)


def shelf_of(launch: Launch) -> Shelf:
    """Where the documents of this learner in this part lie."""
    told = told_of(launch)
    coalition = launch.record.enrollment.coalition_id
    return Shelf(coalition, Document.Kind.STATE, told.activity, key_of(told.actor), told.registration)


@transaction.atomic
def hear(*, launch: Launch, said: list[Json], at: datetime) -> None:
    """Statements that the record store took. Raises `NotNow`, and then nothing of them is kept."""
    must_be_open(launch)
    for statement in said:
        wrong = trouble(statement, _visit(launch))
        if wrong:
            raise NotNow(wrong)
        verb = defined_verb(statement)
        if not verb:
            continue
        launch.said = [*launch.said, verb]
        record = launch.record
        score = statement.get("result", {}).get("score", {}).get("scaled")
        record.score = score if score is not None else record.score
        settle(record=record, done=done_by(statement, done_of(record)), at=at)
    if "terminated" in launch.said:
        launch.ended_at = at
    launch.save(update_fields=["said", "ended_at"])


def _visit(launch: Launch) -> Visit:
    told, earlier = told_of(launch), launch.record.launches.exclude(pk=launch.pk)
    before = {verb for said in earlier.values_list("said", flat=True) for verb in said}
    return Visit(
        registration=told.registration,
        session=told.session,
        actor=key_of(told.actor),
        activity=told.activity,
        mastery=launch.record.part.mastery,
        said=tuple(launch.said),
        before=frozenset(before),
    )
